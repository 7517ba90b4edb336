//! The frame of every page to print: it loads nothing from anywhere and runs no script.

use minijinja::{Environment, Error, Value};

use crate::location::Problem;

const FRAME: &str = include_str!("../assets/paper.html");

/// Lays a page out in the frame, which asks for `lang`, `title`, `style` and perhaps `class`; every text is escaped, control
/// characters too: HTML has no place for them, and a terminal that shows the file would obey them.
///
/// # Errors
/// `bad-data-file` when the template is wrong.
pub(super) fn lay_out(name: &str, template: &str, page: Value) -> Result<String, Problem> {
    let bad = |e: Error| Problem::new("bad-data-file").with("cause", e).in_file(name);
    let mut environment = Environment::new();
    environment.add_template("paper.html", FRAME).map_err(bad)?;
    environment.add_template(name, template).map_err(bad)?;
    let page = environment.get_template(name).map_err(bad)?.render(page).map_err(bad)?;
    let obeyed = |c: char| c.is_control() && !matches!(c, '\n' | '\t');
    let parts = page.split_inclusive(obeyed).flat_map(|part| match part.strip_suffix(obeyed) {
        Some(before) => [before.to_owned(), part[before.len()..].escape_unicode().to_string()],
        None => [part.to_owned(), String::new()],
    });
    Ok(if page.contains(obeyed) { parts.collect() } else { page })
}
