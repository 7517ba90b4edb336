//! Sentences in two languages. The program's own stand in `src/assets/messages/{en,ja}.ftl`; those of a claim stand
//! beside it in its data file, in the same syntax (Project Fluent). Sentences are made here and nowhere else.

use std::str::FromStr;
use std::sync::OnceLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use fluent_syntax::ast::{Entry, Message, Pattern};
use foldhash::HashMap;

use crate::location::Problem;

mod pattern;
mod words;

pub use pattern::variables;
pub use words::{Checks, Words};

/// A language that the program speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Lang {
    /// English.
    #[default]
    En,
    /// Japanese.
    Ja,
}

impl Lang {
    /// The code of the language: `en`, `ja`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Ja => "ja",
        }
    }

    fn sentences(self) -> &'static str {
        match self {
            Self::En => include_str!("assets/messages/en.ftl"),
            Self::Ja => include_str!("assets/messages/ja.ftl"),
        }
    }

    /// The sentences, each taken apart when it is first said: hardly any of them are in one run.
    fn sentence(self, id: &str) -> Option<&'static Message<&'static str>> {
        static EN: OnceLock<HashMap<&str, Sentence>> = OnceLock::new();
        static JA: OnceLock<HashMap<&str, Sentence>> = OnceLock::new();
        let once = match self {
            Self::En => &EN,
            Self::Ja => &JA,
        };
        once.get_or_init(|| entries(self.sentences()).map(|(id, text)| (id, Sentence::new(text))).collect())
            .get(id)?
            .message()
    }
}

/// A message of a file as it is written, and taken apart.
struct Sentence {
    text: &'static str,
    parsed: OnceLock<FluentResource>,
}

impl Sentence {
    fn new(text: &'static str) -> Self {
        Self { text, parsed: OnceLock::new() }
    }

    fn message(&self) -> Option<&Message<&str>> {
        let parsed = self
            .parsed
            .get_or_init(|| FluentResource::try_new(self.text.to_owned()).unwrap_or_else(|(sound, _)| sound));
        parsed.entries().find_map(|entry| match entry {
            Entry::Message(message) => Some(message),
            Entry::Term(_)
            | Entry::Comment(_)
            | Entry::GroupComment(_)
            | Entry::ResourceComment(_)
            | Entry::Junk { .. } => None,
        })
    }
}

/// The messages of a file with their ids: each begins at the begin of a line, with a letter, and goes on as long as the
/// lines after it do not.
fn entries(file: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let mut rest = file;
    std::iter::from_fn(move || {
        let begins = |line: &str| line.starts_with(|c: char| c.is_ascii_alphabetic());
        let lines = || rest.split_inclusive('\n');
        let before: usize = lines().take_while(|line| !begins(line)).map(str::len).sum();
        let begun = &rest[before..];
        let mut lines = begun.split_inclusive('\n');
        let first = lines.next()?;
        let more: usize = lines.take_while(|line| !begins(line) && !line.starts_with('#')).map(str::len).sum();
        let (entry, after) = begun.split_at(first.len() + more);
        rest = after;
        Some((first.split('=').next()?.trim_end(), entry))
    })
}

impl FromStr for Lang {
    type Err = Problem;

    /// Reads `en` or `ja`.
    ///
    /// # Errors
    /// `unknown-language` for anything else.
    fn from_str(text: &str) -> Result<Self, Problem> {
        match text {
            "en" => Ok(Self::En),
            "ja" => Ok(Self::Ja),
            _ => Err(Problem::new("unknown-language").with("value", text)),
        }
    }
}

/// What fills a variable of a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Text, put in as it is: names, dates, amounts already made for people.
    Text(String),
    /// A count: it selects singular or plural.
    Number(i64),
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

/// The sentences of one language.
pub struct Messages {
    lang: Lang,
    /// How the language counts.
    bundle: FluentBundle<FluentResource>,
}

impl Messages {
    /// The program's sentences in this language.
    #[must_use]
    pub fn new(lang: Lang) -> Self {
        let mut bundle = FluentBundle::new_concurrent(lang.code().parse().into_iter().collect());
        // The marks that isolate right-to-left text would be seen by pipes and by people who copy a line.
        bundle.set_use_isolating(false);
        Self { lang, bundle }
    }

    /// The language.
    #[must_use]
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// Whether there is a sentence under this id (`id`, or `id.attribute`).
    #[must_use]
    pub fn has(&self, id: &str) -> bool {
        self.find(id).is_some()
    }

    /// A sentence without variables. An unknown id comes back between angle quotes: `«id»`.
    ///
    /// ```
    /// use postbreach::messages::{Lang, Messages};
    ///
    /// assert_eq!(Messages::new(Lang::En).text("breach-class-cvv"), "security code");
    /// ```
    #[must_use]
    pub fn text(&self, id: &str) -> String {
        self.with(id, &[])
    }

    /// A sentence with its variables filled. An unknown id comes back between angle quotes: `«id»`.
    #[must_use]
    pub fn with(&self, id: &str, args: &[(&str, Value)]) -> String {
        match self.find(id) {
            Some(pattern) => self.bundle.format_pattern(pattern, Some(&arguments(args)), &mut Vec::new()).into_owned(),
            None => format!("«{id}»"),
        }
    }

    /// Fills a sentence that a claim carries in its own file.
    ///
    /// # Errors
    /// `bad-pattern` when the sentence is not in Fluent's syntax or refers to what there is not.
    pub fn pattern(&self, source: &str, args: &[(&str, Value)]) -> Result<String, Problem> {
        let sentence = pattern::parse(source)?;
        let mut errors = Vec::new();
        let text = pattern::only(&sentence)
            .map(|pattern| self.bundle.format_pattern(pattern, Some(&arguments(args)), &mut errors).into_owned())
            .unwrap_or_default();
        match errors.first() {
            None => Ok(text),
            Some(error) => Err(pattern::bad(source, error)),
        }
    }

    fn find(&self, id: &str) -> Option<&Pattern<&str>> {
        match id.split_once('.') {
            None => self.lang.sentence(id)?.value.as_ref(),
            Some((id, named)) => {
                let attributes = &self.lang.sentence(id)?.attributes;
                attributes.iter().find(|attribute| attribute.id.name == named).map(|attribute| &attribute.value)
            }
        }
    }
}

fn arguments(args: &[(&str, Value)]) -> FluentArgs<'static> {
    let mut filled = FluentArgs::with_capacity(args.len());
    for (name, value) in args {
        let value = match value {
            Value::Text(text) => FluentValue::from(text.clone()),
            Value::Number(number) => FluentValue::from(*number),
        };
        filled.set((*name).to_owned(), value);
    }
    filled
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;

    /// Every sentence and attribute of one language with the variables that it mentions.
    fn ids(lang: Lang) -> BTreeMap<String, BTreeSet<String>> {
        let sentences = FluentResource::try_new(lang.sentences().to_owned());
        let sentences = sentences.unwrap_or_else(|(_, errors)| panic!("{}.ftl: {errors:?}", lang.code()));
        let mut ids = BTreeMap::new();
        for entry in sentences.entries() {
            let Entry::Message(message) = entry else { continue };
            let value = message.value.iter().map(|pattern| (message.id.name.to_owned(), pattern));
            let named = |attribute: &str| format!("{}.{attribute}", message.id.name);
            let attributes = message.attributes.iter().map(|attribute| (named(attribute.id.name), &attribute.value));
            for (id, pattern) in value.chain(attributes) {
                let variables = pattern::mentioned(pattern).into_iter().collect();
                assert_eq!(ids.insert(id.clone(), variables), None, "{}.ftl says {id} twice", lang.code());
            }
        }
        ids
    }

    #[test]
    fn both_languages_say_the_same_sentences_with_the_same_variables() {
        let (en, ja) = (ids(Lang::En), ids(Lang::Ja));
        let difference: Vec<_> = en.iter().filter(|(id, v)| ja.get(*id) != Some(v)).map(|(id, _)| id).collect();
        assert!(difference.is_empty(), "the Japanese file lacks these, or their variables: {difference:?}");
        let difference: Vec<_> = ja.keys().filter(|id| !en.contains_key(*id)).collect();
        assert!(difference.is_empty(), "the English file lacks these: {difference:?}");
    }

    #[test]
    fn each_sentence_by_itself_is_what_it_is_in_its_file() {
        for lang in [Lang::En, Lang::Ja] {
            let file =
                FluentResource::try_new(lang.sentences().to_owned()).unwrap_or_else(|(_, errors)| panic!("{errors:?}"));
            let whole = file
                .entries()
                .filter_map(|entry| if let Entry::Message(message) = entry { Some(message) } else { None });
            let mut count = 0;
            for message in whole {
                let alone = lang.sentence(message.id.name).expect("found by its id");
                assert_eq!((&alone.value, &alone.attributes), (&message.value, &message.attributes));
                count += 1;
            }
            assert_eq!(entries(lang.sentences()).count(), count);
        }
    }

    #[test]
    fn a_sentence_is_filled_and_its_attributes_are_reached() {
        let messages = Messages::new(Lang::En);
        let args = [("value", Value::from("yens"))];
        assert_eq!(messages.with("error-unreadable-currency", &args), "cannot read \"yens\" as a currency");
        assert!(messages.text("error-unreadable-currency.help").contains("JPY"));
        let messages = Messages::new(Lang::Ja);
        assert_eq!(messages.with("error-unreadable-currency", &args), "「yens」を通貨として読めません");
        assert_eq!(messages.lang(), Lang::Ja);
    }

    #[test]
    fn what_is_not_there_is_seen() {
        let messages = Messages::new(Lang::En);
        for id in ["no-such-sentence", "error-unreadable-currency.no-such-part", "no-such-sentence.help"] {
            assert_eq!(messages.text(id), format!("«{id}»"));
            assert!(!messages.has(id));
        }
        assert!(messages.has("error-unreadable-currency") && messages.has("error-unreadable-currency.help"));
    }

    #[test]
    fn numbers_select_plurals() {
        let source = "{$count ->\n    [one] one charge\n   *[other] {$count} charges\n} of {$merchant}";
        let said = |lang, count: i64| {
            Messages::new(lang).pattern(source, &[("count", count.into()), ("merchant", "KISSA {1}".into())]).unwrap()
        };
        assert_eq!(said(Lang::En, 1), "one charge of KISSA {1}");
        assert_eq!(said(Lang::En, 2), "2 charges of KISSA {1}");
        assert_eq!(said(Lang::Ja, 1), "1 charges of KISSA {1}");
        assert!(!Lang::Ja.sentences().contains("[one]"), "no number of Japanese is one of these: [1] is");
    }

    #[test]
    fn a_claims_sentence_that_cannot_be_said_is_a_problem() {
        let messages = Messages::new(Lang::En);
        for source in ["", "{$open", "a }", "fine\n.attribute = no", "{no-such-sentence}", "{$missing}"] {
            assert_eq!(messages.pattern(source, &[]).unwrap_err().code, "bad-pattern", "{source}");
        }
        assert_eq!(messages.pattern("two\n\n  lines\n", &[]).unwrap(), "two\n\nlines");
    }

    #[test]
    fn languages_by_code() {
        for lang in [Lang::En, Lang::Ja] {
            assert_eq!(lang.code().parse(), Ok(lang));
        }
        assert_eq!("fr".parse::<Lang>().unwrap_err().code, "unknown-language");
    }
}
