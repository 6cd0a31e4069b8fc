//! What a region does not have.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use crate::diag::{Diagnostic, Place, rules, suggest};

use super::{Graph, Site};

/// Regions, each with the resource types that CloudFormation's registry has in us-east-1 and not there.
///
/// Source: `scripts/vendor-schemas regions`; `schemas/vendor/SOURCES.toml` says which release of cfn-lint it is from.
static ABSENT: LazyLock<BTreeMap<&str, BTreeSet<&str>>> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../../schemas/vendor/regions/absent.json")).unwrap_or_default()
});

impl Graph {
    /// What cannot be made where the graph is for.
    pub(super) fn region_findings(&self) -> Vec<Diagnostic> {
        let Some(region) = &self.site.region else { return Vec::new() };
        let Some(absent) = ABSENT.get(region.as_str()) else { return vec![unknown(&self.site, region)] };
        let is_absent = |kind: &str| absent.contains(kind);
        let missing = self.nodes().filter(|(_, node)| is_absent(node.resource.cloudformation));
        let told = missing.map(|(_, node)| {
            let message = format!("{region} has no {}", node.resource.cloudformation);
            Diagnostic::new(&rules::REGION_UNSUPPORTED, Place::Key(node.origin.clone()), message)
        });
        told.collect()
    }
}

fn unknown(site: &Site, region: &str) -> Diagnostic {
    let place = Place::Value(site.origin.key("region"));
    let finding = Diagnostic::new(&rules::REGION_UNSUPPORTED, place, format!("there is no region {region}"));
    let new = "If it is newer than this lakegen, leave `region` out and name it when you deploy.";
    finding.help(match suggest(region, ABSENT.keys().copied()) {
        Some(near) => format!("Did you mean `{near}`? {new}"),
        None => new.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regions_are_known_with_what_they_lack() {
        assert!(ABSENT.len() > 40, "{:?}", ABSENT.keys());
        assert!(ABSENT["us-east-1"].is_empty());
        assert!(ABSENT["ap-east-2"].contains("AWS::Glue::TableOptimizer"));
    }
}
