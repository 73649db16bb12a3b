//! What a deal of so much money buys, and who buys it.

use super::spot::Spot;
use crate::align::entities::EntityOrWord;
use crate::annotate::figures::Figure;
use crate::language::Language;
use crate::quantity::Unit;
use crossread_language::{Sentence, Span, Tag, Token, Word};

/// A deal that a figure is the price of.
#[derive(Default)]
pub(super) struct Deal {
    /// The first word of the name of what is bought: "a $38 billion bid for Orm".
    pub buys: Option<Word>,
    /// Who buys it, where that is known.
    pub buyer: Option<EntityOrWord>,
}

impl Deal {
    /// `whose` the figure is, with the words that say so.
    pub(super) fn of(spot: &Spot, whose: Option<(EntityOrWord, Span)>) -> Deal {
        let text = spot.text();
        let buys = buys(spot.language, text, spot.sentence, spot.figure);
        let other = |(_, span): &(EntityOrWord, Span)| buys.is_some_and(|word| !has_word(text, *span, word));
        Deal { buys, buyer: whose.filter(other).map(|(who, _)| who) }
    }
}

/// The first word of the name of what a deal buys, where the figure is what the deal is worth: "for Dutch rival Orm".
fn buys(language: &Language, text: &str, sentence: &Sentence, figure: &Figure) -> Option<Word> {
    let of = figure.of.as_ref().filter(|_| matches!(figure.quantity.unit, Unit::Currency(_)))?;
    let head = sentence.tokens_in(of.span).find(|&i| language.amounts.deals.has(sentence.tokens[i].lemma))?;
    let behind = sentence.tokens.get(head + 1..)?.iter().take(BOUGHT);
    let clause =
        behind.take_while(|token| !matches!(token.tag, Tag::Aux | Tag::Cconj | Tag::Sconj) && !ends(text, token));
    let bought = clause.skip_while(|token| !language.amounts.bought.has(token.word));
    let mut names = bought.filter(|token| {
        let word = token.span.of(text);
        let tied = text[token.span.end()..].starts_with(['-', '‑']);
        word.starts_with(char::is_uppercase) && !tied && language.names.countries.of_demonym(word).is_none()
    });
    names.next().map(|token| Word::lowered(token.span.of(text)))
}

/// Whether a mark ends a clause.
fn ends(text: &str, token: &Token) -> bool {
    matches!(token.span.of(text), "," | "." | ";" | ":" | "(" | "—" | "–")
}

/// Whether the words at `span` hold a name's word.
fn has_word(text: &str, span: Span, word: Word) -> bool {
    span.of(text).split(|c: char| !c.is_alphanumeric()).any(|own| Word::lowered(own) == word)
}

/// Tokens behind a deal in which what it buys is named.
const BOUGHT: usize = 10;
