//! What lakegen puts between an event and a run, each by its name in AWS: rules, queues, functions, state machines, workflows.

use crate::model::{
    CrawlerSource, Job, Pipeline, RecrawlBehavior, Trigger, TriggerSource, Upstream, Via, Workflow, WorkflowStart,
};

use super::canvas::Canvas;
use super::control::{Cause, note_crawl, note_start, of_crawler, of_job};
use super::places::location_node;
use super::{Flow, Kind, alarms};

/// Draws the way from each cause to what it starts, and the way of what went wrong.
pub(super) fn draw(canvas: &mut Canvas, pipeline: &Pipeline) {
    let mut detail = Detail { canvas, pipeline, dead_letters: Vec::new() };
    detail.crawlers();
    pipeline.jobs.values().for_each(|job| detail.job(job));
    pipeline.workflows().iter().for_each(|workflow| detail.workflow(workflow));
    let dead_letters = detail.dead_letters;
    alarms::note(canvas, pipeline);
    alarms::draw(canvas, pipeline, &dead_letters);
}

struct Detail<'c, 'p> {
    canvas: &'c mut Canvas,
    pipeline: &'p Pipeline,
    dead_letters: Vec<usize>,
}

impl Detail<'_, '_> {
    fn starts(&mut self, from: usize, to: usize, label: &str) {
        self.canvas.edge(from, to, Flow::Control, label);
    }

    /// The node of something that goes with `key`.
    fn part(&mut self, kind: Kind, key: &str, part: &str) -> usize {
        self.canvas.node(kind, &format!("{}-{part}", self.pipeline.physical_name(key)))
    }

    fn dead_letter_queue(&mut self, key: &str, part: &str) -> usize {
        let queue = self.part(Kind::Queue, key, part);
        self.canvas.note(queue, "dead letters");
        self.dead_letters.push(queue);
        queue
    }

    fn job(&mut self, job: &Job) {
        let node = self.canvas.node(Kind::Job, &job.key);
        let Some(trigger) = &job.trigger else { return };
        match trigger.via {
            Via::Lambda if trigger.source == TriggerSource::OnDemand => note_start(self.canvas, node, job),
            Via::Lambda => {
                let function = self.part(Kind::Function, &job.key, "trigger");
                let dead_letters = self.rules(job, trigger, function);
                self.canvas.edge(function, dead_letters, Flow::Alarm, "failed");
                self.starts(function, node, "starts");
            }
            Via::StepFunctions => {
                let machine = self.part(Kind::StateMachine, &job.key, "trigger");
                self.rules(job, trigger, machine);
                self.starts(machine, node, "runs");
            }
            Via::GlueWorkflow => {}
        }
    }

    /// The rules for the events and times that start a job; the queue of what they cannot deliver.
    fn rules(&mut self, job: &Job, trigger: &Trigger, to: usize) -> usize {
        let dead_letters = self.dead_letter_queue(&job.key, "trigger-dlq");
        for Cause { node, event, part } in of_job(self.canvas, self.pipeline, job) {
            let rule = self.part(Kind::Rule, &job.key, part);
            self.starts(node, rule, event);
            self.rule(rule, to, dead_letters);
        }
        if let TriggerSource::Schedule(expression) = &trigger.source {
            let rule = self.part(Kind::Rule, &job.key, "schedule");
            self.canvas.note(rule, expression);
            self.rule(rule, to, dead_letters);
        }
        if trigger.source.loses_events() {
            let reconcile = self.part(Kind::Rule, &job.key, "reconcile");
            self.canvas.note(reconcile, "every hour, for lost events");
            self.rule(reconcile, to, dead_letters);
        }
        dead_letters
    }

    fn rule(&mut self, rule: usize, to: usize, dead_letters: usize) {
        self.starts(rule, to, "");
        self.canvas.edge(rule, dead_letters, Flow::Alarm, "undelivered");
    }

    fn crawlers(&mut self) {
        let workflows = self.pipeline.workflows();
        for crawler in self.pipeline.crawlers.values() {
            let key = &crawler.key;
            let node = self.canvas.node(Kind::Crawler, key);
            if crawler.recrawl == RecrawlBehavior::EventMode {
                let changes = self.part(Kind::Queue, key, "events");
                let dead_letters = self.dead_letter_queue(key, "events-dlq");
                for target in &crawler.targets.s3 {
                    let location = location_node(self.canvas, self.pipeline, &target.location);
                    self.starts(location, changes, "object created or removed");
                }
                self.starts(changes, node, "what has changed");
                self.canvas.edge(changes, dead_letters, Flow::Alarm, "given up");
            }
            match crawler.trigger.as_ref().map(|trigger| &trigger.source) {
                Some(CrawlerSource::Event { event, .. }) => {
                    let cause = of_crawler(self.canvas, self.pipeline, event);
                    self.crawl_by_queue(key, node, &cause);
                }
                // A workflow starts it, at the same time.
                Some(_) if workflows.iter().any(|workflow| workflow.crawlers().any(|member| member == key)) => {}
                other => note_crawl(self.canvas, node, other),
            }
        }
    }

    fn crawl_by_queue(&mut self, key: &str, crawler: usize, cause: &Cause) {
        let waiting = self.part(Kind::Queue, key, "start");
        let dead_letters = self.dead_letter_queue(key, "start-dlq");
        let function = self.part(Kind::Function, key, "start");
        let rule = self.part(Kind::Rule, key, cause.part);
        self.starts(cause.node, rule, cause.event);
        self.rule(rule, waiting, dead_letters);
        // S3 delivers at least once, Glue on best effort.
        if !self.canvas.is(cause.node, Kind::Location) {
            let reconcile = self.part(Kind::Rule, key, "start-reconcile");
            self.canvas.note(reconcile, "every hour, for lost events");
            self.rule(reconcile, waiting, dead_letters);
        }
        self.starts(waiting, function, "");
        self.canvas.edge(waiting, dead_letters, Flow::Alarm, "given up");
        self.canvas.edge(function, dead_letters, Flow::Alarm, "failed");
        self.starts(function, crawler, "starts");
    }

    fn workflow(&mut self, workflow: &Workflow) {
        let node = self.part(Kind::Workflow, &workflow.key, "workflow");
        match workflow.start() {
            WorkflowStart::OnDemand => self.canvas.note(node, "by hand"),
            WorkflowStart::Schedule(expression) => self.canvas.note(node, expression),
        }
        for crawler in workflow.crawlers() {
            let crawler = self.canvas.node(Kind::Crawler, crawler);
            self.starts(node, crawler, "");
        }
        for job in workflow.jobs(self.pipeline) {
            let to = self.canvas.node(Kind::Job, &job.key);
            let upstreams = job.trigger.iter().flat_map(|trigger| trigger.source.upstreams());
            let upstreams: Vec<usize> = upstreams.map(|upstream| self.upstream(&upstream)).collect();
            if upstreams.is_empty() {
                self.starts(node, to, "");
            }
            for upstream in upstreams {
                self.starts(upstream, to, "succeeded, in the workflow");
            }
        }
    }

    fn upstream(&mut self, upstream: &Upstream) -> usize {
        match upstream {
            Upstream::Crawler(key) => self.canvas.node(Kind::Crawler, key),
            Upstream::Job(key) => self.canvas.node(Kind::Job, key),
        }
    }
}
