//! pre-commit, with the hooks that `.pre-commit-hooks.yaml` offers, in a repository of a user.
//!
//! pre-commit would build lakegen for itself (`language: rust`), which takes minutes; here the hooks are the same but for
//! `language: system`, and this build's binary is on PATH.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::rendering::read;
use crate::tool::{self, Outcome, needed};

const EXAMPLE: &str = "examples/orders";

fn find() -> Option<PathBuf> {
    needed("pre-commit", tool::program("pre-commit"))
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A repository with the example and with pre-commit installed, all of it committed.
struct Repository {
    pre_commit: PathBuf,
    home: TempDir,
    folder: TempDir,
}

impl Repository {
    fn new(pre_commit: PathBuf) -> Self {
        let temporary = || TempDir::new().expect("a temporary folder");
        let repository = Self { pre_commit, home: temporary(), folder: temporary() };
        let hooks = read(&root().join(".pre-commit-hooks.yaml"));
        let mut hooks: Vec<Value> = serde_yaml::from_str(&hooks).expect("a list of hooks");
        hooks.iter_mut().for_each(|hook| hook["language"] = json!("system"));
        let config = json!({ "repos": [{ "repo": "local", "hooks": hooks }] });
        // JSON is YAML.
        repository.write(".pre-commit-config.yaml", &config.to_string());
        for file in ["lakegen.yaml", "jobs/clean_orders.py", "jobs/daily_revenue.py"] {
            repository.write(file, &read(&root().join(EXAMPLE).join(file)));
        }
        assert!(repository.run(Command::new(env!("CARGO_BIN_EXE_lakegen")).args(["render", "."])).success);
        assert!(repository.git(&["init", "--quiet"]).success);
        let installed = repository.run(Command::new(&repository.pre_commit).arg("install"));
        assert!(installed.success, "{}", installed.words());
        repository
    }

    fn write(&self, file: &str, text: &str) {
        let path = self.folder.path().join(file);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(path, text).expect("written");
    }

    fn replace(&self, file: &str, from: &str, to: &str) {
        let text = read(&self.folder.path().join(file));
        assert!(text.contains(from), "nothing to replace in {file}: {from}");
        self.write(file, &text.replacen(from, to, 1));
    }

    fn git(&self, args: &[&str]) -> Outcome {
        self.run(Command::new("git").args(args))
    }

    /// Runs a command in the repository, with this build's lakegen first on PATH and nobody's settings.
    fn run(&self, command: &mut Command) -> Outcome {
        let binary = Path::new(env!("CARGO_BIN_EXE_lakegen")).parent().expect("a folder").to_owned();
        let others = env::var_os("PATH").unwrap_or_default();
        let path = env::join_paths([binary].into_iter().chain(env::split_paths(&others))).expect("a PATH");
        command.current_dir(self.folder.path()).env("PATH", path).env("HOME", self.home.path());
        command.env("PRE_COMMIT_HOME", self.home.path().join("pre-commit")).env("PRE_COMMIT_COLOR", "never");
        for role in ["AUTHOR", "COMMITTER"] {
            command.env(format!("GIT_{role}_NAME"), "a user").env(format!("GIT_{role}_EMAIL"), "user@example.com");
        }
        // Of the repository that runs the tests, if a hook of it does.
        for name in ["GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE"] {
            command.env_remove(name);
        }
        tool::run(command)
    }

    /// Commits all that is there.
    fn commit(&self) -> Outcome {
        assert!(self.git(&["add", "--all"]).success);
        self.git(&["commit", "--quiet", "--message", "a change"])
    }
}

#[test]
fn takes_the_list_of_hooks() {
    let Some(pre_commit) = find() else { return };
    let manifest = root().join(".pre-commit-hooks.yaml");
    let outcome = tool::run(Command::new(pre_commit).arg("validate-manifest").arg(manifest));
    assert!(outcome.success, "{}", outcome.words());
}

#[test]
fn takes_what_the_manual_says() {
    let Some(pre_commit) = find() else { return };
    let manual = read(&root().join("docs/ci.md"));
    let blocks = manual.split("```yaml\n").skip(1).filter_map(|rest| rest.split("```").next());
    let configs: Vec<&str> = blocks.filter(|block| block.starts_with("repos:")).collect();
    assert_eq!(configs.len(), 2);
    let folder = TempDir::new().expect("a temporary folder");
    for config in configs {
        let path = folder.path().join("config.yaml");
        fs::write(&path, config).expect("written");
        let outcome = tool::run(Command::new(&pre_commit).arg("validate-config").arg(&path));
        assert!(outcome.success, "{config}{}", outcome.words());
    }
}

#[test]
fn stops_what_should_not_be_committed() {
    let Some(pre_commit) = find() else { return };
    let repository = Repository::new(pre_commit);
    let first = repository.commit();
    assert!(first.success, "{}", first.words());
    assert!(
        first.words().contains("lakegen validate") && first.words().contains("lakegen render"),
        "{}",
        first.words()
    );

    // What no spec reads wakes no hook.
    repository.write("notes.md", "notes");
    let notes = repository.commit();
    assert!(notes.success && notes.words().matches("Skipped").count() == 2, "{}", notes.words());

    repository.replace("lakegen.yaml", "database: orders", "database: ordres");
    let mistake = repository.commit();
    assert!(!mistake.success, "{}", mistake.words());
    assert!(mistake.words().contains("--> lakegen.yaml:23:"), "{}", mistake.words());
    repository.replace("lakegen.yaml", "database: ordres", "database: orders");

    // A script makes the copies in out/ stale: they are refreshed, and committed the next time.
    repository.replace("jobs/daily_revenue.py", "import", "# changed\nimport");
    let stale = repository.commit();
    assert!(!stale.success && stale.words().contains("files were modified by this hook"), "{}", stale.words());
    let copy = repository.folder.path().join("out/orders/terraform/scripts/daily_revenue.py");
    assert!(read(&copy).contains("# changed\n"));
    let fresh = repository.commit();
    assert!(fresh.success, "{}", fresh.words());

    // New files are none that git knows, and are not left behind either.
    repository.replace("lakegen.yaml", "  daily_revenue:", "  weekly:\n    script: jobs/daily_revenue.py\n    trigger: { job: clean_orders }\n    reads: [curated/orders/]\n    writes: [curated/weekly/]\n  daily_revenue:");
    let new = repository.commit();
    assert!(!new.success, "{}", new.words());
    let again = repository.commit();
    assert!(again.success, "{}", again.words());
    assert_eq!(repository.git(&["status", "--porcelain"]).stdout, "");
}
