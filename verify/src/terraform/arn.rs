//! Names where names and ARNs where ARNs are wanted: both are strings, so no schema tells them apart.

use hcl_edit::expr::Expression;

use super::reference::{Step, Use};

/// Attributes of the aws provider that are never an ARN.
const NAMES: [&str; 6] = ["bucket", "function_name", "key_id", "name", "unique_id", "url"];

/// Names that AWS takes as an ARN as well.
const EITHER: [&str; 2] = ["event_bus_name", "function_name"];

/// Why what is given cannot be meant for the argument `name`; `None` where it can, or where the name does not tell.
pub fn mismatch(kind: &str, name: &str, value: &Expression) -> Option<String> {
    let given = Use::of(value)?;
    let Some(Step::Name(last)) = given.steps.last() else { return None };
    if !given.root.starts_with("aws_") {
        return None;
    }
    let wants_arn = name == "arn" || name.ends_with("_arn") || (kind, name) == ("aws_lambda_function", "role");
    let wants_name = (name == "bucket" || name.ends_with("_name")) && !EITHER.contains(&name);
    let is_arn = last == "arn" || last.ends_with("_arn");
    if wants_arn && NAMES.contains(&last.as_str()) {
        return Some(format!("an ARN is wanted, {last} is given"));
    }
    (wants_name && is_arn).then(|| format!("a name is wanted, {last} is given"))
}
