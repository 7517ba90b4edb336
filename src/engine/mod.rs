//! The engine: asks every rule of every exposed charge. Clauses are SQL, read and evaluated by polars, which no other
//! room names.
//!
//! A rule *fires* when all its clauses are true; it is *silenced* when then one of its `unless` is true as well; it
//! *cannot tell* when none is false and one or more have no value; it fires *nearly* when exactly one is false and the
//! others are true. Everything else is silence.

mod clause;
mod frame;
mod score;
mod trial;

use rayon::prelude::*;

use crate::catalogue::Catalogue;
use crate::facts::{Column, FACTS, Facts};
use crate::location::Problem;
use crate::rule::{Context, Role, Rule, Weights, bad};

use clause::Clause;
use score::Weighed;

pub use score::{Band, Exposure, Score};
pub use trial::TestResult;

/// So many clauses make polars ready for the others.
const FEW: usize = 16;

/// The rules, ready to be asked.
pub struct Engine {
    rules: Vec<Rule>,
    contexts: Vec<Context>,
    weights: Weights,
    /// What each rule adds to a score.
    weighed: Vec<Weighed>,
    /// Each distinct clause once.
    clauses: Vec<Clause>,
    /// For each rule, what it asks.
    asked: Vec<Asked>,
    /// For each context, what it asks.
    asked_of_contexts: Vec<Asked>,
}

/// The clauses of one rule, as indices into the engine's.
struct Asked {
    when: Vec<usize>,
    unless: Vec<usize>,
    /// The facts named in the clauses and sentences of its file, as indices into [`FACTS`].
    facts: Vec<usize>,
    /// Its relations, with the index of the fact that holds the other charge's id.
    related: Vec<(String, usize)>,
}

/// What one rule says of one charge.
#[derive(Debug, Clone, PartialEq)]
pub struct Reason {
    /// Index into [`Engine::rules`].
    pub rule: usize,
    /// What the rule says.
    pub outcome: Outcome,
    /// Relations to other charges: the name of the relation and the other charge's id.
    pub related: Vec<(String, String)>,
    /// The facts that the rule names, then those of the context that silences it, with their values.
    pub values: Vec<(&'static str, Option<Value>)>,
}

/// The answer of a rule that is not silent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// All clauses are true.
    Fires,
    /// All clauses are true, and so is this one of [`Rule::unless`], of the rule's own or of a context.
    Silenced(usize),
    /// No clause is false, but these facts have no value.
    CannotTell(Vec<&'static str>),
    /// All clauses are true but this one of [`Rule::when`].
    Nearly(usize),
}

/// The value of a fact.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// A word, a code, a name, the id of a charge.
    Text(String),
    /// Yes or no.
    Bool(bool),
    /// A count.
    Int(i64),
    /// A share, a ratio, a deviation.
    Float(f64),
}

impl Engine {
    /// Loads `rules/charges/`, `rules/contexts/` and `rules/weights.toml`, and checks every clause as soon as one of the
    /// files is the user's own. The shipped ones were checked by a test.
    ///
    /// # Errors
    /// `bad-rule` with the rule, the clause and the cause: a file that does not hold (see [`Rule::load`]), or a clause
    /// that is no SQL condition, names what is no fact, counts over other rows, or fails when evaluated.
    /// `bad-data-file` for the weights.
    pub fn load(catalogue: &Catalogue) -> Result<Self, Problem> {
        let names: Vec<&str> = FACTS.iter().map(|(name, _)| *name).collect();
        let mut rules = Rule::load(catalogue, &names)?;
        let contexts = Context::load(catalogue, &names)?;
        for rule in &mut rules {
            rule.silence_in(&contexts);
        }
        let weights = Weights::load(catalogue, &rules, &contexts)?;
        let is_own = |folder: &str, id: &str| catalogue.is_own(&format!("{folder}/{id}.toml"));
        let own = rules.iter().any(|rule| is_own("charges", &rule.id))
            || contexts.iter().any(|context| is_own("contexts", &context.id));
        if own {
            Self::of(rules, contexts, weights, Clause::proven)?.by_rows()
        } else {
            Self::of(rules, contexts, weights, Clause::read)
        }
    }

    fn of(
        rules: Vec<Rule>,
        contexts: Vec<Context>,
        weights: Weights,
        read: fn(&str) -> Result<Clause, String>,
    ) -> Result<Self, Problem> {
        let mut clauses = Vec::new();
        let mut asked_of_contexts = Vec::new();
        for context in &contexts {
            let blame =
                |sql: &str, cause| bad(&context.id, sql, cause).in_file(format!("rules/contexts/{}.toml", context.id));
            let when =
                context.when.iter().map(|sql| number(&mut clauses, sql, read).map_err(|cause| blame(sql, cause)));
            let when = when.collect::<Result<Vec<_>, _>>()?;
            let facts = named(&clauses, &when, &context.facts_in_words());
            asked_of_contexts.push(Asked { when, unless: vec![], facts, related: vec![] });
        }
        let mut asked = Vec::new();
        for rule in &rules {
            let mut number = |sql: &str| number(&mut clauses, sql, read).map_err(|cause| bad(&rule.id, sql, cause));
            let when = rule.when.iter().map(|sql| number(sql)).collect::<Result<Vec<_>, _>>()?;
            let unless = rule.unless.iter().map(|unless| number(&unless.when)).collect::<Result<Vec<_>, _>>()?;
            let own = rule.unless.iter().filter(|unless| unless.context.is_none()).count();
            let facts = named(&clauses, &[&when, &unless[..own]].concat(), &rule.facts_in_words());
            let place = |fact: &String| FACTS.iter().position(|(name, _)| name == fact);
            let related =
                rule.related.iter().filter_map(|(relation, fact)| Some((relation.clone(), place(fact)?))).collect();
            asked.push(Asked { when, unless, facts, related });
        }
        let weighed = Weighed::all(&rules, &contexts, &weights);
        Ok(Self { rules, contexts, weights, weighed, clauses, asked, asked_of_contexts })
    }

    /// The same engine, if each of its clauses asks about one charge alone.
    fn by_rows(self) -> Result<Self, Problem> {
        match clause::first_not_by_rows(&self.clauses) {
            Some((at, cause)) => Err(self.blame(at, cause)),
            None => Ok(self),
        }
    }

    /// The rules, in order of id.
    #[must_use]
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// The contexts, in order of id. Each stands in the `unless` of every rule of role finding.
    #[must_use]
    pub fn contexts(&self) -> &[Context] {
        &self.contexts
    }

    /// The weights in force.
    #[must_use]
    pub fn weights(&self) -> &Weights {
        &self.weights
    }

    /// Asks a few clauses of a few invented charges. The first time that it is asked, polars starts its threads and takes
    /// room, which need not wait for the facts.
    pub fn make_ready(&self) {
        let some = &self.clauses[..self.clauses.len().min(FEW)];
        frame::make_ready(&clause::probe(0..clause::PROBES), some);
    }

    /// Asks every rule of every exposed charge: for each charge, in the order of [`Facts::exposed`], what the rules say, in
    /// their order. Silence is left out, and so are the near misses of building blocks.
    ///
    /// # Errors
    /// `bad-rule` when a clause fails on these values only.
    pub fn evaluate(&self, facts: &Facts) -> Result<Vec<Vec<Reason>>, Problem> {
        let marks = self.marks(facts)?;
        let of_charge =
            |charge| (0..self.asked.len()).filter_map(|rule| self.reason(facts, &marks, rule, charge)).collect();
        Ok((0..facts.exposed.len()).into_par_iter().map(of_charge).collect())
    }

    /// What one rule says of one charge, unless it is silent.
    fn reason(&self, facts: &Facts, marks: &[Marks], rule: usize, charge: usize) -> Option<Reason> {
        let asked = &self.asked[rule];
        let outcome = match judge(marks, &asked.when, &asked.unless, charge) {
            Verdict::Silent => return None,
            Verdict::Nearly(_) if self.rules[rule].role == Role::BuildingBlock => return None,
            Verdict::Nearly(clause) => Outcome::Nearly(clause),
            Verdict::Fires => Outcome::Fires,
            Verdict::Silenced(unless) => Outcome::Silenced(unless),
            Verdict::CannotTell => Outcome::CannotTell(self.without_value(facts, marks, asked, charge)),
        };
        let related = asked.related.iter().filter_map(|(relation, fact)| match value(facts, *fact, charge) {
            Some(Value::Text(id)) => Some((relation.clone(), id)),
            _ => None,
        });
        let context = match outcome {
            Outcome::Silenced(at) => self.rules[rule].unless[at].context.as_deref(),
            Outcome::Fires | Outcome::CannotTell(_) | Outcome::Nearly(_) => None,
        };
        let context = self.contexts.iter().position(|known| Some(known.id.as_str()) == context);
        let others = context.map_or(&[][..], |at| &self.asked_of_contexts[at].facts);
        let others = others.iter().filter(|fact| !asked.facts.contains(fact));
        let values = asked.facts.iter().chain(others).map(|fact| (FACTS[*fact].0, value(facts, *fact, charge)));
        Some(Reason { rule, outcome, related: related.collect(), values: values.collect() })
    }

    /// The answers of all clauses, in one pass over the frame.
    fn marks(&self, facts: &Facts) -> Result<Vec<Marks>, Problem> {
        frame::marks(facts, &self.clauses).map_err(|cause| {
            let at = clause::first_that_fails(facts, &self.clauses).unwrap_or_default();
            self.blame(at, cause)
        })
    }

    /// The facts without value behind the clauses without answer, in the order of [`FACTS`].
    fn without_value(&self, facts: &Facts, marks: &[Marks], asked: &Asked, charge: usize) -> Vec<&'static str> {
        let open = asked.when.iter().filter(|clause| marks[**clause][charge].is_none());
        let behind = |name: &str| open.clone().any(|clause| self.clauses[*clause].facts.contains(&name));
        let missing = |fact: &&usize| value(facts, **fact, charge).is_none() && behind(FACTS[**fact].0);
        asked.facts.iter().filter(missing).map(|fact| FACTS[*fact].0).collect()
    }

    /// The problem of a clause, at the first rule that has it.
    fn blame(&self, clause: usize, cause: impl std::fmt::Display) -> Problem {
        let guilty = self.asked.iter().position(|a| a.when.contains(&clause) || a.unless.contains(&clause));
        let id = guilty.map_or("", |rule| self.rules[rule].id.as_str());
        bad(id, self.clauses.get(clause).map_or("", |clause| clause.sql.as_str()), cause)
    }
}

/// The answers of one clause, one for each exposed charge.
type Marks = Vec<Option<bool>>;

/// What the answers of a rule's clauses come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    Fires,
    Silenced(usize),
    CannotTell,
    Nearly(usize),
    Silent,
}

fn judge(marks: &[Marks], when: &[usize], unless: &[usize], charge: usize) -> Verdict {
    let mut failed = None;
    let mut open = false;
    for (at, clause) in when.iter().enumerate() {
        match marks[*clause][charge] {
            Some(true) => {}
            None => open = true,
            Some(false) if failed.is_some() => return Verdict::Silent,
            Some(false) => failed = Some(at),
        }
    }
    match (failed, open) {
        (Some(_), true) => Verdict::Silent,
        (Some(at), false) => Verdict::Nearly(at),
        (None, true) => Verdict::CannotTell,
        (None, false) => match unless.iter().position(|clause| marks[*clause][charge] == Some(true)) {
            Some(at) => Verdict::Silenced(at),
            None => Verdict::Fires,
        },
    }
}

/// The facts that clauses or words name, as indices into [`FACTS`].
fn named(clauses: &[Clause], asked: &[usize], words: &[String]) -> Vec<usize> {
    let named = |fact: &str| {
        words.iter().any(|word| word == fact) || asked.iter().any(|clause| clauses[*clause].facts.contains(&fact))
    };
    (0..FACTS.len()).filter(|fact| named(FACTS[*fact].0)).collect()
}

/// The number of a clause among the distinct ones, new or known.
fn number(clauses: &mut Vec<Clause>, sql: &str, read: fn(&str) -> Result<Clause, String>) -> Result<usize, String> {
    if let Some(known) = clauses.iter().position(|clause| clause.sql == sql) {
        return Ok(known);
    }
    clauses.push(read(sql)?);
    Ok(clauses.len() - 1)
}

/// The value of a fact, by its index in [`FACTS`], which is the order of the columns.
fn value(facts: &Facts, fact: usize, charge: usize) -> Option<Value> {
    match &facts.columns.get(fact)?.1 {
        Column::Text(cells) => cells[charge].clone().map(Value::Text),
        Column::Bool(cells) => cells[charge].map(Value::Bool),
        Column::Int(cells) => cells[charge].map(Value::Int),
        Column::Float(cells) => cells[charge].map(Value::Float),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_become_verdicts() {
        let (yes, no, open) = (Some(true), Some(false), None);
        for (when, unless, verdict) in [
            ([yes, yes], no, Verdict::Fires),
            ([yes, yes], open, Verdict::Fires),
            ([yes, yes], yes, Verdict::Silenced(0)),
            ([yes, open], yes, Verdict::CannotTell),
            ([yes, no], yes, Verdict::Nearly(1)),
            ([no, open], no, Verdict::Silent),
            ([no, no], no, Verdict::Silent),
        ] {
            let marks = [vec![when[0]], vec![when[1]], vec![unless]];
            assert_eq!(judge(&marks, &[0, 1], &[2], 0), verdict, "{when:?} {unless:?}");
        }
    }

    /// The shipped rules, one clause put in the place of another.
    fn with_clause(rule: &str, sql: &str) -> Result<Engine, Problem> {
        let Engine { mut rules, contexts, weights, .. } = Engine::load(&Catalogue::embedded())?;
        for changed in rules.iter_mut().filter(|changed| changed.id == rule) {
            changed.when[0] = sql.to_owned();
        }
        Engine::of(rules, contexts, weights, Clause::proven)?.by_rows()
    }

    #[test]
    fn every_shipped_clause_asks_about_one_charge() {
        let Engine { rules, contexts, weights, .. } = Engine::load(&Catalogue::embedded()).expect("sound");
        let proven = Engine::of(rules, contexts, weights, Clause::proven).and_then(Engine::by_rows);
        assert!(proven.is_ok_and(|engine| !engine.clauses.is_empty()));
    }

    #[test]
    fn a_bad_clause_is_told_with_its_place() {
        for (sql, why) in [
            ("no_such_fact", "no_such_fact is no fact"),
            ("currency = lower(currency", ""),
            ("amount_units > sum(amount_units) over (partition by kind)", "sum is not for clauses"),
        ] {
            let problem = with_clause("new-recurring", sql).err().expect("refused");
            assert_eq!((problem.code, problem.value("rule")), ("bad-rule", Some("new-recurring")));
            assert_eq!(problem.value("clause"), Some(sql));
            assert!(problem.value("cause").is_some_and(|cause| cause.contains(why)), "{problem}");
            assert_eq!(problem.at.file, "rules/charges/new-recurring.toml");
        }
    }

    #[test]
    fn the_words_of_the_shipped_rules_accuse_nobody() {
        for rule in Engine::load(&Catalogue::embedded()).expect("sound").rules() {
            let words = format!("{rule:?}").to_lowercase();
            for accusation in ["fraud", "suspicious", "suspect", "scam", "thief", "不正", "詐欺", "怪し", "犯人"]
            {
                assert!(!words.contains(accusation), "{}: {accusation}", rule.id);
            }
        }
    }
}
