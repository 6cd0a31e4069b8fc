//! Suppressions say what they accept, and why.

use crate::model::scope::Scope;
use crate::model::{Pipeline, lint};

/// LG-E132.
pub(super) fn suppressions(_: &Pipeline, scope: &mut Scope<'_>) {
    for (origin, entry) in lint::entries(scope.spec) {
        if let Err(finding) = lint::read(origin, entry) {
            scope.report(finding);
        }
    }
}
