//! Which column is what: by its name where known layouts use that name, by its content otherwise, and by what columns
//! prove together.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::names::{Names, Role};
use super::shape::{Shape, is_amount, is_text};
use super::{DateFinder, Guess, Part, Settings, Why};
use crate::money::{Currencies, parse_amount};
use crate::statement::format::{PurchaseSign, Side, compile};

/// How the file says what a row moves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Money {
    /// One column with a sign.
    Signed(usize),
    /// One column without sign, and one whose words say debit or credit.
    Flagged(usize, usize),
    /// A column for each side.
    Paired { debit: usize, credit: usize },
}

/// A running balance that moves by the amounts.
#[derive(Debug, Clone, Copy)]
pub(super) struct Balance {
    /// The sign of a purchase, where the balance tells.
    pub(super) purchase: Option<PurchaseSign>,
}

/// What the columns are.
#[derive(Debug)]
pub(super) struct Assigned {
    pub(super) transaction_date: Option<usize>,
    pub(super) posting_date: Option<usize>,
    pub(super) descriptor: Vec<usize>,
    pub(super) money: Money,
    /// What comes on top of the amount.
    pub(super) fee: Option<usize>,
    pub(super) currency: Option<usize>,
    pub(super) foreign_amount: Option<usize>,
    pub(super) foreign_currency: Option<usize>,
    pub(super) card: Option<usize>,
    pub(super) reference: Option<usize>,
    pub(super) status: Option<usize>,
    /// A running balance that confirms the amounts.
    pub(super) balance: Option<Balance>,
    pub(super) guesses: Vec<Guess>,
}

struct Columns<'a> {
    shape: &'a Shape,
    names: &'a Names,
    settings: &'a Settings,
    decimal: char,
    roles: Vec<Option<Role>>,
    dates: Vec<Option<String>>,
    guesses: Vec<Guess>,
}

/// Tells the columns of a table apart; `None` where date, text or amount cannot be found.
pub(super) fn assign(
    shape: &Shape,
    names: &Names,
    settings: &Settings,
    currencies: &Currencies,
    decimal: char,
) -> Option<Assigned> {
    let finder = DateFinder::new(settings);
    let dates = (0..shape.width).map(|at| finder.pattern(shape.column(at))).collect();
    let foreign = if settings.foreign.is_empty() { None } else { compile(&settings.foreign).ok() };
    let role_abroad = |at| if shape.column(at).all(is_amount) { Role::ForeignAmount } else { Role::ForeignCurrency };
    let abroad = |at| foreign.as_ref()?.is_match(shape.name(at)).then(|| role_abroad(at));
    let roles = (0..shape.width).map(|at| names.role(shape.name(at)).or_else(|| abroad(at))).collect();
    let mut columns = Columns { shape, names, settings, decimal, roles, dates, guesses: Vec::new() };
    let (transaction_date, posting_date) = columns.days(&finder)?;
    let (money, balance) = columns.money()?;
    let is_code = |cell: &str| cell.len() == 3 && currencies.known(cell).is_some();
    let foreign_amount = columns.named(Role::ForeignAmount, is_amount);
    let foreign_currency = columns.named(Role::ForeignCurrency, is_code);
    // Beside two amounts nothing tells which of them a single currency is of.
    let tells = foreign_amount.is_none() || foreign_currency.is_some();
    let currency = columns.by_content(Role::Currency, is_code).filter(|_| tells);
    if let Some(at) = currency {
        let named = columns.roles[at] == Some(Role::Currency);
        columns.guess(Part::Currency, at, if named { Why::Name } else { Why::Content });
    }
    let descriptor = columns.descriptor(&money, currency)?;
    let status = columns.named(Role::Status, |cell| names.statuses.contains_key(&cell.to_lowercase()));
    let fee = columns.named(Role::Fee, is_amount);
    let card = columns.named(Role::Card, |cell| cell.chars().filter(char::is_ascii_digit).count() >= 4);
    let reference = columns.named(Role::Reference, |_| true);
    let guesses = columns.guesses;
    Some(Assigned {
        transaction_date,
        posting_date,
        descriptor,
        money,
        fee,
        currency,
        foreign_amount,
        foreign_currency,
        card,
        reference,
        status,
        balance,
        guesses,
    })
}

impl Columns<'_> {
    fn guess(&mut self, what: Part, at: usize, why: Why) {
        let name = self.shape.name(at);
        let value = if name.is_empty() { (at + 1).to_string() } else { name.to_owned() };
        self.guesses.push(Guess { what, value, why });
    }

    fn share(&self, at: usize, holds: impl Fn(&str) -> bool) -> Decimal {
        let (fit, all) =
            self.shape.column(at).fold((0, 0), |(fit, all), cell| (fit + usize::from(holds(cell)), all + 1));
        if all == 0 { Decimal::ZERO } else { Decimal::from(fit) / Decimal::from(all) }
    }

    /// The first column of this name whose every cell fits.
    fn named(&self, role: Role, fits: impl Fn(&str) -> bool) -> Option<usize> {
        let named = (0..self.shape.width).filter(|at| self.roles[*at] == Some(role));
        named.into_iter().find(|at| self.shape.column(*at).next().is_some() && self.shape.column(*at).all(&fits))
    }

    /// As [`Self::named`]; else the one column whose name is not known and whose every cell fits.
    fn by_content(&self, role: Role, fits: impl Fn(&str) -> bool) -> Option<usize> {
        self.named(role, &fits).or_else(|| {
            let filled =
                |at: &usize| self.roles[*at].is_none() && self.shape.column(*at).count() == self.shape.rows.len();
            let mut fitting = (0..self.shape.width).filter(filled).filter(|at| self.shape.column(*at).all(&fits));
            fitting.next().filter(|_| fitting.next().is_none())
        })
    }

    /// Transaction and posting date. Of two unnamed ones the earlier is the purchase's.
    fn days(&mut self, finder: &DateFinder<'_>) -> Option<(Option<usize>, Option<usize>)> {
        let filled = |at: &usize| self.shape.column(*at).count() * 2 > self.shape.rows.len();
        let dated: Vec<usize> = (0..self.shape.width).filter(|at| self.dates[*at].is_some()).filter(filled).collect();
        let of = |role| dated.iter().copied().find(|at| self.roles[*at] == Some(role));
        let (transaction, posting) = (of(Role::TransactionDate), of(Role::PostingDate));
        if transaction.is_some() || posting.is_some() {
            for (what, at) in [(Part::TransactionDate, transaction), (Part::PostingDate, posting)] {
                if let Some(at) = at {
                    self.guess(what, at, Why::Name);
                }
            }
            return Some((transaction, posting));
        }
        let unnamed: Vec<usize> = dated.into_iter().filter(|at| self.roles[*at] != Some(Role::Other)).collect();
        match unnamed.as_slice() {
            [] => None,
            [one] => {
                self.guess(Part::TransactionDate, *one, Why::Content);
                Some((Some(*one), None))
            }
            [one, other, ..] => {
                let (first, second) =
                    if self.mostly_earlier(*one, *other, finder) { (*one, *other) } else { (*other, *one) };
                self.guess(Part::TransactionDate, first, Why::Earlier);
                self.guess(Part::PostingDate, second, Why::Content);
                Some((Some(first), Some(second)))
            }
        }
    }

    fn mostly_earlier(&self, one: usize, other: usize, finder: &DateFinder<'_>) -> bool {
        let (Some(own), Some(others)) = (&self.dates[one], &self.dates[other]) else { return true };
        let days = |at: usize, pattern: &str| -> Vec<Option<NaiveDate>> {
            self.shape.rows.iter().map(|row| finder.day(row.get(at).map_or("", String::as_str), pattern)).collect()
        };
        let later = days(one, own).into_iter().zip(days(other, others)).filter(|(a, b)| a > b && b.is_some()).count();
        later * 2 <= self.shape.rows.len()
    }

    fn value(&self, row: &[String], at: usize) -> Option<Decimal> {
        row.get(at).and_then(|cell| parse_amount(cell, self.decimal))
    }

    /// Whether a column may hold amounts: not dates, not long numbers of something.
    fn may_be_money(&self, at: usize) -> bool {
        let whole = |cell: &str| {
            cell.bytes().all(|byte| byte.is_ascii_digit())
                && (cell.len() > self.settings.longest_whole || cell.starts_with('0') && cell.len() > 1)
        };
        self.dates[at].is_none()
            && self.roles[at] != Some(Role::ForeignAmount)
            && self.share(at, is_amount) >= self.settings.amount_share
            && !self.shape.column(at).any(whole)
    }

    fn money(&mut self) -> Option<(Money, Option<Balance>)> {
        let candidates: Vec<usize> = (0..self.shape.width).filter(|at| self.may_be_money(*at)).collect();
        let of = |role| candidates.iter().copied().find(|at| self.roles[*at] == Some(role));
        if let (Some(debit), Some(credit)) = (of(Role::Debit), of(Role::Credit)) {
            self.guess(Part::Debit, debit, Why::Name);
            self.guess(Part::Credit, credit, Why::Name);
            return Some((Money::Paired { debit, credit }, None));
        }
        let proof = self.proof(&candidates);
        if let Some(Proof::Pair { debit, credit }) = proof {
            self.guess(Part::Debit, debit, Why::Balance);
            self.guess(Part::Credit, credit, Why::Balance);
            return Some((Money::Paired { debit, credit }, Some(Balance { purchase: None })));
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
        let flag = (0..self.shape.width).find(|flag| {
            let words: std::collections::BTreeSet<String> = self.shape.column(*flag).map(str::to_lowercase).collect();
            let sides: Vec<Option<&Side>> = words.iter().map(|word| self.names.flags.get(word)).collect();
            self.shape.column(*flag).count() == self.shape.rows.len()
                && !words.is_empty()
                && sides.iter().all(Option::is_some)
                && (self.roles[*flag] == Some(Role::Flag) || words.len() == 2)
        });
        let unsigned = self.shape.rows.iter().filter_map(|row| self.value(row, at)).all(|v| !v.is_sign_negative());
        if let (Some(flag), true) = (flag, unsigned) {
            self.guess(Part::Flag, flag, Why::Content);
            return Some((Money::Flagged(at, flag), None));
        }
        let balance = proven.filter(|(amount, _)| *amount == at).map(|(_, balance)| balance);
        Some((Money::Signed(at), balance))
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

    /// The texts that name the merchant: by name; else the text column with the most different and longest texts.
    fn descriptor(&mut self, money: &Money, currency: Option<usize>) -> Option<Vec<usize>> {
        let of_money = |at: &usize| match money {
            Money::Signed(amount) => at == amount,
            Money::Flagged(amount, flag) => at == amount || at == flag,
            Money::Paired { debit, credit } => at == debit || at == credit,
        };
        let taken = |at: &usize| of_money(at) || currency == Some(*at);
        let half = Decimal::new(5, 1);
        let texts: Vec<usize> = (0..self.shape.width)
            .filter(|at| !taken(at) && self.dates[*at].is_none() && self.share(*at, is_text) > half)
            .collect();
        let named: Vec<usize> =
            texts.iter().copied().filter(|at| self.roles[*at] == Some(Role::Descriptor)).take(2).collect();
        if let Some(first) = named.first() {
            self.guess(Part::Descriptor, *first, Why::Name);
            return Some(named);
        }
        let weight = |at: &usize| {
            let distinct: std::collections::BTreeSet<&str> = self.shape.column(*at).collect();
            let letters: usize = distinct.iter().map(|cell| cell.chars().count()).sum();
            (self.roles[*at] != Some(Role::Other), letters)
        };
        let best = texts.into_iter().max_by_key(weight)?;
        self.guess(Part::Descriptor, best, Why::Content);
        Some(vec![best])
    }
}

/// What a running balance proves.
enum Proof {
    Signed { amount: usize, purchase: Option<PurchaseSign> },
    Pair { debit: usize, credit: usize },
}
