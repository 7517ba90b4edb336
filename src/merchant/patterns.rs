//! Many patterns, all looked for at once. What a glance at a text tells leaves few of them to be looked for.

use std::sync::OnceLock;

use regex::{Regex, RegexSet};
use regex_automata::hybrid::dfa::{Cache, Config, DFA};
use regex_automata::meta;
use regex_automata::nfa::thompson::{self, WhichCaptures};
use regex_automata::util::captures::Captures;
use regex_automata::util::pool::Pool;
use regex_automata::{Anchored, Input, MatchKind, PatternSet};
use regex_syntax::hir::{Hir, Look};

use super::glance::{Glance, Glances, Signs};
use crate::location::Problem;

/// So many patterns make one automaton. It keeps a state for every way in which its patterns can match together: of many
/// patterns nearly every text makes new ones, of a few it meets those that others have made.
const TOGETHER: usize = 8;

/// Patterns in order, compiled when first needed.
#[derive(Debug)]
pub(super) struct Patterns {
    list: Vec<String>,
    groups: OnceLock<Groups>,
    /// Each by itself; most never are asked in one run.
    alone: Vec<OnceLock<Option<meta::Regex>>>,
    /// What each group has met so far, for as many threads as ask.
    met: Pool<Vec<Option<Met>>>,
}

/// The states of an automaton that texts have led to, and room for what is found in the next.
type Met = (Cache, PatternSet);

/// The patterns, a few at a time, and what a glance at a text tells of them.
#[derive(Debug)]
struct Groups {
    list: Vec<Group>,
    /// The patterns, by their places in the list.
    parsed: Vec<Option<Hir>>,
    glances: Glances,
    /// The group of each pattern, in the order of the glances.
    group_of: Vec<usize>,
}

/// Some of the patterns, by their places, and how they are looked for; compiled when a text may have them.
#[derive(Debug)]
struct Group {
    patterns: Vec<usize>,
    way: Way,
    search: OnceLock<Option<Search>>,
}

/// How patterns are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Way {
    /// At the beginning of a text.
    Beginning,
    /// Anywhere in it.
    Anywhere,
    /// With borders of words, which the letters of every script tell: an automaton goes byte by byte and can tell them in
    /// ASCII alone.
    Words,
}

#[derive(Debug)]
enum Search {
    Automaton(Box<DFA>, Anchored),
    Words(Box<DFA>, OnceLock<Option<RegexSet>>),
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
        let alone = list.iter().map(|_| OnceLock::new()).collect();
        Ok(Self { list, groups: OnceLock::new(), alone, met: Pool::new(Vec::new) })
    }

    /// Takes the patterns apart, once.
    pub(super) fn make_ready(&self) {
        self.groups();
    }

    fn groups(&self) -> &Groups {
        self.groups.get_or_init(|| Groups::of(&self.list))
    }

    /// The places of the patterns that match, ascending.
    pub(super) fn in_text(&self, text: &str) -> Vec<usize> {
        let groups = self.groups();
        let mut met = self.met.get();
        met.resize_with(groups.list.len(), || None);
        let mut found = Vec::new();
        for at in groups.of_text(text) {
            groups.find(at, text, &mut met[at], &self.list, &mut found);
        }
        found.sort_unstable();
        found
    }

    /// Where the pattern at this place first matches, and its groups.
    pub(super) fn captures(&self, place: usize, text: &str) -> Option<Captures> {
        let compile = || self.groups().parsed[place].as_ref().and_then(compiled);
        let regex = self.alone[place].get_or_init(compile).as_ref()?;
        let mut found = regex.create_captures();
        regex.captures(text, &mut found);
        found.is_match().then_some(found)
    }

    /// Whether every pattern compiles.
    #[cfg(test)]
    pub(super) fn are_sound(&self) -> bool {
        let Groups { list, parsed, .. } = Groups::of(&self.list);
        list.iter().map(|group| Search::of(group, &parsed).map_or(0, |_| group.patterns.len())).sum::<usize>()
            == self.list.len()
    }
}

impl Groups {
    /// Patterns that are looked for alike, those with like literals together; taken apart on every core: threads of their
    /// own, since those that wait for the first may be the ones that others would share the work with.
    fn of(list: &[String]) -> Self {
        let cores = rayon::current_num_threads();
        let parsed = |(place, pattern): (usize, &String)| {
            let pattern = regex_syntax::parse(pattern).ok()?;
            let way = Way::of(&pattern);
            let glance = Glance::of(&pattern, way == Way::Beginning);
            Some(Parsed { way, needs: glance.needs(), glance, place, pattern })
        };
        let numbered: Vec<(usize, &String)> = list.iter().enumerate().collect();
        let mut all: Vec<_> = std::thread::scope(|scope| {
            let begun = numbered
                .chunks(list.len().div_ceil(cores).max(1))
                .map(|some| scope.spawn(move || some.iter().copied().filter_map(parsed).collect::<Vec<_>>()));
            let begun: Vec<_> = begun.collect();
            begun
                .into_iter()
                .flat_map(|thread| thread.join().unwrap_or_else(|e| std::panic::resume_unwind(e)))
                .collect()
        });
        all.sort_by(|a, b| a.order().cmp(&b.order()));
        let mut groups = Self {
            list: Vec::new(),
            parsed: vec![None; list.len()],
            glances: Glances::of(&all.iter().map(|one| &one.glance).collect::<Vec<_>>()),
            group_of: Vec::new(),
        };
        let mut rest = all.into_iter().peekable();
        while let Some(first) = rest.next() {
            let mut some = vec![first];
            while let Some(next) = rest.next_if(|next| some.len() < TOGETHER && next.is_like(&some[0])) {
                some.push(next);
            }
            groups.group_of.resize(groups.group_of.len() + some.len(), groups.list.len());
            let way = some[0].way;
            groups.list.push(Group {
                patterns: some.iter().map(|one| one.place).collect(),
                way,
                search: OnceLock::new(),
            });
            for one in some {
                groups.parsed[one.place] = Some(one.pattern);
            }
        }
        groups
    }

    /// The groups that a text may have a match of, each once.
    fn of_text(&self, text: &str) -> Vec<usize> {
        let mut found: Vec<usize> = self.glances.of_text(text).into_iter().map(|at| self.group_of[at]).collect();
        found.dedup();
        found
    }

    /// Adds the places of a group's patterns that match.
    fn find(&self, at: usize, text: &str, met: &mut Option<Met>, list: &[String], found: &mut Vec<usize>) {
        let group = &self.list[at];
        let place = |hit: usize| group.patterns[hit];
        let (dfa, anchored) = match group.search.get_or_init(|| Search::of(group, &self.parsed)) {
            Some(Search::Words(_, set)) if !text.is_ascii() => {
                let set = set.get_or_init(|| RegexSet::new(group.patterns.iter().map(|at| &list[*at])).ok());
                return found.extend(set.iter().flat_map(|set| set.matches(text)).map(place));
            }
            Some(Search::Words(dfa, _)) => (dfa, Anchored::No),
            Some(Search::Automaton(dfa, anchored)) => (dfa, *anchored),
            None => return,
        };
        let (cache, hits) = met.get_or_insert_with(|| (dfa.create_cache(), PatternSet::new(dfa.pattern_len())));
        hits.clear();
        // An automaton gives up where it was told to: this one at letters that are not here.
        let _ = dfa.try_which_overlapping_matches(cache, &Input::new(text).anchored(anchored), hits);
        found.extend(hits.iter().map(|pattern| place(pattern.as_usize())));
    }
}

/// A pattern, and what can be said of a text before it is looked for.
struct Parsed {
    way: Way,
    needs: Signs,
    glance: Glance,
    place: usize,
    pattern: Hir,
}

impl Parsed {
    /// Those that need the same are looked for together.
    fn order(&self) -> impl Ord + '_ {
        (self.way, self.needs, &self.glance, self.place)
    }

    fn is_like(&self, other: &Self) -> bool {
        (self.way, self.needs) == (other.way, other.needs)
    }
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
    fn of(group: &Group, parsed: &[Option<Hir>]) -> Option<Self> {
        let patterns: Vec<&Hir> = group.patterns.iter().filter_map(|place| parsed[*place].as_ref()).collect();
        let config = thompson::Config::new().which_captures(WhichCaptures::None);
        let nfa = thompson::Compiler::new().configure(config).build_many_from_hir(&patterns).ok()?;
        let words = group.way == Way::Words;
        let config = Config::new().match_kind(MatchKind::All).unicode_word_boundary(words);
        let dfa = Box::new(DFA::builder().configure(config).build_from_nfa(nfa).ok()?);
        Some(match group.way {
            Way::Beginning => Self::Automaton(dfa, Anchored::Yes),
            Way::Anywhere => Self::Automaton(dfa, Anchored::No),
            Way::Words => Self::Words(dfa, OnceLock::new()),
        })
    }
}

/// A pattern that is asked of few short texts: what would make it fast on long ones takes longer to make than they to
/// read.
fn compiled(pattern: &Hir) -> Option<meta::Regex> {
    let plain = meta::Config::new().hybrid(false).dfa(false).onepass(false).auto_prefilter(false);
    meta::Regex::builder().configure(plain).build_from_hir(pattern).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_glance_leaves_out_no_pattern_that_matches() {
        let list = [
            "^SQ \\*",
            "^(?:TST|PAYPAL) ?\\* ?",
            "^[A-Z]{2}$",
            "^",
            " [0-9]{3,}$",
            "[0-9.,]+ ?(?:EUR|USD)?$",
            "(?:店|支店)$",
            "$",
            " MOBILE ",
            "(?:A|B)?C?$",
            "\\bATM\\b",
            "\\bFEE\\b.*$",
            "^(?P<keep>.{2,}) (?:GB|FR)$",
            " [0-9]*/[0-9]+(?: |$)",
            "^[0-9]?[A-C]+",
            "^(?P<keep>.*[ァ-ヶ一-龠]) ?[A-Z0-9]*$",
            "(?:[0-9]{2}|店)(?:支店)?$",
            "\\d+ ?[^ -~]*$",
            "[A-Z]?$",
        ];
        let named = list.iter().map(|pattern| (*pattern, "", ""));
        let patterns = Patterns::new(named, |_| false).unwrap();
        let alone: Vec<Regex> = list.iter().map(|pattern| Regex::new(pattern).unwrap()).collect();
        let pieces = [
            "SQ *",
            "TST*",
            "PAYPAL * ",
            "AB",
            "",
            " 123",
            "12,5 EUR",
            "支店",
            "ナ",
            " MOBILE ",
            "ATM",
            "FEE ",
            "C",
            "ß",
            " GB",
            " 1/2",
        ];
        for text in pieces.iter().flat_map(|one| pieces.iter().map(move |other| format!("{one}{other}"))) {
            let expected: Vec<usize> = (0..list.len()).filter(|at| alone[*at].is_match(&text)).collect();
            assert_eq!(patterns.in_text(&text), expected, "{text:?}");
        }
    }
}
