//! Charges sorted into sheets: what goes to one issuer, under one card, with one wish.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::{Basis, Count, Counting, Dispute, Event, Monthly, Role, earliest};
use crate::money::Currency;
use crate::review::{Fault, Key, Verdict};

/// What a letter asks for. Charges of different letters never share one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Letter {
    /// Charges that are not the holder's: the card is stopped.
    NotMine,
    /// Charges that are the holder's but wrong: the card stays.
    Wrong,
    /// Charges that the holder asks about and claims nothing of.
    Query,
}

impl Letter {
    /// The letter in which a charge stands of which the holder says this.
    #[must_use]
    pub fn of(verdict: Verdict) -> Self {
        match verdict {
            Verdict::NotMine => Self::NotMine,
            Verdict::Wrong(_) => Self::Wrong,
            Verdict::NotRecognised | Verdict::Unsure | Verdict::Mine | Verdict::Family => Self::Query,
        }
    }

    /// The word used in outputs and templates.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::NotMine => "not-mine",
            Self::Wrong => "wrong",
            Self::Query => "query",
        }
    }
}

/// One list: one card, one issuer, one letter.
#[derive(Debug, Clone)]
pub struct Sheet<'a> {
    /// Who issued the card.
    pub issuer: &'a str,
    /// The card's label.
    pub card: &'a str,
    /// What is asked for.
    pub letter: Letter,
    /// Booked charges, in order of date.
    pub charges: Vec<&'a Dispute>,
    /// Charges that are pending: they cannot be disputed yet.
    pub pending: Vec<&'a Dispute>,
    /// The counts of each, by its id.
    counts: BTreeMap<&'a str, Vec<Count<'a>>>,
}

impl<'a> Sheet<'a> {
    /// Booked charges, then pending ones.
    pub fn all(&self) -> impl Iterator<Item = &'a Dispute> {
        self.charges.iter().chain(&self.pending).copied()
    }

    /// The counts of one of its charges.
    #[must_use]
    pub fn counts_of(&self, dispute: &Dispute) -> &[Count<'a>] {
        self.counts.get(dispute.id.as_str()).map_or(&[], Vec::as_slice)
    }

    /// The counts of all its charges.
    #[must_use]
    pub fn counts(&self) -> Vec<Count<'a>> {
        self.all().flat_map(|dispute| self.counts_of(dispute)).copied().collect()
    }

    /// The counts of all its charges but those that were met.
    #[must_use]
    pub fn unmet(&self) -> Vec<Count<'a>> {
        self.all().flat_map(|dispute| self.unmet_of(dispute)).collect()
    }

    fn unmet_of(&self, dispute: &Dispute) -> Vec<Count<'a>> {
        self.counts_of(dispute).iter().filter(|count| !dispute.has_met(count)).copied().collect()
    }

    /// Whether nothing of it is to be reported any more.
    #[must_use]
    pub fn is_told(&self) -> bool {
        self.all().all(|dispute| self.first_unmet(dispute).is_none() && dispute.reported().is_some())
    }

    /// The report of one of its charges that is still to be made and ends first.
    #[must_use]
    pub fn first_unmet(&self, dispute: &Dispute) -> Option<Count<'a>> {
        earliest(&self.unmet_of(dispute)).copied()
    }

    /// The day of one of its charges that ends first.
    #[must_use]
    pub fn last_day(&self, dispute: &Dispute) -> Option<NaiveDate> {
        earliest(self.counts_of(dispute)).and_then(|count| count.last)
    }

    /// Its booked charges that are still to be reported, for [`super::waiting`]: until when each can be, and what is
    /// claimed. A letter is in time while it can be posted so that it arrives; when that is over, while it can arrive.
    #[must_use]
    pub fn ends(&self, today: NaiveDate) -> Vec<(NaiveDate, Currency, Decimal)> {
        let ends = |dispute: &&Dispute| {
            let first = self.first_unmet(dispute)?;
            let last = first.post_by.filter(|post_by| *post_by >= today).or(first.last)?;
            Some((last, dispute.currency, dispute.claimed()))
        };
        self.charges.iter().filter_map(ends).collect()
    }

    /// The day from which the number of its card is no longer used, where that was said.
    #[must_use]
    pub fn replaced(&self) -> Option<NaiveDate> {
        self.all().find_map(|dispute| dispute.replaced)
    }

    /// Whether what it asks for stops a card that is still used.
    #[must_use]
    pub fn stops_card(&self) -> bool {
        self.letter == Letter::NotMine && self.replaced().is_none()
    }

    /// What the holder could say of the card so that its days can be counted better.
    #[must_use]
    pub fn wanted(&self) -> Vec<Wanted> {
        let silent = |dispute: &Dispute| dispute.answers.statements == Monthly::Unknown;
        let of_statement = |count: &Count<'_>| {
            let statement = matches!(count.deadline.basis, Event::StatementSent | Event::StatementNotified);
            statement && count.deadline.role == Role::Report && count.trust.names_a_day()
        };
        let of_draw = |count: &Count<'_>| count.deadline.basis == Event::Draw && count.basis == Basis::Missing;
        let any = |is: &dyn Fn(&Dispute) -> bool| self.all().any(is);
        let wanted = [
            (any(&|of| of.country.is_none()), Wanted::Country),
            (any(&|of| of.products.len() != 1), Wanted::Product),
            (any(&|of| silent(of) && self.counts_of(of).iter().any(of_statement)), Wanted::StatementDay),
            (any(&|of| self.counts_of(of).iter().any(of_draw)), Wanted::PaymentDay),
        ];
        wanted.into_iter().filter(|(is, _)| *is).map(|(_, wanted)| wanted).collect()
    }
}

/// What is not known of a card, so that its days are counted from the earliest day, for several kinds, or not at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// The country whose rules hold for it.
    Country,
    /// What kind of card it is.
    Product,
    /// When its statements come out.
    StatementDay,
    /// When its bill is paid automatically.
    PaymentDay,
}

impl Wanted {
    /// The word used in outputs.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Country => "country",
            Self::Product => "product",
            Self::StatementDay => "statement-day",
            Self::PaymentDay => "payment-day",
        }
    }
}

/// The sheets of these charges, in order of issuer, card and letter, each charge counted once.
#[must_use]
pub fn sheets<'a>(disputes: &'a [Dispute], counting: &'a Counting) -> Vec<Sheet<'a>> {
    let mut found: BTreeMap<(&str, &str, Letter), Sheet<'_>> = BTreeMap::new();
    for dispute in disputes {
        let letter = Letter::of(dispute.reason);
        let (issuer, card) = (dispute.issuer.as_str(), dispute.card.as_str());
        let empty = Sheet { issuer, card, letter, charges: Vec::new(), pending: Vec::new(), counts: BTreeMap::new() };
        let sheet = found.entry((issuer, card, letter)).or_insert(empty);
        sheet.counts.insert(&dispute.id, counting.of_dispute(dispute));
        if dispute.pending { sheet.pending.push(dispute) } else { sheet.charges.push(dispute) }
    }
    let mut sheets: Vec<Sheet<'_>> = found.into_values().collect();
    for sheet in &mut sheets {
        for charges in [&mut sheet.charges, &mut sheet.pending] {
            charges.sort_by_key(|dispute| (dispute.date(), &dispute.id));
        }
    }
    sheets
}

/// What is disputed, per currency.
#[must_use]
pub fn totals(charges: &[&Dispute]) -> BTreeMap<Currency, Decimal> {
    let mut totals: BTreeMap<Currency, Decimal> = BTreeMap::new();
    for dispute in charges {
        *totals.entry(dispute.currency).or_default() += dispute.claimed();
    }
    totals
}

/// The last four digits of a card, where its label is made of them; of two cards that mask alike, without their number.
#[must_use]
pub fn last_four(card: &str) -> Option<&str> {
    let digits = card.split('#').next().unwrap_or_default();
    (digits.len() == 4 && digits.bytes().all(|b| b.is_ascii_digit())).then_some(digits)
}

/// A field that forms ask for and that is not known yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Missing {
    /// The last four digits of the card.
    Card,
    /// The holder's name as printed.
    Holder,
    /// The day of the purchase.
    TransactionDate,
    /// The day of booking.
    PostingDate,
    /// The reference on the statement.
    Reference,
    /// The valid charge of which this is the duplicate.
    Twin,
    /// Whether the holder dealt with the merchant before.
    DealtBefore,
    /// Where the card is.
    Possession,
    /// When the merchant was asked, and what it answered.
    MerchantAsked,
    /// What is disputed, when it is not the whole amount.
    Disputed,
    /// What happened, in the holder's words.
    Note,
}

impl Missing {
    /// The word used in outputs.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Card => "card",
            Self::Holder => "holder",
            Self::TransactionDate => "transaction-date",
            Self::PostingDate => "posting-date",
            Self::Reference => "reference",
            Self::Twin => "twin",
            Self::DealtBefore => "dealt-before",
            Self::Possession => "possession",
            Self::MerchantAsked => "merchant-asked",
            Self::Disputed => "disputed",
            Self::Note => "note",
        }
    }

    /// The questions whose answers supply it; none where only the statement or the profile does.
    #[must_use]
    pub fn keys(self) -> &'static [Key] {
        match self {
            Self::Card | Self::Holder | Self::TransactionDate | Self::PostingDate => &[],
            Self::Reference => &[Key::Reference],
            Self::Twin => &[Key::Twin, Key::TwinReference],
            Self::DealtBefore => &[Key::DealtBefore],
            Self::Possession => &[Key::Possession],
            Self::MerchantAsked => &[Key::MerchantAsked, Key::MerchantAnswer],
            Self::Disputed => &[Key::Disputed],
            Self::Note => &[Key::Happened],
        }
    }
}

/// What forms ask for of such a charge and is not there.
#[must_use]
pub fn missing(dispute: &Dispute) -> Vec<Missing> {
    let reason = dispute.reason;
    let asks_merchant = Letter::of(reason) == Letter::Wrong;
    let told = [Fault::Cancelled, Fault::NotReceived, Fault::CreditMissing, Fault::Other].map(Verdict::Wrong);
    let wanted = [
        (last_four(&dispute.card).is_none(), Missing::Card),
        (dispute.holder.is_none(), Missing::Holder),
        (dispute.transaction_date.is_none(), Missing::TransactionDate),
        (dispute.posting_date.is_none() && !dispute.pending, Missing::PostingDate),
        (dispute.reference.is_none() && !dispute.pending, Missing::Reference),
        (reason == Verdict::Wrong(Fault::Duplicate) && dispute.twin.is_none(), Missing::Twin),
        (reason == Verdict::NotMine && dispute.dealt_before.is_none(), Missing::DealtBefore),
        (reason == Verdict::NotMine && dispute.possession.is_none(), Missing::Possession),
        (asks_merchant && dispute.merchant_asked.is_none(), Missing::MerchantAsked),
        (reason == Verdict::Wrong(Fault::Amount) && dispute.disputed.is_none(), Missing::Disputed),
        (told.contains(&reason) && dispute.note.is_none(), Missing::Note),
    ];
    wanted.into_iter().filter(|(is, _)| *is).map(|(_, field)| field).collect()
}
