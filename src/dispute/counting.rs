//! What a count needs beside the charge.

use std::sync::Arc;

use chrono::NaiveDate;

use super::{Answers, Calendars, Count, Dates, Deadline, Dispute, Monthly, Product, counts, earliest};
use crate::case::{Case, Charge, Windows};
use crate::catalogue::Catalogue;
use crate::location::Problem;
use crate::review::Verdict;
use crate::transaction::DatePrecision;

/// What the holder said of a card: it stands before what the card's statements tell.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Terms {
    /// ISO 3166 code of the country whose rules hold.
    pub country: Option<String>,
    /// The kind of card.
    pub product: Option<Product>,
    /// When its statements come out.
    pub statements: Monthly,
    /// When its bill is drawn from the account.
    pub payments: Monthly,
}

/// The deadlines and calendars, whatever the day.
#[derive(Debug, Clone)]
pub struct Claims {
    deadlines: Arc<[Deadline]>,
    calendars: Arc<Calendars>,
    posting_lag: u64,
}

/// The deadlines and calendars of a day.
#[derive(Debug, Clone)]
pub struct Counting {
    /// Every deadline known.
    pub deadlines: Arc<[Deadline]>,
    /// Business days and the post.
    pub calendars: Arc<Calendars>,
    /// How many days a purchase may be older than its booking.
    pub posting_lag: u64,
    /// The day of the count.
    pub today: NaiveDate,
    /// What was said of each of [`Case::cards`]; empty where nobody was asked.
    pub terms: Vec<Terms>,
}

impl Claims {
    /// Loads them.
    ///
    /// # Errors
    /// As [`Deadline::load_all`], [`Calendars::load`] and [`Windows::load`].
    pub fn load(catalogue: &Catalogue) -> Result<Self, Problem> {
        Ok(Self {
            deadlines: Deadline::load_all(catalogue)?.into(),
            calendars: Arc::new(Calendars::load(catalogue)?),
            posting_lag: Windows::load(catalogue)?.posting_lag_days,
        })
    }

    /// On a day.
    #[must_use]
    pub fn on(&self, today: NaiveDate) -> Counting {
        let Self { deadlines, calendars, posting_lag } = self.clone();
        Counting { deadlines, calendars, posting_lag, today, terms: Vec::new() }
    }
}

impl Counting {
    /// Loads the claims for a day.
    ///
    /// # Errors
    /// As [`Claims::load`].
    pub fn load(catalogue: &Catalogue, today: NaiveDate) -> Result<Self, Problem> {
        Claims::load(catalogue).map(|claims| claims.on(today))
    }

    /// The counts of a decided charge. Where it is not known what kind of card it is on, they are those of each kind.
    #[must_use]
    pub fn of_dispute(&self, dispute: &Dispute) -> Vec<Count<'_>> {
        let Some(dates) =
            Dates::of((dispute.transaction_date, dispute.posting_date), dispute.month_only, self.posting_lag)
        else {
            return Vec::new();
        };
        let place = (dispute.country.as_deref(), dispute.layout.as_deref());
        self.counts(place, &dispute.products, dispute.reason, dates, &dispute.answers)
    }

    /// The counts of a charge of which nothing is decided yet, where the holder or its statement's layout says of which
    /// country and kind of card it is.
    #[must_use]
    pub fn of_charge(&self, case: &Case, charge: &Charge) -> Vec<Count<'_>> {
        let row = case.row(charge.sightings[0]);
        let statement = &case.statements[charge.sightings[0].statement];
        let terms = self.terms.get(charge.card).cloned().unwrap_or_default();
        let country = terms.country.as_deref().or(statement.country.as_deref());
        let products = terms.product.map_or_else(|| statement.products.clone(), |product| vec![product]);
        let month_only = row.date_precision == DatePrecision::Month;
        let dates = Dates::of((row.transaction_date, row.posting_date), month_only, self.posting_lag);
        match (dates, country) {
            (Some(dates), Some(country)) if !products.is_empty() => {
                let place = (Some(country), Some(statement.format.as_str()));
                let draw = terms.payments.first_from(self.today);
                let answers = Answers { statements: terms.statements, draw, ..Answers::default() };
                self.counts(place, &products, Verdict::NotMine, dates, &answers)
            }
            _ => Vec::new(),
        }
    }

    /// Of the reports of these charges, of which nothing is decided yet, the one that ends first.
    #[must_use]
    pub fn first_of<'c>(&self, case: &Case, charges: impl IntoIterator<Item = &'c Charge>) -> Option<Count<'_>> {
        let counts: Vec<_> = charges.into_iter().flat_map(|charge| self.of_charge(case, charge)).collect();
        earliest(&counts).copied()
    }

    /// The earliest day that can be the last to report each of [`Case::charges`]; none before the breach.
    #[must_use]
    pub fn last_days(&self, case: &Case) -> Vec<Option<NaiveDate>> {
        let last = |charge: &Charge| self.first_of(case, [charge]).and_then(|first| first.last);
        case.charges.iter().map(|charge| charge.exposed.then(|| last(charge)).flatten()).collect()
    }

    /// The counts of a charge on a card of this country, whose issuer the layout of its statements tells.
    #[must_use]
    pub fn counts(
        &self,
        (country, layout): (Option<&str>, Option<&str>),
        products: &[Product],
        reason: Verdict,
        dates: Dates,
        answers: &Answers,
    ) -> Vec<Count<'_>> {
        let deadlines = Deadline::of_card(&self.deadlines, country, layout, products);
        counts(&deadlines, reason, dates, answers, self.calendars.of(country), self)
    }
}
