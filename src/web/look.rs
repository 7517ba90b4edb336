//! How the page looks: its stylesheet and script, and what the person chooses of it.

use super::answer::Reply;
use super::asked::Asked;
use super::room::Room;
use crate::location::Problem;

/// The page's own style, and that of pictures.
const STYLE: &str = concat!(include_str!("../assets/web/page.css"), include_str!("../assets/picture.css"));

#[expect(clippy::unnecessary_wraps, reason = "every handler has this shape")]
pub(super) fn style(_: &Room, _: &Asked) -> Result<Reply, Problem> {
    Ok(Reply::Text("text/css; charset=utf-8", STYLE))
}

#[expect(clippy::unnecessary_wraps, reason = "every handler has this shape")]
pub(super) fn script(_: &Room, _: &Asked) -> Result<Reply, Problem> {
    Ok(Reply::Text("text/javascript; charset=utf-8", include_str!("../assets/web/page.js")))
}

#[expect(clippy::unnecessary_wraps, reason = "every handler has this shape")]
pub(super) fn icon(_: &Room, _: &Asked) -> Result<Reply, Problem> {
    Ok(Reply::Text("image/svg+xml", include_str!("../assets/web/icon.svg")))
}

/// Changes language, size of type, or whether names and sums are blurred, and goes back.
pub(super) fn change(room: &mut Room, asked: &Asked) -> Result<Reply, Problem> {
    if let Some(lang) = asked.one("lang") {
        room.lang = lang.parse()?;
        room.lang_open = false;
    }
    if let Some(large) = asked.one("large") {
        room.large = large == "on";
    }
    if let Some(veiled) = asked.one("veiled") {
        room.veiled = veiled == "on";
    }
    Ok(Reply::Go(back(asked)))
}

/// The page that a form says it stands on; only a path of this server is one.
pub(super) fn back(asked: &Asked) -> String {
    asked.one("back").filter(|path| is_own(path)).unwrap_or("/").to_owned()
}

/// Whether this is a path of this server.
pub(super) fn is_own(path: &str) -> bool {
    let plain = path.bytes().all(|b| b.is_ascii_graphic() && b != b'\\');
    plain && path.starts_with('/') && !path.starts_with("//")
}
