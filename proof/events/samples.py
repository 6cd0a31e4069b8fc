"""Events as AWS publishes them. Keys, letter case and strings are those of the AWS Glue, S3 and EventBridge guides."""

import itertools
import uuid

from ..aws import ACCOUNT_ID, REGION

COUNTERS = [f"{thing}{change}" for thing in ("tables", "partitions") for change in ("Created", "Updated", "Deleted")]
VERSIONS = itertools.count(1)
_serial = itertools.count(1)


def stamp(time):
    return time.strftime("%Y-%m-%dT%H:%M:%SZ")


def envelope(source, detail_type, detail, time, resources=(), account=ACCOUNT_ID):
    return {
        "version": "0",
        "id": str(uuid.uuid5(uuid.NAMESPACE_URL, f"{detail_type} {next(_serial)}")),
        "detail-type": detail_type,
        "source": source,
        "account": account,
        "time": stamp(time),
        "region": REGION,
        "resources": list(resources),
        "detail": detail,
    }


def crawler_state(crawler, state, time, **envelope_keys):
    """Glue Crawler State Change: `state` is Started, Succeeded or Failed; counters and the running time are strings."""
    detail = {"accountId": ACCOUNT_ID, "crawlerName": crawler, "state": state, "message": f"Crawler {state}"}
    if state == "Started":
        detail["startTime"] = stamp(time)
    elif state == "Failed":
        detail |= {"errorMessage": "Internal Service Exception", "cloudWatchLogLink": "https://console.aws.amazon.com/"}
    else:
        detail |= dict.fromkeys(COUNTERS, "0") | {
            "completionDate": stamp(time),
            "runningTime (sec)": "7",
            "warningMessage": "N/A",
            "cloudWatchLogLink": "https://console.aws.amazon.com/",
        }
    return envelope("aws.glue", "Glue Crawler State Change", detail, time, **envelope_keys)


def crawler_not_started(crawler, time):
    """Glue Scheduled Crawler Invocation Failure: the schedule rang while the crawler could not start."""
    detail = {"customerId": ACCOUNT_ID, "crawlerName": crawler, "errorMessage": "CrawlerRunningException"}
    return envelope("aws.glue", "Glue Scheduled Crawler Invocation Failure", detail, time)


def job_state(job, state, time, run_id="jr_" + 64 * "0", **envelope_keys):
    """Glue Job State Change: `state` is SUCCEEDED, FAILED, TIMEOUT or STOPPED."""
    severity = {"FAILED": "ERROR", "TIMEOUT": "WARN"}.get(state, "INFO")
    detail = {"jobName": job, "severity": severity, "state": state, "jobRunId": run_id, "message": f"Job run {state}"}
    return envelope("aws.glue", "Glue Job State Change", detail, time, **envelope_keys)


def job_status(job, time):
    """Glue Job Run Status: a run that takes longer than its NotifyDelayAfter."""
    detail = {
        "jobName": job,
        "severity": "INFO",
        "state": "RUNNING",
        "jobRunId": "jr_" + 64 * "0",
        "notificationCondition": {"NotifyDelayAfter": 1.0},
        "message": "Job is in RUNNING state",
        "startedOn": stamp(time),
    }
    return envelope("aws.glue", "Glue Job Run Status", detail, time)


def data_quality(job, time):
    """Data Quality Evaluation Results Available, of a ruleset evaluated in a job."""
    detail = {
        "context": {"contextType": "GLUE_JOB", "jobId": "jr_1", "jobName": job},
        "resultID": "dqresult-1",
        "rulesetNames": ["rules"],
        "state": "FAILED",
        "score": 0.9,
        "rulesSucceeded": 9,
        "rulesFailed": 1,
        "rulesSkipped": 0,
    }
    return envelope("aws.glue-dataquality", "Data Quality Evaluation Results Available", detail, time)


def gate_evaluated(gate, job, time, score, run_id="jr_1", result=None):
    """Data Quality Evaluation Results Available, of a gate that has a name of its own in its job."""
    event = data_quality(job, time)
    context = {"evaluationContext": gate, "jobId": run_id}
    state = "SUCCEEDED" if score == 1 else "FAILED"  # as soon as one rule fails
    more = {"resultID": result or f"dqresult-{event['id']}", "state": state, "score": score}
    return event | {"detail": event["detail"] | more | {"context": event["detail"]["context"] | context}}


def object_created(bucket, key, time, version="v1", sequencer="617f08299329d189", **envelope_keys):
    """Object Created of S3. The key is not URL-encoded here."""
    detail = {
        "version": "0",
        "bucket": {"name": bucket},
        "object": {"key": key, "size": 5, "etag": 32 * "b", "version-id": version, "sequencer": sequencer},
        "request-id": "N4N7GDK58NMKJ12R",
        "requester": ACCOUNT_ID,
        "source-ip-address": "1.2.3.4",
        "reason": "PutObject",
    }
    return envelope("aws.s3", "Object Created", detail, time, [f"arn:aws:s3:::{bucket}"], **envelope_keys)


def object_deleted(bucket, key, time):
    event = object_created(bucket, key, time)
    del event["detail"]["object"]["size"], event["detail"]["object"]["etag"]
    return event | {"detail-type": "Object Deleted"}


def tick(rule_arn, time):
    """What a scheduled rule sends to a target that has no constant input."""
    return envelope("aws.events", "Scheduled Event", {}, time, [rule_arn])
