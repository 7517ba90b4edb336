//! How likely it is that somebody else made a charge, as far as the rules know.
#![expect(clippy::float_arithmetic, reason = "log-odds are statistics; no money enters")]

use super::{Engine, Outcome, Reason};
use crate::breach::Reach;
use crate::rule::{Context, Role, Rule, Weights};

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

/// What a rule adds to the log-odds.
#[derive(Debug)]
pub(super) struct Weighed {
    /// Where it fires.
    fires: f64,
    /// The same, by the fit; `None` while it counts with a guess.
    fit: Option<f64>,
    /// For each `unless` what it adds when it silences the rule, and the context that brings it.
    silences: Vec<(f64, Option<usize>)>,
}

impl Weighed {
    /// Those of rules, in order.
    pub(super) fn all(rules: &[Rule], contexts: &[Context], weights: &Weights) -> Vec<Self> {
        let silence = |rule: &Rule, at: usize| match rule.unless[at].context.as_deref() {
            None => (weights.of_silence(rule, at), None),
            Some(id) => (weights.of_context(id), contexts.iter().position(|context| context.id == id)),
        };
        let weighed = |rule: &Rule| Self {
            fires: weights.of(rule),
            fit: weights.fit_of(rule),
            silences: (0..rule.unless.len()).map(|at| silence(rule, at)).collect(),
        };
        rules.iter().map(weighed).collect()
    }
}

impl Engine {
    /// The log-odds that a rule, by its place, adds when it fires.
    pub(crate) fn weight(&self, rule: usize) -> f64 {
        self.weighed[rule].fires
    }

    /// The score of one charge from its exposure and its reasons: the rules that fire count, building blocks included,
    /// and so does every silence, by as much as the fit gives to it: that of a rule's own, and once that of a context.
    pub fn score<'a>(&self, exposure: Exposure, reasons: impl IntoIterator<Item = &'a Reason>) -> Score {
        let weights = self.weights();
        let [of_data, of_time] = weights.prior.of(exposure.reach, exposure.days);
        let mut fitted = weights.intercept + of_data + of_time;
        let mut odds = fitted;
        let (mut finding, mut guessed) = (false, false);
        let mut contexts: Vec<usize> = Vec::new();
        for reason in reasons {
            let weighed = &self.weighed[reason.rule];
            match reason.outcome {
                Outcome::Fires => {
                    odds += weighed.fires;
                    finding |= self.rules()[reason.rule].role == Role::Finding;
                    guessed |= weighed.fit.is_none();
                    fitted += weighed.fit.unwrap_or_default();
                }
                Outcome::Silenced(unless) => {
                    let (silence, context) = weighed.silences[unless];
                    if context.is_some_and(|context| contexts.contains(&context)) {
                        continue;
                    }
                    contexts.extend(context);
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
        engine.weighed = Weighed::all(&engine.rules, &engine.contexts, &engine.weights);
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
    fn a_context_counts_once_however_many_rules_it_silences() {
        let engine = engine(&[]);
        let weighs = |context: &&Context| engine.weights().of_context(&context.id).abs() > 0.0;
        let context = engine.contexts().iter().find(weighs).expect("a fitted context");
        let by_it = |rule: &Rule| rule.unless.iter().position(|unless| unless.context.as_ref() == Some(&context.id));
        let silenced = engine.rules().iter().enumerate().filter_map(|(rule, of)| {
            Some(Reason { rule, outcome: Outcome::Silenced(by_it(of)?), related: vec![], values: vec![] })
        });
        let two: Vec<Reason> = silenced.take(2).collect();
        assert_eq!(two.len(), 2);
        assert_eq!(engine.score(EXPOSED, &two), engine.score(EXPOSED, &two[..1]));
        assert_ne!(engine.score(EXPOSED, &two), engine.score(EXPOSED, []));
    }

    #[test]
    fn what_was_exposed_moves_the_score() {
        let engine = engine(&[]);
        let of = |reach, days| engine.score(Exposure { reach, days }, []).value;
        assert!(of(Reach::NumberNotExposed, 0) < of(Reach::Unknown, 0));
        assert!(of(Reach::Unknown, 2000) < of(Reach::Unknown, 30));
    }
}
