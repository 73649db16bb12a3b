//! Signs that two mentions tell the same happening, or that they don't, and how much each weighs.

use crate::language::Language;

macro_rules! signs {
    ($($sign:ident $name:literal,)*) => {
        /// What is seen when two mentions are compared.
        #[allow(missing_docs)]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        pub enum EventSign { $($sign,)* }

        impl EventSign {
            /// All of them.
            pub const ALL: &[EventSign] = &[$(EventSign::$sign,)*];

            /// Its name in output and in the table of weights.
            pub fn name(self) -> &'static str {
                match self { $(EventSign::$sign => $name,)* }
            }
        }
    };
}

signs! {
    Any "any",
    SameWord "same-word",
    SameEverydayWord "same-everyday-word",
    Derived "derived-word",
    Synonyms "synonyms",
    SameKind "same-kind",
    OtherKind "other-kind",
    OtherWord "other-word",
    SameAgent "same-agent",
    SameCommonAgent "same-common-agent",
    OtherAgent "other-agent",
    UnlikeAgent "unlike-agent",
    SamePatient "same-patient",
    SameCommonPatient "same-common-patient",
    OtherPatient "other-patient",
    UnlikePatient "unlike-patient",
    SharedPart "shared-part",
    SharedCommonPart "shared-common-part",
    PartElsewhere "part-elsewhere",
    NoParts "no-parts",
    KinSameAgent "kin-same-agent",
    KinSamePatient "kin-same-patient",
    KinOtherAgent "kin-other-agent",
    KinOtherPatient "kin-other-patient",
    KinUnlikePatient "kin-unlike-patient",
    KinNoParts "kin-no-parts",
    KindSameAgent "kind-same-agent",
    KindSamePatient "kind-same-patient",
    SamePlace "same-place",
    SameCommonPlace "same-common-place",
    OtherPlace "other-place",
    SameDay "same-day",
    DaysOverlap "days-overlap",
    DaysApart "days-apart",
    DaysNear "days-near",
    SaidTogether "said-together",
    SaidApart "said-apart",
    SameFigure "same-figure",
    OtherFigure "other-figure",
    ClauseSome "clause-some-words",
    ClauseMany "clause-many-words",
    ClauseMost "clause-most-words",
    ClauseNone "clause-no-words",
    AroundSome "around-some-words",
    AroundMany "around-many-words",
    AroundMost "around-most-words",
    AroundNone "around-no-words",
    KinAroundSome "kin-around-some-words",
    KinAroundMany "kin-around-many-words",
    KinAroundNone "kin-around-no-words",
    SameSentence "copied-sentence",
    BothProminent "both-prominent",
    KinProminent "kin-both-prominent",
    OneProminent "one-prominent",
    OtherStatus "other-status",
    SameArticle "same-article",
    KinSameArticle "kin-same-article",
    RareKin "rare-kin",
    FrequentKin "frequent-kin",
    AgentsFar "agents-far",
    PatientsFar "patients-far",
    KinPatientsFar "kin-patients-far",
    PatientsNear "patients-near",
    OtherOrder "other-order",
    OneOrder "one-order",
    OtherNumber "other-number",
    BothInTitles "both-in-titles",
    KinInTitles "kin-in-titles",
    BothOpen "both-open",
    KindBothOpen "kind-both-open",
    DatedApart "dated-apart",
    DatedAlike "dated-alike",
    BothNouns "both-nouns",
    BothVerbs "both-verbs",
    BothSure "both-sure",
    OtherTown "other-town",
    SameTown "same-town",
    BothLong "both-long-articles",
    KinBothLong "kin-long-articles",
}

/// The signs of one pair.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct EventSigns(u128);

impl EventSigns {
    pub(super) fn add(&mut self, sign: EventSign) {
        self.0 |= 1 << sign as u8;
    }

    pub(super) fn add_if(&mut self, condition: bool, sign: EventSign) {
        if condition {
            self.add(sign);
        }
    }

    /// Whether it is among them.
    pub fn has(self, sign: EventSign) -> bool {
        self.0 & 1 << sign as u8 != 0
    }

    /// Each of them.
    pub fn iter(self) -> impl Iterator<Item = EventSign> {
        EventSign::ALL.iter().copied().filter(move |&sign| self.has(sign))
    }

    /// How much they weigh together, in points: a point is a twentieth of the log odds.
    pub(super) fn points(self, weights: &SignWeights) -> i32 {
        let (mut left, mut points) = (self.0, 0);
        while left != 0 {
            points += weights.0[left.trailing_zeros() as usize];
            left &= left - 1;
        }
        points
    }
}

/// What each sign weighs, as `cargo xtask train pairs` learned it.
pub(super) struct SignWeights(Vec<i32>);

impl SignWeights {
    pub(super) fn new(language: &Language) -> SignWeights {
        let weight = |sign: &EventSign| language.happenings.signs.get(sign.name()).copied().unwrap_or(0);
        SignWeights(EventSign::ALL.iter().map(weight).collect())
    }

    pub(super) fn of(&self, sign: EventSign) -> i32 {
        self.0[sign as usize]
    }
}
