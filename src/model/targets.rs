//! What a target cannot say although AWS could do it: refused when that target is asked for, never dropped.

use crate::diag::{Diagnostic, Place, rules};

use super::{Pipeline, WorkerType};

/// LG-E140: what the Terraform provider `hashicorp/aws` refuses at `terraform validate`.
///
/// Source: the provider's own check of `worker_type` in 5.100, which knows seven of CloudFormation's thirteen words.
pub fn not_in_terraform(pipeline: &Pipeline) -> Vec<Diagnostic> {
    let unknown = |worker: WorkerType| {
        matches!(
            worker,
            WorkerType::G12X | WorkerType::G16X | WorkerType::R1X | WorkerType::R2X | WorkerType::R4X | WorkerType::R8X
        )
    };
    let jobs = pipeline.jobs.values().filter(|job| unknown(job.worker_type));
    jobs.map(|job| {
        let message = format!("Terraform's AWS provider does not know the worker type {}", job.worker_type);
        Diagnostic::new(&rules::TERRAFORM_WORKER, Place::Value(job.origin.key("worker_type")), message)
    })
    .collect()
}
