//! What only the person's own browser knows.

use std::fmt::Write;

use crate::location::Problem;

/// Random bytes of each secret.
const BYTES: usize = 32;

/// The secrets of one run.
pub(super) struct Secrets {
    /// What the address carries, once.
    pub(super) address: String,
    /// What the cookie carries, with every request.
    pub(super) cookie: String,
    /// What forms carry, with every change.
    pub(super) form: String,
}

impl Secrets {
    /// New ones.
    ///
    /// # Errors
    /// `page-not-served` when the system gives no randomness.
    pub(super) fn new() -> Result<Self, Problem> {
        Ok(Self { address: secret()?, cookie: secret()?, form: secret()? })
    }
}

fn secret() -> Result<String, Problem> {
    let mut bytes = [0; BYTES];
    getrandom::fill(&mut bytes).map_err(|e| Problem::new("page-not-served").with("cause", e))?;
    let mut text = String::with_capacity(2 * BYTES);
    for byte in bytes {
        // Writing into a string does not fail.
        let _ = write!(text, "{byte:02x}");
    }
    Ok(text)
}

/// Whether two texts are equal, told in a time that does not depend on where they differ.
pub(super) fn same(one: &str, other: &str) -> bool {
    one.len() == other.len() && one.bytes().zip(other.bytes()).fold(0, |differ, (a, b)| differ | (a ^ b)) == 0
}
