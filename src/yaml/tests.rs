//! Every finding with its exact line and column.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::{Deserializer, Error, MapAccess, Visitor, value::MapAccessDeserializer};

use super::Document;
use crate::diag::{Diagnostic, Place, Pointer, Source, line_column};

#[derive(Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Spec {
    lakegen: u32,
    name: String,
    #[serde(default)]
    jobs: BTreeMap<String, Job>,
    #[serde(default)]
    buckets: BTreeMap<String, Bucket>,
}

#[derive(Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Bucket {
    import: Option<String>,
    versioned: Option<bool>,
    share: Option<f64>,
}

#[derive(Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Job {
    script: String,
    target: Target,
    #[serde(default)]
    reads: Vec<String>,
    workers: Option<u8>,
    mode: Option<Mode>,
    trigger: Option<Trigger>,
    timeout: Option<Timeout>,
}

#[derive(Debug, PartialEq, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
enum Mode {
    EventMode,
    Everything,
}

#[derive(Debug, PartialEq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Trigger {
    Job(String),
    Schedule(String),
}

#[derive(Debug, PartialEq, Deserialize)]
#[serde(try_from = "String")]
struct Timeout(String);

impl TryFrom<String> for Timeout {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        if text.ends_with('m') { Ok(Self(text)) } else { Err(format!("`{text}` is no duration\nwrite `20m`")) }
    }
}

/// A string, or a mapping with `path`.
#[derive(Debug, PartialEq)]
struct Target(String);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Long {
    path: String,
}

impl<'de> Deserialize<'de> for Target {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either;
        impl<'de> Visitor<'de> for Either {
            type Value = Target;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a path or a mapping")
            }
            fn visit_str<E: Error>(self, text: &str) -> Result<Target, E> {
                Ok(Target(text.to_owned()))
            }
            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Target, A::Error> {
                Long::deserialize(MapAccessDeserializer::new(map)).map(|long| Target(long.path))
            }
        }
        deserializer.deserialize_str(Either)
    }
}

/// `line:column code message` of every finding.
fn shown(source: &dyn Source, findings: &[Diagnostic]) -> Vec<String> {
    let line = |finding: &Diagnostic| {
        let (line, column) = line_column(source.text(), source.span(&finding.place).map_or(0, |span| span.start));
        format!("{line}:{column} {} {}", &finding.rule.id[3..], finding.message)
    };
    findings.iter().map(line).collect()
}

fn check(text: &str) -> (Option<Spec>, Vec<String>, Vec<Diagnostic>) {
    match Document::parse("spec.yaml", text.into()) {
        Ok(document) => {
            let read = document.read::<Spec>();
            (read.value, shown(&document, &read.findings), read.findings)
        }
        Err(failed) => (None, shown(&failed, &failed.findings), failed.findings),
    }
}

#[test]
fn plain_and_quoted_text_mean_the_same_and_empty_is_an_empty_mapping() {
    let (spec, findings, _) = check(
        "lakegen: 1\nname: 5.0\nbuckets:\n  raw:\n  true: {share: 1, import: yes}\njobs: {a: {script: 012, target: {path: 1e3}}}",
    );
    assert_eq!(findings, [""; 0]);
    let spec = spec.expect("nothing is wrong");
    assert_eq!(spec.name, "5.0");
    assert_eq!(spec.buckets["raw"], Bucket { import: None, versioned: None, share: None });
    assert_eq!(spec.buckets["true"], Bucket { import: Some("yes".into()), versioned: None, share: Some(1.0) });
    assert_eq!((spec.jobs["a"].script.as_str(), &spec.jobs["a"].target), ("012", &Target("1e3".into())));
}

/// What follows `lakegen: 1\nname: x\n`, and the findings.
const TYPED: &[(&str, &[&str])] = &[
    ("buckets: {raw: {versoned: true}}", &["3:17 E007 unknown key `versoned`"]),
    ("buckets: {raw: {share:1}}", &["3:17 E007 unknown key `share:1`"]),
    ("buckets: {raw: {versioned: yes}}", &["3:28 E012 expected `true` or `false`, found a string `yes`"]),
    ("buckets: {raw: {share: \"1\"}}", &["3:24 E012 expected a number, found a string `\"1\"`"]),
    ("buckets: [raw]", &["3:10 E012 expected a mapping, found a list"]),
    ("buckets: {raw: []}", &["3:16 E012 expected a mapping, found a list"]),
    ("buckets: {raw: x}", &["3:16 E012 expected a mapping, found a string `x`"]),
    ("buckets: {raw: {import: [a]}}", &["3:25 E012 expected a string, found a list"]),
    ("jobs: {a: {script: , target: b}}", &["3:12 E012 expected a string, found nothing"]),
    ("jobs: {a: {script: s, target: t, reads: x}}", &["3:41 E012 expected a list, found a string `x`"]),
    (
        "jobs: {a: {script: s, target: t, reads: [x, {}, y, []]}}",
        &["3:45 E012 expected a string, found a mapping", "3:52 E012 expected a string, found a list"],
    ),
    (
        "jobs: {a: {script: s, target: t, workers: 300}}",
        &["3:43 E015 expected a whole number from 0 to 255, found a number `300`"],
    ),
    (
        "jobs: {a: {script: s, target: t, workers: 5.0}}",
        &["3:43 E012 expected a whole number from 0 to 255, found a number `5.0`"],
    ),
    ("jobs: {a: {script: s, target: t, mode: event_mode}}", &["3:40 E014 unknown value `event_mode` for `mode`"]),
    ("jobs: {a: {script: s, target: t, mode: {x: 1}}}", &["3:41 E007 unknown key `x`"]),
    ("jobs: {a: {script: s, target: t, timeout: 20}}", &["3:43 E015 `20` is no duration"]),
    ("jobs: {a: {script: s, target: t, trigger: {jobb: x}}}", &["3:44 E007 unknown key `jobb`"]),
    ("jobs: {a: {script: s, target: t, trigger: {job: [x]}}}", &["3:49 E012 expected a string, found a list"]),
    (
        "jobs: {a: {script: s, target: t, trigger: {job: x, schedule: y}}}",
        &["3:43 E012 expected a mapping with one key, found 2 keys"],
    ),
    (
        "jobs: {a: {script: s, target: t, trigger: job}}",
        &["3:43 E012 expected a mapping `job: ...`, found a string `job`"],
    ),
    ("jobs: {a: {script: s, target: t, trigger: }}", &[]),
    ("jobs: {a: {script: s, target: [t]}}", &["3:31 E012 expected a path or a mapping, found a list"]),
    ("jobs: {a: {script: s, target: {path: p, pth: q}}}", &["3:41 E007 unknown key `pth`"]),
    ("jobs: {a: {script: s, target: {}}}", &["3:23 E013 missing key `path`"]),
    // Everything that is missing, here and elsewhere, and nothing that follows from it.
    (
        "jobs:\n  a:\n  b: {target: t}\n  c: {scirpt: s, target: t}",
        &[
            "6:7 E007 unknown key `scirpt`",
            "4:3 E013 missing key `script`",
            "4:3 E013 missing key `target`",
            "5:3 E013 missing key `script`",
        ],
    ),
    (
        "jobs: {a: {script: [], target: t}}\nbuckets: {raw: {x: 1}}",
        &["3:20 E012 expected a string, found a list", "4:17 E007 unknown key `x`"],
    ),
    // Shared by an alias, wrong in both places.
    ("jobs: {a: &a {script: s}, b: *a}", &["3:8 E013 missing key `target`", "3:27 E013 missing key `target`"]),
    // The same mapping is right as buckets and wrong as jobs.
    (
        "buckets: &a {raw: {import: i}}\njobs: *a",
        &["3:14 E013 missing key `script`", "3:14 E013 missing key `target`", "3:20 E007 unknown key `import`"],
    ),
];

#[test]
fn typed_reading_reports_everything() {
    for (text, expected) in TYPED {
        let (_, mut findings, _) = check(&format!("lakegen: 1\nname: x\n{text}"));
        let mut expected = expected.to_vec();
        findings.sort();
        expected.sort_unstable();
        assert_eq!(findings, expected, "{text}");
    }
}

#[test]
fn everything_missing_at_the_root_is_reported_at_once() {
    for text in ["", "# nothing\n", "buckets: {}\n"] {
        let (value, findings, _) = check(text);
        assert_eq!(findings, ["1:1 E013 missing key `lakegen`", "1:1 E013 missing key `name`"], "{text:?}");
        assert!(value.is_some(), "the rest of {text:?} can be checked");
    }
}

/// A whole file and its findings.
const WRITTEN: &[(&str, &[&str])] = &[
    ("name: @x\n", &["1:7 E011 an unquoted value cannot start with `@`"]),
    ("name: %x\n", &["1:7 E011 an unquoted value cannot start with `%`"]),
    ("name: `x`\n", &["1:7 E011 an unquoted value cannot start with `` ` ``"]),
    ("name: * * * ? *\n", &["1:7 E011 an unquoted value cannot start with `*`"]),
    ("name: & co\n", &["1:7 E011 an unquoted value cannot start with `&`"]),
    ("name: ? what\n", &["1:7 E011 an unquoted value cannot start with `?`"]),
    ("name: > 5\n", &["1:7 E011 `>` announces a block of text on the lines below, and here is text on its own line"]),
    ("name: [draft] x\n", &["1:15 E011 text follows the closing bracket"]),
    ("name: x\nlakegen:1\n", &["2:1 E011 this `:` ends no key, because no space follows it"]),
    ("%YAML 1.2\n---\nname: x\n", &["1:1 E011 a line cannot start with `%`"]),
    ("name:\n\tx: 1\n", &["2:1 E011 a tab indents this line"]),
    ("name:\n  - a\n\t- b\n", &["3:1 E011 a tab indents this line"]),
    ("name: {{ x }}/y\n", &["1:7 E011 an unquoted `{{` opens a mapping inside a mapping"]),
    ("name: a: b\n", &["1:8 E011 an unquoted value cannot contain `: `"]),
    (
        "name: a\n  b: c\n",
        &["2:3 E011 this line is read as a continuation of the line above, and then the `:` has no meaning"],
    ),
    ("a:\n  b: 1\n c: 2\n", &["3:2 E011 this line is not aligned with the block it belongs to"]),
    ("a: [1, 2\nb: 3\n", &["2:1 E011 the `[` above is not closed before this"]),
    ("a: {b: 1\n", &["1:4 E011 this bracket is never closed"]),
    ("a: \"x\n", &["2:1 E011 a quoted text is not closed"]),
    ("a: 'it's'\n", &["1:8 E011 text follows the closing quote"]),
    ("a: \"\\d\"\n", &["1:4 E011 a backslash in double quotes starts an escape, and this is none"]),
    ("a: - b\n", &["1:4 E011 a list cannot start beside its key"]),
    ("a: x\u{7}y\n", &["1:5 E011 the character U+0007 (BEL) is not allowed in YAML"]),
    ("a: \0y\n", &["1:4 E011 the character U+0000 (NUL) is not allowed in YAML"]),
    // Not fatal: the rest is read.
    ("lakegen: 1\nname: {{ x }}\n", &["2:7 E011 an unquoted `{{` opens a mapping inside a mapping"]),
    (
        "lakegen: 1\nname: **/*.csv\n",
        &["2:7 E011 `**/*.csv` is read as an alias, and no value is anchored by that name"],
    ),
    ("lakegen: 1\nname: !Ref x\n", &["2:7 E011 unknown tag `!Ref`"]),
    ("lakegen: 1\nname: !!str 1\n", &[]),
    ("lakegen: 1\nname: x\njobs: &all\n", &["3:7 E011 `&all` is read as a name for an empty value"]),
    ("lakegen: 1\nname: \u{201C}x\u{201D}\n", &["2:7 E011 typographic quotes are part of the text"]),
    ("lakegen: 1\nname: caf\u{E9} \u{201C}x\u{201D}\n", &[]),
    ("lakegen: 1\nname: x\nname: y\n", &["3:1 E007 the key `name` appears twice in this mapping"]),
    ("lakegen: 1\nname: x\n---\nname: y\n", &["3:1 E011 a second document begins here; a spec is one document"]),
    ("lakegen: 1\nname: x\n...\n", &[]),
    ("lakegen: 1\nname: x\nbuckets: {<<: {a: {}}}\n", &["3:11 E011 the merge key `<<` is not part of YAML 1.2"]),
    ("lakegen: 1\nname: x\n[a]: 1\n", &["3:1 E011 a key must be a string, not a list or a mapping"]),
    ("lakegen: 1\nname: x\n: 1\n", &["3:1 E011 a key is empty"]),
    (
        "lakegen: 1\nname: x\nbuckets: {a: {import: cron(0 2,4 * * ? *), share: 1}}\n",
        &["3:23 E011 the comma ends the value after `cron(0 2`"],
    ),
    (
        "lakegen: 1\nname: &a [*a]\n",
        &["2:11 E011 the alias `*a` stands inside the value it repeats", "2:10 E012 expected a string, found a list"],
    ),
    // Columns count characters; the byte-order mark and the carriage returns are none.
    ("\u{FEFF}lakegen: 1\r\nname: x\r\nbuckets: {\u{1F600}: {imprt: 1}}\r\n", &["3:15 E007 unknown key `imprt`"]),
];

#[test]
fn traps_are_explained_where_they_are() {
    for (text, expected) in WRITTEN {
        assert_eq!(check(text).1, *expected, "{text:?}");
    }
}

#[test]
fn helps_name_the_way_out() {
    for (text, help) in [
        (
            "lakegen: 1\nname: x\nbucket: {}\n",
            "did you mean `buckets`? The keys here are `lakegen`, `name`, `jobs`, `buckets`",
        ),
        ("lakegen: 1\nname: x\nbuckets: {raw: x}", "write a mapping; the keys here are `import`, `versioned`, `share`"),
        ("lakegen: 1\nname: x\nbuckets: [raw, other]", "write the names as keys, without `- `: `raw: {}`"),
        (
            "lakegen: 1\nname: x\nbuckets: [{Name: raw, share: 1, y: 2}]",
            "write the names as keys, without `- `: `raw: { ... }`",
        ),
        (
            "lakegen: 1\nname: x\nbuckets: [{Key: team, Value: data}]",
            "write the names as keys, without `- `: `team: data`",
        ),
        ("lakegen: 1\nname: x\nbuckets: {a: {share:1}}", "write a space after the colon: `share: 1`"),
        ("lakegen: 1\nname: x\nbuckets: {a: {versioned: On}}", "write `true`, without quotes"),
        (
            "lakegen: 1\nname: x\njobs: {a: {script: s, target: t, mode: everything}}",
            "did you mean `EVERYTHING`? The values here are `EVENT_MODE`, `EVERYTHING`",
        ),
        ("lakegen: 1\nname: x\njobs: {a: {script: s, target: t, timeout: x}}", "write `20m`"),
        ("lakegen: 1\nname: x\nbuckets: {a: {import: decimal(1,2)}}", "put the value in quotes: `\"decimal(1,2)\"`"),
        ("name: {{ x }}/y # z\n", "put the whole value in quotes: `\"{{ x }}/y\"`"),
        ("lakegen: 1", "add `name:`"),
        ("a: %{INT:n} [%{WORD:w}] # c\n", "put the value in quotes: `'%{INT:n} [%{WORD:w}]'`"),
        ("a: { b: %{INT:n}, c: 1 }\n", "put the value in quotes: `'%{INT:n}'`"),
        ("a: [@it's]\n", "put the value in quotes: `'@it''s'`"),
        ("name: x\nlakegen:1 # c\n", "write a space after the colon: `lakegen: 1 # c`"),
        ("lakegen: 1\nname: ~\n", "write a text; if it is `null` or `~`, put it in quotes"),
        (
            "lakegen: 1\nname: x\njobs: {a: {script: s, target: t, reads: -raw/}}",
            "write a space after each `-`: `- raw/`",
        ),
        (
            "lakegen: 1\nname: x\n\u{A0}jobs: {}\n",
            "the key holds characters that look like a space or like nothing (`\\u{a0}jobs`): type it anew",
        ),
    ] {
        let (_, _, findings) = check(text);
        assert_eq!(findings.iter().map(|finding| finding.way_out()).collect::<Vec<_>>(), [help], "{text}");
    }
}

#[test]
fn places_that_do_not_exist_fall_back_to_the_nearest_that_does() {
    let document = Document::parse("a.yaml", b"a:\n  b: [x, {c: d}]\ne:\n".to_vec()).expect("it is YAML");
    let at = |place: Place| document.span(&place).map(|span| &document.source()[span]);
    let b = Pointer::root().key("a").key("b");
    assert_eq!(at(Place::Value(b.clone())), Some("[x, {c: d}]"));
    assert_eq!(at(Place::Key(b.clone())), Some("b"));
    assert_eq!(at(Place::Value(b.index(0))), Some("x"));
    assert_eq!(at(Place::Key(b.index(1))), Some("{c: d}"));
    assert_eq!(at(Place::Value(b.index(1).key("c"))), Some("d"));
    assert_eq!(at(Place::Value(b.index(7).key("c"))), Some("b"));
    assert_eq!(at(Place::Key(Pointer::root().key("a").key("z"))), Some("a"));
    assert_eq!(at(Place::Value(Pointer::root().key("a"))), Some("b: [x, {c: d}]"));
    assert_eq!(at(Place::Value(Pointer::root().key("e"))), Some("e"));
    assert_eq!(at(Place::File), None);
    assert!(document.has(&b) && !document.has(&b.index(2)));
    assert_eq!(document.keys(&Pointer::root()).collect::<Vec<_>>(), ["a", "e"]);
    assert_eq!(document.scalar(&b.index(0)), Some(("x", false)));
    assert_eq!(document.scalar(&b), None);
}

#[test]
fn two_hundred_errors_in_five_thousand_lines_take_no_time() {
    let mut text = "lakegen: 1\nname: x\njobs:\n".to_owned();
    for job in 0..1_000 {
        let key = if job % 5 == 4 { "wrkers" } else { "workers" };
        text += &format!("  job_{job}:\n    script: s\n    target: t\n    {key}: 2\n    mode: EVENT_MODE\n");
    }
    let start = std::time::Instant::now();
    let (_, findings, _) = check(&text);
    assert!(findings.len() >= 200, "{}", findings.len());
    assert!(start.elapsed().as_secs_f32() < 5.0, "{:?}, without optimisation", start.elapsed());
}
