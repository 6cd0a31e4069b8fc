//! Glue workflows: jobs that say `via: glue_workflow`, with the crawlers and jobs that they wait for.
//!
//! Source: <https://docs.aws.amazon.com/glue/latest/dg/blueprint_workflow_restrictions.html>: a workflow has one starting
//! trigger, and what a trigger outside of it has started makes none of its triggers fire. So whatever is connected is one
//! workflow, which starts all that waits for nothing.

use std::collections::BTreeSet;

use super::{CrawlerSource, Job, Pipeline, TriggerSource, Upstream, Via};

/// One workflow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Workflow {
    /// The key of its first job, which it is named after.
    pub key: String,
    /// Its crawlers and jobs.
    pub members: BTreeSet<Upstream>,
    /// The different ways in which its members ask to be started: it has one start if it is one, or none.
    pub starts: BTreeSet<WorkflowStart>,
}

/// How a workflow starts.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum WorkflowStart {
    /// People start it.
    OnDemand,
    /// A Glue cron expression.
    Schedule(String),
}

impl Workflow {
    /// How it starts; by hand if nobody says anything.
    pub fn start(&self) -> WorkflowStart {
        self.starts.first().cloned().unwrap_or(WorkflowStart::OnDemand)
    }

    /// Its crawlers, which its start starts.
    pub fn crawlers(&self) -> impl Iterator<Item = &str> {
        self.members.iter().filter_map(|member| match member {
            Upstream::Crawler(key) => Some(key.as_str()),
            Upstream::Job(_) => None,
        })
    }

    /// Its jobs.
    pub fn jobs<'p>(&'p self, pipeline: &'p Pipeline) -> impl Iterator<Item = &'p Job> {
        self.members.iter().filter_map(|member| match member {
            Upstream::Crawler(_) => None,
            Upstream::Job(key) => pipeline.jobs.get(key),
        })
    }
}

impl Pipeline {
    /// Its workflows, by the key of their first job.
    pub fn workflows(&self) -> Vec<Workflow> {
        let mut groups: Vec<BTreeSet<Upstream>> = Vec::new();
        for job in self.jobs.values().filter(|job| job.is_in_workflow()) {
            let upstreams = job.trigger.iter().flat_map(|trigger| trigger.source.upstreams());
            let mut group: BTreeSet<_> = upstreams.chain([Upstream::Job(job.key.clone())]).collect();
            groups.retain(|other| {
                let apart = other.is_disjoint(&group);
                if !apart {
                    group.extend(other.iter().cloned());
                }
                apart
            });
            groups.push(group);
        }
        let mut workflows: Vec<_> = groups.into_iter().map(|members| self.workflow(members)).collect();
        workflows.sort_by(|a, b| a.key.cmp(&b.key));
        workflows
    }

    fn workflow(&self, members: BTreeSet<Upstream>) -> Workflow {
        let own = |member: &Upstream| match member {
            Upstream::Job(key) => self.jobs.get(key).filter(|job| job.is_in_workflow()).map(|job| job.key.clone()),
            Upstream::Crawler(_) => None,
        };
        let key = members.iter().find_map(own).unwrap_or_default();
        let starts = members.iter().filter_map(|member| self.asked_start(member)).collect();
        Workflow { key, members, starts }
    }

    /// How a member that waits for nothing asks to be started.
    fn asked_start(&self, member: &Upstream) -> Option<WorkflowStart> {
        match member {
            Upstream::Crawler(key) => match &self.crawlers.get(key)?.trigger.as_ref()?.source {
                CrawlerSource::Schedule(cron) => Some(WorkflowStart::Schedule(cron.clone())),
                CrawlerSource::OnDemand => Some(WorkflowStart::OnDemand),
                CrawlerSource::Event { .. } => None,
            },
            Upstream::Job(key) => match &self.jobs.get(key)?.trigger.as_ref()?.source {
                TriggerSource::Schedule(cron) => Some(WorkflowStart::Schedule(cron.clone())),
                TriggerSource::OnDemand => Some(WorkflowStart::OnDemand),
                _ => None,
            },
        }
    }
}

impl Job {
    /// Whether a Glue workflow starts it.
    pub fn is_in_workflow(&self) -> bool {
        self.trigger.as_ref().is_some_and(|trigger| trigger.via == Via::GlueWorkflow)
    }
}
