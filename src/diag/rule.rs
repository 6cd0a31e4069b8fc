//! The table of rules: every finding lakegen can report, with its permanent code.

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing is rendered.
    Error,
    /// Rendered all the same, said on stderr.
    Warning,
}

impl Severity {
    /// `error` or `warning`, as every format says it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

/// A rule: what is wrong in general, why it matters and what to do.
///
/// Codes are permanent: a code is never reused or renumbered.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// `LG-E001`: area by hundred-block, `E` refuses and `W` warns.
    pub id: &'static str,
    /// The same in words: `name-invalid`.
    pub slug: &'static str,
    /// Whether the rule refuses or warns.
    pub severity: Severity,
    /// What AWS does, or what would go wrong, if this were deployed.
    pub why: &'static str,
    /// The general way out; a finding may name a better one.
    pub fix: &'static str,
}

macro_rules! rules {
    ($($name:ident = $id:literal $slug:literal $severity:ident { why: $why:literal, fix: $fix:literal })*) => {
        $(#[doc = concat!("`", $id, "` ", $slug, ".")]
        pub static $name: Rule = Rule { id: $id, slug: $slug, severity: Severity::$severity, why: $why, fix: $fix };)*

        /// Every rule, in the order of the table.
        pub static ALL: &[&Rule] = &[$(&$name),*];
    };
}

rules! {
    NAME_INVALID = "LG-E001" "name-invalid" Error {
        why: "AWS refuses such a name at create time, after other resources already exist, and the whole stack rolls back; neither cfn-lint nor `terraform validate` reports most of these.",
        fix: "Rename it: lower-case letters, digits and `_`, starting with a letter."
    }
    NAME_TOO_LONG = "LG-E002" "name-too-long" Error {
        why: "Physical names are the lake's name, the key and what lakegen adds (bucket names also carry account and region, to be unique in the world); AWS refuses a name beyond the service's limit in the middle of a deployment.",
        fix: "Shorten the key, or the lake's name that every resource carries."
    }
    NAME_COLLISION = "LG-E003" "name-collision" Error {
        why: "Logical ids in CloudFormation have no `_` or `-`, so both would become one resource and the second would silently replace the first.",
        fix: "Rename one of them."
    }
    DATABASE_NAME = "LG-E004" "database-name" Error {
        why: "Glue lower-cases database names and Athena addresses only letters, digits and `_` without quoting; the Terraform provider refuses upper case while CloudFormation accepts it and then drifts.",
        fix: "Use lower-case letters, digits and `_`, starting with a letter, at most 255 characters."
    }
    BUCKET_NAME = "LG-E005" "bucket-name" Error {
        why: "Bucket names are 3 to 63 lower-case letters, digits and dashes, not an IP address, and some beginnings and endings are reserved by S3. lakegen also refuses dots: the TLS certificate of S3 does not match dotted names.",
        fix: "Correct the name."
    }
    UNKNOWN_REFERENCE = "LG-E006" "unknown-reference" Error {
        why: "A reference must name something that this spec declares; otherwise the rendered resource would point at nothing.",
        fix: "Fix the spelling or define it."
    }
    UNKNOWN_OR_DUPLICATE_KEY = "LG-E007" "unknown-or-duplicate-key" Error {
        why: "Most YAML parsers ignore an unknown key and keep the last of two duplicates, so a typo or a pasted block would silently change the lake.",
        fix: "Remove or rename it."
    }
    TAG_INVALID = "LG-E009" "tag-invalid" Error {
        why: "Tag keys have 1 to 128 and values up to 256 characters: letters, digits, spaces and `_.:/=+-@`. `aws:` is reserved, a resource takes 50 tags, and keys that differ only in case are one key for IAM roles.",
        fix: "Rename or remove the tag."
    }
    SYNTAX = "LG-E011" "yaml-syntax" Error {
        why: "A spec is one YAML 1.2 document; what cannot be read without doubt is refused rather than guessed.",
        fix: "Correct the line; when a value holds special characters, put it in quotes."
    }
    WRONG_TYPE = "LG-E012" "wrong-type" Error {
        why: "Every key takes one kind of value, and lakegen never converts between them silently.",
        fix: "Write a value of the expected kind."
    }
    MISSING_KEY = "LG-E013" "missing-key" Error {
        why: "The key has no default that would be right for every lake.",
        fix: "Add it."
    }
    UNKNOWN_VALUE = "LG-E014" "unknown-value" Error {
        why: "The key takes one of a fixed set of words, spelled exactly as AWS spells them.",
        fix: "Write one of the accepted values."
    }
    INVALID_VALUE = "LG-E015" "invalid-value" Error {
        why: "The value has the right kind but not the right form, so it has no meaning that could be rendered.",
        fix: "Correct the value."
    }
    DOCUMENT_LIMIT = "LG-E016" "document-limit" Error {
        why: "The limits (4 MiB, 64 levels, 200,000 values with every alias expanded) are far above any real spec and keep a hostile file from exhausting the machine.",
        fix: "Split the spec into several files."
    }
    UNREADABLE = "LG-E017" "unreadable" Error {
        why: "A spec is a text file in UTF-8.",
        fix: "Check the path and save the file as UTF-8."
    }
    CLASH_BETWEEN_SPECS = "LG-E018" "clash-between-specs" Error {
        why: "In one account and region the second deployment fails on what the first has made, or both fight over it at every deployment. A database is named by its key alone, so two lakes meet there first.",
        fix: "Rename one of them. Specs for different accounts are checked apart."
    }
    NEW_FOLDERS_NEEDS_LOG = "LG-E020" "new-folders-needs-log" Error {
        why: "CRAWL_NEW_FOLDERS_ONLY only adds partitions. Glue answers: The SchemaChangePolicy for \"Crawl new folders only\" Amazon S3 target can have only LOG DeleteBehavior value and LOG UpdateBehavior value.",
        fix: "Leave `schema_change_policy` out, which gives LOG and LOG here, or use CRAWL_EVERYTHING."
    }
    NEW_FOLDERS_S3_ONLY = "LG-E021" "new-folders-s3-only" Error {
        why: "Incremental crawls exist for S3 targets only. Glue answers: RecrawlBehavior \"Crawl new folders only\" can only apply to Amazon S3 target.",
        fix: "Use CRAWL_EVERYTHING, or a crawler of its own for the S3 prefixes."
    }
    EVENT_MODE_SHAPE = "LG-E022" "event-mode-shape" Error {
        why: "A crawler in CRAWL_EVENT_MODE has one queue for one S3 prefix, and Glue does not sample there.",
        fix: "Make one crawler for each prefix, without `sample_size`."
    }
    CATALOG_TARGET = "LG-E025" "catalog-target" Error {
        why: "A crawl of catalog tables keeps known tables up to date and makes none: Glue takes no other kind of target beside it, needs the delete behaviour LOG, and at least one table by its exact name.",
        fix: "Make a crawler of its own for the catalog tables, or crawl the S3 path instead."
    }
    SCHEDULE_SYNTAX = "LG-E026" "schedule-syntax" Error {
        why: "Glue reads only `cron(minutes hours day-of-month month day-of-week year)` in UTC, with exactly one of the day fields `?`; anything else is refused at create time and no linter checks it.",
        fix: "Write for example `cron(15 2 * * ? *)`: every day at 02:15 UTC."
    }
    SCHEDULE_TOO_FAST = "LG-E027" "schedule-too-fast" Error {
        why: "Glue starts a crawler at most every 5 minutes.",
        fix: "Write at most `cron(0/5 * * * ? *)`; for less delay start the crawler by `s3`."
    }
    SAMPLE_SIZE = "LG-E029" "sample-size" Error {
        why: "Glue samples 1 to 249 files of each leaf folder; CloudFormation does not check it and fails at create time.",
        fix: "Choose 1 to 249, or leave it out to read all files."
    }
    OVERLAPPING_TARGETS = "LG-E030" "overlapping-targets" Error {
        why: "Both crawls make tables of the same objects in the same database, or one turns the partitions of the other into tables; the winner is whichever ran last.",
        fix: "Make the paths disjoint, or exclude the inner path in the outer target."
    }
    INCLUDE_PATH = "LG-E031" "include-path" Error {
        why: "A crawler takes a literal S3 prefix. Anything else gets \"Invalid S3 Target Path\", or crawls nothing and still succeeds.",
        fix: "Write the prefix, ending in `/`; filter with `exclusions`."
    }
    EXCLUSION_GLOB = "LG-E032" "exclusion-glob" Error {
        why: "Exclusions are glob patterns relative to the path. One that is not never matches, so the crawler reads what was to be left out.",
        fix: "Write it relative, for example `**/_temporary/**`."
    }
    TARGET_CONNECTION = "LG-E033" "target-connection" Error {
        why: "JDBC and MongoDB targets are reached through a Glue connection of their kind, and a private S3 target through one that is a network. Glue answers: Connection name cannot be equal to null or empty.",
        fix: "Add `connection:` with a key of `connections`."
    }
    CLASSIFIER = "LG-E034" "classifier" Error {
        why: "A classifier recognises one kind of data. CSV takes one character each as delimiter and quote, which differ; a grok pattern is one line of at most 2,048 characters, and its custom patterns have at most 16,000. No linter checks these.",
        fix: "Correct it, or split it in two classifiers."
    }
    TRAVERSAL_DEPTH = "LG-E035" "traversal-depth" Error {
        why: "Glue looks for Iceberg and Hudi tables 1 to 20 folders deep.",
        fix: "Choose 1 to 20, or leave it out for 10."
    }
    TABLE_PREFIX = "LG-E036" "table-prefix" Error {
        why: "Table names keep only letters, digits and `_`, and Glue documents 64 characters for the prefix; another prefix is rewritten or cut, and jobs then read a table that does not exist.",
        fix: "Use up to 64 lower-case letters, digits and `_`."
    }
    CRAWLER_WITHOUT_DATABASE = "LG-E037" "crawler-without-database" Error {
        why: "Glue answers: You must provide the DatabaseName parameter when you specify a non-catalog targeted crawler. CloudFormation and Terraform both call it optional.",
        fix: "Add `database:` with a key of `databases`."
    }
    TABLE_LEVEL = "LG-E039" "table-level" Error {
        why: "`table_level` counts folders with the bucket as level 1. A level above the crawled path makes one table of folders that have nothing to do with each other.",
        fix: "Set it to the level of the folder that is one table, or leave it out."
    }
    CRAWLER_WITHOUT_TARGET = "LG-E041" "crawler-without-target" Error {
        why: "Glue refuses a crawler without targets when it is created.",
        fix: "Add `targets: { s3: [<bucket>/<prefix>/] }`."
    }
    CONNECTION = "LG-E042" "connection" Error {
        why: "A Glue connection leads to one place: a database by its address and the secret that opens it, or a network, or it exists already. Glue finds a mistake in it only when the first crawl runs.",
        fix: "Write one of `jdbc`, `mongodb`, `network` alone, and `import`."
    }
    GLUE_VERSION = "LG-E050" "glue-version" Error {
        why: "AWS ended Glue 0.9, 1.0 and 2.0 on 2026-04-01; such jobs cannot be created any more, and no linter says so.",
        fix: "Use 5.1, or 5.0, 4.0, 3.0; 6.0 if your libraries run on Spark 4 and Python 3.13."
    }
    WORKER_ILLEGAL = "LG-E051" "worker-illegal" Error {
        why: "Each worker type exists for some job types and Glue versions only; CreateJob refuses the rest, and linters accept it.",
        fix: "Use G.1X, the default, or G.2X for more memory."
    }
    CAPACITY_CONFLICT = "LG-E052" "capacity-conflict" Error {
        why: "A Spark job has workers, a Python shell job has 0.0625 or 1 DPU and no workers. CreateJob refuses a mixture, and cfn-lint accepts it.",
        fix: "Use `worker_type` and `number_of_workers` for Spark jobs, `max_capacity` for `pythonshell` jobs."
    }
    TOO_FEW_WORKERS = "LG-E053" "too-few-workers" Error {
        why: "A Spark job needs a driver and at least one executor. CloudFormation's schema allows 0 and Terraform 1; CreateJob refuses both.",
        fix: "Write 2 or more."
    }
    FLEX_ILLEGAL = "LG-E054" "flex-illegal" Error {
        why: "FLEX runs Spark batch jobs (`glueetl`) with G.1X or G.2X workers only.",
        fix: "Use STANDARD, or another worker type."
    }
    RAY_CLOSED = "LG-E055" "ray-closed" Error {
        why: "Glue for Ray takes no new customers since 2026-04-30.",
        fix: "Use `type: glueetl`, or `pythonshell` for work in Python alone."
    }
    PYTHON_VERSION = "LG-E056" "python-version" Error {
        why: "Glue takes `3` for Spark jobs, where the Glue version decides which one it is, and `3.9` for Python shell jobs, whose 3.6 ended on 2026-06-01.",
        fix: "Leave it out."
    }
    TIMEOUT_RANGE = "LG-E057" "timeout-range" Error {
        why: "A job timeout is 1 to 10,080 whole minutes (seven days); neither linter checks it. Only a streaming job can do without.",
        fix: "Choose a value in that range; the default is `60m`."
    }
    RETRIES_RANGE = "LG-E058" "retries-range" Error {
        why: "Glue takes 0 to 10 retries; CloudFormation accepts any number and fails at create time.",
        fix: "Write 0 to 10; with 0 the trigger's hourly check still restarts failed runs."
    }
    RESERVED_ARGUMENT = "LG-E059" "reserved-argument" Error {
        why: "Glue uses this name itself, or lakegen sets it for every job; a second value would be ignored or break the run.",
        fix: "Choose another name."
    }
    ARGUMENT_CONFLICT = "LG-E060" "argument-conflict" Error {
        why: "Glue takes arguments whose names start with `--`, 260 KB in total; a name without it never reaches the script.",
        fix: "Correct the name."
    }
    SINGLE_RUN_WITHOUT_QUEUE = "LG-E061" "single-run-without-queue" Error {
        why: "Every event that arrives during a run gets ConcurrentRunsExceededException; Lambda tries twice more within three minutes, then the event ends in the dead-letter queue.",
        fix: "Leave `job_run_queuing_enabled` on, or raise `max_concurrent_runs`."
    }
    BOOKMARK_WITH_OVERWRITE = "LG-E062" "bookmark-with-overwrite" Error {
        why: "A bookmarked run reads only new input. Written over everything, it leaves the latest slice and nothing older.",
        fix: "Use `append`, or `overwrite_partitions` where each delivery is a whole partition, or disable the bookmark."
    }
    BOOKMARK_WITH_CONCURRENCY = "LG-E063" "bookmark-with-concurrency" Error {
        why: "A bookmark is one state for each job: two runs at a time read the same input and overwrite each other's bookmark. AWS requires a maximum concurrency of 1.",
        fix: "Set `max_concurrent_runs: 1`, or disable the bookmark."
    }
    STREAMING_TRIGGER = "LG-E064" "streaming-trigger" Error {
        why: "A streaming job runs until it is stopped: every event after the first one waits behind a run that never ends, and nobody ever learns that it succeeded.",
        fix: "Remove the trigger and start the job once after the deployment, or use `type: glueetl`."
    }
    MAINTENANCE_WINDOW = "LG-E067" "maintenance-window" Error {
        why: "Glue restarts long runs of streaming jobs in a window of three hours that begins at a day and an hour, in UTC. Terraform checks neither the form nor the type of the job.",
        fix: "Write for example `Sun:03` on a `gluestreaming` job, or remove it."
    }
    CONCURRENT_RUNS_RANGE = "LG-E069" "concurrent-runs-range" Error {
        why: "A job that may have no run at a time can never run; CreateJob refuses it.",
        fix: "Write 1 or more."
    }
    BUILTIN_SCRIPT = "LG-E070" "builtin-script" Error {
        why: "A script that lakegen writes knows only what `reads` and `writes` say.",
        fix: "Name at least one input in `reads` and one prefix in `writes`."
    }
    ALARM_AS_TRIGGER = "LG-E080" "alarm-as-trigger" Error {
        why: "A CloudWatch alarm is a state over aggregated metrics: it changes after one or more periods and stays in ALARM for later crawls, so two crawls start one job and a missing data point starts none. It does not say which crawler or run it was.",
        fix: "Write `trigger: { crawler: <key> }`, `{ job: <key> }` or `{ schedule: ... }`; alarms that tell people go under `alarms`."
    }
    BATCH_TARGET = "LG-E081" "batch-target" Error {
        why: "AWS Batch brings a compute environment, a queue and a container image to operate, and has no Data Catalog, bookmarks or Lake Formation.",
        fix: "Use `type: glueetl`; run containers in a stack of their own that listens to the job's success event."
    }
    EVENT_STATE_CASE = "LG-E082" "event-state-case" Error {
        why: "EventBridge compares exactly. Crawlers are `Started`, `Succeeded`, `Failed`; jobs are `SUCCEEDED`, `FAILED`, `TIMEOUT`, `STOPPED`. Another spelling never matches, and the lake looks healthy while nothing runs.",
        fix: "Write the state as AWS does."
    }
    PATTERN_SHAPE = "LG-E083" "pattern-shape" Error {
        why: "Each leaf of an event pattern is a list, an empty one is invalid, and `$or` holds at least two objects. EventBridge refuses anything else, and neither cfn-lint nor `terraform validate` says so before.",
        fix: "Put the value into a list: `state: [Succeeded]`."
    }
    PATTERN_SIZE = "LG-E084" "pattern-size" Error {
        why: "EventBridge takes patterns of at most 2,048 characters, although its API model and Terraform allow 4,096.",
        fix: "Match a prefix of the names, or split the job's trigger."
    }
    LAMBDA_LIMITS = "LG-E090" "lambda-limits" Error {
        why: "Lambda takes 128 to 10,240 MB of memory and a timeout of 1 to 900 seconds.",
        fix: "Correct the value; 256 and `60s` are the defaults."
    }
    NUMERIC_FILTER_ON_STRINGS = "LG-E091" "numeric-filter-on-strings" Error {
        why: "Crawler events carry their counters as text, such as `\"tablesCreated\": \"0\"`; a number in a pattern matches numbers only, so the rule never fires.",
        fix: "Write `[{ anything-but: \"0\" }]`."
    }
    HANDLER_CONCURRENCY = "LG-E094" "handler-concurrency" Error {
        why: "0 turns the function off, and every event ends in the dead-letter queue. More than 1 lets two invocations look up the same event at once and start two runs.",
        fix: "Write 1, or leave it out."
    }
    SCHEDULE_EXPRESSION = "LG-E097" "schedule-expression" Error {
        why: "EventBridge takes `rate(value unit)`, singular for 1, or a six-field cron; Terraform does not check it and the deployment fails.",
        fix: "Write for example `rate(1 hour)` or `cron(0 6 * * ? *)`."
    }
    RETRY_RANGE = "LG-E098" "retry-range" Error {
        why: "EventBridge tries a delivery at most 185 times again and keeps an event from 60 seconds to 24 hours.",
        fix: "Correct the value; the defaults are 185 and `24h`."
    }
    SELF_TRIGGER_LOOP = "LG-E100" "self-trigger-loop" Error {
        why: "Each run produces the data that starts the next one, without end and at full price.",
        fix: "Write somewhere else, or exclude the output from the crawl."
    }
    TRIGGER_CYCLE = "LG-E101" "trigger-cycle" Error {
        why: "Each step starts the next, and the last one starts the first again: it ends only if a step stops succeeding or writing, which no spec can promise.",
        fix: "Break one of the links."
    }
    CRAWL_OF_WORKING_FILES = "LG-E102" "crawl-of-working-files" Error {
        why: "Scripts, temporary files and logs appear and vanish during a crawl and become tables nobody asked for; crawling access logs even makes new ones.",
        fix: "Crawl the prefix that holds data only."
    }
    SHARED_OUTPUT_PREFIX = "LG-E104" "shared-output-prefix" Error {
        why: "Spark's committer cleans `_temporary` below the prefix, and an overwrite removes the other job's files.",
        fix: "Give each job a prefix of its own."
    }
    HIVE_METASTORE = "LG-E105" "hive-metastore" Error {
        why: "A Hive metastore is a cluster and a database to run. Crawlers, Athena and Lake Formation do not see it, and nothing tells EventBridge when it changed.",
        fix: "Declare `databases`: they are Glue Data Catalog databases, which EMR reads too. Migrate with a one-time import."
    }
    OVERLAPPING_NOTIFICATIONS = "LG-E108" "overlapping-notifications" Error {
        why: "S3 refuses two notifications of one bucket whose prefixes overlap for the same kind of event.",
        fix: "Make the prefixes disjoint."
    }
    FOREIGN_BUCKET_NOTIFICATION = "LG-E109" "foreign-bucket-notification" Error {
        why: "Only the owner of a bucket can make it announce its objects: CloudFormation cannot change a bucket it did not create, and Terraform would replace the notifications that other teams rely on.",
        fix: "Use a bucket that this spec creates."
    }
    REDSHIFT_NETWORK = "LG-E110" "redshift-network" Error {
        why: "Redshift Serverless asks for three subnets in three availability zones, and for a security group; it fails to create a workgroup without.",
        fix: "Name three private subnets, each in another zone, with a route to S3, and the security groups of those who connect."
    }
    TRIGGER_INCOMPLETE = "LG-E112" "trigger-incomplete" Error {
        why: "A trigger waits for exactly one thing; with two, one delivery of data would start what it starts twice.",
        fix: "Write exactly one of the things that a trigger can wait for."
    }
    PLAINTEXT_SECRET = "LG-E124" "plaintext-secret" Error {
        why: "Properties of a connection are visible in the console, in the API and in the rendered files.",
        fix: "Take it out, and name the Secrets Manager secret that holds `username` and `password` in `secret`."
    }
    LAKE_FORMATION_CRAWLER = "LG-E131" "lake-formation-crawler" Error {
        why: "Lake Formation hands out credentials for registered locations in S3, of this account or of one other, and to a crawler of the catalog for one table only; Glue refuses the rest or the crawl fails.",
        fix: "Give it a crawler of its own, or leave `lake_formation` out."
    }
    SUPPRESSION_INCOMPLETE = "LG-E132" "suppression-incomplete" Error {
        why: "An accepted warning is a decision that somebody has to understand later: it names one rule that warns, one place, and says why it is right there. What refuses cannot be accepted, because AWS would refuse it all the same.",
        fix: "Write `{ rule: LG-W081, at: jobs.clean_orders, reason: \"a few large files a day\" }`."
    }
    TERRAFORM_WORKER = "LG-E140" "terraform-worker" Error {
        why: "The provider checks the word against a list of its own, and `terraform validate` fails although Glue and CloudFormation accept the worker.",
        fix: "Use G.1X, G.2X, G.4X or G.8X, or render this lake for CloudFormation and the CDK only."
    }
    LIMITS_DIFFER = "LG-E142" "limits-differ" Error {
        why: "CloudFormation takes a limit from 10,000,000 bytes on and Terraform's provider from 10,485,760; below that a query of any size would be cancelled.",
        fix: "Write at least `10MB`."
    }
    TEMPLATE_SIZE = "LG-E144" "template-size" Error {
        why: "CloudFormation refuses a template with more than 500 resources, whoever writes it. Terraform has no such limit.",
        fix: "Split the lake into several specs, or render it with `--target terraform`."
    }
    POLICY_SIZE = "LG-E145" "policy-size" Error {
        why: "IAM refuses a managed policy of more than 6,144 characters, white space not counted.",
        fix: "Name fewer and shorter prefixes in `reads` and `writes`, such as one that holds them all, or split the job."
    }
    NOT_EXPRESSIBLE = "LG-E146" "not-expressible" Error {
        why: "Glue and the other target know the setting and this one has no word for it, so it would be lost without a trace.",
        fix: "Remove it, or leave this target out with `--target`."
    }
    LIFECYCLE_ORDER = "LG-E160" "lifecycle-order" Error {
        why: "S3 moves objects to STANDARD_IA and ONEZONE_IA from day 30 on, and refuses a rule that deletes them before or when it moves them.",
        fix: "Raise the number of days."
    }
    LIFECYCLE_EMPTY = "LG-E161" "lifecycle-empty" Error {
        why: "S3 refuses a lifecycle rule without an action: At least one action needs to be specified in a rule.",
        fix: "Add `transition`, `expire` or `expire_noncurrent`, or remove the rule."
    }
    IMPORTED_BUCKET_SETTINGS = "LG-E162" "imported-bucket-settings" Error {
        why: "An imported bucket is granted and never changed, so the setting would have no effect.",
        fix: "Set it where the bucket is defined."
    }
    UPSERT = "LG-E180" "upsert" Error {
        why: "Files in S3 are replaced as a whole. Only a table format keeps track of rows, so that one with a known key replaces the old one.",
        fix: "Use `append` or `overwrite_partitions`, or write to a table whose `format` is iceberg with a script of yours."
    }
    COLUMN_TYPE = "LG-E181" "column-type" Error {
        why: "The Data Catalog stores any text as a column's type; only the first query finds out that it is none.",
        fix: "Use a type that Hive and Athena know, such as `string`, `bigint` or `decimal(12,2)`."
    }
    COLUMN_NAME = "LG-E182" "column-name" Error {
        why: "Column names are 1 to 255 lower-case letters, digits and `_`: Athena and Spark fold case, and everything else needs quotes in every query.",
        fix: "Rename the column."
    }
    COLUMN_CONSTRAINT = "LG-E183" "column-constraint" Error {
        why: "What is said of a column's values contradicts its type or itself: a check of the data that follows from it would fail for every row.",
        fix: "Correct the type or what is said of the values."
    }
    TABLE_INCOMPLETE = "LG-E184" "table-incomplete" Error {
        why: "A table is its columns and the place of its data. Without them the Data Catalog would hold a name that no query can read.",
        fix: "Write exactly one of `schema` and `columns`, and a `location`."
    }
    TABLE_NAME = "LG-E185" "table-name" Error {
        why: "A declared table is known by its database and its name. Names are 1 to 255 lower-case letters, digits and `_`: Hive and Athena fold case.",
        fix: "Write `database.table`, such as `orders.clean`."
    }
    TABLE_COLUMNS = "LG-E186" "table-columns" Error {
        why: "A column has one name and one place: in the files, or in the names of the folders. Athena answers HIVE_INVALID_METADATA to a table that has it twice, and formats do not hold every type.",
        fix: "Rename or remove one of them, or change the type."
    }
    PARTITION_PROJECTION = "LG-E187" "partition-projection" Error {
        why: "Athena checks a projection only when somebody queries the table: a wrong one fails every query or, worse, finds no rows.",
        fix: "Say for each partition key what its values are: `{ type: date, range: [NOW-400DAYS, NOW], format: yyyy-MM-dd }`."
    }
    PARTITION_INDEX = "LG-E188" "partition-index" Error {
        why: "Glue keeps at most 3 indexes for a table, each over partition keys, and Athena does not ask them where partitions are projected.",
        fix: "Index partition keys only, or remove the index."
    }
    OVERLAPPING_TABLES = "LG-E189" "overlapping-tables" Error {
        why: "Engines read every file below a table's location: the outer table returns the rows of the inner one as its own, or fails on its format.",
        fix: "Give each table a prefix of its own, such as `curated/<table>/`."
    }
    CRAWLED_TABLE = "LG-E190" "crawled-table" Error {
        why: "A crawler makes tables of what it finds, named after the folders: the same data would appear twice in the database, or the crawl would rewrite the declared table.",
        fix: "Crawl into another database, exclude the prefix from the crawl, or do not declare the table."
    }
    TABLE_FORMAT = "LG-E191" "table-format" Error {
        why: "The format decides how every row is read. Glue stores whatever it is told, and the first query fails or returns nulls.",
        fix: "Write a word such as `parquet`, or one of `csv`, `iceberg` and `regex` with its settings."
    }
    FOLDER_PER_TABLE = "LG-E192" "folder-per-table" Error {
        why: "The script makes a folder of its own for each table that it reads. In the folder of a declared table that would be a partition that nobody declared.",
        fix: "Write to a prefix and let a crawler make the tables, or use a script of yours."
    }
    MAPPING_COLUMN = "LG-E193" "mapping-column" Error {
        why: "A mapping gives each column of the schema one value. A name that neither side has would fail the run, after the crawl and at the price of a start.",
        fix: "Correct the name."
    }
    MAPPING_INCOMPLETE = "LG-E194" "mapping-incomplete" Error {
        why: "The schema requires the column, so every row of this source would be refused.",
        fix: "Add it under `columns`, or give it a value under `set`."
    }
    OPTIONS_OF_OTHER_SCRIPT = "LG-E195" "options-of-other-script" Error {
        why: "The options tell one script of lakegen's how to work; no other script is given them, so they would be silently without effect.",
        fix: "Remove them, or use the script that they belong to."
    }
    MAPPING_CAST = "LG-E196" "mapping-cast" Error {
        why: "Spark refuses to plan a query that casts between types that have nothing in common.",
        fix: "Take another column or type, or convert with an expression under `set`."
    }
    MAPPING_EXPRESSION = "LG-E197" "mapping-expression" Error {
        why: "The expression is read by Spark in the middle of a run. In YAML `'shop'` is the text shop without quotes, which SQL takes for a column.",
        fix: "Write one Spark SQL expression."
    }
    MAPPING_SOURCE = "LG-E198" "mapping-source" Error {
        why: "The role of a job follows from `reads`: a source that is not among them is denied.",
        fix: "Add the table to `reads`."
    }
    UNIFY = "LG-E199" "unify" Error {
        why: "`builtin:unify` writes the rows of all its mappings to one table that the spec declares, as parquet or iceberg, in the columns of that table's schema.",
        fix: "Correct the mappings or the table, or use a script of yours."
    }
    DQDL = "LG-E200" "dqdl" Error {
        why: "Glue does not deploy a ruleset that it cannot parse, and says only that it cannot be parsed; what a rule type does not take, it says when the job runs.",
        fix: "See <https://docs.aws.amazon.com/glue/latest/dg/dqdl.html>."
    }
    GATE_EMPTY = "LG-E201" "gate-empty" Error {
        why: "Glue refuses a ruleset without rules, and a gate that checks nothing lets everything through.",
        fix: "Add `rules`, or `from_schema` with a schema that says something of its values."
    }
    RULE_COLUMN = "LG-E202" "rule-column" Error {
        why: "A rule about a column that the data does not have fails in every run.",
        fix: "Correct the name."
    }
    RULE_TYPE_MISMATCH = "LG-E203" "rule-type-mismatch" Error {
        why: "The rule asks something that values of this type do not answer, so it fails in every run.",
        fix: "Correct the rule, or the type of the column."
    }
    MINIMUM_SCORE = "LG-E204" "minimum-score" Error {
        why: "The score of an evaluation is the share of rules that hold: no run could fail, or none could pass.",
        fix: "Write a number from 0 to 1, such as `0.98`."
    }
    RULESET_SIZE = "LG-E205" "ruleset-size" Error {
        why: "Glue refuses a ruleset of more than 65,536 characters.",
        fix: "Split the gate in two."
    }
    GATE_NOT_CALLED = "LG-E206" "gate-not-called" Error {
        why: "A gate is evaluated by the script. A script that does not call it publishes rows that nobody has checked, while the spec says that somebody has.",
        fix: "Write `from lakegen_quality import gate` and, before each write, `good = gate(frame, \"<gate>\")`."
    }
    GATE_OF_BUILTIN = "LG-E207" "gate-of-builtin" Error {
        why: "A built-in script passes the rows of a table through the gates that name this table, and through no other.",
        fix: "Name a table in the gate that the job reads, with `builtin:unify` the one that it writes, or use a script of your own."
    }
    GATE_NEEDS_SPARK = "LG-E208" "gate-needs-spark" Error {
        why: "Glue evaluates rules on Spark, in Python: neither Python shell jobs nor Scala scripts can import `lakegen_quality`.",
        fix: "Use `type: glueetl` with a Python script, or remove `data_quality`."
    }
    RESULTS_AMONG_DATA = "LG-E220" "results-among-data" Error {
        why: "Results of queries expire, and what lies beside them below the prefix would go with them; a job that reads the prefix would take results for data.",
        fix: "Give results a prefix of their own, such as `curated/athena-results/`, or leave `results` out."
    }
    ATHENA_QUERY = "LG-E221" "athena-query" Error {
        why: "Athena runs one statement of at most 262,144 characters at a time; a saved query that is none fails only when somebody runs it.",
        fix: "Write one statement, in `sql` or in a `file`."
    }
    WAREHOUSE_LIMITS = "LG-E222" "warehouse-limits" Error {
        why: "Redshift refuses the value when the workgroup is created, after the namespace and everything before it.",
        fix: "Correct the value."
    }
    WAREHOUSE_WRITE = "LG-E223" "warehouse-write" Error {
        why: "A warehouse is loaded row by row into a table of a schema: rows are added, take the place of all, or of those with the same key.",
        fix: "Write `{ warehouse: sales, table: public.orders, mode: upsert, keys: [order_id] }`, and load it with `builtin:redshift` or a script of yours."
    }
    STREAM_KIND = "LG-E240" "stream-kind" Error {
        why: "A Firehose stream writes to S3 and has no readers; a Kinesis stream keeps records for readers and writes nowhere.",
        fix: "Write exactly one of `firehose` and `kinesis`."
    }
    STREAM_LIMITS = "LG-E241" "stream-limits" Error {
        why: "Firehose and Kinesis refuse the value when the stream is created, in the middle of a deployment.",
        fix: "Correct the value."
    }
    FIREHOSE_PREFIX = "LG-E242" "firehose-prefix" Error {
        why: "Firehose evaluates `!{namespace:value}` for each object. It refuses an expression that it does not know, and a partition key that names no folder costs without any effect.",
        fix: "Write for example `dt=!{timestamp:yyyy-MM-dd}/hour=!{timestamp:HH}/`."
    }
    ERROR_OUTPUT_IN_DATA = "LG-E243" "error-output-in-data" Error {
        why: "Records that could not be processed are written as JSON with the record in Base64. Among the data they become rows, columns and tables that nobody sent, and start jobs for nothing.",
        fix: "Give `error_output_prefix` a prefix of the same bucket that holds nothing else, or deliver to and crawl a prefix instead of the whole bucket."
    }
    STREAM_REFERENCE = "LG-E244" "stream-reference" Error {
        why: "Only a Kinesis stream keeps its records for readers, which take them as they arrive.",
        fix: "Name a stream that is declared with `kinesis`."
    }
    FRESHNESS = "LG-E245" "freshness" Error {
        why: "The alarm counts successes hour by hour, and CloudWatch looks back seven days at most.",
        fix: "Write for example `26h` for something that runs once a day."
    }
    BATCHING_WINDOW = "LG-E260" "batching-window" Error {
        why: "Lambda gathers messages of a queue for at most 300 seconds, and needs at least one second to gather more than ten.",
        fix: "Write `1s` to `300s`; `60s` is the default."
    }
    GATE_NEVER_PASSED = "LG-E261" "gate-never-passed" Error {
        why: "Gates are evaluated in jobs. One that no job has is never passed, so what waits for it never starts.",
        fix: "Name the gate under `data_quality` of the job that writes the data."
    }
    OUTSIDE_WORKFLOW = "LG-E262" "outside-workflow" Error {
        why: "Triggers of a Glue workflow fire only for crawlers and jobs that the same run of the workflow has started; anything else succeeds unheard, and the job would wait for ever.",
        fix: "Use `via: lambda`, or say `via: glue_workflow` for the upstream jobs too and start the crawlers by one schedule."
    }
    WORKFLOW_START = "LG-E263" "workflow-start" Error {
        why: "A Glue workflow has one starting trigger, and each of its starts is a run of its own: what has succeeded in one run does not count in another.",
        fix: "Give all crawlers and jobs that it begins with the same schedule, or use `via: lambda`, which waits as long as it takes."
    }
    VIA_SETTING = "LG-E264" "via-setting" Error {
        why: "The setting is about the Lambda function or the event between, and here is none.",
        fix: "Remove it."
    }
    STATE_MACHINE_SOURCE = "LG-E265" "state-machine-source" Error {
        why: "Each event is an execution of its own, which knows nothing of the others.",
        fix: "Use `via: lambda`, or `via: glue_workflow` where one schedule starts all of it."
    }
    SETTING_OF_OTHER_TYPE = "LG-E270" "setting-of-other-type" Error {
        why: "Glue has the setting for another type of job; for this one it is refused or, worse, ignored.",
        fix: "Remove it, or change `type`."
    }
    SCRIPT_LANGUAGE = "LG-E271" "script-language" Error {
        why: "Glue runs a Scala script by the object that `class` names, and a Python script from its first line; Python shell knows Python only. A mistake shows in the first run.",
        fix: "Give a `.scala` script its `class`, and a `.py` script none."
    }
    JOB_FILE = "LG-E272" "job-file" Error {
        why: "Glue downloads each such file under its name, from a list that it splits at commas, and takes no folders; Python imports by the name.",
        fix: "Name files beside the spec that the setting takes; of `extra_py_files` also folders with Python in them, which lakegen zips."
    }
    PYTHON_MODULE = "LG-E273" "python-module" Error {
        why: "Glue hands the list to pip, split at commas: a space, an option or a path in it fails when a run starts.",
        fix: "Write `name==version`; files beside the spec go to `extra_py_files`."
    }
    SPARK_CONF = "LG-E274" "spark-conf" Error {
        why: "Glue takes all settings of Spark as one argument, `--conf`, and splits it itself. What does not begin with `spark.` is ignored by Spark, and of two values for one setting one is lost.",
        fix: "Name Spark's own settings, once each; those of a table format follow from `datalake_formats`."
    }
    NOTIFY_DELAY = "LG-E275" "notify-delay" Error {
        why: "Glue announces a slow run after whole minutes, at least one.",
        fix: "Write for example `45m`, or leave it out."
    }
    DELETE_FROM_DATABASE = "LG-W020" "delete-from-database" Warning {
        why: "A crawl then drops tables whose objects are missing at that moment: a late upload, a lifecycle rule or a wrong prefix takes the schema, grants and statistics of a live table with it.",
        fix: "Use DEPRECATE_IN_DATABASE or LOG, and drop tables by hand."
    }
    TABLE_FORMAT_AS_FILES = "LG-W026" "table-format-as-files" Warning {
        why: "An S3 target catalogs the files of a Delta, Iceberg or Hudi table as they lie there, with deleted rows and old snapshots among them.",
        fix: "Use a `delta`, `iceberg` or `hudi` target, or exclude the prefix."
    }
    CRAWLER_NEVER_STARTS = "LG-W027" "crawler-never-starts" Warning {
        why: "Without a trigger a crawler runs only when someone starts it, and so does everything that waits for it. CRAWL_EVENT_MODE does not start a crawl either: it only says what to read.",
        fix: "Add `trigger: { schedule: \"cron(0 * * * ? *)\" }`, `{ s3: <bucket>/<prefix>/ }` or `{ job: <key> }`; `{ on_demand: true }` if you start it by hand."
    }
    READ_WITHOUT_CONNECTION = "LG-W040" "read-without-connection" Warning {
        why: "Such tables describe data that stays in its database: a run reaches it from the subnet and with the secret of the connection that the crawler uses, and fails on such a table without.",
        fix: "Add the connection to `connections` of the job, or name the other tables only."
    }
    GLUE_VERSION_AGE = "LG-W050" "glue-version-age" Warning {
        why: "An old version is close to its end of support; a new Spark major version changes SQL and library behaviour.",
        fix: "Use 5.1 unless you tested this version."
    }
    FLEX_IN_EVENT_PATH = "LG-W053" "flex-in-event-path" Warning {
        why: "FLEX waits for spare capacity, up to 20 minutes and without a guarantee, so the data that rang is processed late.",
        fix: "Use STANDARD here, and FLEX for backfills."
    }
    CATALOG_EVENT_AS_TRIGGER = "LG-W080" "catalog-event-as-trigger" Warning {
        why: "Data Catalog events are sent on best effort and split after 100 partitions; AWS says that no program can rely on their order or existence. One crawl may send none, or hundreds.",
        fix: "Write `trigger: { crawler: <key> }`."
    }
    OBJECT_EVENT_STARTS_JOB = "LG-W081" "object-event-starts-job" Warning {
        why: "One run starts for each object: 1,000 files are 1,000 runs, each billed for at least a minute, against the account's limit of concurrent runs.",
        fix: "Crawl the prefix and use `trigger: { crawler: <key> }`, unless few and large objects arrive."
    }
    PATTERN_TOO_WIDE = "LG-W085" "pattern-too-wide" Warning {
        why: "Events of everything of that kind in the account match, also of other lakes, and each of them starts a run.",
        fix: "Name in the pattern whose events are meant."
    }
    TEMP_WITHOUT_LIFECYCLE = "LG-W120" "temp-without-lifecycle" Warning {
        why: "Results grow for ever, and keep what was queried after the data itself was masked or deleted.",
        fix: "Leave `results` out or use a bucket of this spec: lakegen adds the rule. Or see to it that the bucket's owner has one."
    }
    UNUSED_SUPPRESSION = "LG-W132" "unused-suppression" Warning {
        why: "The warning is gone or never was at that place, and an entry that waits for nothing would hide the next one.",
        fix: "Remove the entry, or correct `rule` and `at`."
    }
    QUARANTINE_STAYS_EMPTY = "LG-W200" "quarantine-stays-empty" Warning {
        why: "Only rules about single values tell which rows fail. Rules about the data as a whole fail without naming a row.",
        fix: "Add a rule such as `IsComplete`, `IsUnique` or `ColumnValues`, or remove `quarantine`."
    }
    GATE_WITHOUT_JOB = "LG-W201" "gate-without-job" Warning {
        why: "A gate is evaluated in a job. No job names this one, so nothing is checked.",
        fix: "Name it under `data_quality` of the job that writes the data."
    }
    WEEK_YEAR = "LG-W240" "week-year" Warning {
        why: "Java's `YYYY` is the year that the week belongs to: around New Year, records of up to three days land in the folder of the wrong year.",
        fix: "Write `yyyy`."
    }
    PYTHON_MODULE_WITHOUT_VERSION = "LG-W270" "python-module-without-version" Warning {
        why: "pip installs what is newest when a run starts, so a release of somebody else changes the job, or stops it, on any day.",
        fix: "Pin the version: `requests==2.32.3`."
    }
    SETTING_WITHOUT_EFFECT = "LG-W271" "setting-without-effect" Warning {
        why: "Glue restarts only streams that are followed for longer than a week, and announces only runs that are still there.",
        fix: "Remove it, or change the timeout."
    }
}
