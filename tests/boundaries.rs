//! Every leaf of the valid fixtures at the edges of what it may be: what lakegen accepts no vendor's schema refuses, and what the
//! JSON Schema states as a bound is one.
//!
//! `LAKEGEN_BOUNDARIES=all cargo test --release --test boundaries` tries every value; a plain run tries every stated bound, and
//! of the others each [`STRIDE`]th. A key is tried in the smallest fixture that has it.

#[path = "support/edges.rs"]
mod edges;
#[path = "boundaries/leaves.rs"]
mod leaves;
#[expect(dead_code, reason = "of the stages, the last one is tried")]
#[path = "support/stages.rs"]
mod stages;
#[path = "boundaries/values.rs"]
mod values;

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use lakegen::pipeline::Folder;
use lakegen::spec;
use serde_json::Value;

use leaves::{Leaf, leaves};
use stages::Stages;
use values::Edge;

/// Of values that no schema states, a plain run tries one in so many.
const STRIDE: usize = 23;

/// Keys whose stated bound is refused in the fixture that has them, because of something else there.
const NOT_THERE: &[(&str, &str)] = &[
    ("Configuration/table_level", "the crawled folder is deeper than the bucket"),
    ("EmrMaximumCapacity/cpu", "what is kept ready needs more"),
    ("EmrWorkers/worker_count", "more than the most that the application may have"),
    ("PartitionProjection/digits", "the range of hours has two digits"),
    ("RedshiftServerless/base_capacity", "more than the most that the warehouse may have"),
    ("RedshiftServerless/max_capacity", "less than the warehouse begins with"),
];

/// The smallest fixture that has each key, with where it stands there.
fn tried() -> BTreeMap<String, (Value, Leaf)> {
    let schema = spec::json_schema();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/valid");
    let mut texts: Vec<String> = std::fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| std::fs::read_to_string(entry.expect("an entry").path()).expect("a spec"))
        .collect();
    texts.sort_by_key(|text| (text.len(), text.clone()));
    let mut found = BTreeMap::new();
    for text in texts {
        let spec: Value = serde_yaml::from_str(&text).expect("YAML");
        for leaf in leaves(&schema, &spec) {
            found.entry(leaf.key.clone()).or_insert_with(|| (spec.clone(), leaf));
        }
    }
    found
}

#[test]
fn what_is_accepted_at_an_edge_is_accepted_by_the_vendors() {
    let stages = Stages::new(Folder::at(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/files")));
    let all = std::env::var("LAKEGEN_BOUNDARIES").is_ok_and(|which| which == "all");
    let (mut count, mut accepted, mut faults) = (0_usize, 0_usize, Vec::new());
    for (key, (spec, leaf)) in tried() {
        for (n, edge) in values::edges(&leaf).into_iter().enumerate() {
            if !all && edge.is_legal.is_none() && (count + n) % STRIDE != 0 {
                continue;
            }
            count += 1;
            let mut spec = spec.clone();
            *spec.pointer_mut(&leaf.at).expect("the leaf") = edge.value.clone();
            // JSON is YAML.
            let text = spec.to_string();
            match catch_unwind(AssertUnwindSafe(|| stages.render(text.as_bytes()))) {
                Ok(is_accepted) => {
                    accepted += usize::from(is_accepted);
                    let Edge { value, is_legal } = edge;
                    let known = !is_accepted && NOT_THERE.iter().any(|(exempt, _)| *exempt == key);
                    if is_legal.is_some_and(|is_legal| is_legal != is_accepted) && !known {
                        let word = if is_accepted { "accepted" } else { "refused" };
                        faults.push(format!("{key} at {}: {value} is {word}", leaf.at));
                    }
                }
                Err(_) => faults.push(format!("{key} at {}: {}: see above", leaf.at, edge.value)),
            }
        }
    }
    assert!(count > 300 && accepted > 50, "{count} values tried, {accepted} accepted");
    assert!(faults.is_empty(), "{count} values tried, {accepted} accepted:\n{}", faults.join("\n"));
}
