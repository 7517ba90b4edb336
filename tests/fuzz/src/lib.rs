//! The rooms of the program that read what strangers wrote, up to `rule`, and what every target needs of them.
#![allow(dead_code, missing_docs)]

pub mod location;
pub mod catalogue;
pub mod messages;
pub mod money;
pub mod text;
pub mod transaction;
pub mod merchant;
pub mod statement;
pub mod breach;
pub mod case;
pub mod facts;
pub mod rule;
pub mod report;
pub mod web;

use std::collections::BTreeMap;
use std::sync::{LazyLock, OnceLock};

use catalogue::Catalogue;
use merchant::Merchants;
use money::Currencies;
use statement::identify::Formats;
use statement::month_names::MonthNames;
use statement::options::ReadOptions;
use statement::read::Tools;
use statement::{Statement, read};
use transaction::Strings;

pub static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(Catalogue::embedded);
pub static FORMATS: LazyLock<Formats> = LazyLock::new(|| Formats::load(&CATALOGUE).expect("formats"));
pub static MERCHANTS: LazyLock<Merchants> = LazyLock::new(|| Merchants::load(&CATALOGUE).expect("merchants"));
static CURRENCIES: LazyLock<Currencies> =
    LazyLock::new(|| Currencies::load(CATALOGUE.file("currencies.toml").expect("file")).expect("currencies"));
static MONTHS: LazyLock<MonthNames> =
    LazyLock::new(|| MonthNames::load(CATALOGUE.file("months.toml").expect("file")).expect("months"));
/// Each layout on its own: to hold a file against all of them takes a hundred times as long.
static ALONE: LazyLock<BTreeMap<String, OnceLock<Formats>>> =
    LazyLock::new(|| FORMATS.iter().map(|format| (format.id.clone(), OnceLock::new())).collect());

pub fn tools() -> Tools<'static> {
    Tools { merchants: &MERCHANTS, currencies: &CURRENCIES, months: &MONTHS }
}

/// The layouts, but for all others than this one.
pub fn alone(id: &str) -> Option<&'static Formats> {
    let alone = ALONE.get(id)?;
    Some(alone.get_or_init(|| {
        let mut formats = Formats::of(FORMATS.get(id).into_iter().cloned().collect());
        formats.limits = FORMATS.limits.clone();
        formats
    }))
}

/// Reads a file by some layouts, and holds what comes out to the laws.
pub fn read_by(bytes: &[u8], name: &str, formats: &Formats) {
    let mut strings = Strings::default();
    if let Ok(statement) = read(bytes, name, formats, &ReadOptions::default(), tools(), &mut strings) {
        whole(&statement);
        for row in &statement.transactions {
            let _ = MERCHANTS.identify(strings.get(row.descriptor));
        }
    }
}

/// No row vanishes.
pub fn whole(statement: &Statement) {
    let apart = statement.transactions.len() + statement.set_apart.len();
    assert_eq!(statement.rows, apart as u64, "rows read = transactions + set apart");
}
