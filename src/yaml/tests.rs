use std::collections::BTreeMap;

use super::Document;
use crate::diag::{Source, line_column};

#[test]
fn valid_documents_are_read() {
    let document = Document::parse("a.yaml", b"a: {b: 5.0, c: \"5.0\"}\nd:\n".to_vec()).expect("it is YAML");
    let read = document.read::<BTreeMap<String, BTreeMap<String, String>>>();
    assert!(read.findings.is_empty(), "{:?}", read.findings);
    let value = read.value.expect("nothing is wrong");
    assert_eq!(value["a"]["b"], value["a"]["c"]);
    assert!(value["d"].is_empty());
}

/// `line:column code message` of every finding.
fn findings(source: &dyn Source, findings: &[crate::diag::Diagnostic]) -> Vec<String> {
    let place = |finding: &crate::diag::Diagnostic| source.span(&finding.place).map_or(0, |span| span.start);
    let line = |finding: &crate::diag::Diagnostic| {
        let (line, column) = line_column(source.text(), place(finding));
        format!("{line}:{column} {} {}", finding.rule.id, finding.message)
    };
    findings.iter().map(line).collect()
}

#[test]
fn syntax_errors_have_a_place() {
    let failed = Document::parse("a.yaml", b"a: @x\n".to_vec()).expect_err("`@` is reserved");
    assert_eq!(findings(&failed, &failed.findings), ["1:4 LG-E011 an unquoted value cannot start with `@`"]);
}
