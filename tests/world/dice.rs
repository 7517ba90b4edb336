//! Chance: one stream of numbers for each holder, the same for the same seed on every machine.

use rand::{Rng, RngCore, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// The dice of one holder.
pub struct Dice(ChaCha8Rng);

impl Dice {
    /// Dice that depend on the seed of the world and the number of the holder alone.
    pub fn new(seed: u64, holder: u64) -> Self {
        let mut key = [0; 32];
        key[..8].copy_from_slice(&seed.to_le_bytes());
        key[8..16].copy_from_slice(&holder.to_le_bytes());
        Self(ChaCha8Rng::from_seed(key))
    }

    /// Any whole number.
    pub fn any(&mut self) -> u64 {
        self.0.next_u64()
    }

    /// From 0 up to, not including, 1.
    pub fn unit(&mut self) -> f64 {
        self.0.random::<f64>()
    }

    /// True as often as the chance says.
    pub fn chance(&mut self, chance: f64) -> bool {
        self.unit() < chance
    }

    /// A place in a list of `len`.
    pub fn below(&mut self, len: usize) -> usize {
        self.0.random_range(0..len.max(1))
    }

    /// A whole number, both ends included.
    pub fn between(&mut self, low: i32, high: i32) -> i32 {
        self.0.random_range(low..=high.max(low))
    }

    /// A number between two, evenly.
    pub fn within(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.unit()
    }

    /// A number between two, evenly in its logarithm.
    pub fn log_within(&mut self, low: f64, high: f64) -> f64 {
        self.within(low.ln(), high.ln()).exp()
    }

    /// One of a list.
    pub fn pick<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }

    /// One of the words of a text.
    pub fn word<'a>(&mut self, words: &'a str) -> &'a str {
        let at = self.below(words.split_whitespace().count());
        words.split_whitespace().nth(at).unwrap_or(words)
    }

    /// A place in a list of weights.
    pub fn weighted(&mut self, weights: impl Iterator<Item = f64> + Clone) -> usize {
        let total: f64 = weights.clone().sum();
        let mut rest = self.unit() * total;
        let mut last = 0;
        for (at, weight) in weights.enumerate() {
            last = at;
            rest -= weight;
            if rest < 0.0 {
                break;
            }
        }
        last
    }

    /// From the normal curve, by Box and Muller.
    pub fn normal(&mut self) -> f64 {
        let radius = (-2.0 * (1.0 - self.unit()).ln()).sqrt();
        radius * (std::f64::consts::TAU * self.unit()).cos()
    }

    /// A number whose logarithm is normal around that of the median.
    pub fn spread(&mut self, median: f64, sigma: f64) -> f64 {
        median * (sigma * self.normal().clamp(-3.2, 3.2)).exp()
    }

    /// How often something happens that happens `mean` times on average; `mean` stays small.
    pub fn count(&mut self, mean: f64) -> usize {
        let floor = (-mean).exp();
        let mut product = self.unit();
        let mut times = 0;
        while product > floor {
            product *= self.unit();
            times += 1;
        }
        times
    }
}
