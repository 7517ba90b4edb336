//! From tables to a case.

use rusqlite::{Connection, params};

use super::ids;
use super::open::seen;
use super::problem::misread;
use super::rows::{Read, from_json, read};
use super::settings::Settings;
use super::{Assembling, Seen, Store, chain, seal};
use crate::case::Case;
use crate::location::Problem;
use crate::review::History;
use crate::transaction::Strings;

/// A source as the case keeps it: one for each of [`Case::statements`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptSource {
    /// Its number in the table.
    pub(super) id: i64,
    /// SHA-256 of the file, in hexadecimal digits.
    pub hash: String,
    /// The import that brought it.
    pub import: i64,
    /// When that was.
    pub imported: String,
    /// The answers that it was read with, as `KEY=VALUE`.
    pub answers: Vec<String>,
}

/// Everything that a case keeps.
#[derive(Debug)]
pub struct Kept {
    /// The charges, each under the id that it keeps; not yet exposed.
    pub case: Case,
    /// One for each of [`Case::statements`].
    pub sources: Vec<KeptSource>,
    /// The import that first brought each of [`Case::charges`].
    pub first_seen: Vec<i64>,
    /// What holds for the whole case.
    pub settings: Settings,
    /// What was decided.
    pub history: History,
    /// The state of the case.
    pub seen: Seen,
    /// What of it is not as this program wrote it.
    pub doubts: Vec<Problem>,
    /// The number of each transaction in the table.
    pub(super) numbers: Vec<Vec<i64>>,
}

impl Kept {
    /// Whether the last import brought a charge, an index into [`Case::charges`], whatever its date.
    #[must_use]
    pub fn is_new(&self, charge: usize) -> bool {
        self.first_seen.get(charge) == Some(&self.seen.imports)
    }
}

impl Store {
    /// Puts the case together.
    ///
    /// # Errors
    /// `case-damaged` when something does not read; as SQLite finds it.
    pub fn load(&self, with: Assembling<'_>) -> Result<Kept, Problem> {
        // One transaction, so that all is of one moment.
        let tx = self.conn.unchecked_transaction()?;
        let doubts = [seal::check(&tx), chain::check(&tx).map(drop)];
        let doubts: Vec<Problem> = doubts.into_iter().filter_map(Result::err).collect();
        match load(&tx, with) {
            Ok(kept) => Ok(Kept { doubts, ..kept }),
            Err(problem) if doubts.is_empty() => Err(problem),
            Err(problem) => Err(misread(problem)),
        }
    }
}

pub(super) fn load(conn: &Connection, with: Assembling<'_>) -> Result<Kept, Problem> {
    Ok(assembled(conn, with)?.0)
}

/// Puts the case together and writes down the ids of rows that had none.
pub(super) fn settle(conn: &Connection, with: Assembling<'_>) -> Result<Kept, Problem> {
    let (kept, written) = assembled(conn, with)?;
    let mut update = conn.prepare("update transactions set charge = ?3 where source = ?1 and nth = ?2")?;
    for (at, id) in written {
        update.execute(params![kept.sources[at.statement].id, kept.numbers[at.statement][at.row], id])?;
    }
    drop(update);
    Ok(kept)
}

type Written = Vec<(crate::case::Sighting, String)>;

fn assembled(conn: &Connection, with: Assembling<'_>) -> Result<(Kept, Written), Problem> {
    let mut strings = Strings::default();
    let (mut statements, mut numbers, mut known) = (Vec::new(), Vec::new(), Vec::new());
    let sources = sources(conn)?;
    for source in &sources {
        let Read { statement, numbers: own, charges } = read(conn, source.id, &mut strings)?;
        statements.push(statement);
        numbers.push(own);
        known.push(charges);
    }
    let mut case = Case::assemble(statements, strings, with.merchants, with.windows);
    let written = ids::keep(&mut case, &known);
    let first = |charge: &crate::case::Charge| {
        charge.sightings.iter().map(|at| sources[at.statement].import).min().unwrap_or_default()
    };
    let first_seen = case.charges.iter().map(first).collect();
    let (settings, history) = (Settings::read(conn)?, chain::history(conn)?);
    Ok((Kept { case, sources, first_seen, settings, history, seen: seen(conn)?, doubts: Vec::new(), numbers }, written))
}

fn sources(conn: &Connection) -> Result<Vec<KeptSource>, Problem> {
    let mut select = conn.prepare(
        "select source.id, hash, import, at, answers from source join import on import.id = import order by source.id",
    )?;
    let mut rows = select.query([])?;
    let mut sources = Vec::new();
    while let Some(row) = rows.next()? {
        sources.push(KeptSource {
            id: row.get(0)?,
            hash: row.get(1)?,
            import: row.get(2)?,
            imported: row.get(3)?,
            answers: from_json(&row.get::<_, String>(4)?)?,
        });
    }
    Ok(sources)
}
