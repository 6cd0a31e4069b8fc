//! What comes of a comparison.

use serde_json::Value;

/// What a deployment does to a resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Action {
    /// It is made.
    Add,
    /// It is changed where it is.
    Update,
    /// Changed or replaced: nobody has said what this property does.
    Unknown,
    /// Another one is made in its place.
    Replace,
    /// It goes.
    Remove,
}

/// The worst that can be said of a change, from harmless to the end of a deployment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// Something is made.
    Added,
    /// Something is changed where it is.
    InPlace,
    /// Something without content goes.
    Removed,
    /// Nobody has said what this property does.
    Unknown,
    /// Another one is made in its place.
    Replaced,
    /// What it holds stays, but no longer belongs to the lake; its name is taken.
    LeftBehind,
    /// What it holds goes.
    DataLost,
    /// AWS refuses while the change is under way, and half of it is done.
    RejectedRunning,
    /// The deployment tool refuses, or AWS refuses to make something: nothing is done.
    RejectedDeploying,
}

impl Verdict {
    /// All of them, from harmless to the end of a deployment.
    pub const ALL: [Self; 9] = [
        Self::Added,
        Self::InPlace,
        Self::Removed,
        Self::Unknown,
        Self::Replaced,
        Self::LeftBehind,
        Self::DataLost,
        Self::RejectedRunning,
        Self::RejectedDeploying,
    ];

    /// Its word, on the command line and in answers.
    pub fn word(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::InPlace => "in-place",
            Self::Removed => "removed",
            Self::Unknown => "unknown",
            Self::Replaced => "replaced",
            Self::LeftBehind => "left-behind",
            Self::DataLost => "data-lost",
            Self::RejectedRunning => "rejected-running",
            Self::RejectedDeploying => "rejected-deploying",
        }
    }
}

/// A property that two versions have differently.
#[derive(Clone, Debug, PartialEq)]
pub struct PropertyChange {
    /// The way to it. A position in a list is in brackets: a number, or what the element is called.
    pub path: Vec<String>,
    /// What it was; `None` if it was not set.
    pub old: Option<Value>,
    /// What it will be; `None` if it will not be set.
    pub new: Option<Value>,
}

impl PropertyChange {
    /// The names on the way, without positions in lists.
    pub fn names(&self) -> Vec<&str> {
        self.path.iter().map(String::as_str).filter(|step| !step.starts_with('[')).collect()
    }

    /// The way in one text: `Policy.Statement[ReadInput].Resource`.
    pub fn path_text(&self) -> String {
        let mut text = String::new();
        for step in &self.path {
            if !text.is_empty() && !step.starts_with('[') {
                text.push('.');
            }
            text.push_str(step);
        }
        text
    }
}

/// Something that follows from a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Consequence {
    /// How bad it is.
    pub verdict: Verdict,
    /// What happens.
    pub what: String,
    /// What to do about it; empty if nothing can be done or need be.
    pub instead: String,
}

/// What becomes of one resource.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// `CleanOrdersJob` or `aws_glue_job.clean_orders`.
    pub address: String,
    /// `AWS::Glue::Job` or `aws_glue_job`.
    pub kind: String,
    /// What it is called in AWS, as far as that is known: before the change, or else after it.
    pub name: Option<String>,
    /// What the deployment does.
    pub action: Action,
    /// The properties that differ; none of what is added or removed.
    pub properties: Vec<PropertyChange>,
    /// What follows, the worst first.
    pub consequences: Vec<Consequence>,
}

impl Change {
    /// The worst that can be said of it.
    pub fn verdict(&self) -> Verdict {
        let plain = match self.action {
            Action::Add => Verdict::Added,
            Action::Update => Verdict::InPlace,
            Action::Unknown => Verdict::Unknown,
            Action::Replace => Verdict::Replaced,
            Action::Remove => Verdict::Removed,
        };
        self.consequences.iter().map(|consequence| consequence.verdict).max().map_or(plain, |worst| worst.max(plain))
    }
}
