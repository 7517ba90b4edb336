//! What every request passes before it is routed: the name it came by, where it was made, and whose browser sent it.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use axum::http::{Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::secret::same;
use super::server::App;
use crate::messages::{Lang, Messages};

/// Nothing but what this server sends is loaded, no script or style stands in a page, and no other site holds it in a
/// frame. Forms and stylesheets name no other host either.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'; \
                      base-uri 'none'; frame-ancestors 'none'";

/// Headers of every answer. Referrers stay within the page: without any, browsers hide the origin of its own forms.
const HEADERS: [(HeaderName, HeaderValue); 7] = [
    (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY)),
    (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (header::REFERRER_POLICY, HeaderValue::from_static("same-origin")),
    (header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
    (HeaderName::from_static("cross-origin-opener-policy"), HeaderValue::from_static("same-origin")),
    (HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("same-origin")),
];

/// Lets a request through, or refuses it.
pub(super) async fn guard(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let mut response = match verdict(&app, &request) {
        Pass::In => {
            app.touch();
            next.run(request).await
        }
        Pass::Welcome(cookie) => {
            (StatusCode::SEE_OTHER, [(header::LOCATION, HeaderValue::from_static("/")), (header::SET_COOKIE, cookie)])
                .into_response()
        }
        Pass::Home => (StatusCode::SEE_OTHER, [(header::LOCATION, HeaderValue::from_static("/"))]).into_response(),
        Pass::Out(status) => refused(status),
    };
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        headers.entry(name).or_insert(value);
    }
    response
}

enum Pass {
    In,
    /// The address was right: the cookie goes out.
    Welcome(HeaderValue),
    /// The address was right, and the browser is in already.
    Home,
    Out(StatusCode),
}

fn verdict(app: &App, request: &Request) -> Pass {
    let headers = request.headers();
    let own = |host: &str| app.hosts().into_iter().any(|name| name == host);
    let Some(host) = only(headers, &header::HOST).filter(|host| own(host)) else {
        return Pass::Out(StatusCode::MISDIRECTED_REQUEST);
    };
    // A target in absolute form names a host of its own, which would be believed instead.
    if request.uri().authority().is_some() {
        return Pass::Out(StatusCode::MISDIRECTED_REQUEST);
    }
    let reads = [Method::GET, Method::HEAD].contains(request.method());
    if !reads && request.method() != Method::POST {
        return Pass::Out(StatusCode::METHOD_NOT_ALLOWED);
    }
    let origin = format!("http://{host}");
    let from_here = match headers.contains_key(header::ORIGIN) {
        true => only(headers, &header::ORIGIN) == Some(&origin),
        false => reads,
    };
    let site = HeaderName::from_static("sec-fetch-site");
    let fetched_here = match only(headers, &site) {
        Some("same-origin") => true,
        Some("none") => reads,
        Some(_) => false,
        None => !headers.contains_key(&site),
    };
    if !from_here || !fetched_here {
        return Pass::Out(StatusCode::FORBIDDEN);
    }
    if let Some(token) = request.uri().query().and_then(|query| query.strip_prefix("t=")) {
        let enters = reads && request.uri().path() == "/";
        if enters && known(app, headers) && same(token, &app.secrets.address) {
            return Pass::Home;
        }
        return match app.cookie() {
            Some(cookie) if enters && app.admit(token) => {
                app.greet(only(headers, &header::ACCEPT_LANGUAGE).unwrap_or_default());
                Pass::Welcome(cookie)
            }
            _ => Pass::Out(StatusCode::FORBIDDEN),
        };
    }
    if known(app, headers) { Pass::In } else { Pass::Out(StatusCode::FORBIDDEN) }
}

/// The value of a header that stands there once.
fn only<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    let mut values = headers.get_all(name).iter();
    let value = values.next()?.to_str().ok()?;
    values.next().is_none().then_some(value)
}

/// Whether the browser has the cookie.
fn known(app: &App, headers: &HeaderMap) -> bool {
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = cookies.flat_map(|value| value.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.any(|(name, value)| name == app.cookie_name() && same(value, &app.secrets.cookie))
}

/// A refusal, in both languages: who is refused has none.
fn refused(status: StatusCode) -> Response {
    let said = [Lang::En, Lang::Ja].map(|lang| Messages::new(lang).text("web-refused"));
    (status, said.join("\n\n")).into_response()
}
