//! Folding: the many spellings of one descriptor brought to one, for comparison only. What people read is never folded
//! further than [`clean`].

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Descriptors longer than this are cut before they are compared; no statement prints that much of a shop's name.
const LONGEST: usize = 256;

/// The descriptor as people can read it: full-width and half-width forms are one, detached voicing marks join their
/// kana, dashes are one dash (`ー` where it lengthens kana), every white space is a space, invisible characters are gone. Runs of
/// spaces are kept, for they separate columns.
#[must_use]
pub fn clean(text: &str) -> String {
    let text = unescape(text);
    if text.len() <= LONGEST && is_clean(text.trim()) {
        return text.trim().to_owned();
    }
    settle(text.into_owned(), is_clean, cleaned)
}

/// One round of [`clean`].
fn cleaned(text: &str) -> String {
    let voiced = text.chars().map(|c| match c {
        '\u{309b}' => '\u{3099}',
        '\u{309c}' => '\u{309a}',
        other => other,
    });
    let plain: Vec<char> = voiced.nfkc().filter(|c| !is_invisible(*c)).map(one_dash).take(LONGEST).collect();
    let long = |at: usize| {
        plain[at] == '-'
            && at > 0
            && is_kana(plain[at - 1])
            && !matches!(plain[at - 1], 'ン' | 'ッ')
            && plain.get(at + 1).is_none_or(|next| is_kana(*next) || *next == ' ')
    };
    let text: String = (0..plain.len()).map(|at| if long(at) { 'ー' } else { plain[at] }).collect();
    text.trim().to_owned()
}

/// Whether a glance at the characters tells that cleaning changes nothing: those that Unicode's form KC leaves alone,
/// whatever stands beside them, and no dash that may lengthen kana.
fn is_clean(text: &str) -> bool {
    let mut before = ' ';
    let plain = text.chars().all(|c| {
        let plain = match c {
            '-' => !is_kana(before),
            ' '..='~' | 'À'..='ÿ' | 'ぁ'..='ゖ' | 'ァ'..='ー' | '々' | '一'..='鿿' => true,
            _ => false,
        };
        before = c;
        plain
    });
    plain && text.len() <= LONGEST && !text.starts_with(' ') && !text.ends_with(' ')
}

/// Text whose HTML entities are characters again: some exports leave `&amp;` in names.
fn unescape(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return text.into();
    }
    [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")]
        .into_iter()
        .fold(text.into(), |text, (entity, character)| text.replace(entity, character).into())
}

/// The comparison key of a descriptor: upper case, without accents, apostrophes, long-vowel marks and the spaces
/// inside Japanese names; kana are large katakana; Cyrillic and Greek letters that look Latin are Latin.
///
/// `fold(fold(x)) == fold(x)`.
#[must_use]
pub fn fold(text: &str) -> String {
    if is_folded(text) { text.to_owned() } else { folded(text) }
}

/// Whether a glance at the characters tells that folding changes nothing: plain capitals, digits and marks, large
/// katakana and Chinese characters.
fn is_folded(text: &str) -> bool {
    let (mut before, mut last) = (' ', ' ');
    let plain = text.chars().all(|c| {
        let plain = match c {
            ' ' => !matches!(before, ' ' | '*'),
            '*' => before != ' ',
            '-' => !is_japanese(before),
            '!' | '#'..='%' | '('..='+' | '.'..='9' | '<'..='^' | '{'..='~' => true,
            'ァ'..='ヺ' | '々' | '一'..='鿿' => large(c) == c && !(before == ' ' && is_japanese(last)),
            _ => false,
        };
        before = c;
        last = if c == ' ' { last } else { c };
        plain
    });
    plain && text.len() <= LONGEST && !text.ends_with([' ', '.', '-', '/', '#'])
}

fn folded(text: &str) -> String {
    settle(clean(text), is_folded, |text| {
        let text = if text.is_ascii() {
            text.to_ascii_uppercase()
        } else {
            let upper = text.to_uppercase();
            upper.nfd().filter(|c| !matches!(c, '\u{300}'..='\u{36f}')).nfc().collect()
        };
        let mut key = String::with_capacity(text.len());
        let mut before = ' ';
        let mut gap = false;
        for c in text.chars().map(letter) {
            match c {
                ' ' | ',' | ';' | ':' | '"' | '_' => gap = true,
                '\'' | '’' | '‘' | '`' => {}
                'ー' | '-' | '・' if is_japanese(before) && !gap => {}
                _ => {
                    if gap && before != ' ' && before != '*' && c != '*' && !(is_japanese(before) && is_japanese(c)) {
                        key.push(' ');
                    }
                    gap = false;
                    key.push(c);
                    before = c;
                }
            }
        }
        clean(key.trim_end_matches(['.', '-', '/', '#']))
    })
}

/// The key as words: punctuation is a space. Notes are found by it, so `APPLE.COM/BILL` is `APPLE COM BILL`.
#[must_use]
pub(super) fn words(key: &str) -> String {
    let mut words = String::with_capacity(key.len());
    for word in key.split(|c: char| !is_word(c)).filter(|word| !word.is_empty()) {
        let joins = words.chars().next_back().is_some_and(is_japanese) && word.chars().next().is_some_and(is_japanese);
        if !words.is_empty() && !joins {
            words.push(' ');
        }
        words.push_str(word);
    }
    words
}

/// What a name looks like at a glance: two names with one skeleton are easily taken for each other
/// (`AM4ZON` and `AMAZON`, `ソ` and `ン`, kana with and without voicing marks).
#[must_use]
pub fn skeleton(text: &str) -> String {
    let key = fold(text);
    let letters: Cow<'_, str> = if key.is_ascii() { key.as_str().into() } else { key.nfd().collect() };
    let looks: String = letters.chars().filter(|c| is_word(*c) && !is_combining_mark(*c)).map(look).collect();
    let pairs = [("RN", "M"), ("VV", "W"), ("CL", "D")];
    let joined = pairs.into_iter().fold(
        looks,
        |looks, (two, one)| {
            if looks.contains(two) { looks.replace(two, one) } else { looks }
        },
    );
    let mut skeleton = String::with_capacity(joined.len());
    let mut before = None;
    for c in joined.chars() {
        if before.replace(c) != Some(c) {
            skeleton.push(c);
        }
    }
    if skeleton.is_empty() { key } else { skeleton }
}

/// The character that one is easily taken for.
fn look(c: char) -> char {
    match c {
        '0' => 'O',
        '1' | 'I' => 'L',
        '2' => 'Z',
        '3' => 'E',
        '4' => 'A',
        '5' => 'S',
        '8' => 'B',
        'ソ' => 'ン',
        'ツ' => 'シ',
        // Chinese characters that look like kana.
        '口' => 'ロ',
        '工' => 'エ',
        '力' => 'カ',
        '二' => 'ニ',
        '夕' => 'タ',
        '八' => 'ハ',
        '卜' => 'ト',
        '千' => 'チ',
        other => other,
    }
}

/// A pattern for folded text may be written with any kana and long-vowel marks; this folds them.
#[must_use]
pub fn fold_pattern(pattern: &str) -> String {
    pattern.chars().filter(|c| *c != 'ー').map(large).collect()
}

/// Whether the character is kana, the long-vowel mark included.
#[must_use]
pub(super) fn is_kana(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{3096}' | '\u{3099}' | '\u{309a}' | '\u{30a1}'..='\u{30fa}' | 'ー')
}

/// Whether the character is kana or a Chinese character: scripts that need no space between words.
#[must_use]
pub(super) fn is_japanese(c: char) -> bool {
    is_kana(c) || matches!(c, '々' | '〆' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}')
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || is_combining_mark(c)
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

fn one_dash(c: char) -> char {
    match c {
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{ff0d}' | '\u{fe58}' | '\u{fe63}' | '\u{2500}' => '-',
        c if c.is_whitespace() || c.is_control() => ' ',
        c => c,
    }
}

/// Large katakana for every kana, Latin letters for their Cyrillic and Greek doubles.
fn letter(c: char) -> char {
    match c {
        'А' | 'Α' => 'A',
        'В' | 'Β' => 'B',
        'С' => 'C',
        'Е' | 'Ε' => 'E',
        'Н' | 'Η' => 'H',
        'І' | 'Ι' => 'I',
        'Ј' => 'J',
        'К' | 'Κ' => 'K',
        'М' | 'Μ' => 'M',
        'Ν' => 'N',
        'О' | 'Ο' => 'O',
        'Р' | 'Ρ' => 'P',
        'Ѕ' => 'S',
        'Т' | 'Τ' => 'T',
        'Х' | 'Χ' => 'X',
        'У' | 'Υ' => 'Y',
        'Ζ' => 'Z',
        other => large(other),
    }
}

fn large(c: char) -> char {
    match katakana(c) {
        'ァ' => 'ア',
        'ィ' => 'イ',
        'ゥ' => 'ウ',
        'ェ' => 'エ',
        'ォ' => 'オ',
        'ッ' => 'ツ',
        'ャ' => 'ヤ',
        'ュ' => 'ユ',
        'ョ' => 'ヨ',
        'ヮ' => 'ワ',
        'ヵ' => 'カ',
        'ヶ' => 'ケ',
        other => other,
    }
}

/// Statements print hiragana names in either kana.
fn katakana(c: char) -> char {
    match c {
        '\u{3041}'..='\u{3096}' => char::from_u32(u32::from(c) + 0x60).unwrap_or(c),
        other => other,
    }
}

/// Applies a rewriting until it changes nothing, as a glance may tell; eight rounds are more than any text needs.
fn settle(mut text: String, is_settled: fn(&str) -> bool, rewrite: impl Fn(&str) -> String) -> String {
    for _ in 0..8 {
        let next = rewrite(&text);
        let same = next == text;
        text = next;
        if same || is_settled(&text) {
            break;
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn spellings_of_one_name_fold_to_one_key() {
        for (one, other) in [
            ("ﾌｱﾐﾘ-ﾏ-ﾄ", "ファミリーマート"),
            ("コ-ヒ-", "コーヒー"),
            ("ロ―ソン", "ローソン"),
            ("セブン‐イレブン", "セブン－イレブン"),
            ("ト゛ラッグ", "ドラッグ"),
            ("ハ゜ン", "パン"),
            ("トウキヨウガス", "トウキョウガス"),
            ("ソフトバンクМ", "ソフトバンクM"),
            ("ＡＭＡＺＯＮ．ＣＯ．ＪＰ", "Amazon.co.jp"),
            ("アオゾラ　書店", "アオゾラ書店"),
            ("SQ *A", "SQ* A"),
            ("Joe\u{2019}s Café", "JOE'S CAFE"),
            ("NORTH\u{200b}WIND", "NORTHWIND"),
            ("ビックカメラ・ドットコム", "ビックカメラドットコム"),
        ] {
            assert_eq!(fold(one), fold(other), "{one}");
        }
    }

    #[test]
    fn clean_text_stays_readable() {
        assert_eq!(clean("ｱｵｿﾞﾗ ﾏ-ｹｯﾄ　港町"), "アオゾラ マーケット 港町");
        assert_eq!(clean("セブン‐イレブン"), "セブン-イレブン");
        assert_eq!(clean("ミナト－神奈川県　横浜市"), "ミナト-神奈川県 横浜市");
        assert_eq!(clean("KUMO\t\u{202e}HOSTING "), "KUMO HOSTING");
    }

    #[test]
    fn look_alikes_have_one_skeleton() {
        for (one, other) in [
            ("AMAZON", "AM4ZON"),
            ("NETFLIX", "NETFL1X"),
            ("amazon", "АМАZ0N"),
            ("MODERN BOOKS", "MODEM BOOKS"),
            ("WINDOW", "VVINDOVV"),
            ("GOOGLE", "G00GLE"),
            ("GOOGLE", "GOGLE"),
            ("アマゾン", "アマゾソ"),
            ("ドコモ", "トコモ"),
            ("CLOVER BANK", "DOVER 8ANK"),
            ("エコロ", "工コ口"),
            ("シマダ", "ツマタ"),
        ] {
            assert_eq!(skeleton(one), skeleton(other), "{one}");
        }
        assert_ne!(skeleton("AMAZON"), skeleton("AMAZON-SUPPORT"));
        assert_ne!(skeleton("AMAZON"), skeleton("AMAZING"));
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn clean_and_fold_change_nothing_twice(text in "\\PC{0,40}|[ァ-ヺー゛゜ｦ-ﾟ 　*'A-zА-я0-9-]{0,20}") {
            let once = clean(&text);
            prop_assert_eq!(&clean(&once), &once);
            let once = fold(&text);
            prop_assert_eq!(&fold(&once), &once);
        }

        #[test]
        fn a_glance_sees_what_folding_leaves(
            text in "[ -~]{0,6}|[A-Z0-9*#. -]{0,12}|[ -A-Z*'À-ÿ々ァ-ー一-龠ぁ-ゖ]{0,9}|[ぁ-ゖァ-ーA・ *-]{0,6}|[À-ÿ一-鿿]{0,6}",
        ) {
            prop_assert!(!is_folded(&text) || folded(&text) == text);
            let rewritten = settle(text.clone(), |_| false, cleaned);
            prop_assert!(!is_clean(&text) || rewritten == text);
        }

        #[test]
        fn letter_case_and_width_do_not_matter(text in "[A-Za-z0-9 ]{1,20}") {
            let wide: String = text.chars().map(|c| match c {
                ' ' => '　',
                c => char::from_u32(u32::from(c) + 0xfee0).unwrap(),
            }).collect();
            prop_assert_eq!(fold(&wide), fold(&text.to_lowercase()));
        }
    }
}
