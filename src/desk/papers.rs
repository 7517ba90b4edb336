//! Which charges papers are about, and what papers are made with.

use super::{Desk, Opened, charge};
use crate::dispute::Dispute;
use crate::location::Problem;
use crate::messages::Messages;
use crate::report::dispute::{Office, disputes, under_way};

impl Opened {
    /// The disputes of the charges whose ids begin with these texts; without any, of all that are on their way to the card
    /// company.
    ///
    /// # Errors
    /// As [`charge`] and [`disputes`].
    pub fn disputes(&self, desk: &Desk, messages: &Messages, ids: &[String]) -> Result<Vec<Dispute>, Problem> {
        let charges = match (ids, &self.work.review) {
            ([], Some(review)) => under_way(review),
            (ids, _) => ids.iter().map(|id| Ok(charge(&self.work.case, id)?.0)).collect::<Result<_, Problem>>()?,
        };
        disputes(self.work.scanned(desk, messages), &self.settings.profile, &charges)
    }

    /// What papers are made with.
    #[must_use]
    pub fn office<'a>(&'a self, desk: &'a Desk, messages: &'a Messages) -> Office<'a> {
        Office {
            catalogue: &desk.catalogue,
            counting: &self.work.counting,
            guides: &self.work.judging.guides,
            currencies: &desk.currencies,
            messages,
        }
    }
}
