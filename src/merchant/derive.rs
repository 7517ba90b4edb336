//! One descriptor taken apart, step by step.

use super::place::Told;
use super::strip::{Hit, Look, Stage};
use super::{BRANDS, Identity, Merchants, Step};
use super::{fold, likeness};

impl Merchants {
    /// The keys and the name of a descriptor; each rule that changes it is recorded.
    pub(super) fn identity<'a>(&'a self, descriptor: &str, record: &mut dyn FnMut(&dyn Fn() -> Step)) -> Identity {
        let (identity, words) = self.derive(descriptor, record);
        let before = self.index.before_odd(&words);
        let stem = before.map(|name| self.derive(&name, &mut |_| {}).0.skeleton);
        Identity { stem, begin: self.begin(&identity.family), ..identity }
    }

    /// The words of a family up to the first that tells the shop, not its trade; all of them where none does.
    fn begin(&self, family: &str) -> String {
        let of_a_trade = |word: &str| self.strips.is_generic(word) || self.index.class(word).is_some();
        let telling = family.split(' ').position(|word| !of_a_trade(word));
        let words = telling.map_or(usize::MAX, |at| at + 1);
        family.split(' ').take(words).collect::<Vec<_>>().join(" ").to_uppercase()
    }

    /// All of an identity but what is told by parts of its name, and the words of the name.
    fn derive<'a>(&'a self, descriptor: &str, record: &mut dyn FnMut(&dyn Fn() -> Step)) -> (Identity, String) {
        let clean = fold::clean(descriptor);
        if clean != descriptor {
            record(&|| step("fold", "", descriptor, &clean));
        }
        let printed = clean.chars().count();
        let mut look = Look::at(clean);
        if let Some(at) = self.unstated.patterns.in_text(look.folded()).first() {
            let exact = look.folded().to_owned();
            let notes = vec![self.notes[self.unstated.notes[*at]].id.clone()];
            return (nobody(exact, look.text, notes), String::new());
        }
        let mut processors: Vec<&str> = Vec::new();
        let mut told = Told::default();
        let mut behind_sign = false;
        let mut seen = |hit: Hit<'a, '_>| {
            if let Some(after) = hit.after {
                record(&|| step(hit.rule, hit.file, hit.before, after));
                told.add(hit.told);
            }
            behind_sign |= hit.note.is_some() && hit.after.is_some();
            if let Some(id) = hit.note.filter(|id| !processors.contains(id)) {
                processors.push(id);
            }
        };
        self.strips.settle(&mut look, &[Stage::Wrapper], &mut seen);
        let wire = look.text.clone();
        let cut = self.joins.cuts(printed) || self.joins.cuts(wire.chars().count());
        let spoken_wire = fold::words(look.folded());
        self.strips.settle(&mut look, &[Stage::Wrapper, Stage::Tail], &mut seen);
        let exact = look.folded().to_owned();
        let at_exact = look.text.clone();
        self.strips.settle(&mut look, &[Stage::Wrapper, Stage::Tail, Stage::Processor], &mut seen);
        let shop = look.text.clone();
        let spoken_shop = fold::words(look.folded());
        self.strips.settle(&mut look, &[Stage::Company], &mut seen);

        let key = look.folded().to_owned();
        let core = look.text;
        let cut = cut && wire.trim_end().ends_with(shop.as_str());
        let spoken = [spoken_shop, fold::words(&key), fold::words(&exact), spoken_wire];
        // A sign may begin like a brand, but behind it a shop is named.
        let searched = if behind_sign { &spoken[..2] } else { &spoken[..] };
        // Of equal ones the last is enough.
        let distinct = searched.iter().enumerate().filter(|(at, text)| !searched[at + 1..].contains(text));
        // A processor's sign outweighs the name of a shop only where it is all that is printed.
        let is_bare = |length: usize| spoken.iter().any(|text| text.len() == length);
        let names = |(at, length): &(usize, usize)| self.brands[*at].sells || is_bare(*length);
        let found = distinct.filter_map(|(_, text)| self.index.find(text, told.country.as_deref()));
        let found = found.max_by_key(|one| (names(one), one.1));
        let mut notes: Vec<String> = processors.iter().map(|&id| id.to_owned()).collect();
        if behind_sign
            && found.is_none()
            && let Some(Told { place, country, .. }) = self.strips.place_alone(&shop)
        {
            return (Identity { place, country, ..nobody(exact, at_exact, notes) }, String::new());
        }
        let odd = self.index.is_odd(&spoken[2]);
        let known = found.map(|(at, _)| &self.brands[at]);
        let names = found.as_ref().is_some_and(names);
        let note = known.and_then(|known| known.note).map(|at| &self.notes[at]);
        let brand = known.filter(|_| names).and_then(|known| known.family.clone());
        if let Some(family) = &brand {
            let (id, file) = note.map_or((family.as_str(), BRANDS), |note| (&note.id, &note.file));
            record(&|| step(id, file, &core, family));
        }

        let name = if shop.is_empty() { descriptor.trim().to_owned() } else { shop };
        // A brand's look is its own name; in Japanese, the words on the line, for its id is Latin.
        let looks = if key.chars().any(fold::is_japanese) { key.clone() } else { String::new() };
        let or_name = |key: String| if key.is_empty() { name.clone() } else { key };
        let is_brand = brand.is_some();
        let family = brand.unwrap_or_else(|| or_name(key));
        let class = self
            .index
            .outranking_class(&spoken[0])
            .or_else(|| known.and_then(|known| known.class.as_deref()))
            .or_else(|| self.index.class(&spoken[0]))
            .or_else(|| processors.iter().rev().find_map(|id| self.note(id)?.class.as_deref()))
            .map(str::to_owned);
        notes.extend(note.filter(|n| !notes.contains(&n.id)).map(|n| n.id.clone()));
        let exact = or_name(exact);
        let [spelling, look] = likeness::spelling_and_look(&exact);
        let [spoken_shop, ..] = spoken;
        let words = if spoken_shop.is_empty() { fold::words(&fold::fold(&name)) } else { spoken_shop };
        let identity = Identity {
            exact,
            spelling,
            look,
            skeleton: fold::skeleton(if looks.is_empty() { &family } else { &looks }),
            family,
            name,
            class,
            notes,
            unstated: false,
            odd,
            online: told.online.or(told.place.is_some().then_some(false)),
            place: told.place,
            country: told.country,
            money: told.money,
            stem: None,
            begin: String::new(),
            joined: None,
            brand: is_brand,
            cut,
        };
        (identity, words)
    }
}

/// Nobody is named: the line is a number of the issuer's, or a payment company's sign with a town behind it.
fn nobody(exact: String, name: String, notes: Vec<String>) -> Identity {
    Identity { family: exact.clone(), exact, name, notes, unstated: true, ..Identity::default() }
}

fn step(rule: &str, file: &str, before: &str, after: &str) -> Step {
    Step { rule: rule.to_owned(), file: file.to_owned(), before: before.to_owned(), after: after.to_owned() }
}
