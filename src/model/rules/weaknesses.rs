//! LG-W122, LG-W123 and LG-W125: safe defaults that the spec turns off.

use crate::diag::{Diagnostic, Place, Pointer};
use crate::model::scope::Scope;
use crate::model::{JobSecurity, KmsKey, Pipeline, Weakness};

pub(super) fn short_logs(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    if pipeline.has_short_logs() && pipeline.minds(Weakness::ShortLogs) {
        let message = format!("logs are kept for {} days", pipeline.log_retention_days);
        report(scope, Weakness::ShortLogs, &Pointer::root(), message);
    }
}

pub(super) fn encryption(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    if pipeline.kms_key == KmsKey::AwsManaged {
        let message = "the keys that AWS manages encrypt this lake".to_owned();
        report(scope, Weakness::AwsManagedKeys, &Pointer::root(), message);
        // Then there is nothing that a security configuration could name.
        return;
    }
    for job in pipeline.jobs.values().filter(|job| job.security == JobSecurity::None) {
        let message = format!("job `{}` has no security configuration", job.key);
        report(scope, Weakness::NoSecurityConfiguration, &job.origin, message);
    }
}

pub(super) fn deleted_data(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    if !pipeline.minds(Weakness::DeletedData) {
        return;
    }
    for bucket in pipeline.buckets.values().filter(|bucket| !bucket.retain) {
        let message = format!("bucket `{}` and all that is in it go with the stack", bucket.key);
        report(scope, Weakness::DeletedData, &bucket.origin, message);
    }
    for warehouse in pipeline.warehouses.values().filter(|warehouse| !warehouse.retain) {
        let message = format!("warehouse `{}` and its tables go with the stack", warehouse.key);
        let origin = warehouse.origin.key("redshift_serverless");
        report(scope, Weakness::DeletedData, &origin, message);
    }
}

/// At the line that says so, or, when `defaults` do, at the key of what they reach.
fn report(scope: &mut Scope<'_>, weakness: Weakness, origin: &Pointer, message: String) {
    let written = weakness.place(origin);
    let place = if scope.has(&written) { Place::Value(written) } else { Place::Key(origin.clone()) };
    scope.report(Diagnostic::new(weakness.rule(), place, message));
}
