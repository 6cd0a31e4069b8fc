//! Adding resources on behalf of one part of the spec.

use std::marker::PhantomData;

use super::{Concern, Lifetime, Name, Node};
use crate::diag::Pointer;
use crate::expr::NodeId;
use crate::resource::Resource;

/// The part of the spec on whose behalf resources are made.
#[derive(Clone, Debug)]
pub struct Scope {
    /// The part of the lake.
    pub concern: Concern,
    /// The spec's key for it; empty for what belongs to the whole lake.
    pub key: String,
    /// Where the spec says so.
    pub origin: Pointer,
}

impl Scope {
    /// The scope of the member `key` at `origin`.
    pub fn new(concern: Concern, key: &str, origin: &Pointer) -> Self {
        Self { concern, key: key.to_owned(), origin: origin.clone() }
    }

    /// The scope of what no single member asked for.
    pub fn lake(concern: Concern) -> Self {
        Self::new(concern, "", &Pointer::root())
    }

    /// A resource that plays `role` for this part: (`clean_orders`, `job_role`).
    pub fn node<R: Resource>(&self, role: &str, resource: R) -> NewNode<R> {
        NewNode {
            node: Node {
                name: Name::new(&self.key, role, R::TYPE.noun),
                resource: R::TYPE,
                properties: resource.into(),
                origin: self.origin.clone(),
                concern: self.concern,
                after: Vec::new(),
                lifetime: Lifetime::Stateless,
                comment: None,
                exceptions: Vec::new(),
            },
            resource: PhantomData,
        }
    }
}

/// A resource about to be added.
#[derive(Debug)]
pub struct NewNode<R> {
    node: Node,
    resource: PhantomData<R>,
}

impl<R> NewNode<R> {
    /// It is made after `other`, although no value of its says so.
    #[must_use]
    pub fn after(mut self, other: NodeId) -> Self {
        self.node.after.push(other);
        self
    }

    /// It holds something: it outlives the stack if `keep`.
    #[must_use]
    pub fn keep(mut self, keep: bool) -> Self {
        self.node.lifetime = if keep { Lifetime::Kept } else { Lifetime::Deleted };
        self
    }

    /// Why it is there.
    #[must_use]
    pub fn comment(mut self, comment: &'static str) -> Self {
        self.node.comment = Some(comment);
        self
    }

    pub(super) fn into_node(self) -> Node {
        self.node
    }
}
