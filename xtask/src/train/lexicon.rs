//! The lexicon: which uses a dictionary gives to a word, and the inflected forms that follow from them.
//!
//! A treebank of 300,000 words has not met one word in sixteen of the next text. Half of those are in any dictionary, which
//! says at least that "ferritin" is a noun and that "masticated" comes of a verb. The words are our own
//! (`crates/crossread-language/data/en/words`).

use anyhow::{Context, Result, ensure};
use crossread_language::training::{WordClasses, WordForm};
use std::collections::BTreeMap;
use std::path::Path;

/// One form that a word can take.
#[derive(Clone)]
pub struct Inflection {
    pub form: String,
    /// Its Penn Treebank tag ("NNS").
    pub fine: String,
}

/// A use of a word, with all forms that it takes.
pub struct LexiconUse {
    /// Dictionary form.
    pub word: String,
    /// A letter: N noun, V verb, J adjective, R adverb and so on (see the lexicon's README).
    pub kind: char,
    /// Its place among the word's uses, the commonest first.
    pub rank: usize,
    /// Inflected forms, regular and not.
    pub forms: Vec<Inflection>,
}

/// Reads `words/*.txt` and `irregular.txt` in a folder.
pub fn read(folder: &Path) -> Result<Vec<LexiconUse>> {
    let mut irregular: BTreeMap<String, Vec<Inflection>> = BTreeMap::new();
    let path = folder.join("irregular.txt");
    let text = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let mut parts = line.split_whitespace();
        let word = parts.next().with_context(|| format!("an empty line in {}", path.display()))?;
        let forms = irregular.entry(word.to_owned()).or_default();
        for form in parts {
            let (form, fine) = form.rsplit_once('/').with_context(|| format!("no tag: {form} in {line}"))?;
            forms.push(Inflection { form: form.to_owned(), fine: fine.to_owned() });
        }
    }
    let mut entries: BTreeMap<String, String> = BTreeMap::new();
    for file in std::fs::read_dir(folder.join("words"))? {
        let file = file?.path();
        if file.extension().is_none_or(|extension| extension != "txt") {
            continue;
        }
        let text = std::fs::read_to_string(&file).with_context(|| file.display().to_string())?;
        for entry in text.split_whitespace() {
            let (word, kinds) = entry.split_once(':').with_context(|| format!("no uses: {entry}"))?;
            ensure!(kinds.chars().all(|kind| "NVJRPSDMI".contains(kind)), "an unknown use: {entry}");
            ensure!(entries.insert(word.to_owned(), kinds.to_owned()).is_none(), "twice: {word}");
        }
    }
    let mut uses = Vec::new();
    for (word, kinds) in &entries {
        for (rank, kind) in kinds.chars().enumerate() {
            let mut forms = irregular.remove(&format!("{word}:{kind}")).unwrap_or_default();
            // Many irregular words are regular too ("burnt" and "burned"), and "goed" does no harm; "seed" would.
            let is_other = |form: &str| entries.get(form).is_some_and(|kinds| kinds.contains(['N', 'V']));
            let is_regular = forms.is_empty();
            forms.extend(regular(word, kind).into_iter().filter(|new| is_regular || !is_other(&new.form)));
            uses.push(LexiconUse { word: word.clone(), kind, rank, forms });
        }
    }
    // What is left is a word that the lexicon leaves to this list, or a use too rare for it.
    for (entry, forms) in irregular {
        let (word, kind) = entry.split_once(':').with_context(|| format!("no use: {entry}"))?;
        let kind = kind.chars().next().with_context(|| format!("no use: {entry}"))?;
        uses.push(LexiconUse { word: word.to_owned(), kind, rank: RARE, forms });
    }
    Ok(uses)
}

/// Rank of a use that the lexicon gives only by an irregular form of it.
const RARE: usize = 9;

/// For each form a number for what it can be, from 1: "n" of "tables" is a noun in the plural, "nz" of "plans" that or a
/// verb in the third person. The key is that of [`WordClasses`]. At most 254 kinds are told apart, the commonest.
pub fn usages(uses: &[LexiconUse]) -> BTreeMap<u32, u8> {
    // For each form, what it can be and how soon it is thought of.
    let mut forms: BTreeMap<u32, Vec<(usize, char)>> = BTreeMap::new();
    let mut add = |form: &str, rank: usize, what: char| {
        forms.entry(WordClasses::key(&WordForm::new(form))).or_default().push((rank, what));
    };
    for LexiconUse { word, kind, rank, forms } in uses {
        add(word, *rank, *kind);
        for Inflection { form, fine } in forms {
            let what = match fine.as_str() {
                "NNS" => 'n',
                "VBZ" => 'z',
                "VBD" => 'd',
                "VBN" => 't',
                "VBG" => 'g',
                "JJR" | "RBR" => 'r',
                "JJS" | "RBS" => 's',
                _ => continue,
            };
            add(form, rank + RARE + 1, what);
        }
    }
    let mut kinds: BTreeMap<String, Vec<u32>> = BTreeMap::new();
    for (key, mut whats) in forms {
        whats.sort_unstable();
        // A participle that serves as an adjective is one wherever it may be both only by what stands around it: "wounded 30
        // others". That the lexicon has it tells nothing, and outweighs that.
        if whats[0] == (0, 'J') && whats.iter().any(|(_, what)| "dt".contains(*what)) {
            whats.retain(|(rank, _)| *rank > RARE);
        }
        let mut kind = String::new();
        for (_, what) in whats {
            if !kind.contains(what) {
                kind.push(what);
            }
        }
        kinds.entry(kind).or_default().push(key);
    }
    let mut kinds: Vec<Vec<u32>> = kinds.into_values().collect();
    kinds.sort_by_key(|keys| std::cmp::Reverse(keys.len()));
    kinds
        .into_iter()
        .take(254)
        .zip(1..)
        .flat_map(|(keys, number)| keys.into_iter().map(move |key| (key, number)))
        .collect()
}

/// The regular inflected forms of a word. Whether a last consonant is doubled hangs on the stress, so both are given.
pub fn regular(word: &str, kind: char) -> Vec<Inflection> {
    let form = |form: String, fine: &str| Inflection { form, fine: fine.to_owned() };
    let vowel = |c: char| "aeiou".contains(c);
    let mut ends = word.chars().rev();
    let (Some(last), Some(before)) = (ends.next(), ends.next()) else { return Vec::new() };
    let stem = &word[..word.len() - last.len_utf8()];
    let soft_y = last == 'y' && !vowel(before);
    // What "-ed", "-er" and so on are put to.
    let (lost_e, doubled) = (last == 'e', !vowel(last) && vowel(before) && !matches!(last, 'w' | 'x' | 'y' | 'h'));
    let with = |ending: &str| -> Vec<String> {
        let mut forms = match () {
            () if lost_e => vec![format!("{stem}{ending}")],
            () if soft_y && !ending.starts_with('i') => vec![format!("{stem}i{ending}")],
            () => vec![format!("{word}{ending}")],
        };
        if doubled {
            forms.push(format!("{word}{last}{ending}"));
        }
        forms
    };
    let with_s = match () {
        () if soft_y => format!("{stem}ies"),
        () if matches!(last, 's' | 'x' | 'z') || word.ends_with("ch") || word.ends_with("sh") => format!("{word}es"),
        () if kind == 'V' && last == 'o' => format!("{word}es"),
        () => format!("{word}s"),
    };
    let all = |ending: &str, fine: &str| with(ending).into_iter().map(|f| form(f, fine)).collect::<Vec<_>>();
    let compares = || {
        let two = ["y", "le", "er", "ow"].iter().any(|end| word.ends_with(end));
        syllables(word) == 1 || syllables(word) == 2 && two
    };
    match kind {
        'N' => vec![form(with_s, "NNS")],
        'V' => [vec![form(with_s, "VBZ")], all("ing", "VBG"), all("ed", "VBD"), all("ed", "VBN")].concat(),
        // "taller" but not "beautifuller": one syllable, or two that end in -y, -le, -er, -ow.
        'J' if compares() => [all("er", "JJR"), all("est", "JJS")].concat(),
        'R' if compares() => [all("er", "RBR"), all("est", "RBS")].concat(),
        _ => Vec::new(),
    }
}

/// Runs of vowels, a last "e" alone not counted: near enough to how many syllables a word has.
fn syllables(word: &str) -> usize {
    let vowel = |c: char| "aeiouy".contains(c);
    let word = if word.ends_with("le") { word } else { word.strip_suffix('e').unwrap_or(word) };
    let vowels: Vec<bool> = word.chars().map(vowel).collect();
    usize::from(vowels.first() == Some(&true)) + vowels.windows(2).filter(|two| !two[0] && two[1]).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forms(word: &str, kind: char) -> Vec<String> {
        regular(word, kind).into_iter().map(|f| format!("{}/{}", f.form, f.fine)).collect()
    }

    #[test]
    fn words_are_inflected_by_rule() {
        assert_eq!(forms("city", 'N'), ["cities/NNS"]);
        assert_eq!(forms("church", 'N'), ["churches/NNS"]);
        let make = forms("bake", 'V');
        assert!(make.contains(&"baking/VBG".to_owned()) && make.contains(&"baked/VBD".to_owned()), "{make:?}");
        let carry = forms("carry", 'V');
        assert!(carry.contains(&"carried/VBN".to_owned()) && carry.contains(&"carrying/VBG".to_owned()), "{carry:?}");
        assert!(forms("admit", 'V').contains(&"admitted/VBD".to_owned()));
        assert!(forms("happy", 'J').contains(&"happiest/JJS".to_owned()));
        assert!(forms("beautiful", 'J').is_empty());
    }

    #[test]
    fn the_lexicon_is_as_its_readme_says() {
        let folder = crate::corpora::root().join("crates/crossread-language/data/en");
        let uses = read(&folder).expect("the lexicon");
        assert!(uses.len() > 40_000);
        let usages = usages(&uses);
        let of = |word: &str| usages.get(&WordClasses::key(&WordForm::new(word))).copied();
        assert_eq!(of("treaties"), of("kingdoms"), "nouns in the plural");
        assert_ne!(of("plans"), of("treaties"), "also a verb");
        assert_eq!(of("burned"), of("carried"), "two forms of a verb, though there is a \"burnt\" and an adjective");
        assert!(of("masticated").is_some() && of("xyzzyfoo").is_none());
    }
}
