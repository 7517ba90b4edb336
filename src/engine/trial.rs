//! The tests inside rule files: every test is a household of its own, its life and its exposed rows.

use foldhash::HashMap;

use super::{Asked, Engine, Marks, Verdict, judge};
use crate::breach::Reach;
use crate::case::{Card, Case, Charge, Household, Order, Refund, Sighting, Windows};
use crate::catalogue::Catalogue;
use crate::facts::{Facts, Known, compute};
use crate::location::Problem;
use crate::merchant::Merchants;
use crate::money::Currencies;
use crate::rule::{Expected, Life, Row, Test, bad};
use crate::transaction::Kind;

/// What became of one row of one test.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TestResult {
    /// The id of the rule or context.
    pub rule: String,
    /// The test's name.
    pub test: String,
    /// The row's number among the exposed rows, from 1.
    pub row: usize,
    /// Its descriptor.
    pub descriptor: String,
    /// What the file says.
    pub expected: Expected,
    /// What the rule says.
    pub found: Expected,
}

impl TestResult {
    /// Whether the rule says what its file says.
    #[must_use]
    pub fn passed(&self) -> bool {
        self.expected == self.found
    }
}

impl Engine {
    /// Runs the tests of all rules and contexts, each in a household of its own.
    ///
    /// # Errors
    /// `bad-rule` for a test in a life that there is not; problems of the data files that the tests need.
    pub fn run_tests(&self, catalogue: &Catalogue) -> Result<Vec<TestResult>, Problem> {
        let mut results = Vec::new();
        for trial in self.trials(catalogue)? {
            let asked = trial.asked;
            results.extend(trial.rows.iter().map(|tried| TestResult {
                rule: trial.id.to_owned(),
                test: trial.test.name.clone(),
                row: tried.row + 1,
                descriptor: trial.test.exposed[tried.row].descriptor.clone(),
                expected: tried.expected,
                found: expected(judge(&trial.marks, &asked.when, &asked.unless, tried.charge)),
            }));
        }
        Ok(results)
    }

    /// The answers of all clauses in every test.
    fn trials(&self, catalogue: &Catalogue) -> Result<Vec<Trial<'_>>, Problem> {
        let lives: HashMap<String, Life> = Life::load(catalogue)?.into_iter().collect();
        let merchants = Merchants::load(catalogue)?;
        let currencies = Currencies::load(catalogue.file("currencies.toml").unwrap_or_default())?;
        let file = Facts::load(catalogue)?;
        let windows = Windows::load(catalogue)?;
        let mut trials = Vec::new();
        let rules = self.rules.iter().map(|rule| (rule.id.as_str(), &rule.tests)).zip(&self.asked);
        let contexts = self.contexts.iter().map(|c| (c.id.as_str(), &c.tests)).zip(&self.asked_of_contexts);
        for ((asker, tests), asked) in rules.chain(contexts) {
            for test in tests {
                let missing = || bad(asker, "test", format!("there is no rules/lives/{}.toml", test.life));
                let life = lives.get(&test.life).ok_or_else(missing)?;
                let case = case_of(&merchants, windows, life, test);
                let confirmed = test.confirmed.iter().map(|descriptor| merchants.identify(descriptor).family.clone());
                let facts =
                    compute(&case, &currencies, &Known { families: confirmed.collect(), ..Known::default() }, &file);
                let charge = |row| facts.exposed.iter().position(|charge| case.charges[*charge].id == id(row));
                let tried = test
                    .exposed
                    .iter()
                    .enumerate()
                    .filter_map(|(row, file)| Some(Tried { row, expected: file.outcome?, charge: charge(row)? }));
                let rows = tried.collect();
                trials.push(Trial { id: asker, asked, test, rows, marks: self.marks(&facts)? });
            }
        }
        Ok(trials)
    }
}

/// One test, ready to be judged.
struct Trial<'a> {
    id: &'a str,
    asked: &'a Asked,
    test: &'a Test,
    rows: Vec<Tried>,
    marks: Vec<Marks>,
}

/// A row that expects something.
struct Tried {
    /// Index into [`Test::exposed`].
    row: usize,
    expected: Expected,
    /// Index into [`Facts::exposed`].
    charge: usize,
}

/// A household that lives this life, then has the exposed charges of the test.
fn case_of(merchants: &Merchants, windows: Windows, life: &Life, test: &Test) -> Case {
    let household = Household { name: String::new(), exposed_from: Some(life.exposed_from), reach: Reach::Unknown };
    let mut case = Case { households: vec![household], windows, ..Case::default() };
    for (number, row) in life.history().iter().chain(&test.history).enumerate() {
        add(&mut case, merchants, life, format!("history {number}"), row);
    }
    for (number, row) in test.exposed.iter().enumerate() {
        add(&mut case, merchants, life, id(number), row);
    }
    case.charges.sort_by(|a, b| (a.date, &a.id).cmp(&(b.date, &b.id)));
    case.orders = test
        .orders
        .iter()
        .enumerate()
        .map(|(row, ordered)| Order {
            at: Sighting { statement: 0, row },
            date: ordered.date,
            charged_on: None,
            amount: ordered.amount,
            currency: life.currency,
            card: case.strings.intern(&ordered.card),
            items: ordered.items.iter().map(|item| case.strings.intern(item)).collect(),
        })
        .collect();
    case.orders.sort_by_key(|order| (order.amount, order.date, order.at));
    case
}

fn add(case: &mut Case, merchants: &Merchants, life: &Life, id: String, row: &Row) {
    let identity = merchants.identify(&row.descriptor);
    let merchant = place(&mut case.merchants, identity);
    let card = place(&mut case.cards, Card { issuer: String::new(), label: row.card.clone() });
    let currency = row.currency.unwrap_or(life.currency);
    if row.kind == Kind::Refund {
        let (date, amount) = (row.date, row.amount);
        case.refunds.push(Refund { household: 0, card, date, amount, currency, merchant });
        return;
    }
    let charge = Charge {
        id,
        aliases: Vec::new(),
        household: 0,
        card,
        date: row.date,
        posted_only: false,
        amount: row.amount,
        currency,
        kind: row.kind,
        status: row.status,
        descriptor: case.strings.intern(&row.descriptor),
        country: case.strings.intern(row.country.as_ref().unwrap_or(&life.country)),
        foreign_currency: row.foreign_currency,
        merchant,
        installment: row.installment,
        exposed: row.date >= life.exposed_from,
        may_be_older: false,
        sightings: Vec::new(),
    };
    case.charges.push(charge);
}

/// The place of a thing in a list, new or known.
fn place<T: PartialEq>(list: &mut Vec<T>, thing: T) -> usize {
    list.iter().position(|known| *known == thing).unwrap_or_else(|| {
        list.push(thing);
        list.len() - 1
    })
}

/// The id of an exposed row.
fn id(number: usize) -> String {
    format!("exposed {number:03}")
}

fn expected(verdict: Verdict) -> Expected {
    match verdict {
        Verdict::Fires => Expected::Fires,
        Verdict::Silenced(_) => Expected::Silenced,
        Verdict::CannotTell => Expected::CannotTell,
        Verdict::Nearly(_) => Expected::Nearly,
        Verdict::Silent => Expected::Silent,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::{Outcome, Value};

    fn engine() -> (Catalogue, Engine) {
        let catalogue = Catalogue::embedded();
        let engine = Engine::load(&catalogue).expect("the shipped rules load");
        (catalogue, engine)
    }

    #[test]
    fn every_rule_says_what_its_file_says() {
        let (catalogue, engine) = engine();
        let results = engine.run_tests(&catalogue).expect("the tests run");
        let failed: Vec<String> = results
            .iter()
            .filter(|result| !result.passed())
            .map(|r| {
                let (expected, found) = (r.expected.word(), r.found.word());
                format!("{}: {}: row {} {}: {expected} expected, {found} found", r.rule, r.test, r.row, r.descriptor)
            })
            .collect();
        let of_contexts = engine.contexts().iter().flat_map(|context| &context.tests);
        let tests = engine.rules().iter().flat_map(|rule| &rule.tests).chain(of_contexts);
        let rows = tests.flat_map(|test| &test.exposed);
        assert_eq!(results.len(), rows.filter(|row| row.outcome.is_some()).count(), "every row is judged");
        assert!(failed.is_empty(), "{} of {}:\n{}", failed.len(), results.len(), failed.join("\n"));
    }

    #[test]
    fn every_clause_is_needed_by_a_test() {
        let (catalogue, engine) = engine();
        let trials = engine.trials(&catalogue).expect("the tests load");
        let mut idle = Vec::new();
        let rules =
            engine.rules.iter().zip(&engine.asked).map(|(rule, asked)| (&rule.id, &rule.when, asked, &rule.unless[..]));
        let contexts = engine.contexts.iter().zip(&engine.asked_of_contexts);
        let contexts = contexts.map(|(context, asked)| (&context.id, &context.when, asked, &[][..]));
        for (id, clauses, asked, silences) in rules.chain(contexts) {
            let red = |when: &[usize], unless: &[usize]| {
                let mut rows = trials.iter().filter(|t| t.id == *id).flat_map(|t| t.rows.iter().map(move |r| (t, r)));
                rows.any(|(trial, row)| expected(judge(&trial.marks, when, unless, row.charge)) != row.expected)
            };
            for (at, sql) in clauses.iter().enumerate() {
                if !red(&without(&asked.when, at), &asked.unless) {
                    idle.push(format!("{id}: {sql}"));
                }
            }
            // A context shows its worth in its own file.
            for (at, unless) in silences.iter().enumerate().filter(|(_, unless)| unless.context.is_none()) {
                if !red(&asked.when, &without(&asked.unless, at)) {
                    idle.push(format!("{id}: unless {}", unless.when));
                }
            }
        }
        assert!(idle.is_empty(), "no test turns red without these:\n{}", idle.join("\n"));
    }

    fn without(clauses: &[usize], at: usize) -> Vec<usize> {
        clauses.iter().enumerate().filter(|(number, _)| *number != at).map(|(_, clause)| *clause).collect()
    }

    #[test]
    fn a_reason_carries_what_its_sentence_needs() {
        let (catalogue, engine) = engine();
        let merchants = Merchants::load(&catalogue).expect("sound");
        let currencies = Currencies::load(catalogue.file("currencies.toml").expect("shipped")).expect("sound");
        let lives: HashMap<String, Life> = Life::load(&catalogue).expect("sound").into_iter().collect();
        let evaluate = |rule: &str, test: usize| {
            let rule = engine.rules.iter().position(|r| r.id == rule).expect("a rule");
            let test = &engine.rules[rule].tests[test];
            let case = case_of(&merchants, Windows::default(), &lives[&test.life], test);
            let facts = compute(&case, &currencies, &Known::default(), &Facts::load(&catalogue).expect("sound"));
            let reasons = engine.evaluate(&facts).expect("evaluates");
            reasons.into_iter().flatten().filter(|reason| reason.rule == rule).collect::<Vec<_>>()
        };
        let reasons = evaluate("test-then-spend", 0);
        let fired = reasons.iter().find(|reason| reason.outcome == Outcome::Fires).expect("fires");
        assert_eq!(fired.related, [("test_charge".to_owned(), id(0))]);
        assert!(fired.values.contains(&("micro_new_around", Some(Value::Text(id(0))))));
        assert!(reasons.iter().any(|reason| reason.outcome == Outcome::Nearly(1)));

        let reasons = evaluate("large-for-you", 1);
        assert_eq!(reasons.len(), 1);
        assert_eq!(reasons[0].outcome, Outcome::CannotTell(vec!["amount_pct_before"]));
        assert!(reasons[0].values.contains(&("amount_pct_before", None)));
        assert!(evaluate("large-for-you", 0).iter().all(|reason| reason.outcome == Outcome::Fires));
    }
}
