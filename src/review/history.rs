//! The log as it reads: decisions, and what was undone and redone. Nothing is taken back by erasing; the last decision in
//! force on a charge is the one that counts.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::Decision;
use crate::location::Problem;

/// One thing that was done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "entry", rename_all = "kebab-case")]
pub enum Entry {
    /// A charge was decided.
    Decide(Decision),
    /// Decisions, by their numbers, were taken back.
    Undo {
        /// Numbers of decisions in the log.
        undoes: Vec<i64>,
    },
    /// Decisions that had been taken back hold again.
    Redo {
        /// Numbers of decisions in the log.
        redoes: Vec<i64>,
    },
    /// Rows and what was said of them were removed for good.
    Forget {
        /// How many rows of statements.
        rows: u64,
        /// How many entries of the log lost their content.
        entries: u64,
        /// Everything, not a card's part.
        everything: bool,
    },
}

/// An entry with when it was made, and with which others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Logged {
    /// Its number in the log, from 1.
    #[serde(skip)]
    pub seq: i64,
    /// When, in UTC, as RFC 3339 has it.
    pub at: String,
    /// The number of the first entry that was made with it at once.
    pub group: i64,
    /// What was done.
    #[serde(flatten)]
    pub entry: Entry,
}

/// The log, read from its start.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct History {
    /// In the order of the log; entries whose content was erased are left out.
    pub entries: Vec<Logged>,
    undone: BTreeSet<i64>,
}

impl History {
    /// Reads a log. A decision whose content was erased is gone; taking it back changes nothing.
    #[must_use]
    pub fn of(entries: Vec<Logged>) -> Self {
        let mut undone = BTreeSet::new();
        for logged in &entries {
            match &logged.entry {
                Entry::Undo { undoes } => undone.extend(undoes),
                Entry::Redo { redoes } => redoes.iter().for_each(|seq| {
                    undone.remove(seq);
                }),
                Entry::Decide(_) | Entry::Forget { .. } => {}
            }
        }
        Self { entries, undone }
    }

    /// Every decision, in force or not, with its entry.
    pub fn decisions(&self) -> impl DoubleEndedIterator<Item = (&Logged, &Decision)> {
        self.entries.iter().filter_map(|logged| match &logged.entry {
            Entry::Decide(decision) => Some((logged, decision)),
            Entry::Undo { .. } | Entry::Redo { .. } | Entry::Forget { .. } => None,
        })
    }

    /// The decisions in force, each the last of its id.
    #[must_use]
    pub fn in_force(&self) -> BTreeMap<&str, (&Logged, &Decision)> {
        let standing = self.decisions().filter(|(logged, _)| !self.is_undone(logged.seq));
        standing.map(|(logged, decision)| (decision.charge.as_str(), (logged, decision))).collect()
    }

    /// Whether a decision was taken back.
    #[must_use]
    pub fn is_undone(&self, seq: i64) -> bool {
        self.undone.contains(&seq)
    }

    /// The decisions in force that were made last at once, or as this group.
    ///
    /// # Errors
    /// `nothing-to-undo`.
    pub fn last_group(&self, group: Option<i64>) -> Result<Vec<i64>, Problem> {
        let standing = || self.decisions().map(|(logged, _)| logged).filter(|logged| !self.is_undone(logged.seq));
        let group = group.or_else(|| standing().next_back().map(|logged| logged.group));
        let members = standing().filter(|logged| Some(logged.group) == group).map(|logged| logged.seq).collect();
        some(members, "nothing-to-undo")
    }

    /// The decision in force on each of these charges, given by every id that it has had.
    ///
    /// # Errors
    /// `nothing-to-undo` when one of them has none.
    pub fn last_of(&self, charges: &[Vec<&str>]) -> Result<Vec<i64>, Problem> {
        let mut found = Vec::new();
        for ids in charges {
            let own = |(logged, decision): &(&Logged, &Decision)| {
                ids.contains(&decision.charge.as_str()) && !self.is_undone(logged.seq)
            };
            let last = self.decisions().rev().find(own).ok_or_else(|| Problem::new("nothing-to-undo"))?;
            found.push(last.0.seq);
        }
        some(found, "nothing-to-undo")
    }

    /// The decisions that were last taken back at once and can hold again: no later decision on the same charge holds.
    ///
    /// # Errors
    /// `nothing-to-redo`.
    pub fn last_undone(&self) -> Result<Vec<i64>, Problem> {
        let later = |seq: i64| {
            let own = self.decisions().find(|(logged, _)| logged.seq == seq);
            own.is_none_or(|(_, own)| {
                self.in_force().get(own.charge.as_str()).is_some_and(|(logged, _)| logged.seq > seq)
            })
        };
        for logged in self.entries.iter().rev() {
            if let Entry::Undo { undoes } = &logged.entry {
                let again: Vec<i64> =
                    undoes.iter().copied().filter(|seq| self.is_undone(*seq) && !later(*seq)).collect();
                if !again.is_empty() {
                    return Ok(again);
                }
            }
        }
        Err(Problem::new("nothing-to-redo"))
    }
}

fn some(found: Vec<i64>, code: &'static str) -> Result<Vec<i64>, Problem> {
    if found.is_empty() { Err(Problem::new(code)) } else { Ok(found) }
}
