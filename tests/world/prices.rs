//! What things cost, and how prices end.

use crate::holder::Holder;
use crate::words::Ending;

impl Holder<'_> {
    /// Minor units in one unit of the card's currency.
    pub fn unit(&self) -> f64 {
        if self.country.currency == "JPY" { 1.0 } else { 100.0 }
    }

    /// An amount as a price list says it, in minor units.
    pub fn listed(&self, price: f64) -> i64 {
        (price * self.unit()).round() as i64
    }

    /// Dollars as an amount of the card's currency, ending as prices of a kind end.
    pub fn price(&mut self, dollars: f64, ending: Ending) -> i64 {
        let local = dollars * self.country.rate;
        if self.country.currency == "JPY" {
            let yen = local.max(1.0) as i64;
            let step = match ending {
                Ending::Menu | Ending::Fare => 10,
                Ending::Whole => 100,
                Ending::Round if yen < 3000 => 500,
                Ending::Round => 1000,
                Ending::Shelf if self.dice.chance(0.25) => 100,
                Ending::Shelf | Ending::Cents => 1,
            };
            let yen = (yen / step).max(1) * step;
            let under = ending == Ending::Shelf && step == 100 && self.dice.chance(0.5);
            return if under { (yen - 20).max(80) } else { yen };
        }
        let cents = (local * 100.0).max(1.0) as i64;
        let up = |step: i64| ((cents + step / 2) / step).max(1) * step;
        match ending {
            Ending::Cents => cents,
            Ending::Menu => up(5),
            Ending::Fare => up(if cents < 300 { 5 } else { 25 }),
            Ending::Whole => up(if cents < 1000 { 50 } else { 100 }),
            Ending::Round => up(match cents {
                ..2000 => 500,
                2000..8000 => 1000,
                8000.. => 2500,
            }),
            Ending::Shelf => match self.dice.below(4) {
                0 => up(100) - 1,
                1 => up(50),
                _ => cents,
            },
        }
    }

    /// What a visit to a merchant costs.
    pub fn cost(&mut self, at: usize) -> i64 {
        let merchant = &self.merchants[at];
        let Some(spec) = self.words.kinds.get(merchant.kind) else {
            let (median, sigma) = (merchant.median, merchant.sigma);
            let dollars = self.dice.spread(median, sigma);
            return self.price(dollars, Ending::Cents);
        };
        let again = if spec.ending == Ending::Fare { 0.85 } else { 0.5 };
        if !merchant.usual.is_empty() && self.dice.chance(again) {
            return *self.dice.pick(&merchant.usual);
        }
        let wealth = if spec.ending == Ending::Fare { 1.0 } else { self.wealth };
        let dollars = self.dice.spread(spec.median * merchant.median * wealth, merchant.sigma);
        self.price(dollars, spec.ending)
    }
}
