//! Many patterns, all looked for at once.

use std::sync::OnceLock;

use regex::{Regex, RegexSet};

use crate::location::Problem;

/// So many patterns make one set. A set keeps a state for every way in which its patterns can match together: of many
/// patterns nearly every text makes new ones, of a few it meets those that others have made.
const TOGETHER: usize = 16;

/// Patterns in order, compiled when first needed.
#[derive(Debug)]
pub(super) struct Patterns {
    list: Vec<String>,
    sets: OnceLock<Vec<RegexSet>>,
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
        Ok(Self { list, sets: OnceLock::new() })
    }

    /// The places of the patterns that match, ascending.
    pub(super) fn in_text(&self, text: &str) -> Vec<usize> {
        let sets = self.sets().iter().enumerate();
        sets.flat_map(|(at, set)| set.matches(text).into_iter().map(move |hit| at * TOGETHER + hit)).collect()
    }

    fn sets(&self) -> &[RegexSet] {
        self.sets.get_or_init(|| compiled(&self.list.chunks(TOGETHER).collect::<Vec<_>>()))
    }

    /// Whether every pattern compiles.
    #[cfg(test)]
    pub(super) fn are_sound(&self) -> bool {
        self.sets().iter().map(RegexSet::len).sum::<usize>() == self.list.len()
    }
}

/// A set of each few, compiled on every core: threads of their own, since those that wait for the first to compile may be
/// the ones that others would share the work with.
fn compiled(few: &[&[String]]) -> Vec<RegexSet> {
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let set = |few: &&[String]| RegexSet::new(*few).unwrap_or_default();
    std::thread::scope(|scope| {
        let begun = few.chunks(few.len().div_ceil(cores).max(1));
        let begun: Vec<_> = begun.map(|some| scope.spawn(move || some.iter().map(set).collect::<Vec<_>>())).collect();
        let done = begun.into_iter().map(|thread| thread.join().unwrap_or_else(|e| std::panic::resume_unwind(e)));
        done.flatten().collect()
    })
}
