//! Trips: charges elsewhere that a booking, a ride or silence at home explains.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use foldhash::HashMap;

use super::keys::{Keys, Row};
use super::presence::{Elsewhere, Presence};
use super::{BETWEEN_PLACES, TripShape, Values, within};

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

/// A charge elsewhere, and where.
type Away<'a> = (Elsewhere, &'a Row);

impl Trips {
    /// The trips in all charges of a household, in order of day.
    pub(super) fn of(keys: &Keys<'_>, presence: &Presence<'_>, shape: &TripShape, rows: &[Row]) -> Self {
        let away: Vec<Away<'_>> = rows.iter().filter_map(|row| Some((presence.elsewhere(row)?, row))).collect();
        let bookings: Vec<i32> =
            rows.iter().filter(|row| keys.class(row) == Some(&shape.class)).map(|row| row.day).collect();
        let mut trips: Vec<(bool, Trip, Vec<i32>)> = Vec::new();
        let mut add = |journey: bool, charges: &[Away<'_>]| {
            let fewest = if journey { shape.journey_charges } else { shape.charges };
            for stay in charges.chunk_by(|(_, a), (_, b)| b.day - a.day <= shape.days) {
                if stay.len() >= fewest && is_explained(keys, presence, shape, stay, &bookings) {
                    let days: Vec<i32> = stay.iter().map(|(_, row)| row.day).collect();
                    let (first, last) = (days[0], days[days.len() - 1]);
                    trips.push((journey, Trip { place: places(keys, shape, stay), first, last }, days));
                }
            }
        };
        let mut by_place: BTreeMap<Elsewhere, Vec<Away<'_>>> = BTreeMap::new();
        for there in &away {
            by_place.entry(there.0).or_default().push(*there);
        }
        by_place.values().for_each(|there| add(false, there));
        let (towns, abroad): (Vec<_>, Vec<_>) = away.iter().partition(|(place, _)| matches!(place, Elsewhere::Town(_)));
        add(true, &towns);
        add(true, &abroad);
        // The days of a stay in one place are that stay's.
        trips.sort_by(|(a_journey, a, _), (b_journey, b, _)| {
            (a_journey, a.first, a.last, &a.place).cmp(&(b_journey, b.first, b.last, &b.place))
        });
        let mut by_day = HashMap::default();
        for (at, (_, trip, days)) in trips.iter().enumerate() {
            for day in trip.first - shape.margin_days..=trip.last + shape.margin_days {
                if within(days, day - shape.days, day + shape.days) >= shape.charges {
                    by_day.entry(day).or_insert(at);
                }
            }
        }
        Self { list: trips.into_iter().map(|(_, trip, _)| trip).collect(), by_day }
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

/// Where a trip goes: the places with most charges.
fn places(keys: &Keys<'_>, shape: &TripShape, stay: &[Away<'_>]) -> String {
    let mut charges: BTreeMap<&str, usize> = BTreeMap::new();
    for (place, row) in stay {
        let name = match place {
            Elsewhere::Country(_) => keys.land(row).unwrap_or_default(),
            Elsewhere::Money(currency) => currency.code(),
            Elsewhere::Town(town) => keys.town(*town),
        };
        *charges.entry(name).or_default() += 1;
    }
    let mut names: Vec<(&str, usize)> = charges.into_iter().collect();
    names.sort_by_key(|(_, charges)| Reverse(*charges));
    let names: Vec<&str> = names.into_iter().take(shape.places).map(|(name, _)| name).collect();
    names.join(BETWEEN_PLACES)
}

/// Whether something speaks for a stay elsewhere, and nothing at home against it.
fn is_explained(
    keys: &Keys<'_>,
    presence: &Presence<'_>,
    shape: &TripShape,
    stay: &[Away<'_>],
    bookings: &[i32],
) -> bool {
    let (first, last) = (stay[0].1.day, stay[stay.len() - 1].1.day);
    let cards: BTreeSet<usize> = stay.iter().map(|(_, row)| keys.card(row)).collect();
    let (home, usual) = presence.at_home(&cards, first, last);
    let goes_on = home >= shape.parallel_charges && home * 100 > usual * shape.parallel_percent;
    let quiet = usual >= shape.usual_charges && home * 100 <= usual * shape.quiet_percent;
    let rides =
        |(_, row): &Away<'_>| keys.class(row).is_some_and(|class| shape.ride.iter().any(|known| known == class));
    !goes_on && (quiet || within(bookings, first - shape.booking_days, last) > 0 || stay.iter().any(rides))
}
