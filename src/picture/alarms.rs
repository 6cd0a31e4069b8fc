//! What people are told about each crawler, job, gate and stream, and how.

use crate::model::{AlarmKind, Pipeline, TriggerSource, Via};

use super::canvas::Canvas;
use super::data::stream_node;
use super::{Flow, Kind};

/// Notes it at each of the nodes, which are there already.
pub(super) fn note(canvas: &mut Canvas, pipeline: &Pipeline) {
    let alarms = &pipeline.alarms;
    let told = |kind| alarms.when.contains(&kind);
    for key in pipeline.crawlers.keys() {
        let node = canvas.node(Kind::Crawler, key);
        if told(AlarmKind::CrawlerFailed) {
            canvas.alarm(node, "failed");
        }
        if let Some(hours) = alarms.fresh_crawlers.get(key) {
            canvas.alarm(node, late(*hours));
        }
    }
    for job in pipeline.jobs.values() {
        let node = canvas.node(Kind::Job, &job.key);
        for (kind, what) in [(AlarmKind::JobFailed, "failed"), (AlarmKind::JobTimeout, "timed out")] {
            if told(kind) {
                canvas.alarm(node, what);
            }
        }
        if let Some(hours) = alarms.fresh_jobs.get(&job.key) {
            canvas.alarm(node, late(*hours));
        }
        for gate in job.gates.iter().filter(|gate| gate.can_fail() && told(AlarmKind::DataQualityFailed)) {
            let node = canvas.node(Kind::Gate, &gate.key);
            canvas.alarm(node, "data failed");
        }
    }
    for stream in pipeline.streams.values() {
        let node = stream_node(canvas, pipeline, &stream.key);
        if told(AlarmKind::StreamBehind) {
            canvas.alarm(node, "behind");
        }
        if told(AlarmKind::DeliveryFailed) && !stream.is_kinesis() {
            canvas.alarm(node, "delivery failed");
        }
    }
}

fn late(hours: u32) -> String {
    format!("no success for {hours} h")
}

/// Draws the way from what fails to who is told: rules that wait for failures, and the topic.
pub(super) fn draw(canvas: &mut Canvas, pipeline: &Pipeline, dead_letters: &[usize]) {
    let alarms = &pipeline.alarms;
    if alarms.is_empty() {
        return;
    }
    let topic = canvas.node(Kind::Topic, &format!("{}-alerts", pipeline.name));
    alarms.notify.iter().for_each(|address| canvas.note(topic, address));
    let mut way = Way { canvas, pipeline, topic };
    let told = |kind| alarms.when.contains(&kind);
    if told(AlarmKind::CrawlerFailed) {
        way.failures(pipeline.crawlers.is_empty(), "crawler-failed", "any crawler");
    }
    if told(AlarmKind::JobFailed) {
        way.failures(pipeline.jobs.is_empty(), "job-failed", "any job");
        // One that cannot start its job never comes to a run that could fail.
        let machines = pipeline.jobs.values().filter(|job| {
            job.trigger
                .as_ref()
                .is_some_and(|trigger| trigger.via == Via::StepFunctions && trigger.source != TriggerSource::OnDemand)
        });
        for job in machines {
            let machine = format!("{}-trigger", pipeline.physical_name(&job.key));
            way.failure(Kind::StateMachine, &machine, "start-failed");
        }
    }
    if told(AlarmKind::JobTimeout) {
        way.failures(pipeline.jobs.is_empty(), "job-timeout", "any job");
    }
    if told(AlarmKind::DataQualityFailed) {
        let gates =
            pipeline.gates.values().filter(|gate| gate.can_fail() && pipeline.gated_by(&gate.key).next().is_some());
        for (gate, number) in gates.zip(1..) {
            let part = if number == 1 { String::new() } else { format!("-{number}") };
            way.failure(Kind::Gate, &gate.key, &format!("data-quality-failed{part}"));
        }
    }
    for key in alarms.fresh_crawlers.keys() {
        way.freshness(Kind::Crawler, key, "crawler-fresh");
    }
    for key in alarms.fresh_jobs.keys() {
        way.freshness(Kind::Job, key, "job-fresh");
    }
    way.streams();
    if told(AlarmKind::DeadLetterNotEmpty) {
        dead_letters.iter().for_each(|queue| canvas.edge(*queue, topic, Flow::Alarm, "not empty"));
    }
}

struct Way<'c, 'p> {
    canvas: &'c mut Canvas,
    pipeline: &'p Pipeline,
    topic: usize,
}

impl Way<'_, '_> {
    /// By a rule that waits for the failures of all that are alike: a line from each of them would hide everything else.
    fn failures(&mut self, none: bool, part: &str, whose: &str) {
        if !none {
            let rule = self.rule(part);
            self.canvas.note(rule, whose);
        }
    }

    /// By a rule that waits for the failures of one thing, or of a few.
    fn failure(&mut self, kind: Kind, name: &str, part: &str) {
        let node = self.canvas.node(kind, name);
        let rule = self.rule(part);
        self.canvas.edge(node, rule, Flow::Alarm, "");
    }

    /// A rule of the whole lake.
    fn rule(&mut self, part: &str) -> usize {
        let rule = self.canvas.node(Kind::Rule, &format!("{}-{part}", self.pipeline.name));
        let lost = self.canvas.node(Kind::Queue, &format!("{}-alerts-dlq", self.pipeline.name));
        self.canvas.note(lost, "dead letters");
        self.canvas.edge(rule, self.topic, Flow::Alarm, "");
        self.canvas.edge(rule, lost, Flow::Alarm, "undelivered");
        rule
    }

    /// By a rule that counts successes, and an alarm when there are none.
    fn freshness(&mut self, kind: Kind, key: &str, part: &str) {
        let node = self.canvas.node(kind, key);
        let rule = self.canvas.node(Kind::Rule, &format!("{}-{part}", self.pipeline.physical_name(key)));
        self.canvas.note(rule, "counts successes");
        self.canvas.edge(node, rule, Flow::Alarm, "succeeded");
        self.canvas.edge(rule, self.topic, Flow::Alarm, "none in time");
    }

    fn streams(&mut self) {
        let told = |kind| self.pipeline.alarms.when.contains(&kind);
        for stream in self.pipeline.streams.values() {
            let node = stream_node(self.canvas, self.pipeline, &stream.key);
            if told(AlarmKind::StreamBehind) {
                self.canvas.edge(node, self.topic, Flow::Alarm, "behind");
            }
            if told(AlarmKind::DeliveryFailed) && !stream.is_kinesis() {
                self.canvas.edge(node, self.topic, Flow::Alarm, "delivery failed");
            }
        }
    }
}
