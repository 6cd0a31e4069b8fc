"""What reads a lake: Athena work groups and queries, EMR Serverless applications, Redshift Serverless."""

from ..aws import ACCOUNT_ID
from .normal import order, tags


def read(account):
    yield from athena(account)
    yield from emr(account)
    yield from redshift(account)


def athena(account):
    client = account.client("athena")
    for listed in client.list_work_groups()["WorkGroups"]:
        name = listed["Name"]
        arn = f"arn:aws:athena:{account.region}:{ACCOUNT_ID}:workgroup/{name}"
        found = client.list_tags_for_resource(ResourceARN=arn)["Tags"]
        yield f"work group {name}", client.get_work_group(WorkGroup=name)["WorkGroup"] | {"tags": tags(found)}
        for identity in client.list_named_queries(WorkGroup=name)["NamedQueryIds"]:
            query = client.get_named_query(NamedQueryId=identity)["NamedQuery"]
            yield f"query {query['Name']}", query


def applications(account):
    found = account.pages("emr-serverless", "list_applications", "applications")
    return [application for application in found if application["state"] != "TERMINATED"]


def emr(account):
    client = account.client("emr-serverless")
    for listed in applications(account):
        application = client.get_application(applicationId=listed["id"])["application"]
        network = unordered(application.get("networkConfiguration", {}))
        yield f"application {application['name']}", application | {"networkConfiguration": network}


def unordered(thing):
    """Ids and names in a list mean the same in any order."""
    return {key: sorted(value, key=order) if isinstance(value, list) else value for key, value in thing.items()}


def redshift(account):
    client = account.client("redshift-serverless")
    for kind in ("namespace", "workgroup"):
        for thing in account.pages("redshift-serverless", f"list_{kind}s", f"{kind}s"):
            found = client.list_tags_for_resource(resourceArn=thing[f"{kind}Arn"])["tags"]
            yield f"redshift {kind} {thing[f'{kind}Name']}", unordered(thing) | {"tags": tags(found)}


def names(account):
    """Generated ids, by what carries them."""
    known = {application["id"]: f"(application {application['name']})" for application in applications(account)}
    client = account.client("athena")
    for group in client.list_work_groups()["WorkGroups"]:
        for identity in client.list_named_queries(WorkGroup=group["Name"])["NamedQueryIds"]:
            known[identity] = f"(query {client.get_named_query(NamedQueryId=identity)['NamedQuery']['Name']})"
    return known
