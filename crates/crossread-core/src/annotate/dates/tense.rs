//! On which side of the day of publication a clause speaks, from its verb and the words of planning around it.

use super::resolve::Tense;
use super::words::Sense;
use crate::language::Language;
use crate::language::groups::Group;
use crossread_language::{Features, Relation, Sentence, Tag, Token};

/// The tense at byte `at` of the text.
///
/// The nearest verb above the date decides, with its helpers; where it has no tense of its own (an infinitive, a
/// participle behind a noun), the next one above. Words of planning ("due Friday", "the Friday deadline") put the date
/// into the future wherever they stand between.
///
/// Of an hour of a day ("at 7.45pm on Tuesday") the present tells a plan whatever its verb is. `is_date` tells whether a date stands at a byte:
/// of "between May and July" May is no word of planning.
pub(super) fn at(
    language: &Language,
    sentence: &Sentence,
    at: u32,
    is_hour: bool,
    is_date: impl Fn(u32) -> bool,
) -> Tense {
    let Some(i) = sentence.token_at(at) else { return Tense::Unknown };
    // "the 30th" hangs where its noun does.
    let i = if sentence.tokens[i].tag == Tag::Det { sentence.head(i).unwrap_or(i) } else { i };
    if follows_a_plan(language, sentence, i) {
        return Tense::Future;
    }
    if let Some(tense) = of_what_the_day_has(language, sentence, i) {
        return tense;
    }
    // A word of planning right before the date needs no tree: "is due Sunday", "set for Monday", "a landfall, likely on Wednesday".
    let mut before = sentence.tokens[..i].iter().rev().skip_while(|token| token.tag == Tag::Adp);
    let is_ahead = |token: &Token| match token.tag {
        Tag::Adj => language.dates.ahead.has(token.word),
        Tag::Adv => language.dates.likely.has(token.word),
        _ => false,
    };
    if before.next().is_some_and(is_ahead) {
        return Tense::Future;
    }
    let mut walk = Walk { language, sentence, i, is_hour, infinitive: false, participle: false };
    let is_other_date = |up: usize| up != i && is_date(sentence.tokens[up].span.start);
    let mut above = sentence.ancestors(i).filter(|&up| !is_other_date(up));
    above.find_map(|up| walk.word(up)).unwrap_or_default()
}

/// A word above a date, with the words that help it where it is a verb.
struct GoverningWord<'a> {
    sentence: &'a Sentence,
    at: usize,
    token: &'a Token,
}

impl GoverningWord<'_> {
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

    fn is_helped_by(&self, words: &Group) -> bool {
        self.helpers().any(|helper| words.has(helper.word))
    }
}

/// The way from the date at token `i` up to the verb that tells its side.
struct Walk<'a> {
    language: &'a Language,
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
    fn follows(&self, words: &Group) -> bool {
        self.i > 0 && words.has(self.sentence.tokens[self.i - 1].word)
    }

    /// "by early June", "by the 5th": an end.
    fn is_end(&self) -> bool {
        let mut near = self.sentence.tokens[..self.i].iter().rev();
        let near = near.find(|token| !matches!(token.tag, Tag::Adj | Tag::Adv | Tag::Det | Tag::Punct));
        near.is_some_and(|token| self.language.dates.by.has(token.word))
    }

    /// What the word at `up` says; `None` where it has no tense of its own.
    fn word(&mut self, up: usize) -> Option<Tense> {
        let above = GoverningWord { sentence: self.sentence, at: up, token: &self.sentence.tokens[up] };
        let GoverningWord { sentence, token, .. } = above;
        let i = self.i;
        if self.follows(&self.language.dates.until)
            && token.tag == Tag::Verb
            && self.language.dates.putting_off.has(token.lemma)
        {
            return Some(Tense::Future);
        }
        let is_plain = !matches!(token.tag, Tag::Adp | Tag::Verb);
        if up != i && self.language.dates.ahead.has(token.word) && is_plain && !is_done(self.language, sentence, i, up)
        {
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
        let to = above.is_helped_by(&self.language.grammar.infinitive);
        if to || token.features.has(Features::INFINITIVE) && above.helpers().next().is_none() {
            return self.infinitive(&above, to);
        }
        let past = token.features.has(Features::PAST | Features::FINITE) || above.has(Features::PAST);
        // "would withdraw if it moved the meeting from March 6": what is only supposed has no time.
        if past && is_supposed(self.language, sentence, up) {
            return Some(Tense::Unknown);
        }
        if past || above.is_helped_by(&self.language.dates.have) {
            // "were told to be back by Monday"
            let set = self.is_end() && is_infinitive_between(self.language, sentence, up, i);
            return Some(if set { Tense::Future } else { Tense::Past });
        }
        if token.features.has(Features::GERUND) || token.features.has(Features::PARTICIPLE) {
            return self.participle(&above);
        }
        let present = token.features.has(Features::PRESENT) || above.has(Features::PRESENT);
        present.then(|| self.present(&above, verb && !copula))
    }

    /// Verbs and helpers that plan.
    fn planned(&self, above: &GoverningWord) -> Option<Tense> {
        let GoverningWord { sentence, at, token } = *above;
        if above.helpers().any(|helper| self.language.dates.ahead.has(helper.word)) {
            return Some(Tense::Future);
        }
        // "can be collected on Saturday", but "can quote the file of March 9".
        let can = above.is_helped_by(&self.language.dates.can);
        if can && sentence.head(self.i) == Some(at) && (self.is_hour || is_weekday(self.language, sentence, self.i)) {
            return Some(Tense::Future);
        }
        // "who set out on Sunday" set nothing for a day.
        let sets_out = sentence.child(at, Relation::CompoundPrt).is_some();
        if !self.language.dates.ahead.has(token.word) || sets_out || at == self.i {
            return None;
        }
        // "is scheduled for Friday", "expected to meet Friday", "planned Friday's march".
        let plain_past = token.features.has(Features::PAST | Features::FINITE) && !self.infinitive;
        let told = plain_past && !above.has(Features::PAST) && sentence.subject(at).is_some();
        Some(if told { Tense::Past } else { Tense::Future })
    }

    fn infinitive(&mut self, above: &GoverningWord, to: bool) -> Option<Tense> {
        let GoverningWord { sentence, at, .. } = *above;
        // "wants to close it by early June": an end that is set.
        if self.is_end() {
            return Some(Tense::Future);
        }
        // "believed to have crashed on Friday"
        if above.is_helped_by(&self.language.grammar.have) {
            return Some(Tense::Past);
        }
        let are = |helper: &Token| self.language.grammar.be.has(helper.lemma) && helper.features.has(Features::PRESENT);
        // "The judge who is to hear the case resigned on Wednesday."
        let between = sentence.tokens.get(at + 1..self.i).unwrap_or_default();
        let nearest = !between.iter().any(|token| token.tag == Tag::Verb);
        if above.helpers().any(are) && nearest {
            return Some(Tense::Future);
        }
        // "The talks resume on Sunday": a plural's verb looks like an infinitive.
        let main = !to && sentence.head(at).is_none() && sentence.subject(at).is_some();
        if main && is_plan(self.language, sentence, at, self.i) {
            return Some(Tense::Future);
        }
        self.infinitive = true;
        None
    }

    /// "is meeting Friday" is to come; a participle without a helper takes the tense above.
    fn participle(&mut self, above: &GoverningWord) -> Option<Tense> {
        let GoverningWord { sentence, at, token } = *above;
        let present = above.has(Features::PRESENT);
        if token.features.has(Features::GERUND) && present {
            // "are missing after a flood on Tuesday" is not.
            return Some(if behind_an_event(self.language, sentence, self.i) { Tense::Past } else { Tense::Future });
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
        if of_a_noun
            && sentence.head(self.i) == Some(at)
            && !(self.i > at && self.follows(&self.language.dates.planned_for))
        {
            return Some(Tense::Past);
        }
        self.participle |= token.features.has(Features::PARTICIPLE);
        None
    }

    fn present(&self, above: &GoverningWord, verb: bool) -> Tense {
        let GoverningWord { sentence, at, token } = *above;
        if behind_an_event(self.language, sentence, self.i) {
            return Tense::Past;
        }
        // "The two sides are to meet on Thursday", "they have until Tuesday to accept".
        if self.infinitive && self.language.grammar.be.has(token.lemma) || self.follows(&self.language.dates.until) {
            return Tense::Future;
        }
        // "Parliament votes on Tuesday": a plan, told in the present.
        let plan = verb && !above.has(Features::PRESENT) && is_plan(self.language, sentence, at, self.i);
        // "Polls are open until 8 p.m. on Tuesday", but "the man last seen at 8 p.m. on Tuesday is tall", and "the curfew holds from 9pm
        // Wednesday" may have begun.
        let tells_a_plan = !self.participle && !self.language.dates.records.has(token.lemma);
        let hour = self.is_hour && tells_a_plan && !self.follows(&self.language.dates.from);
        if plan || hour { Tense::Future } else { Tense::Unknown }
    }
}

/// Whether token `i` is a day of the week.
fn is_weekday(language: &Language, sentence: &Sentence, i: usize) -> bool {
    matches!(language.dates.sense(sentence.tokens[i].word), Sense::Weekday(..))
}

/// Whether a verb in the present tells a plan for the date at token `i`: one of planning, on which the date hangs, or a phrase ("goes on
/// trial on Monday").
fn is_plan(language: &Language, sentence: &Sentence, verb: usize, i: usize) -> bool {
    let lemma = sentence.tokens[verb].lemma;
    let behind = sentence.tokens.get(verb + 1);
    behind.is_some_and(|behind| verb + 1 < i && language.dates.scheduled_phrases.contains(&(lemma, behind.lemma)))
        || language.dates.scheduled.has(lemma) && sentence.head(i) == Some(verb)
}

/// Whether "to" with its verb stands between a verb and a date behind it.
fn is_infinitive_between(language: &Language, sentence: &Sentence, verb: usize, i: usize) -> bool {
    let between = sentence.tokens.get(verb + 1..i).unwrap_or_default();
    between.iter().any(|token| token.tag == Tag::Part && language.grammar.infinitive.has(token.word))
}

/// How many tokens behind a day the noun stands at most that it has: "Monday's deadly train crash".
const OWNED: usize = 4;

/// The side that the thing tells which a day has: "Monday's crash" has been; what is said to come "ahead of Saturday's final" does.
fn of_what_the_day_has(language: &Language, sentence: &Sentence, i: usize) -> Option<Tense> {
    let mut behind = sentence.tokens.get(i + 1..)?.iter();
    behind.next().filter(|token| language.grammar.possessive.has(token.word))?;
    let is_thing =
        |token: &Token| language.dates.unplanned.has(token.lemma) || language.dates.unplanned.has(token.word);
    let mut phrase = behind.take(OWNED).take_while(|token| {
        matches!(token.tag, Tag::Adj | Tag::Noun | Tag::Propn | Tag::Num) || token.tag == Tag::Verb && is_thing(token)
    });
    if phrase.any(is_thing) {
        return Some(Tense::Past);
    }
    let word = |back: usize| i.checked_sub(back).map(|at| sentence.tokens[at].word);
    let (near, far) = (word(1)?, word(2)?);
    language.dates.awaited.end([far, near].into_iter()).then_some(Tense::Future)
}

/// Whether a clause in the past is only supposed: "if it moved", under "would".
fn is_supposed(language: &Language, sentence: &Sentence, verb: usize) -> bool {
    let has = |head: usize, words: &Group| sentence.children(head).any(|child| words.has(sentence.tokens[child].word));
    let would = &language.dates.supposing;
    has(verb, &language.grammar.conditional) && sentence.head(verb).is_some_and(|above| has(above, would))
}

/// "revealed his plans on Friday": the date at token `i`, behind the object of a verb in the past, is that of the verb; not
/// "announced a meeting for Friday".
fn is_done(language: &Language, sentence: &Sentence, i: usize, noun: usize) -> bool {
    let token = &sentence.tokens[noun];
    let verb = sentence.head(noun).map(|verb| &sentence.tokens[verb]);
    let past = verb.is_some_and(|verb| verb.tag == Tag::Verb && verb.features.has(Features::PAST | Features::FINITE));
    let mut before = sentence.tokens[..i].iter().rev();
    let before = before.find(|token| !matches!(token.tag, Tag::Adj | Tag::Adv | Tag::Det));
    let set = before.is_some_and(|word| language.dates.planned_for.has(word.word));
    token.tag == Tag::Noun && token.relation == Relation::Obj && past && i > noun && !set
}

/// Whether a plan in the present stands right before the date at token `i`: "Parliament votes on Tuesday", whose verb a
/// tagger may well take for a noun.
fn follows_a_plan(language: &Language, sentence: &Sentence, i: usize) -> bool {
    let Some(verb) = sentence.tokens[..i].iter().rposition(|token| token.tag != Tag::Adp) else { return false };
    let token = &sentence.tokens[verb];
    let third_person = token.word != token.lemma && language.dates.scheduled.has(token.lemma);
    let subject = verb > 0 && matches!(sentence.tokens[verb - 1].tag, Tag::Noun | Tag::Propn | Tag::Pron);
    let noun_plural = token.tag == Tag::Noun && token.features.has(Features::PLURAL);
    let predicate = sentence.tokens.get(i + 1).is_none_or(|next| !matches!(next.tag, Tag::Verb | Tag::Aux));
    noun_plural && third_person && subject && predicate
}

/// How many tokens back from a date the "after" may stand that puts it behind what has happened: "after a flood at Orm
/// on Tuesday".
const BEHIND: usize = 10;

/// Whether the date at token `i` is that of an event which the clause comes after.
fn behind_an_event(language: &Language, sentence: &Sentence, i: usize) -> bool {
    sentence.tokens[..i]
        .iter()
        .rev()
        .take(BEHIND)
        .take_while(|token| !matches!(token.tag, Tag::Verb | Tag::Aux | Tag::Punct | Tag::Sconj))
        .any(|token| language.dates.after.has(token.word))
}
