//! What depends on where a lake is deployed to: the workers of a region, and what people expect of production.

use crate::diag::{Diagnostic, Place, rules};
use crate::model::scope::Scope;
use crate::model::{Pipeline, WorkerType};

/// Where there are G.4X and G.8X workers, and below where there are those larger and those with more memory (AWS Glue
/// Developer Guide, "AWS Glue worker types", as of November 2026).
const LARGE: &[&str] = &[
    "ap-northeast-1",
    "ap-northeast-2",
    "ap-south-1",
    "ap-southeast-1",
    "ap-southeast-2",
    "ca-central-1",
    "eu-central-1",
    "eu-north-1",
    "eu-south-2",
    "eu-west-1",
    "eu-west-2",
    "sa-east-1",
    "us-east-1",
    "us-east-2",
    "us-west-1",
    "us-west-2",
];
const LARGEST: &[&str] =
    &["ap-northeast-1", "eu-central-1", "eu-south-2", "eu-west-1", "sa-east-1", "us-east-1", "us-east-2", "us-west-2"];

/// The regions that have a worker; `None` if all do.
const fn regions(worker: WorkerType) -> Option<&'static [&'static str]> {
    match worker {
        WorkerType::G4X | WorkerType::G8X => Some(LARGE),
        WorkerType::G12X | WorkerType::G16X | WorkerType::R1X | WorkerType::R2X | WorkerType::R4X | WorkerType::R8X => {
            Some(LARGEST)
        }
        WorkerType::G025X | WorkerType::G1X | WorkerType::G2X | WorkerType::Standard | WorkerType::Z2X => None,
    }
}

/// LG-E066.
pub(super) fn worker_region(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    let Some(here) = &pipeline.environment else { return };
    let Some(region) = &here.region else { return };
    for job in pipeline.jobs.values() {
        let Some(spark) = job.spark() else { continue };
        let Some(regions) = regions(spark.worker_type).filter(|regions| !regions.contains(&region.as_str())) else {
            continue;
        };
        let message = format!("{region} has no {} workers", spark.worker_type);
        let finding = Diagnostic::new(&rules::WORKER_REGION, scope.at_job(job, "worker_type"), message);
        scope.report(
            finding
                .help(format!("Use G.1X or G.2X, which every region has, or one of {}.", regions.join(", ")))
                .related(Place::Value(here.origin.key("region")), "the region is chosen here"),
        );
    }
}

/// LG-W290 and LG-W291.
pub(super) fn production(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    let Some(here) = pipeline.environment.as_ref().filter(|here| here.production == Some(true)) else { return };
    let said = Place::Value(here.origin.key("production"));
    if pipeline.alarms.notify.is_empty() {
        let message = "this is production, and nobody is told when something fails";
        scope.report(Diagnostic::new(&rules::PRODUCTION_UNWATCHED, said.clone(), message));
    }
    if here.account.is_none() {
        let message = "this is production, in whichever account somebody happens to be signed in to";
        scope.report(Diagnostic::new(&rules::PRODUCTION_ANYWHERE, said, message));
    }
}

#[cfg(test)]
mod tests {
    use super::{LARGE, LARGEST};

    #[test]
    fn whoever_has_the_largest_has_the_large() {
        assert!(LARGEST.iter().all(|region| LARGE.contains(region)));
        assert!(LARGE.is_sorted() && LARGEST.is_sorted());
    }
}
