//! THE table: every AWS property lakegen sets, one line each, in both vocabularies.
//!
//! A line reads `field: Type = "CloudFormationName" => how Terraform spells it`; without the arrow, Terraform's name is
//! the field's; an empty `CloudFormationName` says that CloudFormation has none, and `model/targets.rs` refuses the value
//! for it. Property names and types are those of the CloudFormation resource schemas and of the AWS provider's
//! schema; `tests/vocabulary.rs` holds every line against both.

#[macro_use]
mod table;

mod athena;
mod catalog;
mod cloudwatch;
mod crawler;
mod emr;
mod events;
mod glue;
mod iam;
mod kms;
mod lake_formation;
mod lambda;
mod logs;
mod messaging;
mod redshift;
mod s3;
mod states;
mod stream;
mod workflow;

pub use athena::*;
pub use catalog::*;
pub use cloudwatch::*;
pub use crawler::*;
pub use emr::*;
pub use events::*;
pub use glue::*;
pub use iam::*;
pub use kms::*;
pub use lake_formation::*;
pub use lambda::*;
pub use logs::*;
pub use messaging::*;
pub use redshift::*;
pub use s3::*;
pub use states::*;
pub use stream::*;
pub use workflow::*;

use crate::expr::{Expr, Kind, Property, Record, ResourceType, Value, kind};

/// A resource that the graph can hold.
pub trait Resource: Into<Record> {
    /// Its line in the table.
    const TYPE: &'static ResourceType;
}

/// A nested property type.
pub trait PropertyType: Into<Record> {
    /// Every property of the type, in the order in which it is written.
    const PROPERTIES: &'static [Property];
}

/// What each property type of a resource holds, so that the table can be walked from its resources down.
pub trait Shape {
    /// The properties of the record, or of the records in the list; `None` where no record is.
    const NESTED: Option<&'static [Property]>;
}

impl<K: Kind> Shape for Value<K> {
    const NESTED: Option<&'static [Property]> = None;
}

impl Shape for Tags {
    const NESTED: Option<&'static [Property]> = None;
}

impl Shape for Dimensions {
    const NESTED: Option<&'static [Property]> = None;
}

impl<T: Shape> Shape for Vec<T> {
    const NESTED: Option<&'static [Property]> = T::NESTED;
}

/// Tags that CloudFormation spells as a list of `Key` and `Value`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tags(pub Vec<(String, String)>);

impl From<Tags> for Expr {
    fn from(tags: Tags) -> Self {
        Self::Pairs("Key", tags.0.into_iter().map(|(key, value)| (key, value.into())).collect())
    }
}

/// Tags that CloudFormation spells as a map (Glue).
pub type TagMap = Value<kind::Document>;

impl From<Tags> for TagMap {
    fn from(tags: Tags) -> Self {
        Self::of(Expr::object(tags.0))
    }
}

/// The dimensions of a metric.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Dimensions(pub Vec<(String, Expr)>);

impl From<Dimensions> for Expr {
    fn from(dimensions: Dimensions) -> Self {
        Self::Pairs("Name", dimensions.0)
    }
}

/// Every resource type in the table.
#[expect(unused_qualifications, reason = "each file of the table has a list of that name")]
pub fn types() -> impl Iterator<Item = &'static ResourceType> {
    [
        athena::TYPES,
        catalog::TYPES,
        cloudwatch::TYPES,
        crawler::TYPES,
        emr::TYPES,
        events::TYPES,
        glue::TYPES,
        iam::TYPES,
        kms::TYPES,
        lake_formation::TYPES,
        lambda::TYPES,
        logs::TYPES,
        messaging::TYPES,
        redshift::TYPES,
        s3::TYPES,
        states::TYPES,
        stream::TYPES,
        workflow::TYPES,
    ]
    .into_iter()
    .flatten()
    .copied()
}
