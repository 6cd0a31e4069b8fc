//! Jobs: what they run on, what they are told, what they load.

use super::{Rule, Severity};

rules! {
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
    WORKER_REGION = "LG-E066" "worker-region" Error {
        why: "Larger workers, and those with more memory, exist in some regions only; CloudFormation, Terraform and their linters accept them everywhere, and Glue refuses the job.",
        fix: "Use G.1X or G.2X in that environment, or another region."
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
    PYTHON_MODULE_WITHOUT_VERSION = "LG-W270" "python-module-without-version" Warning {
        why: "pip installs what is newest when a run starts, so a release of somebody else changes the job, or stops it, on any day.",
        fix: "Pin the version: `requests==2.32.3`."
    }
    SETTING_WITHOUT_EFFECT = "LG-W271" "setting-without-effect" Warning {
        why: "Glue restarts only streams that are followed for longer than a week, and announces only runs that are still there.",
        fix: "Remove it, or change the timeout."
    }
    LONGER_THAN_TIMEOUT = "LG-W295" "longer-than-timeout" Warning {
        why: "Glue stops a run at its timeout, whatever it has written by then.",
        fix: "Raise `timeout`, or give the job more workers or less to do."
    }
    LISTED_TWICE = "LG-W296" "listed-twice" Warning {
        why: "Once is enough, so the other one probably was to be something else.",
        fix: "Remove one, or correct it."
    }
    MANY_WORKERS = "LG-W297" "many-workers" Warning {
        why: "Glue documents at most 299 workers of G.1X and 149 of G.2X, and an account has a quota of DPUs for all runs together.",
        fix: "Use fewer workers, or larger ones."
    }
}
