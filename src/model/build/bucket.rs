//! Buckets and their lifecycle.

use crate::diag::Pointer;
use crate::spec::{self, BucketDefaults, DeletionPolicy};

use crate::model::{Bucket, LifecycleRule, Transition};

pub(super) fn bucket(defaults: Option<&BucketDefaults>, key: &str, origin: Pointer, bucket: &spec::Bucket) -> Bucket {
    let default = defaults.and_then(|defaults| defaults.deletion_policy);
    let policy = bucket.deletion_policy.or(default).unwrap_or(DeletionPolicy::Retain);
    let rules = bucket.lifecycle.iter().flatten();
    Bucket {
        key: key.to_owned(),
        origin,
        import: bucket.import.clone(),
        zone: bucket.zone,
        lifecycle: rules.enumerate().map(|(n, rule)| lifecycle_rule(n, rule)).collect(),
        retain: bucket.import.is_some() || policy == DeletionPolicy::Retain,
    }
}

fn lifecycle_rule(index: usize, rule: &spec::LifecycleRule) -> LifecycleRule {
    LifecycleRule {
        id: format!("rule-{}", index + 1),
        prefix: rule.prefix.clone().unwrap_or_default(),
        transition: rule
            .transition
            .as_ref()
            .map(|transition| Transition { storage_class: transition.storage_class, days: transition.after.get() }),
        expire_days: rule.expire.map(spec::Days::get),
        noncurrent_expire_days: rule.expire_noncurrent.map(spec::Days::get),
    }
}
