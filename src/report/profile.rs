//! Who writes to the card company, card by card, and where each value comes from.

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};

use super::Scanned;
use super::opening::name_of;
use crate::case::Sighting;
use crate::dispute::Product;
use crate::store::{Field, Profile, said};
use crate::text::for_terminal;

/// Where a value comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// Said of this card.
    Card,
    /// Said of every card.
    All,
    /// The layout of the card's statements.
    Layout,
    /// Nobody said it.
    Unknown,
}

impl Origin {
    /// The word used in outputs.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Card => "card",
            Self::All => "all",
            Self::Layout => "layout",
            Self::Unknown => "unknown",
        }
    }
}

/// A value of one field of one card.
pub type Held = (Field, String, Origin);

/// What is known of a card, an index into the case's.
#[derive(Debug, Clone)]
pub struct Known {
    /// The card.
    pub card: usize,
    /// Its name in words.
    pub name: String,
    /// Every field.
    pub fields: Vec<Held>,
}

/// The cards with rows, by index, with the last statement that has rows of each.
fn cards(scanned: Scanned<'_>) -> BTreeMap<usize, usize> {
    let mut cards = BTreeMap::new();
    for (statement, read) in scanned.case.statements.iter().enumerate() {
        for row in 0..read.transactions.len() {
            if let Some((_, card)) = scanned.case.place(Sighting { statement, row }) {
                cards.insert(card, statement);
            }
        }
    }
    cards
}

/// What is known of a field of a card, an index into the case's, that has rows in a statement.
fn held(
    scanned: Scanned<'_>,
    profiles: &BTreeMap<String, Profile>,
    (card, statement): (usize, usize),
    field: Field,
) -> (String, Origin) {
    let label = &scanned.case.cards[card].label;
    let statement = &scanned.case.statements[statement];
    let of_layout = || match field {
        Field::Jurisdiction => statement.country.clone(),
        Field::Product => match statement.products.as_slice() {
            [product] => Some(product.word().to_owned()),
            _ => None,
        },
        Field::Name | Field::Address | Field::Phone | Field::StatementDay | Field::PaymentDay => None,
    };
    let said = said(profiles, label, field);
    let said = said.map(|(value, own)| (value.to_owned(), if own { Origin::Card } else { Origin::All }));
    let found = said.or_else(|| of_layout().map(|value| (value, Origin::Layout)));
    found.unwrap_or((String::new(), Origin::Unknown))
}

/// What is known of each card with rows.
#[must_use]
pub fn known(scanned: Scanned<'_>, profiles: &BTreeMap<String, Profile>) -> Vec<Known> {
    let of = |(card, statement): (usize, usize)| {
        let of_field = |field| {
            let (value, origin) = held(scanned, profiles, (card, statement), field);
            (field, value, origin)
        };
        Known {
            card,
            name: for_terminal(&name_of(scanned, card, statement)),
            fields: Field::all().map(of_field).collect(),
        }
    };
    cards(scanned).into_iter().map(of).collect()
}

/// The profiles in words.
#[must_use]
pub fn render(scanned: Scanned<'_>, profiles: &BTreeMap<String, Profile>) -> String {
    let messages = scanned.messages;
    let mut out = String::new();
    for Known { name, fields, .. } in known(scanned, profiles) {
        out.push_str(&format!("{name}\n"));
        for (field, value, origin) in fields {
            let name = messages.text(&format!("field-{}", field.word()));
            let from = messages.text(&format!("origin-{}", origin.word()));
            let value = match value.parse::<Product>() {
                Ok(product) if field == Field::Product => {
                    messages.text(&format!("deadline-product-{}", product.word()))
                }
                _ => for_terminal(&value),
            };
            let args = [("name", name.into()), ("value", value.as_str().into()), ("from", from.into())];
            let id = if value.is_empty() { "profile-line-empty" } else { "profile-line" };
            out.push_str(&format!("  {}\n", messages.with(id, &args)));
        }
    }
    out
}

/// The profiles for programs.
#[must_use]
pub fn value(scanned: Scanned<'_>, profiles: &BTreeMap<String, Profile>) -> Json {
    let of = |Known { card, fields, .. }: Known| {
        let fields: BTreeMap<&str, Json> = fields
            .into_iter()
            .filter(|(_, _, origin)| *origin != Origin::Unknown)
            .map(|(field, value, origin)| (field.word(), json!({ "value": value, "from": origin.word() })))
            .collect();
        let card = &scanned.case.cards[card];
        json!({ "issuer": card.issuer, "card": card.label, "fields": fields })
    };
    json!({ "schema": "postbreach.profile/1", "cards": known(scanned, profiles).into_iter().map(of).collect::<Vec<_>>() })
}
