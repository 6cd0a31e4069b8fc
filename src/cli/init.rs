//! `lakegen init`: a lake to start from.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use clap::builder::{PossibleValuesParser, TypedValueParser};

use crate::artifact::{create_folders, write_new};
use crate::examples::{EXAMPLES, Example};
use crate::model::SpecFiles;
use crate::pipeline::{self, Asked, Target};
use crate::spec::json_schema_text;
use crate::template::Templates;

use super::console::Console;
use super::{Failure, Outcome};

const SPEC: &str = "lakegen.yaml";
const SCHEMA: &str = "lakegen.schema.json";
const GITIGNORE: &str = "\
# out/ is not here: commit what is rendered, so that people see what a change deploys and `lakegen render --check` holds it to
# the specs.
.terraform/
*.tfstate
*.tfstate.*
*.tfplan
packaged.yaml
__pycache__/
# What lakegen render --force has overwritten.
*.orig
";

/// Of a lake's name, in characters.
const LONGEST: usize = 23;

/// Start a lake from an example: its spec, its scripts, and the schema for completion in an editor.
///
/// The lake is called as the folder is. No file that is there already is changed.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  lakegen init
  lakegen init pipelines/orders --example orders
  lakegen init --list")]
pub(super) struct Args {
    /// The folder to write into; it is made if it is not there.
    #[arg(default_value = ".", hide_default_value = true)]
    dir: PathBuf,
    /// The example to start from.
    #[arg(long, short, value_name = "NAME", default_value = "minimal", hide_possible_values = true, value_parser = example())]
    example: &'static Example,
    /// Print the examples.
    #[arg(long)]
    list: bool,
}

/// Takes the name of an example; completion knows them all.
fn example() -> impl TypedValueParser<Value = &'static Example> {
    let names = PossibleValuesParser::new(EXAMPLES.iter().map(|example| example.name));
    names.try_map(|name| Example::named(&name).ok_or("there is no such example"))
}

pub(super) fn run(args: &Args, console: &mut Console) -> Result<Outcome, Failure> {
    if args.list {
        let width = EXAMPLES.iter().map(|example| example.name.len()).max().unwrap_or_default();
        let lines = EXAMPLES.iter().map(|example| format!("{:width$}  {}\n", example.name, example.about));
        console.result(&lines.collect::<String>())?;
        return Ok(Outcome::Fine);
    }
    let spec = spec(args.example, &args.dir, console)?;
    let dir = args.dir.strip_prefix(".").unwrap_or(&args.dir);
    write(args.example, &spec, dir, console)?;
    let spec = dir.join(SPEC);
    let spec = spec.display();
    console.note(&format!(
        "\nNext:
  lakegen validate {spec}    after each change; --watch does it for you
  lakegen render {spec}      writes CloudFormation, Terraform and CDK below out/
  lakegen show {spec}        every default that is not written down"
    ))?;
    Ok(Outcome::Fine)
}

/// Writes all or nothing of the example, and what goes with it as far as it is not there.
fn write(example: &Example, spec: &str, dir: &Path, console: &mut Console) -> Result<(), Failure> {
    let is_there = |path: &PathBuf| path.symlink_metadata().is_ok();
    let mut files = vec![(SPEC, spec.as_bytes())];
    files.extend_from_slice(example.files);
    let in_the_way: Vec<PathBuf> = files.iter().map(|(path, _)| dir.join(path)).filter(is_there).collect();
    if !in_the_way.is_empty() {
        return Err(Box::new(InTheWay(in_the_way)));
    }
    let schema = json_schema_text();
    for (path, content) in [(SCHEMA, schema.as_bytes()), (".gitignore", GITIGNORE.as_bytes())] {
        match dir.join(path) {
            there if is_there(&there) => {
                console.note(&format!("note: {} is there already and stays as it is", there.display()))?;
            }
            _ => files.push((path, content)),
        }
    }
    for (path, content) in files {
        let path = dir.join(path);
        create_folders(path.parent().unwrap_or(dir))?;
        write_new(&path, content)?;
        console.result(&format!("{}\n", path.display()))?;
    }
    Ok(())
}

/// The spec of a lake that is called as the folder, or as the example if such a name would not do.
fn spec(example: &Example, dir: &Path, console: &mut Console) -> Result<String, Failure> {
    let templates = Templates::embedded();
    let asked = Asked::today(&Target::ALL, &templates);
    if let Some(name) = std::path::absolute(dir).ok().as_deref().and_then(lake_name) {
        let spec = example.spec_named(&name, SCHEMA);
        if pipeline::accepts(&spec, &Beside(example), &asked)? {
            return Ok(spec);
        }
    }
    let name = example.lake();
    console.note(&format!(
        "note: the lake is called `{name}`; a name like the folder's would be too long, or has no letters"
    ))?;
    Ok(example.spec_named(name, SCHEMA))
}

/// The files of an example.
struct Beside<'e>(&'e Example);

impl SpecFiles for Beside<'_> {
    fn read(&self, relative: &str) -> io::Result<Vec<u8>> {
        let found = self.0.files.iter().find(|(path, _)| *path == relative);
        found.map(|(_, content)| content.to_vec()).ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    fn list(&self, relative: &str) -> io::Result<Vec<String>> {
        let folder = format!("{}/", relative.trim_end_matches('/'));
        let files = self.0.files.iter().filter_map(|(path, _)| path.strip_prefix(&folder)).map(ToOwned::to_owned);
        let files: Vec<String> = files.collect();
        if files.is_empty() { Err(io::ErrorKind::NotFound.into()) } else { Ok(files) }
    }
}

/// A lake's name that is like the folder's; `None` if that has no letter to begin with.
fn lake_name(folder: &Path) -> Option<String> {
    let folder = folder.file_name()?.to_string_lossy().to_lowercase();
    let words = folder.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let mut name = words.collect::<Vec<_>>().join("-");
    name.truncate(LONGEST);
    let name = name.trim_end_matches('-');
    name.starts_with(|c: char| c.is_ascii_lowercase()).then(|| name.to_owned())
}

/// These files are there already.
#[derive(Debug)]
struct InTheWay(Vec<PathBuf>);

impl fmt::Display for InTheWay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("nothing is written, because there is already:")?;
        self.0.iter().try_for_each(|path| write!(f, "\n  {}", path.display()))
    }
}

impl std::error::Error for InTheWay {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lake_is_called_as_its_folder() {
        let name = |folder: &str| lake_name(Path::new(folder));
        assert_eq!(name("/work/orders").as_deref(), Some("orders"));
        assert_eq!(name("/work/Web_Logs (2)").as_deref(), Some("web-logs-2"));
        assert_eq!(name("/work/a-really-long-name-for-a-lake").as_deref(), Some("a-really-long-name-for"));
        for without in ["/", "/work/2026", "/work/---", "/work/\u{6e56}"] {
            assert_eq!(name(without), None, "{without}");
        }
    }
}
