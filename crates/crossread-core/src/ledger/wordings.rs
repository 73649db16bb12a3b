//! One wording laid beside a fuller one, word by word: what it keeps, what it leaves out, what it adds, and what the outlet
//! put in.

use crate::language::Language;
use crate::language::telling::Worth;
use crate::story::{BlockKind, Passage, Story};
use crossread_language::{Span, Word};
use std::cell::LazyCell;
use std::collections::HashMap;

/// A run of words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Segment {
    /// What became of them.
    pub kind: SegmentKind,
    /// Where they stand: in the fuller wording where they were cut, else in the wording itself.
    pub passage: Passage,
}

/// What became of words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SegmentKind {
    /// Both have them.
    Kept,
    /// Only the fuller wording has them.
    Cut,
    /// Only this wording has them.
    Added,
    /// They stand in brackets: the outlet's words, not the speaker's.
    Inserted,
}

/// Longest wording that is laid beside another in full, in words: aligning costs the product of two lengths. Longer ones
/// keep each word that the other has anywhere.
const LONGEST: usize = 600;

/// The words of `own` beside those of `full`, in order. What is cut stands where it would have been read.
///
/// Words that the outlet prints beside the wording are not cut: before the attribution that parts an utterance ("Regardless," he
/// said, "we know …"), or, where it quotes some words inside a sentence of its own, outside the marks.
pub fn wordings(language: &Language, story: &Story, full: Passage, own: Passage) -> Vec<Segment> {
    let (fuller, words) = (words(story.words(full)), words(story.words(own)));
    let kept = in_both(&fuller, &words);
    let mut segments = Vec::new();
    let surroundings = LazyCell::new(|| WordingSurroundings::of(story, own));
    let cut = |from: usize, to: usize| {
        // What another outlet put in, in brackets, is nobody's loss.
        let is_spoken = |word: &&PlacedWord| !word.folded.is_empty() && !word.is_inserted;
        let words: Vec<&PlacedWord> = fuller.get(from..to).unwrap_or_default().iter().filter(is_spoken).collect();
        let at_an_end = from == 0 || to == fuller.len();
        if at_an_end && surroundings.quoted_inside || surroundings.tell(&language.telling, &words) {
            return None;
        }
        let span = words.iter().map(|word| word.span).reduce(Span::cover)?;
        Some(Segment { kind: SegmentKind::Cut, passage: inside(full, span) })
    };
    let (mut next, mut inserted) = (0, false);
    for (word, kept) in words.iter().zip(&kept) {
        if let Some(place) = *kept {
            segments.extend(cut(next, place));
            next = place + 1;
        }
        inserted |= word.opens;
        let kind = match kept {
            _ if inserted => SegmentKind::Inserted,
            // A dash or an ampersand is no word, and is added by nobody.
            None if !word.folded.is_empty() => SegmentKind::Added,
            _ => SegmentKind::Kept,
        };
        inserted &= !word.closes;
        let passage = inside(own, word.span);
        match segments.last_mut() {
            Some(last) if last.kind == kind => last.passage.span = last.passage.span.cover(passage.span),
            _ => segments.push(Segment { kind, passage }),
        }
    }
    segments.extend(cut(next, fuller.len()));
    segments
}

/// A span of the words at a passage as a passage.
fn inside(passage: Passage, span: Span) -> Passage {
    Passage { span: passage.span.at(span.start()..span.end()), ..passage }
}

/// A word of a wording.
struct PlacedWord {
    /// As [`folded`] writes it.
    folded: String,
    /// Where it stands in the wording.
    span: Span,
    /// Whether it opens a bracket.
    opens: bool,
    /// Whether it closes one.
    closes: bool,
    /// Whether it stands in one.
    is_inserted: bool,
}

fn words(text: &str) -> Vec<PlacedWord> {
    let mut words = Vec::new();
    let mut at = 0;
    let mut is_inserted = false;
    for piece in text.split_inclusive(char::is_whitespace) {
        let word = piece.trim_end();
        if !word.is_empty() {
            is_inserted |= word.starts_with('[');
            words.push(PlacedWord {
                folded: folded(word),
                span: Span::new(at, at + word.len()),
                opens: word.starts_with('['),
                closes: word.contains(']'),
                is_inserted,
            });
            is_inserted &= !word.contains(']');
        }
        at += piece.len();
    }
    words
}

/// The letters and digits of a word, in small letters.
fn folded(word: &str) -> String {
    word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// What an article prints around a wording.
struct WordingSurroundings {
    /// The words of its paragraph and the two beside it, in small letters, without the wording's own.
    around: Vec<String>,
    /// Where each of them stands.
    places: HashMap<String, Vec<usize>>,
    /// Those of them that stand near it in its paragraph.
    near: Vec<String>,
    /// Whether the marks stand inside a sentence of the outlet's own: what goes before them it tells in other words.
    quoted_inside: bool,
}

/// How many words before and behind a wording are near it: a short sentence and who says it.
const NEAR: usize = 30;

/// Fewest words in a row that are the utterance's own: fewer stand anywhere.
const FEWEST: usize = 3;

impl WordingSurroundings {
    fn of(story: &Story, own: Passage) -> WordingSurroundings {
        let article = &story.articles()[own.article as usize];
        let text = &article.text;
        let read = |kind: BlockKind| kind.is_read() && kind != BlockKind::Caption;
        let Some(block) = article.block_at(own.span.start).filter(|&b| article.blocks[b].span.contains(own.span))
        else {
            return WordingSurroundings {
                around: Vec::new(),
                places: HashMap::new(),
                near: Vec::new(),
                quoted_inside: false,
            };
        };
        // No more of it than is laid beside a wording: a paragraph may be a book.
        let first =
            |span: Span| span.of(text).split_whitespace().map(folded).filter(|word| !word.is_empty()).take(LONGEST);
        let last = |span: Span| {
            let words = span.of(text).split_whitespace().rev().map(folded).filter(|word| !word.is_empty());
            let mut words: Vec<String> = words.take(LONGEST).collect();
            words.reverse();
            words
        };
        let paragraph = article.blocks[block].span;
        let before = Span { start: paragraph.start, end: own.span.start };
        let behind = Span { start: own.span.end, end: paragraph.end };
        let above = article.blocks[..block].iter().rfind(|block| read(block.kind)).map(|block| last(block.span));
        let below = article.blocks[block + 1..].iter().find(|block| read(block.kind));
        let below: Vec<String> = below.map(|block| first(block.span).collect()).unwrap_or_default();
        let (ahead, rest): (Vec<String>, Vec<String>) = (last(before), first(behind).collect());
        // Between what stands before and behind no words are in a row.
        let gap = vec![String::new()];
        let near = [&ahead[ahead.len().saturating_sub(NEAR)..], &gap, &rest[..rest.len().min(NEAR)]].concat();
        let around = [above.unwrap_or_default(), gap.clone(), ahead, gap.clone(), rest, gap, below];
        let lead = before.of(text).trim_end();
        let sentence = lead.trim_end_matches(['"', '“', '‘', '\'', '«', '„', '»']);
        let quoted_inside = sentence.len() < lead.len() && sentence.trim_end().ends_with(char::is_alphanumeric);
        let around = around.concat();
        let mut places: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, word) in around.iter().enumerate().filter(|(_, word)| !word.is_empty()) {
            places.entry(word.clone()).or_default().push(at);
        }
        WordingSurroundings { around, places, near, quoted_inside }
    }

    /// Whether they hold these words: a few of them in a row near the wording, of more four fifths in runs.
    fn tell(&self, telling: &Worth, words: &[&PlacedWord]) -> bool {
        let words: Vec<&str> = words.iter().map(|word| word.folded.as_str()).collect();
        // A "not" that stands elsewhere is another.
        if words.is_empty() || words.len() < FEWEST && words.iter().any(|word| telling.is_negation(Word::of(word))) {
            return false;
        }
        if words.len() < FEWEST {
            return self.near.windows(words.len()).any(|run| run.iter().eq(words.iter()));
        }
        let longest = |from: usize| {
            let same = |&at: &usize| {
                self.around[at..].iter().zip(&words[from..]).take_while(|(one, other)| one == other).count()
            };
            self.places.get(words[from]).into_iter().flatten().map(same).max().unwrap_or(0)
        };
        let (mut at, mut told) = (0, 0);
        while at < words.len().min(LONGEST) {
            let run = longest(at);
            let counts = run >= FEWEST || at + run == words.len();
            told += if counts { run } else { 0 };
            at += if counts { run.max(1) } else { 1 };
        }
        told * 5 >= words.len() * 4
    }
}

/// For each word of `own` its place in `full`, in order, for as many words as can be (a longest common subsequence).
fn in_both(full: &[PlacedWord], own: &[PlacedWord]) -> Vec<Option<usize>> {
    let same = |a: &PlacedWord, b: &PlacedWord| a.folded == b.folded && !a.folded.is_empty();
    if full.len() > LONGEST || own.len() > LONGEST {
        let mut from = 0;
        let place = |word: &PlacedWord| {
            let found = from + full[from..].iter().position(|other| same(other, word))?;
            from = found + 1;
            Some(found)
        };
        return own.iter().map(place).collect();
    }
    // longest[i][j]: of what begins at word i of own and j of full.
    let mut longest = vec![vec![0_u16; full.len() + 1]; own.len() + 1];
    for (i, word) in own.iter().enumerate().rev() {
        for (j, other) in full.iter().enumerate().rev() {
            longest[i][j] =
                if same(word, other) { longest[i + 1][j + 1] + 1 } else { longest[i + 1][j].max(longest[i][j + 1]) };
        }
    }
    let mut kept = vec![None; own.len()];
    let (mut i, mut j) = (0, 0);
    while i < own.len() && j < full.len() {
        if same(&own[i], &full[j]) {
            kept[i] = Some(j);
            (i, j) = (i + 1, j + 1);
        } else if longest[i + 1][j] >= longest[i][j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::story::Block;

    /// The two wordings laid beside each other, with a sign before each segment.
    fn laid(full: &str, own: &str) -> String {
        let text = format!("{full}\n\n{own}");
        let article = crate::Article {
            sha256: [0; 32],
            text: text.into_boxed_str(),
            blocks: Vec::new(),
            facts: crate::story::Facts::default(),
            anchors: Vec::new(),
            warnings: Vec::new(),
        };
        let story = Story::new(vec![article]);
        let passage = |from: usize, length: usize| Passage { article: 0, span: Span::new(from, from + length) };
        let segments =
            wordings(Language::english(), &story, passage(0, full.len()), passage(full.len() + 2, own.len()));
        let shown = segments.iter().map(|segment| {
            let sign = match segment.kind {
                SegmentKind::Kept => "=",
                SegmentKind::Cut => "-",
                SegmentKind::Added => "+",
                SegmentKind::Inserted => "[",
            };
            format!("{sign}{}", story.words(segment.passage))
        });
        shown.collect::<Vec<_>>().join("|")
    }

    #[test]
    fn every_word_is_kept_cut_added_or_inserted() {
        assert_eq!(laid("It was very bad", "It was very bad"), "=It was very bad");
        assert_eq!(laid("We think it was very bad here", "it was bad"), "-We think|=it was|-very|=bad|-here");
        assert_eq!(laid("He fell in the dark", "He [Brandal] fell down"), "=He|[[Brandal]|=fell|+down|-in the dark");
        assert_eq!(laid("The rogue killers", "The “rogue” – men"), "=The “rogue” –|+men|-killers");
        assert_eq!(laid("", "Nothing else"), "+Nothing else");
    }

    /// What of `full` is cut, where `own` stands in a paragraph of its own.
    fn cut(full: &str, paragraph: &str, own: &str) -> Vec<String> {
        let text = format!("{full}\n\n{paragraph}");
        let block = |from: usize, to: usize| Block { span: Span::new(from, to), kind: BlockKind::Body, credit: None };
        let blocks = [block(0, full.len()), block(full.len() + 2, text.len())];
        let start = full.len() + 2 + paragraph.find(own).expect("the words stand in the paragraph");
        let article = |text: &str, blocks: Vec<Block>, sha256| crate::Article {
            sha256,
            text: text.into(),
            blocks,
            facts: crate::story::Facts::default(),
            anchors: Vec::new(),
            warnings: Vec::new(),
        };
        let paragraph_alone = article(&text, blocks[1..].to_vec(), [1; 32]);
        let story = Story::new(vec![article(full, blocks[..1].to_vec(), [0; 32]), paragraph_alone]);
        let place =
            |text: &str| story.articles().iter().position(|one| &*one.text == text).expect("it is there") as u32;
        let fuller = Passage { article: place(full), span: Span::new(0, full.len()) };
        let shorter = Passage { article: place(&text), span: Span::new(start, start + own.len()) };
        let segments = wordings(Language::english(), &story, fuller, shorter);
        let cut = segments.iter().filter(|segment| segment.kind == SegmentKind::Cut);
        cut.map(|segment| story.words(segment.passage).to_owned()).collect()
    }

    #[test]
    fn what_is_printed_beside_the_marks_is_not_cut() {
        let full = "Regardless, we know the transfer was peaceful";
        let parted = "“Regardless,” Lowe said, “we know the transfer was peaceful.”";
        assert!(cut(full, parted, "we know the transfer was peaceful").is_empty());
        let full = "There was blood everywhere and shoes";
        assert!(cut(full, "He said there was “blood everywhere”, and left.", "blood everywhere").is_empty());
        let turned = "“We know it was peaceful,” said Lowe. “We have seen the pictures of it.”";
        assert!(
            cut("We know it was peaceful. We have seen the pictures of it", turned, "We know it was peaceful")
                .is_empty()
        );
    }

    #[test]
    fn what_is_printed_nowhere_is_cut() {
        let full = "To all of them, I am deeply sorry that it fell";
        assert_eq!(
            cut(full, "“I am deeply sorry that it fell,” Lowe said.", "I am deeply sorry that it fell"),
            ["To all of them,"]
        );
        let full = "We did not know it";
        assert_eq!(cut(full, "“We did know it,” said Lowe, not a shy woman.", "We did know it"), ["not"]);
    }
}
