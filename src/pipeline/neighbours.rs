//! Specs that are deployed beside each other: what two of them would both make.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use crate::diag::{Diagnostic, LineStarts, Place, Pointer, Source, rules};
use crate::graph::{Deployment, Graph};

/// Any deployment: names differ between two specs in one account exactly if they differ here.
const SOMEWHERE: (&str, &str) = ("111122223333", "us-east-1");

/// What the specs so far make, by type and physical name, with the file and line that ask for it.
#[derive(Debug)]
pub struct Neighbours {
    deployment: Deployment,
    made: HashMap<(&'static str, String), String>,
}

impl Default for Neighbours {
    fn default() -> Self {
        Self { deployment: Deployment::new(SOMEWHERE.0, SOMEWHERE.1), made: HashMap::new() }
    }
}

impl Neighbours {
    /// Adds what `graph` makes, and says what of it an earlier spec makes too: once for each place in `source`, and only
    /// that the lakes have one name if they have.
    pub fn add(&mut self, source: &dyn Source, graph: &Graph) -> Vec<Diagnostic> {
        let name = Pointer::root().key("name");
        let lines = LineStarts::of(source.text());
        if let Some(first) = self.claim("lake", graph.name.clone(), source, &lines, &Place::Value(name.clone())) {
            let message = format!("{first} is the lake `{}`, too", graph.name);
            return vec![Diagnostic::new(&rules::CLASH_BETWEEN_SPECS, Place::Value(name), message)];
        }
        let mut findings: Vec<Diagnostic> = Vec::new();
        for (_, node) in graph.nodes() {
            let Some(physical) = graph.physical_name(node, &self.deployment) else { continue };
            let place = Place::Key(node.origin.clone());
            let kind = node.resource.cloudformation;
            let Some(first) = self.claim(kind, physical.clone(), source, &lines, &place) else { continue };
            if findings.iter().all(|known| known.place != place) {
                let message = format!("{first} makes the {} `{physical}`, too", node.resource.noun.replace('_', " "));
                findings.push(Diagnostic::new(&rules::CLASH_BETWEEN_SPECS, place, message));
            }
        }
        findings
    }

    /// Notes that `source` makes `name` at `place`; where it is made already if it is.
    fn claim(
        &mut self,
        kind: &'static str,
        name: String,
        source: &dyn Source,
        lines: &LineStarts,
        place: &Place,
    ) -> Option<String> {
        match self.made.entry((kind, name)) {
            Entry::Occupied(first) => Some(first.get().clone()),
            Entry::Vacant(free) => {
                let line = source.span(place).map_or(1, |span| lines.line_column(source.text(), span.start).0);
                free.insert(format!("{}:{line}", source.name()));
                None
            }
        }
    }
}
