//! A CloudFormation template, references resolved.

use std::collections::{BTreeMap, HashSet};

use serde_json::{Map, Value};

use super::stack::{Files, Language, ReadError, Resource, Stack, content_mark};
use crate::graph::{Deployment, name_property};

/// Reads the template in `files`: `template.yaml`, `template.json`, or that of a cloud assembly.
pub(super) fn read(files: &Files, deployment: &Deployment) -> Result<Stack, ReadError> {
    let is_template = |name: &str| {
        matches!(name, "template.yaml" | "template.json")
            || (name.starts_with("cdk.out/") && name.ends_with(".template.json"))
    };
    let found = files.iter().find(|(name, _)| is_template(name));
    let (name, bytes) = found.ok_or_else(|| ReadError::new("template.yaml", "there is no template"))?;
    let document: Value = if name.ends_with(".json") {
        serde_json::from_slice(bytes).map_err(|error| ReadError::new(name, error))?
    } else {
        let yaml = serde_yaml::from_slice(bytes).map_err(|error| ReadError::new(name, error))?;
        json(yaml).ok_or_else(|| ReadError::new(name, "a key is no text"))?
    };
    let no_resources = || ReadError::new(name, "there are no Resources");
    let declared = document["Resources"].as_object().ok_or_else(no_resources)?;
    let template = Template { files, deployment, declared };
    let resources = declared.iter().map(|(id, resource)| {
        let read = Resource {
            kind: resource["Type"].as_str().unwrap_or_default().to_owned(),
            properties: template.value(&resource["Properties"], &mut HashSet::new()),
            kept: matches!(resource["DeletionPolicy"].as_str(), Some(policy) if policy.starts_with("Retain")),
        };
        (id.clone(), read)
    });
    Ok(Stack { language: Language::CloudFormation, resources: resources.collect::<BTreeMap<_, _>>() })
}

/// YAML as JSON, tags as the functions that they are short for; `None` if a key is no text.
fn json(yaml: serde_yaml::Value) -> Option<Value> {
    use serde_yaml::Value as Yaml;
    Some(match yaml {
        Yaml::Null => Value::Null,
        Yaml::Bool(flag) => flag.into(),
        Yaml::Number(number) => serde_json::to_value(number).ok()?,
        Yaml::String(text) => text.into(),
        Yaml::Sequence(items) => Value::Array(items.into_iter().map(json).collect::<Option<_>>()?),
        Yaml::Mapping(members) => {
            let member = |(key, value): (Yaml, Yaml)| Some((key.as_str()?.to_owned(), json(value)?));
            Value::Object(members.into_iter().map(member).collect::<Option<_>>()?)
        }
        Yaml::Tagged(tagged) => {
            let tag = tagged.tag.to_string();
            let name = tag.trim_start_matches('!');
            let value = match (name, json(tagged.value)?) {
                ("GetAtt", Value::String(path)) => path.split_once('.').map(|(id, rest)| [id, rest].into())?,
                (_, value) => value,
            };
            let function = if name == "Ref" { name.to_owned() } else { format!("Fn::{name}") };
            Value::Object([(function, value)].into_iter().collect())
        }
    })
}

struct Template<'t> {
    files: &'t Files,
    deployment: &'t Deployment,
    declared: &'t Map<String, Value>,
}

impl<'t> Template<'t> {
    /// `value` without references that the text resolves. `asked` are the resources whose names are being looked up.
    fn value(&self, value: &'t Value, asked: &mut HashSet<&'t str>) -> Value {
        match value {
            Value::Array(items) => items.iter().map(|item| self.value(item, asked)).collect(),
            Value::Object(members) => self.function(members, asked).unwrap_or_else(|| {
                members.iter().map(|(key, member)| (key.clone(), self.value(member, asked))).collect()
            }),
            Value::String(text) => match self.files.get(text) {
                Some(bytes) => format!("{text} ({})", content_mark(bytes)).into(),
                None => value.clone(),
            },
            _ => value.clone(),
        }
    }

    fn function(&self, members: &'t Map<String, Value>, asked: &mut HashSet<&'t str>) -> Option<Value> {
        let (name, argument) = members.iter().next().filter(|_| members.len() == 1)?;
        match (name.as_str(), argument) {
            ("Ref", Value::String(id)) => Some(self.reference(id, asked).into()),
            ("Fn::GetAtt", Value::Array(path)) => match path.as_slice() {
                [Value::String(id), Value::String(attribute)] => {
                    Some(self.attribute(id, Some(attribute), asked).into())
                }
                _ => None,
            },
            ("Fn::Sub", Value::String(text)) => Some(self.substitution(text, asked).into()),
            _ => None,
        }
    }

    fn substitution(&self, text: &'t str, asked: &mut HashSet<&'t str>) -> String {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(start) = rest.find("${") {
            out.push_str(&rest[..start]);
            let inner = &rest[start + 2..];
            let Some(end) = inner.find('}') else { break };
            let name = &inner[..end];
            match (name.strip_prefix('!'), name.split_once('.')) {
                (Some(literal), _) => out.push_str(&format!("${{{literal}}}")),
                (None, Some((id, attribute))) => out.push_str(&self.attribute(id, Some(attribute), asked)),
                (None, None) => out.push_str(&self.reference(name, asked)),
            }
            rest = &inner[end + 1..];
        }
        out.push_str(rest);
        out
    }

    fn reference(&self, id: &'t str, asked: &mut HashSet<&'t str>) -> String {
        let deployment = self.deployment;
        match id {
            "AWS::Partition" => deployment.partition.clone(),
            "AWS::Region" => deployment.region.clone(),
            "AWS::AccountId" => deployment.account.clone(),
            "AWS::URLSuffix" => deployment.url_suffix.clone(),
            _ => self.attribute(id, None, asked),
        }
    }

    fn attribute(&self, id: &'t str, attribute: Option<&str>, asked: &mut HashSet<&'t str>) -> String {
        let opaque = || match attribute {
            Some(attribute) => format!("${{{id}.{attribute}}}"),
            None => format!("${{{id}}}"),
        };
        if !asked.insert(id) {
            return opaque();
        }
        let known = self.name(id, asked);
        asked.remove(id);
        let attribute_of = |(kind, name): (&str, String)| self.deployment.attribute(kind, &name, attribute);
        known.and_then(attribute_of).unwrap_or_else(opaque)
    }

    /// The type and the physical name of a resource, where the template says it.
    fn name(&self, id: &str, asked: &mut HashSet<&'t str>) -> Option<(&'t str, String)> {
        let resource = self.declared.get(id)?;
        let kind = resource["Type"].as_str()?;
        let way = name_property(kind)?;
        let property = way.iter().try_fold(&resource["Properties"], |at, step| at.get(step))?;
        match self.value(property, asked) {
            Value::String(name) => Some((kind, name)),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const TEMPLATE: &str = "
Resources:
  Raw: { Type: AWS::S3::Bucket, DeletionPolicy: Retain, Properties: { BucketName: !Sub 'raw-${AWS::AccountId}' } }
  Key: { Type: AWS::KMS::Key, Properties: { Description: '${not.me}' } }
  Job:
    Type: AWS::Glue::Job
    Properties:
      Bucket: !Ref Raw
      Objects: !Sub ${Raw.Arn}/*
      Key: !GetAtt Key.Arn
      Literal: !Sub '${!x} ${Key}'
      Script: scripts/job.py
";

    #[test]
    fn references_are_resolved_as_far_as_the_text_tells() {
        let mut files: Files = [("template.yaml".to_owned(), TEMPLATE.into())].into();
        files.insert("scripts/job.py".into(), b"print()".to_vec());
        let stack = read(&files, &Deployment::new("111122223333", "eu-west-1")).expect("a stack");
        let job = &stack.resources["Job"].properties;
        assert_eq!(job["Bucket"], "raw-111122223333");
        assert_eq!(job["Objects"], "arn:aws:s3:::raw-111122223333/*");
        assert_eq!((&job["Key"], &job["Literal"]), (&json!("${Key.Arn}"), &json!("${x} ${Key}")));
        assert!(job["Script"].as_str().is_some_and(|script| script.starts_with("scripts/job.py (sha256:")));
        assert!(stack.resources["Raw"].kept && !stack.resources["Key"].kept);
        assert_eq!(stack.resources["Key"].properties["Description"], "${not.me}");
    }

    #[test]
    fn what_is_no_template_is_said() {
        let deployment = Deployment::new("111122223333", "eu-west-1");
        let refused = |name: &str, text: &str| {
            let files: Files = [(name.to_owned(), text.as_bytes().to_vec())].into();
            read(&files, &deployment).expect_err("no stack").to_string()
        };
        assert!(refused("other.yaml", "").contains("there is no template"));
        assert!(refused("template.json", "{").starts_with("template.json: "));
        assert!(refused("template.yaml", "a: 1").contains("no Resources"));
    }

    #[test]
    fn names_in_a_circle_stay_references() {
        let text =
            "{\"Resources\": {\"A\": {\"Type\": \"AWS::Glue::Job\", \"Properties\": {\"Name\": {\"Ref\": \"A\"}}}}}";
        let files: Files = [("template.json".to_owned(), text.into())].into();
        let stack = read(&files, &Deployment::new("111122223333", "eu-west-1")).expect("a stack");
        assert_eq!(stack.resources["A"].properties["Name"], "${A}");
    }
}
