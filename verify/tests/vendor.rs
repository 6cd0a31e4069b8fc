//! The vendored schemas are the ones that `schemas/vendor/SOURCES.toml` describes.
#![allow(missing_docs)]

use std::path::Path;

use sha2::{Digest, Sha256};

fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn each_folder_has_the_recorded_digest() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../schemas/vendor");
    let sources = std::fs::read_to_string(root.join("SOURCES.toml")).expect("the sources are recorded");
    let sections: Vec<&str> = sources.split("\n[").skip(1).collect();
    assert_eq!(sections.len(), 5);
    for section in sections {
        let (folder, entries) = section.split_once("]\n").expect("a heading");
        let recorded = entries.lines().find_map(|line| line.strip_prefix("sha256 = \"")).expect("a digest");
        let mut names: Vec<_> = std::fs::read_dir(root.join(folder))
            .expect("the folder is there")
            .map(|entry| entry.expect("an entry").file_name().into_string().expect("UTF-8"))
            .collect();
        names.sort();
        let line =
            |name| format!("{}  {name}\n", sha256(&std::fs::read(root.join(folder).join(name)).expect("readable")));
        let listing: String = names.iter().map(line).collect();
        assert_eq!(sha256(listing.as_bytes()), recorded.trim_end_matches('"'), "run scripts/vendor-schemas {folder}");
    }
}
