//! Does LICENSE-THIRD-PARTY.md name everything of others that the program holds, and may it all be passed on?
//! `LICENCES=overwrite cargo test --test licences` writes the list of crates anew.
#![allow(clippy::expect_used, clippy::panic, reason = "what a test cannot go on without")]

mod common;

use std::collections::BTreeSet;
use std::process::Command;
use std::sync::LazyLock;

use common::{root, sorted};

const NOTICE: &str = "LICENSE-THIRD-PARTY.md";
const HEAD: &str = "| crate | licence |\n|---|---|\n";

/// The licences that `deny.toml` allows.
static GOOD: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
    let deny: toml::Table =
        toml::from_str(&std::fs::read_to_string(root().join("deny.toml")).expect("file")).expect("TOML");
    let allowed = deny["licenses"]["allow"].as_array().expect("a list").iter();
    allowed.map(|licence| licence.as_str().expect("a name").to_owned()).collect()
});

/// Name and licence of every crate in the program.
fn crates() -> BTreeSet<(String, String)> {
    let tree = Command::new(env!("CARGO"))
        .args(["tree", "-e", "normal", "--prefix", "none", "--offline", "--locked", "-f", "{p}|{l}", "--manifest-path"])
        .arg(root().join("Cargo.toml"))
        .output()
        .expect("cargo runs");
    assert!(tree.status.success(), "{}", String::from_utf8_lossy(&tree.stderr));
    let tree = String::from_utf8(tree.stdout).expect("text");
    let of_line = |line: &str| {
        let (named, licence) = line.split_once('|')?;
        Some((named.split(' ').next()?.to_owned(), licence.trim_end_matches(" (*)").to_owned()))
    };
    tree.lines().filter_map(of_line).filter(|(name, _)| name != "postbreach").collect()
}

/// Whether one of the alternatives of a licence asks for no more than to be passed on.
fn is_good(licence: &str) -> bool {
    let plain = licence.replace(['(', ')'], "").replace('/', " OR ");
    // `(A OR B) AND C` read as `A OR B AND C` is judged more strictly than it is meant.
    plain.split(" OR ").any(|all| all.split(" AND ").all(|one| GOOD.contains(one.trim())))
}

#[test]
fn every_crate_is_named_with_its_licence_and_may_be_passed_on() {
    let crates = crates();
    assert!(crates.len() > 100, "the list is not of this program");
    let bad: Vec<_> = crates.iter().filter(|(_, licence)| !is_good(licence)).collect();
    assert!(bad.is_empty(), "licences to look at: {bad:?}");
    let list: String = crates.iter().map(|(name, licence)| format!("| {name} | {licence} |\n")).collect();
    let path = root().join(NOTICE);
    let notice = std::fs::read_to_string(&path).expect(NOTICE);
    let before = notice.split(HEAD).next().expect("a text");
    let wanted = format!("{before}{HEAD}{list}");
    if std::env::var_os("LICENCES").is_some_and(|value| value == "overwrite") {
        std::fs::write(&path, &wanted).expect("written");
    } else {
        assert_eq!(notice, wanted, "LICENCES=overwrite cargo test --test licences writes it anew");
    }
}

#[test]
fn every_font_is_named_and_has_its_licence_beside_it() {
    let notice = std::fs::read_to_string(root().join(NOTICE)).expect(NOTICE);
    let fonts = sorted(&root().join("src/assets/font"));
    let (licences, fonts): (Vec<_>, Vec<_>) =
        fonts.iter().partition(|path| path.extension().is_some_and(|e| e == "txt"));
    assert!(!fonts.is_empty() && !licences.is_empty());
    for path in fonts.iter().chain(&licences) {
        let name = path.file_name().expect("name").to_string_lossy();
        assert!(notice.contains(&*name), "{NOTICE} does not name {name}");
    }
    assert!(notice.contains("GeoNames") && notice.contains("rules/merchants/places.toml"));
}

/// Of no repository, of no other registry, and with the digest of what was fetched.
#[test]
fn every_crate_comes_from_the_registry() {
    for lock in ["Cargo.lock", "tests/fuzz/Cargo.lock"] {
        let text = std::fs::read_to_string(root().join(lock)).expect(lock);
        let lock: toml::Table = toml::from_str(&text).expect("TOML");
        let packages = lock["package"].as_array().expect("packages");
        let own = |package: &&toml::Value| package.get("source").is_none();
        let own: Vec<&str> = packages.iter().filter(own).filter_map(|package| package["name"].as_str()).collect();
        assert!(matches!(own.as_slice(), ["postbreach" | "postbreach-fuzz"]), "{own:?}");
        for package in packages.iter().filter(|package| package.get("source").is_some()) {
            let source = package["source"].as_str().expect("a source");
            assert_eq!(source, "registry+https://github.com/rust-lang/crates.io-index", "{package}");
            assert!(package.get("checksum").is_some(), "{package}");
        }
    }
}
