//! What each rule weighs (`rules/weights.toml`): guesses until a fit to labelled charges writes them.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Deserialize;
use sha2::{Digest, Sha256};

use super::{Context, Rule, bad};
use crate::breach::Reach;
use crate::catalogue::{Catalogue, DataFile};
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

/// Invented holders that the fit has not seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Measured {
    /// How many.
    pub holders: u64,
    /// The day of the measurement.
    #[serde(deserialize_with = "crate::catalogue::day")]
    pub on: NaiveDate,
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

/// What a fit says of one rule or context.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fitted {
    /// Log-odds that it adds when it fires; absent when it fired too seldom to tell.
    pub weight: Option<f64>,
    /// For each `unless` of its own, the log-odds that it adds when that one silences it.
    #[serde(default)]
    pub unless: Vec<f64>,
    /// The digest of its clauses at the time of the fit.
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
    /// What the figures below were measured on.
    #[serde(default)]
    pub measured: Option<Measured>,
    /// What was measured by band: `high`, `medium`, and `listed` for what "careful" lists.
    #[serde(default)]
    pub bands: BTreeMap<String, BandMeasured>,
    /// How far scores can be taken as shares.
    #[serde(default)]
    pub calibration: Option<Calibration>,
    /// By rule. A rule that is absent counts with its author's guess.
    #[serde(default)]
    pub rules: BTreeMap<String, Fitted>,
    /// By context: what it adds, once, to a charge on which it silences rules.
    #[serde(default)]
    pub contexts: BTreeMap<String, Fitted>,
    /// Rules and contexts whose clauses have changed since the fit: they count as absent.
    #[serde(skip)]
    pub stale: Vec<String>,
}

impl Weights {
    /// Reads `rules/weights.toml`.
    ///
    /// # Errors
    /// `bad-data-file` when it is missing, lacks that shape or its cuts are not in order; `bad-rule` when it names a
    /// rule or a context that there is not.
    pub fn load(catalogue: &Catalogue, rules: &[Rule], contexts: &[Context]) -> Result<Self, Problem> {
        Self::parse(catalogue.data("weights.toml"), rules, contexts)
    }

    fn parse<'a>(file: impl Into<DataFile<'a>>, rules: &[Rule], contexts: &[Context]) -> Result<Self, Problem> {
        let wrong = |cause: String| Problem::new("bad-data-file").with("cause", cause).in_file("weights.toml");
        let mut weights: Self = file.into().read().map_err(|e| wrong(e.to_string()))?;
        let Cuts { high, medium } = weights.cuts;
        if !(0.0 < medium && medium < high && high < 1.0 && weights.intercept.is_finite()) {
            return Err(wrong("the cuts are not in order between 0 and 1".to_owned()));
        }
        let digests: BTreeMap<&str, String> = rules.iter().map(|rule| (rule.id.as_str(), rule.clauses())).collect();
        weights.stale.extend(keep_current(&mut weights.rules, &digests)?);
        let digests = contexts.iter().map(|context| (context.id.as_str(), context.clauses())).collect();
        weights.stale.extend(keep_current(&mut weights.contexts, &digests)?);
        Ok(weights)
    }

    /// The log-odds that a rule adds when it fires.
    #[must_use]
    pub fn of(&self, rule: &Rule) -> f64 {
        self.fit_of(rule).unwrap_or(rule.weight)
    }

    /// The log-odds that a rule adds when an `unless` of its own silences it.
    #[must_use]
    pub fn of_silence(&self, rule: &Rule, unless: usize) -> f64 {
        self.rules.get(&rule.id).and_then(|fitted| fitted.unless.get(unless).copied()).unwrap_or_default()
    }

    /// The log-odds that a context adds to a charge on which it silences rules.
    #[must_use]
    pub fn of_context(&self, id: &str) -> f64 {
        self.contexts.get(id).and_then(|fitted| fitted.weight).unwrap_or_default()
    }

    /// What the fit says that a rule adds; `None` while it counts with a guess.
    #[must_use]
    pub fn fit_of(&self, rule: &Rule) -> Option<f64> {
        self.rules.get(&rule.id).and_then(|fitted| fitted.weight)
    }
}

/// Drops what a fit says of clauses that have changed since; returns their names.
fn keep_current(
    fitted: &mut BTreeMap<String, Fitted>,
    digests: &BTreeMap<&str, String>,
) -> Result<Vec<String>, Problem> {
    if let Some(id) = fitted.keys().find(|id| !digests.contains_key(id.as_str())) {
        return Err(bad(id, "", "weights.toml names this, which does not exist").in_file("weights.toml"));
    }
    let stale = fitted.iter().filter(|(id, of)| digests.get(id.as_str()) != Some(&of.clauses));
    let stale: Vec<String> = stale.map(|(id, _)| id.clone()).collect();
    fitted.retain(|id, _| !stale.contains(id));
    Ok(stale)
}

impl Rule {
    /// A digest of its own clauses: what a fit is about.
    #[must_use]
    pub fn clauses(&self) -> String {
        let own = self.unless.iter().filter(|unless| unless.context.is_none());
        digest(&self.when, own.map(|unless| unless.when.as_str()))
    }
}

impl Context {
    /// A digest of its clauses: what a fit is about.
    #[must_use]
    pub fn clauses(&self) -> String {
        digest(&self.when, [])
    }
}

fn digest<'a>(when: &[String], unless: impl IntoIterator<Item = &'a str>) -> String {
    let when = when.iter().map(|sql| format!("when {sql}\n"));
    let text: String = when.chain(unless.into_iter().map(|sql| format!("unless {sql}\n"))).collect();
    Sha256::digest(text.as_bytes()).iter().take(6).map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::FACTS;

    fn shipped() -> (String, Vec<Rule>, Vec<Context>) {
        let catalogue = Catalogue::embedded();
        let names: Vec<&str> = FACTS.iter().map(|(name, _)| *name).collect();
        let text = catalogue.file("weights.toml").expect("shipped").to_owned();
        (text, Rule::load(&catalogue, &names).expect("sound"), Context::load(&catalogue, &names).expect("sound"))
    }

    #[test]
    fn the_shipped_weights_speak_of_the_shipped_rules() {
        let (text, rules, contexts) = shipped();
        let weights = Weights::parse(&text, &rules, &contexts).expect("sound");
        assert!(weights.stale.is_empty(), "fit the weights anew, these have changed: {:?}", weights.stale);
        let rules = rules.iter().map(|rule| &rule.id).filter(|id| !weights.rules.contains_key(*id));
        let contexts = contexts.iter().map(|context| &context.id).filter(|id| !weights.contexts.contains_key(*id));
        let new: Vec<&String> = rules.chain(contexts).collect();
        assert!(!weights.fitted || new.is_empty(), "fit the weights anew, these are new: {new:?}");
    }

    #[test]
    fn what_explains_a_charge_never_speaks_louder_against_it() {
        let (text, rules, contexts) = shipped();
        let weights = Weights::parse(&text, &rules, &contexts).expect("sound");
        assert!(contexts.iter().all(|context| weights.of_context(&context.id) <= 0.0), "{:?}", weights.contexts);
        for rule in rules.iter().filter(|rule| rule.weight > 0.0) {
            for at in 0..rule.unless.len() {
                assert!(weights.of_silence(rule, at) <= weights.of(rule), "{} {at}", rule.id);
            }
        }
    }

    #[test]
    fn a_fit_of_other_clauses_does_not_count() {
        let (text, rules, contexts) = shipped();
        let unfitted = text.split("\n[rules.").next().unwrap_or_default();
        let rule = &rules[0];
        let fit = |id: &str, clauses: &str| {
            let fit = format!("\n[rules.{id}]\nweight = 9.0\nfires = 20\ncoverage = 0.5\nclauses = \"{clauses}\"\n");
            Weights::parse(&format!("{unfitted}\n{fit}"), &rules, &contexts)
        };
        let current = fit(&rule.id, &rule.clauses()).expect("sound");
        let stale = fit(&rule.id, "0123456789ab").expect("sound");
        assert_eq!((current.fit_of(rule), current.stale.len()), (Some(9.0), 0));
        assert_eq!((stale.fit_of(rule), &stale.stale), (None, &vec![rule.id.clone()]));
        assert_eq!(stale.of(rule).to_bits(), rule.weight.to_bits());
        assert_eq!(fit("no-such-rule", "").expect_err("refused").code, "bad-rule");
    }

    #[test]
    fn late_charges_are_not_excused() {
        let (text, rules, contexts) = shipped();
        let weights = Weights::parse(&text, &rules, &contexts).expect("sound");
        let prior = |reach, days| weights.prior.of(reach, days).iter().sum::<f64>();
        assert!(prior(Reach::NumberNotExposed, 0) < prior(Reach::NumberExposed, 0));
        let first_year = [0, 31, 300].map(|days| prior(Reach::NumberExposed, days).to_bits());
        assert_eq!(first_year, [first_year[0]; 3]);
        assert!(prior(Reach::NumberExposed, 5000) > -1.0);
    }
}
