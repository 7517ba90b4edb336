//! Patterns of dates, and dates read by them.

use chrono::NaiveDate;

/// A date pattern and what it lacks.
#[derive(Debug, Clone)]
pub(super) struct DatePattern {
    pattern: String,
    /// As the layout writes it.
    printed: String,
    /// The year is written as a Japanese era's.
    pub(super) has_era: bool,
    pub(super) has_day: bool,
    pub(super) has_year: bool,
    /// The month is a word.
    pub(super) has_word: bool,
    /// The pattern in parts, where it is of figures alone and says a whole day.
    parts: Option<Vec<Part>>,
}

/// A part of a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Day,
    Month,
    Year,
    /// Without its century.
    ShortYear,
    Sign(char),
}

impl DatePattern {
    pub(super) fn new(pattern: &str) -> Self {
        let (printed, has_era) = (pattern.to_owned(), pattern.contains("{era}"));
        let pattern = pattern.replace("{era}", "%Y");
        Self {
            has_era,
            has_day: pattern.contains("%d") || pattern.contains("%e") || pattern.contains("%F"),
            has_word: pattern.contains("%b") || pattern.contains("%B"),
            has_year: pattern.contains("%Y") || pattern.contains("%y") || pattern.contains("%F"),
            parts: parts(&pattern),
            pattern,
            printed,
        }
    }

    pub(super) fn pattern(&self) -> &str {
        &self.pattern
    }

    /// The pattern as people know it, an era's year named as one.
    pub(super) fn printed(&self) -> &str {
        &self.printed
    }

    /// Puts another order of the same parts in its place.
    pub(super) fn rewrite(&mut self, pattern: String) {
        self.parts = parts(&pattern);
        self.printed.clone_from(&pattern);
        self.pattern = pattern;
    }

    /// The day that a text is by a pattern that says a whole one.
    pub(super) fn parse(&self, text: &str) -> Option<NaiveDate> {
        match &self.parts {
            // What is signed or padded is left to the general reader.
            Some(parts) if !text.contains(|c: char| c == '+' || c.is_whitespace()) && !has_signed_year(text, parts) => {
                by_parts(text, parts)
            }
            _ => NaiveDate::parse_from_str(text, &self.pattern).ok(),
        }
    }
}

fn parts(pattern: &str) -> Option<Vec<Part>> {
    let mut parts = Vec::new();
    let mut letters = pattern.chars();
    while let Some(letter) = letters.next() {
        let part = match letter {
            '%' => match letters.next()? {
                'd' => Part::Day,
                'm' => Part::Month,
                'Y' => Part::Year,
                'y' => Part::ShortYear,
                _ => return None,
            },
            sign if sign.is_whitespace() => return None,
            sign => Part::Sign(sign),
        };
        parts.push(part);
    }
    let count = |wanted: Part| parts.iter().filter(|part| **part == wanted).count();
    let whole = count(Part::Day) == 1 && count(Part::Month) == 1 && count(Part::Year) + count(Part::ShortYear) == 1;
    // Its sign could not be told from what parts the figures.
    let runs_on = |pair: &[Part]| !matches!(pair[0], Part::Sign(_)) && pair[1] == Part::Year;
    (whole && !parts.windows(2).any(runs_on)).then_some(parts)
}

/// Whether a dash stands where the year begins: at the start, or behind another sign.
fn has_signed_year(text: &str, parts: &[Part]) -> bool {
    let is_sign = |c: char| !c.is_ascii_digit();
    parts.contains(&Part::Year)
        && text.contains('-')
        && (text.starts_with('-') || text.match_indices('-').any(|(at, _)| text[..at].ends_with(is_sign)))
}

/// Years that people count from elsewhere, as far as they cannot be ours: the first of them, the last, and what they are
/// ahead of ours. Buddhist years have four figures, those of the Republic of China three and stand first.
const BUDDHIST: (i32, i32, i32) = (2513, 2643, 543);
const REPUBLIC: (i32, i32, i32) = (100, 189, -1911);

/// A date whose year is a Buddhist one, as in Thailand, or one of the Republic of China, with the year of our calendar.
pub(super) fn in_our_years(text: &str) -> Option<String> {
    let first = text.find(|c: char| c.is_ascii_digit())?;
    let mut start = first;
    while start < text.len() {
        let figures = text[start..].bytes().take_while(u8::is_ascii_digit).count();
        let (known, front) = if figures == 3 { (REPUBLIC, start == first) } else { (BUDDHIST, true) };
        let year = text[start..start + figures].parse::<i32>().ok().filter(|_| (3..=4).contains(&figures) && front);
        if let Some(year) = year.filter(|year| (known.0..=known.1).contains(year)) {
            let before = text[..start].trim_end_matches(|c: char| "中華民國国".contains(c));
            return Some(format!("{before}{}{}", year - known.2, &text[start + figures..]));
        }
        let after = start + figures.max(1);
        start = text[after..].find(|c: char| c.is_ascii_digit()).map_or(text.len(), |next| after + next);
    }
    None
}

/// As `chrono` reads it: no figure of a part may be missing, noughts before it may, and nothing may follow.
fn by_parts(text: &str, parts: &[Part]) -> Option<NaiveDate> {
    let mut rest = text;
    let figures = |most: usize, rest: &mut &str| {
        let count = rest.bytes().take(most).take_while(u8::is_ascii_digit).count();
        let (figures, after) = rest.split_at(count);
        *rest = after;
        figures.parse::<u32>().ok()
    };
    let (mut year, mut month, mut day) = (0, 0, 0);
    for part in parts {
        match part {
            Part::Day => day = figures(2, &mut rest)?,
            Part::Month => month = figures(2, &mut rest)?,
            Part::Year => year = figures(4, &mut rest)?,
            Part::ShortYear => {
                let short = figures(2, &mut rest)?;
                year = short + if short < 70 { 2000 } else { 1900 };
            }
            Part::Sign(sign) => rest = rest.strip_prefix(*sign)?,
        }
    }
    if rest.is_empty() { NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day) } else { None }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn figures() -> impl Strategy<Value = String> {
        prop_oneof![
            "[0-9]{1,2}[-/.][0-9]{1,2}[-/.][0-9]{1,4}",
            "[0-9]{1,4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}",
            "[0-9]{1,4}年[0-9]{1,2}月[0-9]{1,2}日",
            "[0-9]{6}|[0-9]{8}",
            "[-+ 0-9/.年]{0,10}",
        ]
    }

    #[test]
    fn years_that_people_count_from_elsewhere() {
        for (text, ours) in [
            ("03/02/2569", Some("03/02/2026")),
            ("29 Feb 2567 18:30", Some("29 Feb 2024 18:30")),
            ("115/02/03", Some("2026/02/03")),
            ("民國113年2月29日", Some("2024年2月29日")),
            ("03/02/2026", None),
            ("03/02/115", None),
            ("1150203", None),
            ("", None),
        ] {
            assert_eq!(in_our_years(text).as_deref(), ours, "{text}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4000))]
        #[test]
        fn dates_are_what_chrono_reads(text in figures(), which in 0_usize..12) {
            let pattern = [
                "%m/%d/%Y", "%d/%m/%Y", "%d.%m.%Y", "%Y/%m/%d", "%Y-%m-%d", "%d-%m-%Y", "%m/%d/%y", "%d.%m.%y",
                "%y%m%d", "%Y%m%d", "%Y年%m月%d日", "%m-%d-%y",
            ][which];
            let read = NaiveDate::parse_from_str(&text, pattern).ok();
            prop_assert_eq!(DatePattern::new(pattern).parse(&text), read, "{} by {}", text, pattern);
        }
    }
}
