//! `lake_formation:`

use std::collections::BTreeMap;
use std::fmt;

use schemars::{JsonSchema, Schema};
use serde::de::value::MapAccessDeserializer;
use serde::de::{self, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::json;

use super::schema::{or_shorthand, or_shorthands};
use super::words::words;
use super::{RoleArn, S3Path};

/// Lake Formation: who sees which tables and columns, granted in one place and handed out by the service itself.
///
/// `registered_locations` are where it hands out access. The lake's own crawlers, jobs, warehouses and EMR Serverless
/// applications are granted what `reads`, `writes` and `targets` say; `permissions` grants to others. Whoever deploys has
/// to be an administrator of Lake Formation.
///
/// Settings of the account are not touched: as long as they give new databases and tables to `IAMAllowedPrincipals`, IAM
/// alone decides about these. `data_lake_settings` changes that, for the whole account and region.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LakeFormation {
    /// Prefixes for which Lake Formation hands out access: `curated/`, or a mapping. None may lie within another.
    #[schemars(extend("default" = [], "examples" = [["raw/orders/", "curated/"]]))]
    pub registered_locations: Option<Vec<RegisteredLocation>>,
    /// Who else may do what, by a key of your choice: each is one principal.
    #[schemars(extend("propertyNames" = { "pattern": "^[a-z][a-z0-9_]*$" }))]
    pub permissions: Option<BTreeMap<String, LakeFormationPermissions>>,
    /// LF-tags of the account and region that this spec makes, by their own key: what they may say, and what they are put on.
    #[schemars(extend("propertyNames" = { "pattern": "^[a-z0-9_.:/=+@%-]{1,128}$" }))]
    pub lf_tags: Option<BTreeMap<String, LfTag>>,
    /// Settings of Lake Formation for the whole account and region. Left out, they stay as they are.
    pub data_lake_settings: Option<DataLakeSettings>,
}

/// A prefix for which Lake Formation hands out access: the path alone, or a mapping.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(remote = "Self", deny_unknown_fields)]
#[schemars(transform = path_or_mapping)]
pub struct RegisteredLocation {
    /// The prefix.
    pub path: S3Path,
    /// Whether IAM goes on deciding for principals that have not opted in. The lake's own roles then read by IAM.
    #[schemars(extend("default" = false))]
    pub hybrid_access_enabled: Option<bool>,
    /// A role that exists already, with which Lake Formation reads and writes here. lakegen makes one when left out.
    pub role: Option<RoleArn>,
}

/// What one principal may do.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(extend("anyOf" = [{ "required": ["tables"] }, { "required": ["lf_tag_policy"] }]))]
pub struct LakeFormationPermissions {
    /// Who: the ARN of a role.
    pub principal: RoleArn,
    /// What it may do. With `columns` or `excluded_columns`, SELECT is what it may do with the table.
    #[schemars(length(min = 1), extend("default" = ["SELECT", "DESCRIBE"], "uniqueItems" = true))]
    pub permissions: Option<Vec<LakeFormationPermission>>,
    /// What of this it may grant to others.
    #[schemars(extend("default" = [], "uniqueItems" = true))]
    pub permissions_with_grant_option: Option<Vec<LakeFormationPermission>>,
    /// On which tables: `retail.*` is every table of a database, `retail.sales` one; a mapping names columns.
    #[schemars(length(min = 1), extend("examples" = [["retail.*", { "table": "crm.customers", "excluded_columns": ["email"] }]]))]
    pub tables: Option<Vec<GrantedTable>>,
    /// On whatever has these LF-tags, each with one of the values: keys of `lf_tags`, at most five.
    #[schemars(extend("minProperties" = 1, "maxProperties" = 5, "examples" = [{ "sensitivity": ["public", "internal"] }]))]
    pub lf_tag_policy: Option<BTreeMap<String, Vec<String>>>,
}

/// Tables that are granted: `retail.*`, `retail.sales`, or a mapping that names columns of one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(remote = "Self", deny_unknown_fields)]
#[schemars(transform = table_or_mapping)]
pub struct GrantedTable {
    /// Database and table.
    #[schemars(regex(pattern = r"^[a-z][a-z0-9_]*\.(\*|[a-z0-9_]+)$"), extend("examples" = ["crm.customers"]))]
    pub table: String,
    /// These columns only.
    #[schemars(length(min = 1), extend("examples" = [["order_id", "amount"]]))]
    pub columns: Option<Vec<String>>,
    /// Every column but these.
    #[schemars(length(min = 1), extend("examples" = [["email"]]))]
    pub excluded_columns: Option<Vec<String>>,
}

/// An LF-tag.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LfTag {
    /// What it may say.
    #[schemars(length(min = 1, max = 1000), extend("examples" = [["public", "internal", "personal"]]))]
    pub values: Vec<String>,
    /// What it says of a database (`retail`), a declared table (`retail.sales`) or one of its columns
    /// (`retail.sales.customer_id`). What is not named has the value of what encloses it.
    #[schemars(extend("default" = {}, "examples" = [{ "retail": "internal", "retail.sales.customer_id": "personal" }]))]
    pub assign: Option<BTreeMap<String, String>>,
}

/// Settings of Lake Formation for the whole account and region: they take the place of what is set there now.
///
/// With them, databases and tables that are made from then on are no longer open to everybody whom IAM lets in. Only one
/// stack of an account and region may say them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DataLakeSettings {
    /// The administrators, all of them: name the role that deploys, too.
    #[schemars(length(min = 1, max = 30))]
    pub admins: Vec<RoleArn>,
    /// Whether Spark may read and write whole tables with credentials of Lake Formation: what jobs with
    /// `lake_formation: { mode: full_table }` need.
    #[schemars(extend("default" = false))]
    pub allow_full_table_external_data_access: Option<bool>,
}

/// How a job reads and writes tables by the grants of Lake Formation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct JobLakeFormation {
    /// Whole tables, or rows and columns.
    pub mode: LakeFormationMode,
}

words! {
    /// How a job reads and writes tables by the grants of Lake Formation. Its role then has no access of its own to the
    /// objects of the tables that it reads in registered locations.
    LakeFormationMode {
        /// Whole tables, with all that Spark can do. Whoever administers Lake Formation has to allow full table access:
        /// `data_lake_settings.allow_full_table_external_data_access`.
        FullTable = "full_table",
        /// Only the rows and columns that are granted, in Spark SQL and data frames. Takes four workers at least.
        FineGrained = "fine_grained",
    }
}

words! {
    /// What a principal may do with a table.
    LakeFormationPermission {
        /// Everything.
        All = "ALL",
        /// Read rows.
        Select = "SELECT",
        /// See that it is there, and its columns.
        Describe = "DESCRIBE",
        /// Change its columns and partitions.
        Alter = "ALTER",
        /// Add rows.
        Insert = "INSERT",
        /// Remove rows.
        Delete = "DELETE",
        /// Remove it.
        Drop = "DROP",
    }
}

impl RegisteredLocation {
    /// What the path alone says.
    pub fn new(path: &str) -> Self {
        Self { path: S3Path::new(path), hybrid_access_enabled: None, role: None }
    }
}

impl GrantedTable {
    /// What the text alone says.
    pub fn new(table: &str) -> Self {
        Self { table: table.to_owned(), columns: None, excluded_columns: None }
    }
}

fn path_or_mapping(schema: &mut Schema) {
    or_shorthand(schema, "S3Path");
}

fn table_or_mapping(schema: &mut Schema) {
    or_shorthands(schema, &[json!({ "type": "string", "pattern": r"^[a-z][a-z0-9_]*\.(\*|[a-z0-9_]+)$" })]);
}

/// Reads and writes a type that a text is short for: `$new` makes it of the text, `$expected` says what is read.
macro_rules! text_or_mapping {
    ($($type:ident, $expected:literal;)*) => {
        $(impl Serialize for $type {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                Self::serialize(self, serializer)
            }
        }

        impl<'de> Deserialize<'de> for $type {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct TextOrMapping;

                impl<'de> Visitor<'de> for TextOrMapping {
                    type Value = $type;

                    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                        f.write_str($expected)
                    }

                    fn visit_str<E: de::Error>(self, text: &str) -> Result<$type, E> {
                        Ok($type::new(text))
                    }

                    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<$type, A::Error> {
                        $type::deserialize(MapAccessDeserializer::new(map))
                    }
                }

                deserializer.deserialize_any(TextOrMapping)
            }
        })*
    };
}

text_or_mapping! {
    RegisteredLocation, "a path such as `curated/`, or a mapping with `path`";
    GrantedTable, "a table such as `retail.sales` or `retail.*`, or a mapping with `table`";
}
