//! Where data lies, and what it takes to read and write it there.

use std::collections::BTreeSet;

use crate::expr::{Arn, Expr, Text};
use crate::model::{BucketRef, Pipeline, Read, S3Location};

use super::iam::Statement;
use super::lake::Lake;
use super::names::{arn, below, s3_arn};

/// A bucket by who made it.
enum Owner<'a> {
    /// It exists already, under this name.
    Existing(&'a str),
    /// lakegen makes it, for this key.
    Made(&'a str),
}

fn owner<'a>(lake: &Lake<'a>, bucket: &'a BucketRef) -> Owner<'a> {
    match bucket {
        BucketRef::Foreign(name) => Owner::Existing(name),
        BucketRef::Declared(key) => match lake.pipeline.buckets.get(key).and_then(|bucket| bucket.import.as_deref()) {
            Some(name) => Owner::Existing(name),
            None => Owner::Made(key),
        },
    }
}

/// Whether lakegen makes the bucket.
pub(super) fn is_made<'a>(lake: &Lake<'a>, bucket: &'a BucketRef) -> bool {
    matches!(owner(lake, bucket), Owner::Made(_))
}

/// The bucket's ARN.
pub(super) fn bucket_arn<'a>(lake: &Lake<'a>, bucket: &'a BucketRef) -> Arn {
    match owner(lake, bucket) {
        Owner::Existing(name) => Arn::of(s3_arn(name)),
        Owner::Made(key) => lake.buckets.get(key).map_or_else(|| lake.names.bucket_arn(key), |bucket| bucket.arn()),
    }
}

/// The bucket's name.
pub(super) fn bucket_name<'a>(lake: &Lake<'a>, bucket: &'a BucketRef) -> Text {
    match owner(lake, bucket) {
        Owner::Existing(name) => name.into(),
        Owner::Made(key) => lake.buckets.get(key).map_or_else(|| lake.names.bucket(key), |bucket| bucket.name()),
    }
}

/// `s3://bucket/prefix/`.
pub(super) fn uri(lake: &Lake<'_>, location: &S3Location) -> Text {
    let bucket = bucket_name(lake, &location.bucket);
    Text::of(Expr::concat(["s3://".into(), bucket.into(), format!("/{}", location.prefix).into()]))
}

/// The objects below `location`.
pub(super) fn objects(lake: &Lake<'_>, location: &S3Location) -> Arn {
    below(&bucket_arn(lake, &location.bucket), &format!("/{}*", location.prefix))
}

/// The marker objects that Hadoop's file systems leave beside each folder on the way to `location`: `orders_$folder$`.
fn folder_markers(lake: &Lake<'_>, location: &S3Location) -> Vec<Arn> {
    let bucket = bucket_arn(lake, &location.bucket);
    let folders = location.prefix.match_indices('/').map(|(end, _)| &location.prefix[..end]);
    folders.map(|folder| below(&bucket, &format!("/{folder}_$folder$"))).collect()
}

/// Reading the objects below `locations`.
pub(super) fn read_objects(lake: &Lake<'_>, sid: &'static str, locations: &BTreeSet<&S3Location>) -> Option<Statement> {
    (!locations.is_empty())
        .then(|| Statement::allow(sid, &["s3:GetObject"], locations.iter().map(|location| objects(lake, location))))
}

/// Writing below `locations`, and changing what was written there.
pub(super) fn write_objects(
    lake: &Lake<'_>,
    sid: &'static str,
    locations: &BTreeSet<&S3Location>,
) -> Option<Statement> {
    const WRITE: &[&str] =
        &["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload", "s3:ListMultipartUploadParts"];
    let mut resources = Vec::new();
    for location in locations {
        resources.push(objects(lake, location));
        resources.extend(folder_markers(lake, location));
    }
    (!resources.is_empty()).then(|| Statement::allow(sid, WRITE, resources))
}

/// Reading and writing objects that are encrypted with the lake's key.
pub(super) fn use_key_for_data(lake: &Lake<'_>) -> Option<Statement> {
    const USE: &[&str] = &["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey"];
    Some(Statement::allow("UseKeyForData", USE, [lake.key_arn()?]).via("s3"))
}

/// Looking things up in an encrypted Data Catalog, and changing them there (AWS Glue Developer Guide, "Setting up encryption
/// in AWS Glue").
pub(super) fn use_key_for_catalog(lake: &Lake<'_>) -> Option<Statement> {
    const USE: &[&str] = &["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey"];
    let key = lake.key_arn().filter(|_| lake.pipeline.catalog_encryption.is_some())?;
    Some(Statement::allow("UseKeyForCatalog", USE, [key]).via("glue"))
}

/// Listing the buckets of `locations`. There is no condition on the prefix: Glue first asks whether the bucket exists,
/// and such a condition would deny that.
pub(super) fn list_buckets<'a>(
    lake: &Lake<'_>,
    locations: impl IntoIterator<Item = &'a S3Location>,
) -> Option<Statement> {
    let buckets: BTreeSet<&BucketRef> = locations.into_iter().map(|location| &location.bucket).collect();
    (!buckets.is_empty()).then(|| {
        Statement::allow(
            "ListBuckets",
            &["s3:ListBucket", "s3:GetBucketLocation"],
            buckets.into_iter().map(|bucket| bucket_arn(lake, bucket)),
        )
    })
}

/// Reading what Lake Formation hands out. The action has no resource type: its limit are the grants.
pub(super) fn data_access() -> Statement {
    Statement::allow("LakeFormationDataAccess", &["lakeformation:GetDataAccess"], ["*"])
}

/// The catalog's three kinds of ARN that each access to `database`'s `tables` needs together.
pub(super) fn catalog_arns(database: &str, tables: &str) -> [Arn; 3] {
    [
        arn("glue", "catalog"),
        arn("glue", format!("database/{database}")),
        arn("glue", format!("table/{database}/{tables}")),
    ]
}

/// Looking things up in the Data Catalog.
pub(super) const READ_CATALOG: &[&str] = &[
    "glue:GetDatabase",
    "glue:GetTable",
    "glue:GetTables",
    "glue:GetPartition",
    "glue:GetPartitions",
    "glue:BatchGetPartition",
    "glue:GetPartitionIndexes",
];

/// Looking up everything in `databases`.
pub(super) fn read_databases<'d>(databases: impl IntoIterator<Item = &'d String>) -> Statement {
    let arns = databases.into_iter().flat_map(|database| catalog_arns(database, "*"));
    Statement::allow("ReadCatalog", READ_CATALOG, distinct(arns))
}

/// Each of `arns` once, where it comes first.
pub(super) fn distinct(arns: impl IntoIterator<Item = Arn>) -> Vec<Arn> {
    let mut known: Vec<Arn> = Vec::new();
    for arn in arns {
        if !known.contains(&arn) {
            known.push(arn);
        }
    }
    known
}

/// The S3 locations behind `reads`.
pub(super) fn locations<'r>(reads: impl IntoIterator<Item = &'r Read>) -> BTreeSet<&'r S3Location> {
    reads
        .into_iter()
        .flat_map(|read| match read {
            Read::Location(location) => std::slice::from_ref(location),
            Read::Stream(_) => &[],
            Read::Tables { locations, .. } => locations,
        })
        .collect()
}

/// Reading the rows of tables that lie in `locations`: by the grants of Lake Formation where it alone hands out access, else
/// by the role's own access to the objects. Gives back where that is.
pub(super) fn read_tables<'l>(
    lake: &Lake<'_>,
    locations: BTreeSet<&'l S3Location>,
    statements: &mut Vec<Statement>,
) -> BTreeSet<&'l S3Location> {
    let (governed, own): (BTreeSet<_>, BTreeSet<_>) =
        locations.into_iter().partition(|location| lake.pipeline.is_governed(location));
    statements.extend((!governed.is_empty()).then(data_access));
    statements.extend(read_objects(lake, "ReadData", &own));
    own
}

/// Where the data behind the tables of those databases lies; what lies below another of these places is not said twice.
pub(super) fn behind(pipeline: &Pipeline, is_wanted: impl Fn(&str) -> bool) -> BTreeSet<&S3Location> {
    let mut all: BTreeSet<&S3Location> = BTreeSet::new();
    for crawler in pipeline.crawlers.values() {
        if is_wanted(&crawler.database) {
            all.extend(crawler.targets.s3.iter().map(|target| &target.location));
            all.extend(crawler.targets.table_locations());
        }
        let known = crawler.targets.catalog.iter().filter(|target| is_wanted(&target.database));
        all.extend(known.flat_map(|target| &target.locations));
    }
    let tables = pipeline.tables.values().filter(|table| is_wanted(&table.database));
    all.extend(tables.map(|table| &table.location));
    let is_outermost = |location: &&S3Location| !all.iter().any(|other| other != location && other.contains(location));
    all.iter().copied().filter(is_outermost).collect()
}
