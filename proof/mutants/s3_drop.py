"""Mutants of examples/s3_drop: objects and a schedule start jobs."""

from .mutant import EVENTS, mutant, one

MUTANTS = []


def events(name):
    return mutant(name, EVENTS, MUTANTS)


def rule(template, name="drop-load-drop-s3"):
    return one(template, "AWS::Events::Rule", Name=name)


@events("objects outside the prefix wake the function")
def _(template):
    del rule(template)["EventPattern"]["detail"]["object"]


@events("objects of every bucket wake the function")
def _(template):
    del rule(template)["EventPattern"]["detail"]["bucket"]


@events("the bucket sends EventBridge nothing")
def _(template):
    name = {"Fn::Sub": "drop-landing-${AWS::AccountId}-${AWS::Region}"}
    del one(template, "AWS::S3::Bucket", BucketName=name)["NotificationConfiguration"]


@events("the function looks below another prefix")
def _(template):
    function = one(template, "AWS::Lambda::Function", FunctionName="drop-load-drop-trigger")
    function["Environment"]["Variables"]["KEY_PREFIX"] = "outgoing/"


@events("the report is made at another hour")
def _(template):
    rule(template, "drop-morning-report-schedule")["ScheduleExpression"] = "cron(0 7 * * ? *)"


@events("the schedule has a constant input, so that every day looks the same")
def _(template):
    rule(template, "drop-morning-report-schedule")["Targets"][0]["Input"] = '{"time": "2026-11-01T06:00:00Z"}'
