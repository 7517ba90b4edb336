//! One row of a statement that moves money (or says that money did not move), held compactly: text is interned once
//! and a row holds symbols.

use std::sync::Arc;

use chrono::NaiveDate;
use foldhash::HashMap;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::money::Currency;

/// An interned text; [`Sym::EMPTY`] is the empty one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Sym(u32);

impl Sym {
    /// The empty text.
    pub const EMPTY: Self = Self(0);

    /// Whether this is the empty text.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self == Self::EMPTY
    }

    /// The number under which the text was interned: dense, from 0, in order of first sight.
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// The texts of one run, each kept once.
#[derive(Debug, Clone)]
pub struct Strings {
    texts: Vec<Arc<str>>,
    symbols: HashMap<Arc<str>, Sym>,
}

impl Default for Strings {
    fn default() -> Self {
        let mut strings = Self { texts: Vec::new(), symbols: HashMap::default() };
        strings.intern("");
        strings
    }
}

impl Strings {
    /// The symbol of a text, new or known.
    ///
    /// # Panics
    /// Never in practice: only after four thousand million distinct texts.
    pub fn intern(&mut self, text: &str) -> Sym {
        // The first, which most columns of most rows have.
        if text.is_empty() && !self.texts.is_empty() {
            return Sym::EMPTY;
        }
        if let Some(symbol) = self.symbols.get(text) {
            return *symbol;
        }
        let symbol = Sym(u32::try_from(self.texts.len()).unwrap_or(u32::MAX));
        let shared: Arc<str> = Arc::from(text);
        self.texts.push(Arc::clone(&shared));
        self.symbols.insert(shared, symbol);
        symbol
    }

    /// The symbols that the texts of others have here, by theirs.
    #[must_use]
    pub fn take_in(&mut self, others: &Self) -> Vec<Sym> {
        others.texts.iter().map(|text| self.intern(text)).collect()
    }

    /// The text of a symbol of this run.
    #[must_use]
    pub fn get(&self, symbol: Sym) -> &str {
        self.texts.get(symbol.index()).map_or("", |text| text)
    }

    /// The text of a symbol, `None` when empty.
    #[must_use]
    pub fn some(&self, symbol: Sym) -> Option<&str> {
        let text = self.get(symbol);
        (!text.is_empty()).then_some(text)
    }

    /// How many distinct texts there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.texts.len()
    }

    /// Whether there is no text but the empty one.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.texts.len() <= 1
    }
}

/// What a transaction is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Goods or services.
    Purchase,
    /// Money back from a merchant.
    Refund,
    /// The holder pays the bill.
    Payment,
    /// The issuer's own charge: annual, late, foreign.
    Fee,
    /// Interest.
    Interest,
    /// Cash from a machine or a bank, on credit.
    CashAdvance,
    /// A correction or discount by the issuer.
    Adjustment,
    /// Between own accounts.
    Transfer,
    /// Money that arrives on an account.
    Income,
}

impl Kind {
    /// The word used in data files and outputs.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Purchase => "purchase",
            Self::Refund => "refund",
            Self::Payment => "payment",
            Self::Fee => "fee",
            Self::Interest => "interest",
            Self::CashAdvance => "cash-advance",
            Self::Adjustment => "adjustment",
            Self::Transfer => "transfer",
            Self::Income => "income",
        }
    }

    /// Whether rows of this kind debit the holder.
    #[must_use]
    pub fn debits(self) -> bool {
        matches!(self, Self::Purchase | Self::Fee | Self::Interest | Self::CashAdvance)
    }
}

/// How far a transaction has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// Not final: it may change or vanish, and cannot be disputed yet.
    Pending,
    /// Booked.
    Posted,
    /// Refused by the issuer: no money moved.
    Declined,
    /// Taken back: no money moved.
    Reverted,
    /// A hold only.
    Authorisation,
}

impl Status {
    /// The word used in data files and outputs.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Posted => "posted",
            Self::Declined => "declined",
            Self::Reverted => "reverted",
            Self::Authorisation => "authorisation",
        }
    }

    /// Whether a row of this status can be a charge.
    #[must_use]
    pub fn counts(self) -> bool {
        matches!(self, Self::Pending | Self::Posted)
    }
}

/// How exactly the dates are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DatePrecision {
    /// A calendar day.
    Day,
    /// A month; the date is its first day.
    Month,
}

/// One row that became a transaction. Amounts: positive = the holder owes more.
#[derive(Debug, Clone)]
pub struct Transaction {
    /// 1-based line of the file on which the row starts.
    pub line: u64,
    /// Household as the canonical CSV names it; empty otherwise.
    pub household: Sym,
    /// The card's label: last four digits or a printed mask; empty when the file does not tell.
    pub card: Sym,
    /// The day of the purchase.
    pub transaction_date: Option<NaiveDate>,
    /// The day of booking. One of the two dates is always there.
    pub posting_date: Option<NaiveDate>,
    /// Day or month.
    pub date_precision: DatePrecision,
    /// The raw descriptor, as printed, card numbers masked.
    pub descriptor: Sym,
    /// The issuer's own clean name; a hint, never trusted.
    pub merchant: Sym,
    /// Signed amount in `currency`.
    pub amount: Decimal,
    /// Currency of the amount.
    pub currency: Currency,
    /// What it is.
    pub kind: Kind,
    /// The file prints the kind in a column; otherwise it is derived.
    pub kind_printed: bool,
    /// How far it has come.
    pub status: Status,
    /// Amount in the merchant's currency, without sign.
    pub foreign_amount: Option<Decimal>,
    /// The merchant's currency.
    pub foreign_currency: Option<Currency>,
    /// Country as printed.
    pub country: Sym,
    /// Instalment n of m.
    pub installment: Option<(u16, u16)>,
    /// The issuer's reference.
    pub reference: Sym,
    /// Holder as printed.
    pub holder: Sym,
    /// This month's share of the amount, where the layout prints one.
    pub billed: Option<Decimal>,
    /// Unknown columns as (name, value).
    pub extra: Vec<(Sym, Sym)>,
}

impl Transaction {
    /// Exchanges its symbols for those that the same texts have elsewhere, see [`Strings::take_in`].
    pub fn exchange(&mut self, symbols: &[Sym]) {
        let Self { household, card, descriptor, merchant, country, reference, holder, extra, .. } = self;
        let extra = extra.iter_mut().flat_map(|(name, value)| [name, value]);
        for symbol in [household, card, descriptor, merchant, country, reference, holder].into_iter().chain(extra) {
            *symbol = symbols.get(symbol.index()).copied().unwrap_or_default();
        }
    }

    /// The transaction date, else the posting date.
    #[must_use]
    pub fn date(&self) -> NaiveDate {
        self.transaction_date.or(self.posting_date).unwrap_or(NaiveDate::MIN)
    }

    /// Whether the row debits the holder and counts: the rows of which charges are made.
    #[must_use]
    pub fn is_charge(&self) -> bool {
        self.kind.debits() && self.status.counts() && self.amount.is_sign_positive() && !self.amount.is_zero()
    }
}
