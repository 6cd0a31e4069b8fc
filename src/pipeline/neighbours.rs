//! Specs that are deployed beside each other: what two of them would both make.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use crate::diag::{Diagnostic, LineStarts, Place, Pointer, Source, rules};
use crate::graph::Deployment;

use super::Checked;

/// A deployment of which nothing is known: names differ between two specs in one account exactly if they differ here.
const SOMEWHERE: (&str, &str) = ("111122223333", "us-east-1");

/// Names have the environment in them, but for those of databases.
const OF_THEIR_OWN: &str = "Give each environment an `account` or a `region` of its own, or rename one of them.";

/// What the specs so far make, by where it is, type and physical name, with what asks for it.
#[derive(Debug, Default)]
pub struct Neighbours {
    made: HashMap<Made, String>,
}

/// Account and region as far as they are known, type and physical name.
type Made = (Option<String>, Option<String>, &'static str, String);

impl Neighbours {
    /// Adds what `lake` makes, and says what of it an earlier one makes too: once for each place in its document, and only
    /// that the lakes have one name if they have.
    ///
    /// An account or region that is not known is another one than those that are.
    pub fn add(&mut self, lake: &Checked) -> Vec<Diagnostic> {
        let Checked { document, graph, .. } = lake;
        let name = Pointer::root().key("name");
        let lines = LineStarts::of(document.text());
        let made = (graph.site.account.clone(), graph.site.region.clone());
        let of_lake = (made.0.clone(), made.1.clone(), "lake", graph.name.clone());
        if let Some(first) = self.claim(of_lake, lake, &lines, &Place::Value(name.clone())) {
            let message = format!("{first} is the lake `{}`, too", graph.name);
            return vec![Diagnostic::new(&rules::CLASH_BETWEEN_SPECS, Place::Value(name), message)];
        }
        let (account, region) = SOMEWHERE;
        let deployment = Deployment::new(
            graph.site.account.as_deref().unwrap_or(account),
            graph.site.region.as_deref().unwrap_or(region),
        );
        let mut findings: Vec<Diagnostic> = Vec::new();
        for (_, node) in graph.nodes() {
            let Some(physical) = graph.physical_name(node, &deployment) else { continue };
            let place = Place::Key(node.origin.clone());
            let kind = node.resource.cloudformation;
            // Roles and policies belong to an account, whatever the region.
            let region = made.1.clone().filter(|_| !kind.starts_with("AWS::IAM::"));
            let Some(first) = self.claim((made.0.clone(), region, kind, physical.clone()), lake, &lines, &place) else {
                continue;
            };
            if findings.iter().all(|known| known.place != place) {
                let noun = node.resource.noun.replace('_', " ");
                let message = if physical == deployment.account {
                    format!("{first} says the {noun} of the account and region, too")
                } else {
                    format!("{first} makes the {noun} `{physical}`, too")
                };
                let finding = Diagnostic::new(&rules::CLASH_BETWEEN_SPECS, place, message);
                findings.push(if lake.environment.is_some() { finding.help(OF_THEIR_OWN) } else { finding });
            }
        }
        findings
    }

    /// Notes that `lake` makes `what` at `place`; where it is made already if it is.
    fn claim(&mut self, what: Made, lake: &Checked, lines: &LineStarts, place: &Place) -> Option<String> {
        let document = &lake.document;
        match self.made.entry(what) {
            Entry::Occupied(first) => Some(first.get().clone()),
            Entry::Vacant(free) => {
                let line = document.span(place).map_or(1, |span| lines.line_column(document.text(), span.start).0);
                let environment = lake.environment.as_ref().map(|name| format!("the environment `{name}` of "));
                free.insert(format!("{}{}:{line}", environment.unwrap_or_default(), document.name()));
                None
            }
        }
    }
}
