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
    // A word of planning right before the date needs no tree: "is due Sunday", "set for Monday".
    let mut before = sentence.tokens[..i].iter().rev().skip_while(|token| token.tag == Tag::Adp);
    if before.next().is_some_and(|token| token.tag == Tag::Adj && AHEAD.contains(&token.word)) {
        return Tense::Future;
    }
    let mut near = sentence.tokens[..i].iter().rev();
    let until = near.find(|token| !matches!(token.tag, Tag::Adj | Tag::Adv | Tag::Det | Tag::Punct));
    let until = until.is_some_and(|token| token.word == Word::of("by"));
    let follows_from = i > 0 && [Word::of("from"), Word::of("since")].contains(&sentence.tokens[i - 1].word);
    let (mut infinitive, mut participle) = (false, false);
    let ends = i > 0 && [Word::of("until"), Word::of("till")].contains(&sentence.tokens[i - 1].word);
    for up in sentence.ancestors(i) {
        let token = &sentence.tokens[up];
        if ends && token.tag == Tag::Verb && PUTTING_OFF.contains(&token.lemma) {
            return Tense::Future;
        }
        if up != i
            && AHEAD.contains(&token.word)
            && token.tag != Tag::Adp
            && token.tag != Tag::Verb
            && !is_done(sentence, i, up)
        {
            return Tense::Future;
        }
        let verb = matches!(token.tag, Tag::Verb | Tag::Aux);
        let copula = sentence.child(up, Relation::Cop).is_some();
        if !verb && !copula {
            continue;
        }
        let helpers =
            || sentence.children(up).filter(|&child| matches!(sentence.tokens[child].tag, Tag::Aux | Tag::Part));
        let has = |features: Features| helpers().any(|child| sentence.tokens[child].features.has(features));
        if helpers().any(|child| AHEAD.contains(&sentence.tokens[child].word)) {
            return Tense::Future;
        }
        // "can be collected on Saturday", but "can quote the file of March 9".
        let can = helpers().any(|child| [Word::of("can"), Word::of("ca")].contains(&sentence.tokens[child].word));
        if can && sentence.head(i) == Some(up) && (is_hour || is_weekday(sentence, i)) {
            return Tense::Future;
        }
        let to = helpers().any(|child| sentence.tokens[child].word == Word::of("to"));
        // "who set out on Sunday" set nothing for a day.
        let sets_out = sentence.child(up, Relation::CompoundPrt).is_some();
        let planned = AHEAD.contains(&token.word) && !sets_out;
        if planned && up != i {
            // "is scheduled for Friday", "expected to meet Friday", "planned Friday's march".
            let plain_past = token.features.has(Features::PAST | Features::FINITE) && !infinitive;
            return if plain_past && !has(Features::PAST) && sentence.subject(up).is_some() {
                Tense::Past
            } else {
                Tense::Future
            };
        }
        if to || token.features.has(Features::INFINITIVE) && helpers().next().is_none() {
            // "wants to close it by early June": an end that is set.
            if until {
                return Tense::Future;
            }
            // "believed to have crashed on Friday"
            if helpers().any(|child| sentence.tokens[child].word == Word::of("have")) {
                return Tense::Past;
            }
            let are = |child: usize| {
                let token = &sentence.tokens[child];
                token.lemma == Word::of("be") && token.features.has(Features::PRESENT)
            };
            // "The judge who is to hear the case resigned on Wednesday."
            let between = sentence.tokens.get(up + 1..i).unwrap_or_default();
            let nearest = !between.iter().any(|token| token.tag == Tag::Verb);
            if helpers().any(are) && nearest {
                return Tense::Future;
            }
            // "The talks resume on Sunday": a plural's verb looks like an infinitive.
            if !to && sentence.head(up).is_none() && sentence.subject(up).is_some() && is_plan(sentence, up, i) {
                return Tense::Future;
            }
            infinitive = true;
            continue;
        }
        if token.features.has(Features::PAST) && token.features.has(Features::FINITE) || has(Features::PAST) {
            // "would withdraw if it moved the meeting from March 6": what is only supposed has no time.
            if is_supposed(sentence, up) {
                return Tense::Unknown;
            }
            // "were told to be back by Monday"
            if until && is_infinitive_between(sentence, up, i) {
                return Tense::Future;
            }
            return Tense::Past;
        }
        let have = helpers().any(|child| {
            [Word::of("has"), Word::of("have"), Word::of("'ve"), Word::of("had")].contains(&sentence.tokens[child].word)
        });
        if have {
            return if until && is_infinitive_between(sentence, up, i) { Tense::Future } else { Tense::Past };
        }
        if token.features.has(Features::GERUND) || token.features.has(Features::PARTICIPLE) {
            // "is meeting Friday" is to come; a participle without a helper takes the tense above.
            // "are missing after a flood on Tuesday" is not.
            if token.features.has(Features::GERUND) && has(Features::PRESENT) {
                return if behind_an_event(sentence, i) { Tense::Past } else { Tense::Future };
            }
            if has(Features::PRESENT) {
                return Tense::Unknown;
            }
            if token.features.has(Features::PARTICIPLE)
                && token.features.has(Features::PAST)
                && sentence.head(up).is_none()
            {
                return Tense::Past;
            }
            // "plans announced in January", but "a strike called for Thursday".
            let is_set =
                i > up && sentence.tokens[up..i].last().is_some_and(|before| PLANNED_FOR.contains(&before.word));
            let is_of_a_noun = token.relation == Relation::Acl && token.features.has(Features::PAST);
            if is_of_a_noun && !is_set && helpers().next().is_none() && sentence.head(i) == Some(up) {
                return Tense::Past;
            }
            participle |= token.features.has(Features::PARTICIPLE);
            continue;
        }
        if token.features.has(Features::PRESENT) || has(Features::PRESENT) {
            if behind_an_event(sentence, i) {
                return Tense::Past;
            }
            // "The two sides are to meet on Thursday", "they have until Tuesday to accept".
            let set = infinitive && token.lemma == Word::of("be");
            if set || ends {
                return Tense::Future;
            }
            // "Parliament votes on Tuesday": a plan, told in the present.
            let plan = verb && !copula && !has(Features::PRESENT) && is_plan(sentence, up, i)
                // "Polls are open until 8 p.m. on Tuesday", but "the man last seen at 8 p.m. on Tuesday is tall", and "the curfew
                // holds from 9pm Wednesday" may have begun.
                || is_hour && !participle && !follows_from;
            return if plan { Tense::Future } else { Tense::Unknown };
        }
    }
    Tense::Unknown
}

/// Whether token `i` is a day of the week.
fn is_weekday(sentence: &Sentence, i: usize) -> bool {
    matches!(words::of(sentence.tokens[i].word), Sense::Weekday(..))
}

/// Whether a verb in the present tells a plan for the date at token `i`, which hangs on it.
fn is_plan(sentence: &Sentence, verb: usize, i: usize) -> bool {
    let lemma = sentence.tokens[verb].lemma;
    let behind = sentence.tokens.get(verb + 1);
    let plan = SCHEDULED.contains(&lemma)
        || behind.is_some_and(|behind| verb + 1 < i && SCHEDULED_PHRASES.contains(&(lemma, behind.lemma)));
    plan && sentence.head(i) == Some(verb)
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
    let before = |back: usize, word: &str| i >= back && sentence.tokens[i - back].word == Word::of(word);
    (before(1, "of") && before(2, "ahead")).then_some(Tense::Future)
}

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
