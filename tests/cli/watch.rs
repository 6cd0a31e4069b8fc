//! `--watch`, as a process that lives on.

use std::fs;
use std::process::{Child, Command};
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::lakegen::{MINIMAL, Sandbox};

/// Longer than any machine needs; a test that waits so long fails.
const PATIENCE: Duration = Duration::from_secs(30);

/// A process that watches. It is ended when dropped.
struct Watcher<'s> {
    sandbox: &'s Sandbox,
    process: Child,
    /// How much of its stderr has been waited for.
    read: usize,
}

impl Drop for Watcher<'_> {
    fn drop(&mut self) {
        drop(self.process.kill());
        drop(self.process.wait());
    }
}

impl<'s> Watcher<'s> {
    fn start(sandbox: &'s Sandbox, args: &[&str]) -> Self {
        let file = |name: &str| fs::File::create(sandbox.path(name)).expect("a file");
        let process = sandbox.command(args).stdout(file("stdout")).stderr(file("stderr")).spawn().expect("starts");
        let mut watcher = Self { sandbox, process, read: 0 };
        watcher.wait_for("; Ctrl-C ends\n");
        watcher
    }

    /// Waits until stderr says `words` again, and gives what it said until then.
    fn wait_for(&mut self, words: &str) -> String {
        let began = Instant::now();
        loop {
            let all = fs::read_to_string(self.sandbox.path("stderr")).expect("text");
            if let Some(at) = all[self.read..].find(words) {
                let said = all[self.read..self.read + at].to_owned();
                self.read += at + words.len();
                return said;
            }
            assert!(self.process.try_wait().expect("a state").is_none(), "it ended: {all}");
            assert!(began.elapsed() < PATIENCE, "never said {words:?}: {}", &all[self.read..]);
            sleep(Duration::from_millis(5));
        }
    }

    /// Waits for the end of the next round, and gives what it said.
    fn round(&mut self) -> String {
        self.wait_for("\nchanged: ") + &self.wait_for("; Ctrl-C ends\n")
    }
}

/// A spec with a script of its own.
fn scripted() -> Sandbox {
    let sandbox = Sandbox::with("lakegen.yaml", MINIMAL.replace("builtin:parquet", "jobs/clean.py").as_bytes());
    sandbox.write("jobs/clean.py", b"print(1)\n");
    sandbox
}

#[test]
fn what_is_rendered_follows_the_spec_and_its_scripts() {
    let sandbox = scripted();
    let mut watcher = Watcher::start(&sandbox, &["render", "lakegen.yaml", "--watch"]);
    let script = sandbox.path("out/tiny/terraform/scripts/clean.py");
    let module = || fs::read_to_string(sandbox.path("out/tiny/terraform/storage.tf")).expect("is rendered");
    assert!(script.is_file() && !module().contains("third"));

    sandbox.write("jobs/clean.py", b"print(2)\n");
    watcher.round();
    assert_eq!(fs::read_to_string(script).expect("is rendered"), "print(2)\n");

    // As editors do: another file takes its place.
    let text = fs::read_to_string(sandbox.path("lakegen.yaml")).expect("text");
    sandbox.write("lakegen.yaml~", text.replace("curated: {}", "curated: {}\n  third: {}").as_bytes());
    fs::rename(sandbox.path("lakegen.yaml~"), sandbox.path("lakegen.yaml")).expect("replaced");
    watcher.round();
    assert!(module().contains("third"));

    sandbox.write("lakegen.yaml", b"lakegen: 1\nnope: [\n");
    assert!(watcher.round().contains("lakegen.yaml:2"));
    fs::remove_file(sandbox.path("lakegen.yaml")).expect("removed");
    assert!(watcher.round().contains("error: cannot read lakegen.yaml"));
    sandbox.write("lakegen.yaml", text.as_bytes());
    watcher.wait_for("; Ctrl-C ends\n");
    assert!(!module().contains("third"));
    let printed = fs::read_to_string(sandbox.path("stdout")).expect("text");
    assert!(!printed.contains('\u{1b}'), "a file is no terminal: {printed:?}");
}

#[test]
fn a_folder_is_watched_for_new_specs() {
    let sandbox = Sandbox::with("a/lakegen.yaml", MINIMAL.as_bytes());
    let mut watcher = Watcher::start(&sandbox, &["validate", ".", "--watch"]);
    sandbox.write("b/lakegen.yaml", MINIMAL.replace("name: tiny", "name: other").as_bytes());
    watcher.wait_for("the list of specs changed\n");
    assert!(watcher.wait_for("; Ctrl-C ends\n").contains("2 specs checked: 1 error"));
    assert!(fs::read_to_string(sandbox.path("stdout")).expect("text").contains("LG-E018"));
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_it() {
    use std::os::unix::process::ExitStatusExt as _;
    let sandbox = scripted();
    let mut watcher = Watcher::start(&sandbox, &["render", "lakegen.yaml", "--watch"]);
    let sent = Command::new("kill").args(["-INT", &watcher.process.id().to_string()]).status().expect("kill");
    assert!(sent.success());
    // Of which shells make the exit code 130.
    assert_eq!(watcher.process.wait().expect("an end").signal(), Some(2));
}

#[test]
fn nothing_to_watch_is_a_failure() {
    let sandbox = scripted();
    sandbox.run(&["render", "nope.yaml", "--watch"]).assert_code(2);
    sandbox.run(&["render", "lakegen.yaml", "--watch", "--check"]).assert_code(2);
    sandbox.run(&["validate", "lakegen.yaml", "--watch", "--fix"]).assert_code(2);
}
