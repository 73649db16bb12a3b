//! What is known of the language that articles are written in: its words by what they do. Read once from `data/<lang>/` and passed to
//! whatever reads; each phenomenon has a part of its own.
//!
//! Rules of grammar that are one language's stand where they are used, in files named `english.rs`. Nothing else knows a word of any
//! language (a test holds it), so that a second one is a folder of lists and a file of rules a phenomenon.

pub(crate) mod accounts;
pub(crate) mod amounts;
pub(crate) mod attributes;
pub(crate) mod claims;
pub(crate) mod credits;
pub(crate) mod dates;
pub(crate) mod english;
pub(crate) mod events;
pub(crate) mod figures;
pub(crate) mod grammar;
pub(crate) mod groups;
pub(crate) mod happenings;
pub(crate) mod headings;
pub(crate) mod kin;
pub(crate) mod knowledge;
pub(crate) mod learned;
pub(crate) mod matters;
pub(crate) mod modifiers;
pub(crate) mod names;
pub(crate) mod people;
pub(crate) mod quantities;
pub(crate) mod quotes;
pub(crate) mod sayings;
pub(crate) mod sources;
pub(crate) mod telling;

pub use events::{EventKind, key};
pub(crate) use groups::{Group, Spellings};
use std::sync::LazyLock;

/// A language that articles can be read in.
///
/// What only the comparing of articles asks for is read when it is first asked for: its lists are most of all, and who reads an article
/// or asks for help waits for none of them.
pub struct Language {
    /// What an article's facts call it: "en".
    pub code: &'static str,
    /// Words by which an article tells where it has something from.
    pub(crate) credits: credits::CreditWords,
    /// Words of the calendar and of time.
    pub(crate) dates: dates::DateWords,
    /// Small words that all ask for.
    pub(crate) grammar: grammar::GrammarWords,
    /// Words of people, bodies and places.
    pub(crate) names: names::NameWords,
    /// Words of numbers, units and money.
    pub(crate) quantities: quantities::QuantityWords,
    /// Words by which is told who says what.
    pub(crate) quotes: quotes::QuoteWords,
    /// Words that tell of happenings.
    pub(crate) events: events::EventWords,
    /// Words that say who somebody is and what something is.
    pub(crate) attributes: attributes::AttributeWords,
    /// Words that say of a noun or verb what sort, where, with what, why.
    pub(crate) modifiers: modifiers::ModifierWords,
    /// Words that tell what a figure counts and how it stands.
    pub(crate) figures: figures::FigureWords,
    /// What was learned of it.
    pub(crate) learned: learned::LearnedTables,
    /// Words of whole accounts: which tell nothing, which stand under any of them.
    pub(crate) accounts: LazyLock<accounts::AccountWords>,
    /// What names of people are made of, and who speaks for whom.
    pub(crate) people: LazyLock<people::PeopleWords>,
    /// Words at which a heading may not be cut.
    pub(crate) headings: LazyLock<headings::HeadingWords>,
    /// Words by which mentions of happenings are compared.
    pub(crate) happenings: LazyLock<happenings::HappeningWords>,
    /// How much words tell.
    pub(crate) telling: LazyLock<telling::Worth>,
    /// Words by which sayings are compared.
    pub(crate) sayings: LazyLock<sayings::SayingWords>,
    /// Words by which claims are found and compared.
    pub(crate) claims: LazyLock<claims::ClaimWords>,
    /// Words by which what accounts say of one thing is found and compared.
    pub(crate) matters: LazyLock<matters::MatterWords>,
    /// Words by which figures of several accounts are compared.
    pub(crate) amounts: LazyLock<amounts::AmountWords>,
    /// Words that tell whether somebody is meant whom an account has something from.
    pub(crate) sources: LazyLock<sources::SourceWords>,
}

impl Language {
    /// English, read once.
    pub fn english() -> &'static Language {
        static ENGLISH: LazyLock<Language> = LazyLock::new(|| Language {
            code: "en",
            credits: credits::CreditWords::english(),
            dates: dates::DateWords::english(),
            grammar: grammar::GrammarWords::english(),
            names: names::NameWords::english(),
            quantities: quantities::QuantityWords::english(),
            quotes: quotes::QuoteWords::english(),
            events: events::EventWords::english(),
            attributes: attributes::AttributeWords::english(),
            modifiers: modifiers::ModifierWords::english(),
            figures: figures::FigureWords::english(),
            learned: learned::LearnedTables::english(),
            accounts: LazyLock::new(accounts::AccountWords::english),
            people: LazyLock::new(people::PeopleWords::english),
            headings: LazyLock::new(headings::HeadingWords::english),
            happenings: LazyLock::new(happenings::HappeningWords::english),
            telling: LazyLock::new(telling::Worth::english),
            sayings: LazyLock::new(sayings::SayingWords::english),
            claims: LazyLock::new(claims::ClaimWords::english),
            matters: LazyLock::new(matters::MatterWords::english),
            amounts: LazyLock::new(amounts::AmountWords::english),
            sources: LazyLock::new(sources::SourceWords::english),
        });
        &ENGLISH
    }
}

/// Words in small letters without marks, a space on either side of each: phrases are found in them whole.
pub(crate) fn padded(words: &str) -> String {
    let words = words.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.fold(" ".to_owned(), |all, word| all + &word.to_lowercase() + " ")
}
