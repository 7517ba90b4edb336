//! One row to one transaction.

use std::borrow::Cow;

use chrono::NaiveDate;
use foldhash::HashMap;
use rust_decimal::Decimal;

use super::cells::Cells;
use super::date_pattern::DatePattern;
use super::format::{Generation, PurchaseSign, Side, Source};
use super::head::is_blank;
use super::options::ReadOptions;
use super::parts::{Context, Pulled, installment, number, parse_date, serial_date, unguarded};
use super::plan::{Places, Plan, RowPlan, cell, folded};
use super::read::Tools;
use crate::location::Problem;
use crate::merchant::{Merchants, Wordings};
use crate::money::ten_thousandths;
use crate::text::{card_label, mask_card_numbers};
use crate::transaction::{DatePrecision, Kind, Status, Strings, Sym, Transaction};

/// Everything one row is read with.
pub(super) struct RowReader<'a> {
    pub(super) generation: &'a Generation,
    pub(super) plan: &'a Plan,
    pub(super) rule: Option<&'a RowPlan>,
    pub(super) cells: &'a Cells,
    pub(super) context: &'a Context,
    pub(super) options: &'a ReadOptions,
    pub(super) tools: Tools<'a>,
    pub(super) purchase: PurchaseSign,
    /// The date an undated row takes.
    pub(super) above: Option<NaiveDate>,
}

/// The issuer's wordings of the descriptors that have been read.
pub(super) type KnownWordings = HashMap<String, Wordings>;

/// A row that was read.
pub(super) struct RowRead {
    pub(super) transaction: Transaction,
    /// What should be said about it.
    pub(super) notices: Vec<Problem>,
    /// The side whose column the amount stands in, and whether with a minus.
    pub(super) printed: Option<(Side, bool)>,
}

impl RowReader<'_> {
    /// The transaction, and what should be said about it.
    ///
    /// # Errors
    /// `unreadable-date`, `missing-date`, `unreadable-amount`, `missing-amount`, `unreadable-flag`, `no-currency`,
    /// `other-currency`, `unreadable-text`, `too-precise`, `fraction-of-unit`, `surplus-cells`, `two-amounts`: the row
    /// cannot be read whole.
    pub(super) fn read(&self, line: u64, known: &mut KnownWordings, strings: &mut Strings) -> Result<RowRead, Problem> {
        self.refuse_surplus()?;
        let places = self.places();
        let pulled = self.pulled();
        let (transaction_date, posting_date, date_precision) = self.dates(places, &pulled)?;
        let descriptor = self.descriptor(places);
        if descriptor.contains('\u{fffd}') {
            return Err(Problem::new("unreadable-text").with("value", &descriptor));
        }
        let moved = self.amount(places)?;
        let amount = moved.amount;
        let amount = match pulled.part.as_deref().and_then(|part| self.number(part)) {
            Some(part) if amount.is_sign_negative() => -part.abs(),
            Some(part) => part.abs(),
            None => amount,
        };
        let amount = amount + self.fee(places)?;
        let currency = self.currency(places, &moved)?;
        let in_column = |problem: Problem| problem.with("value", amount).in_column(self.plan.column_name(moved.at));
        if ten_thousandths(amount).is_none() {
            return Err(in_column(Problem::new("too-precise").with("rule", self.decimal())));
        }
        if self.tools.currencies.digits(currency) == 0 && !amount.fract().is_zero() {
            return Err(in_column(Problem::new("fraction-of-unit").with("currency", currency)));
        }
        let printed_kind =
            places.kind.as_ref().and_then(|words| words.values.get(&*folded(self.cells, Some(words.at))).copied());
        let ruled_kind = self.rule.and_then(|rule| rule.kind);
        let kind = match ruled_kind.or(printed_kind) {
            Some(kind) => kind,
            None => {
                let merchants = self.tools.merchants;
                let wordings = match known.get(&descriptor) {
                    Some(wordings) => wordings,
                    None => known.entry(descriptor.clone()).or_insert_with(|| merchants.wordings(&descriptor)),
                };
                kind_by_wording(merchants, wordings, amount, self.source(places))
            }
        };
        let (status, mut notices) = self.status(places);
        let dates = places.transaction_date.iter().chain(&places.posting_date);
        if dates.into_iter().any(|at| serial_date(cell(self.cells, Some(*at))).is_some()) {
            notices.push(Problem::new("serial-date"));
        }
        let text = |at: Option<i64>| cell(self.cells, at);
        let foreign_amount = match text(places.foreign_amount) {
            printed if !printed.is_empty() => self.number(printed),
            _ => pulled.amount.and_then(|text| number(&text, pulled.decimal.unwrap_or(self.decimal()))),
        };
        let foreign_amount = foreign_amount.map(|amount| amount.abs());
        let foreign_currency =
            or_cell(pulled.currency, text(places.foreign_currency)).and_then(|text| self.tools.currencies.find(&text));
        let card = [text(places.card), pulled.card.as_deref().unwrap_or_default(), &self.context.card];
        let card = card.into_iter().find(|card| !card.is_empty()).map(card_label).unwrap_or_default();
        let card = self.options.card.as_ref().unwrap_or(&card);
        let holder = [text(places.holder), pulled.holder.as_deref().unwrap_or_default(), &self.context.holder];
        let holder = holder.into_iter().find(|holder| !holder.is_empty()).unwrap_or_default();
        let merchant = or_cell(pulled.merchant, text(places.merchant)).unwrap_or_default();
        let installment = installment(
            &or_cell(pulled.n, text(places.n)).unwrap_or_default(),
            &or_cell(pulled.m, text(places.m)).unwrap_or_default(),
        );
        let household = match cell(self.cells, places.household) {
            "" => self.options.household.as_deref().unwrap_or_default(),
            printed => printed,
        };
        let masked = mask_card_numbers(household);
        if masked != household {
            notices.push(Problem::new("household-number"));
        }
        let household = strings.intern(&masked);
        let mut keep = |text: &str| strings.intern(&mask_card_numbers(text));
        let transaction = Transaction {
            line,
            household,
            card: keep(card),
            transaction_date,
            posting_date,
            date_precision,
            descriptor: keep(&descriptor),
            merchant: keep(&merchant),
            amount,
            currency,
            kind,
            kind_printed: printed_kind.is_some() && ruled_kind.is_none(),
            status,
            foreign_amount,
            foreign_currency,
            country: keep(&or_cell(pulled.country, text(places.country)).unwrap_or_default()),
            installment,
            reference: keep(
                &or_cell(pulled.reference, unguarded(cell(self.cells, places.reference))).unwrap_or_default(),
            ),
            holder: keep(holder),
            billed: self.billed(places, amount),
            extra: self.extra(&mut keep),
        };
        Ok(RowRead { transaction, notices, printed: moved.printed })
    }

    fn places(&self) -> &Places {
        self.rule.and_then(|rule| rule.places.as_ref()).unwrap_or(&self.plan.places)
    }

    /// Whether no year stands in the row or above it, so that its date is in the one that the user said.
    pub(super) fn is_of_year_said(&self) -> bool {
        let reads = |columns: &[i64]| {
            parse_date(&self.date_text(columns), &self.plan.column_dates, None, self.tools.months).is_some()
        };
        let places = self.places();
        self.options.year.is_some()
            && self.context.date.is_none()
            && !reads(&places.transaction_date)
            && !reads(&places.posting_date)
    }

    /// What the row is of: the file's own source, unless a column says otherwise.
    fn source(&self, places: &Places) -> Source {
        let printed = places.source.as_ref().and_then(|words| words.values.get(&*folded(self.cells, Some(words.at))));
        printed.copied().unwrap_or(self.generation.source)
    }

    /// A text with a delimiter that should have been quoted moves all cells behind it, and a number would be taken from the
    /// wrong one.
    fn refuse_surplus(&self) -> Result<(), Problem> {
        let named = self.plan.header.len();
        if named == 0 || is_blank(self.cells.iter().skip(named)) {
            return Ok(());
        }
        Err(Problem::new("surplus-cells").with("found", self.cells.len()).with("named", named))
    }

    fn pulled(&self) -> Pulled {
        let mut pulled = Pulled::default();
        for pull in self.rule.map_or(&[][..], |rule| &rule.pulls).iter().chain(&self.plan.pulls) {
            pulled.take(pull, self.cells);
        }
        pulled
    }

    fn dates(
        &self,
        places: &Places,
        pulled: &Pulled,
    ) -> Result<(Option<NaiveDate>, Option<NaiveDate>, DatePrecision), Problem> {
        let posting = self.date(&places.posting_date, "posting", None)?;
        let posted = posting.map(|(date, _)| date);
        let transaction = match self.date(&places.transaction_date, "transaction", posted)? {
            Some(date) => Some(date),
            None => match &pulled.date {
                Some(text) => {
                    let year = posted.or(self.context.date);
                    parse_date(text, &self.plan.dates, year.or(self.options.year_end()), self.tools.months)
                }
                None => None,
            },
        };
        let transaction = match (transaction, posting) {
            (None, None) => Some((self.above.ok_or_else(|| Problem::new("missing-date"))?, DatePrecision::Day)),
            (transaction, _) => transaction,
        };
        let printed_month = folded(self.cells, places.date_precision) == "month";
        let precision = match transaction.or(posting) {
            Some((_, precision)) if !printed_month => precision,
            _ => DatePrecision::Month,
        };
        Ok((transaction.map(|(date, _)| date), posted, precision))
    }

    fn date_text(&self, columns: &[i64]) -> Cow<'_, str> {
        match columns {
            [at] => folded(self.cells, Some(*at)),
            several => several.iter().map(|at| folded(self.cells, Some(*at))).collect::<Vec<_>>().join(" ").into(),
        }
    }

    fn date(
        &self,
        columns: &[i64],
        which: &'static str,
        posted: Option<NaiveDate>,
    ) -> Result<Option<(NaiveDate, DatePrecision)>, Problem> {
        let text = self.date_text(columns);
        if text.trim().is_empty() {
            return Ok(None);
        }
        if let Some(date) = serial_date(&text) {
            return Ok(Some((date, DatePrecision::Day)));
        }
        let until = posted.or(self.context.date).or(self.options.year_end());
        parse_date(&text, &self.plan.column_dates, until, self.tools.months).map(Some).ok_or_else(|| {
            let patterns: Vec<&str> = self.plan.column_dates.iter().map(DatePattern::printed).collect();
            let yearless = until.is_none() && self.plan.column_dates.iter().any(|date| !date.has_year);
            Problem::new(if yearless { "missing-year" } else { "unreadable-date" })
                .with("value", text.trim())
                .with("which", which)
                .with("rule", patterns.join(", "))
                .in_column(self.plan.column_name(columns.first().copied()))
        })
    }

    fn descriptor(&self, places: &Places) -> String {
        let mut parts: Vec<&str> = Vec::new();
        for part in places.descriptor.iter().map(|at| cell(self.cells, Some(*at))).filter(|part| !part.is_empty()) {
            // Names are cut short, and a memo repeats them whole.
            match parts.last_mut().filter(|known| begins_with(known, part) || begins_with(part, known)) {
                Some(known) if known.len() < part.len() => *known = part,
                Some(_) => {}
                None => parts.push(part),
            }
        }
        parts.join(" ")
    }

    fn status(&self, places: &Places) -> (Status, Vec<Problem>) {
        let default = self.generation.status.unwrap_or(Status::Posted);
        if let Some(status) = self.rule.and_then(|rule| rule.status) {
            return (status, Vec::new());
        }
        let Some(words) = &places.status else { return (default, Vec::new()) };
        let printed = folded(self.cells, Some(words.at));
        // A spreadsheet writes `True` as `TRUE`.
        match words.values.iter().find(|(word, _)| word.eq_ignore_ascii_case(&printed)) {
            Some((_, status)) => (*status, Vec::new()),
            None if printed.is_empty() => (default, Vec::new()),
            None => (default, vec![Problem::new("unknown-status").with("value", printed)]),
        }
    }

    fn extra(&self, keep: &mut impl FnMut(&str) -> Sym) -> Vec<(Sym, Sym)> {
        self.plan
            .left_over
            .iter()
            .filter_map(|(at, name)| {
                let text = cell(self.cells, i64::try_from(*at).ok());
                (!text.is_empty()).then(|| (keep(name), keep(text)))
            })
            .collect()
    }
}

fn begins_with(text: &str, start: &str) -> bool {
    text.get(..start.len()).is_some_and(|found| found.eq_ignore_ascii_case(start))
}

fn or_cell(pulled: Option<String>, printed: &str) -> Option<Cow<'_, str>> {
    if printed.is_empty() { pulled.map(Cow::Owned) } else { Some(printed.into()) }
}

/// What a row is, when its layout does not say: by wording, else by sign.
pub(super) fn kind_by_wording(merchants: &Merchants, wordings: &Wordings, amount: Decimal, source: Source) -> Kind {
    let account = source == Source::Account;
    let negative = amount.is_sign_negative() && !amount.is_zero();
    merchants.kind_by(wordings, negative, account).unwrap_or(match (negative, account) {
        (false, _) => Kind::Purchase,
        (true, false) => Kind::Refund,
        (true, true) => Kind::Income,
    })
}
