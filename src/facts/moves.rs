//! Moves: from some day on, most charges are made in another town.

use foldhash::HashMap;

use super::MoveShape;
use super::keys::Row;
use super::places::Homes;
use super::within;

/// The towns that a household moved to, each with the day from which it is home.
pub(super) struct Moves {
    since: HashMap<u32, i32>,
}

impl Moves {
    /// The moves in all charges of a household, in order of day.
    pub(super) fn of(homes: &Homes<'_>, shape: &MoveShape, rows: &[Row]) -> Self {
        let mut days = Vec::new();
        let mut towns: HashMap<u32, Vec<i32>> = HashMap::default();
        for row in rows {
            let elsewhere = homes.is_elsewhere(row);
            if elsewhere || homes.is_home(row.merchant.place) {
                days.push(row.day);
            }
            if elsewhere {
                towns.entry(row.merchant.place).or_default().push(row.day);
            }
        }
        let begins = |here: &[i32]| {
            let settled = |start: &i32| {
                let end = start + shape.days - 1;
                let charges = within(here, *start, end);
                charges >= shape.charges
                    && charges * 100 > within(&days, *start, end) * shape.percent
                    && within(here, end - shape.last_days + 1, end) > 0
            };
            here.iter().copied().find(|start| settled(start))
        };
        Self { since: towns.iter().filter_map(|(town, here)| Some((*town, begins(here)?))).collect() }
    }

    /// Whether the charge is made where the household lives by then.
    pub(super) fn is_home(&self, row: &Row) -> bool {
        self.since.get(&row.merchant.place).is_some_and(|since| row.day >= *since)
    }
}
