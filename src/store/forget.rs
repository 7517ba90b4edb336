//! Removing what the person wants gone: rows, answers and what was decided on them. The digests of the log stay.

use std::collections::BTreeSet;

use rusqlite::{Connection, params};

use super::about::About;
use super::chain::push;
use super::load::{Kept, KeptSource, load};
use super::rows::{from_json, json};
use super::settings::Settings;
use super::{Assembling, Store, seal};
use crate::breach::Exposure;
use crate::case::{Charge, Sighting};
use crate::location::Problem;
use crate::review::Entry;
use crate::statement::Statement;

/// What to forget.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// A card, by its label.
    Card(String),
    /// A file, by the SHA-256 of its bytes or by its name; of several with one name, the one that came last.
    File(String),
    /// Everything.
    Everything,
}

/// What was removed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Forgotten {
    /// Files of which nothing is left.
    pub files: usize,
    /// Rows of statements.
    pub rows: u64,
    /// Charges.
    pub charges: usize,
    /// Entries of the log whose content was erased.
    pub entries: u64,
    /// Files that hold other cards too: what they say beside their rows went with the card's.
    pub trimmed: usize,
    /// Rows of other cards that print the card's label; they stay.
    pub mentions: usize,
}

impl Store {
    /// Removes rows for good: their bytes are overwritten, and the file is written anew.
    ///
    /// # Errors
    /// `unknown-card` with the labels that the case has; `unknown-file`; `case-altered` for a card or a file;
    /// `forget-unfinished` when another program keeps the old content in use: to be tried again; as SQLite finds it.
    pub fn forget(&mut self, what: &What, at: &str, with: Assembling<'_>) -> Result<Forgotten, Problem> {
        let tx = self.writing()?;
        let forgotten = match remove(&tx, what, with) {
            Ok(forgotten) => forgotten,
            Err(problem) => {
                tx.rollback()?;
                // The card may have gone when the old pages were still in use.
                self.scrub()?;
                return Err(problem);
            }
        };
        let Forgotten { rows, entries, .. } = forgotten;
        push(&tx, &[Entry::Forget { rows, entries, everything: *what == What::Everything }], at)?;
        seal::renew(&tx)?;
        tx.commit()?;
        self.scrub()?;
        Ok(forgotten)
    }

    /// What [`Store::forget`] would remove.
    ///
    /// # Errors
    /// `unknown-card` with the labels that the case has; `unknown-file`; as SQLite finds it.
    pub fn would_forget(&mut self, what: &What, with: Assembling<'_>) -> Result<Forgotten, Problem> {
        let tx = self.writing()?;
        let forgotten = remove(&tx, what, with);
        tx.rollback()?;
        forgotten
    }

    /// Writes the file anew without what was deleted, and empties the side file that held the old pages.
    fn scrub(&self) -> Result<(), Problem> {
        let unfinished = |cause: &dyn std::fmt::Display| Problem::new("forget-unfinished").with("cause", cause);
        self.conn.execute_batch("vacuum").map_err(|error| unfinished(&error))?;
        let emptied = self.conn.query_row("pragma wal_checkpoint(truncate)", [], |row| row.get::<_, i64>(0));
        match emptied.map_err(|error| unfinished(&error))? {
            0 => Ok(()),
            _ => Err(unfinished(&"checkpoint")),
        }
    }
}

fn remove(conn: &Connection, what: &What, with: Assembling<'_>) -> Result<Forgotten, Problem> {
    let kept = load(conn, with)?;
    match what {
        What::Everything => everything(conn, &kept),
        What::Card(label) => seal::check(conn).and_then(|()| card(conn, &kept, label)),
        What::File(said) => seal::check(conn).and_then(|()| file(conn, &kept, said)),
    }
}

fn everything(conn: &Connection, kept: &Kept) -> Result<Forgotten, Problem> {
    conn.execute_batch("delete from source; delete from setting")?;
    let entries = conn.execute("update log set salt = null, content = null where content is not null", [])?;
    Ok(Forgotten {
        files: kept.sources.len(),
        rows: kept.case.statements.iter().map(|statement| statement.rows).sum(),
        charges: kept.case.charges.len(),
        entries: u64::try_from(entries).unwrap_or_default(),
        trimmed: 0,
        mentions: 0,
    })
}

/// Removes one file. A charge that another file shows, too, stays under its id, with what was said of it.
fn file(conn: &Connection, kept: &Kept, said: &str) -> Result<Forgotten, Problem> {
    let is = |(source, read): (&KeptSource, &Statement)| source.hash == said || read.file == said;
    let at = kept.sources.iter().zip(&kept.case.statements).rposition(is);
    let at = at.ok_or_else(|| Problem::new("unknown-file").with("value", said))?;
    let shown = |charge: &&Charge| charge.sightings.iter().any(|sighting| sighting.statement == at);
    let (stay, go): (Vec<&Charge>, Vec<&Charge>) = kept
        .case
        .charges
        .iter()
        .filter(shown)
        .partition(|charge| charge.sightings.iter().any(|sighting| sighting.statement != at));
    let mut named = conn.prepare("update transactions set charge = ?3 where source = ?1 and nth = ?2")?;
    for charge in stay {
        for Sighting { statement, row } in &charge.sightings {
            named.execute(params![kept.sources[*statement].id, kept.numbers[*statement][*row], charge.id])?;
        }
    }
    conn.execute("delete from source where id = ?1", [kept.sources[at].id])?;
    let entries = erase(conn, kept, &ids_of(&go), None)?;
    let rows = kept.case.statements[at].rows;
    Ok(Forgotten { files: 1, rows, charges: go.len(), entries, ..Forgotten::default() })
}

/// Every id that these charges have or had.
fn ids_of<'a>(charges: &[&'a Charge]) -> BTreeSet<&'a str> {
    let of = |charge: &&'a Charge| std::iter::once(charge.id.as_str()).chain(charge.aliases.iter().map(String::as_str));
    charges.iter().flat_map(of).collect()
}

/// Erases the content of entries about charges of these ids, and of a card that goes, by its label and the families of its
/// charges. How many these are.
fn erase(
    conn: &Connection,
    kept: &Kept,
    ids: &BTreeSet<&str>,
    card: Option<(&str, &BTreeSet<&str>)>,
) -> Result<u64, Problem> {
    let mut erase = conn.prepare("update log set salt = null, content = null where seq = ?1")?;
    let goes = |entry: &Entry| match entry {
        Entry::Decide(_) | Entry::Mark(_) | Entry::Answer(_) | Entry::Reply(_) => {
            entry.about().is_some_and(|about| ids.contains(about))
        }
        Entry::Replace(replacement) => {
            card.is_some_and(|(label, _)| replacement.card == label || replacement.new == label)
        }
        Entry::Breach { breach, .. } => card.is_some_and(|(label, _)| breach.cards.iter().any(|card| card == label)),
        Entry::Registered(registered) => card.is_some_and(|(_, families)| families.contains(&*registered.family)),
        Entry::Undo { .. } | Entry::Redo { .. } | Entry::Forget { .. } => false,
    };
    let mut entries = 0;
    for logged in kept.history.entries.iter().filter(|logged| goes(&logged.entry)) {
        erase.execute([logged.seq])?;
        entries += 1;
    }
    Ok(entries)
}

fn card(conn: &Connection, kept: &Kept, label: &str) -> Result<Forgotten, Problem> {
    let case = &kept.case;
    let label = case.label(label)?;
    let label = label.as_str();
    let cards: BTreeSet<usize> =
        case.cards.iter().enumerate().filter(|(_, card)| card.label == label).map(|(at, _)| at).collect();
    let charges: Vec<&Charge> = case.charges.iter().filter(|charge| cards.contains(&charge.card)).collect();
    let seen: BTreeSet<Sighting> = charges.iter().flat_map(|charge| charge.sightings.iter().copied()).collect();
    let goes = |at: Sighting| match case.place(at) {
        Some((_, card)) => cards.contains(&card) || seen.contains(&at),
        None => case.strings.get(case.row(at).card) == label,
    };
    let mut forgotten = Forgotten { charges: charges.len(), ..Forgotten::default() };
    for (statement, source) in kept.sources.iter().enumerate() {
        let read = &case.statements[statement];
        let (gone, left): (Vec<usize>, Vec<usize>) =
            (0..read.transactions.len()).partition(|row| goes(Sighting { statement, row: *row }));
        // A file without rows can still be named after the card.
        let named = left.is_empty() && read.file.contains(label);
        if gone.is_empty() && !named {
            forgotten.mentions += mentions(kept, statement, &left, label);
            continue;
        }
        if left.is_empty() {
            conn.execute("delete from source where id = ?1", [source.id])?;
            forgotten.files += 1;
            forgotten.rows += read.rows;
            continue;
        }
        forgotten.mentions += mentions(kept, statement, &left, label);
        forgotten.rows += gone.len() as u64;
        forgotten.trimmed += 1;
        let mut delete = conn.prepare("delete from transactions where source = ?1 and nth = ?2")?;
        for row in &gone {
            delete.execute(params![source.id, kept.numbers[statement][*row]])?;
        }
        trim(conn, source.id, gone.len(), label)?;
    }
    let families: BTreeSet<&str> =
        charges.iter().map(|charge| case.merchants[charge.merchant].family.as_str()).collect();
    forgotten.entries = erase(conn, kept, &ids_of(&charges), Some((label, &families)))?;
    let mut settings = kept.settings.clone();
    forget_exposed(&mut settings.exposure, label);
    settings.profile.remove(label);
    Settings::write(&settings, conn)?;
    Ok(forgotten)
}

/// Takes a card out of what was exposed. Where no card is named, every card is meant: a breach that named no other goes.
fn forget_exposed(exposure: &mut Exposure, label: &str) {
    let none_left = |cards: &mut Vec<String>| {
        let named = !cards.is_empty();
        cards.retain(|card| card != label);
        named && cards.is_empty()
    };
    let of_all = none_left(&mut exposure.cards);
    exposure
        .breaches
        .retain_mut(|breach| if breach.cards.is_empty() { !of_all } else { !none_left(&mut breach.cards) });
}

/// Rows that stay and print the label all the same.
fn mentions(kept: &Kept, statement: usize, left: &[usize], label: &str) -> usize {
    let case = &kept.case;
    let prints = |row: &&usize| {
        let row = case.row(Sighting { statement, row: **row });
        let texts = [row.descriptor, row.merchant, row.reference, row.holder];
        let extra = row.extra.iter().map(|(_, value)| *value);
        texts.into_iter().chain(extra).any(|symbol| case.strings.get(symbol).contains(label))
    };
    left.iter().filter(prints).count()
}

/// Takes from a file that also holds other cards what it says of a card beside its rows: its name, printed totals,
/// notices, questions, and what could not be read.
fn trim(conn: &Connection, source: i64, rows: usize, label: &str) -> Result<(), Problem> {
    let query = "select name, answers, about from source where id = ?1";
    let (name, answers, about): (String, String, String) =
        conn.query_row(query, [source], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    let mut answers: Vec<String> = from_json(&answers)?;
    answers.retain(|answer| !answer.contains(label));
    let about: About = from_json(&about)?;
    let about = About { totals: Vec::new(), notices: Vec::new(), questions: Vec::new(), ..about };
    conn.execute(
        "update source set name = ?2, answers = ?3, about = ?4, rows = rows - ?5 where id = ?1",
        params![source, name.replace(label, "…"), json(&answers)?, json(&about)?, rows],
    )?;
    conn.execute("update set_apart set problem = null where source = ?1", [source])?;
    Ok(())
}
