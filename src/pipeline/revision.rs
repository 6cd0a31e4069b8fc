//! Specs as a revision of Git has them.

use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::{Asked, Checked, StageError, examine};
use crate::diag::Report;
use crate::model::SpecFiles;
use crate::yaml::Document;

/// The files beside a spec, as a revision has them.
#[derive(Clone, Debug)]
struct Revision<'r> {
    folder: PathBuf,
    name: &'r str,
}

impl Revision<'_> {
    fn git(&self, arguments: &[&str], object: &str) -> io::Result<Vec<u8>> {
        let mut command = Command::new("git");
        command.current_dir(&self.folder).args(arguments).args(["--end-of-options", object]);
        let output = command.output().map_err(|error| io::Error::new(error.kind(), format!("git: {error}")))?;
        if output.status.success() {
            return Ok(output.stdout);
        }
        let said = String::from_utf8_lossy(&output.stderr);
        let kind = if said.contains("does not exist") { io::ErrorKind::NotFound } else { io::ErrorKind::Other };
        Err(io::Error::new(kind, said.trim().trim_start_matches("fatal: ").to_owned()))
    }
}

impl SpecFiles for Revision<'_> {
    fn read(&self, relative: &str) -> io::Result<Vec<u8>> {
        self.git(&["show"], &format!("{}:./{relative}", self.name))
    }

    fn list(&self, relative: &str) -> io::Result<Vec<String>> {
        let folder = relative.trim_end_matches('/');
        let tree = format!("{}:./{folder}", self.name);
        let listed = self.git(&["ls-tree", "-r", "-z", "--name-only", "--full-tree"], &tree)?;
        let names = listed.split(|byte| *byte == 0).filter(|name| !name.is_empty());
        let unicode = |name: &[u8]| {
            let message = || format!("the name of a file in {folder} is not Unicode");
            String::from_utf8(name.to_vec()).map_err(|_| io::Error::new(io::ErrorKind::InvalidData, message()))
        };
        let mut names: Vec<String> = names.map(unicode).collect::<io::Result<_>>()?;
        names.sort();
        Ok(names)
    }
}

/// [`super::check`] of the spec as the revision `name` has it, with the scripts that lay beside it then. An environment that it
/// did not declare is passed over.
///
/// # Errors
/// Git does not know the revision or the spec in it, or a template does not render.
pub fn check_at_revision(
    path: &Path,
    name: &str,
    asked: &Asked<'_>,
    report: &mut Report,
) -> Result<Vec<Checked>, StageError> {
    let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty());
    let revision = Revision { folder: parent.unwrap_or(Path::new(".")).to_owned(), name };
    let shown = PathBuf::from(format!("{name}:{}", path.display()));
    let file = path.file_name().unwrap_or_default().to_string_lossy();
    let bytes = revision.read(&file).map_err(|source| StageError::Unreadable { path: shown.clone(), source })?;
    match Document::parse(&shown.display().to_string(), bytes) {
        Ok(document) => {
            let (lakes, findings) = examine(&document, &revision, asked)?;
            report.add(&document, findings);
            Ok(lakes)
        }
        Err(mut failed) => {
            let findings = std::mem::take(&mut failed.findings);
            report.add(&failed, findings);
            Ok(Vec::new())
        }
    }
}
