//! Every line of the resource table against the vendors' own schemas: both names exist, may be set, and hold what the
//! table says they hold.

use std::path::Path;

use lakegen::expr::{Property, ResourceType, Satellite, SatelliteBody, Terraform};
use lakegen::resource;
use serde_json::Value;

fn vendor(folder: &str, name: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas/vendor").join(folder).join(format!("{name}.json"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Collects what is wrong; the test shows all of it at once.
#[derive(Default)]
struct Faults(Vec<String>);

impl Faults {
    fn unless(&mut self, holds: bool, fault: impl FnOnce() -> String) {
        if !holds {
            self.0.push(fault());
        }
    }

    fn assert_none(self) {
        assert!(self.0.is_empty(), "{}", self.0.join("\n"));
    }
}

#[test]
fn cloudformation_names_exist_and_may_be_set() {
    let mut faults = Faults::default();
    for resource in resource::types() {
        let schema = vendor("cloudformation", &resource.cloudformation.replace("::", "-"));
        let read_only: Vec<&str> =
            schema["readOnlyProperties"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        for property in resource.properties {
            let pointer = format!("/properties/{}", property.cloudformation);
            faults.unless(!read_only.contains(&pointer.as_str()), || {
                format!("{}{pointer} is read-only", resource.cloudformation)
            });
        }
        cloudformation(&schema, &schema, resource.properties, resource.cloudformation, &mut faults);
        for required in schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
            let known = resource.properties.iter().any(|property| property.cloudformation == required);
            faults.unless(known, || format!("{} needs {required}", resource.cloudformation));
        }
    }
    faults.assert_none();
}

fn cloudformation(root: &Value, schema: &Value, properties: &[Property], path: &str, faults: &mut Faults) {
    for property in properties.iter().filter(|property| property.is_in_cloudformation()) {
        let path = format!("{path}.{}", property.cloudformation);
        let member = follow(root, &schema["properties"][property.cloudformation]);
        faults.unless(!member.is_null(), || format!("{path} is not in the schema"));
        let Some(nested) = property.nested else { continue };
        let item = if member["items"].is_object() { follow(root, &member["items"]) } else { member };
        faults.unless(item["properties"].is_object(), || format!("{path} holds no property type"));
        cloudformation(root, item, nested, &path, faults);
    }
}

fn follow<'s>(root: &'s Value, schema: &'s Value) -> &'s Value {
    match schema["$ref"].as_str().and_then(|pointer| root.pointer(pointer.trim_start_matches('#'))) {
        Some(target) => follow(root, target),
        None => schema,
    }
}

#[test]
fn terraform_names_exist_and_may_be_set() {
    let mut faults = Faults::default();
    for resource in resource::types() {
        let schema = vendor("terraform", resource.terraform);
        let block = &schema["block"];
        let mut set = Vec::new();
        terraform(block, resource, resource.properties, resource.terraform, &mut set, &mut faults);
        for (name, attribute) in block["attributes"].as_object().into_iter().flatten() {
            let required = attribute["required"] == true;
            faults.unless(!required || set.contains(&name.as_str()), || format!("{} needs {name}", resource.terraform));
        }
    }
    faults.assert_none();
}

/// Checks `properties` against `block`; `set` collects the attributes that they set.
fn terraform(
    block: &Value,
    resource: &ResourceType,
    properties: &'static [Property],
    path: &str,
    set: &mut Vec<&'static str>,
    faults: &mut Faults,
) {
    for property in properties {
        let path = format!("{path}.{}", property.name);
        let mut attribute = |name: &'static str, faults: &mut Faults| {
            let attribute = &block["attributes"][name];
            set.push(name);
            faults.unless(attribute["optional"] == true || attribute["required"] == true, || {
                format!("{path}: `{name}` is not an argument")
            });
        };
        match property.terraform {
            Terraform::Same => attribute(property.name, faults),
            Terraform::Rename(name) | Terraform::Json(name) | Terraform::Single(name) | Terraform::Listed(name) => {
                attribute(name, faults)
            }
            Terraform::Code => ["filename", "source_code_hash"].into_iter().for_each(|name| attribute(name, faults)),
            Terraform::Flatten => terraform(block, resource, property.nested.unwrap_or_default(), &path, set, faults),
            Terraform::Block(name) => {
                let inner = &block["block_types"][name]["block"];
                faults.unless(inner.is_object(), || format!("{path}: `{name}` is not a block"));
                faults.unless(property.nested.is_some(), || format!("{path}: a block of what?"));
                for nested in property.nested.unwrap_or_default() {
                    if let Terraform::Outer(name) = nested.terraform {
                        attribute(name, faults);
                    }
                }
                terraform(inner, resource, property.nested.unwrap_or_default(), &path, &mut Vec::new(), faults);
            }
            Terraform::Wrap(name, argument) => {
                let inner = &block["block_types"][name]["block"]["attributes"][argument];
                faults
                    .unless(inner["optional"] == true, || format!("{path}: `{name} {{ {argument} }}` does not exist"));
            }
            // Seen where its block is.
            Terraform::Outer(_) => {}
            Terraform::Satellite(satellite) => satellites(satellite, resource, property, &path, faults),
            Terraform::Hook(_, reason) | Terraform::Absent(reason) => {
                faults.unless(reason.len() > 15, || format!("{path}: no reason"));
            }
        }
    }
}

fn satellites(satellite: &Satellite, owner: &ResourceType, property: &Property, path: &str, faults: &mut Faults) {
    let schema = vendor("terraform", satellite.resource);
    let block = &schema["block"];
    let owner_schema = vendor("terraform", owner.terraform);
    faults.unless(block["attributes"][satellite.link]["required"] == true, || {
        format!("{path}: no link `{}`", satellite.link)
    });
    faults.unless(owner_schema["block"]["attributes"][satellite.owner].is_object(), || {
        format!("{path}: the owner has no `{}`", satellite.owner)
    });
    let nested = property.nested.unwrap_or_default();
    let fields = |block: &Value, faults: &mut Faults| {
        let shell = ResourceType { cloudformation: "", terraform: satellite.resource, noun: "", properties: &[] };
        terraform(block, &shell, nested, path, &mut Vec::new(), faults);
    };
    match satellite.body {
        SatelliteBody::Fields | SatelliteBody::EachRecord => fields(block, faults),
        SatelliteBody::Block(name) => {
            let inner = &block["block_types"][name]["block"];
            faults.unless(inner.is_object(), || format!("{path}: `{name}` is not a block"));
            fields(inner, faults);
        }
        SatelliteBody::EachValue(argument) => {
            faults.unless(block["attributes"][argument].is_object(), || format!("{path}: no argument `{argument}`"));
        }
    }
}
