//! The Data Quality Definition Language of AWS Glue, read offline.
//!
//! ```text
//! text -> token.rs -> parse.rs, condition.rs (grammar) -> ast.rs <- check.rs (what each rule type takes, from types.rs)
//! ```
//!
//! The grammar is AWS's: <https://docs.aws.amazon.com/glue/latest/dg/dqdl.html> and the published ANTLR grammar
//! <https://github.com/awslabs/dqdl>. What Glue would only say when a job runs is said here, at the byte where it stands.
//! Printing a tree ([`std::fmt::Display`]) gives DQDL again, and reading that gives the same tree.

mod ast;
mod check;
mod condition;
mod error;
mod parse;
mod print;
mod text;
mod token;
mod types;

#[cfg(test)]
mod tests;

pub use ast::*;
pub use error::Error;
pub use parse::{parse_analyzer, parse_rule};
pub use print::ruleset;
pub use text::Text;
pub use types::{RULE_TYPES, RuleType, Takes};
