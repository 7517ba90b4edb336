//! The windows and minima of places and contexts. "Percent" is a whole number.

use chrono::{Datelike, NaiveDate};
use serde::Deserialize;

use crate::money::Currency;

/// Where home is.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HomeShape {
    /// Days of the recent history.
    pub days: i32,
    /// Percent of its charges with a town that the home towns make up.
    pub percent: usize,
    /// Percent of the history's charges with a country in their tails from which one is home.
    pub country_percent: usize,
}

/// Who is seen in person.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PresenceShape {
    /// Days before and after.
    pub days: i32,
    /// Charges in the history from which a merchant of unknown kind is visited in person.
    pub habit: usize,
    /// Percent of the history's charges from which a card has a spender of its own.
    pub card_percent: usize,
    /// The classes of merchants that are visited in person.
    pub class: Vec<String>,
}

/// What a trip is.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TripShape {
    /// Charges in one country or town in the window.
    pub charges: usize,
    /// Charges on a journey through several of them.
    pub journey_charges: usize,
    /// The most places that are named.
    pub places: usize,
    /// Days before and after.
    pub days: i32,
    /// Days before the first and after the last charge elsewhere that belong to it.
    pub margin_days: i32,
    /// Days before in which the trip was booked.
    pub booking_days: i32,
    /// The class of merchants at which trips are booked.
    pub class: String,
    /// The classes of rides, which nobody takes from afar.
    pub ride: Vec<String>,
    /// Home is quiet when at least so many charges at home are usual in its days …
    pub usual_charges: i64,
    /// … and there are at most so many percent of them.
    pub quiet_percent: i64,
    /// Life at home goes on from so many charges …
    pub parallel_charges: i64,
    /// … when they are more than so many percent of the usual.
    pub parallel_percent: i64,
}

/// What a move is.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MoveShape {
    /// Days that it must last.
    pub days: i32,
    /// The last days of these in which there must still be a charge.
    pub last_days: i32,
    /// Charges in the new town, at least.
    pub charges: usize,
    /// They are more than so many percent of those with a town.
    pub percent: usize,
}

/// What a project is.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProjectShape {
    /// Days before and after.
    pub days: i32,
    /// New families of one kind, at least.
    pub families: usize,
    /// Days from the first to the last charge at them, more than.
    pub longer_than_days: i32,
    /// The classes of shops that are visited for it.
    pub class: Vec<String>,
}

/// When gifts are given.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Gifts {
    /// The seasons.
    pub season: Vec<Season>,
}

/// Days of every year.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Season {
    /// Month and day of the first day.
    pub from: (u32, u32),
    /// Month and day of the last day.
    pub to: (u32, u32),
    /// Only for charges in this currency.
    pub currency: Option<Currency>,
}

impl Gifts {
    /// Whether gifts are given on this day where this currency is paid.
    pub(super) fn holds(&self, date: NaiveDate, currency: Currency) -> bool {
        let day = (date.month(), date.day());
        let here = |season: &&Season| season.currency.is_none_or(|only| only == currency);
        self.season.iter().filter(here).any(|season| season.from <= day && day <= season.to)
    }
}

/// How near refunds are looked for.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RefundWindow {
    /// Days between a charge and its refund.
    pub equal_days: i32,
    /// Days from a refund without a charge to the charge that it is told of.
    pub orphan_days: i32,
}

/// When a name is taken for another's successor.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AliasShape {
    /// Letters of the first word that both have.
    pub letters: usize,
    /// Charges in the history from which a merchant is missed.
    pub fewest: usize,
}
