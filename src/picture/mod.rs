//! [`Picture`]: a pipeline as nodes and edges, for a design review; and its writers: Mermaid, DOT, SVG and JSON.
//!
//! [`Picture::of`] draws what the spec says: where data comes from, what turns it into what, and what starts what. With
//! [`Level::Detail`] it also draws what stands between an event and a run: rules, queues, functions, and who is told of
//! failures. Nodes are named by what the spec calls them, so that the same spec gives the same text.

mod alarms;
mod canvas;
mod control;
mod data;
mod detail;
mod dot;
mod json;
mod mermaid;
mod places;
mod svg;

use crate::diag::Pointer;
use crate::model::Pipeline;

use canvas::Canvas;

pub use dugong::LayoutError;
pub use json::json;

/// How much is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// The pipeline as its user thinks of it.
    Overview,
    /// Also what lakegen puts between: rules, queues, functions, state machines, workflows, alarms.
    Detail,
}

/// A drawing that nobody has laid out yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// The lake's name.
    pub name: String,
    /// What the lake is for.
    pub description: Option<String>,
    /// The nodes, in the order in which they were met: from the sources on.
    pub nodes: Vec<Node>,
    /// The edges; no two of a flow lead from one node to another.
    pub edges: Vec<Edge>,
}

/// One thing of a lake.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// Kind and name: `job:clean_orders`, `location:raw/orders/`. Unique in a picture.
    pub id: String,
    /// What it is.
    pub kind: Kind,
    /// What the spec calls it, or its name in AWS if the spec does not name it.
    pub label: String,
    /// What else a reviewer wants to know, a few words each.
    pub notes: Vec<String>,
    /// What people are told about it.
    pub alarms: Vec<String>,
    /// Where the spec declares it, if it does.
    pub origin: Option<Pointer>,
}

/// What follows what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edge {
    /// The index of a node.
    pub from: usize,
    /// The index of a node.
    pub to: usize,
    /// What flows.
    pub flow: Flow,
    /// What is said about it, each once.
    pub labels: Vec<String>,
}

/// What flows along an edge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Flow {
    /// Rows and objects.
    Data,
    /// The word to begin.
    Control,
    /// What went wrong.
    Alarm,
}

impl Flow {
    /// Every flow.
    pub const ALL: [Self; 3] = [Self::Data, Self::Control, Self::Alarm];

    /// Its word in JSON.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Data => "data",
            Self::Control => "control",
            Self::Alarm => "alarm",
        }
    }
}

/// Declares the kinds of nodes: variant, word in JSON and in ids, and what a legend says.
macro_rules! kinds {
    ($($(#[$meta:meta])* $variant:ident = $word:literal, $legend:literal;)+) => {
        /// What a node is.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Kind {
            $($(#[$meta])* $variant,)+
        }

        impl Kind {
            /// Every kind, from where data comes to who is told.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// Its word in JSON and in ids.
            pub const fn word(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)+
                }
            }

            /// What a legend says.
            pub const fn legend(self) -> &'static str {
                match self {
                    $(Self::$variant => $legend,)+
                }
            }
        }
    };
}

kinds! {
    /// A database that the lake does not make.
    Source = "source", "Database";
    /// Somebody else's event.
    Event = "event", "Event";
    /// A Kinesis or Firehose stream.
    Stream = "stream", "Stream";
    /// A prefix in a bucket.
    Location = "location", "S3 prefix";
    /// A Glue crawler.
    Crawler = "crawler", "Crawler";
    /// Tables of the Data Catalog.
    Table = "table", "Tables";
    /// A Glue job.
    Job = "job", "Job";
    /// A data quality gate.
    Gate = "gate", "Quality gate";
    /// Redshift Serverless.
    Warehouse = "warehouse", "Warehouse";
    /// An EMR Serverless application.
    Application = "application", "EMR Serverless";
    /// Athena's work group.
    Athena = "athena", "Athena";
    /// An EventBridge rule.
    Rule = "rule", "EventBridge rule";
    /// An SQS queue.
    Queue = "queue", "SQS queue";
    /// A Lambda function.
    Function = "function", "Lambda function";
    /// A Step Functions state machine.
    StateMachine = "state_machine", "State machine";
    /// A Glue workflow.
    Workflow = "workflow", "Glue workflow";
    /// The SNS topic for failures.
    Topic = "topic", "SNS topic";
}

impl Picture {
    /// The picture of `pipeline`.
    pub fn of(pipeline: &Pipeline, level: Level) -> Self {
        let mut canvas = Canvas::default();
        data::draw(&mut canvas, pipeline);
        match level {
            Level::Overview => control::draw(&mut canvas, pipeline),
            Level::Detail => detail::draw(&mut canvas, pipeline),
        }
        let (nodes, edges) = canvas.finish();
        Self { name: pipeline.name.clone(), description: pipeline.description.clone(), nodes, edges }
    }

    /// The kinds that occur, in the order of [`Kind::ALL`].
    pub fn kinds(&self) -> Vec<Kind> {
        Kind::ALL.iter().copied().filter(|kind| self.nodes.iter().any(|node| node.kind == *kind)).collect()
    }

    /// A Mermaid flowchart.
    pub fn mermaid(&self) -> String {
        mermaid::print(self)
    }

    /// A digraph in Graphviz's language.
    pub fn dot(&self) -> String {
        dot::print(self)
    }

    /// A document of SVG, by itself, for light and for dark pages.
    ///
    /// # Errors
    /// The layout fails, for which no picture is known.
    pub fn svg(&self) -> Result<String, LayoutError> {
        svg::print(self)
    }
}
