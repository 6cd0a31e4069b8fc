//! AWS Glue: the Data Catalog, crawlers, jobs, and how they encrypt.

use crate::expr::CfnAttribute::{ArnOfRef, Ref};
use crate::expr::Terraform::{Block, Flatten, Outer, Rename};
use crate::expr::{Arn, Document, Flag, Number, Text};

use super::TagMap;

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
        tags: TagMap = "Tags",
    } => {
        /// The crawler's name.
        name: Text = Ref, "name";
        /// The crawler's ARN.
        arn: Arn = ArnOfRef { service: "glue", prefix: "crawler/" }, "arn";
    }

    /// A job.
    Job = "AWS::Glue::Job" / "aws_glue_job" as "job" {
        name: Text = "Name",
        description: Text = "Description",
        role: Arn = "Role" => Rename("role_arn"),
        glue_version: Text = "GlueVersion",
        worker_type: Text = "WorkerType",
        number_of_workers: Number = "NumberOfWorkers",
        execution_class: Text = "ExecutionClass",
        timeout: Number = "Timeout",
        max_retries: Number = "MaxRetries",
        job_run_queuing_enabled: Flag = "JobRunQueuingEnabled",
        security_configuration: Text = "SecurityConfiguration",
        default_arguments: Document = "DefaultArguments",
        non_overridable_arguments: Document = "NonOverridableArguments",
        command: JobCommand = "Command" => Block("command"),
        execution_property: ExecutionProperty = "ExecutionProperty" => Block("execution_property"),
        tags: TagMap = "Tags",
    } => {
        /// The job's name.
        name: Text = Ref, "name";
        /// The job's ARN.
        arn: Arn = ArnOfRef { service: "glue", prefix: "job/" }, "arn";
    }

    /// How what Glue writes is encrypted.
    SecurityConfiguration = "AWS::Glue::SecurityConfiguration" / "aws_glue_security_configuration" as "security_configuration" {
        name: Text = "Name",
        encryption_configuration: EncryptionConfiguration = "EncryptionConfiguration" => Block("encryption_configuration"),
    }
}

records! {
    /// What a database is.
    DatabaseInput {
        name: Text = "Name",
        description: Text = "Description",
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
    }

    /// A prefix.
    S3Target {
        path: Text = "Path",
        exclusions: Vec<Text> = "Exclusions",
        sample_size: Number = "SampleSize",
        event_queue_arn: Arn = "EventQueueArn",
        dlq_event_queue_arn: Arn = "DlqEventQueueArn",
    }

    /// What a crawl looks at again.
    RecrawlPolicy {
        recrawl_behavior: Text = "RecrawlBehavior",
    }

    /// What a crawl does about a table that changed.
    SchemaChangePolicy {
        update_behavior: Text = "UpdateBehavior",
        delete_behavior: Text = "DeleteBehavior",
    }

    /// What runs.
    JobCommand {
        name: Text = "Name",
        script_location: Text = "ScriptLocation",
        python_version: Text = "PythonVersion",
    }

    /// How many runs at once.
    ExecutionProperty {
        max_concurrent_runs: Number = "MaxConcurrentRuns",
    }

    /// Encryption of data, logs and bookmarks.
    EncryptionConfiguration {
        cloud_watch_encryption: CloudWatchEncryption = "CloudWatchEncryption" => Block("cloudwatch_encryption"),
        job_bookmarks_encryption: BookmarksEncryption = "JobBookmarksEncryption" => Block("job_bookmarks_encryption"),
        s3_encryptions: Vec<S3Encryption> = "S3Encryptions" => Block("s3_encryption"),
    }

    /// Of logs.
    CloudWatchEncryption {
        cloud_watch_encryption_mode: Text = "CloudWatchEncryptionMode" => Rename("cloudwatch_encryption_mode"),
        kms_key_arn: Arn = "KmsKeyArn",
    }

    /// Of bookmarks.
    BookmarksEncryption {
        job_bookmarks_encryption_mode: Text = "JobBookmarksEncryptionMode",
        kms_key_arn: Arn = "KmsKeyArn",
    }

    /// Of data.
    S3Encryption {
        s3_encryption_mode: Text = "S3EncryptionMode",
        kms_key_arn: Arn = "KmsKeyArn",
    }
}
