//! cfn-guard with the rules of AWS Control Tower, which some accounts hold every deployment against.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::rendering::{Rendered, read, while_edited};
use crate::tool::{self, needed};

/// The services of a lake. Rules about others have nothing to judge, and reading them takes longest.
const SERVICES: [&str; 11] =
    ["athena", "cloudwatch", "glue", "iam", "kinesis", "kms", "lambda", "redshift", "s3", "sqs", "stepfunctions"];

struct Guard {
    program: PathBuf,
    rules: PathBuf,
}

impl Guard {
    fn find(folder: &Path) -> Option<Self> {
        let package = needed("cfn-guard", tool::named("LAKEGEN_GUARD"))?;
        let program = package.join(format!("bin/ubuntu/{}/cfn-guard", std::env::consts::ARCH));
        if !program.is_file() {
            return needed("cfn-guard for this machine", None);
        }
        let rules = folder.join("rules");
        fs::create_dir(&rules).expect("a folder");
        let mut copied = 0;
        collect(&package.join("rules"), &mut |path| {
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            if name.ends_with(".guard") && SERVICES.iter().any(|service| name.starts_with(&format!("ct-{service}-"))) {
                fs::copy(path, rules.join(name)).expect("a copy");
                copied += 1;
            }
        });
        assert!(copied > 30, "only {copied} rules");
        Some(Self { program, rules })
    }

    /// The rules that the template at `path` does not keep.
    fn failed(&self, path: &Path) -> BTreeSet<String> {
        let mut command = tool::command(&self.program);
        command.args(["validate", "--show-summary", "fail", "--rules"]).arg(&self.rules).arg("--data").arg(path);
        let outcome = tool::run(&mut command);
        // ct-kms-pr-1.guard/kms_key_rotation_enabled_check    FAIL
        let lines = outcome.stdout.lines().filter_map(|line| line.strip_suffix("FAIL")?.split_once(".guard/"));
        let failed: BTreeSet<_> = lines.map(|(_, rule)| rule.trim().to_owned()).collect();
        assert_eq!(outcome.success, failed.is_empty(), "{}", outcome.words());
        failed
    }
}

fn collect(folder: &Path, found: &mut dyn FnMut(&Path)) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() { collect(&path, found) } else { found(&path) }
    }
}

/// The rules that no lake keeps, as `docs/security.md` lists them with their reasons: `rule_name`.
fn documented() -> BTreeSet<String> {
    let text = read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/security.md"));
    let words = text.split('`').skip(1).step_by(2);
    words.filter(|word| word.ends_with("_check") && !word.contains(' ')).map(str::to_owned).collect()
}

#[test]
fn finds_what_is_documented_and_nothing_else() {
    let rendered = Rendered::example("orders");
    let Some(guard) = Guard::find(rendered.scratch()) else { return };
    let template = rendered.only().json_template();
    assert_eq!(guard.failed(&template), documented());
    let broken = while_edited(
        &template,
        |text| text.replacen("\"EnableKeyRotation\": true", "\"EnableKeyRotation\": false", 1),
        || guard.failed(&template),
    );
    assert!(broken.contains("kms_key_rotation_enabled_check"), "{broken:?}");
}
