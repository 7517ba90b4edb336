//! What leaked: one of the catalogue, or what a letter says, in its order. What follows from it stands before any list.

use minijinja::context;
use serde::Serialize;

use super::answer::Reply;
use super::asked::Asked;
use super::room::Room;
use crate::breach::{Breach, DataClass, Reach};
use crate::location::Problem;
use crate::report::opening;
use crate::report::words::date;
use crate::store::{Exposure, NamedBreach};

/// The word for a breach that is told by its letter.
const OWN: &str = "own";

/// The word for the breach that was said before, from a file.
const KEPT: &str = "kept";

/// One breach of the catalogue.
#[derive(Serialize)]
struct Listed {
    id: String,
    title: String,
    days: String,
    chosen: bool,
}

/// A word to tick.
#[derive(Serialize)]
struct Tick {
    word: String,
    name: String,
    on: bool,
}

pub(super) fn show(room: &Room, _: &Asked) -> Result<Reply, Problem> {
    let (scanned, messages) = (room.scanned()?, room.messages());
    let settings = &room.case()?.opened.settings;
    let holds = &settings.exposure;
    let named = holds.breaches.first().map(|breach| breach.name.as_str()).unwrap_or_default();
    let listed = |breach: Breach| Listed {
        chosen: breach.id == named,
        title: breach.title.get(messages.lang()).to_owned(),
        days: date(breach.start, messages),
        id: breach.id,
    };
    let catalogue: Vec<Listed> = Breach::load_all(&room.desk.catalogue)?.into_iter().map(listed).collect();
    let kept = holds.breaches.first().filter(|breach| breach.text.is_some());
    let kept = kept.and(scanned.breaches.first()).map(|breach| breach.title.get(messages.lang()));
    let own = kept.is_none() && !named.is_empty() && !catalogue.iter().any(|breach| breach.chosen);
    let window = scanned.breaches.first().filter(|_| own);
    let from = window.map(|breach| breach.start.to_string());
    let to = window.and_then(|breach| breach.end).map(|end| end.to_string());
    let exposed: &[DataClass] = scanned.breaches.first().map(|breach| breach.classes.as_slice()).unwrap_or_default();
    let classes = DataClass::ALL.map(|class| Tick {
        word: class.word().to_owned(),
        name: messages.text(&format!("breach-class-{}", class.word())),
        on: exposed.contains(&class),
    });
    let card = |card: &crate::case::Card| Tick {
        word: card.label.clone(),
        name: format!("{} {}", card.issuer, card.label),
        on: holds.cards.contains(&card.label),
    };
    let mut cards: Vec<Tick> = scanned.case.cards.iter().filter(|card| !card.label.is_empty()).map(card).collect();
    cards.dedup_by(|a, b| a.word == b.word);
    let mut answer = opening::opening(scanned);
    answer.extend(opening::little_history(scanned));
    let number_safe = !scanned.breaches.is_empty() && Reach::of(scanned.breaches) == Reach::NumberNotExposed;
    let little = room.little_history()?;
    let today = (room.clock.today)().to_string();
    let said = !scanned.breaches.is_empty();
    let exposed = scanned.findings.list.len();
    Ok(Reply::Page(
        "breach.html",
        context! { catalogue, kept, own, from, to, classes, cards, answer, number_safe, little, today, said, exposed },
    ))
}

/// Says what leaked.
pub(super) fn change(room: &mut Room, asked: &Asked) -> Result<Reply, Problem> {
    let word = asked.one("breach").unwrap_or(OWN);
    let name = match word {
        KEPT => String::new(),
        id if id != OWN => id.to_owned(),
        _ => match (asked.one("from"), asked.one("to")) {
            (None, _) => return Err(Problem::new("breach-without-day")),
            (Some(from), None) => from.to_owned(),
            (Some(from), Some(to)) => format!("{from}..{to}"),
        },
    };
    let breaches = match word {
        KEPT => room.case()?.opened.settings.exposure.breaches.clone(),
        _ => vec![NamedBreach { name, text: None }],
    };
    let classes: Vec<&str> = asked.all("class").collect();
    let said = Exposure {
        breaches,
        exposed: (word == OWN && !classes.is_empty()).then(|| classes.join(",")),
        cards: asked.all("card").map(str::to_owned).collect(),
    };
    let today = (room.clock.today)();
    let day = room.case()?.opened.settings.story.unwrap_or(today);
    room.desk.breaches(&said, day)?;
    room.writable(asked)?.store.change(|settings| settings.exposure = said)?;
    room.refresh()?;
    Ok(Reply::Go("/breach#answer".to_owned()))
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
