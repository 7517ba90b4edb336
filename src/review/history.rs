//! The log as it reads: decisions, and what was undone and redone. Nothing is taken back by erasing; the last decision in
//! force on a charge is the one that counts.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{Answer, Decision, Mark, Registered, Replacement, Reply};
use crate::breach::NamedBreach;
use crate::location::Problem;

/// One thing that was done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "entry", rename_all = "kebab-case")]
pub enum Entry {
    /// A charge was decided.
    Decide(Decision),
    /// A dispute went a step further.
    Mark(Mark),
    /// The holder answered what forms ask of a charge.
    Answer(Answer),
    /// Somebody answered a question about a charge.
    Reply(Reply),
    /// A card has a new number.
    Replace(Replacement),
    /// A merchant with regular charges has the new number.
    Registered(Registered),
    /// A breach was recorded, or taken from those that hold.
    Breach {
        /// The breach.
        breach: NamedBreach,
        /// It was recorded.
        holds: bool,
    },
    /// What was said, by its numbers, was taken back.
    Undo {
        /// Numbers of entries in the log.
        undoes: Vec<i64>,
    },
    /// What had been taken back holds again.
    Redo {
        /// Numbers of entries in the log.
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

impl Entry {
    /// What it says something of: a charge's id, a card's label, a merchant's family, a breach's name. `None` of what
    /// speaks of the log;
    /// all others can be taken back.
    #[must_use]
    pub fn about(&self) -> Option<&str> {
        match self {
            Self::Decide(Decision { charge, .. })
            | Self::Mark(Mark { charge, .. })
            | Self::Answer(Answer { charge, .. })
            | Self::Reply(Reply { charge, .. }) => Some(charge),
            Self::Replace(Replacement { card, .. }) => Some(card),
            Self::Registered(Registered { family }) => Some(family),
            Self::Breach { breach, .. } => Some(&breach.name),
            Self::Undo { .. } | Self::Redo { .. } | Self::Forget { .. } => None,
        }
    }

    /// Whether it says the same kind of thing of the same, so that only the later of the two counts.
    fn replaces(&self, other: &Self) -> bool {
        let same_question = match (self, other) {
            (Self::Mark(one), Self::Mark(other)) => one.step == other.step,
            (Self::Answer(one), Self::Answer(other)) => one.key == other.key,
            (one, other) => std::mem::discriminant(one) == std::mem::discriminant(other),
        };
        same_question && self.about().is_some() && self.about() == other.about()
    }
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
                Entry::Decide(_)
                | Entry::Mark(_)
                | Entry::Answer(_)
                | Entry::Reply(_)
                | Entry::Replace(_)
                | Entry::Registered(_)
                | Entry::Breach { .. }
                | Entry::Forget { .. } => {}
            }
        }
        Self { entries, undone }
    }

    /// Every decision, in force or not, with its entry.
    pub fn decisions(&self) -> impl DoubleEndedIterator<Item = (&Logged, &Decision)> {
        self.entries.iter().filter_map(|logged| match &logged.entry {
            Entry::Decide(decision) => Some((logged, decision)),
            Entry::Mark(_)
            | Entry::Answer(_)
            | Entry::Reply(_)
            | Entry::Replace(_)
            | Entry::Registered(_)
            | Entry::Breach { .. }
            | Entry::Undo { .. }
            | Entry::Redo { .. }
            | Entry::Forget { .. } => None,
        })
    }

    /// Everything that was said and holds: all but what speaks of the log itself.
    pub fn holding(&self) -> impl DoubleEndedIterator<Item = &Logged> {
        self.entries.iter().filter(|logged| logged.entry.about().is_some() && !self.is_undone(logged.seq))
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

    /// Whether this is what was said last of what it speaks of, and holds. That an answer is taken away is said where
    /// there is none.
    #[must_use]
    pub fn says(&self, entry: &Entry) -> bool {
        let last = self.holding().rev().find(|logged| entry.replaces(&logged.entry));
        let takes_away = matches!(entry, Entry::Answer(answer) if answer.value.is_empty());
        last.map_or(takes_away, |logged| logged.entry == *entry)
    }

    /// What was said last at once and holds, or what of this group does.
    ///
    /// # Errors
    /// `nothing-to-undo`.
    pub fn last_group(&self, group: Option<i64>) -> Result<Vec<i64>, Problem> {
        let group = group.or_else(|| self.holding().next_back().map(|logged| logged.group));
        let members = self.holding().filter(|logged| Some(logged.group) == group).map(|logged| logged.seq).collect();
        some(members, "nothing-to-undo")
    }

    /// What was said last of each of these charges and holds; each is given by every id that it has had.
    ///
    /// # Errors
    /// `nothing-to-undo` when there is nothing of one of them.
    pub fn last_of(&self, charges: &[Vec<&str>]) -> Result<Vec<i64>, Problem> {
        let mut found = Vec::new();
        for ids in charges {
            let own = |logged: &&Logged| logged.entry.about().is_some_and(|about| ids.contains(&about));
            let last = self.holding().rev().find(own).ok_or_else(|| Problem::new("nothing-to-undo"))?;
            found.push(last.seq);
        }
        some(found, "nothing-to-undo")
    }

    /// What was last taken back at once and can hold again: nothing that was said later in its place holds.
    ///
    /// # Errors
    /// `nothing-to-redo`.
    pub fn last_undone(&self) -> Result<Vec<i64>, Problem> {
        let later = |seq: i64| {
            let own = self.entries.iter().find(|logged| logged.seq == seq);
            own.is_none_or(|own| self.holding().any(|logged| logged.seq > seq && logged.entry.replaces(&own.entry)))
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
