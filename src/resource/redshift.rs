//! Amazon Redshift Serverless: namespaces, which keep data, and workgroups, which compute.

use crate::expr::CfnAttribute::{GetAtt, Ref};
use crate::expr::Terraform::Block;
use crate::expr::{Arn, Flag, Number, Text};

use super::Tags;

resources! {
    /// A namespace.
    Namespace = "AWS::RedshiftServerless::Namespace" / "aws_redshiftserverless_namespace" as "namespace" {
        namespace_name: Text = "NamespaceName",
        db_name: Text = "DbName",
        admin_username: Text = "AdminUsername",
        manage_admin_password: Flag = "ManageAdminPassword",
        admin_password_secret_kms_key_id: Arn = "AdminPasswordSecretKmsKeyId",
        kms_key_id: Arn = "KmsKeyId",
        default_iam_role_arn: Arn = "DefaultIamRoleArn",
        iam_roles: Vec<Arn> = "IamRoles",
        log_exports: Vec<Text> = "LogExports",
        tags: Tags = "Tags",
    } => {
        /// The namespace's name.
        name: Text = Ref, "namespace_name";
        /// The namespace's ARN, which holds an id.
        arn: Arn = GetAtt("Namespace.NamespaceArn"), "arn";
    }

    /// A workgroup.
    Workgroup = "AWS::RedshiftServerless::Workgroup" / "aws_redshiftserverless_workgroup" as "workgroup" {
        workgroup_name: Text = "WorkgroupName",
        namespace_name: Text = "NamespaceName",
        base_capacity: Number = "BaseCapacity",
        max_capacity: Number = "MaxCapacity",
        port: Number = "Port",
        enhanced_vpc_routing: Flag = "EnhancedVpcRouting",
        publicly_accessible: Flag = "PubliclyAccessible",
        subnet_ids: Vec<Text> = "SubnetIds",
        security_group_ids: Vec<Text> = "SecurityGroupIds",
        config_parameters: Vec<ConfigParameter> = "ConfigParameters" => Block("config_parameter"),
        tags: Tags = "Tags",
    } => {
        /// The workgroup's name.
        name: Text = Ref, "workgroup_name";
        /// The workgroup's ARN, which holds an id.
        arn: Arn = GetAtt("Workgroup.WorkgroupArn"), "arn";
    }
}

records! {
    /// A parameter of the database engine.
    ConfigParameter {
        parameter_key: Text = "ParameterKey",
        parameter_value: Text = "ParameterValue",
    }
}
