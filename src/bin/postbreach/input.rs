//! What was typed, and the files that it names, to what the library takes.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use postbreach::breach::{Breach, resolve};
use postbreach::catalogue::{Catalogue, text_of};
pub(crate) use postbreach::desk::day;
use postbreach::desk::{Contents, Desk, ReadFiles, Reading, STORY, Story, Today, Work, contents, named_breaches};
use postbreach::location::Problem;
use postbreach::messages::{Lang, Messages};
use postbreach::platform::own_data;
use postbreach::report::Scanned;
use postbreach::store;
use postbreach::text::{card_label, mask_card_numbers};
use rayon::prelude::*;

use crate::args::{Exposure, Global};

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
        let messages = Messages::new(global.lang.parse::<Lang>()?);
        Ok(Self { desk: Desk::new(catalogue)?, messages, own_rules })
    }

    /// What outputs speak of.
    pub(crate) fn scanned<'a>(&'a self, work: &'a Work) -> Scanned<'a> {
        work.scanned(&self.desk, &self.messages)
    }
}

/// Reads every file; one that fails does not keep the others from being read.
pub(crate) fn read(terminal: &Terminal, names: &[String], answers: &[String]) -> Result<ReadFiles, Problem> {
    let mut reading = Reading::new(&terminal.desk, answers)?;
    let mut files = Vec::new();
    for name in names {
        match listed(name) {
            Ok((found, story)) => {
                files.extend(found);
                reading.read.story = reading.read.story.take().or(story);
            }
            Err(problem) => reading.read.failed.push(problem),
        }
    }
    let read = |file: &String| {
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

fn unreadable(path: &str, cause: impl std::fmt::Display) -> Problem {
    Problem::new("unreadable-file").with("cause", cause).in_file(mask_card_numbers(path))
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
        let entry = entry.map_err(|e| unreadable(&name, e))?;
        let path = entry.path();
        let hidden = path.file_name().is_some_and(|n| n.to_string_lossy().starts_with('.'));
        // A link to a folder may lead in a circle, or anywhere.
        let linked = entry.file_type().is_ok_and(|kind| kind.is_symlink());
        if path.is_dir() && linked {
            return Err(Problem::new("linked-folder").in_file(mask_card_numbers(&path.display().to_string())));
        }
        if path.is_dir() {
            walk(&path, files)?;
        // Opening a pipe would wait for ever.
        } else if path.is_file() && !hidden && path.file_name().is_some_and(|n| n != STORY) {
            files.push(path);
        }
    }
    Ok(())
}

fn story_of(path: &Path) -> Result<Story, Problem> {
    let name = path.display().to_string();
    let text = text_of(path).map_err(|e| unreadable(&name, e))?;
    Story::read(&text).map_err(|problem| problem.in_file(name))
}

/// Opens a file, and the archive that it may be.
pub(crate) fn opened(terminal: &Terminal, file: &str) -> Result<Contents, Problem> {
    contents(file, bytes(terminal, file)?, &terminal.desk.limits)
}

/// What a file holds, within the limits; `-` is standard input.
pub(crate) fn bytes(terminal: &Terminal, file: &str) -> Result<Vec<u8>, Problem> {
    let limits = &terminal.desk.limits;
    let read = if file == "-" {
        limits.read(std::io::stdin().lock(), None)
    } else {
        let source = std::fs::File::open(file).map_err(|e| unreadable(file, e))?;
        let length = source.metadata().ok().map(|about| about.len());
        limits.read(source, length)
    };
    read.map_err(|problem| problem.in_file(mask_card_numbers(file)))
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
        let file = path.display().to_string();
        breaches.extend(terminal.desk.breaches_by((&file, &text(&file)?), said, today, text)?);
    }
    Ok(breaches)
}

fn text(file: &str) -> Result<String, Problem> {
    text_of(Path::new(file)).map_err(|e| unreadable(file, e))
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
