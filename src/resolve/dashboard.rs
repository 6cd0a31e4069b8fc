//! A CloudWatch dashboard of what the graph holds: two widgets a row, always in the same order.
//!
//! Body: Amazon CloudWatch API reference, "Dashboard body structure and syntax". Keys are sorted, so that every target
//! writes the same text.

use crate::expr::{Expr, Handle, Pseudo, Text};
use crate::graph::{Concern, Graph, Scope};
use crate::resource::{Dashboard, DeliveryStream, Function, Job, KinesisStream, Queue, Resource, Rule};

use super::lake::Lake;

/// The grid is 24 wide.
const WIDTH: u32 = 12;
const HEIGHT: u32 = 6;
/// Alarms that one widget takes.
const ALARMS_MOST: usize = 100;
/// Metrics that one widget takes.
const METRICS_MOST: usize = 500;

pub(super) fn resolve(lake: &Lake<'_>, graph: &mut Graph) {
    if !lake.pipeline.alarms.dashboard {
        return;
    }
    let widgets: Vec<Expr> = alarms(lake)
        .into_iter()
        .chain(metrics(graph))
        .zip(0..)
        .map(|((kind, properties), index)| {
            Expr::object([
                ("height", Expr::from(HEIGHT)),
                ("properties", properties),
                ("type", kind.into()),
                ("width", WIDTH.into()),
                ("x", (index % 2 * WIDTH).into()),
                ("y", (index / 2 * HEIGHT).into()),
            ])
        })
        .collect();
    let body = Expr::JsonText(Box::new(Expr::object([("widgets", Expr::List(widgets))])));
    graph.add(Scope::lake(Concern::Alarms).node(
        "dashboard",
        Dashboard { dashboard_name: Some(lake.names.lake("lake").into()), dashboard_body: Some(Text::of(body)) },
    ));
}

/// A widget before it has a place: its type and its properties.
type Widget = (&'static str, Expr);

fn alarms(lake: &Lake<'_>) -> Vec<Widget> {
    let arns: Vec<Expr> = lake.alarms.iter().map(|alarm| alarm.arn().into()).collect();
    let widget =
        |arns: &[Expr]| ("alarm", Expr::object([("alarms", Expr::List(arns.to_vec())), ("title", "Alarms".into())]));
    arns.chunks(ALARMS_MOST).map(widget).collect()
}

/// A metric of each resource of one type.
struct Metric {
    title: &'static str,
    namespace: &'static str,
    name: &'static str,
    dimension: &'static str,
    /// Further dimensions, the same for all.
    further: &'static [&'static str],
    statistic: &'static str,
}

const fn metric(title: &'static str, namespace: &'static str, name: &'static str, dimension: &'static str) -> Metric {
    Metric { title, namespace, name, dimension, further: &[], statistic: "Sum" }
}

const RULES: [Metric; 2] = [
    metric("Events caught", "AWS/Events", "TriggeredRules", "RuleName"),
    metric("Events that could not be delivered", "AWS/Events", "FailedInvocations", "RuleName"),
];

/// AWS Glue Developer Guide, "Monitoring AWS Glue using Amazon CloudWatch metrics": of all runs together.
const JOBS: [Metric; 2] = [
    Metric {
        further: &["JobRunId", "ALL", "Type", "count"],
        ..metric("Time of runs in milliseconds", "Glue", "glue.driver.aggregate.elapsedTime", "JobName")
    },
    Metric {
        further: &["JobRunId", "ALL", "Type", "count"],
        ..metric("Failed tasks of runs", "Glue", "glue.driver.aggregate.numFailedTasks", "JobName")
    },
];

const FUNCTIONS: [Metric; 2] = [
    metric("Errors of functions", "AWS/Lambda", "Errors", "FunctionName"),
    Metric {
        statistic: "Maximum",
        ..metric("Time of functions in milliseconds", "AWS/Lambda", "Duration", "FunctionName")
    },
];

const QUEUES: [Metric; 2] = [
    Metric {
        statistic: "Maximum",
        ..metric("Messages in queues", "AWS/SQS", "ApproximateNumberOfMessagesVisible", "QueueName")
    },
    Metric {
        statistic: "Maximum",
        ..metric("Age of the oldest message in seconds", "AWS/SQS", "ApproximateAgeOfOldestMessage", "QueueName")
    },
];

const KINESIS: [Metric; 2] = [
    metric("Records put into streams", "AWS/Kinesis", "IncomingRecords", "StreamName"),
    Metric {
        statistic: "Maximum",
        ..metric("Readers behind in milliseconds", "AWS/Kinesis", "GetRecords.IteratorAgeMilliseconds", "StreamName")
    },
];

const FIREHOSE: [Metric; 2] = [
    metric("Records written to S3", "AWS/Firehose", "DeliveryToS3.Records", "DeliveryStreamName"),
    Metric {
        statistic: "Maximum",
        ..metric(
            "Age of the oldest record in seconds",
            "AWS/Firehose",
            "DeliveryToS3.DataFreshness",
            "DeliveryStreamName",
        )
    },
];

fn metrics(graph: &Graph) -> Vec<Widget> {
    let rules = names(graph, Handle::<Rule>::name);
    let jobs = names(graph, Handle::<Job>::name);
    let functions = names(graph, Handle::<Function>::name);
    let queues = names(graph, Handle::<Queue>::name);
    let streams = names(graph, Handle::<KinesisStream>::name);
    let deliveries = names(graph, Handle::<DeliveryStream>::name);
    [(RULES, rules), (JOBS, jobs), (FUNCTIONS, functions), (QUEUES, queues), (KINESIS, streams), (FIREHOSE, deliveries)]
        .into_iter()
        .filter(|(_, names)| !names.is_empty())
        .flat_map(|(metrics, names)| metrics.map(|metric| widget(&metric, &names)))
        .collect()
}

/// The names of every resource of a type.
fn names<R: Resource>(graph: &Graph, name: impl Fn(Handle<R>) -> Text) -> Vec<Text> {
    graph.handles::<R>().take(METRICS_MOST).map(name).collect()
}

fn widget(metric: &Metric, names: &[Text]) -> Widget {
    let lines = names.iter().map(|name| {
        let words = [metric.namespace, metric.name, metric.dimension].map(Expr::from);
        let further = metric.further.iter().copied().map(Expr::from);
        Expr::List(words.into_iter().chain([name.into()]).chain(further).collect())
    });
    let properties = Expr::object([
        ("metrics", Expr::List(lines.collect())),
        ("period", 300.into()),
        ("region", Pseudo::Region.into()),
        ("stat", metric.statistic.into()),
        ("title", metric.title.into()),
        ("view", "timeSeries".into()),
    ]);
    ("metric", properties)
}
