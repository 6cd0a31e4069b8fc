//! Log groups that exist, encrypted and with an end, before their writers would make them without.

use crate::expr::Handle;
use crate::graph::{Graph, Scope};
use crate::resource::LogGroup;

use super::lake::Lake;

/// Adds the log group `name`; what is in it goes with the stack.
pub(super) fn add_log_group(
    lake: &Lake<'_>,
    graph: &mut Graph,
    scope: &Scope,
    role: &str,
    name: &str,
) -> Handle<LogGroup> {
    let group = LogGroup {
        log_group_name: Some(name.into()),
        retention_in_days: Some(lake.pipeline.log_retention_days.into()),
        kms_key_id: lake.key_arn(),
        tags: Some(lake.tags()),
    };
    graph.add(scope.node(role, group).keep(false))
}
