//! Templates of papers (`rules/letters/{en,ja}/*.jinja`), the user's to edit. They are run in a closed room: they reach
//! no file but their neighbours, every text that they put in is escaped, and fuel ends one that never would. They have
//! nothing with which a text could grow by itself: no variable of their own, no list, no product, no filter.

use std::io::{self, Write};

use minijinja::{Environment, Error, ErrorKind, UndefinedBehavior, Value};

use super::blocks::put;
use crate::catalogue::Catalogue;
use crate::location::Problem;
use crate::messages::Lang;

/// Steps that a template may take: a letter of a thousand charges needs a tenth of it. No data file may raise it, since
/// whoever wrote the template may have written that, too.
const FUEL: u64 = 2_000_000;
/// The most bytes that a template may say; such a letter has a twentieth.
const LONGEST: usize = 4 << 20;
/// What a template may be told to do.
const STATEMENTS: [&str; 7] = ["if", "elif", "else", "endif", "for", "endfor", "include"];
/// What its expressions do without: lists, tables, several of anything, products.
const REFUSED: [char; 4] = ['[', '{', ',', '*'];
/// A loop that runs itself holds in memory what it says.
const RECURSIVE: &str = "recursive";

/// Runs a template of a language.
///
/// # Errors
/// `bad-letter` with the cause, the file and the line.
pub(super) fn run(catalogue: &Catalogue, lang: Lang, name: &str, context: Value) -> Result<String, Problem> {
    let folder = format!("letters/{}", lang.code());
    rendered(catalogue.templates(&folder), lang, name, context)
}

/// Runs one of these templates of a language, given as (file name, text).
///
/// # Errors
/// As [`run`].
pub(super) fn rendered<'a>(
    templates: impl Iterator<Item = (&'a str, &'a str)>,
    lang: Lang,
    name: &str,
    context: Value,
) -> Result<String, Problem> {
    let bad = |cause: &dyn std::fmt::Display, file: &str, line: Option<usize>| {
        let file = format!("letters/{}/{file}", lang.code());
        let problem = Problem::new("bad-letter").with("cause", cause).in_file(file);
        match line {
            Some(line) => problem.at_line(line as u64),
            None => problem,
        }
    };
    let failed = |error: &Error| bad(error, error.name().unwrap_or(name), error.line());
    let mut environment = Environment::empty();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_fuel(Some(FUEL));
    environment.set_formatter(|out, _, value| {
        if value.is_undefined() {
            return Err(Error::from(ErrorKind::UndefinedError));
        }
        out.write_str(&put(&value.to_string())).map_err(Error::from)
    });
    for (file, text) in templates {
        if let Some((line, found)) = beyond(text) {
            return Err(bad(&format!("a letter has no {found}"), file, Some(line)));
        }
        environment.add_template(file, text).map_err(|error| failed(&error))?;
    }
    let template = environment.get_template(name).map_err(|error| failed(&error))?;
    let mut paper = Paper(Vec::new());
    template.render_captured_to(context, &mut paper).map_err(|error| failed(&error))?;
    String::from_utf8(paper.0).map_err(|error| bad(&error, name, None))
}

/// What a template has that no letter needs, and its line.
fn beyond(template: &str) -> Option<(usize, String)> {
    let mut rest = template;
    let starts = |pair: &[u8]| matches!(pair, b"{{" | b"{%" | b"{#");
    while let Some(at) = rest.as_bytes().windows(2).position(starts) {
        let (start, inner) = rest[at..].split_at(2);
        if start == "{#" {
            rest = inner.split_once("#}").map_or("", |(_, after)| after);
            continue;
        }
        let (code, length) = without_texts(inner, if start == "{{" { "}}" } else { "%}" });
        let words = || code.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty());
        let told = words().next().filter(|first| start == "{%" && !STATEMENTS.contains(first));
        let found = told.or_else(|| words().find(|word| *word == RECURSIVE)).map(str::to_owned);
        if let Some(found) = found.or_else(|| code.chars().find(|c| REFUSED.contains(c)).map(String::from)) {
            let line = template[..template.len() - inner.len()].split('\n').count();
            return Some((line, found));
        }
        rest = &inner[length..];
    }
    None
}

/// The code up to its end, the texts in quotes left out, and how many bytes it has.
fn without_texts(inner: &str, end: &str) -> (String, usize) {
    let mut code = String::new();
    let (mut quote, mut escaped) = (None, false);
    for (at, c) in inner.char_indices() {
        match quote {
            Some(_) if escaped => escaped = false,
            Some(_) if c == '\\' => escaped = true,
            Some(open) if c == open => quote = None,
            Some(_) => {}
            None if inner[at..].starts_with(end) => return (code, at + end.len()),
            None if matches!(c, '"' | '\'') => quote = Some(c),
            None => code.push(c),
        }
    }
    (code, inner.len())
}

/// What a template has said so far.
struct Paper(Vec<u8>);

impl Write for Paper {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.0.len() + bytes.len() > LONGEST {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        self.0.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use minijinja::context;

    use super::*;

    /// A catalogue over which one template of the user's lies.
    fn with(template: &str) -> Catalogue {
        let folder = std::env::temp_dir().join(format!("postbreach-letters-{}-{}", std::process::id(), template.len()));
        std::fs::create_dir_all(folder.join("letters/en")).unwrap();
        std::fs::write(folder.join("letters/en/own.jinja"), template).unwrap();
        let catalogue = Catalogue::embedded().layer(&folder).unwrap();
        std::fs::remove_dir_all(&folder).unwrap();
        catalogue
    }

    fn problem(template: &str) -> Problem {
        let context = context! { name => "A", steps => (0..300).collect::<Vec<_>>() };
        run(&with(template), Lang::En, "own.jinja", context).unwrap_err()
    }

    #[test]
    fn a_template_stays_in_its_room() {
        for template in [
            "{% include '../ja/letter.jinja' %}",
            "{% include '/etc/hostname' %}",
            "{{ nothing_of_the_kind }}",
            "{% for a in steps %}{% for b in steps %}{% for c in steps %}{% endfor %}{% endfor %}{% endfor %}",
            &format!("{{% for a in steps %}}{{% for b in steps %}}{}{{% endfor %}}{{% endfor %}}", "x".repeat(1000)),
            "{% if %}",
            "{% set x = name ~ name %}",
            "{% for x in [name ~ name] %}{{ x }}{% endfor %}",
            "{% for x in (name ~ name,) %}{{ x }}{% endfor %}",
            "{{ name * 9000000 }}",
            "{% if '%}' ~ \"{{\" %}{%- macro m() %}{% endmacro %}{% endif %}",
            "{# a #}{%+ raw %}{% set x = 1 %}{% endraw %}",
            "{% for x in steps recursive %}{{ loop(steps) }}{% endfor %}",
            "{% filter upper %}x{% endfilter %}",
            "{{ range(9) }}",
            "{{ name|upper }}",
            "{% include 'own.jinja' %}",
        ] {
            let problem = problem(template);
            assert_eq!((problem.code, problem.at.file.as_str()), ("bad-letter", "letters/en/own.jinja"), "{template}");
        }
    }

    #[test]
    fn what_it_puts_in_is_no_template() {
        let text = run(&with("A {{ name }}"), Lang::En, "own.jinja", context! { name => "{{ 7 * 7 }}\n# B" }).unwrap();
        assert_eq!(text.replace(super::super::blocks::MARK, ""), "A {{ 7 * 7 }} # B");
    }
}
