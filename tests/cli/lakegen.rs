//! A folder to run the binary in.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// The smallest spec with every stage.
pub const MINIMAL: &str = "\
lakegen: 1
name: tiny
buckets:
  raw: {}
  curated: {}
databases:
  tiny: {}
crawlers:
  raw: { database: tiny, targets: { s3: [raw/in/] }, trigger: { schedule: \"cron(5 * * * ? *)\" } }
jobs:
  clean:
    script: builtin:parquet
    trigger: { crawler: raw }
    reads: [\"tiny.*\"]
    writes: [curated/out/]
";

/// A temporary folder with the files of a test.
pub struct Sandbox {
    folder: TempDir,
}

/// What a run left behind.
pub struct Run {
    pub code: Option<i32>,
    pub stdout: String,
    pub stderr: String,
}

impl Run {
    #[track_caller]
    pub fn assert_code(&self, code: i32) {
        assert_eq!(self.code, Some(code), "stdout:\n{}\nstderr:\n{}", self.stdout, self.stderr);
    }
}

impl Sandbox {
    pub fn with(name: &str, content: &[u8]) -> Self {
        let sandbox = Self { folder: TempDir::new().expect("a temporary folder") };
        sandbox.write(name, content);
        sandbox
    }

    pub fn path(&self, relative: &str) -> PathBuf {
        self.folder.path().join(relative)
    }

    pub fn write(&self, name: &str, content: &[u8]) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("below the folder")).expect("can be made");
        fs::write(path, content).expect("can be written");
    }

    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_lakegen"));
        command.args(args).current_dir(self.folder.path()).stdin(Stdio::null()).env_remove("NO_COLOR");
        command
    }

    /// Runs to the end. A run that takes ten seconds hangs.
    pub fn run(&self, args: &[&str]) -> Run {
        let out = tempfile::tempfile().expect("a file");
        let err = tempfile::tempfile().expect("a file");
        let mut child = self
            .command(args)
            .stdout(out.try_clone().expect("a handle"))
            .stderr(err.try_clone().expect("a handle"))
            .spawn()
            .expect("starts");
        let started = Instant::now();
        let status = loop {
            if let Some(status) = child.try_wait().expect("can be waited for") {
                break status;
            }
            if started.elapsed() > Duration::from_secs(10) {
                child.kill().expect("can be ended");
                panic!("{args:?} hangs");
            }
            std::thread::sleep(Duration::from_millis(2));
        };
        Run { code: status.code(), stdout: text(out), stderr: text(err) }
    }
}

fn text(mut file: fs::File) -> String {
    use std::io::{Read, Seek};
    let mut bytes = Vec::new();
    file.rewind().and_then(|()| file.read_to_end(&mut bytes)).expect("can be read");
    String::from_utf8_lossy(&bytes).into_owned()
}
