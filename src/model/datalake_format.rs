//! Table formats, and how Spark is set up for them.

pub use crate::spec::DatalakeFormat;

/// Where Spark finds the parsers and rules of table formats; several are separated by commas.
pub const EXTENSIONS: &str = "spark.sql.extensions";
/// Spark's name for the Data Catalog as Iceberg sees it.
pub const ICEBERG_CATALOG: &str = "spark.sql.catalog.glue_catalog";

impl DatalakeFormat {
    /// The settings of Spark that the format needs besides its libraries; a warehouse for Iceberg depends on the job.
    ///
    /// Source: AWS Glue Developer Guide, "Using the Iceberg framework in AWS Glue", and the same for Delta Lake and Hudi.
    pub const fn settings(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::Delta => &[
                (EXTENSIONS, "io.delta.sql.DeltaSparkSessionExtension"),
                ("spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog"),
                ("spark.delta.logStore.class", "org.apache.spark.sql.delta.storage.S3SingleDriverLogStore"),
            ],
            Self::Hudi => &[
                ("spark.serializer", "org.apache.spark.serializer.KryoSerializer"),
                ("spark.sql.hive.convertMetastoreParquet", "false"),
            ],
            Self::Iceberg => &[
                (EXTENSIONS, "org.apache.iceberg.spark.extensions.IcebergSparkSessionExtensions"),
                (ICEBERG_CATALOG, "org.apache.iceberg.spark.SparkCatalog"),
                ("spark.sql.catalog.glue_catalog.catalog-impl", "org.apache.iceberg.aws.glue.GlueCatalog"),
                ("spark.sql.catalog.glue_catalog.io-impl", "org.apache.iceberg.aws.s3.S3FileIO"),
            ],
        }
    }
}
