//! Amazon EMR Serverless.

use crate::expr::CfnAttribute::{GetAtt, Ref};
use crate::expr::Terraform::{Block, Rename};
use crate::expr::{Arn, Flag, Number, Text};

use super::Tags;

resources! {
    /// An application.
    EmrServerlessApplication = "AWS::EMRServerless::Application" / "aws_emrserverless_application" as "application" {
        name: Text = "Name",
        r#type: Text = "Type" => Rename("type"),
        release_label: Text = "ReleaseLabel",
        architecture: Text = "Architecture",
        initial_capacity: Vec<InitialCapacity> = "InitialCapacity" => Block("initial_capacity"),
        maximum_capacity: MaximumCapacity = "MaximumCapacity" => Block("maximum_capacity"),
        auto_start_configuration: AutoStart = "AutoStartConfiguration" => Block("auto_start_configuration"),
        auto_stop_configuration: AutoStop = "AutoStopConfiguration" => Block("auto_stop_configuration"),
        network_configuration: EmrNetworkConfiguration = "NetworkConfiguration" => Block("network_configuration"),
        tags: Tags = "Tags",
    } => {
        /// The application's id.
        application_id: Text = Ref, "id";
        /// The application's ARN, which holds the id.
        arn: Arn = GetAtt("Arn"), "arn";
    }
}

records! {
    /// Workers of one type that are ready.
    InitialCapacity {
        key: Text = "Key" => Rename("initial_capacity_type"),
        value: InitialCapacityConfig = "Value" => Block("initial_capacity_config"),
    }

    /// How many, and of which size.
    InitialCapacityConfig {
        worker_count: Number = "WorkerCount",
        worker_configuration: WorkerConfiguration = "WorkerConfiguration" => Block("worker_configuration"),
    }

    /// The size of a worker.
    WorkerConfiguration {
        cpu: Text = "Cpu",
        memory: Text = "Memory",
        disk: Text = "Disk",
    }

    /// What all workers may have together.
    MaximumCapacity {
        cpu: Text = "Cpu",
        memory: Text = "Memory",
        disk: Text = "Disk",
    }

    /// Whether the submission of a run starts it.
    AutoStart {
        enabled: Flag = "Enabled",
    }

    /// Whether it stops by itself, and when.
    AutoStop {
        enabled: Flag = "Enabled",
        idle_timeout_minutes: Number = "IdleTimeoutMinutes",
    }

    /// Where its workers stand.
    EmrNetworkConfiguration {
        subnet_ids: Vec<Text> = "SubnetIds",
        security_group_ids: Vec<Text> = "SecurityGroupIds",
    }
}
