//! What a target cannot say although AWS could do it: refused when that target is asked for, never dropped.

use crate::diag::{Diagnostic, Place, rules};

use super::{ClassifierFormat, Pipeline, WorkerType};

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
    let jobs = pipeline.jobs.values().filter_map(|job| Some((job, job.spark()?.worker_type)));
    jobs.filter(|(_, worker)| unknown(*worker))
        .map(|(job, worker)| {
            let message = format!("Terraform's AWS provider does not know the worker type {worker}");
            Diagnostic::new(&rules::TERRAFORM_WORKER, Place::Value(job.origin.key("worker_type")), message)
        })
        .collect()
}

/// LG-E146: what CloudFormation's resource types, and with them the CDK, have no property for.
///
/// Source: the resource schemas of CloudFormation in `schemas/vendor`.
pub fn not_in_cloudformation(pipeline: &Pipeline) -> Vec<Diagnostic> {
    let serde = pipeline.classifiers.values().filter_map(|classifier| match &classifier.format {
        ClassifierFormat::Csv(csv) => {
            let serde = csv.serde?;
            Some((classifier.origin.key("csv").key("serde"), format!("`serde: {serde}` of a CSV classifier")))
        }
        _ => None,
    });
    let mongodb = pipeline.crawlers.values().flat_map(|crawler| &crawler.targets.mongodb);
    let scan = mongodb
        .filter(|target| target.scan_all.is_some())
        .map(|target| (target.origin.key("scan_all"), "`scan_all` of a MongoDB target".to_owned()));
    let tables = pipeline.tables.values().filter(|table| !table.partition_indexes.is_empty());
    let indexes = tables.map(|table| (table.origin.key("partition_indexes"), "indexes over partition keys".to_owned()));
    let lineage = pipeline.crawlers.values().filter_map(|crawler| {
        let lineage = crawler.lineage?;
        Some((crawler.origin.key("lineage"), format!("`lineage: {lineage}` of a crawler")))
    });
    serde
        .chain(scan)
        .chain(indexes)
        .chain(lineage)
        .map(|(at, what)| {
            let message = format!("CloudFormation has no property for {what}");
            Diagnostic::new(&rules::NOT_EXPRESSIBLE, Place::Value(at), message)
        })
        .collect()
}
