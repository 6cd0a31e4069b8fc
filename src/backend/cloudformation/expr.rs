//! The graph's values as CloudFormation says them.

use serde_json::{Map, Value, json};

use crate::expr::{AssetId, AssetPart, Attribute, CfnAttribute, Expr, NodeId, Pseudo, Record};
use crate::graph::Graph;

/// How a target that speaks CloudFormation refers to deployed files.
pub(crate) trait AssetSpelling {
    /// The value of `part` of `asset`.
    fn spell(&self, asset: AssetId, part: AssetPart) -> Value;
}

/// Translates the values of one graph.
pub(crate) struct Translator<'g> {
    pub(crate) graph: &'g Graph,
    pub(crate) assets: &'g dyn AssetSpelling,
}

impl Translator<'_> {
    /// `expr` as a template's value.
    pub(crate) fn value(&self, expr: &Expr) -> Value {
        match expr {
            Expr::Bool(value) => Value::Bool(*value),
            Expr::Number(number) => Value::Number(number.clone()),
            Expr::Str(text) => Value::String(text.clone()),
            Expr::List(items) => items.iter().map(|item| self.value(item)).collect(),
            Expr::Object(entries) => entries.iter().map(|(key, value)| (key.clone(), self.value(value))).collect(),
            Expr::Pairs(name, entries) => {
                entries.iter().map(|(key, value)| json!({ *name: key, "Value": self.value(value) })).collect()
            }
            Expr::Record(record) => self.record(record),
            Expr::Attribute(node, attribute) => self.attribute(*node, attribute),
            Expr::Pseudo(pseudo) => json!({ "Ref": parameter(*pseudo) }),
            Expr::Concat(parts) => {
                let mut text = String::new();
                parts.iter().for_each(|part| self.substitute(part, &mut text, &escape));
                json!({ "Fn::Sub": text })
            }
            Expr::JsonText(document) => self.json_text(document),
            Expr::Asset(asset, part) => self.assets.spell(*asset, *part),
        }
    }

    /// The properties that are set, by CloudFormation's names.
    pub(crate) fn record(&self, Record(fields): &Record) -> Value {
        let said = fields.iter().filter(|(property, _)| property.is_in_cloudformation());
        let named = said.map(|(property, value)| (property.cloudformation.to_owned(), self.value(value)));
        Value::Object(named.collect::<Map<_, _>>())
    }

    fn attribute(&self, node: NodeId, attribute: &Attribute) -> Value {
        let id = &self.graph.node(node).name.logical;
        match attribute.cloudformation {
            CfnAttribute::Ref => json!({ "Ref": id }),
            CfnAttribute::GetAtt(name) => json!({ "Fn::GetAtt": [id, name] }),
            CfnAttribute::ArnOfRef { .. } => json!({ "Fn::Sub": self.placeholder(node, attribute) }),
        }
    }

    /// An attribute inside the text of an `Fn::Sub`.
    fn placeholder(&self, node: NodeId, attribute: &Attribute) -> String {
        let id = &self.graph.node(node).name.logical;
        match attribute.cloudformation {
            CfnAttribute::Ref => format!("${{{id}}}"),
            CfnAttribute::GetAtt(name) => format!("${{{id}.{name}}}"),
            CfnAttribute::ArnOfRef { service, prefix } => {
                format!("arn:${{AWS::Partition}}:{service}:${{AWS::Region}}:${{AWS::AccountId}}:{prefix}${{{id}}}")
            }
        }
    }

    /// Appends `part` to the text of an `Fn::Sub`; `literal` makes plain text fit for it.
    fn substitute(&self, part: &Expr, text: &mut String, literal: &dyn Fn(&str) -> String) {
        match part {
            Expr::Str(plain) => text.push_str(&literal(plain)),
            Expr::Attribute(node, attribute) => text.push_str(&self.placeholder(*node, attribute)),
            Expr::Pseudo(pseudo) => text.push_str(&format!("${{{}}}", parameter(*pseudo))),
            Expr::Concat(parts) => parts.iter().for_each(|part| self.substitute(part, text, literal)),
            other => match self.value(other) {
                Value::Object(intrinsic) => match intrinsic.get("Fn::Sub").and_then(Value::as_str) {
                    Some(inner) => text.push_str(inner),
                    None => text.push_str(&literal(&Value::Object(intrinsic).to_string())),
                },
                Value::String(plain) => text.push_str(&literal(&plain)),
                value => text.push_str(&literal(&value.to_string())),
            },
        }
    }

    /// A document as text: plain if nothing in it waits for the deployment, else a substitution.
    fn json_text(&self, document: &Expr) -> Value {
        let mut deferred = false;
        document.walk(&mut |expr| {
            deferred |= matches!(expr, Expr::Attribute(..) | Expr::Pseudo(_) | Expr::Asset(..));
        });
        if !deferred {
            return Value::String(self.value(document).to_string());
        }
        let mut text = String::new();
        self.write_json(document, &mut text);
        json!({ "Fn::Sub": text })
    }

    fn write_json(&self, expr: &Expr, text: &mut String) {
        let quoted = |plain: &str| {
            let json = Value::from(plain).to_string();
            escape(&json[1..json.len() - 1])
        };
        match expr {
            Expr::List(items) => {
                text.push('[');
                for (index, item) in items.iter().enumerate() {
                    text.push_str(if index == 0 { "" } else { "," });
                    self.write_json(item, text);
                }
                text.push(']');
            }
            Expr::Object(entries) => {
                text.push('{');
                for (index, (key, value)) in entries.iter().enumerate() {
                    text.push_str(if index == 0 { "\"" } else { ",\"" });
                    text.push_str(&quoted(key));
                    text.push_str("\":");
                    self.write_json(value, text);
                }
                text.push('}');
            }
            Expr::Bool(_) | Expr::Number(_) => text.push_str(&self.value(expr).to_string()),
            other => {
                text.push('"');
                self.substitute(other, text, &quoted);
                text.push('"');
            }
        }
    }
}

/// Plain text inside an `Fn::Sub`: `${` would begin a substitution, `${!` is the literal.
fn escape(plain: &str) -> String {
    plain.replace("${", "${!")
}

fn parameter(pseudo: Pseudo) -> &'static str {
    match pseudo {
        Pseudo::Partition => "AWS::Partition",
        Pseudo::Region => "AWS::Region",
        Pseudo::AccountId => "AWS::AccountId",
        Pseudo::UrlSuffix => "AWS::URLSuffix",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resource::Tags;

    struct NoAssets;

    impl AssetSpelling for NoAssets {
        fn spell(&self, _: AssetId, _: AssetPart) -> Value {
            Value::Null
        }
    }

    fn value(expr: &Expr) -> Value {
        Translator { graph: &Graph::new("t", "", Tags::default()), assets: &NoAssets }.value(expr)
    }

    #[test]
    fn literals_in_a_substitution_stay_literal() {
        let expr = Expr::concat(["a${b}$".into(), Pseudo::Region.into()]);
        assert_eq!(value(&expr), json!({ "Fn::Sub": "a${!b}$${AWS::Region}" }));
    }

    #[test]
    fn json_text_is_plain_until_something_in_it_is_deferred() {
        let plain = Expr::JsonText(Box::new(Expr::object([("a\"", Expr::list(["x${y}"]))])));
        assert_eq!(value(&plain), json!(r#"{"a\"":["x${y}"]}"#));
        let deferred = Expr::JsonText(Box::new(Expr::object([
            ("r", Expr::from(Pseudo::Region)),
            ("q", Expr::concat(["\"${z}\" ".into(), Pseudo::AccountId.into()])),
            ("n", Expr::from(1)),
        ])));
        let text = r#"{"r":"${AWS::Region}","q":"\"${!z}\" ${AWS::AccountId}","n":1}"#;
        assert_eq!(value(&deferred), json!({ "Fn::Sub": text }));
    }
}
