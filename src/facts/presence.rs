//! Where the holder is: at home, where shops are visited in person, or away.

use std::collections::BTreeSet;

use foldhash::HashMap;

use super::history::{History, count};
use super::keys::{Keys, Row};
use super::moves::Moves;
use super::{Parameters, Values, within};
use crate::money::Currency;

/// Somewhere else: a country, where only the money tells a currency, or a town.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Elsewhere {
    Country(u32),
    Money(Currency),
    Town(u32),
}

/// The days on which a household was seen at home and abroad.
pub(super) struct Presence<'a> {
    keys: &'a Keys<'a>,
    history: &'a History<'a>,
    parameters: &'a Parameters,
    moves: Moves,
    /// Several cards each have a life of their own: what is at home on one says nothing of another.
    several_spenders: bool,
    home: HashMap<usize, Vec<i32>>,
    abroad: Vec<i32>,
    /// Charges at home in the history by card, and how many days that is.
    usual: HashMap<usize, usize>,
    usual_days: i64,
}

impl<'a> Presence<'a> {
    /// The presence that all charges of a household show; `past` are those of the history. Both in order of day.
    pub(super) fn of(
        keys: &'a Keys<'a>,
        history: &'a History<'a>,
        parameters: &'a Parameters,
        past: &[Row],
        rows: &[Row],
    ) -> Self {
        let mut by_card: HashMap<usize, usize> = HashMap::default();
        for row in past {
            *by_card.entry(keys.card(row)).or_default() += 1;
        }
        let often = |charges: &&usize| **charges * 100 >= past.len() * parameters.presence.card_percent;
        let mut presence = Self {
            keys,
            history,
            parameters,
            moves: Moves::of(history.homes(), &parameters.moved, rows),
            several_spenders: by_card.values().filter(often).count() > 1,
            home: HashMap::default(),
            abroad: Vec::new(),
            usual: HashMap::default(),
            usual_days: past.first().zip(past.last()).map_or(0, |(first, last)| i64::from(last.day - first.day) + 1),
        };
        let (mut home, mut usual) = (HashMap::default(), HashMap::default());
        for row in rows.iter().filter(|row| presence.is_at_home(row)) {
            home.entry(keys.card(row)).or_insert_with(Vec::new).push(row.day);
        }
        for row in past.iter().filter(|row| presence.is_at_home(row)) {
            *usual.entry(keys.card(row)).or_default() += 1;
        }
        let foreign = rows.iter().filter(|row| history.homes().is_foreign(row) == Some(true));
        presence.abroad = foreign.map(|row| row.day).collect();
        Self { home, usual, ..presence }
    }

    /// Where somebody stood in a shop, as far as is known, when that is not at home.
    pub(super) fn elsewhere(&self, row: &Row) -> Option<Elsewhere> {
        if row.merchant.online == Some(true) {
            return None;
        }
        if self.history.homes().is_foreign(row) == Some(true) {
            return Some(match row.land {
                0 => Elsewhere::Money(row.paid_in),
                country => Elsewhere::Country(country),
            });
        }
        let away = self.history.homes().is_elsewhere(row) && !self.moves.is_home(row);
        away.then_some(Elsewhere::Town(row.merchant.place))
    }

    /// Whether somebody stood in a shop at home: by its town, its kind, or a habit that is no subscription.
    pub(super) fn is_at_home(&self, row: &Row) -> bool {
        let (shape, merchant) = (&self.parameters.presence, row.merchant);
        let remote = !merchant.stated || merchant.online == Some(true);
        let foreign = self.history.homes().is_foreign(row) != Some(false);
        if remote || foreign || self.elsewhere(row).is_some() || self.history.is_subscription(merchant.family) {
            return false;
        }
        let class = self.keys.class(row);
        let in_person = class.is_some_and(|class| shape.class.iter().any(|known| known == class));
        let charges = self.history.charges_at(merchant.family);
        let town = self.history.homes().is_home(merchant.place) || self.moves.is_home(row);
        match class {
            Some(_) if !in_person => false,
            Some(_) => town || charges > 0,
            None => town || charges >= shape.habit,
        }
    }

    /// Charges at home on the days of some cards, and how many are usual in so many days.
    pub(super) fn at_home(&self, cards: &BTreeSet<usize>, from: i32, to: i32) -> (i64, i64) {
        let found: usize = self
            .home
            .iter()
            .filter(|(card, _)| self.is_meant(cards, **card))
            .map(|(_, days)| within(days, from, to))
            .sum();
        let usual: usize =
            self.usual.iter().filter(|(card, _)| self.is_meant(cards, **card)).map(|(_, charges)| charges).sum();
        let days = i64::from(to - from) + 1;
        (count(found), count(usual).saturating_mul(days) / self.usual_days.max(1))
    }

    fn is_meant(&self, cards: &BTreeSet<usize>, card: usize) -> bool {
        !self.several_spenders || cards.contains(&card)
    }

    /// The facts of a purchase or cash advance.
    pub(super) fn fill(&self, row: &Row, values: &mut Values) {
        let (near, trip) = (self.parameters.presence.days, self.parameters.trip.days);
        let own = BTreeSet::from([self.keys.card(row)]);
        let home = self.elsewhere(row).map_or(0, |_| self.at_home(&own, row.day - near, row.day + near).0);
        values.home_charges_around = Some(home);
        values.abroad_charges_around = Some(count(within(&self.abroad, row.day - trip, row.day + trip)));
        values.moved_around = Some(self.moves.is_home(row));
    }
}
