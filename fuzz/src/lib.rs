//! What the targets share: the stages, the clock, and changes that know what a spec is.

use std::path::Path;
use std::sync::LazyLock;
use std::time::Duration;

use lakegen::pipeline::Folder;

#[path = "../../tests/support/edges.rs"]
mod edges;
#[path = "../../tests/soak/mutate.rs"]
mod mutate;
#[path = "../../tests/soak/random.rs"]
mod random;
#[path = "../../tests/support/stages.rs"]
mod stages;

pub use stages::Stages;

/// So much of a processor's time may one input take.
const PATIENCE: Duration = Duration::from_secs(1);

static STAGES: LazyLock<Stages> =
    LazyLock::new(|| Stages::new(Folder::at(Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/fixtures/files"))));

/// Tries one input.
///
/// # Panics
/// lakegen breaks its word, or takes more than a second of the processor's time (libFuzzer's `-timeout` counts other
/// processes' time too).
pub fn trial<T>(input: &[u8], stage: impl Fn(&Stages, &[u8]) -> T) {
    let stages = &*STAGES;
    let start = processor_time();
    stage(stages, input);
    let taken = processor_time().saturating_sub(start);
    assert!(taken < PATIENCE, "takes {taken:?}");
}

/// What this thread has had of a processor; zero where the system does not say.
fn processor_time() -> Duration {
    let status = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    Duration::from_nanos(status.split(' ').next().and_then(|nanoseconds| nanoseconds.parse().ok()).unwrap_or(0))
}

/// Changes a spec as one: values at the edges of what AWS takes, and sections of other specs. The new length, or `None` where
/// `input` is no YAML or the result does not fit.
pub fn change_spec(input: &[u8], buffer: &mut [u8], seed: u32) -> Option<usize> {
    static SPECS: LazyLock<Vec<serde_yaml::Value>> =
        LazyLock::new(|| seeds().filter_map(|text| serde_yaml::from_str(&text).ok()).collect());
    let spec: serde_yaml::Value = serde_yaml::from_slice(input).ok()?;
    if !spec.is_mapping() {
        return None;
    }
    let mut random = random::Random::new(seed.into());
    let donor = random.pick(&SPECS).clone();
    let changed = mutate::changed(&mut random, spec, &donor);
    buffer.get_mut(..changed.len())?.copy_from_slice(&changed);
    Some(changed.len())
}

/// The specs of the repository's fixtures and examples.
pub fn seeds() -> impl Iterator<Item = String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let fixtures = ["valid", "invalid", "one_target", "found"].map(|folder| root.join("tests/fixtures").join(folder));
    let examples = entries(&root.join("examples")).map(|folder| folder.join("lakegen.yaml"));
    let paths = fixtures.into_iter().flat_map(|folder| entries(&folder)).chain(examples);
    paths.filter_map(|path| std::fs::read_to_string(path).ok())
}

fn entries(folder: &Path) -> impl Iterator<Item = std::path::PathBuf> + use<> {
    let mut paths: Vec<_> =
        std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    paths.sort();
    paths.into_iter()
}
