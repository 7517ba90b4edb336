//! Charges brought to numbers: what is compared over and over is interned once for the whole case.

use std::collections::BTreeSet;

use chrono::Datelike;
use foldhash::HashMap;

use super::{Known, Parameters};
use crate::case::{Case, Charge};
use crate::money::{Currencies, Currency, ten_thousandths};
use crate::text::nfkc;
use crate::transaction::Sym;

/// A purchase or cash advance, in numbers that only compare within one run.
#[derive(Debug, Clone, Copy)]
pub(super) struct Row {
    /// Index into [`Case::charges`].
    pub(super) charge: usize,
    /// Days of the common era.
    pub(super) day: i32,
    /// Who is paid.
    pub(super) merchant: Merchant,
    /// The printed country; 0 for none.
    pub(super) country: u32,
    /// The country that the line tells: the printed one, else the foreign currency's, else the tail's; 0 for none.
    pub(super) land: u32,
    /// The currency of `amount`.
    pub(super) currency: Currency,
    /// The merchant's currency: the foreign one where one is printed, in a column or behind the name.
    pub(super) paid_in: Currency,
    /// Ten-thousandths of the major unit.
    pub(super) amount: i64,
}

/// The keys of a merchant, as numbers; 0 where there is none.
#[derive(Debug, Clone, Copy)]
pub(super) struct Merchant {
    /// Index into [`Case::merchants`].
    pub(super) index: usize,
    pub(super) family: u32,
    pub(super) exact: u32,
    pub(super) skeleton: u32,
    /// The words of the line, and what they look like; looks and skeletons are compared.
    pub(super) spelling: u32,
    pub(super) look: u32,
    /// The skeleton of the name before words of a help desk.
    pub(super) stem: u32,
    /// The merchant lists know the brand.
    pub(super) brand: bool,
    pub(super) class: u32,
    /// The town that the tail names.
    pub(super) place: u32,
    /// The country that the tail names, a number of the countries.
    pub(super) tail: u32,
    /// The currency of an amount in the tail.
    pub(super) money: Option<Currency>,
    /// Whether the words tell of a purchase at a distance, or in person.
    pub(super) online: Option<bool>,
    /// The line has words of a help desk or a trial rather than of a shop.
    pub(super) odd: bool,
    /// The statement says who is paid; otherwise the keys are of a number, by which nothing is familiar or new.
    pub(super) stated: bool,
}

/// The thresholds of a currency, in ten-thousandths of its major unit.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scale {
    /// The small-purchase unit; positive.
    pub(super) unit: i64,
    /// The step of round face values; positive.
    pub(super) round_step: i64,
    /// The largest tiny charge.
    pub(super) tiny: i64,
    /// The smallest large charge, where no percentile tells.
    pub(super) large: i64,
}

/// The numbers of a case's texts.
pub(super) struct Keys<'a> {
    case: &'a Case,
    merchants: Vec<Merchant>,
    families: Ids<'a>,
    classes: Ids<'a>,
    places: Ids<'a>,
    known: Vec<bool>,
    /// The newest number of each of [`Case::cards`].
    cards: Vec<usize>,
    countries: Countries,
    scales: HashMap<Currency, Scale>,
}

impl<'a> Keys<'a> {
    pub(super) fn of(case: &'a Case, currencies: &Currencies, known: &Known, parameters: &Parameters) -> Self {
        let (mut families, mut exacts, mut skeletons, mut spellings, mut classes, mut places) =
            (Ids::default(), Ids::default(), Ids::default(), Ids::default(), Ids::default(), Ids::default());
        let mut countries = Countries::of(case);
        let merchants: Vec<Merchant> = case
            .merchants
            .iter()
            .enumerate()
            .map(|(index, identity)| Merchant {
                index,
                family: families.number(&identity.family),
                exact: exacts.number(&identity.exact),
                skeleton: skeletons.number(&identity.skeleton),
                spelling: spellings.number(&identity.spelling),
                look: skeletons.number(&identity.look),
                stem: skeletons.number(identity.stem.as_deref().unwrap_or_default()),
                brand: identity.brand,
                class: classes.number(identity.class.as_deref().unwrap_or_default()),
                place: places.number(identity.place.as_deref().unwrap_or_default()),
                tail: countries.number(identity.country.as_deref().unwrap_or_default()),
                money: identity.money.as_deref().and_then(|code| code.parse().ok()),
                online: identity.online,
                odd: identity.odd,
                stated: !identity.unstated,
            })
            .collect();
        let cards = (0..case.cards.len()).map(|card| known.card(card)).collect();
        let known = families.texts.iter().map(|family| known.families.contains(*family)).collect();
        let mut scales = HashMap::default();
        for charge in &case.charges {
            scales.entry(charge.currency).or_insert_with(|| scale(charge.currency, currencies, parameters));
        }
        Self { case, merchants, families, classes, places, known, cards, countries, scales }
    }

    /// A charge in numbers; `at` is its index in the case.
    pub(super) fn row(&self, at: usize, charge: &Charge) -> Row {
        let merchant = self.merchants[charge.merchant];
        let country = self.countries.printed.get(&charge.country).copied().unwrap_or_default();
        let paid_in = charge.foreign_currency.or(merchant.money).unwrap_or(charge.currency);
        let paid = self.land_of(paid_in).filter(|_| paid_in != charge.currency);
        Row {
            charge: at,
            day: charge.date.num_days_from_ce(),
            merchant,
            country,
            land: if country == 0 { paid.unwrap_or(merchant.tail) } else { country },
            currency: charge.currency,
            paid_in,
            amount: amount(charge),
        }
    }

    /// The keys of a merchant by its index into [`Case::merchants`].
    pub(super) fn merchant(&self, index: usize) -> Merchant {
        self.merchants[index]
    }

    /// The currency's thresholds.
    pub(super) fn scale(&self, currency: Currency) -> Scale {
        self.scales.get(&currency).copied().unwrap_or(Scale { unit: 1, round_step: 1, tiny: 0, large: i64::MAX })
    }

    /// Whether the amount is a round face value of its currency.
    pub(super) fn is_round(&self, row: &Row) -> bool {
        row.amount > 0 && row.amount % self.scale(row.currency).round_step == 0
    }

    /// Whether the holder has confirmed the family.
    pub(super) fn is_known(&self, family: u32) -> bool {
        self.known[family as usize]
    }

    /// The key of a family: numbers depend on the order of the files, texts do not.
    pub(super) fn family(&self, family: u32) -> &'a str {
        self.families.texts[family as usize]
    }

    /// The name of a merchant.
    pub(super) fn name(&self, merchant: Merchant) -> &'a str {
        &self.case.merchants[merchant.index].name
    }

    /// What the words of a merchant's line look like at a glance.
    pub(super) fn look(&self, merchant: Merchant) -> &'a str {
        &self.case.merchants[merchant.index].look
    }

    /// The words by which a merchant's name begins, up to the first that tells the shop.
    pub(super) fn begin(&self, merchant: Merchant) -> &'a str {
        &self.case.merchants[merchant.index].begin
    }

    /// The class of the row's merchant.
    pub(super) fn class(&self, row: &Row) -> Option<&'a str> {
        Some(self.classes.texts[row.merchant.class as usize]).filter(|class| !class.is_empty())
    }

    /// The printed country, folded; empty for none.
    pub(super) fn country(&self, row: &Row) -> &str {
        &self.countries.names[row.country as usize]
    }

    /// The country that the line tells, folded.
    pub(super) fn land(&self, row: &Row) -> Option<&str> {
        (row.land != 0).then(|| self.countries.names[row.land as usize].as_str())
    }

    /// The number of the country of a currency that belongs to one.
    pub(super) fn land_of(&self, currency: Currency) -> Option<u32> {
        self.countries.paid.get(&currency).copied()
    }

    /// The name of a town: numbers depend on the order of the files, texts do not.
    pub(super) fn town(&self, town: u32) -> &'a str {
        self.places.texts[town as usize]
    }

    /// The card of the row by its newest number: index into [`Case::cards`].
    pub(super) fn card(&self, row: &Row) -> usize {
        let card = self.case.charges[row.charge].card;
        self.cards.get(card).copied().unwrap_or(card)
    }
}

/// The amount in ten-thousandths. Assembling refuses amounts that do not fit.
pub(super) fn amount(charge: &Charge) -> i64 {
    ten_thousandths(charge.amount).unwrap_or(i64::MAX)
}

fn scale(currency: Currency, currencies: &Currencies, parameters: &Parameters) -> Scale {
    let positive = |amount| ten_thousandths(amount).unwrap_or(i64::MAX).max(1);
    let unit = positive(currencies.small_unit(currency));
    Scale {
        unit,
        round_step: positive(currencies.round_step(currency)),
        tiny: unit.saturating_mul(parameters.sequence.tiny_units),
        large: unit.saturating_mul(parameters.sequence.large_units),
    }
}

/// Countries, upper and lower case and wide and narrow letters being the same; the first is the empty one.
#[derive(Default)]
struct Countries {
    printed: HashMap<Sym, u32>,
    paid: HashMap<Currency, u32>,
    numbers: HashMap<String, u32>,
    names: Vec<String>,
}

impl Countries {
    /// Those that statements print, and those of currencies.
    fn of(case: &Case) -> Self {
        let mut countries = Self::default();
        countries.number("");
        let mut paid = BTreeSet::new();
        for charge in &case.charges {
            if !countries.printed.contains_key(&charge.country) {
                let number = countries.number(case.strings.get(charge.country));
                countries.printed.insert(charge.country, number);
            }
            paid.extend([Some(charge.currency), charge.foreign_currency].into_iter().flatten());
        }
        paid.extend(case.merchants.iter().filter_map(|identity| identity.money.as_deref()?.parse::<Currency>().ok()));
        for currency in paid {
            if let Some(country) = country_of(currency) {
                let number = countries.number(&country);
                countries.paid.insert(currency, number);
            }
        }
        countries
    }

    fn number(&mut self, name: &str) -> u32 {
        let name = nfkc(name.trim()).to_uppercase();
        *self.numbers.entry(name.clone()).or_insert_with(|| next(&mut self.names, name))
    }
}

/// The country of a currency. ISO 4217 builds codes of a country's letters and one of the currency's name; codes in X
/// and the euro belong to several countries.
fn country_of(currency: Currency) -> Option<String> {
    let shared = ["X", "EU"].iter().any(|several| currency.code().starts_with(several));
    currency.code().get(..2).filter(|_| !shared).map(str::to_owned)
}

/// Texts numbered in order of first sight; the empty one is 0.
struct Ids<'a> {
    numbers: HashMap<&'a str, u32>,
    texts: Vec<&'a str>,
}

impl Default for Ids<'_> {
    fn default() -> Self {
        Self { numbers: HashMap::from_iter([("", 0)]), texts: vec![""] }
    }
}

impl<'a> Ids<'a> {
    fn number(&mut self, text: &'a str) -> u32 {
        *self.numbers.entry(text).or_insert_with(|| next(&mut self.texts, text))
    }
}

fn next<T>(texts: &mut Vec<T>, text: T) -> u32 {
    texts.push(text);
    u32::try_from(texts.len() - 1).unwrap_or(u32::MAX)
}
