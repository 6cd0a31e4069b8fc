"""Events as AWS sends them: the keys, the letter case and the strings are those of the EventBridge reference."""

import itertools

CRAWLER, JOB, UPSTREAM, BUCKET = "orders-raw-orders", "orders-clean-orders", "orders-load", "orders-raw-1-eu-west-1"
CRAWLER_2, UPSTREAM_2 = "orders-raw-refunds", "orders-load-again"
RECONCILE = {"lakegen": "reconcile"}
_serial = itertools.count()


def stamp(time):
    return time.strftime("%Y-%m-%dT%H:%M:%SZ")


def envelope(source, detail_type, time, detail):
    return {
        "version": "0", "id": f"event-{next(_serial)}", "detail-type": detail_type, "source": source,
        "account": "123456789012", "time": stamp(time), "region": "eu-west-1", "resources": [], "detail": detail,
    }  # fmt: skip


def crawl_event(time, crawler=CRAWLER, state="Succeeded"):
    counters = ("tablesCreated", "tablesUpdated", "tablesDeleted")
    counters += ("partitionsCreated", "partitionsUpdated", "partitionsDeleted")
    detail = dict.fromkeys(counters, "0") | {"crawlerName": crawler, "state": state, "message": f"Crawler {state}"}
    if state == "Succeeded":
        detail |= {"completionDate": stamp(time), "runningTime (sec)": "7", "warningMessage": "N/A"}
    return envelope("aws.glue", "Glue Crawler State Change", time, detail)


def job_event(time, run_id, job=UPSTREAM, state="SUCCEEDED"):
    detail = {"jobName": job, "severity": "INFO", "state": state, "jobRunId": run_id, "message": "Job run succeeded"}
    return envelope("aws.glue", "Glue Job State Change", time, detail)


def object_event(time, key, version="v1", sequencer="617f08299329d189", bucket=BUCKET):
    item = {"key": key, "size": 5, "etag": "b1946ac92492d2347c6235b4d2611184", "sequencer": sequencer}
    if version:
        item["version-id"] = version
    detail = {"version": "0", "bucket": {"name": bucket}, "object": item, "reason": "PutObject"}
    return envelope("aws.s3", "Object Created", time, detail)


def tick_event(time):
    return envelope("aws.events", "Scheduled Event", time, {})


def quality_event(time, result="dqresult-1", gate="claims_gate"):
    context = {"contextType": "GLUE_JOB", "jobId": "jr_1", "jobName": UPSTREAM, "evaluationContext": gate}
    detail = {"context": context, "resultID": result, "rulesetNames": ["orders-claims-gate"], "state": "SUCCEEDED", "score": 1.0}
    return envelope("aws.glue-dataquality", "Data Quality Evaluation Results Available", time, detail)
