//! The statistics of amounts, and the only floats of the program.
#![expect(clippy::float_arithmetic, reason = "ln of amounts, shares and ratios: statistics, never money")]

use super::SpreadMeasure;

/// The part of a whole that is not empty, 0 to 1.
pub(super) fn share(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}

/// One amount in terms of another, positive one.
pub(super) fn ratio(amount: i128, of: i128) -> f64 {
    amount as f64 / of.max(1) as f64
}

/// The usual amount at a merchant and how far amounts lie from it, on the scale of ln(amount), where a doubling weighs
/// the same for coffee and for furniture.
#[derive(Debug, Clone, Copy)]
pub(super) struct Spread {
    median: f64,
    scale: f64,
}

impl Spread {
    /// Median and scaled median absolute deviation of amounts, of which there is at least one.
    pub(super) fn of(amounts: &[i64], measure: &SpreadMeasure) -> Self {
        let logs: Vec<f64> = amounts.iter().map(|amount| ln(*amount)).collect();
        let median = median(logs.clone());
        let deviation = self::median(logs.into_iter().map(|log| (log - median).abs()).collect());
        Self { median, scale: (measure.sigma * deviation).max(measure.floor) }
    }

    /// Robust standard deviations between an amount and the median.
    pub(super) fn z(&self, amount: i64) -> f64 {
        (ln(amount) - self.median) / self.scale
    }
}

/// The natural logarithm of an amount in ten-thousandths; only differences of it mean anything.
fn ln(amount: i64) -> f64 {
    (amount.max(1) as f64).ln()
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    let half = values.len() / 2;
    if values.len() % 2 == 1 { values[half] } else { (values[half - 1] + values[half]) / 2.0 }
}
