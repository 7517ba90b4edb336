//! What each rule weighs (`rules/weights.toml`): written by hand until a fit writes it.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{Rule, bad};
use crate::catalogue::Catalogue;
use crate::location::Problem;

/// Where the bands begin, as probabilities.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cuts {
    /// "Look first" from here.
    pub high: f64,
    /// "Look" from here.
    pub medium: f64,
}

/// The weights in force.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Weights {
    /// Whether the numbers come from labelled charges; otherwise they are guesses.
    pub fitted: bool,
    /// Where the numbers come from.
    pub note: String,
    /// Log-odds of a charge for which no rule fires.
    pub intercept: f64,
    /// Where the bands begin.
    pub cuts: Cuts,
    /// Fitted log-odds by rule. A rule that is absent counts with its author's guess.
    #[serde(default)]
    pub rules: BTreeMap<String, f64>,
}

impl Weights {
    /// Reads `rules/weights.toml`.
    ///
    /// # Errors
    /// `bad-data-file` when it is missing, lacks that shape or its cuts are not in order; `bad-rule` when it names a
    /// rule that there is not.
    pub fn load(catalogue: &Catalogue, rules: &[Rule]) -> Result<Self, Problem> {
        let wrong = |cause: String| Problem::new("bad-data-file").with("cause", cause).in_file("weights.toml");
        let text = catalogue.file("weights.toml").ok_or_else(|| wrong("missing".to_owned()))?;
        let weights: Self = toml::from_str(text).map_err(|e| wrong(e.to_string()))?;
        let Cuts { high, medium } = weights.cuts;
        if !(0.0 < medium && medium < high && high < 1.0 && weights.intercept.is_finite()) {
            return Err(wrong("the cuts are not in order between 0 and 1".to_owned()));
        }
        match weights.rules.keys().find(|id| !rules.iter().any(|rule| rule.id == **id)) {
            Some(id) => Err(bad(id, "", "weights.toml names this rule, which does not exist").in_file("weights.toml")),
            None => Ok(weights),
        }
    }

    /// The log-odds that a rule adds when it fires.
    #[must_use]
    pub fn of(&self, rule: &Rule) -> f64 {
        self.rules.get(&rule.id).copied().unwrap_or(rule.weight)
    }

    /// Whether the rule counts with a guess although others are fitted.
    #[must_use]
    pub fn is_guess_among_fitted(&self, rule: &Rule) -> bool {
        self.fitted && !self.rules.contains_key(&rule.id)
    }
}
