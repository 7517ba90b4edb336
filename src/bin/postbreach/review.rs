//! `review`: the page.

use postbreach::location::Problem;
use postbreach::platform::{browse, cases};
use postbreach::web::{Clock, Room, Server};

use crate::Outcome;
use crate::args::Review;
use crate::case::{at, now, path};
use crate::input::Terminal;
use crate::output::say;

/// Serves the page until it is told to stop.
pub(crate) fn review(terminal: Terminal, args: &Review) -> Result<Outcome, Problem> {
    let Terminal { desk, messages, .. } = terminal;
    let clock = Clock { now, today: || chrono::Local::now().date_naive() };
    let mut room = Room::new(desk, clock, cases(), chosen().then(|| messages.lang()))?;
    if let Ok(named) = path(&args.case) {
        room.open(&named).map_err(at(&named))?;
    }
    let patience = room.patience();
    let server = Server::bind(room, patience)?;
    if args.no_open {
        say(&server.address())?;
    } else {
        match browse(&server.address()) {
            Ok(()) => say(&messages.text("review-opened"))?,
            Err(_) => say(&messages.with("review-not-opened", &[("address", server.address().into())]))?,
        }
    }
    server.run()?;
    say(&messages.text("review-ended"))?;
    Ok(Outcome::Clean)
}

/// Whether a language was chosen, by an option or the environment; else the browser's is taken.
fn chosen() -> bool {
    std::env::var_os("POSTBREACH_LANG").is_some() || std::env::args().any(|arg| arg.starts_with("--lang"))
}
