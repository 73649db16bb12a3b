//! Signs that two figures speak of the same thing.

/// What is seen when two figures are compared. Each speaks for one question behind both, or against it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sign {
    /// The value: the less likely two texts share it by chance, the more it says.
    Value,
    /// What is counted.
    Counted,
    /// What happened to it.
    Happening,
    /// The days that are spoken of, and those of the telling.
    Day,
    /// The happening that both hang on, and what harm came by.
    Event,
    /// Whose, or who.
    Whose,
    /// Where.
    Place,
    /// Each article gives one value only for such a thing.
    Only,
    /// Which of several that came one after the other: the first offer, the new one.
    Turn,
    /// Which way it is measured: deep, wide, heavy.
    Dimension,
    /// Whether it is so, or only planned or supposed.
    Status,
    /// Whom and what the sentences name.
    Names,
    /// Whom and what the sentences around name.
    NamesNear,
    /// One counts some only.
    Part,
    /// The words around the figures.
    Words,
    /// The words of the sentences around and of the headlines.
    Around,
    /// One sentence gives both: a conversion, or what it was before.
    SameSentence,
}

impl Sign {
    /// Its name in output.
    pub fn name(self) -> &'static str {
        match self {
            Sign::Value => "same-value",
            Sign::Counted => "same-counted",
            Sign::Happening => "same-predicate",
            Sign::Day => "same-time",
            Sign::Event => "same-happening",
            Sign::Whose => "same-owner",
            Sign::Place => "same-place",
            Sign::Only => "only-values",
            Sign::Turn => "same-turn",
            Sign::Dimension => "same-dimension",
            Sign::Status => "same-status",
            Sign::Names => "same-names",
            Sign::NamesNear => "same-names-near",
            Sign::Part => "same-part",
            Sign::Words => "same-words-near",
            Sign::Around => "same-words-around",
            Sign::SameSentence => "one-sentence",
        }
    }
}
