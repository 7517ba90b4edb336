//! The charges to look at: what one event explains as one question, what to look at first, how many days are left.

use chrono::NaiveDate;
use foldhash::HashMap;
use minijinja::context;
use serde::Serialize;

use super::answer::Reply;
use super::asked::Asked;
use super::room::Room;
use super::view::safe;
use crate::finding::{Finding, Incident};
use crate::location::Problem;
use crate::messages::{Messages, Words};
use crate::report::headline::{bands, headline};
use crate::report::page::{Group, first_to_end, groups, listed};
use crate::report::words::{count_of, date};
use crate::report::{Scanned, calm, clean, decided, opening, picture};
use crate::review::{Keys, Order};

type Listed<'a> = (Option<&'a Incident>, Vec<&'a Finding>);

/// A group as the page shows it.
#[derive(Serialize)]
struct Question {
    group: Group,
    /// The ids of its charges.
    ids: Vec<String>,
    /// The last day to report one of them.
    last: Option<String>,
    /// For each of its charges the id of the one after it.
    next: Vec<String>,
}

pub(super) fn show(room: &Room, asked: &Asked) -> Result<Reply, Problem> {
    let (scanned, open) = (room.scanned()?, room.case()?);
    if scanned.breaches.is_empty() {
        return Ok(Reply::Go("/breach".to_owned()));
    }
    let word = asked.one("order").unwrap_or("band");
    let order: Order = word.parse()?;
    let mut list = listed(scanned.findings);
    sort(&mut list, scanned, order, &open.opened.first_seen);
    let all = list.len();
    let step = room.bounds.shows.questions;
    let most = asked.one("most").and_then(|most| most.parse().ok()).unwrap_or(step);
    list.truncate(most);
    let questions = questions(scanned, list)?;
    let counts = Counts::of(scanned);
    let mut answer = opening::opening(scanned);
    answer.extend(opening::little_history(scanned));
    let nothing = counts.open == 0;
    let none_ever = nothing && counts.done == 0 && scanned.findings.counts.below == 0;
    let clean = if none_ever { clean::clean(scanned) } else { Vec::new() };
    let timelines: Vec<_> =
        picture::timelines(scanned).iter().map(|picture| safe(picture.figure(scanned.messages))).collect();
    let (unclear, calmed) = (calm::unclear_lines(scanned)?, calm::calmed_lines(scanned)?);
    let (decided, tally) = (decided::lines(scanned), calm::tally(scanned.findings.counts, scanned.messages));
    let say = |(words, day): &(Words, NaiveDate)| {
        let date = date(*day, scanned.messages).into();
        scanned.messages.pattern(words.get(scanned.messages.lang()), &[("date", date)])
    };
    let demo = open.ending.as_ref().map(say).transpose()?;
    let orders_left = scanned.case.orders.is_empty();
    let (headline, invented) = (headline(scanned), scanned.invented);
    let (more, next) = (all.saturating_sub(most), most + step);
    // Where a decision leads back: as much of the list as is shown.
    let here =
        if most == step { format!("/worklist?order={word}") } else { format!("/worklist?order={word}&most={most}") };
    Ok(Reply::Page(
        "worklist.html",
        context! {
            questions, counts, here, order => word, answer, nothing, clean, headline, invented,
            unclear, calmed, decided, tally, more, next, timelines, demo, orders_left, little => room.little_history()?,
        },
    ))
}

fn sort(list: &mut [Listed<'_>], scanned: Scanned<'_>, order: Order, seen: &[i64]) {
    let first = |group: &Listed<'_>| group.1.first().map_or(0, |finding| finding.charge);
    let last_day =
        |members: &[&Finding]| first_to_end(scanned, members).and_then(|first| first.last).unwrap_or(NaiveDate::MAX);
    match order {
        // Within a band, what ends first comes first.
        Order::Band => list.sort_by_cached_key(|(_, members)| {
            let band = members.iter().filter_map(|finding| finding.shown_band()).max();
            (std::cmp::Reverse(band), last_day(members))
        }),
        Order::LastDay => list.sort_by_cached_key(|(_, members)| last_day(members)),
        Order::New | Order::Date | Order::Merchant => {
            let keys = Keys { case: scanned.case, seen, last: &[] };
            list.sort_by(|a, b| order.compare(keys, first(a), first(b)));
        }
    }
}

fn questions(scanned: Scanned<'_>, list: Vec<Listed<'_>>) -> Result<Vec<Question>, Problem> {
    let mut groups = groups(scanned, list)?;
    // Pictures and papers number the charges in the order of the list, whatever the order of this page.
    let in_list = listed(scanned.findings).into_iter().flat_map(|(_, members)| members);
    let numbers: HashMap<&str, usize> =
        in_list.map(|member| scanned.case.charges[member.charge].id.as_str()).zip(1..).collect();
    for item in groups.iter_mut().flat_map(|group| &mut group.items) {
        item.number = numbers.get(item.id.as_str()).copied().unwrap_or(item.number);
    }
    let ids: Vec<Vec<String>> =
        groups.iter().map(|group| group.items.iter().map(|item| item.id.clone()).collect()).collect();
    let mut following = ids.iter().flatten().skip(1).cloned().collect::<Vec<_>>().into_iter();
    let of = |(group, ids): (Group, Vec<String>)| Question {
        last: group.last_day.map(|day| left(day, scanned.counting.today, scanned.messages)),
        next: ids.iter().map(|_| following.next().unwrap_or_default()).collect(),
        ids,
        group,
    };
    Ok(groups.into_iter().zip(ids).map(of).collect())
}

/// A last day, and how many days are left until it.
pub(super) fn left(day: NaiveDate, today: NaiveDate, messages: &Messages) -> String {
    let days = (day - today).num_days();
    let args = [("date", date(day, messages).into()), ("days", days.into())];
    messages.with(if days < 0 { "web-left-over" } else { "web-left" }, &args)
}

/// How far the person is.
#[derive(Serialize)]
struct Counts {
    open: usize,
    done: usize,
    all: usize,
    sentence: String,
}

impl Counts {
    fn of(scanned: Scanned<'_>) -> Self {
        let open = scanned.findings.flagged().count();
        let done = scanned.findings.list.iter().filter(|finding| finding.decided).count();
        let all = open + done;
        let args = [
            ("open", count_of(open)),
            ("bands", bands(scanned).into()),
            ("done", count_of(done)),
            ("all", count_of(all)),
        ];
        Self { open, done, all, sentence: scanned.messages.with("web-counts", &args) }
    }
}
