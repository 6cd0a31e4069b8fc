//! Suppressions say what they accept, and why.

use crate::diag::{Place, rules};
use crate::model::scope::Scope;
use crate::model::{Pipeline, lint};

/// LG-E132.
pub(super) fn suppressions(_: &Pipeline, scope: &mut Scope<'_>) {
    for (origin, entry) in lint::entries(scope.spec) {
        if let Err((key, malformed)) = lint::read(origin.clone(), entry) {
            scope.report_malformed(&rules::SUPPRESSION_INCOMPLETE, Place::Value(origin.key(key)), malformed);
        }
    }
}
