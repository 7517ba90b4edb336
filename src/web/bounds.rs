//! `rules/page.toml`: what the page takes and shows at once.

use std::time::Duration;

use serde::Deserialize;

use crate::catalogue::{Catalogue, misshapen};
use crate::location::Problem;

/// Where the bounds stand under `rules/`.
const FILE: &str = "page.toml";

/// What the page takes and shows at once.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Bounds {
    idle_hours: u16,
    pub(super) takes: Takes,
    pub(super) shows: Shows,
}

/// What it takes; more is refused.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Takes {
    /// Files dropped at once.
    pub(super) files: usize,
    /// What they hold together, in megabytes.
    pub(super) megabytes: u16,
    /// What a form says, in kilobytes.
    form_kilobytes: u16,
    /// Charges typed at once.
    pub(super) typed: usize,
}

/// What it shows; the rest is counted, or stands on the next page.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Shows {
    /// Lines to type charges into.
    pub(super) lines: usize,
    /// Questions of the list.
    pub(super) questions: usize,
    /// Shops to look through.
    pub(super) shops: usize,
    /// Charges before a decision on many.
    pub(super) charges: usize,
    /// Entries of the record.
    pub(super) entries: usize,
    /// Rows of one file that could not be read.
    pub(super) rejected: usize,
}

impl Bounds {
    /// Loads the file.
    ///
    /// # Errors
    /// `bad-data-file` when it is missing or has another shape.
    pub(super) fn load(catalogue: &Catalogue) -> Result<Self, Problem> {
        let text = catalogue.file(FILE).unwrap_or_default();
        let bounds = toml::from_str(text).map_err(|error| misshapen(FILE, text, &error));
        bounds.map_err(|problem| catalogue.located(problem))
    }

    /// How long nobody may ask before the page ends, in hours.
    pub(super) fn idle_hours(&self) -> u16 {
        self.idle_hours
    }

    /// How long nobody may ask before the page ends.
    pub(super) fn idle(&self) -> Duration {
        Duration::from_secs(u64::from(self.idle_hours) * 60 * 60)
    }

    /// The bytes that files dropped at once may hold together.
    pub(super) fn dropped(&self) -> usize {
        usize::from(self.takes.megabytes) << 20
    }

    /// The bytes of a form.
    pub(super) fn form(&self) -> usize {
        usize::from(self.takes.form_kilobytes) << 10
    }
}
