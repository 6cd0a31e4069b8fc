//! Strings with a shape.
//!
//! Two kinds. Those whose every mistake is a syntax mistake ([`Email`], [`RoleArn`]) refuse it when read. Those whose
//! mistakes have rules of their own ([`S3Path`], [`ReadRef`], schedules, scripts) keep the text, and the model explains.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Declares a string whose shape the schema shows and the model checks.
macro_rules! text {
    ($(#[$meta:meta])* $name:ident, $pattern:literal, $examples:tt) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
        #[serde(transparent)]
        #[schemars(extend("pattern" = $pattern), extend("examples" = $examples))]
        pub struct $name(String);

        impl $name {
            /// Takes the text as it is.
            pub fn new(text: impl Into<String>) -> Self {
                Self(text.into())
            }

            /// The text as it was written.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }
    };
}

text! {
    /// A prefix in a bucket: `raw/orders/` is the bucket key `raw` and the prefix `orders/`; `raw/` is the whole bucket.
    ///
    /// `s3://bucket/prefix/` names a bucket that this spec does not declare: it is granted, never created. A path ends
    /// in `/`.
    S3Path,
    r"^(s3://[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]|[a-z][a-z0-9_]*)/([A-Za-z0-9!_.()=+@:~-]+/)*$",
    ["raw/orders/", "raw/", "s3://acme-exports/orders/"]
}

text! {
    /// Something to read: tables of a database of this spec (`orders.*`, `orders.raw_*`, `orders.clean`), an S3 prefix
    /// (`raw/orders/`, `s3://bucket/prefix/`), or a Kinesis stream of this spec (`stream:clicks`), for streaming jobs.
    ReadRef,
    r"^([a-z][a-z0-9_]*\.[a-z0-9_*]+|stream:[a-z][a-z0-9_]*|(s3://[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]|[a-z][a-z0-9_]*)/([A-Za-z0-9!_.()=+@:~-]+/)*)$",
    ["orders.*", "orders.clean", "raw/orders/", "stream:clicks"]
}

text! {
    /// The times at which a crawler runs: `cron(minutes hours day-of-month month day-of-week year)` in UTC, where one of
    /// the two day fields is `?`. At least five minutes apart; Glue knows no `rate(...)`.
    CronSchedule,
    r"^cron\(.+\)$",
    ["cron(15 2 * * ? *)", "cron(0/30 * * * ? *)", "cron(0 6 ? * MON-FRI *)"]
}

text! {
    /// The times at which a job starts: `rate(1 hour)`, `rate(5 minutes)`, or `cron(minutes hours day-of-month month
    /// day-of-week year)` in UTC, where one of the two day fields is `?`.
    ScheduleExpression,
    r"^(cron|rate)\(.+\)$",
    ["rate(1 hour)", "cron(0 6 * * ? *)"]
}

text! {
    /// A Python or Scala file relative to the folder of the spec, such as `jobs/clean_orders.py`, or a script that lakegen
    /// writes: `builtin:parquet`, `builtin:flatten`, `builtin:unify` or
    /// `builtin:redshift`.
    ScriptRef,
    r"^(builtin:(flatten|parquet|redshift|unify)|[^/:\\].*\.(py|scala))$",
    ["jobs/clean_orders.py", "builtin:parquet", "builtin:flatten", "builtin:unify", "builtin:redshift"]
}

text! {
    /// A day of the week and an hour in UTC: `Sun:03`.
    MaintenanceWindow,
    r"^(Sun|Mon|Tue|Wed|Thu|Fri|Sat):([01]?[0-9]|2[0-3])$",
    ["Sun:03"]
}

/// An e-mail address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "String")]
#[schemars(
    extend("pattern" = r"^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$"),
    extend("examples" = ["oncall@example.com"])
)]
pub struct Email(String);

impl Email {
    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Email {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let local = |byte: u8| byte.is_ascii_alphanumeric() || b".!#$%&'*+/=?^_`{|}~-".contains(&byte);
        let label =
            |label: &str| !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        match text.split_once('@') {
            Some((user, domain))
                if !user.is_empty()
                    && user.bytes().all(local)
                    && domain.contains('.')
                    && domain.split('.').all(label) =>
            {
                Ok(Self(text))
            }
            _ => Err(format!("`{text}` is not an e-mail address")),
        }
    }
}

/// The ARN of an IAM role that exists already.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "String")]
#[schemars(
    extend("pattern" = r"^arn:aws[a-z-]*:iam::[0-9]{12}:role/[A-Za-z0-9_+=,.@/-]+$"),
    extend("examples" = ["arn:aws:iam::111111111111:role/glue-etl"])
)]
pub struct RoleArn(String);

impl RoleArn {
    /// The ARN.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for RoleArn {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let is_role = split_arn(&text, "iam").is_some_and(|arn| {
            arn.region.is_empty() && arn.resource.strip_prefix("role/").is_some_and(|name| is_iam_name(name, 64))
        });
        if is_role {
            Ok(Self(text))
        } else {
            Err(format!("`{text}` is not the ARN of a role: write `arn:aws:iam::111111111111:role/<name>`"))
        }
    }
}

/// Whether IAM takes the text as a path, of up to 512 characters with the slashes around it, and a name of up to `most` behind it
/// (IAM User Guide, "IAM and AWS STS quotas": 64 for roles, 128 for policies).
pub(super) fn is_iam_name(text: &str, most: usize) -> bool {
    let legal = |byte: u8| byte.is_ascii_alphanumeric() || b"_+=,.@/-".contains(&byte);
    let (path, name) = text.rsplit_once('/').unwrap_or(("", text));
    path.len() <= 510 && (1..=most).contains(&name.len()) && text.bytes().all(legal)
}

/// The parts of an ARN that differ between resources.
pub(super) struct Arn<'a> {
    pub(super) region: &'a str,
    pub(super) resource: &'a str,
}

/// Splits an ARN of `service` in an account of 12 digits; `None` if it is not one.
pub(super) fn split_arn<'a>(text: &'a str, service: &str) -> Option<Arn<'a>> {
    let mut parts = text.splitn(6, ':');
    let (arn, partition, found) = (parts.next()?, parts.next()?, parts.next()?);
    let (region, account, resource) = (parts.next()?, parts.next()?, parts.next()?);
    let is_partition = partition
        .strip_prefix("aws")
        .is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-'));
    let is_account = account.len() == 12 && account.bytes().all(|byte| byte.is_ascii_digit());
    (arn == "arn" && is_partition && found == service && is_account).then_some(Arn { region, resource })
}
