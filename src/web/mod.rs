//! The page: a server on this machine alone, for the person who never opens a terminal. It says the same verbs as the
//! command line, from the same rooms.
//!
//! Every route stands in [`ROUTES`]; every request passes the guard before it is routed, and every change its form's own
//! token before its handler sees it. A handler that only reads cannot change anything: it holds the room by reference.

mod answer;
mod ask;
mod asked;
mod bounds;
mod breach;
mod cards;
mod case;
mod charge;
mod decide;
mod files;
mod follow;
mod guard;
mod keep;
mod log;
mod look;
mod outputs;
mod papers;
mod quit;
mod recognise;
mod room;
mod routes;
mod secret;
mod server;
mod start;
mod typing;
mod view;
mod worklist;

pub use room::{Clock, Room};
pub use routes::{Kind, ROUTES, Route};
pub use server::{App, Server, router};
