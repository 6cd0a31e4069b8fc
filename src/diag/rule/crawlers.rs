//! Crawlers, their targets, connections and classifiers.

use super::{Rule, Severity};

rules! {
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
        fix: "Write for example `cron(0/15 * * * ? *)`; for less delay start the crawler by `s3`."
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
    DELETE_FROM_DATABASE = "LG-W020" "delete-from-database" Warning {
        why: "A crawl then drops tables whose objects are missing at that moment: a late upload, a lifecycle rule or a wrong prefix takes the schema, grants and statistics of a live table with it.",
        fix: "Use DEPRECATE_IN_DATABASE or LOG, and drop tables by hand."
    }
    FULL_RECRAWL_BACK_TO_BACK = "LG-W021" "full-recrawl-back-to-back" Warning {
        why: "CRAWL_EVERYTHING lists every object on every crawl, so crawls take longer as the lake grows, and Glue bills ten minutes for each crawl at least: a crawl that comes sooner is paid for around the clock.",
        fix: "Use CRAWL_EVENT_MODE, which reads what S3 has announced, or a schedule of ten minutes or more."
    }
    NEW_FOLDERS_BLIND_SPOT = "LG-W023" "new-folders-blind-spot" Warning {
        why: "CRAWL_NEW_FOLDERS_ONLY passes over folders that it knows: partitions that were rewritten keep the columns that they had, and those that are gone stay in the catalog.",
        fix: "Use CRAWL_EVENT_MODE or CRAWL_EVERYTHING."
    }
    INDEX_OF_ENCRYPTED = "LG-W024" "index-of-encrypted" Warning {
        why: "Glue indexes no partitions that are encrypted, and with `encryption.catalog_encryption_mode` all new ones are: crawls warn, and queries are as slow as before.",
        fix: "Leave `create_partition_index` or the table's `partition_indexes` out."
    }
    TABLE_FORMAT_AS_FILES = "LG-W026" "table-format-as-files" Warning {
        why: "An S3 target catalogs the files of a Delta, Iceberg or Hudi table as they lie there, with deleted rows and old snapshots among them.",
        fix: "Use a `delta`, `iceberg` or `hudi` target, or exclude the prefix."
    }
    CRAWLER_NEVER_STARTS = "LG-W027" "crawler-never-starts" Warning {
        why: "Without a trigger a crawler runs only when someone starts it, and so does everything that waits for it. CRAWL_EVENT_MODE does not start a crawl either: it only says what to read.",
        fix: "Add `trigger: { schedule: \"cron(0 * * * ? *)\" }`, `{ s3: <bucket>/<prefix>/ }` or `{ job: <key> }`; `{ on_demand: true }` if you start it by hand."
    }
    LONGER_THAN_INTERVAL = "LG-W028" "longer-than-interval" Warning {
        why: "A crawler, and a job with `max_concurrent_runs: 1`, runs once at a time: a start during a crawl is dropped, and runs of a job wait in a queue that never gets shorter.",
        fix: "Start it less often, or give it less to do."
    }
}
