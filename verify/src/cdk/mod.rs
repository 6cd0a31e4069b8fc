//! CDK applications, synthesized: `cdk.json` and the cloud assembly in `cdk.out/`.

mod assembly;
mod assets;
mod schema;
mod stack;
mod tree;

use serde_json::Value;

use crate::finding::{Finding, Report};
use crate::{Files, holds, json};

/// The folder of the cloud assembly.
const ASSEMBLY: &str = "cdk.out";

/// Judges the application in `files`.
pub fn judge(files: &Files) -> Vec<Finding> {
    let mut report = Report::on("cdk.json");
    if let Some(settings) = read(files, "cdk.json", &mut report) {
        match settings["app"].as_str() {
            Some(app) if app.trim().is_empty() => report.add("", "/app", "`app` is empty"),
            Some(app) if !app.contains(' ') && !holds(files, app) => {
                report.add("", "/app", format!("{app} does not exist"));
            }
            Some(_) => {}
            None => report.add("", "/app", "`app` must say how the application is synthesized"),
        }
    }
    assembly::check(files, &mut report);
    report.into_findings()
}

/// Reads a JSON file and turns the report to it; a file that is missing or does not parse is a finding.
fn read(files: &Files, name: &str, report: &mut Report) -> Option<Value> {
    report.turn_to(name);
    let Some(bytes) = files.get(name) else {
        report.add("", "", "the file does not exist");
        return None;
    };
    json::parse(bytes).map_err(|error| report.add("", "", format!("the file is not JSON: {error}"))).ok()
}

/// The path of a file that the assembly names.
fn inside(path: &str) -> String {
    format!("{ASSEMBLY}/{path}")
}
