//! Many households of one file, some at a time and on every core: memory holds those that are being judged or read,
//! however long the file is.

use std::collections::BTreeSet;
use std::io::{Read, Seek};

use chrono::NaiveDate;
use rayon::prelude::*;

use super::work::oddities;
use super::{Desk, ReadFiles, Work};
use crate::breach::Breach;
use crate::finding::{Counts as Standings, Level};
use crate::location::Problem;
use crate::review::Order;
use crate::statement::Statement;
use crate::statement::counts::Counts;
use crate::statement::households::{Households, Part};
use crate::transaction::Strings;

/// About so many rows are judged together.
const TOGETHER: usize = 1 << 14;

/// So many parts for each core are begun before the first of them is given out: no core waits long for another.
const AHEAD: usize = 4;

/// So many cards are named to somebody who named one that no file shows.
const NAMED: usize = 10;

/// How charges are judged.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// The breaches.
    pub breaches: &'a [Breach],
    /// The day that stands for today.
    pub today: NaiveDate,
    /// What is listed.
    pub level: Level,
    /// In which order.
    pub order: Order,
}

/// What the households of a file came to.
#[derive(Debug, Default)]
pub struct Sum {
    /// How many there are.
    pub households: usize,
    /// How many of them no breach concerns: none of their charges is judged.
    pub without_breach: usize,
    /// Where their exposed charges stand.
    pub standings: Standings,
    /// Charges that are listed.
    pub flagged: usize,
    /// What was read.
    pub read: Option<Counts>,
    /// What is odd about the breaches given the charges.
    pub odd: Vec<Problem>,
    last: Option<NaiveDate>,
    labels: BTreeSet<String>,
    names: BTreeSet<String>,
}

impl Desk {
    /// Judges the households of a file. Each part is judged and given its shape on any core; the shapes come in the
    /// order of the households, each with the number of rows that it is made of.
    ///
    /// # Errors
    /// As [`Households::read`], as [`Desk::judge`], and as the caller's own verbs.
    pub fn judge_households<R: Read + Seek, T: Send>(
        &self,
        households: &Households<'_>,
        open: impl Fn() -> Result<R, Problem> + Sync,
        asked: Asked<'_>,
        shape: impl Fn(&Work) -> Result<T, Problem> + Sync,
        mut each: impl FnMut(T, u64) -> Result<(), Problem>,
    ) -> Result<Sum, Problem> {
        self.merchants.remember();
        let mut sum = Sum::default();
        let judged = |part: &Part| {
            let work = self.judge_part(households, part, &mut open()?, asked)?;
            Ok((shape(&work)?, Sum::of(&work)))
        };
        in_turn(&households.parts(TOGETHER), judged, |(shape, own)| {
            let rows = own.read.as_ref().map_or(0, |read| read.rows);
            sum.add(own);
            each(shape, rows)
        })?;
        let labels: Vec<&str> = sum.labels.iter().map(String::as_str).collect();
        sum.odd = oddities(sum.last, &labels, NAMED, asked.breaches);
        let named: BTreeSet<&String> = asked.breaches.iter().flat_map(|breach| breach.households.iter()).collect();
        let missing = named.into_iter().filter(|name| !sum.names.contains(*name));
        let odd = missing.map(|name| Problem::new("no-breach-household").with("value", name));
        sum.odd.extend(odd.collect::<Vec<_>>());
        Ok(sum)
    }

    /// Reads a file of many households in the order of its rows. Each part is read and given its shape on any core; the
    /// shapes come in order, each with the number of rows that it is made of. `None` for a file without rows.
    ///
    /// # Errors
    /// As [`Households::read`], and as the caller's own verbs.
    pub fn read_households<R: Read + Seek, T: Send>(
        &self,
        households: &Households<'_>,
        open: impl Fn() -> Result<R, Problem> + Sync,
        shape: impl Fn(&[Statement], &Strings) -> T + Sync,
        mut each: impl FnMut(T, u64) -> Result<(), Problem>,
    ) -> Result<Option<Counts>, Problem> {
        self.merchants.remember();
        let mut sum: Option<Counts> = None;
        let read = |part: &Part| {
            let mut strings = Strings::default();
            let statement = households.read(part, &mut open()?, self.tools(), &mut strings)?;
            let counts = statement.counts();
            Ok((shape(&[statement], &strings), counts))
        };
        in_turn(&households.in_order(TOGETHER), read, |(shape, own)| {
            let rows = own.rows;
            match &mut sum {
                Some(sum) => sum.add(own),
                None => sum = Some(own),
            }
            each(shape, rows)
        })?;
        Ok(sum)
    }

    /// Judges some households of a file.
    ///
    /// # Errors
    /// As [`Households::read`] and [`Desk::judge`].
    pub fn judge_part(
        &self,
        households: &Households<'_>,
        part: &Part,
        source: &mut (impl Read + Seek),
        asked: Asked<'_>,
    ) -> Result<Work, Problem> {
        let mut strings = Strings::default();
        let statement = households.read(part, source, self.tools(), &mut strings)?;
        let files = ReadFiles { statements: vec![statement], strings, ..ReadFiles::default() };
        let mut charges = self.unjudged(files, Vec::new(), asked.today)?;
        let here = &charges.case.households;
        let concerns = |breach: &&Breach| here.iter().any(|household| breach.concerns(&household.name));
        charges.breaches = asked.breaches.iter().filter(concerns).cloned().collect();
        self.judge(charges, asked.level, asked.order)
    }
}

/// Does a work on each part on any core, and gives out what it comes to in their order.
fn in_turn<T: Send>(
    parts: &[Part],
    work: impl Fn(&Part) -> Result<T, Problem> + Sync,
    mut each: impl FnMut(T) -> Result<(), Problem>,
) -> Result<(), Problem> {
    for parts in parts.chunks(AHEAD * rayon::current_num_threads()) {
        for done in parts.par_iter().with_max_len(1).map(&work).collect::<Vec<_>>() {
            each(done?)?;
        }
    }
    Ok(())
}

impl Sum {
    fn of(work: &Work) -> Self {
        let labels = work.case.cards.iter().map(|card| card.label.clone()).filter(|label| !label.is_empty());
        let named = work.breaches.iter().any(|breach| !breach.cards.is_empty());
        let by = work.breaches.iter().any(|breach| !breach.households.is_empty());
        Self {
            households: work.case.households.len(),
            without_breach: work.case.households.iter().filter(|household| household.exposed_from.is_none()).count(),
            standings: work.findings.counts,
            flagged: work.findings.flagged().count(),
            read: work.case.statements.first().map(|statement| statement.counts()),
            odd: Vec::new(),
            last: work.case.charges.iter().map(|charge| charge.date).max(),
            labels: labels.filter(|_| named).collect(),
            names: work.case.households.iter().map(|household| household.name.clone()).filter(|_| by).collect(),
        }
    }

    fn add(&mut self, other: Self) {
        self.households += other.households;
        self.without_breach += other.without_breach;
        self.standings.add(other.standings);
        self.flagged += other.flagged;
        self.last = self.last.max(other.last);
        self.labels.extend(other.labels);
        self.names.extend(other.names);
        match (&mut self.read, other.read) {
            (Some(read), Some(other)) => read.add(other),
            (read, other) => *read = read.take().or(other),
        }
    }

    /// Something could not be read, is odd, or must be asked.
    #[must_use]
    pub fn incomplete(&self) -> bool {
        let unread = |read: &Counts| !read.rejected.is_empty() || !read.questions.is_empty();
        !self.odd.is_empty() || self.read.as_ref().is_some_and(unread)
    }
}
