//! Why a charge is shown: the sentences of its rules with the numbers of this charge in them, and what to check first.

use serde_json::json;

use super::{Circumstance, Finding, Joins};
use crate::case::{Case, Charge};
use crate::engine::{Outcome, Reason, Value as FactValue};
use crate::facts::{BETWEEN_PLACES, Column, Facts, FactsFile};
use crate::location::Problem;
use crate::merchant::Merchants;
use crate::messages::{Messages, Value, variables};
use crate::money::Currencies;
use crate::rule::{Role, Rule};
use crate::text::for_terminal;

/// The unit that marks a fact as the id of another charge.
const CHARGE_ID: &str = "id of a charge";
/// The unit that marks a fact as a day.
const DAY: &str = "date";
/// The unit that marks a fact as places.
const PLACES: &str = "names of places";
/// The unit that marks a fact as a share of one.
const SHARE: &str = "share, 0 to 1";

/// What sentences are made with.
#[derive(Clone, Copy)]
pub struct Explaining<'a> {
    /// The charges.
    pub case: &'a Case,
    /// The rules.
    pub rules: &'a [Rule],
    /// Units and meanings of facts.
    pub facts: &'a FactsFile,
    /// Notes about descriptors.
    pub merchants: &'a Merchants,
    /// Digits and signs.
    pub currencies: &'a Currencies,
    /// The language.
    pub messages: &'a Messages,
    /// How a date is written.
    pub date: fn(chrono::NaiveDate, &Messages) -> String,
}

/// One reason as a sentence.
///
/// # Errors
/// `bad-pattern` when the rule's sentence is wrong.
pub fn sentence(with: Explaining<'_>, finding: &Finding, reason: &Reason) -> Result<String, Problem> {
    next_sentence(with, finding, reason, &mut Vec::new())
}

/// One reason as a sentence after others; `said` are the silences that these have told, which are not told again.
///
/// # Errors
/// `bad-pattern` when the rule's sentence is wrong.
pub fn next_sentence(
    with: Explaining<'_>,
    finding: &Finding,
    reason: &Reason,
    said: &mut Vec<String>,
) -> Result<String, Problem> {
    let rule = &with.rules[reason.rule];
    let lang = with.messages.lang();
    let args = arguments(with, finding, reason);
    let args: Vec<(&str, Value)> = args.iter().map(|(name, value)| (name.as_str(), value.clone())).collect();
    match &reason.outcome {
        Outcome::Fires => with.messages.pattern(rule.reason.get(lang), &args),
        Outcome::Silenced(at) => {
            let why = with.messages.pattern(rule.unless[*at].reason.get(lang), &args)?;
            let what = with.messages.pattern(rule.reason.get(lang), &args)?;
            let id = if said.contains(&why) { "reason-silenced-too" } else { "reason-silenced" };
            let sentence = with.messages.with(id, &[("what", what.into()), ("why", why.as_str().into())]);
            said.push(why);
            Ok(sentence)
        }
        Outcome::CannotTell(facts) => {
            let missing = merged(nulls(with, facts)).join(&with.messages.text("list-semicolon"));
            Ok(with.messages.with("reason-cannot-tell", &[("missing", missing.into())]))
        }
        Outcome::Nearly(at) => {
            let clause = rule.when[*at].clone();
            let here: Vec<String> = reason
                .values
                .iter()
                .filter(|(fact, _)| mentions(&clause, fact))
                .map(|(fact, value)| format!("{fact} = {}", plain(value.as_ref(), with.messages)))
                .collect();
            let here = here.join(&with.messages.text("list-comma"));
            Ok(with.messages.with("reason-nearly", &[("clause", clause.into()), ("here", here.into())]))
        }
    }
}

/// Whether a clause names a fact.
fn mentions(clause: &str, fact: &str) -> bool {
    clause.split(|c: char| !c.is_alphanumeric() && c != '_').any(|word| word == fact)
}

/// A fact's value as it is, for who compares it with a clause.
fn plain(value: Option<&FactValue>, messages: &Messages) -> String {
    match value {
        None => messages.text("word-none"),
        Some(FactValue::Text(text)) => for_terminal(text),
        Some(FactValue::Bool(yes)) => messages.text(if *yes { "word-yes" } else { "word-no" }),
        Some(FactValue::Int(count)) => count.to_string(),
        Some(FactValue::Float(number)) => format!("{number:.3}"),
    }
}

/// The facts that the rules of a finding looked at, each once: name, value, and what it means or what its absence means.
#[must_use]
pub fn facts<'a>(with: Explaining<'a>, finding: &'a Finding) -> Vec<(&'static str, String, &'a str)> {
    let lang = with.messages.lang();
    let mut seen = std::collections::BTreeMap::new();
    for (name, value) in finding.reasons.iter().flat_map(|reason| &reason.values) {
        seen.entry(*name).or_insert(value);
    }
    let told = |(name, value): (&'static str, &Option<FactValue>)| {
        let fact = with.facts.fact(name)?;
        let meaning = match value {
            None => fact.null.as_ref().unwrap_or(&fact.meaning),
            Some(_) => &fact.meaning,
        };
        Some((name, plain(value.as_ref(), with.messages), meaning.get(lang)))
    };
    seen.into_iter().filter_map(told).collect()
}

/// The strongest silenced rule's reason to be silent.
#[derive(Debug, Clone)]
pub struct Silence<'a> {
    /// Why, of this charge.
    pub why: String,
    /// What it is in general, and its question of this charge.
    pub circumstance: Option<(&'a Circumstance, String)>,
}

/// Why no rule lists a charge that one would list otherwise; none where no rule is silenced.
///
/// # Errors
/// `bad-pattern` when a sentence is wrong.
pub fn silence<'a>(
    with: Explaining<'_>,
    joins: &'a Joins,
    facts: &Facts,
    finding: &Finding,
) -> Result<Option<Silence<'a>>, Problem> {
    let lang = with.messages.lang();
    let of_finding = |reason: &&Reason| with.rules[reason.rule].role == Role::Finding;
    let silenced = finding.reasons.iter().filter(of_finding).find_map(|reason| match reason.outcome {
        Outcome::Silenced(at) => Some((reason, &with.rules[reason.rule].unless[at])),
        Outcome::Fires | Outcome::CannotTell(_) | Outcome::Nearly(_) => None,
    });
    let Some((reason, unless)) = silenced else { return Ok(None) };
    let args = arguments(with, finding, reason);
    let args: Vec<(&str, Value)> = args.iter().map(|(name, value)| (name.as_str(), value.clone())).collect();
    let why = with.messages.pattern(unless.reason.get(lang), &args)?;
    let mut circumstance = None;
    if let Some(known) = joins.circumstances.iter().find(|known| mentions(&unless.when, &known.fact)) {
        for question in &known.questions {
            let args: Option<Vec<(String, Value)>> = variables(question.get(lang))
                .into_iter()
                .map(|name| {
                    let value = value_of(facts, &name, finding.charge)?;
                    let value = argument(with, &with.case.charges[finding.charge], &name, Some(&value));
                    Some((name, value))
                })
                .collect();
            let Some(args) = args else { continue };
            let args: Vec<(&str, Value)> = args.iter().map(|(name, value)| (name.as_str(), value.clone())).collect();
            circumstance = Some((known, with.messages.pattern(question.get(lang), &args)?));
            break;
        }
    }
    Ok(Some(Silence { why, circumstance }))
}

/// A fact's value of an exposed charge, by its index in the case.
fn value_of(facts: &Facts, name: &str, charge: usize) -> Option<FactValue> {
    let at = facts.exposed.binary_search(&charge).ok()?;
    match facts.column(name)? {
        Column::Text(cells) => cells[at].clone().map(FactValue::Text),
        Column::Bool(cells) => cells[at].map(FactValue::Bool),
        Column::Int(cells) => cells[at].map(FactValue::Int),
        Column::Float(cells) => cells[at].map(FactValue::Float),
    }
}

/// What is not known, where rules cannot tell, each once.
#[must_use]
pub fn missing(with: Explaining<'_>, finding: &Finding) -> Vec<String> {
    if finding.unstated {
        return nulls(with, &["family_seen_before"]);
    }
    let mut missing = Vec::new();
    for reason in &finding.reasons {
        if let Outcome::CannotTell(facts) = &reason.outcome {
            missing.extend(nulls(with, facts));
        }
    }
    merged(missing)
}

/// Sentences with what they hold in parentheses, each once: those that begin alike are one, with all that they hold.
fn merged(mut sentences: Vec<String>) -> Vec<String> {
    sentences.sort();
    sentences.dedup();
    let mut merged: Vec<String> = Vec::new();
    for sentence in sentences {
        let same = merged
            .last_mut()
            .filter(|before| held(before).zip(held(&sentence)).is_some_and(|((known, _), (head, _))| known == head));
        match same.zip(held(&sentence)) {
            Some((before, (_, more))) => {
                let close = before.pop().unwrap_or_default();
                before.push_str(if close == ')' { "; " } else { "；" });
                before.push_str(more);
                before.push(close);
            }
            None => merged.push(sentence),
        }
    }
    merged
}

/// What a sentence says before the parentheses that end it, and in them.
fn held(sentence: &str) -> Option<(&str, &str)> {
    let inside = sentence.strip_suffix([')', '）'])?;
    inside.split_once(['(', '（'])
}

/// What it means that these facts have no value.
fn nulls(with: Explaining<'_>, facts: &[&str]) -> Vec<String> {
    let known = facts.iter().filter_map(|name| with.facts.fact(name));
    known.map(|fact| fact.null.as_ref().unwrap_or(&fact.meaning).get(with.messages.lang()).to_owned()).collect()
}

/// The facts behind a reason, for machines.
#[must_use]
pub fn values(reason: &Reason) -> serde_json::Map<String, serde_json::Value> {
    reason
        .values
        .iter()
        .map(|(name, value)| {
            let value = match value {
                None => serde_json::Value::Null,
                Some(FactValue::Text(text)) => json!(text),
                Some(FactValue::Bool(yes)) => json!(yes),
                Some(FactValue::Int(count)) => json!(count),
                Some(FactValue::Float(number)) => json!(number),
            };
            ((*name).to_owned(), value)
        })
        .collect()
}

/// Innocent explanations to check before anything else: those of the merchant's own notes first, then those of the
/// rules that fire - of a finding those that list it -, the ones of this kind of incident before others; each once.
///
/// # Errors
/// `bad-pattern` when a sentence of a rule is wrong.
pub fn checks(with: Explaining<'_>, finding: &Finding, kind: Option<&str>) -> Result<Vec<String>, Problem> {
    let lang = with.messages.lang();
    let mut checks = note_checks(with, finding.charge);
    let counts = |reason: &&Reason| !finding.fires || with.rules[reason.rule].role == Role::Finding;
    let fires = |reason: &&Reason| reason.outcome == Outcome::Fires;
    let mut firing: Vec<&Reason> = finding.reasons.iter().filter(fires).filter(counts).collect();
    firing.sort_by_key(|reason| kind.is_none() || with.rules[reason.rule].incident.as_deref() != kind);
    for reason in firing {
        let args = arguments(with, finding, reason);
        let args: Vec<(&str, Value)> = args.iter().map(|(name, value)| (name.as_str(), value.clone())).collect();
        for check in with.rules[reason.rule].check.get(lang) {
            checks.push(with.messages.pattern(check, &args)?);
        }
    }
    let mut seen = foldhash::HashSet::default();
    checks.retain(|check| seen.insert(check.clone()));
    Ok(checks)
}

/// What the notes about a charge's merchant say to check; the charge is an index into the case's.
#[must_use]
pub fn note_checks(with: Explaining<'_>, charge: usize) -> Vec<String> {
    let lang = with.messages.lang();
    let notes = with.case.merchants[with.case.charges[charge].merchant].notes.iter();
    let notes = notes.filter_map(|note| with.merchants.note(note));
    notes.flat_map(|note| note.check.get(lang).iter().cloned()).collect()
}

/// The name of a charge's merchant; where the statement prints a number of its own, that none is stated.
#[must_use]
pub fn merchant(case: &Case, charge: &Charge, messages: &Messages) -> String {
    let identity = &case.merchants[charge.merchant];
    if identity.unstated { messages.text("merchant-not-stated") } else { identity.name.clone() }
}

/// A charge in a few words: `¥100 at X on 3 July 2017`.
#[must_use]
pub fn phrase(with: Explaining<'_>, charge: &Charge) -> String {
    with.messages.with(
        "charge-phrase",
        &[
            ("amount", with.currencies.shown(charge.amount, charge.currency).into()),
            ("merchant", for_terminal(&merchant(with.case, charge, with.messages)).into()),
            ("date", (with.date)(charge.date, with.messages).into()),
        ],
    )
}

fn arguments(with: Explaining<'_>, finding: &Finding, reason: &Reason) -> Vec<(String, Value)> {
    let charge = &with.case.charges[finding.charge];
    let name = for_terminal(&merchant(with.case, charge, with.messages));
    let mut args: Vec<(String, Value)> = vec![
        ("merchant".to_owned(), name.clone().into()),
        ("name".to_owned(), name.into()),
        ("amount".to_owned(), with.currencies.shown(charge.amount, charge.currency).into()),
        ("date".to_owned(), (with.date)(charge.date, with.messages).into()),
        ("currency".to_owned(), charge.foreign_currency.unwrap_or(charge.currency).code().into()),
    ];
    let argument = |fact: &str, value: &Option<FactValue>| argument(with, charge, fact, value.as_ref());
    args.extend(reason.values.iter().map(|(fact, value)| ((*fact).to_owned(), argument(fact, value))));
    args
}

/// A fact of a charge as a value of a sentence.
fn argument(with: Explaining<'_>, charge: &Charge, fact: &str, value: Option<&FactValue>) -> Value {
    let unit = with.facts.fact(fact).map_or("", |known| known.unit.as_str());
    match value {
        None => Value::from("?"),
        Some(FactValue::Text(id)) if unit == CHARGE_ID => {
            Value::from(with.case.beside(charge, id).map_or_else(|| id.clone(), |other| phrase(with, other)))
        }
        Some(FactValue::Text(text)) if unit == DAY => {
            Value::from(text.parse().map_or_else(|_| text.clone(), |date| (with.date)(date, with.messages)))
        }
        Some(FactValue::Text(places)) if unit == PLACES => {
            let name = |place| for_terminal(&with.merchants.countries().name(place, with.messages.lang()));
            let names: Vec<String> = places.split(BETWEEN_PLACES).map(name).collect();
            Value::from(names.join(&with.messages.text("list-comma")))
        }
        Some(FactValue::Text(text)) => Value::from(for_terminal(text)),
        Some(FactValue::Bool(yes)) => Value::from(with.messages.text(if *yes { "word-yes" } else { "word-no" })),
        Some(FactValue::Int(count)) => Value::from(*count),
        Some(FactValue::Float(number)) if unit == SHARE => Value::from(percent(*number)),
        Some(FactValue::Float(number)) => Value::from(format!("{number:.1}")),
    }
}

/// A share as a whole percentage, never all of it: sentences say "larger than 99%".
fn percent(share: f64) -> String {
    let hundredths = format!("{share:.2}");
    match hundredths.strip_prefix("0.") {
        Some(digits) => format!("{}%", digits.trim_start_matches('0').parse::<u8>().unwrap_or(0)),
        None => "99%".to_owned(),
    }
}

/// Who bills under the charge's descriptor, as far as notes tell.
#[must_use]
pub fn notes(with: Explaining<'_>, finding: &Finding) -> Vec<String> {
    let lang = with.messages.lang();
    with.case.merchants[with.case.charges[finding.charge].merchant]
        .notes
        .iter()
        .filter_map(|id| with.merchants.note(id))
        .map(|note| note.about.get(lang).to_owned())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::merged;

    #[test]
    fn what_is_missing_is_said_once() {
        let merge = |sentences: &[&str]| merged(sentences.iter().map(|text| (*text).to_owned()).collect());
        assert_eq!(
            merge(&["too little (fewer than 4)", "no town", "too little (fewer than 20)", "no town"]),
            ["no town", "too little (fewer than 20; fewer than 4)"],
        );
        assert_eq!(merge(&["履歴不足（4件未満）", "履歴不足（20件未満）"]), ["履歴不足（20件未満；4件未満）"]);
    }
}
