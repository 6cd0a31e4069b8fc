//! AWS Glue's crawlers, and how they reach and recognise data.

use crate::expr::CfnAttribute::{ArnOfRef, Ref};
use crate::expr::Terraform::{Block, Flatten, Outer, Rename};
use crate::expr::{Arn, Document, Flag, Number, Text};

use super::TagMap;

resources! {
    /// A way to data outside S3, or from inside a VPC.
    Connection = "AWS::Glue::Connection" / "aws_glue_connection" as "connection" {
        catalog_id: Text = "CatalogId",
        connection_input: ConnectionInput = "ConnectionInput" => Flatten,
    } => {
        /// The connection's name.
        name: Text = Ref, "name";
    }

    /// How data is recognised: one of its kinds.
    Classifier = "AWS::Glue::Classifier" / "aws_glue_classifier" as "classifier" {
        grok_classifier: GrokClassifier = "GrokClassifier" => Block("grok_classifier"),
        json_classifier: JsonClassifier = "JsonClassifier" => Block("json_classifier"),
        xml_classifier: XmlClassifier = "XMLClassifier" => Block("xml_classifier"),
        csv_classifier: CsvClassifier = "CsvClassifier" => Block("csv_classifier"),
    } => {
        /// The classifier's name.
        name: Text = Ref, "name";
    }

    /// A crawler.
    Crawler = "AWS::Glue::Crawler" / "aws_glue_crawler" as "crawler" {
        name: Text = "Name",
        description: Text = "Description",
        database_name: Text = "DatabaseName",
        table_prefix: Text = "TablePrefix",
        role: Arn = "Role",
        crawler_security_configuration: Text = "CrawlerSecurityConfiguration" => Rename("security_configuration"),
        schedule: Schedule = "Schedule" => Flatten,
        classifiers: Vec<Text> = "Classifiers",
        configuration: Text = "Configuration",
        targets: CrawlerTargets = "Targets" => Flatten,
        recrawl_policy: RecrawlPolicy = "RecrawlPolicy" => Block("recrawl_policy"),
        schema_change_policy: SchemaChangePolicy = "SchemaChangePolicy" => Block("schema_change_policy"),
        lake_formation_configuration: LakeFormationConfiguration = "LakeFormationConfiguration" => Block("lake_formation_configuration"),
        lineage_configuration: LineageConfiguration = "" => Block("lineage_configuration"),
        tags: TagMap = "Tags",
    } => {
        /// The crawler's name.
        name: Text = Ref, "name";
        /// The crawler's ARN.
        arn: Arn = ArnOfRef { service: "glue", prefix: "crawler/" }, "arn";
    }
}

records! {
    /// What a connection is.
    ConnectionInput {
        name: Text = "Name",
        description: Text = "Description",
        connection_type: Text = "ConnectionType",
        connection_properties: Document = "ConnectionProperties",
        physical_connection_requirements: PhysicalConnectionRequirements = "PhysicalConnectionRequirements" => Block("physical_connection_requirements"),
    }

    /// Where Glue puts its network interfaces.
    PhysicalConnectionRequirements {
        availability_zone: Text = "AvailabilityZone",
        subnet_id: Text = "SubnetId",
        security_group_id_list: Vec<Text> = "SecurityGroupIdList",
    }

    /// Lines of text.
    GrokClassifier {
        name: Text = "Name" => Outer("name"),
        classification: Text = "Classification",
        grok_pattern: Text = "GrokPattern",
        custom_patterns: Text = "CustomPatterns",
    }

    /// JSON whose rows lie at a path.
    JsonClassifier {
        name: Text = "Name" => Outer("name"),
        json_path: Text = "JsonPath",
    }

    /// XML.
    XmlClassifier {
        name: Text = "Name" => Outer("name"),
        classification: Text = "Classification",
        row_tag: Text = "RowTag",
    }

    /// CSV.
    CsvClassifier {
        name: Text = "Name" => Outer("name"),
        delimiter: Text = "Delimiter",
        quote_symbol: Text = "QuoteSymbol",
        contains_header: Text = "ContainsHeader",
        header: Vec<Text> = "Header",
        disable_value_trimming: Flag = "DisableValueTrimming",
        allow_single_column: Flag = "AllowSingleColumn",
        custom_datatype_configured: Flag = "CustomDatatypeConfigured",
        custom_datatypes: Vec<Text> = "ContainsCustomDatatype",
        serde: Text = "",
    }

    /// When a crawler starts by itself.
    Schedule {
        schedule_expression: Text = "ScheduleExpression" => Rename("schedule"),
    }

    /// What a crawler reads.
    CrawlerTargets {
        s3_targets: Vec<S3Target> = "S3Targets" => Block("s3_target"),
        jdbc_targets: Vec<JdbcTarget> = "JdbcTargets" => Block("jdbc_target"),
        dynamo_db_targets: Vec<DynamoDbTarget> = "DynamoDBTargets" => Block("dynamodb_target"),
        catalog_targets: Vec<CatalogTarget> = "CatalogTargets" => Block("catalog_target"),
        delta_targets: Vec<DeltaTarget> = "DeltaTargets" => Block("delta_target"),
        iceberg_targets: Vec<IcebergTarget> = "IcebergTargets" => Block("iceberg_target"),
        hudi_targets: Vec<HudiTarget> = "HudiTargets" => Block("hudi_target"),
        mongo_db_targets: Vec<MongoDbTarget> = "MongoDBTargets" => Block("mongodb_target"),
    }

    /// A prefix.
    S3Target {
        path: Text = "Path",
        exclusions: Vec<Text> = "Exclusions",
        sample_size: Number = "SampleSize",
        connection_name: Text = "ConnectionName",
        event_queue_arn: Arn = "EventQueueArn",
        dlq_event_queue_arn: Arn = "DlqEventQueueArn",
    }

    /// Tables of a relational database.
    JdbcTarget {
        connection_name: Text = "ConnectionName",
        path: Text = "Path",
        exclusions: Vec<Text> = "Exclusions",
        enable_additional_metadata: Vec<Text> = "EnableAdditionalMetadata",
    }

    /// A DynamoDB table.
    DynamoDbTarget {
        path: Text = "Path",
        scan_all: Flag = "ScanAll",
        scan_rate: Number = "ScanRate",
    }

    /// Tables that the Data Catalog has already.
    CatalogTarget {
        database_name: Text = "DatabaseName",
        tables: Vec<Text> = "Tables",
        connection_name: Text = "ConnectionName",
    }

    /// Delta Lake tables.
    DeltaTarget {
        delta_tables: Vec<Text> = "DeltaTables",
        write_manifest: Flag = "WriteManifest",
        create_native_delta_table: Flag = "CreateNativeDeltaTable",
        connection_name: Text = "ConnectionName",
    }

    /// Folders with Iceberg tables.
    IcebergTarget {
        paths: Vec<Text> = "Paths",
        exclusions: Vec<Text> = "Exclusions",
        maximum_traversal_depth: Number = "MaximumTraversalDepth",
        connection_name: Text = "ConnectionName",
    }

    /// Folders with Hudi tables.
    HudiTarget {
        paths: Vec<Text> = "Paths",
        exclusions: Vec<Text> = "Exclusions",
        maximum_traversal_depth: Number = "MaximumTraversalDepth",
        connection_name: Text = "ConnectionName",
    }

    /// Collections of MongoDB.
    MongoDbTarget {
        connection_name: Text = "ConnectionName",
        path: Text = "Path",
        scan_all: Flag = "",
    }

    /// What a crawl looks at again.
    RecrawlPolicy {
        recrawl_behavior: Text = "RecrawlBehavior",
    }

    /// Whose permissions a crawl reads S3 with.
    LakeFormationConfiguration {
        use_lake_formation_credentials: Flag = "UseLakeFormationCredentials",
        account_id: Text = "AccountId",
    }

    /// Whether a crawl records where tables come from.
    LineageConfiguration {
        crawler_lineage_settings: Text = "",
    }

    /// What a crawl does about a table that changed.
    SchemaChangePolicy {
        update_behavior: Text = "UpdateBehavior",
        delete_behavior: Text = "DeleteBehavior",
    }
}
