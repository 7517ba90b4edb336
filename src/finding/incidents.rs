//! Incidents: the findings that one event explains, put as one question.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use foldhash::HashMap;
use serde::Deserialize;

use super::Finding;
use crate::case::{Case, Charge};
use crate::catalogue::Catalogue;
use crate::engine::{Engine, Outcome, Reason};
use crate::location::Problem;
use crate::messages::Words;

/// Where the ways to join stand.
const FILE: &str = "incidents.toml";

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
    /// Indices into [`super::Findings::list`], in order of date.
    pub findings: Vec<usize>,
    /// Its charges are a pair, or more, of one amount, of which one may be too many.
    pub twins: bool,
}

/// What findings must share to be one incident, beside naming each other; the strongest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum By {
    /// Nothing else joins them.
    Naming,
    /// The merchant.
    Merchant,
    /// The kind of incident, at whatever merchants.
    Kind,
}

/// How findings of one kind join.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
struct Join {
    by: By,
    /// At most so many days from one to the next.
    gap_days: i64,
    /// At most so many days from the first to the last.
    longest_days: i64,
    /// How little it says of what happened: of kinds that explain as many of the charges the least general one names the
    /// incident.
    #[serde(default)]
    general: u8,
}

/// Something innocent that silences rules, as one question for all the charges that it explains.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Circumstance {
    /// A fact that the silencing clause names.
    pub fact: String,
    /// Why all of the charges are silenced, where each has a reason of its own.
    pub reason: Words,
    /// Sentences in Fluent syntax with facts as variables; the first one holds whose facts are all known.
    #[serde(rename = "question")]
    pub questions: Vec<Words>,
}

/// How findings become incidents, and silenced charges become one question (`rules/incidents.toml`).
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Joins {
    default: Join,
    #[serde(default)]
    kind: BTreeMap<String, Join>,
    /// What silences rules.
    #[serde(default, rename = "circumstance")]
    pub circumstances: Vec<Circumstance>,
}

impl Joins {
    /// Reads `rules/incidents.toml`.
    ///
    /// # Errors
    /// `bad-data-file` when the file is missing or has another shape.
    pub fn load(catalogue: &Catalogue) -> Result<Self, Problem> {
        catalogue.data(FILE).read().map_err(|e| Problem::new("bad-data-file").with("cause", e.message()).in_file(FILE))
    }

    fn of(&self, kind: &str) -> Join {
        self.kind.get(kind).copied().unwrap_or(self.default)
    }
}

/// A reason to see two members as one event; the strongest and nearest are followed first.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Tie {
    by: By,
    days: i64,
    one: usize,
    other: usize,
    longest_days: i64,
}

fn firing(finding: &Finding) -> impl Iterator<Item = &Reason> {
    finding.reasons.iter().filter(|reason| reason.outcome == Outcome::Fires)
}

/// The incidents that a finding's firing rules belong to, strongest first.
fn kinds<'a>(finding: &Finding, engine: &'a Engine) -> Vec<&'a str> {
    let mut kinds = Vec::new();
    for kind in firing(finding).filter_map(|reason| engine.rules()[reason.rule].incident.as_deref()) {
        if !kinds.contains(&kind) {
            kinds.push(kind);
        }
    }
    kinds
}

/// Whether an event can explain a finding.
fn explained(finding: &Finding, engine: &Engine) -> bool {
    finding.named_by.is_some() || !kinds(finding, engine).is_empty()
}

/// Groups the listed findings, in the order of their best one. A group is of the kind that most of its members can be.
pub(super) fn incidents(case: &Case, list: &mut [Finding], engine: &Engine, joins: &Joins) -> Vec<Incident> {
    let charge = |at: usize, list: &[Finding]| -> &Charge { &case.charges[list[at].charge] };
    let mut members: Vec<usize> =
        (0..list.len()).filter(|at| list[*at].flagged && explained(&list[*at], engine)).collect();
    members.sort_by_key(|at| {
        let charge = charge(*at, list);
        (charge.household, charge.date, charge.sightings[0], &charge.id)
    });
    let days: Vec<NaiveDate> = members.iter().map(|at| charge(*at, list).date).collect();
    let mut groups = Groups::of(days);
    let findings: Vec<&Finding> = members.iter().map(|at| &list[*at]).collect();
    for tie in ties(case, &findings, engine, joins) {
        groups.unite(tie.one, tie.other, tie.longest_days);
    }
    let mut by_root: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, member) in members.iter().enumerate() {
        by_root.entry(groups.root(at)).or_default().push(*member);
    }
    let mut groups: Vec<Vec<usize>> = by_root.into_values().collect();
    groups.sort_by_key(|members| members.iter().min().copied());
    let mut incidents = Vec::new();
    for members in groups {
        let Some(kind) = kind_of(&members, list, engine, joins) else { continue };
        let opener = engine.rules().iter().find(|rule| rule.incident.as_deref() == Some(kind) && rule.title.is_some());
        let Some((title, question)) = opener.and_then(|rule| rule.title.clone().zip(rule.question.clone())) else {
            continue;
        };
        let id = format!("{kind}-{}", charge(members[0], list).id);
        let same = |at: &usize| (charge(*at, list).amount, charge(*at, list).currency);
        let equal = members.iter().all(|at| same(at) == same(&members[0]));
        let twins = joins.of(kind).by == By::Naming && members.len() > 1 && equal;
        for at in &members {
            list[*at].incident = Some(incidents.len());
        }
        incidents.push(Incident { id, kind: kind.to_owned(), title, question, findings: members, twins });
    }
    incidents
}

/// What ties the members, which stand in order of household and date, to each other; in the order to follow.
fn ties(case: &Case, members: &[&Finding], engine: &Engine, joins: &Joins) -> Vec<Tie> {
    let charge = |at: usize| -> &Charge { &case.charges[members[at].charge] };
    let by_id: HashMap<&str, usize> = (0..members.len()).map(|at| (charge(at).id.as_str(), at)).collect();
    let mut ties = Vec::new();
    let mut last: HashMap<(usize, &str, &str), usize> = HashMap::default();
    let mut tie = |by: By, one: usize, other: usize, join: Join| {
        let days = (charge(other).date - charge(one).date).num_days().abs();
        if by == By::Naming || days <= join.gap_days {
            ties.push(Tie { by, days, one, other, longest_days: join.longest_days });
        }
    };
    for (at, finding) in members.iter().enumerate() {
        for reason in firing(finding) {
            let kind = engine.rules()[reason.rule].incident.as_deref().unwrap_or_default();
            for other in reason.related.iter().filter_map(|(_, id)| by_id.get(id.as_str())) {
                tie(By::Naming, at, *other, joins.of(kind));
            }
        }
        let own = charge(at);
        let identity = &case.merchants[own.merchant];
        let kinds = kinds(finding, engine);
        let leading = kinds.iter().find(|kind| joins.of(kind).by != By::Naming);
        for kind in &kinds {
            let join = joins.of(kind);
            let key = match join.by {
                By::Kind if leading == Some(kind) => (own.household, *kind, ""),
                By::Merchant if !identity.unstated => (own.household, *kind, identity.family.as_str()),
                By::Kind | By::Merchant | By::Naming => continue,
            };
            if let Some(before) = last.insert(key, at) {
                tie(join.by, before, at, join);
            }
        }
        if !identity.unstated
            && let Some(before) = last.insert((own.household, "", identity.family.as_str()), at)
        {
            tie(By::Merchant, before, at, joins.default);
        }
    }
    ties.sort();
    ties
}

/// The kind that most of these findings can be; of several the least general, then the strongest of the first finding.
fn kind_of<'a>(members: &[usize], list: &[Finding], engine: &'a Engine, joins: &Joins) -> Option<&'a str> {
    let mut votes: Vec<(&str, usize)> = Vec::new();
    for kind in members.iter().flat_map(|at| kinds(&list[*at], engine)) {
        match votes.iter_mut().find(|(known, _)| *known == kind) {
            Some((_, count)) => *count += 1,
            None => votes.push((kind, 1)),
        }
    }
    let most = votes.iter().map(|(_, count)| *count).max()?;
    votes
        .into_iter()
        .filter(|(_, count)| *count == most)
        .map(|(kind, _)| kind)
        .min_by_key(|kind| joins.of(kind).general)
}

/// Members that were found to belong together, with the days that each group spans.
struct Groups {
    parent: Vec<usize>,
    span: Vec<(NaiveDate, NaiveDate)>,
}

impl Groups {
    /// Each member alone.
    fn of(days: Vec<NaiveDate>) -> Self {
        Self { parent: (0..days.len()).collect(), span: days.into_iter().map(|day| (day, day)).collect() }
    }

    fn root(&self, mut at: usize) -> usize {
        while self.parent[at] != at {
            at = self.parent[at];
        }
        at
    }

    /// Puts the groups of two members together unless they would span more days than that.
    fn unite(&mut self, one: usize, other: usize, longest_days: i64) {
        let (one, other) = (self.root(one), self.root(other));
        let (a, b) = (self.span[one], self.span[other]);
        let span = (a.0.min(b.0), a.1.max(b.1));
        if one != other && (span.1 - span.0).num_days() <= longest_days {
            let (root, leaf) = (one.min(other), one.max(other));
            self.parent[leaf] = root;
            self.span[root] = span;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::FACTS;
    use crate::messages::variables;

    #[test]
    fn the_shipped_joins_name_incidents_that_rules_open() {
        let catalogue = Catalogue::embedded();
        let joins = Joins::load(&catalogue).expect("sound");
        let engine = Engine::load(&catalogue).expect("sound");
        for circumstance in &joins.circumstances {
            let known = |name: &str| FACTS.iter().any(|(fact, _)| *fact == name);
            assert!(known(&circumstance.fact), "{} is no fact", circumstance.fact);
            for question in circumstance.questions.iter().flat_map(|words| [&words.en, &words.ja]) {
                assert!(variables(question).iter().all(|name| known(name)), "{question}");
            }
        }
        for kind in joins.kind.keys() {
            let opened = engine.rules().iter().any(|rule| rule.incident.as_ref() == Some(kind));
            assert!(opened, "no rule opens {kind}");
        }
    }

    #[test]
    fn a_chain_does_not_run_away() {
        let day = |n: u64| NaiveDate::default() + chrono::Days::new(n);
        let mut groups = Groups::of((0..40).map(|n| day(n * 3)).collect());
        for at in 1..40 {
            groups.unite(at - 1, at, 14);
        }
        let roots: Vec<usize> = (0..40).map(|at| groups.root(at)).collect();
        assert_eq!(roots[..7], [0, 0, 0, 0, 0, 5, 5]);
        let widest = roots.iter().collect::<std::collections::BTreeSet<_>>();
        assert_eq!(widest.len(), 8);
    }
}
