//! Each kind of top-level entry.

use hcl_edit::expr::Expression;
use hcl_edit::structure::Body;

use super::body;
use super::kind::{Context, misfit};
use super::module::{Item, Module, Role};
use super::reference::{Use, constraint};
use super::schema::Block;
use crate::finding::Report;

/// Judges one entry by what its kind asks.
pub fn check(item: &Item, module: &Module, report: &mut Report) {
    let Some(block) = item.block() else { return };
    let context = Context { item, module };
    let schema = match item.role {
        Role::Resource => Block::of_resource(item.kind()),
        Role::Data => Block::of_data(item.kind()),
        Role::Provider => Block::of_provider(item.kind()),
        Role::Variable => return variable(item, &block.body, context, report),
        Role::Output => return output(item, &block.body, report),
        Role::Local | Role::Settings => return,
    };
    let Some(schema) = schema else {
        return report.add(&item.address, "", format!("no schema of {} is vendored", item.kind()));
    };
    if item.has("count") && item.has("for_each") {
        report.add(&item.address, "for_each", "a block has count or for_each, not both");
    }
    depends_on(item, &block.body, module, report);
    body::check(&block.body, &schema, item.role != Role::Provider, context, report);
}

/// `depends_on` takes a list of addresses, nothing else.
fn depends_on(item: &Item, body: &Body, module: &Module, report: &mut Report) {
    let Some(attribute) = body.get_attribute("depends_on") else { return };
    let Some(targets) = attribute.value.as_array() else {
        return report.add(&item.address, "depends_on", "a list of addresses is wanted");
    };
    for target in targets.iter() {
        let address =
            Use::of(target).and_then(|found| found.address().map(|(address, rest)| (address, rest.is_empty())));
        match address {
            Some((address, true))
                if module.get(&address).is_some_and(|to| matches!(to.role, Role::Resource | Role::Data)) => {}
            _ => report.add(
                &item.address,
                "depends_on",
                format!("{} is not a declared address", target.to_string().trim()),
            ),
        }
    }
}

fn variable(item: &Item, body: &Body, context: Context<'_>, report: &mut Report) {
    known(
        item,
        body,
        &["type", "default", "description", "sensitive", "nullable", "ephemeral"],
        &["validation"],
        report,
    );
    described(item, body, report);
    match (body.get_attribute("type"), body.get_attribute("default")) {
        (None, _) => report.add(&item.address, "type", "the variable has no type"),
        (Some(kind), Some(default)) => {
            if let Some(fault) = misfit(&default.value, &constraint(&kind.value), context) {
                report.add(&item.address, "default", fault);
            }
        }
        (Some(_), None) => {}
    }
}

fn output(item: &Item, body: &Body, report: &mut Report) {
    known(item, body, &["value", "description", "sensitive", "ephemeral", "depends_on"], &["precondition"], report);
    described(item, body, report);
    if !body.has_attribute("value") {
        report.add(&item.address, "value", "the output has no value");
    }
}

fn described(item: &Item, body: &Body, report: &mut Report) {
    let description = body.get_attribute("description").and_then(|attribute| attribute.value.as_str());
    if description.is_none_or(|text| text.trim().is_empty()) {
        report.add(&item.address, "description", "there is no description");
    }
}

fn known(item: &Item, body: &Body, attributes: &[&str], blocks: &[&str], report: &mut Report) {
    let given = body.attributes().map(|attribute| (attribute.key.as_str(), attributes));
    for (name, allowed) in given.chain(body.blocks().map(|block| (block.ident.as_str(), blocks))) {
        if !allowed.contains(&name) {
            report.add(&item.address, name, "there is no such argument");
        }
    }
}

/// The `terraform` block: which Terraform, and hashicorp/aws as the only provider.
pub fn check_settings(module: &Module, report: &mut Report) {
    let Some(item) = module.get("terraform") else {
        return report.add("terraform", "", "there is no terraform block");
    };
    report.turn_to(&item.file);
    let Some(body) = item.block().map(|block| &block.body) else { return };
    if body.get_attribute("required_version").and_then(|attribute| attribute.value.as_str()).is_none() {
        report.add("terraform", "required_version", "the Terraform version is not constrained");
    }
    let mut aws = false;
    for provider in body.get_blocks("required_providers").flat_map(|block| block.body.attributes()) {
        let name = provider.key.as_str();
        let path = format!("required_providers.{name}");
        let field = |field: &str| {
            let entries = provider.value.as_object().into_iter().flat_map(|object| object.iter());
            let named = entries.filter(|(key, _)| key.as_ident().is_some_and(|key| key.as_str() == field));
            named.map(|(_, value)| value.expr()).next().and_then(Expression::as_str)
        };
        match (name, field("source"), field("version")) {
            ("aws", Some("hashicorp/aws"), Some(_)) => aws = true,
            ("aws", Some("hashicorp/aws"), None) => report.add("terraform", &path, "the version is not constrained"),
            (_, source, _) => {
                let source = source.unwrap_or("without a source");
                report.add("terraform", &path, format!("hashicorp/aws is the only provider, not {name} ({source})"));
            }
        }
    }
    if !aws {
        report.add("terraform", "required_providers", "hashicorp/aws is not required");
    }
}
