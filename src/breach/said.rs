//! What was exposed, as it was said.

use serde::{Deserialize, Serialize};

use super::{Breach, resolve};
use crate::catalogue::Catalogue;
use crate::location::Problem;

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

    /// A breach that holds, whole by itself: with what was said of all of them.
    #[must_use]
    pub fn whole(&self, at: usize) -> Option<NamedBreach> {
        let breach = self.breaches.get(at)?.clone();
        let cards = if breach.cards.is_empty() { self.cards.clone() } else { breach.cards };
        Some(NamedBreach { exposed: breach.exposed.or_else(|| self.exposed.clone()), cards, ..breach })
    }

    /// Takes a breach from those that hold: one of which the same was said, else one of its names; the last of several.
    pub fn remove(&mut self, breach: &NamedBreach) {
        let whole = |at: &usize| self.breaches[*at] == *breach || self.whole(*at).as_ref() == Some(breach);
        let named = |at: &usize| {
            let held = &self.breaches[*at];
            (&held.name, &held.title) == (&breach.name, &breach.title)
        };
        let last_first = || (0..self.breaches.len()).rev();
        if let Some(at) = last_first().find(whole).or_else(|| last_first().find(named)) {
            self.breaches.remove(at);
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

#[cfg(test)]
mod tests {
    use super::*;

    fn named(exposed: Option<&str>, cards: &[&str]) -> NamedBreach {
        let cards = cards.iter().map(|card| (*card).to_owned()).collect();
        let name = "2026-02-01".to_owned();
        NamedBreach { name, exposed: exposed.map(str::to_owned), cards, ..NamedBreach::default() }
    }

    #[test]
    fn of_two_of_one_day_the_one_that_was_said_is_removed() {
        let (mild, grave) = (named(Some("last4"), &["1007"]), named(Some("full_number"), &["4321"]));
        for (removed, left) in [(&mild, &grave), (&grave, &mild)] {
            let mut holds = Exposure { breaches: vec![mild.clone(), grave.clone()], ..Exposure::default() };
            holds.remove(removed);
            assert_eq!(holds.breaches, std::slice::from_ref(left));
        }
        let mut holds = Exposure { breaches: vec![mild.clone(), grave], ..Exposure::default() };
        holds.remove(&named(Some("email"), &[]));
        assert_eq!(holds.breaches, [mild], "by its names, the last");
    }

    #[test]
    fn what_was_said_of_all_is_said_of_each() {
        let bare = named(None, &[]);
        let own = named(Some("email"), &[]);
        let all = Some("full_number".to_owned());
        let mut holds = Exposure { breaches: vec![bare, own.clone()], exposed: all, cards: Vec::new() };
        let whole = holds.whole(0).unwrap();
        holds.remove(&whole);
        assert_eq!(holds.breaches, [own]);
    }
}
