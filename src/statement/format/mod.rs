//! The grammar of a layout file (`rules/formats/<id>.toml`) and its check when loaded. The reader interprets it; no
//! bank has code of its own. `rules/formats/README.md` is made from [`keys::KEYS`].

mod header;
mod identity;
pub mod keys;
mod names;
mod schema;
mod words;

pub use header::{HeaderCell, compile, header_key, key_column, position};
pub use identity::{Identify, IdentifyRow, Where};
pub use schema::*;
pub use words::{Product, PurchaseSign, RowClass, Side, Source};

use super::wire::Syntax;
use crate::catalogue::{Confidence, DataFile, misshapen};
use crate::location::Problem;

/// One institution's export layout.
#[derive(Debug, Clone)]
pub struct Format {
    /// The file's name under `rules/formats/`, without ending.
    pub id: String,
    /// Its generations; the first is the file itself, the others its variants.
    pub generations: Vec<Generation>,
}

impl Format {
    /// Reads a layout file.
    ///
    /// # Errors
    /// `bad-data-file` when it does not follow the grammar, `bad-pattern` when a regex or date pattern is wrong.
    pub fn parse<'a>(id: &str, text: impl Into<DataFile<'a>>) -> Result<Self, Problem> {
        let (file, text) = (format!("formats/{id}.toml"), text.into());
        let misshapen = |e| misshapen(&file, text.text(), &e);
        let mut first: Generation = text.read().map_err(misshapen)?;
        let variants = std::mem::take(&mut first.variant);
        let mut generations = vec![first];
        if !variants.is_empty() {
            let mut base: toml::Table = text.read().map_err(misshapen)?;
            base.remove("variant");
            for (at, over) in variants.into_iter().enumerate() {
                let mut table = base.clone();
                merge(&mut table, over);
                generations.push(table.try_into().map_err(|e: toml::de::Error| {
                    let cause = format!("variant {}: {}", at + 1, e.message());
                    Problem::new("bad-data-file").with("cause", cause).in_file(file.clone())
                })?);
            }
        }
        if !text.is_shipped() {
            generations.iter().try_for_each(Generation::check).map_err(|problem| problem.in_file(file.clone()))?;
        }
        Ok(Self { id: id.to_owned(), generations })
    }

    /// The first generation, which speaks for the layout.
    #[must_use]
    pub fn first(&self) -> &Generation {
        &self.generations[0]
    }
}

/// Lays one table over another: tables merge key by key, all else replaces.
pub fn merge(base: &mut toml::Table, over: toml::Table) {
    for (key, value) in over {
        match (base.get_mut(&key), value) {
            (Some(toml::Value::Table(inner)), toml::Value::Table(over)) => merge(inner, over),
            (_, value) => {
                base.insert(key, value);
            }
        }
    }
}

impl Generation {
    fn check(&self) -> Result<(), Problem> {
        let refuse = |cause: &str| Err(Problem::new("bad-data-file").with("cause", cause));
        if self.confidence == Confidence::Low {
            return refuse("a layout of low confidence is a rumour; it needs better evidence");
        }
        let delimited = self.read.syntax == Syntax::Delimited;
        if delimited && self.identify.header.is_empty() && self.identify.row.is_empty() {
            return refuse("[identify] needs a header or a row");
        }
        if self.facts.is_empty() || self.seen.is_empty() {
            return refuse("`facts` and `seen` must say where the layout comes from");
        }
        let columns = &self.columns;
        if columns.descriptor.is_none() {
            return refuse("[columns] needs a descriptor");
        }
        let paired = columns.debit.is_some() && columns.credit.is_some();
        if columns.amount.is_none() && !paired {
            return refuse("[columns] needs amount, or debit and credit");
        }
        if columns.amount.is_some() && columns.flag.is_none() && self.amount.is_none() && !paired {
            return refuse("[amount] purchase must say how a purchase looks");
        }
        if let Some(bill) = &self.bill {
            compile(bill)?;
        }
        if self.read.fields.is_some() != self.read.surplus.is_some() {
            return refuse("[read] fields and surplus go together");
        }
        if self.read.dates.is_empty() || self.read.delimiter.is_empty() {
            return refuse("[read] needs dates and a delimiter");
        }
        if self.read.dates.iter().any(|pattern| !pattern.contains('%')) {
            return refuse("[read] dates are chrono patterns, such as %d.%m.%Y");
        }
        Ok(())
    }
}
