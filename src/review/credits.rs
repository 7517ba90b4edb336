//! Credits on statements, and which charge each may be the refund of.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use regex::Regex;
use rust_decimal::Decimal;
use serde::Deserialize;

use crate::case::{Case, Charge, Sighting};
use crate::catalogue::Catalogue;
use crate::facts::Known;
use crate::location::Problem;
use crate::merchant::Merchants;
use crate::money::Currency;
use crate::text::nfkc;
use crate::transaction::{Kind, Status};

const FILE: &str = "credits.toml";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    days: u64,
    statements: usize,
    provisional: String,
    reversal: String,
}

/// Which rows may be a refund, and what follows one (`rules/credits.toml`).
#[derive(Debug, Clone)]
pub struct CreditRules {
    pub(super) days: Days,
    pub(super) statements: usize,
    pub(super) provisional: Regex,
    pub(super) reversal: Regex,
}

impl CreditRules {
    /// Loads the file.
    ///
    /// # Errors
    /// `bad-data-file` when it is missing, has another shape, or a pattern is wrong.
    pub fn load(catalogue: &Catalogue) -> Result<Self, Problem> {
        let bad = |cause: String| Problem::new("bad-data-file").with("cause", cause).in_file(FILE);
        let file: File = catalogue.data(FILE).read().map_err(|error| bad(error.to_string()))?;
        let regex = |text: &str| Regex::new(text).map_err(|error| bad(error.to_string()));
        Ok(Self {
            days: Days::new(file.days),
            statements: file.statements,
            provisional: regex(&file.provisional)?,
            reversal: regex(&file.reversal)?,
        })
    }
}

/// A row that owes the holder money: of a merchant, or of the issuer's own wording.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Credit {
    /// The row.
    pub at: Sighting,
    /// Index into [`Case::cards`], of the newest number of the card.
    pub card: usize,
    /// Its transaction date, else its posting date.
    pub date: NaiveDate,
    /// Positive, in `currency`.
    pub amount: Decimal,
    /// Currency of the amount.
    pub currency: Currency,
    /// Brand family of who credits; empty where the line does not say it.
    pub family: String,
    /// The issuer's own wording of a credit.
    pub by_issuer: bool,
    /// For the time being, or pending.
    pub provisional: bool,
    /// The card company's own row that took it back.
    pub taken_back: Option<Sighting>,
}

/// Why a credit is, or may be, the refund of a charge.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Because {
    /// The holder said so: day and amount are those of the mark.
    Confirmed,
    /// Merchant, card and amount are equal, and it is later.
    Equal,
    /// Merchant, card and amount are equal, and it is of the same day.
    SameDay,
    /// It is for the time being, or pending.
    Provisional,
    /// The amount is equal, and the line has the issuer's wording of a credit.
    Wording,
    /// Merchant and amount are equal, the card is another.
    OtherCard,
    /// Merchant and card are equal, the amount is smaller.
    Part,
    /// Merchant and card are equal, the amount is larger: it may be of several charges, or at another rate.
    More,
}

impl Because {
    /// The word used in outputs.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Confirmed => "confirmed",
            Self::Equal => "equal",
            Self::SameDay => "same-day",
            Self::Provisional => "provisional",
            Self::Wording => "wording",
            Self::OtherCard => "other-card",
            Self::Part => "part",
            Self::More => "more",
        }
    }

    /// Whether it needs no confirmation.
    #[must_use]
    pub fn is_sure(self) -> bool {
        matches!(self, Self::Confirmed | Self::Equal)
    }
}

impl Credit {
    /// The credits of a case, in order of date. Rows that overlapping files repeat count once: the n-th of one file is
    /// the n-th of another.
    pub(super) fn all(case: &Case, known: &Known, merchants: &Merchants, rules: &CreditRules) -> Vec<Self> {
        let rows = Self::rows(case, known, merchants, rules);
        let (reversals, mut credits): (Vec<Self>, Vec<Self>) =
            rows.into_iter().partition(|row| row.amount < Decimal::ZERO);
        for reversal in reversals {
            let fits = |credit: &&mut Self| {
                (credit.card, credit.currency, credit.amount) == (reversal.card, reversal.currency, -reversal.amount)
                    && credit.date <= reversal.date
                    && credit.taken_back.is_none()
            };
            // What the card company credited itself rather than what a merchant gave back.
            let own = |credit: &&mut Self| (credit.provisional, credit.by_issuer, credit.date);
            if let Some(credit) = credits.iter_mut().filter(fits).max_by_key(own) {
                credit.taken_back = Some(reversal.at);
            }
        }
        credits
    }

    /// The credits, and with a negative amount the rows of the card company that take one back, in order of date.
    fn rows(case: &Case, known: &Known, merchants: &Merchants, rules: &CreditRules) -> Vec<Self> {
        let mut seen: BTreeMap<(usize, NaiveDate, String, Decimal, Currency, usize), Self> = BTreeMap::new();
        for (statement, read) in case.statements.iter().enumerate() {
            let mut nth: BTreeMap<(usize, NaiveDate, String, Decimal, Currency), usize> = BTreeMap::new();
            for (row, transaction) in read.transactions.iter().enumerate() {
                let (credits, adjusts) = (transaction.amount < Decimal::ZERO, transaction.kind == Kind::Adjustment);
                if !(adjusts || credits && transaction.kind == Kind::Refund) || !transaction.status.counts() {
                    continue;
                }
                let at = Sighting { statement, row };
                let Some((_, card)) = case.place(at) else { continue };
                let card = known.card(card);
                let raw = case.strings.get(transaction.descriptor);
                let line = nfkc(raw).to_uppercase();
                if !credits && !rules.reversal.is_match(&line) {
                    continue;
                }
                let identity = merchants.identify(raw);
                let by_issuer = transaction.kind == Kind::Adjustment
                    || merchants.issuer_kind(raw, true, false) == Some(Kind::Adjustment);
                let credit = Self {
                    at,
                    card,
                    date: transaction.date(),
                    amount: -transaction.amount,
                    currency: transaction.currency,
                    family: if identity.unstated { String::new() } else { identity.family.clone() },
                    by_issuer,
                    provisional: transaction.status == Status::Pending || rules.provisional.is_match(&line),
                    taken_back: None,
                };
                let (date, amount, currency) = (credit.date, credit.amount, credit.currency);
                let count = nth.entry((card, date, line.clone(), amount, currency)).or_default();
                *count += 1;
                seen.entry((card, date, line, amount, currency, *count)).or_insert(credit);
            }
        }
        let mut rows: Vec<Self> = seen.into_values().collect();
        rows.sort_by_key(|row| (row.date, row.at));
        rows
    }

    /// Why this may be the refund of so much of a charge; `None` when it is not.
    pub(super) fn fits(
        &self,
        case: &Case,
        known: &Known,
        rules: &CreditRules,
        charge: &Charge,
        claimed: Decimal,
    ) -> Option<Because> {
        let merchant = &case.merchants[charge.merchant];
        let same_merchant = !merchant.unstated && merchant.family == self.family;
        let same_card = known.card(charge.card) == self.card;
        let equal = self.amount == claimed || self.amount == charge.amount;
        if self.currency != charge.currency || self.date < charge.date || self.taken_back.is_some() {
            return None;
        }
        let near = charge.date.checked_add_days(rules.days).is_none_or(|last| self.date <= last);
        match (same_merchant, same_card, equal) {
            (true, true, true) if self.provisional => near.then_some(Because::Provisional),
            (true, true, true) if self.date > charge.date => Some(Because::Equal),
            (true, true, true) => Some(Because::SameDay),
            _ if !near => None,
            (true, false, true) => Some(Because::OtherCard),
            (true, true, false) if self.amount < claimed => Some(Because::Part),
            (true, true, false) => Some(Because::More),
            (false, true, true) if self.provisional => Some(Because::Provisional),
            (false, true, true) if self.by_issuer => Some(Because::Wording),
            _ => None,
        }
    }
}
