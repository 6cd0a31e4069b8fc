//! Crawler targets of every kind: what goes together, and what Glue takes as their options.

use super::crawlers::glob_error;
use crate::diag::{Diagnostic, Place, Pointer, rules};
use crate::model::scope::Scope;
use crate::model::{ConnectionEnd, ConnectionUse, DeleteBehavior, Pipeline, RecrawlBehavior};

/// LG-E021.
pub(super) fn new_folders_s3_only(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    for crawler in pipeline.crawlers.values().filter(|c| c.recrawl == RecrawlBehavior::NewFoldersOnly) {
        for kind in crawler.targets.kinds().into_iter().filter(|kind| *kind != "s3") {
            let place = Place::Key(crawler.origin.key("targets").key(kind));
            let message = format!("CRAWL_NEW_FOLDERS_ONLY crawls S3 prefixes only, and `{kind}` targets are none");
            let finding = Diagnostic::new(&rules::NEW_FOLDERS_S3_ONLY, place, message);
            scope.report(finding.related(scope.at(&crawler.origin, &["recrawl_behavior"]), "set here"));
        }
    }
}

/// LG-E025.
pub(super) fn catalog_target(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    for crawler in pipeline.crawlers.values().filter(|crawler| !crawler.targets.catalog.is_empty()) {
        let at = crawler.origin.key("targets");
        for kind in crawler.targets.kinds().into_iter().filter(|kind| *kind != "catalog") {
            let message = format!("`{kind}` targets beside `catalog`: a crawler has either");
            let finding = Diagnostic::new(&rules::CATALOG_TARGET, Place::Key(at.key(kind)), message);
            scope.report(finding.related(Place::Key(at.key("catalog")), "the catalog targets"));
        }
        if crawler.delete_behavior != DeleteBehavior::Log {
            let place = scope.at(&crawler.origin, &["schema_change_policy", "delete_behavior"]);
            let message = format!("`delete_behavior: {}` with a catalog target", crawler.delete_behavior);
            scope.report(Diagnostic::new(&rules::CATALOG_TARGET, place, message).help("Write LOG, or leave it out."));
        }
        for target in &crawler.targets.catalog {
            let tables = target.origin.key("tables");
            if target.tables.is_empty() {
                let finding = Diagnostic::new(&rules::CATALOG_TARGET, Place::Value(tables), "a list without tables");
                scope.report(finding.help("Name at least one table."));
                continue;
            }
            for (n, table) in target.tables.iter().enumerate() {
                let legal = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
                if table.is_empty() || table.len() > 255 || !table.chars().all(legal) {
                    let message = format!("`{}` cannot be the name of a table", table.escape_default());
                    let finding = Diagnostic::new(&rules::CATALOG_TARGET, Place::Value(tables.index(n)), message);
                    scope.report(finding.help("Write the name of each table: lower-case letters, digits and `_`."));
                }
            }
        }
    }
}

/// LG-E033: a connection of another kind. That one is missing is said where targets are read.
pub(super) fn connection_kind(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    for crawler in pipeline.crawlers.values() {
        for (name, origin, wanted) in crawler.targets.connections() {
            let Some(connection) = pipeline.connections.get(name) else { continue };
            let fits = matches!(
                (&connection.end, wanted),
                (ConnectionEnd::Imported(_), _)
                    | (ConnectionEnd::Jdbc { .. }, ConnectionUse::Jdbc)
                    | (ConnectionEnd::MongoDb(_), ConnectionUse::MongoDb)
                    | (ConnectionEnd::Network, ConnectionUse::PrivateS3)
            );
            if !fits {
                let wanted = match wanted {
                    ConnectionUse::Jdbc => "a `jdbc` connection",
                    ConnectionUse::MongoDb => "a `mongodb` connection",
                    ConnectionUse::PrivateS3 => "a connection that only says `network`",
                };
                let place = Place::Value(origin.key("connection"));
                let message = format!("connection `{name}` is of another kind; the target takes {wanted}");
                let finding = Diagnostic::new(&rules::TARGET_CONNECTION, place, message);
                scope.report(finding.related(Place::Key(connection.origin.clone()), "declared here"));
            }
        }
    }
}

/// LG-E033: a database that crawlers have no driver for (AWS Glue Developer Guide, "Supported data sources for crawling").
pub(super) fn connection_engine(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    const ENGINES: [&str; 7] = ["mysql", "mariadb", "oracle", "postgresql", "redshift", "snowflake", "sqlserver"];
    for target in pipeline.crawlers.values().flat_map(|crawler| &crawler.targets.jdbc) {
        let Some(connection) = pipeline.connections.get(&target.connection) else { continue };
        let ConnectionEnd::Jdbc { url, .. } = &connection.end else { continue };
        let Some(engine) = url.strip_prefix("jdbc:").and_then(|rest| rest.split(':').next()) else { continue };
        if !ENGINES.contains(&engine) {
            let place = Place::Value(target.origin.key("connection"));
            let message = format!("connection `{}` leads to `{engine}`, which crawlers cannot read", connection.key);
            let finding = Diagnostic::new(&rules::TARGET_CONNECTION, place, message);
            let finding = finding.why("Crawlers have drivers of their own, for the databases that Glue supports.");
            let help = format!("Crawl one of {}; read others in a job.", ENGINES.join(", "));
            let url = Place::Value(connection.origin.key("jdbc").key("url"));
            scope.report(finding.help(help).related(url, "its address"));
        }
    }
}

/// LG-E035.
pub(super) fn traversal_depth(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    let targets = pipeline.crawlers.values().map(|crawler| &crawler.targets);
    let targets = targets.flat_map(|targets| targets.iceberg.iter().chain(&targets.hudi));
    for target in targets.filter(|target| !(1..=20).contains(&target.depth)) {
        let place = Place::Value(target.origin.key("maximum_traversal_depth"));
        let message = format!("`maximum_traversal_depth: {}` is not 1 to 20", target.depth);
        scope.report(Diagnostic::new(&rules::TRAVERSAL_DEPTH, place, message));
    }
}

/// LG-E032 for Iceberg and Hudi; for S3 it stands with its other rules.
pub(super) fn table_format_globs(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    let targets = pipeline.crawlers.values().map(|crawler| &crawler.targets);
    for target in targets.flat_map(|targets| targets.iceberg.iter().chain(&targets.hudi)) {
        for (n, glob) in target.exclusions.iter().enumerate() {
            if let Some(wrong) = glob_error(glob) {
                let place = Place::Value(target.origin.key("exclusions").index(n));
                scope.report(Diagnostic::new(&rules::EXCLUSION_GLOB, place, format!("`{glob}` {wrong}")));
            }
        }
    }
}

/// LG-E015: what Glue and DynamoDB refuse as a path or rate.
pub(super) fn paths_and_rates(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    let mut report = |place, message: String, help: &str| {
        scope.report(Diagnostic::new(&rules::INVALID_VALUE, Place::Value(place), message).help(help));
    };
    for targets in pipeline.crawlers.values().map(|crawler| &crawler.targets) {
        for target in &targets.dynamodb {
            let legal = |c: char| c.is_ascii_alphanumeric() || "_.-".contains(c);
            if !(3..=255).contains(&target.table.len()) || !target.table.chars().all(legal) {
                let message = format!("`{}` cannot be the name of a DynamoDB table", target.table.escape_default());
                report(target.origin.key("path"), message, "Write the table's name, not its ARN.");
            }
            let rate = target.scan_rate.as_ref().and_then(serde_json::Number::as_f64);
            if let Some(rate) = rate.filter(|rate| !(0.1..=1.5).contains(rate)) {
                let message = format!("`scan_rate: {rate}` is not 0.1 to 1.5");
                report(target.origin.key("scan_rate"), message, "Leave it out for half of the read capacity.");
            }
        }
        let jdbc = targets.jdbc.iter().map(|target| (&target.origin, &target.path));
        let mongodb = targets.mongodb.iter().map(|target| (&target.origin, &target.path));
        for (origin, path) in jdbc.chain(mongodb).filter(|(_, path)| path.trim().is_empty()) {
            let message = format!("`{}` is not a path", path.escape_default());
            report(origin.key("path"), message, "Write for example `crm/public/%`.");
        }
    }
}

/// LG-W040: a table whose data stays in a database is reached by the connection that its crawler uses.
pub(super) fn read_without_connection(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    for job in pipeline.jobs.values() {
        for (n, read) in job.reads.iter().enumerate() {
            let all = pipeline.crawlers_behind(read).into_iter().flat_map(|crawler| {
                crawler
                    .targets
                    .connections()
                    .into_iter()
                    .map(move |(connection, origin, kind)| (crawler, connection, origin, kind))
            });
            let mut missing: Vec<(&str, &str, &Pointer)> = all
                .filter(|(.., kind)| *kind != ConnectionUse::PrivateS3)
                .filter(|(_, connection, ..)| !job.connections.iter().any(|known| known == connection))
                .map(|(crawler, connection, origin, _)| (connection, crawler.key.as_str(), origin))
                .collect();
            missing.sort();
            missing.dedup_by_key(|(connection, ..)| *connection);
            let Some((connection, crawler, _)) = missing.first() else { continue };
            let place = Place::Value(job.origin.key("reads").index(n));
            let message = format!(
                "crawler `{crawler}` makes tables of what connection `{connection}` leads to, and job `{}` does not use it",
                job.key
            );
            let names: Vec<&str> = job
                .connections
                .iter()
                .map(String::as_str)
                .chain(missing.iter().map(|(connection, ..)| *connection))
                .collect();
            let help =
                format!("Write `connections: [{}]` in the job, or name the other tables only.", names.join(", "));
            let finding = Diagnostic::new(&rules::READ_WITHOUT_CONNECTION, place, message).help(help);
            scope.report(missing.iter().fold(finding, |finding, (connection, _, origin)| {
                finding.related(Place::Key((*origin).clone()), format!("tables of `{connection}`"))
            }));
        }
    }
}
