//! One cardholder: cards, favourite places, and what each charge becomes on paper.

use crate::dice::Dice;
use crate::issuer::Issuer;
use crate::merchant::{self, Merchant, OTHER};
use crate::temper::{Temper, Window};
use crate::words::{Country, Ending, Words};

/// One charge as it will be written.
pub struct Charge {
    pub day: i32,
    /// Its place among those of the day.
    pub order: u32,
    pub posted: i32,
    pub card: usize,
    pub merchant: usize,
    pub branch: usize,
    /// Minor units of the card's currency.
    pub amount: i64,
    pub context: &'static str,
    pub scenario: &'static str,
    pub incident: u32,
    /// Text that stands instead of the merchant's spelling.
    pub text: Option<String>,
    pub kind: &'static str,
}

/// The holder while the years go by.
pub struct Holder<'w> {
    pub words: &'w Words,
    pub dice: Dice,
    pub place: &'w str,
    pub country: &'w Country,
    pub city: &'w str,
    pub window: Window,
    pub temper: Temper,
    pub issuers: Vec<Issuer>,
    pub spenders: usize,
    pub wealth: f64,
    pub pace: f64,
    pub merchants: Vec<Merchant<'w>>,
    /// For each kind: merchants and how often each is chosen.
    pub favourites: Vec<Vec<(usize, f64)>>,
    /// Weeks away: from, to, who stays home.
    pub away: Vec<(i32, i32, bool)>,
    pub charges: Vec<Charge>,
    pub incidents: u32,
}

/// How readily a holder tries a new place; the kinds weigh it.
const FRESH: f64 = 0.051;

impl<'w> Holder<'w> {
    /// A holder of a country with settled habits.
    pub fn new(words: &'w Words, mut dice: Dice, place: &'w str, window: Window, temper: Temper) -> Self {
        let country = &words.countries[place];
        let city = dice.pick(&country.cities).as_str();
        let cards = 1 + usize::from(dice.chance(0.55)) + usize::from(dice.chance(0.2));
        let issuers = (0..cards).map(|_| Issuer::new(&mut dice, &country.region)).collect();
        let wealth = dice.spread(1.0, 0.28);
        let pace = dice.spread(1.0, 0.25).clamp(0.5, 1.9);
        let spenders = 1 + usize::from(dice.chance(0.3));
        let mut holder = Self {
            words,
            dice,
            place,
            country,
            city,
            window,
            temper,
            issuers,
            spenders,
            wealth,
            pace,
            merchants: Vec::new(),
            favourites: Vec::new(),
            away: Vec::new(),
            charges: Vec::new(),
            incidents: 0,
        };
        for kind in 0..words.kinds.len() {
            holder.favourites.push(Vec::new());
            holder.settle(kind);
        }
        holder
    }

    /// Chooses the favourites of a kind around the present city.
    pub fn settle(&mut self, kind: usize) {
        let spec = &self.words.kinds[kind];
        let count = spec.favourites + self.dice.below(2);
        let mut list = Vec::new();
        let mut taken: Vec<String> = Vec::new();
        for rank in 0..count {
            let branded = self.dice.chance(spec.brands);
            let at = self.shop(&spec.name, kind, spec.web, branded);
            if taken.contains(&self.merchants[at].id) {
                continue;
            }
            taken.push(self.merchants[at].id.clone());
            list.push((at, 1.0 / (rank as f64 + 1.0).powf(1.15)));
        }
        self.favourites[kind] = list;
    }

    /// A merchant of a kind: a brand of the region, or an invented one in the present city.
    pub fn shop(&mut self, name: &'w str, kind: usize, web: bool, brand: bool) -> usize {
        let found = if brand {
            let list = self.words.brands(self.place, name);
            let count = list.clone().count();
            if count == 0 { None } else { list.clone().nth(self.dice.below(count)) }
        } else {
            None
        };
        let mut merchant = if let Some(brand) = found {
            let city = if web { self.dice.pick(&self.country.cities).as_str() } else { self.city };
            Merchant::brand(&mut self.dice, self.country, city, brand)
        } else {
            self.invented(name, self.country, self.city, web)
        };
        merchant.web = web;
        merchant.kind = kind;
        self.keep(merchant)
    }

    /// An invented merchant somewhere; not yet known to the holder.
    pub fn invented(&mut self, name: &str, country: &'w Country, city: &'w str, web: bool) -> Merchant<'w> {
        let fallback = &self.words.countries["US"];
        // A shop on the web sits anywhere in its country.
        let city = if web { self.dice.pick(&country.cities).as_str() } else { city };
        if web && self.dice.chance(self.temper.common_words) {
            let list = self.dice.word("gift trap trap odd micro");
            return self.worded(country, city, list);
        }
        let title = merchant::name(&mut self.dice, country, fallback, name, city);
        let forms = merchant::forms(&mut self.dice, country, fallback, &title, web);
        let branches = 1 + usize::from(self.dice.chance(0.12));
        let mut merchant = Merchant::new(&mut self.dice, country, city, title, forms, branches);
        merchant.web = web;
        merchant
    }

    /// A merchant on the web whose name carries a word of a list; some print whom to call.
    pub fn worded(&mut self, country: &'w Country, city: &'w str, list: &str) -> Merchant<'w> {
        let words = self.words;
        let japan = country.region == "JP" && self.dice.chance(0.7);
        let of = |list: &str| &words.unasked[&format!("{list}{}", if japan { "jp" } else { "" })];
        let first = self.dice.pick(if japan || country.latin.is_empty() { &country.first } else { &country.latin });
        let (word, odd) = (self.dice.pick(of(list)), self.dice.pick(of("odd")));
        let name = match self.dice.below(5) {
            _ if japan => format!("{first}{word}"),
            0 => format!("{word}{first}").replace(' ', ""),
            1 => format!("{word} {first}"),
            _ => format!("{first} {word}"),
        };
        let called = if list == "gift" || list == "micro" { 0.1 } else { 0.5 };
        let forms = if self.dice.chance(called) {
            vec![match self.dice.below(3) {
                0 => format!("{name}*{odd} {{ph}}"),
                1 => format!("{name} {odd}"),
                _ => format!("{name} {{ph}}"),
            }]
        } else {
            merchant::forms(&mut self.dice, country, &words.countries["US"], &name, true)
        };
        let mut merchant = Merchant::new(&mut self.dice, country, city, name, forms, 1);
        merchant.web = true;
        merchant
    }

    /// Takes a merchant into the list.
    pub fn keep(&mut self, mut merchant: Merchant<'w>) -> usize {
        if let Some(spec) = self.words.kinds.get(merchant.kind) {
            merchant.sigma = spec.sigma * self.dice.within(0.75, 1.2);
            let median = spec.median * merchant.median;
            if matches!(spec.ending, Ending::Menu | Ending::Fare) {
                let usual = if spec.ending == Ending::Fare { 3 } else { 4 };
                for _ in 0..1 + self.dice.below(usual) {
                    let amount = self.dice.spread(median, spec.sigma);
                    let amount = self.price(amount, spec.ending);
                    merchant.usual.push(amount);
                }
            }
        }
        self.merchants.push(merchant);
        self.merchants.len() - 1
    }

    /// The kind of a name.
    pub fn kind(&self, name: &str) -> usize {
        self.words.kinds.iter().position(|kind| kind.name == name).unwrap_or(OTHER)
    }

    /// A charge on a day; the card follows the merchant mostly.
    pub fn charge(&mut self, day: i32, at: usize, amount: i64, context: &'static str) -> &mut Charge {
        // One card is for most purchases, another for some shops.
        let usual = [0, 1, 0, 0, 2, 0, 1, 0, 0, 1][(at * 7 + at / 3) % 10];
        let card = if self.dice.chance(0.9) { usual } else { self.dice.below(3) }.min(self.issuers.len() - 1);
        let branch = if self.dice.chance(0.74) { 0 } else { self.dice.below(self.merchants[at].branches.len()) };
        let lag = match self.dice.unit() {
            r if r < 0.35 => 0,
            r if r < 0.985 => self.dice.between(1, 3),
            _ => self.dice.between(4, 14),
        };
        let merchant = &mut self.merchants[at];
        merchant.first = merchant.first.min(day);
        self.charges.push(Charge {
            day,
            order: (self.dice.any() >> 33) as u32,
            posted: day + lag,
            card,
            merchant: at,
            branch,
            amount,
            context,
            scenario: "",
            incident: 0,
            text: None,
            kind: if amount < 0 { "refund" } else { "purchase" },
        });
        self.charges.last_mut().expect("just put there")
    }

    /// True on a day away from home.
    pub fn is_away(&self, day: i32) -> bool {
        self.away.iter().any(|(from, to, _)| (*from..=*to).contains(&day))
    }

    /// The share of the home's ordinary visits that still happen on a day.
    fn presence(&self, day: i32) -> f64 {
        match self.away.iter().find(|(from, to, _)| (*from..=*to).contains(&day)) {
            Some((_, _, true)) => 0.5,
            Some(_) => 0.06,
            None => 1.0,
        }
    }

    /// Everyday spending on the days from `from` up to `to`.
    pub fn live(&mut self, from: i32, to: i32) {
        let words = self.words;
        let japan = self.place == "JP";
        let rates: Vec<f64> = words
            .kinds
            .iter()
            .map(|kind| {
                let local = match (japan, kind.name.as_str()) {
                    (true, "convenience") => 2.4,
                    (true, "fuel") => 0.5,
                    (true, "vending") => 2.0,
                    (true, "coffee") => 0.7,
                    _ => 1.0,
                };
                kind.rate * local * self.dice.spread(1.0, 0.35)
            })
            .collect();
        for day in from..to {
            let weekend = self.window.weekday(day) >= 5;
            let season = if (315..358).contains(&self.window.yearday(day)) { 1.12 } else { 1.0 };
            let presence = self.presence(day);
            let weights = rates.iter().zip(&words.kinds).map(|(rate, kind)| {
                let week = if weekend { kind.weekend } else { (7.0 - 2.0 * kind.weekend.min(2.5)) / 5.0 };
                rate * week * if kind.web { 1.0 } else { presence }
            });
            let mean = weights.clone().sum::<f64>() / 30.4 * self.pace * season * 0.78;
            for _ in 0..self.dice.count(mean) {
                let kind = self.dice.weighted(weights.clone());
                self.visit(kind, day);
            }
        }
    }

    /// One ordinary purchase of a kind.
    pub fn visit(&mut self, kind: usize, day: i32) {
        let spec = &self.words.kinds[kind];
        let at = if self.favourites[kind].is_empty() || self.dice.chance(FRESH * self.temper.fresh * spec.fresh) {
            let branded = self.dice.chance(spec.brands * 0.5);
            let at = self.shop(&spec.name, kind, spec.web, branded);
            if self.dice.chance(0.08) {
                let (later, amount) = (day + self.dice.between(0, 4), self.cost(at));
                if later < self.window.end {
                    self.charge(later, at, amount, "");
                }
            }
            if self.dice.chance(0.35) {
                let weight = self.dice.within(0.05, 0.35);
                self.favourites[kind].push((at, weight));
            }
            at
        } else {
            let list = &self.favourites[kind];
            list[self.dice.weighted(list.iter().map(|(_, weight)| *weight))].0
        };
        let amount = self.cost(at);
        self.charge(day, at, amount, "");
        let spec = &self.words.kinds[kind];
        let again = match spec.name.as_str() {
            "coffee" | "vending" | "bar" => 0.006,
            "transit" | "parking" => 0.02,
            "fun" | "digital" => 0.006,
            _ => 0.0007,
        };
        if self.dice.chance(again) {
            let later = day + self.dice.between(0, 1);
            if later < self.window.end {
                self.charge(later, at, amount, "habit");
            }
        }
        let back = if spec.web { 0.022 } else { 0.003 };
        if self.dice.chance(back) {
            let later = day + self.dice.between(2, 20);
            if later < self.window.end {
                let part = if self.dice.chance(0.7) { amount } else { (amount / 2).max(1) };
                self.charge(later, at, -part, "refund");
            }
        }
    }
}
