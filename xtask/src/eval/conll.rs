//! Scoring from raw text as in the CoNLL 2018 shared task (Zeman et al. 2018, section 5).
//!
//! Both sides read the same text, cut differently. Words are aligned by the characters that they cover, white space
//! not counted; inside a multiword token, whose words need not spell it ("wanna": "want", "to"), by the longest
//! common subsequence of their forms. Precision is over the system's words, recall over the treebank's. A dependency
//! is right when the heads are aligned too; relations count without their subtypes.

/// A word of either side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConllWord<'t> {
    /// Lower-cased form.
    pub form: String,
    /// Characters of the text before its first and after its last, white space not counted; those of the whole token
    /// for a word of a multiword token.
    pub place: (u32, u32),
    /// Whether it is one of several words of a token.
    pub multiword: bool,
    /// Universal part of speech.
    pub tag: &'t str,
    /// Dictionary form, or a number for it.
    pub lemma: u64,
    /// Index of its head among all words of its side, `None` for a root.
    pub head: Option<usize>,
    /// Relation without its subtype.
    pub relation: &'t str,
}

/// One side: all words of a text, and where its sentences stand.
#[derive(Clone, Debug, Default)]
pub struct TextSide<'t> {
    /// In order.
    pub words: Vec<ConllWord<'t>>,
    /// First and last character of each sentence, as in [`ConllWord::place`].
    pub sentences: Vec<(u32, u32)>,
}

impl<'t> TextSide<'t> {
    /// Appends the words of a text that follows.
    pub fn extend(&mut self, other: TextSide<'t>) {
        let (words, letters) = (self.words.len(), self.sentences.last().map_or(0, |place| place.1));
        let moved = |place: (u32, u32)| (place.0 + letters, place.1 + letters);
        self.sentences.extend(other.sentences.into_iter().map(moved));
        for mut word in other.words {
            word.place = moved(word.place);
            word.head = word.head.map(|head| head + words);
            self.words.push(word);
        }
    }
}

/// F1 in percent.
#[derive(Clone, Copy, Debug, Default)]
pub struct Scores {
    pub sentences: f64,
    pub words: f64,
    pub tags: f64,
    pub lemmas: f64,
    /// Heads (UAS).
    pub heads: f64,
    /// Heads with relations (LAS).
    pub relations: f64,
}

/// Scores `system` against `gold`.
pub fn score(gold: &TextSide, system: &TextSide) -> Scores {
    let pairs = align(&gold.words, &system.words);
    let mut partner = vec![None; gold.words.len()];
    for &(g, s) in &pairs {
        partner[g] = Some(s);
    }
    let same_head = |g: &ConllWord, s: &ConllWord| match (g.head, s.head) {
        (None, None) => true,
        (Some(g), Some(s)) => partner[g] == Some(s),
        _ => false,
    };
    let count = |right: &dyn Fn(&ConllWord, &ConllWord) -> bool| {
        pairs.iter().filter(|&&(g, s)| right(&gold.words[g], &system.words[s])).count()
    };
    let f1 = |right: usize, gold: usize, system: usize| 100.0 * 2.0 * right as f64 / (gold + system).max(1) as f64;
    let of_words = |right: usize| f1(right, gold.words.len(), system.words.len());
    let sentences = gold.sentences.iter().filter(|place| system.sentences.binary_search(place).is_ok()).count();
    Scores {
        sentences: f1(sentences, gold.sentences.len(), system.sentences.len()),
        words: of_words(pairs.len()),
        tags: of_words(count(&|g, s| g.tag == s.tag)),
        lemmas: of_words(count(&|g, s| g.lemma == s.lemma)),
        heads: of_words(count(&|g, s| same_head(g, s))),
        relations: of_words(count(&|g, s| same_head(g, s) && g.relation == s.relation)),
    }
}

/// Pairs of aligned words, in order.
pub fn align(gold: &[ConllWord], system: &[ConllWord]) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    let (mut g, mut s) = (0, 0);
    while g < gold.len() && s < system.len() {
        if gold[g].multiword || system[s].multiword {
            let (first_g, first_s);
            (first_g, first_s, g, s) = region(gold, system, g, s);
            common(&gold[first_g..g], &system[first_s..s], |a, b| pairs.push((first_g + a, first_s + b)));
        } else if gold[g].place == system[s].place {
            pairs.push((g, s));
            (g, s) = (g + 1, s + 1);
        } else if gold[g].place.0 <= system[s].place.0 {
            g += 1;
        } else {
            s += 1;
        }
    }
    pairs
}

/// The words of both sides that a multiword token at `g` or `s` touches: where they begin and end.
fn region(gold: &[ConllWord], system: &[ConllWord], mut g: usize, mut s: usize) -> (usize, usize, usize, usize) {
    let mut end;
    if gold[g].multiword {
        end = gold[g].place.1;
        while s < system.len() && !system[s].multiword && system[s].place.0 < gold[g].place.0 {
            s += 1;
        }
    } else {
        end = system[s].place.1;
        while g < gold.len() && !gold[g].multiword && gold[g].place.0 < system[s].place.0 {
            g += 1;
        }
    }
    let (first_g, first_s) = (g, s);
    let inside = |words: &[ConllWord], i: usize, end: u32| {
        words.get(i).is_some_and(|word| if word.multiword { word.place.0 < end } else { word.place.1 <= end })
    };
    loop {
        let (from_gold, from_system) = (inside(gold, g, end), inside(system, s, end));
        if from_gold && (!from_system || gold[g].place.0 <= system[s].place.0) {
            if gold[g].multiword {
                end = end.max(gold[g].place.1);
            }
            g += 1;
        } else if from_system {
            if system[s].multiword {
                end = end.max(system[s].place.1);
            }
            s += 1;
        } else {
            return (first_g, first_s, g, s);
        }
    }
}

/// The longest common subsequence of forms.
fn common(gold: &[ConllWord], system: &[ConllWord], mut pair: impl FnMut(usize, usize)) {
    let mut longest = vec![vec![0_u32; system.len() + 1]; gold.len() + 1];
    for g in (0..gold.len()).rev() {
        for s in (0..system.len()).rev() {
            longest[g][s] = if gold[g].form == system[s].form {
                longest[g + 1][s + 1] + 1
            } else {
                longest[g + 1][s].max(longest[g][s + 1])
            };
        }
    }
    let (mut g, mut s) = (0, 0);
    while g < gold.len() && s < system.len() {
        if gold[g].form == system[s].form {
            pair(g, s);
            (g, s) = (g + 1, s + 1);
        } else if longest[g][s] == longest[g + 1][s] {
            g += 1;
        } else {
            s += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Words from `form/start-end/head/relation`, heads from 1, 0 for the root; a `+` before the form marks a word of
    /// a multiword token.
    fn side(words: &str) -> TextSide<'_> {
        let words: Vec<ConllWord> = words
            .split_whitespace()
            .map(|word| {
                let fields: Vec<&str> = word.split('/').collect();
                let (start, end) = fields[1].split_once('-').expect("start-end");
                let place = (start.parse().expect("start"), end.parse().expect("end"));
                let head = fields[2].parse::<usize>().expect("head").checked_sub(1);
                let form = fields[0].trim_start_matches('+').to_owned();
                let multiword = fields[0].starts_with('+');
                ConllWord { form, place, multiword, tag: "X", lemma: 0, head, relation: fields[3] }
            })
            .collect();
        let sentences = vec![(0, words.last().map_or(0, |word| word.place.1))];
        TextSide { words, sentences }
    }

    #[test]
    fn the_same_on_both_sides_is_everything() {
        let gold = side("we/0-2/2/nsubj +do/2-7/4/aux +n't/2-7/4/advmod know/7-11/0/root");
        let scores = score(&gold, &gold);
        assert_eq!((scores.words, scores.relations, scores.sentences), (100.0, 100.0, 100.0));
    }

    #[test]
    fn words_of_a_multiword_token_are_aligned_by_their_forms() {
        let gold = side("i/0-1/2/nsubj +want/1-6/0/root +to/1-6/4/mark go/6-8/2/xcomp");
        let system = side("i/0-1/2/nsubj wan/1-4/0/root na/4-6/4/mark go/6-8/2/xcomp");
        assert_eq!(align(&gold.words, &system.words), [(0, 0), (3, 3)]);
        let system = side("i/0-1/2/nsubj want/1-4/0/root to/4-6/4/mark go/6-8/2/xcomp");
        assert_eq!(align(&gold.words, &system.words), [(0, 0), (1, 1), (2, 2), (3, 3)]);
    }

    #[test]
    fn a_word_cut_otherwise_is_lost_on_both_sides_and_so_is_what_hangs_on_it() {
        // "ice-cream melts": the treebank has three words of the first, the system one.
        let gold = side("ice/0-3/3/compound -/3-4/3/punct cream/4-9/4/nsubj melts/9-14/0/root");
        let system = side("ice-cream/0-9/2/nsubj melts/9-14/0/root");
        let scores = score(&gold, &system);
        assert!((scores.words - 100.0 * 2.0 / 6.0).abs() < 1e-9);
        assert!((scores.relations - 100.0 * 2.0 / 6.0).abs() < 1e-9);
        // The head of "melts" is cut otherwise.
        let gold = side("ice/0-3/0/root cream/3-8/1/obj melts/8-13/2/acl");
        let system = side("ice/0-3/0/root crea/3-7/1/obj m/7-8/1/obj melts/8-13/2/acl");
        let scores = score(&gold, &system);
        assert!((scores.heads - 100.0 * 2.0 / 7.0).abs() < 1e-9);
    }

    #[test]
    fn a_head_counts_without_its_relation_only_as_head() {
        let gold = side("we/0-2/2/nsubj know/2-6/0/root");
        let system = side("we/0-2/2/obj know/2-6/0/root");
        let scores = score(&gold, &system);
        assert_eq!((scores.heads, scores.relations), (100.0, 50.0));
    }

    #[test]
    fn a_sentence_cut_in_two_is_none_of_them() {
        let gold = side("we/0-2/2/nsubj know/2-6/0/root");
        let mut system = side("we/0-2/0/root know/2-6/0/root");
        system.sentences = vec![(0, 2), (2, 6)];
        assert_eq!(score(&gold, &system).sentences, 0.0);
        assert_eq!(score(&gold, &system).heads, 50.0);
    }
}
