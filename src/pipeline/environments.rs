//! Findings of several environments of one spec: each once, with the environments that have it unless all do.

use std::collections::HashMap;
use std::ops::Range;

use crate::diag::{Diagnostic, Place, Pointer, Rule, rules};
use crate::yaml::Document;

/// A spec as one environment has it, and what is wrong with it there.
pub(super) struct Variant<'d> {
    pub(super) environment: &'d str,
    pub(super) document: Document,
    pub(super) findings: Vec<Diagnostic>,
}

/// What makes two findings one: the rule and the place. Words may differ, because names have the environment in them; the
/// number tells apart what a rule says several times of one place.
type Identity = (&'static str, Option<Range<usize>>, usize);

/// A finding, and the environments that have it.
struct Joined {
    finding: Diagnostic,
    /// Its place in the documents of those.
    place: Place,
    span: Option<Range<usize>>,
    environments: Vec<usize>,
}

/// The findings of `variants`, all in terms of `document`, and those that reading it by itself brings.
pub(super) fn join(document: &Document, read: Vec<Diagnostic>, variants: Vec<Variant<'_>>) -> Vec<Diagnostic> {
    let mut joined: Vec<Joined> = Vec::new();
    let mut known: HashMap<Identity, usize> = HashMap::new();
    let all = variants.len();
    let everywhere = (0..all).collect::<Vec<_>>();
    let mut add = |source: &Document, finding: Diagnostic, numbers: &mut Numbers, environments: &[usize]| {
        let span = source.span(&finding.place);
        let number = numbers.next(finding.rule, span.clone());
        let position = *known.entry((finding.rule.id, span.clone(), number)).or_insert(joined.len());
        match joined.get_mut(position) {
            Some(known) => known.environments.extend(environments),
            None => {
                let place = finding.place.clone();
                let finding = in_text(document, source, finding);
                joined.push(Joined { finding, place, span, environments: environments.to_vec() });
            }
        }
    };
    let mut numbers = Numbers::default();
    read.into_iter().for_each(|finding| add(document, finding, &mut numbers, &everywhere));
    for (position, variant) in variants.iter().enumerate() {
        let mut numbers = Numbers::default();
        for finding in &variant.findings {
            add(&variant.document, finding.clone(), &mut numbers, &[position]);
        }
    }
    joined.into_iter().filter_map(|joined| told(joined, &variants)).collect()
}

/// How often a rule has spoken of a place.
#[derive(Default)]
struct Numbers(HashMap<(&'static str, Option<Range<usize>>), usize>);

impl Numbers {
    fn next(&mut self, rule: &Rule, span: Option<Range<usize>>) -> usize {
        let count = self.0.entry((rule.id, span)).or_default();
        *count += 1;
        *count
    }
}

/// The finding with the environments that have it, unless all of them do.
fn told(joined: Joined, variants: &[Variant<'_>]) -> Option<Diagnostic> {
    let Joined { mut finding, place, span, mut environments } = joined;
    environments.sort_unstable();
    environments.dedup();
    // A warning that is accepted in one environment only is not idle.
    let has_it = |variant: &Variant<'_>| variant.document.span(&place) == span;
    if *finding.rule == rules::UNUSED_SUPPRESSION
        && variants.iter().enumerate().any(|(n, variant)| has_it(variant) && !environments.contains(&n))
    {
        return None;
    }
    let names: Vec<_> = environments.iter().map(|&n| format!("`{}`", variants[n].environment)).collect();
    match names.as_slice() {
        all if all.len() >= variants.len() => {}
        [_] if environments.first().is_some_and(|&n| is_within(&variants[n], span.as_ref())) => {}
        [one] => finding.message += &format!(" (in the environment {one})"),
        some => finding.message += &format!(" (in the environments {})", some.join(", ")),
    }
    Some(finding)
}

/// Whether a place is where the environment itself is written: then it need not be said.
fn is_within(variant: &Variant<'_>, span: Option<&Range<usize>>) -> bool {
    let declared = Place::Value(Pointer::root().key("environments").key(variant.environment));
    let declared = variant.document.span(&declared);
    declared.zip(span).is_some_and(|(declared, span)| declared.start <= span.start && span.end <= declared.end)
}

/// A finding of `variant` in terms of `document`, which has the same text but may have something else at a place.
pub(super) fn in_text(document: &Document, variant: &Document, mut finding: Diagnostic) -> Diagnostic {
    let settle = |place: Place| match (document.span(&place), variant.span(&place)) {
        (here, there) if here == there => place,
        (_, Some(there)) => Place::Bytes(there),
        (_, None) => place,
    };
    finding.place = settle(finding.place);
    finding.related = finding.related.into_iter().map(|(place, label)| (settle(place), label)).collect();
    finding
}
