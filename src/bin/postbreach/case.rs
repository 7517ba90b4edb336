//! `import`, `add`, `status`, `forget`, `backup` and `restore`: a case as a whole.

use std::path::{Path, PathBuf};

use chrono::{SecondsFormat, Utc};
use postbreach::desk::{Opened, ReadFiles, Story, Work, change_exposure};
use postbreach::finding::Level;
use postbreach::location::Problem;
use postbreach::messages::Value;
use postbreach::report::status::{self, Status};
use postbreach::report::words::count_of;
use postbreach::report::{disputes, json, logged};
use postbreach::review::{Order, Review};
use postbreach::store::{Imported, Settings, Store, What};
use postbreach::text::{for_terminal, path_label};

use crate::Outcome;
use crate::args::Exposure;
use crate::case_args::{self, Add, CaseFile, Import, Writing};
use crate::input::{Terminal, bytes, read, read_typed, said, today};
use crate::output::{aside, counts, print, say};
use crate::sure::sure;

/// The variable that names the case.
const VARIABLE: &str = "POSTBREACH_CASE";

/// More charges than this are counted, not listed.
const LISTED: usize = 20;

/// The case that was named, else the environment's.
pub(crate) fn path(case: &CaseFile) -> Result<PathBuf, Problem> {
    let named =
        case.file.clone().or_else(|| std::env::var_os(VARIABLE).filter(|name| !name.is_empty()).map(PathBuf::from));
    named.ok_or_else(|| Problem::new("no-case-named"))
}

/// Says which case a problem is of.
pub(crate) fn at(path: &Path) -> impl Fn(Problem) -> Problem {
    let name = path.display().to_string();
    move |problem| if problem.at.file.is_empty() { problem.in_file(name.clone()) } else { problem }
}

/// The moment, for what is written.
pub(crate) fn now() -> String {
    Utc::now().to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// Opens a case and judges it; what is typed stands before what is kept.
pub(crate) fn opened(
    terminal: &Terminal,
    case: &CaseFile,
    exposure: &Exposure,
    level: Level,
    order: Order,
) -> Result<(Store, Opened), Problem> {
    let path = path(case)?;
    let (said, today) = (said(terminal, exposure, None)?, today(exposure)?);
    let open = || {
        let store = Store::open(&path)?;
        let kept = store.load(terminal.desk.assembling()?)?;
        Ok((store, kept))
    };
    let (store, kept) = open().map_err(at(&path))?;
    Ok((store, terminal.desk.judged(kept, &said, today, level, order)?))
}

pub(crate) fn import(terminal: &Terminal, args: &Import) -> Result<Outcome, Problem> {
    let files = match args.files.as_slice() {
        [] => ReadFiles::default(),
        names => read(terminal, names, &args.read)?,
    };
    let said = said(terminal, &args.exposure, files.story.as_ref())?;
    let story = files.story.as_ref().and_then(Story::today);
    terminal.desk.breaches(&said, today(&args.exposure)?.in_story(story))?;
    let household = args.household.clone();
    let change = |settings: &mut Settings| {
        change_exposure(&mut settings.exposure, &said);
        settings.story = story.or(settings.story);
        if let Some(name) = household {
            settings.household = name;
        }
    };
    let day = Exposure { as_of: args.exposure.as_of.clone(), ..Exposure::default() };
    bring(terminal, files, &args.writing, &day, change)
}

pub(crate) fn add(terminal: &Terminal, args: &Add) -> Result<Outcome, Problem> {
    let text = match args.rows.as_slice() {
        [] => String::from_utf8(bytes(terminal, Path::new("-"))?)
            .map_err(|e| Problem::new("unreadable-file").with("cause", e).in_file("-"))?,
        rows => rows.join("\n"),
    };
    let files = read_typed(terminal, &text, &args.read)?;
    // Nobody could take a mistyped row out again: it is typed again instead.
    if !files.failed.is_empty() || files.statements.iter().any(|typed| typed.rejected().next().is_some()) {
        for line in counts(terminal, files.statements.iter(), &files.failed) {
            aside(&line);
        }
        say(&terminal.messages.text("typed-refused"))?;
        return Ok(Outcome::Incomplete);
    }
    bring(terminal, files, &args.writing, &Exposure::default(), |_| ())
}

/// Brings what was read into the case, and says what became of it.
fn bring(
    terminal: &Terminal,
    mut files: ReadFiles,
    writing: &Writing,
    exposure: &Exposure,
    change: impl FnOnce(&mut Settings),
) -> Result<Outcome, Problem> {
    let failed = std::mem::take(&mut files.failed);
    let (incoming, strings) = files.incoming();
    let with = terminal.desk.assembling()?;
    let into = |mut store: Store| store.import(&incoming, &strings, change, &now(), with);
    let imported = if writing.ephemeral {
        into(Store::ephemeral()?)?
    } else {
        let path = path(&writing.case)?;
        // What does not read makes no case.
        let nothing = incoming.is_empty() && !failed.is_empty();
        let store = match path.is_file() {
            false if writing.dry_run || nothing => Store::ephemeral(),
            true if writing.dry_run => Store::open(&path).and_then(|store| store.apart()),
            _ => Store::open_or_make(&path),
        };
        store.and_then(into).map_err(at(&path))?
    };
    let incomplete = told(terminal, imported, writing, exposure, &failed)?;
    Ok(Outcome::of(false, incomplete || !failed.is_empty()))
}

/// Says what an import came to; whether something of it could not be read or is a question.
fn told(
    terminal: &Terminal,
    imported: Imported,
    writing: &Writing,
    exposure: &Exposure,
    failed: &[Problem],
) -> Result<bool, Problem> {
    let messages = &terminal.messages;
    let Imported { new_files, known_files, read_again, statements, new, known, posted, kept } = imported;
    let read = || statements.iter().map(|at| &kept.case.statements[*at]);
    for line in counts(terminal, read(), failed) {
        aside(&line);
    }
    let incomplete = read().any(|statement| statement.rejected().next().is_some() || !statement.questions.is_empty());
    for (id, names) in [("import-known-file", known_files), ("import-read-again", read_again)] {
        for name in names {
            say(&messages.with(id, &[("file", for_terminal(&name).into())]))?;
        }
    }
    let first = kept.case.charges.len() == new.len();
    let counts: [(&str, Value); 4] = [
        ("files", count_of(new_files.len())),
        ("new", count_of(new.len())),
        ("known", count_of(known.len())),
        ("posted", count_of(posted.len())),
    ];
    let did = messages.with(if writing.dry_run { "import-would" } else { "import-did" }, &counts);
    say(&status::of_household(&kept.settings.household, did, messages))?;
    let ids = |list: &[usize]| list.iter().map(|at| kept.case.charges[*at].id.clone()).collect::<Vec<_>>();
    let lists = [("import-new", ids(&new)), ("import-posted", ids(&posted))];
    let lists: Vec<_> = lists.into_iter().filter(|(_, ids)| !ids.is_empty() && !first).collect();
    let decided = !kept.history.entries.is_empty() && !statements.is_empty();
    if !lists.is_empty() || decided {
        let said = said(terminal, exposure, None)?;
        let Opened { work, .. } =
            terminal.desk.judged(kept, &said, today(exposure)?, Level::default(), Order::default())?;
        for (head, ids) in lists {
            say(&messages.text(head))?;
            for at in ids.iter().take(LISTED).filter_map(|id| work.case.charges.iter().position(|c| c.id == *id)) {
                say(&format!("  {}", status::line(terminal.scanned(&work), at, &work.case.charges[at])))?;
            }
            if ids.len() > LISTED {
                say(&format!("  {}", messages.with("list-more", &[("count", count_of(ids.len() - LISTED))])))?;
            }
        }
        let spoken = disputes::of_statements(terminal.scanned(&work), &statements);
        if !spoken.is_empty() {
            say(&messages.text("import-disputes"))?;
        }
        for (line, indent) in spoken {
            say(&format!("{:indent$}{line}", ""))?;
        }
    }
    if writing.ephemeral {
        say(&messages.text("import-ephemeral"))?;
    }
    Ok(incomplete)
}

pub(crate) fn status(terminal: &Terminal, args: &case_args::Status) -> Result<Outcome, Problem> {
    let order = args.order.parse()?;
    let (_, opened) = opened(terminal, &args.case, &args.exposure, Level::default(), order)?;
    let Opened { work, settings, seen, first_seen, .. } = &opened;
    let status = Status {
        order,
        scanned: terminal.scanned(work),
        household: &settings.household,
        profiles: &settings.profile,
        first_seen,
        last_import: seen.imports,
        elsewhere: work.review.as_ref().map_or(0, |review: &Review| review.elsewhere),
    };
    match args.format.as_str() {
        "json" => print(&json::pretty(&status::value(status)?))?,
        _ => print(&status::render(status)?)?,
    }
    Ok(outcome(work))
}

/// Whether something is left to review, or to answer.
fn outcome(work: &Work) -> Outcome {
    Outcome::of(work.findings.flagged().next().is_some(), work.incomplete)
}

pub(crate) fn forget(
    terminal: &Terminal,
    card: Option<&str>,
    file: Option<&str>,
    yes: bool,
    case: &CaseFile,
) -> Result<Outcome, Problem> {
    let path = path(case)?;
    let messages = &terminal.messages;
    let mut store = Store::open(&path).map_err(at(&path))?;
    let what = match (card, file) {
        (Some(card), _) => What::Card(card.to_owned()),
        (None, Some(file)) => What::File(file.to_owned()),
        (None, None) => What::Everything,
    };
    sure(terminal, &logged::forget_question(&what, messages), yes)?;
    let gone = store.forget(&what, &now(), terminal.desk.assembling()?).map_err(at(&path))?;
    for line in logged::forgotten(gone, messages) {
        say(&line)?;
    }
    Ok(Outcome::Clean)
}

pub(crate) fn backup(terminal: &Terminal, to: &Path, case: &CaseFile) -> Result<Outcome, Problem> {
    let path = path(case)?;
    Store::open(&path).and_then(|store| store.backup(to)).map_err(at(&path))?;
    say(&terminal.messages.with("backup-made", &[("file", path_label(to).into())]))?;
    Ok(Outcome::Clean)
}

pub(crate) fn restore(terminal: &Terminal, from: &Path, yes: bool, case: &CaseFile) -> Result<Outcome, Problem> {
    let path = path(case)?;
    let store = Store::restore(from, &path, yes).map_err(at(from))?;
    let entries = store.history().map_err(at(&path))?.decisions().count();
    let args = [("file", path_label(&path).into()), ("decisions", count_of(entries))];
    say(&terminal.messages.with("restored", &args))?;
    Ok(Outcome::Clean)
}
