//! Appeals to witnesses, which every outlet prints (`data/en/appeals.txt`), and for money, which an outlet prints under every article
//! (`data/en/fund-appeals.txt`).

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

/// "Thanks to 3,412 supporters we have reached 68% of this year's goal. From £4 a month you can help us to keep our news free." What
/// somebody says stands between marks.
pub(super) fn asks_for_money(words: &str) -> bool {
    /// So many of its phrases ask: one alone stands in any text that speaks to readers.
    const FEWEST: usize = 2;
    if words.len() > APPEAL || words.contains(['“', '”', '"', '«', '„']) {
        return false;
    }
    let lower = words.to_lowercase().replace('’', "'");
    let split = lower.split(|c: char| !c.is_alphanumeric() && c != '\'').filter(|word| !word.is_empty());
    let padded = split.fold(" ".to_owned(), |all, word| all + word + " ");
    let count = |phrases: &[String]| phrases.iter().filter(|phrase| padded.contains(phrase.as_str())).count();
    let parts = &*FUND_APPEALS;
    [&parts.own, &parts.reader, &parts.work].iter().all(|part| count(part) > 0) && count(&parts.ask) >= FEWEST
}

/// The words of appeals for money, a space on either side.
struct FundAppeals {
    own: Vec<String>,
    reader: Vec<String>,
    work: Vec<String>,
    ask: Vec<String>,
}

static FUND_APPEALS: LazyLock<FundAppeals> = LazyLock::new(|| {
    let part = |name| {
        let phrases = words_of_part(include_str!("../../data/en/fund-appeals.txt"), name);
        phrases.into_iter().map(|phrase| format!(" {phrase} ")).collect()
    };
    FundAppeals { own: part("self"), reader: part("reader"), work: part("work"), ask: part("ask") }
});

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
