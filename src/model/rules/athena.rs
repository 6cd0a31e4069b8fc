//! Athena: results that get into the way of data, and queries that cannot run.

use crate::diag::{Diagnostic, Place, rules};
use crate::model::scope::Scope;
use crate::model::{Athena, Pipeline, Read, Size, Write, sql};

use super::overlaps::{may_exclude, target_place};

/// The least that CloudFormation, Terraform's provider and Athena all take.
const LEAST_CUTOFF: Size = Size::from_megabytes(10);
/// Characters of a statement (Amazon Athena API reference, "CreateNamedQuery").
const SQL_MAX: usize = 262_144;

/// LG-E142.
pub(super) fn cutoff(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    let Some(athena) = &pipeline.athena else { return };
    if let Some(cutoff) = athena.cutoff.filter(|cutoff| *cutoff < LEAST_CUTOFF) {
        let place = Place::Value(athena.origin.key("workgroup").key("bytes_scanned_cutoff_per_query"));
        let message = format!("`{cutoff}` is below {LEAST_CUTOFF}, the least that every target takes");
        scope.report(Diagnostic::new(&rules::LIMITS_DIFFER, place, message));
    }
}

/// LG-E102 and LG-E220: what crawls, reads or writes where results go.
pub(super) fn results(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    let Some(athena) = &pipeline.athena else { return };
    let results = &athena.results;
    for crawler in pipeline.crawlers.values() {
        let s3 = crawler
            .targets
            .s3
            .iter()
            .filter(|target| target.location.overlaps(results) && !may_exclude(target, results));
        for target in s3 {
            let message = format!("`{}` is crawled, and Athena's results go to `{results}`", target.location);
            let finding = Diagnostic::new(&rules::CRAWL_OF_WORKING_FILES, target_place(scope, target), message);
            scope.report(finding.related(results_place(scope, athena), "the results"));
        }
    }
    for table in pipeline.tables.values().filter(|table| table.location.overlaps(results)) {
        let message =
            format!("Athena's results go to `{results}`, and table `{}` lies at `{}`", table.key, table.location);
        let finding = Diagnostic::new(&rules::RESULTS_AMONG_DATA, results_place(scope, athena), message);
        scope.report(finding.related(Place::Key(table.origin.clone()), "the table"));
    }
    let jobs = pipeline.jobs.values().map(|job| ("job", &job.key, &job.origin, &job.reads, &job.writes));
    let applications = pipeline.emr_serverless.values();
    let applications = applications.map(|one| ("application", &one.key, &one.origin, &one.reads, &one.writes));
    for (kind, key, origin, reads, writes) in jobs.chain(applications) {
        let writes = writes.iter().map(Write::location).enumerate();
        let writes = writes.filter_map(|(n, location)| Some((origin.key("writes").index(n), location?)));
        let reads = reads.iter().enumerate().filter_map(|(n, read)| match read {
            Read::Location(location) => Some((origin.key("reads").index(n), location)),
            Read::Stream(_) | Read::Tables { .. } => None,
        });
        for (at, location) in writes.chain(reads).filter(|(_, location)| location.overlaps(results)) {
            let message = format!("Athena's results go to `{results}`, and {kind} `{key}` works on `{location}`");
            let finding = Diagnostic::new(&rules::RESULTS_AMONG_DATA, results_place(scope, athena), message);
            scope.report(finding.related(Place::Value(at), "the data"));
        }
    }
}

/// LG-W120.
pub(super) fn results_without_end(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    let Some(athena) = pipeline.athena.as_ref().filter(|athena| athena.results_expire_days.is_none()) else { return };
    let message =
        format!("nothing removes Athena's results from `{}`, in a bucket that is not created here", athena.results);
    scope.report(Diagnostic::new(&rules::TEMP_WITHOUT_LIFECYCLE, results_place(scope, athena), message));
}

/// LG-E221.
pub(super) fn queries(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    for query in pipeline.athena.iter().flat_map(|athena| athena.queries.values()) {
        let text = query.sql.text();
        let length = text.chars().count();
        let wrong = match sql::fault(text) {
            Some(fault) => Some(format!("the statement {fault}")),
            None => {
                (length > SQL_MAX).then(|| format!("the statement has {length} characters; Athena takes {SQL_MAX}"))
            }
        };
        if let Some(message) = wrong {
            let member = if scope.has(&query.origin.key("sql")) { "sql" } else { "file" };
            scope.report(Diagnostic::new(&rules::ATHENA_QUERY, Place::Value(query.origin.key(member)), message));
        }
    }
}

fn results_place(scope: &Scope<'_>, athena: &Athena) -> Place {
    scope.at(&athena.origin, &["workgroup", "results"])
}
