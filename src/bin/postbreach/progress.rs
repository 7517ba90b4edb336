//! How far a long work has come: for people at a terminal, when it takes more than a moment.

use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// What is done sooner needs no bar.
const MOMENT: Duration = Duration::from_secs(2);

/// A bar that appears when a work takes long.
pub(crate) struct Progress {
    bar: ProgressBar,
    since: Instant,
}

impl Progress {
    /// A work on so many rows.
    pub(crate) fn of(rows: u64) -> Self {
        let bar = ProgressBar::with_draw_target(Some(rows), ProgressDrawTarget::hidden());
        if let Ok(style) = ProgressStyle::with_template("{bar:40} {human_pos}/{human_len}  {eta}") {
            bar.set_style(style);
        }
        Self { bar, since: Instant::now() }
    }

    /// So many more rows are done.
    pub(crate) fn advance(&self, rows: u64) {
        if self.bar.is_hidden() && self.since.elapsed() > MOMENT {
            // Draws on terminals only.
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
        self.bar.inc(rows);
    }

    /// Takes the bar away.
    pub(crate) fn finish(&self) {
        self.bar.finish_and_clear();
    }
}
