//! Appeals to witnesses, which every outlet prints (`data/en/appeals.txt`).

use super::words_of_part;
use std::collections::HashSet;
use std::sync::LazyLock;

/// Longest appeal, in characters.
const APPEAL: usize = 500;

/// "Anyone who saw the accident is asked to call the police on 101, quoting incident 447": whom it asks at its beginning, what to do,
/// and a number or another place to turn to. It tells nothing of what happened, and every outlet prints it.
pub(super) fn is_appeal(words: &str) -> bool {
    // Without a number or an address it says nowhere to turn to.
    if words.len() > APPEAL || !words.bytes().any(|byte| byte.is_ascii_digit() || matches!(byte, b'@' | b'/')) {
        return false;
    }
    if !APPEALS.who.iter().any(|who| begins_with(words, who)) {
        return false;
    }
    let lower = words.to_lowercase();
    let has = |phrases: &HashSet<&str>| {
        let ended = |at: usize| !lower[at..].starts_with(char::is_alphanumeric);
        let begun = |at: usize| !lower[..at].ends_with(char::is_alphanumeric);
        let stands = |phrase: &&str| lower.match_indices(*phrase).any(|(at, _)| begun(at) && ended(at + phrase.len()));
        phrases.iter().any(stands)
    };
    let numbers = lower.split(|c: char| !c.is_ascii_digit()).filter(|digits| digits.len() >= 3).count();
    let address = lower.contains('@') || lower.contains("://");
    let place = address
        || match numbers {
            0 => false,
            1 => has(&APPEALS.place) || lower.contains("police"),
            _ => true,
        };
    place && has(&APPEALS.act)
}

/// Whether words begin with others in lower case that end there.
fn begins_with(words: &str, others: &str) -> bool {
    words.get(..others.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(others))
        && !words[others.len()..].starts_with(char::is_alphanumeric)
}

/// The words of appeals.
struct Appeals {
    who: HashSet<&'static str>,
    act: HashSet<&'static str>,
    place: HashSet<&'static str>,
}

static APPEALS: LazyLock<Appeals> = LazyLock::new(|| {
    let file = include_str!("../../data/en/appeals.txt");
    Appeals { who: words_of_part(file, "who"), act: words_of_part(file, "do"), place: words_of_part(file, "where") }
});
