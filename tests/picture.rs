//! Pictures of every example and every valid fixture: whole, true to what is deployed, and the same each time.

#[path = "support/specs.rs"]
mod specs;
#[path = "support/mod.rs"]
mod support;

use std::collections::BTreeSet;
use std::path::Path;

use lakegen::diag::Report;
use lakegen::graph::Deployment;
use lakegen::picture::{self, Kind, Level, Node, Picture};
use lakegen::pipeline::{self, Asked, Checked};
use lakegen::template::Templates;
use serde_json::Value;

fn lakes() -> Vec<(String, Checked)> {
    let folder = tempfile::TempDir::new().expect("a folder");
    let templates = Templates::embedded();
    let lakes = |spec: &Path| {
        let label = spec.display().to_string();
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(spec);
        let spec = if spec.starts_with("examples") { root } else { support::place(&root, folder.path()) };
        let mut report = Report::new();
        let lakes = pipeline::check(&spec, &Asked::today(&[], &templates), &mut report).expect("it can be read");
        assert!(!lakes.is_empty(), "{}", report.pretty(false));
        lakes.into_iter().map(move |lake| (label.clone(), lake))
    };
    specs::specs().iter().flat_map(|spec| lakes(spec)).collect()
}

fn ids(picture: &Picture) -> BTreeSet<&str> {
    picture.nodes.iter().map(|node| node.id.as_str()).collect()
}

#[test]
fn a_picture_shows_each_thing_once_and_an_overview_is_part_of_the_detail() {
    for (spec, lake) in lakes() {
        let pipeline = &lake.pipeline;
        let overview = Picture::of(pipeline, Level::Overview);
        let detail = Picture::of(pipeline, Level::Detail);
        for picture in [&overview, &detail] {
            assert_eq!(ids(picture).len(), picture.nodes.len(), "{spec}: ids are unique");
            for edge in &picture.edges {
                assert!(edge.from < picture.nodes.len() && edge.to < picture.nodes.len(), "{spec}: {edge:?}");
            }
        }
        assert!(ids(&overview).is_subset(&ids(&detail)), "{spec}");
        let keys = [
            (Kind::Crawler, pipeline.crawlers.keys().collect::<Vec<_>>()),
            (Kind::Job, pipeline.jobs.keys().collect()),
            (Kind::Stream, pipeline.streams.keys().collect()),
            (Kind::Table, pipeline.tables.keys().collect()),
            (Kind::Warehouse, pipeline.warehouses.keys().collect()),
            (Kind::Application, pipeline.emr_serverless.keys().collect()),
        ];
        for (kind, keys) in keys {
            for key in keys {
                let id = format!("{}:{key}", kind.word());
                let node: Vec<&Node> = overview.nodes.iter().filter(|node| node.id == id).collect();
                assert!(matches!(node[..], [node] if node.kind == kind && node.origin.is_some()), "{spec}: {id}");
            }
        }
    }
}

/// Of each kind that only the detail shows, exactly what is deployed: none is missing, and none is made up.
#[test]
fn the_detail_is_what_is_deployed() {
    let somewhere = Deployment::new("111122223333", "eu-west-1");
    for (spec, lake) in lakes() {
        let picture = Picture::of(&lake.pipeline, Level::Detail);
        for (kind, resource, name) in [
            (Kind::Rule, "AWS::Events::Rule", "Name"),
            (Kind::Queue, "AWS::SQS::Queue", "QueueName"),
            (Kind::Function, "AWS::Lambda::Function", "FunctionName"),
            (Kind::StateMachine, "AWS::StepFunctions::StateMachine", "StateMachineName"),
            (Kind::Workflow, "AWS::Glue::Workflow", "Name"),
            (Kind::Topic, "AWS::SNS::Topic", "TopicName"),
        ] {
            let drawn: BTreeSet<String> =
                picture.nodes.iter().filter(|node| node.kind == kind).map(|node| node.label.clone()).collect();
            let nodes =
                lake.graph.nodes().map(|(_, node)| node).filter(|node| node.resource.cloudformation == resource);
            let deployed: BTreeSet<String> = nodes
                .map(|node| lake.graph.property(node, &[name], &somewhere))
                .map(|name| match name {
                    Some(Value::String(name)) => name,
                    other => panic!("{spec}: {other:?}"),
                })
                .collect();
            assert_eq!(drawn, deployed, "{spec}: {resource}");
        }
    }
}

#[test]
fn nothing_stands_apart_that_something_uses() {
    for (spec, lake) in lakes() {
        let picture = Picture::of(&lake.pipeline, Level::Detail);
        for (index, node) in picture.nodes.iter().enumerate() {
            let is_apart = !picture.edges.iter().any(|edge| edge.from == index || edge.to == index);
            // What nobody has to use, and what nothing has to tell.
            let may_be =
                [Kind::Stream, Kind::Table, Kind::Job, Kind::Warehouse, Kind::Application, Kind::Athena, Kind::Topic];
            assert!(!is_apart || may_be.contains(&node.kind), "{spec}: {}", node.id);
        }
    }
}

#[test]
fn pictures_are_the_same_each_time() {
    for (spec, lake) in lakes() {
        for level in [Level::Overview, Level::Detail] {
            let text = || {
                let picture = Picture::of(&lake.pipeline, level);
                let json = picture::json(&picture, |_| None);
                let svg = picture.svg().expect("a layout");
                [picture.mermaid(), picture.dot(), svg, format!("{json:#}\n")]
            };
            assert_eq!(text(), text(), "{spec}");
            for text in text() {
                assert_eq!(lakegen::template::layout_fault(&text), None, "{spec}:\n{text}");
            }
        }
    }
}

/// The pictures that a person has looked at: in a browser, for light and dark pages.
#[test]
fn pictures_of_the_examples_are_as_accepted() {
    let mut expected = BTreeSet::new();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("snapshots/graph");
    for (spec, lake) in lakes().into_iter().filter(|(spec, _)| spec.starts_with("examples")) {
        let example = spec.split('/').nth(1).expect("a folder of an example");
        for (level, name) in
            [(Level::Overview, format!("{example}.svg")), (Level::Detail, format!("{example}-detail.svg"))]
        {
            // The detail of one lake shows all that there is to see of it.
            if level == Level::Detail && example != "orders" {
                continue;
            }
            let path = folder.join(&name);
            let text = Picture::of(&lake.pipeline, level).svg().expect("a layout");
            if std::env::var_os("INSTA_UPDATE").is_some() {
                std::fs::write(&path, &text).expect("a file");
            }
            let accepted = std::fs::read_to_string(&path).unwrap_or_default();
            assert!(text == accepted, "{name} has changed: write it with INSTA_UPDATE=always, and look at it");
            expected.insert(name);
        }
    }
    let kept = std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").file_name());
    let kept: BTreeSet<String> = kept.map(|name| name.to_string_lossy().into_owned()).collect();
    assert_eq!(kept, expected);
}
