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
    /// What it says, for a reader, where it speaks for one question.
    pub(super) fn sentence(self) -> &'static str {
        match self {
            Sign::Value => "they give the same value, or nearly",
            Sign::Counted => "they count the same sort of thing",
            Sign::Happening => "the same happened to what they count",
            Sign::Day => "they speak of the same time, or were told at the same time",
            Sign::Event => "they hang on the same happening",
            Sign::Whose => "whose it is is the same",
            Sign::Place => "the place is the same",
            Sign::Only => "each article gives only one such value",
            Sign::Turn => "both are of the first, or both of the new one",
            Sign::Dimension => "they measure the same way: depth, width, weight",
            Sign::Names => "their sentences name the same",
            Sign::NamesNear => "the sentences around them name the same",
            Sign::Words => "the words around them are the same",
            Sign::Around => "the sentences around them and the headlines share words",
            Sign::SameSentence => "one sentence gives both as one amount",
            Sign::Status | Sign::Part => "they are told alike",
        }
    }
}
