//! Small invented lives, and what the facts say of them.

use std::sync::Arc;

use chrono::{Days, NaiveDate};
use rust_decimal::Decimal;

use super::*;
use crate::breach::Reach;
use crate::case::{Card, Household, Refund};
use crate::merchant::Identity;
use crate::money::Currency;
use crate::transaction::Status;

mod around;
mod before;
mod contexts;
mod file;
mod laws;
mod regular;
mod trips;
mod value;

/// A case under construction. Days are counted from the exposure: negative ones are history.
struct Life {
    case: Case,
    known: Known,
}

impl Life {
    /// One household without charges, exposed from 2024-06-01.
    fn new() -> Self {
        let household = Household { name: String::new(), exposed_from: Some(exposure_day()), reach: Reach::Unknown };
        let card = Card { issuer: String::new(), label: "1234".to_owned() };
        let case = Case { households: vec![household], cards: vec![card], ..Case::default() };
        Self { case, known: Known::default() }
    }

    /// Adds a purchase in yen, with the next id (`c0`, `c1` …), at a shop whose keys are all its name.
    fn buy(&mut self, day: i64, shop: &str, yen: i64) -> &mut Charge {
        let merchant = self.shop(shop);
        self.case.charges.push(Charge {
            id: format!("c{}", self.case.charges.len()),
            aliases: Vec::new(),
            household: 0,
            card: 0,
            date: date(day),
            posted_only: false,
            amount: Decimal::from(yen),
            currency: currency("JPY"),
            kind: Kind::Purchase,
            status: Status::Posted,
            descriptor: crate::transaction::Sym::EMPTY,
            country: crate::transaction::Sym::EMPTY,
            foreign_currency: None,
            merchant,
            installment: None,
            exposed: day >= 0,
            may_be_older: false,
            sightings: Vec::new(),
        });
        self.case.charges.last_mut().expect("just added")
    }

    /// A purchase every so many days, up to the day before the exposure.
    fn habit(&mut self, shop: &str, yen: i64, every: i64, times: i64) -> &mut Self {
        for n in (1..=times).rev() {
            self.buy(-n * every, shop, yen);
        }
        self
    }

    /// Twenty-five small purchases of 1000 to 1240 yen in the history.
    fn ordinary() -> Self {
        let mut life = Self::new();
        for n in 0..25 {
            life.buy(n - 100, "market", 1000 + n * 10);
        }
        life
    }

    /// The index of the shop of this name, new or known.
    fn shop(&mut self, name: &str) -> usize {
        let merchants = &mut self.case.merchants;
        merchants.iter().position(|identity| identity.name == name).unwrap_or_else(|| {
            let identity = Identity {
                exact: name.to_owned(),
                family: name.to_owned(),
                name: name.to_owned(),
                skeleton: name.to_owned(),
                begin: name.split(' ').next().unwrap_or_default().to_uppercase(),
                ..Identity::default()
            };
            merchants.push(Arc::new(identity));
            merchants.len() - 1
        })
    }

    fn identity(&mut self, shop: &str) -> &mut Identity {
        let at = self.shop(shop);
        Arc::make_mut(&mut self.case.merchants[at])
    }

    /// A shop whose descriptor ends with a town and a country.
    fn town(&mut self, shop: &str, place: &str, country: &str) -> &mut Self {
        let identity = self.identity(shop);
        (identity.place, identity.country) = (Some(place.to_owned()), Some(country.to_owned()));
        self
    }

    /// Gives yen back on the first card.
    fn refund(&mut self, day: i64, shop: &str, yen: i64) -> &mut Refund {
        let (merchant, amount) = (self.shop(shop), Decimal::from(yen));
        let (date, currency) = (date(day), currency("JPY"));
        self.case.refunds.push(Refund { household: 0, card: 0, date, amount, currency, merchant });
        self.case.refunds.last_mut().expect("just added")
    }

    /// Prints a country on the last charge.
    fn country(&mut self, name: &str) {
        let symbol = self.case.strings.intern(name);
        self.case.charges.last_mut().expect("a charge").country = symbol;
    }

    fn facts(&mut self) -> Facts {
        self.case.charges.sort_by(|a, b| (a.household, a.date, &a.id).cmp(&(b.household, b.date, &b.id)));
        self.case.refunds.sort_by_key(|refund| refund.household);
        compute(&self.case, &currencies(), &self.known, &file())
    }

    /// A fact of the charge that stands last in the case.
    fn last(&mut self, fact: &str) -> Cell {
        let facts = self.facts();
        cell(&facts, fact, facts.exposed.len() - 1)
    }

    /// A fact of the charge with this id.
    fn of(&mut self, id: &str, fact: &str) -> Cell {
        let facts = self.facts();
        let row = facts.exposed.iter().position(|at| self.case.charges[*at].id == id).expect("an exposed charge");
        cell(&facts, fact, row)
    }
}

/// One value of one column.
#[derive(Debug, Clone, PartialEq)]
enum Cell {
    Null,
    Text(String),
    Bool(bool),
    Int(i64),
    Float(f64),
}

fn cell(facts: &Facts, name: &str, row: usize) -> Cell {
    match facts.column(name).expect("a fact") {
        Column::Text(values) => values[row].clone().map_or(Cell::Null, Cell::Text),
        Column::Bool(values) => values[row].map_or(Cell::Null, Cell::Bool),
        Column::Int(values) => values[row].map_or(Cell::Null, Cell::Int),
        Column::Float(values) => values[row].map_or(Cell::Null, Cell::Float),
    }
}

fn text(value: &str) -> Cell {
    Cell::Text(value.to_owned())
}

/// Whether two floats agree to a millionth.
fn about(cell: &Cell, expected: &str) -> bool {
    match cell {
        Cell::Float(value) => format!("{value:.6}") == expected,
        Cell::Null | Cell::Text(_) | Cell::Bool(_) | Cell::Int(_) => false,
    }
}

fn exposure_day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2024, 6, 1).expect("a day")
}

fn date(day: i64) -> NaiveDate {
    let days = Days::new(day.unsigned_abs());
    if day < 0 { exposure_day() - days } else { exposure_day() + days }
}

fn currency(code: &str) -> Currency {
    code.parse().expect("a currency")
}

fn currencies() -> Currencies {
    Currencies::load(Catalogue::embedded().file("currencies.toml").expect("the file")).expect("sound")
}

fn file() -> FactsFile {
    Facts::load(&Catalogue::embedded()).expect("sound")
}
