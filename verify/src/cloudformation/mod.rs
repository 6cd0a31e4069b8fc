//! CloudFormation templates.

mod arn;
mod files;
mod intrinsic;
mod load;
mod reference;
mod resource;
mod schema;
mod template;

use serde_json::Value;

use crate::finding::{Finding, Report};
use crate::{Files, graph};

/// A template as CloudFormation accepts it from a bucket, in bytes.
const MAX_TEMPLATE_BYTES: usize = 1024 * 1024;

/// Judges the one template of a CloudFormation target.
pub fn judge(files: &Files) -> Vec<Finding> {
    let mut report = Report::on("template.yaml");
    let found: Vec<&str> =
        ["template.yaml", "template.json"].into_iter().filter(|name| files.contains_key(*name)).collect();
    match found[..] {
        [] => report.add("", "", "there is neither template.yaml nor template.json"),
        [name, ..] => {
            if found.len() > 1 {
                report.add("", "", "there is a template.json beside it: which one is deployed?");
            }
            report.turn_to(name);
            if let Some(template) = template(name, &files[name], &mut report) {
                files::check(&template, files, &mut report);
            }
        }
    }
    report.into_findings()
}

/// Judges one template, YAML or JSON by its name. The answer is the template in long form, where it could be read.
pub fn template(name: &str, bytes: &[u8], report: &mut Report) -> Option<Value> {
    if bytes.len() > MAX_TEMPLATE_BYTES {
        report.add(
            "",
            "",
            format!("the template has {} bytes; CloudFormation takes {MAX_TEMPLATE_BYTES}", bytes.len()),
        );
    }
    let template = load::load(name, bytes, report)?;
    let Some(sections) = template.as_object() else {
        report.add("", "", "the template is not a mapping");
        return None;
    };
    template::check(sections, report);
    resource::check_all(sections, report);
    arn::check(sections, report);
    let edges = reference::check(sections, report);
    if let Some(cycle) = graph::cycle(&edges) {
        report.add(&cycle[0], "", format!("resources wait for each other: {}", cycle.join(" -> ")));
    }
    Some(template)
}
