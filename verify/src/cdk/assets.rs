//! `*.assets.json`: the files that `cdk deploy` publishes before it deploys.

use std::collections::BTreeMap;
use std::fmt::Write;

use serde_json::Value;
use sha2::{Digest, Sha256};

use super::{inside, read, schema};
use crate::finding::Report;
use crate::{Files, holds};

/// One published file.
pub struct Asset {
    /// The asset manifest that names it.
    pub manifest: String,
    /// Where it lies in the assembly.
    pub source: String,
    /// The keys that it is published under.
    pub keys: Vec<String>,
}

/// Published files by id.
#[derive(Default)]
pub struct Assets {
    pub files: BTreeMap<String, Asset>,
}

impl Assets {
    /// Adds the files of another manifest.
    pub fn extend(&mut self, other: Self) {
        self.files.extend(other.files);
    }

    /// Whether some file is published under `key`.
    pub fn publishes(&self, key: &str) -> bool {
        self.files.values().any(|asset| asset.keys.iter().any(|known| known == key))
    }
}

/// Judges one asset manifest.
pub fn check(manifest: &str, files: &Files, report: &mut Report) -> Assets {
    let mut assets = Assets::default();
    if !files.contains_key(manifest) {
        return assets; // said of the artifact that names it
    }
    let Some(document) = read(files, manifest, report) else { return assets };
    schema::check("assets.schema.json", "AssetManifest", &document, "", "", report);
    for (id, asset) in document["files"].as_object().into_iter().flatten() {
        let source = asset["source"]["path"].as_str().unwrap_or_default();
        let packaging = asset["source"]["packaging"].as_str().unwrap_or("file");
        check_source(id, source, packaging, files, report);
        let destinations: Vec<&Value> =
            asset["destinations"].as_object().into_iter().flat_map(|map| map.values()).collect();
        if destinations.is_empty() {
            report.add(id, "/destinations", "the asset goes nowhere");
        }
        let keys = destinations.iter().filter_map(|destination| destination["objectKey"].as_str());
        let keys: Vec<String> = keys.map(str::to_owned).collect();
        for key in keys.iter().filter(|key| !key.contains(id.as_str())) {
            report.add(id, "/destinations", format!("the key {key} does not change with the content"));
        }
        let asset = Asset { manifest: manifest.to_owned(), source: source.to_owned(), keys };
        assets.files.insert(id.clone(), asset);
    }
    assets
}

/// A file is named by its own sha256; a zip is made of a folder.
fn check_source(id: &str, source: &str, packaging: &str, files: &Files, report: &mut Report) {
    let path = inside(source);
    match (packaging, files.get(&path)) {
        ("file", Some(bytes)) if sha256(bytes) != id => {
            report.add(id, "/source/path", format!("{source} has another sha256: {}", sha256(bytes)));
        }
        ("file", Some(_)) => {}
        ("zip", None) if holds(files, &path) => {}
        ("zip", Some(_)) => report.add(id, "/source/path", format!("{source} is a file; a zip is made of a folder")),
        _ => report.add(id, "/source/path", format!("{source} does not exist")),
    }
}

fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::new(), |mut hex, byte| {
        // Writing to a string cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}
