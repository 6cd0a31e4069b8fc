"""AWS Glue: all but its tables, which are in catalog.py."""

from ..aws import ACCOUNT_ID


def read(account):
    glue = account.client("glue")

    def tagged(kind, found):
        arn = f"arn:aws:glue:{account.region}:{ACCOUNT_ID}:{kind}/{found['Name']}"
        return found | {"tags": glue.get_tags(ResourceArn=arn)["Tags"]}

    for database in account.pages("glue", "get_databases", "DatabaseList"):
        yield f"database {database['Name']}", tagged("database", database)
    for crawler in account.pages("glue", "get_crawlers", "Crawlers"):
        settings = {key: value for key, value in crawler.items() if key not in ("LastCrawl", "State", "Version")}
        for target in settings.get("Targets", {}).get("MongoDBTargets", []):
            target.setdefault("ScanAll", True)  # what the Glue API takes if nothing is said, as CloudFormation has to
        yield f"crawler {crawler['Name']}", tagged("crawler", settings)
    for job in account.pages("glue", "get_jobs", "Jobs"):
        yield f"job {job['Name']}", tagged("job", job)
    for found in account.pages("glue", "get_security_configurations", "SecurityConfigurations"):
        yield f"security configuration {found['Name']}", found
    for classifier in account.pages("glue", "get_classifiers", "Classifiers"):
        [(kind, settings)] = classifier.items()
        yield f"classifier {settings['Name']}", {kind: settings}
    for connection in account.pages("glue", "get_connections", "ConnectionList"):
        for stamp in ("CreationTime", "LastUpdatedTime"):
            connection.pop(stamp, None)
        yield f"connection {connection['Name']}", connection
    for listed in glue.list_data_quality_rulesets()["Rulesets"]:
        ruleset = glue.get_data_quality_ruleset(Name=listed["Name"])
        yield f"ruleset {listed['Name']}", tagged("dataQualityRuleset", ruleset)
    for name in account.pages("glue", "list_workflows", "Workflows"):
        yield f"workflow {name}", tagged("workflow", glue.get_workflow(Name=name)["Workflow"])
    for trigger in account.pages("glue", "get_triggers", "Triggers"):
        yield f"trigger {trigger['Name']}", tagged("trigger", trigger)
