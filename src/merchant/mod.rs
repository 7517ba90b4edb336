//! Who is behind a descriptor: two keys to compare charges by, a name to read, and notes on who bills under it.
//!
//! Every pattern and every shop's name is data in `rules/merchants/`: ordered `[[strip]]` rules with an example that is
//! run as a test, `[[note]]` entries, `[[class]]` words, `[[row]]` wordings of issuers, and lists of generic words.

mod countries;
mod derive;
pub mod fold;
mod glance;
mod household;
mod issuer;
mod likeness;
mod memory;
mod note;
mod patterns;
mod place;
mod strip;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::sync::Arc;

use foldhash::HashMap;
use rayon::prelude::*;
use serde::Deserialize;

pub use self::countries::Countries;
pub use self::issuer::Wordings;
pub use self::likeness::{Likeness, letters, one_letter_apart, same_letters};
pub use self::note::{Note, Role};

use self::fold::fold_pattern;
use self::household::Joins;
use self::issuer::{IssuerRows, RowData};
use self::likeness::Thresholds;
use self::memory::Memory;
use self::note::{Brand, BrandData, ClassData, Index, NoteData};
use self::patterns::Patterns;
use self::place::{CountryData, Places, TownData};
use self::strip::{Guard, StripData, Strips};
use crate::catalogue::{Catalogue, Confidence, DataFile};
use crate::location::Problem;
use crate::messages::Checks;
use crate::transaction::Kind;

/// Where brands without a note stand, in the words of a trace.
const BRANDS: &str = "merchants/brands.toml";

/// The keys and the name of one descriptor.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Identity {
    /// One shop through one processor: folded, without wrappers, codes, dates, places and store numbers.
    pub exact: String,
    /// The brand, else the shop without the processor.
    pub family: String,
    /// The cleaned name for people, in its own script.
    pub name: String,
    /// What the family looks like at a glance; equal skeletons are easily confused.
    pub skeleton: String,
    /// The letters and digits of the line's own words, even where these become a brand; numbers are left out.
    pub spelling: String,
    /// What those words look like at a glance.
    pub look: String,
    /// The kind of shop, where the note or the words tell.
    pub class: Option<String>,
    /// Ids of the notes: processors outermost first, then the shop.
    pub notes: Vec<String>,
    /// The line has words of a help desk or a trial rather than of a shop.
    pub odd: bool,
    /// The statement does not say who was paid: the text is a number of the issuer's. Nothing is familiar by it.
    pub unstated: bool,
    /// The folded town that stood behind the name.
    pub place: Option<String>,
    /// The country that place, state or country's name tell without doubt: ISO 3166-1 alpha-2.
    pub country: Option<String>,
    /// The code of the currency in which an amount stands behind the name, as issuers print what a shop abroad took.
    pub money: Option<String>,
    /// Whether the words tell of a purchase at a distance (a web address, a phone in place of the town) or in person.
    pub online: Option<bool>,
    /// The skeleton of what stands before words that no brand's own line has (SUPPORT, HELP, TRIAL): a name that is put
    /// before them to be taken for another.
    pub stem: Option<String>,
    /// The words of the family up to the first that tells the shop, in upper case.
    pub begin: String,
    /// How the family became that of a fuller name of the household, by [`Merchants::reconcile`].
    pub joined: Option<Step>,
    /// The family is a brand's, not the words of the line.
    pub(crate) brand: bool,
    /// The line has a length at which names are cut.
    pub(crate) cut: bool,
}

/// One rule that changed the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The rule's id; `fold` for the change of width and marks, the note's id or the brand where it became the family.
    pub rule: String,
    /// The data file under `rules/`; empty for `fold`.
    pub file: String,
    /// The text before.
    pub before: String,
    /// The text after.
    pub after: String,
}

/// Everything that is known of one descriptor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct What<'a> {
    /// Keys and name.
    pub identity: Identity,
    /// How they came about.
    pub steps: Vec<Step>,
    /// The notes, in the order of the identity; empty for a line that nobody has written about.
    pub notes: Vec<&'a Note>,
}

/// The loaded data of `rules/merchants/`.
#[derive(Debug)]
pub struct Merchants {
    strips: Strips,
    notes: Vec<Note>,
    by_id: HashMap<String, usize>,
    brands: Vec<Brand>,
    index: Index,
    issuer_rows: IssuerRows,
    unstated: Unstated,
    joins: Joins,
    likeness: Thresholds,
    countries: Countries,
    identities: Memory<Arc<Identity>>,
    wordings: Memory<Wordings>,
}

/// Lines that state nobody, and the note of each pattern.
#[derive(Debug)]
struct Unstated {
    patterns: Patterns,
    notes: Vec<usize>,
}

/// One file of `rules/merchants/`; any file may hold any part.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[derive(Default)]
struct File {
    /// What notes of this file say unless they say it themselves.
    source: Option<String>,
    confidence: Option<Confidence>,
    checked_on: Option<String>,
    generic: Vec<String>,
    joiners: Vec<String>,
    odd: Vec<String>,
    trades: Vec<String>,
    lists: BTreeMap<String, Vec<String>>,
    joins: Option<Joins>,
    likeness: Option<Thresholds>,
    countries: BTreeMap<String, CountryData>,
    several: TownData,
    advice: BTreeMap<String, Checks>,
    strip: Vec<StripData>,
    note: Vec<NoteData>,
    brands: BTreeMap<String, BrandData>,
    class: Vec<ClassData>,
    row: Vec<RowData>,
}

impl Merchants {
    /// Loads `rules/merchants/` and `rules/countries.toml`.
    ///
    /// # Errors
    /// `bad-data-file` for a file of another shape, an id or literal that occurs twice, a note without source or with
    /// unknown advice; `bad-pattern` for a pattern that does not compile.
    pub fn load(catalogue: &Catalogue) -> Result<Self, Problem> {
        let read = |(id, text): (&str, DataFile<'_>)| {
            let path = format!("merchants/{id}.toml");
            let file: File = text.read().map_err(|e| bad_file(&path, e))?;
            Ok((path, file))
        };
        let files: Vec<(&str, DataFile<'_>)> = catalogue.folder("merchants").collect();
        let files: Vec<Result<(String, File), Problem>> = files.into_par_iter().with_max_len(1).map(read).collect();
        let mut files = files.into_iter().collect::<Result<Vec<_>, _>>()?;
        let mut lists = BTreeMap::new();
        let mut advice = BTreeMap::new();
        let (mut countries, mut several) = (BTreeMap::new(), TownData::default());
        let (mut joins, mut likeness) = (Joins::default(), Thresholds::default());
        for (_, file) in &mut files {
            lists.append(&mut file.lists);
            countries.append(&mut file.countries);
            several.append(&mut file.several);
            joins = file.joins.take().unwrap_or(joins);
            likeness = file.likeness.take().unwrap_or(likeness);
            advice.append(&mut file.advice);
        }
        for country in countries.values() {
            let marks = country.marks.iter().filter(|mark| mark.len() > 2).cloned();
            lists.entry("countries".to_owned()).or_default().extend(marks);
            lists.entry("states".to_owned()).or_default().extend(country.states.iter().cloned());
        }
        let (mut strips, mut rows, mut guard) = (Vec::new(), Vec::new(), Guard::default());
        let (mut notes, mut by_id, mut index) = (Vec::new(), HashMap::default(), Index::default());
        let mut brands = Vec::new();
        let mut patterns: Vec<(String, String, String, usize)> = Vec::new();
        for (path, file) in files {
            strips.extend(file.strip.into_iter().map(|strip| (path.clone(), strip)));
            rows.extend(file.row.into_iter().map(|row| (path.clone(), row)));
            guard.generic.extend(file.generic);
            guard.joiners.extend(file.joiners);
            index.add_odd(&file.odd);
            index.add_trades(&file.trades);
            index.add_classes(file.class);
            for (family, data) in file.brands {
                if let Some(literal) = index.enter(&data.literals(), brands.len()) {
                    return Err(bad_file(&path, format!("{literal} belongs to two brands")));
                }
                brands.push(Brand { family: Some(family), class: data.class, note: None, sells: true });
            }
            for data in file.note {
                if let Some(literal) = index.enter(&data.literals(), brands.len()) {
                    return Err(bad_file(&path, format!("{literal} belongs to two notes")));
                }
                brands.push(Brand {
                    family: data.family.clone(),
                    class: data.class.clone(),
                    note: Some(notes.len()),
                    sells: data.role == Role::Merchant,
                });
                if by_id.insert(data.id.clone(), notes.len()).is_some() {
                    return Err(bad_file(&path, format!("two notes are called {}", data.id)));
                }
                if let Some(regex) = &data.regex {
                    patterns.push((fold_pattern(regex), data.id.clone(), path.clone(), notes.len()));
                }
                let mut check = data.check;
                for name in &data.advice {
                    let more = advice.get(name).ok_or_else(|| bad_file(&path, format!("there is no advice {name}")))?;
                    check.en.extend(more.en.iter().cloned());
                    check.ja.extend(more.ja.iter().cloned());
                }
                let missing = |what: &str| bad_file(&path, format!("{} has no {what}", data.id));
                notes.push(Note {
                    name: data.name,
                    about: data.about,
                    check,
                    class: data.class,
                    family: data.family,
                    role: data.role,
                    source: data.source.or(file.source.clone()).ok_or_else(|| missing("source"))?,
                    confidence: data.confidence.or(file.confidence).ok_or_else(|| missing("confidence"))?,
                    checked_on: data.checked_on.or(file.checked_on.clone()).ok_or_else(|| missing("checked_on"))?,
                    file: path.clone(),
                    id: data.id,
                });
            }
        }
        if let Some((path, strip)) =
            strips.iter().find(|(_, s)| s.note.as_ref().is_some_and(|n| !by_id.contains_key(n)))
        {
            return Err(bad_file(path, format!("{} names a note that does not exist", strip.id)));
        }
        let is_own = |path: &str| catalogue.is_own(path);
        Ok(Self {
            strips: Strips::new(strips, &lists, guard, Places::new(countries, several), is_own)?,
            notes,
            by_id,
            brands,
            index,
            joins,
            likeness,
            countries: Countries::load(catalogue)?,
            identities: Memory::default(),
            wordings: Memory::default(),
            issuer_rows: IssuerRows::new(rows, is_own)?,
            unstated: Unstated {
                patterns: Patterns::new(
                    patterns.iter().map(|(regex, id, path, _)| (regex.as_str(), id.as_str(), path.as_str())),
                    is_own,
                )?,
                notes: patterns.iter().map(|(.., at)| *at).collect(),
            },
        })
    }

    /// Countries and their names.
    #[must_use]
    pub fn countries(&self) -> &Countries {
        &self.countries
    }

    /// Keys, name, class and notes of a descriptor. Text that is not blank never has an empty family.
    #[must_use]
    pub fn identify(&self, descriptor: &str) -> Arc<Identity> {
        self.identities.of(descriptor, || Arc::new(self.identity(descriptor, &mut |_| {})))
    }

    /// Takes apart what is looked for in descriptors, which need not wait for the first of them.
    pub fn make_ready(&self) {
        self.strips.patterns.make_ready();
    }

    /// Holds from now on what descriptors come to, as many as are worth it: for several files, and files of many households.
    pub fn remember(&self) {
        self.identities.hold();
        self.wordings.hold();
    }

    /// The steps by which [`Merchants::identify`] comes to the family.
    #[must_use]
    pub fn trace(&self, descriptor: &str) -> Vec<Step> {
        self.what(descriptor).steps
    }

    /// Everything that is known of a descriptor.
    #[must_use]
    pub fn what(&self, descriptor: &str) -> What<'_> {
        let mut steps = Vec::new();
        let identity = self.identity(descriptor, &mut |step| steps.push(step()));
        let notes = identity.notes.iter().filter_map(|id| self.note(id)).collect();
        What { identity, steps, notes }
    }

    /// What an issuer's own row is, by its wording and sign (`negative`: in the holder's favour); `None` for a shop's.
    #[must_use]
    pub fn issuer_kind(&self, descriptor: &str, negative: bool, source_is_account: bool) -> Option<Kind> {
        self.kind_by(&self.wordings(descriptor), negative, source_is_account)
    }

    /// The issuer's wordings that a descriptor has, for [`Merchants::kind_by`]: the same for all rows that have it.
    #[must_use]
    pub fn wordings(&self, descriptor: &str) -> Wordings {
        self.wordings.of(descriptor, || self.issuer_rows.wordings(descriptor))
    }

    /// As [`Merchants::issuer_kind`].
    #[must_use]
    pub fn kind_by(&self, wordings: &Wordings, negative: bool, source_is_account: bool) -> Option<Kind> {
        self.issuer_rows.kind(wordings, negative, source_is_account)
    }

    /// A note by its id.
    #[must_use]
    pub fn note(&self, id: &str) -> Option<&Note> {
        self.by_id.get(id).map(|at| &self.notes[*at])
    }

    /// All notes, in the order of the data.
    #[must_use]
    pub fn notes(&self) -> &[Note] {
        &self.notes
    }
}

fn bad_file(path: &str, cause: impl std::fmt::Display) -> Problem {
    Problem::new("bad-data-file").with("cause", cause).in_file(path)
}
