//! What a request says: the words of its address, the fields of its form, its files. Files are held in memory and are
//! never written.

use axum::extract::{DefaultBodyLimit, Form, FromRequest, FromRequestParts, Multipart, Query, RawPathParams, Request};
use axum::http::StatusCode;
use axum::response::IntoResponse;

use super::bounds::Bounds;
use super::routes::Kind;

/// A file as it was dropped.
pub(super) struct Dropped {
    /// The name that it had.
    pub(super) name: String,
    /// Its content.
    pub(super) bytes: Vec<u8>,
}

/// What a request says.
#[derive(Default)]
pub(super) struct Asked {
    words: Vec<(String, String)>,
    /// Files that were dropped.
    pub(super) files: Vec<Dropped>,
}

impl Asked {
    /// What was said under a name, if anything was.
    pub(super) fn one<'a>(&'a self, name: &'a str) -> Option<&'a str> {
        self.all(name).next()
    }

    /// Everything that was said under a name.
    pub(super) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.fields(name).filter(|value| !value.is_empty())
    }

    /// Whether something was said under a name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.one(name).is_some()
    }

    /// What a field of a form has, be it nothing; none where the form has no such field.
    pub(super) fn field<'a>(&'a self, name: &'a str) -> Option<&'a str> {
        self.fields(name).next()
    }

    fn fields<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        let own = self.words.iter().filter(move |(known, _)| known == name);
        own.map(|(_, value)| value.trim())
    }

    /// Reads a request.
    pub(super) async fn read(kind: Kind, request: Request, bounds: Bounds) -> Result<Self, StatusCode> {
        let (mut parts, body) = request.into_parts();
        let mut asked = Self::default();
        let params = RawPathParams::from_request_parts(&mut parts, &()).await.map_err(|_| StatusCode::BAD_REQUEST)?;
        asked.words.extend(params.iter().map(|(name, value)| (name.to_owned(), value.to_owned())));
        let query = Query::<Vec<(String, String)>>::try_from_uri(&parts.uri).map_err(|_| StatusCode::BAD_REQUEST)?;
        let request = Request::from_parts(parts, body);
        match kind {
            Kind::Read => asked.words.extend(query.0),
            Kind::Change => {
                let form = Form::<Vec<(String, String)>>::from_request(request, &()).await;
                asked.words.extend(form.map_err(|rejected| rejected.into_response().status())?.0);
            }
            Kind::Upload => asked.drop(Multipart::from_request(request, &()).await, bounds.takes.files).await?,
        }
        Ok(asked)
    }

    async fn drop(&mut self, parts: Result<Multipart, impl Sized>, most: usize) -> Result<(), StatusCode> {
        let mut parts = parts.map_err(|_| StatusCode::BAD_REQUEST)?;
        while let Some(field) = parts.next_field().await.map_err(|e| e.status())? {
            let name = field.name().unwrap_or_default().to_owned();
            match field.file_name().map(str::to_owned) {
                None => self.words.push((name, field.text().await.map_err(|e| e.status())?)),
                // What a browser sends where no file was chosen.
                Some(file) if file.is_empty() => {}
                Some(_) if self.files.len() == most => return Err(StatusCode::PAYLOAD_TOO_LARGE),
                Some(file) => {
                    let bytes = field.bytes().await.map_err(|e| e.status())?.to_vec();
                    self.files.push(Dropped { name: file, bytes });
                }
            }
        }
        Ok(())
    }
}

/// The most that a request of a kind may hold.
pub(super) fn limit(kind: Kind, bounds: Bounds) -> DefaultBodyLimit {
    DefaultBodyLimit::max(match kind {
        Kind::Read => 0,
        Kind::Change => bounds.form(),
        Kind::Upload => bounds.dropped(),
    })
}
