//! Events as AWS sends them, to be fitted to a lake.
//!
//! Shapes from the AWS Glue User Guide ("Automating AWS Glue with EventBridge"), the Amazon EventBridge Events
//! Reference and the Amazon S3 User Guide ("Event message structure").

use serde_json::{Map, Value};

use crate::graph::{Deployment, Graph, Node};

/// An event to try.
#[derive(Clone, Copy, Debug)]
pub struct Sample {
    /// `crawler-succeeded`.
    pub name: &'static str,
    /// What has happened.
    pub about: &'static str,
    /// The event, with [`Names`] in braces.
    text: &'static str,
}

macro_rules! samples {
    ($($name:literal: $about:literal,)*) => {
        /// Every sample, in the order of the data's way through a lake.
        pub const SAMPLES: &[Sample] = &[$(
            Sample { name: $name, about: $about, text: include_str!(concat!("samples/", $name, ".json")) },
        )*];
    };
}

samples! {
    "s3-object-created": "an object was put into a bucket",
    "crawler-started": "a crawler has started",
    "crawler-succeeded": "a crawler has succeeded",
    "crawler-failed": "a crawler has failed",
    "crawler-not-started": "a crawler could not start on schedule",
    "catalog-database-changed": "a table was created in the Data Catalog",
    "catalog-table-changed": "partitions were added to a table of the Data Catalog",
    "job-run-status": "a job is running for longer than its notification threshold",
    "job-succeeded": "a job run has succeeded",
    "job-failed": "a job run has failed",
    "job-timeout": "a job run was stopped at its timeout",
    "job-stopped": "a job run was stopped by somebody",
    "data-quality-job-failed": "the data of a job has failed a gate",
    "data-quality-table-succeeded": "the data quality rules of a table have passed",
}

impl Sample {
    /// The sample of that name.
    pub fn named(name: &str) -> Option<&'static Self> {
        SAMPLES.iter().find(|sample| sample.name == name)
    }

    /// The event as it would be in a lake with these names.
    ///
    /// # Errors
    /// The embedded file is not JSON, which a test rules out.
    pub fn fit(&self, names: &Names) -> Result<Value, serde_json::Error> {
        let mut event = serde_json::from_str(self.text)?;
        names.fill(&mut event);
        Ok(event)
    }
}

/// The names of one lake that events speak of.
///
/// Of several crawlers, jobs or buckets it is the first one that a trigger of the lake waits for, else the first.
#[derive(Clone, Debug)]
pub struct Names(Vec<(&'static str, String)>);

impl Names {
    /// The names in `graph` when it is deployed to `deployment`.
    pub fn of(graph: &Graph, deployment: &Deployment) -> Self {
        let awaited = |variable: &str| {
            of_type(graph, "AWS::Lambda::Function").find_map(|function| {
                let variables = graph.property(function, &["Environment", "Variables"], deployment)?;
                variables.get(variable)?.as_str().map(str::to_owned)
            })
        };
        let artifacts = graph.artifacts().map(|bucket| graph.node(bucket.id()));
        let first = |resource: &'static str| {
            of_type(graph, resource)
                .filter(|node| artifacts.is_none_or(|artifacts| !std::ptr::eq(artifacts, *node)))
                .find_map(|node| graph.physical_name(node, deployment))
        };
        let name = |variable: &str, resource, fallback: &str| {
            awaited(variable).or_else(|| first(resource)).unwrap_or_else(|| fallback.to_owned())
        };
        let (gated_job, gate) =
            gated(graph, deployment).unwrap_or_else(|| ("some-job".to_owned(), "checks".to_owned()));
        Self(vec![
            ("{account}", deployment.account.clone()),
            ("{region}", deployment.region.clone()),
            ("{partition}", deployment.partition.clone()),
            ("{crawler}", name("CRAWLER_NAME", "AWS::Glue::Crawler", "some-crawler")),
            ("{job}", name("UPSTREAM_JOB_NAME", "AWS::Glue::Job", "some-job")),
            ("{gated_job}", gated_job),
            ("{gate}", gate),
            ("{bucket}", name("BUCKET_NAME", "AWS::S3::Bucket", "some-bucket")),
            ("{prefix}", awaited("KEY_PREFIX").unwrap_or_default()),
            ("{database}", first("AWS::Glue::Database").unwrap_or_else(|| "some_database".to_owned())),
        ])
    }

    fn fill(&self, value: &mut Value) {
        match value {
            Value::String(text) => {
                for (placeholder, name) in &self.0 {
                    if text.contains(placeholder) {
                        *text = text.replace(placeholder, name);
                    }
                }
            }
            Value::Array(items) => items.iter_mut().for_each(|item| self.fill(item)),
            Value::Object(object) => object.values_mut().for_each(|member| self.fill(member)),
            _ => {}
        }
    }
}

/// The first job that has gates, and the first of them.
fn gated(graph: &Graph, deployment: &Deployment) -> Option<(String, String)> {
    of_type(graph, "AWS::Glue::Job").find_map(|job| {
        let arguments = graph.property(job, &["NonOverridableArguments"], deployment)?;
        let gates: Map<String, Value> =
            serde_json::from_str(arguments.get("--lakegen_data_quality")?.as_str()?).ok()?;
        Some((graph.physical_name(job, deployment)?, gates.keys().next()?.clone()))
    })
}

fn of_type<'g>(graph: &'g Graph, resource: &'static str) -> impl Iterator<Item = &'g Node> {
    graph.nodes().map(|(_, node)| node).filter(move |node| node.resource.cloudformation == resource)
}

/// Sets the member of `event` at a dotted path, making the objects on the way.
///
/// # Errors
/// Something on the way is there and no object; the text says what.
pub fn set(event: &mut Value, path: &str, value: Value) -> Result<(), String> {
    let mut at = event;
    let mut way = path.split('.').peekable();
    while let Some(key) = way.next() {
        let Value::Object(object) = at else {
            return Err(format!("cannot set {path}: what should hold `{key}` is no object"));
        };
        if way.peek().is_none() {
            object.insert(key.to_owned(), value);
            return Ok(());
        }
        at = object.entry(key).or_insert_with(|| Value::Object(Map::new()));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::resource::Tags;

    #[test]
    fn every_sample_is_an_event_and_every_placeholder_is_filled() {
        let names = Names::of(&Graph::new("t", "", Tags::default()), &Deployment::new("111122223333", "eu-west-1"));
        for sample in SAMPLES {
            let event = sample.fit(&names).expect(sample.name);
            for key in ["version", "id", "detail-type", "source", "account", "time", "region", "resources", "detail"] {
                assert!(event.get(key).is_some(), "{}: {key}", sample.name);
            }
            assert_eq!(event["account"], "111122223333", "{}", sample.name);
            assert!(!event["detail"].to_string().contains("{account}"), "{}", sample.name);
            let text = event.to_string();
            for (placeholder, _) in &names.0 {
                assert!(!text.contains(placeholder), "{}: {placeholder}", sample.name);
            }
        }
    }

    #[test]
    fn setting_makes_what_is_missing_and_refuses_what_is_in_the_way() {
        let mut event = json!({ "detail": { "state": "Started" } });
        set(&mut event, "detail.state", json!("Failed")).expect("there");
        set(&mut event, "a.b.c", json!(1)).expect("made");
        assert_eq!(event, json!({ "detail": { "state": "Failed" }, "a": { "b": { "c": 1 } } }));
        assert!(set(&mut event, "detail.state.x", json!(1)).is_err());
    }
}
