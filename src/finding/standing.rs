//! Where every exposed charge stands: the parts of a report, which add up to all exposed charges.

use super::{Finding, Overall};
use crate::engine::Band;

/// Where a charge stands, whatever the level. Each exposed charge stands in exactly one place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// A rule lists it, a listed charge names it, or it is asked for.
    Unusual,
    /// No rule lists it, and one that would matter has too little to go by, or nobody knows who was paid.
    Unclear,
    /// A rule would list it, and something explains it.
    Calmed,
    /// No rule says anything.
    Quiet,
    /// The holder has decided.
    Decided,
}

impl Standing {
    /// The word used in outputs.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Unusual => "unusual",
            Self::Unclear => "unclear",
            Self::Calmed => "calmed",
            Self::Quiet => "quiet",
            Self::Decided => "decided",
        }
    }
}

impl Finding {
    /// Where the charge stands.
    #[must_use]
    pub fn standing(&self) -> Standing {
        if self.decided {
            Standing::Decided
        } else if self.fires || self.named_by.is_some() || self.asked {
            Standing::Unusual
        } else if self.outcome == Overall::Silenced || self.confirmed {
            Standing::Calmed
        } else if self.outcome == Overall::CannotTell || self.unstated {
            Standing::Unclear
        } else {
            Standing::Quiet
        }
    }

    /// The band that people see: what a listed charge names is looked at with it, and so is what is asked for. None where
    /// nothing can be said.
    #[must_use]
    pub fn shown_band(&self) -> Option<Band> {
        match self.standing() {
            Standing::Unusual if self.named_by.is_some() || self.asked => Some(self.band.max(Band::Medium)),
            Standing::Unusual | Standing::Decided => Some(self.band),
            Standing::Unclear => None,
            Standing::Calmed | Standing::Quiet => Some(Band::Low),
        }
    }
}

/// How many charges stand where; the parts add up to all exposed charges.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Unusual, and listed at the chosen level.
    pub listed: usize,
    /// Unusual, but less than the chosen level asks for.
    pub below: usize,
    /// Too little to go by.
    pub unclear: usize,
    /// Explained.
    pub calmed: usize,
    /// Nothing to say.
    pub quiet: usize,
    /// Decided by the holder.
    pub decided: usize,
}

impl Counts {
    /// Adds those of other households.
    pub fn add(&mut self, other: Self) {
        let Self { listed, below, unclear, calmed, quiet, decided } = other;
        self.listed += listed;
        self.below += below;
        self.unclear += unclear;
        self.calmed += calmed;
        self.quiet += quiet;
        self.decided += decided;
    }

    /// All exposed charges.
    #[must_use]
    pub fn all(self) -> usize {
        let Self { listed, below, unclear, calmed, quiet, decided } = self;
        listed + below + unclear + calmed + quiet + decided
    }

    /// Counts all exposed charges.
    pub(super) fn of(list: &[Finding]) -> Self {
        let mut counts = Self::default();
        for finding in list {
            *match (finding.standing(), finding.flagged) {
                (Standing::Unusual, true) => &mut counts.listed,
                (Standing::Unusual, false) => &mut counts.below,
                (Standing::Unclear, _) => &mut counts.unclear,
                (Standing::Calmed, _) => &mut counts.calmed,
                (Standing::Quiet, _) => &mut counts.quiet,
                (Standing::Decided, _) => &mut counts.decided,
            } += 1;
        }
        counts
    }
}
