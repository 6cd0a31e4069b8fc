"""Mends of moto's Athena, Step Functions and Redshift Serverless, for lakes that use them."""

import json

from moto.athena.responses import AthenaResponse
from moto.moto_server.werkzeug_app import DomainDispatcherApplication
from moto.stepfunctions.responses import StepFunctionResponse

from ..aws import ACCOUNT_ID
from .mend import mend, refusal


@mend("athena", "DeleteNamedQuery exists (moto: no such action)")
def _named_queries():
    def delete_named_query(self):
        self.athena_backend.named_queries.pop(self._get_param("NamedQueryId"), None)
        return 200, {}, "{}"

    AthenaResponse.delete_named_query = delete_named_query


@mend("athena", "ListTagsForResource of a thing without tags is empty (moto: 400, so a work group needs tags)")
def _no_tags():
    def list_tags_for_resource(self):
        tags = self.athena_backend.list_tags_for_resource(self._get_param("ResourceARN"))
        return json.dumps(tags or {"Tags": []})

    AthenaResponse.list_tags_for_resource = list_tags_for_resource


@mend(
    "states",
    "ValidateStateMachineDefinition and ListStateMachineVersions exist; the former parses the States language "
    "(moto: no such actions, so Terraform cannot even plan a state machine)",
)
def _state_machines():
    from moto.stepfunctions.parser.asl.parse.asl_parser import AmazonStateLanguageParser

    def validate_state_machine_definition(self):
        answer = {"result": "OK", "diagnostics": [], "truncated": False}
        try:
            AmazonStateLanguageParser.parse(self._get_param("definition"))
        except Exception as error:  # the parser raises many kinds
            found = {"severity": "ERROR", "code": "SCHEMA_VALIDATION_FAILED", "message": str(error)[:900]}
            answer = {"result": "FAIL", "diagnostics": [found], "truncated": False}
        return 200, {}, json.dumps(answer)

    def list_state_machine_versions(self):
        return 200, {}, json.dumps({"stateMachineVersions": []})

    StepFunctionResponse.validate_state_machine_definition = validate_state_machine_definition
    StepFunctionResponse.list_state_machine_versions = list_state_machine_versions


@mend("redshift-serverless", "namespaces and work groups are kept and given back (moto: no such service)")
def _redshift_serverless():
    plain, kept = DomainDispatcherApplication.__call__, {"namespace": {}, "workgroup": {}}
    prefix = "RedshiftServerless."

    def shown(kind, thing):
        return {kind: {key: value for key, value in thing.items() if key not in ("tags", "adminUserPassword")}}

    def serve(operation, request, region):
        kind = "namespace" if "amespace" in operation else "workgroup"
        store, name = kept[kind], request.get(f"{kind}Name")
        if operation == "ListTagsForResource":
            every = [thing for things in kept.values() for thing in things.values()]
            found = [thing for thing in every if request["resourceArn"] in thing.values()]
            return {"tags": found[0].get("tags", []) if found else []}
        if operation.startswith("Create"):
            identity = f"{len(store)}-{name}"
            arn = f"arn:aws:redshift-serverless:{region}:{ACCOUNT_ID}:{kind}/{identity}"
            store[name] = {"status": "AVAILABLE", f"{kind}Arn": arn, f"{kind}Id": identity} | request
            if kind == "workgroup":
                host = f"{name}.{ACCOUNT_ID}.{region}.redshift-serverless.amazonaws.com"
                store[name].setdefault("endpoint", {"address": host, "port": 5439})
        if name not in store:
            return None
        if operation.startswith("Update"):
            store[name] |= request
        return shown(kind, store.pop(name) if operation.startswith("Delete") else store[name])

    def call(self, environ, start_response):
        target = environ.get("HTTP_X_AMZ_TARGET", "")
        if not target.startswith(prefix):
            return plain(self, environ, start_response)
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        region = environ.get("HTTP_AUTHORIZATION", "/////").split("/")[2]
        found = serve(target.removeprefix(prefix), json.loads(body or b"{}"), region)
        status, headers, text = 200, {"content-type": "application/x-amz-json-1.1"}, json.dumps(found)
        if found is None:
            status, headers, text = refusal("ResourceNotFoundException", "no such namespace or work group")
        start_response(f"{status} {'OK' if status == 200 else 'Bad Request'}", list(headers.items()))
        return [text.encode()]

    DomainDispatcherApplication.__call__ = call
