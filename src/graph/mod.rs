//! The system as typed AWS resources whose references are values: what every back end renders.

mod evaluate;
mod exception;
mod limits;
mod name;
mod regions;
mod scope;

use std::collections::{BTreeMap, HashMap};

pub use evaluate::{Deployment, name_property};
pub use exception::Exception;
pub use name::{Name, kebab};
pub use scope::{NewNode, Scope};

use crate::diag::Pointer;
use crate::expr::{AssetId, Expr, Handle, NodeId, Record, ResourceType};
use crate::resource::{self, Resource, Tags};

/// Which part of the lake a resource belongs to: a file in Terraform, a section in CloudFormation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Concern {
    /// The key.
    Encryption,
    /// Buckets.
    Storage,
    /// Streams that bring data.
    Streams,
    /// The Data Catalog.
    Catalog,
    /// Crawlers with their roles and logs.
    Crawlers,
    /// Jobs with their roles and logs.
    Jobs,
    /// From an event to a job.
    Triggers,
    /// What reads the catalog: Athena and warehouses.
    Readers,
    /// Who sees which tables and columns.
    LakeFormation,
    /// Who is told when something fails.
    Alarms,
}

impl Concern {
    /// All of them, in the order of the data's way through the lake.
    pub const ALL: [Self; 10] = [
        Self::Encryption,
        Self::Storage,
        Self::Streams,
        Self::Catalog,
        Self::Crawlers,
        Self::Jobs,
        Self::Triggers,
        Self::Readers,
        Self::LakeFormation,
        Self::Alarms,
    ];

    /// The word for it in file names and headings.
    pub fn word(self) -> &'static str {
        match self {
            Self::Encryption => "encryption",
            Self::Storage => "storage",
            Self::Streams => "streams",
            Self::Catalog => "catalog",
            Self::Crawlers => "crawlers",
            Self::Jobs => "jobs",
            Self::Triggers => "triggers",
            Self::Readers => "readers",
            Self::LakeFormation => "lake_formation",
            Self::Alarms => "alarms",
        }
    }
}

/// What becomes of a resource when the stack that made it goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lifetime {
    /// It holds nothing and goes with the stack.
    Stateless,
    /// It holds something, and goes with the stack all the same.
    Deleted,
    /// It holds what cannot be made again, and stays.
    Kept,
}

/// One resource.
#[derive(Debug)]
pub struct Node {
    /// Its names in the two languages.
    pub name: Name,
    /// Its type in the two vocabularies.
    pub resource: &'static ResourceType,
    /// What is set.
    pub properties: Record,
    /// The part of the spec that asked for it.
    pub origin: Pointer,
    /// The part of the lake it belongs to.
    pub concern: Concern,
    /// Order that the data does not carry.
    pub after: Vec<NodeId>,
    /// What becomes of it when the stack goes.
    pub lifetime: Lifetime,
    /// Why it is there, where that is not plain.
    pub comment: Option<&'static str>,
    /// The checks of scanners that it does not pass.
    pub exceptions: Vec<Exception>,
}

/// A file that is deployed beside the resources.
#[derive(Debug)]
pub struct Asset {
    /// The name it has in every target, the only one of its kind: `clean_orders`.
    pub name: String,
    /// What it is.
    pub kind: AssetKind,
    /// What the file is called: `clean_orders.py`.
    pub file: String,
    /// What is in it.
    pub content: Content,
}

/// What an asset is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AssetKind {
    /// A job's script, read from S3.
    Script,
    /// Something that a job needs beside its script, read from S3. Its file name counts: Python imports by it.
    File,
    /// The one source file of a Lambda function, `index.py`.
    Function,
}

/// What is in an asset.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// These bytes.
    Bytes(Vec<u8>),
    /// A zip file of these files, each by its path inside.
    Zip(BTreeMap<String, Vec<u8>>),
}

/// Something the deployer wants to know afterwards.
#[derive(Debug)]
pub struct Output {
    /// Its names in the two languages.
    pub name: Name,
    /// A sentence.
    pub description: String,
    /// What it is.
    pub value: Expr,
}

/// Where a system is deployed to, as far as that is known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Site {
    /// Where the spec says so.
    pub origin: Pointer,
    /// The account, twelve digits.
    pub account: Option<String>,
    /// The region.
    pub region: Option<String>,
    /// The account's quota of concurrent executions of functions.
    pub concurrent_executions: Option<u32>,
}

/// The whole system of one spec.
#[derive(Debug)]
pub struct Graph {
    /// The spec's name: stack name and prefix of every physical name.
    pub name: String,
    /// The spec's description.
    pub description: String,
    /// Where it is deployed to, as far as the spec says.
    pub site: Site,
    /// The tags that everything carries.
    pub tags: Tags,
    nodes: Vec<Node>,
    assets: Vec<Asset>,
    /// Where each asset stands among them.
    asset_names: HashMap<(AssetKind, String), usize>,
    outputs: Vec<Output>,
    artifacts: Option<Handle<resource::Bucket>>,
}

impl Graph {
    /// A system without resources.
    pub fn new(name: &str, description: &str, tags: Tags) -> Self {
        Self {
            name: name.to_owned(),
            description: description.to_owned(),
            site: Site::default(),
            tags,
            nodes: Vec::new(),
            assets: Vec::new(),
            asset_names: HashMap::new(),
            outputs: Vec::new(),
            artifacts: None,
        }
    }

    /// Adds a resource; what refers to it does so through the handle.
    pub fn add<R: Resource>(&mut self, new: NewNode<R>) -> Handle<R> {
        let id = NodeId(u32::try_from(self.nodes.len()).unwrap_or(u32::MAX));
        self.nodes.push(new.into_node());
        Handle::new(id)
    }

    /// Adds a file, once: the same content under the same name is the same asset, and another one gets a number.
    pub fn add_asset(&mut self, mut asset: Asset) -> AssetId {
        let wanted = asset.name.clone();
        let mut copies = 1;
        let index = loop {
            let Some(&index) = self.asset_names.get(&(asset.kind, asset.name.clone())) else {
                self.asset_names.insert((asset.kind, asset.name.clone()), self.assets.len());
                self.assets.push(asset);
                break self.assets.len() - 1;
            };
            if self.assets[index].file == asset.file && self.assets[index].content == asset.content {
                break index;
            }
            copies += 1;
            asset.name = format!("{wanted}-{copies}");
        };
        AssetId(u32::try_from(index).unwrap_or(u32::MAX))
    }

    /// Adds an output.
    pub fn add_output(&mut self, output: Output) {
        self.outputs.push(output);
    }

    /// Names the bucket that scripts are uploaded to where the target does that itself.
    pub fn set_artifacts(&mut self, bucket: Handle<resource::Bucket>) {
        self.artifacts = Some(bucket);
    }

    /// The bucket that scripts are uploaded to where the target does that itself.
    pub fn artifacts(&self) -> Option<Handle<resource::Bucket>> {
        self.artifacts
    }

    /// The resources, in the order in which they were added.
    pub fn nodes(&self) -> impl Iterator<Item = (NodeId, &Node)> {
        self.nodes.iter().zip(0..).map(|(node, index)| (NodeId(index), node))
    }

    /// The resources, to be completed.
    pub(crate) fn nodes_mut(&mut self) -> impl Iterator<Item = &mut Node> {
        self.nodes.iter_mut()
    }

    /// The resources of one type, in the order in which they were added.
    pub fn handles<R: Resource>(&self) -> impl Iterator<Item = Handle<R>> {
        self.nodes()
            .filter(|(_, node)| node.resource.cloudformation == R::TYPE.cloudformation)
            .map(|(id, _)| Handle::new(id))
    }

    /// One resource.
    pub fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id.0 as usize]
    }

    /// The files, in the order in which they were added.
    pub fn assets(&self) -> impl Iterator<Item = (AssetId, &Asset)> {
        self.assets.iter().zip(0..).map(|(asset, index)| (AssetId(index), asset))
    }

    /// One file.
    pub fn asset(&self, id: AssetId) -> &Asset {
        &self.assets[id.0 as usize]
    }

    /// The outputs, in the order in which they were added.
    pub fn outputs(&self) -> &[Output] {
        &self.outputs
    }

    /// Pairs of resources that would have one name: the first with it, and one that came later.
    ///
    /// CloudFormation drops `_` and case from keys, so `orders_2` and `orders2` meet.
    fn collisions(&self) -> Vec<(&Node, &Node)> {
        let mut logical = HashMap::with_capacity(self.nodes.len());
        let mut address = HashMap::with_capacity(self.nodes.len());
        let mut found = Vec::new();
        for node in &self.nodes {
            let first = *logical.entry(node.name.logical.as_str()).or_insert(node);
            let label = *address.entry((node.resource.terraform, node.name.label.as_str())).or_insert(node);
            let other = [first, label].into_iter().find(|other| !std::ptr::eq(*other, node));
            found.extend(other.map(|other| (other, node)));
        }
        found
    }
}
