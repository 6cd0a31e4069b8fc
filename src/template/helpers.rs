//! The helpers that templates may call, and `if` and `unless` that do not overlook a missing name.

use handlebars::{
    Context, Handlebars, Helper, HelperDef, HelperResult, JsonTruthy as _, Output, RenderContext, RenderError,
    RenderErrorReason, Renderable as _, ScopedJson,
};
use serde_json::Value;

use super::literal;

/// The helpers that print one value.
pub(super) const PRINTERS: [(&str, Printer); 8] = [
    ("hash_comment", Printer::Text(literal::hash_comment)),
    ("hcl_string", Printer::Text(literal::hcl_string)),
    ("json", Printer::Value(literal::json)),
    ("json_pretty", Printer::Value(literal::json_pretty)),
    ("md", Printer::Text(literal::md)),
    ("py", Printer::Value(literal::py)),
    ("py_pretty", Printer::Value(literal::py_pretty)),
    ("yaml_string", Printer::Text(literal::yaml_string)),
];

/// How a value becomes text.
#[derive(Clone, Copy)]
pub(super) enum Printer {
    /// Of a string; anything else is refused.
    Text(fn(&str) -> String),
    /// Of any value.
    Value(fn(&Value) -> String),
}

/// A handlebars registry without templates: strict, without escaping, with our helpers.
pub(super) fn registry() -> Handlebars<'static> {
    let mut registry = Handlebars::new();
    registry.set_strict_mode(true);
    registry.register_escape_fn(handlebars::no_escape);
    for (name, printer) in PRINTERS {
        registry.register_helper(name, Box::new(Print { name, printer }));
    }
    registry.register_helper("if", Box::new(Condition { name: "if", on: true }));
    registry.register_helper("unless", Box::new(Condition { name: "unless", on: false }));
    registry
}

/// The only parameter of a helper.
fn only_param<'a>(name: &'static str, helper: &'a Helper<'_>) -> Result<&'a Value, RenderError> {
    match helper.params().as_slice() {
        [param] if param.is_value_missing() => Err(RenderError::strict_error(param.relative_path())),
        [param] => Ok(param.value()),
        params => Err(other(format!("`{name}` takes one value, not {}", params.len()))),
    }
}

fn other(message: String) -> RenderError {
    RenderErrorReason::Other(message).into()
}

struct Print {
    name: &'static str,
    printer: Printer,
}

impl HelperDef for Print {
    fn call_inner<'reg: 'rc, 'rc>(
        &self,
        helper: &Helper<'rc>,
        _: &'reg Handlebars<'reg>,
        _: &'rc Context,
        _: &mut RenderContext<'reg, 'rc>,
    ) -> Result<ScopedJson<'rc>, RenderError> {
        let text = match (self.printer, only_param(self.name, helper)?) {
            (Printer::Value(print), value) => print(value),
            (Printer::Text(print), Value::String(text)) => print(text),
            (Printer::Text(_), value) => return Err(other(format!("`{}` takes a text, not {value}", self.name))),
        };
        Ok(Value::String(text).into())
    }
}

/// `if` and `unless`. Those of handlebars take a missing name for false, even in strict mode.
struct Condition {
    name: &'static str,
    on: bool,
}

impl HelperDef for Condition {
    fn call<'reg: 'rc, 'rc>(
        &self,
        helper: &Helper<'rc>,
        registry: &'reg Handlebars<'reg>,
        context: &'rc Context,
        render: &mut RenderContext<'reg, 'rc>,
        out: &mut dyn Output,
    ) -> HelperResult {
        let holds = only_param(self.name, helper)?.is_truthy(false) == self.on;
        let branch = if holds { helper.template() } else { helper.inverse() };
        branch.map_or(Ok(()), |branch| branch.render(registry, context, render, out))
    }
}
