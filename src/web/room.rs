//! What the page works on, between two requests.

use std::path::PathBuf;
use std::time::Duration;

use chrono::NaiveDate;

use super::bounds::Bounds;
use super::case::Open;
use crate::desk::Desk;
use crate::location::Problem;
use crate::messages::{Lang, Messages};

/// What tells the time.
#[derive(Debug, Clone, Copy)]
pub struct Clock {
    /// The moment, for what is written.
    pub now: fn() -> String,
    /// The day.
    pub today: fn() -> NaiveDate,
}

/// What the page works on: the desk, and the case that is open.
pub struct Room {
    pub(super) desk: Desk,
    /// What is taken and shown at once.
    pub(super) bounds: Bounds,
    pub(super) clock: Clock,
    /// The folder in which the page makes cases.
    pub(super) folder: PathBuf,
    pub(super) lang: Lang,
    /// Nobody chose the language: the browser's is taken.
    pub(super) lang_open: bool,
    en: Messages,
    ja: Messages,
    /// The case that is open.
    pub(super) case: Option<Open>,
    /// How many cases were opened.
    pub(super) turns: i64,
    /// Large type.
    pub(super) large: bool,
    /// Names and sums are blurred.
    pub(super) veiled: bool,
    /// What is to be said on the next page.
    pub(super) said: Option<String>,
    /// What was said can be taken back beside it.
    pub(super) offer: bool,
}

impl Room {
    /// A room without a case. Without a language it takes that of the browser that comes in.
    ///
    /// # Errors
    /// `bad-data-file` as `rules/page.toml` does not read.
    pub fn new(desk: Desk, clock: Clock, folder: PathBuf, lang: Option<Lang>) -> Result<Self, Problem> {
        Ok(Self {
            bounds: Bounds::load(&desk.catalogue)?,
            desk,
            clock,
            folder,
            lang: lang.unwrap_or_default(),
            lang_open: lang.is_none(),
            en: Messages::new(Lang::En),
            ja: Messages::new(Lang::Ja),
            case: None,
            turns: 0,
            large: false,
            veiled: false,
            said: None,
            offer: false,
        })
    }

    /// How long nobody may ask before the page ends.
    #[must_use]
    pub fn patience(&self) -> Duration {
        self.bounds.idle()
    }

    /// Says something on the next page, and whether it can be taken back there.
    pub(super) fn say(&mut self, sentence: String, offer: bool) {
        self.said = Some(sentence);
        self.offer = offer;
    }

    pub(super) fn messages(&self) -> &Messages {
        match self.lang {
            Lang::En => &self.en,
            Lang::Ja => &self.ja,
        }
    }
}
