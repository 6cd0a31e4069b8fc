//! Lake Formation: where it hands out access, and to whom.

use std::collections::BTreeMap;

use super::{DatalakeFormat, GlueVersion, Pipeline, Read, S3Location, Spark};
use crate::diag::Pointer;
pub use crate::spec::{DataLakeSettings, LakeFormationMode, LakeFormationPermission};

/// What Lake Formation is told of the lake.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LakeFormation {
    /// Where the spec says so.
    pub origin: Pointer,
    /// Where it hands out access; none lies within another.
    pub registered_locations: Vec<RegisteredLocation>,
    /// What others may do, by key.
    pub grants: BTreeMap<String, Grant>,
    /// LF-tags by key.
    pub tags: BTreeMap<String, LfTag>,
    /// Settings of the account; untouched when absent.
    pub settings: Option<DataLakeSettings>,
}

/// A prefix for which Lake Formation hands out access.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegisteredLocation {
    /// Where the spec says so.
    pub origin: Pointer,
    /// The prefix.
    pub location: S3Location,
    /// Whether IAM goes on deciding for those who have not opted in.
    pub is_hybrid: bool,
    /// The ARN of a role that exists already; else lakegen makes one.
    pub role: Option<String>,
}

/// What one principal may do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    /// Its key in the spec.
    pub key: String,
    /// Where the spec declares it.
    pub origin: Pointer,
    /// The ARN of the role.
    pub principal: String,
    /// What it may do.
    pub permissions: Vec<LakeFormationPermission>,
    /// What of this it may grant to others.
    pub grantable: Vec<LakeFormationPermission>,
    /// On which tables.
    pub tables: Vec<GrantedTable>,
    /// On whatever has these LF-tags, each with one of the values; nothing when empty.
    pub policy: BTreeMap<String, Vec<String>>,
}

/// Tables that are granted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GrantedTable {
    /// Where the spec says so.
    pub origin: Pointer,
    /// A key of [`Pipeline::databases`].
    pub database: String,
    /// One table; every table of the database when absent.
    pub table: Option<String>,
    /// Which of its columns.
    pub columns: GrantedColumns,
}

/// Columns that are granted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GrantedColumns {
    /// Every one.
    All,
    /// These.
    Only(Vec<String>),
    /// Every one but these.
    Except(Vec<String>),
}

/// An LF-tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LfTag {
    /// Its own key.
    pub key: String,
    /// Where the spec declares it.
    pub origin: Pointer,
    /// What it may say.
    pub values: Vec<String>,
    /// What it says of which thing.
    pub assigned: Vec<Assignment>,
}

/// What an LF-tag says of one thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assignment {
    /// A key of [`Pipeline::databases`].
    pub database: String,
    /// The name of a declared table in it; the database itself when absent.
    pub table: Option<String>,
    /// A column of the table; the whole table when absent.
    pub column: Option<String>,
    /// One of the tag's values.
    pub value: String,
}

/// What makes Spark read and write with the credentials of Lake Formation (AWS Glue Developer Guide, "Using AWS Glue with
/// AWS Lake Formation for Full Table Access").
const FULL_TABLE: &[(&str, &str)] = &[
    (
        "spark.hadoop.fs.s3.credentialsResolverClass",
        "com.amazonaws.glue.accesscontrol.AWSLakeFormationCredentialResolver",
    ),
    ("spark.hadoop.fs.s3.folderObject.autoAction.disabled", "true"),
    ("spark.hadoop.fs.s3.useDirectoryHeaderAsFolderObject", "true"),
    ("spark.sql.catalog.createDirectoryAfterTable.enabled", "true"),
    ("spark.sql.catalog.dropDirectoryBeforeTable.enabled", "true"),
    ("spark.sql.catalog.skipLocationValidationOnCreateTable.enabled", "true"),
];

/// The same for Iceberg, which reads and writes by itself.
const FULL_TABLE_ICEBERG: (&str, &str) = ("spark.sql.catalog.glue_catalog.glue.lakeformation-enabled", "true");

/// Only EMRFS takes these credentials, and Glue 5.1 has another file system in its place (AWS Glue Developer Guide,
/// "Migrating AWS Glue jobs to AWS Glue version 5.1").
const EMRFS: &[(&str, &str)] = &[
    ("spark.hadoop.fs.AbstractFileSystem.s3.impl", "org.apache.hadoop.fs.s3.EMRFSDelegate"),
    ("spark.hadoop.fs.s3.impl", "com.amazon.ws.emr.hadoop.fs.EmrFileSystem"),
    ("spark.hadoop.fs.s3n.impl", "com.amazon.ws.emr.hadoop.fs.EmrFileSystem"),
];

/// The settings of Spark that go with a mode; fine-grained access is an argument of its own.
pub fn spark_settings(
    mode: Option<LakeFormationMode>,
    spark: &Spark,
) -> impl Iterator<Item = &'static (&'static str, &'static str)> {
    let is_full = mode == Some(LakeFormationMode::FullTable);
    let emrfs = EMRFS.iter().filter(|_| spark.glue_version == GlueVersion::V5_1);
    let iceberg = spark.formats.contains(&DatalakeFormat::Iceberg).then_some(&FULL_TABLE_ICEBERG);
    FULL_TABLE.iter().chain(emrfs).chain(iceberg).filter(move |_| is_full)
}

impl Assignment {
    /// What it is about, as the spec writes it.
    pub fn subject(&self) -> String {
        let parts = [Some(&self.database), self.table.as_ref(), self.column.as_ref()];
        parts.into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join(".")
    }
}

impl LakeFormation {
    /// Whether Lake Formation, and nobody else, hands out access to what lies below `location`.
    pub fn governs(&self, location: &S3Location) -> bool {
        self.registered_locations
            .iter()
            .any(|registered| !registered.is_hybrid && registered.location.contains(location))
    }
}

impl Pipeline {
    /// [`LakeFormation::governs`]; nothing is governed without.
    pub fn is_governed(&self, location: &S3Location) -> bool {
        self.lake_formation.as_ref().is_some_and(|lake_formation| lake_formation.governs(location))
    }

    /// Whether all rows of the tables of `read` lie where Lake Formation hands out access.
    pub fn is_governed_read(&self, read: &Read) -> bool {
        match read {
            Read::Tables { locations, .. } => {
                !locations.is_empty() && locations.iter().all(|location| self.is_governed(location))
            }
            Read::Location(_) | Read::Stream(_) => false,
        }
    }
}
