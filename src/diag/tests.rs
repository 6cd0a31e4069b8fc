use super::*;

#[test]
fn codes_and_slugs_are_unique() {
    for of in [|rule: &Rule| rule.id, |rule: &Rule| rule.slug] {
        let mut names: Vec<_> = rules::all().map(of).collect();
        names.sort_unstable();
        assert!(names.windows(2).all(|pair| pair[0] != pair[1]), "{names:?}");
    }
}

#[test]
fn lines_and_columns_count_from_one_in_characters() {
    let text = "ab\n\u{e9}\u{1F600}x\r\ny";
    for (byte, expected) in
        [(0, (1, 1)), (2, (1, 3)), (3, (2, 1)), (4, (2, 1)), (5, (2, 2)), (9, (2, 3)), (12, (3, 1)), (99, (3, 2))]
    {
        assert_eq!(line_column(text, byte), expected, "{byte}");
    }
}

/// A file in which every place but the file itself is its second line.
struct Lines(&'static str);

impl Source for Lines {
    fn name(&self) -> &str {
        self.0
    }

    fn text(&self) -> &str {
        "first: 1\nsecond: 2\n"
    }

    fn span(&self, place: &Place) -> Option<Range<usize>> {
        match place {
            Place::File => None,
            Place::Bytes(bytes) => Some(bytes.clone()),
            Place::Key(_) | Place::Value(_) | Place::Within(..) => Some(9..15),
        }
    }
}

fn report() -> Report {
    let second = Place::Key(Pointer::root().key("second"));
    let twice = Diagnostic::new(&rules::UNKNOWN_OR_DUPLICATE_KEY, second, "unknown key `second`")
        .help("write `\u{1B}[31m`")
        .related(Place::Bytes(0..5), "after this");
    let file = Diagnostic::new(&rules::UNREADABLE, Place::File, "odd").why("why").help("help");
    let mut report = Report::new();
    report.add(&Lines("b.yaml"), [twice.clone(), file.clone()]);
    report.add(&Lines("a.yaml"), [file]);
    report.add(&Lines("b.yaml"), [twice]);
    report.add(&Lines("c.yaml"), []);
    report
}

#[test]
fn reports_are_in_order_and_say_nothing_twice() {
    let report = report();
    assert_eq!((report.errors(), report.warnings()), (3, 0));
    let order: Vec<_> = report.iter().map(|(file, finding)| (file, finding.rule.id)).collect();
    assert_eq!(order, [("a.yaml", "LG-E017"), ("b.yaml", "LG-E017"), ("b.yaml", "LG-E007")]);
}

#[test]
fn people_see_the_line() {
    let expected = "\
error[LG-E007]: unknown key `second`
 --> b.yaml:2:1
  |
1 | first: 1
  | ----- after this
2 | second: 2
  | ^^^^^^
  |
  = note: Most YAML parsers ignore an unknown key and keep the last of two duplicates, so a typo or a pasted block would silently change the lake.
  = help: write `\u{241B}[31m`

";
    let pretty = report().pretty(false);
    assert!(pretty.ends_with(expected), "{pretty}");
    assert!(pretty.starts_with("error[LG-E017]: odd\n--> a.yaml\n = note: why\n = help: help\n\n"), "{pretty}");
}

#[test]
fn machines_see_everything() {
    let json: serde_json::Value = serde_json::from_str(&report().json().expect("plain data")).expect("JSON");
    assert_eq!(
        json[2],
        serde_json::json!({
            "code": "LG-E007", "slug": "unknown-or-duplicate-key", "severity": "error",
            "message": "unknown key `second`",
            "file": "b.yaml", "line": 2, "column": 1, "end_line": 2, "end_column": 7, "path": "second",
            "why": rules::UNKNOWN_OR_DUPLICATE_KEY.why, "help": "write `\u{1B}[31m`",
            "related": [{
                "message": "after this", "file": "b.yaml", "line": 1, "column": 1, "end_line": 1, "end_column": 6, "path": null,
            }],
        })
    );
    assert_eq!((&json[0]["line"], &json[0]["path"]), (&1.into(), &serde_json::Value::Null));
}

#[test]
fn code_scanning_reads_the_report() {
    const SCHEMA: &str = include_str!("../../schemas/vendor/sarif/sarif-schema-2.1.0.json");
    // Its pattern for languages, which we do not write, is no ECMA 262 regular expression: a `]` stands alone.
    let text = SCHEMA.replace("]?$", "?$");
    let schema: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let schema = jsonschema::options().with_draft(jsonschema::Draft::Draft7).build(&schema).expect("a schema");
    let mut log: serde_json::Value = serde_json::from_str(&report().sarif()).expect("JSON");
    let faults: Vec<_> = schema.iter_errors(&log).map(|fault| fault.to_string()).collect();
    assert!(faults.is_empty(), "{faults:#?}");
    let run = &log["runs"][0];
    assert_eq!(run["tool"]["driver"]["rules"].as_array().expect("rules").len(), 2);
    let result = &run["results"][2];
    assert_eq!((&result["ruleId"], &result["ruleIndex"]), (&"LG-E007".into(), &0.into()));
    let place = &result["locations"][0];
    assert_eq!(place["physicalLocation"]["artifactLocation"]["uri"], "b.yaml");
    assert_eq!(place["physicalLocation"]["region"]["startLine"], 2);
    assert_eq!(place["logicalLocations"][0]["fullyQualifiedName"], "second");
    assert_eq!(result["relatedLocations"][0]["message"]["text"], "after this");
    log["runs"][0]["results"][0]["level"] = "fatal".into();
    assert!(!schema.is_valid(&log), "the schema takes anything");
}

#[test]
fn paths_become_uris() {
    let mut report = Report::new();
    let finding = Diagnostic::new(&rules::UNREADABLE, Place::File, "odd");
    report.add(&Lines("a b/\u{e9}#1.yaml"), [finding.clone()]);
    report.add(&Lines("/srv/x.yaml"), [finding]);
    let sarif = report.sarif();
    assert!(sarif.contains("\"file:///srv/x.yaml\"") && sarif.contains("\"a%20b/%C3%A9%231.yaml\""), "{sarif}");
}

#[test]
fn pull_requests_are_annotated() {
    let mut report = Report::new();
    let finding = Diagnostic::new(&rules::UNREADABLE, Place::Bytes(9..15), "100%:\nodd").why("why").help("help");
    report.add(&Lines("a,b.yaml"), [finding]);
    let expected = "::error file=a%2Cb.yaml,line=2,endLine=2,col=1,endColumn=7,title=LG-E017 unreadable::100%25:%0Aodd%0A%0Awhy%0A%0Ahelp\n";
    assert_eq!(report.github(), expected);
}
