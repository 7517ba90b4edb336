//! Is a wrong request to the page refused, at every one of its addresses?
#![allow(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod common;

use std::path::PathBuf;
use std::sync::Arc;

use axum::body::Body;
use axum::http::{Request, Response, StatusCode};
use common::catalogue;
use http_body_util::BodyExt;
use postbreach::desk::Desk;
use postbreach::messages::Lang;
use postbreach::web::{App, Clock, Kind, ROUTES, Room, Route, router};
use tower::ServiceExt;

const PORT: u16 = 4711;
const HOST: &str = "127.0.0.1:4711";
const ORIGIN: &str = "http://127.0.0.1:4711";

/// The page, and the cookie of the browser that it let in.
struct Page {
    app: Arc<App>,
    cookie: String,
}

/// A request that is right in everything, to be made wrong in one thing.
struct Sent<'a> {
    page: &'a Page,
    route: &'a Route,
    method: &'static str,
    target: String,
    headers: Vec<(&'static str, String)>,
    token: String,
}

fn app() -> Arc<App> {
    let clock = Clock { now: || "2026-12-01T00:00:00Z".to_owned(), today: || "2026-12-01".parse().expect("day") };
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("page");
    let room = Room::new(Desk::new(catalogue()).expect("desk"), clock, folder, Lang::En);
    Arc::new(App::new(room, PORT).expect("page"))
}

async fn ask(app: &Arc<App>, request: Request<Body>) -> Response<Body> {
    router(Arc::clone(app)).oneshot(request).await.expect("an answer")
}

fn get(target: &str) -> axum::http::request::Builder {
    Request::get(target).header("host", HOST)
}

fn header<'a>(response: &'a Response<Body>, name: &str) -> &'a str {
    response.headers().get(name).map(|value| value.to_str().expect("text")).unwrap_or_default()
}

async fn body(response: Response<Body>) -> String {
    let bytes = response.into_body().collect().await.expect("body").to_bytes();
    String::from_utf8(bytes.to_vec()).expect("text")
}

impl Page {
    async fn new() -> Self {
        let app = app();
        let response = ask(&app, get(&app.entrance()).body(Body::empty()).expect("request")).await;
        let cookie = header(&response, "set-cookie").split(';').next().expect("cookie").to_owned();
        Self { app, cookie }
    }

    fn sent<'a>(&'a self, route: &'a Route) -> Sent<'a> {
        let mut headers = vec![
            ("host", HOST.to_owned()),
            ("cookie", self.cookie.clone()),
            ("sec-fetch-site", "same-origin".to_owned()),
        ];
        if route.kind != Kind::Read {
            headers.push(("origin", ORIGIN.to_owned()));
        }
        Sent {
            page: self,
            route,
            method: if route.kind == Kind::Read { "GET" } else { "POST" },
            target: route.path.replace(['{', '}'], ""),
            headers,
            token: self.app.form_token().to_owned(),
        }
    }
}

impl Sent<'_> {
    fn with(mut self, name: &'static str, value: &str) -> Self {
        self.headers.retain(|(known, _)| *known != name);
        self.headers.push((name, value.to_owned()));
        self
    }

    fn and(mut self, name: &'static str, value: &str) -> Self {
        self.headers.push((name, value.to_owned()));
        self
    }

    fn without(mut self, name: &'static str) -> Self {
        self.headers.retain(|(known, _)| *known != name);
        self
    }

    fn by(mut self, method: &'static str) -> Self {
        self.method = method;
        self
    }

    fn token(mut self, token: &str) -> Self {
        token.clone_into(&mut self.token);
        self
    }

    fn to(mut self, target: &str) -> Self {
        target.clone_into(&mut self.target);
        self
    }

    async fn answer(self) -> Response<Body> {
        let mut request = Request::builder().method(self.method).uri(self.target);
        for (name, value) in &self.headers {
            request = request.header(*name, value);
        }
        let (kind, body) = match self.route.kind {
            Kind::Read => ("", String::new()),
            Kind::Change => ("application/x-www-form-urlencoded", format!("form={}", self.token)),
            Kind::Upload => (
                "multipart/form-data; boundary=B",
                format!("--B\r\ncontent-disposition: form-data; name=\"form\"\r\n\r\n{}\r\n--B--\r\n", self.token),
            ),
        };
        let request = request.header("content-type", kind).body(Body::from(body)).expect("request");
        ask(&self.page.app, request).await
    }

    async fn refused(self, why: &str) {
        let path = self.route.path;
        let status = self.answer().await.status();
        let refusals = [StatusCode::FORBIDDEN, StatusCode::MISDIRECTED_REQUEST, StatusCode::METHOD_NOT_ALLOWED];
        assert!(refusals.contains(&status), "{path} answers {status}: {why}");
    }
}

fn run(test: impl Future<Output = ()>) {
    tokio::runtime::Builder::new_current_thread().enable_all().build().expect("runtime").block_on(test);
}

#[test]
fn every_address_answers_what_is_right() {
    run(async {
        let page = Page::new().await;
        for route in &ROUTES {
            let response = page.sent(route).answer().await;
            let status = response.status();
            let fine = [StatusCode::OK, StatusCode::SEE_OTHER, StatusCode::NOT_FOUND, StatusCode::UNPROCESSABLE_ENTITY];
            assert!(fine.contains(&status), "{} answers {status}", route.path);
            let policy = header(&response, "content-security-policy").to_owned();
            assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe"), "{}: {policy}", route.path);
            assert!(policy.contains("frame-ancestors 'none'") && policy.contains("base-uri 'none'"), "{policy}");
            assert_eq!(header(&response, "cache-control"), "no-store", "{}", route.path);
            assert_eq!(header(&response, "x-content-type-options"), "nosniff", "{}", route.path);
            assert_eq!(header(&response, "referrer-policy"), "same-origin", "{}", route.path);
        }
    });
}

#[test]
fn no_address_answers_what_is_wrong() {
    run(async {
        let page = Page::new().await;
        for route in &ROUTES {
            let sent = || page.sent(route);
            for host in
                ["evil.example", "evil.example:4711", "127.0.0.1", "127.0.0.1:4712", "localhost:4711.evil.example"]
            {
                sent().with("host", host).refused("another host").await;
            }
            sent().without("host").refused("no host").await;
            sent().and("host", "evil.example").refused("two hosts").await;
            sent()
                .to(&format!("http://evil.example{}", route.path.replace(['{', '}'], "")))
                .refused("a host in the target")
                .await;
            sent().without("cookie").refused("no cookie").await;
            sent().with("cookie", "postbreach-4711=0").refused("a wrong cookie").await;
            sent().with("cookie", &page.cookie.replace("4711", "4712")).refused("the cookie of another port").await;
            for origin in [
                "http://evil.example",
                "null",
                "https://127.0.0.1:4711",
                "http://127.0.0.1:4712",
                "http://localhost:4711",
            ] {
                sent().with("origin", origin).refused("another origin").await;
            }
            for site in ["cross-site", "same-site", "whatever"] {
                sent().with("sec-fetch-site", site).refused("from another site").await;
            }
            for method in ["PUT", "DELETE", "PATCH", "OPTIONS"] {
                sent().by(method).refused("another method").await;
            }
            if route.kind == Kind::Read {
                let post = sent().by("POST").with("origin", ORIGIN).with("sec-fetch-site", "same-origin");
                let twin = ROUTES.iter().any(|other| other.path == route.path && other.kind != Kind::Read);
                if !twin {
                    post.refused("POST where nothing changes").await;
                }
            } else {
                sent().token("").refused("no token in the form").await;
                sent().token("0").refused("a wrong token in the form").await;
                sent().without("origin").refused("a change without an origin").await;
                sent().with("sec-fetch-site", "none").refused("a change that no page made").await;
                if !ROUTES.iter().any(|other| other.path == route.path && other.kind == Kind::Read) {
                    sent().by("GET").refused("a change by GET").await;
                }
            }
        }
    });
}

#[test]
fn the_token_of_the_address_lets_in_once() {
    run(async {
        let app = app();
        let enter = |target: &str| get(target).body(Body::empty()).expect("request");
        assert_eq!(ask(&app, enter("/?t=0")).await.status(), StatusCode::FORBIDDEN);
        let entrance = app.entrance();
        let foreign = get(&entrance).header("sec-fetch-site", "cross-site").body(Body::empty()).expect("request");
        assert_eq!(ask(&app, foreign).await.status(), StatusCode::FORBIDDEN, "a link on another site spends nothing");
        let elsewhere = entrance.replace("/?", "/quit?");
        assert_eq!(ask(&app, enter(&elsewhere)).await.status(), StatusCode::FORBIDDEN);
        let response = ask(&app, enter(&entrance)).await;
        assert_eq!((response.status(), header(&response, "location")), (StatusCode::SEE_OTHER, "/"));
        let cookie = header(&response, "set-cookie").to_owned();
        assert!(cookie.contains("; HttpOnly") && cookie.contains("; SameSite=Strict"), "{cookie}");
        let again = ask(&app, enter(&entrance)).await;
        assert_eq!(again.status(), StatusCode::FORBIDDEN);
        assert_eq!(header(&again, "set-cookie"), "");
        assert!(body(again).await.contains("refused"));
    });
}

#[test]
fn an_address_that_there_is_not_is_guarded_too() {
    run(async {
        let page = Page::new().await;
        let sent = || page.sent(&ROUTES[0]).to("/no-such-page");
        assert_eq!(sent().answer().await.status(), StatusCode::NOT_FOUND);
        sent().with("host", "evil.example").refused("another host").await;
        sent().without("cookie").refused("no cookie").await;
    });
}

#[test]
fn a_form_that_says_too_much_is_refused() {
    run(async {
        let page = Page::new().await;
        let upload = |length: usize| {
            let request = Request::post("/look").header("host", HOST).header("origin", ORIGIN);
            let request =
                request.header("cookie", &page.cookie).header("content-type", "application/x-www-form-urlencoded");
            let body = format!("form={}&back={}", page.app.form_token(), "x".repeat(length));
            request.body(Body::from(body)).expect("request")
        };
        assert_eq!(ask(&page.app, upload(10)).await.status(), StatusCode::SEE_OTHER);
        assert_eq!(ask(&page.app, upload(3 * 1024 * 1024)).await.status(), StatusCode::PAYLOAD_TOO_LARGE);
    });
}
