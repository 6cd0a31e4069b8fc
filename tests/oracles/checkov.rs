//! checkov, the scanner of most security teams, on the template and on the module. What it may not ask is said in the output,
//! beside the resource and with the reason.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::rendering::{Rendered, read};
use crate::tool::{self, needed};
use crate::{assert_accepted, assert_rejected};

/// A report that people read to its end has no more exceptions than this.
const MOST_EXCEPTIONS: usize = 6;

fn find() -> Option<PathBuf> {
    needed("checkov", tool::named("LAKEGEN_CHECKOV"))
}

/// What checkov said of one resource.
struct Verdict {
    file: String,
    check: String,
    resource: String,
    /// Why the check was skipped.
    comment: String,
}

impl Verdict {
    fn read(found: &Value) -> Self {
        let text = |value: &Value| value.as_str().unwrap_or_default().trim().to_owned();
        Self {
            file: text(&found["file_path"]),
            check: text(&found["check_id"]),
            resource: text(&found["resource"]),
            comment: text(&found["check_result"]["suppress_comment"]),
        }
    }
}

/// checkov keeps the path of a file among what the file says, and takes 40 letters and slashes in a row for a secret.
fn is_about_the_path(found: &Value) -> bool {
    found["check_result"]["evaluated_keys"].to_string().contains("/__file__\"")
}

#[derive(Default)]
struct Report {
    passed: usize,
    failed: Vec<Verdict>,
    skipped: Vec<Verdict>,
}

impl Report {
    fn complaints(&self) -> Vec<String> {
        self.failed.iter().map(|found| format!("{}: {} on {}", found.file, found.check, found.resource)).collect()
    }
}

/// What checkov has to say of all that is below `folder`; the CDK's template is CloudFormation's once more.
fn scan(checkov: &Path, folder: &Path) -> Report {
    let mut command = tool::command(checkov);
    // It asks its vendor for links to guidelines otherwise.
    command.env("BC_SKIP_MAPPING", "TRUE").args(["--framework", "cloudformation", "terraform", "--output", "json"]);
    let outcome = tool::run(command.args(["--skip-path", "/cdk/"]).arg("--directory").arg(folder));
    let frameworks: Vec<Value> =
        serde_json::from_str(&outcome.stdout).unwrap_or_else(|_| panic!("no report: {}", outcome.words()));
    let mut report = Report::default();
    for framework in &frameworks {
        assert_eq!(framework["summary"]["parsing_errors"], 0, "{framework:#}");
        let verdicts = |kind: &str| {
            let found = framework["results"][kind].as_array();
            found.into_iter().flatten().filter(|found| !is_about_the_path(found)).map(Verdict::read).collect::<Vec<_>>()
        };
        report.passed += framework["summary"]["passed"].as_u64().unwrap_or_default() as usize;
        report.failed.extend(verdicts("failed_checks"));
        report.skipped.extend(verdicts("skipped_checks"));
    }
    report
}

#[test]
fn finds_nothing() {
    let Some(checkov) = find() else { return };
    let rendered = Rendered::examples();
    let report = scan(&checkov, &rendered.examples_folder());
    assert!(report.passed > 100 * rendered.lakes.len(), "only {} checks passed", report.passed);
    assert_accepted(&report.complaints());
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let documented = read(&root.join("docs/security.md"));
    let accepted: String = rendered.lakes.iter().map(|lake| read(&root.join(&lake.spec))).collect();
    let mut exceptions = BTreeSet::new();
    for found in &report.skipped {
        assert!(!found.comment.is_empty(), "{} on {} is skipped without a reason", found.check, found.resource);
        if accepted.contains(&found.comment) {
            // The spec turns a default off and says why.
            continue;
        }
        let listed = documented.contains(&found.check) && documented.contains(&found.comment);
        assert!(listed, "docs/security.md does not say of {}: {}", found.check, found.comment);
        exceptions.insert(found.check.as_str());
    }
    assert!((1..=MOST_EXCEPTIONS).contains(&exceptions.len()), "{exceptions:?}");
}

#[test]
fn broken_renderings_are_rejected() {
    let Some(checkov) = find() else { return };
    let rendered = Rendered::example("minimal");
    let lake = rendered.only();
    let (template, module) = (lake.template(), lake.terraform());
    let mutants = [
        (&template, "EnableKeyRotation: true", "EnableKeyRotation: false", "CKV_AWS_7 on AWS::KMS::Key"),
        (&template, "BlockPublicPolicy: true", "BlockPublicPolicy: false", "CKV_AWS_54 on AWS::S3::Bucket"),
        (
            &module.join("encryption.tf"),
            "enable_key_rotation     = true",
            "enable_key_rotation     = false",
            "CKV_AWS_7 on aws_",
        ),
        (
            &module.join("storage.tf"),
            "block_public_policy     = true",
            "block_public_policy     = false",
            "CKV_AWS_54 on aws_",
        ),
        (&module.join("storage.tf"), "# checkov:skip=CKV_AWS_144", "# CKV_AWS_144", "CKV_AWS_144 on aws_"),
    ];
    for (path, from, to, _) in mutants {
        let text = read(path);
        assert!(text.contains(from), "nothing to break in {}: {from}", path.display());
        fs::write(path, text.replacen(from, to, 1)).expect("written");
    }
    let complaints = scan(&checkov, &rendered.examples_folder()).complaints();
    for (path, _, to, why) in mutants {
        assert_rejected(&format!("{to} in {}", path.display()), why, &complaints);
    }
}
