//! Opening a case, for its owner only.

use std::fs::OpenOptions;
use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior};

use super::problem::misread;
use super::schema::migrate;
use super::{Seen, Store};
use crate::location::Problem;
use crate::platform;

/// Bytes of the header of a SQLite file.
const HEADER: u64 = 100;
/// How long a write waits for another program's.
const PATIENCE: Duration = Duration::from_secs(10);

impl Store {
    /// Opens a case, and makes it when there is none.
    ///
    /// # Errors
    /// `case-not-made` when the file cannot be made; `case-leftover` when newest pages of one that is gone lie beside it; those of [`Store::open`].
    pub fn open_or_make(path: &Path) -> Result<Self, Problem> {
        make(path)?;
        Self::open_file(path)
    }

    /// Opens a case that is there. A case of an earlier release is brought to this one's schema.
    ///
    /// # Errors
    /// `no-case` when there is no such file; `not-a-case`; `case-newer`; `case-damaged`, `case-busy`, `case-read-only`,
    /// `case-disk-full`, `case-not-opened` and `case-failed` as SQLite finds it.
    pub fn open(path: &Path) -> Result<Self, Problem> {
        match std::fs::metadata(path) {
            Ok(about) if about.is_file() && about.len() == 0 && !has_more(path) => Err(misread("0 bytes")),
            Ok(about) if about.is_file() => Self::open_file(path),
            Ok(_) | Err(_) => Err(Problem::new("no-case")),
        }
    }

    fn open_file(path: &Path) -> Result<Self, Problem> {
        // SQLite takes what is shorter than its header for a new file, and would write over it.
        let length = std::fs::metadata(path).map_or(0, |about| about.len());
        if (1..HEADER).contains(&length) && !has_more(path) {
            return Err(Problem::new("not-a-case"));
        }
        if let Err(error) = OpenOptions::new().append(true).open(path) {
            return Self::open_still(path, Problem::new("case-read-only").with("cause", error));
        }
        // It may be another user's, or on a disk without rights; then it stays as it is.
        let _ = platform::close_to_others(path);
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let mut conn = Connection::open_with_flags(path, flags)?;
        match set_up(&mut conn) {
            Ok(()) => Ok(Self { conn, path: Some(path.to_owned()), still: None }),
            // Nothing can be made beside it.
            Err(why) if matches!(why.code, "case-not-opened" | "case-read-only" | "case-disk-full") => {
                Self::open_still(path, why)
            }
            Err(problem) => Err(problem),
        }
    }

    /// Opens a case that cannot be written, such as on a disk that is full or read-only: it can be looked at.
    pub(super) fn open_still(path: &Path, why: Problem) -> Result<Self, Problem> {
        // What stands in the side file would be overlooked.
        if has_more(path) {
            return Err(why);
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let mut conn = Connection::open_with_flags(format!("file:{}?immutable=1", platform::address_of(path)), flags)?;
        set_up(&mut conn)?;
        Ok(Self { conn, path: Some(path.to_owned()), still: Some(why) })
    }

    /// A case in memory, of which nothing is kept.
    ///
    /// # Errors
    /// `case-failed` when there is no memory.
    pub fn ephemeral() -> Result<Self, Problem> {
        let mut conn = Connection::open_in_memory()?;
        set_up(&mut conn)?;
        Ok(Self { conn, path: None, still: None })
    }

    /// The file; none where nothing is kept.
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// Begins a write.
    ///
    /// # Errors
    /// Why the case can only be looked at; as SQLite finds it.
    pub(super) fn writing(&mut self) -> Result<Transaction<'_>, Problem> {
        match &self.still {
            Some(why) => Err(why.clone()),
            None => Ok(self.conn.transaction_with_behavior(TransactionBehavior::Immediate)?),
        }
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

/// Whether writes stand in the side file that were not brought into the case yet.
fn has_more(path: &Path) -> bool {
    std::fs::metadata(format!("{}-wal", path.display())).is_ok_and(|side| side.len() > 0)
}

/// Whether no pages of a case that is gone lie where a new one is to be made: SQLite would take them for its own, or throw
/// them away.
pub(super) fn has_no_leftover(path: &Path) -> Result<(), Problem> {
    // They are looked for first: another program's come after its file.
    if has_more(path) && !path.exists() { Err(Problem::new("case-leftover")) } else { Ok(()) }
}

/// Makes an empty file, unless there is one. SQLite gives its side files the same rights.
pub(super) fn make(path: &Path) -> Result<(), Problem> {
    has_no_leftover(path)?;
    match platform::make_private(path) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(Problem::new("case-not-made").with("cause", error)),
    }
}
