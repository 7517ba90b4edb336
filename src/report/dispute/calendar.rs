//! The last days as a calendar: whole days with alarms. A title names no merchant, unless that is asked for.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Duration, NaiveDate, NaiveTime};
use icalendar::{Alarm, Calendar, Component, Event, EventLike};

use super::table::safe;
use super::{Office, awaited, deadline, words};
use crate::breach::Breach;
use crate::dispute::{Basis, Count, Dispute, Role, Sheet, Trust};
use crate::messages::Value;
use crate::review::Stage;

/// When an event is announced, in hours from the midnight with which its day begins: at nine in the morning, a week
/// before, the day before and on the day.
const ALARMS: [i64; 3] = [9 - 7 * 24, 9 - 24, 9];

/// The last day, the day to post a letter, and whether it is the earliest safe day only.
type Ending = (NaiveDate, Option<NaiveDate>, bool);

/// Charges of one card that end together, and the count of each.
type Ends<'a> = BTreeMap<(&'a str, &'a str, Ending), Vec<(&'a Dispute, Count<'a>)>>;

/// How many statements a refund should stand: as many are to be fetched.
const STATEMENTS: usize = 2;

/// The calendar of these sheets (RFC 5545): last days, days to post a letter, answers that are due, what else has a day,
/// statements to fetch until refunds have stood, and until when the breached companies offer something. `merchants` puts
/// the descriptors into the descriptions.
#[must_use]
pub fn calendar(sheets: &[Sheet<'_>], breaches: &[Breach], merchants: bool, office: Office<'_>) -> String {
    let mut calendar = Calendar::new();
    let mut others: BTreeMap<(&str, &str, String), NaiveDate> = BTreeMap::new();
    let mut last: Ends<'_> = BTreeMap::new();
    for (sheet, dispute) in sheets.iter().flat_map(|sheet| sheet.all().map(move |dispute| (sheet, dispute))) {
        let counts = sheet.counts_of(dispute);
        let first = sheet.first_unmet(dispute).and_then(|count| Some((count, count.last?)));
        if let Some((count, day)) = first.filter(|(_, day)| *day >= office.counting.today) {
            let safe_only = matches!(count.basis, Basis::Earliest(_)) || count.trust == Trust::StandIn;
            let key = (sheet.issuer, sheet.card, (day, count.post_by, safe_only));
            last.entry(key).or_default().push((dispute, count));
        }
        let own = counts.iter().filter(|count| is_to_do(count, office.counting.today)).copied();
        for count in awaited(sheet, dispute).into_iter().chain(own) {
            let key = (sheet.issuer, sheet.card, count.deadline.id.clone());
            others.extend(count.last.map(|day| (key, day)));
        }
    }
    for ((_, card, (day, post_by, safe_only)), charges) in last {
        let card = Value::from(safe(card));
        let args = [("card", card.clone()), ("count", words::count_of(charges.len()))];
        let id = if safe_only { "dispute-event-safe" } else { "dispute-event-last" };
        let mut about = vec![office.messages.text("deadline-open"), office.messages.text("deadline-not-breach")];
        about.extend(charges.first().map(|(_, count)| deadline::states(count.deadline, office.messages)));
        if merchants {
            about.extend(charges.iter().map(|(dispute, _)| safe(&dispute.descriptor)));
        }
        about.push(office.messages.text("closing-information"));
        let key = charges.iter().map(|(dispute, _)| dispute.id.as_str()).collect::<Vec<_>>().join("-");
        let key = short(&key);
        calendar.push(event(&format!("last-{key}"), day, &office.messages.with(id, &args), &about, office));
        if let Some(post) = post_by.filter(|post| *post >= office.counting.today) {
            let title = office.messages.with("dispute-event-post", &[("card", card)]);
            calendar.push(event(&format!("post-{key}"), post, &title, &about, office));
        }
    }
    for ((issuer, card, id), day) in others {
        let Some(deadline) = office.counting.deadlines.iter().find(|deadline| deadline.id == id) else { continue };
        let args = [("card", safe(card).into()), ("title", deadline.title.get(office.messages.lang()).into())];
        let whose = if deadline.role == Role::Issuer { "dispute-event-issuer" } else { "dispute-event-holder" };
        let title = office.messages.with(whose, &args);
        let about = [deadline::states(deadline, office.messages), office.messages.text("closing-information")];
        calendar.push(event(&format!("{id}-{}", short(&format!("{issuer}{card}"))), day, &title, &about, office));
    }
    let today = office.counting.today;
    for (issuer, card, day) in statements(sheets, today) {
        let title = office.messages.with("dispute-event-statement", &[("card", safe(card).into())]);
        let about = [office.messages.text("dispute-event-statement-about")];
        let key = format!("statement-{}-{day}", short(&format!("{issuer}{card}")));
        calendar.push(event(&key, day, &title, &about, office));
    }
    for breach in breaches {
        let (Some(offers), Some(until)) = (&breach.offers, breach.offers_until.filter(|until| *until >= today)) else {
            continue;
        };
        let lang = office.messages.lang();
        let title = office.messages.with("dispute-event-offer", &[("breach", breach.title.get(lang).into())]);
        calendar.push(event(&format!("offer-{}", short(&breach.id)), until, &title, &[safe(offers.get(lang))], office));
    }
    calendar.done().to_string()
}

/// Whether the holder may do something else than report until a day that is to come.
fn is_to_do(count: &Count<'_>, today: NaiveDate) -> bool {
    let coming = count.last.is_some_and(|last| last >= today);
    count.deadline.role == Role::Holder && count.trust.names_a_day() && coming
}

/// The next statements of each card on which a refund may be, where it is known when they come out.
fn statements<'a>(sheets: &[Sheet<'a>], today: NaiveDate) -> BTreeSet<(&'a str, &'a str, NaiveDate)> {
    let mut days = BTreeSet::new();
    for sheet in sheets {
        let reported = sheet.all().find(|dispute| !dispute.marks.is_empty() && dispute.stage != Stage::Closed);
        let Some(known) = reported.map(|dispute| &dispute.answers.statements) else { continue };
        let mut day = today;
        for _ in 0..STATEMENTS {
            let Some(next) = day.succ_opt().and_then(|next| known.first_from(next)) else { break };
            days.insert((sheet.issuer, sheet.card, next));
            day = next;
        }
    }
    days
}

fn event(key: &str, day: NaiveDate, title: &str, about: &[String], office: Office<'_>) -> Event {
    let mut event = Event::new();
    event.uid(&format!("{key}@postbreach.invalid")).summary(title).description(&about.join("\n")).starts(day);
    // The end of a whole day is the next one; the day itself would be none (RFC 5545, 3.6.1).
    event.ends(day.succ_opt().unwrap_or(day));
    // A fixed stamp: the same case gives the same file.
    let stamp = office.counting.today.and_time(NaiveTime::MIN).and_utc();
    event.timestamp(stamp);
    for hours in ALARMS {
        let mut alarm = Alarm::display(title, Duration::hours(hours));
        event.alarm(alarm.uid(&format!("{key}{hours}@postbreach.invalid")).timestamp(stamp).done());
    }
    event.done()
}

/// A name of fixed length for an event.
fn short(text: &str) -> String {
    use sha2::{Digest, Sha256};
    Sha256::digest(text.as_bytes()).iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}
