//! How `builtin:flatten` is told what to do.

use crate::expr::Expr;
use crate::model;

/// The arguments that say how the job flattens; none if it does not.
pub(super) fn arguments(job: &model::Job) -> Vec<(&'static str, Expr)> {
    let Some(flatten) = &job.flatten else { return Vec::new() };
    // 0 is how the script says "all".
    let depth = flatten.max_depth.unwrap_or(0);
    vec![
        ("--lakegen_flatten_arrays", flatten.arrays.as_str().into()),
        ("--lakegen_flatten_max_depth", depth.to_string().into()),
        ("--lakegen_flatten_separator", flatten.separator.as_str().into()),
    ]
}
