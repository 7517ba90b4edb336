//! Columns that no statement needs and nobody may keep, such as a card's security code (PCI DSS 3.3 forbids it to everyone
//! who takes cards): their cells are emptied before anything looks at them.

use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

use regex::Regex;
use serde::Deserialize;

use super::Statement;
use super::cells::Cells;
use super::delimited::Record;
use super::format::compile;
use super::wire::Table;
use crate::location::Problem;
use crate::money::parse_amount;
use crate::text::nfkc;

/// The names of such columns.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(from = "Names")]
pub struct RefusedColumns(Option<Arc<Known>>);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Names {
    /// What they are called.
    names: Vec<String>,
    /// What may stand beside that.
    beside: Vec<String>,
}

#[derive(Debug)]
struct Known {
    names: Vec<String>,
    beside: Vec<String>,
    /// What every text with a name in it has, as a pattern.
    gists: String,
    near: OnceLock<Option<Regex>>,
    /// The same for ASCII text, as words.
    plain_gists: BTreeSet<String>,
    plain_near: OnceLock<Option<Vec<Regex>>>,
}

/// So few words that begin alike are looked for, in every mixture of capitals, many bytes at a time.
const FEW_WORDS: usize = 2;

impl From<Names> for RefusedColumns {
    fn from(Names { names, beside }: Names) -> Self {
        let words: BTreeSet<&str> = names.iter().map(|name| longest_word(name)).collect();
        let has_shorter = |word: &str| words.iter().any(|other| *other != word && word.contains(other));
        let plain_gists = words.iter().filter(|word| word.is_ascii() && !has_shorter(word));
        let plain_gists = plain_gists.map(|word| (*word).to_owned()).collect();
        let gists: BTreeSet<String> = words.into_iter().map(gist).collect();
        let gists = gists.into_iter().collect::<Vec<_>>().join("|");
        let longest_first = |words: Vec<String>| {
            let mut words: Vec<String> = words.iter().map(|word| squeezed(word)).collect();
            words.sort_by_key(|word| std::cmp::Reverse(word.len()));
            words
        };
        let (names, beside) = (longest_first(names), longest_first(beside));
        Self(Some(Arc::new(Known {
            names,
            beside,
            gists,
            near: OnceLock::new(),
            plain_gists,
            plain_near: OnceLock::new(),
        })))
    }
}

/// Letters and digits alone, folded.
fn squeezed(text: &str) -> String {
    nfkc(text).to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect()
}

fn longest_word(name: &str) -> &str {
    name.split(' ').max_by_key(|word| word.len()).unwrap_or_default()
}

/// A pattern of a word, in whatever case and width.
fn gist(word: &str) -> String {
    let letter = |c: char| match char::from_u32(u32::from(c) + 0xfee0) {
        Some(wide) if c.is_ascii_alphanumeric() => format!("[{c}{wide}]"),
        _ => regex::escape(&c.to_string()),
    };
    format!("(?i:{})", word.chars().map(letter).collect::<String>())
}

impl RefusedColumns {
    /// None.
    pub const NONE: Self = Self(None);

    /// Whether text may have such a column.
    pub(super) fn may_be_in(&self, text: &str) -> bool {
        self.0.as_ref().is_some_and(|known| known.is_near(text))
    }

    /// Where a row names such columns: it has two names at least, and no amount.
    pub(super) fn places(&self, cells: &Cells) -> Vec<usize> {
        let Some(known) = self.0.as_ref().filter(|known| known.is_near(cells.text())) else { return Vec::new() };
        let found: Vec<usize> = (0..cells.len()).filter(|at| known.is(&cells[*at])).collect();
        if found.is_empty() {
            return found;
        }
        let is_header = cells.iter().filter(|cell| !cell.trim().is_empty()).count() > 1
            && !(0..cells.len()).any(|at| !found.contains(&at) && parse_amount(&cells[at], '.').is_some());
        if is_header { found } else { Vec::new() }
    }

    /// Says, once, that the cells below such names are not read.
    pub(super) fn tell(&self, cells: &Cells, statement: &mut Statement) {
        for at in self.places(cells) {
            let notice = notice(&cells[at]).in_file(statement.file.clone());
            if !statement.notices.contains(&notice) {
                statement.notices.push(notice);
            }
        }
    }

    /// The records, nothing left in the cells below such a name.
    pub(super) fn emptied<'a>(
        &'a self,
        records: impl Iterator<Item = Record> + 'a,
    ) -> impl Iterator<Item = Record> + 'a {
        let mut refused = Vec::new();
        records.map(move |mut record| {
            let named = self.places(&record.cells);
            if named.is_empty() {
                empty(&mut record, &refused);
            } else {
                refused = named;
            }
            record
        })
    }

    /// The same for records whose cells have names.
    pub(super) fn empty_table(&self, table: &mut Table) {
        let Some(known) = &self.0 else { return };
        let own = |name: &String| name.rsplit('.').next().is_some_and(|name| known.is(name));
        let refused: Vec<usize> = (0..table.names.len()).filter(|at| own(&table.names[*at])).collect();
        table.records.iter_mut().for_each(|record| empty(record, &refused));
        table.notices.extend(refused.iter().map(|at| notice(&table.names[*at])));
    }
}

fn notice(name: &str) -> Problem {
    Problem::new("refused-column").with("value", name.trim())
}

fn empty(record: &mut Record, places: &[usize]) {
    for at in places {
        if *at < record.cells.len() {
            record.cells.set(*at, "");
        }
    }
}

impl Known {
    /// Whether a text may hold a name. Words without signs of a pattern always compile; were they too many, every text
    /// would be looked through.
    fn is_near(&self, text: &str) -> bool {
        if text.is_ascii() {
            let near = self.plain_near.get_or_init(|| self.plain_patterns().ok());
            return near.as_ref().is_none_or(|near| near.iter().any(|near| near.is_match(text)));
        }
        self.near.get_or_init(|| compile(&self.gists).ok()).as_ref().is_none_or(|near| near.is_match(text))
    }

    fn plain_patterns(&self) -> Result<Vec<Regex>, Problem> {
        let words: Vec<String> = self.plain_gists.iter().map(|word| regex::escape(word)).collect();
        let alike = words.chunk_by(|one, next| one.bytes().next() == next.bytes().next());
        alike
            .flat_map(|alike| alike.chunks(FEW_WORDS))
            .map(|few| compile(&format!("(?i-u:{})", few.join("|"))))
            .collect()
    }

    /// Whether a cell holds such a name, and nothing else but what may stand beside it.
    fn is(&self, cell: &str) -> bool {
        if !self.is_near(cell) {
            return false;
        }
        let mut rest = squeezed(cell);
        if !self.names.iter().any(|name| rest.contains(name)) {
            return false;
        }
        for word in self.names.iter().chain(&self.beside) {
            rest = rest.replace(word, "");
        }
        rest.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::super::delimited::records;
    use super::super::limits::Limits;
    use super::*;
    use crate::catalogue::Catalogue;

    fn refused() -> RefusedColumns {
        Limits::load(&Catalogue::embedded()).unwrap().refused
    }

    #[test]
    fn names_of_such_columns_are_known_however_they_are_written() {
        let refused = refused();
        let is = |name: &str| !refused.places(&["Date", name].iter().collect()).is_empty() && refused.may_be_in(name);
        for name in [
            "CVV",
            "cvv2",
            "CVC",
            "Card CVV",
            "CVV2/CVC2",
            "card_security_code",
            "SecurityCode",
            "Card Security Code (CVV)",
            "ＣＶＶ",
            "セキュリティコード",
            "カードのセキュリティーコード",
            "ｾｷｭﾘﾃｨｺｰﾄﾞ",
            "暗証番号",
            "Kartenprüfnummer",
        ] {
            assert!(is(name), "{name}");
        }
        for name in
            ["CVC CAFE", "Security", "Code", "Card number", "確認番号付き", "Description", "Merchant Category Code"]
        {
            assert!(!is(name), "{name}");
        }
    }

    #[test]
    fn cells_below_are_emptied_and_no_others() {
        let refused = refused();
        let text = "My Bank,security code\nDate,CVV,Shop,Amount\n1/2/2026,731,CVV,1.00\n1/3/2026,9313,CVC,2.00\nDate,Shop,CVC\n1/4/2026,A 22,42\n";
        let seen: Vec<String> = refused
            .emptied(records(text, ","))
            .skip(2)
            .map(|record| record.cells.iter().collect::<Vec<_>>().join("|"))
            .collect();
        assert_eq!(seen, ["1/2/2026||CVV|1.00", "1/3/2026||CVC|2.00", "Date|Shop|CVC", "1/4/2026|A 22|"]);
    }

    #[test]
    fn no_shipped_layout_has_such_a_column() {
        let refused = refused();
        for (id, text) in Catalogue::embedded().folder("formats") {
            let format = super::super::format::Format::parse(id, text).unwrap();
            for cell in format.generations.iter().flat_map(|generation| &generation.identify.header) {
                let names: Vec<String> = cell.trim_matches(['[', ']']).split(" | ").map(str::to_owned).collect();
                assert!(
                    names.iter().all(|name| refused.places(&["Date", name].iter().collect()).is_empty()),
                    "{id}: {cell}"
                );
            }
        }
    }
}
