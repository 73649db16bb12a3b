//! The clause of an article that tells who says what: "The mayor said the toll “may well increase”".

use super::sayings::Saying;
use super::words::normalize;
use crate::align::headings::{Headings, LONGEST};
use crate::annotate::Annotations;
use crate::language::Language;
use crate::story::{Passage, Story};
use crossread_language::{Relation, Span, Tag, Word};
use std::collections::{BTreeMap, BTreeSet};

/// The least words of a heading that is cut short where a sentence ends or pauses.
const ENOUGH: usize = 12;

/// How far a speaker may stand from the words, in bytes: beyond, another sentence stands between.
const FARTHEST: usize = 120;

/// What a heading gains in points by naming the speaker, by a pronoun for the speaker, and by saying so first.
const NAMED: i64 = 8;
const BY_PRONOUN: i64 = 1;
const FIRST: i64 = 2;

/// What it gains where what is said has its subject: "some girls were killed", not "were killed".
const WHOLE: i64 = 5;

/// Words of a heading that cost a point: of two that say the same the shorter stands.
const WORDS_A_POINT: i64 = 4;

/// The clause that says most of what the sayings have in common, with their speaker: of all articles that print one of them.
pub(super) fn find(
    language: &Language,
    (story, annotations): (&Story, &[Annotations]),
    sayings: &[Saying],
    (members, printed): (&[usize], &[usize]),
) -> Option<Passage> {
    let common = common(sayings, members);
    let one_speaker = !is_given_to_two(sayings, printed);
    let mut best: Option<(i64, &str, Passage)> = None;
    for &i in printed {
        let clauses = clauses(language, story, annotations, &sayings[i]);
        // Who said it is what the accounts differ about: no heading tells it.
        let shown = if one_speaker { clauses.len() } else { 1 };
        for (span, speaker) in clauses.into_iter().take(shown) {
            let passage = Passage { span, ..sayings[i].passage };
            let words = story.words(passage);
            let told: BTreeSet<Word> =
                normalize(language, words).split(' ').map(|word| language.telling.stem(word)).collect();
            let said: u32 = common.iter().filter(|(word, _)| told.contains(word)).map(|(_, points)| points).sum();
            if said == 0 && !common.is_empty() {
                // Who says so, and nothing of what is said.
                continue;
            }
            let length = words.split_whitespace().count() as i64;
            let whole =
                if has_subject(&annotations[passage.article as usize], sayings[i].passage.span) { WHOLE } else { 0 };
            let points = i64::from(said) + speaker + whole - length / WORDS_A_POINT;
            // Of equals the first by its words: articles may stand in any order.
            let better = best.is_none_or(|(known, of, at)| {
                (points, std::cmp::Reverse(words), std::cmp::Reverse(passage))
                    > (known, std::cmp::Reverse(of), std::cmp::Reverse(at))
            });
            if better {
                best = Some((points, words, passage));
            }
        }
    }
    best.map(|(_, _, passage)| {
        let span = with_listener(&annotations[passage.article as usize], passage.span);
        Passage { span, ..passage }
    })
}

/// Fewest words of a cut that tell by themselves what was said, and of its sentence around it that tell more.
const FEWEST_OF_CUT: usize = 7;
const FEWEST_AROUND: usize = 3;

/// The clause in which a cut stands that was to head its entry alone: “a trap for the poor” is what "he called the pier “a trap for the
/// poor”" tells.
pub(super) fn around(
    (story, annotations): (&Story, &[Annotations]),
    headings: &Headings,
    cut: Passage,
    printed: &[Passage],
) -> Option<Passage> {
    let text = story.words(cut);
    if text.split_whitespace().count() >= FEWEST_OF_CUT {
        return None;
    }
    let sentence = annotations[cut.article as usize].sentences_in(cut.span).first()?;
    let is_outside = |i: &usize| !cut.span.overlaps(sentence.tokens[*i].span) && sentence.tokens[*i].tag != Tag::Punct;
    let outside = (0..sentence.tokens.len()).filter(is_outside).count();
    let heading = headings.find(printed).filter(|_| outside >= FEWEST_AROUND)?;
    (heading.passage.span.len() > cut.span.len()).then_some(heading.passage)
}

/// Whether two people are named as its speakers.
fn is_given_to_two(sayings: &[Saying], printed: &[usize]) -> bool {
    let named = printed.iter().map(|&i| &sayings[i].speaker).filter(|speaker| speaker.is_named_person);
    named.filter_map(|speaker| speaker.named?.1).collect::<BTreeSet<u32>>().len() > 1
}

/// Whether a verb's subject stands among the words.
fn has_subject(found: &Annotations, words: Span) -> bool {
    let is_subject = |relation: Relation| relation.is_subject() || relation == Relation::Expl;
    found.tokens_in(words).any(|token| is_subject(token.relation) && words.contains(token.span))
}

/// The telling words that two articles or more have in their sayings; all of them where none is in two.
fn common(sayings: &[Saying], members: &[usize]) -> BTreeMap<Word, u32> {
    let mut held: BTreeMap<Word, (u32, BTreeSet<u32>)> = BTreeMap::new();
    for &i in members {
        for (&word, &points) in &sayings[i].telling {
            let (known, articles) = held.entry(word).or_insert((points, BTreeSet::new()));
            *known = points.min(*known);
            articles.insert(sayings[i].passage.article);
        }
    }
    let several = held.values().any(|(_, articles)| articles.len() > 1);
    let kept = held.into_iter().filter(|(_, (_, articles))| !several || articles.len() > 1);
    kept.map(|(word, (points, _))| (word, points)).collect()
}

/// The clauses around a saying that may stand for it, each with what its speaker adds.
fn clauses(language: &Language, story: &Story, annotations: &[Annotations], saying: &Saying) -> Vec<(Span, i64)> {
    let article = saying.passage.article as usize;
    let text = &story.articles()[article].text;
    let words = saying.passage.span;
    let mut all = vec![(from_front(language, text, words), 0)];
    let quote = &annotations[article].quotes[saying.quote as usize];
    let Some(speaker) = quote.speaker else { return all };
    let who = speaker.span.of(text);
    let points = || tells(language, Word::lowered(who), &normalize(language, who));
    let is_pronoun = who.split_whitespace().count() == 1 && points() == 0;
    let worth = if is_pronoun { BY_PRONOUN } else { NAMED };
    let report = quote.cue.map_or(speaker.span, |cue| speaker.span.cover(cue));
    let together = words.cover(report);
    let apart = together.len().saturating_sub(words.len() + report.len());
    let between = Span { start: words.end.min(report.end), end: words.start.max(report.start) };
    let is_near = apart <= FARTHEST && !(between.start < between.end && between.of(text).contains('\n'));
    if !is_near || report.len() > FARTHEST || words.overlaps(speaker.span) {
        return all;
    }
    if speaker.span.start < words.start {
        // "“We wait,” he said. “For now”": who said it is told with what was said before, and a pronoun tells nobody.
        if is_pronoun && ends_a_sentence(&annotations[article], report, words) {
            return all;
        }
        all.push((from_front(language, text, together), worth + FIRST));
    } else {
        all.push((from_back(text, together), worth));
    }
    all
}

/// The most tokens of whoever is told something, and of a name: "the Ostrel Times - News".
const LONGEST_LISTENER: usize = 4;
const LONGEST_NAME: usize = 8;

/// Words that end in a verb with who is told, right behind it: "“We wait,” Sarn told \[the Ostrel Post\]".
fn with_listener(found: &Annotations, words: Span) -> Span {
    let Some(sentence) = found.sentences_in(words).last() else { return words };
    let inside = sentence.tokens_in(words);
    let Some(verb) = inside.clone().next_back().filter(|&last| sentence.tokens[last].tag == Tag::Verb) else {
        return words;
    };
    let hears = |&child: &usize| matches!(sentence.tokens[child].relation, Relation::Iobj | Relation::Obj);
    let Some(listener) = sentence.children(verb).filter(hears).find(|&child| child > verb) else { return words };
    let (first, last) = sentence.subtree(listener);
    let is_name = (listener..=last).all(|i| matches!(sentence.tokens[i].tag, Tag::Propn | Tag::Punct));
    let longest = if is_name { LONGEST_NAME } else { LONGEST_LISTENER };
    let is_next = first == inside.end && last < inside.end + longest;
    if is_next { words.cover(sentence.tokens[last].span) } else { words }
}

/// Whether a report stands in another sentence than the words behind it, and not at its beginning.
fn ends_a_sentence(found: &Annotations, report: Span, words: Span) -> bool {
    let Some(sentence) = found.sentences_in(report).first() else { return false };
    let is_aside = !sentence.span.overlaps(words);
    let opens = sentence.tokens.first().is_some_and(|first| first.span.end > report.start);
    is_aside && !opens
}

/// How much a word tells that is `plain` in small letters without marks.
fn tells(language: &Language, word: Word, plain: &str) -> u32 {
    language.telling.points(word, language.telling.stem(plain))
}

/// The first words of a span, cut where a sentence ends, else at a mark, else where no small word is left hanging.
fn from_front(language: &Language, text: &str, span: Span) -> Span {
    let words: Vec<&str> = span.of(text).split_whitespace().collect();
    if words.len() <= LONGEST {
        return span.trim(text);
    }
    let end_of = |n: usize| end_in(span.of(text), words[n - 1]);
    let counts = |least: usize| (least..=LONGEST).rev();
    let hangs = |word: &&str| {
        let plain = normalize(language, word);
        tells(language, Word::of(&plain), &plain) == 0 && !word.ends_with(|c: char| !c.is_alphanumeric())
    };
    let kept = counts(ENOUGH)
        .find(|&n| ends_with(words[n - 1], &SENTENCE_ENDS))
        .or_else(|| counts(ENOUGH).find(|&n| ends_with(words[n - 1], &PAUSES)))
        .or_else(|| counts(LONGEST / 2).find(|&n| !hangs(&words[n - 1])))
        .unwrap_or(LONGEST);
    span.at(0..end_of(kept)).trim(text)
}

/// The last words of a span, from where a sentence begins, else from behind a mark.
fn from_back(text: &str, span: Span) -> Span {
    let words: Vec<&str> = span.of(text).split_whitespace().collect();
    let Some(earliest) = words.len().checked_sub(LONGEST).filter(|&first| first > 0) else { return span.trim(text) };
    let firsts = || earliest..=words.len() - ENOUGH;
    let begins = firsts()
        .find(|&n| ends_with(words[n - 1], &SENTENCE_ENDS))
        .or_else(|| firsts().find(|&n| ends_with(words[n - 1], &PAUSES)))
        .unwrap_or(earliest);
    span.at(end_in(span.of(text), words[begins - 1])..span.len()).trim(text)
}

/// Where in a text one of its words ends.
fn end_in(text: &str, word: &str) -> usize {
    word.as_ptr() as usize - text.as_ptr() as usize + word.len()
}

const SENTENCE_ENDS: [char; 3] = ['.', '!', '?'];
const PAUSES: [char; 4] = [',', ';', ':', '—'];

/// Whether a word ends with one of these marks, whatever quotation mark stands behind.
fn ends_with(word: &str, marks: &[char]) -> bool {
    let bare = word.trim_end_matches(['"', '”', '’', '\'', ')']);
    // "Mr.", "U.S."
    let is_short = bare.ends_with('.') && bare.starts_with(char::is_uppercase) && bare.chars().count() <= 4;
    bare.ends_with(marks) && !is_short
}
