//! Ordinary lives: invented histories before an exposure (`rules/lives/<id>.toml`), told as streams.

use chrono::{Datelike, NaiveDate, Weekday};
use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer, de};

use super::test::Expected;
use crate::catalogue::{Catalogue, day};
use crate::location::Problem;
use crate::money::Currency;
use crate::transaction::{Kind, Status};

/// One charge, in a life or in a test.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Row {
    /// The day of the purchase.
    #[serde(deserialize_with = "day")]
    pub date: NaiveDate,
    /// The raw descriptor.
    pub descriptor: String,
    /// Positive. Whole, or in quotes: money is never a float.
    #[serde(deserialize_with = "amount")]
    pub amount: Decimal,
    /// The life's, when absent.
    #[serde(default)]
    pub currency: Option<Currency>,
    /// The merchant's currency, where the statement prints another one.
    #[serde(default)]
    pub foreign_currency: Option<Currency>,
    /// The printed country; the life's, when absent.
    #[serde(default)]
    pub country: Option<String>,
    /// The card's label.
    #[serde(default)]
    pub card: String,
    /// Purchase, when absent.
    #[serde(default = "purchase")]
    pub kind: Kind,
    /// Posted, when absent.
    #[serde(default = "posted")]
    pub status: Status,
    /// Instalment n of m.
    #[serde(default)]
    pub installment: Option<(u16, u16)>,
    /// What the rule of this test says of it.
    #[serde(default)]
    pub outcome: Option<Expected>,
}

/// An ordinary history and the day on which the exposure starts.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Life {
    /// What the statements are billed in.
    pub currency: Currency,
    /// The country that the statements print; empty when they print none.
    #[serde(default)]
    pub country: String,
    /// The first day of the history.
    #[serde(deserialize_with = "day")]
    pub start: NaiveDate,
    /// The first day of the exposure: the history ends before it.
    #[serde(deserialize_with = "day")]
    pub exposed_from: NaiveDate,
    #[serde(default)]
    monthly: Vec<Monthly>,
    #[serde(default)]
    weekly: Vec<Weekly>,
    #[serde(default, rename = "row")]
    rows: Vec<Row>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Monthly {
    /// Day of the month, 1 to 28.
    day: u32,
    descriptor: String,
    /// Taken in turn.
    #[serde(deserialize_with = "amounts")]
    amounts: Vec<Decimal>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Weekly {
    /// `monday` to `sunday`.
    #[serde(deserialize_with = "weekday")]
    day: Weekday,
    descriptor: String,
    /// Taken in turn.
    #[serde(deserialize_with = "amounts")]
    amounts: Vec<Decimal>,
}

impl Life {
    /// Reads one life.
    ///
    /// # Errors
    /// `bad-data-file` when it does not have that shape, or a row lies outside its days.
    pub fn parse(id: &str, text: &str) -> Result<Self, Problem> {
        let bad =
            |cause: String| Problem::new("bad-data-file").with("cause", cause).in_file(format!("lives/{id}.toml"));
        let life: Self = toml::from_str(text).map_err(|e| bad(e.to_string()))?;
        match life.rows.iter().find(|row| row.date < life.start || row.date >= life.exposed_from) {
            Some(row) => Err(bad(format!("{} lies outside the history", row.date))),
            None => Ok(life),
        }
    }

    /// Reads all lives of the catalogue, in order of id.
    ///
    /// # Errors
    /// `bad-data-file`.
    pub fn load(catalogue: &Catalogue) -> Result<Vec<(String, Self)>, Problem> {
        catalogue.folder("lives").map(|(id, text)| Ok((id.to_owned(), Self::parse(id, text.text())?))).collect()
    }

    /// The history, row by row.
    #[must_use]
    pub fn history(&self) -> Vec<Row> {
        let mut rows = self.rows.clone();
        for stream in &self.monthly {
            let days = self.days().filter(|date| date.day() == stream.day);
            rows.extend(in_turn(days, &stream.descriptor, &stream.amounts));
        }
        for stream in &self.weekly {
            let days = self.days().filter(|date| date.weekday() == stream.day);
            rows.extend(in_turn(days, &stream.descriptor, &stream.amounts));
        }
        rows
    }

    fn days(&self) -> impl Iterator<Item = NaiveDate> {
        self.start.iter_days().take_while(|date| *date < self.exposed_from)
    }
}

fn in_turn(days: impl Iterator<Item = NaiveDate>, descriptor: &str, amounts: &[Decimal]) -> impl Iterator<Item = Row> {
    days.zip(amounts.iter().cycle()).map(move |(date, amount)| Row {
        date,
        descriptor: descriptor.to_owned(),
        amount: *amount,
        currency: None,
        foreign_currency: None,
        country: None,
        card: String::new(),
        kind: Kind::Purchase,
        status: Status::Posted,
        installment: None,
        outcome: None,
    })
}

fn purchase() -> Kind {
    Kind::Purchase
}

fn posted() -> Status {
    Status::Posted
}

fn weekday<'de, D: Deserializer<'de>>(source: D) -> Result<Weekday, D::Error> {
    String::deserialize(source)?.parse().map_err(|_| de::Error::custom("not a day of the week"))
}

pub(super) fn amount<'de, D: Deserializer<'de>>(source: D) -> Result<Decimal, D::Error> {
    Printed::deserialize(source)?.amount()
}

fn amounts<'de, D: Deserializer<'de>>(source: D) -> Result<Vec<Decimal>, D::Error> {
    let amounts: Vec<Decimal> =
        Vec::<Printed>::deserialize(source)?.into_iter().map(Printed::amount).collect::<Result<_, _>>()?;
    if amounts.is_empty() { Err(de::Error::custom("no amount")) } else { Ok(amounts) }
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Printed {
    Whole(i64),
    Text(String),
    Float(f64),
}

impl Printed {
    fn amount<E: de::Error>(self) -> Result<Decimal, E> {
        match self {
            Self::Whole(whole) => Ok(Decimal::from(whole)),
            Self::Text(text) => text.parse().map_err(|_| E::custom(format!("\"{text}\" is no amount"))),
            Self::Float(float) => Err(E::custom(format!("write the amount {float} in quotes"))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn streams_become_rows_before_the_exposure() {
        let text = r#"
            currency = "USD"
            start = 2025-01-01
            exposed_from = 2025-03-01
            [[monthly]]
            day = 5
            descriptor = "RENT"
            amounts = [900]
            [[weekly]]
            day = "saturday"
            descriptor = "GROCER"
            amounts = ["61.20", "48.75"]
            [[row]]
            date = 2025-02-28
            descriptor = "DENTIST"
            amount = 120
        "#;
        let rows = Life::parse("x", text).expect("sound").history();
        let grocer: Vec<String> =
            rows.iter().filter(|r| r.descriptor == "GROCER").map(|r| format!("{} {}", r.date, r.amount)).collect();
        assert_eq!(rows.len(), 1 + 2 + 8);
        assert_eq!(grocer[..2], ["2025-01-04 61.20", "2025-01-11 48.75"]);
        assert!(Life::parse("x", &text.replace("2025-02-28", "2025-03-01")).is_err());
    }
}
