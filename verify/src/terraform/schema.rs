//! The aws provider's schemas: what a block may hold, and of what kind.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::Value;

use crate::vendor::{self, Cache};

/// The kind of a value; sets and tuples count as lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    String,
    Number,
    Bool,
    List(Box<Kind>),
    Map(Box<Kind>),
    Object(BTreeMap<String, Kind>),
    /// Not known, or anything at all.
    Any,
}

impl Kind {
    /// A kind as the provider's schema writes it: `"string"`, `["list", "string"]`, `["object", {...}]`.
    fn read(json: &Value) -> Self {
        let inner = || Box::new(Self::read(&json[1]));
        match (json.as_str(), json[0].as_str()) {
            (Some("string"), _) => Self::String,
            (Some("number"), _) => Self::Number,
            (Some("bool"), _) => Self::Bool,
            (_, Some("list" | "set")) => Self::List(inner()),
            (_, Some("map")) => Self::Map(inner()),
            (_, Some("object")) => {
                let fields = json[1].as_object().into_iter().flatten();
                Self::Object(fields.map(|(name, kind)| (name.clone(), Self::read(kind))).collect())
            }
            _ => Self::Any,
        }
    }

    /// The kind in words.
    pub fn words(&self) -> String {
        match self {
            Self::String => "a string".to_owned(),
            Self::Number => "a number".to_owned(),
            Self::Bool => "a boolean".to_owned(),
            Self::List(_) => "a list".to_owned(),
            Self::Map(_) => "a map".to_owned(),
            Self::Object(_) => "an object".to_owned(),
            Self::Any => "anything".to_owned(),
        }
    }
}

/// One attribute.
#[derive(Debug)]
pub struct Attribute {
    pub kind: Kind,
    pub required: bool,
    pub deprecated: bool,
    /// The provider sets it, and nobody else may.
    pub read_only: bool,
}

/// A nested block type.
#[derive(Debug)]
pub struct Nested {
    pub block: Block,
    pub deprecated: bool,
    pub min: u64,
    /// 0: any number.
    pub max: u64,
}

/// The content of one block.
#[derive(Debug, Default)]
pub struct Block {
    pub attributes: BTreeMap<String, Attribute>,
    pub blocks: BTreeMap<String, Nested>,
}

impl Block {
    /// The schema of a resource type.
    pub fn of_resource(kind: &str) -> Option<Arc<Self>> {
        Self::find(kind)
    }

    /// The schema of a data source.
    pub fn of_data(kind: &str) -> Option<Arc<Self>> {
        Self::find(&format!("data.{kind}"))
    }

    /// The schema of the provider's own configuration.
    pub fn of_provider(name: &str) -> Option<Arc<Self>> {
        Self::find(&format!("provider.{name}"))
    }

    fn find(stem: &str) -> Option<Arc<Self>> {
        static BLOCKS: Cache<Block> = Cache::new();
        BLOCKS.get(stem, || Some(Self::read(&vendor::schema("terraform", &format!("{stem}.json"))?["block"])))
    }

    fn read(json: &Value) -> Self {
        let flag = |attribute: &Value, name: &str| attribute[name].as_bool() == Some(true);
        let attributes = json["attributes"].as_object().into_iter().flatten().map(|(name, attribute)| {
            let required = flag(attribute, "required");
            let read_only = !required && !flag(attribute, "optional");
            let deprecated = flag(attribute, "deprecated");
            (name.clone(), Attribute { kind: Kind::read(&attribute["type"]), required, deprecated, read_only })
        });
        let blocks = json["block_types"].as_object().into_iter().flatten().map(|(name, nested)| {
            let single = nested["nesting_mode"] == "single";
            let max = if single { 1 } else { nested["max_items"].as_u64().unwrap_or(0) };
            let min = nested["min_items"].as_u64().unwrap_or(0);
            let deprecated = flag(&nested["block"], "deprecated");
            (name.clone(), Nested { block: Self::read(&nested["block"]), deprecated, min, max })
        });
        Self { attributes: attributes.collect(), blocks: blocks.collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_vendored_schema_has_attributes_of_known_kind() {
        let mut read = 0;
        for entry in std::fs::read_dir(vendor::folder("terraform")).expect("the folder is there") {
            let file = entry.expect("an entry").file_name().into_string().expect("UTF-8");
            let Some(stem) = file.strip_suffix(".json") else { continue };
            let block = Block::find(stem).expect("JSON");
            let kinds = block.attributes.values().map(|attribute| &attribute.kind);
            assert!(!block.attributes.is_empty() && kinds.clone().all(|kind| *kind != Kind::Any), "{file}");
            read += 1;
        }
        assert!(read > 100, "{read} schemas");
    }

    #[test]
    fn facts_are_read_as_written() {
        let job = Block::of_resource("aws_glue_job").expect("vendored");
        assert!(job.attributes["role_arn"].required && job.attributes["arn"].read_only);
        assert_eq!(job.attributes["default_arguments"].kind, Kind::Map(Box::new(Kind::String)));
        assert_eq!((job.blocks["command"].min, job.blocks["command"].max), (1, 1));
    }
}
