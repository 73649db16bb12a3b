//! Who reports by a reporting word: a verb with its subject, "according to" with whom. Reads a word in its sentence, and what it may
//! report, and gives the cue with who speaks and whom they speak to. Whether and what it reports is not asked here.

use super::cues::{self, ReportingClass};
use super::described;
use super::parted;
use super::phrases::{before, name_behind, named_before, noun_phrase, phrase, phrase_start};
use super::subjects::{spoke_before, subject};
use super::{NamedText, Speaker, speaker};
use crate::annotate::names::{NameForm, names_in};
use crate::language::Language;
use crossread_language::{Features, MentionKind, Relation, Sentence, Span, Tag, Token};

/// A reporting word with who reports.
#[derive(Clone, Copy, Debug)]
pub(super) struct SpeechReport {
    pub cue: Span,
    pub speaker: Option<Speaker>,
    pub addressee: Option<Span>,
}

/// The report that token `i` makes, if it is a reporting word: a verb with its subject, or "according to" with whom.
/// `quote` is what it may report, never part of its speaker.
pub(super) fn report_at(
    text: &str,
    found: &NamedText,
    sentence: &Sentence,
    i: usize,
    quote: Option<Span>,
) -> Option<SpeechReport> {
    let cue = ReportingWord { text, found, sentence, i, quote };
    if cue.is_according() {
        return cue.according_to_whom();
    }
    if cue.reports_nothing() {
        return None;
    }
    cue.quoted_as_saying().or_else(|| cue.read_out()).or_else(|| cue.told_by_somebody())
}

/// A word that may report, of which is asked who reports.
#[derive(Clone, Copy)]
struct ReportingWord<'a> {
    text: &'a str,
    found: &'a NamedText<'a>,
    sentence: &'a Sentence,
    /// The word's place in the sentence.
    i: usize,
    /// What it may report, never part of its speaker.
    quote: Option<Span>,
}

impl ReportingWord<'_> {
    /// The report with who reports: the words from a first to a last token, if anybody is told.
    fn report(&self, who: Option<(usize, usize)>) -> SpeechReport {
        let ReportingWord { text, found, sentence, i, .. } = *self;
        let speaker = who.map(|(first, last)| speaker(text, found, sentence.words(first, last)));
        SpeechReport { cue: cues::span(found.language, text, sentence, i), speaker, addressee: None }
    }

    /// Whether these words are none of what is reported.
    fn is_clear(&self, (first, last): (usize, usize)) -> bool {
        self.quote.is_none_or(|quote| !quote.overlaps(self.sentence.words(first, last)))
    }

    /// What stands right before token `at`, where it may speak.
    fn agent_before(&self, at: usize) -> Option<(usize, usize)> {
        let ReportingWord { text, found, sentence, quote, .. } = *self;
        before(found.language, text, sentence, at, quote)
            .filter(|&(first, last)| is_agent(found, sentence, first, last))
    }

    fn is_according(&self) -> bool {
        let (grammar, tokens) = (&self.found.language.grammar, &self.sentence.tokens);
        grammar.according.has(tokens[self.i].word)
            && tokens.get(self.i + 1).is_some_and(|next| grammar.infinitive.has(next.word))
    }

    /// "According to Ann Lowe": the report is hers.
    fn according_to_whom(&self) -> Option<SpeechReport> {
        let ReportingWord { text, found, sentence, i, quote } = *self;
        let (first, last) = phrase(found.language, text, sentence, i + 2, quote)?;
        let whole = (first, described::apposition_behind(found, sentence, last).unwrap_or(last));
        let who = if self.is_clear(whole) { whole } else { (first, last) };
        Some(SpeechReport { cue: sentence.words(i, i + 1), ..self.report(Some(who)) })
    }

    /// Whether the word is none that reports, or only tells what something is called or what was said of it.
    fn reports_nothing(&self) -> bool {
        let ReportingWord { found, sentence, i, quote, .. } = *self;
        cues::verb(found.language, sentence, i) == ReportingClass::NONE
            || described::is_told_of(sentence, i)
            || quote.is_some_and(|quote| names_what_stands_before(found.language, sentence, i, quote))
    }

    /// "Quoting him as saying": the report is his.
    fn quoted_as_saying(&self) -> Option<SpeechReport> {
        let who = quoted_as_saying(self.found.language, self.text, self.sentence, self.i);
        who.filter(|&who| self.is_clear(who)).map(|who| self.report(Some(who)))
    }

    /// Read out from a paper: the report is that of who wrote it.
    fn read_out(&self) -> Option<SpeechReport> {
        let author = read_out(self.text, self.found, self.sentence, self.i)?;
        let clear = self.quote.is_none_or(|quote| !quote.overlaps(author.span));
        clear.then(|| SpeechReport { speaker: Some(author), ..self.report(None) })
    }

    /// The report of whoever does what the verb says, with whom it is told to. A verb of telling may leave out who tells.
    fn told_by_somebody(&self) -> Option<SpeechReport> {
        let ReportingWord { text, found, sentence, i, .. } = *self;
        if self.is_passive() {
            return Some(self.of_passive());
        }
        let who = self.inverted().or_else(|| self.leader()).or_else(|| self.by_syntax()).or_else(|| self.by_place());
        let who = who.map(|who| self.put_right(who));
        let behind = |last| {
            name_behind(found.language, text, sentence, last)
                .or_else(|| described::apposition_behind(found, sentence, last))
        };
        let who = who.map(|(first, last)| (first, if first > i { behind(last).unwrap_or(last) } else { last }));
        let who = who.filter(|&who| self.is_clear(who));
        if who.is_none() {
            let names_addressee = found.language.quotes.names_addressee.has(sentence.tokens[i].lemma);
            return names_addressee.then(|| self.report(None));
        }
        Some(SpeechReport { addressee: self.addressee(), ..self.report(who) })
    }

    fn is_passive(&self) -> bool {
        let ReportingWord { found, sentence, i, quote, .. } = *self;
        sentence.child(i, Relation::AuxPass).is_some()
            || quote.is_none() && parted::is_asked(found.language, sentence, i)
    }

    /// Agentless: "it was claimed"; with an agent: "was told by".
    fn of_passive(&self) -> SpeechReport {
        let ReportingWord { text, found, sentence, i, .. } = *self;
        let agent = sentence
            .child(i, Relation::OblAgent)
            .and_then(|agent| noun_phrase(found.language, text, sentence, agent, i));
        self.report(agent)
    }

    /// Who ends the sentence with a verb of saying, where nothing is quoted.
    fn inverted(&self) -> Option<(usize, usize)> {
        let ReportingWord { text, found, sentence, i, quote } = *self;
        let phrase = |from: usize| phrase(found.language, text, sentence, from, quote);
        let who = described::inverted(found, sentence, i, phrase).filter(|&who| self.is_clear(who))?;
        // The parser may know more of them: "said Ann Lowe, head of the board".
        self.by_syntax().filter(|&(first, _)| first == who.0).or(Some(who))
    }

    /// The words for who speaks before the verb, all of them and nothing else.
    fn put_right(&self, who: (usize, usize)) -> (usize, usize) {
        if who.1 >= self.i {
            return who;
        }
        let whole = described::whole(self.found, self.sentence, who, self.i);
        if self.is_clear(whole) { whole } else { who }
    }

    /// Who leads the sentence, far before the verb.
    fn leader(&self) -> Option<(usize, usize)> {
        let ReportingWord { found, sentence, i, .. } = *self;
        parted::leader(found.language, sentence, i).filter(|&(first, last)| is_agent(found, sentence, first, last))
    }

    /// Its subject; a verb joined to another has the other's subject, and a relative stands for its antecedent.
    fn by_syntax(&self) -> Option<(usize, usize)> {
        let ReportingWord { text, found, sentence, i, quote } = *self;
        let is_relative =
            |(first, last): (usize, usize)| first == last && sentence.tokens[first].features.has(Features::RELATIVE);
        let own = described::author(found, sentence, i).or_else(|| subject(found.language, sentence, i));
        let who = own.and_then(|own| {
            behind_opener(text, found, sentence, i, quote)
                .or_else(|| self.right_before_or(self.phrase_of_subject(own)?))
        });
        who.filter(|&who| !is_relative(who)).or_else(|| self.antecedent())
    }

    /// The words of the subject whose head is token `own`, where it may stand there.
    fn phrase_of_subject(&self, own: usize) -> Option<(usize, usize)> {
        let ReportingWord { text, found, sentence, i, quote } = *self;
        // "Earlier Friday, Lowe waved and wrote": a day is nobody; whoever stands before its verb is.
        let by_place = || {
            sentence.head(own).filter(|_| own < i).and_then(|verb| before(found.language, text, sentence, verb, quote))
        };
        let who = noun_phrase(found.language, text, sentence, own, i).or_else(by_place)?;
        let stands = own < i || may_follow(text, sentence, i, who.1, quote) && self.is_somebody(who.0, who.1);
        (stands && self.is_clear(who)).then_some(who)
    }

    /// "Lowe told Marsh on Friday": a subject after the verb gives way to a name right before it.
    fn right_before_or(&self, subject: (usize, usize)) -> Option<(usize, usize)> {
        let right_before = || self.agent_before(self.i).filter(|&(_, last)| last + 1 == self.i);
        if subject.0 > self.i { right_before().or(Some(subject)) } else { Some(subject) }
    }

    /// "… who told": the relative's antecedent.
    fn antecedent(&self) -> Option<(usize, usize)> {
        let (sentence, tokens) = (self.sentence, &self.sentence.tokens);
        let head = sentence.head(self.i).filter(|_| tokens[self.i].relation == Relation::AclRelcl)?;
        let (first, _) = sentence.subtree(head);
        // "payments to two women who said".
        let first = (first..head).find(|&at| !matches!(tokens[at].tag, Tag::Adp | Tag::Punct)).unwrap_or(head);
        // "Among them was Ann Lowe, who said": her name's own words.
        let acts = (first..head).any(|at| matches!(tokens[at].tag, Tag::Verb | Tag::Aux));
        let first = if acts { phrase_start(sentence, head, |_| true) } else { first };
        // A name hangs on its first word.
        let in_name = |at: &usize| tokens[*at].relation == Relation::Flat && sentence.head(*at) == Some(head);
        let last = (head + 1..tokens.len()).take_while(in_name).last().unwrap_or(head);
        let who = (first, last);
        // "Ann Lowe, the woman who said": who they are stands before.
        let who = named_before(self.found, sentence, who).map_or(who, |(named, _)| (named, last));
        (first <= head && self.is_clear(who)).then_some(who)
    }

    /// Who stands beside it, whatever the syntax: "said Ann Lowe", "Ann Lowe said".
    fn by_place(&self) -> Option<(usize, usize)> {
        let place = self.agent_before(self.i);
        let far =
            || described::far_before(self.found, self.sentence, self.i, self.quote).filter(|&who| self.is_clear(who));
        place.and_then(|place| self.whom_who_stands_for(place)).or(place).or_else(far).or_else(|| self.behind())
    }

    /// "Marsh, who had said": whom the "who" stands for.
    fn whom_who_stands_for(&self, (who, last): (usize, usize)) -> Option<(usize, usize)> {
        let ReportingWord { text, found, sentence, .. } = *self;
        if who != last || !found.language.grammar.relative_person.has(sentence.tokens[who].word) {
            return None;
        }
        let comma = who > 0 && sentence.tokens[who - 1].span.of(text) == ",";
        let whose = self.agent_before(who - usize::from(comma))?;
        Some(named_before(found, sentence, whose).unwrap_or(whose))
    }

    /// Who stands behind the verb. Behind "told" stands who was told; who told it is who spoke before: "Marsh said …, but told
    /// reporters:".
    fn behind(&self) -> Option<(usize, usize)> {
        let ReportingWord { text, found, sentence, i, quote } = *self;
        if found.language.quotes.names_addressee.has(sentence.tokens[i].lemma) {
            return spoke_before(found.language, text, sentence, i).filter(|&who| self.is_clear(who));
        }
        let right_behind = phrase(found.language, text, sentence, i + 1, quote)
            .filter(|&(first, last)| first == i + 1 && may_follow(text, sentence, i, last, quote))
            .filter(|&(first, last)| self.is_somebody(first, last));
        right_behind
            .or_else(|| parted::told_on(sentence, i).and_then(|verb| self.agent_before(verb)))
            .or_else(|| behind_bracket(text, found, sentence, i).filter(|&who| self.is_clear(who)))
    }

    /// Whether words behind the verb are for somebody, and not for what is promised or denied: a name, a pronoun, an article, a
    /// plural. "Promised justice" is no judge's promise.
    fn is_somebody(&self, first: usize, last: usize) -> bool {
        let ReportingWord { found, sentence, .. } = *self;
        let tokens = &sentence.tokens;
        let is_one = |token: &Token| {
            matches!(token.tag, Tag::Pron | Tag::Propn | Tag::Det)
                || token.features.has(Features::PLURAL)
                || first < last && found.language.names.roles.has(token.lemma)
                || found.language.quotes.tellers.has(token.lemma)
        };
        is_agent(found, sentence, first, last) && tokens[first..=last].iter().any(is_one)
    }

    /// Whom a verb of telling says it was told to.
    fn addressee(&self) -> Option<Span> {
        let ReportingWord { text, found, sentence, i, .. } = *self;
        [Relation::Iobj, Relation::Obj]
            .into_iter()
            .find_map(|relation| sentence.child(i, relation))
            .filter(|_| found.language.quotes.telling.has(sentence.tokens[i].lemma))
            .and_then(|object| noun_phrase(found.language, text, sentence, object, i))
            .filter(|&whom| self.is_clear(whom))
            .map(|(first, last)| sentence.words(first, last))
    }
}

/// Whether a participle right before marks only tells what something is called: "papers about the war called “the Orm Papers”".
fn names_what_stands_before(language: &Language, sentence: &Sentence, i: usize, quote: Span) -> bool {
    let token = &sentence.tokens[i];
    let next = sentence.tokens.partition_point(|token| token.span.end <= quote.start);
    language.quotes.naming.has(token.lemma)
        && token.relation == Relation::Acl
        && sentence.subject(i).is_none()
        && next == i + 1
}

/// Who stands between a conjunction and the verb at `i`, wherever the parser hangs them: "It came as the board said".
fn behind_opener(
    text: &str,
    found: &NamedText,
    sentence: &Sentence,
    i: usize,
    quote: Option<Span>,
) -> Option<(usize, usize)> {
    let (first, last) = before(found.language, text, sentence, i, quote).filter(|_| sentence.subject(i).is_none())?;
    let opens = last + 1 == i && first > 0 && parted::opens(found.language, sentence, first - 1);
    (opens && is_agent(found, sentence, first, last)).then_some((first, last))
}

/// Whom somebody quotes "as saying" what follows: "the article said, quoting him as saying". Of the passive the subject is found as
/// that of any verb.
fn quoted_as_saying(language: &Language, text: &str, sentence: &Sentence, i: usize) -> Option<(usize, usize)> {
    let tokens = &sentence.tokens;
    if !language.quotes.opens_quoted.has(tokens[i].word) || i < 3 || !language.grammar.role.has(tokens[i - 1].word) {
        return None;
    }
    let verb =
        (i.saturating_sub(LONGEST_QUOTED)..i - 1).rev().find(|&at| language.quotes.quoting.has(tokens[at].lemma))?;
    let (first, last) = phrase(language, text, sentence, verb + 1, None)?;
    (first == verb + 1 && last + 2 >= i).then_some((first, last))
}

/// Most words from "quoted" to "saying": "quoted a senior official of the harbor board as saying".
const LONGEST_QUOTED: usize = 12;

/// Whose words somebody reads out: "Marsh read a statement from Ann Lowe: “…”", "quoted a letter by his wife".
fn read_out(text: &str, found: &NamedText, sentence: &Sentence, i: usize) -> Option<Speaker> {
    let tokens = &sentence.tokens;
    let from = &found.language.quotes.written_by;
    if !found.language.quotes.reading_out.has(tokens[i].lemma) {
        return None;
    }
    let behind = i + 1..tokens.len().min(i + 1 + FARTHEST_PAPER);
    let paper = behind
        .clone()
        .find(|&at| tokens[at].tag == Tag::Noun && found.language.quotes.messages.has(tokens[at].lemma))?;
    let clause = tokens[i + 1..paper].iter().all(|token| !matches!(token.tag, Tag::Verb | Tag::Aux | Tag::Sconj));
    let by = tokens.get(paper + 1).filter(|token| clause && from.has(token.word))?;
    let start = tokens.partition_point(|token| token.span.start <= by.span.start);
    let (first, last) = phrase(found.language, text, sentence, start, None).filter(|&(first, _)| first == start)?;
    let last = name_behind(found.language, text, sentence, last).unwrap_or(last);
    is_agent(found, sentence, first, last).then(|| speaker(text, found, sentence.words(first, last)))
}

/// How many words behind "read" the paper that is read may stand: "read out a short statement".
const FARTHEST_PAPER: usize = 6;

/// Whether who speaks may stand behind the verb at `i`, up to token `last`: "“…,” said Ann Lowe", "Said Lowe: “…”". Behind "said" and
/// before marks with nothing between stands whom the words are about: "said Marsh “must go”". Nobody follows a participle in "-ing".
fn may_follow(text: &str, sentence: &Sentence, i: usize, last: usize, quote: Option<Span>) -> bool {
    let tokens = &sentence.tokens;
    let leads = quote.is_some_and(|quote| quote.start > tokens[i].span.start);
    let is_parted = || tokens.get(last + 1).is_some_and(|next| matches!(next.span.of(text), ":" | ","));
    !tokens[i].features.has(Features::GERUND) && tokens[i + 1].relation != Relation::Expl && (!leads || is_parted())
}

/// The first person named in a sentence whose verb at `i` follows a politician's party in brackets, where nobody stands before the
/// brackets: pages put what they link to between a name and its party.
fn behind_bracket(text: &str, found: &NamedText, sentence: &Sentence, i: usize) -> Option<(usize, usize)> {
    let tokens = &sentence.tokens;
    let closing = i.checked_sub(1).filter(|&at| tokens[at].span.of(text) == ")")?;
    let open = (closing.saturating_sub(LONGEST_PARTY)..closing).rev().find(|&at| tokens[at].span.of(text) == "(")?;
    let is_party = found.language.names.is_party(&text[tokens[open].span.end()..tokens[closing].span.start()]);
    let at = found.names.partition_point(|name| name.span.end <= sentence.span.start);
    let mut inside = found.names[at..].iter().take_while(|name| name.span.start < tokens[open].span.start);
    let name = inside.find(|name| name.kind == MentionKind::Person && name.form == NameForm::Named)?;
    let words = sentence.tokens_in(name.span);
    (is_party && !words.is_empty()).then(|| (words.start, words.end - 1))
}

/// Most tokens of a party and a state in brackets: "(D-N.Y.".
const LONGEST_PARTY: usize = 6;

/// Whether words can be somebody who speaks: they hold a name, a pronoun or a noun for a person or body.
fn is_agent(found: &NamedText, sentence: &Sentence, first: usize, last: usize) -> bool {
    let span = sentence.words(first, last);
    let named = names_in(found.names, span).next().is_some();
    named || (first..=last).any(|at| matches!(sentence.tokens[at].tag, Tag::Pron | Tag::Propn | Tag::Noun))
}
