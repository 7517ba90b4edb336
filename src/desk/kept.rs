//! A kept case: opened, judged, and what is said of its exposure.

use std::cell::RefCell;

use chrono::NaiveDate;

use super::{Desk, Story, Today, Unjudged, Work};
use crate::breach::resolve;
use crate::catalogue::Catalogue;
use crate::finding::Level;
use crate::location::Problem;
use crate::review::{History, Order};
use crate::store::{Exposure, Kept, KeptSource, NamedBreach, Seen, Settings, Store};

/// A case that was opened and judged: a decision is prepared on it.
pub struct Opened {
    /// The charges, judged.
    pub work: Work,
    /// One for each of the case's statements.
    pub sources: Vec<KeptSource>,
    /// What holds for the whole case.
    pub settings: Settings,
    /// The state that a write is prepared on.
    pub seen: Seen,
    /// The import that first brought each charge.
    pub first_seen: Vec<i64>,
    /// What was decided.
    pub history: History,
    /// What of the case is not as this program wrote it.
    pub doubts: Vec<Problem>,
    /// The day that stands for today.
    pub today: NaiveDate,
}

impl Desk {
    /// Opens what a case keeps, and judges it. What is said of the exposure stands before what is kept.
    ///
    /// # Errors
    /// As the case does not read; as [`Desk::breaches`]; as [`Desk::judge`].
    pub fn opened(
        &self,
        store: &Store,
        said: &Exposure,
        today: Today,
        level: Level,
        order: Order,
    ) -> Result<Opened, Problem> {
        self.judged(store.load(self.assembling()?)?, said, today, level, order)
    }

    /// Judges what a case keeps.
    ///
    /// # Errors
    /// As [`Desk::breaches`]; as [`Desk::judge`].
    pub fn judged(
        &self,
        kept: Kept,
        said: &Exposure,
        today: Today,
        level: Level,
        order: Order,
    ) -> Result<Opened, Problem> {
        let Kept { case, sources, first_seen, settings, history, seen, doubts, .. } = kept;
        let today = today.in_story(settings.story);
        let mut holds = settings.exposure.clone();
        change_exposure(&mut holds, said);
        self.breaches(said, today)?;
        let breaches = holds.resolve(&self.catalogue)?;
        let mut failed = doubts.clone();
        // A clock that is wrong does not shut the case.
        failed.extend(self.breaches(&holds, today).err());
        let charges = Unjudged {
            case,
            breaches,
            today,
            failed,
            invented: settings.story.is_some(),
            history: Some(history.clone()),
            first_seen: first_seen.clone(),
            profiles: settings.profile.clone(),
        };
        let work = self.judge(charges, level, order)?;
        Ok(Opened { work, sources, settings, seen, first_seen, history, doubts, today })
    }
}

/// Puts what is said of the exposure in the place of what holds. Other breaches bring other kinds of data.
pub fn change_exposure(holds: &mut Exposure, said: &Exposure) {
    if !said.breaches.is_empty() {
        holds.breaches.clone_from(&said.breaches);
        holds.exposed = None;
    }
    holds.exposed = said.exposed.clone().or(holds.exposed.take());
    if !said.cards.is_empty() {
        holds.cards.clone_from(&said.cards);
    }
}

/// The exposure as it was said: breaches by id, file, day or window, or else the story's.
///
/// # Errors
/// As [`resolve`] for a breach that cannot be.
pub fn named_breaches(
    catalogue: &Catalogue,
    breaches: &[String],
    story: Option<&Story>,
    read_file: impl Fn(&str) -> Result<String, Problem>,
) -> Result<Vec<NamedBreach>, Problem> {
    let mut named = Vec::new();
    for name in breaches {
        let text = RefCell::new(None);
        resolve(name, catalogue, |file| {
            let read = read_file(file)?;
            text.replace(Some(read.clone()));
            Ok(read)
        })?;
        named.push(NamedBreach { name: name.clone(), text: text.take(), ..NamedBreach::default() });
    }
    if named.is_empty() {
        named.extend(story.map(Story::breach));
    }
    Ok(named)
}
