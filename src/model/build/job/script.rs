//! `jobs.<key>.script:`

use crate::diag::{Diagnostic, Place, Pointer, rules};
use crate::model::location::not_a_file;
use crate::model::scope::{Scope, nearest};
use crate::model::{Builtin, Script};

pub(super) fn script(scope: &mut Scope<'_>, key: &str, at: &Pointer, text: &str) -> Option<Script> {
    let place = Place::Value(at.clone());
    if let Some(name) = text.strip_prefix("builtin:") {
        if let Some(builtin) = Builtin::ALL.into_iter().find(|builtin| builtin.as_str() == name) {
            return Some(Script::Builtin(builtin));
        }
        let finding = Diagnostic::new(&rules::UNKNOWN_VALUE, place, format!("lakegen has no script `{text}`"));
        let help = match nearest(name, Builtin::ALL.into_iter().map(Builtin::as_str)) {
            Some(near) => format!("Did you mean `builtin:{near}`?"),
            None => {
                let known: Vec<_> = Builtin::ALL.iter().map(|known| format!("`builtin:{}`", known.as_str())).collect();
                format!("Write {}, or the path of a Python or Scala file.", known.join(", "))
            }
        };
        scope.report(finding.help(help));
        return None;
    }
    if let Some(wrong) = not_a_file(text, &[".py", ".scala"], "is not a Python or Scala file") {
        let finding = Diagnostic::new(&rules::INVALID_VALUE, place, format!("the script `{text}` {wrong}"));
        scope.report(finding.help("Write a path such as `jobs/clean_orders.py`, or `builtin:parquet`."));
        return None;
    }
    match scope.files.read(text) {
        Ok(bytes) => Some(Script::Local { path: text.to_owned(), bytes }),
        Err(error) => {
            let finding = Diagnostic::new(
                &rules::UNREADABLE,
                place,
                format!("the script of job `{key}` cannot be read: {error}"),
            );
            let why = "The script's content is part of what is rendered: it is uploaded next to the templates.";
            let help = format!("Create `{text}` in the folder of the spec, or correct the path.");
            scope.report(finding.why(why).help(help));
            None
        }
    }
}
