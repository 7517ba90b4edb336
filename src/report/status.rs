//! What a case holds: charges by card and month, how they stand, what is missing, what came last.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate};
use comfy_table::{Cell, CellAlignment, ContentArrangement, Table, presets};
use serde_json::{Value as Json, json};

use super::Scanned;
use super::deadline;
use super::decided::{self, verdict};
use super::dispute::{self, under_way};
use super::disputes;
use super::gaps::gaps;
use super::json::failures;
use super::opening::card_name;
use super::problem;
use super::table::paragraph;
use super::words::{self, count_of};
use crate::case::Charge;
use crate::dispute::{Count, earliest};
use crate::finding::explain::phrase;
use crate::location::Problem;
use crate::messages::Messages;
use crate::money::Currency;
use crate::review::{Keys, Order, Standing, State};
use crate::statement::Statement;
use crate::store::Profile;
use crate::text::for_terminal;

/// More charges than this are counted, not listed.
const LISTED: usize = 20;

/// Everything that the status speaks of.
#[derive(Clone, Copy)]
pub struct Status<'a> {
    /// The case, judged.
    pub scanned: Scanned<'a>,
    /// Whose life it is; empty when nobody said.
    pub household: &'a str,
    /// What was said of the cards, by label.
    pub profiles: &'a BTreeMap<String, Profile>,
    /// The import that first brought each charge.
    pub first_seen: &'a [i64],
    /// The last import.
    pub last_import: i64,
    /// What comes first in each list.
    pub order: Order,
    /// Decisions whose charge the case does not have.
    pub elsewhere: usize,
}

/// When the charges can be reported at the latest.
struct Ends<'a> {
    /// The last day of each charge.
    last: Vec<Option<NaiveDate>>,
    /// What ends first of the charges that are to be looked at or on their way to the card company, and still to be
    /// reported.
    first: Option<Count<'a>>,
}

/// What one card shows in one month.
#[derive(Debug, Default)]
struct Month {
    /// Indices into the case's statements.
    files: BTreeSet<usize>,
    charges: usize,
    amounts: Vec<(Currency, rust_decimal::Decimal)>,
    open: usize,
    decided: usize,
    reported: usize,
}

impl<'a> Status<'a> {
    /// By card, then by the first day of the month.
    fn months(&self) -> BTreeMap<(String, NaiveDate), Month> {
        let case = self.scanned.case;
        let mut months: BTreeMap<(String, NaiveDate), Month> = BTreeMap::new();
        for (at, charge) in case.charges.iter().enumerate() {
            let first = charge.date.with_day(1).unwrap_or(charge.date);
            let month = months.entry((card_name(self.scanned, charge), first)).or_default();
            month.files.extend(charge.sightings.iter().map(|at| at.statement));
            month.charges += 1;
            month.amounts.push((charge.currency, charge.amount));
            match self.held(at) {
                Some(standing) if standing.decision.verdict.is_own() => month.decided += 1,
                Some(_) => month.reported += 1,
                None => {}
            }
        }
        for finding in self.scanned.findings.flagged() {
            let charge = &case.charges[finding.charge];
            let first = charge.date.with_day(1).unwrap_or(charge.date);
            if let Some(month) = months.get_mut(&(card_name(self.scanned, charge), first)) {
                month.open += 1;
            }
        }
        months
    }

    fn held(&self, charge: usize) -> Option<&'a Standing> {
        self.scanned.review.and_then(|review| review.held(charge))
    }

    /// A charge that is not accepted is counted under what was said and answered of it, any other as one that is not the
    /// holder's.
    fn ends(&self) -> Result<Ends<'a>, Problem> {
        let Scanned { case, counting, findings, .. } = self.scanned;
        let mut last = counting.last_days(case);
        let under_way = self.scanned.review.map(under_way).unwrap_or_default();
        let open = findings.flagged().filter(|finding| !under_way.contains(&finding.charge));
        let first = counting.first_of(case, open.map(|finding| &case.charges[finding.charge]));
        let mut firsts: Vec<Count<'a>> = first.into_iter().collect();
        for (at, dispute) in under_way.iter().zip(dispute::disputes(self.scanned, self.profiles, &under_way)?) {
            let counts = counting.of_dispute(&dispute);
            last[*at] = earliest(&counts).and_then(|first| first.last);
            firsts.extend(counts.into_iter().filter(|count| !dispute.has_met(count)));
        }
        Ok(Ends { last, first: earliest(&firsts).copied() })
    }

    fn listed(&self, ends: &Ends<'_>, is: impl Fn(usize) -> bool) -> Vec<(usize, &'a Charge)> {
        let case = self.scanned.case;
        let mut listed: Vec<_> = case.charges.iter().enumerate().filter(|(at, _)| is(*at)).collect();
        let keys = Keys { case, seen: self.first_seen, last: &ends.last };
        listed.sort_by(|(a, _), (b, _)| self.order.compare(keys, *a, *b));
        listed
    }

    /// Charges that the last import brought, whatever their dates.
    fn newly_seen(&self, ends: &Ends<'_>) -> Vec<(usize, &'a Charge)> {
        let old = self.first_seen.iter().any(|import| *import < self.last_import);
        self.listed(ends, |at| old && self.first_seen.get(at) == Some(&self.last_import))
    }

    /// The charges to look at, in the order of the list that was asked for.
    fn open(&self) -> Vec<(usize, &'a Charge)> {
        let Scanned { case, findings, .. } = self.scanned;
        findings.flagged().map(|finding| (finding.charge, &case.charges[finding.charge])).collect()
    }

    /// Charges that are decided and not the household's own.
    fn reported(&self, ends: &Ends<'_>) -> Vec<(usize, &'a Charge)> {
        self.listed(ends, |at| self.held(at).is_some_and(|standing| !standing.decision.verdict.is_own()))
    }

    fn rows(&self) -> (u64, usize, usize) {
        let statements = &self.scanned.case.statements;
        let count = |of: fn(&Statement) -> usize| statements.iter().map(of).sum();
        let rows = statements.iter().map(|statement| statement.rows).sum();
        (rows, count(|s| s.transactions.len()), count(|s| s.set_apart.len()))
    }
}

/// What is said of a case, with its household before it where that has a name.
#[must_use]
pub fn of_household(household: &str, said: String, messages: &Messages) -> String {
    if household.is_empty() {
        return said;
    }
    messages.with("status-household", &[("household", for_terminal(household).into()), ("holds", said.into())])
}

/// The status in words.
///
/// # Errors
/// `bad-pattern` when a sentence of a rule is wrong.
pub fn render(status: Status<'_>) -> Result<String, Problem> {
    let Scanned { messages, case, counting, .. } = status.scanned;
    let ends = status.ends()?;
    let mut out = String::new();
    if status.scanned.invented {
        paragraph(&mut out, &messages.text("invented"), 0);
    }
    let (rows, transactions, apart) = status.rows();
    let holds = messages.with(
        "status-holds",
        &[
            ("files", count_of(case.statements.len())),
            ("rows", i64::try_from(rows).unwrap_or(i64::MAX).into()),
            ("transactions", count_of(transactions)),
            ("apart", count_of(apart)),
            ("charges", count_of(case.charges.len())),
        ],
    );
    paragraph(&mut out, &of_household(status.household, holds, messages), 0);
    let breaches: Vec<String> = status
        .scanned
        .breaches
        .iter()
        .map(|breach| {
            let title = if breach.is_bare() {
                words::days(breach.start, breach.end.unwrap_or(breach.start), messages)
            } else {
                breach.title.get(messages.lang()).to_owned()
            };
            if breach.cards.is_empty() {
                return title;
            }
            let cards = words::list(&breach.cards, messages);
            messages.with("status-breach-cards", &[("title", title.into()), ("cards", cards.into())])
        })
        .collect();
    let breach = words::list(&breaches, messages);
    let breach = match breaches.len() {
        0 => messages.text("status-no-breach"),
        _ => messages.with("status-breach", &[("breach", breach.into())]),
    };
    paragraph(&mut out, &breach, 0);
    out.push('\n');
    out.push_str(&months(status));
    out.push('\n');
    for line in gaps(status.scanned) {
        paragraph(&mut out, &line, 0);
    }
    section(&mut out, status, "status-new", &status.newly_seen(&ends));
    for (line, indent) in disputes::section(status.scanned) {
        paragraph(&mut out, &line, indent);
    }
    out.push_str(&disputes::losses(status.scanned));
    if let Some(first) = &ends.first {
        paragraph(&mut out, &deadline::first(std::slice::from_ref(first), counting.today, messages), 0);
    }
    section(&mut out, status, "status-open", &status.open());
    for line in decided::lines(status.scanned) {
        paragraph(&mut out, &line, 0);
    }
    section(&mut out, status, "status-reported", &status.reported(&ends));
    if status.elsewhere > 0 {
        paragraph(&mut out, &messages.with("status-elsewhere", &[("count", count_of(status.elsewhere))]), 0);
    }
    let unread = case.statements.iter().filter(|s| s.rejected().next().is_some() || !s.questions.is_empty());
    for statement in unread {
        let args = [
            ("file", for_terminal(&statement.file).into()),
            ("rejected", count_of(statement.rejected().count())),
            ("questions", count_of(statement.questions.len())),
        ];
        paragraph(&mut out, &messages.with("status-unread", &args), 0);
    }
    for found in status.scanned.failed {
        out.push_str(&format!("{}\n", problem::render(found, messages)));
    }
    Ok(out)
}

fn months(status: Status<'_>) -> String {
    let Scanned { messages, currencies, .. } = status.scanned;
    let mut table = Table::new();
    table.load_preset(presets::NOTHING).set_content_arrangement(ContentArrangement::Disabled);
    let heads =
        ["head-card", "head-month", "head-files", "head-charges", "head-sum", "head-open", "head-own", "head-reported"];
    table.set_header(heads.map(|head| messages.text(head)));
    let right = |text: String| Cell::new(text).set_alignment(CellAlignment::Right);
    for ((card, first), month) in status.months() {
        table.add_row([
            Cell::new(for_terminal(&card)),
            Cell::new(words::period(first, first, messages)),
            right(month.files.len().to_string()),
            right(month.charges.to_string()),
            right(words::sums(month.amounts.into_iter(), currencies, messages)),
            right(month.open.to_string()),
            right(month.decided.to_string()),
            right(month.reported.to_string()),
        ]);
    }
    table.lines().map(|line| format!("{}\n", line.trim_end())).collect()
}

fn section(out: &mut String, status: Status<'_>, head: &str, charges: &[(usize, &Charge)]) {
    if charges.is_empty() {
        return;
    }
    let messages = status.scanned.messages;
    paragraph(out, &messages.with(head, &[("count", count_of(charges.len()))]), 0);
    for (at, charge) in charges.iter().take(LISTED) {
        paragraph(out, &line(status.scanned, *at, charge), 2);
    }
    if charges.len() > LISTED {
        paragraph(out, &messages.with("list-more", &[("count", count_of(charges.len() - LISTED))]), 2);
    }
}

/// A charge on one line: id, amount, merchant, date, card, decision.
#[must_use]
pub fn line(scanned: Scanned<'_>, at: usize, charge: &Charge) -> String {
    let phrase = phrase(scanned.explaining(), charge);
    let mut line = format!("{}  {phrase} · {}", charge.id, for_terminal(&card_name(scanned, charge)));
    let standing = scanned.review.and_then(|review| review.charges.get(at)?.as_ref());
    if let Some(standing) = standing {
        line.push_str(&format!(" · {}", verdict(standing.decision.verdict, scanned.messages)));
        if standing.state != State::Decided {
            let state = scanned.messages.text(&format!("standing-{}", standing.state.word()));
            line = words::bracketed(&line, &state, scanned.messages);
        }
    }
    line
}

/// The status for programs.
///
/// # Errors
/// As [`render`].
pub fn value(status: Status<'_>) -> Result<Json, Problem> {
    let Scanned { case, currencies, counting, .. } = status.scanned;
    let ends = status.ends()?;
    let (rows, transactions, apart) = status.rows();
    let charge = |(at, charge): &(usize, &Charge)| {
        let card = &case.cards[charge.card];
        json!({
            "id": charge.id, "date": charge.date, "amount": currencies.plain(charge.amount, charge.currency),
            "currency": charge.currency.code(), "descriptor": case.strings.get(charge.descriptor),
            "issuer": card.issuer, "card": card.label, "status": charge.status.word(), "last_day": ends.last[*at],
            "decision": status.scanned.review.and_then(|review| review.charges.get(*at)?.as_ref()).map(decided::value),
        })
    };
    let all = |charges: &[(usize, &Charge)]| charges.iter().map(charge).collect::<Vec<_>>();
    let months: Vec<Json> = status
        .months()
        .into_iter()
        .map(|((card, first), month)| {
            let mut sums: BTreeMap<String, rust_decimal::Decimal> = BTreeMap::new();
            for (currency, amount) in month.amounts {
                *sums.entry(currency.code().to_owned()).or_default() += amount;
            }
            let sums: BTreeMap<String, String> =
                sums.into_iter().map(|(currency, sum)| (currency, sum.to_string())).collect();
            json!({
                "card": card, "month": first.format("%Y-%m").to_string(), "files": month.files.len(), "charges": month.charges, "sums": sums,
                "open": month.open, "own": month.decided, "reported": month.reported,
            })
        })
        .collect();
    let files: Vec<Json> = case
        .statements
        .iter()
        .map(|s| {
            json!({
                "file": s.file, "format": s.format, "encoding": s.encoding,
                "rows": { "read": s.rows, "transactions": s.transactions.len(), "set_apart": s.set_apart.len() },
                "questions": s.questions.len(), "rejected": s.rejected().count(),
            })
        })
        .collect();
    let mut value = json!({
        "schema": "postbreach.status/1",
        "household": status.household,
        "breaches": status.scanned.breaches.iter().map(|b| json!({ "id": b.id, "cards": b.cards })).collect::<Vec<_>>(),
        "files": files,
        "rows": { "read": rows, "transactions": transactions, "set_apart": apart },
        "charges": case.charges.len(),
        "months": months,
        "gaps": gaps(status.scanned),
        "new": all(&status.newly_seen(&ends)),
        "open": all(&status.open()),
        "decided": decided::counts(status.scanned).into_iter().map(|(said, count)| (said.to_string(), count)).collect::<BTreeMap<_, _>>(),
        "reported": all(&status.reported(&ends)),
        "elsewhere": status.elsewhere,
        "failed": failures(status.scanned.failed, status.scanned.messages),
        "first_to_end": ends.first.map(|first| deadline::count_value(&first, counting.today)),
    });
    if let Some(value) = value.as_object_mut() {
        value.extend(disputes::value(status.scanned));
    }
    Ok(value)
}
