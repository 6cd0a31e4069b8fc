//! HCL expressions as far as the module tells what they are.

use hcl_edit::expr::{Expression, FuncCall, ObjectKey, Traversal, TraversalOperator};
use hcl_edit::template::Element;
use serde_json::Value;

use super::Module;
use crate::diff::stack::{Files, content_mark};
use crate::graph::Deployment;

/// Reads the values of one module.
pub(super) struct Reader<'m> {
    pub(super) files: &'m Files,
    pub(super) deployment: &'m Deployment,
    pub(super) module: &'m Module,
}

impl Reader<'_> {
    /// `expression` as JSON; what only an apply tells is its own text: `${aws_kms_key.key.arn}`. `asked` are the
    /// references on the way here, so that a circle ends.
    pub(super) fn value(&self, expression: &Expression, asked: &mut Vec<String>) -> Value {
        match expression {
            Expression::Null(_) => Value::Null,
            Expression::Bool(flag) => (*flag.value()).into(),
            Expression::Number(number) => number_of(&number.value().to_string()),
            Expression::String(text) => text.value().as_str().into(),
            Expression::Array(items) => items.iter().map(|item| self.value(item, asked)).collect(),
            Expression::Object(entries) => {
                let entry = |(key, value): (&ObjectKey, &hcl_edit::expr::ObjectValue)| {
                    (self.key(key, asked), self.value(value.expr(), asked))
                };
                Value::Object(entries.iter().map(entry).collect())
            }
            Expression::StringTemplate(template) => self.text(template.iter(), asked).into(),
            Expression::HeredocTemplate(heredoc) => self.text(heredoc.template.iter(), asked).into(),
            Expression::Parenthesis(inner) => self.value(inner.inner(), asked),
            Expression::FuncCall(call) => self.call(call, asked),
            Expression::Traversal(traversal) => {
                self.reference(traversal, asked).unwrap_or_else(|| opaque(&expression.to_string()))
            }
            other => opaque(&other.to_string()),
        }
    }

    fn key(&self, key: &ObjectKey, asked: &mut Vec<String>) -> String {
        match key {
            ObjectKey::Ident(name) => name.as_str().to_owned(),
            ObjectKey::Expression(expression) => plain(&self.value(expression, asked)),
        }
    }

    fn text<'e>(&self, elements: impl Iterator<Item = &'e Element>, asked: &mut Vec<String>) -> String {
        elements
            .map(|element| match element {
                Element::Literal(text) => text.value().to_string(),
                Element::Interpolation(inner) => plain(&self.value(&inner.expr, asked)),
                Element::Directive(_) => "%{...}".to_owned(),
            })
            .collect()
    }

    fn call(&self, call: &FuncCall, asked: &mut Vec<String>) -> Value {
        let arguments: Vec<Value> = call.args.iter().map(|argument| self.value(argument, asked)).collect();
        match (call.name.name.as_str(), arguments.as_slice()) {
            ("jsonencode", [document]) => document.clone(),
            ("filemd5" | "filebase64sha256" | "filesha256" | "file", [Value::String(path)]) => {
                match self.files.get(path.trim_start_matches("./")) {
                    Some(bytes) => format!("{} ({})", path.trim_start_matches("./"), content_mark(bytes)).into(),
                    None => path.as_str().into(),
                }
            }
            (name, arguments) => {
                let arguments: Vec<String> = arguments.iter().map(Value::to_string).collect();
                opaque(&format!("{name}({})", arguments.join(", ")))
            }
        }
    }

    /// What a name stands for; `None` if it is more than names with dots between them.
    fn reference(&self, traversal: &Traversal, asked: &mut Vec<String>) -> Option<Value> {
        let Expression::Variable(first) = &traversal.expr else { return None };
        let mut steps = vec![first.as_str()];
        for operator in &traversal.operators {
            let TraversalOperator::GetAttr(name) = operator.value() else { return None };
            steps.push(name.as_str());
        }
        let written = steps.join(".");
        let deployment = self.deployment;
        match steps.as_slice() {
            ["path", "module"] => return Some(".".into()),
            ["data", "aws_caller_identity", _, "account_id"] => return Some(deployment.account.as_str().into()),
            ["data", "aws_partition", _, "partition"] => return Some(deployment.partition.as_str().into()),
            ["data", "aws_partition", _, "dns_suffix"] => return Some(deployment.url_suffix.as_str().into()),
            ["data", "aws_region", ..] => return Some(deployment.region.as_str().into()),
            _ => {}
        }
        match self.declared(&steps) {
            Some(expression) if !asked.contains(&written) => {
                asked.push(written);
                let value = self.value(expression, asked);
                asked.pop();
                Some(value)
            }
            _ => Some(opaque(&written)),
        }
    }

    /// What the module says that this is.
    fn declared(&self, steps: &[&str]) -> Option<&Expression> {
        match steps {
            ["local", name] => self.module.locals.get(*name),
            [kind, label, attribute] => {
                let block = self.module.resources.get(&format!("{kind}.{label}"))?;
                block.body.get_attribute(attribute).map(|attribute| &attribute.value)
            }
            _ => None,
        }
    }
}

fn opaque(text: &str) -> Value {
    format!("${{{}}}", text.trim()).into()
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn number_of(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|_| text.into())
}
