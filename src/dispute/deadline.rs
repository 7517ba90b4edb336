//! A deadline: what ends when, counted from which event, and who says so. A claim like any other, a file under
//! `rules/deadlines/`.

use chrono::{Months, NaiveDate};
use serde::Deserialize;

use super::{Direction, Event, Notice, Product, Role, Trust, Unit};
use crate::breach::Source;
use crate::catalogue::{Catalogue, Confidence, DataFile, misshapen};
use crate::location::Problem;
use crate::messages::Words;
use crate::review::{Mark, Step, Verdict};

/// One deadline. Its words are plain text, shown as they are.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Deadline {
    /// The name of its file without the ending.
    #[serde(skip)]
    pub id: String,
    /// What it is.
    pub title: Words,
    /// ISO 3166 codes of the countries where it holds; empty = anywhere.
    #[serde(default)]
    pub countries: Vec<String>,
    /// The issuer whose terms it is of; absent = any of the country.
    #[serde(default)]
    pub issuer: Option<Words>,
    /// The layouts by which that issuer's statements are known.
    #[serde(default)]
    pub layouts: Vec<String>,
    /// It stands in for issuers whose own terms were not read.
    #[serde(default)]
    pub stands_in: bool,
    /// The kinds of card.
    pub products: Vec<Product>,
    /// What the holder says of the charge; empty = anything.
    #[serde(default)]
    pub reasons: Vec<Verdict>,
    /// It concerns cards that were lost or stolen only.
    #[serde(default)]
    pub only_lost: bool,
    /// Whose it is.
    pub role: Role,
    /// How many units; absent = nothing ends on a fixed day.
    #[serde(default)]
    pub length: Option<u32>,
    /// Of what.
    #[serde(default)]
    pub unit: Option<Unit>,
    /// At most so many calendar days, whatever the unit gives.
    #[serde(default)]
    pub most_days: Option<u32>,
    /// Which way.
    #[serde(default)]
    pub direction: Direction,
    /// From what.
    pub basis: Event,
    /// The day of the event is day one; otherwise the day after it is.
    #[serde(default)]
    pub first_day_counts: bool,
    /// The step with which the issuer has done it.
    #[serde(default)]
    pub answered_by: Option<Step>,
    /// What must have happened to the notice by then.
    #[serde(default)]
    pub notice: Option<Notice>,
    /// What the source states.
    pub states: Words,
    /// What ends on that day.
    pub ends: Words,
    /// What does not end on that day.
    pub stays: Words,
    /// What to do when it is over.
    pub late: Words,
    /// Where it is said.
    pub sources: Vec<Source>,
    /// How sure the claim is.
    pub confidence: Confidence,
}

impl Deadline {
    /// Every deadline of the catalogue, in order of id.
    ///
    /// # Errors
    /// As [`Deadline::from_toml`], for the first file that is wrong.
    pub fn load_all(catalogue: &Catalogue) -> Result<Vec<Self>, Problem> {
        catalogue.folder("deadlines").map(|(id, text)| Self::from_toml(id, text)).collect()
    }

    /// Reads a file of `rules/deadlines/`.
    ///
    /// # Errors
    /// `bad-data-file` with the line when it does not have that shape or what it says cannot be counted; `bad-pattern`
    /// or `unknown-variable` when its words are not plain.
    pub fn from_toml<'a>(id: &str, text: impl Into<DataFile<'a>>) -> Result<Self, Problem> {
        let (file, text) = (format!("deadlines/{id}.toml"), text.into());
        let deadline: Self = text.read().map_err(|error| misshapen(&file, text.text(), &error))?;
        let deadline = Self { id: id.to_owned(), ..deadline };
        if text.is_shipped() { Ok(deadline) } else { deadline.checked().map_err(|problem| problem.in_file(file)) }
    }

    /// What the shape alone does not check.
    fn checked(self) -> Result<Self, Problem> {
        let says = self.sources.iter().map(|source| &source.says);
        let own = [&self.title, &self.states, &self.ends, &self.stays, &self.late];
        for words in own.into_iter().chain(&self.issuer).chain(says) {
            words.check(&[])?;
        }
        let wrong = [
            (self.sources.is_empty(), "`sources` must say where the deadline is stated"),
            (self.products.is_empty(), "`products` must name a kind of card"),
            (self.length.is_some() != self.unit.is_some(), "`length` and `unit` go together"),
            (self.length.is_some() == (self.basis == Event::None), "`length` needs a `basis` to count from"),
            (self.length == Some(0), "`length` must be one or more"),
            ((self.basis == Event::Draw) != (self.direction == Direction::Before), "`before` is for `draw` alone"),
            (self.answered_by.is_some() && self.role != Role::Issuer, "`answered_by` is for the issuer alone"),
            (!self.layouts.is_empty() && self.issuer.is_none(), "`layouts` are of an `issuer`"),
        ];
        if let Some((_, cause)) = wrong.into_iter().find(|(is, _)| *is) {
            return Err(Problem::new("bad-data-file").with("cause", cause));
        }
        Ok(self)
    }

    /// Those of these that hold for a card, its issuer known by the layout of its statements. An issuer's own take the
    /// place of those that stand in for issuers unread. A card that can be of several kinds, or of which none is known, has
    /// those of each.
    #[must_use]
    pub fn of_card<'a>(
        all: &'a [Self],
        country: Option<&str>,
        layout: Option<&str>,
        products: &[Product],
    ) -> Vec<&'a Self> {
        let here = |deadline: &&Self| {
            let country = deadline.countries.is_empty()
                || country.is_some_and(|country| deadline.countries.iter().any(|c| c == country));
            let issuer = deadline.issuer.is_none()
                || layout.is_some_and(|layout| deadline.layouts.iter().any(|known| known == layout));
            let product = products.is_empty() || deadline.products.iter().any(|product| products.contains(product));
            country && issuer && product
        };
        let found: Vec<&Self> = all.iter().filter(here).collect();
        let read = found.iter().any(|deadline| deadline.issuer.is_some() && deadline.role == Role::Report);
        found.into_iter().filter(|deadline| !(read && deadline.stands_in)).collect()
    }

    /// Whether it concerns a charge of which the holder says this. Who is unsure is shown them all.
    #[must_use]
    pub fn concerns(&self, reason: Verdict) -> bool {
        reason == Verdict::Unsure || self.reasons.is_empty() || self.reasons.contains(&reason)
    }

    /// Whether the issuer has done it, by these steps of a dispute: what it did before the last report answers that not.
    #[must_use]
    pub fn is_answered(&self, marks: &[Mark]) -> bool {
        let since = marks.iter().rposition(|mark| mark.step == Step::Reported).unwrap_or_default();
        self.answered_by.is_some_and(|step| marks[since..].iter().any(|mark| mark.step >= step))
    }

    /// The day on which the oldest of its sources was read.
    #[must_use]
    pub fn checked_on(&self) -> NaiveDate {
        self.sources.iter().map(|source| source.checked_on).min().unwrap_or(NaiveDate::MIN)
    }

    /// How far it can be relied on that day.
    #[must_use]
    pub fn trust(&self, today: NaiveDate, stale_after_months: u32) -> Trust {
        let fresh_until = self.checked_on().checked_add_months(Months::new(stale_after_months));
        if fresh_until.is_none_or(|until| today > until) {
            Trust::Old
        } else if self.confidence == Confidence::Low {
            Trust::Unsure
        } else if self.stands_in {
            Trust::StandIn
        } else {
            Trust::Stated
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn all() -> Vec<Deadline> {
        Deadline::load_all(&Catalogue::embedded()).unwrap()
    }

    fn ids(country: &str, layout: &str, product: Product) -> BTreeSet<String> {
        let all = all();
        let found = Deadline::of_card(&all, Some(country), Some(layout), &[product]);
        found.into_iter().map(|deadline| deadline.id.clone()).collect()
    }

    #[test]
    fn every_shipped_deadline_loads_and_every_layout_that_one_names_is_there() {
        let catalogue = Catalogue::embedded();
        assert!(all().len() >= 12);
        for deadline in all() {
            for layout in &deadline.layouts {
                assert!(catalogue.file(&format!("formats/{layout}.toml")).is_some(), "{}: {layout}", deadline.id);
            }
            assert!(deadline.sources.iter().all(|source| source.url.is_some() || source.title.is_some()));
        }
    }

    #[test]
    fn an_issuers_own_terms_take_the_place_of_the_stand_in() {
        let smbc = ids("JP", "vpass", Product::Credit);
        assert!(smbc.contains("jp-smbc-card") && !smbc.contains("jp-issuer-unread"), "{smbc:?}");
        let unread = ids("JP", "rakuten-card", Product::Credit);
        assert!(unread.contains("jp-issuer-unread") && !unread.contains("jp-life-card"), "{unread:?}");
        assert!(!unread.contains("jp-resona-card"), "no layout tells that issuer");
    }

    #[test]
    fn liability_and_notice_are_apart_and_the_two_days_are_for_debit() {
        let credit = ids("US", "chase-card", Product::Credit);
        assert!(credit.contains("us-billing-error") && credit.contains("us-unauthorised-use"));
        assert!(!credit.contains("us-debit-lost-device"));
        let all = all();
        let device = all.iter().find(|deadline| deadline.id == "us-debit-lost-device").unwrap();
        assert!(device.only_lost && device.basis == Event::Learned);
        assert!(all.iter().find(|deadline| deadline.id == "us-unauthorised-use").unwrap().length.is_none());
    }

    #[test]
    fn a_country_that_was_not_looked_at_has_the_banks_limit_only() {
        let found = ids("NO", "", Product::Credit);
        assert!(found.iter().all(|id| id.starts_with("bank-limit")), "{found:?}");
    }

    #[test]
    fn what_cannot_be_counted_is_refused_with_its_place() {
        let text = Catalogue::embedded().file("deadlines/us-billing-error.toml").unwrap().to_owned();
        for (from, to) in [
            ("length = 60\n", ""),
            ("basis = \"statement-sent\"", "basis = \"none\""),
            ("length = 60", "length = 0"),
            ("direction = \"after\"", "direction = \"before\""),
            ("products = [\"credit\"]", "products = []"),
            ("products = [\"credit\"]", "products = [\"credit\"]\nlayouts = [\"vpass\"]"),
            ("unit = \"days\"", "unit = \"fortnights\""),
        ] {
            let problem = Deadline::from_toml("x", &text.replace(from, to)).unwrap_err();
            assert_eq!((problem.code, problem.at.file.as_str()), ("bad-data-file", "deadlines/x.toml"), "{to}");
        }
    }

    #[test]
    fn what_was_read_long_ago_is_old() {
        let all = all();
        let deadline = |id: &str| all.iter().find(|deadline| deadline.id == id).unwrap();
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        assert_eq!(deadline("us-billing-error").trust(day("2028-05-22"), 18), Trust::Stated);
        assert_eq!(deadline("us-billing-error").trust(day("2028-05-23"), 18), Trust::Old);
        assert_eq!(deadline("gb-unauthorised-payment").trust(day("2026-12-01"), 18), Trust::Unsure);
        assert_eq!(deadline("jp-issuer-unread").trust(day("2026-12-01"), 18), Trust::StandIn);
    }
}
