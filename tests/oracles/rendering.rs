//! Every example and every valid fixture, rendered by this build's binary.

use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use serde_json::Value;
use tempfile::TempDir;

use crate::{specs, support};

/// The lakes of some specs, and a folder that goes when this goes.
pub struct Rendered {
    folder: TempDir,
    /// The folder that the lakes are rendered into.
    root: PathBuf,
    pub lakes: Vec<Lake>,
}

const EXAMPLES: &str = "yaml/examples";

/// Where the lakes stay that are rendered once for all.
fn shared() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("rendered")
}

/// The lakes that most oracles judge and none changes, rendered once. They stay below the folder for build output.
static ALL: LazyLock<Vec<Lake>> = LazyLock::new(|| {
    let folder = shared();
    match fs::remove_dir_all(&folder) {
        Err(error) if error.kind() != ErrorKind::NotFound => panic!("{}: {error}", folder.display()),
        _ => {}
    }
    specs::specs().iter().flat_map(|spec| Lake::render(spec, &folder)).collect()
});

/// One spec's output, in one environment if it has any.
#[derive(Clone)]
pub struct Lake {
    /// The spec's path in the repository.
    pub spec: String,
    /// The spec's path, beside the files that it names.
    pub source: PathBuf,
    /// The lake's name.
    pub name: String,
    /// The environment, if the spec has any.
    pub environment: Option<String>,
    root: PathBuf,
    json_root: PathBuf,
}

impl Rendered {
    /// Every `examples/**/lakegen.yaml` and every `tests/fixtures/valid/*.yaml`.
    pub fn all() -> Self {
        Self { folder: TempDir::new().expect("a folder"), root: shared(), lakes: ALL.clone() }
    }

    /// Every example: for what the fixtures could tell nothing new.
    pub fn examples() -> Self {
        let mut all = Self::all();
        all.lakes.retain(|lake| lake.spec.starts_with("examples"));
        all
    }

    /// One example, to be broken.
    pub fn example(name: &str) -> Self {
        let folder = TempDir::new().expect("a folder");
        let lakes = Lake::render(&Path::new("examples").join(name).join("lakegen.yaml"), folder.path());
        Self { root: folder.path().to_owned(), folder, lakes }
    }

    /// Every template, in each of its three forms, with what to call it.
    pub fn templates(&self) -> BTreeMap<PathBuf, String> {
        let forms = |lake: &Lake| {
            [
                (lake.template(), format!("{} as YAML", lake.spec)),
                (lake.json_template(), format!("{} as JSON", lake.spec)),
                (lake.cdk_template(), format!("{} as CDK", lake.spec)),
            ]
        };
        self.lakes.iter().flat_map(forms).collect()
    }

    /// The folder below which the examples are, for tools that read a whole folder at once.
    pub fn examples_folder(&self) -> PathBuf {
        self.root.join(EXAMPLES)
    }

    /// A folder for what a tool writes.
    pub fn scratch(&self) -> &Path {
        self.folder.path()
    }

    /// The lake of [`Self::example`].
    pub fn only(&self) -> &Lake {
        &self.lakes[0]
    }
}

impl Lake {
    fn render(spec: &Path, folder: &Path) -> Vec<Self> {
        let label = spec.with_extension("").to_string_lossy().replace('/', "-");
        let source = place(spec, &folder.join("specs").join(&label));
        let section = if spec.starts_with("examples") { EXAMPLES } else { "yaml/fixtures" };
        let out = folder.join(section).join(&label);
        let json_out = folder.join("json").join(&label);
        lakegen(&source, &out, &[]);
        lakegen(&source, &json_out, &["--target", "cloudformation", "--format", "json"]);
        let spec = spec.to_string_lossy();
        let lake = |root: PathBuf| {
            let below = root.strip_prefix(&out).expect("below it");
            let json_root = json_out.join(below);
            let environment = below.iter().nth(1).map(|name| name.to_string_lossy().into_owned());
            let name = named(&root.join("cdk/cdk.out"));
            Self { spec: spec.clone().into_owned(), source: source.clone(), name, environment, root, json_root }
        };
        folders(&out)
            .flat_map(|root| if root.join("cdk").is_dir() { vec![root] } else { folders(&root).collect() })
            .map(lake)
            .collect()
    }

    /// The folder of the CloudFormation target.
    pub fn cloudformation(&self) -> PathBuf {
        self.root.join("cloudformation")
    }

    /// The CloudFormation template as YAML.
    pub fn template(&self) -> PathBuf {
        self.cloudformation().join("template.yaml")
    }

    /// The CloudFormation template as JSON.
    pub fn json_template(&self) -> PathBuf {
        self.json_root.join("cloudformation/template.json")
    }

    /// The root module of the Terraform target.
    pub fn terraform(&self) -> PathBuf {
        self.root.join("terraform")
    }

    /// The application of the CDK target.
    pub fn cdk(&self) -> PathBuf {
        self.root.join("cdk")
    }

    /// The template within the cloud assembly.
    pub fn cdk_template(&self) -> PathBuf {
        self.cdk().join(format!("cdk.out/{}.template.json", self.name))
    }
}

fn folders(folder: &Path) -> impl Iterator<Item = PathBuf> + use<> {
    fs::read_dir(folder).expect("output").map(|entry| entry.expect("entry").path())
}

/// The name of the lake whose assembly is in `folder`.
fn named(folder: &Path) -> String {
    let name = |file: PathBuf| Some(file.file_name()?.to_str()?.strip_suffix(".template.json")?.to_owned());
    folders(folder).find_map(name).expect("a template")
}

/// An example stands complete in its folder; a fixture gets a copy beside the files that it names.
fn place(spec: &Path, folder: &Path) -> PathBuf {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join(spec);
    if spec.starts_with("examples") { source } else { support::place(&source, folder) }
}

/// Renders the spec at `spec` below `out`.
pub fn lakegen(spec: &Path, out: &Path, options: &[&str]) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_lakegen"));
    command.arg("render").arg(spec).arg("--out").arg(out).args(options);
    let output = command.output().expect("lakegen");
    let words = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{} is not rendered:\n{words}", spec.display());
}

/// The file at `path`, as text.
pub fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The file at `path`, as JSON.
pub fn read_json(path: &Path) -> Value {
    serde_json::from_str(&read(path)).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// What `judge` says while the file at `path` reads as `edit` makes it. An edit that changes nothing is a mistake.
pub fn while_edited<T>(path: &Path, edit: impl FnOnce(&str) -> String, judge: impl FnOnce() -> T) -> T {
    let before = read(path);
    let after = edit(&before);
    assert_ne!(before, after, "nothing to break in {}", path.display());
    fs::write(path, after).expect("written");
    let verdict = judge();
    fs::write(path, before).expect("restored");
    verdict
}

/// `text` without its first line that begins with `start`, indented or not.
pub fn without_line(text: &str, start: &str) -> String {
    let mut found = false;
    let kept = text.split_inclusive('\n').filter(|line| {
        let is_it = !found && line.trim_start().starts_with(start);
        found |= is_it;
        !is_it
    });
    kept.collect()
}
