//! `environments:`

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::text::{is_iam_name, split_arn};

/// A place that the lake is deployed to, and what is different there.
///
/// `overlay` and `set` change the spec before it is read: first `overlay`, then each `set`. Both take values as they are
/// written elsewhere in the file, and a written `null` takes away what the spec says.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Environment {
    /// The account that the lake is deployed to: twelve digits, in quotes, because a number may lose its leading zero. No
    /// other account is deployed to.
    pub account: Option<AccountId>,
    /// The region that the lake is deployed to. No other region is deployed to.
    pub region: Option<Region>,
    /// The ARN of a policy that limits what every role of the lake may do. Instead of `defaults.permissions_boundary`.
    pub permissions_boundary: Option<PolicyArn>,
    /// Whether people depend on this lake. `true` asks for what keeps it safe, `false` allows what would be wrong there: logs
    /// that go early, data that goes with the stack. Left out, nothing is assumed.
    pub production: Option<bool>,
    /// How many functions may run at once in the account: the quota "Concurrent executions" of Lambda. Accounts that are new
    /// may have as few as 10.
    #[schemars(range(min = 1))]
    pub concurrent_executions: Option<u32>,
    /// Values by path, each in place of what the spec says there: `defaults.job.number_of_workers: 2`.
    ///
    /// A path is the keys on the way with dots between them; a key that has a dot itself stands in double quotes:
    /// `tables."web_logs.requests".location`. The keys on the way exist already, but the last one may be new.
    #[schemars(extend("examples" = [{ "defaults.job.number_of_workers": 2, "jobs.backfill": null }]))]
    pub set: Option<BTreeMap<String, Value>>,
    /// Sections as in the root of the file, with as much of each as is different: mappings merge with the spec's, lists
    /// and single values replace them, and `null` takes them away.
    pub overlay: Option<Overlay>,
}

/// What an environment lays over the spec.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct Overlay(Map<String, Value>);

/// The number of an AWS account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "String")]
#[schemars(extend("pattern" = r"^[0-9]{12}$"), extend("examples" = ["111122223333"]))]
pub struct AccountId(String);

impl AccountId {
    /// Twelve digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for AccountId {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        if text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit()) {
            return Ok(Self(text));
        }
        let help = match text.len() {
            digits @ 1..12 if text.bytes().all(|byte| byte.is_ascii_digit()) => {
                format!(
                    "it has {digits} digits; numbers lose their leading zeros, so write `\"{text:0>12}\"` if that is meant"
                )
            }
            _ => "an account has twelve digits: write them in quotes, without dashes".to_owned(),
        };
        Err(format!("`{text}` is not the number of an account\n{help}"))
    }
}

/// The code of an AWS region, such as `eu-west-1`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "String")]
#[schemars(extend("pattern" = r"^[a-z]{2,}(-[a-z]+)+-[0-9]+$"), extend("examples" = ["eu-west-1", "us-east-1"]))]
pub struct Region(String);

impl Region {
    /// `eu-west-1`.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Region {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let words: Vec<&str> = text.split('-').collect();
        let is_word = |word: &&str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase());
        let is_region = match words.as_slice() {
            [first, middle @ .., number] => {
                first.len() >= 2
                    && !middle.is_empty()
                    && is_word(first)
                    && middle.iter().all(is_word)
                    && !number.is_empty()
                    && number.bytes().all(|byte| byte.is_ascii_digit())
            }
            _ => false,
        };
        if is_region {
            return Ok(Self(text));
        }
        let zone = text.strip_suffix(|c: char| c.is_ascii_lowercase());
        let help = match zone.filter(|region| Self::try_from((*region).to_owned()).is_ok()) {
            Some(region) => format!("it is a zone: write its region, `{region}`"),
            None => "write a code such as `eu-west-1`".to_owned(),
        };
        Err(format!("`{text}` is not the code of a region\n{help}"))
    }
}

/// The ARN of an IAM policy that exists already: one of an account, or one of AWS's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "String")]
#[schemars(
    extend("pattern" = r"^arn:aws[a-z-]*:iam::([0-9]{12}|aws):policy/[A-Za-z0-9_+=,.@/-]+$"),
    extend("examples" = ["arn:aws:iam::222222222222:policy/DataBoundary"])
)]
pub struct PolicyArn(String);

impl PolicyArn {
    /// The ARN.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for PolicyArn {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        // Policies of AWS have no account: `arn:aws:iam::aws:policy/PowerUserAccess`.
        let owned = text.replacen(":iam::aws:", ":iam::000000000000:", 1);
        let is_policy = split_arn(&owned, "iam").is_some_and(|arn| {
            arn.region.is_empty() && arn.resource.strip_prefix("policy/").is_some_and(|name| is_iam_name(name, 128))
        });
        if is_policy {
            Ok(Self(text))
        } else {
            Err(format!("`{text}` is not the ARN of a policy\nwrite `arn:aws:iam::111111111111:policy/<name>`"))
        }
    }
}
