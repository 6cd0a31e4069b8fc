//! Events, triggers and what stands between them and a job.

use super::{Rule, Severity};

rules! {
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
    CROSS_REGION = "LG-E086" "cross-region" Error {
        why: "A lake is deployed into one region: its events stay there, keys and secrets are of one region, and so are subnets.",
        fix: "Name what exists in the region of the lake, or make it there. A key and a secret can be replicated."
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
    CATALOG_EVENT_AS_TRIGGER = "LG-W080" "catalog-event-as-trigger" Warning {
        why: "Data Catalog events are sent on best effort and split after 100 partitions; AWS says that no program can rely on their order or existence. One crawl may send none, or hundreds.",
        fix: "Write `trigger: { crawler: <key> }`."
    }
    OBJECT_EVENT_STARTS_JOB = "LG-W081" "object-event-starts-job" Warning {
        why: "One run starts for each object: 1,000 files are 1,000 runs, each billed for at least a minute, against the account's limit of concurrent runs.",
        fix: "Crawl the prefix and use `trigger: { crawler: <key> }`, unless few and large objects arrive."
    }
    CONCURRENCY_QUOTA = "LG-W084" "reserved-concurrency-quota" Warning {
        why: "Lambda reserves executions only as long as 100 of the account's quota stay unreserved. An account that is new may have a quota of 10, and then the first function with a reservation fails the deployment.",
        fix: "Have the quota `Concurrent executions` of Lambda raised before you deploy, and say the new one here."
    }
    PATTERN_TOO_WIDE = "LG-W085" "pattern-too-wide" Warning {
        why: "Events of everything of that kind in the account match, also of other lakes, and each of them starts a run.",
        fix: "Name in the pattern whose events are meant."
    }
    FUNCTION_RUNTIME = "LG-W086" "function-runtime" Warning {
        why: "A runtime gets no security patches after that day, and soon functions on it can neither be created nor changed.",
        fix: "Use a newer release of lakegen, whose functions run on a newer Python."
    }
}
