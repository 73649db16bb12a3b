//! Articles and what was found in them as bytes and back, so that no article is read twice. The bytes are for the same program
//! on the same machine; whoever wants to build on what articles say takes `crossread read`.
//!
//! Every struct is taken apart by all its fields and every enum by all its variants: whoever adds one is told so by the compiler,
//! and adds it to the list here.

use crossread_core::annotate::attributes::{Attribute, AttributeKind};
use crossread_core::annotate::credits::{Credit, CreditKind};
use crossread_core::annotate::dates::{DateBasis, DateKind, DateMention, Timex};
use crossread_core::annotate::events::{EventKind, EventMention, Manner, Participant, PlaceBasis, Role, TimeBasis};
use crossread_core::annotate::figures::{CountedThing, Figure, Predicate, Reference, Standing, Status};
use crossread_core::annotate::modifiers::{Modifier, ModifierKind};
use crossread_core::annotate::names::{Gender, Name, NameForm, Referent};
use crossread_core::annotate::quotes::{Quote, QuoteKind, Speaker, SpeakerBasis};
use crossread_core::quantity::{Bound, Quantity, Unit};
use crossread_core::story::{Anchor, Block, BlockKind, Facts, Moment, PublishedBasis, Warning, WritingDays};
use crossread_core::{Annotations, Article, MentionKind, Span};
use crossread_language::{Features, Mention, Relation, Sentence, Tag, Token, Word};
use jiff::civil::{Date, Time};
use rust_decimal::Decimal;
use std::collections::BTreeSet;
use std::sync::Mutex;

/// How something is kept, and taken up again.
pub(super) trait Codec: Sized {
    /// Puts it behind what is there.
    fn keep(&self, out: &mut Vec<u8>);

    /// Takes it from the front; `None` where no such thing stands there.
    fn take(bytes: &mut &[u8]) -> Option<Self>;
}

macro_rules! structs {
    ($($name:ident { $($field:ident),* })*) => {$(
        impl Codec for $name {
            fn keep(&self, out: &mut Vec<u8>) {
                let $name { $($field),* } = self;
                $($field.keep(out);)*
            }

            fn take(bytes: &mut &[u8]) -> Option<$name> {
                $(let $field = Codec::take(bytes)?;)*
                Some($name { $($field),* })
            }
        }
    )*};
}

macro_rules! enums {
    ($($name:ident { $($variant:ident),* })*) => {$(
        impl Codec for $name {
            fn keep(&self, out: &mut Vec<u8>) {
                out.push(match self { $($name::$variant => $name::$variant as u8),* });
            }

            fn take(bytes: &mut &[u8]) -> Option<$name> {
                match u8::take(bytes)? {
                    $(at if at == $name::$variant as u8 => Some($name::$variant),)*
                    _ => None,
                }
            }
        }
    )*};
}

structs! {
    Article { sha256, text, blocks, facts, anchors, warnings }
    Facts {
        input, input_id, url, outlet, title, authors, published, published_month, published_basis, updated, written,
        first_outlet, posts, language, retrieved, reprint
    }
    Moment { day, time }
    WritingDays { from, to, why }
    Block { span, kind, credit }
    Anchor { text, page }
    Span { start, end }
    Annotations {
        sentences, names, referents, dates, quotes, figures, events, attributes, modifiers, credits, warnings
    }
    Sentence { span, part, tokens, mentions }
    Token { span, word, lemma, tag, features, relation, head }
    Mention { first, last, span, kind }
    Name { span, kind, form, referent }
    Referent { name, kind, gender, titles, names }
    DateMention { span, kind, value, from, to, basis, anchor, edtf, also }
    Quote { span, kind, speaker, cue, addressee, basis, block, continues }
    Speaker { span, referent }
    Figure { span, quantity, of, predicate, per, standing, whose, place, as_of, status, asserted_by }
    Quantity { low, high, bound, unit }
    CountedThing { span, head }
    Predicate { span, lemma }
    Reference { span, referent }
    EventMention {
        span, lemma, kind, sure, clause, status, asserted_by, participants, place, place_basis, within, date, from, to,
        time_basis, supposed, how, figures, quote, response_to, first
    }
    Participant { span, head, role, referent }
    Manner { span, negated }
    Attribute { referent, kind, span, head, clause, before }
    Credit { span, outlet, kind, covers }
    Modifier { of, kind, span, head, negated, is_predicate, is_quoted }
}

enums! {
    Tag { Adj, Adp, Adv, Aux, Cconj, Det, Intj, Noun, Num, Part, Pron, Propn, Punct, Sconj, Sym, Verb, X }
    Relation {
        Root, Nsubj, NsubjPass, NsubjOuter, Csubj, CsubjPass, CsubjOuter, Obj, Iobj, Ccomp, Xcomp, Obl, OblAgent,
        OblUnmarked, Vocative, Expl, Dislocated, Advcl, AdvclRelcl, Advmod, Discourse, Aux, AuxPass, Cop, Mark, Nmod,
        NmodPoss, NmodUnmarked, NmodDesc, Appos, Nummod, Acl, AclRelcl, Amod, Det, DetPredet, Case, Conj, Cc, CcPreconj,
        Fixed, Flat, Compound, CompoundPrt, List, Parataxis, Orphan, Goeswith, Reparandum, Punct, Dep
    }
    MentionKind { Person, Organization, Place, Other }
    PublishedBasis { Given, Stated }
    BlockKind { Title, Byline, Dateline, Heading, Body, Excerpt, Caption, Boilerplate }
    QuoteKind { Direct, Fragment, Indirect, Term }
    SpeakerBasis { Stated, Continued, Inferred }
    Standing { Level, Total, Part, More, Rise, Fall, Before, RisenTo, FallenTo }
    Status { Asserted, Planned, Denied, Negated, Hypothetical }
    Bound { Exact, About, AtLeast, AtMost, MoreThan, LessThan, Between, Vague }
    DateKind { Date, Time, Duration, Set }
    DateBasis { Written, Published, Mention }
    NameForm { Named, Described, Pronoun }
    Gender { Masculine, Feminine }
    EventKind {
        Attack, Death, Injury, Disaster, Accident, Arrest, Trial, Vote, Agreement, Meeting, Statement, Demand, Movement,
        Office, Transfer, Protest, Change, Other
    }
    Role { Agent, Patient, Recipient, Instrument, Other }
    TimeBasis { Date, Same, Context, Published }
    PlaceBasis { Own, Same, Context }
    AttributeKind { Post, Home, Kin }
    CreditKind { Agency, Excerpt, Republished, Reported, ToldTo, Statement, Contributed }
    ModifierKind { Quality, Place, Route, Agent, Means, Cause, Purpose, Topic, List }
}

impl Codec for u8 {
    fn keep(&self, out: &mut Vec<u8>) {
        out.push(*self);
    }

    fn take(bytes: &mut &[u8]) -> Option<u8> {
        let (first, rest) = bytes.split_first()?;
        *bytes = rest;
        Some(*first)
    }
}

impl Codec for bool {
    fn keep(&self, out: &mut Vec<u8>) {
        u8::from(*self).keep(out);
    }

    fn take(bytes: &mut &[u8]) -> Option<bool> {
        match u8::take(bytes)? {
            0 => Some(false),
            1 => Some(true),
            _ => None,
        }
    }
}

/// Seven bits a byte, the lowest first: most numbers are places in a text and need two or three.
impl Codec for u64 {
    fn keep(&self, out: &mut Vec<u8>) {
        let mut rest = *self;
        while rest >= 0x80 {
            out.push(rest as u8 | 0x80);
            rest >>= 7;
        }
        out.push(rest as u8);
    }

    fn take(bytes: &mut &[u8]) -> Option<u64> {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let byte = u8::take(bytes)?;
            number |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }
}

macro_rules! numbers {
    ($($name:ident)*) => {$(
        impl Codec for $name {
            fn keep(&self, out: &mut Vec<u8>) {
                u64::from(*self).keep(out);
            }

            fn take(bytes: &mut &[u8]) -> Option<$name> {
                u64::take(bytes)?.try_into().ok()
            }
        }
    )*};
}

numbers! { u16 u32 }

impl Codec for i32 {
    fn keep(&self, out: &mut Vec<u8>) {
        out.extend(self.to_le_bytes());
    }

    fn take(bytes: &mut &[u8]) -> Option<i32> {
        <[u8; 4]>::take(bytes).map(i32::from_le_bytes)
    }
}

impl<const N: usize> Codec for [u8; N] {
    fn keep(&self, out: &mut Vec<u8>) {
        out.extend(self);
    }

    fn take(bytes: &mut &[u8]) -> Option<[u8; N]> {
        let (first, rest) = bytes.split_first_chunk()?;
        *bytes = rest;
        Some(*first)
    }
}

impl Codec for Word {
    fn keep(&self, out: &mut Vec<u8>) {
        self.0.to_le_bytes().keep(out);
    }

    fn take(bytes: &mut &[u8]) -> Option<Word> {
        <[u8; 8]>::take(bytes).map(|bytes| Word(u64::from_le_bytes(bytes)))
    }
}

impl Codec for Features {
    fn keep(&self, out: &mut Vec<u8>) {
        self.0.keep(out);
    }

    fn take(bytes: &mut &[u8]) -> Option<Features> {
        u32::take(bytes).map(Features)
    }
}

impl Codec for String {
    fn keep(&self, out: &mut Vec<u8>) {
        (self.len() as u64).keep(out);
        out.extend(self.as_bytes());
    }

    fn take(bytes: &mut &[u8]) -> Option<String> {
        let length = usize::try_from(u64::take(bytes)?).ok()?;
        let (words, rest) = bytes.split_at_checked(length)?;
        *bytes = rest;
        String::from_utf8(words.to_vec()).ok()
    }
}

impl Codec for Timex {
    fn keep(&self, out: &mut Vec<u8>) {
        self.to_string().keep(out);
    }

    fn take(bytes: &mut &[u8]) -> Option<Timex> {
        String::take(bytes).map(Timex::from)
    }
}

impl Codec for Box<str> {
    fn keep(&self, out: &mut Vec<u8>) {
        (self.len() as u64).keep(out);
        out.extend(self.as_bytes());
    }

    fn take(bytes: &mut &[u8]) -> Option<Box<str>> {
        String::take(bytes).map(String::into_boxed_str)
    }
}

/// Names that the program knows from its own text: codes of warnings, symbols of units. There are some dozens of them.
impl Codec for &'static str {
    fn keep(&self, out: &mut Vec<u8>) {
        (*self).to_owned().keep(out);
    }

    fn take(bytes: &mut &[u8]) -> Option<&'static str> {
        static NAMES: Mutex<BTreeSet<&'static str>> = Mutex::new(BTreeSet::new());
        let name = String::take(bytes)?;
        let mut names = NAMES.lock().ok()?;
        if let Some(known) = names.get(name.as_str()) {
            return Some(known);
        }
        let name: &'static str = name.leak();
        names.insert(name);
        Some(name)
    }
}

impl Codec for Warning {
    fn keep(&self, out: &mut Vec<u8>) {
        let Warning { code, span, message } = self;
        code.keep(out);
        span.keep(out);
        message.keep(out);
    }

    fn take(bytes: &mut &[u8]) -> Option<Warning> {
        Some(Warning { code: Codec::take(bytes)?, span: Codec::take(bytes)?, message: Codec::take(bytes)? })
    }
}

impl Codec for Unit {
    fn keep(&self, out: &mut Vec<u8>) {
        match self {
            Unit::Count => out.push(0),
            Unit::Percent => out.push(1),
            Unit::Currency(code) => {
                out.push(2);
                code.keep(out);
            }
            Unit::Symbol(symbol) => {
                out.push(3);
                symbol.keep(out);
            }
        }
    }

    fn take(bytes: &mut &[u8]) -> Option<Unit> {
        Some(match u8::take(bytes)? {
            0 => Unit::Count,
            1 => Unit::Percent,
            2 => Unit::Currency(Codec::take(bytes)?),
            3 => Unit::Symbol(Codec::take(bytes)?),
            _ => return None,
        })
    }
}

impl Codec for Decimal {
    fn keep(&self, out: &mut Vec<u8>) {
        self.serialize().keep(out);
    }

    fn take(bytes: &mut &[u8]) -> Option<Decimal> {
        <[u8; 16]>::take(bytes).map(Decimal::deserialize)
    }
}

impl Codec for Date {
    fn keep(&self, out: &mut Vec<u8>) {
        self.year().to_le_bytes().keep(out);
        [self.month() as u8, self.day() as u8].keep(out);
    }

    fn take(bytes: &mut &[u8]) -> Option<Date> {
        let year = i16::from_le_bytes(Codec::take(bytes)?);
        let [month, day] = Codec::take(bytes)?;
        Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
    }
}

impl Codec for Time {
    fn keep(&self, out: &mut Vec<u8>) {
        [self.hour() as u8, self.minute() as u8, self.second() as u8].keep(out);
        self.subsec_nanosecond().keep(out);
    }

    fn take(bytes: &mut &[u8]) -> Option<Time> {
        let [hour, minute, second] = <[u8; 3]>::take(bytes)?.map(|part| part as i8);
        Time::new(hour, minute, second, Codec::take(bytes)?).ok()
    }
}

impl<T: Codec> Codec for Option<T> {
    fn keep(&self, out: &mut Vec<u8>) {
        self.is_some().keep(out);
        self.iter().for_each(|one| one.keep(out));
    }

    fn take(bytes: &mut &[u8]) -> Option<Option<T>> {
        Some(if bool::take(bytes)? { Some(T::take(bytes)?) } else { None })
    }
}

impl<T: Codec> Codec for Vec<T> {
    fn keep(&self, out: &mut Vec<u8>) {
        (self.len() as u64).keep(out);
        self.iter().for_each(|one| one.keep(out));
    }

    fn take(bytes: &mut &[u8]) -> Option<Vec<T>> {
        let length = u64::take(bytes)?;
        // Nothing is shorter than a byte: a length beyond what is there is none.
        if length > bytes.len() as u64 {
            return None;
        }
        (0..length).map(|_| T::take(bytes)).collect()
    }
}

impl<A: Codec, B: Codec> Codec for (A, B) {
    fn keep(&self, out: &mut Vec<u8>) {
        self.0.keep(out);
        self.1.keep(out);
    }

    fn take(bytes: &mut &[u8]) -> Option<(A, B)> {
        Some((A::take(bytes)?, B::take(bytes)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crossread_core::Language;
    use crossread_core::annotate;
    use proptest::prelude::*;
    use std::path::Path;

    #[test]
    fn what_is_kept_comes_back() {
        let story = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/ferry");
        let mut read = Vec::new();
        crossread_ingest::read_inputs(&[story], &Default::default(), &mut std::io::empty(), &mut |taken| {
            let article = taken.expect("every article of the example is read");
            let found = annotate(Language::english(), &article);
            read.push((article, found));
        });
        let mut bytes = Vec::new();
        read.keep(&mut bytes);
        let mut rest = &bytes[..];
        assert_eq!(Codec::take(&mut rest), Some(read));
        assert!(rest.is_empty());
        // What is cut off is nothing.
        for length in (0..bytes.len()).step_by(997) {
            assert_eq!(Vec::<(Article, Annotations)>::take(&mut &bytes[..length]), None);
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_something_or_nothing(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = Vec::<(Article, Annotations)>::take(&mut &bytes[..]);
            let _ = Vec::<DateMention>::take(&mut &bytes[..]);
        }

        #[test]
        fn numbers_come_back(large in any::<u64>(), small in any::<u32>()) {
            let mut bytes = Vec::new();
            (large, small).keep(&mut bytes);
            prop_assert_eq!(Codec::take(&mut &bytes[..]), Some((large, small)));
        }
    }
}
