//! Every file of every example, as it was last accepted; a file is only held against its snapshot once the vendors'
//! schemas have nothing against the whole.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use lakegen::artifact::ArtifactSet;
use lakegen::backend::cloudformation::Format;
use lakegen::diag::Report;
use lakegen::pipeline::{self, Asked, Checked, Target};
use lakegen::template::Templates;
use lakegen_verify::{Files, Finding};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn examples() -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = std::fs::read_dir(root().join("examples"))
        .expect("there are examples")
        .map(|entry| entry.expect("an entry").path().join("lakegen.yaml"))
        .filter(|spec| spec.is_file())
        .collect();
    found.sort();
    assert!(found.len() >= 3, "only {found:?}");
    found
}

/// The files of each environment of a spec, with the environment's name; of the spec itself, without one, if it declares
/// none.
fn render(spec: &Path, target: Target, format: Format) -> Vec<(String, ArtifactSet)> {
    let templates = Templates::embedded();
    let mut report = Report::new();
    let lakes = pipeline::check(spec, &Asked::today(&[target], &templates), &mut report).expect("the spec can be read");
    assert!(!lakes.is_empty(), "{}", report.pretty(false));
    let files = |lake: &Checked| pipeline::render_target(lake, target, format, &templates).expect("it renders");
    lakes.iter().map(|lake| (lake.environment.clone().unwrap_or_default(), files(lake))).collect()
}

fn judge(target: Target, files: &ArtifactSet) -> Vec<Finding> {
    let files: Files = files.iter().map(|(path, bytes)| (path.as_str().to_owned(), bytes.to_vec())).collect();
    match target {
        Target::CloudFormation => lakegen_verify::cloudformation(&files),
        Target::Terraform => lakegen_verify::terraform(&files),
        Target::Cdk => lakegen_verify::cdk(&files),
    }
}

fn assert_accepted(spec: &Path, target: Target, files: &ArtifactSet) {
    let findings: Vec<String> = judge(target, files).iter().map(ToString::to_string).collect();
    assert!(findings.is_empty(), "{} as {}:\n{}", spec.display(), target.word(), findings.join("\n"));
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec())
        .unwrap_or_else(|_| format!("{} bytes, sha256 {}", bytes.len(), lakegen::artifact::Digest::of(bytes)))
}

#[test]
fn every_file_of_every_example_is_as_accepted() {
    let mut expected = BTreeSet::new();
    for spec in examples() {
        let example =
            spec.parent().and_then(Path::file_name).expect("it lies in a folder").to_string_lossy().into_owned();
        for target in Target::ALL {
            for (environment, files) in render(&spec, target, Format::Yaml) {
                assert_accepted(&spec, target, &files);
                let folder = root().join("snapshots/render").join(&example).join(environment).join(target.word());
                for (path, bytes) in files.iter() {
                    // An asset is named by its hash, and is a script or handler that the other targets show.
                    if path.as_str().starts_with("cdk.out/asset.") {
                        continue;
                    }
                    let path = Path::new(path.as_str());
                    let mut settings = insta::Settings::clone_current();
                    settings.set_snapshot_path(folder.join(path.parent().expect("a relative path")));
                    settings.set_prepend_module_to_snapshot(false);
                    settings.set_omit_expression(true);
                    settings.remove_input_file();
                    expected.insert(folder.join(path.with_added_extension("snap")));
                    let name = path.file_name().expect("a file").to_string_lossy().into_owned();
                    settings.bind(|| insta::assert_snapshot!(name, text(bytes)));
                }
            }
        }
        for (_, files) in render(&spec, Target::CloudFormation, Format::Json) {
            assert_accepted(&spec, Target::CloudFormation, &files);
        }
    }
    let mut kept = BTreeSet::new();
    files_below(&root().join("snapshots/render"), &mut kept);
    let orphans: Vec<_> = kept.difference(&expected).collect();
    assert!(orphans.is_empty(), "no file is rendered for these snapshots any more; delete them: {orphans:?}");
}

fn files_below(folder: &Path, found: &mut BTreeSet<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files_below(&path, found);
        } else {
            found.insert(path);
        }
    }
}

#[test]
fn two_renders_are_the_same_bytes() {
    for spec in examples() {
        for target in Target::ALL {
            let (first, second) = (render(&spec, target, Format::Yaml), render(&spec, target, Format::Yaml));
            let same = first.iter().zip(&second).all(|((_, first), (_, second))| first.iter().eq(second.iter()));
            assert!(same && first.len() == second.len(), "{} as {}", spec.display(), target.word());
        }
    }
}
