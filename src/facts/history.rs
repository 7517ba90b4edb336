//! What the household's history says of a charge: the `…_before` facts, and what is foreign.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use foldhash::{HashMap, HashSet};
use rayon::prelude::*;

use super::keys::{Keys, Row};
use super::places::Homes;
use super::regular::{Place, place};
use super::stats::{Spread, ratio, share};
use super::streams::{State, Streams};
use super::{Parameters, Values};
use crate::merchant::{letters, one_letter_apart, same_letters};
use crate::money::Currency;

/// The history of one household, ready to be asked.
pub(super) struct History<'a> {
    keys: &'a Keys<'a>,
    parameters: &'a Parameters,
    charges: usize,
    first_day: Option<i32>,
    families: HashMap<u32, usize>,
    /// How many families have one charge.
    seen_once: usize,
    exacts: HashSet<u32>,
    classes: HashSet<u32>,
    countries: HashSet<u32>,
    currencies: HashSet<Currency>,
    homes: Homes<'a>,
    amounts: HashMap<Currency, Vec<i64>>,
    equals: HashMap<(u32, Currency, i64), usize>,
    spreads: HashMap<(u32, Currency), Spread>,
    streams: HashMap<u32, State>,
    /// The streams that go on, by place, and whether hardly any other charge is there.
    going_on: BTreeMap<Place, (Vec<(State, i64)>, bool)>,
    /// Families that bill hardly anything but regular charges.
    subscriptions: HashSet<u32>,
    lookalikes: HashMap<u32, Vec<(u32, &'a str)>>,
    /// Lines used enough to be imitated, by their look: how each is spelled, and its name.
    looks: HashMap<u32, Vec<(u32, &'a str)>>,
    spellings: HashSet<u32>,
    /// The letters of the names used enough to be imitated, with the names.
    letters: Vec<(Vec<char>, &'a str)>,
    /// The letters that lines of brands look like, where the brands are used enough to be imitated, with their names.
    brands: Vec<(Vec<char>, &'a str)>,
    /// The largest amount at each family, and how many of its charges have an amount that occurs again there.
    highest: HashMap<(u32, Currency), i64>,
    repeats: HashMap<(u32, Currency), (usize, usize)>,
}

impl<'a> History<'a> {
    /// The history that these rows are, in order of day.
    pub(super) fn of(keys: &'a Keys<'a>, parameters: &'a Parameters, past: &[Row]) -> Self {
        let named: Vec<Row> = past.iter().filter(|row| row.merchant.stated).copied().collect();
        let mut history = Self {
            keys,
            parameters,
            charges: past.len(),
            first_day: past.first().map(|row| row.day),
            families: HashMap::default(),
            seen_once: 0,
            exacts: named.iter().map(|row| row.merchant.exact).collect(),
            classes: past.iter().map(|row| row.merchant.class).collect(),
            countries: past.iter().map(|row| row.land).collect(),
            currencies: past.iter().flat_map(|row| [row.currency, row.paid_in]).collect(),
            homes: Homes::of(keys, parameters, past),
            amounts: HashMap::default(),
            equals: HashMap::default(),
            spreads: HashMap::default(),
            streams: HashMap::default(),
            going_on: BTreeMap::new(),
            subscriptions: HashSet::default(),
            lookalikes: HashMap::default(),
            looks: HashMap::default(),
            spellings: named.iter().map(|row| row.merchant.spelling).collect(),
            letters: Vec::new(),
            brands: Vec::new(),
            highest: HashMap::default(),
            repeats: HashMap::default(),
        };
        for row in &named {
            *history.families.entry(row.merchant.family).or_default() += 1;
            *history.equals.entry((row.merchant.family, row.currency, row.amount)).or_default() += 1;
            let highest = history.highest.entry((row.merchant.family, row.currency)).or_default();
            *highest = row.amount.max(*highest);
        }
        history.seen_once = history.families.values().filter(|charges| **charges == 1).count();
        for row in &named {
            let place = (row.merchant.family, row.currency);
            let again = history.equals.get(&(place.0, place.1, row.amount)).is_some_and(|times| *times > 1);
            let (repeated, all) = history.repeats.entry(place).or_default();
            *all += 1;
            *repeated += usize::from(again);
        }
        history.learn_amounts(past);
        history.learn_families(&named);
        history.learn_names(&named);
        history
    }

    fn learn_amounts(&mut self, past: &[Row]) {
        let mut amounts: Vec<(Currency, i64)> = past.iter().map(|row| (row.currency, row.amount)).collect();
        amounts.sort_unstable();
        for same in amounts.chunk_by(|a, b| a.0 == b.0) {
            self.amounts.insert(same[0].0, same.iter().map(|(_, amount)| *amount).collect());
        }
    }

    /// Spreads and streams, each over one family's charges in one currency.
    fn learn_families(&mut self, past: &[Row]) {
        let Some(last_day) = past.last().map(|row| row.day) else { return };
        let mut rows: Vec<&Row> = past.iter().collect();
        rows.sort_by_key(|row| place(row));
        let Parameters { spread, stream, .. } = self.parameters;
        let learned = rows.par_chunk_by(|a, b| place(a) == place(b)).map(|same| {
            let amounts = || same.iter().map(|row| row.amount).collect::<Vec<_>>();
            let spread = (same.len() >= spread.fewest).then(|| Spread::of(&amounts(), spread));
            let points: Vec<(i32, i64)> = same.iter().map(|row| (row.day, row.amount)).collect();
            let streams = Streams::of(&points, stream);
            let most = |members: usize| members * 100 >= points.len() * stream.pure_percent;
            let subscribed = most(streams.lengths().into_iter().filter(|length| *length > 0).count());
            let pure = most(streams.turns().into_iter().flatten().count());
            (place(same[0]), spread, subscribed, streams.state(last_day), (streams.going_on(last_day), pure))
        });
        for (place, spread, subscribed, state, going_on) in learned.collect::<Vec<_>>() {
            self.spreads.extend(spread.map(|spread| (place, spread)));
            self.subscriptions.extend(subscribed.then_some(place.0));
            self.going_on.insert(place, going_on);
            if let Some(state) = state {
                self.streams.entry(place.0).and_modify(|best| *best = state.max(*best)).or_insert(state);
            }
        }
    }

    /// Families used enough to be imitated, by skeleton, those with most charges first.
    fn learn_names(&mut self, past: &[Row]) {
        let mut seen = HashSet::default();
        let mut names: Vec<_> = past
            .iter()
            .map(|row| row.merchant)
            .filter(|merchant| seen.insert(merchant.index))
            .map(|merchant| (merchant, self.charges_at(merchant.family)))
            .filter(|(_, charges)| *charges >= self.parameters.lookalike.fewest)
            .collect();
        names.sort_by_cached_key(|(merchant, charges)| {
            (Reverse(*charges), self.keys.family(merchant.family), self.keys.name(*merchant))
        });
        let mut looks = HashSet::default();
        for (merchant, _) in names {
            let name = self.keys.name(merchant);
            let look = letters(self.keys.look(merchant));
            if merchant.brand && look.len() >= self.parameters.lookalike.letters && looks.insert(merchant.look) {
                self.brands.push((look, name));
            }
            self.lookalikes.entry(merchant.skeleton).or_default().push((merchant.family, name));
            self.looks.entry(merchant.look).or_default().push((merchant.spelling, name));
            let letters = letters(self.keys.family(merchant.family));
            if letters.len() >= self.parameters.lookalike.letters {
                self.letters.push((letters, name));
            }
        }
    }

    /// How long and how thick the history is; `exposed_from` in days of the common era.
    pub(super) fn how_long(&self, exposed_from: Option<i32>, values: &mut Values) {
        let days = exposed_from.zip(self.first_day).map_or(0, |(from, first)| from - first);
        values.history_days_before = Some(i64::from(days));
        values.history_charges_before = Some(count(self.charges));
        values.unseen_share_before =
            (self.charges >= self.parameters.percentile.fewest).then(|| share(self.seen_once, self.charges));
    }

    /// The facts of a purchase or cash advance.
    pub(super) fn fill(&self, row: &Row, values: &mut Values) {
        let family = row.merchant.family;
        values.family_seen_before = Some(!self.is_new(row));
        values.exact_seen_before = Some(self.exacts.contains(&row.merchant.exact));
        values.family_charges_before = Some(count(self.charges_at(family)));
        values.family_equal_before =
            Some(count(self.equals.get(&(family, row.currency, row.amount)).copied().unwrap_or_default()));
        values.currency_seen_before = (row.paid_in != Currency::NONE).then(|| self.currencies.contains(&row.paid_in));
        values.country_seen_before = (row.land != 0).then(|| self.countries.contains(&row.land));
        values.class_seen_before = (row.merchant.class != 0).then(|| self.classes.contains(&row.merchant.class));
        values.amount_pct_before =
            self.amounts(row.currency).map(|amounts| share(smaller(amounts, row.amount), amounts.len()));
        values.family_amount_z_before = self.spreads.get(&(family, row.currency)).map(|spread| spread.z(row.amount));
        let here = (family, row.currency);
        values.amount_max_before = self
            .amounts(row.currency)
            .and_then(|amounts| amounts.last())
            .map(|largest| ratio(i128::from(row.amount), i128::from(*largest)));
        values.family_max_before =
            self.highest.get(&here).map(|highest| ratio(i128::from(row.amount), i128::from(*highest)));
        values.family_repeats_before = (self.repeats.get(&here))
            .filter(|(_, all)| *all >= self.parameters.spread.fewest)
            .map(|(repeated, all)| share(*repeated, *all));
        values.lookalike_of_before = self.lookalike(row).map(str::to_owned);
        values.near_name_of_before = (values.lookalike_of_before.is_none() && self.is_new(row) && !row.merchant.brand)
            .then(|| self.near_name(row))
            .flatten()
            .map(str::to_owned);
        values.stream_before = self.streams.get(&family).map(|state| state.word().to_owned());
        values.country = self.keys.land(row).map(str::to_owned);
        values.foreign = self.homes.is_foreign(row);
        values.home_town_before = (row.merchant.place != 0).then(|| self.homes.is_home(row.merchant.place));
        values.online = row.merchant.online;
        values.odd_words = Some(row.merchant.odd);
        values.known_brand = Some(row.merchant.brand && values.lookalike_of_before.is_none());
        if !row.merchant.stated {
            values.family_seen_before = None;
            values.exact_seen_before = None;
            values.family_charges_before = None;
            values.family_equal_before = None;
        }
    }

    /// Whether a family is in the history or confirmed.
    pub(super) fn is_known(&self, family: u32) -> bool {
        self.families.contains_key(&family) || self.keys.is_known(family)
    }

    /// Whether the row's family is neither in the history nor confirmed, or its line only imitates one that is in the
    /// history; a merchant that is not stated is never new.
    pub(super) fn is_new(&self, row: &Row) -> bool {
        let confirmed = self.keys.is_known(row.merchant.family);
        let known = confirmed || self.is_known(row.merchant.family) && self.imitated(row).is_none();
        row.merchant.stated && !known
    }

    /// Lets a new name with words of a trial behind it be one family with the new name alone: the trial, and what it
    /// turned into. A name of the history is left alone, since such words may be put behind it to be taken for it.
    pub(super) fn join_trials(&self, rows: &mut [Row]) {
        let mut plain: HashMap<u32, u32> = HashMap::default();
        for row in rows.iter().filter(|row| !row.merchant.odd && self.is_new(row)) {
            plain.entry(row.merchant.skeleton).or_insert(row.merchant.family);
        }
        for row in rows.iter_mut().filter(|row| row.merchant.stem != 0 && self.is_new(row)) {
            row.merchant.family = plain.get(&row.merchant.stem).copied().unwrap_or(row.merchant.family);
        }
    }

    /// Whether the amount is large for this household.
    pub(super) fn is_large(&self, row: &Row) -> bool {
        match self.amounts(row.currency) {
            Some(amounts) => {
                smaller(amounts, row.amount) * 100 > amounts.len() * self.parameters.sequence.large_percent
            }
            None => row.amount >= self.keys.scale(row.currency).large,
        }
    }

    /// Whether the amount is above the most in the history at this family.
    pub(super) fn is_above(&self, row: &Row) -> bool {
        let most = self.highest.get(&(row.merchant.family, row.currency));
        row.merchant.stated && most.is_some_and(|most| row.amount > *most)
    }

    /// The high amount that measures sums of new charges: the percentile by nearest rank.
    pub(super) fn high_amount(&self, currency: Currency) -> Option<i64> {
        let amounts = self.amounts(currency)?;
        let rank = (amounts.len() * self.parameters.new.percent).div_ceil(100);
        amounts.get(rank.max(1) - 1).copied()
    }

    /// The amounts in one currency, ascending, when they are enough for a percentile.
    fn amounts(&self, currency: Currency) -> Option<&[i64]> {
        let amounts = self.amounts.get(&currency)?;
        (amounts.len() >= self.parameters.percentile.fewest).then_some(amounts)
    }

    /// Where the household is at home.
    pub(super) fn homes(&self) -> &Homes<'a> {
        &self.homes
    }

    /// The state of the regular charges at a family.
    pub(super) fn stream(&self, family: u32) -> Option<State> {
        self.streams.get(&family).copied()
    }

    /// Of each place at a family with regular charges: the streams that go on, each with its last amount, and whether
    /// hardly any charge there is of none.
    pub(super) fn going_on(&self) -> impl Iterator<Item = (Place, &[(State, i64)], bool)> {
        let regular = self.going_on.iter().filter(|(place, _)| self.stream(place.0).is_some());
        regular.map(|(place, (streams, pure))| (*place, &streams[..], *pure))
    }

    /// Whether a family bills hardly anything but regular charges. Among many visits some happen to come after a week at
    /// nearly the same price; that makes no subscription.
    pub(super) fn is_subscription(&self, family: u32) -> bool {
        self.subscriptions.contains(&family)
    }

    /// How many charges a family has.
    pub(super) fn charges_at(&self, family: u32) -> usize {
        self.families.get(&family).copied().unwrap_or_default()
    }

    /// A merchant used often that the row's is not, but looks like.
    fn lookalike(&self, row: &Row) -> Option<&'a str> {
        let (own, family) = (row.merchant, self.keys.family(row.merchant.family));
        let alike = self.lookalikes.get(&own.skeleton).filter(|_| own.skeleton != 0).into_iter().flatten();
        let mut alike = alike.filter(|(other, _)| !same_letters(self.keys.family(*other), family));
        alike.next().map(|(_, name)| *name).or_else(|| self.imitated(row)).or_else(|| self.near_brand(row))
    }

    /// A brand used often whose line a new one of no brand resembles but for a letter added, lost or changed, or for two
    /// that are swapped. Other names are too many for that: among those of brands hardly two are so near to each other.
    fn near_brand(&self, row: &Row) -> Option<&'a str> {
        if row.merchant.brand || !self.is_new(row) {
            return None;
        }
        let own = letters(self.keys.look(row.merchant));
        let long = own.len() >= self.parameters.lookalike.letters;
        let near = |known: &[char]| long && (one_letter_apart(known, &own) || are_swapped(known, &own));
        self.brands.iter().find(|(known, _)| near(known)).map(|(_, name)| *name)
    }

    /// A merchant used often whose name is one letter apart.
    fn near_name(&self, row: &Row) -> Option<&'a str> {
        let own = letters(self.keys.family(row.merchant.family));
        let long = own.len() >= self.parameters.lookalike.letters;
        let near = || self.letters.iter().find(|(known, _)| one_letter_apart(known, &own));
        long.then(near).flatten().map(|(_, name)| *name)
    }

    /// A merchant used often whose line the row's resembles, but is spelled as none of the history: a brand's name with
    /// a letter changed, or with words of a help desk behind it.
    fn imitated(&self, row: &Row) -> Option<&'a str> {
        let own = row.merchant;
        if own.look == 0 || self.spellings.contains(&own.spelling) || self.exacts.contains(&own.exact) {
            return None;
        }
        let line = self.looks.get(&own.look).and_then(|alike| alike.first());
        let of_stem = || self.lookalikes.get(&own.stem).or_else(|| self.looks.get(&own.stem))?.first();
        line.or_else(|| of_stem().filter(|_| own.stem != 0)).map(|(_, name)| *name)
    }
}

/// Whether two letters beside each other are the whole difference, the one standing where the other should.
fn are_swapped(one: &[char], other: &[char]) -> bool {
    let same = one.iter().zip(other).take_while(|(a, b)| a == b).count();
    match (&one[same..], &other[same..]) {
        ([a, b, rest @ ..], [c, d, tail @ ..]) => (a, b) == (d, c) && rest == tail,
        _ => false,
    }
}

/// A count as facts hold it.
pub(super) fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

fn smaller(ascending: &[i64], amount: i64) -> usize {
    ascending.partition_point(|other| *other < amount)
}
