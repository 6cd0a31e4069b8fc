//! Finding the tools and running them, away from the settings of whoever runs the tests.

use std::env;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

/// What was found of the oracle `name`; if nothing was, says so loudly, or fails where the oracles are required.
pub fn needed<T>(name: &str, found: Option<T>) -> Option<T> {
    if found.is_none() {
        let message = format!("{name} is not at hand (eval \"$(scripts/setup-oracles)\" gets it)");
        assert!(env::var_os("LAKEGEN_ORACLES").is_none_or(|wish| wish != "require"), "{message}");
        // Not eprintln: the harness keeps to itself what a passing test prints.
        writeln!(io::stderr(), "SKIPPED: {message}").expect("stderr");
    }
    found
}

/// The file or folder that the environment's variable `name` holds the path of.
pub fn named(name: &str) -> Option<PathBuf> {
    let path = PathBuf::from(env::var_os(name).filter(|value| !value.is_empty())?);
    assert!(path.exists(), "{name} is {}, which is not there", path.display());
    Some(path)
}

/// The program `name` on PATH.
pub fn program(name: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path).map(|folder| folder.join(name)).find(|candidate| candidate.is_file())
}

/// The first file below `folder` whose name is as wanted.
pub fn find(folder: &Path, is_wanted: &dyn Fn(&str) -> bool) -> Option<PathBuf> {
    fs::read_dir(folder).ok()?.flatten().map(|entry| entry.path()).find_map(|path| {
        let name = path.file_name()?.to_string_lossy();
        if path.is_dir() { find(&path, is_wanted) } else { is_wanted(&name).then(|| path.clone()) }
    })
}

/// A call of `program` that knows no account, no settings and no terminal.
pub fn command(program: &Path) -> Command {
    let mut command = Command::new(program);
    for (name, _) in env::vars_os() {
        let name = name.to_string_lossy();
        if name.starts_with("AWS_") || name.starts_with("TF_") || name.starts_with("CDK_") {
            command.env_remove(&*name);
        }
    }
    command
        .stdin(Stdio::null())
        .env("AWS_ACCESS_KEY_ID", "testing")
        .env("AWS_SECRET_ACCESS_KEY", "testing")
        .env("AWS_REGION", "eu-west-1")
        .env("AWS_CONFIG_FILE", "/dev/null")
        .env("AWS_SHARED_CREDENTIALS_FILE", "/dev/null")
        .env("AWS_EC2_METADATA_DISABLED", "true")
        .env("AWS_MAX_ATTEMPTS", "1")
        .env("CI", "true")
        .env("NO_COLOR", "1")
        .env("PYTHONDONTWRITEBYTECODE", "1");
    command
}

/// How a call ended.
pub struct Outcome {
    pub success: bool,
    pub stdout: String,
    pub stderr: String,
}

impl Outcome {
    /// One that a script has written down: `success`, `stdout` and `stderr`.
    pub fn read(written: &Value) -> Self {
        let text = |key: &str| written[key].as_str().unwrap_or_default().to_owned();
        Self { success: written["success"] == true, stdout: text("stdout"), stderr: text("stderr") }
    }

    /// Everything that the tool wrote.
    pub fn words(&self) -> String {
        format!("{}{}", self.stdout, self.stderr)
    }
}

/// Runs `command` to its end.
pub fn run(command: &mut Command) -> Outcome {
    let output = command.output().unwrap_or_else(|error| panic!("{command:?} cannot be started: {error}"));
    Outcome {
        success: output.status.success(),
        stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
        stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

/// What a tool answers, as JSON on its standard output, to JSON on its standard input.
pub fn ask(command: &mut Command, question: &Value) -> Value {
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("the tool starts");
    let mut stdin = child.stdin.take().expect("piped");
    let question = question.to_string();
    let writer = std::thread::spawn(move || stdin.write_all(question.as_bytes()));
    let output = child.wait_with_output().expect("the tool ends");
    writer.join().expect("written").expect("read");
    assert!(output.status.success(), "{command:?}");
    serde_json::from_slice(&output.stdout).expect("JSON")
}
