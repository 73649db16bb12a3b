//! Which sayings of different articles are one: the same utterance in the same words, cut or reported ([`EntryKind::Quote`]),
//! or the same claim in other words ([`EntryKind::Claim`]).
//!
//! Utterances are compared sentence by sentence ([`sayings`]): outlets cut a speech as they like, and two that print
//! different halves of it share nothing. Sayings that share telling words are looked at, how alike they are is said in
//! points ([`likeness`]), and the most alike are joined first. A saying goes to a group only when it is like half of
//! the group, so a phrase that two utterances share never joins them. Sentences that stand side by side wherever they
//! are printed are one utterance in the end.

mod heading;
mod likeness;
mod sayings;
pub(super) mod words;

pub(crate) use words::normalize;

use super::{Matter, Witness};
use crate::align::entities::Entities;
use crate::align::headings::Headings;
use crate::align::matters::{Aspect, EntryKind, Heading, JoinReason, JoinSign, Value};
use crate::align::progress::{self, ProgressListener, ProgressShare};
use crate::annotate::Annotations;
use crate::annotate::figures::Status;
use crate::annotate::quotes::{Quote, QuoteKind};
use crate::language::Language;
use crate::story::{BlockKind, Passage, Story};
use crossread_language::{Span, Tag, Word};
use likeness::SayingLikeness;
use rayon::prelude::*;
use sayings::{A_RUN, Saying, SayingForm};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// A word that stands in more sayings than this makes no candidates. Keeps the cost linear.
const STOCK: usize = 60;

/// Points of a word that make candidates by itself; of everyday words it takes two.
const CANDIDATE: u32 = 2;

/// Pairs of two groups that are looked at before they are joined. Keeps the cost linear; groups of more members hardly
/// exist once a text printed again is left out.
const CROSSING: usize = 900;

/// The utterances and claims that two or more articles give.
pub(super) fn find(
    language: &Language,
    (story, annotations): (&Story, &[Annotations]),
    (found, headings): (&Entities, &Headings),
    heard: ProgressListener,
) -> Vec<Matter> {
    let sayings = sayings::read(language, story, annotations, found);
    let topics = sayings::topics(language, story, annotations);
    let (firsts, prints) = printed_again(story, &sayings);
    let likeness = SayingLikeness { language, sayings: &sayings, topics: &topics };
    let pairs = alike(&likeness, &firsts, (heard, progress::quotes(annotations)));
    let groups = groups(&sayings, &firsts, &pairs);
    let utterances = side_by_side(annotations, &sayings, groups);
    let table = SayingTable { story, annotations, headings, likeness, prints };
    utterances.par_iter().filter_map(|utterance| table.matter(utterance)).collect()
}

/// Without matters whose passages all stand in another's: a word out of an utterance is no second utterance.
pub(super) fn without_parts(matters: Vec<Matter>) -> Vec<Matter> {
    let mut held: BTreeMap<u32, Vec<(Span, usize)>> = BTreeMap::new();
    for (m, matter) in matters.iter().enumerate() {
        for witness in &matter.witnesses {
            held.entry(witness.passage.article).or_default().push((witness.passage.span, m));
        }
    }
    let around = |witness: &Witness, m: usize| -> BTreeSet<usize> {
        let others = held[&witness.passage.article].iter();
        let longer = others.filter(|(span, other)| {
            *other != m && span.contains(witness.passage.span) && *span != witness.passage.span
        });
        longer.map(|(_, other)| *other).collect()
    };
    let is_part = |(m, matter): &(usize, Matter)| {
        let mut holders = matter.witnesses.iter().map(|witness| around(witness, *m));
        let first = holders.next().unwrap_or_default();
        let all = holders.fold(first, |all, one| &all & &one);
        !all.is_empty()
    };
    let parts: Vec<bool> = matters.iter().cloned().enumerate().map(|one| is_part(&one)).collect();
    matters.into_iter().zip(parts).filter(|(_, is_part)| !is_part).map(|(matter, _)| matter).collect()
}

/// The sayings to compare, one of each wording, voice and form; and for each of them all that are the same.
fn printed_again(story: &Story, sayings: &[Saying]) -> (Vec<usize>, BTreeMap<usize, Vec<usize>>) {
    let mut first_of: HashMap<(SayingForm, &str, Option<u32>, &str), usize> = HashMap::new();
    let mut prints: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    // Of equals the one whose text has the smallest hash stands for all: articles may come in any order.
    let mut order: Vec<usize> = (0..sayings.len()).collect();
    order.sort_by_key(|&i| {
        let passage = sayings[i].passage;
        (story.articles()[passage.article as usize].sha256, passage.span, passage.article)
    });
    for i in order {
        let saying = &sayings[i];
        let entity = saying.speaker.named.and_then(|(_, entity)| entity);
        let key = (saying.form, saying.normalized.as_str(), entity, saying.speaker.called.as_str());
        let first = *first_of.entry(key).or_insert(i);
        prints.entry(first).or_default().push(i);
    }
    (prints.keys().copied().collect(), prints)
}

/// Pairs of sayings that something joins, the most alike first; so many quotes are heard to be compared.
fn alike(
    likeness: &SayingLikeness,
    firsts: &[usize],
    (heard, quotes): (ProgressListener, usize),
) -> Vec<(u32, usize, usize)> {
    let sayings = likeness.sayings;
    let mut by_word: HashMap<Word, Vec<usize>> = HashMap::new();
    for &i in firsts {
        for word in sayings[i].telling.keys() {
            by_word.entry(*word).or_default().push(i);
        }
    }
    by_word.retain(|_, holders| holders.len() > 1 && holders.len() <= STOCK);
    let passage = |i: usize| sayings[i].passage;
    // What each earlier saying shares with the one at hand.
    let mut points_of: Vec<u32> = vec![0; sayings.len()];
    let mut earlier: Vec<usize> = Vec::new();
    let mut worth: Vec<(usize, usize)> = Vec::new();
    for &b in firsts {
        for word in sayings[b].telling.keys() {
            let holders = by_word.get(word).into_iter().flatten();
            for &a in holders.take_while(|&&a| a < b) {
                if points_of[a] == 0 {
                    earlier.push(a);
                }
                points_of[a] += sayings[a].telling[word];
            }
        }
        for a in earlier.drain(..) {
            let overlaps = passage(a).article == passage(b).article && passage(a).span.overlaps(passage(b).span);
            if std::mem::take(&mut points_of[a]) >= CANDIDATE && !overlaps {
                worth.push((a, b));
            }
        }
    }
    worth.extend(in_same_run(sayings, firsts));
    worth.sort_unstable();
    worth.dedup();
    let compared = ProgressShare::of_pairs(heard, quotes, worth.len());
    let weighed = |(number, (a, b)): (usize, (usize, usize))| {
        compared.pair(number);
        likeness.points(a, b).map(|points| (points, a, b))
    };
    let mut pairs: Vec<(u32, usize, usize)> = worth.into_par_iter().enumerate().filter_map(weighed).collect();
    pairs.sort_by_key(|&(points, a, b)| (std::cmp::Reverse(points), passage(a), passage(b), a, b));
    pairs
}

/// Pairs of sayings in marks by one speaker that have a run of words in common, everyday words as they may be.
fn in_same_run(sayings: &[Saying], firsts: &[usize]) -> Vec<(usize, usize)> {
    let mut holders: HashMap<(u32, &[Word]), Vec<usize>> = HashMap::new();
    let by_somebody = |&i: &usize| {
        let entity = sayings[i].speaker.named.and_then(|(_, entity)| entity);
        Some((i, entity.filter(|_| sayings[i].form == SayingForm::Marked)?))
    };
    for (i, entity) in firsts.iter().filter_map(by_somebody) {
        for run in sayings[i].plain.windows(A_RUN) {
            let known = holders.entry((entity, run)).or_default();
            if known.last() != Some(&i) {
                known.push(i);
            }
        }
    }
    let passage = |i: usize| sayings[i].passage;
    let mut pairs = Vec::new();
    for known in holders.into_values().filter(|known| known.len() <= STOCK) {
        let all = known.iter().enumerate().flat_map(|(n, &b)| known[..n].iter().map(move |&a| (a.min(b), a.max(b))));
        pairs.extend(all.filter(|&(a, b)| passage(a).article != passage(b).article));
    }
    pairs
}

/// Groups of sayings that are one: the most alike join first, and two groups only where half of their pairs are alike.
/// Two of one article tell nothing of that: it may say a thing twice in other words.
fn groups(sayings: &[Saying], firsts: &[usize], pairs: &[(u32, usize, usize)]) -> Vec<Vec<usize>> {
    let known: BTreeSet<(usize, usize)> = pairs.iter().map(|&(_, a, b)| (a.min(b), a.max(b))).collect();
    let mut group_of: BTreeMap<usize, usize> = firsts.iter().map(|&i| (i, i)).collect();
    let mut members: BTreeMap<usize, Vec<usize>> = firsts.iter().map(|&i| (i, vec![i])).collect();
    for &(_, a, b) in pairs {
        let (one, other) = (group_of[&a], group_of[&b]);
        if one == other {
            continue;
        }
        let (few, many) = (&members[&one], &members[&other]);
        let crossing = few.len() * many.len();
        let are_alike = |x: usize, y: usize| {
            known.contains(&(x.min(y), x.max(y))) || sayings[x].passage.article == sayings[y].passage.article
        };
        if crossing > CROSSING || {
            let like = few.iter().map(|&x| many.iter().filter(|&&y| are_alike(x, y)).count()).sum::<usize>();
            like * 2 < crossing
        } {
            continue;
        }
        let moved = members.remove(&other).unwrap_or_default();
        for &i in &moved {
            group_of.insert(i, one);
        }
        members.entry(one).or_default().extend(moved);
    }
    let mut all: Vec<Vec<usize>> = members.into_values().collect();
    all.iter_mut().for_each(|group| group.sort_unstable());
    all
}

/// An utterance: for each sentence of it the sayings that give it, in the order in which the sentences are said.
type UtteranceSentences = Vec<Vec<usize>>;

/// Groups whose sentences stand side by side in every quotation that has one of them are one utterance. Where some outlets print only
/// one of the sentences each is compared by itself.
fn side_by_side(annotations: &[Annotations], sayings: &[Saying], groups: Vec<Vec<usize>>) -> Vec<UtteranceSentences> {
    let group_of: BTreeMap<usize, usize> =
        groups.iter().enumerate().flat_map(|(g, group)| group.iter().map(move |&i| (i, g))).collect();
    let follows: Vec<Option<usize>> = groups
        .iter()
        .map(|group| {
            let mut next =
                group.iter().map(|&i| behind(annotations, sayings, i).and_then(|i| group_of.get(&i).copied()));
            let first = next.next()??;
            let whole = next.all(|other| other == Some(first)) && groups[first].len() == group.len() && group.len() > 1;
            whole.then_some(first)
        })
        .collect();
    let led: BTreeSet<usize> = follows.iter().flatten().copied().collect();
    let mut groups: Vec<Option<Vec<usize>>> = groups.into_iter().map(Some).collect();
    let mut utterances = Vec::new();
    for g in (0..groups.len()).filter(|g| !led.contains(g)) {
        let chain = std::iter::successors(Some(g), |&g| follows[g]);
        utterances.push(chain.filter_map(|g| groups[g].take()).collect());
    }
    // Sentences said in turn, again and again, have no first.
    utterances.extend(groups.into_iter().flatten().map(|group| vec![group]));
    utterances
}

/// The marked sentence behind another, in one quotation or behind the words that tell who speaks. Sayings are in the order of the text.
fn behind(annotations: &[Annotations], sayings: &[Saying], i: usize) -> Option<usize> {
    let one = &sayings[i];
    let next =
        (i + 1..sayings.len().min(i + 1 + MOST_REPORTS)).find(|&next| sayings[next].form == SayingForm::Marked)?;
    let other = &sayings[next];
    let goes_on = || goes_on(&annotations[one.passage.article as usize], one.quote, other.quote);
    (other.passage.article == one.passage.article && (other.quote == one.quote || goes_on())).then_some(next)
}

/// Whether one quotation goes on in another of its paragraph, behind no more than the words that tell who speaks.
fn goes_on(found: &Annotations, one: u32, other: u32) -> bool {
    let [one, other] = [one, other].map(|i| &found.quotes[i as usize]);
    let between = Span { start: one.span.end, end: other.span.start };
    let tells = |quote: &Quote| {
        [quote.cue, quote.speaker.map(|speaker| speaker.span)].into_iter().flatten().any(|span| between.contains(span))
    };
    let is_same = one.speaker.zip(other.speaker).is_some_and(|(one, other)| one.referent == other.referent);
    let is_direct = one.kind == QuoteKind::Direct && other.kind == QuoteKind::Direct;
    is_direct
        && is_same
        && one.block == other.block
        && between.start <= between.end
        && between.len() <= LONGEST_ATTRIBUTION
        && (tells(one) || tells(other))
}

/// Longest attribution that stands between two parts of an utterance, in bytes.
const LONGEST_ATTRIBUTION: usize = 120;

/// Most reports that stand in the order of the text between two parts of an utterance.
const MOST_REPORTS: usize = 3;

/// What matters are made of.
struct SayingTable<'a> {
    story: &'a Story,
    annotations: &'a [Annotations],
    headings: &'a Headings<'a>,
    likeness: SayingLikeness<'a>,
    /// For each saying that is compared, all that are the same.
    prints: BTreeMap<usize, Vec<usize>>,
}

impl SayingTable<'_> {
    /// The matter that an utterance is, where two articles give it.
    fn matter(&self, utterance: &UtteranceSentences) -> Option<Matter> {
        let sayings = self.likeness.sayings;
        let kept = self.without_terms(shown(sayings, &utterance.concat()));
        let printed: Vec<usize> = kept.iter().flat_map(|i| self.prints[i].iter().copied()).collect();
        let articles: BTreeSet<u32> = printed.iter().map(|&i| sayings[i].passage.article).collect();
        // Words that nobody is said to have used are no utterance by themselves, but a name: “Women's Safety Area”.
        let is_mentioned = kept.iter().all(|&i| sayings[i].form == SayingForm::Mention);
        let is_title =
            |i: usize| sayings::is_title(&self.likeness.language.sayings, self.story.words(sayings[i].passage));
        let is_label = self.is_label(&kept);
        if articles.len() < 2
            || is_mentioned && !kept.iter().all(|&i| is_title(i))
            || is_mentioned && !is_label && kept.iter().all(|&i| self.is_owned(i))
            || !is_label && self.is_word_of_many(&kept, &printed)
        {
            return None;
        }
        let said = heading::find(self.likeness.language, (self.story, self.annotations), sayings, (&kept, &printed))?;
        // A name is what a label tells.
        let said = if is_label { said } else { self.around(said, &printed).unwrap_or(said) };
        let mut witnesses = witnesses(self.likeness.language, self.story, sayings, printed);
        witnesses.sort_by_key(|witness| witness.passage);
        witnesses.dedup_by_key(|witness| witness.passage);
        // The clause is what is said: it has no value to be left out.
        let heading = Heading { passage: said, gap: Span { start: said.span.end, ..said.span } };
        // An utterance is called by its own words where somebody gives them.
        let fullest = kept.iter().copied().max_by_key(|&i| {
            let saying = &sayings[i];
            (saying.form == SayingForm::Marked, saying.words.len(), std::cmp::Reverse(saying.passage))
        })?;
        let holds = |witness: &&Witness| {
            let passage = sayings[fullest].passage;
            witness.passage.article == passage.article && witness.passage.span.contains(passage.span)
        };
        let subject = witnesses.iter().find(holds)?.passage;
        let marked = kept.iter().filter(|&&i| sayings[i].form == SayingForm::Marked).count();
        if is_label {
            return Some(called(heading, subject, witnesses));
        }
        // A film's title that one article happens to give to a speaker is nobody's words.
        let is_mention = |&i: &usize| sayings[i].form == SayingForm::Mention;
        if kept.iter().all(|&i| sayings[i].is_title) && kept.iter().any(is_mention) && marked > 0 {
            return None;
        }
        let kind = if marked >= 1 || self.is_in_same_words(&kept) { EntryKind::Quote } else { EntryKind::Claim };
        let sign = if marked == kept.len() { JoinSign::Words } else { JoinSign::Report };
        let why = vec![JoinReason::rule(sign, witnesses.iter().map(|witness| witness.passage))];
        Some(Matter {
            kind,
            aspect: None,
            subject,
            facets: Vec::new(),
            heading: Some(heading),
            witnesses,
            scopes: Vec::new(),
            why,
            event: None,
        })
    }

    /// The clause around a cut that is to head its entry.
    fn around(&self, said: Passage, printed: &[usize]) -> Option<Passage> {
        let passages: Vec<Passage> = printed.iter().map(|&i| self.likeness.sayings[i].passage).collect();
        // Whoever says it stands in the heading already.
        if !passages.iter().any(|one| one.article == said.article && one.span.contains(said.span)) {
            return None;
        }
        heading::around((self.story, self.annotations), self.headings, said, &passages)
    }

    /// The words of a group without a term that two accounts set between marks and give to nobody, “fiscal cliff”: whoever else uses it
    /// says no more than they do.
    fn without_terms(&self, kept: Vec<usize>) -> Vec<usize> {
        let sayings = self.likeness.sayings;
        let is_short = |i: usize| {
            let saying = &sayings[i];
            saying.form != SayingForm::Report && !saying.negative && saying.words.len() <= LONGEST_TERM
        };
        if self.is_label(&kept) {
            return kept;
        }
        let is_nobodys = |i: usize| sayings[i].form == SayingForm::Mention && !sayings[i].is_title && !self.heads(i);
        let prints = kept.iter().filter(|&&i| is_short(i)).flat_map(|i| &self.prints[i]);
        let users: BTreeSet<u32> = prints.filter(|&&i| is_nobodys(i)).map(|&i| sayings[i].passage.article).collect();
        kept.into_iter().filter(|&i| users.len() < 2 || !is_short(i)).collect()
    }

    /// Whether a saying stands in a title or heading.
    fn heads(&self, i: usize) -> bool {
        let passage = self.likeness.sayings[i].passage;
        let article = &self.story.articles()[passage.article as usize];
        let block = article.block_at(passage.span.start).map(|block| article.blocks[block].kind);
        matches!(block, Some(BlockKind::Title | BlockKind::Heading))
    }

    /// Whether a group is a term of a few words that every account gives to somebody else: “fiscal cliff”.
    fn is_word_of_many(&self, kept: &[usize], printed: &[usize]) -> bool {
        let sayings = self.likeness.sayings;
        let is_short =
            |&i: &usize| sayings[i].words.len() <= LONGEST_TERM && self.is_noun_phrase(i) && self.ends_in_noun(i);
        let told: Vec<&Saying> =
            printed.iter().map(|&i| &sayings[i]).filter(|saying| saying.speaker.named.is_some()).collect();
        let pairs = || {
            let all = told.iter().enumerate().flat_map(|(n, one)| told[..n].iter().map(move |other| (*one, *other)));
            all.filter(|(one, other)| one.passage.article != other.passage.article)
        };
        let is_one = |(one, other): (&Saying, &Saying)| {
            one.speaker.called == other.speaker.called
                || likeness::speakers(&self.likeness.language.sayings, one, other) == likeness::Speakers::Same
        };
        kept.iter().all(is_short) && pairs().next().is_some() && !pairs().any(is_one)
    }

    /// Whether words between marks are no sentence: "sharp, left-hand curve".
    fn is_noun_phrase(&self, i: usize) -> bool {
        let &Saying { passage, form, .. } = &self.likeness.sayings[i];
        let mut tokens = self.annotations[passage.article as usize].tokens_in(passage.span);
        form != SayingForm::Report && tokens.all(|token| !matches!(token.tag, Tag::Verb | Tag::Aux | Tag::Pron))
    }

    /// Whether words between marks stand behind whose they are: the show in "on Orm TV's “Meet the Town”".
    fn is_owned(&self, i: usize) -> bool {
        let passage = self.likeness.sayings[i].passage;
        let text = &self.story.articles()[passage.article as usize].text;
        let before = text[..passage.span.start()].trim_end_matches(|c: char| c.is_whitespace() || is_mark(c));
        self.likeness.language.quotes.owner_ends.end(before)
    }

    /// Whether words between marks end in a noun.
    fn ends_in_noun(&self, i: usize) -> bool {
        let passage = self.likeness.sayings[i].passage;
        let last = self.annotations[passage.article as usize].tokens_in(passage.span).last();
        last.is_some_and(|token| matches!(token.tag, Tag::Noun | Tag::Propn))
    }

    /// Whether the words say how something is called or what it is, and at least one article gives them to nobody: the
    /// "Heavenly Palace", the "sharp, left-hand curve".
    fn is_label(&self, kept: &[usize]) -> bool {
        let sayings = self.likeness.sayings;
        let is_title =
            |i: usize| sayings::is_title(&self.likeness.language.sayings, self.story.words(sayings[i].passage));
        let longest = |i: usize| if is_title(i) { LONGEST_BOOK } else { LONGEST_LABEL };
        let names = |i: usize| sayings[i].words.len() <= longest(i) && self.is_noun_phrase(i);
        kept.iter().any(|&i| sayings[i].form == SayingForm::Mention) && kept.iter().all(|&i| names(i))
    }

    /// Whether two articles report something in the same words.
    fn is_in_same_words(&self, kept: &[usize]) -> bool {
        let article = |i: usize| self.likeness.sayings[i].passage.article;
        let is_reprinted = |i: usize| self.prints[&i].iter().any(|&other| article(other) != article(i));
        let are_most = |a: usize, b: usize| {
            article(a) != article(b) && self.likeness.shared(a, b).is_some_and(|shared| shared.is_most_of_both())
        };
        kept.iter().any(|&a| is_reprinted(a) || kept.iter().any(|&b| a < b && are_most(a, b)))
    }
}

/// Whether a character opens quoted words.
fn is_mark(c: char) -> bool {
    matches!(c, '“' | '"' | '‘')
}

/// Most words of a term.
const LONGEST_TERM: usize = 3;

/// Most words of a label.
const LONGEST_LABEL: usize = 6;

/// Most words of what a book or a film is called.
const LONGEST_BOOK: usize = 12;

/// How something is called, by these witnesses.
fn called(heading: Heading, subject: Passage, witnesses: Vec<Witness>) -> Matter {
    let why = vec![JoinReason::rule(JoinSign::Label, witnesses.iter().map(|witness| witness.passage))];
    let described = |witness: Witness| {
        let value = match witness.value {
            Value::Words(words) | Value::Paraphrase(words) => Value::Description(words),
            other => other,
        };
        Witness { value, speaker: None, ..witness }
    };
    Matter {
        kind: EntryKind::Attribute,
        aspect: Some(Aspect::Label),
        subject,
        facets: Vec::new(),
        heading: Some(heading),
        witnesses: witnesses.into_iter().map(described).collect(),
        scopes: Vec::new(),
        why,
        event: None,
    }
}

/// Those of a group's sayings that are shown: of two that overlap in an article the one between marks where others give
/// marked words too, else the longer.
fn shown(sayings: &[Saying], group: &[usize]) -> Vec<usize> {
    let is_marked = |i: usize| sayings[i].form == SayingForm::Marked;
    let marked: BTreeSet<u32> = group.iter().filter(|&&i| is_marked(i)).map(|&i| sayings[i].passage.article).collect();
    let better = |i: usize| (is_marked(i) && marked.len() > 1, sayings[i].passage.span.len(), std::cmp::Reverse(i));
    let is_beaten = |i: usize| {
        group.iter().any(|&other| {
            other != i
                && sayings[other].passage.article == sayings[i].passage.article
                && sayings[other].passage.span.overlaps(sayings[i].passage.span)
                && better(other) > better(i)
        })
    };
    group.iter().copied().filter(|&i| !is_beaten(i)).collect()
}

/// What each saying attests; sentences of one quotation that stand side by side are one passage.
fn witnesses(language: &Language, story: &Story, sayings: &[Saying], mut printed: Vec<usize>) -> Vec<Witness> {
    printed.sort_unstable();
    printed.dedup();
    let mut all: Vec<Witness> = Vec::new();
    let mut last: Option<usize> = None;
    for i in printed {
        let saying = &sayings[i];
        let goes_on = last.is_some_and(|last| {
            last + 1 == i
                && sayings[last].passage.article == saying.passage.article
                && sayings[last].quote == saying.quote
        });
        last = Some(i);
        if let Some(before) = all.last_mut().filter(|_| goes_on && saying.form == SayingForm::Marked) {
            before.passage.span = before.passage.span.cover(saying.passage.span);
            before.value = Value::Words(normalize(language, story.words(before.passage)));
            continue;
        }
        // Who is only inferred to have said it is named, but disputes nothing.
        let speaker = saying.speaker.named.map(|(words, entity)| {
            (words, entity.filter(|_| saying.form == SayingForm::Report || saying.speaker.is_stated_person))
        });
        all.push(Witness {
            passage: saying.passage,
            value: match saying.form {
                SayingForm::Report => Value::Paraphrase(saying.normalized.clone()),
                SayingForm::Marked | SayingForm::Mention => Value::Words(saying.normalized.clone()),
            },
            as_of: None,
            said: saying.said,
            status: Status::Asserted,
            speaker,
        });
    }
    all
}
