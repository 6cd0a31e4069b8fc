//! AWS Glue's Data Catalog.

use crate::expr::CfnAttribute::{ArnOfRef, Ref};
use crate::expr::Terraform::{Block, Flatten, Rename};
use crate::expr::{Arn, Document, Flag, Text};

resources! {
    /// A database of the Data Catalog.
    Database = "AWS::Glue::Database" / "aws_glue_catalog_database" as "database" {
        catalog_id: Text = "CatalogId",
        database_input: DatabaseInput = "DatabaseInput" => Flatten,
    } => {
        /// The database's name.
        name: Text = Ref, "name";
        /// The database's ARN.
        arn: Arn = ArnOfRef { service: "glue", prefix: "database/" }, "arn";
    }

    /// How the Data Catalog of an account and region is encrypted.
    DataCatalogEncryptionSettings = "AWS::Glue::DataCatalogEncryptionSettings" / "aws_glue_data_catalog_encryption_settings" as "catalog_encryption" {
        catalog_id: Text = "CatalogId",
        data_catalog_encryption_settings: CatalogEncryption = "DataCatalogEncryptionSettings" => Block("data_catalog_encryption_settings"),
    }

    /// A table of the Data Catalog.
    Table = "AWS::Glue::Table" / "aws_glue_catalog_table" as "table" {
        catalog_id: Text = "CatalogId",
        database_name: Text = "DatabaseName",
        table_input: TableInput = "TableInput" => Flatten,
        open_table_format_input: OpenTableFormatInput = "OpenTableFormatInput" => Block("open_table_format_input"),
        partition_indexes: Vec<PartitionIndex> = "" => Block("partition_index"),
    }
}

records! {
    /// What a database is.
    DatabaseInput {
        name: Text = "Name",
        description: Text = "Description",
        location_uri: Text = "LocationUri",
    }

    /// What is encrypted, and with which key.
    CatalogEncryption {
        connection_password_encryption: ConnectionPasswordEncryption = "ConnectionPasswordEncryption" => Block("connection_password_encryption"),
        encryption_at_rest: EncryptionAtRest = "EncryptionAtRest" => Block("encryption_at_rest"),
    }

    /// How passwords of connections are encrypted.
    ConnectionPasswordEncryption {
        return_connection_password_encrypted: Flag = "ReturnConnectionPasswordEncrypted",
        kms_key_id: Arn = "KmsKeyId" => Rename("aws_kms_key_id"),
    }

    /// How everything else is.
    EncryptionAtRest {
        catalog_encryption_mode: Text = "CatalogEncryptionMode",
        sse_aws_kms_key_id: Arn = "SseAwsKmsKeyId",
    }

    /// What a table is.
    TableInput {
        name: Text = "Name",
        description: Text = "Description",
        table_type: Text = "TableType",
        parameters: Document = "Parameters",
        partition_keys: Vec<TableColumn> = "PartitionKeys" => Block("partition_keys"),
        storage_descriptor: StorageDescriptor = "StorageDescriptor" => Block("storage_descriptor"),
    }

    /// Where and how a table's data is stored.
    StorageDescriptor {
        location: Text = "Location",
        input_format: Text = "InputFormat",
        output_format: Text = "OutputFormat",
        compressed: Flag = "Compressed",
        serde_info: SerdeInfo = "SerdeInfo" => Block("ser_de_info"),
        columns: Vec<TableColumn> = "Columns" => Block("columns"),
    }

    /// What reads and writes a row.
    SerdeInfo {
        serialization_library: Text = "SerializationLibrary",
        parameters: Document = "Parameters",
    }

    /// A column of a table.
    TableColumn {
        name: Text = "Name",
        kind: Text = "Type" => Rename("type"),
        comment: Text = "Comment",
    }

    /// How a table is made whose metadata is not the Data Catalog's.
    OpenTableFormatInput {
        iceberg_input: IcebergInput = "IcebergInput" => Block("iceberg_input"),
    }

    /// How an Iceberg table is made.
    IcebergInput {
        metadata_operation: Text = "MetadataOperation",
        version: Text = "Version",
    }

    /// An index over partition keys.
    PartitionIndex {
        index_name: Text = "",
        keys: Vec<Text> = "",
    }
}
