//! Deadlines in words: what is stated, by whom, read when; and the days counted for a charge.

use chrono::NaiveDate;
use serde_json::{Value as Json, json};

use super::{Scanned, words};
use crate::breach::Source;
use crate::catalogue::Confidence;
use crate::dispute::{Basis, Count, Counting, Deadline, Event, Role, Sheet, Trust, Waiting, earliest};
use crate::messages::{Messages, Value};
use crate::money::Currencies;

/// One line a deadline: id, length, title.
#[must_use]
pub fn list(deadlines: &[Deadline], messages: &Messages) -> String {
    let line = |deadline: &Deadline| {
        let countries = if deadline.countries.is_empty() { "*".to_owned() } else { country_codes(deadline) };
        format!("{:26} {countries:8} {}\n", deadline.id, deadline.title.get(messages.lang()))
    };
    deadlines.iter().map(line).collect()
}

/// The first few countries; the rest is counted.
fn country_codes(deadline: &Deadline) -> String {
    match deadline.countries.as_slice() {
        [one] => one.clone(),
        many => format!("{} +{}", many.first().map_or("", String::as_str), many.len() - 1),
    }
}

/// Everything that is known of a deadline on a day, with its sources.
#[must_use]
pub fn show(deadline: &Deadline, counting: &Counting, messages: &Messages) -> String {
    let lang = messages.lang();
    let title = words::bracketed(deadline.title.get(lang), &deadline.id, messages);
    let mut lines = vec![title, messages.text("deadline-open")];
    lines.push(states(deadline, messages));
    lines.extend(how(deadline, counting, messages));
    lines.push(messages.text("deadline-not-breach"));
    if deadline.only_lost {
        lines.push(messages.text("deadline-only-lost"));
    }
    for (head, text) in
        [("deadline-ends", &deadline.ends), ("deadline-stays", &deadline.stays), ("deadline-late", &deadline.late)]
    {
        lines.extend([String::new(), messages.text(head), text.get(lang).to_owned()]);
    }
    let products =
        deadline.products.iter().map(|product| messages.text(&format!("deadline-product-{}", product.word())));
    let countries = match deadline.countries.as_slice() {
        [] => messages.text("deadline-anywhere"),
        countries => countries.join(" "),
    };
    let args = [
        ("products", Value::from(products.collect::<Vec<_>>().join(&messages.text("list-comma")))),
        ("countries", countries.into()),
        ("role", messages.text(&format!("deadline-role-{}", deadline.role.word())).into()),
    ];
    let confidence = messages.text(&format!("confidence-{}", deadline.confidence.word()));
    lines.extend([String::new(), messages.with("deadline-holds", &args)]);
    lines.push(messages.with("deadline-sure", &[("confidence", confidence.into())]));
    let country = deadline.countries.first().map(String::as_str);
    lines.push(counting.calendars.of(country).unknown.get(lang).to_owned());
    lines.extend([String::new(), messages.text("breach-sources")]);
    for source in &deadline.sources {
        let args = [
            ("name", Value::from(address(source))),
            ("checked", source.checked_on.to_string().into()),
            ("says", source.says.get(lang).into()),
        ];
        lines.push(messages.with("breach-source", &args));
    }
    lines.push(messages.text("closing-information"));
    format!("{}\n", lines.join("\n"))
}

/// Who states what, read when; or that it was not read where it is stated.
#[must_use]
pub fn states(deadline: &Deadline, messages: &Messages) -> String {
    if deadline.confidence == Confidence::Low {
        return messages.with("deadline-unread", &[("states", deadline.states.get(messages.lang()).into())]);
    }
    let first = deadline.sources.first();
    let args = [
        ("source", Value::from(first.map(name).unwrap_or_default())),
        ("checked", words::date(first.map_or(deadline.checked_on(), |source| source.checked_on), messages).into()),
        ("states", deadline.states.get(messages.lang()).into()),
    ];
    messages.with("deadline-states", &args)
}

fn name(source: &Source) -> &str {
    source.title.as_deref().or(source.url.as_deref()).unwrap_or_default()
}

fn address(source: &Source) -> &str {
    source.url.as_deref().or(source.title.as_deref()).unwrap_or_default()
}

fn length(deadline: &Deadline, messages: &Messages) -> Option<String> {
    let count = Value::from(i64::from(deadline.length?));
    Some(messages.with(&format!("deadline-length-{}", deadline.unit?.word()), &[("count", count)]))
}

fn event(event: Event, messages: &Messages) -> String {
    messages.text(&format!("deadline-event-{}", event.word()))
}

/// How it is counted, or how it was when that was read too long ago.
fn how(deadline: &Deadline, counting: &Counting, messages: &Messages) -> Vec<String> {
    let months = counting.calendars.stale_after_months;
    let trust = deadline.trust(counting.today, months);
    let Some(length) = length(deadline, messages) else {
        return vec![messages.text("deadline-no-day")];
    };
    if trust == Trust::Old {
        let args = [
            ("length", Value::from(length)),
            ("checked", words::date(deadline.checked_on(), messages).into()),
            ("months", i64::from(months).into()),
            ("today", words::date(counting.today, messages).into()),
        ];
        return vec![messages.with("deadline-was", &args)];
    }
    let args = [("length", Value::from(length)), ("event", event(deadline.basis, messages).into())];
    let mut lines = vec![messages.with(&format!("deadline-way-{}", deadline.direction.word()), &args)];
    if let Some(days) = deadline.most_days {
        lines.push(messages.with("deadline-most", &[("days", i64::from(days).into())]));
    }
    if deadline.first_day_counts {
        lines.push(messages.text("deadline-first-day"));
    }
    if let Some(notice) = deadline.notice {
        lines.push(messages.text(&format!("deadline-notice-{}", notice.word())));
    }
    lines.push(messages.text(&format!("deadline-trust-{}", trust.word())));
    lines
}

/// The counts of one charge: what ends first, then each with its source.
#[must_use]
pub fn counts(counts: &[Count<'_>], country: Option<&str>, counting: &Counting, messages: &Messages) -> String {
    let lang = messages.lang();
    let mut lines = vec![
        messages.text("deadline-open"),
        first(counts, counting.today, messages),
        messages.text("deadline-not-breach"),
    ];
    let calendar = counting.calendars.of(country);
    for count in counts {
        let deadline = count.deadline;
        lines.extend([String::new(), words::bracketed(deadline.title.get(lang), &deadline.id, messages)]);
        if deadline.only_lost {
            lines.push(format!("  {}", messages.text("deadline-only-lost")));
        }
        lines.extend(day(count, counting, messages).into_iter().map(|line| format!("  {line}")));
        let in_time = Some(count).filter(|count| !count.is_over(counting.today));
        lines.extend(in_time.and_then(|count| post(count, counting, messages)).map(|line| format!("  {line}")));
        if count.basis == Basis::Missing && deadline.length.is_some() {
            continue;
        }
        lines.push(format!("  {}", states(deadline, messages)));
        let text = if count.is_over(counting.today) { &deadline.late } else { &deadline.ends };
        lines.push(format!("  {}", text.get(lang)));
    }
    if country.is_none() {
        lines.extend([String::new(), messages.text("deadline-ask-country")]);
    }
    if counts.iter().any(|count| asks_for_statement(count)) {
        lines.extend([String::new(), messages.text("deadline-ask")]);
    }
    lines.extend([String::new(), calendar.unknown.get(lang).to_owned(), messages.text("closing-information")]);
    format!("{}\n", lines.join("\n"))
}

fn asks_for_statement(count: &Count<'_>) -> bool {
    let statement = matches!(count.deadline.basis, Event::StatementSent | Event::StatementNotified);
    statement && matches!(count.basis, Basis::Earliest(_))
}

/// Which of them ends first, or that no last day can be named.
#[must_use]
pub fn first(counts: &[Count<'_>], today: NaiveDate, messages: &Messages) -> String {
    match earliest(counts).and_then(|count| Some((count, count.last?))) {
        None => messages.text("deadline-none-named"),
        Some((count, last)) => {
            let args = [
                ("date", Value::from(words::date(last, messages))),
                ("title", count.deadline.title.get(messages.lang()).into()),
            ];
            let id = match count.basis {
                _ if count.is_over(today) => "deadline-first-over",
                _ if count.trust == Trust::StandIn => "deadline-first-stand-in",
                Basis::Earliest(_) => "deadline-first-earliest",
                Basis::Known(_) | Basis::Missing => "deadline-first",
            };
            messages.with(id, &args)
        }
    }
}

/// What papers begin with: which report ends first of those that are still to be made; where that is over, what ends next;
/// and when to post a letter that must have arrived.
#[must_use]
pub fn opening(sheet: &Sheet<'_>, counting: &Counting, messages: &Messages) -> String {
    if sheet.is_told() {
        return messages.text("deadline-told");
    }
    let counts = sheet.unmet();
    let mut said = vec![first(&counts, counting.today, messages)];
    let inside: Vec<Count<'_>> = counts.iter().filter(|count| !count.is_over(counting.today)).copied().collect();
    let next = earliest(&inside);
    if earliest(&counts).is_some_and(|count| count.is_over(counting.today)) {
        let date = |last| [("date", Value::from(words::date(last, messages)))];
        said.extend(next.and_then(|next| next.last).map(|last| messages.with("deadline-first-next", &date(last))));
    }
    said.extend(next.and_then(|count| post(count, counting, messages)));
    said.join(&messages.text("list-sentences"))
}

/// By when to post a letter that must have arrived on a day that is to come, or that the post may be too slow for it.
fn post(count: &Count<'_>, counting: &Counting, messages: &Messages) -> Option<String> {
    let date = count.post_by.filter(|_| count.trust.names_a_day())?;
    if date < counting.today {
        return Some(messages.text("deadline-post-late"));
    }
    let calendar = counting.calendars.of(count.deadline.countries.first().map(String::as_str));
    let days = i64::try_from(calendar.mail_days).unwrap_or(i64::MAX);
    let args = [("date", Value::from(words::date(date, messages))), ("days", days.into())];
    Some(messages.with("deadline-post-by", &args))
}

/// The day of one count, as far as it can be named, and how far it can be relied on.
#[must_use]
pub fn day(count: &Count<'_>, counting: &Counting, messages: &Messages) -> Vec<String> {
    let deadline = count.deadline;
    let named = count.trust.names_a_day();
    if !named || deadline.length.is_none() {
        let mut lines = how(deadline, counting, messages);
        lines.truncate(if deadline.length.is_none() || count.trust == Trust::Old { 1 } else { usize::MAX });
        return lines;
    }
    let mut args = vec![("event", Value::from(event(deadline.basis, messages)))];
    if let Basis::Known(from) | Basis::Earliest(from) = count.basis {
        args.push(("from", words::date(from, messages).into()));
    }
    let id = match (count.last, count.basis, deadline.role) {
        (None, ..) => "deadline-last-missing",
        (Some(_), _, Role::BankLimit) => "deadline-last-bank",
        (Some(_), _, Role::Issuer) => "deadline-last-issuer",
        (Some(_), Basis::Earliest(_), _) => "deadline-last-earliest",
        (Some(_), ..) => "deadline-last-known",
    };
    if let Some(last) = count.last {
        args.push(("date", words::date(last, messages).into()));
    }
    let mut lines = vec![messages.with(id, &args)];
    if count.is_over(counting.today) && deadline.role != Role::BankLimit {
        lines.push(messages.text("deadline-over"));
    }
    if count.trust == Trust::StandIn {
        lines.push(messages.text("deadline-trust-stand-in"));
    }
    lines
}

/// The most lines about waiting: the first days and the last; each charge has its day beside it.
const WAITING: usize = 8;

/// What waiting loses: today, tomorrow, the first days on which less is inside, and that after which nothing is.
#[must_use]
pub fn waiting(days: &[Waiting], today: NaiveDate, currencies: &Currencies, messages: &Messages) -> Vec<String> {
    let line = |waiting: &Waiting| {
        let when = if waiting.day == today {
            messages.text("deadline-today")
        } else if Some(waiting.day) == today.succ_opt() {
            messages.text("deadline-tomorrow")
        } else {
            messages.with("deadline-on-day", &[("date", words::date(waiting.day, messages).into())])
        };
        let sums = waiting.sums.iter().map(|(currency, sum)| (*currency, *sum));
        let args = [
            ("when", Value::from(when)),
            ("charges", words::count_of(waiting.charges)),
            ("sums", words::sums(sums, currencies, messages).into()),
        ];
        messages.with("deadline-waiting", &args)
    };
    let last = days.len().saturating_sub(1);
    let shown = days.iter().enumerate().filter(|(at, _)| *at < WAITING - 1 || *at == last);
    shown.map(|(_, waiting)| line(waiting)).collect()
}

/// The line under charges that are not decided yet, about the report that ends first.
#[must_use]
pub fn remark(scanned: Scanned<'_>, count: &Count<'_>) -> Option<String> {
    let messages = scanned.messages;
    let args = [("date", Value::from(words::date(count.last?, messages))), ("id", count.deadline.id.as_str().into())];
    let by = if count.is_over(scanned.counting.today) { "deadline-report-over" } else { "deadline-report-by" };
    let told = scanned.commands.then(|| messages.with("deadline-report-told", &args));
    Some(messages.with(by, &[("date", args[0].1.clone()), ("told", told.unwrap_or_default().into())]))
}

/// For a program: `postbreach.deadlines/1`.
#[must_use]
pub fn json(deadlines: &[&Deadline], counting: &Counting) -> Json {
    let deadlines: Vec<Json> = deadlines.iter().map(|deadline| deadline_value(deadline, counting)).collect();
    json!({ "schema": "postbreach.deadlines/1", "as_of": counting.today, "deadlines": deadlines })
}

fn deadline_value(deadline: &Deadline, counting: &Counting) -> Json {
    let both = |words: &crate::messages::Words| json!({ "en": words.en, "ja": words.ja });
    json!({
        "id": deadline.id, "title": both(&deadline.title), "countries": deadline.countries,
        "issuer": deadline.issuer.as_ref().map(both), "layouts": deadline.layouts,
        "products": deadline.products.iter().map(|product| product.word()).collect::<Vec<_>>(),
        "reasons": deadline.reasons.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "only_lost": deadline.only_lost, "role": deadline.role.word(), "length": deadline.length,
        "unit": deadline.unit.map(|unit| unit.word()), "most_days": deadline.most_days,
        "direction": deadline.direction.word(), "basis": deadline.basis.word(),
        "first_day_counts": deadline.first_day_counts, "notice": deadline.notice.map(|notice| notice.word()),
        "states": both(&deadline.states), "ends": both(&deadline.ends), "stays": both(&deadline.stays),
        "late": both(&deadline.late), "confidence": deadline.confidence.word(),
        "trust": deadline.trust(counting.today, counting.calendars.stale_after_months).word(),
        "checked_on": deadline.checked_on(),
        "sources": deadline.sources.iter().map(|source| json!({
            "url": source.url, "title": source.title, "checked_on": source.checked_on, "says": both(&source.says),
        })).collect::<Vec<_>>(),
    })
}

/// For a program: the counts of one charge, `postbreach.counts/1`.
#[must_use]
pub fn counts_json(counts: &[Count<'_>], today: NaiveDate) -> Json {
    let first = earliest(counts).map(|count| count_value(count, today));
    let counts: Vec<Json> = counts.iter().map(|count| count_value(count, today)).collect();
    json!({ "schema": "postbreach.counts/1", "as_of": today, "first": first, "counts": counts })
}

/// One count for a program. Where no day may be named, none is.
#[must_use]
pub fn count_value(count: &Count<'_>, today: NaiveDate) -> Json {
    let (basis, from) = match count.basis {
        Basis::Known(from) => ("known", Some(from)),
        Basis::Earliest(from) => ("earliest", Some(from)),
        Basis::Missing => ("missing", None),
    };
    let named = count.trust.names_a_day();
    json!({
        "deadline": count.deadline.id, "role": count.deadline.role.word(), "trust": count.trust.word(),
        "basis": basis, "event": count.deadline.basis.word(), "from": from,
        "last_day": count.last.filter(|_| named), "post_by": count.post_by.filter(|_| named),
        "over": named && count.is_over(today), "checked_on": count.deadline.checked_on(),
    })
}
