//! Gates, written down again: what follows from a schema stands among the rules.

use crate::model::Gate;
use crate::spec::{DataQuality, OnFailure, S3Path};

pub(super) fn gate(gate: &Gate) -> DataQuality {
    let path = |location: &crate::model::S3Location| S3Path::new(location.to_string());
    let analyzers: Vec<_> = gate.analyzers.iter().map(ToString::to_string).collect();
    DataQuality {
        description: gate.description.clone(),
        table: gate.table_key(),
        rules: Some(gate.rules.iter().map(ToString::to_string).collect()),
        analyzers: (!analyzers.is_empty()).then_some(analyzers),
        from_schema: None,
        minimum_score: Some(gate.minimum_score.clone()),
        on_failure: Some(OnFailure { quarantine: gate.quarantine.as_ref().map(path), fail_job: Some(gate.fail_job) }),
        results: gate.results.as_ref().map(path),
    }
}
