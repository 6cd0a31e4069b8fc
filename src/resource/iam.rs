//! AWS IAM: a role for each principal, and customer managed policies.

use crate::expr::CfnAttribute::{GetAtt, Ref};
use crate::expr::Terraform::{Json, Rename, Satellite as InSatellite};
use crate::expr::{Arn, Document, Satellite, SatelliteBody, Text};

use super::Tags;

/// Attached one by one: the role's own `managed_policy_arns` is deprecated in the provider.
static ATTACHMENT: Satellite = Satellite {
    resource: "aws_iam_role_policy_attachment",
    link: "role",
    owner: "name",
    body: SatelliteBody::EachValue("policy_arn"),
    barrier: true,
};

resources! {
    /// A role that one service assumes.
    Role = "AWS::IAM::Role" / "aws_iam_role" as "role" {
        role_name: Text = "RoleName" => Rename("name"),
        description: Text = "Description",
        assume_role_policy_document: Document = "AssumeRolePolicyDocument" => Json("assume_role_policy"),
        permissions_boundary: Arn = "PermissionsBoundary",
        managed_policy_arns: Vec<Arn> = "ManagedPolicyArns" => InSatellite(&ATTACHMENT),
        tags: Tags = "Tags",
    } => {
        /// The role's name.
        name: Text = Ref, "name";
        /// The role's ARN.
        arn: Arn = GetAtt("Arn"), "arn";
    }

    /// A customer managed policy.
    ManagedPolicy = "AWS::IAM::ManagedPolicy" / "aws_iam_policy" as "policy" {
        managed_policy_name: Text = "ManagedPolicyName" => Rename("name"),
        description: Text = "Description",
        policy_document: Document = "PolicyDocument" => Json("policy"),
    } => {
        /// The policy's ARN.
        arn: Arn = Ref, "arn";
    }
}
