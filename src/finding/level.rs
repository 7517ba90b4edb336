//! How much a person wants to look at.

use std::str::FromStr;

use crate::location::Problem;

/// How much a person wants to look at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Level {
    /// Only "look first".
    Calm,
    /// "Look first" and "look".
    #[default]
    Careful,
    /// Every exposed charge.
    Everything,
}

impl FromStr for Level {
    type Err = Problem;

    /// Reads `calm`, `careful` or `everything`.
    ///
    /// # Errors
    /// `unknown-level` for anything else.
    fn from_str(text: &str) -> Result<Self, Problem> {
        Ok(match text {
            "calm" => Self::Calm,
            "careful" => Self::Careful,
            "everything" => Self::Everything,
            _ => return Err(Problem::new("unknown-level").with("value", text)),
        })
    }
}
