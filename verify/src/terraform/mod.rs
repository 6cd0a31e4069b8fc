//! Terraform modules.

mod arn;
mod body;
mod entry;
mod function;
mod kind;
mod module;
mod reference;
mod schema;

use std::collections::BTreeSet;

use hcl_edit::expr::Expression;

use self::module::{Content, Item, Module, Role};
use self::reference::{Uses, each_expression, resolve};
use crate::finding::{Finding, Report};
use crate::graph::{self, Edges};
use crate::{Files, holds};

/// Judges the root module in `files`.
pub fn judge(files: &Files) -> Vec<Finding> {
    let mut report = Report::on("main.tf");
    let module = Module::read(files, &mut report);
    if module.items.is_empty() {
        report.add("", "", "there is no *.tf file with a block in it");
    }
    let mut used = BTreeSet::new();
    let mut edges = Edges::new();
    for item in &module.items {
        report.turn_to(&item.file);
        entry::check(item, &module, &mut report);
        let waits = names(item, &module, files, &mut report);
        used.extend(waits.iter().cloned());
        edges.insert(item.address.clone(), waits);
    }
    for item in &module.items {
        if matches!(item.role, Role::Variable | Role::Local | Role::Data) && !used.contains(&item.address) {
            report.add_in(&item.file, &item.address, "", "declared and never used");
        }
    }
    entry::check_settings(&module, &mut report);
    if let Some(cycle) = graph::cycle(&edges) {
        let file = module.get(&cycle[0]).map_or("", |item| item.file.as_str());
        report.add_in(file, &cycle[0], "", format!("these wait for each other: {}", cycle.join(" -> ")));
    }
    report.into_findings()
}

/// Resolves every name that an entry uses; answers the addresses.
fn names(item: &Item, module: &Module, files: &Files, report: &mut Report) -> BTreeSet<String> {
    let mut waits = BTreeSet::new();
    let mut visit = |path: &str, expression: &Expression, bound: &[String]| {
        if item.role == Role::Variable && path == "type" {
            return;
        }
        let uses = Uses::of(expression, bound);
        for found in &uses.names {
            waits.extend(found.address().map(|(address, _)| address));
            if let Err(fault) = resolve(found, item, module) {
                report.add(&item.address, path, fault);
            }
        }
        for name in uses.unknown_functions {
            report.add(&item.address, path, format!("Terraform has no function {name}"));
        }
        let literal = expression.as_str().filter(|_| names_file(item, path)).map(str::to_owned);
        for file in uses.files.into_iter().chain(literal) {
            if !holds(files, file.trim_start_matches("./")) {
                report.add(&item.address, path, format!("the file {file} does not exist"));
            }
        }
    };
    match &item.content {
        Content::Block(block) => each_expression(&block.body, "", &[], &mut visit),
        Content::Value(value) => visit("", value, &[]),
    }
    waits
}

/// Whether a plain string at `path` is a file on this machine.
fn names_file(item: &Item, path: &str) -> bool {
    matches!(
        (item.kind(), path),
        ("aws_lambda_function" | "aws_lambda_layer_version", "filename") | ("aws_s3_object", "source")
    )
}
