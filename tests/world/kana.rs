//! Japanese text as terminals print it: half-width kana, full-width Latin, no small kana.

const FULL: &str = "。「」、・ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン";
const VOICED: &str = "ガギグゲゴザジズゼゾダヂヅデドバビブベボヴ";
const PLAIN: &str = "カキクケコサシスセソタチツテトハヒフヘホウ";
const PUFFED: (&str, &str) = ("パピプペポ", "ハヒフヘホ");
const SMALL: (&str, &str) = ("ァィゥェォャュョッヮヵヶ", "アイウエオヤユヨツワカケ");

fn swapped(sign: char, from: &str, to: &str) -> Option<char> {
    from.chars().position(|other| other == sign).and_then(|at| to.chars().nth(at))
}

fn half_sign(sign: char) -> Option<char> {
    let at = FULL.chars().position(|other| other == sign)?;
    char::from_u32(0xFF61 + u32::try_from(at).ok()?)
}

/// Katakana in half width, voicing marks apart, small kana large, long vowels as hyphens, Latin in narrow capitals.
pub fn half(text: &str) -> String {
    let mut out = String::new();
    for sign in large(text).chars() {
        if sign == 'ー' {
            out.push('-');
        } else if let Some(plain) = swapped(sign, VOICED, PLAIN) {
            out.extend(half_sign(plain));
            out.push('ﾞ');
        } else if let Some(plain) = swapped(sign, PUFFED.0, PUFFED.1) {
            out.extend(half_sign(plain));
            out.push('ﾟ');
        } else {
            out.push(half_sign(sign).unwrap_or(sign).to_ascii_uppercase());
        }
    }
    out
}

/// Latin letters and figures in full width.
pub fn wide(text: &str) -> String {
    text.chars()
        .map(|sign| match sign {
            ' ' => '　',
            '!'..='~' => char::from_u32(u32::from(sign) + 0xFEE0).unwrap_or(sign),
            _ => sign,
        })
        .collect()
}

/// Small kana as large ones.
pub fn large(text: &str) -> String {
    text.chars().map(|sign| swapped(sign, SMALL.0, SMALL.1).unwrap_or(sign)).collect()
}

/// Hiragana as katakana.
pub fn katakana(text: &str) -> String {
    text.chars()
        .map(|sign| match sign {
            'ぁ'..='ゖ' => char::from_u32(u32::from(sign) + 0x60).unwrap_or(sign),
            _ => sign,
        })
        .collect()
}
