//! What the band of a charge owes to each of its reasons, in words that need no number.

use crate::engine::{Band, Engine, Exposure, Outcome, Reason};

/// What would be otherwise if a reason that fires were not there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// No rule would list the charge.
    Lists,
    /// The band would be this lower one.
    Raises(Band),
    /// The band would be this higher one.
    Lowers(Band),
    /// The band would be the same, the score no higher.
    Adds,
    /// The band would be the same, the score higher.
    Eases,
}

impl Effect {
    /// The word used in outputs.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Lists => "lists",
            Self::Raises(_) => "raises",
            Self::Lowers(_) => "lowers",
            Self::Adds => "adds",
            Self::Eases => "eases",
        }
    }
}

/// The effect of each reason, in their order.
pub(super) fn effects(exposure: Exposure, reasons: &[Reason], engine: &Engine) -> Vec<Option<Effect>> {
    if reasons.iter().all(|reason| reason.outcome != Outcome::Fires) {
        return vec![None; reasons.len()];
    }
    let whole = engine.score(exposure, reasons);
    let without = |left_out: usize| {
        let others = reasons.iter().enumerate().filter(|(at, _)| *at != left_out).map(|(_, reason)| reason);
        let score = engine.score(exposure, others);
        match score.band.cmp(&whole.band) {
            _ if whole.finding && !score.finding => Effect::Lists,
            std::cmp::Ordering::Less => Effect::Raises(score.band),
            std::cmp::Ordering::Greater => Effect::Lowers(score.band),
            std::cmp::Ordering::Equal if score.value > whole.value => Effect::Eases,
            std::cmp::Ordering::Equal => Effect::Adds,
        }
    };
    let fires = |at: usize| reasons[at].outcome == Outcome::Fires;
    (0..reasons.len()).map(|at| fires(at).then(|| without(at))).collect()
}
