//! How the parts of a lake get into each other's way, and what a lake does not have.

use super::{Rule, Severity};

rules! {
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
    OUTPUT_IN_RAW_ZONE = "LG-E103" "output-in-raw-zone" Error {
        why: "A raw zone is the evidence of what was delivered. A job that writes there mixes sources with results, and nothing can be made anew from what came in.",
        fix: "Write to another bucket, or leave `zone` out where a job fetches what is delivered."
    }
    SHARED_OUTPUT_PREFIX = "LG-E104" "shared-output-prefix" Error {
        why: "Spark's committer cleans `_temporary` below the prefix, and an overwrite removes the other job's files.",
        fix: "Give each job a prefix of its own."
    }
    HIVE_METASTORE = "LG-E105" "hive-metastore" Error {
        why: "A Hive metastore is a cluster and a database to run. Crawlers, Athena and Lake Formation do not see it, and nothing tells EventBridge when it changed.",
        fix: "Declare `databases`: they are Glue Data Catalog databases, which EMR reads too. Migrate with a one-time import."
    }
    CROSS_ACCOUNT = "LG-E107" "cross-account" Error {
        why: "A lake is deployed into one account. AWS lets no service take a role of another one, and a secret of another one needs policies there, and a key, that this spec cannot write.",
        fix: "Name what exists in the account of the lake."
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
    FOREIGN_NAME_OF_OWN_BUCKET = "LG-E295" "foreign-name-of-own-bucket" Error {
        why: "A path with `s3://` goes to the bucket that is really called so, one of somebody else: those that a spec declares have the name of the lake, the account and the region in theirs.",
        fix: "Leave out `s3://`; a bucket that exists already is declared with `import`."
    }
    UNUSED = "LG-W100" "unused" Warning {
        why: "Most often it was renamed in one place and not in the other, or waits for a part of the spec that is missing.",
        fix: "Name it where it is meant, or remove it."
    }
}
