//! Specs that nobody wrote: read, checked, rendered and judged, for as long as they are given.
//!
//! `cargo test --test soak` tries a few; `LAKEGEN_SOAK=600 nice -n 19 cargo test --test soak TARGET -- --nocapture` goes on for
//! ten minutes, `LAKEGEN_SOAK_SEED=7` elsewhere; `fuzz/` goes on by what is covered. What fails is kept in `tests/fixtures/found/`, which every run tries first:
//! nothing panics, hangs or takes much memory, and what is accepted no vendor's schema refuses.

#![expect(clippy::print_stdout, reason = "whoever lets it run for long wants to see how far it got")]

#[path = "support/edges.rs"]
mod edges;
#[path = "soak/mutate.rs"]
mod mutate;
#[path = "support/pieces.rs"]
mod pieces;
#[path = "soak/random.rs"]
mod random;
#[path = "support/stages.rs"]
mod stages;
#[path = "soak/texts.rs"]
mod texts;
#[path = "soak/trial.rs"]
mod trial;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use random::Random;
use stages::Stages;
use trial::{Trial, below_fixtures};

/// How many inputs a run without a budget tries.
const FEW: u32 = 60;

/// Tries inputs until the budget is used up.
fn soak(name: &str, mut next: impl FnMut(&mut Random) -> Vec<u8>) {
    let budget = std::env::var("LAKEGEN_SOAK").ok().and_then(|seconds| seconds.parse().ok()).map(Duration::from_secs);
    let seed = std::env::var("LAKEGEN_SOAK_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(1);
    let (mut random, start) = (Random::new(seed), Instant::now());
    let (mut tried, mut accepted) = (0_u32, 0_u32);
    let mut trial = Trial::new(name);
    while budget.map_or(tried < FEW, |budget| start.elapsed() < budget) {
        let input = next(&mut random);
        accepted += u32::from(trial.run(&input));
        tried += 1;
    }
    println!("{name}: seed {seed}, {tried} inputs, {accepted} accepted, {:?}", start.elapsed());
    trial.finish();
}

/// The texts of the specs that are right.
fn valid() -> Vec<String> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(below_fixtures("valid"))
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    paths.sort();
    paths.iter().map(|path| std::fs::read_to_string(path).expect("a spec")).collect()
}

#[test]
fn what_was_found_stays_mended() {
    let mut trial = Trial::new("found");
    for entry in std::fs::read_dir(below_fixtures("found")).expect("a folder") {
        trial.run(&std::fs::read(entry.expect("an entry").path()).expect("a file"));
    }
    trial.finish();
}

/// What `fuzz/` has found worth keeping, without a fuzzer.
#[test]
fn the_corpus_of_fuzzing_stays_mended() {
    type Stage = fn(&Stages, &[u8]);
    let stages: [(&str, Stage); 6] = [
        ("read", Stages::read),
        ("validate", Stages::validate),
        ("render", |stages, input| _ = stages.render(input)),
        ("dqdl", Stages::dqdl),
        ("event_pattern", Stages::event_pattern),
        ("schedule", Stages::schedule),
    ];
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus");
    for (name, stage) in stages {
        let mut trial = Trial::new("found");
        let entries = std::fs::read_dir(corpus.join(name)).expect("a folder");
        let inputs: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
        assert!(!inputs.is_empty(), "no inputs for {name}");
        inputs.iter().for_each(|path| trial.run_stage(&std::fs::read(path).expect("a file"), stage));
        trial.finish();
    }
}

#[test]
fn damaged_text() {
    let specs = valid();
    soak("damaged_text", |random| texts::damaged(random, &specs));
}

#[test]
fn changed_specs() {
    let specs: Vec<serde_yaml::Value> = valid().iter().map(|text| serde_yaml::from_str(text).expect("YAML")).collect();
    soak("changed_specs", |random| {
        let (spec, donor) = (random.pick(&specs).clone(), random.pick(&specs));
        mutate::changed(random, spec, donor)
    });
}

#[test]
fn small_languages() {
    soak("small_languages", texts::small_language);
}
