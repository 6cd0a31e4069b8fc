//! `connections:`

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A Glue connection: how crawlers reach data outside S3, or inside a VPC.
///
/// `jdbc` or `mongodb`, with the `network` where the database stands; `network` alone for a private way to S3; or `import`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(extend("minProperties" = 1))]
pub struct Connection {
    /// What it leads to, in a sentence.
    #[schemars(length(max = 2048))]
    pub description: Option<String>,
    /// A relational database.
    pub jdbc: Option<JdbcConnection>,
    /// MongoDB, or DocumentDB.
    pub mongodb: Option<MongoDbConnection>,
    /// The subnet from which it is reached. Glue puts network interfaces there.
    pub network: Option<Network>,
    /// The name of a connection that exists already: never created or changed. Say its `network` and `secret` too, so
    /// that roles are granted what it needs.
    #[schemars(length(min = 1, max = 255), extend("examples" = ["acme-crm"]))]
    pub import: Option<String>,
    /// With `import`: the Secrets Manager secret, by name or ARN, that the connection uses.
    pub secret: Option<String>,
}

/// A relational database.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct JdbcConnection {
    /// Where it listens. Without user and password: those are in the secret.
    #[schemars(regex(pattern = r"^jdbc:\S+$"), extend("examples" = ["jdbc:postgresql://crm.internal:5432/crm"]))]
    pub url: String,
    /// The secret in Secrets Manager, by name or ARN, that holds `username` and `password`. It exists already.
    #[schemars(length(min = 1), extend("examples" = ["acme/crm/reader"]))]
    pub secret: String,
    /// Whether Glue refuses to talk without TLS.
    #[schemars(extend("default" = true))]
    pub enforce_ssl: Option<bool>,
}

/// MongoDB, or DocumentDB.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MongoDbConnection {
    /// Where it listens. Without user and password: those are in the secret.
    #[schemars(
        regex(pattern = r"^mongodb(\+srv)?://\S+$"),
        extend("examples" = ["mongodb://reviews.internal:27017/shop"])
    )]
    pub url: String,
    /// The secret in Secrets Manager, by name or ARN, that holds `username` and `password`. It exists already.
    #[schemars(length(min = 1), extend("examples" = ["acme/reviews/reader"]))]
    pub secret: String,
}

/// A place in a VPC.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Network {
    /// The subnet. Glue needs a route from there to S3: a gateway endpoint or NAT.
    #[schemars(regex(pattern = r"^subnet-([0-9a-f]{8}|[0-9a-f]{17})$"), extend("examples" = ["subnet-0a1b2c3d"]))]
    pub subnet: String,
    /// The security groups. One of them has to let itself in on all TCP ports: Glue's workers talk to each other.
    #[schemars(
        length(min = 1, max = 50),
        inner(regex(pattern = r"^sg-([0-9a-f]{8}|[0-9a-f]{17})$")),
        extend("examples" = [["sg-0aa11bb2"]])
    )]
    pub security_groups: Vec<String>,
    /// The subnet's availability zone. The subnet implies it; say it where Glue asks for it.
    #[schemars(
        regex(pattern = r"^[a-z]+-[a-z]+(-[a-z]+|-[0-9]+)*-[0-9]+[a-z]$"),
        extend("examples" = ["eu-west-1a"])
    )]
    pub availability_zone: Option<String>,
}
