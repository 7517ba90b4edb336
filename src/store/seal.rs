//! Whether the tables hold what this program wrote: one digest over all that the log does not seal.
//!
//! A byte that a failing disk or another program changed can leave a file that SQLite finds sound, with another amount or
//! another shop in it. It is not shown without a word.

use rusqlite::Connection;
use rusqlite::types::ValueRef;
use sha2::{Digest, Sha256};

use super::chain::{Hash, hex};
use super::settings::{get, put};
use crate::location::Problem;

/// The setting that holds the digest.
const SEAL: &str = "seal";

/// Every table but the log, in an order that holds.
const ROWS: [&str; 5] = [
    "select * from setting where name not in ('seal', 'log-head') order by name",
    "select * from import order by id",
    "select * from source order by id",
    "select * from transactions order by source, nth",
    "select * from set_apart order by source, nth",
];

/// Writes down what the tables hold, at the end of a write.
pub(super) fn renew(conn: &Connection) -> Result<(), Problem> {
    put(conn, SEAL, &hex(&digest(conn)?))
}

/// Whether the tables hold what was written last. A case that was made before there were seals has none until it is
/// written to.
///
/// # Errors
/// `case-altered`.
pub(super) fn check(conn: &Connection) -> Result<(), Problem> {
    let sealed: Option<String> = get(conn, SEAL)?;
    match sealed {
        Some(sealed) if sealed != hex(&digest(conn)?) => Err(Problem::new("case-altered")),
        Some(_) | None => Ok(()),
    }
}

fn digest(conn: &Connection) -> Result<Hash, Problem> {
    let mut digest = Sha256::new();
    for query in ROWS {
        let mut select = conn.prepare(query)?;
        let columns = select.column_count();
        let mut rows = select.query([])?;
        while let Some(row) = rows.next()? {
            for column in 0..columns {
                let (kind, bytes): (u8, &[u8]) = match row.get_ref(column)? {
                    ValueRef::Null => (0, &[]),
                    ValueRef::Integer(number) => (1, &number.to_be_bytes()),
                    ValueRef::Real(number) => (2, &number.to_be_bytes()),
                    ValueRef::Text(text) => (3, text),
                    ValueRef::Blob(blob) => (4, blob),
                };
                digest.update([kind]);
                digest.update(bytes.len().to_be_bytes());
                digest.update(bytes);
            }
        }
        digest.update([u8::MAX]);
    }
    Ok(digest.finalize().into())
}
