//! `RUNBOOK.md`: what people need to know who run a lake, with the names that it has in AWS.
//!
//! Names come from the graph, so that no command of a runbook is about something that is not deployed; what a thing is for
//! comes from the pipeline.

mod dead_letters;
mod deployed;
mod members;
mod watches;

use serde::Serialize;

use crate::graph::Graph;
use crate::model::{Pipeline, RecrawlBehavior};
use crate::picture::{Level, Picture};
use crate::template::{Printed, TemplateError, Templates};

use dead_letters::DeadLetters;
use deployed::Deployed;
use members::{Crawler, Job, Stream, Workflow};
use watches::Watch;

/// The name of the file.
pub const FILE: &str = "RUNBOOK.md";

/// How a lake is deployed and deleted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tool {
    /// `aws cloudformation`.
    CloudFormation,
    /// `terraform`.
    Terraform,
    /// `cdk`.
    Cdk,
}

/// What the template is given.
#[derive(Debug, Serialize)]
struct Context<'p> {
    name: &'p str,
    description: &'p str,
    picture: Printed,
    cloudformation: bool,
    terraform: bool,
    cdk: bool,
    /// The template's name, if there is one.
    template: &'p str,
    /// Whether jobs have files that are uploaded before.
    files: bool,
    region: Option<&'p str>,
    account: Option<&'p str>,
    confirms: bool,
    watches: Vec<Watch>,
    crawlers: Vec<Crawler>,
    event_mode: bool,
    jobs: Vec<Job>,
    workflows: Vec<Workflow>,
    streams: Vec<Stream>,
    dead_letters: Vec<DeadLetters>,
    kept: Vec<Kept>,
    deleted: Vec<String>,
}

/// What outlives its lake.
#[derive(Debug, Serialize)]
struct Kept {
    what: &'static str,
    /// Its name, unless AWS makes it up.
    name: Option<String>,
    /// What Terraform's state calls it.
    address: String,
}

/// The runbook of a lake that is deployed by `tool`; `template` is the file that CloudFormation is given.
///
/// # Errors
/// A template that a user put in place of the embedded one may not render.
pub fn render(
    pipeline: &Pipeline,
    graph: &Graph,
    (tool, template): (Tool, &str),
    templates: &Templates,
) -> Result<String, TemplateError> {
    let deployed = Deployed::of(graph);
    let context = Context {
        name: &graph.name,
        description: &graph.description,
        picture: Printed::new(Picture::of(pipeline, Level::Overview).mermaid()),
        cloudformation: tool == Tool::CloudFormation,
        terraform: tool == Tool::Terraform,
        cdk: tool == Tool::Cdk,
        template,
        files: deployed.has_files(),
        region: graph.site.region.as_deref(),
        account: graph.site.account.as_deref(),
        confirms: !pipeline.alarms.notify.is_empty(),
        watches: watches::of(&deployed),
        event_mode: pipeline.crawlers.values().any(|crawler| crawler.recrawl == RecrawlBehavior::EventMode),
        workflows: members::workflows(&deployed),
        streams: members::streams(pipeline),
        deleted: deployed.deleted_buckets(),
        kept: deployed.kept(),
        crawlers: members::crawlers(pipeline, &deployed),
        jobs: members::jobs(pipeline, &deployed),
        dead_letters: dead_letters::of(&deployed),
    };
    templates.render(FILE, &context)
}
