//! Many patterns, all looked for at once. Those that begin where a text begins stand apart: most texts are done with
//! after a few letters.

use std::sync::OnceLock;

use regex::{Regex, RegexSet};
use regex_automata::hybrid::dfa::{Cache, Config, DFA};
use regex_automata::nfa::thompson::{self, WhichCaptures};
use regex_automata::util::pool::Pool;
use regex_automata::{Anchored, Input, MatchKind, PatternSet};
use regex_syntax::hir::{Hir, Look};

use crate::location::Problem;

/// So many patterns make one automaton. It keeps a state for every way in which its patterns can match together: of many
/// patterns nearly every text makes new ones, of a few it meets those that others have made.
const TOGETHER: usize = 8;

/// Patterns in order, compiled when first needed.
#[derive(Debug)]
pub(super) struct Patterns {
    list: Vec<String>,
    groups: OnceLock<Vec<Group>>,
    /// What each group has met so far, for as many threads as ask.
    caches: Pool<Vec<Option<Cache>>>,
}

/// Some of the patterns, by their places in the list.
#[derive(Debug)]
struct Group {
    places: Vec<usize>,
    search: Search,
}

/// How patterns are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Way {
    /// At the beginning of a text.
    Beginning,
    /// Anywhere in it.
    Anywhere,
    /// With borders of words, which the letters of every script tell: an automaton goes byte by byte and cannot.
    Words,
}

#[derive(Debug)]
enum Search {
    Automaton(Box<DFA>, Anchored),
    Set(RegexSet),
}

impl Patterns {
    /// Each is (pattern, id of its rule, file). Those of the user's own files are tried; shipped ones were, by a test.
    ///
    /// # Errors
    /// `bad-pattern` with the id and file of the first one that does not compile.
    pub(super) fn new<'a>(
        named: impl Iterator<Item = (&'a str, &'a str, &'a str)>,
        is_own: impl Fn(&str) -> bool,
    ) -> Result<Self, Problem> {
        let mut list = Vec::new();
        for (pattern, id, file) in named {
            if is_own(file) {
                Regex::new(pattern)
                    .map_err(|cause| Problem::new("bad-pattern").with("id", id).with("cause", cause).in_file(file))?;
            }
            list.push(pattern.to_owned());
        }
        Ok(Self { list, groups: OnceLock::new(), caches: Pool::new(Vec::new) })
    }

    /// The places of the patterns that match, ascending.
    pub(super) fn in_text(&self, text: &str) -> Vec<usize> {
        let groups = self.groups();
        let mut caches = self.caches.get();
        caches.resize_with(groups.len(), || None);
        let mut found = Vec::new();
        for (group, cache) in groups.iter().zip(caches.iter_mut()) {
            found.extend(group.search.hits(text, cache).into_iter().map(|hit| group.places[hit]));
        }
        found.sort_unstable();
        found
    }

    fn groups(&self) -> &[Group] {
        self.groups.get_or_init(|| grouped(&self.list))
    }

    /// Whether every pattern compiles.
    #[cfg(test)]
    pub(super) fn are_sound(&self) -> bool {
        self.groups().iter().map(|group| group.places.len()).sum::<usize>() == self.list.len()
    }
}

/// Patterns that are looked for alike, a few at a time, compiled on every core: threads of their own, since those that wait
/// for the first to compile may be the ones that others would share the work with.
fn grouped(list: &[String]) -> Vec<Group> {
    let parsed =
        list.iter().enumerate().filter_map(|(place, pattern)| Some((place, regex_syntax::parse(pattern).ok()?)));
    let mut parsed: Vec<(Way, usize, Hir)> = parsed.map(|(place, hir)| (Way::of(&hir), place, hir)).collect();
    parsed.sort_by_key(|(way, place, _)| (*way, *place));
    let few: Vec<&[_]> = parsed.chunk_by(|a, b| a.0 == b.0).flat_map(|alike| alike.chunks(TOGETHER)).collect();
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let group = |some: &&[(Way, usize, Hir)]| {
        let places = some.iter().map(|(_, place, _)| *place).collect();
        Some(Group { search: Search::of(some, list)?, places })
    };
    std::thread::scope(|scope| {
        let begun = few.chunks(few.len().div_ceil(cores).max(1));
        let begun: Vec<_> =
            begun.map(|some| scope.spawn(move || some.iter().filter_map(group).collect::<Vec<_>>())).collect();
        let done = begun.into_iter().map(|thread| thread.join().unwrap_or_else(|e| std::panic::resume_unwind(e)));
        done.flatten().collect()
    })
}

impl Way {
    fn of(pattern: &Hir) -> Self {
        let properties = pattern.properties();
        if properties.look_set().contains_word() {
            Self::Words
        } else if properties.look_set_prefix().contains(Look::Start) {
            Self::Beginning
        } else {
            Self::Anywhere
        }
    }
}

impl Search {
    fn of(some: &[(Way, usize, Hir)], list: &[String]) -> Option<Self> {
        let automaton = |anchored| {
            let patterns: Vec<&Hir> = some.iter().map(|(_, _, pattern)| pattern).collect();
            let config = thompson::Config::new().which_captures(WhichCaptures::None);
            let nfa = thompson::Compiler::new().configure(config).build_many_from_hir(&patterns).ok()?;
            let dfa = DFA::builder().configure(Config::new().match_kind(MatchKind::All)).build_from_nfa(nfa).ok()?;
            Some(Self::Automaton(Box::new(dfa), anchored))
        };
        match some.first()?.0 {
            Way::Beginning => automaton(Anchored::Yes),
            Way::Anywhere => automaton(Anchored::No),
            Way::Words => RegexSet::new(some.iter().map(|(_, place, _)| &list[*place])).ok().map(Self::Set),
        }
    }

    /// Which of the patterns match, ascending.
    fn hits(&self, text: &str, cache: &mut Option<Cache>) -> Vec<usize> {
        match self {
            Self::Set(set) => set.matches(text).into_iter().collect(),
            Self::Automaton(dfa, anchored) => {
                let cache = cache.get_or_insert_with(|| dfa.create_cache());
                let mut found = PatternSet::new(dfa.pattern_len());
                let input = Input::new(text).anchored(*anchored);
                // An automaton gives up where it was told to, and this one was not.
                let _ = dfa.try_which_overlapping_matches(cache, &input, &mut found);
                found.iter().map(|pattern| pattern.as_usize()).collect()
            }
        }
    }
}
