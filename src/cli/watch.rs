//! Commands that run again whenever what they read changes.
//!
//! It looks for changes itself, a few times a second, instead of being told by the system: what was read is known to the file,
//! so there is little to look at; it is noticed on network drives and in containers, too, where systems tell nothing; an editor
//! that replaces files is like any other; and the folder that is rendered into wakes nobody.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::pipeline::{Stamp, Trace};

use super::console::{Console, count, is_closed_pipe};
use super::{Failure, Outcome, find};

/// Between two looks. Longer where looking itself takes long: it never takes more than a twentieth of the time.
const PAUSE: Duration = Duration::from_millis(150);
const SHARE: u32 = 20;
/// Files that are still being written are not read: nothing has changed for so long.
const QUIET: Duration = Duration::from_millis(60);
/// But something that never rests does not keep us waiting.
const LONGEST_UNREST: Duration = Duration::from_secs(2);

/// What there is to wait for: which specs there are, and what was read.
type View = (Option<Vec<PathBuf>>, BTreeMap<PathBuf, Stamp>);

/// Runs `round` at once, and again after each change of the specs at `paths` or of what `round` noted to have read. It ends
/// with the process, or when nobody reads what it prints; a round that fails only says so.
///
/// # Errors
/// The specs cannot be found at the start, or the output is closed.
pub(super) fn watch(
    paths: &[PathBuf],
    console: &mut Console,
    mut round: impl FnMut(&Trace, &mut Console) -> Result<Outcome, Failure>,
) -> Result<Outcome, Failure> {
    let mut specs = Some(find::specs(paths)?);
    loop {
        let trace = Trace::default();
        match round(&trace, console) {
            Ok(_) => {}
            Err(failure) if is_closed_pipe(failure.as_ref()) => return Err(failure),
            Err(failure) => console.error(failure.as_ref()),
        }
        let before = (specs, trace.seen());
        console.note(&format!("watching {}; Ctrl-C ends", count(before.1.len(), "file")))?;
        let after = next_change(&before, || (find::specs(paths).ok(), trace.now()));
        console.note(&format!("\n{}", told(&before, &after)))?;
        specs = after.0;
    }
}

/// Waits until what `look` sees differs from `before` and has come to rest.
fn next_change(before: &View, mut look: impl FnMut() -> View) -> View {
    let mut pause = PAUSE;
    loop {
        sleep(pause);
        let began = Instant::now();
        let mut now = look();
        pause = PAUSE.max(began.elapsed() * SHARE);
        while now != *before {
            sleep(QUIET);
            let later = look();
            if later == now || began.elapsed() > LONGEST_UNREST {
                return later;
            }
            now = later;
        }
    }
}

/// What has changed, in a line.
fn told(before: &View, after: &View) -> String {
    let changed: Vec<String> = before
        .1
        .iter()
        .filter(|(path, stamp)| after.1.get(*path) != Some(stamp))
        .map(|(path, _)| path.display().to_string())
        .collect();
    match changed.as_slice() {
        [] => "the list of specs changed".to_owned(),
        [first, second, third, _, ..] => format!("changed: {first}, {second}, {third} and {} more", changed.len() - 3),
        few => format!("changed: {}", few.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_burst_of_changes_is_one() {
        let view = |number: usize| (Some(vec![PathBuf::from(number.to_string())]), BTreeMap::new());
        let mut looks = [0, 1, 2, 2].into_iter();
        let after = next_change(&view(0), || view(looks.next().expect("no look too many")));
        assert_eq!(after, view(2));
        assert_eq!(looks.next(), None);
    }

    #[test]
    fn what_is_as_before_again_was_no_change() {
        let view = |number: usize| (Some(vec![PathBuf::from(number.to_string())]), BTreeMap::new());
        let mut looks = [0, 1, 0, 3, 3].into_iter();
        assert_eq!(next_change(&view(0), || view(looks.next().expect("no look too many"))), view(3));
    }
}
