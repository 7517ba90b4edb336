//! JSON: `postbreach.convert/1` and `postbreach.scan/1`. Amounts are decimal strings, dates are ISO 8601, keys keep
//! their order. Keys are only ever added within a version.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde_json::{Map, Value, json};

use super::Scanned;
use super::calm::{self, Fold};
use super::{deadline, decided, disputes, problem};
use crate::case::{Absence, Bill, Charge, Check, Gap, Order, Sighting, identities};
use crate::finding::{Effect, Finding, Overall, Standing, explain, outcome};
use crate::location::Problem;
use crate::merchant::Merchants;
use crate::messages::Messages;
use crate::money::Currencies;
use crate::statement::question::{Answer, Question, ReadRow};
use crate::statement::{Statement, Total};
use crate::text::mask_card_numbers;
use crate::transaction::{DatePrecision, Strings, Sym, Transaction};

/// Indented text with a newline at its end.
#[must_use]
pub fn pretty(value: &Value) -> String {
    format!("{value:#}\n")
}

/// One compact line for each element of an array.
#[must_use]
pub fn lines(array: &Value) -> String {
    array.as_array().into_iter().flatten().map(|element| format!("{element}\n")).collect()
}

/// `convert --format json`.
#[must_use]
pub fn convert(
    statements: &[Statement],
    strings: &Strings,
    failed: &[Problem],
    currencies: &Currencies,
    messages: &Messages,
) -> Value {
    let statements: Vec<Value> = statements
        .iter()
        .map(|statement| {
            let mut value = statement_value(statement, currencies, messages);
            value.insert(
                "transactions".to_owned(),
                statement.transactions.iter().map(|row| transaction(row, strings, currencies)).collect(),
            );
            Value::Object(value)
        })
        .collect();
    json!({ "schema": "postbreach.convert/1", "statements": statements, "failed": failures(failed, messages) })
}

fn statement_value(statement: &Statement, currencies: &Currencies, messages: &Messages) -> Map<String, Value> {
    let set_apart: Vec<Value> = statement
        .set_apart
        .iter()
        .map(|row| {
            let reason = match &row.problem {
                Some(found) => problem::sentence(found, messages),
                None => messages.text(&format!("set-apart-{}", row.class.word())),
            };
            json!({ "line": row.line, "class": row.class.word(), "reason": reason })
        })
        .collect();
    let currency = statement.transactions.first().map(|row| row.currency);
    let amount = |amount: Decimal| match currency {
        Some(currency) => currencies.plain(amount, currency),
        None => amount.to_string(),
    };
    let mut notices: Vec<String> = statement.notices.iter().map(|notice| problem::sentence(notice, messages)).collect();
    if statement.medium {
        notices.insert(0, messages.text("read-medium"));
    }
    let total = |total: &Total| {
        json!({
            "label": total.label, "printed": amount(total.printed), "computed": amount(total.computed),
            "agrees": total.agrees,
        })
    };
    let value = json!({
        "file": statement.file,
        "format": statement.format,
        "institution": statement.institution.en,
        "source": statement.source.word(),
        "encoding": statement.encoding,
        "rows": {
            "read": statement.rows, "transactions": statement.transactions.len(),
            "set_apart": statement.set_apart.len(),
        },
        "totals": statement.totals.iter().map(total).collect::<Vec<_>>(),
        "set_apart": set_apart,
        "questions": questions(statement, currencies),
        "notices": notices,
    });
    match value {
        Value::Object(map) => map,
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => Map::new(),
    }
}

fn questions(statement: &Statement, currencies: &Currencies) -> Vec<Value> {
    let row = |row: &ReadRow| {
        json!({
            "line": row.line, "date": row.date.to_string(), "descriptor": row.descriptor,
            "amount": currencies.plain(row.amount, row.currency), "currency": row.currency.code(),
        })
    };
    let answer =
        |answer: &Answer| json!({ "value": answer.value, "rows": answer.rows.iter().map(row).collect::<Vec<_>>() });
    let value = |question: &Question| {
        let answers: Vec<Value> = question.answers.iter().map(answer).collect();
        json!({ "file": statement.file, "key": question.subject.word(), "answers": answers })
    };
    statement.questions.iter().map(value).collect()
}

pub(super) fn failures(failed: &[Problem], messages: &Messages) -> Vec<Value> {
    failed
        .iter()
        .map(|found| {
            json!({
                "file": mask_card_numbers(&found.at.file), "error": problem::sentence(found, messages),
                "help": problem::help(found, messages),
            })
        })
        .collect()
}

/// Every transaction of the statements, one a line, each with its file.
#[must_use]
pub fn transactions(
    statements: &[Statement],
    strings: &Strings,
    merchants: &Merchants,
    currencies: &Currencies,
) -> String {
    let identities = identities(statements, strings, merchants);
    let rows = statements.iter().zip(identities).flat_map(|(statement, identities)| {
        statement.transactions.iter().zip(identities).map(|(row, identity)| {
            let mut value = transaction(row, strings, currencies);
            value["merchant"] = identity.family.as_str().into();
            value["file"] = statement.file.as_str().into();
            value
        })
    });
    rows.map(|row| format!("{row}\n")).collect()
}

/// One transaction.
#[must_use]
pub fn transaction(row: &Transaction, strings: &Strings, currencies: &Currencies) -> Value {
    let text = |symbol: Sym| strings.some(symbol);
    json!({
        "line": row.line,
        "household": text(row.household),
        "card": text(row.card),
        "transaction_date": row.transaction_date,
        "posting_date": row.posting_date,
        "date_precision": precision(row.date_precision),
        "descriptor": strings.get(row.descriptor),
        "merchant": text(row.merchant),
        "amount": currencies.plain(row.amount, row.currency),
        "currency": row.currency.code(),
        "kind": row.kind.word(),
        "status": row.status.word(),
        "foreign_amount": row.foreign_amount.map(|amount| amount.to_string()),
        "foreign_currency": row.foreign_currency.map(|currency| currency.code().to_owned()),
        "country": text(row.country),
        "installment": row.installment.map(|(n, m)| format!("{n}/{m}")),
        "reference": text(row.reference),
        "holder": text(row.holder),
    })
}

/// The word for how exact a date is.
#[must_use]
pub fn precision(precision: DatePrecision) -> &'static str {
    match precision {
        DatePrecision::Day => "day",
        DatePrecision::Month => "month",
    }
}

/// `scan --format json`.
///
/// # Errors
/// `bad-pattern` when a sentence of a claim is wrong.
pub fn scan(scanned: Scanned<'_>) -> Result<Value, Problem> {
    let Scanned { case, currencies, messages, findings, .. } = scanned;
    let lang = messages.lang();
    let breaches: Vec<Value> = scanned
        .breaches
        .iter()
        .map(|breach| {
            json!({
                "id": breach.id, "title": breach.title.get(lang), "start": breach.start, "end": breach.end,
                "disclosed_on": breach.disclosed_on,
                "classes": breach.classes.iter().map(|class| class.word()).collect::<Vec<_>>(),
                "cards": breach.cards, "reach": breach.reach().word(),
            })
        })
        .collect();
    let statements: Vec<Value> =
        case.statements.iter().map(|s| Value::Object(statement_value(s, currencies, messages))).collect();
    let mut by_band: BTreeMap<&str, usize> = [("high", 0), ("medium", 0), ("low", 0)].into();
    for finding in findings.list.iter().filter(|finding| finding.fires) {
        *by_band.entry(finding.band.word()).or_default() += 1;
    }
    let sum = |flagged_only: bool| {
        let mut sums: BTreeMap<String, Decimal> = BTreeMap::new();
        for finding in &findings.list {
            if !flagged_only || finding.flagged {
                let charge = &case.charges[finding.charge];
                *sums.entry(charge.currency.code().to_owned()).or_default() += charge.amount;
            }
        }
        sums.into_iter().map(|(currency, amount)| (currency, amount.to_string())).collect::<BTreeMap<_, _>>()
    };
    let list = self::findings(scanned, &findings.list)?;
    let incidents: Vec<Value> = findings
        .incidents
        .iter()
        .map(|incident| {
            json!({
                "id": incident.id, "title": incident.title.get(lang), "question": incident.question.get(lang),
                "findings": incident.findings.iter().map(|at| &case.charges[findings.list[*at].charge].id)
                    .collect::<Vec<_>>(),
                "kind": incident.kind,
                "summary": together(scanned, incident.findings.iter().map(|at| &findings.list[*at])),
            })
        })
        .collect();
    let asked: Vec<Value> =
        case.statements.iter().flat_map(|statement| questions(statement, scanned.currencies)).collect();
    Ok(json!({
        "schema": "postbreach.scan/1",
        "invented": scanned.invented,
        "breaches": breaches,
        "statements": statements,
        "summary": {
            "charges": case.charges.len(),
            "exposed": findings.list.len(),
            "findings": findings.list.iter().filter(|finding| finding.flagged).count(),
            "standing": {
                "listed": findings.counts.listed, "below_level": findings.counts.below,
                "unclear": findings.counts.unclear, "calmed": findings.counts.calmed,
                "quiet": findings.counts.quiet, "decided": findings.counts.decided,
            },
            "by_band": by_band,
            "sums": { "exposed": sum(false), "findings": sum(true) },
            "decided": decided::counts(scanned).into_iter().map(|(said, count)| (said.to_string(), count))
                .collect::<BTreeMap<_, _>>(),
            "weights": if findings.fitted { "fitted" } else { "authors-guess" },
            "gaps": scanned.gaps.iter().map(|gap| gap_value(scanned, gap)).collect::<Vec<_>>(),
            "bills": case.bills.iter().map(|bill| bill_value(scanned, bill)).collect::<Vec<_>>(),
        },
        "incidents": incidents,
        "findings": list,
        "unclear": calm::unclear(scanned)?.iter().map(|fold| fold_value(scanned, fold)).collect::<Vec<_>>(),
        "calmed": calm::calmed(scanned)?.iter().map(|fold| fold_value(scanned, fold)).collect::<Vec<_>>(),
        "questions": asked,
        "failed": failures(scanned.failed, messages),
    }))
}

/// Findings, without those of which there is nothing to say.
pub(super) fn findings<'a>(
    scanned: Scanned<'_>,
    list: impl IntoIterator<Item = &'a Finding>,
) -> Result<Vec<Value>, Problem> {
    let said = |finding: &&Finding| {
        finding.flagged || finding.outcome >= Overall::Silenced || finding.standing() != Standing::Quiet
    };
    list.into_iter().filter(said).map(|finding| finding_value(scanned, finding)).collect()
}

/// How many charges, how much by currency, from when to when.
fn together<'a>(scanned: Scanned<'_>, findings: impl Iterator<Item = &'a Finding>) -> Value {
    let charges: Vec<&Charge> = findings.map(|finding| &scanned.case.charges[finding.charge]).collect();
    let mut sums: BTreeMap<&str, Decimal> = BTreeMap::new();
    for charge in &charges {
        *sums.entry(charge.currency.code()).or_default() += charge.amount;
    }
    let sums: BTreeMap<&str, String> = sums.into_iter().map(|(code, sum)| (code, sum.to_string())).collect();
    let dates = charges.iter().map(|charge| charge.date);
    json!({ "charges": charges.len(), "sums": sums, "first": dates.clone().min(), "last": dates.max() })
}

fn fold_value(scanned: Scanned<'_>, fold: &Fold<'_>) -> Value {
    let ids: Vec<&str> = fold.findings.iter().map(|finding| scanned.case.charges[finding.charge].id.as_str()).collect();
    json!({
        "reason": fold.why, "question": fold.question, "summary": together(scanned, fold.findings.iter().copied()), "findings": ids,
    })
}

fn finding_value(scanned: Scanned<'_>, finding: &Finding) -> Result<Value, Problem> {
    let Scanned { case, currencies, .. } = scanned;
    let charge = &case.charges[finding.charge];
    let at = charge.sightings[0];
    let statement = &case.statements[at.statement];
    let row = &statement.transactions[at.row];
    let mut reasons = Vec::new();
    for (reason, effect) in finding.reasons.iter().zip(&finding.effects) {
        let rule = &scanned.rules[reason.rule];
        reasons.push(json!({
            "rule": rule.id,
            "outcome": outcome(reason).word(),
            "effect": effect.map(Effect::word),
            "text": explain::sentence(scanned.explaining(), finding, reason)?,
            "values": explain::values(reason),
            "related": reason.related.iter().cloned().collect::<BTreeMap<_, _>>(),
        }));
    }
    let incident = finding.incident.map(|at| &scanned.findings.incidents[at].id);
    let standing = scanned.review.and_then(|review| review.charges.get(finding.charge)?.as_ref());
    let first = scanned.counting.first_of(case, [charge]);
    Ok(json!({
        "id": charge.id,
        "decision": standing.map(decided::value),
        "raised": disputes::remark(scanned, finding.charge),
        "score": finding.score,
        "band": finding.band.word(),
        "flagged": finding.flagged,
        "outcome": finding.outcome.word(),
        "standing": finding.standing().word(),
        "named_by": finding.named_by,
        "incident": incident,
        "file": statement.file,
        "line": row.line,
        "merchant": Some(&case.merchants[charge.merchant]).filter(|identity| !identity.unstated).map(|identity| &identity.name),
        "may_be_older": charge.may_be_older,
        "transaction": transaction(row, &case.strings, currencies),
        "aliases": charge.aliases,
        "sightings": charge.sightings.iter().map(|at| sighting(scanned, *at)).collect::<Vec<_>>(),
        "orders": case.orders_of(charge).map(|order| order_value(scanned, order)).collect::<Vec<_>>(),
        "reasons": reasons,
        "checks": explain::checks(scanned.explaining(), finding, None)?,
        "report_by": first.map(|first| deadline::count_value(&first, scanned.counting.today)),
    }))
}

/// A row that shows a charge, as far as rows of one charge may differ.
fn sighting(scanned: Scanned<'_>, at: Sighting) -> Value {
    let (statement, row) = (&scanned.case.statements[at.statement], scanned.case.row(at));
    json!({
        "file": statement.file, "line": row.line, "source": statement.source.word(), "status": row.status.word(),
        "transaction_date": row.transaction_date, "posting_date": row.posting_date,
        "descriptor": scanned.case.strings.get(row.descriptor),
        "amount": scanned.currencies.plain(row.amount, row.currency), "currency": row.currency.code(),
    })
}

fn order_value(scanned: Scanned<'_>, order: &Order) -> Value {
    let case = scanned.case;
    let items: Vec<&str> = order.items.iter().map(|item| case.strings.get(*item)).collect();
    json!({
        "file": case.statements[order.at.statement].file, "line": case.row(order.at).line, "date": order.date,
        "charged_on": order.charged_on, "amount": scanned.currencies.plain(order.amount, order.currency),
        "currency": order.currency.code(), "card": case.strings.some(order.card), "items": items,
    })
}

fn gap_value(scanned: Scanned<'_>, gap: &Gap) -> Value {
    let Scanned { case, .. } = scanned;
    let (from, to) = match gap.absence {
        Absence::Months(_) => (None, None),
        Absence::Between(from, to) | Absence::Since(from, to) | Absence::After(from, to) => (Some(from), Some(to)),
    };
    let months = match &gap.absence {
        Absence::Months(months) => months.iter().map(|month| month.format("%Y-%m").to_string()).collect(),
        Absence::Between(..) | Absence::Since(..) | Absence::After(..) => Vec::new(),
    };
    let card = &case.cards[gap.card];
    let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    json!({
        "household": some(&case.households[gap.household].name), "issuer": card.issuer, "card": some(&card.label),
        "kind": gap.absence.word(), "from": from, "to": to, "months": months,
    })
}

fn bill_value(scanned: Scanned<'_>, bill: &Bill) -> Value {
    let case = scanned.case;
    let row = case.row(bill.at);
    let plain = |amount| scanned.currencies.plain(amount, row.currency);
    let (statement, printed) = match bill.check {
        Check::Agrees(at) => (Some(&case.statements[at].file), Some(plain(row.amount))),
        Check::Differs(at, printed) => (Some(&case.statements[at].file), Some(plain(printed))),
        Check::NoStatement => (None, None),
    };
    json!({
        "file": case.statements[bill.at.statement].file, "line": row.line, "date": row.date(),
        "amount": plain(row.amount), "currency": row.currency.code(), "check": bill.check.word(),
        "statement": statement, "printed": printed,
    })
}
