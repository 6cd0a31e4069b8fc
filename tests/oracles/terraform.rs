//! Terraform with the aws provider: `init`, `validate` and `fmt`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::rendering::{Rendered, while_edited, without_line};
use crate::tool::{self, needed};
use crate::{assert_accepted, assert_rejected};

struct Terraform {
    program: PathBuf,
    /// What `init` keeps, shared by all modules: they ask for the same providers.
    data: PathBuf,
    lock: PathBuf,
}

impl Terraform {
    fn find(scratch: &Path) -> Option<Self> {
        let program = needed("terraform", tool::program("terraform"))?;
        // No settings of the user's: they could name another source of providers.
        fs::write(scratch.join("terraform.rc"), "").expect("written");
        Some(Self { program, data: scratch.join("terraform-data"), lock: scratch.join("terraform.lock.hcl") })
    }

    fn command(&self, module: &Path) -> Command {
        let mut command = tool::command(&self.program);
        command
            .current_dir(module)
            .env("TF_CLI_CONFIG_FILE", self.data.with_file_name("terraform.rc"))
            .env("TF_DATA_DIR", &self.data)
            .env("TF_IN_AUTOMATION", "1")
            .env("CHECKPOINT_DISABLE", "1");
        command
    }

    /// Makes `module` ready for `validate`; only the first one is initialized by Terraform itself.
    fn init(&self, module: &Path, mirror: &Path) {
        let lock = module.join(".terraform.lock.hcl");
        if self.lock.exists() {
            fs::copy(&self.lock, lock).expect("a copy");
            return;
        }
        let mut command = self.command(module);
        command.args(["init", "-input=false", "-no-color"]).arg(format!("-plugin-dir={}", mirror.display()));
        let outcome = tool::run(&mut command);
        assert!(outcome.success, "terraform init fails in {}:\n{}", module.display(), outcome.words());
        fs::copy(lock, &self.lock).expect("a copy");
    }

    /// What `validate` says, warnings too.
    fn validate(&self, spec: &str, module: &Path) -> Vec<String> {
        let outcome = tool::run(self.command(module).args(["validate", "-json"]));
        let report: Value = serde_json::from_str(&outcome.stdout)
            .unwrap_or_else(|error| panic!("{spec}: no report ({error}):\n{}", outcome.words()));
        let diagnostics = report["diagnostics"].as_array().expect("diagnostics");
        assert_eq!(report["valid"], outcome.success, "{spec}: {}", outcome.words());
        assert!(outcome.success || !diagnostics.is_empty(), "{spec}: {}", outcome.words());
        diagnostics.iter().map(|found| format!("{spec}: {found:#}")).collect()
    }

    /// What `fmt` would change below `folder`.
    fn fmt(&self, folder: &Path) -> Vec<String> {
        let mut command = self.command(folder);
        command.args(["fmt", "-check", "-recursive", "-diff", "-no-color"]);
        let outcome = tool::run(&mut command);
        let words = outcome.words();
        assert_eq!(outcome.success, words.is_empty(), "{words}");
        if outcome.success { Vec::new() } else { vec![words] }
    }
}

/// The folder of providers that `terraform init` reads in place of a registry.
fn mirror() -> Option<PathBuf> {
    needed("a mirror of Terraform's aws provider", tool::named("TF_PLUGIN_MIRROR"))
}

#[test]
fn validates_without_a_word() {
    let rendered = Rendered::all();
    let Some(terraform) = Terraform::find(rendered.scratch()) else { return };
    let Some(mirror) = mirror() else { return };
    let complaints: Vec<_> = rendered
        .lakes
        .iter()
        .flat_map(|lake| {
            terraform.init(&lake.terraform(), &mirror);
            terraform.validate(&lake.spec, &lake.terraform())
        })
        .collect();
    assert_accepted(&complaints);
}

#[test]
fn is_formatted() {
    let rendered = Rendered::all();
    let Some(terraform) = Terraform::find(rendered.scratch()) else { return };
    assert_accepted(&rendered.lakes.iter().flat_map(|lake| terraform.fmt(&lake.terraform())).collect::<Vec<_>>());
}

#[test]
fn broken_modules_are_rejected() {
    let rendered = Rendered::example("orders");
    let Some(terraform) = Terraform::find(rendered.scratch()) else { return };
    let Some(mirror) = mirror() else { return };
    let module = rendered.only().terraform();
    terraform.init(&module, &mirror);
    let jobs = module.join("jobs.tf");
    let rejected = |broken: &str, why: &str, edit: &dyn Fn(&str) -> String| {
        let complaints = while_edited(&jobs, edit, || terraform.validate(broken, &module));
        assert_rejected(broken, why, &complaints);
    };
    rejected("no role", "Missing required argument", &|text| without_line(text, "role_arn "));
    rejected("no such worker", "G.9X", &|text| text.replace("\"G.1X\"", "\"G.9X\""));
    rejected("no such resource", "Reference to undeclared resource", &|text| {
        text.replace("= aws_iam_role.", "= aws_iam_role.not_")
    });
    // A warning only.
    rejected("deprecated argument", "Argument is deprecated", &|text| {
        format!("{text}\nresource \"aws_s3_bucket\" \"old\" {{\n  acl = \"private\"\n}}\n")
    });
}

#[test]
fn misaligned_modules_are_rejected() {
    let rendered = Rendered::example("orders");
    let Some(terraform) = Terraform::find(rendered.scratch()) else { return };
    let jobs = rendered.only().terraform().join("jobs.tf");
    let misaligned = |text: &str| text.replacen(" = ", "  = ", 1);
    let complaints = while_edited(&jobs, misaligned, || terraform.fmt(&rendered.only().terraform()));
    assert_rejected("misaligned", "jobs.tf", &complaints);
}
