//! `rules/case.toml`: how near rows must lie to be one charge.

use serde::Deserialize;

use crate::catalogue::Catalogue;
use crate::location::Problem;

/// Windows in calendar days.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Windows {
    /// From a pending row to its posted one.
    pub pending_days: i64,
    /// Between the issuer's row and that of an app, a wallet or a details file.
    pub source_days: i64,
    /// From a purchase to a posting date that stands alone.
    pub posting_lag_days: u64,
}

impl Windows {
    /// Loads the file.
    ///
    /// # Errors
    /// `bad-data-file` when it is missing or has another shape.
    pub fn load(catalogue: &Catalogue) -> Result<Self, Problem> {
        let text = catalogue.file("case.toml").unwrap_or_default();
        toml::from_str(text).map_err(|e| Problem::new("bad-data-file").with("cause", e).in_file("case.toml"))
    }
}
