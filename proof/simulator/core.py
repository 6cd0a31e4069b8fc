"""Mends of moto's dispatch."""

import json
import sys

from moto.core.responses import BaseResponse
from moto.moto_server.werkzeug_app import DomainDispatcherApplication

from .mend import mend, refusal


def note(*words):
    print(*words, file=sys.stderr, flush=True)


@mend("core", "an action that moto lacks is refused with 400 (moto: 500, which Terraform retries for ten minutes)")
def _missing_actions():
    plain = BaseResponse.call_action

    def call_action(self):
        try:
            return plain(self)
        except NotImplementedError as error:
            note("NOT IMPLEMENTED:", self.service_name, error)
            return refusal("UnsupportedOperationException", str(error))

    BaseResponse.call_action = call_action


@mend("core", "calls at the same time do not disturb each other's look-ups (moto: now and then RuntimeError, 500)")
def _races():
    plain = BaseResponse.call_action

    def call_action(self):
        for _ in range(5):  # moto iterates over what another call changes, before it changes anything itself
            try:
                return plain(self)
            except RuntimeError as error:
                if "changed size during iteration" not in str(error):
                    raise
                note("AGAIN:", self.service_name, error)
        return plain(self)

    BaseResponse.call_action = call_action


@mend("core", "a service that moto lacks is refused with 400 at once (moto: 500)")
def _missing_services():
    plain = DomainDispatcherApplication.__call__

    def call(self, environ, start_response):
        try:
            return plain(self, environ, start_response)
        except Exception as error:  # moto raises whatever its look-up of a service raises
            note("NO SUCH SERVICE:", environ.get("HTTP_X_AMZ_TARGET"), environ.get("PATH_INFO"), repr(error))
            name = "UnsupportedOperationException"
            headers = [("content-type", "application/x-amz-json-1.1"), ("x-amzn-errortype", name)]
            start_response("400 Bad Request", headers)
            return [json.dumps({"__type": name, "message": repr(error)}).encode()]

    DomainDispatcherApplication.__call__ = call
