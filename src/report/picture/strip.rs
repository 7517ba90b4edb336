//! One merchant's charges by day and amount, for the page of one of them.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::scale::{Amounts, Days};
use super::svg::{Anchor, Form, Svg};
use super::{Picture, Table};
use crate::case::Charge;
use crate::finding::explain::merchant;
use crate::messages::Messages;
use crate::money::{Currencies, Currency};
use crate::report::Scanned;
use crate::report::opening::card_name;
use crate::report::words::{self, count_of};

const WIDTH: i64 = 560;
const LEFT: i64 = 96;
const RIGHT: i64 = WIDTH - 20;
const TOP: i64 = 22;
const BOTTOM: i64 = 122;
const HEIGHT: i64 = BOTTOM + 24;

/// The charges of one merchant in one currency.
#[derive(Debug, Clone)]
pub(super) struct Strip {
    pub(super) merchant: String,
    pub(super) currency: Currency,
    /// Day, amount and card.
    pub(super) charges: Vec<(NaiveDate, Decimal, String)>,
    /// Which of them the picture is for.
    pub(super) this: usize,
    /// The first day of the exposure.
    pub(super) start: Option<NaiveDate>,
}

/// The history of a charge's merchant in the household and the charge's currency, with the charge marked. `None` where
/// the statement does not state the merchant.
#[must_use]
pub fn strip(scanned: Scanned<'_>, charge: &Charge) -> Option<Picture> {
    let Scanned { case, messages, currencies, .. } = scanned;
    let identity = |charge: &Charge| &case.merchants[charge.merchant];
    if identity(charge).unstated {
        return None;
    }
    let here = |other: &&Charge| {
        (other.household, other.currency) == (charge.household, charge.currency)
            && !identity(other).unstated
            && identity(other).family == identity(charge).family
    };
    let charges: Vec<&Charge> = case.charges.iter().filter(here).collect();
    let strip = Strip {
        merchant: merchant(case, charge, messages),
        currency: charge.currency,
        this: charges.iter().position(|other| other.id == charge.id)?,
        charges: charges.iter().map(|other| (other.date, other.amount, card_name(scanned, other))).collect(),
        start: case.households[charge.household].exposed_from,
    };
    Some(strip.picture(currencies, messages))
}

impl Strip {
    pub(super) fn picture(&self, currencies: &Currencies, messages: &Messages) -> Picture {
        let title = messages.with("strip-title", &[("merchant", self.merchant.as_str().into())]);
        let dates = self.charges.iter().map(|(date, ..)| *date);
        let (first, last) = (dates.clone().min().unwrap_or_default(), dates.max().unwrap_or_default());
        let about = messages.with(
            "strip-about",
            &[("count", count_of(self.charges.len())), ("days", words::days(first, last, messages).into())],
        );
        let shown = |amount: Decimal| currencies.shown(amount, self.currency);
        let row = |(at, (date, amount, card)): (usize, &(NaiveDate, Decimal, String))| {
            let this = if at == self.this { messages.text("strip-this") } else { String::new() };
            vec![words::date(*date, messages), shown(*amount), card.clone(), this]
        };
        let heads = ["head-date", "head-amount", "head-card", "head-change"];
        Picture {
            svg: self.svg((first, last), &title, &about, currencies, messages),
            tables: vec![Table {
                title: title.clone(),
                heads: heads.iter().map(|head| messages.text(head)).collect(),
                rows: self.charges.iter().enumerate().map(row).collect(),
            }],
            title,
            about,
        }
    }

    fn svg(
        &self,
        (first, last): (NaiveDate, NaiveDate),
        title: &str,
        about: &str,
        currencies: &Currencies,
        messages: &Messages,
    ) -> String {
        let start = self.start.filter(|start| *start > first && *start <= last);
        let days = Days::new((first, last), (LEFT + 12, RIGHT - 12));
        let amounts = Amounts::new(self.charges.iter().map(|(_, amount, _)| *amount), (TOP + 10, BOTTOM - 12));
        let mut svg = Svg::new(WIDTH);
        let this = self.charges.get(self.this).map(|(date, amount, _)| [days.x(*date), amounts.y(*amount)]);
        let shown = |amount: Decimal| currencies.shown(amount, self.currency);
        let own = self.charges.get(self.this).map(|(_, amount, _)| *amount);
        for amount in own.into_iter().chain(amounts.ticks(20)) {
            let y = amounts.y(amount);
            let class = if Some(amount) == own { "amount strong" } else { "amount" };
            if svg.label(class, [LEFT - 6, y + 4], Anchor::End, &shown(amount)) {
                svg.line("grid", [LEFT, y, RIGHT, y]);
            }
        }
        if let Some(start) = start {
            let x = days.x(start);
            svg.line("event", [x, TOP - 6, x, BOTTOM]);
            let words = format!("{}: {}", words::date(start, messages), messages.text("strip-start"));
            let _ = svg.label("day", [x + 4, TOP - 8], Anchor::Start, &words)
                || svg.label("day", [x - 4, TOP - 8], Anchor::End, &words);
        }
        svg.line("axis", [LEFT, BOTTOM, RIGHT, BOTTOM]);
        let day = |day: NaiveDate| words::date(day, messages);
        if let (Some([x, _]), Some((date, ..))) = (this, self.charges.get(self.this)) {
            let middle = x.clamp(LEFT + 60, RIGHT - 60);
            svg.label("month strong", [middle, BOTTOM + 18], Anchor::Middle, &day(*date));
        }
        if first < last {
            svg.label("month", [LEFT, BOTTOM + 18], Anchor::Start, &day(first));
            svg.label("month", [RIGHT, BOTTOM + 18], Anchor::End, &day(last));
        }
        let others = self.charges.iter().enumerate().filter(|(at, _)| *at != self.this);
        let dots: String =
            others.map(|(_, (date, amount, _))| format!("M{} {}h0", days.x(*date), amounts.y(*amount))).collect();
        svg.path("dots", &dots);
        if let (Some(place), Some((date, amount, _))) = (this, self.charges.get(self.this)) {
            let words = format!("{} · {}", day(*date), shown(*amount));
            svg.mark(Form::Ring, false, place, &words);
            svg.mark(Form::Diamond, true, place, &words);
        }
        svg.finish(HEIGHT, title, about)
    }
}
