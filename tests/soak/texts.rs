//! Texts with damage, and texts in the languages that stand inside a spec.

use crate::pieces::PIECES;
use crate::random::Random;

/// A right spec with bytes replaced, left out and put in.
pub fn damaged(random: &mut Random, specs: &[String]) -> Vec<u8> {
    let mut bytes = random.pick(specs).clone().into_bytes();
    for _ in 0..=random.below(6) {
        let start = random.below(bytes.len() + 1);
        let end = (start + random.below(8) * random.below(8)).min(bytes.len());
        let (range, new) = match random.below(4) {
            0 => (start..end, Vec::new()),
            1 => (start..start, bytes[start..end].to_vec()),
            2 => (start..end, vec![u8::try_from(random.below(256)).unwrap_or(0)]),
            _ => (start..start, random.pick(PIECES).as_bytes().to_vec()),
        };
        bytes.splice(range, new);
    }
    bytes
}

/// A language: the spec around a text of it, examples, and what its texts are made of.
struct Language {
    spec: &'static str,
    texts: &'static [&'static str],
    parts: &'static [&'static str],
}

const LANGUAGES: [Language; 6] = [
    Language {
        spec: "data_quality:\n  g: { table: d.t, rules: [TEXT] }\n",
        texts: &[
            "ColumnValues \"a\" in [\"x\",\"y\"] with threshold > 0.9",
            "(RowCount > 0) and (IsComplete \"a\")",
            "CustomSql \"select 1 from primary\" between 1 and 2",
            "DataFreshness \"a\" <= 3 days",
        ],
        parts: &[
            "(", ")", "[", "]", "\"", "and", "or", "not", " ", "between", "0.", "1e9", "-", "where", "NULL", "=", ">",
            "\\",
        ],
    },
    Language {
        spec: "jobs:\n  j: { script: jobs/job.py, trigger: { event_pattern: TEXT } }\n",
        texts: &[
            "{\"source\":[\"aws.s3\"],\"detail\":{\"a\":[{\"prefix\":\"x\"}]}}",
            "{\"source\":[{\"wildcard\":\"a*b\"}],\"$or\":[{\"a\":[1]},{\"b\":[{\"exists\":true}]}]}",
            "{\"detail\":{\"n\":[{\"numeric\":[\">\",0,\"<=\",5]},{\"cidr\":\"10.0.0.0/24\"}]}}",
        ],
        parts: &[
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "\"$or\":",
            "{\"anything-but\":",
            "null",
            "1e400",
            "-0",
            "\"*\"",
            "{\"cidr\":\"::/200\"}",
        ],
    },
    Language {
        spec: "crawlers:\n  c: { database: d, targets: { s3: [raw/x/] }, trigger: { schedule: TEXT } }\n",
        texts: &["cron(0/15 8-18 ? * MON-FRI *)", "cron(0 0 L * ? *)", "cron(5,10 1 1W 1/2 ? 2026-2030)"],
        parts: &["*", "?", "/", "-", ",", "#", "L", "W", "0", "59", "60", "JAN", "SUN", " ", "(", ")", "99999999999"],
    },
    Language {
        spec: "jobs:\n  j: { script: jobs/job.py, timeout: TEXT, trigger: { schedule: TEXT } }\n",
        texts: &["20m", "7d", "rate(5 minutes)", "rate(1 day)"],
        parts: &["0", "9", "99999999999999999999", "m", "d", " ", "rate(", "s", ")", "-", "."],
    },
    Language {
        spec: "tables:\n  d.t: { location: raw/t/, columns: { a: TEXT } }\n",
        texts: &["decimal(12,2)", "array<struct<a:int,b:map<string,array<date>>>>", "varchar(10)", "timestamp"],
        parts: &["<", ">", "(", ")", ",", ":", "array<", "map<", "struct<", "int", "38", "0", "999999999999", " "],
    },
    Language {
        spec: "streams:\n  s: { firehose: { to: raw/s/, prefix: TEXT } }\n",
        texts: &["dt=!{timestamp:yyyy-MM-dd}/", "!{firehose:random-string}/h=!{timestamp:HH}/"],
        parts: &["!{", "}", "/", "timestamp:", "'", "yyyy", "YYYY", "=", "//", "!", "{", "partitionKeyFromQuery:a"],
    },
];

/// A spec around a text of one of the languages, with damage.
pub fn small_language(random: &mut Random) -> Vec<u8> {
    let language = random.pick(&LANGUAGES);
    let mut text = (*random.pick(language.texts)).to_owned();
    let edits = random.below(5) + usize::from(random.once_in(20)) * 2_000;
    for _ in 0..edits {
        let start = text.floor_char_boundary(random.below(text.len() + 1));
        let end = text.ceil_char_boundary((start + random.below(4)).min(text.len()));
        let part: &str = random.pick::<&str>(language.parts);
        text.replace_range(start..end, part);
    }
    let is_json = language.spec.contains("event_pattern");
    let text = if is_json { text } else { serde_json::to_string(&text).unwrap_or_default() };
    let head = "lakegen: 1\nname: small\nbuckets: { raw: {} }\ndatabases: { d: {} }\n";
    format!("{head}{}", language.spec.replace("TEXT", &text)).into_bytes()
}
