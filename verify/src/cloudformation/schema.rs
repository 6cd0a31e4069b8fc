//! The resource provider schema of one type, ready to judge its properties.

use std::sync::Arc;

use jsonschema::error::{TypeKind, ValidationErrorKind};
use jsonschema::types::JsonType;
use jsonschema::{Draft, Keyword, ValidationError, Validator};
use serde_json::{Map, Value};

use super::intrinsic::{Yields, call, contains_call, yields};
use crate::vendor::{self, Cache};

/// Types whose every property is an attribute too, as cfn-lint has found (`schema/_getatts.py`).
const EVERY_PROPERTY_IS_AN_ATTRIBUTE: [&str; 5] = [
    "AWS::EC2::SecurityGroup",
    "AWS::Events::EventBus",
    "AWS::RedshiftServerless::Workgroup",
    "AWS::SNS::Topic",
    "AWS::SQS::Queue",
];

/// One resource type.
pub struct ResourceType {
    name: String,
    schema: Value,
    validator: Validator,
}

impl ResourceType {
    /// The type of that name, or `None` where no schema of it is vendored.
    pub fn find(name: &str) -> Option<Arc<Self>> {
        static TYPES: Cache<ResourceType> = Cache::new();
        TYPES.get(name, || {
            let schema = vendor::schema("cloudformation", &format!("{}.json", name.replace("::", "-")))?;
            Self::build(name, schema).ok()
        })
    }

    /// Compiles `schema`; the error names what the validator does not understand.
    fn build(name: &str, mut schema: Value) -> Result<Self, String> {
        mend_patterns(&mut schema);
        let validator = jsonschema::options()
            .with_draft(Draft::Draft202012)
            .should_validate_formats(true)
            .with_format("json", |text: &str| serde_json::from_str::<Value>(text).is_ok())
            .with_keyword("requiredXor", |_, value, _| Among::keyword(value, "exactly one", |given| given == 1))
            .with_keyword("requiredOr", |_, value, _| Among::keyword(value, "at least one", |given| given >= 1))
            .with_keyword("dependentExcluded", |_, value, _| Ok(Excluded::keyword(value)))
            .build(&schema)
            .map_err(|error| error.to_string())?;
        Ok(Self { name: name.to_owned(), schema, validator })
    }

    /// What the schema has against `properties`: pointer and message. A call may stand for any value of its kind.
    pub fn complaints(&self, properties: &Value) -> Vec<(String, String)> {
        self.validator
            .iter_errors(&stand_in(properties))
            .filter(|error| !excused(error, properties))
            .map(|error| (error.instance_path().to_string(), shorten(&error.to_string())))
            .collect()
    }

    /// The read-only properties that `properties` sets, as JSON pointers.
    pub fn read_only_set(&self, properties: &Value) -> Vec<String> {
        let mut set = Vec::new();
        for pointer in self.read_only() {
            let segments: Vec<&str> = pointer.split('/').skip(2).collect();
            present(properties, &segments, String::new(), &mut set);
        }
        set
    }

    /// Whether `Fn::GetAtt` may ask for `attribute`.
    pub fn has_attribute(&self, attribute: &str) -> bool {
        let pointer = format!("/properties/{}", attribute.replace('.', "/"));
        self.read_only().any(|known| known == pointer)
            || EVERY_PROPERTY_IS_AN_ATTRIBUTE.contains(&self.name.as_str())
                && self.schema.pointer(&format!("/properties/{attribute}")).is_some()
    }

    /// The property whose value `Ref` gives, where it is one.
    pub fn reference(&self) -> Option<&str> {
        match self.schema["primaryIdentifier"].as_array()?.as_slice() {
            [only] => only.as_str()?.strip_prefix("/properties/"),
            _ => None,
        }
    }

    fn read_only(&self) -> impl Iterator<Item = &str> {
        self.schema["readOnlyProperties"].as_array().into_iter().flatten().filter_map(Value::as_str)
    }
}

/// What Java's and Python's dialects write and ECMA's does not: `\Z`, and surrogate pairs for the planes above the first.
const DIALECTS: [(&str, &str); 2] = [("\\Z", "$"), ("\\uD800\\uDBFF-\\uDC00\\uDFFF", "\\u{10000}-\\u{10FFFF}")];

/// Puts each pattern into the validator's dialect.
fn mend_patterns(schema: &mut Value) {
    match schema {
        Value::Array(items) => items.iter_mut().for_each(mend_patterns),
        Value::Object(map) => {
            for (key, value) in map {
                match value {
                    Value::String(pattern) if key == "pattern" => {
                        for (theirs, ours) in DIALECTS {
                            *pattern = pattern.replace(theirs, ours);
                        }
                    }
                    _ => mend_patterns(value),
                }
            }
        }
        _ => {}
    }
}

/// Adds to `found` each place where the path of `segments` (`*` is any element) exists.
fn present(value: &Value, segments: &[&str], at: String, found: &mut Vec<String>) {
    match (segments, value) {
        ([], _) => found.push(at),
        (["*", rest @ ..], Value::Array(items)) => {
            items.iter().enumerate().for_each(|(i, item)| present(item, rest, format!("{at}/{i}"), found));
        }
        ([name, rest @ ..], Value::Object(map)) => {
            if let Some(item) = map.get(*name) {
                present(item, rest, format!("{at}/{name}"), found);
            }
        }
        _ => {}
    }
}

/// `properties` with a value of its kind for each call whose kind is known; equal only where the calls are equal.
fn stand_in(value: &Value) -> Value {
    let text = || Value::String(value.to_string());
    match (call(value).map(|(function, _)| yields(function)), value) {
        (Some(Yields::Text), _) => text(),
        (Some(Yields::List), _) => Value::Array(vec![text()]),
        (Some(Yields::Anything), _) => value.clone(),
        (None, Value::Array(items)) => Value::Array(items.iter().map(stand_in).collect()),
        (None, Value::Object(map)) => {
            Value::Object(map.iter().map(|(key, item)| (key.clone(), stand_in(item))).collect())
        }
        (None, _) => value.clone(),
    }
}

/// Whether a call accounts for the error: it could yield a value without it.
fn excused(error: &ValidationError<'_>, properties: &Value) -> bool {
    let mut here = properties;
    let mut segments = error.instance_path().as_str().split('/').skip(1).peekable();
    loop {
        if let Some((function, _)) = call(here) {
            return segments.peek().is_some() || !wrong_kind(error.kind(), yields(function));
        }
        let Some(segment) = segments.next() else { break };
        match here.pointer(&format!("/{segment}")) {
            Some(next) => here = next,
            None => return false,
        }
    }
    match error.kind() {
        ValidationErrorKind::AnyOf { context } | ValidationErrorKind::OneOfNotValid { context } => {
            context.iter().any(|branch| branch.iter().all(|error| excused(error, properties)))
        }
        ValidationErrorKind::OneOfMultipleValid { .. } | ValidationErrorKind::Not { .. } => contains_call(here),
        _ => false,
    }
}

/// Whether a call that yields text (or a list) stands where the schema wants no text (or no list). CloudFormation turns
/// text into numbers and booleans by itself.
fn wrong_kind(kind: &ValidationErrorKind, yields: Yields) -> bool {
    let ValidationErrorKind::Type { kind } = kind else { return false };
    let takes = |wanted: &[JsonType]| match kind {
        TypeKind::Single(single) => wanted.contains(single),
        TypeKind::Multiple(set) => wanted.iter().any(|one| set.contains(*one)),
    };
    match yields {
        Yields::Text => !takes(&[JsonType::String, JsonType::Number, JsonType::Integer, JsonType::Boolean]),
        Yields::List => !takes(&[JsonType::Array]),
        Yields::Anything => false,
    }
}

/// The validator quotes the whole instance; a reader needs its beginning.
fn shorten(message: &str) -> String {
    const LONGEST: usize = 300;
    match message.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}...", &message[..at]),
        None => message.to_owned(),
    }
}

/// cfn-lint's `requiredXor` and `requiredOr`: how many of the named properties must be given.
struct Among {
    names: Vec<String>,
    words: &'static str,
    enough: fn(usize) -> bool,
}

impl Among {
    fn keyword<'a>(
        value: &'a Value,
        words: &'static str,
        enough: fn(usize) -> bool,
    ) -> Result<Box<dyn for<'i> Keyword<'i>>, ValidationError<'a>> {
        Ok(Box::new(Self { names: names(value), words, enough }))
    }
}

impl<'i> Keyword<'i> for Among {
    fn validate(&self, instance: &'i Value) -> Result<(), ValidationError<'i>> {
        match self.is_valid(instance) {
            true => Ok(()),
            false => Err(ValidationError::custom(format!("{} of {} is wanted", self.words, self.names.join(", ")))),
        }
    }

    fn is_valid(&self, instance: &'i Value) -> bool {
        let given = |map: &Map<String, Value>| self.names.iter().filter(|name| map.contains_key(*name)).count();
        instance.as_object().is_none_or(|map| (self.enough)(given(map)))
    }
}

/// cfn-lint's `dependentExcluded`: properties that rule others out.
struct Excluded(Vec<(String, Vec<String>)>);

impl Excluded {
    fn keyword(value: &Value) -> Box<dyn for<'i> Keyword<'i>> {
        let pairs = value.as_object().into_iter().flatten().map(|(name, others)| (name.clone(), names(others)));
        Box::new(Self(pairs.collect()))
    }

    fn clash(&self, instance: &Value) -> Option<(&str, &str)> {
        let map = instance.as_object()?;
        self.0.iter().filter(|(name, _)| map.contains_key(name)).find_map(|(name, others)| {
            others.iter().find(|other| map.contains_key(*other)).map(|other| (name.as_str(), other.as_str()))
        })
    }
}

impl<'i> Keyword<'i> for Excluded {
    fn validate(&self, instance: &'i Value) -> Result<(), ValidationError<'i>> {
        match self.clash(instance) {
            None => Ok(()),
            Some((name, other)) => Err(ValidationError::custom(format!("{name} rules out {other}"))),
        }
    }

    fn is_valid(&self, instance: &'i Value) -> bool {
        self.clash(instance).is_none()
    }
}

fn names(value: &Value) -> Vec<String> {
    value.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_vendored_schema_compiles() {
        let mut compiled = 0;
        for entry in std::fs::read_dir(vendor::folder("cloudformation")).expect("the folder is there") {
            let file = entry.expect("an entry").file_name().into_string().expect("UTF-8");
            if let Some(stem) = file.strip_suffix(".json") {
                let schema = vendor::schema("cloudformation", &file).expect("JSON");
                assert_eq!(schema["typeName"], stem.replace('-', "::"));
                assert_eq!(ResourceType::build(stem, schema).err(), None, "{file}");
                compiled += 1;
            }
        }
        assert!(compiled > 80, "{compiled} schemas");
    }
}
