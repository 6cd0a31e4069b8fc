//! Declared tables: columns, formats, and who else takes their data for a table.

use crate::diag::{Diagnostic, Place, rules};
use crate::model::located::Located;
use crate::model::scope::Scope;
use crate::model::{ColumnType, Pipeline, PlainType, Table, TableFormat};

use super::crawled::Crawled;

/// LG-E186.
pub(super) fn columns(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    for table in pipeline.tables.values() {
        for (n, key) in table.partition_keys.iter().enumerate() {
            let mut earlier = table.columns.iter().chain(&table.partition_keys[..n]);
            let wrong = if let Some(twice) = earlier.find(|column| column.name == key.name) {
                let message = format!("`{}` is a partition key and a column of `{}`", key.name, table.key);
                let finding = Diagnostic::new(&rules::TABLE_COLUMNS, Place::Key(key.origin.clone()), message);
                Some(finding.related(Place::Key(twice.origin.clone()), "the other one"))
            } else if key.kind.is_nested() {
                let message = format!("`{}` has type `{}`, and folders are named by plain values", key.name, key.kind);
                Some(Diagnostic::new(&rules::TABLE_COLUMNS, Place::Value(key.origin.clone()), message))
            } else {
                None
            };
            wrong.into_iter().for_each(|finding| scope.report(finding));
        }
        for column in &table.columns {
            let Some(message) = unknown_to_format(table, &column.kind) else { continue };
            let message = format!("`{}` has type `{}`, {message}", column.name, column.kind);
            let place = scope.at(&column.origin, &["type"]);
            let finding = Diagnostic::new(&rules::TABLE_COLUMNS, place, message);
            scope.report(finding.related(scope.at(&table.origin, &["format"]), "the format"));
        }
    }
}

/// Types that a format does not hold.
///
/// Source: Apache Iceberg, "Spec", "Primitive Types"; Athena User Guide, "Regex SerDe" and "Open CSV SerDe".
fn unknown_to_format(table: &Table, kind: &ColumnType) -> Option<&'static str> {
    use PlainType::{Smallint, Tinyint};
    match &table.format {
        TableFormat::Iceberg { .. } => match kind {
            ColumnType::Plain(Tinyint | Smallint) => Some("and the smallest number that Iceberg has is `int`"),
            ColumnType::Char(_) | ColumnType::Varchar(_) => Some("and the only text that Iceberg has is `string`"),
            _ => None,
        },
        TableFormat::Csv { .. } | TableFormat::Regex(_) if kind.is_nested() => {
            Some("and a line of text holds plain values only")
        }
        TableFormat::Csv { quotes: Some(_), .. } => match kind {
            ColumnType::Plain(PlainType::Date | PlainType::Timestamp) => {
                Some("and values in quotes are dates only as numbers since 1970: take `string`, and convert in queries")
            }
            _ => None,
        },
        _ => None,
    }
}

/// LG-E191.
pub(super) fn formats(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    for table in pipeline.tables.values() {
        let at = table.origin.key("format");
        let mut report = |place, message: String, help: &str| {
            scope.report(Diagnostic::new(&rules::TABLE_FORMAT, place, message).help(help));
        };
        match &table.format {
            TableFormat::Iceberg { version } if !(1..=2).contains(version) => {
                let place = Place::Value(at.key("iceberg").key("version"));
                report(place, format!("Glue makes Iceberg tables of version 1 and 2, not {version}"), "Write 2.");
            }
            TableFormat::Iceberg { .. } if !table.partition_keys.is_empty() => {
                let message = "Iceberg keeps partitions in its own metadata, and Glue makes the table without";
                let help = "Remove them, and let the first job run `ALTER TABLE ... ADD PARTITION FIELD day(...)`.";
                report(Place::Key(table.origin.key("partition_keys")), message.to_owned(), help);
            }
            TableFormat::Csv { delimiter, quotes: Some(quotes), .. } if *delimiter == quotes.symbol => {
                let message = format!("`{delimiter}` would separate values and stand around them");
                report(Place::Value(at.key("csv").key("quote_symbol")), message, "Use another character.");
            }
            TableFormat::Regex(regex) => {
                let (groups, columns) = (groups(regex), table.columns.len());
                if groups != columns {
                    let message = format!("the expression has {groups} groups, and the table {columns} columns");
                    let help = "Write one pair of parentheses for each column; `(?:` begins one that does not count.";
                    report(Place::Value(at.key("regex")), message, help);
                }
            }
            _ => {}
        }
    }
}

/// How many groups of a regular expression capture something.
fn groups(regex: &str) -> usize {
    let mut found = 0;
    let (mut is_escaped, mut in_class) = (false, false);
    for (at, c) in regex.char_indices() {
        match c {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            '[' => in_class = true,
            ']' => in_class = false,
            '(' if !in_class => {
                let rest = &regex[at + 1..];
                let is_named = rest.starts_with("?<") && !rest.starts_with("?<=") && !rest.starts_with("?<!");
                found += usize::from(!rest.starts_with('?') || is_named);
            }
            _ => {}
        }
    }
    found
}

/// LG-E187: what is right for one key, and wrong for the table.
pub(super) fn projections(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    for table in pipeline.tables.values().filter(|table| !table.projection.is_empty()) {
        let at = table.origin.key("partition_projection");
        for key in table.projection.keys() {
            if !table.partition_keys.iter().any(|column| column.name == *key) {
                let message = format!("`{key}` is projected, and is no partition key of `{}`", table.key);
                let finding = Diagnostic::new(&rules::PARTITION_PROJECTION, Place::Key(at.key(key)), message);
                let keys = table.partition_keys.iter().map(|column| column.name.as_str());
                scope.report(match crate::model::scope::nearest(key, keys) {
                    Some(near) => finding.help(format!("Did you mean `{near}`?")),
                    None => finding,
                });
            }
        }
        for key in table.partition_keys.iter().filter(|key| !table.projection.contains_key(&key.name)) {
            let message = format!("nothing says what the values of the partition key `{}` can be", key.name);
            let finding = Diagnostic::new(&rules::PARTITION_PROJECTION, Place::Key(at.clone()), message);
            let help = "Athena computes either all partition keys of a table or none. Add this one.";
            scope.report(finding.help(help).related(Place::Key(key.origin.clone()), "the partition key"));
        }
    }
}

/// LG-E188.
pub(super) fn indexes(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    const MOST: usize = 3;
    for table in pipeline.tables.values().filter(|table| !table.partition_indexes.is_empty()) {
        let at = table.origin.key("partition_indexes");
        let mut report = |place, message: String| {
            scope.report(Diagnostic::new(&rules::PARTITION_INDEX, place, message));
        };
        if table.partition_indexes.len() > MOST {
            report(Place::Key(at.clone()), format!("{} indexes; Glue keeps {MOST}", table.partition_indexes.len()));
        }
        if !table.projection.is_empty() {
            report(Place::Key(at.clone()), "the partitions are projected, so that no index is asked".to_owned());
        }
        for (name, keys) in &table.partition_indexes {
            let legal = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
            if name.is_empty() || name.len() > 255 || !name.chars().all(legal) {
                report(Place::Key(at.key(name)), format!("`{}` cannot be the name of an index", name.escape_default()));
            }
            if keys.is_empty() {
                report(Place::Value(at.key(name)), format!("the index `{name}` has no key"));
            }
            for (n, key) in keys.iter().enumerate() {
                if keys[..n].contains(key) {
                    report(Place::Value(at.key(name).index(n)), format!("`{key}` is in the index twice"));
                } else if !table.partition_keys.iter().any(|column| column.name == *key) {
                    report(
                        Place::Value(at.key(name).index(n)),
                        format!("`{key}` is no partition key of `{}`", table.key),
                    );
                }
            }
        }
    }
}

/// LG-E189.
pub(super) fn overlaps(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    let mut seen = Located::new();
    for table in pipeline.tables.values() {
        // By their keys, as they come.
        let mut earlier: Vec<&Table> = seen.overlapping(&table.location).copied().collect();
        earlier.sort_by(|a, b| a.key.cmp(&b.key));
        seen.add(&table.location, table);
        for other in earlier {
            // Two databases may look at the same files in different ways.
            let are_views = table.location == other.location && table.database != other.database;
            if are_views && !table.is_iceberg() && !other.is_iceberg() {
                continue;
            }
            let (outer, inner) = if other.location.contains(&table.location) { (other, table) } else { (table, other) };
            let message = if outer.location == inner.location {
                format!("`{}` and `{}` both lie in `{}`", outer.key, inner.key, inner.location)
            } else {
                format!("`{}` lies in `{}`, where `{}` lies", inner.key, outer.location, outer.key)
            };
            let finding = Diagnostic::new(&rules::OVERLAPPING_TABLES, scope.at(&inner.origin, &["location"]), message);
            scope.report(finding.related(scope.at(&outer.origin, &["location"]), "the other table"));
        }
    }
}

/// LG-E190.
pub(super) fn crawled(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    let crawled = Crawled::of(pipeline);
    for table in pipeline.tables.values() {
        for (crawler, location) in crawled.at(&table.location) {
            if crawler.database != table.database {
                continue;
            }
            let message = format!(
                "`{}` lies in `{}`, and crawler `{}` crawls `{location}` into the same database",
                table.key, table.location, crawler.key
            );
            let place = scope.at(&table.origin, &["location"]);
            let finding = Diagnostic::new(&rules::CRAWLED_TABLE, place, message);
            scope.report(finding.related(Place::Key(crawler.origin.key("targets")), "the crawl"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::groups;

    #[test]
    fn groups_are_counted_as_java_does() {
        for (regex, count) in [
            ("", 0),
            ("^(a)(b)$", 2),
            (r"\((a)\)", 1),
            ("[(](?:a)(?<n>b)(?<!c)(?=d)", 1),
            ("((a)b)", 2),
            (r"[\](]()", 1),
        ] {
            assert_eq!(groups(regex), count, "{regex}");
        }
    }
}
