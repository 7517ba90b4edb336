//! `import`, `add`, `status`, `forget`, `backup` and `restore`: a case as a whole.

use std::path::{Path, PathBuf};

use chrono::{NaiveDate, SecondsFormat, Utc};
use postbreach::case::Windows;
use postbreach::finding::Level;
use postbreach::location::Problem;
use postbreach::messages::Value;
use postbreach::report::status::{self, Status};
use postbreach::report::words::count_of;
use postbreach::report::{disputes, json};
use postbreach::review::{Order, Review};
use postbreach::store::{Assembling, Forgotten, Imported, Incoming, Kept, Seen, Settings, Store, What};
use postbreach::text::{card_label, for_terminal};

use crate::Outcome;
use crate::args::Exposure;
use crate::case_args::{self, Add, CaseFile, Import, Writing};
use crate::input::{Desk, ReadFiles, breaches, bytes, read, read_typed, said, today};
use crate::output::{Read, Work, counts, judge, print, say};
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

pub(crate) fn assembling(desk: &Desk) -> Result<Assembling<'_>, Problem> {
    Ok(Assembling { merchants: &desk.merchants, windows: Windows::load(&desk.catalogue)? })
}

/// What of a case stands beside its charges.
pub(crate) struct Side {
    pub(crate) settings: Settings,
    pub(crate) seen: Seen,
    pub(crate) first_seen: Vec<i64>,
}

/// Opens a case and reads it; what is typed stands before what is kept.
pub(crate) fn opened(desk: &Desk, case: &CaseFile, exposure: &Exposure) -> Result<(Store, Read, Side), Problem> {
    let path = path(case)?;
    let open = || {
        let store = Store::open(&path)?;
        let kept = store.load(assembling(desk)?)?;
        Ok((store, kept))
    };
    let (store, kept) = open().map_err(at(&path))?;
    let (read, side) = unpacked(desk, kept, exposure)?;
    Ok((store, read, side))
}

/// The charges of a case, ready to be judged.
fn unpacked(desk: &Desk, kept: Kept, exposure: &Exposure) -> Result<(Read, Side), Problem> {
    let Kept { case, first_seen, settings, history, seen, .. } = kept;
    let today = day_of(&settings, exposure)?;
    let typed = said(desk, exposure, None)?;
    let mut holds = settings.exposure.clone();
    if !typed.breaches.is_empty() {
        holds.breaches = typed.breaches;
    }
    holds.exposed = typed.exposed.or(holds.exposed);
    if !typed.cards.is_empty() {
        holds.cards = typed.cards;
    }
    let breaches = breaches(desk, &holds, today)?;
    let side = Side { seen, first_seen: first_seen.clone(), settings };
    let invented = side.settings.story.is_some();
    let read = Read { case, breaches, today, failed: Vec::new(), invented, history: Some(history), first_seen };
    Ok((read, side))
}

/// Today: as typed, else as the story has it.
pub(crate) fn day_of(settings: &Settings, exposure: &Exposure) -> Result<NaiveDate, Problem> {
    match settings.story {
        Some(story) if exposure.as_of.is_none() => Ok(story),
        Some(_) | None => today(exposure, None),
    }
}

pub(crate) fn import(desk: &Desk, args: &Import) -> Result<Outcome, Problem> {
    let files = match args.files.as_slice() {
        [] => ReadFiles::default(),
        names => read(desk, names, &args.read)?,
    };
    let said = said(desk, &args.exposure, files.story.as_ref())?;
    let story = files.story.as_ref().map(crate::input::Story::today).transpose()?;
    breaches(desk, &said, today(&args.exposure, files.story.as_ref())?)?;
    let household = args.household.clone();
    let change = |settings: &mut Settings| {
        let holds = &mut settings.exposure;
        if !said.breaches.is_empty() {
            holds.breaches.clone_from(&said.breaches);
            holds.exposed = None;
        }
        holds.exposed = said.exposed.clone().or(holds.exposed.take());
        if !said.cards.is_empty() {
            holds.cards.clone_from(&said.cards);
        }
        settings.story = story.or(settings.story);
        if let Some(name) = household {
            settings.household = name;
        }
    };
    let day = Exposure { as_of: args.exposure.as_of.clone(), ..Exposure::default() };
    bring(desk, files, &args.writing, &day, change)
}

pub(crate) fn add(desk: &Desk, args: &Add) -> Result<Outcome, Problem> {
    let text = match args.rows.as_slice() {
        [] => {
            String::from_utf8(bytes("-")?).map_err(|e| Problem::new("unreadable-file").with("cause", e).in_file("-"))?
        }
        rows => rows.join("\n"),
    };
    let files = read_typed(desk, &text, &args.read)?;
    bring(desk, files, &args.writing, &Exposure::default(), |_| ())
}

/// Brings what was read into the case, and says what became of it.
fn bring(
    desk: &Desk,
    files: ReadFiles,
    writing: &Writing,
    exposure: &Exposure,
    change: impl FnOnce(&mut Settings),
) -> Result<Outcome, Problem> {
    let ReadFiles { statements, origins, strings, failed, .. } = files;
    let incoming: Vec<Incoming> = statements
        .into_iter()
        .zip(origins)
        .map(|(statement, (hash, answers))| Incoming { hash, answers, statement })
        .collect();
    let into = |mut store: Store| store.import(&incoming, &strings, change, &now(), assembling(desk)?, writing.dry_run);
    let imported = if writing.ephemeral {
        into(Store::ephemeral()?)?
    } else {
        let path = path(&writing.case)?;
        let store = match (path.is_file(), writing.dry_run) {
            (false, true) => Store::ephemeral(),
            _ => Store::open_or_make(&path),
        };
        store.and_then(into).map_err(at(&path))?
    };
    let incomplete = told(desk, imported, writing, exposure, &failed)?;
    Ok(Outcome::of(false, incomplete || !failed.is_empty()))
}

/// Says what an import came to; whether something of it could not be read or is a question.
fn told(
    desk: &Desk,
    imported: Imported,
    writing: &Writing,
    exposure: &Exposure,
    failed: &[Problem],
) -> Result<bool, Problem> {
    let messages = &desk.messages;
    let Imported { new_files, known_files, read_again, statements, new, known, posted, kept } = imported;
    let read = || statements.iter().map(|at| &kept.case.statements[*at]);
    for line in counts(desk, read(), failed) {
        eprintln!("{line}");
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
    say(&messages.with(if writing.dry_run { "import-would" } else { "import-did" }, &counts))?;
    let ids = |list: &[usize]| list.iter().map(|at| kept.case.charges[*at].id.clone()).collect::<Vec<_>>();
    let lists = [("import-new", ids(&new)), ("import-posted", ids(&posted))];
    let lists: Vec<_> = lists.into_iter().filter(|(_, ids)| !ids.is_empty() && !first).collect();
    let decided = !kept.history.entries.is_empty() && !statements.is_empty();
    if !lists.is_empty() || decided {
        let (read, _) = unpacked(desk, kept, exposure)?;
        let work = judge(desk, read, Level::default(), Order::default())?;
        for (head, ids) in lists {
            say(&messages.text(head))?;
            for at in ids.iter().take(LISTED).filter_map(|id| work.case.charges.iter().position(|c| c.id == *id)) {
                say(&format!("  {}", status::line(work.scanned(desk), at, &work.case.charges[at])))?;
            }
            if ids.len() > LISTED {
                say(&format!("  {}", messages.with("list-more", &[("count", count_of(ids.len() - LISTED))])))?;
            }
        }
        let spoken = disputes::of_statements(work.scanned(desk), &statements);
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

pub(crate) fn status(desk: &Desk, args: &case_args::Status) -> Result<Outcome, Problem> {
    let (_, read, side) = opened(desk, &args.case, &args.exposure)?;
    let order = args.order.parse()?;
    let work = judge(desk, read, Level::default(), order)?;
    let status = Status {
        order,
        scanned: work.scanned(desk),
        household: &side.settings.household,
        first_seen: &side.first_seen,
        last_import: side.seen.imports,
        elsewhere: work.review.as_ref().map_or(0, |review: &Review| review.elsewhere),
    };
    match args.format.as_str() {
        "json" => print(&json::pretty(&status::value(status)))?,
        _ => print(&status::render(status))?,
    }
    Ok(outcome(&work))
}

/// Whether something is left to review, or to answer.
fn outcome(work: &Work) -> Outcome {
    Outcome::of(work.findings.flagged().next().is_some(), work.incomplete)
}

pub(crate) fn forget(desk: &Desk, card: Option<&str>, yes: bool, case: &CaseFile) -> Result<Outcome, Problem> {
    let path = path(case)?;
    let messages = &desk.messages;
    let mut store = Store::open(&path).map_err(at(&path))?;
    let what = card.map_or(What::Everything, |card| What::Card(card.to_owned()));
    let question = match card {
        Some(card) => messages.with("forget-card", &[("card", card_label(card).into())]),
        None => messages.text("forget-everything"),
    };
    sure(desk, &question, yes)?;
    let gone = store.forget(&what, &now(), assembling(desk)?).map_err(at(&path))?;
    let Forgotten { files, rows, charges, entries, mentions } = gone;
    let number = |count: u64| Value::from(i64::try_from(count).unwrap_or(i64::MAX));
    let args = [
        ("files", count_of(files)),
        ("rows", number(rows)),
        ("charges", count_of(charges)),
        ("entries", number(entries)),
        ("mentions", count_of(mentions)),
    ];
    say(&messages.with("forgotten", &args))?;
    if mentions > 0 {
        say(&messages.with("forgotten-mentions", &args))?;
    }
    say(&messages.text("forgotten-elsewhere"))?;
    Ok(Outcome::Clean)
}

pub(crate) fn backup(desk: &Desk, to: &Path, case: &CaseFile) -> Result<Outcome, Problem> {
    let path = path(case)?;
    Store::open(&path).and_then(|store| store.backup(to)).map_err(at(&path))?;
    say(&desk.messages.with("backup-made", &[("file", for_terminal(&to.display().to_string()).into())]))?;
    Ok(Outcome::Clean)
}

pub(crate) fn restore(desk: &Desk, from: &Path, yes: bool, case: &CaseFile) -> Result<Outcome, Problem> {
    let path = path(case)?;
    let store = Store::restore(from, &path, yes).map_err(at(from))?;
    let entries = store.history().map_err(at(&path))?.decisions().count();
    let args = [("file", for_terminal(&path.display().to_string()).into()), ("decisions", count_of(entries))];
    say(&desk.messages.with("restored", &args))?;
    Ok(Outcome::Clean)
}
