//! How likely it is that somebody else made a charge, as far as the rules know.
#![expect(clippy::float_arithmetic, reason = "log-odds are statistics; no money enters")]

use super::{Engine, Outcome, Reason};
use crate::breach::Reach;
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

/// What is known of a charge before any rule is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Exposure {
    /// What the exposed data allow.
    pub reach: Reach,
    /// Days since the start of the exposure.
    pub days: i64,
}

impl Engine {
    /// The score of one charge from its exposure and its reasons: the rules that fire count, building blocks included,
    /// and so does every silence, by as much as the fit gives to it: that of a rule's own, and once that of a context.
    pub fn score<'a>(&self, exposure: Exposure, reasons: impl IntoIterator<Item = &'a Reason>) -> Score {
        let weights = self.weights();
        let [of_data, of_time] = weights.prior.of(exposure.reach, exposure.days);
        let mut fitted = weights.intercept + of_data + of_time;
        let mut odds = fitted;
        let (mut finding, mut guessed) = (false, false);
        let mut contexts: Vec<&str> = Vec::new();
        for reason in reasons {
            let rule = &self.rules()[reason.rule];
            match reason.outcome {
                Outcome::Fires => {
                    odds += weights.of(rule);
                    finding |= rule.role == Role::Finding;
                    guessed |= weights.fit_of(rule).is_none();
                    fitted += weights.fit_of(rule).unwrap_or_default();
                }
                Outcome::Silenced(unless) => {
                    let silence = match rule.unless[unless].context.as_deref() {
                        None => weights.of_silence(rule, unless),
                        Some(context) if contexts.contains(&context) => 0.0,
                        Some(context) => {
                            contexts.push(context);
                            weights.of_context(context)
                        }
                    };
                    odds += silence;
                    fitted += silence;
                }
                Outcome::CannotTell(_) | Outcome::Nearly(_) => {}
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
    use super::*;
    use crate::catalogue::Catalogue;
    use crate::rule::Fitted;

    const EXPOSED: Exposure = Exposure { reach: Reach::NumberExposed, days: 0 };

    fn reasons(engine: &Engine, fired: &[&str]) -> Vec<Reason> {
        let place = |id: &&str| engine.rules().iter().position(|rule| rule.id == *id).expect("a rule");
        let fires = |rule| Reason { rule, outcome: Outcome::Fires, related: vec![], values: vec![] };
        fired.iter().map(|id| fires(place(id))).collect()
    }

    /// The shipped rules with weights of our own: two log-odds for each of these.
    fn engine(fitted: &[&str]) -> Engine {
        let mut engine = Engine::load(&Catalogue::embedded()).expect("sound");
        let two = |id: &&str| {
            let rule = engine.rules.iter().find(|rule| rule.id == *id).expect("a rule");
            let (weight, unless) = (Some(2.0), vec![-1.0; rule.unless.len()]);
            (
                (*id).to_owned(),
                Fitted { weight, unless, clauses: rule.clauses(), fires: 20, precision: None, coverage: 0.0 },
            )
        };
        let rules = fitted.iter().map(two).collect();
        engine.weights.rules = rules;
        engine.weights.fitted = !fitted.is_empty();
        engine.weights.intercept = -5.5;
        engine.weights.cuts = crate::rule::Cuts { high: 0.35, medium: 0.08 };
        engine
    }

    #[test]
    fn weights_become_bands() {
        let guesses = engine(&[]);
        let blocks = reasons(&guesses, &["new-merchant", "large-for-you"]);
        let all = reasons(&guesses, &["new-merchant", "large-for-you", "test-then-spend"]);
        let nearly = Reason { outcome: Outcome::Nearly(0), ..all[2].clone() };
        let silenced = Reason { outcome: Outcome::Silenced(0), ..all[2].clone() };
        let none = guesses.score(EXPOSED, []);
        assert!(!guesses.score(EXPOSED, &blocks).finding && !none.finding);
        assert_eq!((guesses.score(EXPOSED, [&nearly]), guesses.score(EXPOSED, [&silenced])), (none, none));
        let score = guesses.score(EXPOSED, &all);
        assert!(score.finding && score.guessed && score.value > guesses.score(EXPOSED, &blocks).value);
        assert_eq!(score.band, Band::High);

        let half = engine(&["new-merchant", "large-for-you"]);
        assert_eq!(half.score(EXPOSED, &all).band, Band::Medium, "a guess among fitted weights makes nothing high");
        let fit = engine(&["new-merchant", "large-for-you", "test-then-spend"]);
        assert!(fit.score(EXPOSED, &all).band == Band::High && !fit.score(EXPOSED, &all).guessed);
        assert!(fit.score(EXPOSED, [&silenced]).value < fit.score(EXPOSED, []).value, "a fitted silence counts");
    }

    #[test]
    fn what_was_exposed_moves_the_score() {
        let engine = engine(&[]);
        let of = |reach, days| engine.score(Exposure { reach, days }, []).value;
        assert!(of(Reach::NumberNotExposed, 0) < of(Reach::Unknown, 0));
        assert!(of(Reach::Unknown, 2000) < of(Reach::Unknown, 30));
    }
}
