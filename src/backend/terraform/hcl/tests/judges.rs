//! The judges: `terraform fmt` for the shape, an independent parser and Terraform itself for the meaning.

use std::path::Path;
use std::process::{Command, Output};

use hcl_edit::expr::Expression;
use hcl_edit::template::Element;
use proptest::prelude::*;
use serde_json::{Value as Json, json};

use super::super::*;
use super::random::*;

/// Runs Terraform in `dir`; nothing when it is not installed.
fn terraform(dir: &Path, args: &[&str]) -> Option<Output> {
    let output = Command::new("terraform").args(args).current_dir(dir).env("CHECKPOINT_DISABLE", "1").output();
    if let Err(error) = &output {
        #[expect(clippy::print_stderr, reason = "a judge that is absent must not pass for one that agrees")]
        {
            eprintln!("SKIPPED: terraform does not start: {error}");
        }
    }
    output.ok()
}

#[test]
fn terraform_fmt_changes_nothing() {
    let dir = tempfile::tempdir().expect("a folder");
    for (i, body) in sample(400, body()).enumerate() {
        std::fs::write(dir.path().join(format!("{i}.tf")), print(&body, 0)).expect("written");
    }
    let Some(output) = terraform(dir.path(), &["fmt", "-check", "-diff", "-recursive", "-no-color"]) else { return };
    let said = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{}", said.chars().take(4000).collect::<String>());
}

#[test]
fn terraform_reads_the_same_values() {
    let text = prop_oneof![
        2 => scalar(),
        1 => template(scalar().prop_filter("null has no text", |e| *e != Expr::Null)).prop_map(Expr::Template),
    ];
    let values: Vec<Expr> = sample(300, expr(text, false).prop_map(composed)).collect();
    let mut locals = Body::default();
    let mut all = Vec::new();
    for (i, value) in values.iter().enumerate() {
        locals.attr(format!("v{i}"), value.clone());
        all.push(Expr::reference("local", [format!("v{i}")]));
    }
    let mut output = Body::default();
    output.attr("value", Expr::List(all));
    let mut file = Body::default();
    file.block("locals", [""; 0], locals).block("output", ["all"], output);

    let dir = tempfile::tempdir().expect("a folder");
    std::fs::write(dir.path().join("main.tf"), print(&file, 0)).expect("written");
    let Some(applied) = terraform(dir.path(), &["apply", "-auto-approve", "-no-color"]) else { return };
    let said = String::from_utf8_lossy(&applied.stderr);
    assert!(applied.status.success(), "{}", said.chars().take(4000).collect::<String>());
    let printed = terraform(dir.path(), &["output", "-json", "all"]).expect("it ran before");
    let read: Vec<Json> = serde_json::from_slice(&printed.stdout).expect("JSON");
    for (expr, read) in values.iter().zip(read) {
        assert_eq!(floats(read), floats(value_of(expr)), "{}", print_expr(expr, 0));
    }
}

/// Without the characters that Terraform would compose with others (it keeps strings in NFC).
fn composed(expr: Expr) -> Expr {
    let clean = |text: String| {
        let mut before = 'a';
        let mut kept = |c: char| {
            let alone = c == '\u{301}' && before.is_whitespace();
            before = c;
            alone || c < '\u{250}' || "\u{2028}\u{feff}\u{1f469}\u{5b57}".contains(c)
        };
        text.chars().filter(|c| kept(*c)).collect::<String>()
    };
    match expr {
        Expr::Str(text) => Expr::Str(clean(text)),
        Expr::Template(parts) => Expr::Template(
            parts
                .into_iter()
                .map(|part| match part {
                    Part::Lit(text) => Part::Lit(clean(text)),
                    Part::Interp(expr) => Part::Interp(composed(expr)),
                })
                .collect(),
        ),
        Expr::List(elements) => Expr::List(elements.into_iter().map(composed).collect()),
        Expr::Object(pairs) => {
            Expr::Object(pairs.into_iter().map(|(key, value)| (clean(key), composed(value))).collect())
        }
        other => other,
    }
}

/// With every number a float: JSON spells one number in many ways.
fn floats(value: Json) -> Json {
    match value {
        Json::Number(number) => json!(number.as_f64()),
        Json::Array(elements) => elements.into_iter().map(floats).collect(),
        Json::Object(pairs) => pairs.into_iter().map(|(key, value)| (key, floats(value))).collect(),
        other => other,
    }
}

/// The value that Terraform should see, for expressions without references and calls; numbers in templates as text.
fn value_of(expr: &Expr) -> Json {
    match expr {
        Expr::Bool(value) => json!(value),
        Expr::Int(value) => json!(*value as f64),
        Expr::Float(value) => json!(value),
        Expr::Str(text) => json!(text),
        Expr::Template(parts) => match parts.as_slice() {
            [Part::Interp(only)] => value_of(only),
            parts => Json::String(parts.iter().map(text_of).collect()),
        },
        Expr::List(elements) => elements.iter().map(value_of).collect(),
        Expr::Object(pairs) => pairs.iter().map(|(key, value)| (key.clone(), value_of(value))).collect(),
        Expr::Null | Expr::Traversal(_) | Expr::Call(..) => Json::Null,
    }
}

fn text_of(part: &Part) -> String {
    match part {
        Part::Lit(text) => text.clone(),
        Part::Interp(Expr::Int(value)) => value.to_string(),
        Part::Interp(expr) => match value_of(expr) {
            Json::String(text) => text,
            Json::Number(number) => number.as_f64().expect("finite").to_string(),
            other => other.to_string(),
        },
    }
}

proptest! {
    #[test]
    fn an_independent_parser_reads_the_same_text(parts in template(prop_oneof![reference(), hostile_text().prop_map(Expr::Str)])) {
        let expr = Expr::Template(parts);
        let mut body = Body::default();
        body.attr("v", expr.clone());
        let printed = print(&body, 0);
        let parsed = hcl_edit::parser::parse_body(&printed).map_err(|e| TestCaseError::fail(format!("{e}\n{printed}")))?;
        let value = &parsed.get_attribute("v").expect("the attribute").value;
        prop_assert_eq!(parsed_text(value), whole_text(&expr), "{}", printed);
    }
}

/// The text of an expression, with a mark where a reference stands.
fn whole_text(expr: &Expr) -> String {
    match expr {
        Expr::Str(text) => text.clone(),
        Expr::Template(parts) => parts
            .iter()
            .map(|part| match part {
                Part::Lit(text) => text.clone(),
                Part::Interp(expr) => whole_text(expr),
            })
            .collect(),
        _ => "<ref>".to_owned(),
    }
}

fn parsed_text(expr: &Expression) -> String {
    let text_of = |element: &Element| match element {
        Element::Literal(text) => text.to_string(),
        Element::Interpolation(inner) => parsed_text(&inner.expr),
        Element::Directive(_) => "<directive>".to_owned(),
    };
    match expr {
        Expression::String(text) => text.to_string(),
        Expression::StringTemplate(template) => template.iter().map(text_of).collect(),
        Expression::HeredocTemplate(heredoc) => heredoc.template.iter().map(text_of).collect(),
        _ => "<ref>".to_owned(),
    }
}
