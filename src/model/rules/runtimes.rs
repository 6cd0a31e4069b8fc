//! LG-W086: what the functions that lakegen writes run on.

use time::Date;
use time::macros::date;

use crate::diag::{Diagnostic, Place, rules};
use crate::model::scope::Scope;
use crate::model::{Pipeline, TriggerSource, Via};

/// From when on Python 3.13 gets no security patches (AWS Lambda Developer Guide, "Lambda runtimes", as of October 2026).
const PYTHON_3_13: Date = date!(2029 - 06 - 30);

pub(super) fn function_runtime(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    if scope.day < PYTHON_3_13 {
        return;
    }
    for trigger in pipeline.jobs.values().filter_map(|job| job.trigger.as_ref()) {
        if trigger.via == Via::Lambda && trigger.source != TriggerSource::OnDemand {
            let message = format!("AWS supports the runtime of this function, python3.13, until {PYTHON_3_13} only");
            scope.report(Diagnostic::new(&rules::FUNCTION_RUNTIME, Place::Key(trigger.origin.clone()), message));
        }
    }
}
