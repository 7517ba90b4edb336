//! Files to statements.

use chrono::NaiveDate;

use super::Desk;
use crate::catalogue::typed_day;
use crate::location::Problem;
use crate::messages::Words;
use crate::statement::archive::{self, Archive};
use crate::statement::limits::Limits;
use crate::statement::options::ReadAnswers;
use crate::statement::{self, Statement};
use crate::store::{Incoming, NamedBreach};
use crate::text::mask_card_numbers;
use crate::transaction::Strings;

/// The file that makes a folder a story.
pub const STORY: &str = "story.toml";

/// What was read.
#[derive(Default)]
pub struct ReadFiles {
    /// The statements.
    pub statements: Vec<Statement>,
    /// What a case tells the file of each statement by, and the answers that it was read with.
    pub origins: Vec<(String, Vec<String>)>,
    /// Their texts.
    pub strings: Strings,
    /// What could not be read.
    pub failed: Vec<Problem>,
    /// The story that a folder is.
    pub story: Option<Story>,
}

impl ReadFiles {
    /// Whether a file or a row could not be read, or something must be asked.
    #[must_use]
    pub fn incomplete(&self) -> bool {
        !self.failed.is_empty()
            || self.statements.iter().any(|s| s.rejected().next().is_some() || !s.questions.is_empty())
    }

    /// Takes in what was read elsewhere, behind what was read here.
    pub fn join(&mut self, more: Self) {
        let Self { mut statements, origins, strings, failed, story } = more;
        let symbols = self.strings.take_in(&strings);
        statements.iter_mut().flat_map(|statement| &mut statement.transactions).for_each(|row| row.exchange(&symbols));
        self.statements.append(&mut statements);
        self.origins.extend(origins);
        self.failed.extend(failed);
        self.story = self.story.take().or(story);
    }

    /// The statements as a case takes them, and their texts.
    #[must_use]
    pub fn incoming(self) -> (Vec<Incoming>, Strings) {
        let of = |(statement, (hash, answers))| Incoming { hash, answers, statement };
        (self.statements.into_iter().zip(self.origins).map(of).collect(), self.strings)
    }
}

/// A folder whose statements are invented.
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Story {
    /// The day that stands for today.
    as_of: toml::value::Datetime,
    /// An id of the catalogue, or a breach of its own.
    breach: toml::Value,
    /// How it ends.
    pub end: Option<Ending>,
}

/// How a story ends.
#[derive(Debug, Clone, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ending {
    /// The charge that its people did not make, by its line.
    pub not_mine: String,
    /// What follows from that, with the variable `date`: the day by which the letter must have arrived.
    pub words: Words,
}

impl Story {
    /// Reads a story's file.
    ///
    /// # Errors
    /// `unreadable-story`, `bad-date-option`.
    pub fn read(text: &str) -> Result<Self, Problem> {
        let story: Self = toml::from_str(text).map_err(|e| Problem::new("unreadable-story").with("cause", e))?;
        day(&story.as_of.to_string())?;
        Ok(story)
    }

    /// The day that stands for today; none in a story whose day does not read.
    #[must_use]
    pub fn today(&self) -> Option<NaiveDate> {
        day(&self.as_of.to_string()).ok()
    }

    /// The story's breach, as it would be named.
    #[must_use]
    pub fn breach(&self) -> NamedBreach {
        let (name, text) = match self.breach.as_table() {
            Some(table) => (STORY, Some(table.to_string())),
            None => (self.breach.as_str().unwrap_or_default(), None),
        };
        NamedBreach { name: name.to_owned(), text, ..NamedBreach::default() }
    }
}

/// A day, `2026-01-31`.
///
/// # Errors
/// `bad-date-option`.
pub fn day(text: &str) -> Result<NaiveDate, Problem> {
    typed_day(text).ok_or_else(|| Problem::new("bad-date-option").with("value", text))
}

/// Files that are being read; one that fails does not keep the others from being read.
pub struct Reading<'a> {
    desk: &'a Desk,
    answers: ReadAnswers,
    /// What was read so far.
    pub read: ReadFiles,
}

impl<'a> Reading<'a> {
    /// Begins, with answers as `KEY=VALUE[@FILES]`.
    ///
    /// # Errors
    /// `bad-read-option` and its kin for an answer; as the layouts do not read.
    pub fn new(desk: &'a Desk, answers: &[String]) -> Result<Self, Problem> {
        desk.formats()?;
        Ok(Self { desk, answers: ReadAnswers::parse(answers)?, read: ReadFiles::default() })
    }

    /// The same beside this one, where nothing is read yet: several may read at once.
    #[must_use]
    pub fn beside(&self) -> Self {
        Self { desk: self.desk, answers: self.answers.clone(), read: ReadFiles::default() }
    }

    /// Reads what a file holds, itself or the members of an archive, and gives each away once it is read.
    pub fn contents(&mut self, contents: Result<Contents, Problem>, mut read: impl FnMut(String, Vec<u8>)) {
        let Contents { files, mut notices } = match contents {
            Ok(contents) => contents,
            Err(problem) => return self.read.failed.push(problem),
        };
        for (name, bytes) in files {
            match bytes {
                Ok(bytes) => {
                    self.file(&bytes, &name, &mut notices);
                    read(name, bytes);
                }
                Err(problem) => self.read.failed.push(problem),
            }
        }
        // Said of the archive where no member of it was read.
        self.read.failed.append(&mut notices);
    }

    /// Reads one file; the notices go to its statement.
    pub fn file(&mut self, bytes: &[u8], name: &str, notices: &mut Vec<Problem>) {
        let Self { desk, answers, read } = self;
        let options = answers.for_file(name);
        let statement = desk
            .formats()
            .and_then(|formats| statement::read(bytes, name, formats, &options, desk.tools(), &mut read.strings));
        match statement {
            Ok(mut statement) => {
                statement.notices.append(notices);
                read.statements.push(statement);
                read.origins.push((Incoming::hash(bytes), answers.said_of(name)));
            }
            Err(problem) => read.failed.push(problem),
        }
    }

    /// Ends.
    ///
    /// # Errors
    /// `nothing-to-read` when there was no file.
    pub fn finish(mut self) -> Result<ReadFiles, Problem> {
        if self.read.statements.is_empty() && self.read.failed.is_empty() {
            return Err(Problem::new("nothing-to-read"));
        }
        self.read.failed.extend(self.answers.unused());
        Ok(self.read)
    }
}

impl Desk {
    /// Reads one text as a file of this name, which must read.
    ///
    /// # Errors
    /// As [`Reading::new`]; what keeps the text from being read.
    pub fn read_one(&self, text: &[u8], name: &str, answers: &[String]) -> Result<ReadFiles, Problem> {
        let mut reading = Reading::new(self, answers)?;
        reading.file(text, name, &mut Vec::new());
        match reading.read.failed.pop() {
            Some(problem) => Err(problem),
            None => reading.finish(),
        }
    }
}

/// What a file gives to read: itself, or the members of an archive as `archive.zip/member`.
pub struct Contents {
    /// Names and bytes.
    pub files: Vec<(String, Result<Vec<u8>, Problem>)>,
    /// What was left out of an archive.
    pub notices: Vec<Problem>,
}

/// Opens the archive that a file may be.
///
/// # Errors
/// As the archive does not open.
pub fn contents(name: &str, whole: Vec<u8>, limits: &Limits) -> Result<Contents, Problem> {
    if !archive::is(&whole) {
        return Ok(Contents { files: vec![(name.to_owned(), Ok(whole))], notices: Vec::new() });
    }
    let within = |problem: Problem, name: &str| problem.in_file(mask_card_numbers(name));
    let Archive { members, skipped } =
        archive::members(&whole, &limits.archive).map_err(|problem| within(problem, name))?;
    let notices = if skipped > 0 { vec![Problem::new("members-skipped").with("count", skipped)] } else { Vec::new() };
    let named = |(member, content): (String, Result<Vec<u8>, Problem>)| {
        let name = format!("{name}/{member}");
        let content = content.map_err(|problem| within(problem, &name));
        (name, content)
    };
    Ok(Contents { files: members.into_iter().map(named).collect(), notices })
}
