//! One input after the other: through all stages, under watch.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::time::Duration;

use lakegen::artifact::Digest;
use lakegen::pipeline::Folder;

use crate::stages::Stages;

/// So long may one input take: a second, and ten times that without optimisation on a busy machine.
const PATIENCE: Duration = Duration::from_secs(if cfg!(debug_assertions) { 10 } else { 1 });
/// So much memory may the process take, in kB.
const MOST_MEMORY: u64 = 512 << 10;

/// A folder below `tests/fixtures/`.
pub fn below_fixtures(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(folder)
}

/// What a run of inputs has found so far.
pub struct Trial {
    name: String,
    stages: Stages,
    faults: Vec<String>,
}

impl Trial {
    pub fn new(name: &str) -> Self {
        let stages = Stages::new(Folder::at(below_fixtures("files")));
        Self { name: name.to_owned(), stages, faults: Vec::new() }
    }

    /// Whether lakegen accepts the input as a spec; what goes wrong is kept.
    pub fn run(&mut self, input: &[u8]) -> bool {
        self.run_stage(input, Stages::render)
    }

    /// What a stage makes of the input; what goes wrong is kept.
    pub fn run_stage<T: Default>(&mut self, input: &[u8], stage: impl Fn(&Stages, &[u8]) -> T) -> T {
        let watch = watch(&self.name, input);
        let outcome = catch_unwind(AssertUnwindSafe(|| stage(&self.stages, input)));
        drop(watch);
        let (made, fault) = match outcome {
            Ok(made) => (made, None),
            Err(_) => (T::default(), Some("see above".to_owned())),
        };
        let memory = memory();
        let fault = fault.or_else(|| (memory > MOST_MEMORY).then(|| format!("{memory} kB of memory")));
        if let Some(fault) = fault {
            let kept = keep(&self.name, input);
            println!("{}: {fault}", kept.display());
            self.faults.push(format!("{}: {fault}", kept.display()));
        }
        made
    }

    /// Fails if anything went wrong.
    pub fn finish(self) {
        assert!(self.faults.is_empty(), "{}: {}", self.name, self.faults.join("\n"));
    }
}

/// Ends the process, with the input kept, unless the returned end is dropped in time.
fn watch(name: &str, input: &[u8]) -> Sender<()> {
    let (sender, receiver) = channel::<()>();
    let (name, input) = (name.to_owned(), input.to_vec());
    std::thread::spawn(move || {
        if receiver.recv_timeout(PATIENCE) == Err(RecvTimeoutError::Timeout) {
            println!("{}: takes longer than {PATIENCE:?}", keep(&name, &input).display());
            std::process::exit(101);
        }
    });
    sender
}

/// Writes the input to where every run finds it.
fn keep(name: &str, input: &[u8]) -> PathBuf {
    let digest = Digest::of(input).to_string();
    let path = below_fixtures("found").join(format!("{name}-{}.yaml", &digest[..digest.len().min(8)]));
    if name != "found" {
        std::fs::write(&path, input).expect("it can be written");
    }
    path
}

/// What the process takes in memory, in kB; 0 where the system does not say.
fn memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap_or_default();
    line.trim().trim_end_matches(" kB").parse().unwrap_or(0)
}
