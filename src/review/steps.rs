//! Which charge may be disputed, and which step may follow which.

use chrono::NaiveDate;

use super::{Course, Mark, Review, Step, Verdict};
use crate::case::{Case, Charge};
use crate::location::Problem;
use crate::transaction::Status;

/// The day on which a step was taken first.
#[must_use]
pub fn done_on(marks: &[Mark], step: Step) -> Option<NaiveDate> {
    marks.iter().filter(|mark| mark.step == step).map(|mark| mark.on).min()
}

/// The first day on which the card company was told in writing.
#[must_use]
pub fn written_on(marks: &[Mark]) -> Option<NaiveDate> {
    marks.iter().filter(|mark| mark.is_written()).map(|mark| mark.on).min()
}

impl Course {
    /// Whether a step may follow those that were said.
    ///
    /// # Errors
    /// `wrong-step` with the step that came last; `before-last-step`; `refund-too-large`.
    pub fn check(&self, charge: &Charge, next: &Mark) -> Result<(), Problem> {
        let last = self.marks.last();
        let allowed = match last.map(|mark| mark.step) {
            None => next.step == Step::Reported,
            // A letter may follow the call, and what the card company said to that.
            Some(Step::Reported | Step::Acknowledged) if next.step == Step::Reported => next.is_written(),
            Some(Step::Reported) => true,
            Some(Step::Acknowledged) => matches!(next.step, Step::Refunded | Step::Refused),
            Some(Step::Refunded) => next.step != Step::Acknowledged,
            Some(Step::Refused) => matches!(next.step, Step::Reported | Step::Refunded),
        };
        if !allowed {
            let last = last.map_or("none", |mark| mark.step.word());
            return Err(Problem::new("wrong-step").with("step", next.step.word()).with("last", last));
        }
        let earliest = last.map_or(charge.date, |mark| mark.on);
        if next.on < earliest {
            return Err(Problem::new("before-last-step").with("value", next.on).with("last", earliest));
        }
        let total = match next.step {
            Step::Refunded => self.marked() + next.amount.unwrap_or(self.claimed),
            Step::Reported | Step::Acknowledged | Step::Refused => next.amount.unwrap_or_default(),
        };
        match total > charge.amount {
            true => Err(Problem::new("refund-too-large").with("value", total).with("known", charge.amount)),
            false => Ok(()),
        }
    }
}

impl Review {
    /// The way of a charge that may be disputed.
    ///
    /// # Errors
    /// `charge-pending`; `not-decided` when it is not decided or is the household's own; `not-asked` when it is not
    /// recognised and nobody was asked.
    pub fn disputable(&self, case: &Case, charge: usize) -> Result<&Course, Problem> {
        let of = &case.charges[charge];
        let problem = |code: &'static str| Problem::new(code).with("value", &of.id);
        if of.status == Status::Pending {
            return Err(problem("charge-pending"));
        }
        let course = self.disputes.course(charge).ok_or_else(|| problem("not-decided"))?;
        match self.held(charge).map(|standing| standing.decision.verdict) {
            Some(Verdict::NotMine | Verdict::Wrong(_)) => Ok(course),
            Some(Verdict::NotRecognised) if self.disputes.replies.contains_key(&charge) => Ok(course),
            Some(Verdict::NotRecognised) => Err(problem("not-asked")),
            Some(Verdict::Mine | Verdict::Family | Verdict::Unsure) | None => Err(problem("not-decided")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_is_written_however_the_letter_went() {
        let mark = |via: &str| Mark {
            charge: String::new(),
            step: Step::Reported,
            on: NaiveDate::MIN,
            via: Some(via.to_owned()),
            reference: None,
            amount: None,
            currency: "USD".parse().unwrap(),
        };
        for via in ["letter", "Letter, registered mail", "手紙、書留", " 手紙 "] {
            assert!(mark(via).is_written(), "{via}");
        }
        for via in ["telephone", "telephone, letter to follow", "newsletter", ""] {
            assert!(!mark(via).is_written(), "{via}");
        }
        assert!(!Mark { step: Step::Acknowledged, ..mark("letter") }.is_written());
    }
}
