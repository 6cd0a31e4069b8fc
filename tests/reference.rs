//! The reference of the spec: complete, fresh, and its links lead somewhere.

use std::collections::HashSet;
use std::path::Path;

use lakegen::reference::Reference;
use lakegen::spec::json_schema;
use serde_json::Value;

const COMMITTED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/spec.md");

#[test]
fn the_committed_reference_is_fresh() {
    let page = Reference::new(json_schema()).page();
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(COMMITTED, &page).expect("docs/spec.md can be written");
    }
    let committed = std::fs::read_to_string(Path::new(COMMITTED)).unwrap_or_default();
    assert!(committed == page, "docs/spec.md is out of date: run `UPDATE=1 cargo test --test reference`");
}

#[test]
fn every_link_leads_to_one_heading() {
    let page = Reference::new(json_schema()).page();
    let mut anchors = HashSet::new();
    for heading in page.lines().filter(|line| line.starts_with('#')) {
        let text = heading.trim_start_matches('#').trim();
        let anchor: String =
            text.chars().filter(|c| c.is_alphanumeric() || *c == '_' || *c == '-' || *c == ' ').collect();
        assert!(anchors.insert(anchor.to_lowercase().replace(' ', "-")), "two headings have the anchor of `{text}`");
    }
    let links: Vec<_> = page.split("](#").skip(1).filter_map(|rest| rest.split(')').next()).collect();
    assert!(links.len() > 100, "{} links", links.len());
    let dead: Vec<_> = links.into_iter().filter(|link| !anchors.contains(*link)).collect();
    assert!(dead.is_empty(), "{dead:?}");
}

/// Every name of a property, and what is said of it where it stands.
fn properties<'a>(node: &'a Value, found: &mut Vec<(&'a str, &'a str)>) {
    let members = node.get("properties").and_then(Value::as_object).into_iter().flatten();
    found.extend(members.filter_map(|(name, property)| Some((name.as_str(), property.get("description")?.as_str()?))));
    match node {
        // What stands in an overlay stands in the spec as well.
        Value::Object(members) => {
            members.iter().filter(|(name, _)| *name != "Overlay").for_each(|(_, member)| properties(member, found));
        }
        Value::Array(items) => items.iter().for_each(|item| properties(item, found)),
        _ => {}
    }
}

#[test]
fn every_key_of_the_schema_is_told_about() {
    let schema = json_schema();
    let mut keys = Vec::new();
    properties(&schema, &mut keys);
    let page = Reference::new(schema.clone()).page();
    let told = |(name, text): &(&str, &str)| {
        let first = text.split("\n\n").next().unwrap_or_default();
        page.lines().any(|line| line.starts_with(&format!("- **`{name}`** ")) && line.ends_with(first))
    };
    let silent: Vec<_> = keys.into_iter().filter(|key| !told(key)).collect();
    assert!(silent.is_empty(), "{silent:#?}");
}

#[test]
fn an_entry_is_found_with_and_without_the_names_that_a_spec_chose() {
    let reference = Reference::new(json_schema());
    let plain = reference.entry("jobs.trigger.retry_policy").expect("a key");
    assert!(plain.starts_with("# `jobs.*.trigger.retry_policy`"), "{plain}");
    for path in
        ["jobs.*.trigger.retry_policy", "jobs.clean_orders.trigger.retry_policy", "jobs.name.trigger.retry_policy"]
    {
        assert_eq!(reference.entry(path).as_ref(), Ok(&plain), "{path}");
    }
    assert_eq!(reference.entry("crawlers.c.targets.s3[0].path"), reference.entry("crawlers.targets.s3.path"));
    assert_eq!(reference.entry("crawlers.raw_orders"), reference.entry("crawlers"));
}

#[test]
fn a_path_that_leads_nowhere_is_told_where_it_ends() {
    let reference = Reference::new(json_schema());
    let unknown = |path| reference.entry(path).expect_err(path);
    let slip = unknown("jobs.tigger");
    assert_eq!((slip.below.as_str(), slip.key.as_str(), slip.near.as_deref()), ("jobs.*", "tigger", Some("trigger")));
    let deep = unknown("jobs.clean_orders.trigger.nothing");
    assert_eq!((deep.below.as_str(), deep.key.as_str()), ("jobs.*.trigger", "nothing"));
    assert!(deep.known.contains(&"crawler".to_owned()), "{deep:?}");
    assert!(unknown("name.first").known.is_empty());
    assert_eq!(unknown("crawler").near.as_deref(), Some("crawlers"));
    assert_eq!(unknown("").below, "");
}
