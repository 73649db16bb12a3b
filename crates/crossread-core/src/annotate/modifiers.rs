//! Modifiers: words that hang on a noun or a verb and say what sort of thing it is, where, with what, why or what for it
//! was: "a \[deserted\] well", "derailed \[near the stop\]", "the station \[is dry\]".
//!
//! The tree says what hangs on what; the preposition says what is told by it.

use super::Annotations;
use super::events::tree::Tree;
use super::quotes::QuoteKind;
use crate::language::{Language, knowledge};
use crate::story::Article;
use crossread_language::{Features, Relation, Span, Tag};

/// Words that hang on another and say something of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Modifier {
    /// The word that they say something of.
    pub of: Span,
    /// What they say.
    pub kind: ModifierKind,
    /// The very words, with their preposition.
    pub span: Span,
    /// The word that says most.
    pub head: Span,
    /// Whether the words themselves say that it is not so.
    pub negated: bool,
    /// Whether it is said in a sentence of its own: "the well is dry".
    pub is_predicate: bool,
    /// Whether it stands in somebody's very words.
    pub is_quoted: bool,
}

/// What a modifier says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ModifierKind {
    /// What sort of thing, in what state.
    Quality,
    /// Where.
    Place,
    /// From where, to where.
    Route,
    /// With what.
    Means,
    /// By whom or what.
    Agent,
    /// Why, on what grounds.
    Cause,
    /// What for.
    Purpose,
    /// Of what, about what.
    Topic,
    /// Of what parts: "names, birth dates and addresses".
    List,
}

/// Longest modifier, in tokens: what is longer is a clause that says more than one thing.
const LONGEST: usize = 14;

/// Words from which on what stands between marks inside an article's own sentence is told in somebody's words: "massive
/// damage" is not, "with a mission to destroy the bridge" is.
const OWN_WORDS: usize = 5;

/// Finds the modifiers of an article, in order. Reads its sentences, attributes, quotes, dates and figures.
pub fn find(language: &Language, article: &Article, found: &Annotations) -> Vec<Modifier> {
    let mut taken: Vec<Span> = Vec::new();
    taken.extend(found.dates.iter().map(|date| date.span));
    // "130 ft deep": the word behind a figure measures.
    taken.extend(found.figures.iter().map(|figure| Span { end: figure.span.end + 2, ..figure.span }));
    taken.extend(found.attributes.iter().map(|attribute| attribute.span));
    let taken = Cover::new(taken);
    let is_long = |span: Span| span.of(&article.text).split(' ').count() >= OWN_WORDS;
    let spoken = found.quotes.iter().filter(|quote| match quote.kind {
        QuoteKind::Direct => true,
        QuoteKind::Fragment => is_long(quote.span),
        QuoteKind::Indirect | QuoteKind::Term => false,
    });
    let quoted = Cover::new(spoken.map(|quote| quote.span).collect());
    let mut all = Vec::new();
    for sentence in &found.sentences {
        let tree = Tree::new(language, &article.text, sentence);
        for i in (0..sentence.tokens.len()).filter(|&i| !tree.is_in_quoted_name(i)) {
            let is_free = |modifier: &Modifier| modifier.kind == ModifierKind::List || !taken.overlaps(modifier.span);
            let placed = |modifier: Modifier| Modifier { is_quoted: quoted.overlaps(modifier.span), ..modifier };
            all.extend(modifier(&tree, i).filter(is_free).map(placed));
        }
    }
    all.sort_by_key(|modifier| (modifier.span, modifier.of));
    all
}

/// Stretches of a text.
struct Cover {
    /// By their beginnings.
    spans: Vec<Span>,
    /// How far those up to each reach.
    reach: Vec<u32>,
}

impl Cover {
    fn new(mut spans: Vec<Span>) -> Cover {
        spans.sort();
        let furthest = |furthest: &mut u32, span: &Span| {
            *furthest = span.end.max(*furthest);
            Some(*furthest)
        };
        let reach = spans.iter().scan(0, furthest).collect();
        Cover { spans, reach }
    }

    /// Whether some of them hold a word of a span.
    fn overlaps(&self, span: Span) -> bool {
        let before = self.spans.partition_point(|other| other.start < span.end);
        before > 0 && self.reach[before - 1] > span.start
    }
}

/// What word `i` says of another.
fn modifier(tree: &Tree, i: usize) -> Option<Modifier> {
    if let Some(list) = list(tree, i) {
        return Some(list);
    }
    if let Some(quality) = nounless(tree, i) {
        return Some(quality);
    }
    match tree.relation(i) {
        Relation::Amod => quality(tree, i),
        Relation::Obl | Relation::OblAgent | Relation::Nmod => phrase(tree, i),
        Relation::Nsubj => doer(tree, i),
        Relation::Advcl if tree.is_infinitive(i) => purpose(tree, i),
        Relation::Advcl => reason(tree, i).or_else(|| charge(tree, i)),
        Relation::Acl => charge(tree, i),
        Relation::Xcomp
            if tree.is_infinitive(i) && tree.head(i).is_some_and(|of| tree.is(of, &tree.language.modifiers.used)) =>
        {
            purpose(tree, i)
        }
        _ => tree.child(i, Relation::Cop).and_then(|_| predicate(tree, i)),
    }
}

/// Fewest things that make a list.
const FEWEST_LISTED: usize = 3;

/// "[names, birth dates and addresses]".
fn list(tree: &Tree, i: usize) -> Option<Modifier> {
    if !matches!(tree.tag(i), Tag::Noun | Tag::Propn) || tree.relation(i) == Relation::Conj {
        return None;
    }
    let items = tree
        .children(i)
        .filter(|&child| tree.relation(child) == Relation::Conj && matches!(tree.tag(child), Tag::Noun | Tag::Propn));
    if items.count() + 1 < FEWEST_LISTED {
        return None;
    }
    let of = tree.head(i).unwrap_or(i);
    let starts = |child: usize| {
        matches!(tree.relation(child), Relation::Compound | Relation::Amod | Relation::Flat)
            && matches!(tree.tag(child), Tag::Noun | Tag::Propn | Tag::Adj)
    };
    let first = tree.children(i).take_while(|&child| child < i).find(|&child| starts(child)).unwrap_or(i);
    let last = tree.extent(i).1.min(first + LONGEST_LIST);
    Some(Modifier { span: tree.words(first, last), ..made(tree, (of, i), ModifierKind::List, (first, last)) })
}

/// Longest list, in tokens.
const LONGEST_LIST: usize = 30;

/// "fell into the `deserted` well": where no noun follows the article, the word behind the adjective is one.
fn nounless(tree: &Tree, i: usize) -> Option<Modifier> {
    let of = i + 1;
    let stands = i > 0
        && of < tree.sentence.tokens.len()
        && tree.tag(i - 1) == Tag::Det
        && (tree.has(i, Features::PARTICIPLE) || tree.tag(i) == Tag::Adj)
        && tree.tag(of) == Tag::Adv;
    stands.then(|| made(tree, (of, i), ModifierKind::Quality, (i, i)))
}

/// "a `deserted` well", "a `badly bruised` shoulder".
fn quality(tree: &Tree, i: usize) -> Option<Modifier> {
    let of = tree.head(i)?;
    let adjective = matches!(tree.tag(i), Tag::Adj) || tree.has(i, Features::PARTICIPLE);
    if !adjective || !matches!(tree.tag(of), Tag::Noun) || tree.has(i, Features::ORDINAL) {
        return None;
    }
    let (first, last) = tree.extent(i);
    // "a [Dorn-bound] train" goes to Dorn.
    if tree.is(i, &tree.language.modifiers.bound) && first < i && tree.tag(first) == Tag::Propn {
        return Some(made(tree, (of, first), ModifierKind::Route, (first, i)));
    }
    (last == i).then(|| made(tree, (of, i), ModifierKind::Quality, (first, last)))
}

/// "The well is `dry`".
fn predicate(tree: &Tree, i: usize) -> Option<Modifier> {
    let subject = tree.children(i).find(|&child| tree.relation(child).is_subject())?;
    if !matches!(tree.tag(i), Tag::Adj | Tag::Noun | Tag::Verb) || !matches!(tree.tag(subject), Tag::Noun | Tag::Propn)
    {
        return None;
    }
    let (_, last) = tree.extent(i);
    let first = tree
        .children(i)
        .filter(|&child| child < i && !tree.relation(child).is_subject() && tree.relation(child) != Relation::Cop)
        .filter(|&child| {
            !matches!(tree.relation(child), Relation::Aux | Relation::Mark | Relation::Cc | Relation::Punct)
        })
        .map(|child| tree.extent(child).0)
        .filter(|&first| first > subject)
        .min()
        .unwrap_or(i);
    Some(made(tree, (subject, i), ModifierKind::Quality, (first, last.min(i + LONGEST))))
}

/// "derailed [near the stop]".
fn phrase(tree: &Tree, i: usize) -> Option<Modifier> {
    let (words, grammar) = (&tree.language.modifiers, &tree.language.grammar);
    let of = tree.head(i)?;
    // "the owner's brother-in-law" is in no law.
    let is_inside_word = |at: usize| at > 0 && tree.token(at - 1).span.end == tree.token(at).span.start;
    let case = tree.case(i).filter(|&case| case < i && !is_inside_word(case))?;
    if let Some(ground) = ground(tree, (case, i)) {
        return Some(made(tree, (deed(tree, of), ground), ModifierKind::Cause, (case, tree.extent(i).1)));
    }
    // "The vote [on the nomination]": about that, and nowhere.
    let is_topic = tree.is(case, &grammar.on) && tree.tag(of) == Tag::Noun && words.topical.has(tree.token(of).lemma);
    // "Rescued [by boat]".
    let is_vehicle = tree.is(case, &grammar.agent) && i == case + 1 && tree.tag(i) == Tag::Noun;
    let is_one = !tree.has(i, Features::PLURAL);
    // "a train bound [for Dorn]", "a train heading [to Dorn]": the train goes there.
    let heads = tree.is(of, &words.heading) && matches!(tree.relation(of), Relation::Acl | Relation::Amod);
    let kind = match () {
        () if heads && tree.is(case, &grammar.benefit) => ModifierKind::Route,
        () if is_topic => ModifierKind::Topic,
        () if is_vehicle && is_one => ModifierKind::Means,
        () => of_preposition(tree, case)?,
    };
    let of = if heads { tree.head(of)? } else { of };
    // "Clashes between supporters and opponents [outside the university]": people are no place.
    if kind == ModifierKind::Place && tree.is(case, &words.amid) && is_people(tree, i) {
        let place = (i + 1..=tree.extent(i).1).find(|&at| {
            let leads = tree.case(at).and_then(|case| of_preposition(tree, case)) == Some(ModifierKind::Place);
            leads && tree.relation(at) == Relation::Nmod
        })?;
        let case = tree.case(place)?;
        return Some(made(tree, (of, place), kind, (case, tree.extent(place).1)));
    }
    let (first, last) = tree.extent(i);
    let first = if case > 0 && tree.is(case - 1, &words.joining) { case - 1 } else { first.max(case.min(i)).min(case) };
    (last < of || first > of).then(|| made(tree, (of, i), kind, (first, last)))
}

/// What a noun behind a preposition gives as grounds: "in response to the `test`", "on suspicion of `killing` him".
fn ground(tree: &Tree, (case, i): (usize, usize)) -> Option<usize> {
    let behind = |&child: &usize| tree.case(child).or(tree.child(child, Relation::Mark)) == Some(i + 1);
    let grounds = || tree.children(i).filter(|&child| matches!(tree.relation(child), Relation::Nmod | Relation::Acl));
    let ground = grounds().find(behind)?;
    let words = tree.words(case, i + 1).of(tree.text).to_lowercase();
    tree.language.matters.grounds.iter().any(|known| known.trim_end() == words).then_some(ground)
}

/// What has grounds that hang on a noun by the parse: "[seized] two ships on suspicion of smuggling".
fn deed(tree: &Tree, of: usize) -> usize {
    let verb = tree.head(of).filter(|&verb| tree.tag(verb) == Tag::Verb && verb < of);
    verb.filter(|_| matches!(tree.relation(of), Relation::Obj | Relation::Obl)).unwrap_or(of)
}

/// "arrested [for smuggling arms]", "barred from a flight [for wearing leggings]".
fn charge(tree: &Tree, i: usize) -> Option<Modifier> {
    let noun = tree.head(i)?;
    let of = if tree.relation(i) == Relation::Acl { deed(tree, noun) } else { noun };
    let mark = tree.child(i, Relation::Mark).filter(|&mark| tree.is(mark, &tree.language.grammar.benefit))?;
    let is_one = tree.tag(of) == Tag::Verb
        && of < mark
        && tree.has(i, Features::GERUND)
        && !tree.is(of, &tree.language.modifiers.used)
        && (of == noun || tree.is_passive(of));
    is_one.then(|| made(tree, (of, i), ModifierKind::Cause, (mark, tree.extent(i).1)))
}

/// Whether a noun is for people.
fn is_people(tree: &Tree, i: usize) -> bool {
    let noun = tree.language.learned.words.facts(tree.token(i).lemma).noun;
    tree.tag(i) == Tag::Noun && noun == knowledge::PERSON
}

/// "[The Red Cross] brokered the deal".
fn doer(tree: &Tree, i: usize) -> Option<Modifier> {
    let of = tree.head(i).filter(|&of| of > i && tree.tag(of) == Tag::Verb)?;
    let is_done = tree.child(of, Relation::Obj).is_some();
    (is_done && tree.tag(i) == Tag::Propn).then(|| made(tree, (of, i), ModifierKind::Agent, tree.extent(i)))
}

/// "dug [to free the boy]".
fn purpose(tree: &Tree, i: usize) -> Option<Modifier> {
    let of = tree.head(i).filter(|&of| of < i)?;
    let to = tree.children(i).find(|&child| tree.is(child, &tree.language.grammar.infinitive))?;
    Some(made(tree, (of, i), ModifierKind::Purpose, (to, tree.extent(i).1)))
}

/// "turned away [because they wore leggings]".
fn reason(tree: &Tree, i: usize) -> Option<Modifier> {
    let of = tree.head(i)?;
    let mark = tree.children(i).find(|&child| child < i && tree.is(child, &tree.language.modifiers.because))?;
    let last = tree.extent(i).1;
    (mark > of || last < of).then(|| made(tree, (of, i), ModifierKind::Cause, (mark, last)))
}

fn of_preposition(tree: &Tree, case: usize) -> Option<ModifierKind> {
    let word = tree.token(case).span.of(tree.text).to_lowercase();
    let before = case.checked_sub(1).map(|before| tree.token(before).span.of(tree.text).to_lowercase());
    let words = &tree.language.modifiers;
    if before.as_deref().is_some_and(|before| words.caused.has(before)) {
        return Some(ModifierKind::Cause);
    }
    if before.is_some_and(|before| words.beside.has(&before)) && words.to.has(&word) {
        return Some(ModifierKind::Place);
    }
    let kinds = [
        (&words.place, ModifierKind::Place),
        (&words.route, ModifierKind::Route),
        (&words.means, ModifierKind::Means),
        (&words.cause, ModifierKind::Cause),
        (&words.agent, ModifierKind::Agent),
        (&words.purpose, ModifierKind::Purpose),
        (&words.topic, ModifierKind::Topic),
    ];
    kinds.into_iter().find(|(group, _)| group.has(&word)).map(|(_, kind)| kind)
}

/// A modifier of these words, cut where another clause begins.
fn made(tree: &Tree, (of, head): (usize, usize), kind: ModifierKind, (first, last): (usize, usize)) -> Modifier {
    let is_place = kind == ModifierKind::Place;
    // "In Dorn, Velmark", "in the valley, near the border" go on behind their comma, "on a mountain without water, circumstances that" does not.
    let goes_on = |at: usize| is_place && at < last && matches!(tree.tag(at + 1), Tag::Propn | Tag::Adp);
    let comma = |at: usize| tree.token(at).span.of(tree.text) == "," && !goes_on(at);
    // "In Havana [and ease travel]".
    let is_next_verb = |at: usize| tree.tag(at) == Tag::Cconj && at < last && tree.tag(at + 1) == Tag::Verb;
    // Of a verb that taggers take for a noun the object follows, and no name goes on with it.
    let is_next_noun = |at: usize| {
        let follow = || (at + 1..=at + 2).all(|next| tree.tag(next) == Tag::Noun);
        tree.tag(at) == Tag::Cconj && tree.tag(head) == Tag::Propn && at + 2 <= last && follow()
    };
    let opens = |at: usize| {
        at > head
            && (comma(at)
                || matches!(tree.relation(at), Relation::AclRelcl | Relation::Parataxis)
                // "[near Damascus], and that the army was behind it".
                || (tree.relation(at) == Relation::Mark && tree.tag(at) == Tag::Sconj && is_place)
                // "talks between the two [brokered by the Red Cross]".
                || (tree.relation(at) == Relation::Acl && is_place)
                // "Trapped [on a mountain] by rebels".
                || (is_place && (is_next_verb(at) || is_next_noun(at) || tree.is(at, &tree.language.grammar.agent)))
                || matches!(tree.token(at).span.of(tree.text), "—" | "–" | "--" | "(" | ";" | ":" | "\"" | "”" | "“"))
    };
    let cut = (head + 1..=last)
        .find(|&at| opens(at))
        .map_or(last, |at| if tree.tag(at) == Tag::Punct { at - 1 } else { tree.extent(at).0.max(head + 1) - 1 });
    let mut end = cut.max(head).min(first + LONGEST).max(head);
    while end > head && matches!(tree.tag(end), Tag::Punct | Tag::Adp | Tag::Det | Tag::Cconj | Tag::Sconj) {
        end -= 1;
    }
    let negated = tree.negation(head).is_some() || tree.negation(of).is_some();
    Modifier {
        of: tree.token(of).span,
        kind,
        span: tree.words(first.min(head), end),
        head: tree.token(head).span,
        negated,
        is_predicate: tree.child(head, Relation::Cop).is_some(),
        is_quoted: false,
    }
}
