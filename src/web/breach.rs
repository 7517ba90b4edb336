//! What leaked: one of the catalogue, or what a letter says, in its order. What follows from it stands before any list.

use minijinja::context;
use serde::Serialize;

use super::answer::{Reply, print};
use super::asked::Asked;
use super::cards;
use super::case::outdated;
use super::room::Room;
use super::view::Trouble;
use crate::breach::{Breach, DataClass};
use crate::location::Problem;
use crate::messages::Messages;
use crate::report::words::{self, list};
use crate::report::{logged, opening};
use crate::review::Entry;
use crate::store::NamedBreach;
use crate::text::mask_card_numbers;

/// The word for a breach that is told by its letter.
const OWN: &str = "own";

/// One breach of the catalogue.
#[derive(Serialize)]
struct Listed {
    id: String,
    title: String,
    days: String,
}

/// A breach that holds.
#[derive(Serialize)]
struct Held {
    title: Option<String>,
    days: String,
    /// What was involved, and which cards.
    about: Vec<String>,
}

/// A word to tick.
#[derive(Serialize)]
struct Tick {
    word: String,
    name: String,
}

pub(super) fn show(room: &Room, asked: &Asked) -> Result<Reply, Problem> {
    shown(room, asked, None)
}

/// The form with what was filled in, and what of that is wrong.
fn shown(room: &Room, asked: &Asked, wrong: Option<&Problem>) -> Result<Reply, Problem> {
    let (scanned, messages) = (room.scanned()?, room.messages());
    let exposure = &room.case()?.opened.settings.exposure;
    let holds = |id: &str| exposure.breaches.iter().any(|breach| breach.name == id);
    let title = |breach: &Breach| breach.title.get(messages.lang()).to_owned();
    let listed = |breach: Breach| Listed { title: title(&breach), days: days(&breach, messages), id: breach.id };
    let all = Breach::load_all(&room.desk.catalogue)?.into_iter();
    let catalogue: Vec<Listed> = all.filter(|breach| !holds(&breach.id)).map(listed).collect();
    let held = |breach: &Breach| Held {
        title: (!breach.is_bare()).then(|| title(breach)),
        days: days(breach, messages),
        about: about(breach, messages),
    };
    let held: Vec<Held> = scanned.breaches.iter().map(held).collect();
    let name = |class: DataClass| messages.text(&format!("breach-class-{}", class.word()));
    let classes = DataClass::ALL.map(|class| Tick { word: class.word().to_owned(), name: name(class) });
    let cards = cards::named(scanned);
    let mut answer = opening::opening(scanned);
    answer.extend(opening::little_history(scanned));
    let little = room.little_history()?;
    let (today, was) = ((room.clock.today)().to_string(), print(exposure));
    let (breach, from, to, title) = (asked.one("breach"), asked.one("from"), asked.one("to"), asked.one("title"));
    let ticked: Vec<&str> = asked.all("class").chain(asked.all("card")).collect();
    let typed = context! { breach, from, to, title, ticked };
    let trouble = wrong.map(|found| Trouble::of(found, messages));
    let page = context! { catalogue, held, was, classes, cards, answer, little, today, typed, trouble };
    Ok(if wrong.is_some() { Reply::Again("breach.html", page) } else { Reply::Page("breach.html", page) })
}

/// The days of a breach in words.
fn days(breach: &Breach, messages: &Messages) -> String {
    words::days(breach.start, breach.end.unwrap_or(breach.start), messages)
}

fn about(breach: &Breach, messages: &Messages) -> Vec<String> {
    let mut about = Vec::new();
    let classes: Vec<String> =
        breach.classes.iter().map(|class| messages.text(&format!("breach-class-{}", class.word()))).collect();
    if !classes.is_empty() {
        about.push(messages.with("breach-classes", &[("classes", list(&classes, messages).into())]));
    }
    if !breach.cards.is_empty() {
        about.push(messages.with("web-breach-cards", &[("cards", list(&breach.cards, messages).into())]));
    }
    about
}

/// Adds what leaked. What is wrong of it is said above the form, which stays as it was filled in.
pub(super) fn add(room: &mut Room, asked: &Asked) -> Result<Reply, Problem> {
    room.writable(asked)?;
    let breach = match said(room, asked) {
        Ok(breach) => breach,
        Err(found) => return shown(room, asked, Some(&found)),
    };
    if !room.case()?.opened.settings.exposure.breaches.contains(&breach) {
        turn(room, asked, breach, true)?;
    }
    Ok(Reply::Go("/breach#answer".to_owned()))
}

/// What the form says, if that can be.
fn said(room: &Room, asked: &Asked) -> Result<NamedBreach, Problem> {
    let own = asked.one("breach").is_none_or(|word| word == OWN);
    let name = match (asked.one("breach").filter(|_| !own), asked.one("from"), asked.one("to")) {
        (Some(id), ..) => id.to_owned(),
        (None, None, _) => return Err(Problem::new("breach-without-day")),
        (None, Some(from), None) => from.to_owned(),
        (None, Some(from), Some(to)) => format!("{from}..{to}"),
    };
    let classes: Vec<&str> = asked.all("class").filter(|_| own).collect();
    let breach = NamedBreach {
        name,
        text: None,
        title: asked.one("title").filter(|_| own).map(|title| mask_card_numbers(title).into_owned()),
        exposed: (!classes.is_empty()).then(|| classes.join(",")),
        cards: asked.all("card").map(str::to_owned).collect(),
    };
    let settings = &room.case()?.opened.settings;
    let mut with = settings.exposure.clone();
    with.add(breach.clone());
    room.desk.breaches(&with, settings.story.unwrap_or((room.clock.today)()))?;
    Ok(breach)
}

/// Takes a breach from those that hold.
pub(super) fn remove(room: &mut Room, asked: &Asked) -> Result<Reply, Problem> {
    let open = room.writable(asked)?;
    let exposure = &open.opened.settings.exposure;
    if asked.one("was") != Some(print(exposure).as_str()) {
        return Err(outdated());
    }
    let at: Option<usize> = asked.one("at").and_then(|at| at.parse().ok());
    let breach = at.and_then(|at| exposure.whole(at)).ok_or_else(|| Problem::new("nothing-chosen"))?;
    turn(room, asked, breach, false)?;
    Ok(Reply::Go("/breach".to_owned()))
}

/// Writes down that a breach holds, or no longer does, and says so; that can be taken back.
fn turn(room: &mut Room, asked: &Asked, breach: NamedBreach, holds: bool) -> Result<(), Problem> {
    let entry = Entry::Breach { breach, holds };
    let what = logged::entry(room.scanned()?, &entry);
    room.append(asked, &[entry])?;
    let sentence = room.messages().with("marked", &[("what", what.into())]);
    room.say(sentence, true);
    Ok(())
}

impl Room {
    /// Whether too little stands before the breach to tell what is usual.
    pub(super) fn little_history(&self) -> Result<bool, Problem> {
        Ok(self
            .case()?
            .opened
            .work
            .scanned(&self.desk, self.messages())
            .facts
            .histories
            .iter()
            .any(|known| known.little))
    }
}
