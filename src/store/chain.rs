//! The log: append-only, each entry sealed into a chain of digests.
//!
//! `sealed` is SHA-256 of salt and content; `chain` is SHA-256 of the entry before's `chain` (32 zero bytes before the
//! first), the entry's number as eight bytes, big end first, and `sealed`. When a content is forgotten, salt and content
//! go and `sealed` stays, so the chain can still be followed; without the salt nobody can guess what was sealed.

use std::collections::BTreeSet;

use rusqlite::{Connection, OptionalExtension, params};
use sha2::{Digest, Sha256};

use super::open::seen;
use super::problem::misread;
use super::rows::{from_json, json};
use super::settings::{expose, get, put};
use super::{Seen, Store};
use crate::breach::NamedBreach;
use crate::location::Problem;
use crate::review::{Entry, History, Logged, Scope};
use crate::text::mask_card_numbers;

pub(super) type Hash = [u8; 32];

/// The setting that says where the log ends.
const HEAD: &str = "log-head";

/// One row of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sealed {
    pub(super) seq: i64,
    pub(super) salt: Option<Vec<u8>>,
    pub(super) content: Option<String>,
    pub(super) sealed: Vec<u8>,
    pub(super) chain: Vec<u8>,
}

/// A log whose chain holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    /// How many entries.
    pub entries: i64,
    /// How many of them had their content erased.
    pub erased: i64,
    /// The digest of the last entry, in hexadecimal digits: who notes it can tell later that nothing before was changed.
    pub head: String,
}

impl Store {
    /// Adds entries, as one group, on top of the state that they were prepared on; the breaches that they speak of hold, or
    /// do not, from then on. Their numbers.
    ///
    /// # Errors
    /// `stale-decision` when something was said, or taken back, since of what they speak of; `stale-case` when statements
    /// brought another row of it since, or any, where a decision reaches further than one charge; `case-altered` for a
    /// breach; as SQLite finds it.
    pub fn append(&mut self, on: Seen, entries: &[Entry], at: &str) -> Result<Vec<i64>, Problem> {
        let tx = self.writing()?;
        fresh(&tx, on, entries)?;
        let numbers = push(&tx, entries, at)?;
        expose(&tx, exposed(&tx, entries)?)?;
        tx.commit()?;
        Ok(numbers)
    }

    /// The log as it reads.
    ///
    /// # Errors
    /// `case-damaged` when an entry does not read.
    pub fn history(&self) -> Result<History, Problem> {
        history(&self.conn)
    }

    /// Follows the chain from the start.
    ///
    /// # Errors
    /// `log-broken` with the number of the first entry that does not fit, and what of it.
    pub fn verify(&self) -> Result<Verified, Problem> {
        check(&self.conn)
    }
}

/// Follows the chain to the end that was written down.
pub(super) fn check(conn: &Connection) -> Result<Verified, Problem> {
    let verified = verify(&sealed(conn)?)?;
    let head: Option<(i64, String)> = get(conn, HEAD)?;
    match head {
        Some((entries, head)) if (entries, &head) != (verified.entries, &verified.head) => {
            Err(Problem::new("log-broken").with("number", entries.max(verified.entries)).with("part", "end"))
        }
        None if verified.entries > 0 => Err(Problem::new("log-broken").with("number", 1).with("part", "end")),
        Some(_) | None => Ok(verified),
    }
}

/// Whether nothing has happened since that these entries would overlook.
fn fresh(conn: &Connection, on: Seen, entries: &[Entry]) -> Result<(), Problem> {
    let now = seen(conn)?;
    if now.imports != on.imports {
        for entry in entries {
            let wide = matches!(entry, Entry::Decide(decision) if decision.scope != Scope::Charge);
            if wide || came_since(conn, entry.about(), on.imports)? {
                return Err(Problem::new("stale-case"));
            }
        }
    }
    if now.log == on.log {
        return Ok(());
    }
    let history = history(conn)?;
    let said_of = |seq: &i64| history.entries.iter().find(|logged| logged.seq == *seq)?.entry.about();
    let of = |entry: &'_ Entry| -> Vec<String> {
        let own = match entry {
            Entry::Undo { undoes: of } | Entry::Redo { redoes: of } => of.iter().filter_map(said_of).collect(),
            Entry::Decide(_)
            | Entry::Mark(_)
            | Entry::Answer(_)
            | Entry::Reply(_)
            | Entry::Replace(_)
            | Entry::Registered(_)
            | Entry::Breach { .. }
            | Entry::Forget { .. } => entry.about().into_iter().collect::<Vec<_>>(),
        };
        own.into_iter().map(str::to_owned).collect()
    };
    let own: BTreeSet<String> = entries.iter().flat_map(of).collect();
    let clash = history.entries.iter().filter(|logged| logged.seq > on.log).any(|logged| {
        matches!(logged.entry, Entry::Forget { .. }) || of(&logged.entry).iter().any(|about| own.contains(about))
    });
    if clash { Err(Problem::new("stale-decision")) } else { Ok(()) }
}

/// The breaches that these entries record (`true`) or take away, in turn: what is taken back goes the other way.
pub(super) fn exposed(conn: &Connection, entries: &[Entry]) -> Result<Vec<(NamedBreach, bool)>, Problem> {
    let (mut found, mut select) = (Vec::new(), conn.prepare("select content from log where seq = ?1")?);
    let mut said = |seq: i64| {
        let content: Option<String> = select.query_row([seq], |row| row.get(0)).optional()?.flatten();
        content.map(|content| Ok::<_, Problem>(entry(seq, &content)?.entry)).transpose()
    };
    for entry in entries {
        let (of, back) = match entry {
            Entry::Breach { breach, holds } => {
                found.push((breach.clone(), *holds));
                continue;
            }
            Entry::Undo { undoes } => (undoes.iter().rev().copied().collect(), true),
            Entry::Redo { redoes } => (redoes.clone(), false),
            Entry::Decide(_)
            | Entry::Mark(_)
            | Entry::Answer(_)
            | Entry::Reply(_)
            | Entry::Replace(_)
            | Entry::Registered(_)
            | Entry::Forget { .. } => (Vec::new(), false),
        };
        for seq in of {
            if let Some(Entry::Breach { breach, holds }) = said(seq)? {
                found.push((breach, holds != back));
            }
        }
    }
    Ok(found)
}

/// Whether a later import brought a row of a charge.
fn came_since(conn: &Connection, charge: Option<&str>, import: i64) -> Result<bool, Problem> {
    let query = "select exists (select 1 from transactions join source on source.id = transactions.source
                 where transactions.charge = ?1 and source.import > ?2)";
    Ok(conn.query_row(query, params![charge, import], |row| row.get(0))?)
}

/// Adds entries to the log within a write.
pub(super) fn push(conn: &Connection, entries: &[Entry], at: &str) -> Result<Vec<i64>, Problem> {
    let first = seen(conn)?.log + 1;
    let mut before = last(conn)?;
    let mut numbers = Vec::new();
    for (entry, seq) in entries.iter().zip(first..) {
        let logged = Logged { seq, at: at.to_owned(), group: first, entry: entry.clone() };
        let content = mask_card_numbers(&json(&logged)?).into_owned();
        let mut salt = [0; 32];
        getrandom::fill(&mut salt).map_err(|error| Problem::new("case-failed").with("cause", error))?;
        let sealed = seal(&salt, &content);
        before = link(&before, seq, &sealed);
        conn.execute(
            "insert into log values (?1, ?2, ?3, ?4, ?5)",
            params![seq, salt.as_slice(), content, sealed.as_slice(), before.as_slice()],
        )?;
        numbers.push(seq);
    }
    note_head(conn)?;
    Ok(numbers)
}

/// Writes down where the log ends, so that a missing end is found.
pub(super) fn note_head(conn: &Connection) -> Result<(), Problem> {
    put(conn, HEAD, &(seen(conn)?.log, hex(&last(conn)?)))
}

fn last(conn: &Connection) -> Result<Vec<u8>, Problem> {
    let mut select = conn.prepare("select chain from log order by seq desc limit 1")?;
    let mut rows = select.query([])?;
    Ok(match rows.next()? {
        Some(row) => row.get(0)?,
        None => Hash::default().to_vec(),
    })
}

pub(super) fn seal(salt: &[u8], content: &str) -> Hash {
    Sha256::new().chain_update(salt).chain_update(content).finalize().into()
}

pub(super) fn link(before: &[u8], seq: i64, sealed: &[u8]) -> Vec<u8> {
    let digest = Sha256::new().chain_update(before).chain_update(seq.to_be_bytes()).chain_update(sealed);
    digest.finalize().to_vec()
}

pub(super) fn sealed(conn: &Connection) -> Result<Vec<Sealed>, Problem> {
    let mut select = conn.prepare("select seq, salt, content, sealed, chain from log order by seq")?;
    let rows = select.query_map([], |row| {
        Ok(Sealed {
            seq: row.get(0)?,
            salt: row.get(1)?,
            content: row.get(2)?,
            sealed: row.get(3)?,
            chain: row.get(4)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

pub(super) fn verify(rows: &[Sealed]) -> Result<Verified, Problem> {
    let mut before = Hash::default().to_vec();
    for (row, seq) in rows.iter().zip(1..) {
        let broken = |part: &str| Err(Problem::new("log-broken").with("number", seq).with("part", part));
        if row.seq != seq {
            return broken("missing");
        }
        let content = match (&row.salt, &row.content) {
            (Some(salt), Some(content)) => seal(salt, content).as_slice() == row.sealed,
            (None, None) => true,
            (Some(_), None) | (None, Some(_)) => false,
        };
        if !content {
            return broken("content");
        }
        before = link(&before, seq, &row.sealed);
        if before != row.chain {
            return broken("chain");
        }
    }
    let erased = rows.iter().filter(|row| row.content.is_none()).count();
    let number = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    Ok(Verified { entries: number(rows.len()), erased: number(erased), head: hex(&before) })
}

pub(super) fn history(conn: &Connection) -> Result<History, Problem> {
    let mut select = conn.prepare("select seq, content from log where content is not null order by seq")?;
    let mut rows = select.query([])?;
    let mut entries = Vec::new();
    while let Some(row) = rows.next()? {
        entries.push(entry(row.get(0)?, &row.get::<_, String>(1)?)?);
    }
    Ok(History::of(entries))
}

pub(super) fn entry(seq: i64, content: &str) -> Result<Logged, Problem> {
    let mut logged: Logged = from_json(content)?;
    logged.seq = seq;
    Ok(logged)
}

pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

pub(super) fn bytes(hex: &str) -> Result<Vec<u8>, Problem> {
    let digits: Vec<u32> = hex.chars().map(|c| c.to_digit(16).ok_or_else(|| misread(hex))).collect::<Result<_, _>>()?;
    digits
        .chunks(2)
        .map(|pair| u8::try_from(pair.iter().fold(0, |sum, digit| sum * 16 + digit)).map_err(misread))
        .collect()
}
