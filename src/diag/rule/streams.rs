//! Streams and what is watched.

use super::{Rule, Severity};

rules! {
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
    WEEK_YEAR = "LG-W240" "week-year" Warning {
        why: "Java's `YYYY` is the year that the week belongs to: around New Year, records of up to three days land in the folder of the wrong year.",
        fix: "Write `yyyy`."
    }
    FRESHNESS_BELOW_INTERVAL = "LG-W245" "freshness-below-interval" Warning {
        why: "The alarm is on whenever there was no success for so long. Between two starts there is none, so it goes off although all is well, and people learn to ignore it.",
        fix: "Raise it above the longest time between two starts: `26h` for once a day."
    }
}
