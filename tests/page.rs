//! Is a wrong request to the page refused, at every one of its addresses?
#![allow(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod common;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::http::{Request, Response, StatusCode};
use common::catalogue;
use http_body_util::BodyExt;
use postbreach::desk::Desk;
use postbreach::messages::Lang;
use postbreach::web::{App, Clock, Kind, ROUTES, Room, Route, Server, router};
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

fn room() -> Room {
    let clock = Clock { now: || "2026-12-01T00:00:00Z".to_owned(), today: || "2026-12-01".parse().expect("day") };
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("page");
    Room::new(Desk::new(catalogue()).expect("desk"), clock, folder, Some(Lang::En)).expect("room")
}

fn app() -> Arc<App> {
    Arc::new(App::new(room(), PORT).expect("page"))
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
    String::from_utf8_lossy(&bytes).into_owned()
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
            let fine = [200, 303, 404, 409, 422];
            assert!(fine.contains(&status.as_u16()), "{} answers {status}", route.path);
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
        let own = cookie.split(';').next().expect("cookie");
        let own = |target: &str| get(target).header("cookie", own).body(Body::empty()).expect("request");
        let again = ask(&app, own(&entrance)).await;
        assert_eq!((again.status(), header(&again, "location")), (StatusCode::SEE_OTHER, "/"), "who is in is led on");
        assert_eq!(header(&again, "set-cookie"), "");
        assert_eq!(ask(&app, own("/?t=0")).await.status(), StatusCode::FORBIDDEN);
    });
}

#[test]
fn the_page_is_for_this_machine_and_ends_when_nobody_asks() {
    let server = Server::bind(room(), Duration::from_millis(20)).expect("a port");
    assert!(server.address().starts_with("http://127.0.0.1:"), "{}", server.address());
    server.run().expect("an end");
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

#[test]
fn more_files_than_the_page_takes_are_refused() {
    run(async {
        let visit = Visit { page: Page::new().await };
        visit.post("/ephemeral", &[]).await;
        let text = std::fs::read_to_string(common::root().join("rules/page.toml")).expect("bounds");
        let takes = text.parse::<toml::Table>().expect("TOML")["takes"].clone();
        let bound = |key: &str| usize::try_from(takes[key].as_integer().expect("a number")).expect("small");
        let many = vec![("a.csv", "x"); bound("files") + 1];
        assert_eq!(visit.drop_files(&many).await.0, StatusCode::PAYLOAD_TOO_LARGE);
        let large = "x,\n".repeat((bound("megabytes") << 20) / 3 + 1);
        let (status, _, text) = visit.drop_files(&[("a.csv", &large)]).await;
        assert_eq!(status, StatusCode::PAYLOAD_TOO_LARGE);
        assert!(text.contains(&format!("{} MB can be dropped", bound("megabytes"))), "{text}");
        assert_eq!(visit.drop_files(&many[..2]).await.0, StatusCode::SEE_OTHER);
    });
}

/// A person at the page.
struct Visit {
    page: Page,
}

impl Visit {
    async fn get(&self, target: &str) -> (StatusCode, String) {
        let request = get(target).header("cookie", &self.page.cookie).body(Body::empty()).expect("request");
        let response = ask(&self.page.app, request).await;
        let status = response.status();
        let text = body(response).await;
        assert!(!text.contains('«'), "{target} lacks a sentence: {text}");
        (status, text)
    }

    async fn shown(&self, target: &str) -> String {
        let (status, text) = self.get(target).await;
        assert_eq!(status, StatusCode::OK, "{target}: {text}");
        text
    }

    /// What forms of the present state carry.
    async fn seen(&self) -> String {
        let text = self.shown("/quit").await;
        between(&text, "name=\"seen\" value=\"", "\"").to_owned()
    }

    async fn send(&self, target: &str, kind: &str, body: String) -> (StatusCode, String, String) {
        let request = Request::post(target)
            .header("host", HOST)
            .header("origin", ORIGIN)
            .header("cookie", &self.page.cookie)
            .header("content-type", kind)
            .body(Body::from(body))
            .expect("request");
        let response = ask(&self.page.app, request).await;
        let (status, to) = (response.status(), header(&response, "location").to_owned());
        (status, to, self::body(response).await)
    }

    async fn post_as(&self, target: &str, seen: &str, fields: &[(&str, &str)]) -> (StatusCode, String, String) {
        let mut form = format!("form={}&seen={seen}", self.page.app.form_token());
        for (name, value) in fields {
            let escaped: String = value.bytes().map(|byte| format!("%{byte:02x}")).collect();
            form.push_str(&format!("&{name}={escaped}"));
        }
        self.send(target, "application/x-www-form-urlencoded", form).await
    }

    /// Sends a form of the present state; it must lead on.
    async fn post(&self, target: &str, fields: &[(&str, &str)]) -> String {
        let seen = self.seen().await;
        let (status, to, text) = self.post_as(target, &seen, fields).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{target}: {text}");
        to
    }

    async fn drop_file(&self, name: &str, content: &str) -> (StatusCode, String, String) {
        self.drop_files(&[(name, content)]).await
    }

    async fn drop_files(&self, files: &[(&str, &str)]) -> (StatusCode, String, String) {
        let seen = self.seen().await;
        let field = |name: &str, value: &str| {
            format!("--B\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
        };
        let file = |(name, content): &(&str, &str)| {
            format!("--B\r\ncontent-disposition: form-data; name=\"files\"; filename=\"{name}\"\r\n\r\n{content}\r\n")
        };
        let files: String = files.iter().map(file).collect();
        let body = [field("form", self.page.app.form_token()), field("seen", &seen), files, "--B--\r\n".to_owned()];
        let body = body.concat();
        self.send("/drop", "multipart/form-data; boundary=B", body).await
    }
}

fn between<'a>(text: &'a str, before: &str, after: &str) -> &'a str {
    let rest = text.split_once(before).unwrap_or_else(|| panic!("no {before} in {text}")).1;
    rest.split_once(after).expect("an end").0
}

/// What a hostile shop could call itself.
const HOSTILE: [&str; 6] = [
    "<script>alert(1)</script>",
    "\"\"><img src=x onerror=alert(1)>",
    "</title><svg onload=alert(1)>",
    "' autofocus onfocus='alert(1)",
    "{{ frame.form }} {% include 'x' %}",
    "\u{202e}SHOP \u{200b}\u{7}",
];

/// A year of groceries, then the hostile shops.
fn statement() -> String {
    let mut csv = String::from("card,transaction_date,descriptor,amount,currency\n");
    for day in 0..52 {
        let date = chrono::NaiveDate::from_ymd_opt(2025, 10, 1).expect("day") + chrono::Days::new(7 * day);
        csv.push_str(&format!("1234,{date},ORCHARD GROCER,{}.40,USD\n", 30 + day));
    }
    for (at, name) in HOSTILE.iter().enumerate() {
        csv.push_str(&format!("1234,2026-10-1{at},\"{name}\",{}.00,USD\n", 700 + at));
    }
    csv
}

async fn visit_with_statement() -> Visit {
    let visit = Visit { page: Page::new().await };
    assert_eq!(visit.post("/ephemeral", &[]).await, "/files");
    let (status, to, text) = visit.drop_file("<b>hostile</b>.csv", &statement()).await;
    assert_eq!((status, to.as_str()), (StatusCode::SEE_OTHER, "/files"), "{text}");
    let fields = [("breach", "own"), ("from", "2026-10-01"), ("class", "full_number"), ("class", "expiry")];
    assert_eq!(visit.post("/breach", &fields).await, "/breach#answer");
    visit
}

#[test]
fn what_a_statement_says_is_never_markup() {
    run(async {
        let visit = visit_with_statement().await;
        let worklist = visit.shown("/worklist").await;
        let id = between(&worklist, "href=\"/charge/", "?").to_owned();
        let pages =
            ["/files", "/breach", "/recognise", "/worklist?order=date", "/print/list", "/print/ask/family", "/log"];
        let mut told = 0;
        for target in pages.into_iter().map(str::to_owned).chain([format!("/charge/{id}")]) {
            let text = visit.shown(&target).await;
            for raw in ["<script>alert", "<img src=x", "<svg onload", "<b>hostile", "' autofocus onfocus='alert"] {
                assert!(!text.contains(raw), "{target} has {raw}");
            }
            assert!(!text.contains(" onerror=alert(1)>") || text.contains("&gt;"), "{target}");
            told += text.matches("&lt;script&gt;alert").count();
        }
        assert!(told > 2, "the hostile names are shown, escaped");
    });
}

#[test]
fn an_answer_is_saved_said_and_taken_back() {
    run(async {
        let visit = visit_with_statement().await;
        let worklist = visit.shown("/worklist").await;
        let before = between(&worklist, "<h1>", "</h1>").to_owned();
        let id = between(&worklist, "href=\"/charge/", "?").to_owned();
        let back = ("back", "/worklist?order=date");
        assert_eq!(visit.post("/decide", &[("id", &id), ("verdict", "not-mine"), back]).await, back.1);
        let after = visit.shown("/worklist").await;
        assert!(after.contains("Saved: ") && between(&after, "<h1>", "</h1>") != before, "{after}");
        assert!(!visit.shown("/worklist").await.contains("Saved: "), "it is said once");
        assert!(visit.shown("/follow").await.contains(&format!("d-{id}")));
        for (target, begins) in [
            ("/paper/call-sheet/html/0", "<!doctype html>"),
            ("/paper/letter/html/0", "<!doctype html>"),
            ("/paper/letter/pdf/0", "%PDF"),
            ("/paper/list/csv/0", ""),
            ("/paper/calendar", "BEGIN:VCALENDAR"),
        ] {
            assert!(visit.shown("/papers").await.contains(target) || begins.is_empty(), "{target} is offered");
            let text = visit.shown(target).await;
            assert!(text.starts_with(begins), "{target}: {text}");
        }
        assert_eq!(visit.post("/undo", &[("back", "//evil.example")]).await, "/", "nobody is sent elsewhere");
        assert_eq!(between(&visit.shown("/worklist").await, "<h1>", "</h1>"), before);
        visit.post("/redo", &[]).await;
        assert!(visit.shown("/log").await.contains("not ours"));
    });
}

/// The ids of the charges that the worklist shows.
async fn listed(visit: &Visit) -> Vec<String> {
    let worklist = visit.shown("/worklist").await;
    let ids = worklist.split("<article id=\"c-").skip(1).filter_map(|item| Some(item.split_once('"')?.0.to_owned()));
    ids.collect()
}

#[test]
fn two_windows_lose_and_overwrite_nothing() {
    run(async {
        let visit = visit_with_statement().await;
        let ids = listed(&visit).await;
        let old = visit.seen().await;
        let from_old = async |fields: &[(&str, &str)]| visit.post_as("/decide", &old, fields).await.0;
        visit.post("/decide", &[("id", &ids[0]), ("verdict", "not-mine")]).await;
        // A window from before that answer: what concerns another charge lands, what concerns this one does not.
        assert_eq!(from_old(&[("id", &ids[1]), ("verdict", "family")]).await, StatusCode::SEE_OTHER);
        assert_eq!(from_old(&[("id", &ids[0]), ("verdict", "mine")]).await, StatusCode::CONFLICT);
        assert_eq!(visit.post_as("/undo", &old, &[]).await.0, StatusCode::CONFLICT, "the last thing is another now");
        let both = [("id", ids[0].as_str()), ("id", ids[2].as_str()), ("verdict", "mine")];
        let (status, _, text) = visit.post_as("/decide", &old, &both).await;
        assert_eq!(status, StatusCode::OK);
        let sure = between(&text, "name=\"sure\" value=\"", "\"").replace("&#x2f;", "/");
        let sure = [both.as_slice(), &[("sure", sure.as_str())]].concat();
        assert_eq!(from_old(&sure).await, StatusCode::CONFLICT, "all of it or nothing");
        let log = visit.shown("/log").await;
        assert_eq!((log.matches("– not ours").count(), log.matches("– my family").count()), (1, 1), "{log}");
        // A row that came since changes what is decided on; other charges are as they were.
        let again = "card,transaction_date,descriptor,amount,currency\n1234,2026-09-30,NORTH STAR CINEMA,12.00,USD\n";
        let before = visit.seen().await;
        assert_eq!(visit.drop_file("later.csv", again).await.0, StatusCode::SEE_OTHER);
        let fields = [("id", ids[2].as_str()), ("verdict", "unsure")];
        assert_eq!(visit.post_as("/decide", &before, &fields).await.0, StatusCode::SEE_OTHER);
        assert_eq!(visit.drop_file("again.csv", &format!("{}\n", statement())).await.0, StatusCode::SEE_OTHER);
        let fields = [("id", ids[3].as_str()), ("verdict", "mine")];
        assert_eq!(visit.post_as("/decide", &before, &fields).await.0, StatusCode::CONFLICT);
        // A form of another case is no form of this one.
        visit.post("/ephemeral", &[]).await;
        assert_eq!(visit.post_as("/profile", &old, &[("name", "A")]).await.0, StatusCode::CONFLICT);
    });
}

/// What the form of a card's fields, or of those of every card, carries of what it shows.
async fn was(visit: &Visit, card: &str) -> String {
    let papers = visit.shown("/papers").await;
    let form = format!("name=\"card\" value=\"{card}\"><input type=\"hidden\" name=\"was\" value=\"");
    between(&papers, &form, "\"").replace("&#x2f;", "/")
}

#[test]
fn what_forms_show_is_changed_only_as_it_was_shown() {
    run(async {
        let visit = visit_with_statement().await;
        let was = was(&visit, "").await;
        visit.post("/profile", &[("was", &was), ("field", "name"), ("name", "Aoi")]).await;
        let seen = visit.seen().await;
        let fields = [("was", was.as_str()), ("field", "name"), ("name", "Asahi")];
        assert_eq!(visit.post_as("/profile", &seen, &fields).await.0, StatusCode::CONFLICT);
        assert!(visit.shown("/papers").await.contains("value=\"Aoi\""));
    });
}

#[test]
fn what_was_checked_stands_on_the_paper_and_the_note_in_the_record() {
    run(async {
        let visit = visit_with_statement().await;
        let id = listed(&visit).await.remove(0);
        let ticked =
            [("id", id.as_str()), ("verdict", "not-mine"), ("check", "asked at home"), ("check", "no receipt")];
        visit.post("/decide", &[ticked.as_slice(), &[("note", "the box was empty")]].concat()).await;
        let log = visit.shown("/log").await;
        assert!(log.contains("the box was empty") && log.contains("asked at home &#x2f; no receipt"), "{log}");
        let charge = visit.shown(&format!("/charge/{id}")).await;
        assert!(charge.contains("name=\"check\" value=\"asked at home\""), "{charge}");
        assert!(charge.contains(">the box was empty</textarea>"), "{charge}");
        assert!(visit.shown("/paper/list/csv/0").await.contains("asked at home"));
        visit.post("/undo", &[]).await;
        assert!(!visit.shown(&format!("/charge/{id}")).await.contains("value=\"no receipt\""), "both are taken back");
    });
}

#[test]
fn what_is_emptied_or_unticked_is_taken_away() {
    run(async {
        let visit = visit_with_statement().await;
        let id = listed(&visit).await.remove(0);
        let said = [("id", id.as_str()), ("verdict", "not-mine")];
        let ticks = async |ticked: &[(&str, &str)]| {
            visit.post("/decide", &[&said[..], ticked].concat()).await;
            visit.shown(&format!("/charge/{id}")).await.matches("no receipt").count()
        };
        assert!(ticks(&[("ticks", "1"), ("check", "asked at home"), ("check", "no receipt")]).await > 0);
        assert!(ticks(&[]).await > 0, "a form that asks for no ticks leaves them");
        assert_eq!(ticks(&[("ticks", "1")]).await, 0);
        let charge = visit.shown(&format!("/charge/{id}")).await;
        assert!(charge.contains("name=\"ticks\" value=\"1\""), "{charge}");

        let answers = [("id", id.as_str()), ("disputed", "100"), ("reference", "QUILLWORT"), ("happened", "")];
        visit.post("/tell", &answers).await;
        let follow = visit.shown("/follow").await;
        assert!(follow.contains("value=\"100\"") && follow.contains("value=\"QUILLWORT\""), "{follow}");
        visit.post("/tell", &[("id", &id), ("disputed", ""), ("happened", "")]).await;
        let follow = visit.shown("/follow").await;
        assert!(!follow.contains("value=\"100\"") && follow.contains("value=\"QUILLWORT\""), "{follow}");
        let seen = visit.seen().await;
        let again = visit.post_as("/tell", &seen, &[("id", &id), ("disputed", ""), ("reference", "QUILLWORT")]).await;
        assert_eq!(again.0, StatusCode::UNPROCESSABLE_ENTITY, "nothing of it is new");
    });
}

#[test]
fn an_answer_of_others_decides_nothing_and_opens_the_way() {
    run(async {
        let visit = visit_with_statement().await;
        let id = listed(&visit).await.remove(0);
        visit.post("/decide", &[("id", &id), ("verdict", "not-recognised")]).await;
        let report = [("id", id.as_str()), ("step", "reported"), ("on", "2026-11-20")];
        let seen = visit.seen().await;
        assert_eq!(visit.post_as("/mark", &seen, &report).await.0, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(visit.shown("/ask").await.contains(&format!("q-{id}")));
        let reply = [("id", id.as_str()), ("said", "not-mine-said"), ("on", "2026-11-19"), ("note", "by telephone")];
        assert_eq!(visit.post("/reply", &reply).await, format!("/ask#q-{id}"));
        assert!(visit.shown("/ask").await.contains("by telephone"));
        visit.post("/mark", &report).await;
        assert!(visit.shown("/follow").await.contains("reported"));
        // The same sentences refuse here and at the command line.
        let seen = visit.seen().await;
        for (amount, code) in [("0", "positive amount"), ("much", "positive amount")] {
            let fields = [("id", id.as_str()), ("step", "refunded"), ("on", "2026-11-21"), ("amount", amount)];
            let (status, _, text) = visit.post_as("/mark", &seen, &fields).await;
            assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(text.contains(code), "{text}");
        }
        let fields = [("id", id.as_str()), ("verdict", "not-mine"), ("scope", "merchant")];
        let (status, _, text) = visit.post_as("/decide", &seen, &fields).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{text}");
    });
}

#[test]
fn a_new_number_and_its_ticks_are_kept() {
    run(async {
        let visit = visit_with_statement().await;
        let head = "card,transaction_date,descriptor,amount,currency\n".to_owned();
        let months = (1..=11).map(|month| format!("1234,2026-{month:02}-05,STARLIGHT FILMS,9.99,USD\n"));
        visit.drop_file("films.csv", &(head + &months.collect::<String>())).await;
        let cards = visit.shown("/cards").await;
        assert!(cards.contains("STARLIGHT FILMS"), "{cards}");
        visit.post("/cards", &[("card", "1234"), ("new", "5678"), ("on", "2026-11-01")]).await;
        let cards = visit.shown("/cards").await;
        assert!(cards.contains("5678"), "{cards}");
        let tick = between(&cards, "action=\"/registered\"", "<button");
        let id = between(tick, "name=\"id\" value=\"", "\"").to_owned();
        let ticks = cards.matches("action=\"/registered\"").count();
        visit.post("/registered", &[("id", &id)]).await;
        let after = visit.shown("/cards").await;
        assert_eq!(after.matches("action=\"/registered\"").count(), ticks - 1);
        let seen = visit.seen().await;
        let (status, ..) =
            visit.post_as("/cards", &seen, &[("card", "1234"), ("new", "56"), ("on", "2026-11-01")]).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    });
}

#[test]
fn several_leaks_hold_each_with_its_own_words() {
    run(async {
        let visit = visit_with_statement().await;
        let second = [("breach", "own"), ("from", "2026-09-01"), ("title", "Blue & Shop"), ("class", "email")];
        assert_eq!(visit.post("/breach", &second).await, "/breach#answer");
        let shown = visit.shown("/breach").await;
        let held = between(&shown, "id=\"held\"", "</section>").to_owned();
        assert!(held.contains("Blue &amp; Shop") && held.contains("1 September 2026"), "{held}");
        assert!(held.contains("1 October 2026"), "{held}");
        assert!(between(&shown, "id=\"answer\"", "</section>").contains("number was exposed"), "the worst counts");
        let was = between(&held, "name=\"was\" value=\"", "\"").replace("&#x2f;", "/");
        visit.post("/breach/remove", &[("at", "0"), ("was", &was)]).await;
        let shown = visit.shown("/breach").await;
        let held = between(&shown, "id=\"held\"", "</section>");
        assert!(held.contains("Blue &amp; Shop") && !held.contains("1 October 2026"), "{held}");
        let seen = visit.seen().await;
        let again = visit.post_as("/breach/remove", &seen, &[("at", "0"), ("was", &was)]).await;
        assert_eq!(again.0, StatusCode::CONFLICT, "what stood there is another now");
    });
}

#[test]
fn a_leak_that_was_recorded_or_removed_is_taken_back_as_anything_else() {
    run(async {
        let visit = visit_with_statement().await;
        let id = listed(&visit).await.remove(0);
        visit.post("/decide", &[("id", &id), ("verdict", "not-mine"), ("back", "/worklist")]).await;
        let second = [("breach", "own"), ("from", "2026-09-01"), ("title", "Blue & Shop"), ("class", "email")];
        visit.post("/breach", &second).await;
        let shown = visit.shown("/breach").await;
        assert!(shown.contains("Saved: breach recorded: Blue &amp; Shop"), "{shown}");
        visit.post("/breach", &second).await;
        let lines = visit.shown("/log").await.matches("Blue &amp; Shop</td>").count();
        assert_eq!(lines, 1, "what holds already is not recorded twice");

        // The last thing said is the leak, not the decision before it.
        visit.post("/undo", &[]).await;
        assert!(visit.shown("/follow").await.contains("Undone: breach recorded: Blue &amp; Shop"));
        assert!(visit.shown("/follow").await.contains(&format!("d-{id}")), "the decision stands");
        let held = async || between(&visit.shown("/breach").await, "id=\"held\"", "</section>").to_owned();
        assert!(!held().await.contains("Blue &amp; Shop"));
        visit.post("/redo", &[]).await;
        assert!(held().await.contains("Blue &amp; Shop"));

        let remove = async |at: &str| {
            let was = between(&held().await, "name=\"was\" value=\"", "\"").replace("&#x2f;", "/");
            visit.post("/breach/remove", &[("at", at), ("was", &was)]).await;
        };
        remove("0").await;
        remove("0").await;
        assert!(!visit.shown("/breach").await.contains("id=\"held\""));
        for left in [1, 2] {
            visit.post("/undo", &[]).await;
            assert_eq!(held().await.matches("<li>").count(), left);
        }
        assert!(held().await.contains("1 October 2026") && held().await.contains("full card number"));
    });
}

#[test]
fn of_two_leaks_of_one_day_the_one_that_is_meant_is_taken_back() {
    run(async {
        let visit = visit_with_statement().await;
        let held = async || between(&visit.shown("/breach").await, "id=\"held\"", "</section>").to_owned();
        for class in ["email", "password"] {
            visit.post("/breach", &[("breach", "own"), ("from", "2026-09-01"), ("class", class)]).await;
        }
        visit.post("/undo", &[]).await;
        assert!(held().await.contains("e-mail address") && !held().await.contains("password"), "{}", held().await);
        visit.post("/redo", &[]).await;
        let was = between(&held().await, "name=\"was\" value=\"", "\"").replace("&#x2f;", "/");
        visit.post("/breach/remove", &[("at", "2"), ("was", &was)]).await;
        assert!(held().await.contains("e-mail address") && !held().await.contains("password"), "{}", held().await);
    });
}

#[test]
fn a_copy_is_put_away_opened_again_and_the_case_removed() {
    run(async {
        let visit = visit_with_statement().await;
        let id = listed(&visit).await.remove(0);
        visit.post("/decide", &[("id", &id), ("verdict", "not-mine")]).await;
        let request = get("/case/backup").header("cookie", &visit.page.cookie).body(Body::empty()).expect("request");
        let response = ask(&visit.page.app, request).await;
        assert!(header(&response, "content-disposition").contains("postbreach-2026-12-01.case"));
        let copy = response.into_body().collect().await.expect("body").to_bytes();
        let all = [("all", "1")];
        let seen = visit.seen().await;
        let (status, _, text) = visit.post_as("/forget", &seen, &all).await;
        assert_eq!(status, StatusCode::OK);
        assert!(text.contains("58 charges") && text.contains("name=\"sure\""), "{text}");
        assert_eq!(listed(&visit).await.len(), 5, "nothing is gone before the answer");
        let card = [("card", "9999"), ("sure", "1")];
        assert_eq!(visit.post_as("/forget", &seen, &card).await.0, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(visit.post("/forget", &[("all", "1"), ("sure", "1")]).await, "/case");
        assert!(visit.shown("/case").await.contains("no files"), "everything is gone");
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("page");
        let _ = std::fs::remove_file(folder.join("put-away.case"));
        for (bytes, status) in [(&b"no case"[..], StatusCode::UNPROCESSABLE_ENTITY), (&copy, StatusCode::SEE_OTHER)] {
            let mut body = Vec::new();
            let token = visit.page.app.form_token();
            for (name, value) in [("form", token), ("seen", &visit.seen().await), ("name", "put away")] {
                let part = format!("--B\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
                body.extend(part.into_bytes());
            }
            body.extend(b"--B\r\ncontent-disposition: form-data; name=\"copy\"; filename=\"a.case\"\r\n\r\n");
            body.extend(bytes);
            body.extend(b"\r\n--B--\r\n");
            let request = Request::post("/restore").header("host", HOST).header("origin", ORIGIN);
            let request = request.header("cookie", &visit.page.cookie);
            let request = request.header("content-type", "multipart/form-data; boundary=B").body(Body::from(body));
            assert_eq!(ask(&visit.page.app, request.expect("request")).await.status(), status);
        }
        assert!(visit.shown("/follow").await.contains(&format!("d-{id}")), "the copy holds what was decided");
        assert!(visit.shown("/case").await.contains("put-away.case"));
    });
}

#[test]
fn each_card_has_its_days_and_what_was_reported_is_followed_up() {
    run(async {
        let visit = visit_with_statement().await;
        let worklist = visit.shown("/worklist").await;
        let ids: Vec<String> = worklist
            .split("href=\"/charge/")
            .skip(1)
            .filter_map(|rest| rest.split('?').next().map(str::to_owned))
            .collect();
        visit.post("/decide", &[("id", &ids[0]), ("verdict", "unsure")]).await;
        let other = ids.iter().find(|id| **id != ids[0]).expect("two charges");
        visit.post("/decide", &[("id", other), ("verdict", "not-mine")]).await;
        let card = [("card", "1234"), ("field", "jurisdiction"), ("field", "statement-day")];
        let values = [("jurisdiction", "us"), ("statement-day", "20")];
        let of_card = was(&visit, "1234").await;
        assert_eq!(visit.post("/profile", &[&card[..], &values[..], &[("was", &of_card)]].concat()).await, "/papers");
        let of_all = was(&visit, "").await;
        visit.post("/profile", &[("field", "name"), ("field", "phone"), ("name", "J SAMPLE"), ("was", &of_all)]).await;
        let papers = visit.shown("/papers").await;
        for kept in ["value=\"US\"", "value=\"20\"", "value=\"J SAMPLE\"", "lock the card"] {
            assert!(papers.contains(kept), "no {kept}: {papers}");
        }
        assert!(!papers.contains("/paper/follow-up/"), "nothing was reported yet");
        let seen = visit.seen().await;
        let nobody = [("card", "9999"), ("field", "statement-day"), ("statement-day", "20")];
        assert_ne!(visit.post_as("/profile", &seen, &nobody).await.0, StatusCode::SEE_OTHER);
        visit.post("/mark", &[("id", other), ("step", "reported"), ("on", "2026-10-20")]).await;
        // A letter follows the call that was confirmed, and counts as one however it went.
        visit.post("/mark", &[("id", other), ("step", "acknowledged"), ("on", "2026-10-21")]).await;
        visit.post("/mark", &[("id", other), ("step", "written"), ("on", "2026-10-22"), ("via", "registered")]).await;
        assert!(visit.shown("/follow").await.contains("reported on 22 October 2026 · letter, registered"));
        let papers = visit.shown("/papers").await;
        let offered = between(&papers, "href=\"/paper/follow-up/html/", "\"").to_owned();
        let paper = visit.shown(&format!("/paper/follow-up/html/{offered}")).await;
        assert!(paper.contains("reported on 20 October 2026") && paper.contains("J SAMPLE"), "{paper}");
    });
}

#[test]
fn a_decision_on_many_is_asked_first_with_count_and_sum() {
    run(async {
        let visit = visit_with_statement().await;
        let shops = visit.shown("/recognise").await;
        let ids: Vec<&str> =
            shops.split("name=\"id\" value=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        let seen = visit.seen().await;
        let fields = [("id", ids[0]), ("id", ids[1]), ("verdict", "mine")];
        let (status, _, text) = visit.post_as("/decide", &seen, &fields).await;
        assert_eq!(status, StatusCode::OK);
        assert!(text.contains("name=\"sure\"") && text.contains('$'), "{text}");
        assert_eq!(visit.seen().await, seen, "nothing is saved before the answer");
        let sure = between(&text, "name=\"sure\" value=\"", "\"").replace("&#x2f;", "/");
        let sure = [fields.as_slice(), &[("sure", sure.as_str())]].concat();
        visit.post("/decide", &sure).await;
        assert_ne!(visit.seen().await, seen);
    });
}

#[test]
fn charges_are_typed_and_go_all_the_way() {
    run(async {
        let visit = Visit { page: Page::new().await };
        visit.post("/ephemeral", &[]).await;
        let rows = [
            ("currency", "jpy"),
            ("card", "1234"),
            ("date-0", "2026-10-03"),
            ("text-0", "AOZORA BOOKS"),
            ("amount-0", "１,480円"),
            ("date-4", "2026-10-05"),
            ("text-4", "HOSHI; \"DENKI\""),
            ("amount-4", "48,600"),
        ];
        assert_eq!(visit.post("/type", &rows).await, "/files");
        visit.post("/breach", &[("breach", "own"), ("from", "2026-10-01")]).await;
        let shops = visit.shown("/recognise").await;
        assert!(shops.contains("AOZORA BOOKS") && shops.contains("¥1,480") && shops.contains("¥48,600"), "{shops}");
        let seen = visit.seen().await;
        let (status, ..) = visit.post_as("/type", &seen, &[("currency", "JPY"), ("date-0", "2026-10-03")]).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "half a line is asked about");
    });
}

#[test]
fn what_was_typed_stays_until_it_is_right() {
    run(async {
        let visit = Visit { page: Page::new().await };
        visit.post("/ephemeral", &[]).await;
        let seen = visit.seen().await;
        let row = [("currency", "USD"), ("card", "1234"), ("date-0", "2026-10-03"), ("text-0", "AOZORA \"BOOKS\"")];
        let typed = async |more: &[(&str, &str)]| visit.post_as("/type", &seen, &[&row[..], more].concat()).await;
        let kept = |text: &str| {
            for value in ["value=\"USD\"", "value=\"1234\"", "value=\"2026-10-03\"", "AOZORA &quot;BOOKS&quot;"] {
                assert!(text.contains(value), "no {value}: {text}");
            }
        };
        for (wrong, said) in [
            (&[][..], "line 1 lacks"),
            (&[("amount-0", "12.50 or 13")], "line 1: &quot;12.50 or 13&quot; is no single amount"),
            (&[("amount-0", "12.50"), ("date-1", "2026-13-03"), ("text-1", "X"), ("amount-1", "1")], "2026-13-03"),
        ] {
            let (status, _, text) = typed(wrong).await;
            assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{said}");
            assert!(text.contains("role=\"alert\"") && text.contains(said), "{said}: {text}");
            kept(&text);
        }
        let (status, _, text) = typed(&[("more", "1"), ("rows", "12")]).await;
        assert_eq!(status, StatusCode::OK);
        kept(&text);
        let lines = |text: &str| text.matches("name=\"amount-").count();
        assert!(lines(&text) > lines(&visit.shown("/type").await) && !text.contains("name=\"more\""), "{text}");
        let rows = lines(&text).to_string();
        assert_eq!(lines(&typed(&[("rows", &rows)]).await.2), lines(&text), "the lines stay as many");
        assert!(visit.shown("/files").await.contains("0 charges") || !visit.shown("/files").await.contains("AOZORA"));

        let yen = [("currency", "JPY"), ("date-0", "2026-10-03"), ("text-0", "ミナト食堂"), ("amount-0", "￥1,480-")];
        assert_eq!(visit.post("/type", &yen).await, "/files");
        visit.post("/breach", &[("breach", "own"), ("from", "2026-10-01")]).await;
        let shops = visit.shown("/recognise").await;
        assert!(shops.contains("¥1,480") && shops.contains("ミナト"), "a purchase: {shops}");
    });
}

#[test]
fn a_leak_that_cannot_be_stays_as_it_was_filled_in() {
    run(async {
        let visit = visit_with_statement().await;
        let seen = visit.seen().await;
        let said = [("breach", "own"), ("title", "AOZORA BOOKS"), ("class", "email"), ("card", "1234")];
        for (day, wrong) in [(&[("from", "2027-05-01")][..], "2027-05-01 lies after"), (&[], "no day was given")] {
            let (status, _, text) = visit.post_as("/breach", &seen, &[&said[..], day].concat()).await;
            assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(between(&text, "role=\"alert\"", "</div>").contains(wrong), "{wrong}: {text}");
            for kept in ["value=\"AOZORA BOOKS\"", "value=\"email\" checked", "value=\"1234\" checked", "open"] {
                assert!(text.contains(kept), "no {kept}: {text}");
            }
            assert!(day.is_empty() || text.contains("value=\"2027-05-01\""), "{text}");
        }
    });
}

#[test]
fn rows_of_one_name_are_asked_of_and_taken_out_each_alone() {
    run(async {
        let visit = Visit { page: Page::new().await };
        visit.post("/ephemeral", &[]).await;
        for amount in ["148.00", "14.80"] {
            let row = [("currency", "USD"), ("date-0", "2026-10-03"), ("text-0", "AOZORA BOOKS"), ("amount-0", amount)];
            visit.post("/type", &row).await;
        }
        let files = visit.shown("/files").await;
        let of = |files: &str, sum: &str| {
            between(&files[files.find(sum).expect("the file")..], "name=\"file\" value=\"", "\"").to_owned()
        };
        assert_ne!(of(&files, "$148.00"), of(&files, "$14.80"));
        assert!(files.contains("(1 of 2)") && files.contains("(2 of 2)"), "{files}");
        let wrong = of(&files, "$148.00");
        let (_, _, text) = visit.post_as("/forget", &visit.seen().await, &[("file", &wrong)]).await;
        assert!(text.contains("$148.00") && !text.contains("$14.80"), "{text}");
        assert_eq!(visit.post("/forget", &[("file", &wrong), ("sure", "1")]).await, "/files");
        let files = visit.shown("/files").await;
        assert!(files.contains("$14.80") && !files.contains("$148.00"), "{files}");
    });
}

#[test]
fn what_is_printed_at_the_page_names_no_command() {
    run(async {
        let visit = visit_with_statement().await;
        for target in ["/print/list", "/print/recurring", "/worklist", "/cards", "/charge/none"] {
            let (_, text) = visit.get(target).await;
            assert!(!text.contains('`') && !text.contains("--level"), "{target}: {text}");
        }
    });
}

#[test]
fn a_problem_leads_back_to_where_it_was_made() {
    run(async {
        let visit = Visit { page: Page::new().await };
        visit.post("/ephemeral", &[]).await;
        for (from, leads) in [
            ("http://127.0.0.1:4711/follow?x=1", Some("follow?x=1")),
            ("http://127.0.0.1:4711/decide", None),
            ("http://127.0.0.1:4711//evil.example/", None),
        ] {
            let request = get("/charge/none").header("cookie", &visit.page.cookie).header("referer", from);
            let response = ask(&visit.page.app, request.body(Body::empty()).expect("request")).await;
            let text = body(response).await;
            let main = between(&text, "<main", "</main>");
            assert!(leads.map_or(!main.contains("button main"), |leads| main.contains(leads)), "{from}: {main}");
        }
    });
}

#[test]
fn equal_charges_are_told_apart_aloud() {
    run(async {
        let visit = Visit { page: Page::new().await };
        visit.post("/ephemeral", &[]).await;
        let mut csv = String::from("card,transaction_date,descriptor,amount,currency\n");
        for name in ["AOZORA BOOKS", "AOZORA BOOKS", "HOSHI DENKI"] {
            csv.push_str(&format!("1234,2026-10-03,{name},14.80,USD\n"));
        }
        visit.drop_file("equal.csv", &csv).await;
        visit.post("/breach", &[("breach", "own"), ("from", "2026-10-01")]).await;
        for (lang, told) in [("en", "$14.80 (2 of 2)\""), ("ja", "$14.80（2件中2件目）\"")] {
            visit.post("/look", &[("lang", lang)]).await;
            let shops = visit.shown("/recognise").await;
            assert!(shops.contains(told), "{shops}");
            let rows = shops.split("<a data-key=\"e\"").skip(1);
            let mut names: Vec<&str> = rows.map(|row| between(row, "aria-label=\"", "\"")).collect();
            assert_eq!(names.len(), 3, "{names:?}");
            assert!(
                names.iter().filter(|name| name.contains("HOSHI")).all(|name| name.ends_with("$14.80")),
                "{names:?}"
            );
            names.sort_unstable();
            names.dedup();
            assert_eq!(names.len(), 3, "{names:?}");
        }
    });
}

#[test]
fn what_cannot_be_read_is_said_beside_what_can() {
    run(async {
        let visit = Visit { page: Page::new().await };
        visit.post("/ephemeral", &[]).await;
        let (status, ..) = visit.drop_file("statement.pdf", "%PDF-1.7 nothing that can be read").await;
        assert_eq!(status, StatusCode::SEE_OTHER);
        let files = visit.shown("/files").await;
        assert!(files.contains("statement.pdf") && files.contains("href=\"/type\""), "{files}");
    });
}
