//! Crawlers: what Glue accepts, and what it accepts but nobody wants.

use std::collections::BTreeSet;

use crate::diag::{Diagnostic, Place, rules};
use crate::model::schedule::parse_glue;
use crate::model::scope::Scope;
use crate::model::{
    BucketRef, CrawlerSource, DeleteBehavior, Pipeline, RecrawlBehavior, UpdateBehavior, Workflow, WorkflowStart,
};

/// Glue starts a crawler at most so often.
const SHORTEST_INTERVAL_MINUTES: u32 = 5;

/// LG-E020.
pub(super) fn new_folders_needs_log(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    for crawler in pipeline.crawlers.values().filter(|c| c.recrawl == RecrawlBehavior::NewFoldersOnly) {
        let update = crawler.update_behavior;
        let delete = crawler.delete_behavior;
        let wrong = [
            ("update_behavior", update.as_str(), update != UpdateBehavior::Log),
            ("delete_behavior", delete.as_str(), delete != DeleteBehavior::Log),
        ];
        for (field, word, _) in wrong.into_iter().filter(|(_, _, wrong)| *wrong) {
            let place = scope.at(&crawler.origin, &["schema_change_policy", field]);
            let message = format!("`{field}: {word}` does not go with CRAWL_NEW_FOLDERS_ONLY, which takes LOG only");
            let finding = Diagnostic::new(&rules::NEW_FOLDERS_NEEDS_LOG, place, message).instead(word, "LOG");
            scope.report(finding.related(scope.at(&crawler.origin, &["recrawl_behavior"]), "set here"));
        }
    }
}

/// LG-E022.
pub(super) fn event_mode_shape(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    for crawler in pipeline.crawlers.values().filter(|c| c.recrawl == RecrawlBehavior::EventMode) {
        let kinds = crawler.targets.kinds();
        for kind in kinds.iter().filter(|kind| **kind != "s3") {
            let place = Place::Key(crawler.origin.key("targets").key(*kind));
            let message = format!("`{kind}` targets have no prefix whose events S3 could announce");
            let finding = Diagnostic::new(&rules::EVENT_MODE_SHAPE, place, message);
            scope.report(finding.help("Use CRAWL_EVERYTHING, or an S3 target."));
        }
        let count = crawler.targets.s3.len();
        if count > 1 {
            let place = scope.at(&crawler.origin, &["targets", "s3"]);
            let message = format!("crawler `{}` has {count} targets; CRAWL_EVENT_MODE takes one", crawler.key);
            scope.report(Diagnostic::new(&rules::EVENT_MODE_SHAPE, place, message));
        }
        for target in crawler.targets.s3.iter().filter(|target| target.sample_size.is_some()) {
            let place = scope.at(&target.origin, &["sample_size"]);
            let message = "CRAWL_EVENT_MODE reads every new object and takes no `sample_size`";
            scope.report(Diagnostic::new(&rules::EVENT_MODE_SHAPE, place, message).help("Remove `sample_size`."));
        }
    }
}

/// LG-E026 and LG-E027.
pub(super) fn schedule(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    for crawler in pipeline.crawlers.values() {
        let Some(CrawlerSource::Schedule(schedule)) = crawler.trigger.as_ref().map(|trigger| &trigger.source) else {
            continue;
        };
        let place = Place::Value(crawler.origin.key("trigger").key("schedule"));
        match parse_glue(schedule) {
            Err(malformed) => scope.report_malformed(&rules::SCHEDULE_SYNTAX, place, malformed),
            Ok(cron) => {
                let gap = cron.shortest_gap();
                if gap.minutes < SHORTEST_INTERVAL_MINUTES {
                    let clock = |minute: u32| format!("{:02}:{:02}", minute / 60, minute % 60);
                    let message = format!(
                        "`{schedule}` starts at {} and again at {}: {} apart",
                        clock(gap.from),
                        clock(gap.to),
                        if gap.minutes == 1 { "1 minute".to_owned() } else { format!("{} minutes", gap.minutes) },
                    );
                    scope.report(Diagnostic::new(&rules::SCHEDULE_TOO_FAST, place, message));
                }
            }
        }
    }
}

/// LG-E260.
pub(super) fn batching_window(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    for trigger in pipeline.crawlers.values().filter_map(|crawler| crawler.trigger.as_ref()) {
        let at = trigger.origin.key("maximum_batching_window");
        match &trigger.source {
            CrawlerSource::Event { batching_window_seconds: 1..=300, .. } => {}
            CrawlerSource::Event { batching_window_seconds, .. } => {
                let message = format!("events are gathered for 1 to 300 seconds, not {batching_window_seconds}");
                scope.report(Diagnostic::new(&rules::BATCHING_WINDOW, Place::Value(at), message));
            }
            CrawlerSource::OnDemand | CrawlerSource::Schedule(_) if scope.has(&at) => {
                let message = "this trigger waits for no events that could be gathered";
                let finding = Diagnostic::new(&rules::BATCHING_WINDOW, Place::Key(at), message);
                scope.report(finding.help("Remove `maximum_batching_window`."));
            }
            CrawlerSource::OnDemand | CrawlerSource::Schedule(_) => {}
        }
    }
}

/// LG-E029.
pub(super) fn sample_size(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    for target in pipeline.crawlers.values().flat_map(|crawler| &crawler.targets.s3) {
        if let Some(size) = target.sample_size
            && !(1..=249).contains(&size)
        {
            let place = scope.at(&target.origin, &["sample_size"]);
            scope.report(Diagnostic::new(&rules::SAMPLE_SIZE, place, format!("`sample_size: {size}` is not 1 to 249")));
        }
    }
}

/// LG-E032.
pub(super) fn exclusion_glob(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    for target in scope.spec.crawlers.iter().flatten().flat_map(|(key, crawler)| {
        let declared = crawler.targets.iter().flat_map(|targets| targets.s3.iter().flatten());
        let built = pipeline.crawlers.get(key).into_iter().flat_map(|crawler| &crawler.targets.s3);
        declared.zip(built)
    }) {
        let (declared, built) = target;
        for (n, glob) in declared.exclusions.iter().flatten().enumerate() {
            if let Some(wrong) = glob_error(glob) {
                let place = Place::Value(built.origin.key("exclusions").index(n));
                scope.report(Diagnostic::new(&rules::EXCLUSION_GLOB, place, format!("`{glob}` {wrong}")));
            }
        }
    }
}

/// Why a glob pattern never matches.
pub(super) fn glob_error(glob: &str) -> Option<&'static str> {
    if glob.is_empty() {
        return Some("is empty");
    }
    if glob.contains("://") {
        return Some("is a full path, and exclusions are relative to the target's path");
    }
    if glob.starts_with('/') {
        return Some("starts with `/`, and exclusions are relative to the target's path");
    }
    let (mut in_braces, mut in_brackets) = (false, false);
    let mut chars = glob.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => _ = chars.next(),
            '[' if !in_brackets => in_brackets = true,
            ']' if in_brackets => in_brackets = false,
            '{' if !in_brackets && in_braces => return Some("nests braces, which Glue does not read"),
            '{' if !in_brackets => in_braces = true,
            '}' if !in_brackets => in_braces = false,
            _ => {}
        }
    }
    if in_brackets {
        return Some("opens a `[` that is never closed");
    }
    in_braces.then_some("opens a `{` that is never closed")
}

/// LG-E036.
pub(super) fn table_prefix(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    for crawler in pipeline.crawlers.values() {
        let prefix = &crawler.table_prefix;
        let odd = prefix.chars().find(|c| !(c.is_ascii_lowercase() || c.is_ascii_digit() || *c == '_'));
        let wrong = match odd {
            Some(odd) => format!("the table prefix `{prefix}` contains `{}`", odd.escape_default()),
            None if prefix.len() > 64 => format!("the table prefix has {} characters; Glue takes 64", prefix.len()),
            None => continue,
        };
        let place = scope.at(&crawler.origin, &["table_prefix"]);
        scope.report(Diagnostic::new(&rules::TABLE_PREFIX, place, wrong));
    }
}

/// LG-E039: only the certain half of it, a level above the crawled path.
pub(super) fn table_level(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    for crawler in pipeline.crawlers.values() {
        let Some(level) = crawler.configuration.table_level else { continue };
        let deepest = crawler.targets.s3.iter().max_by_key(|target| target.location.prefix.matches('/').count());
        let Some(target) = deepest else { continue };
        let depth = 1 + target.location.prefix.matches('/').count();
        if (level as usize) < depth {
            let place = scope.at(&crawler.origin, &["configuration", "table_level"]);
            let message = format!("`table_level: {level}` is above `{}`, whose level is {depth}", target.location);
            scope.report(Diagnostic::new(&rules::TABLE_LEVEL, place, message).help(format!("Write {depth} or more.")));
        }
    }
}

/// LG-E015: a threshold of no tables.
pub(super) fn table_threshold(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    for crawler in pipeline.crawlers.values().filter(|c| c.configuration.table_threshold == Some(0)) {
        let place = scope.at(&crawler.origin, &["configuration", "table_threshold"]);
        let finding = Diagnostic::new(&rules::INVALID_VALUE, place, "`table_threshold: 0` would fail every crawl");
        scope.report(finding.help("Write about twice the number of tables you expect."));
    }
}

/// LG-E102: the part that a spec shows without doubt.
pub(super) fn working_files(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    for target in pipeline.crawlers.values().flat_map(|crawler| &crawler.targets.s3) {
        let working = target.location.prefix.split('/').find(|part| matches!(*part, "_temporary" | "_spark_metadata"));
        if let Some(part) = working {
            let place = scope.at(&target.origin, &["path"]);
            let place = if matches!(place, Place::Key(_)) { Place::Value(target.origin.clone()) } else { place };
            let message = format!("`{}` lies in `{part}`, where Spark keeps its own files", target.location);
            scope.report(Diagnostic::new(&rules::CRAWL_OF_WORKING_FILES, place, message));
        }
    }
}

/// LG-W020.
pub(super) fn delete_from_database(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    for crawler in pipeline.crawlers.values().filter(|c| c.delete_behavior == DeleteBehavior::DeleteFromDatabase) {
        if crawler.recrawl == RecrawlBehavior::NewFoldersOnly {
            continue;
        }
        let place = scope.at(&crawler.origin, &["schema_change_policy", "delete_behavior"]);
        let message = format!("crawler `{}` drops tables whose objects it does not find", crawler.key);
        scope.report(Diagnostic::new(&rules::DELETE_FROM_DATABASE, place, message));
    }
}

/// LG-W027.
pub(super) fn never_starts(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    let workflows = pipeline.workflows();
    let scheduled = workflows.iter().filter(|workflow| workflow.start() != WorkflowStart::OnDemand);
    let started: BTreeSet<&str> = scheduled.flat_map(Workflow::crawlers).collect();
    for crawler in pipeline.crawlers.values().filter(|crawler| !started.contains(crawler.key.as_str())) {
        if crawler.trigger.is_some() || scope.has(&crawler.origin.key("trigger")) {
            continue;
        }
        let message = format!("nothing starts crawler `{}`", crawler.key);
        scope.report(Diagnostic::new(&rules::CRAWLER_NEVER_STARTS, Place::Key(crawler.origin.clone()), message));
    }
}

/// The key of a bucket that this spec creates.
pub(super) fn created_bucket<'p>(pipeline: &'p Pipeline, bucket: &'p BucketRef) -> Option<&'p str> {
    match bucket {
        BucketRef::Foreign(_) => None,
        BucketRef::Declared(key) => {
            pipeline.buckets.get(key).filter(|bucket| bucket.import.is_none()).map(|bucket| bucket.key.as_str())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::glob_error;

    #[test]
    fn globs_that_never_match() {
        for glob in ["**/_temporary/**", "**.tmp", "[a-z]*", "{a,b}/**", "a\\{b", "[{]", "*_$folder$"] {
            assert_eq!(glob_error(glob), None, "{glob}");
        }
        for glob in ["", "/tmp/**", "s3://raw/tmp/**", "{a,{b,c}}", "[abc", "{a,b", "a\\"] {
            assert_eq!(glob_error(glob).is_none(), glob == "a\\", "{glob}");
        }
    }
}
