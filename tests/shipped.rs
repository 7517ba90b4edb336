//! Is what the program ships sound? It is not looked at again at every start, so it is looked at here.
#![allow(clippy::expect_used, clippy::panic, reason = "what a test cannot go on without")]

mod common;

use common::{catalogue, root};
use postbreach::breach::Breach;
use postbreach::desk::Desk;
use postbreach::dispute::Counting;
use postbreach::rule::Life;

#[test]
fn the_data_read_at_the_start_is_what_the_files_say() {
    let catalogue = catalogue();
    let folders = ["breaches", "charges", "contexts", "deadlines", "formats", "guides", "lives", "merchants"];
    let files = folders.iter().flat_map(|folder| catalogue.folder(folder));
    let mut count = 0;
    for (id, file) in files {
        assert!(file.is_shipped(), "{id}");
        let said: toml::Table = toml::from_str(file.text()).expect("TOML");
        assert_eq!(file.read::<toml::Table>().expect("the same as JSON"), said, "{id}");
        count += 1;
    }
    assert!(count > 300, "{count}");
    for entry in std::fs::read_dir(root().join("rules")).expect("rules") {
        let name = entry.expect("a file").file_name().into_string().expect("a name");
        if name.ends_with(".toml") {
            let file = catalogue.data(&name);
            let said: toml::Table = toml::from_str(file.text()).expect("TOML");
            assert_eq!(file.read::<toml::Table>().expect("the same as JSON"), said, "{name}");
        }
    }
}

/// Laid over itself the catalogue is the user's own, of which everything is checked.
#[test]
fn what_is_shipped_holds_where_it_is_somebodys_own() {
    let own = catalogue().layer(&root().join("rules")).expect("readable");
    assert!(!own.data("facts.toml").is_shipped());
    let today = chrono::NaiveDate::from_ymd_opt(2026, 11, 26).expect("a day");
    Counting::load(&own, today).expect("deadlines");
    Breach::load_all(&own).expect("breaches");
    Life::load(&own).expect("lives");
    let desk = Desk::new(own).expect("merchants");
    desk.formats().expect("layouts");
    desk.judging().map(|_| ()).expect("rules");
}
