//! What each card of a household was used for.

use foldhash::{HashMap, HashSet};

use super::Values;
use super::history::History;
use super::keys::{Keys, Row};

/// The cards of a household, ready to be asked.
pub(super) struct Cards<'a> {
    keys: &'a Keys<'a>,
    families: HashSet<(usize, u32)>,
    days: HashMap<usize, Vec<i32>>,
}

impl<'a> Cards<'a> {
    /// The cards in all charges of a household; `past` are those of the history. Both in order of day. Charges at new
    /// families since the exposure wake no card, or the second of several would look ordinary.
    pub(super) fn of(keys: &'a Keys<'a>, history: &History<'_>, past: &[Row], rows: &[Row]) -> Self {
        let mut days: HashMap<usize, Vec<i32>> = HashMap::default();
        for row in rows.iter().filter(|row| !history.is_new(row)) {
            days.entry(keys.card(row)).or_default().push(row.day);
        }
        Self { keys, families: past.iter().map(|row| (keys.card(row), row.merchant.family)).collect(), days }
    }

    /// The facts of a purchase or cash advance.
    pub(super) fn fill(&self, row: &Row, values: &mut Values) {
        let card = self.keys.card(row);
        let days = self.days.get(&card).map_or(&[][..], Vec::as_slice);
        let last = days[..days.partition_point(|day| *day < row.day)].last();
        values.card_quiet_days_before = last.map(|last| i64::from(row.day - last));
        values.new_on_card_before = row.merchant.stated.then(|| !self.families.contains(&(card, row.merchant.family)));
    }
}
