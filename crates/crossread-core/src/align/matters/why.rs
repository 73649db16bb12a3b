//! What joined the passages of a matter.

pub use super::figures::FigureSign;

use crate::story::Passage;

/// A sign that joined passages, with where it stands.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct JoinReason {
    /// What they share.
    pub sign: JoinSign,
    /// In points of its kind of matter; `None` for a sign that joins by itself or not at all.
    pub weight: Option<i32>,
    /// Two passages of different articles that share it; one where a single passage stands alone.
    pub passages: Vec<Passage>,
}

impl JoinReason {
    /// A sign that is not weighed against others, shared by these passages: of them the first, and the first of another article,
    /// are shown.
    pub(super) fn rule(sign: JoinSign, passages: impl IntoIterator<Item = Passage>) -> JoinReason {
        let mut all: Vec<Passage> = passages.into_iter().collect();
        all.sort();
        let first = all.first().copied();
        let other = first.and_then(|first| all.iter().find(|passage| passage.article != first.article));
        let other = other.or(all.get(1)).copied();
        JoinReason { sign, weight: None, passages: first.into_iter().chain(other).collect() }
    }
}

/// What passages of one matter share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum JoinSign {
    /// A sign of two figures.
    Figure(FigureSign),
    /// The words hang on mentions of one happening.
    Happening,
    /// The days are those of one happening.
    Day,
    /// The times of day are those of one happening.
    Time,
    /// The days are those on which one utterance was said.
    DayOfSpeech,
    /// They describe who or what has the same name.
    Name,
    /// The clauses share telling words, and both assert or both deny.
    Clause,
    /// The words say the same of the same happening or thing.
    Modifier,
    /// The names are spelled alike and are one person's.
    Spelling,
    /// The names are one letter apart, and no article has both.
    OneLetter,
    /// The names have the same letters, in one word and in several, and no article has both.
    SameLetters,
    /// They tell of one happening, by the same words and who took part.
    Telling,
    /// Most of the words of the shorter utterance stand in the other, in order.
    Words,
    /// Most of the telling words of the shorter report stand in the other, and the speaker is the same.
    Report,
    /// The same words stand between marks.
    Label,
    /// A person said that they speak of one thing.
    Decided,
}

impl JoinSign {
    /// Its name in output.
    pub fn name(self) -> &'static str {
        match self {
            JoinSign::Figure(sign) => sign.name(),
            JoinSign::Happening => "same-happening",
            JoinSign::Day => "day-of-happening",
            JoinSign::Time => "time-of-happening",
            JoinSign::DayOfSpeech => "day-of-utterance",
            JoinSign::Name => "same-name",
            JoinSign::Clause => "same-clause",
            JoinSign::Modifier => "same-modifier",
            JoinSign::Spelling => "like-spelling",
            JoinSign::OneLetter => "one-letter-apart",
            JoinSign::SameLetters => "same-letters",
            JoinSign::Telling => "same-telling",
            JoinSign::Words => "same-words",
            JoinSign::Report => "same-report",
            JoinSign::Label => "same-label",
            JoinSign::Decided => "decided",
        }
    }
}
