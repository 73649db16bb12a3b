//! Dictionary forms: rules of English inflection, and a list of what they get wrong, learned from the treebanks.

use crate::{Features, Tag, Word};
use std::collections::HashMap;

/// Forms whose dictionary form no rule gives.
#[derive(Debug)]
pub struct Exceptions(HashMap<(Word, Tag), &'static str>);

impl Exceptions {
    /// Reads `form/TAG/lemma` entries.
    pub fn new(entries: Vec<&'static str>) -> Exceptions {
        let read = |entry: &'static str| {
            let mut parts = entry.rsplitn(3, '/');
            let (lemma, tag, form) = (parts.next()?, parts.next()?, parts.next()?);
            Some(((Word::of(form), crate::tags::tag_of(tag)), lemma))
        };
        Exceptions(entries.into_iter().filter_map(read).collect())
    }

    /// The dictionary form of a lower-cased word.
    pub fn lemma(&self, lower: &str, tag: Tag, features: Features) -> String {
        match self.0.get(&(Word::of(lower), tag)) {
            Some(lemma) => (*lemma).to_owned(),
            None => by_rule(lower, tag, features),
        }
    }
}

/// The dictionary form by rule alone.
pub fn by_rule(lower: &str, tag: Tag, features: Features) -> String {
    let stem = |cut: usize| &lower[..lower.len() - cut];
    let undouble = |stem: &str| {
        let bytes = stem.as_bytes();
        let n = bytes.len();
        let double = n >= 3 && bytes[n - 1] == bytes[n - 2] && b"bdgmnprt".contains(&bytes[n - 1]);
        if double { stem[..n - 1].to_owned() } else { restore(stem) }
    };
    if !lower.is_ascii() || lower.len() < 4 {
        return lower.to_owned();
    }
    match tag {
        Tag::Noun | Tag::Propn if features.has(Features::PLURAL) => plural(lower),
        Tag::Verb | Tag::Aux => {
            if features.has(Features::GERUND) && lower.ends_with("ing") && lower.len() > 5 {
                undouble(stem(3))
            } else if features.has(Features::PAST) && lower.ends_with("ied") {
                format!("{}y", stem(3))
            } else if features.has(Features::PAST) && lower.ends_with("ed") && lower.len() > 4 {
                undouble(stem(2))
            } else if features.has(Features::PRESENT | Features::THIRD) && lower.ends_with('s') {
                plural(lower)
            } else {
                lower.to_owned()
            }
        }
        _ => lower.to_owned(),
    }
}

fn plural(lower: &str) -> String {
    let stem = |cut: usize| &lower[..lower.len() - cut];
    if lower.ends_with("ies") && lower.len() > 4 {
        format!("{}y", stem(3))
    } else if ["sses", "shes", "ches", "xes", "zes"].iter().any(|end| lower.ends_with(end)) {
        stem(2).to_owned()
    } else if lower.ends_with("men") {
        format!("{}man", stem(3))
    } else if lower.ends_with('s') && !lower.ends_with("ss") {
        stem(1).to_owned()
    } else {
        lower.to_owned()
    }
}

/// Gives a stem back the e that an ending took: "mak" to "make", but not "want".
fn restore(stem: &str) -> String {
    let bytes = stem.as_bytes();
    let vowel = |b: u8| b"aeiou".contains(&b);
    let n = bytes.len();
    if n < 2 {
        return stem.to_owned();
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
        format!("{stem}e")
    } else {
        stem.to_owned()
    }
}
