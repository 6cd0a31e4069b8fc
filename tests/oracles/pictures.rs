//! Mermaid, Graphviz and a parser of XML read what `lakegen graph` writes.

use std::path::{Path, PathBuf};

use lakegen::diag::{Pointer, Report};
use lakegen::picture::{Edge, Flow, Kind, Level, Node, Picture};
use lakegen::pipeline::{self, Asked};
use lakegen::template::Templates;
use serde_json::{Value, json};

use crate::tool::{self, needed};
use crate::{assert_accepted, assert_rejected, specs, support};

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
    fn complaints(&self, pictures: &[(String, &'static str, String)]) -> Vec<String> {
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

/// The pictures of a spec, in each of its environments: name, format and text.
fn drawn(spec: &Path) -> Vec<(String, &'static str, String)> {
    let folder = tempfile::TempDir::new().expect("a folder");
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join(spec);
    let source = if spec.starts_with("examples") { source } else { support::place(&source, folder.path()) };
    let mut report = Report::new();
    let lakes = pipeline::check(&source, &Asked::today(&[], &Templates::embedded()), &mut report).expect("it is read");
    assert!(!lakes.is_empty(), "{}", report.pretty(false));
    let levels = [Level::Overview, Level::Detail].into_iter();
    let pictures = lakes.iter().flat_map(|lake| levels.clone().map(|level| Picture::of(&lake.pipeline, level)));
    pictures
        .flat_map(|picture| texts(&picture).map(|(format, text)| (spec.display().to_string(), format, text)))
        .collect()
}

fn texts(picture: &Picture) -> [(&'static str, String); 3] {
    [("mermaid", picture.mermaid()), ("dot", picture.dot()), ("svg", picture.svg().expect("a layout"))]
}

#[test]
fn renderers_read_every_picture() {
    let Some(renderers) = Renderers::find() else { return };
    let pictures: Vec<_> = specs::specs().iter().flat_map(|spec| drawn(spec)).collect();
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
        let pictures: Vec<_> =
            texts(&picture).into_iter().map(|(format, text)| ("hostile".to_owned(), format, text)).collect();
        assert_accepted(&renderers.complaints(&pictures));
    }
}

#[test]
fn renderers_refuse_what_is_broken() {
    let Some(renderers) = Renderers::find() else { return };
    let good = drawn(Path::new("examples/minimal/lakegen.yaml"));
    for (wanted, from, to, why) in [
        ("mermaid", "\"):::job", ":::job", "Parse error"),
        ("dot", "digraph", "digraf", "syntax error"),
        ("svg", "</style>", "", "tag"),
    ] {
        let (name, format, text) = good.iter().find(|(_, format, _)| *format == wanted).expect("a picture");
        let broken = (name.clone(), *format, text.replacen(from, to, 1));
        assert_rejected(wanted, why, &renderers.complaints(&[broken]));
    }
}
