//! How likely it is that somebody else made a charge, as far as the rules know.
#![expect(clippy::float_arithmetic, reason = "log-odds are statistics; no money enters")]

use super::{Engine, Outcome, Reason};
use crate::rule::Role;

/// What people see of a score.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Band {
    /// "Probably yours".
    Low,
    /// "Look".
    Medium,
    /// "Look first".
    High,
}

impl Band {
    /// The word used in outputs.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
        }
    }
}

/// The score of one charge.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Score {
    /// Probability, 0 to 1.
    pub value: f64,
    /// By the cuts of `rules/weights.toml`; at most medium where only a guess among fitted weights made it high.
    pub band: Band,
    /// Whether a rule of role finding fires: otherwise the charge is no finding.
    pub finding: bool,
    /// Whether a guess counts.
    pub guessed: bool,
}

impl Engine {
    /// The score of one charge from its reasons: the rules that fire count, building blocks included.
    pub fn score<'a>(&self, reasons: impl IntoIterator<Item = &'a Reason>) -> Score {
        let weights = self.weights();
        let (mut odds, mut fitted) = (weights.intercept, weights.intercept);
        let (mut finding, mut guessed) = (false, false);
        for reason in reasons.into_iter().filter(|reason| reason.outcome == Outcome::Fires) {
            let rule = &self.rules()[reason.rule];
            odds += weights.of(rule);
            finding |= rule.role == Role::Finding;
            if weights.rules.contains_key(&rule.id) {
                fitted += weights.of(rule);
            } else {
                guessed = true;
            }
        }
        let value = logistic(odds);
        let mut band = self.band(value);
        if weights.fitted && guessed {
            band = band.min(self.band(logistic(fitted)).max(Band::Medium));
        }
        Score { value, band, finding, guessed }
    }

    fn band(&self, value: f64) -> Band {
        let cuts = self.weights().cuts;
        if value >= cuts.high {
            Band::High
        } else if value >= cuts.medium {
            Band::Medium
        } else {
            Band::Low
        }
    }
}

fn logistic(odds: f64) -> f64 {
    1.0 / (1.0 + (-odds).exp())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::catalogue::Catalogue;

    fn reasons(engine: &Engine, fired: &[&str]) -> Vec<Reason> {
        let place = |id: &&str| engine.rules().iter().position(|rule| rule.id == *id).expect("a rule");
        let fires = |rule| Reason { rule, charge: 0, outcome: Outcome::Fires, related: vec![], values: vec![] };
        fired.iter().map(|id| fires(place(id))).collect()
    }

    #[test]
    fn weights_become_bands() {
        let mut engine = Engine::load(&Catalogue::embedded()).expect("sound");
        let blocks = reasons(&engine, &["new-merchant", "large-for-you"]);
        let all = reasons(&engine, &["new-merchant", "large-for-you", "test-then-spend"]);
        let silent = Reason { outcome: Outcome::Nearly(0), ..all[2].clone() };
        assert!(!engine.score(&blocks).finding && !engine.score([&silent]).finding);
        assert_eq!(engine.score([]), engine.score([&silent]));
        let score = engine.score(&all);
        assert!(score.finding && score.guessed && score.value > engine.score(&blocks).value);
        assert_eq!(score.band, Band::High);

        let fit = |ids: &[&str]| ids.iter().map(|id| ((*id).to_owned(), 2.0)).collect::<BTreeMap<_, _>>();
        engine.weights.fitted = true;
        engine.weights.rules = fit(&["new-merchant", "large-for-you"]);
        assert_eq!(engine.score(&all).band, Band::Medium, "a guess among fitted weights makes nothing high");
        engine.weights.rules = fit(&["new-merchant", "large-for-you", "test-then-spend"]);
        assert!(engine.score(&all).band == Band::High && !engine.score(&all).guessed);
    }
}
