//! What is known of the language that articles are written in: its words by what they do. Read once from `data/<lang>/` and passed to
//! whatever reads; each phenomenon has a part of its own.
//!
//! Rules of grammar that are one language's stand where they are used, in files named `english.rs`. Nothing else knows a word of any
//! language (a test holds it), so that a second one is a folder of lists and a file of rules a phenomenon.

pub(crate) mod attributes;
mod dates;
pub(crate) mod events;
pub(crate) mod grammar;
pub(crate) mod groups;
pub(crate) mod modifiers;

pub use events::{EventKind, key};
pub(crate) use groups::{Group, Spellings};

/// A language that articles can be read in.
pub struct Language {
    /// What an article's facts call it: "en".
    pub code: &'static str,
    /// Words of the calendar and of time.
    pub(crate) dates: dates::Dates,
    /// Small words that every phenomenon asks for.
    pub(crate) grammar: grammar::Grammar,
    /// Words that tell of happenings.
    pub(crate) events: events::Events,
    /// Words that say who somebody is and what something is.
    pub(crate) attributes: attributes::Attributes,
    /// Words that say of a noun or verb what sort, where, with what, why.
    pub(crate) modifiers: modifiers::Modifiers,
}

impl Language {
    /// English, read once.
    pub fn english() -> &'static Language {
        static ENGLISH: std::sync::LazyLock<Language> = std::sync::LazyLock::new(|| Language {
            code: "en",
            dates: dates::Dates::english(),
            grammar: grammar::Grammar::english(),
            events: events::Events::english(),
            attributes: attributes::Attributes::english(),
            modifiers: modifiers::Modifiers::english(),
        });
        &ENGLISH
    }
}
