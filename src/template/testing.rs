//! For the tests of those who own a template and its context.

use serde::Serialize;
use serde_json::Value;

use super::{Templates, layout_fault};

/// Renders the built-in template `name` with `context`, which should be full: every optional part present, every list
/// with an element. Checks the layout, and that no name is missing in the other branch of any condition either: the
/// template is rendered again with each boolean of the context turned round, and each list emptied.
pub(crate) fn render_full(name: &str, context: &impl Serialize) -> String {
    try_full(&Templates::embedded(), name, context).unwrap_or_else(|fault| panic!("{fault}"))
}

/// [`render_full`] of any templates; gives the first fault.
pub(super) fn try_full(templates: &Templates, name: &str, context: &impl Serialize) -> Result<String, String> {
    let render = |context: &Value| {
        let text = templates.render(name, context).map_err(|error| format!("{error}\nwith {context:#}"))?;
        match layout_fault(&text) {
            None => Ok(text),
            Some((line, fault)) => Err(format!("{name}: line {line} {fault}, rendered with {context:#}:\n{text}")),
        }
    };
    let context = serde_json::to_value(context).map_err(|error| error.to_string())?;
    turned(&context).iter().try_for_each(|context| render(context).map(|_| ()))?;
    render(&context)
}

/// The variants of a value in which one boolean is turned round, or one list is empty.
fn turned(value: &Value) -> Vec<Value> {
    match value {
        Value::Bool(on) => vec![Value::Bool(!on)],
        Value::Array(items) => {
            let inner = items.iter().enumerate().flat_map(|(n, item)| {
                turned(item).into_iter().map(move |item| {
                    let mut items = items.clone();
                    items[n] = item;
                    Value::Array(items)
                })
            });
            inner.chain([Value::Array(Vec::new())]).collect()
        }
        Value::Object(members) => {
            let inner = members.iter().flat_map(|(key, member)| {
                turned(member).into_iter().map(move |member| {
                    let mut members = members.clone();
                    members.insert(key.clone(), member);
                    Value::Object(members)
                })
            });
            inner.collect()
        }
        Value::Null | Value::Number(_) | Value::String(_) => Vec::new(),
    }
}
