//! A stack artifact: its template, its metadata, and the assets that it uses.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::assets::Assets;
use super::{inside, read};
use crate::Files;
use crate::cloudformation;
use crate::finding::Report;

const SECTIONS: [&str; 6] = ["Resources", "Parameters", "Outputs", "Conditions", "Mappings", "Rules"];
const MANIFEST: &str = "manifest.json";

/// Judges one stack. `nodes` are the construct tree's paths with their resource types. Answers the asset keys it uses.
pub fn check(
    name: &str,
    artifact: &Value,
    template_file: &str,
    files: &Files,
    published: &Assets,
    nodes: &BTreeMap<String, String>,
    report: &mut Report,
) -> BTreeSet<String> {
    report.turn_to(template_file);
    let Some(bytes) = files.get(template_file) else { return BTreeSet::new() };
    let Some(template) = cloudformation::template(template_file, bytes, report) else { return BTreeSet::new() };
    let mut used = BTreeSet::new();
    asset_keys(&template, &mut used);
    for key in used.iter().filter(|key| !published.publishes(key)) {
        report.add("", "", format!("{key} is published by no asset manifest"));
    }
    report.turn_to(&inside(MANIFEST));
    used.extend(template_key(name, artifact, template_file, published, report));
    check_metadata(name, &metadata(artifact, files, report), &template, nodes, report);
    used
}

/// `s3://BUCKET/KEY` of the template must be the key that its own asset is published under.
fn template_key(name: &str, artifact: &Value, file: &str, published: &Assets, report: &mut Report) -> Option<String> {
    let path = "/properties/stackTemplateAssetObjectUrl";
    let url = artifact["properties"]["stackTemplateAssetObjectUrl"].as_str();
    let Some(url) = url else {
        report.add(name, path, "without it the template cannot be deployed from the assets bucket");
        return None;
    };
    let key = url.strip_prefix("s3://").and_then(|rest| rest.split_once('/')).map_or("", |(_, key)| key);
    let asset = published.files.values().find(|asset| inside(&asset.source) == file);
    match asset {
        None => report.add(name, path, "the template is not among the assets"),
        Some(asset) if !asset.keys.iter().any(|known| known == key) => {
            report.add(name, path, format!("the template is published as {}", asset.keys.join(", ")));
        }
        Some(_) => {}
    }
    Some(key.to_owned())
}

/// The metadata of a stack: in the artifact, and in a file of its own where one is named.
fn metadata(artifact: &Value, files: &Files, report: &mut Report) -> Map<String, Value> {
    let mut metadata = artifact["metadata"].as_object().cloned().unwrap_or_default();
    if let Some(file) = artifact["additionalMetadataFile"].as_str()
        && let Some(Value::Object(more)) = read(files, &inside(file), report)
    {
        metadata.extend(more);
    }
    report.turn_to(&inside(MANIFEST));
    metadata
}

/// Each logical id in the metadata exists, each resource has one, and the construct tree agrees on its type.
fn check_metadata(
    name: &str,
    metadata: &Map<String, Value>,
    template: &Value,
    nodes: &BTreeMap<String, String>,
    report: &mut Report,
) {
    let mut named = BTreeSet::new();
    for (path, entries) in metadata {
        let entries = entries.as_array().into_iter().flatten().filter(|entry| entry["type"] == "aws:cdk:logicalId");
        for id in entries.filter_map(|entry| entry["data"].as_str()) {
            named.insert(id);
            if !SECTIONS.iter().any(|section| template[*section].get(id).is_some()) {
                report.add(name, &format!("/metadata{path}"), format!("{id} is not in the template"));
            }
            let Some(kind) = template["Resources"][id]["Type"].as_str() else { continue };
            match nodes.get(path.trim_start_matches('/')) {
                Some(known) if known == kind => {}
                Some(known) => report.add(name, &format!("/metadata{path}"), format!("{id} is {kind}, not {known}")),
                None => report.add(name, &format!("/metadata{path}"), format!("{id} is not in the construct tree")),
            }
        }
    }
    for id in template["Resources"].as_object().into_iter().flat_map(Map::keys) {
        if !named.contains(id.as_str()) {
            report.add(name, "/metadata", format!("no entry names {id}"));
        }
    }
}

/// Every `<sha256>.<extension>` and `<sha256>/<file>` in the strings of `value`: the keys of file assets.
fn asset_keys(value: &Value, keys: &mut BTreeSet<String>) {
    match value {
        Value::String(text) => {
            let starts = text.char_indices().map(|(at, _)| at);
            keys.extend(starts.filter_map(|at| Some(asset_key(&text[..at], &text[at..])?.to_owned())));
        }
        Value::Array(items) => items.iter().for_each(|item| asset_keys(item, keys)),
        Value::Object(map) => map.values().for_each(|item| asset_keys(item, keys)),
        _ => {}
    }
}

/// The key that `text` begins with, if a sha256 begins here and does not go on from what is `before`.
fn asset_key<'t>(before: &str, text: &'t str) -> Option<&'t str> {
    let rest = text.get(64..)?;
    let is_hash = text[..64].bytes().all(|byte| byte.is_ascii_hexdigit());
    if !is_hash || before.ends_with(|c: char| c.is_ascii_alphanumeric()) {
        return None;
    }
    let goes_on: &str = match rest.chars().next()? {
        '.' => ".",
        '/' => "./-_",
        _ => return None,
    };
    let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && !goes_on.contains(c)).unwrap_or(rest.len());
    Some(text[..64 + end].trim_end_matches('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_of_scripts_zips_and_named_files_are_found() {
        let hash = "0123456789abcdef".repeat(4);
        let text = format!("s3://b/{hash}.py, arn:aws:s3:::b/{hash}/lake_gen-2.py,x {hash} 0{hash}.zip {hash}.zip.");
        let mut found = BTreeSet::new();
        asset_keys(&serde_json::json!([{ "a": text }]), &mut found);
        let wanted = [".py", ".zip", "/lake_gen-2.py"].map(|end| format!("{hash}{end}"));
        assert_eq!(found.into_iter().collect::<Vec<_>>(), wanted);
    }
}
