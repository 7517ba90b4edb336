//! What SQLite says, as problems: each says what the person can do.

use rusqlite::ErrorCode;
use rusqlite::ffi::SQLITE_IOERR_SHMSIZE;

use crate::location::Problem;

impl From<rusqlite::Error> for Problem {
    fn from(error: rusqlite::Error) -> Self {
        // No room even for the side file that a reader needs.
        let no_room = error.sqlite_error().is_some_and(|error| error.extended_code == SQLITE_IOERR_SHMSIZE);
        let code = match error.sqlite_error_code() {
            _ if no_room => "case-disk-full",
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked | ErrorCode::FileLockingProtocolFailed) => {
                "case-busy"
            }
            Some(ErrorCode::DiskFull) => "case-disk-full",
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => "case-read-only",
            Some(ErrorCode::CannotOpen) => "case-not-opened",
            Some(ErrorCode::DatabaseCorrupt) => "case-damaged",
            Some(ErrorCode::NotADatabase) => "not-a-case",
            Some(_) => "case-failed",
            // A value of another type than the schema has.
            None => "case-damaged",
        };
        Self::new(code).with("cause", error)
    }
}

/// What is kept as JSON and does not read as it should.
pub(super) fn misread(error: impl std::fmt::Display) -> Problem {
    Problem::new("case-damaged").with("cause", error)
}
