//! Terraform with the aws provider: `init`, `validate` and `fmt`.

use std::fmt::Write;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use serde_json::Value;

use crate::rendering::{Rendered, while_edited, without_line};
use crate::tool::{self, needed};
use crate::{assert_accepted, assert_rejected};

/// Terraform, away from the settings of whoever runs the tests.
pub struct Terraform {
    program: PathBuf,
    /// What `init` keeps.
    data: PathBuf,
}

impl Terraform {
    pub fn find(scratch: &Path) -> Option<Self> {
        let program = needed("terraform", tool::program("terraform"))?;
        // No settings of the user's: they could name another source of providers.
        fs::write(scratch.join("terraform.rc"), "").expect("written");
        Some(Self { program, data: scratch.join("terraform-data") })
    }

    pub fn command(&self, module: &Path) -> Command {
        let mut command = tool::command(&self.program);
        command
            .current_dir(module)
            .env("TF_CLI_CONFIG_FILE", self.data.with_file_name("terraform.rc"))
            .env("TF_DATA_DIR", &self.data)
            .env("TF_IN_AUTOMATION", "1")
            .env("CHECKPOINT_DISABLE", "1")
            // Most of what it does is to read the provider's schema; collecting garbage less often is faster.
            .env("GOGC", "400");
        command
    }

    /// Makes `module` ready for `validate`.
    pub fn init(&self, module: &Path, mirror: &Path) {
        let mut command = self.command(module);
        command.args(["init", "-input=false", "-no-color"]).arg(format!("-plugin-dir={}", mirror.display()));
        let outcome = tool::run(&mut command);
        assert!(outcome.success, "terraform init fails in {}:\n{}", module.display(), outcome.words());
    }

    /// What `validate` says of a module that is initialized, warnings too.
    fn validate(&self, module: &Path, provider: &Provider) -> Vec<String> {
        let mut command = self.command(module);
        command.env("TF_REATTACH_PROVIDERS", &provider.address).args(["validate", "-json"]);
        let outcome = tool::run(&mut command);
        let report: Value = serde_json::from_str(&outcome.stdout)
            .unwrap_or_else(|error| panic!("no report ({error}):\n{}", outcome.words()));
        let diagnostics = report["diagnostics"].as_array().expect("diagnostics");
        assert_eq!(report["valid"], outcome.success, "{}", outcome.words());
        assert!(outcome.success || !diagnostics.is_empty(), "{}", outcome.words());
        diagnostics.iter().map(|found| format!("{found:#}")).collect()
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
pub fn mirror() -> Option<PathBuf> {
    needed("a mirror of Terraform's aws provider", tool::named("TF_PLUGIN_MIRROR"))
}

/// The aws provider as a process that stays, until this goes: to start it and to read its schema takes Terraform longer than
/// to validate a module.
struct Provider {
    process: Child,
    address: String,
}

impl Provider {
    fn start(mirror: &Path) -> Self {
        let program = tool::find(mirror, &|name| name.starts_with("terraform-provider-aws_")).expect("a provider");
        let mut command = tool::command(&program);
        let process = command.arg("-debug").stdout(Stdio::piped()).stderr(Stdio::null()).spawn();
        let mut provider = Self { process: process.expect("the provider starts"), address: String::new() };
        let lines = BufReader::new(provider.process.stdout.take().expect("piped")).lines();
        // TF_REATTACH_PROVIDERS='{...}'
        let is_address = |line: &String| line.contains("TF_REATTACH_PROVIDERS=");
        let line = lines.map_while(Result::ok).find(is_address).expect("the provider says where it is");
        provider.address = line.split('\'').nth(1).expect("an address in quotes").to_owned();
        provider
    }
}

impl Drop for Provider {
    fn drop(&mut self) {
        drop(self.process.kill());
        drop(self.process.wait());
    }
}

/// A module that calls each lake's, so that one `validate` reads all.
fn calling_all(rendered: &Rendered) -> PathBuf {
    let folder = rendered.scratch().join("all");
    fs::create_dir(&folder).expect("a folder");
    let mut text = String::new();
    for (number, lake) in rendered.lakes.iter().enumerate() {
        let source = lake.terraform();
        writeln!(text, "module \"lake_{number}\" {{\n  source = \"{}\"\n}}\n", source.display()).expect("text");
    }
    fs::write(folder.join("main.tf"), text).expect("written");
    folder
}

#[test]
fn validates_without_a_word() {
    let rendered = Rendered::all();
    let Some(terraform) = Terraform::find(rendered.scratch()) else { return };
    let Some(mirror) = mirror() else { return };
    let module = calling_all(&rendered);
    terraform.init(&module, &mirror);
    assert_accepted(&terraform.validate(&module, &Provider::start(&mirror)));
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
    let (module, provider) = (calling_all(&rendered), Provider::start(&mirror));
    terraform.init(&module, &mirror);
    let jobs = rendered.only().terraform().join("jobs.tf");
    let rejected = |broken: &str, why: &str, edit: &dyn Fn(&str) -> String| {
        assert_rejected(broken, why, &while_edited(&jobs, edit, || terraform.validate(&module, &provider)));
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
