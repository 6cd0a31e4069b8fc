//! What an environment says about its place.

use crate::diag::Pointer;
use crate::model::Environment;
use crate::model::scope::Scope;
use crate::spec::{self, AccountId, PolicyArn, Region};

pub(super) fn environment(key: &str, declared: &spec::Environment) -> Environment {
    Environment {
        key: key.to_owned(),
        origin: Pointer::root().key("environments").key(key),
        account: declared.account.as_ref().map(AccountId::as_str).map(ToOwned::to_owned),
        region: declared.region.as_ref().map(Region::as_str).map(ToOwned::to_owned),
        production: declared.production,
        concurrent_executions: declared.concurrent_executions,
    }
}

/// What limits every role: the environment's boundary, else that of `defaults`.
pub(super) fn permissions_boundary(scope: &Scope<'_>) -> Option<String> {
    let environment = scope.environment.and_then(|(_, declared)| declared.permissions_boundary.as_ref());
    let defaults = scope.spec.defaults.as_ref().and_then(|defaults| defaults.permissions_boundary.as_ref());
    environment.or(defaults).map(PolicyArn::as_str).map(ToOwned::to_owned)
}
