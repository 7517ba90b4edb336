//! What each rule weighs (`rules/weights.toml`): guesses until a fit to labelled charges writes them.

use std::collections::BTreeMap;

use serde::Deserialize;
use sha2::{Digest, Sha256};

use super::{Rule, bad};
use crate::breach::Reach;
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

/// Log-odds that hold before any rule speaks. They are stated, not fitted: no public statements tell them.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Prior {
    /// Why they are what they are.
    pub source: String,
    /// Where the exposed data are known and the full number is not among them.
    pub number_not_exposed: f64,
    /// Where nobody has said which data.
    pub unknown: f64,
    /// Where the full number is among them.
    pub number_exposed: f64,
    /// By time since the exposure, in order of days.
    #[serde(default)]
    pub since: Vec<Since>,
}

/// What a charge gains or loses that comes late.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Since {
    /// From so many days after the start of the exposure …
    pub days: i64,
    /// … these log-odds in place of the earlier ones.
    pub adds: f64,
}

impl Prior {
    /// The log-odds that the breach and the time since add to a charge.
    #[must_use]
    pub fn of(&self, reach: Reach, days: i64) -> [f64; 2] {
        let of_data = match reach {
            Reach::NumberNotExposed => self.number_not_exposed,
            Reach::Unknown => self.unknown,
            Reach::NumberExposed => self.number_exposed,
        };
        let of_time = self.since.iter().rfind(|since| since.days <= days).map_or(0.0, |since| since.adds);
        [of_data, of_time]
    }
}

/// What was measured of the charges of one band, on holders that the fit has not seen.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BandMeasured {
    /// Share of its findings that the holder did not make.
    pub precision: f64,
    /// Share of the incidents of which a charge is in it.
    pub incident_recall: f64,
    /// Findings a month on holders to whom nothing happened.
    pub clean_flags_a_month: f64,
}

/// How far scores are from shares, on holders that the fit has not seen.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Calibration {
    /// Mean square of score less truth.
    pub brier: f64,
    /// Mean distance of score and share over tenths of the score.
    pub ece: f64,
    /// Tenths of the score that hold charges: charges, mean score, share that the holder did not make.
    pub tenths: Vec<(u64, f64, f64)>,
}

/// What a fit says of one rule.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fitted {
    /// Log-odds that it adds when it fires; absent when it fired too seldom to tell.
    pub weight: Option<f64>,
    /// For each of its `unless`, the log-odds that it adds when that one silences it.
    #[serde(default)]
    pub unless: Vec<f64>,
    /// [`Rule::clauses`] at the time of the fit.
    pub clauses: String,
    /// How often it fired on holders that the fit has not seen …
    pub fires: u64,
    /// … the share of these that the holder did not make; absent when it never fired …
    pub precision: Option<f64>,
    /// … and the share of the charges that holders did not make on which it fired.
    pub coverage: f64,
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
    /// What holds before any rule speaks.
    pub prior: Prior,
    /// What was measured by band: `high`, `medium`, and `listed` for what "careful" lists.
    #[serde(default)]
    pub bands: BTreeMap<String, BandMeasured>,
    /// How far scores can be taken as shares.
    #[serde(default)]
    pub calibration: Option<Calibration>,
    /// By rule. A rule that is absent counts with its author's guess.
    #[serde(default)]
    pub rules: BTreeMap<String, Fitted>,
    /// Rules whose clauses have changed since the fit: they count as absent.
    #[serde(skip)]
    pub stale: Vec<String>,
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
        let mut weights: Self = toml::from_str(text).map_err(|e| wrong(e.to_string()))?;
        let Cuts { high, medium } = weights.cuts;
        if !(0.0 < medium && medium < high && high < 1.0 && weights.intercept.is_finite()) {
            return Err(wrong("the cuts are not in order between 0 and 1".to_owned()));
        }
        let known = |id: &str| rules.iter().find(|rule| rule.id == id);
        if let Some(id) = weights.rules.keys().find(|id| known(id).is_none()) {
            let cause = "weights.toml names this rule, which does not exist";
            return Err(bad(id, "", cause).in_file("weights.toml"));
        }
        let same = |id: &str, fitted: &Fitted| known(id).is_some_and(|rule| rule.clauses() == fitted.clauses);
        weights.stale = weights.rules.iter().filter(|(id, of)| !same(id, of)).map(|(id, _)| id.clone()).collect();
        weights.rules.retain(|id, _| !weights.stale.contains(id));
        Ok(weights)
    }

    /// The log-odds that a rule adds when it fires.
    #[must_use]
    pub fn of(&self, rule: &Rule) -> f64 {
        self.fit_of(rule).unwrap_or(rule.weight)
    }

    /// The log-odds that a rule adds when one of its `unless` silences it.
    #[must_use]
    pub fn of_silence(&self, rule: &Rule, unless: usize) -> f64 {
        self.rules.get(&rule.id).and_then(|fitted| fitted.unless.get(unless).copied()).unwrap_or_default()
    }

    /// What the fit says that a rule adds; `None` while it counts with a guess.
    #[must_use]
    pub fn fit_of(&self, rule: &Rule) -> Option<f64> {
        self.rules.get(&rule.id).and_then(|fitted| fitted.weight)
    }
}

impl Rule {
    /// A digest of its clauses: what a fit is about.
    #[must_use]
    pub fn clauses(&self) -> String {
        let clauses = self.when.iter().map(|clause| ("when", clause));
        let all = clauses.chain(self.unless.iter().map(|unless| ("unless", &unless.when)));
        let text: String = all.map(|(part, sql)| format!("{part} {sql}\n")).collect();
        Sha256::digest(text.as_bytes()).iter().take(6).map(|byte| format!("{byte:02x}")).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::FACTS;

    fn rules() -> Vec<Rule> {
        let names: Vec<&str> = FACTS.iter().map(|(name, _)| *name).collect();
        Rule::load(&Catalogue::embedded(), &names).expect("sound")
    }

    #[test]
    fn the_shipped_weights_speak_of_the_shipped_rules() {
        let rules = rules();
        let weights = Weights::load(&Catalogue::embedded(), &rules).expect("sound");
        assert!(weights.stale.is_empty(), "fit the weights anew, these rules have changed: {:?}", weights.stale);
        let unfitted: Vec<&str> =
            rules.iter().filter(|rule| !weights.rules.contains_key(&rule.id)).map(|rule| rule.id.as_str()).collect();
        assert!(!weights.fitted || unfitted.is_empty(), "fit the weights anew, these rules are new: {unfitted:?}");
    }

    #[test]
    fn late_charges_are_not_excused() {
        let weights = Weights::load(&Catalogue::embedded(), &rules()).expect("sound");
        let prior = |reach, days| weights.prior.of(reach, days).iter().sum::<f64>();
        assert!(prior(Reach::NumberNotExposed, 0) < prior(Reach::NumberExposed, 0));
        assert!((prior(Reach::NumberExposed, 300) - prior(Reach::NumberExposed, 0)).abs() < f64::EPSILON);
        assert!(prior(Reach::NumberExposed, 5000) > -1.0);
    }
}
