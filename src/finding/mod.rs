//! Findings: for every exposed charge the reasons, the score and the band; and incidents, the findings that one event
//! explains.

pub mod explain;

use std::collections::{BTreeMap, HashMap};
use std::str::FromStr;

use crate::case::{Case, Charge};
use crate::engine::{Band, Engine, Outcome, Reason};
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

impl Overall {
    /// Whether a charge of this outcome shows this reason without being asked for everything.
    #[must_use]
    pub fn shows(self, reason: &Reason) -> bool {
        outcome(reason) == self || outcome(reason) >= Self::Silenced
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
    pub fn of(
        case: &Case,
        facts: &Facts,
        file: &FactsFile,
        engine: &Engine,
        level: Level,
    ) -> Result<Self, Problem> {
        let mut reasons: Vec<Vec<Reason>> = facts.exposed.iter().map(|_| Vec::new()).collect();
        for reason in engine.evaluate(facts)? {
            reasons[reason.charge].push(reason);
        }
        let mut list: Vec<Finding> = facts
            .exposed
            .iter()
            .zip(reasons)
            .map(|(charge, reasons)| finding(*charge, reasons, engine, level))
            .collect();
        list.sort_by(|a, b| {
            let date = |finding: &Finding| (case.charges[finding.charge].date, &case.charges[finding.charge].id);
            b.flagged
                .cmp(&a.flagged)
                .then(b.fires.cmp(&a.fires))
                .then(b.score.total_cmp(&a.score))
                .then_with(|| date(a).cmp(&date(b)))
        });
        let incidents = incidents(case, &mut list, engine, file.parameters.new.days);
        Ok(Self { list, incidents, everything: level == Level::Everything, fitted: engine.weights().fitted })
    }

    /// The findings to look at.
    pub fn flagged(&self) -> impl Iterator<Item = &Finding> {
        self.list.iter().filter(|finding| finding.flagged)
    }
}

fn finding(charge: usize, mut reasons: Vec<Reason>, engine: &Engine, level: Level) -> Finding {
    let score = engine.score(&reasons);
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
        incident: None,
        reasons,
    }
}

/// The incident that a finding's strongest firing rule belongs to.
fn kind<'a>(finding: &Finding, engine: &'a Engine) -> Option<&'a str> {
    finding
        .reasons
        .iter()
        .filter(|reason| reason.outcome == Outcome::Fires)
        .find_map(|reason| engine.rules()[reason.rule].incident.as_deref())
}

/// Groups flagged findings of one kind of incident: those that name each other, and those that lie within `days` of
/// the next, in one household.
fn incidents(case: &Case, list: &mut [Finding], engine: &Engine, days: i32) -> Vec<Incident> {
    let charge = |finding: &Finding| -> &Charge { &case.charges[finding.charge] };
    let by_id: HashMap<&str, usize> =
        list.iter().enumerate().filter(|(_, f)| f.flagged && f.fires).map(|(at, f)| (charge(f).id.as_str(), at)).collect();
    let mut group: Vec<usize> = (0..list.len()).collect();
    let mut by_kind: BTreeMap<(&str, usize), Vec<usize>> = BTreeMap::new();
    let mut kinds: Vec<Option<&str>> = list.iter().map(|f| if f.flagged && f.fires { kind(f, engine) } else { None }).collect();
    for (at, finding) in list.iter().enumerate() {
        let Some(own) = kinds[at] else { continue };
        for reason in finding.reasons.iter().filter(|reason| reason.outcome == Outcome::Fires) {
            if engine.rules()[reason.rule].incident.as_deref() != Some(own) {
                continue;
            }
            for (_, id) in &reason.related {
                if let Some(other) = by_id.get(id.as_str()) {
                    kinds[*other] = Some(own);
                    unite(&mut group, at, *other);
                }
            }
        }
    }
    for (at, finding) in list.iter().enumerate() {
        if let Some(own) = kinds[at] {
            by_kind.entry((own, charge(finding).household)).or_default().push(at);
        }
    }
    for members in by_kind.values_mut() {
        members.sort_by_key(|at| charge(&list[*at]).date);
        for pair in members.windows(2) {
            if (charge(&list[pair[1]]).date - charge(&list[pair[0]]).date).num_days() <= i64::from(days) {
                unite(&mut group, pair[0], pair[1]);
            }
        }
    }
    let mut made: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, kind) in kinds.iter().enumerate() {
        if kind.is_some() {
            made.entry(root(&group, at)).or_default().push(at);
        }
    }
    let mut groups: Vec<Vec<usize>> = made.into_values().collect();
    groups.sort_by_key(|members| members.iter().min().copied());
    let mut incidents = Vec::new();
    for mut members in groups {
        let first = members.iter().min().copied().unwrap_or_default();
        let Some(own) = kinds[first] else { continue };
        let opener = engine.rules().iter().find(|rule| rule.incident.as_deref() == Some(own) && rule.title.is_some());
        let Some((title, question)) = opener.and_then(|rule| rule.title.clone().zip(rule.question.clone())) else {
            continue;
        };
        members.sort_by_key(|at| (charge(&list[*at]).date, &charge(&list[*at]).id));
        let id = format!("{own}-{}", charge(&list[members[0]]).id);
        for at in &members {
            list[*at].incident = Some(incidents.len());
        }
        incidents.push(Incident { id, title, question, findings: members });
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
