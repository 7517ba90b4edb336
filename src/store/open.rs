//! Opening a case, for its owner only.

use std::fs::OpenOptions;
use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

use super::schema::migrate;
use super::{Seen, Store};
use crate::location::Problem;
use crate::platform;

/// How long a write waits for another program's.
const PATIENCE: Duration = Duration::from_secs(10);

impl Store {
    /// Opens a case, and makes it when there is none.
    ///
    /// # Errors
    /// `case-not-made` when the file cannot be made; those of [`Store::open`].
    pub fn open_or_make(path: &Path) -> Result<Self, Problem> {
        make(path)?;
        Self::open(path)
    }

    /// Opens a case that is there. A case of an earlier release is brought to this one's schema.
    ///
    /// # Errors
    /// `no-case` when there is no such file; `not-a-case`; `case-newer`; `case-damaged`, `case-busy`, `case-read-only`,
    /// `case-disk-full`, `case-not-opened` and `case-failed` as SQLite finds it.
    pub fn open(path: &Path) -> Result<Self, Problem> {
        if !path.is_file() {
            return Err(Problem::new("no-case"));
        }
        if OpenOptions::new().append(true).open(path).is_err() {
            return Self::open_still(path);
        }
        // It may be another user's, or on a disk without rights; then it stays as it is.
        let _ = platform::close_to_others(path);
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let mut conn = Connection::open_with_flags(path, flags)?;
        set_up(&mut conn)?;
        Ok(Self { conn, path: Some(path.to_owned()) })
    }

    /// Opens a case that cannot be written, such as on a disk that is read-only: it can be looked at.
    pub(super) fn open_still(path: &Path) -> Result<Self, Problem> {
        let name = path.display().to_string();
        // What stands in the side file would be overlooked.
        if std::fs::metadata(format!("{name}-wal")).is_ok_and(|side| side.len() > 0) {
            return Err(Problem::new("case-read-only").with("cause", format!("{name}-wal")));
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let mut conn = Connection::open_with_flags(format!("file:{}?immutable=1", platform::address_of(path)), flags)?;
        set_up(&mut conn)?;
        Ok(Self { conn, path: Some(path.to_owned()) })
    }

    /// A case in memory, of which nothing is kept.
    ///
    /// # Errors
    /// `case-failed` when there is no memory.
    pub fn ephemeral() -> Result<Self, Problem> {
        let mut conn = Connection::open_in_memory()?;
        set_up(&mut conn)?;
        Ok(Self { conn, path: None })
    }

    /// The file; none where nothing is kept.
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// The state that a write may be prepared on.
    ///
    /// # Errors
    /// As SQLite finds it.
    pub fn seen(&self) -> Result<Seen, Problem> {
        seen(&self.conn)
    }
}

pub(super) fn seen(conn: &Connection) -> Result<Seen, Problem> {
    let newest = |query: &str| conn.query_row(query, [], |row| row.get(0));
    Ok(Seen {
        log: newest("select coalesce(max(seq), 0) from log")?,
        imports: newest("select coalesce(max(id), 0) from import")?,
    })
}

fn set_up(conn: &mut Connection) -> Result<(), Problem> {
    conn.busy_timeout(PATIENCE)?;
    // Deleted content is overwritten, and nothing is written beside the file but what SQLite needs to recover.
    conn.execute_batch(
        "pragma secure_delete = on; pragma temp_store = memory; pragma foreign_keys = on; pragma trusted_schema = off;
         pragma synchronous = full;",
    )?;
    migrate(conn)?;
    if !conn.is_readonly("main")? {
        conn.pragma_update_and_check(None, "journal_mode", "wal", |_| Ok(()))?;
    }
    Ok(())
}

/// Makes an empty file, unless there is one. SQLite gives its side files the same rights.
pub(super) fn make(path: &Path) -> Result<(), Problem> {
    match platform::make_private(path) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(Problem::new("case-not-made").with("cause", error)),
    }
}
