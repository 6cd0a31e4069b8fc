//! EMR Serverless: applications, the role of their runs, and what a run is submitted with.

mod overrides;
mod permissions;

use crate::expr::{Handle, Text};
use crate::graph::{Concern, Graph, Name, Output, Scope};
use crate::model::{
    self, DEFAULT_IDLE_TIMEOUT_MINUTES, EmrApplication, EmrMaximumCapacity, EmrNetwork, EmrType, EmrWorkers, S3Location,
};
use crate::resource::{
    AutoStart, AutoStop, EmrNetworkConfiguration, EmrServerlessApplication, InitialCapacity, InitialCapacityConfig,
    MaximumCapacity, Role, WorkerConfiguration,
};

use super::bucket::in_artifacts;
use super::data::uri;
use super::iam::{RoleSpec, Trusted, role};
use super::lake::{Actor, Lake};
use super::log_group::add_log_group;

/// Below this lie the log groups of runs.
pub(super) const LOG_GROUPS: &str = "/aws/emr-serverless";

pub(super) fn resolve(lake: &mut Lake<'_>, graph: &mut Graph) {
    for application in lake.pipeline.emr_serverless.values() {
        let scope = Scope::new(Concern::Readers, &application.key, &application.origin);
        let group = log_group(lake, application);
        add_log_group(lake, graph, &scope, "emr_log_group", &group);
        let made = graph.add(scope.node("application", resource(lake, application)));
        let spec = RoleSpec {
            name: &lake.names.part(&application.key, "emr"),
            part: "emr",
            who: format!("runs of the EMR Serverless application {}", lake.names.of(&application.key)),
            trusted: Trusted::EmrServerless(made.arn()),
        };
        let role = role(lake, graph, &scope, spec, permissions::permissions(lake, application, &group));
        lake.roles.insert((Actor::EmrServerless, application.key.clone()), role.arn());
        outputs(lake, graph, application, made, role);
    }
}

fn resource(lake: &Lake<'_>, application: &EmrApplication) -> EmrServerlessApplication {
    let ready: Vec<InitialCapacity> = application.initial_capacity.iter().map(initial_capacity).collect();
    EmrServerlessApplication {
        name: Some(lake.names.of(&application.key).into()),
        r#type: Some(engine(application.kind).into()),
        release_label: Some((&application.release_label).into()),
        architecture: Some(application.architecture.as_str().into()),
        initial_capacity: (!ready.is_empty()).then_some(ready),
        maximum_capacity: application.maximum_capacity.as_ref().map(maximum_capacity),
        auto_start_configuration: Some(AutoStart { enabled: Some(application.auto_start.into()) }),
        auto_stop_configuration: Some(AutoStop {
            enabled: Some(application.idle_timeout_minutes.is_some().into()),
            // Terraform's provider says the default also of an application that does not stop.
            idle_timeout_minutes: Some(application.idle_timeout_minutes.unwrap_or(DEFAULT_IDLE_TIMEOUT_MINUTES).into()),
        }),
        network_configuration: application.network.as_ref().map(network),
        tags: Some(lake.tags()),
    }
}

/// The engine as the Amazon EMR Serverless User Guide and the command line write it; Terraform's provider takes any case.
fn engine(kind: EmrType) -> &'static str {
    match kind {
        EmrType::Spark => "SPARK",
        EmrType::Hive => "HIVE",
    }
}

/// The disk is always said: Terraform's provider would compare what the service fills in with nothing.
fn initial_capacity(workers: &EmrWorkers) -> InitialCapacity {
    InitialCapacity {
        key: Some(workers.worker_type.as_str().into()),
        value: Some(InitialCapacityConfig {
            worker_count: Some(workers.count.into()),
            worker_configuration: Some(WorkerConfiguration {
                cpu: Some(vcpus(workers.cpu)),
                memory: Some(gigabytes(workers.memory)),
                disk: Some(gigabytes(workers.disk)),
            }),
        }),
    }
}

fn maximum_capacity(maximum: &EmrMaximumCapacity) -> MaximumCapacity {
    MaximumCapacity {
        cpu: Some(vcpus(maximum.cpu)),
        memory: Some(gigabytes(maximum.memory)),
        disk: maximum.disk.map(gigabytes),
    }
}

fn vcpus(count: u32) -> Text {
    format!("{count} vCPU").into()
}

fn gigabytes(size: model::Size) -> Text {
    format!("{} GB", size.bytes() >> 30).into()
}

fn network(network: &EmrNetwork) -> EmrNetworkConfiguration {
    EmrNetworkConfiguration {
        subnet_ids: Some(network.subnets.iter().map(Text::from).collect()),
        security_group_ids: Some(network.security_groups.iter().map(Text::from).collect()),
    }
}

fn log_group(lake: &Lake<'_>, application: &EmrApplication) -> String {
    format!("{LOG_GROUPS}/{}", lake.names.of(&application.key))
}

/// Where runs find their scripts. No key of the spec holds a `-`, so the prefix is no job's.
fn scripts(application: &EmrApplication) -> S3Location {
    in_artifacts(format!("emr-serverless/{}/", application.key))
}

/// Where Hive keeps what it works with; it goes after a week.
fn temporary(application: &EmrApplication) -> S3Location {
    in_artifacts(format!("temp/emr-serverless/{}/", application.key))
}

fn outputs(
    lake: &Lake<'_>,
    graph: &mut Graph,
    application: &EmrApplication,
    made: Handle<EmrServerlessApplication>,
    role: Handle<Role>,
) {
    let key = &application.key;
    let outputs = [
        ("application_id", "--application-id of aws emr-serverless start-job-run", made.application_id().into()),
        ("execution_role_arn", "--execution-role-arn of aws emr-serverless start-job-run", role.arn().into()),
        (
            "configuration_overrides",
            "--configuration-overrides of aws emr-serverless start-job-run: the Data Catalog as metastore, and logs",
            overrides::overrides(lake, application),
        ),
        ("scripts_uri", "Runs may read scripts and libraries below this", uri(lake, &scripts(application)).into()),
    ];
    for (role, description, value) in outputs {
        graph.add_output(Output { name: Name::new(key, role, ""), description: description.to_owned(), value });
    }
}
