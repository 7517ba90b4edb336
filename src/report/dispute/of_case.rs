//! The disputed charges of a case, each with what forms ask of it: from the rows, the decisions, the answers, the marks
//! and the profile.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};

use crate::case::Charge;
use crate::dispute::{Answers, Contact, Dispute, Possession, Sender, Twin};
use crate::finding::explain;
use crate::location::Problem;
use crate::report::Scanned;
use crate::review::{Course, Fault, Key, Review, Stage, Step, Verdict, done_on, written_on};
use crate::store::{Field, Profile, said, terms};
use crate::transaction::{DatePrecision, Status, Sym, Transaction};

/// So many things to check are shown of a charge, and all that a note about its merchant names.
const CHECKS: usize = 3;

/// The charges that are on their way to the card company, indices into the case's: said not to be the household's own, or
/// perhaps not, or to be wrong; and not refunded.
#[must_use]
pub fn under_way(review: &Review) -> Vec<usize> {
    let courses = review.disputes.courses.iter();
    courses.filter(|course| !matches!(course.stage, Stage::Refunded | Stage::Closed)).map(|of| of.charge).collect()
}

/// The disputes of these charges, indices into the case's. What nobody answered is left out; the country and the kind of
/// card are those of the layout where the profile does not say.
///
/// # Errors
/// `not-decided` for a charge that is undecided or the household's own; `bad-pattern` when a sentence of a rule is wrong.
pub fn disputes(
    scanned: Scanned<'_>,
    profiles: &BTreeMap<String, Profile>,
    charges: &[usize],
) -> Result<Vec<Dispute>, Problem> {
    let one = |at: &usize| {
        let course = scanned.review.and_then(|review| Some((review, review.disputes.course(*at)?)));
        match course {
            Some((review, course)) => dispute(scanned, profiles, review, course),
            None => Err(Problem::new("not-decided").with("value", &scanned.case.charges[*at].id)),
        }
    };
    charges.iter().map(one).collect()
}

fn dispute(
    scanned: Scanned<'_>,
    profiles: &BTreeMap<String, Profile>,
    review: &Review,
    course: &Course,
) -> Result<Dispute, Problem> {
    let case = scanned.case;
    let charge = &case.charges[course.charge];
    let statement = &case.statements[charge.sightings[0].statement];
    let label = &case.cards[charge.card].label;
    let terms = terms(profiles, label);
    let country = terms.country.or_else(|| statement.country.clone());
    let mail = Days::new(scanned.counting.calendars.of(country.as_deref()).mail_days);
    let said = |field| said(profiles, label, field).map(|(value, _)| value.to_owned());
    let answer = |key| course.answers.get(&key).map(|answer| answer.value.clone());
    let day = |key| answer(key)?.parse::<NaiveDate>().ok();
    let row = case.row(charge.sightings[0]);
    let text = |of: fn(&Transaction) -> Sym| {
        let found = charge.sightings.iter().find_map(|at| case.strings.some(of(case.row(*at))));
        found.map(str::to_owned)
    };
    let reason = review.charges[course.charge].as_ref().map_or(Verdict::Unsure, |standing| standing.decision.verdict);
    let possession = answer(Key::Possession).and_then(|word| Possession::of(&word));
    let name = said(Field::Name);
    Ok(Dispute {
        id: charge.id.clone(),
        issuer: match case.cards[charge.card].issuer.is_empty() {
            true => String::new(),
            false => company(statement.institution.get(scanned.messages.lang())).to_owned(),
        },
        card: label.clone(),
        country,
        layout: Some(statement.format.clone()),
        products: terms.product.map_or_else(|| statement.products.clone(), |product| vec![product]),
        holder: text(|row| row.holder).or_else(|| name.clone()),
        transaction_date: charge.sightings.iter().find_map(|at| case.row(*at).transaction_date),
        posting_date: charge.sightings.iter().find_map(|at| case.row(*at).posting_date),
        month_only: row.date_precision == DatePrecision::Month,
        pending: charge.status == Status::Pending,
        descriptor: case.strings.get(charge.descriptor).to_owned(),
        amount: charge.amount,
        disputed: Some(course.claimed).filter(|claimed| *claimed != charge.amount),
        currency: charge.currency,
        foreign_amount: row.foreign_amount,
        foreign_currency: row.foreign_currency,
        reference: answer(Key::Reference).or_else(|| text(|row| row.reference)),
        reason,
        twin: match day(Key::Twin) {
            Some(date) => Some(Twin { date, reference: answer(Key::TwinReference) }),
            None => twin(scanned, review, charge).filter(|_| reason == Verdict::Wrong(Fault::Duplicate)),
        },
        dealt_before: answer(Key::DealtBefore).map(|said| said == "yes"),
        possession,
        merchant_asked: day(Key::MerchantAsked).map(|on| Contact { on, answer: answer(Key::MerchantAnswer) }),
        cancelled: day(Key::CancelledOn),
        note: answer(Key::Happened),
        attachments: papers(answer(Key::Papers)),
        checks: checks(scanned, course.charge)?,
        checked: answer(Key::Checked),
        marks: course.marks.clone(),
        stage: course.stage,
        replaced: replaced(review, label),
        answers: Answers {
            statements: terms.statements,
            lost: day(Key::LostOn).is_some() || matches!(possession, Some(Possession::Lost | Possession::Stolen)),
            learned: day(Key::LostOn),
            reported: done_on(&course.marks, Step::Reported),
            reported_in_writing: written_on(&course.marks).and_then(|sent| sent.checked_add_days(mail)),
            explained: done_on(&course.marks, Step::Refused),
            draw: terms.payments.first_from(scanned.counting.today),
        },
        sender: Sender { name, address: said(Field::Address), phone: said(Field::Phone) },
    })
}

/// An institution's name without what the name of its page adds in brackets.
fn company(institution: &str) -> &str {
    institution.split(['(', '（']).next().unwrap_or(institution).trim()
}

/// The day from which a number is no longer used.
fn replaced(review: &Review, card: &str) -> Option<NaiveDate> {
    review.replaced.iter().find(|(_, known)| known.card == card).map(|(_, known)| known.on)
}

fn papers(named: Option<String>) -> Vec<String> {
    let named = named.unwrap_or_default();
    named.split([',', '、']).map(|paper| paper.trim().to_owned()).filter(|paper| !paper.is_empty()).collect()
}

/// The charge of which a rule says that this is its duplicate, when nobody questions it.
fn twin(scanned: Scanned<'_>, review: &Review, charge: &Charge) -> Option<Twin> {
    let case = scanned.case;
    let finding = scanned.findings.list.iter().find(|finding| case.charges[finding.charge].id == charge.id)?;
    let mut related = finding.reasons.iter().flat_map(|reason| &reason.related);
    let (_, id) = related.find(|(relation, _)| relation == "duplicate_of")?;
    let at = case.charges.iter().position(|other| other.id == *id).filter(|at| !review.is_questioned(*at))?;
    let valid = &case.charges[at];
    let reference = valid.sightings.iter().find_map(|at| case.strings.some(case.row(*at).reference));
    Some(Twin { date: valid.date, reference: reference.map(str::to_owned) })
}

/// What to check first: all that is known of the merchant, and of the rules that fire the first few.
fn checks(scanned: Scanned<'_>, charge: usize) -> Result<Vec<String>, Problem> {
    let of_merchant = explain::note_checks(scanned.explaining(), charge);
    let Some(finding) = scanned.findings.list.iter().find(|finding| finding.charge == charge) else {
        return Ok(of_merchant);
    };
    let mut checks = explain::checks(scanned.explaining(), finding, None)?;
    checks.truncate(of_merchant.len().max(CHECKS));
    Ok(checks)
}
