//! Columns: their types, and what is known of their values.

use std::fmt;

use serde_json::Number;

use crate::diag::Pointer;

/// The columns of a kind of table, declared once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Schema {
    /// Its key in the spec.
    pub key: String,
    /// Where the spec declares it.
    pub origin: Pointer,
    /// In the order in which they are written.
    pub columns: Vec<Column>,
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// Where the spec declares it.
    pub origin: Pointer,
    /// The type of its values.
    pub kind: ColumnType,
    /// What it means.
    pub description: Option<String>,
    /// Whether every row has a value.
    pub required: bool,
    /// Whether no two rows have the same value.
    pub unique: bool,
    /// The values that there are.
    pub values: Option<Vec<String>>,
    /// What each text looks like, as a regular expression.
    pub pattern: Option<String>,
    /// The smallest number.
    pub min: Option<Number>,
    /// The largest number.
    pub max: Option<Number>,
}

/// A type of the Data Catalog, which are Hive's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ColumnType {
    /// One of the types that take no parameter.
    Plain(PlainType),
    /// `decimal(precision,scale)`.
    Decimal {
        /// Digits in all: 1 to 38.
        precision: u32,
        /// Digits behind the point, at most the precision.
        scale: u32,
    },
    /// `char(length)`: padded with blanks.
    Char(u32),
    /// `varchar(length)`.
    Varchar(u32),
    /// `array<element>`.
    Array(Box<ColumnType>),
    /// `map<key,value>`; keys are plain.
    Map(Box<ColumnType>, Box<ColumnType>),
    /// `struct<field:type,...>`.
    Struct(Vec<(String, ColumnType)>),
}

/// The types that take no parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlainType {
    /// True or false.
    Boolean,
    /// 8 bits.
    Tinyint,
    /// 16 bits.
    Smallint,
    /// 32 bits.
    Int,
    /// 64 bits.
    Bigint,
    /// 32 bits, binary.
    Float,
    /// 64 bits, binary.
    Double,
    /// Text.
    String,
    /// Bytes.
    Binary,
    /// A day.
    Date,
    /// A point in time.
    Timestamp,
}

impl PlainType {
    /// Every one, in the order in which they are listed to users.
    pub const ALL: [Self; 11] = [
        Self::String,
        Self::Int,
        Self::Bigint,
        Self::Smallint,
        Self::Tinyint,
        Self::Double,
        Self::Float,
        Self::Boolean,
        Self::Date,
        Self::Timestamp,
        Self::Binary,
    ];

    /// The word for it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Boolean => "boolean",
            Self::Tinyint => "tinyint",
            Self::Smallint => "smallint",
            Self::Int => "int",
            Self::Bigint => "bigint",
            Self::Float => "float",
            Self::Double => "double",
            Self::String => "string",
            Self::Binary => "binary",
            Self::Date => "date",
            Self::Timestamp => "timestamp",
        }
    }
}

impl ColumnType {
    /// Whether its values are whole numbers.
    pub fn is_integer(&self) -> bool {
        use PlainType::{Bigint, Int, Smallint, Tinyint};
        matches!(self, Self::Plain(Tinyint | Smallint | Int | Bigint))
    }

    /// Whether its values are numbers.
    pub fn is_number(&self) -> bool {
        self.is_integer() || matches!(self, Self::Decimal { .. } | Self::Plain(PlainType::Float | PlainType::Double))
    }

    /// Whether its values are text.
    pub fn is_text(&self) -> bool {
        matches!(self, Self::Plain(PlainType::String) | Self::Char(_) | Self::Varchar(_))
    }

    /// Whether its values hold other values.
    pub fn is_nested(&self) -> bool {
        matches!(self, Self::Array(_) | Self::Map(..) | Self::Struct(_))
    }
}

impl fmt::Display for ColumnType {
    /// As the Data Catalog takes it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Plain(plain) => f.write_str(plain.as_str()),
            Self::Decimal { precision, scale } => write!(f, "decimal({precision},{scale})"),
            Self::Char(length) => write!(f, "char({length})"),
            Self::Varchar(length) => write!(f, "varchar({length})"),
            Self::Array(element) => write!(f, "array<{element}>"),
            Self::Map(key, value) => write!(f, "map<{key},{value}>"),
            Self::Struct(fields) => {
                f.write_str("struct<")?;
                for (n, (name, kind)) in fields.iter().enumerate() {
                    write!(f, "{}{name}:{kind}", if n == 0 { "" } else { "," })?;
                }
                f.write_str(">")
            }
        }
    }
}
