//! `encryption:`

use std::fmt;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::text::split_arn;
use super::words::words;

/// How data, logs, queues and topics are encrypted.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Encryption {
    /// `create`: a key of this lake, rotated yearly. `aws_managed`: the key that AWS keeps for each service; queues and
    /// topics then use the service's own encryption. `arn:aws:kms:...:key/...`: a key that exists already, whose policy
    /// must allow the services of this lake.
    #[schemars(extend("default" = "create"))]
    pub kms_key: Option<KmsKey>,
    /// `SSE-KMS`: the Data Catalog itself, and passwords of connections, are encrypted with this key: of the whole account
    /// and region, for whatever is made from then on. Everybody who looks something up then needs the key.
    ///
    /// Left out, the account's setting stays as it is. Only one stack of an account and region may say it.
    pub catalog_encryption_mode: Option<CatalogEncryptionMode>,
}

words! {
    /// How the Data Catalog is encrypted.
    CatalogEncryptionMode {
        /// With the key of the lake.
        SseKms = "SSE-KMS",
    }
}

/// A KMS key: `create`, `aws_managed`, or the ARN of an existing key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "String", into = "String")]
#[schemars(
    extend("pattern" = r"^(create|aws_managed|arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]+)$"),
    extend("examples" = ["create", "aws_managed", "arn:aws:kms:eu-west-1:111111111111:key/0a1b2c3d-0000-1111-2222-333344445555"])
)]
pub enum KmsKey {
    /// One that lakegen creates.
    Create,
    /// The key that AWS keeps for each service.
    AwsManaged,
    /// An existing key.
    Arn(String),
}

impl FromStr for KmsKey {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "create" => return Ok(Self::Create),
            "aws_managed" => return Ok(Self::AwsManaged),
            _ => {}
        }
        let expected =
            "write `create`, `aws_managed` or a key ARN such as `arn:aws:kms:eu-west-1:111111111111:key/<id>`";
        let Some(arn) = split_arn(text, "kms") else {
            return Err(format!("`{text}` is not a KMS key: {expected}"));
        };
        if arn.resource.starts_with("alias/") {
            return Err(format!("`{text}` is an alias, and policies are checked against the key itself: {expected}"));
        }
        let id = arn.resource.strip_prefix("key/").unwrap_or_default();
        let region_is_legal = !arn.region.is_empty()
            && arn.region.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
        if id.is_empty() || !id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-') || !region_is_legal {
            return Err(format!("`{text}` is not the ARN of a KMS key: {expected}"));
        }
        Ok(Self::Arn(text.to_owned()))
    }
}

impl TryFrom<String> for KmsKey {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl From<KmsKey> for String {
    fn from(key: KmsKey) -> Self {
        key.to_string()
    }
}

impl fmt::Display for KmsKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Create => f.write_str("create"),
            Self::AwsManaged => f.write_str("aws_managed"),
            Self::Arn(arn) => f.write_str(arn),
        }
    }
}
