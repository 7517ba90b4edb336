//! The case that is open: its store, what it holds, judged, and what the last files brought.

use std::path::Path;

use chrono::NaiveDate;

use super::asked::Asked;
use super::room::Room;
use crate::desk::{Desk, Opened, Today};
use crate::finding::Level;
use crate::location::Problem;
use crate::messages::Words;
use crate::report::Scanned;
use crate::report::problem::{help, sentence};
use crate::review::{Entry, Order};
use crate::store::{Exposure, Incoming, Kept, Seen, Store};

/// A case that is open.
pub(super) struct Open {
    /// Its number among the cases that were opened in this run: a form of another case is no form of this one.
    turn: i64,
    pub(super) store: Store,
    /// What it holds, judged.
    pub(super) opened: Opened,
    /// Files that were dropped and could not be read.
    pub(super) failed: Vec<Problem>,
    /// How the story ends that comes with the program, and the day by which its letter must have arrived.
    pub(super) ending: Option<(Words, NaiveDate)>,
    /// Files that were dropped, so that an answer can read them again; gone when the page ends.
    pub(super) held: Vec<Held>,
}

/// A file that was dropped, and the answers that it was read with.
pub(super) struct Held {
    pub(super) name: String,
    pub(super) bytes: Vec<u8>,
    pub(super) answers: Vec<String>,
    pub(super) hash: String,
}

impl Held {
    pub(super) fn new(name: String, bytes: Vec<u8>, answers: Vec<String>) -> Self {
        Self { hash: Incoming::hash(&bytes), name, bytes, answers }
    }

    /// Whether these are the bytes that the case knows by this hash.
    pub(super) fn is(&self, hash: &str) -> bool {
        self.hash == hash
    }
}

impl Open {
    fn new(turn: i64, store: Store, desk: &Desk, today: NaiveDate) -> Result<Self, Problem> {
        let opened = judged(desk, store.load(desk.assembling()?)?, today)?;
        Ok(Self { turn, store, opened, failed: Vec::new(), ending: None, held: Vec::new() })
    }

    /// Reads the case again where another program, or another page, changed it.
    pub(super) fn refresh(&mut self, desk: &Desk, today: NaiveDate) -> Result<(), Problem> {
        let moved = self.store.seen()? != self.opened.seen || self.store.settings()? != self.opened.settings;
        if moved { self.take(desk, self.store.load(desk.assembling()?)?, today) } else { Ok(()) }
    }

    /// Judges what the case holds now.
    pub(super) fn take(&mut self, desk: &Desk, kept: Kept, today: NaiveDate) -> Result<(), Problem> {
        self.opened = judged(desk, kept, today)?;
        Ok(())
    }

    /// The state that its forms carry.
    pub(super) fn version(&self) -> String {
        format!("{}.{}.{}", self.turn, self.opened.seen.log, self.opened.seen.imports)
    }

    /// The state that a form was made on.
    ///
    /// # Errors
    /// `page-outdated` when it is a form of another case.
    pub(super) fn seen(&self, asked: &Asked) -> Result<Seen, Problem> {
        let numbers: Vec<i64> =
            asked.one("seen").unwrap_or_default().split('.').filter_map(|number| number.parse().ok()).collect();
        match numbers.as_slice() {
            [turn, log, imports] if *turn == self.turn => Ok(Seen { log: *log, imports: *imports }),
            _ => Err(outdated()),
        }
    }

    /// Where it lies; nothing where nothing is kept.
    pub(super) fn path(&self) -> Option<&Path> {
        self.store.path()
    }
}

/// What a form speaks of is not as it was when the form was made.
pub(super) fn outdated() -> Problem {
    Problem::new("page-outdated")
}

fn judged(desk: &Desk, kept: Kept, today: NaiveDate) -> Result<Opened, Problem> {
    let today = Today { said: None, now: today };
    desk.judged(kept, &Exposure::default(), today, Level::default(), Order::default())
}

impl Room {
    /// Opens a case, and makes it when there is none.
    ///
    /// # Errors
    /// As the case does not open.
    pub fn open(&mut self, path: &Path) -> Result<(), Problem> {
        self.enter(Store::open_or_make(path)?)
    }

    /// Begins to work on a case.
    pub(super) fn enter(&mut self, store: Store) -> Result<(), Problem> {
        self.turns += 1;
        let open = Open::new(self.turns, store, &self.desk, (self.clock.today)())?;
        let of = |doubt| [Some(sentence(doubt, self.messages())), help(doubt, self.messages())];
        let doubts: Vec<String> = open.opened.doubts.iter().flat_map(of).flatten().collect();
        if !doubts.is_empty() {
            self.say(doubts.join(". "), false);
        }
        self.case = Some(open);
        Ok(())
    }

    /// Reads the open case again where it changed elsewhere.
    pub(super) fn refresh(&mut self) -> Result<(), Problem> {
        let today = (self.clock.today)();
        self.case.as_mut().map_or(Ok(()), |open| open.refresh(&self.desk, today))
    }

    /// The case that is open.
    ///
    /// # Errors
    /// `no-case-open`.
    pub(super) fn case(&self) -> Result<&Open, Problem> {
        self.case.as_ref().ok_or_else(|| Problem::new("no-case-open"))
    }

    /// The case that is open, to be written to by one of its forms, whenever that was made: what it adds overwrites
    /// nothing.
    ///
    /// # Errors
    /// `no-case-open`; `page-outdated` when it is a form of another case.
    pub(super) fn writable(&mut self, asked: &Asked) -> Result<&mut Open, Problem> {
        let open = self.writable_now()?;
        open.seen(asked).map(|_| open)
    }

    /// The case that is open, to be written to by a form that speaks of all that was said or read.
    ///
    /// # Errors
    /// `no-case-open`; `page-outdated` when something was said or read since.
    pub(super) fn writable_as_seen(&mut self, asked: &Asked) -> Result<&mut Open, Problem> {
        let open = self.writable_now()?;
        if open.seen(asked)? == open.opened.seen { Ok(open) } else { Err(outdated()) }
    }

    /// The case that is open, while one request changes it further.
    pub(super) fn writable_now(&mut self) -> Result<&mut Open, Problem> {
        self.case.as_mut().ok_or_else(|| Problem::new("no-case-open"))
    }

    /// Writes what the person said, and judges again.
    ///
    /// # Errors
    /// As [`Room::writable`]; as [`Store::append`], on the state that the form was made on.
    pub(super) fn append(&mut self, asked: &Asked, entries: &[Entry]) -> Result<(), Problem> {
        let now = (self.clock.now)();
        let open = self.writable_now()?;
        open.store.append(open.seen(asked)?, entries, &now)?;
        if open.store.settings()? != open.opened.settings {
            return self.refresh();
        }
        match &mut self.case {
            Some(open) => open.opened.again(&self.desk, &open.store),
            None => Ok(()),
        }
    }

    /// What outputs speak of.
    pub(super) fn scanned(&self) -> Result<Scanned<'_>, Problem> {
        Ok(Scanned { commands: false, ..self.case()?.opened.work.scanned(&self.desk, self.messages()) })
    }
}
