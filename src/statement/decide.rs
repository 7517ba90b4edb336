//! What a layout cannot know of one file: the order of day and month, the decimal mark, the sign. The file is read each
//! way; the reading that leaves fewer rows unreadable (or with more decimals than the currency has) wins, of two orders of the date the one in which the rows stand in
//! order of date; and when both fit but differ, it is a question.

use chrono::NaiveDate;

use super::Statement;
use super::dates::orders;
use super::format::{By, Decide, PurchaseSign};
use super::identify::Claim;
use super::infer::Why;
use super::options::{DateOrder, ReadOptions};
use super::question::{Question, Subject};
use super::read::{Tools, read_rows};
use super::wire::Reading;
use crate::location::Problem;
use crate::money::{Currencies, Currency};
use crate::transaction::{Strings, Transaction};

/// So many different days in order are no chance.
const DAYS_IN_ORDER: usize = 5;

/// Dates that lie so many times further apart than others are scattered.
const SCATTERED: i64 = 10;

/// Reads a file, deciding what its layout leaves open.
///
/// # Errors
/// As [`read_rows`].
pub(super) fn read_decided(
    file: &Reading,
    claim: &Claim<'_>,
    statement: &Statement,
    options: &ReadOptions,
    tools: Tools<'_>,
    strings: &mut Strings,
) -> Result<Statement, Problem> {
    let fits = claim.generation.evidence.iter().filter(|evidence| evidence.by == By::Fit);
    let mut ways_to_read = vec![(Vec::new(), options.clone())];
    for decide in fits.map(|evidence| evidence.decide) {
        ways_to_read = ways_to_read.iter().flat_map(|(named, way)| named_ways(claim, decide, named, way)).collect();
    }
    let own = ways_to_read[0].0.clone();
    // All at once: an amount that is read wrongly hides whether the date of its row can be read.
    let mut readings = Vec::new();
    for (named, way) in ways_to_read {
        let reading = read_rows(file, claim.clone(), statement.clone(), &way, tools, strings)?;
        readings.push((named, way, reading));
    }
    let unfit = |(named, _, read): &(Named, ReadOptions, Statement)| {
        let precise = named.iter().map(|(decide, _)| too_precise(read, *decide, tools.currencies));
        read.rejected().count() + precise.sum::<usize>()
    };
    if let Some(fewest) = readings.iter().map(unfit).min() {
        readings.retain(|reading| unfit(reading) == fewest);
    }
    let by_nearness = lie_together(&mut readings);
    let by_order =
        readings.iter().any(|(.., read)| in_order(read)) && readings.iter().any(|(.., read)| !in_order(read));
    if by_order {
        readings.retain(|(.., read)| in_order(read));
    }
    let (named, mut options, mut read) = readings.remove(0);
    let (mut questions, mut notices) = (Vec::new(), Vec::new());
    for (at, (decide, name)) in named.iter().enumerate() {
        let others = readings.iter().filter(|(other, ..)| other[at] != named[at]);
        let apart = |other: &Named| other.iter().zip(&named).filter(|(other, own)| other != own).count();
        let mut others: Vec<_> = others.map(|(other, _, read)| (apart(other), other[at].1, read)).collect();
        others.sort_by_key(|(apart, ..)| *apart);
        // Of each other way, the reading that differs in the least beside: all else is another question.
        let mut nearest: Vec<(&str, &Statement)> = Vec::new();
        for (_, name, read) in others {
            if nearest.iter().all(|(known, _)| *known != name) {
                nearest.push((name, read));
            }
        }
        if !nearest.is_empty() {
            questions.extend(Question::among(subject(*decide), (name, &read), nearest, strings));
        } else if *name != own[at].1 {
            let why = match decide {
                Decide::DateOrder if by_order => Why::Order,
                Decide::DateOrder if by_nearness => Why::Near,
                Decide::DateOrder | Decide::Decimal | Decide::Sign => Why::Fit,
            };
            let notice = Problem::new("decided").with("decision", name).with("why", why.word());
            notices.push(notice.in_file(statement.file.clone()));
        }
    }
    if questions.is_empty() && options.date_order.is_none() {
        questions.extend(doubt_of_days(file, (claim, statement), &read, &options, tools, strings)?);
    }
    // A layout without a header is told by how it writes dates and amounts: another way is another layout.
    let rewritten = !claim.generation.identify.header.is_empty();
    if rewritten && questions.is_empty() && many(&read, "unreadable-date") {
        questions.extend(dates_rewritten(file, (claim, statement), &mut read, &mut options, tools, strings)?);
    }
    if rewritten && options.decimal.is_none() && many(&read, "unreadable-amount") {
        decimal_rewritten(file, (claim, statement), &mut read, &options, tools, strings)?;
    }
    questions.extend(Question::of_currency(&read, tools.currencies, strings));
    read.questions.extend(questions);
    read.notices.splice(0..0, notices);
    Ok(read)
}

/// Leaves of the readings that begin a date with its year and those that do not the ones whose dates lie together, where
/// the others scatter them: a day that is taken for a year moves by years. Whether any were left out.
fn lie_together(readings: &mut Vec<(Named, ReadOptions, Statement)>) -> bool {
    let year_first = |options: &ReadOptions| options.date_order == Some(DateOrder::Ymd);
    let days = |read: &Statement| read.period().map_or(0, |(first, last)| (last - first).num_days());
    let nearest = |first: bool| {
        let of_order = readings.iter().filter(|(_, options, _)| year_first(options) == first);
        of_order.map(|(.., read)| days(read)).min()
    };
    let (Some(own), Some(others)) = (nearest(true), nearest(false)) else { return false };
    let tells = own.max(others) > SCATTERED * own.min(others);
    if tells {
        readings.retain(|(_, options, _)| year_first(options) == (own < others));
    }
    tells
}

/// How many rows have more decimals than their currency, when the decimal mark is in question. Where every row has, in a
/// currency that has decimals, the issuer may print them so, and they tell nothing.
fn too_precise(read: &Statement, decide: Decide, currencies: &Currencies) -> usize {
    let precise = |row: &&Transaction| row.amount.scale() > currencies.digits(row.currency);
    let rows = &read.transactions;
    let all_so = rows.iter().all(|row| precise(&row) && currencies.digits(row.currency) > 0);
    if decide == Decide::Decimal && !all_so { rows.iter().filter(precise).count() } else { 0 }
}

/// Decides between the readings of several layouts that claim one file: the one that leaves fewer rows unreadable, else
/// the only one in which the rows stand in order of date. When neither tells, it is a question. `None` when there is no
/// reading.
pub(super) fn one_of(mut readings: Vec<Statement>, strings: &Strings) -> Option<Statement> {
    let all: Vec<String> = readings.iter().map(|reading| reading.format.clone()).collect();
    let fewest = readings.iter().map(|reading| reading.rejected().count()).min()?;
    readings.retain(|reading| reading.rejected().count() == fewest);
    if readings.iter().filter(|reading| in_order(reading)).count() == 1 {
        readings.retain(in_order);
    }
    let question = Question::of_layout(&readings, strings);
    let mut first = readings.swap_remove(0);
    let others: Vec<&str> = all.iter().map(String::as_str).filter(|id| *id != first.format).collect();
    match question {
        Some(question) => first.questions = vec![question],
        None if others.is_empty() => {}
        None => {
            let notice = Problem::new("layout-decided").with("others", others.join(", "));
            first.notices.push(notice.in_file(first.file.clone()));
        }
    }
    Some(first)
}

/// Leaves only the claims that what the user said of order and currency fits, when it fits any.
pub(super) fn answered<'a>(claims: Vec<Claim<'a>>, options: &ReadOptions) -> Vec<Claim<'a>> {
    let ordered = |claim: &Claim<'a>, order: DateOrder| {
        claim.generation.read.dates.first().is_none_or(|own| order.applied(own) == *own)
    };
    // A layout that leaves the currency open may be of any, but one that names it comes first.
    let fitting = |open: bool| -> Vec<Claim<'a>> {
        let named = |claim: &Claim<'a>| match claim.generation.currency {
            None | Some(Currency::NONE) => open,
            own => own == options.currency,
        };
        let fits = |claim: &&Claim<'a>| {
            options.date_order.is_none_or(|order| ordered(claim, order)) && (options.currency.is_none() || named(claim))
        };
        claims.iter().filter(fits).cloned().collect()
    };
    let fitting = [false, true].into_iter().map(fitting).find(|fitting| !fitting.is_empty());
    fitting.unwrap_or(claims)
}

/// Whether the rows stand in order of date, and there are enough days for that to be no chance.
fn in_order(read: &Statement) -> bool {
    let mut dates: Vec<NaiveDate> = read.transactions.iter().map(Transaction::date).collect();
    let ordered = dates.is_sorted() || dates.is_sorted_by(|a, b| a >= b);
    dates.dedup();
    ordered && dates.len() >= DAYS_IN_ORDER
}

/// Whether rows are set apart for this reason so often that it is no slip of single rows: the file itself differs.
fn many(read: &Statement, code: &str) -> bool {
    let (count, others) = (rejected(read, code), read.transactions.len());
    (count > 1 || others == 0) && count * 4 > others + count
}

/// How many rows are set apart for this reason.
fn rejected(read: &Statement, code: &str) -> usize {
    read.rejected().filter(|problem| problem.code == code).count()
}

/// Reads the dates of a file by the patterns that they show, when a program that saved it again has written them anew.
fn dates_rewritten(
    file: &Reading,
    (claim, blank): (&Claim<'_>, &Statement),
    read: &mut Statement,
    options: &mut ReadOptions,
    tools: Tools<'_>,
    strings: &mut Strings,
) -> Result<Option<Question>, Problem> {
    let unreadable = read.rejected().filter(|problem| problem.code == "unreadable-date");
    let mut orders = orders(unreadable.filter_map(|problem| problem.value("value")));
    orders.retain(|(order, _)| options.date_order.is_none_or(|said| said == *order));
    let own = claim.generation.read.dates.first().and_then(|pattern| DateOrder::of(pattern));
    orders.sort_by_key(|(order, _)| Some(*order) != own);
    let mut readings = Vec::new();
    for (order, dates) in orders {
        let pattern = dates.join(", ");
        let way = ReadOptions { dates, ..options.clone() };
        let reading = read_rows(file, claim.clone(), blank.clone(), &way, tools, strings)?;
        readings.push((order.word(), pattern, way, reading));
    }
    // Amounts may have been rewritten as well: only dates count here.
    let unread = |read: &Statement| rejected(read, "unreadable-date");
    let Some(fewest) = readings.iter().map(|(.., reading)| unread(reading)).min() else { return Ok(None) };
    readings.retain(|(.., reading)| unread(reading) == fewest);
    if fewest >= unread(read) {
        return Ok(None);
    }
    if readings.iter().any(|(.., reading)| in_order(reading)) {
        readings.retain(|(.., reading)| in_order(reading));
    }
    let question = match readings.as_slice() {
        [(first, .., one), (second, .., other), ..] => {
            Question::between(subject(Decide::DateOrder), (first, one), (second, other), strings)
        }
        _ => None,
    };
    let (_, pattern, way, reading) = readings.swap_remove(0);
    let own = claim.generation.read.dates.join(", ");
    let notice = Problem::new("dates-rewritten").with("pattern", pattern).with("rule", own);
    (*options, *read) = (way, reading);
    read.notices.push(notice.in_file(read.file.clone()));
    Ok(question)
}

/// Reads the amounts of a file by the other decimal mark, when it reads more of them.
fn decimal_rewritten(
    file: &Reading,
    (claim, blank): (&Claim<'_>, &Statement),
    read: &mut Statement,
    options: &ReadOptions,
    tools: Tools<'_>,
    strings: &mut Strings,
) -> Result<(), Problem> {
    let ways = ways(claim, Decide::Decimal, options);
    let [_, (mark, way)] = ways.as_slice() else { return Ok(()) };
    let mut other = read_rows(file, claim.clone(), blank.clone(), way, tools, strings)?;
    if other.rejected().count() < read.rejected().count() {
        other.notices.extend(read.notices.iter().filter(|known| known.code == "dates-rewritten").cloned());
        let notice = Problem::new("decimal-rewritten").with("mark", mark);
        other.notices.push(notice.in_file(other.file.clone()));
        *read = other;
    }
    Ok(())
}

/// When dates are unreadable in the layout's order of day and month and all are readable in the other, the readable
/// ones are in doubt, too.
fn doubt_of_days(
    file: &Reading,
    (claim, blank): (&Claim<'_>, &Statement),
    read: &Statement,
    options: &ReadOptions,
    tools: Tools<'_>,
    strings: &mut Strings,
) -> Result<Option<Question>, Problem> {
    if !read.rejected().any(|problem| problem.code == "unreadable-date") {
        return Ok(None);
    }
    let ways = ways(claim, Decide::DateOrder, options);
    let [(own, _), (turned, way), ..] = ways.as_slice() else { return Ok(None) };
    let other = read_rows(file, claim.clone(), blank.clone(), way, tools, strings)?;
    if other.rejected().next().is_some() {
        return Ok(None);
    }
    Ok(Question::between(Subject::DateOrder, (own, read), (turned, &other), strings))
}

/// What was decided how.
type Named = Vec<(Decide, &'static str)>;

/// A way to read with each way that one more decision allows; itself when that is decided already.
fn named_ways(claim: &Claim<'_>, decide: Decide, named: &Named, way: &ReadOptions) -> Vec<(Named, ReadOptions)> {
    let ways = ways(claim, decide, way);
    if ways.is_empty() {
        return vec![(named.clone(), way.clone())];
    }
    ways.into_iter().map(|(name, way)| ([named.as_slice(), &[(decide, name)]].concat(), way)).collect()
}

fn subject(decide: Decide) -> Subject {
    match decide {
        Decide::Sign => Subject::Sign,
        Decide::DateOrder => Subject::DateOrder,
        Decide::Decimal => Subject::Decimal,
    }
}

/// The ways to read, the layout's own first; none when the user has already said.
fn ways(claim: &Claim<'_>, decide: Decide, options: &ReadOptions) -> Vec<(&'static str, ReadOptions)> {
    let dated = |order| ReadOptions { date_order: Some(order), ..options.clone() };
    let signed = |sign| ReadOptions { sign: Some(sign), ..options.clone() };
    let marked = |mark| ReadOptions { decimal: Some(mark), ..options.clone() };
    let mut ways = match decide {
        Decide::DateOrder if options.date_order.is_none() => {
            vec![("dmy", dated(DateOrder::Dmy)), ("mdy", dated(DateOrder::Mdy))]
        }
        Decide::Decimal if options.decimal.is_none() => vec![("point", marked('.')), ("comma", marked(','))],
        Decide::Sign if options.sign.is_none() => {
            vec![("positive", signed(PurchaseSign::Positive)), ("negative", signed(PurchaseSign::Negative))]
        }
        Decide::DateOrder | Decide::Decimal | Decide::Sign => Vec::new(),
    };
    let read = &claim.generation.read;
    let month_first = |pattern: &String| pattern.find("%m") < pattern.find("%d");
    let second_is_own = match decide {
        Decide::DateOrder => read.dates.first().is_some_and(month_first),
        Decide::Decimal => read.decimal == ',',
        Decide::Sign => claim.generation.amount.as_ref().is_some_and(|rule| rule.purchase == PurchaseSign::Negative),
    };
    if second_is_own {
        ways.reverse();
    }
    let is_short = |pattern: &String| pattern.contains("%y");
    if decide == Decide::DateOrder && !ways.is_empty() && read.dates.iter().any(is_short) {
        ways.push(("ymd", dated(DateOrder::Ymd)));
    }
    // Between points the month never comes first.
    if decide == Decide::DateOrder && !read.dates.is_empty() && read.dates.iter().all(|own| own.contains("%d.%m.")) {
        ways.retain(|(order, _)| *order != "mdy");
    }
    ways
}
