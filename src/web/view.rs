//! Templates to pages. What a statement says is hostile text: every value is escaped, and no template takes it as it is.

use std::sync::Arc;

use minijinja::value::{Kwargs, ValueKind};
use minijinja::{AutoEscape, Environment, UndefinedBehavior, Value, context};
use serde::Serialize;

use super::case::Open;
use super::room::Room;
use crate::location::Problem;
use crate::messages::{self, Lang, Messages};
use crate::report::problem;

/// Every template.
const TEMPLATES: [(&str, &str); 19] = [
    ("ask.html", include_str!("../assets/web/ask.html")),
    ("breach.html", include_str!("../assets/web/breach.html")),
    ("cards.html", include_str!("../assets/web/cards.html")),
    ("case.html", include_str!("../assets/web/case.html")),
    ("charge.html", include_str!("../assets/web/charge.html")),
    ("confirm.html", include_str!("../assets/web/confirm.html")),
    ("files.html", include_str!("../assets/web/files.html")),
    ("follow.html", include_str!("../assets/web/follow.html")),
    ("forget.html", include_str!("../assets/web/forget.html")),
    ("hidden.html", include_str!("../assets/web/hidden.html")),
    ("layout.html", include_str!("../assets/web/layout.html")),
    ("log.html", include_str!("../assets/web/log.html")),
    ("papers.html", include_str!("../assets/web/papers.html")),
    ("problem.html", include_str!("../assets/web/problem.html")),
    ("quit.html", include_str!("../assets/web/quit.html")),
    ("recognise.html", include_str!("../assets/web/recognise.html")),
    ("start.html", include_str!("../assets/web/start.html")),
    ("type.html", include_str!("../assets/web/type.html")),
    ("worklist.html", include_str!("../assets/web/worklist.html")),
];

/// The templates in both languages.
pub(super) struct Views {
    en: Environment<'static>,
    ja: Environment<'static>,
}

impl Views {
    /// Loads them.
    ///
    /// # Errors
    /// `bad-data-file` when one is wrong.
    pub(super) fn new() -> Result<Self, Problem> {
        Ok(Self { en: environment(Lang::En)?, ja: environment(Lang::Ja)? })
    }

    /// A page in a language.
    ///
    /// # Errors
    /// `bad-data-file` when the template asks for what is not there.
    pub(super) fn render(&self, lang: Lang, template: &str, frame: &Frame, page: &Value) -> Result<String, Problem> {
        let views = match lang {
            Lang::En => &self.en,
            Lang::Ja => &self.ja,
        };
        let bad = |e| bad(template, &e);
        views.get_template(template).map_err(bad)?.render(context! { frame => frame, page => page }).map_err(bad)
    }
}

fn environment(lang: Lang) -> Result<Environment<'static>, Problem> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    environment.set_trim_blocks(true);
    environment.set_lstrip_blocks(true);
    let messages = Arc::new(Messages::new(lang));
    environment.add_function("t", move |id: &str, values: Kwargs| said(&messages, id, &values));
    for (name, text) in TEMPLATES {
        environment.add_template(name, text).map_err(|e| bad(name, &e))?;
    }
    Ok(environment)
}

/// A sentence, with the values that a template gives it.
fn said(messages: &Messages, id: &str, values: &Kwargs) -> Result<String, minijinja::Error> {
    let mut args = Vec::new();
    for name in values.args() {
        let value: Value = values.get(name)?;
        let number = (value.kind() == ValueKind::Number).then(|| i64::try_from(value.clone()).ok()).flatten();
        args.push((name, number.map_or_else(|| messages::Value::from(value.to_string()), messages::Value::from)));
    }
    Ok(messages.with(id, &args))
}

fn bad(template: &str, cause: &minijinja::Error) -> Problem {
    Problem::new("bad-data-file").with("cause", cause).in_file(template)
}

/// Text that is made for a page already, such as a picture of the report's.
pub(super) fn safe(html: String) -> Value {
    Value::from_safe_string(html)
}

/// What every page shows around its own content.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Frame {
    /// The language's code.
    lang: &'static str,
    /// The page's template, without its ending.
    here: String,
    /// The page's own address, to come back to.
    back: String,
    /// What a form carries.
    form: String,
    /// The state of the case that forms carry; empty without a case.
    seen: String,
    /// A case is open.
    case: bool,
    /// Something can be taken back.
    undo: bool,
    /// Something can be said again.
    redo: bool,
    /// What was said since the last page.
    said: Option<String>,
    /// It can be taken back beside it.
    offer: bool,
    /// Large type.
    large: bool,
    /// Names and sums are blurred.
    veiled: bool,
}

impl Frame {
    pub(super) fn of(room: &Room, form: &str, template: &str, back: &str) -> Self {
        let history = room.case.as_ref().map(|open| &open.opened.history);
        Self {
            lang: room.lang.code(),
            here: template.trim_end_matches(".html").to_owned(),
            back: back.to_owned(),
            form: form.to_owned(),
            seen: room.case.as_ref().map(Open::version).unwrap_or_default(),
            case: room.case.is_some(),
            undo: history.is_some_and(|history| history.last_group(None).is_ok()),
            redo: history.is_some_and(|history| history.last_undone().is_ok()),
            said: room.said.clone(),
            offer: room.offer,
            large: room.large,
            veiled: room.veiled,
        }
    }
}

/// What could not be done.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Trouble {
    sentence: String,
    place: String,
    help: Option<String>,
}

impl Trouble {
    pub(super) fn of(found: &Problem, messages: &Messages) -> Self {
        Self {
            sentence: problem::sentence(found, messages),
            place: problem::place(found, messages),
            // What to type at a terminal, or into a text file, has no place on the page.
            help: problem::help(found, messages).filter(|help| {
                let typed = ["not-a-statement", "no-such-charge"].contains(&found.code);
                !help.contains("--") && !help.contains("postbreach ") && !typed
            }),
        }
    }
}
