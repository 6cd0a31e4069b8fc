//! `warehouses:`

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::DeletionPolicy;
use super::words::words;

/// A data warehouse: jobs load it (`writes: [{ warehouse: sales, table: public.orders }]`), and it reads the Data Catalog.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Warehouse {
    /// Amazon Redshift Serverless: a namespace and a workgroup, both named `<name>-<key>`.
    pub redshift_serverless: RedshiftServerless,
}

/// Amazon Redshift Serverless. Encrypted, in private subnets, TLS only; the administrator's password is kept and rotated
/// by Secrets Manager.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RedshiftServerless {
    /// The database that is created.
    #[schemars(regex(pattern = r"^[a-z][a-z0-9_]{0,63}$"), extend("examples" = ["analytics"]))]
    pub database: String,
    /// The capacity that queries start with, in RPUs: 4, or 8 to 512 in steps of 8, or up to 1024 in steps of 32.
    #[schemars(extend("default" = 8, "minimum" = 4, "maximum" = 1024))]
    pub base_capacity: Option<u32>,
    /// The capacity that it never exceeds, in RPUs. Left out, there is no limit but the account's.
    #[schemars(extend("minimum" = 8, "maximum" = 5632))]
    pub max_capacity: Option<u32>,
    /// The port: 5431 to 5455, or 8191 to 8215.
    #[schemars(extend("default" = 5439, "minimum" = 5431, "maximum" = 8215))]
    pub port: Option<u32>,
    /// Where in your VPC it stands.
    pub network: WarehouseNetwork,
    /// Databases of the catalog that queries see as schemas of the same names. `builtin:redshift` makes the schemas
    /// before it loads.
    #[schemars(extend("examples" = [["orders"]]))]
    pub external_schemas: Option<Vec<String>>,
    /// Which logs go to CloudWatch.
    #[schemars(extend("default" = ["connectionlog", "useractivitylog", "userlog"]))]
    pub log_exports: Option<Vec<RedshiftLog>>,
    /// What happens to the data when the stack is deleted.
    #[schemars(extend("default" = "Retain"))]
    pub deletion_policy: Option<DeletionPolicy>,
}

/// A place in a VPC, in several availability zones.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WarehouseNetwork {
    /// Three subnets or more, in three availability zones. Data moves through them, so they need a route to S3: a gateway
    /// endpoint or NAT.
    #[schemars(
        length(min = 3, max = 32),
        inner(regex(pattern = r"^subnet-([0-9a-f]{8}|[0-9a-f]{17})$")),
        extend("examples" = [["subnet-0a1b2c3d", "subnet-1a1b2c3d", "subnet-2a1b2c3d"]])
    )]
    pub subnets: Vec<String>,
    /// The security groups: who may connect.
    #[schemars(
        length(min = 1, max = 32),
        inner(regex(pattern = r"^sg-([0-9a-f]{8}|[0-9a-f]{17})$")),
        extend("examples" = [["sg-0aa11bb2"]])
    )]
    pub security_groups: Vec<String>,
}

words! {
    /// A log of Redshift.
    RedshiftLog {
        /// Who connected, and who could not.
        Connection = "connectionlog",
        /// Each query before it runs.
        UserActivity = "useractivitylog",
        /// Changes of users.
        User = "userlog",
    }
}
