//! Dictionary forms: rules of English inflection, and a list of what they get wrong, learned from the treebanks.

use crate::{Features, Tag, Word, layout};
use std::borrow::Cow;

/// The forms whose dictionary form no rule gives, in open addressing, a power of two: the number of `form/TAG`, where its
/// dictionary form begins among all, and how long it is. Length 0: an empty slot.
static EXCEPTIONS: &[[[u8; 8]; 2]] =
    include_bytes!(concat!(env!("OUT_DIR"), "/exceptions")).as_chunks().0.as_chunks().0;

/// All their dictionary forms, one behind the other.
static FORMS: &str = include_str!(concat!(env!("OUT_DIR"), "/forms"));

/// The dictionary form of a lower-cased word.
pub fn lemma(lower: &str, tag: Tag, features: Features) -> Cow<'_, str> {
    exception(lower, tag).map_or_else(|| by_rule(lower, tag, features), Cow::Borrowed)
}

/// A word as dictionary forms are looked up: lower-cased, with a typewriter's apostrophe.
pub fn lowered(word: &str) -> Cow<'_, str> {
    if word.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase()) {
        return Cow::Borrowed(word);
    }
    Cow::Owned(word.to_lowercase().replace('’', "'"))
}

fn exception(lower: &str, tag: Tag) -> Option<&'static str> {
    let word = Word::of(lower).followed_by("/").followed_by(layout::TAG_NAMES[tag as usize]);
    let mut at = layout::place(word.0, EXCEPTIONS.len());
    loop {
        let [own, place] = EXCEPTIONS[at].map(u64::from_le_bytes);
        let (start, length) = ((place >> 8) as usize, place as usize & 0xFF);
        if length == 0 {
            return None;
        }
        if own == word.0 {
            return Some(&FORMS[start..start + length]);
        }
        at = layout::place(at as u64 + 1, EXCEPTIONS.len());
    }
}

/// The dictionary form by rule alone.
pub fn by_rule<'a>(lower: &'a str, tag: Tag, features: Features) -> Cow<'a, str> {
    let stem = |cut: usize| &lower[..lower.len() - cut];
    let undouble = |stem: &'a str| {
        let bytes = stem.as_bytes();
        let n = bytes.len();
        let double = n >= 3 && bytes[n - 1] == bytes[n - 2] && b"bdgmnprt".contains(&bytes[n - 1]);
        if double { Cow::Borrowed(&stem[..n - 1]) } else { restore(stem) }
    };
    if !lower.is_ascii() || lower.len() < 4 {
        return Cow::Borrowed(lower);
    }
    match tag {
        Tag::Noun | Tag::Propn if features.has(Features::PLURAL) => plural(lower),
        Tag::Verb | Tag::Aux => {
            if features.has(Features::GERUND) && lower.ends_with("ing") && lower.len() > 5 {
                undouble(stem(3))
            } else if features.has(Features::PAST) && lower.ends_with("ied") {
                Cow::Owned(format!("{}y", stem(3)))
            } else if features.has(Features::PAST) && lower.ends_with("ed") && lower.len() > 4 {
                undouble(stem(2))
            } else if features.has(Features::PRESENT | Features::THIRD) && lower.ends_with('s') {
                plural(lower)
            } else {
                Cow::Borrowed(lower)
            }
        }
        _ => Cow::Borrowed(lower),
    }
}

fn plural(lower: &str) -> Cow<'_, str> {
    let stem = |cut: usize| &lower[..lower.len() - cut];
    if lower.ends_with("ies") && lower.len() > 4 {
        Cow::Owned(format!("{}y", stem(3)))
    } else if ["sses", "shes", "ches", "xes", "zes"].iter().any(|end| lower.ends_with(end)) {
        Cow::Borrowed(stem(2))
    } else if lower.ends_with("men") {
        Cow::Owned(format!("{}man", stem(3)))
    } else if lower.ends_with('s') && !lower.ends_with("ss") {
        Cow::Borrowed(stem(1))
    } else {
        Cow::Borrowed(lower)
    }
}

/// Gives a stem back the e that an ending took: "mak" to "make", but not "want".
fn restore(stem: &str) -> Cow<'_, str> {
    let bytes = stem.as_bytes();
    let vowel = |b: u8| b"aeiou".contains(&b);
    let n = bytes.len();
    if n < 2 {
        return Cow::Borrowed(stem);
    }
    let last = bytes[n - 1];
    let syllable = n >= 3
        && !vowel(last)
        && vowel(bytes[n - 2])
        && !vowel(bytes[n - 3])
        && bytes[..n - 2].iter().filter(|b| vowel(**b)).count() == 0;
    let soft = matches!(last, b'c' | b'v' | b'z' | b'u')
        || stem.ends_with("dg")
        || stem.ends_with("rg")
        || stem.ends_with("ng") && stem.ends_with("ang")
        || stem.ends_with("ir")
        || stem.ends_with("at")
        || stem.ends_with("ut") && n > 4
        || stem.ends_with("iz")
        || stem.ends_with("ys");
    if (syllable && !matches!(last, b'w' | b'x' | b'y'))
        || soft
        || stem.ends_with("rs")
        || stem.ends_with("ns")
        || stem.ends_with("ls")
    {
        Cow::Owned(format!("{stem}e"))
    } else {
        Cow::Borrowed(stem)
    }
}
