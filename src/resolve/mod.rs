//! What each section of a spec means in AWS: a [`Pipeline`] in, a [`Graph`] out.
//!
//! Same file names as `spec/`. Nothing here can fail: whatever a pipeline may hold has been checked.

mod alarms;
mod athena;
mod bucket;
mod catalog;
mod classifier;
mod connection;
mod crawler;
mod dashboard;
mod data;
mod data_quality;
mod database;
mod emr_serverless;
mod encryption;
mod event_queue;
mod exceptions;
mod freshness;
mod function;
mod iam;
mod job;
mod lake;
mod lake_formation;
mod log_group;
mod names;
mod queue;
mod stream;
mod stream_alarms;
mod table;
mod target;
mod trigger;
mod warehouse;

use crate::graph::{Graph, Site};
use crate::model::Pipeline;
use crate::template::{TemplateError, Templates};

use lake::Lake;

/// The resources of `pipeline`. `templates` supply the text of the handler and of the built-in scripts.
///
/// # Errors
/// A template that a user put in place of an embedded one may not render.
pub fn resolve(pipeline: &Pipeline, templates: &Templates) -> Result<Graph, TemplateError> {
    let mut lake = Lake::new(pipeline);
    let mut graph = Graph::new(&pipeline.name, pipeline.description.as_deref().unwrap_or_default(), lake.tags());
    if let Some(here) = &pipeline.environment {
        graph.site = Site {
            origin: here.origin.clone(),
            account: here.account.clone(),
            region: here.region.clone(),
            concurrent_executions: here.concurrent_executions,
        };
    }
    encryption::resolve(&mut lake, &mut graph);
    event_queue::resolve(&mut lake, &mut graph);
    bucket::resolve(&mut lake, &mut graph);
    stream::resolve(&mut lake, &mut graph);
    lake_formation::settings(&mut lake, &mut graph);
    database::resolve(&mut lake, &mut graph);
    table::resolve(&mut lake, &mut graph);
    connection::resolve(&mut lake, &mut graph);
    classifier::resolve(&mut lake, &mut graph);
    crawler::resolve(&mut lake, &mut graph);
    data_quality::resolve(&lake, &mut graph);
    warehouse::resolve(&mut lake, &mut graph);
    job::resolve(&mut lake, &mut graph, templates)?;
    trigger::resolve(&mut lake, &mut graph, templates)?;
    emr_serverless::resolve(&mut lake, &mut graph);
    athena::resolve(&lake, &mut graph);
    lake_formation::resolve(&lake, &mut graph);
    alarms::resolve(&mut lake, &mut graph);
    dashboard::resolve(&lake, &mut graph);
    exceptions::resolve(pipeline, &mut graph);
    Ok(graph)
}
