//! What was read: files that are dropped, and questions about them.

use minijinja::context;
use serde::Serialize;

use super::answer::Reply;
use super::asked::Asked;
use super::case::{Held, outdated};
use super::room::Room;
use super::view::{Trouble, safe};
use crate::desk::{ReadFiles, Reading, contents};
use crate::location::Problem;
use crate::messages::Messages;
use crate::money::Currencies;
use crate::report::gaps;
use crate::report::picture;
use crate::report::reading::{ReadFile, accounted, read_file, read_row};
use crate::report::words::{among_equals, count_of};
use crate::statement::Statement;
use crate::statement::question::Subject;
use crate::store::{Imported, KeptSource, Settings};
use crate::text::for_terminal;

/// A file as it was read.
#[derive(Serialize)]
struct File {
    read: ReadFile,
    file: String,
    questions: Vec<Question>,
    rejected: Vec<Trouble>,
    rejected_count: usize,
    /// It can be read again with an answer.
    held: bool,
    /// What tells it from others when it is taken out.
    hash: String,
    /// What tells it from files of the same name, aloud.
    among: String,
}

/// A question about a file, with the readings that each answer gives.
#[derive(Serialize)]
struct Question {
    sentence: String,
    key: &'static str,
    /// Other answers than those listed are possible.
    open: bool,
    answers: Vec<Answer>,
}

#[derive(Serialize)]
struct Answer {
    value: String,
    name: String,
    rows: Vec<String>,
}

pub(super) fn show(room: &Room, _: &Asked) -> Result<Reply, Problem> {
    let (open, scanned, messages) = (room.case()?, room.scanned()?, room.messages());
    let statements = &scanned.case.statements;
    let file = |(statement, source): (&Statement, &KeptSource)| {
        let held = open.held.iter().any(|held| held.is(&source.hash));
        let file = file(statement, held, room.bounds.shows.rejected, scanned.currencies, messages);
        File { hash: source.hash.clone(), ..file }
    };
    let mut files: Vec<File> = statements.iter().zip(&open.opened.sources).map(file).collect();
    let names: Vec<String> = files.iter().map(|file| file.file.clone()).collect();
    for (file, among) in files.iter_mut().zip(among_equals(&names, messages)) {
        file.among = among;
    }
    // What waits for an answer, or lost a row, is not left to be found between sixty others.
    files.sort_by_key(|file| (file.questions.is_empty(), file.rejected_count == 0));
    let accounted = accounted(statements, messages);
    let charges = scanned.case.charges.len();
    let failed: Vec<Trouble> = open.failed.iter().map(|found| Trouble::of(found, messages)).collect();
    let coverage = picture::coverage(scanned).map(|picture| safe(picture.figure(messages)));
    let (gaps, bills) = (gaps::gaps(scanned), gaps::bills(scanned));
    let told = !scanned.breaches.is_empty();
    Ok(Reply::Page(
        "files.html",
        context! { files, failed, accounted, charges, coverage, gaps, bills, told, most => room.bounds.takes.files },
    ))
}

fn file(statement: &Statement, held: bool, rejected: usize, currencies: &Currencies, messages: &Messages) -> File {
    let question = |question: &crate::statement::question::Question| {
        let answer = |answer: &crate::statement::question::Answer| Answer {
            value: answer.value.clone(),
            name: answer_name(question.subject, &answer.value, messages),
            rows: answer.rows.iter().map(|row| read_row(row, currencies, messages)).collect(),
        };
        let id = format!("question-{}", question.subject.word());
        Question {
            sentence: messages.with(&id, &[("file", for_terminal(&statement.file).into())]),
            key: question.subject.word(),
            open: matches!(question.subject, Subject::Currency | Subject::Card),
            answers: question.answers.iter().map(answer).collect(),
        }
    };
    File {
        read: read_file(statement, currencies, messages),
        file: statement.file.clone(),
        questions: statement.questions.iter().map(question).collect(),
        rejected: statement.rejected().take(rejected).map(|found| Trouble::of(found, messages)).collect(),
        rejected_count: statement.rejected().count(),
        held,
        hash: String::new(),
        among: String::new(),
    }
}

/// What an answer means, in words; an answer that speaks for itself stays as it is.
fn answer_name(subject: Subject, value: &str, messages: &Messages) -> String {
    match (subject, value) {
        (Subject::DateOrder, "mdy") => messages.text("web-answer-mdy"),
        (Subject::DateOrder, "dmy") => messages.text("web-answer-dmy"),
        (Subject::DateOrder, "ymd") => messages.text("web-answer-ymd"),
        (Subject::Sign, "positive") => messages.text("web-answer-positive"),
        (Subject::Sign, "negative") => messages.text("web-answer-negative"),
        _ => for_terminal(value),
    }
}

/// Takes files that were dropped.
pub(super) fn drop(room: &mut Room, asked: &Asked) -> Result<Reply, Problem> {
    if asked.files.is_empty() {
        return Err(Problem::new("nothing-dropped"));
    }
    room.writable(asked)?;
    let mut held: Vec<Held> = Vec::new();
    let mut reading = Reading::new(&room.desk, &[])?;
    for file in &asked.files {
        let whole = contents(&file.name, file.bytes.clone(), &room.desk.limits);
        reading.contents(whole, |name, bytes| held.push(Held::new(name, bytes, Vec::new())));
    }
    let mut read = reading.read;
    let failed = std::mem::take(&mut read.failed);
    import(room, read, |_| ())?;
    let open = room.writable_now()?;
    open.failed = failed;
    open.held.retain(|known| !held.iter().any(|file| file.is(&known.hash)));
    open.held.append(&mut held);
    Ok(Reply::Go("/files".to_owned()))
}

/// Reads a file again with an answer.
pub(super) fn answer(room: &mut Room, asked: &Asked) -> Result<Reply, Problem> {
    let (file, key) = (asked.one("file").unwrap_or_default(), asked.one("key").unwrap_or_default());
    let value = asked.one("other").or(asked.one("value")).ok_or_else(|| Problem::new("nothing-chosen"))?;
    let open = room.writable(asked)?;
    let asks = |statement: &Statement| statement.questions.iter().any(|question| question.subject.word() == key);
    let mut read = open.opened.sources.iter().zip(&open.opened.work.case.statements);
    let (_, asked_of) = read.find(|(source, read)| source.hash == file && asks(read)).ok_or_else(outdated)?;
    let held = open.held.iter().find(|held| held.is(file));
    let held = held.ok_or_else(|| Problem::new("file-not-held").in_file(&asked_of.file))?;
    let mut answers = held.answers.clone();
    answers.retain(|known| !known.starts_with(&format!("{key}=")));
    answers.push(format!("{key}={value}"));
    let (name, bytes) = (held.name.clone(), held.bytes.clone());
    let read = room.desk.read_one(&bytes, &name, &answers)?;
    import(room, read, |_| ())?;
    for held in room.writable_now()?.held.iter_mut().filter(|held| held.is(file)) {
        held.answers.clone_from(&answers);
    }
    Ok(Reply::Go("/files".to_owned()))
}

/// Brings what was read into the case that is open, with a change of what holds for all of it.
pub(super) fn import(room: &mut Room, read: ReadFiles, change: impl FnOnce(&mut Settings)) -> Result<(), Problem> {
    let now = (room.clock.now)();
    let (incoming, strings) = read.incoming();
    if incoming.is_empty() {
        return Ok(());
    }
    let Room { case, desk, .. } = room;
    let Some(open) = case else { return Ok(()) };
    let imported = open.store.import(&incoming, &strings, change, &now, desk.assembling()?)?;
    let Imported { new_files, known_files, read_again, new, known, posted, kept, .. } = imported;
    open.take(desk, kept, (room.clock.today)())?;
    let counts = [
        ("files", count_of(new_files.len() + read_again.len())),
        ("new", count_of(new.len())),
        ("known", count_of(known.len())),
        ("posted", count_of(posted.len())),
    ];
    let mut said = vec![room.messages().with("import-did", &counts)];
    match known_files.as_slice() {
        [] => {}
        [name] => said.push(room.messages().with("import-known-file", &[("file", for_terminal(name).into())])),
        names => said.push(room.messages().with("web-known-files", &[("count", count_of(names.len()))])),
    }
    room.say(said.join(" "), false);
    Ok(())
}
