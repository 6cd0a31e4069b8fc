//! `jobs.<key>.additional_python_modules:`

use crate::diag::{Diagnostic, Place, Pointer, rules};
use crate::model::scope::Scope;

/// LG-E273 and LG-W270: each is a package as pip names it, with its version.
pub(super) fn python_modules(scope: &mut Scope<'_>, origin: &Pointer, declared: &[String]) -> Vec<String> {
    let at = origin.key("additional_python_modules");
    for (n, module) in declared.iter().enumerate() {
        let place = Place::Value(at.index(n));
        let end = module.find(|c: char| !(c.is_ascii_alphanumeric() || "._-".contains(c))).unwrap_or(module.len());
        let (name, rest) = module.split_at(end);
        let rest = match rest.split_once(']') {
            Some((extras, rest)) if extras.starts_with('[') => rest,
            _ => rest,
        };
        let is_name = name.starts_with(|c: char| c.is_ascii_alphanumeric());
        let is_version = rest.is_empty() || rest.starts_with(['=', '<', '>', '!', '~']);
        if !is_name || !is_version || module.contains(|c: char| c == ',' || c.is_whitespace() || c.is_control()) {
            let message = format!("`{}` is not a package with its version", module.escape_default());
            let finding = Diagnostic::new(&rules::PYTHON_MODULE, place, message);
            scope.report(if module.ends_with(".whl") {
                finding.help("Name a wheel beside the spec in `extra_py_files`.")
            } else {
                finding
            });
        } else if !rest.starts_with("==") || rest.contains('*') {
            let message = format!("`{module}` is whatever version there is when a run starts");
            let finding = Diagnostic::new(&rules::PYTHON_MODULE_WITHOUT_VERSION, place, message);
            scope.report(finding.help(format!("Write `{name}==<version>`.")));
        }
    }
    declared.to_vec()
}
