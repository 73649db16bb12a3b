//! How alike two sayings are, in points.
//!
//! Words in marks may be cut but keep their order; a report changes tense, person and order, so it is compared by what its
//! words have in common with the other's. What is shared counts by how rarely it is said. How much must be shared
//! depends on who speaks: the same speaker needs least, two whom nobody knows need more, two named people who are not one
//! person need a long run of the same words.

use super::sayings::{Saying, SayingForm};
use crate::language::Language;
use crate::language::sayings::SayingWords;
use crate::language::telling::Worth;
use crossread_language::Word;

/// What a word of the topic tells at most.
const OF_TOPIC: u32 = 1;

/// What must be shared for two to be one.
struct OverlapFloor {
    /// Points of the shared words.
    points: u32,
    /// Their share of the shorter one's, in per cent.
    of_shorter: u32,
    /// Their share of the longer one's.
    of_longer: u32,
    /// How many words they are.
    words: usize,
}

/// Of two in marks whose speakers may be one or are not known, and of the same speaker. Read on the seven stories for
/// looking at: half of a sentence with less in common was another sentence of one speech.
const MARKED: [OverlapFloor; 1] = [OverlapFloor { points: 8, of_shorter: 70, of_longer: 0, words: 3 }];
const MARKED_SAME: [OverlapFloor; 1] = [OverlapFloor { points: 5, of_shorter: 60, of_longer: 0, words: 3 }];

/// Of a report and another saying of the same speaker: the less it shares in all, the more of both it must be.
const REPORT_SAME: [OverlapFloor; 3] = [
    OverlapFloor { points: 7, of_shorter: 40, of_longer: 20, words: 2 },
    OverlapFloor { points: 5, of_shorter: 50, of_longer: 25, words: 2 },
    OverlapFloor { points: 3, of_shorter: 50, of_longer: 34, words: 2 },
];

/// The same where nobody knows who speaks in one of them.
const REPORT: [OverlapFloor; 2] = [
    OverlapFloor { points: 9, of_shorter: 60, of_longer: 30, words: 3 },
    OverlapFloor { points: 7, of_shorter: 80, of_longer: 60, words: 3 },
];

/// Of two people's words: only a run of words that nobody says twice, long or telling.
const OTHER_RUN: [(usize, u32); 2] = [(5, 10), (8, 5)];
const OTHER_SHARE: usize = 80;

/// Share of the shorter one's words, in per cent, that stand in one run where the words count as the same to the letter,
/// and the fewest words of such a run.
const TO_THE_LETTER: usize = 80;
const FEWEST_TO_THE_LETTER: usize = 3;

/// Fewest points of words that are the same to the letter: below, "we don't know" joins strangers.
const POINTS_TO_THE_LETTER: u32 = 4;

/// Words of a cut that stands whole in the other's, of the same speaker, from which on they tell enough, everyday words as
/// they may be: "help him and his team".
const LONG_CUT: usize = 4;

/// Quoted words of the same speaker, too few to tell by themselves ("significant"): what they and the rest of their
/// sentences must share.
const POINTS_OF_FEW: u32 = 2;
const POINTS_AROUND_FEW: u32 = 3;
const FEWEST_AROUND: usize = 2;

/// Words of a cut that stands whole in another cut of few words, unless two speak. Two outlets of one story seldom set marks around
/// the same few words by chance.
const FEWEST_OF_PHRASE: usize = 2;
const LONGEST_PHRASE: usize = 7;

/// Most words of a phrase that two may well use, each in a sentence of their own.
const LONGEST_OF_ANOTHER: usize = 3;

/// Words in marks from which on they are one utterance of two people, one of whom is taken for the other.
const FEWEST_OF_TWO: usize = 6;

/// How the speakers of two sayings stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Speakers {
    /// Two named people.
    Other,
    /// Of one of them nobody knows.
    Unknown,
    /// They may be one: a body and somebody of it, two groups called the same.
    MayBe,
    /// One.
    Same,
}

/// What two sayings share.
#[derive(Clone, Copy, Debug)]
pub(super) struct Overlap {
    points: u32,
    of_shorter: u32,
    of_longer: u32,
    words: usize,
}

impl Overlap {
    fn is_at_least(self, least: &[OverlapFloor]) -> bool {
        least.iter().any(|least| {
            self.points >= least.points
                && self.of_shorter >= least.of_shorter
                && self.of_longer >= least.of_longer
                && self.words >= least.words
        })
    }

    /// Whether each tells most of what the other tells.
    pub(super) fn is_most_of_both(self) -> bool {
        self.of_longer >= MOST_OF_BOTH
    }
}

/// Share of the longer one's points, in per cent, from which on two reports are of the same words.
const MOST_OF_BOTH: u32 = 50;

/// Sayings with what is needed to compare them.
pub(super) struct SayingLikeness<'a> {
    pub language: &'a Language,
    pub sayings: &'a [Saying],
    /// For each article the stems that it speaks of all the time, sorted.
    pub topics: &'a [Vec<Word>],
}

impl SayingLikeness<'_> {
    /// How alike two sayings are, from 1 to 100; `None` where nothing joins them.
    pub(super) fn points(&self, a: usize, b: usize) -> Option<u32> {
        // A film's title is no part of what is said of it.
        if self.sayings[a].is_title != self.sayings[b].is_title {
            return None;
        }
        let shared = self.shared(a, b).or_else(|| self.everyday(a, b))?;
        let (a, b) = (&self.sayings[a], &self.sayings[b]);
        let speakers = speakers(&self.language.sayings, a, b);
        let (base, fits) = match (a.form, b.form) {
            (SayingForm::Marked, SayingForm::Marked) => {
                let are_one = are_one_in_marks(self.language, (a, b), shared, speakers);
                (50, are_one && !self.is_phrase_of_another(a, b, speakers))
            }
            (SayingForm::Report, _) | (_, SayingForm::Report) => (30, are_one_in_report((a, b), shared, speakers)),
            _ => (40, is_cut_of(self.language, (a, b), shared) && !self.is_phrase_of_another(a, b, speakers)),
        };
        fits.then(|| (base + shared.points + 5 * speakers as u32).min(100))
    }

    /// Whether one is a phrase of a few words that stands in the other, a longer sentence of who knows whom, and little else of their
    /// sentences is the same: the chant “Build the dam!” is no cut of "“first of all they must build the dam,” Sarn wrote".
    fn is_phrase_of_another(&self, a: &Saying, b: &Saying, speakers: Speakers) -> bool {
        let (few, many) = if a.words.len() <= b.words.len() { (a, b) } else { (b, a) };
        if speakers >= Speakers::MayBe
            || few.words.len() > LONGEST_OF_ANOTHER
            || 2 * few.words.len() >= many.words.len()
        {
            return false;
        }
        let is_topic = |word: &Word| {
            [a, b].iter().all(|saying| self.topics[saying.passage.article as usize].binary_search(word).is_ok())
        };
        let around =
            few.around.iter().filter(|(word, _)| !few.telling.contains_key(word)).filter_map(|(word, points)| {
                let other = many.telling.get(word).or_else(|| many.around.get(word))?;
                Some(if is_topic(word) { OF_TOPIC } else { *points.min(other) })
            });
        let around: Vec<u32> = around.collect();
        around.iter().sum::<u32>() < POINTS_AROUND_FEW || around.len() < FEWEST_AROUND
    }

    /// What two sentences in marks share that have everyday words only: nothing that tells, but one may well be the other to the letter.
    fn everyday(&self, a: usize, b: usize) -> Option<Overlap> {
        let is_marked = [a, b].iter().all(|&i| self.sayings[i].form == SayingForm::Marked);
        is_marked.then_some(Overlap { points: 0, of_shorter: 0, of_longer: 0, words: 0 })
    }

    /// What two sayings share; `None` where they share nothing.
    pub(super) fn shared(&self, a: usize, b: usize) -> Option<Overlap> {
        let [a, b] = [a, b].map(|i| &self.sayings[i]);
        let [of_a, of_b] = [a, b].map(|saying| &self.topics[saying.passage.article as usize]);
        let is_topic = |word: &Word| of_a.binary_search(word).is_ok() && of_b.binary_search(word).is_ok();
        // In a report names tell of whom, not what: "Crown Prince Olaf of Velmark" is five words.
        let is_report = a.form == SayingForm::Report || b.form == SayingForm::Report;
        let is_name = |word: &Word| is_report && (a.names.contains(word) || b.names.contains(word));
        let told =
            |word: &Word, points: u32| if is_topic(word) || is_name(word) { points.min(OF_TOPIC) } else { points };
        let (few, many) = if a.telling.len() <= b.telling.len() { (a, b) } else { (b, a) };
        let both = few.telling.iter().filter_map(|(word, points)| Some((word, *points.min(many.telling.get(word)?))));
        let (points, words) = both.fold((0, 0), |(sum, count), (word, points)| {
            (sum + told(word, points), count + usize::from(!is_name(word)))
        });
        if points == 0 {
            return None;
        }
        let all = |saying: &Saying| saying.telling.iter().map(|(word, &points)| told(word, points)).sum::<u32>();
        let (x, y) = (all(a).max(1), all(b).max(1));
        Some(Overlap { points, of_shorter: points * 100 / x.min(y), of_longer: points * 100 / x.max(y), words })
    }
}

/// Whether what two sayings in marks share can be enough for anything that [`are_one_in_marks`] asks. Of most pairs it is not, and their
/// words need not be gone through.
fn may_be_one_in_marks(a: &Saying, b: &Saying, shared: Overlap, speakers: Speakers) -> bool {
    match speakers {
        Speakers::Other => OTHER_RUN.iter().any(|&(_, points)| shared.points >= points),
        Speakers::Unknown => {
            let is_phrase = a.words.len().max(b.words.len()) <= LONGEST_PHRASE && shared.points >= POINTS_OF_FEW;
            is_phrase || shared.points >= POINTS_TO_THE_LETTER || shared.is_at_least(&MARKED)
        }
        Speakers::MayBe | Speakers::Same => true,
    }
}

/// Whether two sayings in marks are one utterance.
fn are_one_in_marks(language: &Language, (a, b): (&Saying, &Saying), shared: Overlap, speakers: Speakers) -> bool {
    let telling = &language.telling;
    if !may_be_one_in_marks(a, b, shared, speakers) {
        return false;
    }
    if loses_not(language, &a.plain, &b.plain)
        || loses_not(language, &b.plain, &a.plain)
        || (speakers < Speakers::MayBe
            && (stands_behind_not(telling, &a.plain, &b.plain) || stands_behind_not(telling, &b.plain, &a.plain)))
        || begins_behind_not(telling, &a.plain, &b.plain)
        || begins_behind_not(telling, &b.plain, &a.plain)
    {
        return false;
    }
    let shorter = a.words.len().min(b.words.len());
    let run = longest_run(&a.words, &b.words);
    if speakers == Speakers::Other {
        let long = OTHER_RUN.iter().any(|&(least, points)| run >= least && shared.points >= points);
        return long && run * 100 >= shorter * OTHER_SHARE;
    }
    // "He said Lowe had lost “public trust”": so few words two people use, whoever "he" is.
    if shorter < FEWEST_OF_TWO && are_two_people(a, b) {
        return false;
    }
    let to_the_letter =
        run * 100 >= shorter * TO_THE_LETTER && run >= FEWEST_TO_THE_LETTER && shared.points >= POINTS_TO_THE_LETTER;
    let is_same = speakers >= Speakers::MayBe;
    to_the_letter
        || is_same && (is_reworded(a, b, shared) || is_nearly_the_same(a, b, shared))
        || is_one_phrase(&language.sayings, a, b, shared)
        || (in_order(a, b) && shared.is_at_least(if is_same { &MARKED_SAME } else { &MARKED }))
        || (is_same
            && run == shorter
            && (run >= LONG_CUT || stands_to_the_letter(a, b) && is_said_of_the_same(a, b, shared)))
}

/// Whether a cut of one word is a word of the other as it stands: “accessed” is no cut of "unauthorized access".
fn stands_to_the_letter(a: &Saying, b: &Saying) -> bool {
    let (few, many) = if a.plain.len() <= b.plain.len() { (a, b) } else { (b, a) };
    few.plain.len() > 1 || few.plain.iter().all(|word| many.plain.contains(word))
}

/// Whether two cuts of as many words, a few, differ in one word around a telling one, and stand in sentences that speak of the same: "completely
/// baseless", "absolutely baseless".
fn is_reworded(a: &Saying, b: &Saying, shared: Overlap) -> bool {
    let (few, many) = (a.words.len(), b.words.len());
    let others = a.words.iter().zip(&b.words).filter(|(one, other)| one != other).count();
    let is_short = few == many && (FEWEST_OF_PHRASE..=LONGEST_REWORDED).contains(&few) && others == 1;
    is_short && shared.points >= POINTS_OF_HEAD && is_said_of_the_same(a, b, shared)
}

/// Most words of a cut of which one was put in other words, and the fewest points of the rest.
const LONGEST_REWORDED: usize = 4;
const POINTS_OF_HEAD: u32 = 3;

/// Whether one has all telling words of the other, and nearly all its words in the same order: "because it was good for the country",
/// "because I believed it was good for the country". Everyday words are enough then.
fn is_nearly_the_same(a: &Saying, b: &Saying, shared: Overlap) -> bool {
    let [shorter, longer] = [a.words.len().min(b.words.len()), a.words.len().max(b.words.len())];
    if shared.of_shorter < 100 || shorter < FEWEST_OF_SENTENCE {
        return false;
    }
    let both = in_common(&a.words, &b.words) * 100;
    both >= shorter * NEARLY_OF_SHORTER && both >= longer * NEARLY_OF_LONGER
}

/// Fewest words of a sentence that is compared by all its words, and what two must share of the shorter and of the longer one's, in per
/// cent. Sentences of one speech begin alike ("I did it because …"), and end in other telling words.
const FEWEST_OF_SENTENCE: usize = 6;
const NEARLY_OF_SHORTER: usize = 80;
const NEARLY_OF_LONGER: usize = 70;

/// Share of the shorter one's telling words, in per cent, that stand in the other in the same order.
const IN_ORDER: usize = 55;

/// Whether most of the shorter one's telling words stand in the other in the same order.
fn in_order(a: &Saying, b: &Saying) -> bool {
    let telling = |saying: &Saying| -> Vec<Word> {
        saying.words.iter().copied().filter(|word| saying.telling.contains_key(word)).collect()
    };
    let (a, b) = (telling(a), telling(b));
    in_common(&a, &b) * 100 >= a.len().min(b.len()) * IN_ORDER
}

/// Whether few words stand in sentences that speak of the same.
fn is_said_of_the_same(a: &Saying, b: &Saying, shared: Overlap) -> bool {
    let around: Vec<u32> = a
        .around
        .iter()
        .filter(|(word, _)| !a.telling.contains_key(word))
        .filter_map(|(word, points)| Some(*points.min(b.around.get(word)?)))
        .collect();
    // "Condemned the annexation as an “Obama disaster”", "to condemn the probe as a “disaster”": around one word another tells that somebody
    // judges, not what.
    let fewest = if a.words.len().min(b.words.len()) == 1 { FEWEST_AROUND } else { 1 };
    let is_of_the_same = around.iter().sum::<u32>() >= POINTS_AROUND_FEW && around.len() >= fewest;
    shared.points >= POINTS_OF_FEW && (is_of_the_same || shared.points >= POINTS_TO_THE_LETTER)
}

/// Whether a report and another saying tell the same.
fn are_one_in_report((a, b): (&Saying, &Saying), shared: Overlap, speakers: Speakers) -> bool {
    let other_figures = !a.figures.is_empty() && !b.figures.is_empty() && a.figures.is_disjoint(&b.figures);
    if speakers == Speakers::Other
        || other_figures
        || a.form == SayingForm::Mention
        || b.form == SayingForm::Mention
        || !have_one_polarity(a, b)
    {
        return false;
    }
    // What nobody is said to have said is seldom what somebody else said.
    let is_nobodys = |one: &Saying, other: &Saying| {
        one.form == SayingForm::Report && one.speaker.named.is_none() && other.form == SayingForm::Marked
    };
    if (is_nobodys(a, b) || is_nobodys(b, a)) && !shared.is_most_of_both() {
        return false;
    }
    shared.is_at_least(if speakers >= Speakers::MayBe { &REPORT_SAME } else { &REPORT })
}

/// Whether words that nobody is said to have used are a cut of the others: "‘Not a swap’".
fn is_cut_of(language: &Language, (a, b): (&Saying, &Saying), shared: Overlap) -> bool {
    if stands_behind_not(&language.telling, &a.plain, &b.plain)
        || stands_behind_not(&language.telling, &b.plain, &a.plain)
    {
        return false;
    }
    let words = &language.sayings;
    let shorter = a.words.len().min(b.words.len());
    let longer = a.words.len().max(b.words.len());
    let tells = shared.points >= POINTS_TO_THE_LETTER && shared.words >= 2 && (shorter > 2 || 2 * shorter >= longer);
    is_one_phrase(words, a, b, shared) || tells && longest_run(&a.words, &b.words) == shorter
}

/// Whether two cuts of a few words are one: "best and final", "best and final offer".
fn is_one_phrase(words: &SayingWords, a: &Saying, b: &Saying, shared: Overlap) -> bool {
    let [shorter, longer] = [a.words.len().min(b.words.len()), a.words.len().max(b.words.len())];
    // "Be okay" is one telling word.
    let tells = a.telling.len().min(b.telling.len()) >= FEWEST_OF_PHRASE || shorter == longer;
    // "Alt-right" is no cut of "this was an alt-right rally", unless one speaks.
    let is_most = 2 * shorter >= longer || speakers(words, a, b) >= Speakers::MayBe;
    let is_short = tells && is_most && shorter >= FEWEST_OF_PHRASE && longer <= LONGEST_PHRASE;
    let is_of_two = entity(a).zip(entity(b)).is_some() && speakers(words, a, b) < Speakers::MayBe;
    is_short && !is_of_two && shared.points >= POINTS_OF_FEW && longest_run(&a.words, &b.words) == shorter
}

/// Who says it, where that is known.
fn entity(saying: &Saying) -> Option<u32> {
    saying.speaker.named.and_then(|(_, entity)| entity)
}

/// Whether two people say them, as far as is known: by name, or by a pronoun that is resolved.
fn are_two_people(a: &Saying, b: &Saying) -> bool {
    let surnames = a.speaker.surname.zip(b.speaker.surname);
    entity(a).zip(entity(b)).is_some_and(|(one, other)| one != other)
        && surnames.is_some_and(|(one, other)| one != other)
}

/// How the speakers of two sayings stand to each other.
pub(super) fn speakers(words: &SayingWords, a: &Saying, b: &Saying) -> Speakers {
    let (Some((_, one)), Some((_, other))) = (a.speaker.named, b.speaker.named) else { return Speakers::Unknown };
    if one.is_some() && one == other {
        return Speakers::Same;
    }
    let shared = a.speaker.words.intersection(&b.speaker.words).count();
    let are_two = a.speaker.surname.zip(b.speaker.surname).is_some_and(|(one, other)| one != other);
    match (one, other) {
        (Some(_), Some(_)) if shared == 0 || are_two => {
            let people = a.speaker.is_named_person && b.speaker.is_named_person;
            if people { Speakers::Other } else { Speakers::Unknown }
        }
        _ if shared > 0 => Speakers::MayBe,
        (None, None) if a.speaker.called == b.speaker.called && !words.pronouns.has(&a.speaker.called) => {
            Speakers::MayBe
        }
        _ => Speakers::Unknown,
    }
}

/// Whether both say that it is so, or both that it is not. To deny that something is not so equals neither.
fn have_one_polarity(a: &Saying, b: &Saying) -> bool {
    let count = |saying: &Saying| u8::from(saying.negative) + u8::from(saying.denied);
    let same = |word: &&Word| a.negated.contains(word) == b.negated.contains(word);
    let both = || a.telling.keys().filter(|word| b.telling.contains_key(word));
    count(a) == count(b) && a.fails == b.fails && (a.denied != b.denied || both().all(|word| same(&word)))
}

/// Whether `a` has a negation somewhere between two words between which `b` has none: the words before and after it
/// stand in `b` side by side, or with the verb that it contracts with.
fn loses_not(language: &Language, a: &[Word], b: &[Word]) -> bool {
    let is_negation = |word: Word| language.telling.is_negation(word);
    let negated: Vec<(Word, Word)> =
        a.windows(3).filter(|three| is_negation(three[1])).map(|three| (three[0], three[2])).collect();
    negated.iter().any(|&(before, after)| {
        let kept = b.windows(3).any(|w| w[0] == before && w[2] == after && is_negation(w[1]));
        let closed = b.windows(2).any(|w| w[0] == before && w[1] == after);
        let other = b.windows(3).any(|w| w[0] == before && w[2] == after && language.sayings.auxiliaries.has(w[1]));
        !kept && (closed || other)
    })
}

/// Whether `a` begins with a negation right behind which `b` begins: "not sufficient to convict" and "sufficient to
/// convict".
fn begins_behind_not(telling: &Worth, a: &[Word], b: &[Word]) -> bool {
    a.len() > 2 && telling.is_negation(a[0]) && b.len() > 1 && a[1..3] == b[..2]
}

/// Whether all of `b` stands in `a` right behind a negation: "build the dam" in "they won't build the dam" says the opposite.
fn stands_behind_not(telling: &Worth, a: &[Word], b: &[Word]) -> bool {
    b.len() > 1 && a.windows(b.len() + 1).any(|w| telling.is_negation(w[0]) && w[1..] == *b)
}

/// Length of the longest run of words that stands in both.
fn longest_run(a: &[Word], b: &[Word]) -> usize {
    let mut row = vec![0; b.len() + 1];
    let mut longest = 0;
    for x in a {
        let mut diagonal = 0;
        for (j, y) in b.iter().enumerate() {
            let up = row[j + 1];
            row[j + 1] = if x == y { diagonal + 1 } else { 0 };
            longest = longest.max(row[j + 1]);
            diagonal = up;
        }
    }
    longest
}

/// Length of the longest common subsequence.
fn in_common(a: &[Word], b: &[Word]) -> usize {
    let mut row = vec![0; b.len() + 1];
    for x in a {
        let mut diagonal = 0;
        for (j, y) in b.iter().enumerate() {
            let up = row[j + 1];
            row[j + 1] = if x == y { diagonal + 1 } else { up.max(row[j]) };
            diagonal = up;
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::super::words::normalize;
    use super::*;

    fn words(text: &str) -> Vec<Word> {
        normalize(Language::english(), text).split(' ').map(Word::of).collect()
    }

    #[test]
    fn a_lost_not_is_noticed() {
        let loses = |a: &str, b: &str| loses_not(Language::english(), &words(a), &words(b));
        assert!(loses("We will not leave the harbor", "We will leave the harbor"));
        assert!(loses("We won’t leave the harbor", "We will leave the harbor"));
        assert!(!loses("We will not leave the harbor", "We will not leave"));
        assert!(!loses("We have no money. We will stay", "We will stay"));
    }

    #[test]
    fn runs_and_common_words_keep_their_order() {
        assert_eq!(in_common(&words("a b c d"), &words("a c b d")), 3);
        assert_eq!(longest_run(&words("a b c d"), &words("x b c y d")), 2);
        assert_eq!(in_common(&words("a"), &words("b")), 0);
    }
}
