//! The reading of requests, without the page behind it.

mod asked;
mod bounds;

mod routes {
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub enum Kind {
        Read,
        Change,
        Upload,
    }
}

use std::sync::{Arc, LazyLock, Mutex};

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::routing::post;
use tower::ServiceExt;

use asked::Asked;
use bounds::Bounds;
use routes::Kind;

static RUNTIME: LazyLock<tokio::runtime::Runtime> =
    LazyLock::new(|| tokio::runtime::Builder::new_current_thread().build().expect("runtime"));

static BOUNDS: LazyLock<Bounds> = LazyLock::new(|| Bounds::load(&crate::CATALOGUE).expect("bounds"));

/// Name and content of each file in the body of an upload; `None` where it is refused.
pub fn dropped(content_type: &str, body: &[u8]) -> Option<Vec<(String, Vec<u8>)>> {
    let request = Request::post("/drop").header(CONTENT_TYPE, content_type).body(Body::from(body.to_vec())).ok()?;
    let files = Arc::new(Mutex::new(None));
    let found = Arc::clone(&files);
    let take = move |request: Request| async move {
        match Asked::read(Kind::Upload, request, *BOUNDS).await {
            Ok(asked) => {
                let _ = (asked.has("token"), asked.one("file"));
                *found.lock().expect("lock") = Some(asked.files.into_iter().map(|f| (f.name, f.bytes)).collect());
                StatusCode::OK
            }
            Err(status) => status,
        }
    };
    let router = Router::new().route("/drop", post(take).layer(asked::limit(Kind::Upload, *BOUNDS)));
    RUNTIME.block_on(router.oneshot(request)).expect("answered");
    files.lock().expect("lock").take()
}
