//! A document as one of its environments has it: what the environment lays over the spec, before anything is read.
//!
//! Two ways to say a difference, for two sizes of it. `overlay` has the sections of the root in their own form and merges
//! as Compose files and Kustomize patches do: mappings merge, lists and scalars replace. Lists replace because a spec has
//! lists only where the whole counts (addresses, partition keys), and elements have no names to merge by. `set` names one
//! value by its path, as `helm --set` does, and replaces whatever is there. Both remove by `null`. Facts about the place
//! (`account`, `region`) stand beside them and not among the sections, so that a section that comes later cannot clash
//! with a fact.

mod path;
mod schema;

use std::ops::Range;

use crate::diag::{Diagnostic, Place, Pointer, rules, suggest, suggest_only};
use crate::yaml::{Document, Part, Put};

use path::Key;

/// Sections that an environment cannot change: they say what an environment is.
const FIXED: [&str; 2] = ["lakegen", "environments"];

/// The environments that `document` declares, in its order.
pub fn names(document: &Document) -> impl Iterator<Item = &str> {
    document.keys(&Pointer::root().key("environments"))
}

/// `document` as the environment `name` has it, and what is wrong with the ways in which it differs.
///
/// The lake's name gets the environment's behind it, unless the environment sets it.
pub fn apply(document: &Document, name: &str) -> (Document, Vec<Diagnostic>) {
    let at = Pointer::root().key("environments").key(name);
    let mut applied = document.clone();
    let overlay = at.key("overlay");
    let mut findings: Vec<_> = document
        .keys(&overlay)
        .filter(|key| FIXED.contains(key))
        .map(|key| fixed(key, Place::Key(overlay.key(key))))
        .collect();
    if findings.is_empty() && document.keys(&overlay).next().is_some() {
        findings.extend(applied.lay_over(&overlay));
    }
    let mut puts = Vec::new();
    let set = at.key("set");
    for written in document.keys(&set) {
        let value = Put::Node(set.key(written));
        match way(&applied, &set.key(written), written) {
            Ok(way) => puts.push((way, value)),
            Err(finding) => findings.push(*finding),
        }
    }
    let is_name = |(way, _): &(Vec<Part>, Put)| matches!(way.as_slice(), [part] if part.name == "name");
    let names_itself = document.has(&overlay.key("name")) || puts.iter().any(is_name);
    let lake = document.scalar(&Pointer::root().key("name"));
    if let (Some((lake, _)), Some(span), false) = (lake, document.span(&Place::Key(at)), names_itself) {
        let text = format!("{lake}-{}", name.replace('_', "-"));
        let key = Part { name: "name".to_owned(), span: span.clone() };
        puts.push((vec![key], Put::Text(text, span)));
    }
    findings.extend(applied.put(puts));
    (applied, findings)
}

/// The way that the key `written` of `set`, which stands at `at`, leads through `document`.
fn way(document: &Document, at: &Pointer, written: &str) -> Result<Vec<Part>, Box<Diagnostic>> {
    let keys = path::parse(written).map_err(|(wrong, why)| {
        let finding =
            Diagnostic::new(&rules::INVALID_VALUE, place(document, at, written, &wrong), format!("the path {why}"));
        finding.help("a path is keys with dots between them; a key that has a dot itself stands in double quotes: `tables.\"web_logs.requests\".location`")
    })?;
    let mut here = Pointer::root();
    for (n, key) in keys.iter().enumerate() {
        let next = here.key(&key.name);
        if !document.has(&next) || n == 0 {
            check(document, &here, &keys, n).map_err(|finding| {
                Box::new(Diagnostic { place: place(document, at, written, &key.span), ..*finding })
            })?;
        }
        here = next;
    }
    let part = |key: Key| Part { span: bytes(document, at, written, &key.span), name: key.name };
    Ok(keys.into_iter().map(part).collect())
}

/// Whether the key number `n` of a path, which the mapping at `here` does not have, may be put there.
fn check(document: &Document, here: &Pointer, keys: &[Key], n: usize) -> Result<(), Box<Diagnostic>> {
    let name = keys[n].name.as_str();
    if n == 0 && FIXED.contains(&name) {
        return Err(Box::new(fixed(name, Place::File)));
    }
    let allowed = schema::keys(keys[..n].iter().map(|key| key.name.as_str()));
    let is_last = n + 1 == keys.len();
    if allowed.known.contains(name) || (allowed.are_names && is_last) {
        return Ok(());
    }
    if !allowed.are_names && allowed.known.is_empty() {
        // What holds it is no mapping, which is said where the value is put.
        return Ok(());
    }
    let finding = if allowed.are_names {
        let message = format!("there is no `{name}` in `{here}`");
        Diagnostic::new(&rules::UNKNOWN_REFERENCE, Place::File, message)
    } else {
        Diagnostic::new(&rules::UNKNOWN_OR_DUPLICATE_KEY, Place::File, format!("unknown key `{name}`"))
    };
    let dotted = keys.get(n + 1).map(|next| format!("{name}.{}", next.name)).filter(|key| document.has(&here.key(key)));
    if let Some(key) = dotted {
        return Err(Box::new(
            finding.help(format!("a key that has a dot stands in double quotes: `{here}.\"{key}\"`")),
        ));
    }
    let candidates = || document.keys(here).chain(allowed.known.iter().copied());
    let finding = match suggest_only(name, candidates()) {
        Some(near) => finding.instead(name, near),
        None => finding,
    };
    Err(Box::new(match suggest(name, candidates()) {
        Some(near) => finding.help(format!("did you mean `{near}`?")),
        None if allowed.are_names => finding
            .help(format!("`set` changes what is there; declare it under `{here}`, or in the environment's `overlay`")),
        None => finding.help("the keys are those of the file itself, with dots between them"),
    }))
}

fn fixed(key: &str, place: Place) -> Diagnostic {
    Diagnostic::new(&rules::UNKNOWN_OR_DUPLICATE_KEY, place, format!("an environment cannot change `{key}`"))
        .help("take it out: it is the same for all environments")
}

/// The bytes of a part of the key at `at`; all of the key if the file does not write it as it reads.
fn bytes(document: &Document, at: &Pointer, written: &str, part: &Range<usize>) -> Range<usize> {
    let whole = document.span(&Place::Key(at.clone())).unwrap_or_default();
    match document.source().get(whole.clone()).and_then(|text| text.find(written)) {
        Some(start) => whole.start + start + part.start..whole.start + start + part.end,
        None => whole,
    }
}

fn place(document: &Document, at: &Pointer, written: &str, part: &Range<usize>) -> Place {
    Place::Bytes(bytes(document, at, written, part))
}
