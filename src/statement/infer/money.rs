//! Which columns say what a row moves, and on which side.

use rust_decimal::Decimal;

use super::columns::Columns;
use super::names::Role;
use super::shape::is_amount;
use super::{Part, Why};
use crate::statement::format::{PurchaseSign, Side};

/// How the file says what a row moves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Money {
    /// One column with a sign.
    Signed(usize),
    /// One column without sign, and one whose words say debit or credit.
    Flagged(usize, usize),
    /// A column for each side; whether it is known which is which.
    Paired { debit: usize, credit: usize, told: bool },
}

/// A running balance that moves by the amounts.
#[derive(Debug, Clone, Copy)]
pub(super) struct Balance {
    /// The sign of a purchase, where the balance tells.
    pub(super) purchase: Option<PurchaseSign>,
}

impl Columns<'_> {
    /// Whether a column may hold amounts: not dates, not long numbers of something.
    pub(super) fn may_be_money(&self, at: usize) -> bool {
        let whole = |cell: &str| {
            cell.bytes().all(|byte| byte.is_ascii_digit())
                && (cell.len() > self.settings.longest_whole || cell.starts_with('0') && cell.len() > 1)
        };
        self.dates[at].is_none()
            && self.roles[at] != Some(Role::ForeignAmount)
            && self.share(at, is_amount) >= self.settings.amount_share
            && !self.shape.column(at).any(whole)
            && !self.repeats_a_number(at)
    }

    /// Whether every one of several rows has the same whole number here, such as that of the account.
    fn repeats_a_number(&self, at: usize) -> bool {
        let mut cells = self.shape.column(at);
        let first = cells.next().filter(|cell| cell.bytes().all(|byte| byte.is_ascii_digit()));
        let rows = self.shape.rows.len();
        first.is_some_and(|first| rows > 2 && self.shape.column(at).count() == rows && cells.all(|cell| cell == first))
    }

    pub(super) fn money(&mut self) -> Option<(Money, Option<Balance>)> {
        let candidates: Vec<usize> = (0..self.shape.width).filter(|at| self.may_be_money(*at)).collect();
        let of = |role| candidates.iter().copied().find(|at| self.roles[*at] == Some(role));
        let proof = self.proof(&candidates);
        if let (Some(debit), Some(credit)) = (of(Role::Debit), of(Role::Credit)) {
            self.guess(Part::Debit, debit, Why::Name);
            self.guess(Part::Credit, credit, Why::Name);
            // A balance that the debits lower is owned.
            let owned = matches!(proof, Some(Proof::Pair { debit: lowers, credit: raises }) if (lowers, raises) == (debit, credit));
            return Some((Money::Paired { debit, credit, told: true }, owned.then_some(Balance { purchase: None })));
        }
        if let Some(Proof::Pair { debit, credit }) = proof {
            self.guess(Part::Debit, debit, Why::Balance);
            self.guess(Part::Credit, credit, Why::Balance);
            return Some((Money::Paired { debit, credit, told: true }, Some(Balance { purchase: None })));
        }
        if let Some((debit, credit)) = self.halves(&candidates).filter(|_| proof.is_none()) {
            self.guess(Part::Debit, debit, Why::Content);
            self.guess(Part::Credit, credit, Why::Content);
            return Some((Money::Paired { debit, credit, told: false }, None));
        }
        let proven = match proof {
            Some(Proof::Signed { amount, purchase }) => Some((amount, Balance { purchase })),
            Some(Proof::Pair { .. }) | None => None,
        };
        let moves = |at: &usize| {
            let moving =
                self.shape.rows.iter().filter(|row| self.value(row, *at).is_some_and(|v| !v.is_zero())).count();
            moving * 2 > self.shape.rows.len()
        };
        let moving: Vec<usize> = candidates.iter().copied().filter(moves).collect();
        let named = moving.iter().copied().find(|at| self.roles[*at] == Some(Role::Amount));
        let (at, why) = match (named, proven) {
            (Some(at), Some((amount, _))) if at == amount => (at, Why::Balance),
            (Some(at), _) => (at, Why::Name),
            (None, Some((amount, _))) => (amount, Why::Balance),
            (None, None) => {
                let unnamed: Vec<usize> =
                    moving.iter().copied().filter(|at| self.roles[*at] != Some(Role::Other)).collect();
                let [one] = unnamed.as_slice() else { return None };
                (*one, Why::Content)
            }
        };
        self.guess(Part::Amount, at, why);
        let unsigned = self.shape.rows.iter().filter_map(|row| self.value(row, at)).all(|v| !v.is_sign_negative());
        if let Some(flag) = self.flag().filter(|_| unsigned) {
            self.guess(Part::Flag, flag, Why::Content);
            return Some((Money::Flagged(at, flag), None));
        }
        let balance = proven.filter(|(amount, _)| *amount == at).map(|(_, balance)| balance);
        Some((Money::Signed(at), balance))
    }

    /// The column whose words say on which side the row lies: both sides are among them, and few other words.
    fn flag(&self) -> Option<usize> {
        let side = |cell: &str| self.names.flags.get(&cell.to_lowercase());
        (0..self.shape.width).find(|at| {
            let (debits, credits, unknown) =
                self.shape.column(*at).fold((0, 0, 0), |(debits, credits, unknown), cell| match side(cell) {
                    Some(Side::Debit) => (debits + 1, credits, unknown),
                    Some(Side::Credit) => (debits, credits + 1, unknown),
                    None => (debits, credits, unknown + 1),
                });
            let rows = debits + credits + unknown;
            let tells = if self.roles[*at] == Some(Role::Flag) { unknown == 0 } else { debits > 0 && credits > 0 };
            rows == self.shape.rows.len()
                && rows > 0
                && tells
                && Decimal::from(unknown) <= self.settings.rejected_share * Decimal::from(rows)
        })
    }

    /// Columns that a running balance proves to be the amounts: from row to row it changes by the amount of one of them,
    /// whether the newest row stands last or first.
    fn proof(&self, candidates: &[usize]) -> Option<Proof> {
        for balance in candidates.iter().rev() {
            let balances: Option<Vec<Decimal>> = self.shape.rows.iter().map(|row| self.value(row, *balance)).collect();
            let Some(balances) = balances.filter(|all| all.len() >= 4) else { continue };
            for amount in candidates.iter().filter(|at| *at != balance) {
                let amounts: Vec<Decimal> =
                    self.shape.rows.iter().map(|row| self.value(row, *amount).unwrap_or_default()).collect();
                if self.confirms(&balances, &amounts) {
                    let negative = amounts.iter().filter(|v| v.is_sign_negative() && !v.is_zero()).count();
                    let all = Decimal::from(amounts.len());
                    let share = Decimal::from(negative) / all;
                    // A balance that rises with most rows may be owed or owned: it does not tell which.
                    let purchase = (share >= self.settings.majority_share).then_some(PurchaseSign::Negative);
                    return Some(Proof::Signed { amount: *amount, purchase });
                }
                let turned: Vec<Decimal> = amounts.iter().map(|amount| -amount).collect();
                if self.confirms(&balances, &turned) {
                    // Money that leaves lowers what is owned; money that is owed rises by what is taken from it.
                    let positive = amounts.iter().filter(|v| v.is_sign_positive() && !v.is_zero()).count();
                    let most = positive * 2 >= amounts.len();
                    let purchase = if most { PurchaseSign::Positive } else { PurchaseSign::Negative };
                    return Some(Proof::Signed { amount: *amount, purchase: Some(purchase) });
                }
                for other in candidates.iter().filter(|at| *at != balance && *at != amount) {
                    if !self.exclude_each_other(*amount, *other) {
                        continue;
                    }
                    let moves: Vec<Decimal> = self
                        .shape
                        .rows
                        .iter()
                        .map(|row| {
                            let side = |at| self.value(row, at).unwrap_or_default().abs();
                            side(*other) - side(*amount)
                        })
                        .collect();
                    if self.confirms(&balances, &moves) {
                        return Some(Proof::Pair { debit: *amount, credit: *other });
                    }
                }
            }
        }
        None
    }

    /// The two columns, where there are no more that may be amounts, of which every row fills one alone, the fuller first;
    /// both of negative numbers they are amounts in two currencies.
    fn halves(&self, candidates: &[usize]) -> Option<(usize, usize)> {
        let free: Vec<usize> = candidates.iter().copied().filter(|at| self.roles[*at] != Some(Role::Other)).collect();
        let values = |at: usize| self.shape.rows.iter().filter_map(move |row| self.value(row, at));
        let filled = |at: usize| values(at).filter(|value| !value.is_zero()).count();
        let negative = |at: usize| values(at).any(|value| value.is_sign_negative() && !value.is_zero());
        let [one, other] = free[..] else { return None };
        let (ones, others) = (filled(one), filled(other));
        let halves = ones > 0
            && others > 0
            && ones + others == self.shape.rows.len()
            && self.exclude_each_other(one, other)
            && !(negative(one) && negative(other));
        if !halves {
            return None;
        }
        Some(if filled(other) > filled(one) { (other, one) } else { (one, other) })
    }

    /// Whether no row holds something in both columns.
    fn exclude_each_other(&self, one: usize, other: usize) -> bool {
        let filled = |row: &[String], at| self.value(row, at).is_some_and(|value| !value.is_zero());
        !self.shape.rows.iter().any(|row| filled(row, one) && filled(row, other))
    }

    /// Whether a balance moves by these amounts from row to row, the newest row last or first.
    fn confirms(&self, balances: &[Decimal], moves: &[Decimal]) -> bool {
        let share = |moved_at: usize, turn: Decimal| {
            let steps = balances.windows(2).zip(moves.windows(2)).filter(|(_, moved)| !moved[moved_at].is_zero());
            let (agree, all) = steps.fold((0, 0), |(agree, all), (balance, moved)| {
                (agree + usize::from((balance[1] - balance[0]) * turn == moved[moved_at]), all + 1)
            });
            all >= 3 && Decimal::from(agree) >= self.settings.balance_share * Decimal::from(all)
        };
        share(1, Decimal::ONE) || share(0, Decimal::NEGATIVE_ONE)
    }
}

/// What a running balance proves.
enum Proof {
    Signed { amount: usize, purchase: Option<PurchaseSign> },
    Pair { debit: usize, credit: usize },
}
