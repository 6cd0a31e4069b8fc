//! Files that were written to break a parser: each is refused quickly, with the right code, and nothing panics.

#[path = "support/pieces.rs"]
mod pieces;

use std::time::{Duration, Instant};

use lakegen::diag::{Diagnostic, Report, Source};
use lakegen::spec::Spec;
use lakegen::yaml::{Document, MAX_BYTES};
use pieces::PIECES;
use proptest::prelude::*;

/// Generous for a build without optimisation on a busy machine; a blow-up would take minutes or all memory.
const QUICK: Duration = Duration::from_secs(30);

/// The codes of all findings, after checking what holds for every input: spans lie in the text, on character
/// boundaries, and both renderers cope.
fn codes(bytes: Vec<u8>) -> Vec<&'static str> {
    let (source, findings): (Box<dyn Source>, Vec<Diagnostic>) = match Document::parse("spec.yaml", bytes) {
        Ok(document) => {
            let findings = document.read::<Spec>().findings;
            (Box::new(document), findings)
        }
        Err(failed) => {
            assert!(!failed.findings.is_empty());
            let findings = failed.findings.clone();
            (Box::new(failed), findings)
        }
    };
    for finding in &findings {
        for place in [&finding.place].into_iter().chain(finding.related.iter().map(|(place, _)| place)) {
            if let Some(span) = source.span(place) {
                assert!(source.text().get(span.clone()).is_some(), "{span:?} of {finding:?}");
            }
        }
    }
    let mut report = Report::new();
    let codes = findings.iter().map(|finding| finding.rule.id).collect();
    report.add(&*source, findings.into_iter().take(20));
    assert_eq!(report.pretty(false).is_empty(), report.is_empty());
    assert!(!report.pretty(false).contains('\u{1B}'));
    report.json().expect("findings are plain data");
    codes
}

/// `a: &a [x, x, ...]`, then nine levels of nine aliases each.
fn bomb() -> String {
    let mut text = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..=11 {
        let alias = format!("*a{}", level - 1);
        text += &format!("a{level}: &a{level} [{}]\n", [alias.as_str(); 9].join(", "));
    }
    text
}

/// A chain of anchors, each one level deeper than the one before.
fn staircase() -> String {
    let steps = (1..5_000).map(|step| format!("a{step}: &a{step} [*a{}]\n", step - 1));
    "a0: &a0 [x]\n".to_owned() + &steps.collect::<String>()
}

#[test]
fn hostile_files_are_refused_quickly() {
    let utf16 = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let quadratic = format!("a: &a [{}]\nb: [{}]\n", "x,".repeat(20_000), "*a,".repeat(20_000));
    let cases: Vec<(&str, Vec<u8>, &str)> = vec![
        ("brackets", "[".repeat(100_000).into(), "LG-E016"),
        ("braces", "{a: ".repeat(100_000).into(), "LG-E016"),
        ("dashes", "- ".repeat(100_000).into(), "LG-E016"),
        ("complex keys", "? ".repeat(100_000).into(), "LG-E016"),
        ("alias bomb", bomb().into(), "LG-E016"),
        ("quadratic aliases", quadratic.into(), "LG-E016"),
        ("deep aliases", staircase().into(), "LG-E016"),
        ("many values", format!("a: [{}]", "1,".repeat(300_000)).into(), "LG-E016"),
        ("five megabytes", vec![b'#'; 5 << 20], "LG-E016"),
        ("one long scalar", format!("a: {}", "x".repeat(MAX_BYTES)).into(), "LG-E016"),
        ("long key", format!("{}: 1", "x".repeat(1 << 20)).into(), "LG-E011"),
        ("NUL", b"name: a\0b\n".to_vec(), "LG-E011"),
        ("only NUL", vec![0; 1 << 20], "LG-E011"),
        ("BEL", b"name: a\x07b\n".to_vec(), "LG-E011"),
        ("bad UTF-8", b"name: caf\xE9\n".to_vec(), "LG-E017"),
        ("UTF-16 with a mark", utf16("\u{FEFF}name: x\n"), "LG-E017"),
        ("UTF-16 without", utf16("name: x\n"), "LG-E017"),
        ("unclosed quote", format!("a: \"{}", "x\n ".repeat(100_000)).into(), "LG-E011"),
        ("two documents", b"lakegen: 1\n---\nlakegen: 1\n".to_vec(), "LG-E011"),
        ("duplicates", "a: 1\n".repeat(50_000).into(), "LG-E007"),
        ("unknown keys", (0..50_000).map(|n| format!("a{n}: 1\n")).collect::<String>().into(), "LG-E007"),
        ("anchors", "&a ".repeat(50_000).into(), "LG-E011"),
        ("unknown tag", b"name: !!python/object:os.system x\n".to_vec(), "LG-E011"),
    ];
    for (name, bytes, code) in cases {
        let start = Instant::now();
        let found = codes(bytes);
        assert!(found.contains(&code), "{name}: {:?}", &found[..found.len().min(5)]);
        assert!(start.elapsed() < QUICK, "{name} took {:?}", start.elapsed());
    }
}

const VALID: &str = "lakegen: 1\nname: orders\nbuckets:\n  raw: {}\n  curated: {}\ndatabases:\n  orders: {}\n\
    crawlers:\n  raw_orders: { database: orders, targets: { s3: [raw/orders/] } }\njobs:\n  clean_orders:\n    \
    script: jobs/clean_orders.py # a comment\n    trigger: { crawler: raw_orders }\n    reads: [\"orders.*\"]\n    \
    writes: [curated/orders/]\n";

#[test]
fn the_file_that_is_mutated_is_valid() {
    assert_eq!(codes(VALID.into()), [""; 0]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn mutated_specs_never_panic(edits in prop::collection::vec((any::<prop::sample::Index>(), 0usize..12, prop::sample::select(PIECES)), 1..6)) {
        let mut text = VALID.to_owned();
        for (at, cut, piece) in edits {
            let start = text.floor_char_boundary(at.index(text.len() + 1));
            let end = text.ceil_char_boundary((start + cut / 3).min(text.len()));
            text.replace_range(start..end, piece);
        }
        codes(text.into());
    }

    #[test]
    fn soup_never_panics(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..60)) {
        codes(pieces.concat().into());
    }

    #[test]
    fn bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        codes(bytes);
    }
}
