//! Where charges are made: at home, in another town, abroad.

use std::cmp::Reverse;
use std::hash::Hash;

use foldhash::{HashMap, HashSet};

use super::Parameters;
use super::history::count;
use super::keys::{Keys, Row};
use crate::money::Currency;

/// Where a household is at home, as far as its history tells.
pub(super) struct Homes<'a> {
    keys: &'a Keys<'a>,
    /// The money of most charges: that of cards whose own is not known.
    currency: Option<Currency>,
    /// For each card the money that it is billed in.
    currencies: HashMap<usize, Currency>,
    /// For each card what it most often prints as country: nothing, for a card that prints none at home.
    printed: HashMap<usize, &'a str>,
    country: &'a str,
    /// The countries that tails name at home, and those of the cards' money and the printed home.
    tails: HashSet<u32>,
    /// A tail at home has been seen or can be told, or would have been seen by now.
    knows_tails: bool,
    /// The towns that together make up most of the recent history.
    towns: HashSet<u32>,
    /// Which family was paid in which town: a web shop's own town is no sign of a journey.
    usual: HashSet<(u32, u32)>,
}

impl<'a> Homes<'a> {
    /// The homes in a history, in order of day.
    pub(super) fn of(keys: &'a Keys<'a>, parameters: &'a Parameters, past: &[Row]) -> Self {
        let mut homes = Self {
            keys,
            currency: most_frequent(past.iter().map(|row| row.currency)),
            currencies: HashMap::default(),
            printed: HashMap::default(),
            country: most_frequent(past.iter().map(|row| keys.country(row))).unwrap_or_default(),
            tails: HashSet::default(),
            knows_tails: false,
            towns: HashSet::default(),
            usual: past.iter().map(|row| (row.merchant.family, row.merchant.place)).collect(),
        };
        homes.learn_printed(past);
        homes.learn_currencies(past);
        homes.learn_tails(past, parameters);
        homes.learn_towns(past, parameters);
        homes
    }

    /// Some issuers print the country of every shop, some only abroad: each card tells its own home.
    fn learn_printed(&mut self, past: &[Row]) {
        let mut printed: Vec<(usize, &str)> =
            past.iter().map(|row| (self.keys.card(row), self.keys.country(row))).collect();
        printed.sort_unstable_by_key(|(card, _)| *card);
        for card in printed.chunk_by(|a, b| a.0 == b.0) {
            let home = most_frequent(card.iter().map(|(_, country)| *country));
            self.printed.insert(card[0].0, home.unwrap_or_default());
        }
    }

    /// A card of another country is at home in that country's money.
    fn learn_currencies(&mut self, past: &[Row]) {
        let mut billed: Vec<(usize, Currency)> = past.iter().map(|row| (self.keys.card(row), row.currency)).collect();
        billed.sort_unstable_by_key(|(card, _)| *card);
        for card in billed.chunk_by(|a, b| a.0 == b.0) {
            let home = most_frequent(card.iter().map(|(_, currency)| *currency));
            self.currencies.extend(home.map(|currency| (card[0].0, currency)));
        }
    }

    fn learn_tails(&mut self, past: &[Row], parameters: &Parameters) {
        let percent = parameters.home.country_percent;
        let mut named: Vec<u32> = past.iter().map(|row| row.merchant.tail).filter(|tail| *tail != 0).collect();
        named.sort_unstable();
        let often = named.chunk_by(|a, b| a == b).filter(|same| same.len() * 100 >= named.len() * percent);
        self.tails = often.map(|same| same[0]).collect();
        self.tails.extend(self.currencies.values().filter_map(|currency| self.keys.land_of(*currency)));
        self.tails.extend(past.iter().find(|row| self.keys.country(row) == self.country).map(|row| row.country));
        self.tails.remove(&0);
        self.knows_tails = !self.tails.is_empty() || count(past.len()) >= parameters.history.charges;
    }

    fn learn_towns(&mut self, past: &[Row], parameters: &Parameters) {
        let Some(last) = past.last().map(|row| row.day) else { return };
        let recent = past.iter().filter(|row| row.day > last - parameters.home.days && row.merchant.place != 0);
        let mut named: Vec<u32> = recent.map(|row| row.merchant.place).collect();
        named.sort_unstable();
        let mut towns: Vec<(usize, u32)> = named.chunk_by(|a, b| a == b).map(|same| (same.len(), same[0])).collect();
        towns.sort_by_key(|(charges, town)| (Reverse(*charges), self.keys.town(*town)));
        let mut covered = 0;
        for (charges, town) in towns {
            if covered * 100 >= named.len() * parameters.home.percent {
                break;
            }
            covered += charges;
            self.towns.insert(town);
        }
    }

    /// Whether the money or the country is not the usual; `None` without a history, or while the currency is not known.
    /// The tail tells only where no country is printed.
    pub(super) fn is_foreign(&self, row: &Row) -> Option<bool> {
        let card = self.keys.card(row);
        let currency = self.currencies.get(&card).copied().or(self.currency);
        let currency = currency.filter(|_| row.currency != Currency::NONE)?;
        let home = self.printed.get(&card).copied().unwrap_or(self.country);
        let country = self.keys.country(row);
        let abroad = match country.is_empty() {
            true => row.merchant.tail != 0 && self.knows_tails && !self.tails.contains(&row.merchant.tail),
            false => country != home,
        };
        Some(abroad || row.paid_in != row.currency || row.currency != currency)
    }

    /// Whether the town is one of the household's own.
    pub(super) fn is_home(&self, town: u32) -> bool {
        self.towns.contains(&town)
    }

    /// Whether the town is known, not the household's, and not where this family always bills from.
    pub(super) fn is_elsewhere(&self, row: &Row) -> bool {
        let town = row.merchant.place;
        town != 0 && !self.towns.is_empty() && !self.is_home(town) && !self.usual.contains(&(row.merchant.family, town))
    }
}

/// The most frequent of several, the smallest among equals.
fn most_frequent<T: Ord + Hash + Copy>(items: impl Iterator<Item = T>) -> Option<T> {
    let mut times: HashMap<T, usize> = HashMap::default();
    for item in items {
        *times.entry(item).or_default() += 1;
    }
    times.into_iter().max_by_key(|(item, times)| (*times, Reverse(*item))).map(|(item, _)| item)
}
