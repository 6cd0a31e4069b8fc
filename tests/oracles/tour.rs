//! The tour: what `docs/tour.md` tells people to type works, in the order in which it stands there.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::moto::Moto;
use crate::rendering::read;
use crate::tool::{self, needed};

/// A block of commands, and lines that they print, in order; parts of lines are enough.
#[derive(Debug, Default)]
struct Step {
    commands: String,
    printed: Vec<String>,
}

/// The blocks of a page that can be run here: those for an account are left out.
fn steps(page: &str) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        let Some(kind) = line.strip_prefix("```") else { continue };
        let block: Vec<_> = lines.by_ref().take_while(|line| *line != "```").collect();
        match kind {
            "sh" => steps.push(Step { commands: block.join("\n"), ..Step::default() }),
            "text" => {
                let step = steps.last_mut().expect("commands before what they print");
                step.printed.extend(block.iter().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()));
            }
            "sh account" => {}
            kind => panic!("a block of {kind:?}"),
        }
    }
    steps
}

/// What was not printed, of what had to be.
fn missing<'s>(step: &'s Step, output: &str) -> Option<&'s str> {
    let mut lines = output.lines();
    step.printed.iter().map(String::as_str).find(|wanted| !lines.any(|line| line.contains(wanted)))
}

/// A folder of programs: this build's lakegen, and the CDK under the name that people type.
fn programs(folder: &Path, cdk: &Path) {
    let script = |name: &str, text: String| {
        let path = folder.join(name);
        fs::write(&path, text).expect("written");
        let made = tool::run(tool::command(Path::new("chmod")).arg("+x").arg(&path));
        assert!(made.success, "{}", made.words());
    };
    script("lakegen", format!("#!/bin/sh\nexec '{}' \"$@\"\n", env!("CARGO_BIN_EXE_lakegen")));
    script("cdk", format!("#!/bin/sh\nexec node '{}' --no-notices \"$@\"\n", cdk.display()));
}

/// Settings by which `terraform init` finds its provider in a folder.
fn settings(folder: &Path, mirror: &Path) -> PathBuf {
    let path = folder.join("terraform.rc");
    let text =
        format!("provider_installation {{\n  filesystem_mirror {{\n    path = \"{}\"\n  }}\n}}\n", mirror.display());
    fs::write(&path, text).expect("written");
    path
}

#[test]
fn leads_from_an_empty_folder_to_a_plan() {
    let steps = steps(&read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/tour.md")));
    assert!(steps.len() > 10, "{} blocks of commands", steps.len());
    let Some(moto) = Moto::start() else { return };
    let Some(_) = needed("terraform", tool::program("terraform")) else { return };
    let Some(mirror) = needed("a mirror of Terraform's aws provider", tool::named("TF_PLUGIN_MIRROR")) else { return };
    let Some(cdk) = needed("aws-cdk", tool::named("LAKEGEN_CDK")) else { return };
    let (home, folder) = (TempDir::new().expect("a folder"), TempDir::new().expect("a folder"));
    programs(home.path(), &cdk);
    let others = env::var_os("PATH").unwrap_or_default();
    let path = env::join_paths([home.path().to_owned()].into_iter().chain(env::split_paths(&others))).expect("a PATH");
    // One shell for all, as people have; each block ends with a mark of its own, and the first failure ends it.
    let script: String =
        steps.iter().enumerate().map(|(n, step)| format!("{}\necho '<<{n}>>'\n", step.commands)).collect();
    let mut command = moto.command(Path::new("bash"));
    command.args(["-euo", "pipefail", "-c", &format!("exec 2>&1\n{script}")]).current_dir(folder.path());
    command.env("PATH", path).env("HOME", home.path()).env("CDK_DISABLE_CLI_TELEMETRY", "true");
    command.env("TF_CLI_CONFIG_FILE", settings(home.path(), &mirror)).env("CHECKPOINT_DISABLE", "1");
    for action in ["init", "plan"] {
        command.env(format!("TF_CLI_ARGS_{action}"), "-no-color");
    }
    let toured = tool::run(&mut command);
    let mut rest = toured.stdout.as_str();
    for (n, step) in steps.iter().enumerate() {
        let Some((output, after)) = rest.split_once(&format!("<<{n}>>\n")) else {
            panic!("{}\nfailed:\n{rest}{}", step.commands, toured.stderr)
        };
        if let Some(wanted) = missing(step, output) {
            panic!("{}\ndid not print {wanted:?}, but:\n{output}", step.commands);
        }
        rest = after;
    }
    assert!(toured.success, "{rest}{}", toured.stderr);
}

#[test]
fn a_page_that_promises_too_much_is_found_out() {
    let steps = steps("```sh\nseq 1 3\n```\n\n```text\n2\n  1\n```\n```sh account\nrm -rf /\n```\n");
    assert_eq!(steps.len(), 1);
    assert_eq!(missing(&steps[0], "1\n2\n3\n"), Some("1"));
    assert_eq!(missing(&steps[0], "1\n2\n13\n"), None);
}
