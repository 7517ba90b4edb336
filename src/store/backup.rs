//! Whole copies, made while the case may be in use.

use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::Path;

use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, OpenFlags};

use super::open::has_no_leftover;
use super::{Store, chain, seal};
use crate::location::Problem;
use crate::platform::Beside;

/// How the files of SQLite begin.
const MAGIC: &[u8] = b"SQLite format 3\0";

/// Whether a file is a case, or another file of SQLite.
#[must_use]
pub fn is_case(path: &Path) -> bool {
    let mut head = [0; MAGIC.len()];
    path.is_file() && File::open(path).and_then(|mut file| file.read_exact(&mut head)).is_ok() && head == MAGIC
}

/// Pages that are copied at once.
const PAGES: std::ffi::c_int = 1024;

impl Store {
    /// Copies the case into a new file, which has its name only when it is whole.
    ///
    /// # Errors
    /// `case-exists` when there is such a file; `case-leftover` when newest pages of one that is gone lie beside it;
    /// `case-not-made`; as SQLite finds it.
    pub fn backup(&self, to: &Path) -> Result<(), Problem> {
        if to.exists() { Err(exists(to)) } else { whole(&self.conn, to) }
    }

    /// The same case in memory: what is done to it is done to nothing else.
    ///
    /// # Errors
    /// As SQLite finds it.
    pub fn apart(&self) -> Result<Self, Problem> {
        let mut apart = Self::ephemeral()?;
        over(&self.conn, &mut apart.conn)?;
        Ok(apart)
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
    /// `no-case`; `case-damaged`, `case-altered` or `log-broken` when the copy is not whole; `case-exists` when there is a
    /// case and `replace` is not set; `other-household` when it is of another household; `case-leftover`; as SQLite finds it.
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
    /// `case-damaged` with what was found; `case-altered`.
    pub fn check(&self) -> Result<(), Problem> {
        sound(&self.conn)?;
        seal::check(&self.conn)
    }
}

fn exists(path: &Path) -> Problem {
    Problem::new("case-exists").in_file(path.display().to_string())
}

/// Copies into a new file.
fn whole(from: &Connection, to: &Path) -> Result<(), Problem> {
    copied(from, to).map_err(|problem| problem.in_file(to.display().to_string()))
}

fn copied(from: &Connection, to: &Path) -> Result<(), Problem> {
    let not_made = |error| Problem::new("case-not-made").with("cause", error);
    let (beside, _) = Beside::of(to).map_err(not_made)?;
    let mut copy = Connection::open(beside.path())?;
    over(from, &mut copy)?;
    // A copy that lies still needs no side files, and opens from a disk that cannot be written.
    copy.pragma_update_and_check(None, "journal_mode", "delete", |_| Ok(()))?;
    sound(&copy)?;
    drop(copy);
    has_no_leftover(to)?;
    beside.finish_new().map_err(|error| {
        if error.kind() == ErrorKind::AlreadyExists { Problem::new("case-exists") } else { not_made(error) }
    })
}

fn restored(copy: &Connection, to: &Path, replace: bool) -> Result<Store, Problem> {
    sound(copy)?;
    // Opened elsewhere first: what no release of this program made is refused before anything is replaced.
    let mut tried = Store::ephemeral()?;
    over(copy, &mut tried.conn)?;
    super::schema::migrate(&mut tried.conn)?;
    chain::check(&tried.conn)?;
    seal::check(&tried.conn)?;
    let made = if to.exists() { Err(exists(to)) } else { whole(&tried.conn, to) };
    match made {
        // It was there, or another program was quicker.
        Err(problem) if problem.code == "case-exists" && replace => {
            let mut there = Store::open_or_make(to)?;
            let (new, old) = (household(&tried), household(&there));
            if !new.is_empty() && !old.is_empty() && new != old {
                let other = Problem::new("other-household").with("value", new).with("known", old);
                return Err(other.in_file(to.display().to_string()));
            }
            over(&tried.conn, &mut there.conn)?;
        }
        made => made?,
    }
    Store::open(to)
}

/// Whose case it is; nobody's where that does not read, for what is damaged may be replaced.
fn household(store: &Store) -> String {
    store.settings().map(|settings| settings.household).unwrap_or_default()
}

/// Says in the header that nothing of the file lies beside it, as is so of bytes in memory: SQLite keeps there how the
/// file is written and read (<https://sqlite.org/fileformat.html>, offsets 18 and 19).
fn without_side_files(bytes: &mut [u8]) {
    if let Some(versions) = bytes.get_mut(18..20) {
        versions.fill(1);
    }
}

fn over(from: &Connection, to: &mut Connection) -> Result<(), Problem> {
    let copying = Backup::new(from, to)?;
    loop {
        match copying.step(PAGES)? {
            StepResult::Done => return Ok(()),
            StepResult::More => {}
            // The patience of the connection is at its end.
            StepResult::Busy | StepResult::Locked | _ => return Err(Problem::new("case-busy").with("cause", "backup")),
        }
    }
}

fn sound(conn: &Connection) -> Result<(), Problem> {
    let found: String = conn.query_row("pragma integrity_check(1)", [], |row| row.get(0))?;
    if found == "ok" { Ok(()) } else { Err(Problem::new("case-damaged").with("cause", found)) }
}
