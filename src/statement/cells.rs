//! The cells of a record, in two pieces of memory however many they are.

use std::ops::Index;

/// Cells in their order: one text, and where in it each begins and ends, in whatever order they were written.
#[derive(Debug, Clone, Default)]
pub struct Cells {
    text: String,
    places: Vec<(usize, usize)>,
}

impl Cells {
    /// So many empty cells.
    pub(super) fn empty(count: usize) -> Self {
        Self { text: String::with_capacity(count * 8), places: vec![(0, 0); count] }
    }

    /// The cells of a text that is cut at these ends.
    pub(super) fn of(text: &str, ends: impl Iterator<Item = usize>) -> Self {
        let mut places = Vec::with_capacity(ends.size_hint().1.unwrap_or_default());
        let mut start = 0;
        places.extend(ends.map(|end| (std::mem::replace(&mut start, end), end)));
        Self { text: text.to_owned(), places }
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// One of them.
    #[must_use]
    pub fn get(&self, at: usize) -> Option<&str> {
        let (start, end) = *self.places.get(at)?;
        self.text.get(start..end)
    }

    /// All of them.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &str> + DoubleEndedIterator + Clone {
        self.places.iter().map(|(start, end)| &self.text[*start..*end])
    }

    /// The text of all, in the order in which they were written, nothing between them.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Adds one behind the others.
    pub(super) fn push(&mut self, cell: &str) {
        self.places.push((0, 0));
        self.set(self.places.len() - 1, cell);
    }

    /// Takes away those behind the first so many.
    pub(super) fn truncate(&mut self, count: usize) {
        self.places.truncate(count);
    }

    /// Adds empty ones, up to so many.
    pub(super) fn widen(&mut self, count: usize) {
        self.places.resize(count.max(self.len()), (0, 0));
    }

    /// Puts another text into a cell; nothing is left of the one before.
    pub(super) fn set(&mut self, at: usize, cell: impl AsRef<str>) {
        let (start, end) = self.places[at];
        if start < end {
            self.text.drain(start..end);
            for moved in self.places.iter_mut().filter(|place| place.0 >= end) {
                *moved = (moved.0 + start - end, moved.1 + start - end);
            }
        }
        let start = self.text.len();
        self.text.push_str(cell.as_ref());
        self.places[at] = (start, self.text.len());
    }

    /// Adds to the text of a cell.
    pub(super) fn append(&mut self, at: usize, more: &str) {
        let (start, end) = self.places[at];
        if start == end {
            return self.set(at, more);
        }
        self.text.insert_str(end, more);
        self.places[at].1 += more.len();
        for moved in self.places.iter_mut().filter(|place| place.0 >= end) {
            *moved = (moved.0 + more.len(), moved.1 + more.len());
        }
    }
}

impl PartialEq for Cells {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

impl Eq for Cells {}

impl Index<usize> for Cells {
    type Output = str;

    fn index(&self, at: usize) -> &str {
        let (start, end) = self.places[at];
        &self.text[start..end]
    }
}

impl<S: AsRef<str>> FromIterator<S> for Cells {
    fn from_iter<I: IntoIterator<Item = S>>(cells: I) -> Self {
        let cells = cells.into_iter();
        let (count, _) = cells.size_hint();
        let mut all = Self { text: String::with_capacity(count * 8), places: Vec::with_capacity(count) };
        for cell in cells {
            all.push(cell.as_ref());
        }
        all
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn cells_are_as_many_strings(
            mut strings in proptest::collection::vec("[a-zé]{0,4}", 1..6),
            changes in proptest::collection::vec((any::<prop::sample::Index>(), "[a-zé]{0,4}", any::<bool>()), 0..6),
        ) {
            let mut cells: Cells = strings.iter().collect();
            for (at, text, replaces) in changes {
                let at = at.index(strings.len());
                if replaces {
                    cells.set(at, &text);
                    strings[at] = text;
                } else {
                    cells.append(at, &text);
                    strings[at].push_str(&text);
                }
                prop_assert_eq!(cells.text().len(), strings.iter().map(String::len).sum::<usize>());
                prop_assert_eq!(cells.iter().collect::<Vec<_>>(), strings.iter().map(String::as_str).collect::<Vec<_>>());
            }
            prop_assert_eq!(cells.get(strings.len()), None);
            prop_assert_eq!(&cells, &strings.iter().collect::<Cells>());
        }
    }
}
