//! On which side of the day of publication a clause speaks, from its verb and the words of planning around it.

use super::resolve::Tense;
use super::words::{self, AHEAD, PUTTING_OFF, SCHEDULED, SCHEDULED_PHRASES, Sense, UNPLANNED};
use crossread_language::{Features, Relation, Sentence, Tag, Token, Word};

/// The tense at byte `at` of the text.
///
/// The nearest verb above the date decides, with its helpers; where it has no tense of its own (an infinitive, a
/// participle behind a noun), the next one above. Words of planning ("due Friday", "the Friday deadline") put the date
/// into the future wherever they stand between.
///
/// Of an hour of a day ("at 7.45pm on Tuesday") the present tells a plan whatever its verb is.
pub(super) fn at(sentence: &Sentence, at: u32, is_hour: bool) -> Tense {
    let Some(i) = sentence.token_at(at) else { return Tense::Unknown };
    // "the 30th" hangs where its noun does.
    let i = if sentence.tokens[i].tag == Tag::Det { sentence.head(i).unwrap_or(i) } else { i };
    if follows_a_plan(sentence, i) {
        return Tense::Future;
    }
    if let Some(tense) = of_what_the_day_has(sentence, i) {
        return tense;
    }
    // A word of planning right before the date needs no tree: "is due Sunday", "set for Monday", "a landfall, likely on Wednesday".
    let mut before = sentence.tokens[..i].iter().rev().skip_while(|token| token.tag == Tag::Adp);
    let is_ahead = |token: &Token| match token.tag {
        Tag::Adj => AHEAD.contains(&token.word),
        Tag::Adv => token.word == Word::of("likely"),
        _ => false,
    };
    if before.next().is_some_and(is_ahead) {
        return Tense::Future;
    }
    let mut walk = Walk { sentence, i, is_hour, infinitive: false, participle: false };
    sentence.ancestors(i).find_map(|up| walk.word(up)).unwrap_or_default()
}

/// A word above a date, with the words that help it where it is a verb.
struct Above<'a> {
    sentence: &'a Sentence,
    at: usize,
    token: &'a Token,
}

impl Above<'_> {
    fn helpers(&self) -> impl Iterator<Item = &Token> {
        let tokens = &self.sentence.tokens;
        self.sentence
            .children(self.at)
            .map(|child| &tokens[child])
            .filter(|token| matches!(token.tag, Tag::Aux | Tag::Part))
    }

    fn has(&self, features: Features) -> bool {
        self.helpers().any(|helper| helper.features.has(features))
    }

    fn is_helped_by(&self, words: &[Word]) -> bool {
        self.helpers().any(|helper| words.contains(&helper.word))
    }
}

/// The way from the date at token `i` up to the verb that tells its side.
struct Walk<'a> {
    sentence: &'a Sentence,
    i: usize,
    /// Whether the date is an hour of a day.
    is_hour: bool,
    /// Whether an infinitive was passed.
    infinitive: bool,
    /// Whether a participle was.
    participle: bool,
}

impl Walk<'_> {
    /// Whether one of these words stands right before the date.
    fn follows(&self, words: &[Word]) -> bool {
        self.i > 0 && words.contains(&self.sentence.tokens[self.i - 1].word)
    }

    /// "by early June", "by the 5th": an end.
    fn is_end(&self) -> bool {
        let mut near = self.sentence.tokens[..self.i].iter().rev();
        let near = near.find(|token| !matches!(token.tag, Tag::Adj | Tag::Adv | Tag::Det | Tag::Punct));
        near.is_some_and(|token| token.word == Word::of("by"))
    }

    /// What the word at `up` says; `None` where it has no tense of its own.
    fn word(&mut self, up: usize) -> Option<Tense> {
        let above = Above { sentence: self.sentence, at: up, token: &self.sentence.tokens[up] };
        let Above { sentence, token, .. } = above;
        let i = self.i;
        if self.follows(&UNTIL) && token.tag == Tag::Verb && PUTTING_OFF.contains(&token.lemma) {
            return Some(Tense::Future);
        }
        let is_plain = !matches!(token.tag, Tag::Adp | Tag::Verb);
        if up != i && AHEAD.contains(&token.word) && is_plain && !is_done(sentence, i, up) {
            return Some(Tense::Future);
        }
        let verb = matches!(token.tag, Tag::Verb | Tag::Aux);
        let copula = sentence.child(up, Relation::Cop).is_some();
        if !verb && !copula {
            return None;
        }
        if let Some(tense) = self.planned(&above) {
            return Some(tense);
        }
        let to = above.is_helped_by(&[Word::of("to")]);
        if to || token.features.has(Features::INFINITIVE) && above.helpers().next().is_none() {
            return self.infinitive(&above, to);
        }
        let past = token.features.has(Features::PAST | Features::FINITE) || above.has(Features::PAST);
        // "would withdraw if it moved the meeting from March 6": what is only supposed has no time.
        if past && is_supposed(sentence, up) {
            return Some(Tense::Unknown);
        }
        if past || above.is_helped_by(&HAVE) {
            // "were told to be back by Monday"
            let set = self.is_end() && is_infinitive_between(sentence, up, i);
            return Some(if set { Tense::Future } else { Tense::Past });
        }
        if token.features.has(Features::GERUND) || token.features.has(Features::PARTICIPLE) {
            return self.participle(&above);
        }
        let present = token.features.has(Features::PRESENT) || above.has(Features::PRESENT);
        present.then(|| self.present(&above, verb && !copula))
    }

    /// Verbs and helpers that plan.
    fn planned(&self, above: &Above) -> Option<Tense> {
        let Above { sentence, at, token } = *above;
        if above.helpers().any(|helper| AHEAD.contains(&helper.word)) {
            return Some(Tense::Future);
        }
        // "can be collected on Saturday", but "can quote the file of March 9".
        let can = above.is_helped_by(&[Word::of("can"), Word::of("ca")]);
        if can && sentence.head(self.i) == Some(at) && (self.is_hour || is_weekday(sentence, self.i)) {
            return Some(Tense::Future);
        }
        // "who set out on Sunday" set nothing for a day.
        let sets_out = sentence.child(at, Relation::CompoundPrt).is_some();
        if !AHEAD.contains(&token.word) || sets_out || at == self.i {
            return None;
        }
        // "is scheduled for Friday", "expected to meet Friday", "planned Friday's march".
        let plain_past = token.features.has(Features::PAST | Features::FINITE) && !self.infinitive;
        let told = plain_past && !above.has(Features::PAST) && sentence.subject(at).is_some();
        Some(if told { Tense::Past } else { Tense::Future })
    }

    fn infinitive(&mut self, above: &Above, to: bool) -> Option<Tense> {
        let Above { sentence, at, .. } = *above;
        // "wants to close it by early June": an end that is set.
        if self.is_end() {
            return Some(Tense::Future);
        }
        // "believed to have crashed on Friday"
        if above.is_helped_by(&[Word::of("have")]) {
            return Some(Tense::Past);
        }
        let are = |helper: &Token| helper.lemma == Word::of("be") && helper.features.has(Features::PRESENT);
        // "The judge who is to hear the case resigned on Wednesday."
        let between = sentence.tokens.get(at + 1..self.i).unwrap_or_default();
        let nearest = !between.iter().any(|token| token.tag == Tag::Verb);
        if above.helpers().any(are) && nearest {
            return Some(Tense::Future);
        }
        // "The talks resume on Sunday": a plural's verb looks like an infinitive.
        let main = !to && sentence.head(at).is_none() && sentence.subject(at).is_some();
        if main && is_plan(sentence, at, self.i) {
            return Some(Tense::Future);
        }
        self.infinitive = true;
        None
    }

    /// "is meeting Friday" is to come; a participle without a helper takes the tense above.
    fn participle(&mut self, above: &Above) -> Option<Tense> {
        let Above { sentence, at, token } = *above;
        let present = above.has(Features::PRESENT);
        if token.features.has(Features::GERUND) && present {
            // "are missing after a flood on Tuesday" is not.
            return Some(if behind_an_event(sentence, self.i) { Tense::Past } else { Tense::Future });
        }
        if present {
            return Some(Tense::Unknown);
        }
        let past = token.features.has(Features::PAST);
        if token.features.has(Features::PARTICIPLE) && past && sentence.head(at).is_none() {
            return Some(Tense::Past);
        }
        // "plans announced in January", but "a strike called for Thursday".
        let of_a_noun = token.relation == Relation::Acl && past && above.helpers().next().is_none();
        if of_a_noun && sentence.head(self.i) == Some(at) && !(self.i > at && self.follows(&PLANNED_FOR)) {
            return Some(Tense::Past);
        }
        self.participle |= token.features.has(Features::PARTICIPLE);
        None
    }

    fn present(&self, above: &Above, verb: bool) -> Tense {
        let Above { sentence, at, token } = *above;
        if behind_an_event(sentence, self.i) {
            return Tense::Past;
        }
        // "The two sides are to meet on Thursday", "they have until Tuesday to accept".
        if self.infinitive && token.lemma == Word::of("be") || self.follows(&UNTIL) {
            return Tense::Future;
        }
        // "Parliament votes on Tuesday": a plan, told in the present.
        let plan = verb && !above.has(Features::PRESENT) && is_plan(sentence, at, self.i);
        // "Polls are open until 8 p.m. on Tuesday", but "the man last seen at 8 p.m. on Tuesday is tall", and "the curfew holds from 9pm
        // Wednesday" may have begun.
        let tells_a_plan = !self.participle && !RECORDS.contains(&token.lemma);
        let hour = self.is_hour && tells_a_plan && !self.follows(&[Word::of("from"), Word::of("since")]);
        if plan || hour { Tense::Future } else { Tense::Unknown }
    }
}

/// Verbs by which a record tells in the present what has been: "the log puts the first call at 0412 on 3 March".
const RECORDS: [Word; 10] = [
    Word::of("put"),
    Word::of("show"),
    Word::of("say"),
    Word::of("give"),
    Word::of("list"),
    Word::of("record"),
    Word::of("note"),
    Word::of("place"),
    Word::of("indicate"),
    Word::of("suggest"),
];

/// Words behind which a day is an end.
const UNTIL: [Word; 2] = [Word::of("until"), Word::of("till")];

/// Helpers that put a verb into the past.
const HAVE: [Word; 4] = [Word::of("has"), Word::of("have"), Word::of("'ve"), Word::of("had")];

/// Whether token `i` is a day of the week.
fn is_weekday(sentence: &Sentence, i: usize) -> bool {
    matches!(words::of(sentence.tokens[i].word), Sense::Weekday(..))
}

/// Whether a verb in the present tells a plan for the date at token `i`: one of planning, on which the date hangs, or a phrase ("goes on
/// trial on Monday").
fn is_plan(sentence: &Sentence, verb: usize, i: usize) -> bool {
    let lemma = sentence.tokens[verb].lemma;
    let behind = sentence.tokens.get(verb + 1);
    behind.is_some_and(|behind| verb + 1 < i && SCHEDULED_PHRASES.contains(&(lemma, behind.lemma)))
        || SCHEDULED.contains(&lemma) && sentence.head(i) == Some(verb)
}

/// Whether "to" with its verb stands between a verb and a date behind it.
fn is_infinitive_between(sentence: &Sentence, verb: usize, i: usize) -> bool {
    let between = sentence.tokens.get(verb + 1..i).unwrap_or_default();
    between.iter().any(|token| token.tag == Tag::Part && token.word == Word::of("to"))
}

/// How many tokens behind a day the noun stands at most that it has: "Monday's deadly train crash".
const OWNED: usize = 4;

/// The side that the thing tells which a day has: "Monday's crash" has been; what is said to come "ahead of Saturday's final" does.
fn of_what_the_day_has(sentence: &Sentence, i: usize) -> Option<Tense> {
    let mut behind = sentence.tokens.get(i + 1..)?.iter();
    behind.next().filter(|token| [Word::of("'s"), Word::of("’s")].contains(&token.word))?;
    let is_thing = |token: &Token| UNPLANNED.contains(&token.lemma) || UNPLANNED.contains(&token.word);
    let mut phrase = behind.take(OWNED).take_while(|token| {
        matches!(token.tag, Tag::Adj | Tag::Noun | Tag::Propn | Tag::Num) || token.tag == Tag::Verb && is_thing(token)
    });
    if phrase.any(is_thing) {
        return Some(Tense::Past);
    }
    let word = |back: usize| i.checked_sub(back).map(|at| sentence.tokens[at].word);
    let (near, far) = (word(1)?, word(2)?);
    let awaited = |(first, second): (&str, &str)| far == Word::of(first) && near == Word::of(second);
    AWAITED.into_iter().any(awaited).then_some(Tense::Future)
}

/// Words behind which the thing that a day has is to come: "worried about Saturday's final".
const AWAITED: [(&str, &str); 22] = [
    ("ahead", "of"),
    ("up", "to"),
    ("forward", "to"),
    ("ready", "for"),
    ("set", "for"),
    ("fit", "for"),
    ("prepare", "for"),
    ("prepares", "for"),
    ("preparing", "for"),
    ("prepared", "for"),
    ("preparations", "for"),
    ("brace", "for"),
    ("bracing", "for"),
    ("tickets", "for"),
    ("squad", "for"),
    ("doubt", "for"),
    ("doubtful", "for"),
    ("worried", "about"),
    ("nervous", "about"),
    ("anxious", "about"),
    ("excited", "about"),
    ("confident", "about"),
];

/// Whether a clause in the past is only supposed: "if it moved", under "would".
fn is_supposed(sentence: &Sentence, verb: usize) -> bool {
    let has =
        |head: usize, words: &[Word]| sentence.children(head).any(|child| words.contains(&sentence.tokens[child].word));
    let would = [Word::of("would"), Word::of("could"), Word::of("might")];
    has(verb, &[Word::of("if"), Word::of("unless")]) && sentence.head(verb).is_some_and(|above| has(above, &would))
}

/// "revealed his plans on Friday": the date at token `i`, behind the object of a verb in the past, is that of the verb; not
/// "announced a meeting for Friday".
fn is_done(sentence: &Sentence, i: usize, noun: usize) -> bool {
    let token = &sentence.tokens[noun];
    let verb = sentence.head(noun).map(|verb| &sentence.tokens[verb]);
    let past = verb.is_some_and(|verb| verb.tag == Tag::Verb && verb.features.has(Features::PAST | Features::FINITE));
    let mut before = sentence.tokens[..i].iter().rev();
    let before = before.find(|token| !matches!(token.tag, Tag::Adj | Tag::Adv | Tag::Det));
    let set = before.is_some_and(|word| PLANNED_FOR.contains(&word.word));
    token.tag == Tag::Noun && token.relation == Relation::Obj && past && i > noun && !set
}

/// Words by which a day is set: "a plan for Friday".
const PLANNED_FOR: [Word; 4] = [Word::of("for"), Word::of("by"), Word::of("of"), Word::of("until")];

/// Whether a plan in the present stands right before the date at token `i`: "Parliament votes on Tuesday", whose verb a
/// tagger may well take for a noun.
fn follows_a_plan(sentence: &Sentence, i: usize) -> bool {
    let Some(verb) = sentence.tokens[..i].iter().rposition(|token| token.tag != Tag::Adp) else { return false };
    let token = &sentence.tokens[verb];
    let third_person = token.word != token.lemma && SCHEDULED.contains(&token.lemma);
    let subject = verb > 0 && matches!(sentence.tokens[verb - 1].tag, Tag::Noun | Tag::Propn | Tag::Pron);
    let noun_plural = token.tag == Tag::Noun && token.features.has(Features::PLURAL);
    let predicate = sentence.tokens.get(i + 1).is_none_or(|next| !matches!(next.tag, Tag::Verb | Tag::Aux));
    noun_plural && third_person && subject && predicate
}

/// How many tokens back from a date the "after" may stand that puts it behind what has happened: "after a flood at Orm
/// on Tuesday".
const BEHIND: usize = 10;

/// Whether the date at token `i` is that of an event which the clause comes after.
fn behind_an_event(sentence: &Sentence, i: usize) -> bool {
    sentence.tokens[..i]
        .iter()
        .rev()
        .take(BEHIND)
        .take_while(|token| !matches!(token.tag, Tag::Verb | Tag::Aux | Tag::Punct | Tag::Sconj))
        .any(|token| token.word == Word::of("after") || token.word == Word::of("following"))
}
