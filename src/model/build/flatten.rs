//! The options of `builtin:flatten`.

use crate::diag::{Diagnostic, Place, Pointer, rules};
use crate::model::scope::Scope;
use crate::model::{Builtin, Flatten, FlattenArrays, Script};
use crate::spec;

/// How the job flattens: `None` if its script does not.
pub(super) fn flatten(
    scope: &mut Scope<'_>,
    at: &Pointer,
    script: Option<&Script>,
    written: Option<&spec::Flatten>,
) -> Option<Flatten> {
    let flattens = script == Some(&Script::Builtin(Builtin::Flatten));
    if script.is_some() && !flattens && scope.has(at) {
        let message = "the script of this job is not `builtin:flatten`";
        scope.report(Diagnostic::new(&rules::OPTIONS_OF_OTHER_SCRIPT, Place::Key(at.clone()), message));
    }
    let written = written.cloned().unwrap_or_default();
    if written.max_depth == Some(0) {
        let place = Place::Value(at.key("max_depth"));
        let finding = Diagnostic::new(&rules::INVALID_VALUE, place, "with no level opened there would be no column");
        scope.report(finding.help("Write 1 or more, or leave it out to open all levels."));
    }
    flattens.then(|| Flatten {
        separator: written.separator.unwrap_or_default(),
        arrays: written.arrays.unwrap_or(FlattenArrays::ChildTable),
        max_depth: written.max_depth,
    })
}
