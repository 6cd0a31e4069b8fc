//! The words of the two vocabularies: what the resource table is made of.

use super::Expr;

/// A resource type in both vocabularies.
#[derive(Debug)]
pub struct ResourceType {
    /// `AWS::Glue::Job`.
    pub cloudformation: &'static str,
    /// `aws_glue_job`.
    pub terraform: &'static str,
    /// The word for such a thing: what a Terraform label need not repeat (`aws_glue_job.clean`, not `.clean_job`).
    pub noun: &'static str,
    /// Every property lakegen sets, in the order in which it is written.
    pub properties: &'static [Property],
}

/// A property in both vocabularies.
#[derive(Debug)]
pub struct Property {
    /// CloudFormation's name: `ScriptLocation`. Empty where it has none, and then it is not written there.
    pub cloudformation: &'static str,
    /// lakegen's own name, which is also Terraform's unless `terraform` says otherwise: `script_location`.
    pub name: &'static str,
    /// How Terraform spells it.
    pub terraform: Terraform,
    /// The properties of the record, or of the records in the list, that it holds; `None` where it holds none.
    pub nested: Option<&'static [Property]>,
}

impl Property {
    /// Whether CloudFormation has it at all.
    pub const fn is_in_cloudformation(&self) -> bool {
        !self.cloudformation.is_empty()
    }
}

/// How Terraform spells a property.
#[derive(Clone, Copy, Debug)]
pub enum Terraform {
    /// An attribute by lakegen's own name.
    Same,
    /// An attribute by another name.
    Rename(&'static str),
    /// A nested block, or one for each element of a list.
    Block(&'static str),
    /// No level of its own: the record's properties belong to what encloses it.
    Flatten,
    /// An attribute of what encloses the block that the record becomes.
    Outer(&'static str),
    /// A scalar in a block of its own: `expiration { days = 3 }`.
    Wrap(&'static str, &'static str),
    /// A JSON document: `jsonencode(...)`.
    Json(&'static str),
    /// A list of exactly one, spelled as that one.
    Single(&'static str),
    /// One, spelled as a list.
    Listed(&'static str),
    /// Resources of their own that belong to this one.
    Satellite(&'static Satellite),
    /// Whatever the function makes of it, as attributes; the text says why no other spelling fits.
    Hook(fn(&Expr) -> Vec<(&'static str, Expr)>, &'static str),
    /// The code of a Lambda function.
    Code,
    /// The provider has no such argument; the text says so, and what that means.
    Absent(&'static str),
}

/// A property of one CloudFormation resource that Terraform makes a resource of its own.
#[derive(Debug)]
pub struct Satellite {
    /// `aws_s3_bucket_versioning`.
    pub resource: &'static str,
    /// The satellite's argument that names its owner: `bucket`.
    pub link: &'static str,
    /// The owner's attribute that it takes: `id`.
    pub owner: &'static str,
    /// Where the property's value goes.
    pub body: SatelliteBody,
    /// Whether whatever refers to the owner has to wait for the satellite too: a role is of no use before its policies.
    pub barrier: bool,
}

/// Where the value of a [`Satellite`] goes.
#[derive(Clone, Copy, Debug)]
pub enum SatelliteBody {
    /// The record's properties are the satellite's arguments.
    Fields,
    /// The record is one block.
    Block(&'static str),
    /// A list: a satellite for each element, whose properties are its arguments.
    EachRecord,
    /// A list: a satellite for each element, which is the value of this argument.
    EachValue(&'static str),
}

/// An attribute of a deployed resource in both vocabularies.
#[derive(Debug, PartialEq, Eq)]
pub struct Attribute {
    /// How CloudFormation gets it.
    pub cloudformation: CfnAttribute,
    /// Terraform's name for it.
    pub terraform: &'static str,
}

/// How CloudFormation gets at an attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CfnAttribute {
    /// `Ref`.
    Ref,
    /// `Fn::GetAtt`.
    GetAtt(&'static str),
    /// There is none: an ARN made of `Ref`, `arn:<partition>:<service>:<region>:<account>:<prefix><ref>`.
    /// AWS::Glue::* return no `Arn` (CloudFormation resource schemas, `readOnlyProperties`).
    ArnOfRef {
        /// `glue`.
        service: &'static str,
        /// `job/`.
        prefix: &'static str,
    },
}

/// A nested property type, or the properties of a resource: only those that are set, in the table's order.
#[derive(Clone, Debug, Default)]
pub struct Record(pub Vec<(&'static Property, Expr)>);

impl PartialEq for Record {
    fn eq(&self, other: &Self) -> bool {
        self.0.len() == other.0.len()
            && self.0.iter().zip(&other.0).all(|((a, x), (b, y))| std::ptr::eq(*a, *b) && x == y)
    }
}
