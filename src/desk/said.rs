//! What the person says of charges and cards, made ready for the log: it is checked here, whoever's face it was said to.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::{Opened, Work, charge, day};
use crate::case::Charge;
use crate::facts::Recurring;
use crate::location::Problem;
use crate::money::ten_thousandths;
use crate::review::{
    Answer, Decision, Entry, Mark, Registered, Replacement, Reply, Said, Scope, Step, Verdict, not_later,
};
use crate::text::mask_card_numbers;

/// A decision as it was said.
#[derive(Debug, Clone)]
pub struct Deciding {
    /// What is said.
    pub verdict: Verdict,
    /// How far it reaches.
    pub scope: Scope,
    /// What is added.
    pub note: Option<String>,
    /// The day after which to ask again.
    pub until: Option<NaiveDate>,
}

/// A step of disputes as it was said.
#[derive(Debug, Clone)]
pub struct Marking {
    ids: Vec<String>,
    step: Step,
    on: NaiveDate,
    amount: Option<Decimal>,
    /// How: by telephone, by letter.
    pub via: Option<String>,
    /// The card company's number for it.
    pub reference: Option<String>,
}

impl Marking {
    /// Reads a step of charges, by what their ids begin with, its day, and a part of the amount of one.
    ///
    /// # Errors
    /// `unknown-step`, `bad-date-option`, `bad-amount-option`; `amount-of-several`.
    pub fn read(ids: Vec<String>, step: &str, on: &str, amount: Option<&str>) -> Result<Self, Problem> {
        let (step, on, amount) = (step.parse()?, day(on)?, amount.map(positive).transpose()?);
        match amount.is_some() && ids.len() > 1 {
            true => Err(Problem::new("amount-of-several")),
            false => Ok(Self { ids, step, on, amount, via: None, reference: None }),
        }
    }
}

impl Deciding {
    /// The decision on each of these charges, indices into the case's.
    #[must_use]
    pub fn entries(&self, work: &Work, charges: &[usize]) -> Vec<Entry> {
        let entry = |at: &usize| {
            let Charge { id, amount, currency, .. } = &work.case.charges[*at];
            Entry::Decide(Decision {
                charge: id.clone(),
                verdict: self.verdict,
                note: self.note.clone(),
                until: self.until,
                scope: self.scope,
                amount: *amount,
                currency: *currency,
            })
        };
        charges.iter().map(entry).collect()
    }
}

impl Opened {
    /// A step of the disputes of charges; each charge counts once.
    ///
    /// # Errors
    /// `date-in-future`; as [`charge`]; as [`crate::review::Review::disputable`] and [`crate::review::Course::check`].
    pub fn marks(&self, said: &Marking) -> Result<Vec<Entry>, Problem> {
        let Marking { ids, step, on, amount, via, reference } = said;
        not_later(*on, self.today)?;
        let case = &self.work.case;
        let mut entries = Vec::new();
        for id in ids {
            let (at, own) = charge(case, id)?;
            let review = self.work.review.as_ref().ok_or_else(|| Problem::new("not-decided").with("value", id))?;
            let course = review.disputable(case, at)?;
            let masked = |text: &Option<String>| text.as_deref().map(|text| mask_card_numbers(text).into_owned());
            let (charge, via, reference) = (own.id.clone(), masked(via), masked(reference));
            let mark = Mark { charge, step: *step, on: *on, via, reference, amount: *amount, currency: own.currency };
            course.check(own, &mark)?;
            let entry = Entry::Mark(mark);
            if !entries.contains(&entry) {
                entries.push(entry);
            }
        }
        Ok(entries)
    }

    /// What forms ask of a disputed charge, answered as `KEY=VALUE`.
    ///
    /// # Errors
    /// As [`charge`]; `not-decided`; as [`Answer::read`] and [`Answer::check`].
    pub fn answers<'a>(&self, id: &str, said: impl Iterator<Item = &'a str>) -> Result<Vec<Entry>, Problem> {
        let (at, own) = charge(&self.work.case, id)?;
        let course = self.work.review.as_ref().and_then(|review| review.disputes.course(at));
        course.ok_or_else(|| Problem::new("not-decided").with("value", &own.id))?;
        let read = |text| {
            let answer = Answer::read(&own.id, text, self.today)?;
            answer.check(own)?;
            Ok(Entry::Answer(answer))
        };
        said.map(read).collect()
    }

    /// What somebody who was asked said of a charge. It decides nothing.
    ///
    /// # Errors
    /// As [`charge`]; `date-in-future`.
    pub fn reply(&self, id: &str, said: Said, on: NaiveDate, note: Option<String>) -> Result<Entry, Problem> {
        not_later(on, self.today)?;
        let charge = charge(&self.work.case, id)?.1.id.clone();
        Ok(Entry::Reply(Reply { charge, said, on, note }))
    }

    /// That a card has a new number, by its last four digits.
    ///
    /// # Errors
    /// `date-in-future`; as [`Opened::card`]; `bad-new-number`.
    pub fn replaced(&self, old: &str, new: &str, on: NaiveDate) -> Result<Entry, Problem> {
        not_later(on, self.today)?;
        let card = self.card(old)?;
        if new.len() != 4 || !new.bytes().all(|b| b.is_ascii_digit()) || *new == card {
            return Err(Problem::new("bad-new-number"));
        }
        Ok(Entry::Replace(Replacement { card, new: new.to_owned(), on }))
    }

    /// That the merchant of a regular charge has the new number, or needs none.
    #[must_use]
    pub fn registered(&self, stream: &Recurring) -> Entry {
        let case = &self.work.case;
        let family = case.merchants[case.charges[stream.charge].merchant].family.clone();
        Entry::Registered(Registered { family })
    }

    /// The label of a card that the case has.
    ///
    /// # Errors
    /// `unknown-card` with the labels that it has.
    pub fn card(&self, text: &str) -> Result<String, Problem> {
        self.work.case.label(text)
    }
}

/// A positive amount, as frames hold it.
fn positive(text: &str) -> Result<Decimal, Problem> {
    let amount: Option<Decimal> = text.parse().ok();
    let held = |amount: &Decimal| *amount > Decimal::ZERO && ten_thousandths(*amount).is_some();
    amount.filter(held).ok_or_else(|| Problem::new("bad-amount-option").with("value", text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_is_positive_and_can_be_summed() {
        for (text, held) in [
            ("18.40", true),
            ("0", false),
            ("-1", false),
            ("all", false),
            ("0.00001", false),
            ("79228162514264337593543950335", false),
        ] {
            assert_eq!(positive(text).is_ok(), held, "{text}");
        }
    }
}
