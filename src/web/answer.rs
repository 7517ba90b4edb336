//! From a request that was let in to its answer.

use std::sync::Arc;

use axum::extract::Request;
use axum::http::header::{self, HeaderValue};
use axum::http::{StatusCode, Uri};
use axum::response::{Html, IntoResponse, Response};
use minijinja::Value;
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::asked::Asked;
use super::look::is_own;
use super::room::Room;
use super::routes::{Kind, ROUTES, Route, Run};
use super::secret::same;
use super::server::App;
use super::view::{Frame, Trouble};
use crate::location::Problem;
use crate::report::problem;

/// The field in which a form carries its token.
const TOKEN: &str = "form";

/// What a handler answers.
pub(super) enum Reply {
    /// A template with what it shows.
    Page(&'static str, Value),
    /// The same of a form that is shown again, with what is wrong of what was filled in.
    Again(&'static str, Value),
    /// Another address, to be asked by GET.
    Go(String),
    /// A text of a kind as it is.
    Text(&'static str, &'static str),
    /// A paper to print, which brings its own style.
    Paper(String),
    /// A file to save.
    File {
        /// Its name.
        name: String,
        /// Its media type.
        kind: &'static str,
        /// Its content.
        bytes: Vec<u8>,
    },
    /// The last page: the server ends after it.
    Last(&'static str, Value),
}

/// Answers a route.
pub(super) async fn answer(app: Arc<App>, route: &'static Route, request: Request) -> Response {
    let shows = route.kind == Kind::Read;
    let own = request.uri().path_and_query().filter(|_| shows).map(ToString::to_string);
    let from = came_from(&request).unwrap_or_else(|| "/".to_owned());
    let asked = match Asked::read(route.kind, request, app.bounds).await {
        Ok(asked) => asked,
        Err(status) => return failed(&app, status, &unread(&app, status), &from),
    };
    if !shows && !asked.one(TOKEN).is_some_and(|token| same(token, &app.secrets.form)) {
        return failed(&app, StatusCode::FORBIDDEN, &Problem::new("page-form-old"), &from);
    }
    let back = own.unwrap_or_else(|| from.clone());
    // Reading and judging take their time; the connections do not wait for it.
    let shared = Arc::clone(&app);
    let run = tokio::task::spawn_blocking(move || {
        let mut room = shared.room();
        let reply = room.refresh().and_then(|()| match &route.run {
            Run::Read(run) => run(&room, &asked),
            Run::Change(run) => run(&mut room, &asked),
        });
        match reply {
            Ok(reply) => shown(&shared, &mut room, reply, &back),
            Err(found) => broken(&shared, &mut room, &found, &from),
        }
    });
    run.await.unwrap_or_else(|_| StatusCode::INTERNAL_SERVER_ERROR.into_response())
}

/// An address that there is not.
pub(super) async fn nowhere(app: Arc<App>) -> Response {
    failed(&app, StatusCode::NOT_FOUND, &Problem::new("page-nowhere"), "/")
}

/// The page of this server on which a request was made, where it is one to come back to.
fn came_from(request: &Request) -> Option<String> {
    let uri: Uri = request.headers().get(header::REFERER)?.to_str().ok()?.parse().ok()?;
    let first = |path: &str| path.split('/').nth(1).map(str::to_owned);
    let shown = |route: &&Route| route.kind == Kind::Read && first(route.path) == first(uri.path());
    ROUTES.iter().find(shown)?;
    Some(uri.path_and_query()?.to_string()).filter(|path| is_own(path))
}

/// What is to be said of a request that could not be read.
fn unread(app: &App, status: StatusCode) -> Problem {
    if status != StatusCode::PAYLOAD_TOO_LARGE {
        return Problem::new("page-not-understood");
    }
    let takes = app.bounds.takes;
    Problem::new("page-too-much").with("files", takes.files).with("megabytes", takes.megabytes)
}

fn shown(app: &App, room: &mut Room, reply: Reply, back: &str) -> Response {
    match reply {
        Reply::Page(template, page) => page_of(app, room, StatusCode::OK, template, &page, back),
        Reply::Again(template, page) => page_of(app, room, StatusCode::UNPROCESSABLE_ENTITY, template, &page, back),
        Reply::Last(template, page) => {
            let response = page_of(app, room, StatusCode::OK, template, &page, back);
            app.stop();
            response
        }
        Reply::Paper(html) => paper(html),
        Reply::File { name, kind, bytes } => {
            let saved = format!("attachment; filename=\"{name}\"");
            let headers = [(header::CONTENT_TYPE, kind.to_owned()), (header::CONTENT_DISPOSITION, saved)];
            (headers, bytes).into_response()
        }
        Reply::Go(to) => match to.parse::<HeaderValue>() {
            Ok(to) => (StatusCode::SEE_OTHER, [(header::LOCATION, to)]).into_response(),
            Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
        },
        Reply::Text(kind, text) => ([(header::CONTENT_TYPE, kind)], text).into_response(),
    }
}

/// A paper. Its style stands in it, since it is also a file of its own: the policy lets this one style pass, and no other.
fn paper(html: String) -> Response {
    let style =
        html.split_once("<style>").and_then(|(_, rest)| rest.split_once("</style>")).map_or("", |(style, _)| style);
    let policy =
        format!("default-src 'none'; style-src 'sha256-{}'; base-uri 'none'; frame-ancestors 'none'", digest(style));
    match policy.parse::<HeaderValue>() {
        Ok(policy) => ([(header::CONTENT_SECURITY_POLICY, policy)], Html(html)).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// What tells whether something is as a form showed it.
pub(super) fn print(shown: &impl Serialize) -> String {
    digest(&serde_json::to_string(shown).unwrap_or_default())
}

/// The SHA-256 of a text in base64, as policies write it.
pub(super) fn digest(text: &str) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let bytes = Sha256::digest(text.as_bytes());
    let mut written = String::new();
    for part in bytes.chunks(3) {
        let number = (0..3).fold(0_usize, |number, at| number << 8 | usize::from(part.get(at).copied().unwrap_or(0)));
        for at in 0..4 {
            let letter = LETTERS[number >> (18 - 6 * at) & 63];
            written.push(if at > part.len() { '=' } else { char::from(letter) });
        }
    }
    written
}

/// A page, with what was said since the last one.
fn page_of(
    app: &App,
    room: &mut Room,
    status: StatusCode,
    template: &'static str,
    page: &Value,
    back: &str,
) -> Response {
    let frame = Frame::of(room, &app.secrets.form, template, back);
    match app.views.render(room.lang, template, &frame, page) {
        Ok(html) => {
            room.said = None;
            (status, Html(html)).into_response()
        }
        Err(found) => (StatusCode::INTERNAL_SERVER_ERROR, problem::render(&found, room.messages())).into_response(),
    }
}

fn failed(app: &App, status: StatusCode, found: &Problem, from: &str) -> Response {
    let mut room = app.room();
    problem_page(app, &mut room, status, found, from)
}

/// What could not be done, said as a page.
fn broken(app: &App, room: &mut Room, found: &Problem, from: &str) -> Response {
    let status = match found.code {
        "no-case-open" => return shown(app, room, Reply::Go("/".to_owned()), "/"),
        "page-outdated" | "stale-decision" | "stale-case" => StatusCode::CONFLICT,
        "no-such-charge" | "ambiguous-charge" => StatusCode::NOT_FOUND,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    };
    problem_page(app, room, status, found, from)
}

fn problem_page(app: &App, room: &mut Room, status: StatusCode, found: &Problem, from: &str) -> Response {
    let page = minijinja::context! { trouble => Trouble::of(found, room.messages()) };
    page_of(app, room, status, "problem.html", &page, from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digest_is_as_policies_write_it() {
        assert_eq!(digest(""), "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
        assert_eq!(digest("doSomething();"), "RFWPLDbv2BY+rCkDzsE+0fr8ylGr2R2faWMhq4lfEQc=");
    }
}
