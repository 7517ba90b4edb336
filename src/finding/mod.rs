//! Findings: for every exposed charge the reasons, the score and the band; and incidents, the findings that one event
//! explains.

pub mod explain;

use std::collections::{BTreeMap, HashMap};
use std::str::FromStr;

use crate::case::{Case, Charge};
use crate::engine::{Band, Engine, Exposure, Outcome, Reason};
use crate::facts::{Facts, FactsFile};
use crate::location::Problem;
use crate::messages::Words;
use crate::rule::Role;

/// How much a person wants to look at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Level {
    /// Only "look first".
    Calm,
    /// "Look first" and "look".
    #[default]
    Careful,
    /// Every exposed charge.
    Everything,
}

impl FromStr for Level {
    type Err = Problem;

    /// Reads `calm`, `careful` or `everything`.
    ///
    /// # Errors
    /// `unknown-level` for anything else.
    fn from_str(text: &str) -> Result<Self, Problem> {
        Ok(match text {
            "calm" => Self::Calm,
            "careful" => Self::Careful,
            "everything" => Self::Everything,
            _ => return Err(Problem::new("unknown-level").with("value", text)),
        })
    }
}

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
    /// The strongest of its reasons.
    pub outcome: Overall,
    /// Listed only because this listed charge names it.
    pub named_by: Option<String>,
    /// Index into [`Findings::incidents`].
    pub incident: Option<usize>,
    /// Strongest first.
    pub reasons: Vec<Reason>,
}

/// Findings that one event explains, put as one question.
#[derive(Debug, Clone)]
pub struct Incident {
    /// Kind of incident and the first charge's id.
    pub id: String,
    /// Kind of incident, as rules name it.
    pub kind: String,
    /// Its name.
    pub title: Words,
    /// Its question.
    pub question: Words,
    /// Indices into [`Findings::list`], in order of date.
    pub findings: Vec<usize>,
}

/// All exposed charges, those to look at first.
#[derive(Debug, Clone)]
pub struct Findings {
    /// Listed ones first, then by score, then by date.
    pub list: Vec<Finding>,
    /// In the order of their best finding.
    pub incidents: Vec<Incident>,
    /// The level was "everything".
    pub everything: bool,
    /// The weights were fitted, not guessed.
    pub fitted: bool,
}

impl Findings {
    /// Asks the rules and puts what they say together.
    ///
    /// # Errors
    /// `bad-rule` when a clause fails on these values.
    pub fn of(case: &Case, facts: &Facts, file: &FactsFile, engine: &Engine, level: Level) -> Result<Self, Problem> {
        let mut reasons: Vec<Vec<Reason>> = facts.exposed.iter().map(|_| Vec::new()).collect();
        for reason in engine.evaluate(facts)? {
            reasons[reason.charge].push(reason);
        }
        let mut list: Vec<Finding> = facts
            .exposed
            .iter()
            .zip(reasons)
            .map(|(charge, reasons)| finding(case, *charge, reasons, engine, level))
            .collect();
        bring_in_related(case, &mut list);
        list.sort_by(|a, b| order(case, a, b));
        let incidents = incidents(case, &mut list, engine, file.parameters.new.days);
        Ok(Self { list, incidents, everything: level == Level::Everything, fitted: engine.weights().fitted })
    }

    /// The findings to look at.
    pub fn flagged(&self) -> impl Iterator<Item = &Finding> {
        self.list.iter().filter(|finding| finding.flagged)
    }
}

/// Listed ones first, then by score, then by date.
fn order(case: &Case, a: &Finding, b: &Finding) -> std::cmp::Ordering {
    let date = |finding: &Finding| (case.charges[finding.charge].date, &case.charges[finding.charge].id);
    b.flagged
        .cmp(&a.flagged)
        .then(b.fires.cmp(&a.fires))
        .then(b.score.total_cmp(&a.score))
        .then_with(|| date(a).cmp(&date(b)))
}

/// A listed charge brings in the charges that its reasons name: half an event helps nobody to recognise it.
fn bring_in_related(case: &Case, list: &mut [Finding]) {
    let named: Vec<(String, String)> = list
        .iter()
        .filter(|finding| finding.flagged)
        .flat_map(|finding| {
            let firing = finding.reasons.iter().filter(|reason| reason.outcome == Outcome::Fires);
            let by = &case.charges[finding.charge].id;
            firing.flat_map(|reason| &reason.related).map(|(_, id)| (id.clone(), by.clone()))
        })
        .collect();
    for finding in list.iter_mut().filter(|finding| !finding.flagged) {
        let id = &case.charges[finding.charge].id;
        if let Some((_, by)) = named.iter().find(|(named, _)| named == id) {
            finding.flagged = true;
            finding.named_by = Some(by.clone());
        }
    }
}

fn finding(case: &Case, charge: usize, mut reasons: Vec<Reason>, engine: &Engine, level: Level) -> Finding {
    let score = engine.score(exposure(case, &case.charges[charge]), &reasons);
    let weight = |reason: &Reason| engine.weights().of(&engine.rules()[reason.rule]);
    reasons.sort_by(|a, b| {
        let finding = |reason: &Reason| engine.rules()[reason.rule].role == Role::Finding;
        (outcome(b), finding(b)).cmp(&(outcome(a), finding(a))).then(weight(b).total_cmp(&weight(a)))
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
    Finding {
        charge,
        score: score.value,
        band: score.band,
        fires: score.finding,
        flagged,
        outcome,
        named_by: None,
        incident: None,
        reasons,
    }
}

fn exposure(case: &Case, charge: &Charge) -> Exposure {
    let household = &case.households[charge.household];
    let days = household.exposed_from.map_or(0, |from| (charge.date - from).num_days());
    Exposure { reach: household.reach, days }
}

/// The incidents that a finding's firing rules belong to, strongest first.
fn kinds<'a>(finding: &Finding, engine: &'a Engine) -> impl Iterator<Item = &'a str> {
    let firing: Vec<usize> =
        finding.reasons.iter().filter(|r| r.outcome == Outcome::Fires).map(|reason| reason.rule).collect();
    firing.into_iter().filter_map(|rule| engine.rules()[rule].incident.as_deref())
}

/// Whether an event can explain a finding.
fn explained(finding: &Finding, engine: &Engine) -> bool {
    finding.named_by.is_some() || kinds(finding, engine).next().is_some()
}

/// Groups flagged findings: those that name each other, and those of one household that lie within `days` of the next
/// and share a merchant or a kind of incident. A group is of the kind that most of its members can be.
fn incidents(case: &Case, list: &mut [Finding], engine: &Engine, days: i32) -> Vec<Incident> {
    let charge = |finding: &Finding| -> &Charge { &case.charges[finding.charge] };
    let mut members: Vec<usize> =
        (0..list.len()).filter(|at| list[*at].flagged && explained(&list[*at], engine)).collect();
    members.sort_by_key(|at| (charge(&list[*at]).household, charge(&list[*at]).date, &charge(&list[*at]).id));
    let by_id: HashMap<&str, usize> = members.iter().map(|at| (charge(&list[*at]).id.as_str(), *at)).collect();
    let mut group: Vec<usize> = (0..list.len()).collect();
    let mut last: HashMap<(usize, &str), usize> = HashMap::new();
    for at in &members {
        let finding = &list[*at];
        let own = charge(finding);
        for reason in finding.reasons.iter().filter(|reason| reason.outcome == Outcome::Fires) {
            for other in reason.related.iter().filter_map(|(_, id)| by_id.get(id.as_str())) {
                unite(&mut group, *at, *other);
            }
        }
        let family = case.merchants[own.merchant].family.as_str();
        for key in kinds(finding, engine).take(1).chain([family]) {
            if let Some(before) = last.insert((own.household, key), *at)
                && (own.date - charge(&list[before]).date).num_days() <= i64::from(days)
            {
                unite(&mut group, before, *at);
            }
        }
    }
    let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for at in members {
        groups.entry(root(&group, at)).or_default().push(at);
    }
    let mut incidents = Vec::new();
    for members in groups.into_values() {
        let mut votes: Vec<(&str, usize)> = Vec::new();
        for member in &members {
            let mut counted: Vec<&str> = Vec::new();
            for kind in kinds(&list[*member], engine) {
                if counted.contains(&kind) {
                    continue;
                }
                counted.push(kind);
                match votes.iter_mut().find(|(known, _)| *known == kind) {
                    Some((_, count)) => *count += 1,
                    None => votes.push((kind, 1)),
                }
            }
        }
        let most = votes.iter().map(|(_, count)| *count).max();
        let own = votes.iter().find(|(_, count)| Some(*count) == most).map(|(kind, _)| *kind);
        let opener = engine.rules().iter().find(|rule| rule.incident.as_deref() == own && rule.title.is_some());
        let words = opener.and_then(|rule| rule.title.clone().zip(rule.question.clone()));
        let (Some(own), Some((title, question))) = (own, words) else { continue };
        let id = format!("{own}-{}", charge(&list[members[0]]).id);
        for at in &members {
            list[*at].incident = Some(incidents.len());
        }
        incidents.push(Incident { id, kind: own.to_owned(), title, question, findings: members });
    }
    incidents
}

fn root(group: &[usize], mut at: usize) -> usize {
    while group[at] != at {
        at = group[at];
    }
    at
}

fn unite(group: &mut [usize], one: usize, other: usize) {
    let (one, other) = (root(group, one), root(group, other));
    group[one.max(other)] = one.min(other);
}
