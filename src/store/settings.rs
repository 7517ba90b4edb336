//! What holds for the whole case: breach, cards concerned, household.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension, params};
use serde::Serialize;

use super::profile::Profile;
use super::rows::{from_json, json};
use super::{Store, seal};
use crate::breach::{Exposure, NamedBreach};
use crate::location::Problem;
use crate::text::mask_card_numbers;

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
        changed(&tx, change)?;
        Ok(tx.commit()?)
    }
}

/// Changes what holds for the whole case within a write.
fn changed(conn: &Connection, change: impl FnOnce(&mut Settings)) -> Result<(), Problem> {
    seal::check(conn)?;
    let mut settings = Settings::read(conn)?;
    change(&mut settings);
    settings.write(conn)?;
    seal::renew(conn)
}

/// Records breaches (`true`), or takes them from those that hold, in turn, within a write.
pub(super) fn expose(conn: &Connection, breaches: Vec<(NamedBreach, bool)>) -> Result<(), Problem> {
    if breaches.is_empty() {
        return Ok(());
    }
    changed(conn, |settings| {
        for (breach, holds) in breaches {
            if holds { settings.exposure.add(breach) } else { settings.exposure.remove(&breach) }
        }
    })
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
