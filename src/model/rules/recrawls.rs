//! Crawls that look at too much, and crawls that look at too little.

use crate::diag::{Diagnostic, Place, rules};
use crate::model::schedule::parse_glue;
use crate::model::scope::Scope;
use crate::model::{CrawlerSource, Pipeline, RecrawlBehavior, Write, WriteMode};

use super::crawled::Crawled;

/// AWS Glue pricing: crawlers are billed by the second, with ten minutes for each crawl at the least.
const BILLED_MINUTES: u32 = 10;

/// LG-W021: the form of it that a spec shows without doubt.
pub(super) fn back_to_back(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    for crawler in pipeline.crawlers.values().filter(|crawler| crawler.recrawl == RecrawlBehavior::Everything) {
        let Some(CrawlerSource::Schedule(schedule)) = crawler.trigger.as_ref().map(|trigger| &trigger.source) else {
            continue;
        };
        let minutes = parse_glue(schedule).map_or(BILLED_MINUTES, |cron| cron.shortest_gap().minutes);
        // Less than five is an error already.
        if (5..BILLED_MINUTES).contains(&minutes) && !crawler.targets.s3.is_empty() {
            let place = Place::Value(crawler.origin.key("trigger").key("schedule"));
            let message = format!("crawler `{}` lists everything again every {minutes} minutes", crawler.key);
            scope.report(Diagnostic::new(&rules::FULL_RECRAWL_BACK_TO_BACK, place, message));
        }
    }
}

/// LG-W023: folders that a job of the spec writes again, under a crawler that looks at each folder once.
pub(super) fn rewritten_folders(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    let crawled = Crawled::of(pipeline);
    for job in pipeline.jobs.values() {
        for (n, write) in job.writes.iter().enumerate() {
            let (Some(word), Some(location)) = (rewrites(write), write.location()) else { continue };
            for (crawler, _) in crawled.at(location) {
                if crawler.recrawl != RecrawlBehavior::NewFoldersOnly {
                    continue;
                }
                let place = scope.at(&crawler.origin, &["recrawl_behavior"]);
                let message = format!(
                    "crawler `{}` looks at a folder once, and job `{}` writes folders of `{location}` again (`{word}`)",
                    crawler.key, job.key
                );
                let finding = Diagnostic::new(&rules::NEW_FOLDERS_BLIND_SPOT, place, message);
                scope.report(finding.related(scope.at(&job.origin.key("writes").index(n), &["mode"]), "written here"));
            }
        }
    }
}

/// The mode of a write that replaces files in folders that are there.
fn rewrites(write: &Write) -> Option<&'static str> {
    let mode = write.mode();
    matches!(mode, WriteMode::Overwrite | WriteMode::OverwritePartitions).then_some(mode.as_str())
}
