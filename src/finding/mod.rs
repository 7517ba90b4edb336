//! Findings: for every exposed charge the reasons, the score and the band; and incidents, the findings that one event
//! explains.

pub mod explain;
pub mod familiar;

mod effect;
mod incidents;
mod level;
mod standing;
#[cfg(test)]
mod tests;

use foldhash::HashMap;
use rayon::prelude::*;

use crate::case::Case;
use crate::engine::{Band, Engine, Exposure, Outcome, Reason};
use crate::facts::{Column, Facts};
use crate::location::Problem;
use crate::rule::Role;
use crate::transaction::Kind;

pub use effect::Effect;
pub use incidents::{Circumstance, Incident, Joins};
pub use level::Level;
pub use standing::{Counts, Standing};

/// What all the rules together say of a charge: the strongest of its reasons.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Overall {
    /// No rule says anything.
    Silent,
    /// A rule fires but for one clause.
    Nearly,
    /// A rule has too little to go by.
    CannotTell,
    /// A rule fires and is silenced.
    Silenced,
    /// A rule of role finding fires.
    Fires,
}

impl Overall {
    /// The word used in outputs.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Silent => "silent",
            Self::Nearly => "nearly",
            Self::CannotTell => "cannot-tell",
            Self::Silenced => "silenced",
            Self::Fires => "fires",
        }
    }
}

/// The word of one reason's outcome.
#[must_use]
pub fn outcome(reason: &Reason) -> Overall {
    match reason.outcome {
        Outcome::Fires => Overall::Fires,
        Outcome::Silenced(_) => Overall::Silenced,
        Outcome::CannotTell(_) => Overall::CannotTell,
        Outcome::Nearly(_) => Overall::Nearly,
    }
}

/// One exposed charge with all its reasons.
#[derive(Debug, Clone)]
pub struct Finding {
    /// Index into [`Case::charges`].
    pub charge: usize,
    /// Probability as far as the rules know, 0 to 1.
    pub score: f64,
    /// High, medium or low by the cuts of `rules/weights.toml`.
    pub band: Band,
    /// A rule of role finding fires.
    pub fires: bool,
    /// Listed at the chosen level.
    pub flagged: bool,
    /// The statement does not state the merchant.
    pub unstated: bool,
    /// The strongest of its reasons.
    pub outcome: Overall,
    /// Listed only because this listed charge names it.
    pub named_by: Option<String>,
    /// It is to be looked at whatever the rules say: the holder is not sure of it, or what came after asks for it.
    pub asked: bool,
    /// The holder has confirmed the merchant, which the history does not hold.
    pub confirmed: bool,
    /// A decision of the holder stands for this charge.
    pub decided: bool,
    /// Index into [`Findings::incidents`].
    pub incident: Option<usize>,
    /// Strongest first.
    pub reasons: Vec<Reason>,
    /// For each reason what the band owes to it; none for one that does not fire.
    pub effects: Vec<Option<Effect>>,
}

/// All exposed charges, those to look at first.
#[derive(Debug, Clone)]
pub struct Findings {
    /// Listed ones first, then by standing, by score, by date.
    pub list: Vec<Finding>,
    /// In the order of their best finding.
    pub incidents: Vec<Incident>,
    /// How findings became incidents, and what silences rules becomes a question.
    pub joins: Joins,
    /// What was asked for.
    pub level: Level,
    /// How many charges stand where.
    pub counts: Counts,
    /// The weights were fitted, not guessed.
    pub fitted: bool,
}

impl Findings {
    /// Asks the rules and puts what they say together.
    ///
    /// # Errors
    /// `bad-rule` when a clause fails on these values.
    pub fn of(case: &Case, facts: &Facts, joins: &Joins, engine: &Engine, level: Level) -> Result<Self, Problem> {
        let asked = facts.exposed.par_iter().zip(engine.evaluate(facts)?);
        let mut list: Vec<Finding> =
            asked.map(|(charge, reasons)| finding(*charge, exposure(case, *charge), reasons, engine, level)).collect();
        for (finding, confirmed) in list.iter_mut().zip(confirmed(case, facts)) {
            finding.confirmed = confirmed;
            finding.unstated = case.merchants[case.charges[finding.charge].merchant].unstated;
        }
        bring_in_related(case, &mut list);
        list.sort_by(|a, b| order(case, a, b));
        let incidents = incidents::incidents(case, &mut list, engine, joins);
        let counts = Counts::of(&list);
        let joins = joins.clone();
        Ok(Self { list, incidents, joins, level, counts, fitted: engine.weights().fitted })
    }

    /// Counts anew where the charges stand, after decisions have moved some.
    pub fn recount(&mut self) {
        self.counts = Counts::of(&self.list);
    }

    /// All, household by household, each in the order of the list.
    #[must_use]
    pub fn by_household(&self, case: &Case) -> Vec<&Finding> {
        let mut list: Vec<&Finding> = self.list.iter().collect();
        list.sort_by_key(|finding| case.charges[finding.charge].household);
        list
    }

    /// The findings to look at.
    pub fn flagged(&self) -> impl Iterator<Item = &Finding> {
        self.list.iter().filter(|finding| finding.flagged)
    }
}

/// The exposed charges whose merchant is familiar by the holder's word alone: seen, without a charge in the history.
fn confirmed(case: &Case, facts: &Facts) -> Vec<bool> {
    let (Some(Column::Bool(seen)), Some(Column::Int(charges))) =
        (facts.column("family_seen_before"), facts.column("family_charges_before"))
    else {
        return vec![false; facts.exposed.len()];
    };
    let bought = |charge: &usize| matches!(case.charges[*charge].kind, Kind::Purchase | Kind::CashAdvance);
    let known = seen.iter().zip(charges).map(|(seen, charges)| *seen == Some(true) && *charges == Some(0));
    facts.exposed.iter().zip(known).map(|(charge, known)| known && bought(charge)).collect()
}

/// Listed ones first, then by standing, by score, by date.
fn order(case: &Case, a: &Finding, b: &Finding) -> std::cmp::Ordering {
    let date = |finding: &Finding| (case.charges[finding.charge].date, &case.charges[finding.charge].id);
    b.flagged
        .cmp(&a.flagged)
        .then(b.fires.cmp(&a.fires))
        .then(a.standing().cmp(&b.standing()))
        .then(b.score.total_cmp(&a.score))
        .then_with(|| date(a).cmp(&date(b)))
}

/// A listed charge brings in the charges that its reasons name: half an event helps nobody to recognise it.
fn bring_in_related(case: &Case, list: &mut [Finding]) {
    let mut named: HashMap<String, String> = HashMap::default();
    for finding in list.iter().filter(|finding| finding.flagged) {
        let firing = finding.reasons.iter().filter(|reason| reason.outcome == Outcome::Fires);
        for (_, id) in firing.flat_map(|reason| &reason.related) {
            named.entry(id.clone()).or_insert_with(|| case.charges[finding.charge].id.clone());
        }
    }
    for finding in list.iter_mut().filter(|finding| !finding.flagged) {
        if let Some(by) = named.get(&case.charges[finding.charge].id) {
            finding.flagged = true;
            finding.named_by = Some(by.clone());
        }
    }
}

fn finding(charge: usize, exposure: Exposure, mut reasons: Vec<Reason>, engine: &Engine, level: Level) -> Finding {
    let score = engine.score(exposure, &reasons);
    let standing = |reason: &Reason| (outcome(reason), engine.rules()[reason.rule].role == Role::Finding);
    reasons.sort_by(|a, b| {
        let weight = |reason: &Reason| engine.weight(reason.rule);
        standing(b).cmp(&standing(a)).then(weight(b).total_cmp(&weight(a)))
    });
    let outcome = reasons
        .iter()
        .filter(|reason| engine.rules()[reason.rule].role == Role::Finding)
        .map(outcome)
        .max()
        .unwrap_or(Overall::Silent);
    let flagged = match level {
        Level::Calm => score.finding && score.band == Band::High,
        Level::Careful => score.finding && score.band >= Band::Medium,
        Level::Everything => true,
    };
    let effects = effect::effects(exposure, &reasons, engine);
    Finding {
        charge,
        score: score.value,
        band: score.band,
        fires: score.finding,
        flagged,
        outcome,
        named_by: None,
        asked: false,
        confirmed: false,
        decided: false,
        unstated: false,
        incident: None,
        reasons,
        effects,
    }
}

fn exposure(case: &Case, charge: usize) -> Exposure {
    let charge = &case.charges[charge];
    let household = &case.households[charge.household];
    let days = household.exposed_from.map_or(0, |from| (charge.date - from).num_days());
    Exposure { reach: household.reach, days }
}
