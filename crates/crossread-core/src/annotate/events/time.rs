//! When a happening was, as an interval with its basis.

use super::tree::Tree;
use super::{EventKind, EventMention, Role, Status, TimeBasis};
use super::{phrases, status};
use crate::annotate::Annotations;
use crate::annotate::dates::{self, DateBasis, DateKind};
use crate::language::Group;
use crate::quantity::is_superlative;
use crate::story::{Article, BlockKind};
use crossread_language::{Features, Relation, Sentence, Tag, Word};
use jiff::civil::Date;

/// A date of a sentence and the word that it dates.
pub(super) struct DateAttachment {
    /// Index into [`Annotations::dates`].
    pub date: u32,
    /// The word it hangs on.
    pub token: usize,
    /// How it bounds the happening.
    pub side: DateSide,
}

/// On which side of a date a happening lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DateSide {
    /// On it.
    On,
    /// On it or later: "since Friday", "after Friday".
    From,
    /// Later: "the first since Friday".
    After,
    /// On it or before: "by Friday", "until Friday", "before Friday".
    Until,
}

/// The dates of a sentence, each with the word that it dates. `heads` are the words that tell happenings.
pub(super) fn hanging(found: &Annotations, tree: &Tree, heads: &[usize]) -> Vec<DateAttachment> {
    let sentence = tree.sentence;
    let first = found.dates.partition_point(|date| date.span.end <= sentence.span.start);
    let inside = found.dates[first..].iter().take_while(|date| date.span.start < sentence.span.end);
    let dated = inside
        .enumerate()
        .filter(|(_, date)| !dates::is_elsewhere(tree.language, tree.text, date.span))
        .filter(|(_, date)| {
            // "will now get it next month": no day of its own.
            let now = tree.language.events.at_once.has_in_any_case(date.span.of(tree.text));
            matches!(date.kind, DateKind::Date | DateKind::Time) && (date.from.is_some() || date.to.is_some()) && !now
        });
    let mut hanging = Vec::new();
    // The date that ends the span that was read last.
    let mut ended = None;
    for (i, date) in dated {
        let words = sentence.tokens_in(date.span);
        let Some(top) = top(tree, words.clone()) else { continue };
        let (first_word, last) = (words.start, words.end - 1);
        if is_in_a_name(tree, date.span.of(tree.text), last, heads) {
            continue;
        }
        let is_hour = date.kind == DateKind::Time && date.value.clock().is_some_and(|hour| hour.contains(':'));
        let is_span = date.value.is_span();
        let date = (first + i) as u32;
        hanging.extend(tells_of(tree, last, heads).map(|token| DateAttachment { date, token, side: DateSide::On }));
        let side = match () {
            () if is_of_the_last(tree, first_word) => DateSide::After,
            // "From Sept. 9-11": the span itself tells when it ended.
            () if is_span => DateSide::On,
            () => side(tree, top, is_hour),
        };
        if let Some(ends) = span_ends(found, tree, date)
            && let Some(token) = dates(tree, top, heads)
        {
            let [first, last] = ends;
            hanging.push(DateAttachment { date: first, token, side: DateSide::From });
            hanging.push(DateAttachment { date: last, token, side: DateSide::Until });
            ended = Some(last);
            continue;
        }
        if ended == Some(date) {
            continue;
        }
        let owner = owner(tree, words, heads).map(|token| DateAttachment { date, token, side: DateSide::On });
        hanging.extend(owner.or_else(|| Some(DateAttachment { date, token: dates(tree, top, heads)?, side })));
    }
    hanging
}

/// "Between May and July", "from 2010 to 2014": the date that begins a span with the one that ends it, which is no earlier.
fn span_ends(found: &Annotations, tree: &Tree, date: u32) -> Option<[u32; 2]> {
    let words = &tree.language.events;
    let [first, last] = [date, date + 1].map(|date| found.dates.get(date as usize));
    let (first, last) = (first?, last?);
    let [one, other] = [first, last].map(|date| tree.sentence.tokens_in(date.span));
    let opens = one.start.checked_sub(1).is_some_and(|i| tree.is(i, &words.span_opens));
    let joined = other.start == one.end + 1 && tree.is(one.end, &words.span_joins);
    let days = [first, last].iter().all(|date| date.kind == DateKind::Date);
    (opens && joined && days && !other.is_empty() && first.from? <= last.to?).then_some([date, date + 1])
}

/// Whether a holiday says which one a thing is that is no happening: "organizers of the New Year's Eve party", "Christmas lights".
fn is_in_a_name(tree: &Tree, words: &str, last: usize, heads: &[usize]) -> bool {
    let holiday = words.split_whitespace().next_back().is_some_and(|word| word.starts_with(char::is_uppercase))
        && !words.contains(|c: char| c.is_ascii_digit())
        && !words.split(|c: char| !c.is_alphanumeric()).any(|word| tree.language.names.is_calendar(word));
    let noun = last + 1;
    let named = noun < tree.len() && matches!(tree.tag(noun), Tag::Noun | Tag::Propn);
    holiday && named && heads.binary_search(&noun).is_err()
}

/// So many words before "since" it is still told of what a thing is the first.
const FIRST_OF: usize = 8;

/// "Their first title since 1908", "the deadliest attack since 2001", "for the first time since June": the date that begins at
/// word `first` is that of the last one like it.
fn is_of_the_last(tree: &Tree, first: usize) -> bool {
    let Some(since) = first.checked_sub(1).filter(|&i| tree.is(i, &tree.language.events.since_the_last)) else {
        return false;
    };
    let before = (since.saturating_sub(FIRST_OF)..since).rev().take_while(|&i| tree.tag(i) != Tag::Punct);
    let is_first = |i: usize| {
        let token = tree.token(i);
        tree.language.events.firsts.has(token.word)
            || tree.tag(i) == Tag::Adj && is_superlative(tree.language, token.word, token.span.of(tree.text))
    };
    before.into_iter().any(is_first)
}

/// "since 1959, when two people died": the verb of the clause behind a date, up to word `last`, that tells what was on it.
fn tells_of(tree: &Tree, last: usize, heads: &[usize]) -> Option<usize> {
    let comma = last + 1 < tree.len() && tree.token(last + 1).word == Word::of(",");
    let when = last + 1 + usize::from(comma);
    let first = heads.partition_point(|&head| head < when);
    let verb = *heads.get(first)?;
    (tree.is(when, &tree.language.events.at_which_time) && tree.tag(verb) == Tag::Verb).then_some(verb)
}

/// The word of a date that the others hang on.
fn top(tree: &Tree, mut tokens: std::ops::Range<usize>) -> Option<usize> {
    let range = tokens.clone();
    tokens.find(|&i| tree.head(i).is_none_or(|head| !range.contains(&head)))
}

/// The happening that a date dates: the next one above, through no verb that is finite and none.
fn dates(tree: &Tree, top: usize, heads: &[usize]) -> Option<usize> {
    let is_head = |i: usize| heads.binary_search(&i).is_ok();
    // "The vote was on Friday": of the date itself the vote is said.
    let copular = tree.children(top).any(|child| tree.relation(child) == Relation::Cop);
    if copular {
        return tree.children(top).find(|&child| tree.relation(child).is_subject() && is_head(child));
    }
    // "In a post-9/11 world", "the 2016 candidate": it says which one a thing is that is no happening.
    let above = tree.head(top).filter(|&above| above > top && matches!(tree.tag(above), Tag::Noun | Tag::Propn));
    if let Some(noun) = above.filter(|&noun| tree.case(top).is_none() && !is_head(noun)) {
        return told_of(tree, noun).filter(|&verb| is_head(verb));
    }
    for up in tree.sentence.ancestors(top).skip(1) {
        if let Some(noun) = told_within(tree, top, up, heads) {
            return Some(noun);
        }
        if is_head(up) {
            return Some(handed_over(tree, top, up).filter(|&verb| is_head(verb)).unwrap_or(up));
        }
        if matches!(tree.tag(up), Tag::Verb | Tag::Aux) || tree.child(up, Relation::Cop).is_some() {
            let told = told_by(tree, up).find(|&noun| is_head(noun));
            // "left on Sunday 12 people dead"
            let (_, last) = tree.extent(up);
            return told.or_else(|| (up..=last).find(|&i| is_head(i) && has_result(tree, up)));
        }
    }
    None
}

/// How many words a noun stands at most behind the date that tells which it is of: "the Dec. 14 school massacre".
const OWNER: usize = 4;

/// "At the company's March 6 shareholder meeting", "the Dec. 14 massacre", "December's school massacre": the happening of the noun phrase that a
/// date stands in, behind an article or an owner, or whose owner the date is.
fn owner(tree: &Tree, date: std::ops::Range<usize>, heads: &[usize]) -> Option<usize> {
    let opens = date.start.checked_sub(1).is_some_and(|before| {
        tree.is(before, &tree.language.grammar.definite)
            || tree.tag(before) == Tag::Part && tree.is(before, &tree.language.grammar.possessive)
    });
    // "December's school massacre": the date itself is the owner.
    let possessive =
        |i: usize| i < tree.len() && tree.tag(i) == Tag::Part && tree.is(i, &tree.language.grammar.possessive);
    let owns = possessive(date.end);
    let inside = |i: &usize| matches!(tree.tag(*i), Tag::Noun | Tag::Propn | Tag::Adj);
    let phrase = (date.end + usize::from(owns)..tree.len()).take(OWNER).take_while(inside);
    let noun = phrase.last().filter(|&noun| (opens || owns) && tree.tag(noun) == Tag::Noun)?;
    heads.binary_search(&noun).ok().map(|_| noun)
}

/// "The Aug. 9 incident in which an officer shot a man", "the day when": the verb that tells what a noun is that only says that
/// something was.
fn told_of(tree: &Tree, noun: usize) -> Option<usize> {
    let relative = tree.children(noun).find(|&child| tree.relation(child) == Relation::AclRelcl && child > noun)?;
    (noun + 1..relative).take(3).any(|i| tree.is(i, &tree.language.events.in_which)).then_some(relative)
}

/// "said the bombing late Thursday, which", "called it a reprisal for strikes in Kunduz this week": the happening that a verb of
/// saying is followed by, where the date stands right behind it or behind its place.
fn told_within(tree: &Tree, top: usize, verb: usize, heads: &[usize]) -> Option<usize> {
    if !tree.language.events.saying.has(tree.lemma(verb)) || top < verb || tree.tag(verb) != Tag::Verb {
        return None;
    }
    let before = heads.partition_point(|&head| head < top);
    let noun = heads[..before].last().copied().filter(|&noun| noun > verb && tree.tag(noun) == Tag::Noun)?;
    // "said in a statement on Friday", "said at a rally".
    let beside = tree.case(noun).is_some_and(|case| !tree.is(case, &tree.language.events.of_what));
    let part = |i: usize| matches!(tree.tag(i), Tag::Adp | Tag::Det | Tag::Adj | Tag::Noun | Tag::Propn | Tag::Adv);
    let placed = (noun + 1..top).all(part);
    (!beside && placed).then_some(noun)
}

/// "rejected the proposal in October": behind the object of a verb in the past stands when the verb's happening was, where
/// the noun was known before.
fn handed_over(tree: &Tree, top: usize, noun: usize) -> Option<usize> {
    let verb = tree.head(noun).filter(|&verb| tree.tag(verb) == Tag::Verb && tree.is_finite(verb))?;
    // "said the bombing late Thursday, which": a clause stands behind, whatever the parse makes of its noun.
    if tree.language.events.saying.has(tree.lemma(verb)) {
        return None;
    }
    let behind = top > noun && tree.tag(noun) == Tag::Noun && tree.relation(noun) == Relation::Obj;
    let known = tree.child(noun, Relation::Det).is_some_and(|det| tree.is(det, &tree.language.grammar.definite));
    // "disclosed a breach in September": what comes to light was before.
    let known = known || tree.language.events.disclosing.has(tree.lemma(verb));
    (behind && known).then_some(verb)
}

/// The nouns that tell a verb's happening in its stead: "held a vote", "the vote took place".
fn told_by<'t>(tree: &'t Tree, verb: usize) -> impl Iterator<Item = usize> + 't {
    let light = phrases::is_light(tree, verb);
    tree.children(verb).filter(move |&child| match tree.relation(child) {
        Relation::Obj | Relation::NsubjPass => light,
        Relation::Nsubj => status::is_happening(tree, verb),
        _ => false,
    })
}

/// By its preposition. What was shortly before an hour was on its day.
fn side(tree: &Tree, top: usize, is_hour: bool) -> DateSide {
    let case = tree.children(top).find(|&child| matches!(tree.relation(child), Relation::Case | Relation::Mark));
    // A parser may hang the preposition elsewhere: the word before does too.
    let before = top.checked_sub(1);
    let words = &tree.language.events;
    let is = |group: &Group| case.or(before).is_some_and(|at| tree.is(at, group));
    if is_hour && is(&words.around_hour) {
        DateSide::On
    } else if is(&words.since) {
        DateSide::From
    } else if is(&words.until) {
        DateSide::Until
    } else {
        DateSide::On
    }
}

/// The days on which a happening can have been by the dates that hang on it.
#[derive(Clone, Copy, Debug)]
pub(super) struct PossibleDays {
    /// The date that tells them best: index into [`Annotations::dates`].
    pub date: u32,
    /// First day.
    pub from: Option<Date>,
    /// Last day.
    pub to: Option<Date>,
}

/// The days that some dates leave a happening, and the date that tells them best.
pub(super) fn reckon(found: &Annotations, hanging: &[DateAttachment], head: usize) -> Option<PossibleDays> {
    let own = || hanging.iter().filter(|hanging| hanging.token == head);
    let first = own().find(|hanging| hanging.side == DateSide::On).or_else(|| own().next())?;
    let (mut from, mut to) = (None, None);
    for hanging in own() {
        let date = &found.dates[hanging.date as usize];
        let (low, high) = match hanging.side {
            DateSide::On => (date.from, date.to),
            DateSide::From => (date.from, None),
            DateSide::After => (date.to.and_then(|last| last.tomorrow().ok()), None),
            DateSide::Until => (None, date.to),
        };
        // Days that exclude one another are of two happenings: the first stands.
        let (later, earlier) = (from.max(low), earliest(to, high));
        if later.zip(earlier).is_none_or(|(later, earlier)| later <= earlier) {
            (from, to) = (later, earlier);
        }
    }
    Some(PossibleDays { date: first.date, from, to })
}

/// What the tree tells of a happening's time beside its dates; the heads of other happenings as words of its sentence.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Clue {
    /// The head of a happening of the same day: of the attack in which they were killed, of the verb beside.
    pub with: Option<usize>,
    /// Whether it is told as the news itself: in the title or the first sentence, as something that happened.
    pub is_news: bool,
    /// In which tense it is told.
    pub told: TenseClue,
    /// Whether its words take it for known: "the sinking", "their deaths".
    pub known: bool,
    /// Whether it is told by the way, so that its day may be any before.
    pub background: bool,
}

/// The tense of a main verb, as far as it tells a day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum TenseClue {
    /// "said".
    Past,
    /// "has said".
    Perfect,
    /// "says".
    Present,
    /// "is saying".
    Going,
    /// Anything else, "had said" among it.
    #[default]
    Otherwise,
}

/// The tense in which word `head` is told.
fn told(tree: &Tree, head: usize) -> TenseClue {
    if tree.tag(head) != Tag::Verb || tree.is_infinitive(head) {
        return TenseClue::Otherwise;
    }
    let mut told = match () {
        () if tree.has(head, Features::PAST | Features::FINITE) => TenseClue::Past,
        () if tree.has(head, Features::PRESENT | Features::FINITE) => TenseClue::Present,
        () => TenseClue::Otherwise,
    };
    let grammar = &tree.language.grammar;
    for child in tree.children(head).filter(|&child| child < head) {
        if !matches!(tree.relation(child), Relation::Aux | Relation::AuxPass) {
            continue;
        }
        let (past, present) = (tree.has(child, Features::PAST), tree.has(child, Features::PRESENT));
        told = match () {
            () if grammar.have.has(tree.lemma(child)) => {
                return if present { TenseClue::Perfect } else { TenseClue::Otherwise };
            }
            () if grammar.be.has(tree.lemma(child)) && past => TenseClue::Past,
            () if grammar.be.has(tree.lemma(child)) && present && tree.has(head, Features::GERUND) => TenseClue::Going,
            () if grammar.be.has(tree.lemma(child)) && present => TenseClue::Present,
            () if grammar.do_support.has(tree.lemma(child)) => told,
            () => return TenseClue::Otherwise,
        };
    }
    told
}

/// How many words up a happening of the same day is looked for.
const REACH: usize = 4;

/// What the tree tells of the time of the happening at word `head`.
pub(super) fn clue(tree: &Tree, head: usize, heads: &[usize], block: Option<BlockKind>, leads: bool) -> Clue {
    Clue {
        with: same_day(tree, head, heads),
        is_news: is_news(tree, head, block, leads),
        told: told(tree, head),
        known: tree.tag(head) == Tag::Noun && is_known(tree, head),
        background: is_background(tree, head),
    }
}

/// Whether a happening is told by the way: of one that is known ("the stunt that injured her"), behind a preposition ("after being
/// injured"), or as what was so before ("has previously denied").
fn is_background(tree: &Tree, head: usize) -> bool {
    let mut at = head;
    // A broken tree must not hang the program.
    for _ in 0..tree.len() {
        if tree.children(at).any(|child| tree.tag(child) == Tag::Adv && tree.is(child, &tree.language.events.before)) {
            return true;
        }
        let Some(above) = tree.head(at) else { return false };
        let is_marked = tree
            .children(at)
            .any(|child| child < at && matches!(tree.relation(child), Relation::Mark | Relation::Case));
        let aside = match tree.relation(at) {
            Relation::AclRelcl => tree.tag(above) != Tag::Noun || is_known(tree, above),
            Relation::Acl if tree.tag(above) != Tag::Noun || is_known(tree, above) => true,
            Relation::Advcl | Relation::Acl | Relation::Xcomp | Relation::Obl | Relation::Ccomp => {
                tree.tag(at) == Tag::Verb && !tree.is_finite(at) && is_marked
            }
            _ => false,
        };
        if aside {
            return true;
        }
        at = above;
    }
    false
}

/// "An explosion killed" is news, "the explosion" was told before.
fn is_known(tree: &Tree, noun: usize) -> bool {
    tree.children(noun).any(|child| tree.is(child, &tree.language.events.known))
        || tree.child(noun, Relation::NmodPoss).is_some()
}

/// The next happening above of which this one is a part, means or result, or beside which it stands.
fn same_day(tree: &Tree, head: usize, heads: &[usize]) -> Option<usize> {
    let mut at = head;
    for _ in 0..REACH {
        let above = tree.head(at)?;
        let marked = tree.children(at).any(|child| child < at && tree.relation(child) == Relation::Mark);
        let shares = match tree.relation(at) {
            Relation::Obj | Relation::NsubjPass => phrases::is_light(tree, above) || has_result(tree, above),
            Relation::Xcomp => !tree.is_infinitive(at),
            Relation::Amod => heads.binary_search(&at).is_ok() && tree.tag(above) == Tag::Noun,
            Relation::Advcl if is_while(tree, at) => true,
            Relation::Nsubj => tree.tag(above) == Tag::Verb && tree.tag(at) == Tag::Noun,
            Relation::Advcl => !marked && tree.case(at).is_none() && !tree.is_finite(at),
            Relation::Conj => tree.tag(at) == tree.tag(above),
            Relation::Obl | Relation::OblAgent => {
                tree.tag(at) == Tag::Noun
                    && tree.case(at).is_some_and(|case| tree.is(case, &tree.language.events.during))
            }
            Relation::Acl => {
                !tree.is_infinitive(at) && tree.tag(above) == Tag::Noun && heads.binary_search(&above).is_ok()
            }
            Relation::AclRelcl => heads.binary_search(&above).is_ok(),
            _ => false,
        };
        if !shares {
            return None;
        }
        if heads.binary_search(&above).is_ok() {
            return Some(above);
        }
        at = above;
    }
    None
}

/// Whether a clause tells what was at the same time: "when an explosion hit the market", "as shells fell".
fn is_while(tree: &Tree, verb: usize) -> bool {
    let ties = |child: usize| matches!(tree.relation(child), Relation::Mark | Relation::Advmod);
    tree.children(verb).any(|child| child < verb && ties(child) && tree.is(child, &tree.language.events.meanwhile))
}

fn has_result(tree: &Tree, verb: usize) -> bool {
    tree.tag(verb) == Tag::Verb && tree.language.events.results.has(tree.lemma(verb))
}

/// Whether it is told as news: the main verb of the title or the first sentence, in the past (in a title in any tense),
/// or beside it.
fn is_news(tree: &Tree, head: usize, block: Option<BlockKind>, leads: bool) -> bool {
    let title = block == Some(BlockKind::Title);
    if !title && !leads {
        return false;
    }
    let grammar = &tree.language.grammar;
    let mut at = head;
    for _ in 0..REACH {
        let (relation, above) = (tree.relation(at), tree.head(at));
        let Some(above) = above else {
            let past = tree.has(at, Features::PAST | Features::FINITE)
                || tree.children(at).any(|child| {
                    matches!(tree.relation(child), Relation::Aux | Relation::AuxPass)
                        && (tree.has(child, Features::PAST | Features::FINITE) && grammar.be.has(tree.lemma(child))
                            || grammar.have.has(tree.lemma(child)) && tree.has(child, Features::PRESENT))
                });
            return title || past;
        };
        let beside = match relation {
            Relation::Conj => true,
            Relation::Advcl => !tree.is_finite(at) && tree.child(at, Relation::Mark).is_none(),
            Relation::Xcomp => true,
            Relation::Obl | Relation::OblAgent => {
                tree.case(at).is_some_and(|case| tree.is(case, &tree.language.events.during))
            }
            Relation::Obj | Relation::Nsubj | Relation::NsubjPass => title || !is_known(tree, at),
            _ => false,
        };
        if !beside {
            return false;
        }
        at = above;
    }
    false
}

/// What is known of a happening's time beside its days.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hint {
    /// One of the same day in its sentence.
    pub with: Option<u32>,
    /// Whether it is told as news.
    pub is_news: bool,
    /// In which tense.
    pub told: TenseClue,
    /// Whether its words take it for known.
    pub known: bool,
    /// Whether it is told by the way, or in somebody's own words, so that its day may be any before.
    pub background: bool,
    /// Index of its sentence.
    pub sentence: u32,
    /// The days that its sentence names.
    pub named: SentenceDays,
    /// Whether its date is reckoned from what was told before: "the next day".
    pub is_sequel: bool,
}

/// The days that a sentence names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SentenceDays {
    /// None.
    Nothing,
    /// One day, or the same day twice.
    Day(Date, Date),
    /// Several days, or a month or year.
    Others,
}

/// The days that a sentence names, but for those on which somebody said something (`aside`) and the day of publication where it
/// stands at its head.
pub(super) fn named_days(article: &Article, found: &Annotations, sentence: &Sentence, aside: &[u32]) -> SentenceDays {
    let published = article.facts.published.map(|moment| moment.day);
    let first = found.dates.partition_point(|date| date.span.end <= sentence.span.start);
    let inside = (first..).zip(&found.dates[first..]).take_while(|(_, date)| date.span.start < sentence.span.end);
    let inside = inside.filter(|(d, _)| !aside.contains(&(*d as u32))).map(|(_, date)| date);
    let of_day =
        inside.filter(|date| matches!(date.kind, DateKind::Date | DateKind::Time) && !date.value.is_at_large());
    let mut named = SentenceDays::Nothing;
    for date in of_day {
        let Some(days) = date.from.zip(date.to) else { continue };
        if date.basis == DateBasis::Written && date.from == published && date.to == published {
            continue;
        }
        let is_day = days.0.until(days.1).is_ok_and(|length| length.get_days() <= 1);
        named = match named {
            SentenceDays::Nothing if is_day => SentenceDays::Day(days.0, days.1),
            SentenceDays::Day(from, to) if days == (from, to) => named,
            _ => return SentenceDays::Others,
        };
    }
    named
}

/// How many sentences, the title among them, are the beginning of an article.
const BEGINNING: u32 = 6;

/// How many sentences on the day of what was told last is still that of what somebody said of it.
const RUNNING: u32 = 3;

/// What is told by the way may be of the day of publication too: it is compared with what other accounts tell as if it were, and
/// given no day.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Background {
    OfTheDay,
    Undated,
}

/// Works out the days of the happenings that no date hangs on.
pub(super) fn settle(article: &Article, hints: &[Hint], events: &mut [EventMention]) {
    let own: Vec<_> = events.iter().map(|event| (event.from, event.to, event.time_basis)).collect();
    work_out(article, hints, events, Background::OfTheDay);
    for (event, own) in events.iter_mut().zip(own) {
        event.supposed = event.from.filter(|_| event.time_basis == Some(TimeBasis::Published));
        (event.from, event.to, event.time_basis) = own;
    }
    work_out(article, hints, events, Background::Undated);
}

/// From one of the same day in the sentence, the same happening elsewhere, the day of publication, the day of what was told before.
fn work_out(article: &Article, hints: &[Hint], events: &mut [EventMention], background: Background) {
    let is_plain = |hint: &Hint| !hint.background || background == Background::OfTheDay;
    share(hints, events, background);
    same(events);
    run_harm(article, hints, events);
    same(events);
    if let Some(published) = article.facts.published.map(|moment| moment.day) {
        for (event, hint) in events.iter_mut().zip(hints) {
            if (hint.is_news || is_plain(hint) && is_of_the_day(event, hint))
                && !dated(event)
                && event.status == Status::Asserted
            {
                (event.from, event.to) = (Some(published), Some(published));
                event.time_basis = Some(TimeBasis::Published);
            }
        }
        share(hints, events, background);
        same(events);
    }
    run_on(article, hints, events);
    let Some(published) = article.facts.published.map(|moment| moment.day) else { return };
    // What is taken for known was before, and so was what came of it: "the sinking killed 34 people".
    let mut known: Vec<bool> = hints.iter().map(|hint| hint.known).collect();
    for hint in hints.iter().filter(|hint| hint.known) {
        hint.with.iter().for_each(|&other| known[other as usize] = true);
    }
    for ((event, hint), known) in events.iter_mut().zip(hints).zip(known) {
        let told = event.kind == EventKind::Statement && hint.told == TenseClue::Past || event.kind.is_harm() && !known;
        let said = told && hint.sentence < BEGINNING && is_plain(hint);
        if said && !dated(event) && event.status == Status::Asserted {
            (event.from, event.to) = (Some(published), Some(published));
            event.time_basis = Some(TimeBasis::Published);
        }
    }
}

/// What somebody "says" or "is doing" is so on the day of publication; what they "said" or "have done" when the article
/// begins is its news.
fn is_of_the_day(event: &EventMention, hint: &Hint) -> bool {
    let says = event.kind == EventKind::Statement;
    match hint.told {
        TenseClue::Present => says,
        TenseClue::Going => true,
        TenseClue::Perfect => hint.sentence < BEGINNING,
        TenseClue::Past | TenseClue::Otherwise => false,
    }
}

/// The days of the happenings of an article as far as dates of their own sentences tell them.
pub(super) fn own_days(hints: &[Hint], events: &[EventMention]) -> Vec<Option<(Date, Date)>> {
    let mut days: Vec<Option<(Date, Date)>> = events.iter().map(|event| event.from.zip(event.to)).collect();
    for upwards in [true, false] {
        for at in 0..events.len() {
            let i = if upwards { at } else { events.len() - 1 - at };
            let Some(other) = hints[i].with.map(|other| other as usize) else { continue };
            let (to, from) = if upwards { (i, other) } else { (other, i) };
            let later = !upwards && hints[from].is_sequel;
            if !dated(&events[to]) && happened(&events[to]) && happened(&events[from]) && !later {
                days[to] = days[to].or(days[from]);
            }
        }
    }
    days
}

fn dated(event: &EventMention) -> bool {
    event.from.is_some() || event.to.is_some()
}

/// Shares days within a sentence: up, in the order of the heads; then down to those above.
fn share(hints: &[Hint], events: &mut [EventMention], background: Background) {
    for upwards in [true, false] {
        for at in 0..events.len() {
            let i = if upwards { at } else { events.len() - 1 - at };
            let Some(other) = hints[i].with.map(|other| other as usize) else { continue };
            let (to, from) = if upwards { (i, other) } else { (other, i) };
            // "The bombing has raised doubts": what is known was before the news that it is told in.
            let supposed = events[from].time_basis == Some(TimeBasis::Published);
            if hints[to].known && supposed && background == Background::Undated {
                continue;
            }
            // "The water rose, and they were brought out the next day": what came later tells nothing of what was before.
            if !upwards && hints[from].is_sequel {
                continue;
            }
            if !dated(&events[to]) && dated(&events[from]) && happened(&events[to]) && happened(&events[from]) {
                (events[to].from, events[to].to) = (events[from].from, events[from].to);
                events[to].time_basis = events[from].time_basis.map(passed_on);
            }
        }
    }
}

/// The basis of a day that is passed on: what was only supposed does not harden.
fn passed_on(basis: TimeBasis) -> TimeBasis {
    if basis == TimeBasis::Published { TimeBasis::Published } else { TimeBasis::Context }
}

/// The narrative's running day: what is told in the plain past on a day is followed by what was said of it. Nothing is said on a day to
/// come: "the tariffs, effective June 10, were met with protest. Experts said".
fn run_on(article: &Article, hints: &[Hint], events: &mut [EventMention]) {
    let published = article.facts.published.map(|moment| moment.day);
    let is_over = |day: Date| published.is_none_or(|published| day <= published);
    let mut day: Option<(u32, Date)> = None;
    for i in 0..events.len() {
        let (event, hint) = (&mut events[i], hints[i]);
        if event.status != Status::Asserted {
            continue;
        }
        if dated(event) {
            let main = hint.is_news || matches!(hint.told, TenseClue::Past | TenseClue::Perfect);
            if let (true, Some(from), true) = (main, event.from.filter(|&from| is_over(from)), event.from == event.to) {
                day = Some((hint.sentence, from));
            }
            continue;
        }
        // Only what is said of a happening: a day of saying dates nothing that is told beside it.
        let said = event.kind == EventKind::Statement && hint.told == TenseClue::Past;
        if let Some((sentence, running)) = day.filter(|_| said)
            && hint.sentence - sentence <= RUNNING
        {
            (event.from, event.to) = (Some(running), Some(running));
            event.time_basis = Some(TimeBasis::Context);
            day = Some((hint.sentence, running));
        }
    }
}

/// Harm that no date dates is of the day of the harm told nearest: so many sentences before it or behind it.
const HARM_BEFORE: u32 = 6;
const HARM_BEHIND: u32 = 3;

/// So many days before the day of publication the harm is that an account tells of in a row.
const RECENT: i32 = 7;

/// Deaths, wounds and the attack or accident they come of are told in a row, and the day of one is that of all.
fn run_harm(article: &Article, hints: &[Hint], events: &mut [EventMention]) {
    let published = article.facts.published.map(|moment| moment.day);
    let recent = |day: Date| {
        published.is_none_or(|published| day.until(published).is_ok_and(|ago| (0..=RECENT).contains(&ago.get_days())))
    };
    let known: Vec<(u32, Date, Date, bool)> = events
        .iter()
        .zip(hints)
        .filter(|(event, _)| event.kind.is_harm() && event.status == Status::Asserted)
        .filter_map(|(event, hint)| Some((hint.sentence, event.from?, event.to?, is_of_named(event))))
        .filter(|(_, from, to, _)| from.until(*to).is_ok_and(|length| length.get_days() <= 1) && recent(*from))
        .collect();
    let beside: Vec<Option<(Date, Date)>> = (0..events.len()).map(|i| beside(hints, events, i)).collect();
    for (i, hint) in hints.iter().enumerate() {
        let event = &mut events[i];
        if dated(event) || !event.kind.is_harm() || event.status != Status::Asserted {
            continue;
        }
        let behind = known.partition_point(|(sentence, ..)| *sentence <= hint.sentence);
        // "The bombs killed three. The suspect was killed early Friday": what was done to one who is named may be another harm.
        let many = !event.figures.is_empty() && !is_of_named(event);
        let fits = |(s, .., named): &(u32, Date, Date, bool)| !(many && *named) || *s == hint.sentence;
        let before = behind.checked_sub(1).map(|i| known[i]).filter(|(s, ..)| hint.sentence - s <= HARM_BEFORE);
        let before = before.filter(fits);
        let next = known.get(behind).copied().filter(|(s, ..)| s - hint.sentence <= HARM_BEHIND);
        let next = next.filter(fits);
        let days = match hint.named {
            SentenceDays::Nothing => before.or(next).map(|(_, from, to, _)| (from, to)),
            // "The toll of the sinking rose to 19 on Tuesday."
            SentenceDays::Day(..) if hint.known => beside[i],
            // What a sentence dates itself stands before what runs on; a day long ago is another harm's: "in a post-9/11 world".
            SentenceDays::Day(from, to) => beside[i].or(Some((from, to)).filter(|(from, _)| recent(*from))),
            SentenceDays::Others => beside[i].or(before.map(|(_, from, to, _)| (from, to))),
        };
        if let Some((from, to)) = days {
            (event.from, event.to, event.time_basis) = (Some(from), Some(to), Some(TimeBasis::Context));
        }
    }
}

/// Whether it was done to somebody who is named.
fn is_of_named(event: &EventMention) -> bool {
    event.participants.iter().any(|part| part.role == Role::Patient && part.referent.is_some())
}

/// The days of the harm dated last before a happening in its sentence, else first behind it.
fn beside(hints: &[Hint], events: &[EventMention], i: usize) -> Option<(Date, Date)> {
    let days = |j: usize| events[j].from.zip(events[j].to).filter(|_| events[j].kind.is_harm());
    let inside = |j: &usize| hints[*j].sentence == hints[i].sentence;
    let before = (0..i).rev().take_while(inside).find_map(days);
    before.or_else(|| (i + 1..events.len()).take_while(inside).find_map(days))
}

fn happened(event: &EventMention) -> bool {
    matches!(event.status, Status::Asserted | Status::Denied | Status::Negated)
}

/// Mentions of one happening share its days: those that all of them allow, else those of the first that has any.
fn same(events: &mut [EventMention]) {
    let mut days: Vec<Option<(Option<Date>, Option<Date>, TimeBasis)>> = vec![None; events.len()];
    for event in events.iter() {
        let Some(basis) = event.time_basis else { continue };
        let known = &mut days[event.first as usize];
        *known = match *known {
            None => Some((event.from, event.to, basis)),
            Some((from, to, first)) => {
                let both = (from.max(event.from), earliest(to, event.to));
                let fits = both.0.zip(both.1).is_none_or(|(from, to)| from <= to);
                // A day of publication yields to whatever the article itself tells.
                match () {
                    () if first == TimeBasis::Published && basis != TimeBasis::Published => {
                        Some((event.from, event.to, basis))
                    }
                    () if basis == TimeBasis::Published && first != TimeBasis::Published => Some((from, to, first)),
                    () if fits => Some((both.0, both.1, first)),
                    () => Some((from, to, first)),
                }
            }
        };
    }
    for event in events.iter_mut().filter(|event| event.time_basis.is_none()) {
        if let Some((from, to, basis)) = days[event.first as usize].filter(|(from, to, _)| !is_loose(*from, *to)) {
            // What was only supposed, or told by the days around it, is no surer of another mention.
            let basis = if basis == TimeBasis::Date { TimeBasis::Same } else { basis };
            (event.from, event.to, event.time_basis) = (from, to, Some(basis));
        }
    }
}

/// The days of a year or more tell of one mention when it was, and nothing of another that may be another time: "won the title in 1908".
fn is_loose(from: Option<Date>, to: Option<Date>) -> bool {
    from.zip(to).is_some_and(|(from, to)| from.until(to).is_ok_and(|length| length.get_days() >= A_YEAR))
}

/// Days from the first to the last of a year.
const A_YEAR: i32 = 364;

fn earliest(a: Option<Date>, b: Option<Date>) -> Option<Date> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}
