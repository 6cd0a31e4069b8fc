//! The field's own tools accept everything that lakegen renders.
//!
//! Each module is one oracle: a tool that lakegen's users deploy with. It is given every example and every valid fixture,
//! as this build's binary renders them, and also renderings that were broken on purpose: a tool that is called wrongly, so
//! that it accepts anything, fails there.
//!
//! `eval "$(scripts/setup-oracles)"` gets the tools. Without a tool its oracle says `SKIPPED` and passes; where the environment
//! has `LAKEGEN_ORACLES=require` it fails instead.

mod cdk;
mod cfn_lint;
mod cfn_validate;
mod checkov;
mod diff;
#[path = "../support/edits.rs"]
mod edits;
mod guard;
mod iam;
mod iam_kinds;
mod iam_requests;
mod man;
mod moto;
mod package;
mod pictures;
mod pre_commit;
mod rendering;
mod runbook;
#[path = "../support/specs.rs"]
mod specs;
#[path = "../support/mod.rs"]
mod support;
mod terraform;
mod tool;
mod tour;
mod workflow;
mod yaml11;

/// Fails with what a tool had to say.
fn assert_accepted(complaints: &[String]) {
    assert!(complaints.is_empty(), "{} complaints:\n\n{}\n", complaints.len(), complaints.join("\n\n"));
}

/// Fails unless a tool complains about `broken`, and for the reason `why`.
fn assert_rejected(broken: &str, why: &str, complaints: &[String]) {
    assert!(!complaints.is_empty(), "{broken}: accepted, though it is broken");
    let said = complaints.join("\n");
    assert!(said.contains(why), "{broken}: rejected, but not for `{why}`:\n{said}");
}
