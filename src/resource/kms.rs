//! AWS KMS: the key that everything at rest is encrypted with.

use crate::expr::CfnAttribute::{GetAtt, Ref};
use crate::expr::Terraform::{Json, Rename};
use crate::expr::{Arn, Document, Flag, Number, Text};

use super::Tags;

resources! {
    /// A customer managed key.
    Key = "AWS::KMS::Key" / "aws_kms_key" as "key" {
        description: Text = "Description",
        enable_key_rotation: Flag = "EnableKeyRotation",
        pending_window_in_days: Number = "PendingWindowInDays" => Rename("deletion_window_in_days"),
        key_policy: Document = "KeyPolicy" => Json("policy"),
        tags: Tags = "Tags",
    } => {
        /// The key's id.
        key_id: Text = Ref, "key_id";
        /// The key's ARN.
        arn: Arn = GetAtt("Arn"), "arn";
    }

    /// A name for a key.
    Alias = "AWS::KMS::Alias" / "aws_kms_alias" as "alias" {
        alias_name: Text = "AliasName" => Rename("name"),
        target_key_id: Text = "TargetKeyId",
    }
}
