//! What is one for all holders of a world: its days, and its temper.

use crate::dice::Dice;

/// The days of the world, counted from its first one.
#[derive(Clone, Copy)]
pub struct Window {
    pub breach: i32,
    pub end: i32,
    /// Weekday of day 0 (Monday is 0), and day of the year.
    pub weekday: i32,
    pub yearday: i32,
}

impl Window {
    /// Monday is 0.
    pub fn weekday(&self, day: i32) -> i32 {
        (day + self.weekday).rem_euclid(7)
    }

    /// Day of a year of 365 days.
    pub fn yearday(&self, day: i32) -> i32 {
        (day + self.yearday).rem_euclid(365)
    }
}

/// What differs from world to world, so that no number is learnt that only one of them has.
#[derive(Clone, Copy)]
pub struct Temper {
    /// How readily holders try new places.
    pub fresh: f64,
    /// Share of unasked names that carry a word of their trade, and of all names on the web that do.
    pub worded: f64,
    pub common_words: f64,
    /// Share of unasked web charges from abroad.
    pub abroad: f64,
    /// Share of delays that are even over the months instead of soon after the breach.
    pub late: f64,
    /// How dear unasked charges are beside the usual.
    pub dear: f64,
    /// Share of unasked charges at a known shop that are at one on the web, where a card is stored.
    pub stored: f64,
    /// How often holders spend far more than usual at a known shop.
    pub splurge: f64,
    /// Share of small firms whose bills for advertisements are all alike, and the days between them.
    pub steady: f64,
    pub ads_gap: f64,
    /// How many advertise, beside the usual.
    pub firms: f64,
    /// How many subscriptions a holder begins in a year, beside those of old, and the share that begins with a trial.
    pub begun: f64,
    pub trials: f64,
    /// Share of charges on a trip that are at a place of the trip where the holder was before.
    pub returns: f64,
}

impl Temper {
    /// The temper of a world.
    pub fn new(dice: &mut Dice) -> Self {
        Self {
            fresh: dice.within(0.85, 1.15),
            worded: dice.within(0.3, 0.65),
            common_words: dice.within(0.08, 0.18),
            abroad: dice.within(0.12, 0.32),
            late: dice.within(0.15, 0.5),
            dear: dice.log_within(0.85, 1.6),
            stored: dice.within(0.35, 1.0),
            splurge: dice.log_within(0.6, 3.6),
            steady: dice.within(0.2, 0.8),
            ads_gap: dice.log_within(4.0, 16.0),
            firms: dice.log_within(0.6, 2.2),
            begun: dice.log_within(0.3, 4.0),
            trials: dice.within(0.2, 0.7),
            returns: dice.within(0.15, 0.6),
        }
    }
}
