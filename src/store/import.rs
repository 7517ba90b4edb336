//! Bringing what was read into the case.

use std::collections::{BTreeMap, BTreeSet};

use foldhash::HashMap;
use rusqlite::{Connection, OptionalExtension, params};
use sha2::{Digest, Sha256};

use super::chain::hex;
use super::load::{Kept, KeptSource, load, settle};
use super::rows::{from_json, json, write};
use super::settings::Settings;
use super::{Assembling, Store, seal};
use crate::case::Charge;
use crate::location::Problem;
use crate::statement::Statement;
use crate::text::mask_card_numbers;
use crate::transaction::{Status, Strings, Transaction};

/// One file that was read.
#[derive(Debug)]
pub struct Incoming {
    /// SHA-256 of its bytes, in hexadecimal digits: see [`Incoming::hash`].
    pub hash: String,
    /// The answers that it was read with, as `KEY=VALUE`.
    pub answers: Vec<String>,
    /// What it says.
    pub statement: Statement,
}

impl Incoming {
    /// What tells files apart.
    #[must_use]
    pub fn hash(bytes: &[u8]) -> String {
        hex(&Sha256::digest(bytes))
    }
}

/// What an import came to. Charges are indices into those of [`Imported::kept`].
#[derive(Debug)]
pub struct Imported {
    /// The names of files that the case did not have.
    pub new_files: Vec<String>,
    /// The names of files that it had.
    pub known_files: Vec<String>,
    /// The names of files that it had, and that were read again because of new answers.
    pub read_again: Vec<String>,
    /// The statements of new files and of those that were read again: indices into those of the case.
    pub statements: Vec<usize>,
    /// Charges that it did not have.
    pub new: Vec<usize>,
    /// Charges of the new files that it had.
    pub known: Vec<usize>,
    /// Charges that were pending and are posted now.
    pub posted: Vec<usize>,
    /// The case as it is now.
    pub kept: Kept,
}

impl Store {
    /// Brings statements into the case: all of them, or on an error none. A file that it has is left as it is, unless it
    /// was read with other answers; its charges keep their ids.
    ///
    /// # Errors
    /// `several-households` when the rows are of more than one household, `other-household` when they are of another one
    /// than the case's, `said-other-household` when statements come and the settings name another one; `case-altered`; as
    /// SQLite finds it.
    pub fn import(
        &mut self,
        incoming: &[Incoming],
        strings: &Strings,
        change: impl FnOnce(&mut Settings),
        at: &str,
        with: Assembling<'_>,
    ) -> Result<Imported, Problem> {
        let tx = self.writing()?;
        seal::check(&tx)?;
        let before = load(&tx, with)?;
        let mut settings = before.settings.clone();
        change(&mut settings);
        let (own, said) = (&before.settings.household, mask_card_numbers(&settings.household));
        // Only the name is changed where nothing comes; else it may be a slip in the name of the case.
        if !incoming.is_empty() && !own.is_empty() && *own != said {
            return Err(Problem::new("said-other-household").with("value", said).with("known", own));
        }
        household(incoming, strings, &mut settings)?;
        settings.write(&tx)?;
        tx.execute("insert into import (at) values (?1)", [at])?;
        let import = tx.last_insert_rowid();
        let mut imported = Files::default();
        for file in incoming {
            imported.bring(&tx, file, strings, import)?;
        }
        if imported.changed.is_empty() {
            // Nothing came, so what came last stays what came last.
            tx.execute("delete from import where id = ?1", [import])?;
        }
        let kept = settle(&tx, with)?;
        seal::renew(&tx)?;
        tx.commit()?;
        Ok(imported.compare(&before, kept))
    }
}

/// A case holds one household: the rows may name it, and no other.
fn household(incoming: &[Incoming], strings: &Strings, settings: &mut Settings) -> Result<(), Problem> {
    let rows = incoming.iter().flat_map(|file| &file.statement.transactions);
    let named: BTreeSet<&str> = rows.filter_map(|row| strings.some(row.household)).collect();
    let mut names = named.iter();
    let Some(name) = names.next() else { return Ok(()) };
    if names.next().is_some() {
        let known: Vec<&str> = named.into_iter().collect();
        return Err(Problem::new("several-households").with("known", known.join(", ")));
    }
    if settings.household.is_empty() {
        (*name).clone_into(&mut settings.household);
    }
    if settings.household != *name {
        return Err(Problem::new("other-household").with("value", name).with("known", &settings.household));
    }
    Ok(())
}

#[derive(Default)]
struct Files {
    new: Vec<String>,
    known: Vec<String>,
    again: Vec<String>,
    /// Numbers of sources whose rows are new.
    changed: BTreeSet<i64>,
}

impl Files {
    fn bring(&mut self, conn: &Connection, file: &Incoming, strings: &Strings, import: i64) -> Result<(), Problem> {
        let name = file.statement.file.clone();
        let query = "select id, answers from source where hash = ?1";
        let found = conn.query_row(query, [&file.hash], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?)));
        let Some((source, answers)) = found.optional()? else {
            conn.execute(
                "insert into source (import, hash, name, layout, source, encoding, rows, answers, about)
                 values (?1, ?2, ?3, '', '', '', 0, ?4, '')",
                params![import, file.hash, name, json(&file.answers)?],
            )?;
            let source = conn.last_insert_rowid();
            write(conn, source, &file.statement, strings)?;
            self.changed.insert(source);
            self.new.push(name);
            return Ok(());
        };
        let known: Vec<String> = from_json(&answers)?;
        if file.answers.is_empty() || file.answers == known {
            self.known.push(name);
            return Ok(());
        }
        let ids = ids_by_line(conn, source)?;
        conn.execute("delete from transactions where source = ?1", [source])?;
        conn.execute("delete from set_apart where source = ?1", [source])?;
        conn.execute("update source set answers = ?2 where id = ?1", params![source, json(&file.answers)?])?;
        write(conn, source, &file.statement, strings)?;
        let mut update = conn.prepare("update transactions set charge = ?3 where source = ?1 and nth = ?2")?;
        for ((line, nth), row) in by_line(&file.statement.transactions).zip(0_i64..) {
            let charge = file.statement.transactions.get(usize::try_from(row).unwrap_or_default());
            if let Some(id) = ids.get(&(line, nth)).filter(|_| charge.is_some_and(Transaction::is_charge)) {
                update.execute(params![source, row, id])?;
            }
        }
        self.changed.insert(source);
        self.again.push(name);
        Ok(())
    }

    fn compare(self, before: &Kept, kept: Kept) -> Imported {
        let pending: BTreeMap<&str, bool> =
            before.case.charges.iter().map(|charge| (charge.id.as_str(), charge.status == Status::Pending)).collect();
        let was = |charge: &Charge| {
            let ids = std::iter::once(&charge.id).chain(&charge.aliases);
            ids.filter_map(|id| pending.get(id.as_str()).copied()).next()
        };
        let (mut new, mut known, mut posted) = (Vec::new(), Vec::new(), Vec::new());
        for (at, charge) in kept.case.charges.iter().enumerate() {
            let here = || charge.sightings.iter().any(|at| self.changed.contains(&kept.sources[at.statement].id));
            match was(charge) {
                None => new.push(at),
                Some(true) if charge.status == Status::Posted => posted.push(at),
                Some(_) if here() => known.push(at),
                Some(_) => {}
            }
        }
        let changed = |(_, source): &(usize, &KeptSource)| self.changed.contains(&source.id);
        let statements = kept.sources.iter().enumerate().filter(changed).map(|(at, _)| at).collect();
        Imported {
            statements,
            new_files: self.new,
            known_files: self.known,
            read_again: self.again,
            new,
            known,
            posted,
            kept,
        }
    }
}

/// The line of each row, and which row of the line it is.
fn by_line(rows: &[Transaction]) -> impl Iterator<Item = (u64, usize)> + '_ {
    let mut counts: HashMap<u64, usize> = HashMap::default();
    rows.iter().map(move |row| {
        let count = counts.entry(row.line).or_insert(0);
        *count += 1;
        (row.line, *count)
    })
}

/// The id of each row that has one, by its line and which row of the line it is.
fn ids_by_line(conn: &Connection, source: i64) -> Result<HashMap<(u64, usize), String>, Problem> {
    let mut select = conn.prepare("select line, charge from transactions where source = ?1 order by nth")?;
    let mut rows = select.query([source])?;
    let mut counts: HashMap<u64, usize> = HashMap::default();
    let mut ids = HashMap::default();
    while let Some(row) = rows.next()? {
        let line = row.get(0)?;
        let count = counts.entry(line).or_insert(0);
        *count += 1;
        if let Some(id) = row.get::<_, Option<String>>(1)? {
            ids.insert((line, *count), id);
        }
    }
    Ok(ids)
}
