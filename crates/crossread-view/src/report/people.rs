//! People: who is quoted with what, quoted words first, reported speech apart and said to be less sure.

use super::page::{Page, articles_of};
use crate::summary::count;
use crossread_core::MentionKind;
use crossread_core::ledger::{Utterance, UtteranceKind, Voice};
use maud::{Markup, html};

/// Most utterances of one person shown; the articles below have them all.
const MOST_UTTERANCES: usize = 60;

/// Quoted words of one person that stand open.
const OPEN: usize = 3;

pub(super) fn people(page: &Page) -> Option<Markup> {
    let is_person = |voice: &&Voice| page.ledger.entities[voice.entity as usize].kind == MentionKind::Person;
    let people: Vec<&Voice> = page.ledger.voices.iter().filter(is_person).collect();
    if people.is_empty() {
        return None;
    }
    Some(html! {
        p.meta { "What each says, as the articles give it. What stands without quotation marks is the outlet's report: read against hand-marked news, the words and the speaker of such a report were both right 60 times in 100, of quoted words 92." }
        @for voice in people { (person(page, voice)) }
    })
}

fn person(page: &Page, voice: &Voice) -> Markup {
    let (quoted, reported): (Vec<&Utterance>, Vec<&Utterance>) =
        voice.utterances.iter().partition(|utterance| utterance.kind == UtteranceKind::Quoted);
    let statements = || voice.utterances.iter().flat_map(|utterance| &utterance.statements);
    let articles = articles_of(statements().map(|statement| statement.passage));
    let name = page.ledger.entities[voice.entity as usize].name;
    html! {
        div.person data-filter {
            h3 { (page.person(name)) }
            p.meta {
                @if !quoted.is_empty() { (count(quoted.len(), "quotation")) ", " }
                @if !reported.is_empty() { (count(reported.len(), "report")) ", " }
                "in " (count(articles.len(), "article"))
            }
            @for utterance in quoted.iter().take(OPEN) { (self::utterance(page, utterance)) }
            @if quoted.len() > OPEN { details.holds { summary { (quoted.len() - OPEN) " more quoted of " bdi { (page.line(name, 60)) } } (list(page, &quoted[OPEN..])) } }
            @if !reported.is_empty() { details.holds { summary { "Reported of " bdi { (page.line(name, 60)) } ", not quoted" } (list(page, &reported)) } }
        }
    }
}

fn list(page: &Page, utterances: &[&Utterance]) -> Markup {
    html! {
        @for utterance in utterances.iter().take(MOST_UTTERANCES) { (self::utterance(page, utterance)) }
        @if utterances.len() > MOST_UTTERANCES { p.meta { (utterances.len() - MOST_UTTERANCES) " more stand in the articles below" } }
    }
}

/// What somebody said, once, with all who print it.
fn utterance(page: &Page, utterance: &Utterance) -> Markup {
    let reported = utterance.kind == UtteranceKind::Reported;
    let fullest =
        utterance.statements.iter().max_by_key(|one| (one.passage.span.len(), std::cmp::Reverse(one.passage)));
    let Some(fullest) = fullest else { return html! {} };
    html! {
        blockquote.reported[reported] {
            p {
                // A colon or a dash that gives the floor says nothing. A report without its "denied" or "did not say" would say the opposite.
                @if let Some(cue) = fullest.cue.filter(|cue| page.plain(*cue).contains(char::is_alphabetic)) { span.cue { bdi { (page.line(cue, 60)) } } " " }
                @if reported { bdi { (page.words(fullest.passage)) } } @else { "“" bdi { (page.words(fullest.passage)) } "”" }
            }
            footer { @for (i, statement) in utterance.statements.iter().enumerate() { @if i > 0 { " · " } a href=(page.links.passage(statement.passage)) { (page.teller(statement.passage.article)) } } }
        }
    }
}
