//! Templates of papers (`rules/letters/{en,ja}/*.jinja`), the user's to edit. They are run in a closed room: they reach
//! no file but their neighbours, every text that they put in is escaped, and fuel ends one that never would.

use minijinja::{Environment, Error, ErrorKind, UndefinedBehavior, Value};

use super::blocks::put;
use crate::catalogue::Catalogue;
use crate::location::Problem;
use crate::messages::Lang;

/// Steps that a template may take: a letter of a thousand charges needs a tenth of it.
const FUEL: u64 = 2_000_000;

/// Runs a template of a language.
///
/// # Errors
/// `bad-letter` with the cause, the file and the line.
pub(super) fn run(catalogue: &Catalogue, lang: Lang, name: &str, context: Value) -> Result<String, Problem> {
    let folder = format!("letters/{}", lang.code());
    let bad = |error: &Error| {
        let file = error.name().unwrap_or(name);
        let problem = Problem::new("bad-letter").with("cause", error).in_file(format!("{folder}/{file}"));
        match error.line() {
            Some(line) => problem.at_line(line as u64),
            None => problem,
        }
    };
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_fuel(Some(FUEL));
    environment.set_formatter(|out, _, value| {
        if value.is_undefined() {
            return Err(Error::from(ErrorKind::UndefinedError));
        }
        out.write_str(&put(&value.to_string())).map_err(Error::from)
    });
    for (file, text) in catalogue.templates(&folder) {
        environment.add_template(file, text).map_err(|error| bad(&error))?;
    }
    let template = environment.get_template(name).map_err(|error| bad(&error))?;
    template.render(context).map_err(|error| bad(&error))
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
        run(&with(template), Lang::En, "own.jinja", context! {}).unwrap_err()
    }

    #[test]
    fn a_template_stays_in_its_room() {
        for template in [
            "{% include '../ja/letter.jinja' %}",
            "{% include '/etc/hostname' %}",
            "{{ nothing_of_the_kind }}",
            "{% for a in range(10000) %}{% for b in range(10000) %}{{ b }}{% endfor %}{% endfor %}",
            "{% if %}",
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
