//! The server: a port of its own on the loopback address, until it is told to stop or nobody asks any more.

use std::future::IntoFuture;
use std::net::{Ipv4Addr, TcpListener};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use axum::Router;
use axum::http::HeaderValue;
use axum::middleware::from_fn_with_state;
use axum::routing::MethodFilter;
use axum::routing::{MethodRouter, on};
use tokio::sync::watch;

use super::answer::{answer, nowhere};
use super::asked::limit;
use super::bounds::Bounds;
use super::guard::guard;
use super::room::Room;
use super::routes::{Kind, ROUTES};
use super::secret::{Secrets, same};
use super::view::Views;
use crate::location::Problem;

/// How long answers under way may take once the server stops.
const GRACE: Duration = Duration::from_secs(2);
/// How often it is looked whether anybody still asks.
const LOOK: Duration = Duration::from_secs(15);

/// What the requests share.
pub struct App {
    pub(super) secrets: Secrets,
    pub(super) views: Views,
    pub(super) bounds: Bounds,
    port: u16,
    room: Mutex<Room>,
    admitted: AtomicBool,
    last: Mutex<Instant>,
    stop: watch::Sender<bool>,
}

impl App {
    /// The page over a room, as a port is asked for it.
    ///
    /// # Errors
    /// `page-not-served` when there is no randomness; `bad-data-file` when a template is wrong.
    pub fn new(room: Room, port: u16) -> Result<Self, Problem> {
        Ok(Self {
            secrets: Secrets::new()?,
            views: Views::new()?,
            bounds: room.bounds,
            port,
            room: Mutex::new(room),
            admitted: AtomicBool::new(false),
            last: Mutex::new(Instant::now()),
            stop: watch::Sender::new(false),
        })
    }

    /// The path and token that let a browser in, once.
    #[must_use]
    pub fn entrance(&self) -> String {
        format!("/?t={}", self.secrets.address)
    }

    /// The token that the forms of this run carry.
    #[must_use]
    pub fn form_token(&self) -> &str {
        &self.secrets.form
    }

    /// The names under which the server may be asked.
    pub(super) fn hosts(&self) -> [String; 2] {
        ["127.0.0.1", "localhost"].map(|name| format!("{name}:{}", self.port))
    }

    /// Whether a token lets its bearer in: the right one does, once.
    pub(super) fn admit(&self, token: &str) -> bool {
        same(token, &self.secrets.address) && !self.admitted.swap(true, Ordering::AcqRel)
    }

    /// Cookies know no ports, so the name tells two servers apart.
    pub(super) fn cookie_name(&self) -> String {
        format!("postbreach-{}", self.port)
    }

    pub(super) fn cookie(&self) -> Option<HeaderValue> {
        let value = format!("{}={}; HttpOnly; SameSite=Strict; Path=/", self.cookie_name(), self.secrets.cookie);
        value.parse().ok()
    }

    /// The room. A request that failed in the middle leaves it as its store has it.
    pub(super) fn room(&self) -> MutexGuard<'_, Room> {
        self.room.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes the language that a browser prefers, where nobody chose one.
    pub(super) fn greet(&self, languages: &str) {
        let preferred = languages.split([',', ';', '-']).next().and_then(|code| code.trim().parse().ok());
        let mut room = self.room();
        if let Some(lang) = preferred.filter(|_| room.lang_open) {
            room.lang = lang;
        }
    }

    pub(super) fn touch(&self) {
        *self.last.lock().unwrap_or_else(PoisonError::into_inner) = Instant::now();
    }

    fn idle(&self) -> Duration {
        self.last.lock().unwrap_or_else(PoisonError::into_inner).elapsed()
    }

    /// Lets the server end.
    pub(super) fn stop(&self) {
        self.stop.send_replace(true);
    }
}

/// The routes, behind their guard.
pub fn router(app: Arc<App>) -> Router {
    let mut routes = Router::new();
    for route in &ROUTES {
        let shared = Arc::clone(&app);
        let filter = if route.kind == Kind::Read { MethodFilter::GET } else { MethodFilter::POST };
        let handler: MethodRouter = on(filter, move |request| answer(shared, route, request));
        routes = routes.route(route.path, handler.layer(limit(route.kind, app.bounds)));
    }
    let shared = Arc::clone(&app);
    let routes = routes.fallback(move || nowhere(shared));
    // The guard stands before the routes, so that it also answers for an address that there is not.
    Router::new().fallback_service(routes).layer(from_fn_with_state(app, guard))
}

/// A server that listens already.
pub struct Server {
    listener: TcpListener,
    app: Arc<App>,
    patience: Duration,
}

impl Server {
    /// Takes a free port of the loopback address. After `patience` without a request the server ends.
    ///
    /// # Errors
    /// `page-not-served`; as [`App::new`].
    pub fn bind(room: Room, patience: Duration) -> Result<Self, Problem> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).map_err(not_served)?;
        listener.set_nonblocking(true).map_err(not_served)?;
        let port = listener.local_addr().map_err(not_served)?.port();
        Ok(Self { listener, app: Arc::new(App::new(room, port)?), patience })
    }

    /// Where a browser finds it, and what lets it in, once.
    #[must_use]
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}{}", self.app.port, self.app.entrance())
    }

    /// Serves until it is told to stop or nobody asks any more.
    ///
    /// # Errors
    /// `page-not-served`.
    pub fn run(self) -> Result<(), Problem> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(not_served)?;
        let served = runtime.block_on(self.serve());
        runtime.shutdown_timeout(GRACE);
        served
    }

    async fn serve(self) -> Result<(), Problem> {
        let Self { listener, app, patience } = self;
        let listener = tokio::net::TcpListener::from_std(listener).map_err(not_served)?;
        let mut told = app.stop.subscribe();
        let mut stopped = app.stop.subscribe();
        let stop = async move {
            // The sender lives as long as the app.
            let _ = told.wait_for(|stop| *stop).await;
        };
        let serving = axum::serve(listener, router(Arc::clone(&app))).with_graceful_shutdown(stop);
        let serving = tokio::spawn(serving.into_future());
        tokio::spawn(async move {
            while app.idle() < patience {
                tokio::time::sleep(LOOK.min(patience)).await;
            }
            app.stop();
        });
        let _ = stopped.wait_for(|stop| *stop).await;
        match tokio::time::timeout(GRACE, serving).await {
            Ok(Ok(ended)) => ended.map_err(not_served),
            // An open connection does not keep the server.
            Ok(Err(_)) | Err(_) => Ok(()),
        }
    }
}

fn not_served(cause: std::io::Error) -> Problem {
    Problem::new("page-not-served").with("cause", cause)
}
