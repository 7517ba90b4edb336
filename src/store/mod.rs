//! The case as a file: what was read, what was decided, and when. One SQLite file is one household.
//!
//! Statements are kept as their rows (card numbers masked when they were read), never as files. The case is put together
//! from them by [`Case::assemble`] at every load, so there is one truth for matching. A row remembers the id under which
//! its charge was first seen, so no later row, layout, rule or name of a card changes an id.
//!
//! Every write is one transaction that is on the disk before it is reported.

mod about;
mod backup;
mod chain;
mod forget;
mod ids;
mod import;
mod load;
mod open;
mod problem;
mod profile;
mod rows;
mod schema;
mod seal;
mod settings;
#[cfg(test)]
mod tests;
mod transfer;

pub use crate::breach::{Exposure, NamedBreach};
pub use backup::is_case;
pub use chain::Verified;
pub use forget::{Forgotten, What};
pub use import::{Imported, Incoming};
pub use load::{Kept, KeptSource};
pub use profile::{Field, Profile, said, terms};
pub use settings::Settings;

use std::path::PathBuf;

use rusqlite::Connection;

use crate::case::Windows;
use crate::location::Problem;
use crate::merchant::Merchants;

/// An open case.
pub struct Store {
    conn: Connection,
    /// The file; none where nothing is kept.
    path: Option<PathBuf>,
    /// Why it can only be looked at, where it cannot be written.
    still: Option<Problem>,
}

/// What putting a case together needs.
#[derive(Clone, Copy)]
pub struct Assembling<'a> {
    /// Who bills.
    pub merchants: &'a Merchants,
    /// How near sightings of one charge lie.
    pub windows: Windows,
}

/// The state of a case that a write was prepared on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Seen {
    /// Entries of the log.
    pub log: i64,
    /// Imports.
    pub imports: i64,
}
