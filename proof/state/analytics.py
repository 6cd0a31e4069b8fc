"""AWS Glue: databases, tables, crawlers, jobs, security configurations, classifiers, connections."""

from ..aws import ACCOUNT_ID


def read(account):
    glue = account.client("glue")

    def tagged(kind, found):
        arn = f"arn:aws:glue:{account.region}:{ACCOUNT_ID}:{kind}/{found['Name']}"
        return found | {"tags": glue.get_tags(ResourceArn=arn)["Tags"]}

    for database in account.pages("glue", "get_databases", "DatabaseList"):
        name = database["Name"]
        yield f"database {name}", tagged("database", database)
        for table in account.pages("glue", "get_tables", "TableList", DatabaseName=name):
            yield f"table {name}.{table['Name']}", table
    for crawler in account.pages("glue", "get_crawlers", "Crawlers"):
        settings = {key: value for key, value in crawler.items() if key not in ("LastCrawl", "State", "Version")}
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
