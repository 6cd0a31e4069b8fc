//! serde's errors, kept as values: what is wrong, and on which way through the tree.

use std::fmt::{self, Display};

use serde::de::{self, Expected, Unexpected};

/// Why a node does not become the type that is wanted.
#[derive(Debug)]
pub(super) struct Error {
    pub problem: Problem,
    /// Positions from the node up to the root: innermost first.
    way: Vec<usize>,
    /// The last position's key is meant, not its value.
    pub at_key: bool,
}

/// What is wrong.
#[derive(Debug)]
pub(super) enum Problem {
    UnknownKey {
        name: String,
        known: &'static [&'static str],
    },
    UnknownValue {
        name: String,
        known: &'static [&'static str],
    },
    MissingKey(&'static str),
    DuplicateKey(&'static str),
    /// Another kind of value is wanted; what serde expects, in its words.
    Kind(String),
    /// A mapping of these keys is wanted.
    Mapping(&'static [&'static str]),
    /// The kind is right, the value is not.
    Value(String),
    /// A list of another length is wanted.
    Length(String),
    /// A mapping that chooses one of `known` has this many keys.
    OneKey {
        known: &'static [&'static str],
        found: usize,
    },
    /// A type's own words.
    Custom(String),
    /// Nothing can stand in for a missing value.
    Unfilled,
}

impl Error {
    pub fn new(problem: Problem) -> Self {
        Self { problem, way: Vec::new(), at_key: false }
    }

    /// The error came from the member or element at `position`.
    pub fn inside(mut self, position: usize) -> Self {
        self.way.push(position);
        self
    }

    /// The error came from the key of the member at `position`.
    pub fn at_key(mut self, position: usize) -> Self {
        self.at_key = self.way.is_empty();
        self.inside(position)
    }

    /// Positions from the root to the node.
    pub fn path(&self) -> Vec<usize> {
        self.way.iter().rev().copied().collect()
    }
}

impl Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.problem)
    }
}

impl std::error::Error for Error {}

impl de::Error for Error {
    fn custom<T: Display>(message: T) -> Self {
        Self::new(Problem::Custom(message.to_string()))
    }

    fn invalid_type(_: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::new(Problem::Kind(expected.to_string()))
    }

    fn invalid_value(_: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::new(Problem::Value(expected.to_string()))
    }

    fn invalid_length(_: usize, expected: &dyn Expected) -> Self {
        Self::new(Problem::Length(expected.to_string()))
    }

    fn unknown_variant(name: &str, known: &'static [&'static str]) -> Self {
        Self::new(Problem::UnknownValue { name: name.to_owned(), known })
    }

    fn unknown_field(name: &str, known: &'static [&'static str]) -> Self {
        Self::new(Problem::UnknownKey { name: name.to_owned(), known })
    }

    fn missing_field(name: &'static str) -> Self {
        Self::new(Problem::MissingKey(name))
    }

    fn duplicate_field(name: &'static str) -> Self {
        Self::new(Problem::DuplicateKey(name))
    }
}
