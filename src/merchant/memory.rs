//! What was found out of texts that come again: in a file of many households the same shops bill nearly all of them.

use std::hash::BuildHasher;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use foldhash::HashMap;
use foldhash::fast::RandomState;

/// Threads wait for one another only where their texts lie on one shelf.
const SHELVES: usize = 64;

/// So many texts lie in front on a shelf.
const MOST: usize = 1 << 9;

/// Texts that came lately lie in front. When there are too many they are put behind, in place of those that were there and
/// did not come again.
#[derive(Debug)]
struct Shelf<T> {
    front: HashMap<String, T>,
    behind: HashMap<String, T>,
}

impl<T> Default for Shelf<T> {
    fn default() -> Self {
        Self { front: HashMap::default(), behind: HashMap::default() }
    }
}

impl<T: Clone> Shelf<T> {
    fn get(&mut self, text: &str) -> Option<T> {
        if let Some(known) = self.front.get(text) {
            return Some(known.clone());
        }
        let (text, known) = self.behind.remove_entry(text)?;
        self.put(text, known.clone());
        Some(known)
    }

    fn put(&mut self, text: String, known: T) {
        if self.front.len() >= MOST {
            self.behind = std::mem::take(&mut self.front);
        }
        self.front.insert(text, known);
    }
}

/// What each text came to, for as many threads as ask. It holds nothing before it is told to: one file of one
/// household is not worth it.
#[derive(Debug)]
pub(super) struct Memory<T> {
    holds: AtomicBool,
    hasher: RandomState,
    shelves: Vec<Mutex<Shelf<T>>>,
}

impl<T> Default for Memory<T> {
    fn default() -> Self {
        let shelves = (0..SHELVES).map(|_| Mutex::default()).collect();
        Self { holds: AtomicBool::new(false), hasher: RandomState::default(), shelves }
    }
}

impl<T: Clone> Memory<T> {
    /// Holds from now on what it finds.
    pub(super) fn hold(&self) {
        self.holds.store(true, Ordering::Relaxed);
    }

    /// What the text came to, now or before.
    pub(super) fn of(&self, text: &str, find: impl FnOnce() -> T) -> T {
        if !self.holds.load(Ordering::Relaxed) {
            return find();
        }
        let shelf = usize::try_from(self.hasher.hash_one(text) % SHELVES as u64).unwrap_or_default();
        let shelf = || self.shelves[shelf].lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = shelf().get(text) {
            return known;
        }
        let found = find();
        shelf().put(text.to_owned(), found.clone());
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_looked_into_once_and_never_too_many_are_held() {
        let memory = Memory::default();
        let length = |text: &str| memory.of(text, || text.len());
        let found = |text: &str| memory.of(text, || usize::MAX);
        assert_eq!((length("shop"), found("shop")), (4, usize::MAX), "nothing is held before it is told to");
        memory.hold();
        assert_eq!((length("shop"), found("shop")), (4, 4));
        for at in 0..4 * SHELVES * MOST {
            assert_eq!(length(&at.to_string()), at.to_string().len());
            assert_eq!(found("shop"), 4, "what comes again and again stays");
        }
        for shelf in &memory.shelves {
            let shelf = shelf.lock().unwrap();
            assert!((1..=MOST).contains(&shelf.front.len()) && shelf.behind.len() <= MOST);
        }
    }
}
