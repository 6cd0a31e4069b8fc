"""Mutants of examples/orders: a crawler starts a job, which starts another one."""

from .mutant import EQUAL, EVENTS, logical, mutant, one, permission, statement

MUTANTS = []
CRAWLER_RULE, FUNCTION = "orders-clean-orders-crawler", "orders-clean-orders-trigger"


def events(name):
    return mutant(name, EVENTS, MUTANTS)


def equal(name):
    return mutant(name, EQUAL, MUTANTS)


def rule(template, name=CRAWLER_RULE):
    return one(template, "AWS::Events::Rule", Name=name)


def function(template):
    return one(template, "AWS::Lambda::Function", FunctionName=FUNCTION)


def replaced(properties, old, new):
    """Replaces a piece of the handler's source that must be there once."""
    source = properties["Code"]["ZipFile"]
    if source.count(old) != 1:
        raise LookupError(f"{old!r} occurs {source.count(old)} times: the mutant needs a new anchor")
    properties["Code"]["ZipFile"] = source.replace(old, new)


# The rule.
@events("the pattern wants SUCCEEDED of a crawler, which says Succeeded")
def _(template):
    rule(template)["EventPattern"]["detail"]["state"] = ["SUCCEEDED"]


@events("the pattern matches any crawler")
def _(template):
    del rule(template)["EventPattern"]["detail"]["crawlerName"]


@events("the pattern matches the crawler's Started and Failed, too")
def _(template):
    del rule(template)["EventPattern"]["detail"]["state"]


@events("the pattern matches forwarded events of other accounts")
def _(template):
    del rule(template)["EventPattern"]["account"]


@events("the pattern's detail-type is misspelt")
def _(template):
    rule(template)["EventPattern"]["detail-type"] = ["Glue Crawler State change"]


@events("the rule is disabled")
def _(template):
    rule(template)["State"] = "DISABLED"


@events("the rule has no target")
def _(template):
    del rule(template)["Targets"]


@events("the rule's target has no dead-letter queue")
def _(template):
    del rule(template)["Targets"][0]["DeadLetterConfig"]


@events("the reconcile rule rings once a day")
def _(template):
    rule(template, "orders-clean-orders-reconcile")["ScheduleExpression"] = "rate(1 day)"


@events("the reconcile rule sends an input that the handler does not know")
def _(template):
    rule(template, "orders-clean-orders-reconcile")["Targets"][0]["Input"] = '{"lakegen":"check"}'


@events("the failure rule wants a job's state in a crawler's spelling")
def _(template):
    rule(template, "orders-job-failed")["EventPattern"]["detail"]["state"] = ["Failed"]


# Permissions.
@events("the function does not let the rule in")
def _(template):
    del template["Resources"][permission(template, CRAWLER_RULE)[0]]


@events("the function lets another rule in instead")
def _(template):
    other = logical(template, "AWS::Events::Rule", Name="orders-daily-revenue-job")
    permission(template, CRAWLER_RULE)[1]["SourceArn"] = {"Fn::GetAtt": [other, "Arn"]}


@events("the permission asks for a source account, which EventBridge does not send")
def _(template):
    permission(template, CRAWLER_RULE)[1]["SourceAccount"] = {"Ref": "AWS::AccountId"}


@events("the function's role may not start the job")
def _(template):
    statement(template, FUNCTION, "StartAndLookUpRuns")["Action"] = "glue:GetJobRuns"


@events("the function's role may start any job")
def _(template):
    statement(template, FUNCTION, "StartAndLookUpRuns")["Resource"] = "*"


@events("the function's role may not read the crawl history")
def _(template):
    statement(template, FUNCTION, "ReadCrawlHistory")["Action"] = "glue:GetCrawler"


@events("the dead-letter queue does not let the rule in")
def _(template):
    queue = logical(template, "AWS::SQS::Queue", QueueName=f"{FUNCTION}-dlq")
    policy = one(template, "AWS::SQS::QueuePolicy", Queues=[{"Ref": queue}])["PolicyDocument"]["Statement"][0]
    rule_arn = {"Fn::GetAtt": [logical(template, "AWS::Events::Rule", Name=CRAWLER_RULE), "Arn"]}
    policy["Condition"]["ArnEquals"]["aws:SourceArn"].remove(rule_arn)


@events("the key does not let EventBridge encrypt dead letters")
def _(template):
    statements = one(template, "AWS::KMS::Key")["KeyPolicy"]["Statement"]
    statements[:] = [each for each in statements if each["Sid"] != "EventBridgeToDeadLetters"]


@events("the role of the failure rules may not publish")
def _(template):
    statement(template, "orders-alerts", "Publish")["Action"] = "sns:Subscribe"


@events("the topic does not let the alarms in")
def _(template):
    one(template, "AWS::SNS::TopicPolicy")["PolicyDocument"]["Statement"][0]["Principal"]["Service"] = (
        "logs.amazonaws.com"
    )


# The function.
@events("the function starts the wrong job")
def _(template):
    other = logical(template, "AWS::Glue::Job", Name="orders-daily-revenue")
    function(template)["Environment"]["Variables"]["JOB_NAME"] = {"Ref": other}


@events("the function is not told its crawler")
def _(template):
    del function(template)["Environment"]["Variables"]["CRAWLER_NAME"]


@events("the function may run twice at once")
def _(template):
    del function(template)["ReservedConcurrentExecutions"]


@events("the handler returns early")
def _(template):
    replaced(
        function(template),
        "    try:\n        result = serve(",
        '    return {"outcome": "nothing"}\n    try:\n        result = serve(',
    )


@events("the handler does not look for the runs that are there")
def _(template):
    replaced(function(template), 'return "duplicate"', 'return "start"')


@events("the handler starts a run for the crawl that is visible, though a newer one rang")
def _(template):
    replaced(function(template), 'crawl is None or is_stale(crawl, event["detail"])', "crawl is None")


@events("the handler forgets to queue runs")
def _(template):
    replaced(function(template), "JobRunQueuingEnabled=True, ", "")


# What only the comparison with the other targets can see.
@equal("a crawler writes to another database")
def _(template):
    one(template, "AWS::Glue::Crawler")["DatabaseName"] = "default"


@equal("a crawler loses an exclusion")
def _(template):
    one(template, "AWS::Glue::Crawler")["Targets"]["S3Targets"][0]["Exclusions"].pop()


@equal("a bucket loses a tag")
def _(template):
    one(template, "AWS::S3::Bucket", BucketName={"Fn::Sub": "orders-raw-${AWS::AccountId}-${AWS::Region}"})[
        "Tags"
    ].pop()


@equal("a job loses a tag")
def _(template):
    one(template, "AWS::Glue::Job", Name="orders-clean-orders")["Tags"].popitem()


@equal("a log group is kept for a week")
def _(template):
    one(template, "AWS::Logs::LogGroup", LogGroupName=f"/aws/lambda/{FUNCTION}")["RetentionInDays"] = 7


@equal("a bucket keeps old versions for longer")
def _(template):
    bucket = one(template, "AWS::S3::Bucket", BucketName={"Fn::Sub": "orders-raw-${AWS::AccountId}-${AWS::Region}"})
    bucket["LifecycleConfiguration"]["Rules"][-1]["NoncurrentVersionExpiration"]["NoncurrentDays"] = 3650


@equal("a bucket takes requests without TLS")
def _(template):
    bucket = logical(template, "AWS::S3::Bucket", BucketName={"Fn::Sub": "orders-raw-${AWS::AccountId}-${AWS::Region}"})
    policy = one(template, "AWS::S3::BucketPolicy", Bucket={"Ref": bucket})["PolicyDocument"]
    policy["Statement"][-1]["Condition"]["Bool"]["aws:SecureTransport"] = True


@equal("a job's role may read more")
def _(template):
    statement(template, "orders-clean-orders-job", "ReadInput")["Resource"] = "*"


@equal("a job's role may not read its script")
def _(template):
    statement(template, "orders-clean-orders-job", "ReadScript")["Resource"] = "arn:aws:s3:::elsewhere/*"


@equal("a job writes elsewhere")
def _(template):
    arguments = one(template, "AWS::Glue::Job", Name="orders-clean-orders")["NonOverridableArguments"]
    arguments["--lakegen_writes"] = "s3://elsewhere/"


@equal("a job refuses to queue")
def _(template):
    one(template, "AWS::Glue::Job", Name="orders-clean-orders")["JobRunQueuingEnabled"] = False


@equal("a function's code has another comment")
def _(template):
    function(template)["Code"]["ZipFile"] += "# changed\n"


@equal("failures are mailed to somebody else")
def _(template):
    one(template, "AWS::SNS::Subscription")["Endpoint"] = "somebody@example.com"


@equal("the key is not rotated")
def _(template):
    one(template, "AWS::KMS::Key")["EnableKeyRotation"] = False


@equal("a queue is not encrypted")
def _(template):
    del one(template, "AWS::SQS::Queue", QueueName=f"{FUNCTION}-dlq")["KmsMasterKeyId"]


@equal("EventBridge gives up after one attempt")
def _(template):
    rule(template)["Targets"][0]["RetryPolicy"]["MaximumRetryAttempts"] = 1


@equal("an alarm waits for more dead letters")
def _(template):
    one(template, "AWS::CloudWatch::Alarm", AlarmName="orders-clean-orders-dead-letters")["Threshold"] = 10
