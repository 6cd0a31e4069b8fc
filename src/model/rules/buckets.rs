//! Buckets: lifecycle and imports.

use crate::diag::{Diagnostic, Place, Pointer, rules};
use crate::model::scope::Scope;
use crate::model::{Bucket, LifecycleRule, Pipeline, StorageClass};

/// Every lifecycle rule with its place.
fn lifecycle(pipeline: &Pipeline) -> impl Iterator<Item = (Pointer, &LifecycleRule)> {
    let each = |bucket: &Bucket| bucket.origin.key("lifecycle");
    pipeline
        .buckets
        .values()
        .flat_map(move |bucket| bucket.lifecycle.iter().enumerate().map(move |(n, rule)| (each(bucket).index(n), rule)))
}

/// LG-E015: a prefix is relative to its bucket.
pub(super) fn lifecycle_prefix(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    for (at, rule) in lifecycle(pipeline) {
        let prefix = &rule.prefix;
        let wrong = if prefix.starts_with('/') {
            Some("starts with `/`, and no key of S3 does")
        } else if prefix.contains("://") || prefix.contains(['*', '?']) {
            Some("is not a literal prefix within the bucket")
        } else if prefix.len() > 1024 {
            Some("is longer than any key of S3")
        } else {
            None
        };
        if let Some(wrong) = wrong {
            let place = Place::Value(at.key("prefix"));
            let finding = Diagnostic::new(&rules::INVALID_VALUE, place, format!("the prefix `{prefix}` {wrong}"));
            scope.report(finding.help("Write for example `access/`, or leave it out for every object."));
        }
    }
}

/// LG-E160.
pub(super) fn lifecycle_order(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    for (at, rule) in lifecycle(pipeline) {
        let Some(transition) = rule.transition else { continue };
        let infrequent = matches!(transition.storage_class, StorageClass::StandardIa | StorageClass::OnezoneIa);
        if infrequent && transition.days < 30 {
            let message =
                format!("{} takes objects from day 30 on, not after `{}d`", transition.storage_class, transition.days);
            let place = Place::Value(at.key("transition").key("after"));
            scope.report(Diagnostic::new(&rules::LIFECYCLE_ORDER, place, message).help("Write `after: 30d` or more."));
        }
        if let Some(expire) = rule.expire_days
            && expire <= transition.days
        {
            let message = format!("objects expire at {expire} days and would move at {}", transition.days);
            let finding = Diagnostic::new(&rules::LIFECYCLE_ORDER, Place::Value(at.key("expire")), message);
            scope.report(finding.help(format!("Write `expire: {}d` or more.", transition.days + 1)));
        }
    }
}

/// LG-E161.
pub(super) fn lifecycle_empty(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    for (at, rule) in lifecycle(pipeline) {
        let written = ["transition", "expire", "expire_noncurrent"].into_iter().any(|key| scope.has(&at.key(key)));
        if rule.transition.is_none() && rule.expire_days.is_none() && rule.noncurrent_expire_days.is_none() && !written
        {
            let message = "the lifecycle rule does nothing";
            scope.report(Diagnostic::new(&rules::LIFECYCLE_EMPTY, Place::Value(at), message));
        }
    }
}

/// LG-E162.
pub(super) fn imported_settings(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    for bucket in pipeline.buckets.values().filter(|bucket| bucket.import.is_some()) {
        for setting in ["lifecycle", "deletion_policy"] {
            let at = bucket.origin.key(setting);
            if scope.has(&at) {
                let message = format!("bucket `{}` is imported, so its `{setting}` cannot be set here", bucket.key);
                scope.report(Diagnostic::new(&rules::IMPORTED_BUCKET_SETTINGS, Place::Key(at), message));
            }
        }
    }
}
