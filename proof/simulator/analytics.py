"""Mends of moto's Amazon Athena and EMR Serverless."""

import json

import moto.emrserverless.models as applications
from moto.athena.responses import AthenaResponse
from moto.emrserverless.responses import EMRServerlessResponse

from .mend import mend

APPLICATION_KEPT = {
    "architecture": "architecture",
    "identityCenterConfiguration": "identity_center_configuration",
    "imageConfiguration": "image_configuration",
    "interactiveConfiguration": "interactive_configuration",
    "monitoringConfiguration": "monitoring_configuration",
    "runtimeConfiguration": "runtime_configuration",
    "schedulerConfiguration": "scheduler_configuration",
    "workerTypeSpecifications": "worker_type_specifications",
}


@mend("athena", "DeleteNamedQuery exists (moto: no such action)")
def _named_queries():
    def delete_named_query(self):
        self.athena_backend.named_queries.pop(self._get_param("NamedQueryId"), None)
        return 200, {}, "{}"

    AthenaResponse.delete_named_query = delete_named_query


@mend("athena", "UpdateWorkGroup exists (moto: no such action)")
def _work_groups():
    def update_work_group(self):
        group = self.athena_backend.work_groups[self._get_param("WorkGroup")]
        updates = self._get_param("ConfigurationUpdates", {})
        group.state = self._get_param("State", group.state)
        group.description = self._get_param("Description", group.description)
        removed = {key.removeprefix("Remove") for key, value in updates.items() if key.startswith("Remove") and value}
        kept = {key: value for key, value in group.configuration.items() if key not in removed}
        updates = {key: value for key, value in updates.items() if not key.startswith("Remove")}
        if "ResultConfigurationUpdates" in updates:
            updates["ResultConfiguration"] = updates.pop("ResultConfigurationUpdates")
        group.configuration = kept | updates
        return 200, {}, "{}"

    AthenaResponse.update_work_group = update_work_group


@mend("athena", "ListTagsForResource of a thing without tags is empty (moto: 400, so a work group needs tags)")
def _no_tags():
    def list_tags_for_resource(self):
        tags = self.athena_backend.list_tags_for_resource(self._get_param("ResourceARN"))
        return json.dumps(tags or {"Tags": []})

    AthenaResponse.list_tags_for_resource = list_tags_for_resource


@mend("emr-serverless", "a new application is CREATED (moto: STARTED, which Terraform gives up on)")
def _created():
    applications.APPLICATION_STATUS = "CREATED"


@mend("emr-serverless", f"{', '.join(APPLICATION_KEPT)} of an application are kept (moto: dropped)")
def _applications():
    def keep(plain, application_of):
        def kept(self):
            answer = plain(self)
            application = application_of(self)
            for parameter, attribute in APPLICATION_KEPT.items():
                if self._get_param(parameter) is not None:
                    setattr(application, attribute, self._get_param(parameter))
            return answer

        return kept

    def newest(response):
        return list(response.emrserverless_backend.applications.values())[-1]

    def named(response):
        return response.emrserverless_backend.applications[response._get_param("applicationId")]

    EMRServerlessResponse.create_application = keep(EMRServerlessResponse.create_application, newest)
    EMRServerlessResponse.update_application = keep(EMRServerlessResponse.update_application, named)
