"""Amazon Redshift Serverless, which moto lacks."""

import json

from moto.moto_server.werkzeug_app import DomainDispatcherApplication
from moto.redshift.models import redshift_backends

from ..aws import ACCOUNT_ID
from .mend import mend, refusal

DEFAULTS = {"namespace": {}, "workgroup": {"enhancedVpcRouting": False, "publiclyAccessible": False}}
SECRET = ("tags", "adminUserPassword")  # what is not shown


class Serverless:
    """The namespaces and work groups of one region, kept on its Redshift, so that they go when that is emptied."""

    def __init__(self, region):
        self.region = region
        self.things = vars(redshift_backends[ACCOUNT_ID][region]).setdefault("serverless", {})

    def serve(self, operation, request):
        """The answer to an operation, or None if what it is about is not there."""
        if operation.endswith("Resource"):
            return self.tags(operation, request)
        kind = "namespace" if "amespace" in operation else "workgroup"
        every = self.things.setdefault(kind, {})
        if operation.startswith("List"):
            return {f"{kind}s": [shown(thing) for thing in every.values()]}
        name = request[f"{kind}Name"]
        if operation.startswith("Create"):
            every[name] = self.made(kind, name, len(every)) | request
        if name not in every:
            return None
        if operation.startswith("Update"):
            every[name] |= request
        return {kind: shown(every.pop(name) if operation.startswith("Delete") else every[name])}

    def made(self, kind, name, serial):
        """What the service makes up. A name is used once: its serial number stands for the generated id."""
        identity = f"{serial:08}-{name}"
        arn = f"arn:aws:redshift-serverless:{self.region}:{ACCOUNT_ID}:{kind}/{identity}"
        made = {"status": "AVAILABLE", f"{kind}Arn": arn, f"{kind}Id": identity} | DEFAULTS[kind]
        if kind == "workgroup":
            host = f"{name}.{ACCOUNT_ID}.{self.region}.redshift-serverless.amazonaws.com"
            made |= {"endpoint": {"address": host, "port": 5439}}
        else:
            made |= {"adminPasswordSecretArn": f"arn:aws:secretsmanager:{self.region}:{ACCOUNT_ID}:secret:{identity}"}
        return made

    def tags(self, operation, request):
        every = [thing for things in self.things.values() for thing in things.values()]
        found = [thing for thing in every if request["resourceArn"] in thing.values()]
        if not found:
            return None
        tags = {tag["key"]: tag["value"] for tag in found[0].get("tags", [])}
        if operation.startswith("Untag"):
            tags = {key: value for key, value in tags.items() if key not in request["tagKeys"]}
        tags |= {tag["key"]: tag["value"] for tag in request.get("tags", [])}
        found[0]["tags"] = [{"key": key, "value": value} for key, value in tags.items()]
        return {"tags": found[0]["tags"]} if operation.startswith("List") else {}


def shown(thing):
    """What the service says of a thing. A password that it manages itself lies in a secret."""
    hidden = SECRET if thing.get("manageAdminPassword") else (*SECRET, "adminPasswordSecretArn")
    if "port" in thing:
        thing = thing | {"endpoint": thing["endpoint"] | {"port": thing["port"]}}
    return {key: value for key, value in thing.items() if key not in hidden and key != "manageAdminPassword"}


@mend("redshift-serverless", "namespaces and work groups are kept and given back (moto: no such service)")
def _redshift_serverless():
    plain, prefix = DomainDispatcherApplication.__call__, "RedshiftServerless."

    def call(self, environ, start_response):
        target = environ.get("HTTP_X_AMZ_TARGET", "")
        if not target.startswith(prefix):
            return plain(self, environ, start_response)
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        region = environ.get("HTTP_AUTHORIZATION", "/////").split("/")[2]
        found = Serverless(region).serve(target.removeprefix(prefix), json.loads(body or b"{}"))
        status, headers, text = 200, {"content-type": "application/x-amz-json-1.1"}, json.dumps(found)
        if found is None:
            status, headers, text = refusal("ResourceNotFoundException", "no such namespace or work group")
        start_response(f"{status} {'OK' if status == 200 else 'Bad Request'}", list(headers.items()))
        return [text.encode()]

    DomainDispatcherApplication.__call__ = call
