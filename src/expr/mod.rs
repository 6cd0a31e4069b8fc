//! What a property may be: literals, references to other resources, and what only the deployment knows.
//!
//! [`Expr`] is closed, and each back end matches it exhaustively: a new kind of value does not compile until every
//! target can say it. [`Value`] wraps an `Expr` in the type of thing it stands for, so that a name cannot be passed
//! where an ARN is wanted.

mod value;
mod vocabulary;

pub use value::{Arn, Document, Flag, Handle, Kind, Number, Text, Url, Value, kind};
pub use vocabulary::{Attribute, CfnAttribute, Property, Record, ResourceType, Satellite, SatelliteBody, Terraform};

/// A node of the graph, by position.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub(crate) u32);

/// A file that is deployed beside the resources, by position in the graph's list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AssetId(pub(crate) u32);

/// What is asked of an asset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AssetPart {
    /// `s3://bucket/key` of a script, once uploaded.
    Uri,
    /// The ARN to grant `s3:GetObject` on, so that a role can read the script.
    ObjectArn,
    /// The code of a Lambda function, in whichever form a target takes it.
    Code,
}

/// What only the deployment knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Pseudo {
    /// `aws`, `aws-cn` or `aws-us-gov`.
    Partition,
    /// `eu-west-1`.
    Region,
    /// Twelve digits.
    AccountId,
    /// `amazonaws.com` or `amazonaws.com.cn`.
    UrlSuffix,
}

/// A property's value.
#[derive(Clone, Debug, PartialEq)]
pub enum Expr {
    /// True or false.
    Bool(bool),
    /// A JSON number; never a string.
    Number(serde_json::Number),
    /// Text without references.
    Str(String),
    /// An ordered list.
    List(Vec<Expr>),
    /// A JSON document or a free-form map: its keys are data, the same in every target.
    Object(Vec<(String, Expr)>),
    /// A map that CloudFormation spells as a list of pairs (`Key`/`Value` for tags, `Name`/`Value` for dimensions).
    Pairs(&'static str, Vec<(String, Expr)>),
    /// A nested property type: its keys come from the resource table, and each target has its own word for them.
    Record(Record),
    /// An attribute of another resource.
    Attribute(NodeId, &'static Attribute),
    /// Something only the deployment knows.
    Pseudo(Pseudo),
    /// Text made of parts.
    Concat(Vec<Expr>),
    /// A JSON document as text, as services take it that hide JSON in a string.
    JsonText(Box<Expr>),
    /// Something about a deployed file.
    Asset(AssetId, AssetPart),
}

impl Expr {
    /// Text made of `parts`; neighbouring literals melt together, nested concatenations are opened.
    pub fn concat(parts: impl IntoIterator<Item = Expr>) -> Self {
        let mut flat: Vec<Expr> = Vec::new();
        for part in parts {
            match part {
                Self::Concat(inner) => inner.into_iter().for_each(|part| push_part(&mut flat, part)),
                part => push_part(&mut flat, part),
            }
        }
        if flat.len() == 1 { flat.swap_remove(0) } else { Self::Concat(flat) }
    }

    /// A document from keys and values, in this order.
    pub fn object<K: Into<String>, V: Into<Self>>(entries: impl IntoIterator<Item = (K, V)>) -> Self {
        Self::Object(entries.into_iter().map(|(key, value)| (key.into(), value.into())).collect())
    }

    /// A list from anything that is a value.
    pub fn list<V: Into<Self>>(items: impl IntoIterator<Item = V>) -> Self {
        Self::List(items.into_iter().map(Into::into).collect())
    }

    /// Calls `visit` on this value and every value inside it.
    pub fn walk<'a>(&'a self, visit: &mut impl FnMut(&'a Expr)) {
        visit(self);
        match self {
            Self::List(items) | Self::Concat(items) => items.iter().for_each(|item| item.walk(visit)),
            Self::Object(entries) | Self::Pairs(_, entries) => entries.iter().for_each(|(_, value)| value.walk(visit)),
            Self::Record(record) => record.0.iter().for_each(|(_, value)| value.walk(visit)),
            Self::JsonText(inner) => inner.walk(visit),
            Self::Bool(_)
            | Self::Number(_)
            | Self::Str(_)
            | Self::Attribute(..)
            | Self::Pseudo(_)
            | Self::Asset(..) => {}
        }
    }
}

fn push_part(flat: &mut Vec<Expr>, part: Expr) {
    match (flat.last_mut(), part) {
        (Some(Expr::Str(last)), Expr::Str(next)) => last.push_str(&next),
        (_, part) => flat.push(part),
    }
}

impl From<bool> for Expr {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl From<&str> for Expr {
    fn from(value: &str) -> Self {
        Self::Str(value.to_owned())
    }
}

impl From<String> for Expr {
    fn from(value: String) -> Self {
        Self::Str(value)
    }
}

impl From<&String> for Expr {
    fn from(value: &String) -> Self {
        Self::Str(value.clone())
    }
}

impl From<u32> for Expr {
    fn from(value: u32) -> Self {
        Self::Number(value.into())
    }
}

impl From<Pseudo> for Expr {
    fn from(value: Pseudo) -> Self {
        Self::Pseudo(value)
    }
}

impl From<Record> for Expr {
    fn from(value: Record) -> Self {
        Self::Record(value)
    }
}

impl<T: Into<Expr>> From<Vec<T>> for Expr {
    fn from(items: Vec<T>) -> Self {
        Self::list(items)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn concatenation_melts_literals_and_opens_nesting() {
        let inner = Expr::concat(["b".into(), Pseudo::Region.into()]);
        let outer = Expr::concat(["a".into(), inner, "c".into(), "d".into()]);
        assert_eq!(outer, Expr::Concat(vec!["ab".into(), Pseudo::Region.into(), "cd".into()]));
        assert_eq!(Expr::concat(["a".into(), "b".into()]), Expr::Str("ab".into()));
    }
}
