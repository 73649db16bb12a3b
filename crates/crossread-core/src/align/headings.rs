//! Headings: an article's own clause that tells what an entry compares, with the place of its value left open.
//!
//! Of every passage of an entry the stretch of its sentence is looked for that says most in at most eighteen words: what
//! most of the entry's sentences name, what its articles' headlines name, and the words that belong together by the
//! parse. The passage whose stretch says most gives the heading.

use crate::annotate::Annotations;
use crate::language::Language;
use crate::language::headings::HeadingWords;
use crate::story::{BlockKind, Passage, Story};
use crossread_language::{Relation, Sentence, Span, Tag, Token, Word};
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// The most words of a heading: what says everything says nothing.
pub(super) const LONGEST: usize = 18;

/// What a word of all the entry's sentences adds, a word of all its headlines, a word of all its articles. A word of some
/// adds its share. What the sentences have in common tells what is compared, the headlines what happened.
const OF_SENTENCES: i64 = 400;
const OF_HEADLINES: i64 = 350;
const OF_ARTICLES: i64 = 120;

/// What a word adds that hangs on the value's own clause: its subject, verb, object, and what describes them.
const OF_CLAUSE: i64 = 250;

/// What a name adds: it tells which of such things is meant.
const OF_NAME: i64 = 60;

/// What it costs to leave out a subject or an object.
const WITHOUT_SUBJECT: i64 = 1000;

/// What it costs to name a subject by a pronoun: who "we" or "it" is stands elsewhere.
const PRONOUN: i64 = 200;

/// What it costs to leave out what tells of a noun which one it is.
const WITHOUT_MORE: i64 = 250;

/// What it costs to tear a phrase apart: "the | tram", "were | killed".
const TORN: i64 = 900;

/// What it costs to stop so few words behind the value, where nobody would pause: what is counted and what happened to it mostly
/// follows, whatever the parse hangs it on. "Since 20 children and six adults | were killed".
const CUT_SHORT: i64 = 2500;
const BEHIND: usize = 3;

/// What it costs to keep a word without what it hangs on; one is free, the clause's own verb.
const LOOSE: i64 = 250;

/// What a stretch gains by beginning, and by ending, where a reader would pause.
const AT_REST: i64 = 150;

/// What each word costs, so that of two that say the same the shorter stands.
const LENGTH: i64 = 12;

/// Passages of one entry that are looked at: more say nothing new.
const LOOKED_AT: usize = 80;

/// An article's own clause that tells what an entry compares, to be shown with the place of the value left open:
/// "___ people were still missing". At most eighteen words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Heading {
    /// The clause.
    pub passage: Passage,
    /// Where in it the value stands, within [`Heading::passage`]; empty where the clause is itself what is compared, an
    /// utterance with its speaker.
    pub gap: Span,
}

/// Finds headings in the articles of a story.
pub struct Headings<'a> {
    language: &'a Language,
    story: &'a Story,
    annotations: &'a [Annotations],
    /// For each article its telling words and those of its headline, each sorted.
    words: Vec<[Vec<Word>; 2]>,
}

impl<'a> Headings<'a> {
    /// `annotations[i]` is what was found in `story.articles()[i]`.
    pub fn new(language: &'a Language, story: &'a Story, annotations: &'a [Annotations]) -> Headings<'a> {
        let words = story.articles().iter().zip(annotations).map(|(article, found)| {
            let title = article.blocks.iter().find(|block| block.kind == BlockKind::Title).map(|block| block.span);
            let in_title = |sentence: &&Sentence| title.is_some_and(|title| title.contains(sentence.span));
            [set(language, &found.sentences, |_| true), set(language, &found.sentences, in_title)]
        });
        Headings { language, story, annotations, words: words.collect() }
    }

    /// The heading of an entry with these passages, each the words of a value; of those the first counts where all say
    /// the same.
    pub(super) fn find(&self, values: &[Passage]) -> Option<Heading> {
        // A text printed again says nothing new.
        let mut texts: HashSet<([u8; 32], Span)> = HashSet::new();
        let sha = |passage: &Passage| self.story.articles()[passage.article as usize].sha256;
        let mut values: Vec<Passage> =
            values.iter().copied().filter(|passage| texts.insert((sha(passage), passage.span))).collect();
        values.sort_by_key(|passage| (sha(passage), passage.span));
        let values = &values[..values.len().min(LOOKED_AT)];
        let weights = HeadingWeights::new(self, values);
        let stretches = values.iter().filter_map(|&value| {
            let text = &self.story.articles()[value.article as usize].text;
            let sentence = self.sentence(value)?;
            let (says, span) = stretch(self.language, text, sentence, value.span, &weights)?;
            Some((says, Heading { passage: Passage { article: value.article, span }, gap: value.span }))
        });
        // Of equals the first, by its words: articles may stand in any order.
        let words = |heading: &Heading| self.story.words(heading.passage);
        let better = |a: &(i64, Heading), b: &(i64, Heading)| {
            a.0.cmp(&b.0).then_with(|| words(&b.1).cmp(words(&a.1))).then_with(|| b.1.cmp(&a.1))
        };
        stretches.max_by(better).map(|(_, heading)| heading)
    }

    /// The sentence that holds a passage whole.
    fn sentence(&self, passage: Passage) -> Option<&'a Sentence> {
        let sentences = self.annotations[passage.article as usize].sentences_in(passage.span);
        sentences.iter().find(|sentence| sentence.span.contains(passage.span))
    }
}

/// The telling words of some sentences, sorted, each once.
fn set<'s>(language: &Language, sentences: &'s [Sentence], of: impl Fn(&&'s Sentence) -> bool) -> Vec<Word> {
    let telling = |token| telling(language, token);
    let words = sentences.iter().filter(of).flat_map(|sentence| &sentence.tokens).filter_map(telling);
    words.collect::<BTreeSet<Word>>().into_iter().collect()
}

/// The word by which a token tells what is spoken of, if it does.
fn telling(language: &Language, token: &Token) -> Option<Word> {
    let tells = matches!(token.tag, Tag::Noun | Tag::Propn | Tag::Verb | Tag::Adj)
        && token.span.len() > 2
        && !language.accounts.everyday.has(token.lemma);
    tells.then_some(token.lemma)
}

/// What each word adds to a heading of one entry.
struct HeadingWeights(BTreeMap<Word, i64>);

impl HeadingWeights {
    fn new(headings: &Headings, values: &[Passage]) -> HeadingWeights {
        let mut weights: BTreeMap<Word, i64> = BTreeMap::new();
        let mut texts: BTreeMap<[u8; 32], u32> = BTreeMap::new();
        for value in values {
            let article = &headings.story.articles()[value.article as usize];
            texts.entry(article.sha256).or_insert(value.article);
            let Some(sentence) = headings.sentence(*value) else { continue };
            for word in set(headings.language, std::slice::from_ref(sentence), |_| true) {
                *weights.entry(word).or_insert(0) += OF_SENTENCES / values.len() as i64;
            }
        }
        let share = |most: i64| most / texts.len().max(1) as i64;
        for &article in texts.values() {
            let [all, headline] = &headings.words[article as usize];
            for (words, most) in [(all, OF_ARTICLES), (headline, OF_HEADLINES)] {
                words.iter().for_each(|word| *weights.entry(*word).or_insert(0) += share(most));
            }
        }
        HeadingWeights(weights)
    }

    fn of(&self, word: Word) -> i64 {
        self.0.get(&word).copied().unwrap_or(0)
    }
}

/// The stretch of a sentence around a value that says most, and how much.
fn stretch(
    language: &Language,
    text: &str,
    sentence: &Sentence,
    value: Span,
    weights: &HeadingWeights,
) -> Option<(i64, Span)> {
    let own_words = &language.headings;
    let inside = sentence.tokens_in(value);
    if inside.is_empty() {
        return None;
    }
    let own = own_clause(own_words, sentence, inside.clone());
    let credited = usize::from(is_credited(language, text, sentence));
    let mut best: Option<(i64, Span)> = None;
    for first in (0..=inside.start).rev() {
        if words(text, sentence.words(first, inside.end - 1)) > LONGEST {
            break;
        }
        let is_refused = first < credited || !may_begin(own_words, text, sentence, first);
        if is_refused && first < inside.start {
            continue;
        }
        for last in inside.end - 1..sentence.tokens.len() {
            let span = sentence.words(first, last);
            let length = words(text, span);
            if length > LONGEST {
                break;
            }
            if last >= inside.end && !may_end(own_words, text, sentence, last) {
                continue;
            }
            let mut said: BTreeMap<Word, i64> = BTreeMap::new();
            for i in (first..=last).filter(|i| !inside.contains(i)) {
                if let Some(word) = telling(language, &sentence.tokens[i]) {
                    let named = if sentence.tokens[i].tag == Tag::Propn { OF_NAME } else { 0 };
                    let adds = weights.of(word) + named + if own.contains(&i) { OF_CLAUSE } else { 0 };
                    let most = said.entry(word).or_insert(0);
                    *most = adds.max(*most);
                }
            }
            let rounded = i64::from(begins(text, sentence, credited, first)) + i64::from(ends(text, sentence, last));
            let short = last < inside.end + BEHIND - 1 && !ends(text, sentence, last);
            let says = said.values().sum::<i64>() + rounded * AT_REST
                - torn(own_words, sentence, credited..sentence.tokens.len(), first..=last)
                - if dangles(sentence, first) { TORN } else { 0 }
                - if short { CUT_SHORT } else { 0 }
                - LENGTH * length as i64;
            let is_better = |says: i64| best.is_none_or(|(most, _)| says > most);
            if !is_better(says) {
                continue;
            }
            let says = says - if splits_marks(text, span) { TORN } else { 0 };
            if is_better(says) {
                best = Some((says, span));
            }
        }
    }
    best
}

fn words(text: &str, span: Span) -> usize {
    span.of(text).split_whitespace().count()
}

/// The tokens of the value's own clause: its verb, whose arms these are, and what describes them.
fn own_clause(words: &HeadingWords, sentence: &Sentence, value: std::ops::Range<usize>) -> BTreeSet<usize> {
    let head =
        value.clone().find(|&i| sentence.head(i).is_none_or(|head| !value.contains(&head))).unwrap_or(value.start);
    let mut above = sentence.ancestors(head);
    let verb = above.find(|&i| matches!(sentence.tokens[i].tag, Tag::Verb) || sentence.head(i).is_none());
    let verb = verb.unwrap_or(head);
    // Who says so tells nothing of what is said: "the head doctor said 120 wounded".
    if verb != head && words.saying.has(sentence.tokens[verb].lemma) {
        return BTreeSet::new();
    }
    let near = |i: usize| {
        let own = sentence.ancestors(i).take(4).collect::<Vec<usize>>();
        own.contains(&verb) && !own.iter().take_while(|up| **up != verb).any(|&up| parts(sentence.tokens[up].relation))
    };
    (0..sentence.tokens.len()).filter(|&i| near(i)).collect()
}

/// Whether what hangs so begins another clause.
fn parts(relation: Relation) -> bool {
    matches!(
        relation,
        Relation::Advcl | Relation::Parataxis | Relation::Conj | Relation::AclRelcl | Relation::Ccomp | Relation::Appos
    )
}

fn is_mark(text: &str, sentence: &Sentence, i: usize) -> bool {
    sentence.tokens[i].tag == Tag::Punct && !matches!(sentence.tokens[i].span.of(text), "-" | "'" | "’" | "$")
}

/// Whether a sentence begins with the credit of a picture that it stands under: "REUTERS The ferry sank".
fn is_credited(language: &Language, text: &str, sentence: &Sentence) -> bool {
    let word = |at: usize| sentence.tokens.get(at).map_or("", |token| token.span.of(text));
    let is_loud = word(0).len() > 1 && word(0).chars().all(char::is_uppercase);
    is_loud && language.names.picture_credits.has_in_any_case(word(0)) && word(1).starts_with(char::is_uppercase)
}

/// Whether a heading may begin with token `i`: no mark, no "and", none that is glued to the one before.
fn may_begin(words: &HeadingWords, text: &str, sentence: &Sentence, i: usize) -> bool {
    let token = &sentence.tokens[i];
    let glued = i > 0 && sentence.tokens[i - 1].span.end == token.span.start && !is_mark(text, sentence, i - 1);
    // "The attack | that killed 14 people": the word stands for what is left out.
    let stands_for = token.tag == Tag::Pron
        && words.asking.has(token.lemma)
        && sentence.head(i).is_some_and(|verb| sentence.tokens[verb].relation == Relation::AclRelcl);
    !is_mark(text, sentence, i) && token.tag != Tag::Cconj && !glued && !stands_for
}

/// Whether a heading may end with token `i`.
fn may_end(words: &HeadingWords, text: &str, sentence: &Sentence, i: usize) -> bool {
    let token = &sentence.tokens[i];
    let glued = sentence.tokens.get(i + 1).is_some_and(|next| next.span.start == token.span.end)
        && !is_mark(text, sentence, i + 1);
    // "Remains on its side next to where", "the people who".
    let asks = matches!(token.tag, Tag::Adv | Tag::Pron) && words.asking.has(token.lemma);
    let open = asks || matches!(token.tag, Tag::Cconj | Tag::Det | Tag::Adp | Tag::Sconj | Tag::Aux | Tag::Part);
    !is_mark(text, sentence, i) && !open && !glued
}

/// Whether a stretch begins where a reader would: behind a mark, or where another clause is joined.
fn begins(text: &str, sentence: &Sentence, credited: usize, first: usize) -> bool {
    let at_rest = |first: usize| first <= credited || is_mark(text, sentence, first - 1) || joins(sentence, first - 1);
    // "…, for | US air strikes in Kunduz": the preposition leads on, the phrase is whole.
    at_rest(first) || (dangles(sentence, first - 1) && at_rest(first - 1))
}

/// Whether it ends where a reader would pause.
fn ends(text: &str, sentence: &Sentence, last: usize) -> bool {
    let next = last + 1;
    next == sentence.tokens.len() || is_mark(text, sentence, next) || joins(sentence, next)
}

/// Whether a word joins another clause; "to" only lengthens the one at hand.
fn joins(sentence: &Sentence, i: usize) -> bool {
    let token = &sentence.tokens[i];
    matches!(token.relation, Relation::Cc | Relation::Mark) && token.tag != Tag::Part
}

/// Whether a stretch would begin with a preposition that leads on from what stands before it: "was charged | with 269 counts", "angered many |
/// by saying so".
fn dangles(sentence: &Sentence, first: usize) -> bool {
    let leads = |&noun: &usize| sentence.head(noun).is_some_and(|above| above < first);
    let token = &sentence.tokens[first];
    let is_preposition = token.relation == Relation::Case || token.relation == Relation::Mark && token.tag == Tag::Adp;
    is_preposition && sentence.head(first).filter(leads).is_some()
}

/// What it costs to cut a sentence so: to take of what is told in it, without a picture's credit, what is inside.
fn torn(
    words: &HeadingWords,
    sentence: &Sentence,
    told: std::ops::Range<usize>,
    inside: std::ops::RangeInclusive<usize>,
) -> i64 {
    let (first, last) = (*inside.start(), *inside.end());
    let (mut cost, mut loose) = (0, 0);
    for (i, token) in told.map(|i| (i, &sentence.tokens[i])) {
        let Some(head) = sentence.head(i) else {
            loose += i64::from(inside.contains(&i));
            continue;
        };
        match (inside.contains(&i), inside.contains(&head)) {
            (true, false) => {
                loose += i64::from(token.tag != Tag::Punct);
                cost += hangs(token, head < first) + second_verb(sentence, i, head < first);
            }
            (false, true) => cost += left_out(words, token, i > last),
            (true, true) if token.relation.is_subject() && is_pointing(words, token) => cost += PRONOUN,
            _ => {}
        }
    }
    // "The capital known | as Dorn": a participle that describes a noun is nothing without what follows.
    let describes = sentence.tokens[last].relation == Relation::Acl && sentence.tokens[last].tag == Tag::Verb;
    if describes && sentence.children(last).any(|child| child > last && sentence.tokens[child].tag != Tag::Punct) {
        cost += TORN;
    }
    cost + LOOSE * (loose - 1).max(0)
}

/// Whether a subject stands for what is named elsewhere: "it", "these".
fn is_pointing(words: &HeadingWords, token: &Token) -> bool {
    words.pronouns.has(token.lemma) || token.tag == Tag::Pron && words.pointers.has(token.word)
}

/// What it costs to keep the second of two verbs without the subject that both have: "killed 14 people and | injured 21".
fn second_verb(sentence: &Sentence, i: usize, in_front: bool) -> i64 {
    let token = &sentence.tokens[i];
    let is_second = in_front && token.relation == Relation::Conj && token.tag == Tag::Verb;
    if is_second && sentence.subject(i).is_none() { TORN } else { 0 }
}

/// What it costs to keep a word without the one that it hangs on: "London mayor Sadiq Khan | visited", "when a tram | caught".
fn hangs(token: &Token, in_front: bool) -> i64 {
    match token.relation {
        relation if tight(relation) => TORN,
        relation if relation.is_subject() || matches!(relation, Relation::Obj | Relation::Mark) => TORN,
        Relation::Cc => TORN / 2,
        // "The attack | that killed 14 people".
        Relation::AclRelcl if in_front => TORN,
        // "The accident happened | on a sharp curve".
        Relation::Nmod | Relation::Obl | Relation::OblAgent | Relation::Acl if in_front => WITHOUT_MORE,
        // "Smith is scheduled | to testify".
        Relation::Xcomp if in_front => WITHOUT_SUBJECT,
        _ => 0,
    }
}

/// What it costs to leave out a word that hangs on one that is kept, in front or behind.
fn left_out(words: &HeadingWords, token: &Token, behind: bool) -> i64 {
    match token.relation {
        relation if tight(relation) => TORN,
        relation if relation.is_subject() => WITHOUT_SUBJECT,
        // "To indicate there | was an attack".
        Relation::Expl => WITHOUT_SUBJECT,
        // "When Rajai Davis hit | a homer".
        Relation::Obj if behind => TORN,
        Relation::Obj => WITHOUT_SUBJECT,
        Relation::Xcomp | Relation::Ccomp if behind => TORN,
        // "If | Putin was not mentioned" is another matter than that he was not.
        Relation::Mark if !words.plain_marks.has(token.lemma) => TORN,
        // "The associates | of the leader", "died | in the crash".
        Relation::Nmod | Relation::Acl if behind => WITHOUT_MORE,
        Relation::Obl if behind => WITHOUT_MORE / 2,
        _ => 0,
    }
}

/// Whether a word that hangs so belongs right to its head.
fn tight(relation: Relation) -> bool {
    use Relation::*;
    matches!(
        relation,
        Det | Case | Amod | Compound | CompoundPrt | Flat | Nummod | Aux | AuxPass | Cop | Fixed | NmodPoss | Goeswith
    )
}

/// Marks that come in pairs.
const PAIRS: [(char, char); 5] = [('“', '”'), ('«', '»'), ('„', '“'), ('(', ')'), ('"', '"')];

/// A heading with the quotation mark or bracket right before or behind it whose other half it holds: no mark stands alone
/// where its fellow is next to it.
pub(super) fn with_marks(text: &str, span: Span) -> Span {
    let mut whole = span;
    for (open, close) in PAIRS {
        let words = whole.of(text);
        let [opened, closed] = [open, close].map(|mark| words.matches(mark).count());
        // A straight mark may open or close: by the side on which a word stands.
        let opens_here = || words.split_whitespace().any(|word| word.starts_with('"'));
        let alone = if open == close { opened % 2 == 1 } else { opened != closed };
        if !alone {
            continue;
        }
        let lacks_opening = if open == close { !opens_here() } else { closed > opened };
        if lacks_opening && text[..whole.range().start].ends_with(open) {
            whole.start -= open.len_utf8() as u32;
        } else if !lacks_opening && text[whole.range().end..].starts_with(close) {
            whole.end += close.len_utf8() as u32;
        }
    }
    whole
}

/// Whether a heading would begin or end inside a quotation of which it holds only one mark.
fn splits_marks(text: &str, span: Span) -> bool {
    let whole = with_marks(text, span).of(text);
    let is_split = |&(open, close): &(char, char)| match (open, close) {
        ('"', _) => whole.matches(open).count() % 2 == 1,
        // In German what closes an English quotation opens one.
        ('„', _) => false,
        _ => {
            let mut depth = 0;
            let steps = whole.chars().map(|c| i32::from(c == open) - i32::from(c == close));
            let fell = steps.map(|step| (depth += step, depth).1).any(|depth| depth < 0);
            fell || depth != 0
        }
    };
    PAIRS.iter().any(is_split)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_takes_the_mark_that_stands_next_to_it() {
        let of = |text: &str, words: &str| {
            let start = text.find(words).unwrap_or(0);
            with_marks(text, Span::new(start, start + words.len())).of(text).to_owned()
        };
        assert_eq!(of("“We were told,” Brandal said.", "We were told,” Brandal said"), "“We were told,” Brandal said");
        assert_eq!(of("He said: \"We were told.\" Then", "He said: \"We were told."), "He said: \"We were told.\"");
        assert_eq!(
            of("\"We were told,\" Brandal said.", "We were told,\" Brandal said"),
            "\"We were told,\" Brandal said"
        );
        assert_eq!(of("Nobody (so far) came.", "Nobody (so far"), "Nobody (so far)");
        let splits = |words: &str| splits_marks(words, Span::new(0, words.len()));
        assert!(splits("critical,” and added it was “grave") && !splits("“critical,” and added it was “grave”"));
        // A mark whose fellow is elsewhere stays as it is.
        assert_eq!(of("“We were told,” Brandal said.", "told,” Brandal said"), "told,” Brandal said");
    }
}
