"""What moto's AWS Glue lacks: rulesets, classifiers, partition indexes, table optimizers, and more.

Each is kept on the simulated Glue of its account and region, so that it goes when that is emptied.
"""

import json
import time
from datetime import UTC, datetime

from moto.core.responses import ActionResult, EmptyResult
from moto.glue.exceptions import EntityNotFoundException
from moto.glue.models import FakeTable
from moto.glue.responses import GlueResponse
from moto.glue.utils import Action, Predicate

from .mend import mend


def kept(response, what):
    """The things of one sort, by what names them."""
    return vars(response.glue_backend).setdefault(f"mended {what}", {})


def found(response, what, name):
    every = kept(response, what)
    if name not in every:
        raise EntityNotFoundException(f"{name} not found")
    return every[name]


def serve(*actions):
    for action in actions:
        setattr(GlueResponse, action.__name__, action)


@mend("glue", "data quality rulesets are kept and given back (moto: no such actions)")
def _rulesets():
    def create_data_quality_ruleset(self):
        created, now = dict(self.parameters), datetime.fromtimestamp(time.time(), UTC)
        arn = f"arn:aws:glue:{self.region}:{self.current_account}:dataQualityRuleset/{created['Name']}"
        self.glue_backend.tag_resource(arn, created.pop("Tags", None) or {})
        # The Terraform provider dies without the times.
        kept(self, "rulesets")[created["Name"]] = created | {"CreatedOn": now, "LastModifiedOn": now}
        return ActionResult({"Name": created["Name"]})

    def get_data_quality_ruleset(self):
        return ActionResult(found(self, "rulesets", self._get_param("Name")))

    def list_data_quality_rulesets(self):
        named = ("Name", "Description", "CreatedOn", "LastModifiedOn", "TargetTable")
        every = kept(self, "rulesets").values()
        return ActionResult({"Rulesets": [{key: each[key] for key in named if key in each} for each in every]})

    def update_data_quality_ruleset(self):
        updated = found(self, "rulesets", self._get_param("Name"))
        updated |= self.parameters
        return ActionResult({key: updated.get(key) for key in ("Name", "Description", "Ruleset")})

    def delete_data_quality_ruleset(self):
        kept(self, "rulesets").pop(self._get_param("Name"), None)
        return EmptyResult()

    serve(
        create_data_quality_ruleset, get_data_quality_ruleset, list_data_quality_rulesets, update_data_quality_ruleset,
        delete_data_quality_ruleset,
    )  # fmt: skip


@mend("glue", "results of data quality are listed and given back as jobs have published them (moto: no such actions)")
def _evaluations():
    def publish_data_quality(self):
        """What the library of evaluations in jobs calls, by the name of its permission; AWS does not document it."""
        result = {"ResultId": f"dqresult-{len(kept(self, 'evaluations'))}", **json.loads(self.body)}
        kept(self, "evaluations")[result["ResultId"]] = result
        return json.dumps({"ResultId": result["ResultId"]})

    def list_data_quality_results(self):
        wanted, listed = self.parameters.get("Filter", {}), ("ResultId", "JobName", "JobRunId", "StartedOn")
        every = [each for each in kept(self, "evaluations").values() if each["StartedOn"] > wanted.get("StartedAfter", 0)]
        every = [each for each in every if each["JobName"] == wanted.get("JobName", each["JobName"])]
        return ActionResult({"Results": [{key: each[key] for key in listed} for each in every]})

    def get_data_quality_result(self):
        return ActionResult(found(self, "evaluations", self._get_param("ResultId")))

    serve(publish_data_quality, list_data_quality_results, get_data_quality_result)


@mend("glue", "classifiers are kept and given back (moto: no such actions)")
def _classifiers():
    def create_classifier(self):
        [(kind, settings)] = self.parameters.items()
        kept(self, "classifiers")[settings["Name"]] = {kind: dict(settings)}
        return EmptyResult()

    def get_classifier(self):
        return ActionResult({"Classifier": found(self, "classifiers", self._get_param("Name"))})

    def update_classifier(self):
        [(kind, settings)] = self.parameters.items()
        found(self, "classifiers", settings["Name"])[kind] |= settings
        return EmptyResult()

    def delete_classifier(self):
        kept(self, "classifiers").pop(self._get_param("Name"), None)
        return EmptyResult()

    def get_classifiers(self):
        return ActionResult({"Classifiers": list(kept(self, "classifiers").values())})

    serve(create_classifier, get_classifier, get_classifiers, update_classifier, delete_classifier)


@mend("glue", "partition indexes are kept and given back (moto: always none)")
def _partition_indexes():
    def of_table(response):
        names = response._get_param("DatabaseName"), response._get_param("TableName")
        response.glue_backend.get_table(*names)  # refuses a table that is not there
        return kept(response, "indexes").setdefault(names, {})

    def add(response, names, index):
        types = {key["Name"]: key["Type"] for key in response.glue_backend.get_table(*names).as_dict()["PartitionKeys"]}
        keys = [{"Name": key, "Type": types[key]} for key in index["Keys"]]
        described = {"IndexName": index["IndexName"], "Keys": keys, "IndexStatus": "ACTIVE"}
        kept(response, "indexes").setdefault(names, {})[index["IndexName"]] = described

    plain = GlueResponse.create_table

    def create_table(self):
        answer = plain(self)
        for index in self._get_param("PartitionIndexes") or []:
            add(self, (self._get_param("DatabaseName"), self._get_param("TableInput")["Name"]), index)
        return answer

    def create_partition_index(self):
        add(self, (self._get_param("DatabaseName"), self._get_param("TableName")), self._get_param("PartitionIndex"))
        return EmptyResult()

    def get_partition_indexes(self):
        return ActionResult({"PartitionIndexDescriptorList": list(of_table(self).values())})

    def delete_partition_index(self):
        of_table(self).pop(self._get_param("IndexName"), None)
        return EmptyResult()

    serve(create_table, create_partition_index, get_partition_indexes, delete_partition_index)


@mend("glue", "GetTable says Compressed and StoredAsSubDirectories, false if left out (moto: only if given)")
def _storage_descriptors():
    plain, defaults = FakeTable.as_dict, {"Compressed": False, "StoredAsSubDirectories": False}

    def as_dict(self, version=None):
        found = plain(self, version)
        if "StorageDescriptor" in found:
            found = found | {"StorageDescriptor": defaults | found["StorageDescriptor"]}
        return found

    FakeTable.as_dict = as_dict


@mend("glue", "table optimizers are kept and given back (moto: no such actions)")
def _table_optimizers():
    def names(response):
        return tuple(response._get_param(key) for key in ("DatabaseName", "TableName", "Type"))

    def create_table_optimizer(self):
        self.glue_backend.get_table(*names(self)[:2])
        described = {"type": names(self)[2], "configuration": self._get_param("TableOptimizerConfiguration")}
        kept(self, "optimizers")[names(self)] = described
        return EmptyResult()

    def update_table_optimizer(self):
        found(self, "optimizers", names(self))["configuration"] = self._get_param("TableOptimizerConfiguration")
        return EmptyResult()

    def get_table_optimizer(self):
        known = {key: self._get_param(key) for key in ("CatalogId", "DatabaseName", "TableName")}
        return ActionResult(known | {"TableOptimizer": found(self, "optimizers", names(self))})

    def delete_table_optimizer(self):
        kept(self, "optimizers").pop(names(self), None)
        return EmptyResult()

    serve(create_table_optimizer, update_table_optimizer, get_table_optimizer, delete_table_optimizer)


@mend("glue", "UpdateTrigger exists (moto: no such action)")
def _triggers():
    def update_trigger(self):
        trigger, update = self.glue_backend.get_trigger(self._get_param("Name")), self._get_param("TriggerUpdate")
        trigger.description = update.get("Description", trigger.description)
        trigger.schedule = update.get("Schedule", trigger.schedule)
        trigger.event_batching_condition = update.get("EventBatchingCondition", trigger.event_batching_condition)
        if "Actions" in update:
            trigger.actions = [Action(each) for each in update["Actions"]]
        if "Predicate" in update:
            trigger.predicate = Predicate(update["Predicate"])
        return ActionResult({"Trigger": trigger.as_dict()})

    serve(update_trigger)
