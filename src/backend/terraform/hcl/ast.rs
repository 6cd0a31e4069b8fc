//! What a Terraform configuration is made of.

/// A value, or what yields one.
#[derive(Clone, Debug, PartialEq)]
pub enum Expr {
    /// `null`: the attribute is as good as absent.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// Any other number. HCL has no infinity and no NaN: those print as `null`, as in JSON.
    Float(f64),
    /// A text without interpolations: `${` in it is just two characters.
    Str(String),
    /// Text with expressions in it. One that is a single interpolation is that expression, and prints so.
    Template(Vec<Part>),
    /// A reference such as `aws_s3_bucket.raw.arn`, or a bare word such as the type `string`.
    Traversal(Traversal),
    /// `[…]`
    List(Vec<Expr>),
    /// `{ key = … }`, in the order given.
    Object(Vec<(String, Expr)>),
    /// A call of one of Terraform's functions.
    Call(&'static str, Vec<Expr>),
}

/// A piece of a template.
#[derive(Clone, Debug, PartialEq)]
pub enum Part {
    /// Text, not yet escaped.
    Lit(String),
    /// `${…}`
    Interp(Expr),
}

/// A path to a value: a root word and the steps that lead on from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Traversal {
    /// The first word (`var`, `data`, a resource type): an HCL identifier.
    pub root: String,
    /// What follows it.
    pub steps: Vec<Step>,
}

/// A step of a traversal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// An attribute, `.name`; or `["na.me"]` when the name is not an identifier.
    Name(String),
    /// An element, `[0]`.
    Index(u64),
}

/// The inside of a file or of a block.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Body {
    /// Its parts, in the order in which they print.
    pub items: Vec<Item>,
}

/// One part of a body.
#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    /// `name = value`; the name is an identifier.
    Attr(String, Expr),
    /// A nested block.
    Block(Block),
    /// A comment of one or more lines.
    Comment(String),
    /// An empty line. Several in a row are one, and those at either end of a body are none.
    Blank,
}

/// `name "label" … { … }`
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    /// The kind of block (`resource`, `lifecycle`): an identifier.
    pub name: String,
    /// Its labels, printed in quotes.
    pub labels: Vec<String>,
    /// What is between the braces.
    pub body: Body,
}

impl Expr {
    /// The reference `root.step.step…`.
    pub fn reference<S: Into<Step>>(root: impl Into<String>, steps: impl IntoIterator<Item = S>) -> Self {
        let steps = steps.into_iter().map(Into::into).collect();
        Self::Traversal(Traversal { root: root.into(), steps })
    }

    /// A string.
    pub fn str(text: impl Into<String>) -> Self {
        Self::Str(text.into())
    }
}

impl From<&str> for Step {
    fn from(name: &str) -> Self {
        Self::Name(name.to_owned())
    }
}

impl From<String> for Step {
    fn from(name: String) -> Self {
        Self::Name(name)
    }
}

impl Body {
    /// Adds `name = value`.
    pub fn attr(&mut self, name: impl Into<String>, value: Expr) -> &mut Self {
        self.push(Item::Attr(name.into(), value))
    }

    /// Adds a block.
    pub fn block<L: Into<String>>(
        &mut self,
        name: impl Into<String>,
        labels: impl IntoIterator<Item = L>,
        body: Self,
    ) -> &mut Self {
        let labels = labels.into_iter().map(Into::into).collect();
        self.push(Item::Block(Block { name: name.into(), labels, body }))
    }

    /// Adds a comment; each of its lines gets its own `#`.
    pub fn comment(&mut self, text: impl Into<String>) -> &mut Self {
        self.push(Item::Comment(text.into()))
    }

    /// Adds an empty line.
    pub fn blank(&mut self) -> &mut Self {
        self.push(Item::Blank)
    }

    fn push(&mut self, item: Item) -> &mut Self {
        self.items.push(item);
        self
    }
}
