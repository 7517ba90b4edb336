//! Trips: charges elsewhere that a booking, a ride or silence at home explains.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use foldhash::HashMap;

use super::keys::{Keys, Row};
use super::presence::{Elsewhere, Presence};
use super::{TripShape, Values, within};

/// The trips of a household, by the days that they explain.
pub(super) struct Trips {
    list: Vec<Trip>,
    by_day: HashMap<i32, usize>,
}

struct Trip {
    place: String,
    first: i32,
    last: i32,
}

impl Trips {
    /// The trips in all charges of a household, in order of day.
    pub(super) fn of(keys: &Keys<'_>, presence: &Presence<'_>, shape: &TripShape, rows: &[Row]) -> Self {
        let mut away: BTreeMap<Elsewhere, Vec<&Row>> = BTreeMap::new();
        let mut bookings = Vec::new();
        for row in rows {
            if let Some(place) = presence.elsewhere(row) {
                away.entry(place).or_default().push(row);
            }
            if keys.class(row) == Some(&shape.class) {
                bookings.push(row.day);
            }
        }
        let mut trips: Vec<(Trip, Vec<i32>)> = Vec::new();
        for (place, charges) in away {
            let stays = charges.chunk_by(|a, b| b.day - a.day <= shape.days);
            for stay in stays.filter(|stay| stay.len() >= shape.charges) {
                let (first, last) = (stay[0].day, stay[stay.len() - 1].day);
                if is_explained(keys, presence, shape, stay, &bookings) {
                    let place = match place {
                        Elsewhere::Country(_) => keys.land(stay[0]).unwrap_or_default().to_owned(),
                        Elsewhere::Money(currency) => currency.code().to_owned(),
                        Elsewhere::Town(town) => keys.town(town).to_owned(),
                    };
                    trips.push((Trip { place, first, last }, stay.iter().map(|row| row.day).collect()));
                }
            }
        }
        trips.sort_by(|(a, _), (b, _)| (a.first, a.last, &a.place).cmp(&(b.first, b.last, &b.place)));
        let mut by_day = HashMap::default();
        for (at, (trip, days)) in trips.iter().enumerate() {
            for day in trip.first - shape.margin_days..=trip.last + shape.margin_days {
                if within(days, day - shape.days, day + shape.days) >= shape.charges {
                    by_day.entry(day).or_insert(at);
                }
            }
        }
        Self { list: trips.into_iter().map(|(trip, _)| trip).collect(), by_day }
    }

    /// The facts of a charge on this day; `at_home` when somebody stood in a shop at home.
    pub(super) fn fill(&self, day: i32, at_home: bool, values: &mut Values) {
        let trip = self.by_day.get(&day).filter(|_| !at_home).map(|at| &self.list[*at]);
        let date = |day: i32| NaiveDate::from_num_days_from_ce_opt(day).map(|date| date.to_string());
        values.trip_around = Some(trip.is_some());
        values.trip_place_around = trip.map(|trip| trip.place.clone());
        values.trip_from_around = trip.and_then(|trip| date(trip.first));
        values.trip_to_around = trip.and_then(|trip| date(trip.last));
    }
}

/// Whether something speaks for a stay elsewhere, and nothing at home against it.
fn is_explained(keys: &Keys<'_>, presence: &Presence<'_>, shape: &TripShape, stay: &[&Row], bookings: &[i32]) -> bool {
    let (first, last) = (stay[0].day, stay[stay.len() - 1].day);
    let cards: BTreeSet<usize> = stay.iter().map(|row| keys.card(row)).collect();
    let (home, usual) = presence.at_home(&cards, first, last);
    let goes_on = home >= shape.parallel_charges && home * 100 > usual * shape.parallel_percent;
    let quiet = usual >= shape.usual_charges && home * 100 <= usual * shape.quiet_percent;
    let rides = |row: &&Row| keys.class(row).is_some_and(|class| shape.ride.iter().any(|known| known == class));
    !goes_on && (quiet || within(bookings, first - shape.booking_days, last) > 0 || stay.iter().any(rides))
}
