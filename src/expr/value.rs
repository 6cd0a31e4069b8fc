//! Values that know what they stand for.

use std::marker::PhantomData;

use super::{Attribute, Expr, NodeId};

/// What a [`Value`] stands for.
pub trait Kind {}

/// The kinds of value a property may ask for.
pub mod kind {
    /// Free text, and names.
    #[derive(Clone, Debug, PartialEq)]
    pub enum Text {}
    /// An Amazon Resource Name.
    #[derive(Clone, Debug, PartialEq)]
    pub enum Arn {}
    /// A queue's address.
    #[derive(Clone, Debug, PartialEq)]
    pub enum Url {}
    /// A number.
    #[derive(Clone, Debug, PartialEq)]
    pub enum Number {}
    /// True or false.
    #[derive(Clone, Debug, PartialEq)]
    pub enum Flag {}
    /// A JSON document or map.
    #[derive(Clone, Debug, PartialEq)]
    pub enum Document {}
}

impl Kind for kind::Text {}
impl Kind for kind::Arn {}
impl Kind for kind::Url {}
impl Kind for kind::Number {}
impl Kind for kind::Flag {}
impl Kind for kind::Document {}

/// Free text, and names.
pub type Text = Value<kind::Text>;
/// An Amazon Resource Name.
pub type Arn = Value<kind::Arn>;
/// A queue's address.
pub type Url = Value<kind::Url>;
/// A number.
pub type Number = Value<kind::Number>;
/// True or false.
pub type Flag = Value<kind::Flag>;
/// A JSON document or map.
pub type Document = Value<kind::Document>;

/// An [`Expr`] that stands for a `K`.
#[derive(Clone, Debug, PartialEq)]
pub struct Value<K: Kind> {
    expr: Expr,
    kind: PhantomData<fn() -> K>,
}

impl<K: Kind> Value<K> {
    /// States that `expr` stands for a `K`; the one place where a kind is claimed.
    pub fn of(expr: impl Into<Expr>) -> Self {
        Self { expr: expr.into(), kind: PhantomData }
    }

    /// The attribute `attribute` of the node `id`.
    pub(crate) fn attribute(id: NodeId, attribute: &'static Attribute) -> Self {
        Self::of(Expr::Attribute(id, attribute))
    }
}

impl<K: Kind> From<Value<K>> for Expr {
    fn from(value: Value<K>) -> Self {
        value.expr
    }
}

impl<K: Kind> From<&Value<K>> for Expr {
    fn from(value: &Value<K>) -> Self {
        value.expr.clone()
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Self::of(text)
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        Self::of(text)
    }
}

impl From<&String> for Text {
    fn from(text: &String) -> Self {
        Self::of(text)
    }
}

impl From<u32> for Number {
    fn from(number: u32) -> Self {
        Self::of(number)
    }
}

impl From<bool> for Flag {
    fn from(flag: bool) -> Self {
        Self::of(flag)
    }
}

/// A resource of type `R` in the graph; its attributes are methods that `resource!` writes.
#[derive(Debug)]
pub struct Handle<R> {
    id: NodeId,
    resource: PhantomData<fn() -> R>,
}

impl<R> Handle<R> {
    pub(crate) fn new(id: NodeId) -> Self {
        Self { id, resource: PhantomData }
    }

    /// The node behind the handle.
    pub fn id(self) -> NodeId {
        self.id
    }
}

impl<R> Clone for Handle<R> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<R> Copy for Handle<R> {}
