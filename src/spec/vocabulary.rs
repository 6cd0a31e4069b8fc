//! The words that AWS defines, as enums: what a crawler, a job, a bucket or an alarm can be told.

use super::words::words;

words! {
    /// What happens to a bucket and its objects when the stack is deleted.
    DeletionPolicy {
        /// The bucket and everything in it stay; remove them by hand. The default.
        Retain = "Retain",
        /// The bucket is deleted with the stack. S3 refuses while objects are in it.
        Delete = "Delete",
    }
}

words! {
    /// The S3 storage class that objects move to.
    StorageClass {
        /// Infrequent access in several zones; a retrieval fee and 30 days as the shortest charge. Not before day 30.
        StandardIa = "STANDARD_IA",
        /// Infrequent access in one zone: lost with the zone. Not before day 30.
        OnezoneIa = "ONEZONE_IA",
        /// S3 moves each object by how often it is read; a small monitoring fee per object.
        IntelligentTiering = "INTELLIGENT_TIERING",
        /// Archive that is read in milliseconds; 90 days as the shortest charge.
        GlacierIr = "GLACIER_IR",
        /// Archive that is restored in minutes to hours before it can be read. Glue cannot read such objects.
        Glacier = "GLACIER",
        /// Archive that is restored within 12 to 48 hours before it can be read. Glue cannot read such objects.
        DeepArchive = "DEEP_ARCHIVE",
    }
}

words! {
    /// What a crawler looks at when it runs again.
    RecrawlBehavior {
        /// Every object, every time. The default.
        Everything = "CRAWL_EVERYTHING",
        /// Only folders that are new since the last crawl. Changed files and schemas in known folders are not seen.
        NewFoldersOnly = "CRAWL_NEW_FOLDERS_ONLY",
        /// Only what S3 reported since the last crawl. lakegen adds the queue and the bucket's notification; the crawl
        /// still starts by its own trigger.
        EventMode = "CRAWL_EVENT_MODE",
    }
}

words! {
    /// What a crawler does when the schema of a table has changed.
    UpdateBehavior {
        /// Change the table in the Data Catalog.
        UpdateInDatabase = "UPDATE_IN_DATABASE",
        /// Only write the change to the crawler's log.
        Log = "LOG",
    }
}

words! {
    /// What a crawler does when the objects of a table are gone.
    DeleteBehavior {
        /// Mark the table as deprecated.
        DeprecateInDatabase = "DEPRECATE_IN_DATABASE",
        /// Only write it to the crawler's log.
        Log = "LOG",
        /// Drop the table, with its grants and statistics.
        DeleteFromDatabase = "DELETE_FROM_DATABASE",
    }
}

words! {
    /// How a crawler groups folders into tables.
    TableGroupingPolicy {
        /// One table for all folders below the target whose schemas are compatible.
        CombineCompatibleSchemas = "CombineCompatibleSchemas",
    }
}

words! {
    /// What a crawler does with the columns of a table that exists already.
    TablesBehavior {
        /// Add columns that are new; never drop one and never change a type.
        MergeNewColumns = "MergeNewColumns",
    }
}

words! {
    /// Where a partition takes its columns and format from.
    PartitionsBehavior {
        /// From its table. Avoids HIVE_PARTITION_SCHEMA_MISMATCH in Athena when files differ.
        InheritFromTable = "InheritFromTable",
    }
}

words! {
    /// What else tables of a relational database keep of their source.
    JdbcMetadata {
        /// The comments of tables and columns.
        Comments = "COMMENTS",
        /// The types of columns as the source names them.
        RawTypes = "RAWTYPES",
    }
}

words! {
    /// Whether the first line of a CSV file names the columns.
    ContainsHeader {
        /// Glue finds out. The default.
        Unknown = "UNKNOWN",
        /// It does.
        Present = "PRESENT",
        /// It holds data.
        Absent = "ABSENT",
    }
}

words! {
    /// The library that reads the tables of a CSV classifier.
    CsvSerde {
        /// Reads quoted values; every column is text.
        OpenCsv = "OpenCSVSerDe",
        /// Reads types; knows no quotes.
        LazySimple = "LazySimpleSerDe",
        /// Whichever Glue finds fitting.
        None = "None",
    }
}

words! {
    /// The type of a column of a CSV classifier.
    CustomDatatype {
        /// Bytes.
        Binary = "BINARY",
        /// `true` or `false`.
        Boolean = "BOOLEAN",
        /// A day.
        Date = "DATE",
        /// A decimal number.
        Decimal = "DECIMAL",
        /// A floating-point number of 64 bits.
        Double = "DOUBLE",
        /// A floating-point number of 32 bits.
        Float = "FLOAT",
        /// A whole number of 32 bits.
        Int = "INT",
        /// A whole number of 64 bits.
        Long = "LONG",
        /// A whole number of 16 bits.
        Short = "SHORT",
        /// Text.
        String = "STRING",
        /// A point in time.
        Timestamp = "TIMESTAMP",
    }
}

words! {
    /// The size of one Glue worker. G is general purpose, R has twice the memory for each vCPU.
    WorkerType {
        /// 2 vCPU, 4 GB. Streaming jobs only.
        G025X = "G.025X",
        /// 4 vCPU, 16 GB. The default.
        G1X = "G.1X",
        /// 8 vCPU, 32 GB.
        G2X = "G.2X",
        /// 16 vCPU, 64 GB. Glue 3.0 or later; 16 regions.
        G4X = "G.4X",
        /// 32 vCPU, 128 GB. Glue 3.0 or later; 16 regions.
        G8X = "G.8X",
        /// 48 vCPU, 192 GB. Glue 4.0 or later; 8 regions.
        G12X = "G.12X",
        /// 64 vCPU, 256 GB. Glue 4.0 or later; 8 regions.
        G16X = "G.16X",
        /// 4 vCPU, 32 GB. Glue 4.0 or later; 8 regions.
        R1X = "R.1X",
        /// 8 vCPU, 64 GB. Glue 4.0 or later; 8 regions.
        R2X = "R.2X",
        /// 16 vCPU, 128 GB. Glue 4.0 or later; 8 regions.
        R4X = "R.4X",
        /// 32 vCPU, 256 GB. Glue 4.0 or later; 8 regions.
        R8X = "R.8X",
        /// The worker of Glue before 2.0. Refused.
        Standard = "Standard",
        /// The worker of Glue for Ray, which is closed to new customers. Refused.
        Z2X = "Z.2X",
    }
}

words! {
    /// Which capacity a job runs on.
    ExecutionClass {
        /// Starts at once. The default.
        Standard = "STANDARD",
        /// Spare capacity at a lower price; a run may wait up to 20 minutes or be interrupted.
        Flex = "FLEX",
    }
}

words! {
    /// Whether Glue remembers which input a job has processed.
    JobBookmark {
        /// Each run processes what is new since the last successful one.
        Enable = "enable",
        /// Each run processes everything. The default.
        Disable = "disable",
        /// Each run processes what is new since the bookmark, without moving it.
        Pause = "pause",
    }
}

impl JobBookmark {
    /// The value of Glue's `--job-bookmark-option` argument.
    pub const fn option(self) -> &'static str {
        match self {
            Self::Enable => "job-bookmark-enable",
            Self::Disable => "job-bookmark-disable",
            Self::Pause => "job-bookmark-pause",
        }
    }
}

words! {
    /// A table format whose libraries Glue loads.
    DatalakeFormat {
        /// Delta Lake.
        Delta = "delta",
        /// Apache Hudi.
        Hudi = "hudi",
        /// Apache Iceberg. Spark finds the tables of the Data Catalog as `glue_catalog.<database>.<table>`.
        Iceberg = "iceberg",
    }
}

words! {
    /// The Python libraries that a Python shell job finds installed.
    LibrarySet {
        /// Those for working with data: pandas, NumPy, awswrangler and others. The default.
        Analytics = "analytics",
        /// None but the AWS command line and botocore.
        None = "none",
    }
}

words! {
    /// What someone is told about by mail.
    AlarmKind {
        /// A crawl of this spec ended in Failed.
        CrawlerFailed = "crawler_failed",
        /// A run of a job of this spec ended in FAILED.
        JobFailed = "job_failed",
        /// A run of a job of this spec ended in TIMEOUT.
        JobTimeout = "job_timeout",
        /// The data of a run of a job of this spec failed a gate: fewer of its rules hold than its `minimum_score` asks for.
        DataQualityFailed = "data_quality_failed",
        /// An event that should have started a job could not be handled and waits in a dead-letter queue.
        DeadLetterNotEmpty = "dead_letter_not_empty",
        /// Records wait in a stream for longer than they should: a reader, or the delivery to S3, does not keep up.
        StreamBehind = "stream_behind",
        /// A Firehose stream could not write to S3.
        DeliveryFailed = "delivery_failed",
    }
}

words! {
    /// What becomes of arrays and maps when nested data is flattened.
    FlattenArrays {
        /// Each is a table of its own, `orders_items` beside `orders`, whose `parent_id` is the `row_id` there.
        ChildTable = "child_table",
        /// One row for each element, in the same table; a row without elements stays. Only one array at each level.
        Explode = "explode",
        /// They stay what they are.
        Keep = "keep",
    }
}

words! {
    /// What becomes of what is there already when a job writes.
    WriteMode {
        /// It stays, and rows are added.
        Append = "append",
        /// The whole table or prefix is replaced. Not with a bookmark, which reads only a part.
        Overwrite = "overwrite",
        /// Partitions that the new rows belong to are replaced, and the others stay.
        OverwritePartitions = "overwrite_partitions",
        /// Rows with the same key are replaced, and the others added.
        Upsert = "upsert",
    }
}

words! {
    /// How the data of a table is written, where the word says it all.
    FormatWord {
        /// Columns, compressed: the best choice for most tables.
        Parquet = "parquet",
        /// Columns, compressed, as Hive likes them.
        Orc = "orc",
        /// Rows with their schema, in binary.
        Avro = "avro",
        /// One JSON object on each line.
        Json = "json",
        /// Lines of values with commas between them.
        Csv = "csv",
        /// Lines of values with tabs between them.
        Tsv = "tsv",
        /// Amazon Ion, as text or binary.
        Ion = "ion",
        /// An Iceberg table, version 2.
        Iceberg = "iceberg",
    }
}

words! {
    /// The kind of values that a projected partition key has.
    ProjectionType {
        /// A few values that are listed.
        Enum = "enum",
        /// Whole numbers from a range.
        Integer = "integer",
        /// Dates and times from a range.
        Date = "date",
        /// Any values: each query has to name one.
        Injected = "injected",
    }
}

words! {
    /// What the interval of projected dates counts.
    IntervalUnit {
        /// Years.
        Years = "YEARS",
        /// Months.
        Months = "MONTHS",
        /// Weeks.
        Weeks = "WEEKS",
        /// Days.
        Days = "DAYS",
        /// Hours.
        Hours = "HOURS",
        /// Minutes.
        Minutes = "MINUTES",
        /// Seconds.
        Seconds = "SECONDS",
    }
}
