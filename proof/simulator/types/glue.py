"""AWS Glue."""

from .kind import Kind, api_words, call, remove, whole


def crawler(properties):
    if "Schedule" in properties:
        properties["Schedule"] = properties["Schedule"]["ScheduleExpression"]
    for table in properties.get("Targets", {}).get("DynamoDBTargets", []):
        for word in ("ScanAll", "ScanRate"):  # the API spells these two in lower case
            if word in table:
                table[word[0].lower() + word[1:]] = table.pop(word)
    return properties


def classifier(properties):
    csv = properties.get("CsvClassifier", {})
    if "ContainsCustomDatatype" in csv:  # what CloudFormation calls the list of types
        csv["CustomDatatypes"] = csv.pop("ContainsCustomDatatype")
    return properties


def security_configuration(properties):
    encryption = properties["EncryptionConfiguration"]
    if "S3Encryptions" in encryption:
        encryption["S3Encryption"] = encryption.pop("S3Encryptions")
    return properties


def job(properties):
    return whole(properties, "MaxRetries", "Timeout", "NumberOfWorkers", "AllocatedCapacity")


def delete_table(account, identity, properties):
    account.client("glue").delete_table(DatabaseName=properties["DatabaseName"], Name=identity)


def workflow(properties):
    return whole(properties, "MaxConcurrentRuns")


def trigger(properties):
    return properties | {"Actions": [whole(action, "Timeout") for action in properties["Actions"]]}


def optimizer(account, properties):
    settings = api_words(properties["TableOptimizerConfiguration"])
    account.client("glue").create_table_optimizer(**properties | {"TableOptimizerConfiguration": settings})
    return "|".join(properties[key] for key in ("DatabaseName", "TableName", "Type"))


def delete_optimizer(account, identity, properties):
    names = {key: properties[key] for key in ("CatalogId", "DatabaseName", "TableName", "Type")}
    account.client("glue").delete_table_optimizer(**names)


TYPES = [
    Kind(
        "AWS::Glue::Database",
        call("glue", "create_database", lambda request: request["DatabaseInput"]["Name"]),
        remove("glue", "delete_database"),
    ),
    Kind(
        "AWS::Glue::Table",
        call("glue", "create_table", lambda request: request["TableInput"]["Name"]),
        delete_table,
    ),
    Kind(
        "AWS::Glue::Crawler", call("glue", "create_crawler", "Name", crawler), remove("glue", "delete_crawler"), "Name"
    ),
    Kind("AWS::Glue::Job", call("glue", "create_job", "Name", job), remove("glue", "delete_job", "JobName"), "Name"),
    Kind(
        "AWS::Glue::SecurityConfiguration",
        call("glue", "create_security_configuration", "Name", security_configuration),
        remove("glue", "delete_security_configuration"),
        "Name",
    ),
    Kind(
        "AWS::Glue::Classifier",
        call("glue", "create_classifier", lambda request: next(iter(request.values()))["Name"], prepare=classifier),
        remove("glue", "delete_classifier"),
    ),
    Kind(
        "AWS::Glue::Connection",
        call("glue", "create_connection", lambda request: request["ConnectionInput"]["Name"]),
        remove("glue", "delete_connection", "ConnectionName"),
    ),
    Kind(
        "AWS::Glue::DataQualityRuleset",
        call("glue", "create_data_quality_ruleset"),
        remove("glue", "delete_data_quality_ruleset"),
        "Name",
    ),
    Kind(
        "AWS::Glue::Workflow",
        call("glue", "create_workflow", prepare=workflow),
        remove("glue", "delete_workflow"),
        "Name",
    ),
    Kind("AWS::Glue::TableOptimizer", optimizer, delete_optimizer),
    Kind(
        "AWS::Glue::Trigger",
        call("glue", "create_trigger", prepare=trigger),
        remove("glue", "delete_trigger"),
        "Name",
    ),
]
