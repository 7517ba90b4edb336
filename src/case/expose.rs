//! What breaches expose.

use chrono::Days;

use super::Case;
use crate::breach::{Breach, Reach};

impl Case {
    /// Marks the charges that breaches expose: dated on or after the start of a window, on a card that it concerns.
    /// History ends the day before the earliest start. Clears earlier marks.
    pub fn expose(&mut self, breaches: &[Breach]) {
        let start = breaches.iter().map(|breach| breach.start).min();
        for household in &mut self.households {
            household.exposed_from = start;
            household.reach = Reach::of(breaches);
        }
        for charge in &mut self.charges {
            let label = &self.cards[charge.card].label;
            let concerned =
                |breach: &&Breach| breach.cards.is_empty() || label.is_empty() || breach.cards.contains(label);
            let since = breaches.iter().filter(concerned).map(|breach| breach.start).min();
            charge.exposed = since.is_some_and(|since| charge.date >= since);
            charge.may_be_older = charge.exposed
                && charge.posted_only
                && since.is_some_and(|since| charge.date < since + Days::new(self.windows.posting_lag_days));
        }
    }
}
