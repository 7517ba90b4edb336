//! What was typed, and the files that it names, to what the library takes.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use postbreach::breach::{Breach, resolve};
use postbreach::catalogue::{Catalogue, text_of};
pub(crate) use postbreach::desk::day;
use postbreach::desk::{Contents, Desk, ReadFiles, Reading, STORY, Story, Today, Work, contents, named_breaches};
use postbreach::location::Problem;
use postbreach::messages::Messages;
use postbreach::platform::own_data;
use postbreach::report::Scanned;
use postbreach::store;
use postbreach::text::{card_label, mask_card_numbers};
use rayon::prelude::*;

use crate::args::Exposure;
use crate::global::Global;

/// What every command needs.
pub(crate) struct Terminal {
    pub(crate) desk: Desk,
    pub(crate) messages: Messages,
    /// The folder of the user's own data files: the one named, else the platform's.
    pub(crate) own_rules: Option<PathBuf>,
}

impl Terminal {
    pub(crate) fn new(global: &Global) -> Result<Self, Problem> {
        let mut catalogue = Catalogue::embedded();
        let platform = own_data();
        for folder in platform.iter().filter(|folder| folder.is_dir()).chain(&global.rules) {
            catalogue = catalogue.layer(folder)?;
        }
        let own_rules = global.rules.clone().or(platform);
        let messages = Messages::new(global.lang);
        Ok(Self { desk: Desk::new(catalogue)?, messages, own_rules })
    }

    /// What outputs speak of.
    pub(crate) fn scanned<'a>(&'a self, work: &'a Work) -> Scanned<'a> {
        work.scanned(&self.desk, &self.messages)
    }
}

/// Reads every file; one that fails does not keep the others from being read.
pub(crate) fn read(terminal: &Terminal, names: &[PathBuf], answers: &[String]) -> Result<ReadFiles, Problem> {
    let mut reading = Reading::new(&terminal.desk, answers)?;
    let mut files = Vec::new();
    for name in names {
        let listed = listed(name);
        files.extend(listed.files);
        reading.read.story = reading.read.story.take().or(listed.story);
        reading.read.failed.extend(listed.failed);
    }
    let read = |file: &PathBuf| {
        let mut beside = reading.beside();
        beside.contents(opened(terminal, file), |_, _| ());
        beside.read
    };
    // One shop stands in many of them.
    if files.len() > 1 {
        terminal.desk.merchants.remember();
    }
    let read: Vec<ReadFiles> = files.par_iter().map(read).collect();
    read.into_iter().for_each(|more| reading.read.join(more));
    reading.finish()
}

/// Reads text that was typed as one file.
pub(crate) fn read_typed(terminal: &Terminal, text: &str, answers: &[String]) -> Result<ReadFiles, Problem> {
    let mut reading = Reading::new(&terminal.desk, answers)?;
    reading.file(text.as_bytes(), &terminal.messages.text("typed-rows"), &mut Vec::new());
    reading.finish()
}

/// A path as it is said and shown.
pub(crate) fn name_of(path: &Path) -> String {
    path.display().to_string()
}

pub(crate) fn unreadable(path: &Path, cause: impl std::fmt::Display) -> Problem {
    Problem::new("unreadable-file").with("cause", cause).in_file(mask_card_numbers(&name_of(path)))
}

/// Whether standard input is meant.
fn is_stdin(path: &Path) -> bool {
    path == Path::new("-")
}

/// What a name stands for.
#[derive(Default)]
pub(crate) struct Listed {
    /// The file itself, or every file in the folder, hidden ones left out.
    pub(crate) files: Vec<PathBuf>,
    /// The story that the folder is.
    pub(crate) story: Option<Story>,
    /// What of the folder could not be looked into.
    pub(crate) failed: Vec<Problem>,
}

/// Looks at what a name stands for.
pub(crate) fn listed(path: &Path) -> Listed {
    let mut listed = Listed::default();
    if is_stdin(path) || !path.is_dir() {
        listed.files.push(path.to_owned());
        return listed;
    }
    listed.walk(path);
    let story = path.join(STORY);
    if story.is_file() {
        match story_of(&story) {
            Ok(story) => listed.story = Some(story),
            // Without it nobody would know that the statements are invented.
            Err(problem) => return Listed { failed: vec![problem], ..Listed::default() },
        }
    }
    listed
}

impl Listed {
    /// Goes through a folder; what cannot be looked into does not hide the rest.
    fn walk(&mut self, folder: &Path) {
        let mut paths = Vec::new();
        match std::fs::read_dir(folder) {
            Ok(entries) => {
                for entry in entries {
                    match entry {
                        Ok(entry) => paths.push(entry.path()),
                        Err(error) => self.failed.push(unreadable(folder, error)),
                    }
                }
            }
            Err(error) => self.failed.push(unreadable(folder, error)),
        }
        paths.retain(|path| path.file_name().is_some_and(|n| n != STORY && !n.to_string_lossy().starts_with('.')));
        paths.sort();
        for path in paths {
            match path.metadata() {
                // A link to a folder may lead in a circle, or anywhere.
                Ok(about) if about.is_dir() && path.is_symlink() => {
                    self.failed.push(Problem::new("linked-folder").in_file(mask_card_numbers(&name_of(&path))));
                }
                Ok(about) if about.is_dir() => self.walk(&path),
                Ok(about) if about.is_file() => self.files.push(path),
                // Opening a pipe would wait for ever.
                Ok(_) => {}
                // A link that leads nowhere.
                Err(error) => self.failed.push(unreadable(&path, error)),
            }
        }
    }
}

fn story_of(path: &Path) -> Result<Story, Problem> {
    let text = text_of(path).map_err(|e| unreadable(path, e))?;
    Story::read(&text).map_err(|problem| problem.in_file(name_of(path)))
}

/// Opens a file, and the archive that it may be.
pub(crate) fn opened(terminal: &Terminal, file: &Path) -> Result<Contents, Problem> {
    contents(&name_of(file), bytes(terminal, file)?, &terminal.desk.limits)
}

/// What a file holds, within the limits; `-` is standard input.
pub(crate) fn bytes(terminal: &Terminal, file: &Path) -> Result<Vec<u8>, Problem> {
    let limits = &terminal.desk.limits;
    let read = if is_stdin(file) {
        limits.read(std::io::stdin().lock(), None)
    } else {
        let source = std::fs::File::open(file).map_err(|e| unreadable(file, e))?;
        let length = source.metadata().ok().map(|about| about.len());
        limits.read(source, length)
    };
    read.map_err(|problem| problem.in_file(mask_card_numbers(&name_of(file))))
}

/// What was exposed, as it was typed or as the story has it.
pub(crate) fn said(
    terminal: &Terminal,
    exposure: &Exposure,
    story: Option<&Story>,
) -> Result<store::Exposure, Problem> {
    let breaches = named_breaches(&terminal.desk.catalogue, &exposure.breaches, story, text)?;
    let cards = exposure.cards.iter().map(|card| card_label(card)).collect();
    Ok(store::Exposure { breaches, exposed: exposure.exposed.clone(), cards })
}

/// The breaches that were said, and those that a file names by household.
pub(crate) fn breaches(
    terminal: &Terminal,
    said: &store::Exposure,
    by: Option<&Path>,
    today: NaiveDate,
) -> Result<Vec<Breach>, Problem> {
    let mut breaches = terminal.desk.breaches(said, today)?;
    if let Some(path) = by {
        let by = bytes(terminal, path)?;
        breaches.extend(terminal.desk.breaches_by((&name_of(path), &by), said, today, text)?);
    }
    Ok(breaches)
}

fn text(file: &str) -> Result<String, Problem> {
    text_of(Path::new(file)).map_err(|e| unreadable(Path::new(file), e))
}

/// One breach by its id, file, day or window.
pub(crate) fn named(terminal: &Terminal, name: &str) -> Result<Breach, Problem> {
    resolve(name, &terminal.desk.catalogue, text)
}

/// Which day is today.
pub(crate) fn today(exposure: &Exposure) -> Result<Today, Problem> {
    let said = exposure.as_of.as_deref().map(day).transpose()?;
    Ok(Today { said, now: chrono::Local::now().date_naive() })
}

/// The day to take for today, else today.
pub(crate) fn as_of_day(text: Option<&str>) -> Result<NaiveDate, Problem> {
    text.map_or_else(|| Ok(chrono::Local::now().date_naive()), day)
}
