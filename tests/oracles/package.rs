//! `aws cloudformation package`: uploads the job scripts and puts their addresses into the template.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::moto::Moto;
use crate::rendering::{Lake, Rendered};
use crate::tool::{self, Outcome, needed};
use crate::yaml11::{Reader, differences};
use crate::{assert_accepted, assert_rejected};

const BUCKET: &str = "packages";

struct Packager {
    aws: PathBuf,
    python: PathBuf,
    moto: Moto,
    reader: Reader,
}

impl Packager {
    fn find() -> Option<Self> {
        let aws = needed("the AWS command line", tool::program("aws"))?;
        let has_it = |python: &PathBuf| tool::run(tool::command(python).args(["-c", "import awscli"])).success;
        let python = needed("the AWS command line in Python", tool::program("python3").filter(has_it))?;
        let packager = Self { aws, python, moto: Moto::start()?, reader: Reader::find()? };
        let made = packager.aws(&["s3", "mb", &format!("s3://{BUCKET}")]);
        assert!(made.success, "{}", made.words());
        Some(packager)
    }

    fn aws(&self, arguments: &[&str]) -> Outcome {
        tool::run(self.moto.command(&self.aws).args(arguments))
    }

    /// Packages the lakes' templates, each into the file beside it here.
    fn package(&self, lakes: &[(&Lake, PathBuf)]) -> Vec<Outcome> {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/oracles/package.py");
        let calls =
            lakes.iter().map(|(lake, packaged)| json!({ "folder": lake.cloudformation(), "packaged": packaged }));
        let mut command = self.moto.command(&self.python);
        let answers = tool::ask(command.arg(script).arg(BUCKET), &calls.collect());
        answers.as_array().expect("a list").iter().map(Outcome::read).collect()
    }

    /// What is wrong with the lakes' templates as packaged.
    fn judge(&self, lakes: &[(&Lake, PathBuf)], uploaded: &Path) -> Vec<String> {
        let paths: Vec<_> = lakes.iter().flat_map(|(lake, packaged)| [lake.template(), packaged.clone()]).collect();
        let read = self.reader.read(&paths);
        let pairs = lakes.iter().zip(read.chunks(2));
        pairs
            .flat_map(|((lake, _), read)| match read {
                [Ok(template), Ok(packaged)] => judge(lake, template, packaged, uploaded),
                unread => unread.iter().filter_map(|read| read.clone().err()).collect(),
            })
            .collect()
    }

    /// Copies all that was uploaded into `folder`.
    fn download(&self, folder: &Path) {
        let copied = self.aws(&["s3", "cp", "--recursive", &format!("s3://{BUCKET}"), &folder.to_string_lossy()]);
        assert!(copied.success, "{}", copied.words());
    }
}

/// What is wrong with a packaged template: every local path of `template` must have become the address of an object that
/// holds the file, and nothing else must have changed.
fn judge(lake: &Lake, template: &Value, packaged: &Value, uploaded: &Path) -> Vec<String> {
    let mut expected = template.clone();
    let mut complaints = Vec::new();
    let mut paths = 0;
    for_each_text(&mut expected, packaged, "", &mut |at, text, now| {
        let Some(local) = local_file(lake, text) else { return };
        paths += 1;
        let key = now.as_str().and_then(|now| now.strip_prefix(&format!("s3://{BUCKET}/")));
        match key.map(|key| fs::read(uploaded.join(key))) {
            Some(Ok(object)) if object == local => *text = now.as_str().unwrap_or_default().to_owned(),
            Some(Ok(_)) => complaints.push(format!("{at}: {now} does not hold {text}")),
            Some(Err(_)) => complaints.push(format!("{at}: {now} was not uploaded")),
            None => complaints.push(format!("{at}: {text} is a local path, but became {now}")),
        }
    });
    let resources = template["Resources"].as_object().expect("resources");
    let jobs = resources.values().filter(|resource| resource["Type"] == "AWS::Glue::Job").count();
    if paths < jobs {
        complaints.push(format!("only {paths} local paths for {jobs} jobs"));
    }
    complaints.extend(differences("", packaged, &expected));
    complaints.into_iter().map(|complaint| format!("{}: {complaint}", lake.spec)).collect()
}

/// The content of the file that `text` is the path of, within the lake's folder.
fn local_file(lake: &Lake, text: &str) -> Option<Vec<u8>> {
    let is_path = !text.is_empty() && text.len() < 256 && !text.contains('\n');
    is_path.then(|| fs::read(lake.cloudformation().join(text)).ok())?
}

/// Calls `visit` with the pointer of each text below `value` and what stands there in `other`.
fn for_each_text(value: &mut Value, other: &Value, at: &str, visit: &mut impl FnMut(&str, &mut String, &Value)) {
    match value {
        Value::String(text) => visit(at, text, other),
        Value::Array(items) => {
            for (index, item) in items.iter_mut().enumerate() {
                for_each_text(item, &other[index], &format!("{at}/{index}"), visit);
            }
        }
        Value::Object(entries) => {
            for (key, entry) in entries {
                for_each_text(entry, &other[key.as_str()], &format!("{at}/{key}"), visit);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

#[test]
fn uploads_every_script() {
    let Some(packager) = Packager::find() else { return };
    let rendered = Rendered::all();
    let path = |number: usize| rendered.scratch().join(format!("packaged-{number}.yaml"));
    let lakes: Vec<_> = rendered.lakes.iter().enumerate().map(|(number, lake)| (lake, path(number))).collect();
    let outcomes = packager.package(&lakes);
    assert_eq!(outcomes.len(), lakes.len());
    let failed = lakes.iter().zip(&outcomes).filter(|(_, outcome)| !outcome.success);
    assert_accepted(
        &failed.map(|((lake, _), outcome)| format!("{}: {}", lake.spec, outcome.words())).collect::<Vec<_>>(),
    );
    let uploaded = rendered.scratch().join("uploaded");
    packager.download(&uploaded);
    assert_accepted(&packager.judge(&lakes, &uploaded));
}

#[test]
fn broken_packages_are_rejected() {
    let Some(packager) = Packager::find() else { return };
    let rendered = Rendered::example("minimal");
    let lake = rendered.only();
    let uploaded = rendered.scratch().join("uploaded");

    assert_rejected("not packaged", "is a local path", &packager.judge(&[(lake, lake.template())], &uploaded));

    let lakes = [(lake, rendered.scratch().join("packaged.yaml"))];
    assert!(packager.package(&lakes)[0].success);
    let judge = || packager.judge(&lakes, &uploaded);
    assert_rejected("nothing uploaded", "was not uploaded", &judge());
    packager.download(&uploaded);
    assert_accepted(&judge());

    let scripts = lake.cloudformation().join("scripts");
    let script = fs::read_dir(&scripts).expect("scripts").next().expect("one").expect("entry").path();
    fs::write(&script, "print('another')\n").expect("written");
    assert_rejected("another script", "does not hold", &judge());
    fs::remove_dir_all(scripts).expect("removed");
    let outcome = packager.package(&lakes).remove(0);
    assert!(!outcome.success, "a script that is not there was packaged");
    assert!(outcome.words().contains("scripts/"), "{}", outcome.words());
}
