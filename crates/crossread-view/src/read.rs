//! What one article says, as JSON on one line.
//!
//! Written as it is read, member by member. A tree of values for the whole article, as `serde_json` makes it, costs an
//! allocation and a hash for each of the thousands of members, as much time as finding an article's dates.

use crate::json::{article_json, block_kind, event_kind, kind_name, made_by_value, place_basis, quantity};
use crate::json::{role, time_basis};
use crossread_core::annotate::Annotations;
use crossread_core::annotate::dates::{DateBasis, DateKind, DateMention};
use crossread_core::annotate::events::EventMention;
use crossread_core::annotate::figures::{Figure, Reference};
use crossread_core::annotate::names::NameForm;
use crossread_core::annotate::quotes::{Quote, QuoteKind, Speaker, SpeakerBasis};
use crossread_core::{Article, CodePoints, Span};
use serde::Serialize;

/// What one article says, on one line.
pub fn read_json(article: &Article, found: &Annotations) -> String {
    let text = &article.text;
    let view = ArticleView { text, points: CodePoints::new(text), found };
    // A reading is some eight times as long as its article.
    let mut line = JsonLine { out: Vec::with_capacity(text.len() * 8) };
    line.object(|line| {
        line.member("made_by", made_by_value());
        line.member("article", article_json(article));
        line.member("text", &**text);
        line.members("blocks", &article.blocks, |line, block| {
            view.span(line, block.span);
            line.member("kind", block_kind(block.kind));
            view.spanned("credit", line, block.credit);
        });
        line.members("quotes", &found.quotes, |line, quote| view.quote(line, quote));
        line.members("figures", &found.figures, |line, figure| view.figure(line, figure));
        line.members("dates", &found.dates, |line, date| view.date(line, date));
        line.members("names", &found.names, |line, name| {
            view.span(line, name.span);
            line.member("kind", kind_name(name.kind));
            line.member("entity", name.referent);
            line.member("form", name_form(name.form));
        });
        line.members("entities", found.referents.iter().enumerate(), |line, (id, referent)| {
            line.member("id", id);
            line.member("name", referent.name.of(text));
            line.member("kind", kind_name(referent.kind));
            line.member("names", &referent.names);
        });
        line.members("events", &found.events, |line, event| view.event(line, event));
        line.members("warnings", &found.warnings, |line, warning| {
            let place = warning.span.map(|span| view.points.of(span));
            line.member("code", warning.code);
            line.member("start", place.map(|(start, _)| start));
            line.member("end", place.map(|(_, end)| end));
            line.member("text", warning.span.map(|span| span.of(text)));
            line.member("message", &warning.message);
        });
    });
    String::from_utf8(line.out).expect("JSON is text")
}

/// JSON that is written to its end, a member after the other.
struct JsonLine {
    out: Vec<u8>,
}

impl JsonLine {
    /// What stands between the last thing and the next: nothing at the start of a list or an object.
    fn next(&mut self) {
        if !matches!(self.out.last(), None | Some(b'{' | b'[' | b':')) {
            self.out.push(b',');
        }
    }

    /// A key of plain letters.
    fn key(&mut self, key: &'static str) {
        self.next();
        self.out.push(b'"');
        self.out.extend(key.as_bytes());
        self.out.extend(b"\":");
    }

    fn member(&mut self, key: &'static str, value: impl Serialize) {
        self.key(key);
        serde_json::to_writer(&mut self.out, &value).expect("memory takes all");
    }

    fn object(&mut self, members: impl FnOnce(&mut JsonLine)) {
        self.next();
        self.out.push(b'{');
        members(self);
        self.out.push(b'}');
    }

    /// A member that is a list of objects.
    fn members<T>(&mut self, key: &'static str, all: impl IntoIterator<Item = T>, members: impl Fn(&mut JsonLine, T)) {
        self.key(key);
        self.out.push(b'[');
        for one in all {
            self.object(|line| members(line, one));
        }
        self.out.push(b']');
    }

    /// A member that is an object, or null.
    fn maybe<T>(&mut self, key: &'static str, one: Option<T>, members: impl FnOnce(&mut JsonLine, T)) {
        self.key(key);
        match one {
            Some(one) => self.object(|line| members(line, one)),
            None => self.out.extend(b"null"),
        }
    }
}

/// What is needed to write what an article says.
struct ArticleView<'a> {
    text: &'a str,
    points: CodePoints<'a>,
    found: &'a Annotations,
}

impl ArticleView<'_> {
    /// Where words stand, and the words.
    fn span(&self, line: &mut JsonLine, span: Span) {
        let (start, end) = self.points.of(span);
        line.member("start", start);
        line.member("end", end);
        line.member("text", span.of(self.text));
    }

    fn spanned(&self, key: &'static str, line: &mut JsonLine, span: Option<Span>) {
        line.maybe(key, span, |line, span| self.span(line, span));
    }

    /// The full name of somebody or something named.
    fn full(&self, referent: Option<u32>) -> Option<&str> {
        referent.map(|referent| self.found.referents[referent as usize].name.of(self.text))
    }

    fn speaker(&self, key: &'static str, line: &mut JsonLine, speaker: Option<Speaker>) {
        line.maybe(key, speaker, |line, speaker| {
            self.span(line, speaker.span);
            line.member("name", self.full(speaker.referent));
        });
    }

    fn reference(&self, key: &'static str, line: &mut JsonLine, reference: Option<Reference>) {
        line.maybe(key, reference, |line, reference| {
            self.span(line, reference.span);
            line.member("name", self.full(reference.referent));
        });
    }

    fn quote(&self, line: &mut JsonLine, quote: &Quote) {
        self.span(line, quote.span);
        line.member("kind", quote_kind(quote.kind));
        self.speaker("speaker", line, quote.speaker);
        self.spanned("cue", line, quote.cue);
        self.spanned("addressee", line, quote.addressee);
        line.member("basis", quote.basis.map(speaker_basis));
        line.member("sure", quote.sure());
        line.members("insertions", quote.insertions(self.text), |line, span| self.span(line, span));
        line.member("block", quote.block);
        line.member("continues", quote.continues);
    }

    fn figure(&self, line: &mut JsonLine, figure: &Figure) {
        self.span(line, figure.span);
        line.member("quantity", quantity(&figure.quantity));
        line.maybe("of", figure.of.as_ref(), |line, of| {
            self.span(line, of.span);
            line.member("head", &of.head);
        });
        self.reference("whose", line, figure.whose);
        self.reference("place", line, figure.place);
        line.member("as_of", figure.as_of);
        line.member("status", figure.status.name());
        self.speaker("asserted_by", line, figure.asserted_by);
    }

    fn date(&self, line: &mut JsonLine, date: &DateMention) {
        self.span(line, date.span);
        line.member("type", date_kind(date.kind));
        line.member("value", date.value.as_str());
        line.member("from", date.from.map(|day| day.to_string()));
        line.member("to", date.to.map(|day| day.to_string()));
        line.member("edtf", &date.edtf);
        line.member("basis", date_basis(date.basis));
        line.member("anchor", date.anchor);
        line.member("also", &date.also);
    }

    fn event(&self, line: &mut JsonLine, event: &EventMention) {
        self.span(line, event.span);
        line.member("lemma", &event.lemma);
        line.member("kind", event_kind(event.kind));
        self.spanned("clause", line, Some(event.clause));
        line.member("status", event.status.name());
        self.speaker("asserted_by", line, event.asserted_by);
        line.members("participants", &event.participants, |line, part| {
            self.span(line, part.span);
            line.member("role", role(part.role));
            line.member("name", self.full(part.referent));
            line.member("entity", part.referent);
        });
        line.maybe("place", event.place, |line, place| {
            self.span(line, place.span);
            line.member("name", self.full(place.referent));
            line.member("basis", event.place_basis.map(place_basis));
            self.reference("within", line, event.within);
        });
        line.member("date", event.date);
        line.member("from", event.from.map(|day| day.to_string()));
        line.member("to", event.to.map(|day| day.to_string()));
        line.member("time_basis", event.time_basis.map(time_basis));
        line.members("how", &event.how, |line, how| {
            self.span(line, how.span);
            line.member("negated", how.negated);
        });
        line.member("figures", &event.figures);
        line.member("quote", event.quote);
        line.member("response_to", event.response_to);
        line.member("first", event.first);
    }
}

pub(crate) fn quote_kind(kind: QuoteKind) -> &'static str {
    match kind {
        QuoteKind::Direct => "direct",
        QuoteKind::Fragment => "fragment",
        QuoteKind::Indirect => "indirect",
        QuoteKind::Term => "term",
    }
}

pub(crate) fn speaker_basis(basis: SpeakerBasis) -> &'static str {
    match basis {
        SpeakerBasis::Stated => "stated",
        SpeakerBasis::Continued => "continued",
        SpeakerBasis::Inferred => "inferred",
    }
}

pub(crate) fn date_kind(kind: DateKind) -> &'static str {
    match kind {
        DateKind::Date => "DATE",
        DateKind::Time => "TIME",
        DateKind::Duration => "DURATION",
        DateKind::Set => "SET",
    }
}

pub(crate) fn date_basis(basis: DateBasis) -> &'static str {
    match basis {
        DateBasis::Written => "written",
        DateBasis::Published => "published",
        DateBasis::Mention => "mention",
    }
}

pub(crate) fn name_form(form: NameForm) -> &'static str {
    match form {
        NameForm::Named => "named",
        NameForm::Described => "described",
        NameForm::Pronoun => "pronoun",
    }
}
