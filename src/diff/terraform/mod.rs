//! A Terraform module, references resolved.

mod value;

use std::collections::{BTreeMap, HashMap};

use hcl_edit::expr::Expression;
use hcl_edit::structure::{Block, Body, Structure};
use serde_json::{Map, Value};

use super::stack::{Files, Language, ReadError, Resource, Stack};
use crate::graph::Deployment;

use self::value::Reader;

/// Reads the module in `files`: every `*.tf` at its root.
pub(super) fn read(files: &Files, deployment: &Deployment) -> Result<Stack, ReadError> {
    let sources = files.iter().filter(|(name, _)| name.ends_with(".tf") && !name.contains('/'));
    let mut module = Module::default();
    for (name, bytes) in sources {
        let text = std::str::from_utf8(bytes).map_err(|error| ReadError::new(name, error))?;
        let body: Body = text.parse().map_err(|error: hcl_edit::parser::Error| ReadError::new(name, error))?;
        body.into_iter().filter_map(|structure| structure.into_block().ok()).for_each(|block| module.add(block));
    }
    if module.resources.is_empty() {
        return Err(ReadError::new("*.tf", "there is no resource"));
    }
    let reader = Reader { files, deployment, module: &module };
    let resources = module.resources.iter().map(|(address, block)| {
        let read = Resource {
            kind: block.labels.first().map_or("", |label| label.as_str()).to_owned(),
            properties: arguments(&reader, &block.body, address),
            kept: block.body.get_blocks("lifecycle").any(|lifecycle| is_true(&lifecycle.body, "prevent_destroy")),
        };
        (address.clone(), read)
    });
    Ok(Stack { language: Language::Terraform, resources: resources.collect() })
}

/// What a module declares.
#[derive(Default)]
struct Module {
    resources: BTreeMap<String, Block>,
    locals: HashMap<String, Expression>,
}

impl Module {
    fn add(&mut self, block: Block) {
        match block.ident.as_str() {
            "resource" => {
                let address = block.labels.iter().map(|label| label.as_str()).collect::<Vec<_>>().join(".");
                self.resources.insert(address, block);
            }
            "locals" => {
                for attribute in block.body.into_attributes() {
                    self.locals.insert(attribute.key.to_string(), attribute.value);
                }
            }
            _ => {}
        }
    }
}

/// What Terraform is told about a resource, without what it is told about itself; blocks are lists of objects.
fn arguments(reader: &Reader<'_>, body: &Body, address: &str) -> Value {
    let mut found = Map::new();
    for structure in body {
        match structure {
            Structure::Attribute(attribute) => match attribute.key.as_str() {
                "depends_on" | "provider" | "count" | "for_each" => {}
                name => {
                    let value = reader.value(&attribute.value, &mut vec![format!("{address}.{name}")]);
                    if !value.is_null() {
                        found.insert(name.to_owned(), value);
                    }
                }
            },
            Structure::Block(block) => match block.ident.as_str() {
                "lifecycle" | "provisioner" | "connection" | "timeouts" => {}
                name => {
                    let inner = arguments(reader, &block.body, address);
                    if let Value::Array(blocks) = found.entry(name).or_insert_with(|| Value::Array(Vec::new())) {
                        blocks.push(inner);
                    }
                }
            },
        }
    }
    Value::Object(found)
}

fn is_true(body: &Body, name: &str) -> bool {
    body.get_attribute(name).and_then(|attribute| attribute.value.as_bool()).unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const MODULE: &str = r#"
data "aws_caller_identity" "current" {}
locals {
  account_id = data.aws_caller_identity.current.account_id
  tags       = { team = "data" }
}
resource "aws_s3_bucket" "raw" {
  bucket = "raw-${local.account_id}"
  tags   = local.tags
  lifecycle {
    prevent_destroy = true
  }
}
resource "aws_s3_bucket_versioning" "raw" {
  bucket = aws_s3_bucket.raw.id
  versioning_configuration {
    status = "Enabled"
  }
  depends_on = [aws_s3_bucket.raw]
}
resource "aws_glue_job" "job" {
  name   = var.name
  bucket = aws_s3_bucket.raw.bucket
  policy = jsonencode({ "a.b" = ["${aws_s3_bucket.raw.arn}/*", 1, true, null] })
  script = filemd5("${path.module}/scripts/job.py")
}
"#;

    #[test]
    fn references_are_resolved_as_far_as_the_text_tells() {
        let mut files: Files = [("main.tf".to_owned(), MODULE.into())].into();
        files.insert("scripts/job.py".into(), b"print()".to_vec());
        let stack = read(&files, &Deployment::new("111122223333", "eu-west-1")).expect("a stack");
        let raw = &stack.resources["aws_s3_bucket.raw"];
        assert!(raw.kept);
        assert_eq!(raw.properties, json!({ "bucket": "raw-111122223333", "tags": { "team": "data" } }));
        assert_eq!(
            stack.resources["aws_s3_bucket_versioning.raw"].properties,
            json!({ "bucket": "${aws_s3_bucket.raw.id}", "versioning_configuration": [{ "status": "Enabled" }] })
        );
        let job = &stack.resources["aws_glue_job.job"].properties;
        assert_eq!((&job["name"], &job["bucket"]), (&json!("${var.name}"), &json!("raw-111122223333")));
        assert_eq!(job["policy"], json!({ "a.b": ["${aws_s3_bucket.raw.arn}/*", 1, true, null] }));
        assert!(job["script"].as_str().is_some_and(|script| script.contains("sha256:")), "{job}");
    }

    #[test]
    fn what_is_no_module_is_said() {
        let deployment = Deployment::new("111122223333", "eu-west-1");
        let refused = |text: &str| {
            let files: Files = [("main.tf".to_owned(), text.as_bytes().to_vec())].into();
            read(&files, &deployment).expect_err("no stack").to_string()
        };
        assert!(refused("").contains("there is no resource"));
        assert!(refused("resource {").starts_with("main.tf: "));
    }

    #[test]
    fn locals_in_a_circle_stay_references() {
        let text = "locals {\n  a = local.a\n}\nresource \"x\" \"y\" {\n  v = local.a\n  w = x.y.w\n}\n";
        let files: Files = [("main.tf".to_owned(), text.into())].into();
        let stack = read(&files, &Deployment::new("111122223333", "eu-west-1")).expect("a stack");
        assert_eq!(stack.resources["x.y"].properties, json!({ "v": "${local.a}", "w": "${x.y.w}" }));
    }
}
