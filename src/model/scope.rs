//! What building and rules share: the spec, the question whether something was written, and the findings so far.

use std::collections::HashSet;

use time::Date;

use crate::diag::{Diagnostic, Place, Pointer, Rule, Severity, rules};
use crate::spec::{self, Spec};

use super::{BucketRef, Job, Malformed, Original, SpecFiles};

/// Keys of the buckets that lakegen creates by itself.
pub(super) const OWN_BUCKETS: [&str; 2] = [ARTIFACTS, "access_logs"];

/// The one of them for scripts and working files.
pub(super) const ARTIFACTS: &str = "artifacts";

pub(super) struct Scope<'a> {
    pub(super) spec: &'a Spec,
    pub(super) files: &'a dyn SpecFiles,
    /// The day for which it is asked.
    pub(super) day: Date,
    /// The environment that the spec is as, with its name.
    pub(super) environment: Option<(&'a str, &'a spec::Environment)>,
    original: &'a dyn Original,
    findings: Vec<Diagnostic>,
    /// Code and place of each of them.
    said: HashSet<(&'static str, Place)>,
    incomplete: bool,
}

impl<'a> Scope<'a> {
    pub(super) fn new(
        spec: &'a Spec,
        original: &'a dyn Original,
        environment: Option<&'a str>,
        files: &'a dyn SpecFiles,
        day: Date,
    ) -> Self {
        let environment = environment.and_then(|name| Some((name, spec.environments.as_ref()?.get(name)?)));
        Self { spec, files, day, environment, original, findings: Vec::new(), said: HashSet::new(), incomplete: false }
    }

    /// Adds a finding; the same rule speaks only once of the same place (a default that several jobs share).
    pub(super) fn report(&mut self, finding: Diagnostic) {
        if self.said.insert((finding.rule.id, finding.place.clone())) {
            self.findings.push(finding);
        }
    }

    /// Adds a finding about a text at `place` that is not what it should be.
    pub(super) fn report_malformed(&mut self, rule: &'static Rule, place: Place, malformed: Malformed) {
        self.report(Diagnostic::new(rule, place, malformed.message).help(malformed.help));
    }

    /// Notes that something had to be left out of the pipeline.
    pub(super) fn leave_out(&mut self) {
        self.incomplete = true;
    }

    /// Whether the pipeline is whole and without errors.
    pub(super) fn is_sound(&self) -> bool {
        !self.incomplete && self.findings.iter().all(|finding| finding.rule.severity != Severity::Error)
    }

    pub(super) fn into_findings(self) -> Vec<Diagnostic> {
        self.findings
    }

    /// Whether something was written at `at`.
    pub(super) fn has(&self, at: &Pointer) -> bool {
        self.original.has(at)
    }

    /// Whether something was written at `at` that says more than an empty list: where it was not read, the reader has said
    /// why, and saying that it is missing would say it twice.
    pub(super) fn holds(&self, at: &Pointer) -> bool {
        self.has(at) && !self.original.is_empty_list(at)
    }

    /// Whether the member `key` of the mapping at `origin` was written, be it unreadable or with a misspelt key: the reader
    /// has said so, and saying that it is missing would say it twice.
    pub(super) fn was_meant(&self, origin: &Pointer, key: &str) -> bool {
        self.has(&origin.key(key))
            || self
                .original
                .keys(origin)
                .into_iter()
                .any(|other| other != key && crate::diag::meant(other, &[key]).is_some())
    }

    /// Whether this spec makes the bucket: it declares it and does not import it, or lakegen makes it in every lake.
    pub(super) fn creates(&self, bucket: &BucketRef) -> bool {
        let BucketRef::Declared(key) = bucket else { return false };
        let declared = self.spec.buckets.as_ref().and_then(|buckets| buckets.get(key));
        declared.map_or(OWN_BUCKETS.contains(&key.as_str()), |bucket| bucket.import.is_none())
    }

    /// The value at `path` below `origin`, or the key of `origin` when it was left out.
    pub(super) fn at(&self, origin: &Pointer, path: &[&str]) -> Place {
        let value = path.iter().fold(origin.clone(), |at, key| at.key(*key));
        if self.has(&value) { Place::Value(value) } else { Place::Key(origin.clone()) }
    }

    /// Where a job's `field` was decided: in the job, in `defaults.job`, or nowhere.
    pub(super) fn at_job(&self, job: &Job, field: &str) -> Place {
        self.at_job_setting(&job.origin, field)
    }

    /// [`Self::at_job`] for the job that stands at `origin`.
    pub(super) fn at_job_setting(&self, origin: &Pointer, field: &str) -> Place {
        let candidates = [origin.key(field), Pointer::root().key("defaults").key("job").key(field)];
        let written = candidates.into_iter().find(|at| self.has(at));
        written.map_or_else(|| Place::Key(origin.clone()), Place::Value)
    }

    /// Whether `name`, written at `at`, is a key of `section` (whose keys are `known`). Says so if it is not.
    pub(super) fn resolve<'k>(
        &mut self,
        section: &str,
        name: &str,
        known: impl Iterator<Item = &'k String> + Clone,
        at: &Pointer,
    ) -> bool {
        self.resolve_at(section, name, known, Place::Value(at.clone()))
    }

    /// [`Self::resolve`] for a name that is part of the key at `at`.
    pub(super) fn resolve_key<'k>(
        &mut self,
        section: &str,
        name: &str,
        known: impl Iterator<Item = &'k String> + Clone,
        at: &Pointer,
    ) -> bool {
        self.resolve_at(section, name, known, Place::Key(at.clone()))
    }

    fn resolve_at<'k>(
        &mut self,
        section: &str,
        name: &str,
        known: impl Iterator<Item = &'k String> + Clone,
        place: Place,
    ) -> bool {
        if known.clone().any(|key| key == name) {
            return true;
        }
        self.leave_out();
        let kind = section.strip_suffix('s').unwrap_or(section);
        let declared = Pointer::root().key(section).key(name);
        if self.has(&declared) {
            return false;
        }
        let finding = Diagnostic::new(&rules::UNKNOWN_REFERENCE, place, format!("there is no {kind} `{name}`"));
        let help = match nearest(name, known.clone().map(String::as_str)) {
            Some(near) => format!("Did you mean `{near}`?"),
            None if known.clone().next().is_none() => format!("Declare it under `{section}`."),
            None => {
                let keys: Vec<_> = known.clone().take(8).map(|key| format!("`{key}`")).collect();
                format!("Declare it under `{section}`, or use one of {}.", keys.join(", "))
            }
        };
        let only = crate::diag::suggest_only(name, known.map(String::as_str));
        let finding = match only {
            Some(near) => finding.instead(name, near),
            None => finding,
        };
        self.report(finding.help(help));
        false
    }
}

/// The candidate that `word` is most probably a misspelling of.
pub(super) fn nearest<'c>(word: &str, candidates: impl Iterator<Item = &'c str>) -> Option<&'c str> {
    crate::diag::suggest(word, candidates)
}
