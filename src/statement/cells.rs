//! The cells of a record, in two pieces of memory however many they are.

use std::ops::Index;

/// Cells in their order: one text, and where in it each ends.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cells {
    text: String,
    ends: Vec<usize>,
}

impl Cells {
    /// So many empty cells.
    pub(super) fn empty(count: usize) -> Self {
        Self { text: String::with_capacity(count * 8), ends: vec![0; count] }
    }

    /// The cells of a text that is cut at these ends.
    pub(super) fn of(text: &str, ends: impl Iterator<Item = usize>) -> Self {
        Self { text: text.to_owned(), ends: ends.collect() }
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// One of them.
    #[must_use]
    pub fn get(&self, at: usize) -> Option<&str> {
        let end = *self.ends.get(at)?;
        self.text.get(self.start(at)..end)
    }

    /// All of them.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &str> + DoubleEndedIterator + Clone {
        (0..self.len()).map(|at| &self[at])
    }

    /// The text of all, nothing between them.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Adds one behind the others.
    pub(super) fn push(&mut self, cell: &str) {
        self.text.push_str(cell);
        self.ends.push(self.text.len());
    }

    /// Adds empty ones, up to so many.
    pub(super) fn widen(&mut self, count: usize) {
        self.ends.resize(count.max(self.len()), self.text.len());
    }

    /// Puts another text into a cell.
    pub(super) fn set(&mut self, at: usize, cell: impl AsRef<str>) {
        let (start, end, cell) = (self.start(at), self.ends[at], cell.as_ref());
        if start == end {
            return self.append(at, cell);
        }
        self.text.drain(start..end);
        self.text.insert_str(start, cell);
        for moved in &mut self.ends[at..] {
            *moved = *moved - (end - start) + cell.len();
        }
    }

    /// Adds to the text of a cell.
    pub(super) fn append(&mut self, at: usize, more: &str) {
        if more.is_empty() {
            return;
        }
        self.text.insert_str(self.ends[at], more);
        for moved in &mut self.ends[at..] {
            *moved += more.len();
        }
    }

    fn start(&self, at: usize) -> usize {
        at.checked_sub(1).map_or(0, |before| self.ends[before])
    }
}

impl Index<usize> for Cells {
    type Output = str;

    fn index(&self, at: usize) -> &str {
        &self.text[self.start(at)..self.ends[at]]
    }
}

impl<S: AsRef<str>> FromIterator<S> for Cells {
    fn from_iter<I: IntoIterator<Item = S>>(cells: I) -> Self {
        let cells = cells.into_iter();
        let (count, _) = cells.size_hint();
        let mut all = Self { text: String::with_capacity(count * 8), ends: Vec::with_capacity(count) };
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
                prop_assert_eq!(cells.iter().collect::<Vec<_>>(), strings.iter().map(String::as_str).collect::<Vec<_>>());
            }
            prop_assert_eq!(cells.get(strings.len()), None);
            prop_assert_eq!(&cells, &strings.iter().collect::<Cells>());
        }
    }
}
