//! HCL, Terraform's language, as data: expressions and bodies, and the one place where they become text.
//!
//! No caller ever writes a quote, a brace or a space. What comes out is what `terraform fmt` (1.11) would have made of it.

mod ast;
mod print;
#[cfg(test)]
mod tests;
mod text;

pub use ast::{Block, Body, Expr, Item, Part, Step, Traversal};
pub use print::{print, print_expr};
