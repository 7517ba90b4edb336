//! `formats infer`: a layout for a file that none claims, found by its content, to keep and to pass on.

use std::path::Path;

use postbreach::catalogue::Catalogue;
use postbreach::location::Problem;
use postbreach::report::json;
use postbreach::statement;
use postbreach::statement::identify::Formats as Layouts;
use postbreach::statement::options::{ReadAnswers, ReadOptions};
use postbreach::text::{mask_card_numbers, path_label};
use postbreach::transaction::Strings;

use crate::Outcome;
use crate::args::Infer;
use crate::input::{Terminal, bytes};
use crate::output::{aside, counts, print, say};
use crate::sink::write_private;

pub(crate) fn infer(terminal: &Terminal, layouts: &Layouts, args: &Infer) -> Result<Outcome, Problem> {
    let options = ReadAnswers::parse(&args.read)?.for_file(&args.file);
    let tools = terminal.desk.tools();
    let bytes = bytes(terminal, Path::new(&args.file))?;
    let shown = mask_card_numbers(&args.file);
    let found = statement::read_by_content(&bytes, &args.file, layouts, &options, tools, &mut Strings::default())?;
    let (inferred, read) = found.ok_or_else(|| Problem::new("no-content").in_file(shown))?;
    let incomplete = read.rejected().next().is_some() || !read.questions.is_empty();
    for line in counts(terminal, std::iter::once(&read), &[]) {
        aside(&line);
    }
    match &args.save {
        None => print(&inferred.text)?,
        Some(id) => save(terminal, args, id, &inferred.named(id), &bytes)?,
    }
    Ok(Outcome::of(false, incomplete))
}

/// Writes the layout file among the user's own, and what the statement reads as by it.
fn save(terminal: &Terminal, args: &Infer, id: &str, text: &str, bytes: &[u8]) -> Result<(), Problem> {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    let file = format!("formats/{id}.toml");
    let shown = mask_card_numbers(id);
    if id.is_empty() || shown != id || !id.chars().all(plain) || Catalogue::embedded().file(&file).is_some() {
        return Err(Problem::new("bad-layout-id").with("value", &*shown));
    }
    let folder = terminal.own_rules.as_deref().ok_or_else(|| Problem::new("no-own-rules"))?;
    let layout = folder.join(&file);
    if layout.exists() {
        return Err(Problem::new("layout-exists").in_file(layout.display().to_string()));
    }
    write(&layout, text)?;
    let layouts = Layouts::load(&Catalogue::embedded().layer(folder)?)?;
    let options = ReadOptions { layout: Some(id.to_owned()), ..ReadAnswers::parse(&args.read)?.for_file(&args.file) };
    let tools = terminal.desk.tools();
    let mut strings = Strings::default();
    let read = statement::read(bytes, &args.file, &layouts, &options, tools, &mut strings)?;
    let value = json::convert(&[read], &strings, &[], &terminal.desk.currencies, &terminal.messages);
    let name = Path::new(&args.file).file_name().unwrap_or_default().to_string_lossy();
    // An asterisk is no character of a file's name everywhere.
    let name = mask_card_numbers(&name).replace('*', "x");
    let expected = folder.join("samples").join(id).join(format!("{name}.expected.json"));
    write(&expected, &json::pretty(&value["statements"][0]))?;
    let messages = &terminal.messages;
    say(&messages.with("saved-layout", &[("layout", path_label(&layout).into())]))?;
    say(&messages.with("saved-expected", &[("expected", path_label(&expected).into())]))?;
    say(&messages.text("saved-contribute"))?;
    Ok(())
}

fn write(path: &Path, text: &str) -> Result<(), Problem> {
    let failed = |e| Problem::new("unwritable-file").with("cause", e).in_file(path.display().to_string());
    std::fs::create_dir_all(path.parent().unwrap_or(path)).map_err(failed)?;
    write_private(path, text.as_bytes())
}
