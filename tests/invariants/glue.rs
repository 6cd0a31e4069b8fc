//! Crawlers and jobs.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use crate::{TEMPLATES, hold, listed, resources};

#[test]
fn what_glue_would_choose_is_chosen() {
    hold(|template| {
        let mut faults = Vec::new();
        for (id, crawler) in resources(template, "AWS::Glue::Crawler") {
            let explicit = ["RecrawlPolicy", "SchemaChangePolicy", "Configuration", "DatabaseName"];
            for name in explicit.into_iter().filter(|name| !crawler.contains_key(*name)) {
                faults.push(format!("{id} leaves {name} to Glue"));
            }
        }
        for (id, job) in resources(template, "AWS::Glue::Job") {
            let of_type: &[&str] = match job["Command"]["Name"].as_str() {
                Some("glueetl") => &["GlueVersion", "Timeout", "ExecutionClass", "WorkerType"],
                // Without a timeout a stream is followed for good.
                Some("gluestreaming") => &["GlueVersion", "WorkerType"],
                _ => &["Timeout", "MaxCapacity"],
            };
            let explicit = ["MaxRetries", "JobRunQueuingEnabled"].iter().chain(of_type);
            for name in explicit.filter(|name| !job.contains_key(**name)) {
                faults.push(format!("{id} leaves {name} to Glue"));
            }
            if job["DefaultArguments"]["--TempDir"].is_null() {
                faults.push(format!("{id} has no folder of its own for temporary files"));
            }
        }
        for (id, database) in resources(template, "AWS::Glue::Database") {
            if database["CatalogId"].is_null() {
                faults.push(format!("{id} has no catalog"));
            }
        }
        faults
    });
}

#[test]
fn the_configuration_of_a_crawler_is_one_that_glue_reads() {
    // AWS Glue Developer Guide, "Setting crawler configuration options".
    const KNOWN: [&str; 4] = ["Version", "CrawlerOutput", "Grouping", "CreatePartitionIndex"];
    hold(|template| {
        let mut faults = Vec::new();
        for (id, crawler) in resources(template, "AWS::Glue::Crawler") {
            let text = crawler["Configuration"].as_str().unwrap_or_default();
            let configuration: Value = serde_json::from_str(text).unwrap_or_default();
            if !configuration["Version"].is_number() {
                faults.push(format!("{id}: the version of {text} is not a number"));
            }
            let keys = configuration.as_object().into_iter().flatten().map(|(key, _)| key.as_str());
            faults.extend(keys.filter(|key| !KNOWN.contains(key)).map(|key| format!("{id} has `{key}` in {text}")));
        }
        faults
    });
}

#[test]
fn a_crawler_that_reads_what_s3_announces_has_a_queue_to_itself() {
    hold(|template| {
        let mut faults = Vec::new();
        let mut taken = BTreeSet::new();
        for (id, crawler) in resources(template, "AWS::Glue::Crawler") {
            let announced = crawler["RecrawlPolicy"]["RecrawlBehavior"] == "CRAWL_EVENT_MODE";
            for target in crawler["Targets"]["S3Targets"].as_array().into_iter().flatten() {
                let queue = target["EventQueueArn"]["Fn::GetAtt"][0].as_str();
                if announced != queue.is_some() {
                    faults.push(format!("{id} has a queue without need, or needs one"));
                }
                let Some(queue) = queue else { continue };
                if !taken.insert(queue) {
                    faults.push(format!("{id} shares {queue}"));
                }
                for event in ["s3:ObjectCreated:*", "s3:ObjectRemoved:*"] {
                    if !is_announced(template, queue, event) {
                        faults.push(format!("{queue} does not hear of {event}"));
                    }
                }
            }
        }
        faults
    });
}

fn is_announced(template: &Value, queue: &str, event: &str) -> bool {
    resources(template, "AWS::S3::Bucket").any(|(_, bucket)| {
        let notifications = bucket.get("NotificationConfiguration").map(|all| &all["QueueConfigurations"]);
        let mut notifications = notifications.and_then(Value::as_array).into_iter().flatten();
        notifications.any(|one| one["Queue"]["Fn::GetAtt"][0] == queue && one["Event"] == event)
    })
}

#[test]
fn security_configurations_have_names_that_crawlers_take() {
    hold(|template| {
        let names = resources(template, "AWS::Glue::SecurityConfiguration");
        let names = names.filter_map(|(_, configuration)| configuration["Name"].as_str());
        names.filter(|name| name.len() > 128).map(ToOwned::to_owned).collect()
    });
}

#[test]
fn a_job_has_temporary_files_and_logs_to_itself() {
    hold(|template| {
        let mut faults = Vec::new();
        let mut folders = BTreeSet::new();
        for (id, job) in resources(template, "AWS::Glue::Job") {
            let arguments = &job["DefaultArguments"];
            if !folders.insert(arguments["--TempDir"].to_string()) {
                faults.push(format!("{id} shares its folder for temporary files"));
            }
            let Some(prefix) = arguments["--custom-logGroup-prefix"].as_str() else { continue };
            // Glue takes the argument from 5.0 on.
            let version: f64 = job["GlueVersion"].as_str().and_then(|text| text.parse().ok()).unwrap_or_default();
            if version < 5.0 || prefix.len() > 400 || prefix.contains([':', '*']) {
                faults.push(format!("{id} on Glue {version} logs to {prefix}"));
            }
            let mut groups = resources(template, "AWS::Logs::LogGroup");
            if !groups.any(|(_, group)| group["LogGroupName"].as_str().is_some_and(|name| name.starts_with(prefix))) {
                faults.push(format!("no group of logs is made for {prefix}"));
            }
        }
        faults
    });
}

#[test]
fn a_ruleset_waits_for_the_table_that_it_is_about() {
    let waits = |ruleset: &Value, table: &str, all: &Map<String, Value>| {
        let before = listed(&ruleset["DependsOn"]);
        before.iter().any(|id| all[*id]["Properties"]["TableInput"]["Name"] == table)
    };
    let mut targets = 0;
    for (spec, template) in TEMPLATES.iter() {
        let all = template["Resources"].as_object().expect("resources");
        for ruleset in all.values().filter(|resource| resource["Type"] == "AWS::Glue::DataQualityRuleset") {
            let Some(table) = ruleset["Properties"]["TargetTable"]["TableName"].as_str() else { continue };
            assert!(waits(ruleset, table, all), "{}: a ruleset before its table {table}", spec.display());
            targets += 1;
        }
    }
    assert!(targets > 0, "no spec has a gate on a declared table");
}
