//! The patterns of the events that triggers wait for.

use crate::expr::{Document, Expr, Pseudo};
use crate::model::S3Location;
use crate::resolve::data::bucket_name;
use crate::resolve::lake::Lake;

/// A pattern for events of this account: forwarded events of others stay out.
pub(in crate::resolve) fn pattern(source: &str, detail_type: &str, detail: Expr) -> Document {
    Document::of(Expr::object([
        ("source", Expr::list([source])),
        ("detail-type", Expr::list([detail_type])),
        ("account", Expr::list([Pseudo::AccountId])),
        ("detail", detail),
    ]))
}

/// The crawler has succeeded.
pub(super) fn crawler_succeeded(lake: &Lake<'_>, crawler: &str) -> Document {
    pattern(
        "aws.glue",
        "Glue Crawler State Change",
        Expr::object([("crawlerName", Expr::list([lake.crawler_name(crawler)])), ("state", Expr::list(["Succeeded"]))]),
    )
}

/// The job has succeeded.
pub(super) fn job_succeeded(lake: &Lake<'_>, job: &str) -> Document {
    pattern(
        "aws.glue",
        "Glue Job State Change",
        Expr::object([("jobName", Expr::list([lake.job_name(job)])), ("state", Expr::list(["SUCCEEDED"]))]),
    )
}

/// An object was created below the location.
pub(super) fn object_created(lake: &Lake<'_>, location: &S3Location) -> Document {
    pattern("aws.s3", "Object Created", {
        let bucket = Expr::object([("name", Expr::list([bucket_name(lake, &location.bucket)]))]);
        let prefix = Expr::object([("prefix", &location.prefix)]);
        let object = Expr::object([("key", Expr::list([prefix]))]);
        if location.prefix.is_empty() {
            Expr::object([("bucket", bucket)])
        } else {
            Expr::object([("bucket", bucket), ("object", object)])
        }
    })
}

/// What the schedule hands over that looks for lost events.
pub(super) fn reconcile_input() -> Document {
    Document::of(Expr::JsonText(Box::new(Expr::object([("lakegen", "reconcile")]))))
}
