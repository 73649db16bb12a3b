//! Marks on rules, so that a case can say which rule it shows.
//!
//! A rule that somebody could take for needless is written as `rule!` with its name and what it asks: the condition itself, and in builds with
//! debug assertions a note that it was true. A Markdown case names it with a line `rule: NAME`; the tests fail where the rule does not
//! hold in that case, and where a marked rule is named by no case. So nobody deletes a rule without seeing what it is for.

#[cfg(debug_assertions)]
use std::sync::{
    Mutex, PoisonError,
    atomic::{AtomicBool, Ordering},
};

/// A condition that is a rule: its value, and a note that it was true.
macro_rules! rule {
    ($name:ident, $asked:expr) => {{
        let holds: bool = $asked;
        #[cfg(debug_assertions)]
        if holds {
            static NOTED: std::sync::atomic::AtomicBool = std::sync::atomic::AtomicBool::new(false);
            crate::rules::note(stringify!($name), &NOTED);
        }
        holds
    }};
}
pub(crate) use rule;

/// The rules that held since they were last asked for.
#[cfg(debug_assertions)]
static HELD: Mutex<Vec<(&str, &AtomicBool)>> = Mutex::new(Vec::new());

/// Notes a rule that holds; again and again costs one look.
#[cfg(debug_assertions)]
pub(crate) fn note(name: &'static str, noted: &'static AtomicBool) {
    if !noted.swap(true, Ordering::Relaxed) {
        HELD.lock().unwrap_or_else(PoisonError::into_inner).push((name, noted));
    }
}

/// The names of the rules that held since this was last asked, for tests; none in builds without debug assertions.
#[must_use]
pub fn held() -> Vec<&'static str> {
    #[cfg(debug_assertions)]
    {
        let held = std::mem::take(&mut *HELD.lock().unwrap_or_else(PoisonError::into_inner));
        held.iter().for_each(|(_, noted)| noted.store(false, Ordering::Relaxed));
        held.into_iter().map(|(name, _)| name).collect()
    }
    #[cfg(not(debug_assertions))]
    Vec::new()
}
