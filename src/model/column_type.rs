//! The grammar of types.
//!
//! Source: the types that Athena and the Data Catalog share (Athena User Guide, "Data types in Amazon Athena"; Apache Hive,
//! "LanguageManual Types").

use super::scope::nearest;
use super::{ColumnType, Malformed, PlainType};

/// How deep types may be nested: nobody reads deeper ones, and each level takes stack.
const MAX_DEPTH: usize = 32;

/// Types that take parameters.
const WITH_PARAMETERS: [&str; 6] = ["decimal", "char", "varchar", "array", "map", "struct"];

/// Words of other systems, with what Hive calls it.
const FOREIGN: &[(&str, &str)] = &[
    ("text", "string"),
    ("str", "string"),
    ("uuid", "string"),
    ("json", "string"),
    ("nvarchar", "string"),
    ("integer", "int"),
    ("int4", "int"),
    ("int32", "int"),
    ("long", "bigint"),
    ("int8", "bigint"),
    ("int64", "bigint"),
    ("short", "smallint"),
    ("int16", "smallint"),
    ("byte", "tinyint"),
    ("bool", "boolean"),
    ("real", "float"),
    ("float4", "float"),
    ("float8", "double"),
    ("float64", "double"),
    ("bytes", "binary"),
    ("bytea", "binary"),
    ("blob", "binary"),
    ("varbinary", "binary"),
    ("datetime", "timestamp"),
    ("timestamptz", "timestamp"),
    ("timestamp_ntz", "timestamp"),
    ("time", "string"),
    ("number", "decimal(12,2)"),
    ("numeric", "decimal(12,2)"),
    ("money", "decimal(12,2)"),
    ("list", "array<string>"),
    ("row", "struct<name:string>"),
    ("record", "struct<name:string>"),
    ("object", "struct<name:string>"),
];

/// Reads a type; letters of either case, and blanks between its parts, are taken.
pub(super) fn parse_type(text: &str) -> Result<ColumnType, Malformed> {
    let mut parser = Parser { text, at: 0 };
    let kind = parser.kind(0)?;
    match parser.peek() {
        None => Ok(kind),
        Some(_) => Err(parser.expected("the end of the type")),
    }
}

struct Parser<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Parser<'t> {
    fn peek(&mut self) -> Option<char> {
        let rest = &self.text[self.at..];
        self.at += rest.len() - rest.trim_start().len();
        self.text[self.at..].chars().next()
    }

    fn take(&mut self, wanted: char) -> bool {
        let found = self.peek() == Some(wanted);
        if found {
            self.at += wanted.len_utf8();
        }
        found
    }

    fn expect(&mut self, wanted: char) -> Result<(), Malformed> {
        if self.take(wanted) { Ok(()) } else { Err(self.expected(&format!("`{wanted}`"))) }
    }

    fn expected(&mut self, what: &str) -> Malformed {
        let found = self.peek().map_or("the end".to_owned(), |c| format!("`{}`", c.escape_default()));
        self.wrong(
            self.at,
            &format!("found {found} where {what} should be"),
            "Write for example `decimal(12,2)` or `struct<id:string,tags:array<string>>`.",
        )
    }

    fn wrong(&self, at: usize, what: &str, help: &str) -> Malformed {
        let position = self.text[..at].chars().count() + 1;
        let message = format!("`{}` is not a type: {what}, at character {position}", self.text.escape_default());
        Malformed { message, help: help.to_owned() }
    }

    fn word(&mut self) -> &'t str {
        self.peek();
        let rest = &self.text[self.at..];
        let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
        self.at += end;
        &rest[..end]
    }

    fn number(&mut self) -> Result<u32, Malformed> {
        self.peek();
        let start = self.at;
        let word = self.word();
        word.parse().map_err(|_| {
            self.at = start;
            self.expected("a number")
        })
    }

    fn kind(&mut self, depth: usize) -> Result<ColumnType, Malformed> {
        self.peek();
        let start = self.at;
        if depth > MAX_DEPTH {
            return Err(self.wrong(start, "it is nested too deep", "Flatten it."));
        }
        let word = self.word().to_ascii_lowercase();
        if let Some(plain) = PlainType::ALL.into_iter().find(|plain| plain.as_str() == word) {
            return Ok(ColumnType::Plain(plain));
        }
        match word.as_str() {
            "decimal" => self.decimal(start),
            "char" => Ok(ColumnType::Char(self.length(start, "char", 255)?)),
            "varchar" => Ok(ColumnType::Varchar(self.length(start, "varchar", 65_535)?)),
            "array" => {
                self.expect('<')?;
                let element = self.kind(depth + 1)?;
                self.expect('>')?;
                Ok(ColumnType::Array(Box::new(element)))
            }
            "map" => self.map(depth),
            "struct" => self.fields(depth),
            "" => Err(self.expected("a type")),
            _ => Err(self.unknown(start, &word)),
        }
    }

    fn decimal(&mut self, start: usize) -> Result<ColumnType, Malformed> {
        const HELP: &str = "Write `decimal(precision,scale)`: digits in all, at most 38, and digits behind the point. For example `decimal(12,2)`.";
        if !self.take('(') {
            return Err(self.wrong(start, "Hive keeps no digit behind the point of a bare `decimal`", HELP));
        }
        let precision = self.number()?;
        let scale = if self.take(',') { self.number()? } else { 0 };
        self.expect(')')?;
        if !(1..=38).contains(&precision) || scale > precision {
            return Err(self.wrong(start, "precision is 1 to 38, and scale 0 to the precision", HELP));
        }
        Ok(ColumnType::Decimal { precision, scale })
    }

    fn length(&mut self, start: usize, word: &str, max: u32) -> Result<u32, Malformed> {
        let help = format!("Write `{word}(10)`, or `string`, which has no limit.");
        if !self.take('(') {
            return Err(self.wrong(start, &format!("`{word}` needs a length"), &help));
        }
        let length = self.number()?;
        self.expect(')')?;
        if !(1..=max).contains(&length) {
            return Err(self.wrong(start, &format!("the length of a `{word}` is 1 to {max}"), &help));
        }
        Ok(length)
    }

    fn map(&mut self, depth: usize) -> Result<ColumnType, Malformed> {
        self.expect('<')?;
        self.peek();
        let start = self.at;
        let key = self.kind(depth + 1)?;
        if key.is_nested() {
            return Err(self.wrong(
                start,
                "the keys of a map are plain values",
                "Write for example `map<string,int>`.",
            ));
        }
        self.expect(',')?;
        let value = self.kind(depth + 1)?;
        self.expect('>')?;
        Ok(ColumnType::Map(Box::new(key), Box::new(value)))
    }

    fn fields(&mut self, depth: usize) -> Result<ColumnType, Malformed> {
        self.expect('<')?;
        let mut fields: Vec<(String, ColumnType)> = Vec::new();
        loop {
            self.peek();
            let start = self.at;
            let name = self.word();
            if name.is_empty() {
                return Err(self.expected("the name of a field"));
            }
            if fields.iter().any(|(other, _)| other.eq_ignore_ascii_case(name)) {
                let help = "Give each field a name of its own; case does not count.";
                return Err(self.wrong(start, &format!("there are two fields `{name}`"), help));
            }
            self.expect(':')?;
            fields.push((name.to_owned(), self.kind(depth + 1)?));
            if !self.take(',') {
                break;
            }
        }
        self.expect('>')?;
        Ok(ColumnType::Struct(fields))
    }

    fn unknown(&self, start: usize, word: &str) -> Malformed {
        let known = || PlainType::ALL.into_iter().map(PlainType::as_str).chain(WITH_PARAMETERS);
        let foreign = FOREIGN.iter().find(|(foreign, _)| *foreign == word).map(|(_, own)| *own);
        let help = match foreign.or_else(|| nearest(word, known())) {
            Some(near) => format!("Did you mean `{near}`?"),
            None => {
                format!("The types are {}.", known().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", "))
            }
        };
        self.wrong(start, &format!("`{word}` is unknown"), &help)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn types() {
        for text in [
            "string",
            "decimal(12,2)",
            "decimal(38,38)",
            "char(3)",
            "varchar(64)",
            "array<string>",
            "map<string,array<int>>",
            "struct<id:string,tags:array<struct<k:string,v:double>>>",
        ] {
            assert_eq!(parse_type(text).expect(text).to_string(), text);
        }
        assert_eq!(
            parse_type(" STRUCT < a : Int , b:decimal( 5 ) > ").expect("loose").to_string(),
            "struct<a:int,b:decimal(5,0)>"
        );
    }

    #[test]
    fn mistakes_say_where_and_what_instead() {
        for (text, part, help) in [
            ("text", "`text` is unknown, at character 1", "`string`"),
            ("integer", "at character 1", "`int`"),
            ("strng", "at character 1", "`string`"),
            ("array<txt>", "`txt` is unknown, at character 7", "string"),
            ("decimal", "bare `decimal`", "decimal(12,2)"),
            ("decimal(2,3)", "scale 0 to the precision", "decimal(12,2)"),
            ("decimal(39,3)", "1 to 38", "decimal(12,2)"),
            ("decimal(2;3)", "found `;` where `)` should be, at character 10", ""),
            ("varchar", "needs a length", "varchar(10)"),
            ("char(256)", "1 to 255", ""),
            ("array<string", "found the end where `>` should be, at character 13", ""),
            ("array[string]", "found `[`", ""),
            ("map<array<int>,int>", "at character 5", ""),
            ("struct<>", "the name of a field", ""),
            ("struct<a:int,A:int>", "two fields `A`", ""),
            ("string)", "the end of the type", ""),
            ("", "a type", ""),
        ] {
            let malformed = parse_type(text).expect_err(text);
            assert!(malformed.message.contains(part), "{text}: {}", malformed.message);
            assert!(malformed.help.contains(help), "{text}: {}", malformed.help);
        }
        assert!(parse_type(&"array<".repeat(10_000)).is_err());
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "(array|map|struct|int|decimal|a|<|>|\\(|\\)|,|:| |[0-9]|\\PC){0,12}") {
            if let Ok(kind) = parse_type(&text) {
                prop_assert_eq!(parse_type(&kind.to_string()).ok(), Some(kind));
            }
        }
    }
}
