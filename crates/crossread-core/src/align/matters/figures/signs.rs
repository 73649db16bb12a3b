//! Signs that two figures speak of the same thing.

/// What is seen when two figures are compared. Each speaks for one question behind both, or against it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FigureSign {
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

impl FigureSign {
    /// Its name in output.
    pub fn name(self) -> &'static str {
        match self {
            FigureSign::Value => "same-value",
            FigureSign::Counted => "same-counted",
            FigureSign::Happening => "same-predicate",
            FigureSign::Day => "same-time",
            FigureSign::Event => "same-happening",
            FigureSign::Whose => "same-owner",
            FigureSign::Place => "same-place",
            FigureSign::Only => "only-values",
            FigureSign::Turn => "same-turn",
            FigureSign::Dimension => "same-dimension",
            FigureSign::Status => "same-status",
            FigureSign::Names => "same-names",
            FigureSign::NamesNear => "same-names-near",
            FigureSign::Part => "same-part",
            FigureSign::Words => "same-words-near",
            FigureSign::Around => "same-words-around",
            FigureSign::SameSentence => "one-sentence",
        }
    }
}
