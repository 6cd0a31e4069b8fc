//! Where a job's logs go.

use crate::expr::NodeId;
use crate::graph::{Graph, Scope};
use crate::model::{self, GlueVersion};
use crate::resolve::lake::Lake;
use crate::resolve::log_group::add_log_group;

use super::security_configuration;

/// Where Glue writes a job's logs.
pub(super) struct Logs {
    /// The value of `--custom-logGroup-prefix`, which Glue knows from 5.0 on.
    pub(super) prefix: Option<String>,
    /// The groups that come of it.
    pub(super) groups: Vec<String>,
}

impl Logs {
    pub(super) fn of(lake: &Lake<'_>, job: &model::Job) -> Self {
        let role_name = match &job.role {
            Some(arn) => arn.rsplit('/').next().unwrap_or(arn).to_owned(),
            None => lake.names.part(&job.key, "job"),
        };
        // AWS Glue Developer Guide, "Configuring job properties for Python shell jobs", and for Spark "Logging for AWS
        // Glue jobs".
        let base = if job.spark().is_some() { "/aws-glue/jobs" } else { "/aws-glue/python-jobs" };
        let takes_prefix = job.spark().is_some_and(|spark| spark.glue_version >= GlueVersion::V5_0);
        let prefix = takes_prefix.then(|| lake.names.job_log_prefix(&job.key));
        let base = prefix.as_deref().unwrap_or(base);
        let base = match security_configuration(lake, job) {
            Some(configuration) => format!("{base}/{configuration}-role/{role_name}"),
            None => base.to_owned(),
        };
        Self { groups: vec![format!("{base}/error"), format!("{base}/output")], prefix }
    }

    /// Makes those groups that are this job's alone, encrypted and with an end, before Glue makes them without.
    pub(super) fn create(&self, lake: &Lake<'_>, graph: &mut Graph, scope: &Scope) -> Vec<NodeId> {
        if self.prefix.is_none() {
            return Vec::new();
        }
        let roles = ["error_log_group", "output_log_group"];
        self.groups.iter().zip(roles).map(|(name, role)| add_log_group(lake, graph, scope, role, name).id()).collect()
    }
}
