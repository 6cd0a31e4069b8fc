"""Mends of moto's AWS Glue: jobs, crawlers and connections."""

import operator
from datetime import UTC

import moto.glue.models as models
from moto.core.responses import ActionResult, EmptyResult
from moto.glue.responses import GlueResponse

from .mend import mend

JOB_ATTRIBUTES = {
    "Role": "role",
    "Description": "description",
    "LogUri": "log_uri",
    "Command": "command",
    "ExecutionProperty": "execution_property",
    "DefaultArguments": "default_arguments",
    "NonOverridableArguments": "non_overridable_arguments",
    "Connections": "connections",
    "MaxRetries": "max_retries",
    "Timeout": "timeout",
    "MaxCapacity": "max_capacity",
    "WorkerType": "worker_type",
    "NumberOfWorkers": "number_of_workers",
    "GlueVersion": "glue_version",
    "SecurityConfiguration": "security_configuration",
    "NotificationProperty": "notification_property",
    "ExecutionClass": "execution_class",
    "SourceControlDetails": "source_control_details",
    "CodeGenConfigurationNodes": "code_gen_configuration_nodes",
}
CRAWLER_ATTRIBUTES = {
    "Role": "role",
    "DatabaseName": "database_name",
    "Description": "description",
    "Targets": "targets",
    "Schedule": "schedule",
    "Classifiers": "classifiers",
    "TablePrefix": "table_prefix",
    "SchemaChangePolicy": "schema_change_policy",
    "RecrawlPolicy": "recrawl_policy",
    "LineageConfiguration": "lineage_configuration",
    "Configuration": "configuration",
    "CrawlerSecurityConfiguration": "crawler_security_configuration",
}
# What moto takes and forgets; the AWS API gives each of them back.
JOB_KEPT = ("JobMode", "JobRunQueuingEnabled", "MaintenanceWindow")
CRAWLER_KEPT = ("LakeFormationConfiguration",)


@mend("glue", "UpdateJob and UpdateCrawler exist (moto: no such actions)")
def _updates():
    def update_job(self):
        job, update = self.glue_backend.get_job(self._get_param("JobName")), self._get_param("JobUpdate")
        for parameter, attribute in JOB_ATTRIBUTES.items():  # the whole definition is replaced
            setattr(job, attribute, update.get(parameter))
        job.execution_property = job.execution_property or {}
        job.default_arguments = job.default_arguments or {}
        job.kept = {key: update[key] for key in JOB_KEPT if key in update}
        return ActionResult({"JobName": job.name})

    def update_crawler(self):
        crawler = self.glue_backend.get_crawler(self._get_param("Name"))
        for parameter, attribute in CRAWLER_ATTRIBUTES.items():
            if parameter in self.parameters:
                setattr(crawler, attribute, self.parameters[parameter])
        crawler.kept |= {key: self.parameters[key] for key in CRAWLER_KEPT if key in self.parameters}
        return EmptyResult()

    GlueResponse.update_job, GlueResponse.update_crawler = update_job, update_crawler


@mend("glue", f"{', '.join(JOB_KEPT)} of a job and {', '.join(CRAWLER_KEPT)} of a crawler are kept (moto: dropped)")
def _kept_settings():
    def keep(kind, create, get, settings):
        plain = getattr(GlueResponse, create)

        def created(self):
            answer = plain(self)
            thing = getattr(self.glue_backend, get)(self._get_param("Name"))
            thing.kept = {key: self.parameters[key] for key in settings if key in self.parameters}
            return answer

        setattr(GlueResponse, create, created)
        read = kind.as_dict
        kind.as_dict = lambda self: read(self) | getattr(self, "kept", {})

    keep(models.FakeJob, "create_job", "get_job", JOB_KEPT)
    keep(models.FakeCrawler, "create_crawler", "get_crawler", CRAWLER_KEPT)


@mend("glue", "a job's MaxRetries is 0 if left out (moto: nothing)")
def _max_retries():
    plain = models.FakeJob.as_dict
    models.FakeJob.as_dict = lambda self: plain(self) | {"MaxRetries": self.max_retries or 0}


@mend("glue", "a job has no ExecutionClass but the one that it was given (moto: STANDARD if none)")
def _execution_class():
    # Terraform's provider, whose tests run on AWS, takes back what Glue says: were it more, no second plan would be empty.
    plain = models.GlueBackend.create_job

    def create_job(self, **definition):
        plain(self, **definition)
        self.jobs[definition["name"]].execution_class = definition["execution_class"]

    models.GlueBackend.create_job = create_job


@mend(
    "glue",
    "ListCrawls compares START_TIME and END_TIME filters, given in epoch milliseconds, as times "
    "(moto: as text, so that all pass)",
)
def _crawl_times():
    plain = models.GlueBackend.list_crawls
    compare = {name: getattr(operator, name.lower()) for name in ("GT", "GE", "LT", "LE", "EQ", "NE")}

    def list_crawls(self, crawler_name, filters):
        times = [each for each in filters if each.field_name.value in ("START_TIME", "END_TIME")]
        crawls, token = plain(self, crawler_name, [each for each in filters if each not in times])
        for each in times:
            wanted = int(each.field_value) / 1000
            for crawl in list(crawls):
                found = getattr(crawl, each.field_name.value.lower())
                if found is None or not compare[each.operator.value](found.replace(tzinfo=UTC).timestamp(), wanted):
                    crawls.remove(crawl)
        return crawls, token

    models.GlueBackend.list_crawls = list_crawls


@mend("glue", "GetJobRuns lists the newest run first (moto: the oldest)")
def _newest_run_first():
    plain = models.FakeJob.get_job_runs
    models.FakeJob.get_job_runs = lambda self: plain(self)[::-1]


@mend("glue", "a connection is given back with everything it was created with (moto: without its type, among others)")
def _whole_connections():
    plain = models.FakeConnection.as_dict

    def as_dict(self, hide_password=False):
        shown = plain(self, hide_password)
        return shown["Connection"] | shown

    models.FakeConnection.as_dict = as_dict


@mend("glue", "DeleteConnection and UpdateConnection exist (moto: no such actions)")
def _connections():
    def delete_connection(self):
        self.glue_backend.connections.pop(self._get_param("ConnectionName"), None)
        return EmptyResult()

    def update_connection(self):
        name, update = self._get_param("Name"), self._get_param("ConnectionInput")
        self.glue_backend.connections.pop(name, None)
        self.glue_backend.create_connection(self._get_param("CatalogId"), update, {})
        return EmptyResult()

    GlueResponse.delete_connection, GlueResponse.update_connection = delete_connection, update_connection


@mend("glue", "a table that is created as an Iceberg table says so in its parameters (moto: passes over OpenTableFormatInput)")
def _iceberg_tables():
    plain = GlueResponse.create_table

    def create_table(self):
        if "IcebergInput" in (self._get_param("OpenTableFormatInput") or {}):
            self.parameters["TableInput"].setdefault("Parameters", {})["table_type"] = "ICEBERG"
        return plain(self)

    GlueResponse.create_table = create_table
