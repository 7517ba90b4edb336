//! The rooms of the program up to `rule`, and what every target needs of them.
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

use std::sync::LazyLock;

use catalogue::Catalogue;
use merchant::Merchants;
use money::Currencies;
use statement::Statement;
use statement::identify::Formats;
use statement::month_names::MonthNames;
use statement::read::Tools;

pub static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(Catalogue::embedded);
pub static FORMATS: LazyLock<Formats> = LazyLock::new(|| Formats::load(&CATALOGUE).expect("formats"));
pub static MERCHANTS: LazyLock<Merchants> = LazyLock::new(|| Merchants::load(&CATALOGUE).expect("merchants"));
static CURRENCIES: LazyLock<Currencies> =
    LazyLock::new(|| Currencies::load(CATALOGUE.file("currencies.toml").expect("file")).expect("currencies"));
static MONTHS: LazyLock<MonthNames> =
    LazyLock::new(|| MonthNames::load(CATALOGUE.file("months.toml").expect("file")).expect("months"));

pub fn tools() -> Tools<'static> {
    Tools { merchants: &MERCHANTS, currencies: &CURRENCIES, months: &MONTHS }
}

/// No row vanishes.
pub fn whole(statement: &Statement) {
    let apart = statement.transactions.len() + statement.set_apart.len();
    assert_eq!(statement.rows, apart as u64, "rows read = transactions + set apart");
}
