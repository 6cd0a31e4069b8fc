//! LG-E242 and LG-W240: the expressions in a Firehose stream's `prefix`.
//!
//! Source: Amazon Data Firehose Developer Guide, "Understand custom prefixes for Amazon S3 objects".

use crate::diag::{Diagnostic, Place, rules};
use crate::model::scope::Scope;
use crate::model::{Firehose, Pipeline};

/// Characters of a prefix after evaluation.
const PREFIX_MAX: usize = 512;
/// The letters that Java's `DateTimeFormatter` knows.
const DATE_LETTERS: &str = "GuyDMLdQqYwWEecFaBhKkHmsSAnNVvzOXxZp";
/// Queries a Firehose stream may have (Amazon Data Firehose Developer Guide, "Partitioning keys").
const KEYS_MAX: usize = 50;
/// Characters of a processor's parameter (CloudFormation resource schema, `ParameterValue`).
const QUERY_MAX: usize = 5120;

/// LG-E242 and LG-W240.
pub(super) fn firehose_prefix(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    for stream in pipeline.streams.values() {
        let Some(firehose) = stream.firehose() else { continue };
        let at = stream.origin.key("firehose");
        let place = scope.at(&at, &["prefix"]);
        match pieces(&firehose.prefix) {
            Err(message) => scope.report(Diagnostic::new(&rules::FIREHOSE_PREFIX, place, message)),
            Ok(pieces) => {
                for message in pieces.iter().filter_map(|piece| fault(firehose, piece)).chain(shape(firehose)) {
                    scope.report(Diagnostic::new(&rules::FIREHOSE_PREFIX, place.clone(), message));
                }
                if let Some(pattern) = pieces.iter().find_map(week_year) {
                    let message = format!("`{pattern}` is the year of the week, not of the day");
                    scope.report(Diagnostic::new(&rules::WEEK_YEAR, place, message));
                }
                for (name, query) in &firehose.partition_keys {
                    let used = pieces.iter().any(|piece| *piece == Piece::Expression("partitionKeyFromQuery", name));
                    let message = if !is_name(name) {
                        format!("`{}` cannot be the name of a partition key", name.escape_default())
                    } else if query.trim().is_empty() || query.chars().any(char::is_control) {
                        format!("`{}` is not a jq expression on one line", query.escape_default())
                    } else if !used {
                        format!("`!{{partitionKeyFromQuery:{name}}}` does not stand in `prefix`")
                    } else {
                        continue;
                    };
                    let place = Place::Key(at.key("partition_keys").key(name));
                    scope.report(Diagnostic::new(&rules::FIREHOSE_PREFIX, place, message));
                }
            }
        }
    }
}

/// A part of a prefix.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Piece<'a> {
    Literal(&'a str),
    /// `!{namespace:value}`.
    Expression(&'a str, &'a str),
}

fn pieces(prefix: &str) -> Result<Vec<Piece<'_>>, String> {
    let mut found = Vec::new();
    let mut rest = prefix;
    while let Some((before, behind)) = rest.split_once("!{") {
        let Some((expression, after)) = behind.split_once('}') else {
            return Err(format!("`!{{{behind}` has no `}}`"));
        };
        let Some((namespace, value)) = expression.split_once(':') else {
            return Err(format!("`!{{{expression}}}` is not `!{{namespace:value}}`"));
        };
        found.extend([Piece::Literal(before), Piece::Expression(namespace, value)]);
        rest = after;
    }
    found.push(Piece::Literal(rest));
    Ok(found)
}

fn fault(firehose: &Firehose, piece: &Piece<'_>) -> Option<String> {
    match *piece {
        Piece::Literal(text) => {
            let odd = text.chars().find(|c| !(c.is_ascii_alphanumeric() || "/!_.()=+@:~-".contains(*c)));
            odd.map(|odd| format!("`prefix` contains `{}`", odd.escape_default()))
        }
        Piece::Expression("timestamp", pattern) => {
            let mut quoted = false;
            let odd = pattern.chars().find(|c| {
                quoted ^= *c == '\'';
                !quoted && c.is_ascii_alphabetic() && !DATE_LETTERS.contains(*c)
            });
            match odd {
                Some(odd) => Some(format!("`{odd}` in `!{{timestamp:{pattern}}}` is no part of a date or time")),
                None => pattern.is_empty().then(|| "`!{timestamp:}` has no pattern".to_owned()),
            }
        }
        Piece::Expression("firehose", "random-string") => None,
        Piece::Expression("firehose", "error-output-type") => {
            Some("`error-output-type` is for errors, which have a prefix of their own".to_owned())
        }
        Piece::Expression("partitionKeyFromQuery", name) => {
            (!firehose.partition_keys.contains_key(name)).then(|| format!("`{name}` is not a key of `partition_keys`"))
        }
        Piece::Expression("partitionKeyFromLambda", _) => Some(
            "`partitionKeyFromLambda` needs a function that transforms the records, which is not offered".to_owned(),
        ),
        Piece::Expression(namespace, value) => Some(format!("Firehose has no `!{{{namespace}:{value}}}`")),
    }
}

fn shape(firehose: &Firehose) -> Option<String> {
    let prefix = &firehose.prefix;
    let query: usize = firehose.partition_keys.iter().map(|(name, query)| name.len() + query.len() + 2).sum();
    if !prefix.is_empty() && (!prefix.ends_with('/') || prefix.starts_with('/') || prefix.contains("//")) {
        Some("`prefix` is folders below `to`: it ends in a single `/` and has no empty part".to_owned())
    } else if firehose.to.prefix.len() + prefix.len() > PREFIX_MAX {
        Some(format!("`to` and `prefix` together are longer than {PREFIX_MAX} characters"))
    } else if firehose.partition_keys.len() > KEYS_MAX {
        Some(format!("{} partition keys; Firehose takes {KEYS_MAX}", firehose.partition_keys.len()))
    } else {
        (query > QUERY_MAX).then(|| format!("the partition keys have {query} characters; Firehose takes {QUERY_MAX}"))
    }
}

fn is_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

/// A pattern with the year of the week and without the week.
fn week_year<'a>(piece: &Piece<'a>) -> Option<&'a str> {
    match *piece {
        Piece::Expression("timestamp", pattern) if pattern.contains('Y') && !pattern.contains(['w', 'W']) => {
            Some(pattern)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn expressions_are_found() {
        assert_eq!(
            pieces("dt=!{timestamp:yyyy}/x"),
            Ok(vec![Piece::Literal("dt="), Piece::Expression("timestamp", "yyyy"), Piece::Literal("/x")])
        );
        assert!(pieces("!{timestamp:yyyy").is_err());
        assert!(pieces("!{timestamp}/").is_err());
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "\\PC{0,40}") {
            let _ = pieces(&text);
        }
    }
}
