//! The names that expressions use: collected, and resolved against the module and the provider's schemas.

use hcl_edit::expr::{Expression, ForExpr, FuncCall, Traversal, TraversalOperator};
use hcl_edit::structure::Body;
use hcl_edit::template::{Element, ForDirective, StringTemplate};
use hcl_edit::visit::{self, Visit};

use super::function;
use super::module::{Content, Item, Module, Role};
use super::schema::{Block, Kind};

/// One step after the root name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    Name(String),
    /// `[i]`, or `[*]` and `.*`, which keep the list.
    Index,
    Splat,
}

/// A root name and the steps from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Use {
    pub root: String,
    pub steps: Vec<Step>,
}

impl Use {
    /// The use that a traversal or a bare variable is; `None` for a traversal from a call or parenthesis.
    pub fn of(expression: &Expression) -> Option<Self> {
        match expression {
            Expression::Variable(name) => Some(Self { root: name.as_str().to_owned(), steps: Vec::new() }),
            Expression::Traversal(traversal) => Self::of_traversal(traversal),
            _ => None,
        }
    }

    fn of_traversal(traversal: &Traversal) -> Option<Self> {
        let Expression::Variable(root) = &traversal.expr else { return None };
        let step = |operator: &TraversalOperator| match operator {
            TraversalOperator::GetAttr(name) => Step::Name(name.as_str().to_owned()),
            TraversalOperator::Index(_) | TraversalOperator::LegacyIndex(_) => Step::Index,
            TraversalOperator::AttrSplat(_) | TraversalOperator::FullSplat(_) => Step::Splat,
        };
        Some(Self {
            root: root.as_str().to_owned(),
            steps: traversal.operators.iter().map(|op| step(op.value())).collect(),
        })
    }

    /// The address that is used, and the steps after it; `None` for names that no block declares, such as `path`.
    pub fn address(&self) -> Option<(String, &[Step])> {
        let root = self.root.as_str();
        match (root, &self.steps[..]) {
            ("each" | "count" | "path" | "terraform" | "self", _) => None,
            ("var" | "local", [Step::Name(name), rest @ ..]) => Some((format!("{root}.{name}"), rest)),
            ("data", [Step::Name(kind), Step::Name(name), rest @ ..]) => Some((format!("data.{kind}.{name}"), rest)),
            (_, [Step::Name(name), rest @ ..]) => Some((format!("{root}.{name}"), rest)),
            _ => None,
        }
    }
}

/// What one expression uses.
#[derive(Debug, Default)]
pub struct Uses {
    pub names: Vec<Use>,
    /// Files named below `path.module`, or given to a function that reads one.
    pub files: Vec<String>,
    pub unknown_functions: Vec<String>,
    bound: Vec<String>,
}

impl Uses {
    /// Collects from `expression`; `bound` are names of surrounding `dynamic` blocks.
    pub fn of(expression: &Expression, bound: &[String]) -> Self {
        let mut uses = Self { bound: bound.to_vec(), ..Self::default() };
        uses.visit_expr(expression);
        uses
    }

    fn within(&mut self, names: Vec<String>, visit: impl FnOnce(&mut Self)) {
        let before = self.bound.len();
        self.bound.extend(names);
        visit(self);
        self.bound.truncate(before);
    }
}

impl Visit for Uses {
    fn visit_expr(&mut self, expression: &Expression) {
        match Use::of(expression) {
            Some(found) if self.bound.contains(&found.root) => {}
            Some(found) => self.names.push(found),
            None => return visit::visit_expr(self, expression),
        }
        if let Expression::Traversal(traversal) = expression {
            traversal.operators.iter().for_each(|operator| self.visit_traversal_operator(operator));
        }
    }

    fn visit_for_expr(&mut self, node: &ForExpr) {
        self.visit_expr(&node.intro.collection_expr);
        let key = node.intro.key_var.iter().map(|name| name.as_str().to_owned());
        let names = key.chain([node.intro.value_var.as_str().to_owned()]).collect();
        self.within(names, |uses| {
            node.key_expr.iter().for_each(|expression| uses.visit_expr(expression));
            uses.visit_expr(&node.value_expr);
            node.cond.iter().for_each(|condition| uses.visit_expr(&condition.expr));
        });
    }

    fn visit_for_directive(&mut self, node: &ForDirective) {
        let head = &node.for_expr;
        self.visit_expr(&head.collection_expr);
        let key = head.key_var.iter().map(|name| name.as_str().to_owned());
        let names = key.chain([head.value_var.as_str().to_owned()]).collect();
        self.within(names, |uses| uses.visit_template(&head.template));
    }

    fn visit_func_call(&mut self, node: &FuncCall) {
        let name = node.name.name.as_str();
        if node.name.is_namespaced() || function::gives(name).is_none() {
            self.unknown_functions.push(name.to_owned());
        }
        if function::reads_file(name)
            && let Some(path) = node.args.iter().next().and_then(Expression::as_str)
        {
            self.files.push(path.to_owned());
        }
        visit::visit_func_args(self, &node.args);
    }

    fn visit_string_template(&mut self, node: &StringTemplate) {
        let elements: Vec<&Element> = node.iter().collect();
        if let [Element::Interpolation(first), Element::Literal(rest)] = elements[..]
            && Use::of(&first.expr)
                .is_some_and(|found| found.root == "path" && found.steps == [Step::Name("module".into())])
        {
            self.files.push(rest.trim_start_matches('/').to_owned());
        }
        visit::visit_string_template(self, node);
    }
}

/// Calls `visit` for every expression in `body` but the ones that hold no values, with the path and the bound names.
pub fn each_expression(body: &Body, path: &str, bound: &[String], visit: &mut dyn FnMut(&str, &Expression, &[String])) {
    let at = |name: &str| if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
    for attribute in body.attributes() {
        let name = attribute.key.as_str();
        let names_only = matches!(name, "ignore_changes" | "provider" | "iterator");
        if !names_only {
            visit(&at(name), &attribute.value, bound);
        }
    }
    for block in body.blocks() {
        let name = block.ident.as_str();
        let mut inner = bound.to_vec();
        if name == "dynamic" {
            let iterator = block.body.get_attribute("iterator").and_then(|attribute| Use::of(&attribute.value));
            let label = || block.labels.first().map(|label| label.as_str().to_owned());
            inner.extend(iterator.map(|found| found.root).or_else(label));
        }
        each_expression(&block.body, &at(name), &inner, visit);
    }
}

/// Resolves a use inside `item` to its kind, or says why it cannot be meant.
pub fn resolve(found: &Use, item: &Item, module: &Module) -> Result<Kind, String> {
    let name = |at: usize| match found.steps.get(at) {
        Some(Step::Name(name)) => name.as_str(),
        _ => "",
    };
    match (found.root.as_str(), name(0)) {
        ("path", "module" | "root" | "cwd") | ("terraform", "workspace") => return Ok(Kind::String),
        ("each", "key") if item.has("for_each") => return Ok(Kind::String),
        ("each", "value") if item.has("for_each") => return Ok(Kind::Any),
        ("count", "index") if item.has("count") => return Ok(Kind::Number),
        ("self", _) if item.role == Role::Resource => return Ok(Kind::Any),
        ("each", _) => return Err("`each` needs for_each".to_owned()),
        ("count", _) => return Err("`count` needs count".to_owned()),
        _ => {}
    }
    let Some((address, rest)) = found.address() else {
        return Err(format!("`{}` is not a name in scope", found.root));
    };
    let Some(declared) = module.get(&address) else { return Err(format!("{address} is not declared")) };
    match declared.role {
        Role::Resource => attribute(&address, declared, Block::of_resource(declared.kind()).as_deref(), rest),
        Role::Data => attribute(&address, declared, Block::of_data(declared.kind()).as_deref(), rest),
        Role::Variable => {
            let kind = declared.block().and_then(|block| block.body.get_attribute("type"));
            Ok(descend(kind.map_or(Kind::Any, |kind| constraint(&kind.value)), rest))
        }
        Role::Local => match &declared.content {
            Content::Value(value) if rest.is_empty() => Ok(shallow(value)),
            _ => Ok(Kind::Any),
        },
        Role::Output | Role::Provider | Role::Settings => Err(format!("{address} cannot be referred to")),
    }
}

/// The attribute that `steps` lead to on a resource or data source.
fn attribute(address: &str, declared: &Item, schema: Option<&Block>, steps: &[Step]) -> Result<Kind, String> {
    let Some(schema) = schema else { return Ok(Kind::Any) };
    let many = declared.has("for_each") || declared.has("count");
    let (splat, steps) = match (many, steps) {
        (_, []) => return Ok(Kind::Any),
        (true, [Step::Index, rest @ ..]) => (false, rest),
        (true, [Step::Splat, rest @ ..]) => (true, rest),
        (true, [Step::Name(_), ..]) => return Err(format!("{address} has many instances: name one")),
        (false, [Step::Index | Step::Splat, ..]) => return Err(format!("{address} has neither count nor for_each")),
        (false, steps) => (false, steps),
    };
    let [Step::Name(name), rest @ ..] = steps else { return Ok(Kind::Any) };
    let kind = match (schema.attributes.get(name), schema.blocks.contains_key(name)) {
        (Some(attribute), _) => descend(attribute.kind.clone(), rest),
        (None, true) => Kind::Any,
        (None, false) => return Err(format!("{} has no attribute {name}", declared.kind())),
    };
    Ok(if splat { Kind::List(Box::new(kind)) } else { kind })
}

/// The kind behind further steps.
fn descend(kind: Kind, steps: &[Step]) -> Kind {
    match (kind, steps) {
        (kind, []) => kind,
        (Kind::List(inner) | Kind::Map(inner), [Step::Index, rest @ ..]) => descend(*inner, rest),
        (Kind::Map(inner), [Step::Name(_), rest @ ..]) => descend(*inner, rest),
        (Kind::Object(mut fields), [Step::Name(name), rest @ ..]) => {
            fields.remove(name).map_or(Kind::Any, |kind| descend(kind, rest))
        }
        _ => Kind::Any,
    }
}

/// A type constraint of a variable: `string`, `list(string)`, `object({...})`.
pub fn constraint(expression: &Expression) -> Kind {
    match expression {
        Expression::Variable(name) => match name.as_str() {
            "string" => Kind::String,
            "number" => Kind::Number,
            "bool" => Kind::Bool,
            _ => Kind::Any,
        },
        Expression::FuncCall(call) => {
            let inner = || call.args.iter().next().map_or(Kind::Any, constraint);
            match call.name.name.as_str() {
                "list" | "set" => Kind::List(Box::new(inner())),
                "map" => Kind::Map(Box::new(inner())),
                "optional" => inner(),
                _ => Kind::Any,
            }
        }
        _ => Kind::Any,
    }
}

/// The kind that an expression shows on its face, without resolving names.
fn shallow(expression: &Expression) -> Kind {
    match expression {
        Expression::String(_) | Expression::HeredocTemplate(_) => Kind::String,
        Expression::Number(_) => Kind::Number,
        Expression::Bool(_) => Kind::Bool,
        Expression::Array(_) => Kind::List(Box::new(Kind::Any)),
        Expression::Object(_) => Kind::Map(Box::new(Kind::Any)),
        Expression::FuncCall(call) => function::gives(call.name.name.as_str()).unwrap_or(Kind::Any),
        _ => Kind::Any,
    }
}
