//! The case: what several statements agree on. Rows of files become charges, each once, on cards, in households.

mod bills;
mod cards;
mod expose;
mod gaps;
mod joins;
mod layouts;
mod names;
mod orders;
mod origins;
mod pending;
mod refunds;
mod settle;
mod sightings;
mod windows;

pub use bills::{Bill, Check};
pub use gaps::{Absence, Gap, ShownRow, gaps, shown};
pub use names::identities;
pub use orders::Order;
pub use refunds::Refund;
pub use windows::Windows;

use std::sync::Arc;

use chrono::NaiveDate;
use foldhash::HashMap;
use rayon::prelude::*;
use rust_decimal::Decimal;

use self::origins::Origins;
use self::sightings::{Draft, Texts};
use crate::breach::Reach;
use crate::location::Problem;
use crate::merchant::{Identity, Merchants};
use crate::money::Currency;
use crate::statement::Statement;
use crate::text::card_label;
use crate::transaction::{Kind, Status, Strings, Sym, Transaction};

/// One row in one file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sighting {
    /// Index into [`Case::statements`].
    pub statement: usize,
    /// Index into that statement's transactions.
    pub row: usize,
}

/// What one or several sightings agree on, when it debits the holder.
#[derive(Debug, Clone)]
pub struct Charge {
    /// Stable within a case: the hash of the first sighting's fingerprint, as hexadecimal digits.
    pub id: String,
    /// Ids that joined sightings have when they are read alone, such as that of a pending row.
    pub aliases: Vec<String>,
    /// Index into [`Case::households`].
    pub household: usize,
    /// Index into [`Case::cards`].
    pub card: usize,
    /// The transaction date, else the posting date.
    pub date: NaiveDate,
    /// Only a posting date is printed: the purchase may be some days older.
    pub posted_only: bool,
    /// Positive amount in `currency`.
    pub amount: Decimal,
    /// Currency of the amount.
    pub currency: Currency,
    /// Purchase, fee, interest or cash advance.
    pub kind: Kind,
    /// Pending or posted.
    pub status: Status,
    /// The raw descriptor.
    pub descriptor: Sym,
    /// Country as printed; empty when the statement does not tell.
    pub country: Sym,
    /// The merchant's currency, when it differs from the charge's.
    pub foreign_currency: Option<Currency>,
    /// Index into [`Case::merchants`].
    pub merchant: usize,
    /// Instalment n of m.
    pub installment: Option<(u16, u16)>,
    /// On or after the start of the exposure window, on a card that the breach concerns.
    pub exposed: bool,
    /// Exposed by its posting date only, and within the first five days: it may be older than the exposure.
    pub may_be_older: bool,
    /// The rows, the deciding one first.
    pub sightings: Vec<Sighting>,
}

/// A card: issuer and label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Card {
    /// The layout's institution (English name); empty when files of any issuer look like its files.
    pub issuer: String,
    /// Last four digits or any text that is no card number; empty when no file names the card.
    pub label: String,
}

/// Cards whose charges are one ordinary life.
#[derive(Debug, Clone)]
pub struct Household {
    /// The name in the canonical CSV; empty for files given together.
    pub name: String,
    /// First day of the earliest exposure window; history ends the day before. `None` without a breach.
    pub exposed_from: Option<NaiveDate>,
    /// What the worst of its breaches allows.
    pub reach: Reach,
}

/// Everything that was read, put together.
#[derive(Debug, Default)]
pub struct Case {
    /// The texts of this run.
    pub strings: Strings,
    /// What each distinct descriptor's merchant is, and what it is to a household whose other lines tell more.
    pub merchants: Vec<Arc<Identity>>,
    /// In order of household, date, then id.
    pub charges: Vec<Charge>,
    /// The cards.
    pub cards: Vec<Card>,
    /// The households.
    pub households: Vec<Household>,
    /// The files, in the order given.
    pub statements: Vec<Statement>,
    /// Records of order histories, which explain charges.
    pub orders: Vec<Order>,
    /// Money back, which is no charge; in order of household.
    pub refunds: Vec<Refund>,
    /// Payments of cards' bills.
    pub bills: Vec<Bill>,
    /// How near sightings of one charge lie.
    pub windows: Windows,
    /// Household and card of every row whose household has charges.
    pub(crate) places: Vec<Vec<Option<(usize, usize)>>>,
}

impl Case {
    /// Puts statements together. `strings` are those of the run that read them. The result does not depend on the order
    /// of the statements.
    #[must_use]
    pub fn assemble(statements: Vec<Statement>, mut strings: Strings, merchants: &Merchants, windows: Windows) -> Self {
        let origins = Origins::of(&statements, &mut strings);
        let mut case = Self { strings, statements, windows, ..Self::default() };
        let cards = case.name_cards(&origins);
        let drafts = case.drafts(&origins, &cards);
        let identities = case.identify(&drafts.list, merchants);
        let drafts = case.joined(drafts, &identities);
        case.places = case.places(&origins, &cards, &drafts.households);
        case.settle(drafts, &origins, &identities);
        case.unify_countries(merchants);
        case.refunds = case.refunds(merchants, identities);
        case.acquaint(merchants);
        case.orders = case.orders();
        case.bills = case.bills();
        case
    }

    /// The row of a sighting.
    #[must_use]
    pub fn row(&self, at: Sighting) -> &Transaction {
        &self.statements[at.statement].transactions[at.row]
    }

    /// The label of a card that it has.
    ///
    /// # Errors
    /// `unknown-card` with the labels that it has.
    pub fn label(&self, text: &str) -> Result<String, Problem> {
        let label = card_label(text);
        let known: Vec<&str> =
            self.cards.iter().map(|card| card.label.as_str()).filter(|label| !label.is_empty()).collect();
        match known.contains(&label.as_str()) {
            true => Ok(label),
            false => Err(Problem::new("unknown-card").with("value", label).with("known", known.join(", "))),
        }
    }

    /// Household and card of a row: indices into [`Case::households`] and [`Case::cards`].
    #[must_use]
    pub fn place(&self, at: Sighting) -> Option<(usize, usize)> {
        *self.places.get(at.statement)?.get(at.row)?
    }

    fn places(
        &self,
        origins: &Origins,
        cards: &[HashMap<Sym, usize>],
        households: &Texts,
    ) -> Vec<Vec<Option<(usize, usize)>>> {
        let of_statement = |(at, statement): (usize, &Statement)| {
            let rows = statement.transactions.iter().enumerate();
            rows.map(|(row_at, row)| {
                let card = cards[origins.get(at, row_at)][&row.card];
                Some((households.known(row.household)?, card))
            })
            .collect()
        };
        self.statements.iter().enumerate().map(of_statement).collect()
    }

    fn identify(&mut self, drafts: &[Draft], merchants: &Merchants) -> HashMap<Sym, usize> {
        let mut known = HashMap::default();
        let mut descriptors = Vec::new();
        for at in drafts.iter().flat_map(|draft| &draft.sightings) {
            let descriptor = self.row(*at).descriptor;
            known.entry(descriptor).or_insert_with(|| {
                descriptors.push(self.strings.get(descriptor));
                descriptors.len() - 1
            });
        }
        self.merchants = descriptors.par_iter().map(|descriptor| merchants.identify(descriptor)).collect();
        known
    }

    /// The charge of the same household that has this id.
    #[must_use]
    pub fn beside(&self, charge: &Charge, id: &str) -> Option<&Charge> {
        let from = self.charges.partition_point(|other| other.household < charge.household);
        self.charges[from..].iter().take_while(|other| other.household == charge.household).find(|other| other.id == id)
    }

    /// The charge whose id, or that of one of its sightings, begins with this text, when there is exactly one.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<&Charge> {
        let by = |is: &dyn Fn(&Charge) -> bool| {
            let mut found = self.charges.iter().filter(|charge| is(charge));
            let first = found.next();
            if found.next().is_some() { None } else { first }
        };
        by(&|charge| charge.id.starts_with(id))
            .or_else(|| by(&|charge| charge.aliases.iter().any(|alias| alias.starts_with(id))))
    }
}
