//! Within what bounds a weight is fitted.

/// What a weight may be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Bound {
    /// Anything.
    Free,
    /// This, and not fitted.
    Given(f64),
    /// On its author's side, and at least a fifth of that guess: a rule whose reason is shown to people never counts for
    /// the opposite, and never for nothing.
    Guess(f64),
    /// That of a rule, or quieter: what silences a rule never says more than the rule does.
    Quieter(usize),
    /// Nothing, or less: what explains a charge never speaks against it.
    Calming,
}
