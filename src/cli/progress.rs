//! How far a long run is, in a line on the terminal that goes when the run is done.

use std::io::{self, IsTerminal, Write};
use std::time::{Duration, Instant};

/// Runs that are shorter are not worth a line.
const PATIENCE: Duration = Duration::from_millis(300);
const BETWEEN: Duration = Duration::from_millis(100);

/// A line on stderr. Whoever prints something else drops it first.
pub(super) struct Progress {
    doing: &'static str,
    total: usize,
    done: usize,
    /// When to write next; `None` where nobody looks.
    next: Option<Instant>,
    shown: bool,
}

impl Progress {
    /// Starts to count `total` steps of `doing`, such as "checking".
    pub(super) fn new(doing: &'static str, total: usize) -> Self {
        let next = io::stderr().is_terminal().then(|| Instant::now() + PATIENCE);
        Self { doing, total, done: 0, next, shown: false }
    }

    /// One step is done.
    pub(super) fn step(&mut self) {
        self.done += 1;
        let now = Instant::now();
        if self.next.is_some_and(|next| next <= now) {
            self.next = Some(now + BETWEEN);
            self.shown = true;
            let percent = 100 * self.done / self.total.max(1);
            overwrite(&format!("{} {} of {} ({percent} %)", self.doing, self.done, self.total));
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.shown {
            overwrite("");
        }
    }
}

/// Writes `line` in the place of what is in the terminal's line. That nobody sees it harms nothing.
fn overwrite(line: &str) {
    drop(write!(io::stderr(), "\r\u{1b}[2K{line}"));
}
