//! What breaches expose.

use chrono::Days;

use super::Case;
use crate::breach::{Breach, Reach};

impl Case {
    /// Marks the charges that breaches expose: dated on or after the start of a window, of a household and on a card
    /// that it concerns. History ends the day before the household's earliest start. Clears earlier marks.
    pub fn expose(&mut self, breaches: &[Breach]) {
        let mut by_household = Vec::with_capacity(self.households.len());
        for household in &mut self.households {
            let own: Vec<&Breach> = breaches.iter().filter(|breach| breach.concerns(&household.name)).collect();
            household.exposed_from = own.iter().map(|breach| breach.start).min();
            household.reach = Reach::of(own.iter().copied());
            by_household.push(own);
        }
        for charge in &mut self.charges {
            let breaches = &by_household[charge.household];
            let label = &self.cards[charge.card].label;
            let concerned =
                |breach: &&&Breach| breach.cards.is_empty() || label.is_empty() || breach.cards.contains(label);
            let since = breaches.iter().filter(concerned).map(|breach| breach.start).min();
            charge.exposed = since.is_some_and(|since| charge.date >= since);
            charge.may_be_older = charge.exposed
                && charge.posted_only
                && since.is_some_and(|since| charge.date < since + Days::new(self.windows.posting_lag_days));
        }
    }
}
