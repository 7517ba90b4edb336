//! Whole copies, made while the case may be in use.

use std::path::Path;
use std::time::Duration;

use rusqlite::backup::Backup;
use rusqlite::{Connection, OpenFlags};

use super::open::make;
use super::{Store, chain};
use crate::location::Problem;

/// How the files of SQLite begin.
const MAGIC: &[u8] = b"SQLite format 3\0";

/// Pages that are copied at once.
const PAGES: std::ffi::c_int = 1024;

impl Store {
    /// Copies the case into a new file.
    ///
    /// # Errors
    /// `case-exists` when there is such a file; `case-not-made`; as SQLite finds it.
    pub fn backup(&self, to: &Path) -> Result<(), Problem> {
        if to.exists() {
            return Err(Problem::new("case-exists").in_file(to.display().to_string()));
        }
        make(to)?;
        let mut copy = Connection::open(to)?;
        over(&self.conn, &mut copy)?;
        // A copy that lies still needs no side files, and opens from a disk that cannot be written.
        copy.pragma_update_and_check(None, "journal_mode", "delete", |_| Ok(()))?;
        sound(&copy)
    }

    /// The case as the bytes of one file, such as [`Store::backup`] makes.
    ///
    /// # Errors
    /// As SQLite finds it.
    pub fn copy(&self) -> Result<Vec<u8>, Problem> {
        let mut bytes = self.conn.serialize("main")?.to_vec();
        without_side_files(&mut bytes);
        Ok(bytes)
    }

    /// Makes a case of the bytes of a copy, whole or not at all.
    ///
    /// # Errors
    /// As [`Store::restore`].
    pub fn from_copy(bytes: &[u8], to: &Path) -> Result<Self, Problem> {
        let mut bytes = bytes.to_vec();
        if !bytes.starts_with(MAGIC) {
            return Err(Problem::new("not-a-case"));
        }
        without_side_files(&mut bytes);
        let mut copy = Connection::open_in_memory()?;
        copy.deserialize_read_exact("main", bytes.as_slice(), bytes.len(), true)?;
        restored(&copy, to, false)
    }

    /// Puts a copy in the place of a case, whole or not at all.
    ///
    /// # Errors
    /// `no-case`; `case-damaged` or `log-broken` when the copy is not whole; `case-exists` when there is a case and
    /// `replace` is not set; as SQLite finds it.
    pub fn restore(from: &Path, to: &Path, replace: bool) -> Result<Self, Problem> {
        if !from.is_file() {
            return Err(Problem::new("no-case").in_file(from.display().to_string()));
        }
        let copy = Connection::open_with_flags(from, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        restored(&copy, to, replace)
    }

    /// Looks for damage in the whole file.
    ///
    /// # Errors
    /// `case-damaged` with what was found.
    pub fn check(&self) -> Result<(), Problem> {
        sound(&self.conn)
    }
}

fn restored(copy: &Connection, to: &Path, replace: bool) -> Result<Store, Problem> {
    sound(copy)?;
    // Opened elsewhere first: what no release of this program made is refused before anything is replaced.
    let mut tried = Store::ephemeral()?;
    over(copy, &mut tried.conn)?;
    super::schema::migrate(&mut tried.conn)?;
    chain::verify(&chain::sealed(&tried.conn)?)?;
    if to.exists() && !replace {
        return Err(Problem::new("case-exists").in_file(to.display().to_string()));
    }
    let mut store = Store::open_or_make(to)?;
    over(&tried.conn, &mut store.conn)?;
    drop(store);
    Store::open(to)
}

/// Says in the header that nothing of the file lies beside it, as is so of bytes in memory: SQLite keeps there how the
/// file is written and read (<https://sqlite.org/fileformat.html>, offsets 18 and 19).
fn without_side_files(bytes: &mut [u8]) {
    if let Some(versions) = bytes.get_mut(18..20) {
        versions.fill(1);
    }
}

fn over(from: &Connection, to: &mut Connection) -> Result<(), Problem> {
    Backup::new(from, to)?.run_to_completion(PAGES, Duration::ZERO, None)?;
    Ok(())
}

fn sound(conn: &Connection) -> Result<(), Problem> {
    let found: String = conn.query_row("pragma integrity_check(1)", [], |row| row.get(0))?;
    if found == "ok" { Ok(()) } else { Err(Problem::new("case-damaged").with("cause", found)) }
}
