//! Physical names and the ARNs made of them.

use crate::expr::{Arn, Expr, Pseudo, Text};
use crate::graph::kebab;

/// Physical names of one lake: the spec's name, then what the thing is called in it.
#[derive(Clone, Copy)]
pub(super) struct Names<'p> {
    project: &'p str,
}

impl<'p> Names<'p> {
    pub(super) fn new(project: &'p str) -> Self {
        Self { project }
    }

    /// `orders-raw-orders`: the thing that the spec calls `key`.
    pub(super) fn of(self, key: &str) -> String {
        format!("{}-{}", self.project, kebab(key))
    }

    /// `orders-raw-orders-trigger`: something that goes with `key`.
    pub(super) fn part(self, key: &str, part: &str) -> String {
        format!("{}-{}-{part}", self.project, kebab(key))
    }

    /// `orders-alerts`: something of the whole lake.
    pub(super) fn lake(self, part: &str) -> String {
        format!("{}-{part}", self.project)
    }

    /// Bucket names are unique in the world, so account and region are part of them.
    pub(super) fn bucket(self, key: &str) -> Text {
        let name = format!("{}-", self.of(key));
        Text::of(Expr::concat([name.into(), Pseudo::AccountId.into(), "-".into(), Pseudo::Region.into()]))
    }

    /// The ARN of a bucket of this lake by its name, where a reference would close a circle.
    pub(super) fn bucket_arn(self, key: &str) -> Arn {
        Arn::of(Expr::concat([s3_arn(""), self.bucket(key).into()]))
    }

    /// The log groups that Glue writes for a job, below this.
    pub(super) fn job_log_prefix(self, key: &str) -> String {
        format!("/aws-glue/jobs/{}/{}", self.project, kebab(key))
    }
}

/// `arn:aws:s3:::rest`.
pub(super) fn s3_arn(rest: &str) -> Expr {
    Expr::concat(["arn:".into(), Pseudo::Partition.into(), format!(":s3:::{rest}").into()])
}

/// `arn:aws:service:region:account:rest` in the region and account of the deployment.
pub(super) fn arn(service: &str, rest: impl Into<Expr>) -> Arn {
    Arn::of(Expr::concat([
        "arn:".into(),
        Pseudo::Partition.into(),
        format!(":{service}:").into(),
        Pseudo::Region.into(),
        ":".into(),
        Pseudo::AccountId.into(),
        ":".into(),
        rest.into(),
    ]))
}

/// `arn:aws:iam::account:root`: the account itself.
pub(super) fn account_root() -> Expr {
    Expr::concat(["arn:".into(), Pseudo::Partition.into(), ":iam::".into(), Pseudo::AccountId.into(), ":root".into()])
}

/// `service.eu-west-1.amazonaws.com`: a service as KMS sees it act for a caller.
pub(super) fn regional_service(service: &str) -> Expr {
    Expr::concat([format!("{service}.").into(), Pseudo::Region.into(), ".".into(), Pseudo::UrlSuffix.into()])
}

/// `arn` with `suffix` behind it.
pub(super) fn below(arn: &Arn, suffix: &str) -> Arn {
    Arn::of(Expr::concat([arn.into(), suffix.into()]))
}
