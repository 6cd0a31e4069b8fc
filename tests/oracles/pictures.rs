//! Mermaid, Graphviz and a parser of XML read what `lakegen graph` writes.

use std::path::{Path, PathBuf};
use std::process::Command;

use lakegen::diag::Pointer;
use lakegen::picture::{Edge, Flow, Kind, Node, Picture};
use serde_json::{Value, json};

use crate::rendering::Rendered;
use crate::tool::{self, needed};
use crate::{assert_accepted, assert_rejected};

const FORMATS: [&str; 3] = ["mermaid", "dot", "svg"];

struct Renderers {
    node: PathBuf,
    modules: PathBuf,
}

impl Renderers {
    fn find() -> Option<Self> {
        let modules = needed("mermaid", tool::named("LAKEGEN_MERMAID"))?;
        Some(Self { node: needed("node", tool::program("node"))?, modules })
    }

    /// What the renderers have against `pictures`: name, format and text of each.
    fn complaints(&self, pictures: &[(String, &str, String)]) -> Vec<String> {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/oracles/pictures.mjs");
        let question: Value = pictures
            .iter()
            .map(|(name, format, text)| json!({ "name": name, "format": format, "text": text }))
            .collect();
        let answers = tool::ask(tool::command(&self.node).arg(script).arg(&self.modules), &question);
        let answers: Vec<Option<String>> = serde_json::from_value(answers).expect("a list");
        assert_eq!(answers.len(), pictures.len());
        let said = pictures.iter().zip(answers);
        said.filter_map(|((name, format, text), answer)| Some(format!("{name} as {format}: {}\n{text}", answer?)))
            .collect()
    }
}

fn drawn(source: &Path, format: &str, detail: bool) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_lakegen"));
    command.arg("graph").arg(source).args(["--format", format]).args(detail.then_some("--detail"));
    let outcome = tool::run(&mut command);
    assert!(outcome.success, "{}", outcome.words());
    outcome.stdout
}

#[test]
fn renderers_read_every_picture() {
    let Some(renderers) = Renderers::find() else { return };
    let mut pictures = Vec::new();
    for lake in Rendered::all().lakes {
        for format in FORMATS {
            for detail in [false, true] {
                pictures.push((lake.spec.clone(), format, drawn(&lake.source, format, detail)));
            }
        }
    }
    assert_accepted(&renderers.complaints(&pictures));
}

/// Names that mean something to one of the languages, be it that a spec can hold them or not.
#[test]
fn renderers_read_hostile_names() {
    let Some(renderers) = Renderers::find() else { return };
    let hostile = [
        "end",
        "\"",
        "a\"b",
        "]",
        ")]",
        "}}",
        "|",
        "-->",
        "<b>",
        "</svg>",
        "&lt;",
        "&",
        "#",
        "#quot;",
        "%%",
        "%%{init: {}}%%",
        "\\",
        "a\\",
        "\\\"",
        "1. one",
        "- one",
        "* one",
        "`code`",
        "a;b",
        "click",
        "subgraph",
        "\u{e9}\u{4e2d}",
        "\u{1F600}",
        "\u{202E}",
        "a\nb",
        "\t",
        "\u{7}",
        "$$x$$",
        "",
        " ",
        "]]>",
        "<!--",
        "--",
        "::: a",
        "@{ a }",
        "fa:fa-car",
    ];
    let node = |name: &str| Node {
        id: format!("job:{name}"),
        kind: Kind::Job,
        label: name.to_owned(),
        notes: vec![name.to_owned()],
        alarms: vec![name.to_owned()],
        origin: Some(Pointer::root()),
    };
    for flow in Flow::ALL {
        let edge = |(index, name): (usize, &&str)| Edge {
            from: index,
            to: (index + 1) % hostile.len(),
            flow,
            labels: vec![(*name).to_owned()],
        };
        let picture = Picture {
            name: "a \"lake\"".into(),
            description: Some("<&> --> ]]>".into()),
            nodes: hostile.iter().map(|name| node(name)).collect(),
            edges: hostile.iter().enumerate().map(edge).collect(),
        };
        let svg = picture.svg().expect("a layout");
        let texts = [("mermaid", picture.mermaid()), ("dot", picture.dot()), ("svg", svg)];
        let pictures: Vec<_> = texts.into_iter().map(|(format, text)| ("hostile".to_owned(), format, text)).collect();
        assert_accepted(&renderers.complaints(&pictures));
    }
}

#[test]
fn renderers_refuse_what_is_broken() {
    let Some(renderers) = Renderers::find() else { return };
    let lake = Rendered::example("minimal");
    for (format, from, to, why) in [
        ("mermaid", "\"):::job", ":::job", "Parse error"),
        ("dot", "digraph", "digraf", "syntax error"),
        ("svg", "</style>", "", "tag"),
    ] {
        let text = drawn(&lake.only().source, format, false).replacen(from, to, 1);
        assert_rejected(format, why, &renderers.complaints(&[("broken".to_owned(), format, text)]));
    }
}
