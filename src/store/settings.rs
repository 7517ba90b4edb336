//! What holds for the whole case: breach, cards concerned, household.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};

use super::profile::Profile;
use super::rows::{from_json, json};
use super::{Store, seal};
use crate::breach::{Breach, resolve};
use crate::catalogue::Catalogue;
use crate::location::Problem;
use crate::text::mask_card_numbers;

/// A breach as it was named, with the text of the file where one was.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamedBreach {
    /// An id, a day, a window, or the name of a file.
    pub name: String,
    /// The text of the file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// What the person calls it, in place of its own title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The kinds of data, in place of what it says and of [`Exposure::exposed`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exposed: Option<String>,
    /// The labels of the cards concerned, in place of [`Exposure::cards`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cards: Vec<String>,
}

/// What was exposed, as it was said.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exposure {
    /// The breaches.
    pub breaches: Vec<NamedBreach>,
    /// The kinds of data, in place of what the breaches themselves say.
    #[serde(default)]
    pub exposed: Option<String>,
    /// The labels of the cards concerned.
    #[serde(default)]
    pub cards: Vec<String>,
}

impl Exposure {
    /// Adds a breach to those that hold. What was said of all of them holds for the earlier ones alone.
    pub fn add(&mut self, breach: NamedBreach) {
        let (exposed, cards) = (self.exposed.take(), std::mem::take(&mut self.cards));
        for earlier in &mut self.breaches {
            earlier.exposed = earlier.exposed.take().or_else(|| exposed.clone());
            if earlier.cards.is_empty() {
                earlier.cards.clone_from(&cards);
            }
        }
        if !self.breaches.contains(&breach) {
            self.breaches.push(breach);
        }
    }

    /// The breaches as they are known now: an id of the catalogue is looked up again.
    ///
    /// # Errors
    /// As [`resolve`]; `unknown-data-class`.
    pub fn resolve(&self, catalogue: &Catalogue) -> Result<Vec<Breach>, Problem> {
        let mut breaches = Vec::new();
        for named in &self.breaches {
            let text = || named.text.clone().ok_or_else(|| Problem::new("unreadable-file").in_file(&named.name));
            let mut breach = resolve(&named.name, catalogue, |_| text())?;
            if let Some(classes) = named.exposed.as_ref().or(self.exposed.as_ref()) {
                breach = breach.with_exposed(classes)?;
            }
            if let Some(title) = &named.title {
                breach = breach.called(title);
            }
            let cards = if named.cards.is_empty() { &self.cards } else { &named.cards };
            breaches.push(if cards.is_empty() { breach } else { breach.with_cards(cards) });
        }
        Ok(breaches)
    }
}

/// What holds for the whole case.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Settings {
    /// What was exposed.
    pub exposure: Exposure,
    /// Whose life it is; empty when nobody said.
    pub household: String,
    /// The day that stands for today in a story, whose statements are invented.
    pub story: Option<NaiveDate>,
    /// Who writes to the card company, by card; under the empty label for every card.
    pub profile: BTreeMap<String, Profile>,
}

const EXPOSURE: &str = "exposure";
const HOUSEHOLD: &str = "household";
const STORY: &str = "story";
const PROFILE: &str = "profile";

impl Settings {
    pub(super) fn read(conn: &Connection) -> Result<Self, Problem> {
        Ok(Self {
            exposure: get(conn, EXPOSURE)?.unwrap_or_default(),
            household: get(conn, HOUSEHOLD)?.unwrap_or_default(),
            story: get(conn, STORY)?,
            profile: get(conn, PROFILE)?.unwrap_or_default(),
        })
    }

    pub(super) fn write(&self, conn: &Connection) -> Result<(), Problem> {
        put(conn, EXPOSURE, &self.exposure)?;
        put(conn, HOUSEHOLD, &mask_card_numbers(&self.household))?;
        put(conn, PROFILE, &self.profile)?;
        if let Some(story) = self.story {
            put(conn, STORY, &story)?;
        }
        Ok(())
    }
}

impl Store {
    /// What holds for the whole case.
    ///
    /// # Errors
    /// As SQLite finds it.
    pub fn settings(&self) -> Result<Settings, Problem> {
        Settings::read(&self.conn)
    }

    /// Changes what holds for the whole case.
    ///
    /// # Errors
    /// `case-altered`; as SQLite finds it.
    pub fn change(&mut self, change: impl FnOnce(&mut Settings)) -> Result<(), Problem> {
        let tx = self.writing()?;
        seal::check(&tx)?;
        let mut settings = Settings::read(&tx)?;
        change(&mut settings);
        settings.write(&tx)?;
        seal::renew(&tx)?;
        Ok(tx.commit()?)
    }
}

pub(super) fn get<T: serde::de::DeserializeOwned>(conn: &Connection, name: &str) -> Result<Option<T>, Problem> {
    let found: Option<String> =
        conn.query_row("select value from setting where name = ?1", [name], |row| row.get(0)).optional()?;
    found.map(|text| from_json(&text)).transpose()
}

pub(super) fn put<T: Serialize>(conn: &Connection, name: &str, value: &T) -> Result<(), Problem> {
    conn.execute("insert or replace into setting values (?1, ?2)", params![name, json(value)?])?;
    Ok(())
}
