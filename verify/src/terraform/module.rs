//! The root module: what its files declare, by address.

use std::collections::BTreeMap;

use hcl_edit::expr::Expression;
use hcl_edit::structure::{Block, Body, Structure};

use crate::Files;
use crate::finding::Report;

/// What a top-level entry is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    Resource,
    Data,
    Variable,
    Local,
    Output,
    Provider,
    Settings,
}

/// The body of an entry: a local is one expression, everything else a block.
pub enum Content {
    Block(Block),
    Value(Expression),
}

/// One top-level entry.
pub struct Item {
    pub role: Role,
    pub file: String,
    /// `aws_x.y`, `data.aws_x.y`, `var.x`, `local.x`, `output.x`, `provider.x`, `terraform`.
    pub address: String,
    pub content: Content,
}

impl Item {
    /// The block, except for a local.
    pub fn block(&self) -> Option<&Block> {
        match &self.content {
            Content::Block(block) => Some(block),
            Content::Value(_) => None,
        }
    }

    /// The type of a resource or data source.
    pub fn kind(&self) -> &str {
        self.block().and_then(|block| block.labels.first()).map_or("", |label| label.as_str())
    }

    /// Whether the block has an attribute of that name.
    pub fn has(&self, attribute: &str) -> bool {
        self.block().is_some_and(|block| block.body.has_attribute(attribute))
    }
}

/// Every `*.tf` at the root, read.
#[derive(Default)]
pub struct Module {
    pub items: Vec<Item>,
    by_address: BTreeMap<String, usize>,
}

impl Module {
    /// Reads the module; a file that does not parse is a finding.
    pub fn read(files: &Files, report: &mut Report) -> Self {
        let mut module = Self::default();
        let sources = files.iter().filter(|(name, _)| name.ends_with(".tf") && !name.contains('/'));
        for (name, bytes) in sources {
            report.turn_to(name);
            let Ok(text) = std::str::from_utf8(bytes) else {
                report.add("", "", "the file is not UTF-8");
                continue;
            };
            match text.parse::<Body>() {
                Ok(body) => body.into_iter().for_each(|structure| module.add(name, structure, report)),
                Err(error) => report.add("", "", format!("the file cannot be read: {error}").replace('\n', " ")),
            }
        }
        module
    }

    /// The entry at `address`.
    pub fn get(&self, address: &str) -> Option<&Item> {
        self.by_address.get(address).map(|at| &self.items[*at])
    }

    fn add(&mut self, file: &str, structure: Structure, report: &mut Report) {
        let block = match structure {
            Structure::Attribute(attribute) => {
                return report.add(attribute.key.as_str(), "", "an attribute cannot stand outside a block");
            }
            Structure::Block(block) => block,
        };
        let name = block.ident.as_str().to_owned();
        let labels: Vec<String> = block.labels.iter().map(|label| label.as_str().to_owned()).collect();
        let (role, address, count) = match name.as_str() {
            "resource" => (Role::Resource, labels.join("."), 2),
            "data" => (Role::Data, format!("data.{}", labels.join(".")), 2),
            "variable" => (Role::Variable, format!("var.{}", labels.join(".")), 1),
            "output" => (Role::Output, format!("output.{}", labels.join(".")), 1),
            "provider" => (Role::Provider, provider_address(&block), 1),
            "terraform" => (Role::Settings, name.clone(), 0),
            "locals" => (Role::Local, name.clone(), 0),
            _ => return report.add(&name, "", "lakegen modules have no block of this kind"),
        };
        if labels.len() != count {
            return report.add(&address, "", format!("{name} takes {count} labels, not {}", labels.len()));
        }
        for label in labels.iter().filter(|label| !is_identifier(label)) {
            report.add(&address, "", format!("`{label}` is not an identifier"));
        }
        if role != Role::Local {
            return self.declare(role, file, address, Content::Block(block), report);
        }
        for structure in block.body {
            match structure {
                Structure::Attribute(local) => {
                    let address = format!("local.{}", local.key.as_str());
                    self.declare(role, file, address, Content::Value(local.value), report);
                }
                Structure::Block(block) => report.add("locals", block.ident.as_str(), "locals are attributes"),
            }
        }
    }

    fn declare(&mut self, role: Role, file: &str, address: String, content: Content, report: &mut Report) {
        if let Some(at) = self.by_address.insert(address.clone(), self.items.len()) {
            report.add(&address, "", format!("the address is taken in {}", self.items[at].file));
        }
        self.items.push(Item { role, file: file.to_owned(), address, content });
    }
}

/// Terraform's identifiers: letters, digits, `_` and `-`, and no digit or `-` first.
fn is_identifier(label: &str) -> bool {
    label.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && label.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'))
}

fn provider_address(block: &Block) -> String {
    let name = block.labels.first().map_or("", |label| label.as_str());
    match block.body.get_attribute("alias").and_then(|alias| alias.value.as_str()) {
        Some(alias) => format!("provider.{name}.{alias}"),
        None => format!("provider.{name}"),
    }
}
