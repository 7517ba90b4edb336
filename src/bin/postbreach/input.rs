//! Files to a case.

use std::cell::RefCell;
use std::io::Read;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use directories::ProjectDirs;
use postbreach::breach::{Breach, resolve};
use postbreach::case::Case;
use postbreach::catalogue::Catalogue;
use postbreach::location::Problem;
use postbreach::merchant::Merchants;
use postbreach::messages::{Lang, Messages};
use postbreach::money::Currencies;
use postbreach::statement::archive::{self, Archive};
use postbreach::statement::identify::Formats;
use postbreach::statement::month_names::MonthNames;
use postbreach::statement::options::ReadAnswers;
use postbreach::statement::read::Tools;
use postbreach::statement::{self, Statement};
use postbreach::store::{self, Incoming, NamedBreach};
use postbreach::text::{card_label, mask_card_numbers};
use postbreach::transaction::Strings;

use crate::args::{Exposure, Global};

/// The file that makes a folder a story.
const STORY: &str = "story.toml";

/// What every command needs.
pub(crate) struct Desk {
    pub(crate) catalogue: Catalogue,
    pub(crate) messages: Messages,
    pub(crate) currencies: Currencies,
    pub(crate) months: MonthNames,
    pub(crate) merchants: Merchants,
    /// The folder of the user's own data files: the one named, else the platform's.
    pub(crate) own_rules: Option<PathBuf>,
}

impl Desk {
    pub(crate) fn new(global: &Global) -> Result<Self, Problem> {
        let mut catalogue = Catalogue::embedded();
        let platform = ProjectDirs::from("", "", "postbreach").map(|dirs| dirs.config_dir().join("rules"));
        for folder in platform.iter().filter(|folder| folder.is_dir()).chain(&global.rules) {
            catalogue = catalogue.layer(folder)?;
        }
        let own_rules = global.rules.clone().or(platform);
        let load = || {
            let currencies = Currencies::load(catalogue.file("currencies.toml").unwrap_or_default())?;
            let months = MonthNames::load(catalogue.file("months.toml").unwrap_or_default())?;
            Ok((currencies, months, Merchants::load(&catalogue)?))
        };
        let (currencies, months, merchants) = load().map_err(|problem| catalogue.located(problem))?;
        let messages = Messages::new(global.lang.parse::<Lang>()?);
        Ok(Self { messages, currencies, months, merchants, catalogue, own_rules })
    }
}

/// What was read.
#[derive(Default)]
pub(crate) struct ReadFiles {
    pub(crate) statements: Vec<Statement>,
    /// What a case tells the file of each statement by, and the answers that it was read with.
    pub(crate) origins: Vec<(String, Vec<String>)>,
    pub(crate) strings: Strings,
    pub(crate) failed: Vec<Problem>,
    pub(crate) story: Option<Story>,
}

impl ReadFiles {
    /// Whether a file or a row could not be read, or something must be asked.
    pub(crate) fn incomplete(&self) -> bool {
        !self.failed.is_empty()
            || self.statements.iter().any(|s| s.rejected().next().is_some() || !s.questions.is_empty())
    }
}

/// A folder whose statements are invented.
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Story {
    /// The day that stands for today.
    as_of: toml::value::Datetime,
    /// An id of the catalogue, or a breach of its own.
    breach: toml::Value,
}

/// Reads every file; one that fails does not keep the others from being read.
pub(crate) fn read(desk: &Desk, names: &[String], answers: &[String]) -> Result<ReadFiles, Problem> {
    let mut reading = Reading::new(desk, answers)?;
    let mut files = Vec::new();
    let read = &mut reading.read;
    for name in names {
        match listed(name) {
            Ok((found, story)) => {
                files.extend(found);
                read.story = read.story.take().or(story);
            }
            Err(problem) => read.failed.push(problem),
        }
    }
    for file in files {
        let Contents { files, mut notices } = match contents(&file) {
            Ok(contents) => contents,
            Err(problem) => {
                reading.read.failed.push(problem);
                continue;
            }
        };
        for (name, bytes) in files {
            match bytes {
                Ok(bytes) => reading.file(&bytes, &name, &mut notices),
                Err(problem) => reading.read.failed.push(problem),
            }
        }
    }
    reading.finish()
}

/// Reads text that was typed as one file.
pub(crate) fn read_typed(desk: &Desk, text: &str, answers: &[String]) -> Result<ReadFiles, Problem> {
    let mut reading = Reading::new(desk, answers)?;
    reading.file(text.as_bytes(), &desk.messages.text("typed-rows"), &mut Vec::new());
    reading.finish()
}

struct Reading<'a> {
    desk: &'a Desk,
    formats: Formats,
    answers: ReadAnswers,
    read: ReadFiles,
}

impl<'a> Reading<'a> {
    fn new(desk: &'a Desk, answers: &[String]) -> Result<Self, Problem> {
        let (formats, answers) = (Formats::load(&desk.catalogue)?, ReadAnswers::parse(answers)?);
        Ok(Self { desk, formats, answers, read: ReadFiles::default() })
    }

    fn file(&mut self, bytes: &[u8], name: &str, notices: &mut Vec<Problem>) {
        let Self { desk, formats, answers, read } = self;
        let tools = Tools { merchants: &desk.merchants, currencies: &desk.currencies, months: &desk.months };
        match statement::read(bytes, name, formats, &answers.for_file(name), tools, &mut read.strings) {
            Ok(mut statement) => {
                statement.notices.append(notices);
                read.statements.push(statement);
                read.origins.push((Incoming::hash(bytes), answers.said_of(name)));
            }
            Err(problem) => read.failed.push(problem),
        }
    }

    fn finish(self) -> Result<ReadFiles, Problem> {
        if self.read.statements.is_empty() && self.read.failed.is_empty() {
            return Err(Problem::new("nothing-to-read"));
        }
        Ok(self.read)
    }
}

fn unreadable(path: &str, cause: impl std::fmt::Display) -> Problem {
    Problem::new("unreadable-file").with("cause", cause).in_file(path)
}

/// The files that a name stands for: itself, or every file in the folder, hidden ones left out.
pub(crate) fn listed(name: &str) -> Result<(Vec<String>, Option<Story>), Problem> {
    let path = Path::new(name);
    if name == "-" || !path.is_dir() {
        return Ok((vec![name.to_owned()], None));
    }
    let mut files = Vec::new();
    walk(path, &mut files)?;
    files.sort();
    let story = path.join(STORY);
    let story = if story.is_file() { Some(story_of(&story)?) } else { None };
    Ok((files.iter().map(|file| file.display().to_string()).collect(), story))
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), Problem> {
    let name = folder.display().to_string();
    for entry in std::fs::read_dir(folder).map_err(|e| unreadable(&name, e))? {
        let path = entry.map_err(|e| unreadable(&name, e))?.path();
        let hidden = path.file_name().is_some_and(|n| n.to_string_lossy().starts_with('.'));
        if path.is_dir() {
            walk(&path, files)?;
        } else if !hidden && path.file_name().is_some_and(|n| n != STORY) {
            files.push(path);
        }
    }
    Ok(())
}

fn story_of(path: &Path) -> Result<Story, Problem> {
    let name = path.display().to_string();
    let text = std::fs::read_to_string(path).map_err(|e| unreadable(&name, e))?;
    toml::from_str(&text).map_err(|e| Problem::new("unreadable-story").with("cause", e).in_file(name))
}

/// What a file gives to read: itself, or the members of an archive as `archive.zip/member`.
pub(crate) struct Contents {
    pub(crate) files: Vec<(String, Result<Vec<u8>, Problem>)>,
    /// What was left out of an archive.
    pub(crate) notices: Vec<Problem>,
}

/// Opens a file, and the archive that it may be.
pub(crate) fn contents(file: &str) -> Result<Contents, Problem> {
    let whole = bytes(file)?;
    if !archive::is(&whole) {
        return Ok(Contents { files: vec![(file.to_owned(), Ok(whole))], notices: Vec::new() });
    }
    let within = |problem: Problem, name: &str| problem.in_file(mask_card_numbers(name));
    let Archive { members, skipped } = archive::members(&whole).map_err(|problem| within(problem, file))?;
    let notices = if skipped > 0 { vec![Problem::new("members-skipped").with("count", skipped)] } else { Vec::new() };
    let named = |(member, content): (String, Result<Vec<u8>, Problem>)| {
        let name = format!("{file}/{member}");
        let content = content.map_err(|problem| within(problem, &name));
        (name, content)
    };
    Ok(Contents { files: members.into_iter().map(named).collect(), notices })
}

pub(crate) fn bytes(file: &str) -> Result<Vec<u8>, Problem> {
    if file == "-" {
        let mut bytes = Vec::new();
        std::io::stdin().lock().read_to_end(&mut bytes).map_err(|e| unreadable("-", e))?;
        return Ok(bytes);
    }
    std::fs::read(file).map_err(|e| unreadable(file, e))
}

/// The breaches that were named, or the story's, as they were said.
pub(crate) fn said(desk: &Desk, exposure: &Exposure, story: Option<&Story>) -> Result<store::Exposure, Problem> {
    let mut breaches = Vec::new();
    for name in &exposure.breaches {
        let text = RefCell::new(None);
        resolve(name, &desk.catalogue, |file| {
            let read = std::fs::read_to_string(file).map_err(|e| unreadable(file, e))?;
            text.replace(Some(read.clone()));
            Ok(read)
        })?;
        breaches.push(NamedBreach { name: name.clone(), text: text.take() });
    }
    if let (true, Some(story)) = (breaches.is_empty(), story) {
        breaches.push(match story.breach.as_table() {
            Some(table) => NamedBreach { name: STORY.to_owned(), text: Some(table.to_string()) },
            None => NamedBreach { name: story.breach.as_str().unwrap_or_default().to_owned(), text: None },
        });
    }
    let cards = exposure.cards.iter().map(|card| card_label(card)).collect();
    Ok(store::Exposure { breaches, exposed: exposure.exposed.clone(), cards })
}

/// The breaches that were said, none of which may begin after today.
pub(crate) fn breaches(desk: &Desk, said: &store::Exposure, today: NaiveDate) -> Result<Vec<Breach>, Problem> {
    let breaches = said.resolve(&desk.catalogue)?;
    match breaches.iter().find(|breach| breach.start > today) {
        Some(breach) => Err(Problem::new("breach-in-future").with("start", breach.start).with("today", today)),
        None => Ok(breaches),
    }
}

/// One breach by its id, file, day or window.
pub(crate) fn named(desk: &Desk, name: &str) -> Result<Breach, Problem> {
    resolve(name, &desk.catalogue, |file| std::fs::read_to_string(file).map_err(|e| unreadable(file, e)))
}

pub(crate) fn today(exposure: &Exposure, story: Option<&Story>) -> Result<NaiveDate, Problem> {
    match (&exposure.as_of, story) {
        (None, Some(story)) => story.today(),
        (as_of, _) => as_of_day(as_of.as_deref()),
    }
}

impl Story {
    pub(crate) fn today(&self) -> Result<NaiveDate, Problem> {
        day(&self.as_of.to_string())
    }
}

/// The day that stands for today, else today.
pub(crate) fn as_of_day(text: Option<&str>) -> Result<NaiveDate, Problem> {
    text.map_or_else(|| Ok(chrono::Local::now().date_naive()), day)
}

pub(crate) fn day(text: &str) -> Result<NaiveDate, Problem> {
    text.parse().map_err(|_| Problem::new("bad-date-option").with("value", text))
}

/// What is odd about the breach given these charges; it does not keep the scan from being made.
pub(crate) fn oddities(case: &Case, breaches: &[Breach]) -> Vec<Problem> {
    let mut found = Vec::new();
    let last = case.charges.iter().map(|charge| charge.date).max();
    for breach in breaches {
        if let Some(last) = last.filter(|last| *last < breach.start) {
            found.push(Problem::new("breach-after-charges").with("start", breach.start).with("last", last));
        }
        for label in &breach.cards {
            if !case.cards.iter().any(|card| card.label == *label) {
                let known: Vec<&str> =
                    case.cards.iter().map(|card| card.label.as_str()).filter(|label| !label.is_empty()).collect();
                found.push(Problem::new("no-breach-card").with("value", label).with("known", known.join(", ")));
            }
        }
    }
    found
}
