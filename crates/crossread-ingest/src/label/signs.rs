//! What a paragraph is by itself: its wording and its shape.

use super::appeals::{asks_for_money, is_appeal};
use super::paragraphs::ends_sentence;
use super::phrases::{self, Extent, PhraseSort};
use super::stamps::{is_posted, is_stamp, is_ticker};
use super::{ParagraphShape, words_of};
use std::collections::HashSet;
use std::sync::LazyLock;

/// What a paragraph shows itself to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ParagraphSign {
    /// Nothing: it may be the article's.
    None,
    /// Not the article.
    Boilerplate,
    /// A heading of pointers to other articles: the lines under it are pointers too.
    Pointers,
    /// Closes an article: whose the text is, what the outlet thinks of it, who may read on.
    Closing,
    /// Readers' comments begin.
    Comments,
    /// Who worked on it.
    Contribution,
    /// Under a picture.
    Caption,
}

/// Reads the sign of a paragraph of a page, where a cell may hold a number, a price or an hour alone, and "Copyright licence" in a
/// list is the name of a thing.
pub(super) fn sign_in(words: &str, shape: ParagraphShape) -> ParagraphSign {
    let is_notice = || words.contains(|c: char| c == '©' || c.is_ascii_digit());
    match (shape, sign(words)) {
        (ParagraphShape::Cell, ParagraphSign::Boilerplate)
            if words.chars().any(char::is_alphanumeric) && is_furniture(words) =>
        {
            ParagraphSign::None
        }
        (ParagraphShape::Item, ParagraphSign::Closing) if !is_notice() => ParagraphSign::None,
        (_, sign) => sign,
    }
}

/// Reads the sign. Phrases that ordinary sentences may begin with count in short paragraphs alone, without anybody's
/// speech: the limits are the longest seen of each sort among 6,000 articles of 200 outlets, rounded up.
pub(crate) fn sign(words: &str) -> ParagraphSign {
    if is_furniture(words) || is_appeal(words) || asks_for_money(words) {
        return ParagraphSign::Boilerplate;
    }
    let tokens = phrases::tokens(words);
    let Some(found) = phrases::find(words, &tokens) else {
        return if is_caption(words) { ParagraphSign::Caption } else { ParagraphSign::None };
    };
    let length = words.chars().count();
    let whole = found.extent == Extent::Whole;
    let speech = words.contains(['“', '”', '"'])
        || tokens.iter().any(|token| matches!(token.as_str(), "said" | "says" | "told" | "asked" | "according"));
    let sentence = ends_sentence(words) && !words.ends_with(':');
    // One ordinary word is little evidence: then the paragraph must be short and no sentence.
    let thin = found.length == 1 && !whole && (sentence || length > 160);
    // "Quiz: …", "Poll: …" begin sentences as well as pointers.
    let fits = |limit: usize| whole || (length <= limit && !thin);
    match found.sort {
        PhraseSort::Advertisement if fits(200) && (whole || !speech) => ParagraphSign::Boilerplate,
        PhraseSort::Call if fits(if found.extent == Extent::Beginning { 280 } else { 420 }) && (whole || !speech) => {
            ParagraphSign::Boilerplate
        }
        PhraseSort::Related if whole => {
            if found.colon || found.length >= 2 || tokens[0].starts_with("rel") {
                ParagraphSign::Pointers
            } else {
                ParagraphSign::Boilerplate
            }
        }
        // A pointer ends no sentence, or is a short one; with a colon it may quote.
        PhraseSort::Related if fits(260) && (found.colon || (!speech && (!sentence || length <= 100))) => {
            if words.ends_with(':') { ParagraphSign::Pointers } else { ParagraphSign::Boilerplate }
        }
        PhraseSort::Rights if whole || found.extent != Extent::Beginning && length <= 420 => ParagraphSign::Closing,
        PhraseSort::Rights
            if tokens[0] == "©"
                || length <= 320
                    && (!thin || words.contains('©') || tokens.get(1).is_some_and(|t| t == "0" || t == "©")) =>
        {
            ParagraphSign::Closing
        }
        PhraseSort::Note if whole => ParagraphSign::Boilerplate,
        // Only what is said of the whole article closes it.
        PhraseSort::Note if !thin && length <= 700 && (found.extent == Extent::Beginning || length <= 420) => {
            let closes = matches!(tokens[0].as_str(), "disclaimer" | "tags" | "filed" | "originally")
                || (tokens[0] == "this"
                    && tokens.iter().take(6).any(|token| matches!(token.as_str(), "originally" | "first")))
                || (tokens[0] == "the" && tokens[1] == "original")
                || (tokens[0] == "note" && tokens[1] == "to");
            if closes { ParagraphSign::Closing } else { ParagraphSign::Boilerplate }
        }
        PhraseSort::Contribution if fits(320) && (!speech || found.extent == Extent::End) => {
            ParagraphSign::Contribution
        }
        PhraseSort::Caption if fits(600) => ParagraphSign::Caption,
        PhraseSort::Section if whole => ParagraphSign::Boilerplate,
        PhraseSort::Comments if fits(120) => ParagraphSign::Comments,
        // What such a line sells stands under it.
        PhraseSort::Wall if fits(420) && (whole || !speech) => ParagraphSign::Closing,
        _ if is_caption(words) => ParagraphSign::Caption,
        _ => ParagraphSign::None,
    }
}

/// What stands around articles on pages and tells nothing: buttons, links, counters, stamps, prices.
fn is_furniture(words: &str) -> bool {
    let button = is_interface(words) || is_links(words) || is_address(words) || is_counter(words);
    button || is_stamp(words) || is_posted(words) || is_ticker(words)
}

/// Buttons, icons and menus: most words are theirs, or one of them is glued to others again and again ("icon
/// closeicon downloadicon"). Separators too.
fn is_interface(words: &str) -> bool {
    let sentence = words.contains(". ") || words.contains(", ") || ends_sentence(words);
    let lower = || words.chars().take(4000).flat_map(char::to_lowercase);
    // Of a sentence nothing is asked but whether it has words at all: most paragraphs are some.
    if sentence {
        return lower().filter(|c| c.is_alphanumeric()).all(|c| c.is_ascii_digit());
    }
    let lower: String = lower().collect();
    let all: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    if all.is_empty() {
        return true;
    }
    let known = all.iter().filter(|word| INTERFACE.contains(**word)).count();
    let glued =
        ["icon", "button", "share"].iter().any(|mark| all.iter().filter(|word| word.contains(mark)).count() >= 5);
    glued
        || (known == all.len() && all.len() <= 12)
        || (all.len() >= 4 && known * 10 >= all.len() * 6)
        // Counters and numbers of pages.
        || all.iter().all(|word| word.chars().all(|c| c.is_ascii_digit()))
}

/// Longest line of counters, in characters.
const LONGEST_COUNTER: usize = 90;

/// "3 min read · 1,204 shares · 56 comments", "1 of 104 Photos": numbers and what a page counts of itself.
fn is_counter(words: &str) -> bool {
    /// Words that make a counter of what looks like a sentence: "Duration 6:21. Viewed 18,044 times."
    const OF_PLAYERS: [&str; 6] = ["duration", "viewed", "watched", "played", "listened", "shared"];
    let lower = words.to_lowercase();
    let of_player = OF_PLAYERS.iter().any(|word| lower.starts_with(word));
    if words.chars().count() > LONGEST_COUNTER || ends_sentence(words) && !of_player {
        return false;
    }
    // "Follow the Coast Watch: 22,800 followers"
    let followed = lower.strip_suffix(" followers").and_then(|rest| rest.rsplit([' ', ':']).next());
    if lower.starts_with("follow ") && followed.is_some_and(|count| count.starts_with(|c: char| c.is_ascii_digit())) {
        return true;
    }
    let (mut numbers, mut counted) = (0, 0);
    for word in lower.split(|c: char| !(c.is_alphanumeric() || c == ',' || c == '.')).filter(|word| !word.is_empty()) {
        let word = word.trim_matches([',', '.']);
        let digits = word.trim_end_matches(['k', 'm', 'h', 'd']);
        if !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '.')) {
            numbers += 1;
        } else if COUNTERS.contains(word) {
            counted += 1;
        } else {
            return false;
        }
    }
    numbers > 0 && counted > 0
}

/// A line of Markdown links with little else: "Region: [Coast](#)". Not a byline: "By [Ann Lowe](#)".
fn is_links(words: &str) -> bool {
    if !words.contains("](") {
        return false;
    }
    let mut rest = String::new();
    let (mut linked, mut depth) = (0, 0);
    let mut chars = words.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '[' => depth += 1,
            ']' if depth > 0 => {
                depth -= 1;
                if chars.peek() == Some(&'(') {
                    while chars.next().is_some_and(|c| c != ')') {}
                }
            }
            c if depth > 0 => linked += usize::from(c.is_alphanumeric()),
            c => rest.push(c),
        }
    }
    let outside = rest.chars().filter(|c| c.is_alphanumeric()).count();
    let by = rest.trim_start().to_lowercase().starts_with("by");
    // A label and its links: "In-depth report: [Floods](#)".
    let labelled = rest.trim().trim_end_matches([',', ' ']).ends_with(':') && outside <= 30;
    linked > 0 && (labelled || (outside * 3 <= linked.max(36) && outside <= 24)) && !by && !ends_sentence(words)
}

/// A web or mail address, a handle, a hash tag, and nothing else.
fn is_address(words: &str) -> bool {
    let mut parts = words.split_whitespace();
    let first = parts.next().unwrap_or_default();
    let address = |word: &str| {
        word.contains("://")
            || word.starts_with("www.")
            || word.starts_with('@') && word.len() > 1
            || word.starts_with('#') && word.len() > 1 && word[1..].starts_with(|c: char| c.is_alphabetic())
            || (word.contains('@') && word.contains('.'))
            || word == "[email"
            || word == "protected]"
    };
    address(first) && parts.all(address)
}

/// A picture's credit at the end of a short paragraph: "(Ann Lowe/Reuters)", "| Ann Lowe/Getty Images".
fn is_caption(words: &str) -> bool {
    let bracket = words.len() <= 700
        && words.ends_with([')', ']'])
        && words.rfind(['(', '[']).is_some_and(|open| {
            let inside = words[open..].to_lowercase();
            let mut parts = inside.split(|c: char| !c.is_alphanumeric());
            open > 0
                && inside.len() <= 90
                && parts.any(|word| {
                    matches!(
                        word,
                        "photo" | "photos" | "photograph" | "courtesy" | "provided" | "handout" | "screenshot"
                    )
                })
        });
    bracket
        || words.len() <= 700
            && credit_end(words).is_some_and(|end| words[end..].trim_matches([')', ']', '.', ' ']).is_empty())
}

/// Where the credit of a picture in a paragraph ends: behind "Name/Agency", "Agency via Getty Images".
pub(crate) fn credit_end(words: &str) -> Option<usize> {
    // One of these stands before every such credit, and in few paragraphs: the search below is slow.
    let may = |mark: char| matches!(mark, '/' | '|' | ':');
    if !words.contains(may) && !["via", "Via", "VIA"].iter().any(|via| words.contains(via)) {
        return None;
    }
    let lower = words.to_lowercase();
    if lower.len() != words.len() {
        return None;
    }
    let mut best: Option<usize> = None;
    for agency in PHOTO_AGENCIES.iter() {
        for (at, _) in lower.match_indices(agency) {
            let end = at + agency.len();
            let before = lower[..at].trim_end();
            // After a stroke or "via", with a name or an agency before that; and no letter goes on behind it.
            let marked = before.ends_with(['/', '|'])
                || before.ends_with(" via")
                || before.ends_with("(via")
                || before.ends_with("photo:")
                || before.ends_with("image:")
                || before.ends_with("credit:");
            let open = lower[end..].starts_with(|c: char| c.is_alphanumeric());
            let named = words[..at]
                .trim_end_matches(['/', '|', ' '])
                .ends_with(|c: char| c.is_alphabetic() || c == ')' || c == '.');
            if marked && named && !open && best.is_none_or(|best| best < end) {
                best = Some(end);
            }
        }
    }
    let end = best?;
    // The bracket that was opened for it belongs to it.
    let closing = words[end..].len() - words[end..].trim_start_matches([')', ']']).len();
    Some(end + closing)
}

/// What a page counts of itself.
static COUNTERS: LazyLock<HashSet<&str>> = LazyLock::new(|| words_of(include_str!("../../data/en/counter-words.txt")));

static INTERFACE: LazyLock<HashSet<&str>> =
    LazyLock::new(|| words_of(include_str!("../../data/en/interface-words.txt")));

static PHOTO_AGENCIES: LazyLock<Vec<&str>> = LazyLock::new(|| {
    include_str!("../../data/en/photo-agencies.txt")
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .collect()
});

#[cfg(test)]
mod tests {
    use super::*;

    const PARAGRAPHS: &[(&str, ParagraphSign)] = &[
        ("icon closeicon downloadicon searchicon shareicon mailicon", ParagraphSign::Boilerplate),
        ("* * *", ParagraphSign::Boilerplate),
        ("Region: [Coast, Islands](#)", ParagraphSign::Boilerplate),
        ("By [Ann Lowe](#)", ParagraphSign::None),
        ("The [ferry](#) left the [northern pier](#) on Tuesday.", ParagraphSign::None),
        ("Read more: Ferry runs again after a week", ParagraphSign::Boilerplate),
        ("READ MORE:", ParagraphSign::Pointers),
        ("Search teams went out at dawn.", ParagraphSign::None),
        ("Share prices fell by two percent on Monday.", ParagraphSign::None),
        ("Copyright law has not changed since then, the court held.", ParagraphSign::None),
        ("Copyright © 2023 Coast Watch", ParagraphSign::Closing),
        ("Leave a comment", ParagraphSign::Comments),
        ("The ferry in port. (Ann Lowe/Reuters)", ParagraphSign::Caption),
        ("The pier on Tuesday. | Ann Lowe/Getty Images", ParagraphSign::Caption),
        ("Ann Lowe contributed to this report.", ParagraphSign::Contribution),
        ("“Follow us,” he told the crew.", ParagraphSign::None),
        ("@annlowe", ParagraphSign::Boilerplate),
        ("3 min read · 1,204 shares · 56 comments", ParagraphSign::Boilerplate),
        ("1 of 104 Photos", ParagraphSign::Boilerplate),
        ("11.42am", ParagraphSign::Boilerplate),
        ("Updated 10:05 GMT", ParagraphSign::Boilerplate),
        ("12 days of shelling", ParagraphSign::None),
        (
            "Anyone who saw the fire is asked to call the police on 101, quoting incident 447 of 3 March.",
            ParagraphSign::Boilerplate,
        ),
        (
            "Anyone with information should contact detectives at 555-0134 or leave a tip online.",
            ParagraphSign::Boilerplate,
        ),
        ("Witnesses are asked to email tips@police.example.", ParagraphSign::Boilerplate),
        ("Police are appealing for witnesses. Call 0800 555 111 with crime number 4412.", ParagraphSign::Boilerplate),
        ("If you have any information, contact Crimestoppers anonymously on 0800 555 111.", ParagraphSign::Boilerplate),
        ("Anyone who saw the fire of 1911 is dead by now, the archivist said.", ParagraphSign::None),
        ("Anyone with a ticket may call at the office until 2031.", ParagraphSign::None),
        ("Police are asking why 112 calls were not answered.", ParagraphSign::None),
        ("Witnesses to the crash said they heard 20 shots.", ParagraphSign::None),
        ("Drivers who called the hotline waited for 45 minutes.", ParagraphSign::None),
        ("NXS 100 8,120.5 +0.4% Oil 81.10 -1.2%", ParagraphSign::Boilerplate),
        ("Labour 33.7% +1.6%", ParagraphSign::None),
        ("4,310 votes · Cast your vote · Poll closes in 2 days", ParagraphSign::Boilerplate),
        ("12m ago", ParagraphSign::Boilerplate),
        ("5 hours ago Nell Marsh", ParagraphSign::Boilerplate),
        ("Jan 19 Nell Marsh", ParagraphSign::Boilerplate),
        ("09:12 Nell Marsh", ParagraphSign::Boilerplate),
        ("5 years ago Nell Marsh lost her boat.", ParagraphSign::None),
        ("May 19 people were hurt", ParagraphSign::None),
        ("With inputs from agencies", ParagraphSign::Boilerplate),
        ("Duration 6:21. Viewed 18,044 times.", ParagraphSign::Boilerplate),
        ("Viewed 18 times. It broke.", ParagraphSign::None),
        ("Follow the Coast Watch: 22,800 followers", ParagraphSign::Boilerplate),
        ("Sponsored: Fly to the sun from €79 one way.", ParagraphSign::Boilerplate),
        ("Before you go", ParagraphSign::Boilerplate),
        ("9 Nov, 14:20 GMTNell Marsh", ParagraphSign::Boilerplate),
        ("9 Nov 2023 14:20 GMT", ParagraphSign::Boilerplate),
        ("9 November, 14 boats", ParagraphSign::None),
        (
            "Thanks to 3,412 supporters we have reached 68% of this year’s goal. From £4 a month you can help us to keep our news free.",
            ParagraphSign::Boilerplate,
        ),
        (
            "We are reader-funded. Two million read us without paying. From as little as $3 a month you keep us free of owners.",
            ParagraphSign::Boilerplate,
        ),
        ("You pay £4 a month for our water, and we read about it in the news, the mayor said.", ParagraphSign::None),
    ];

    #[test]
    fn signs_of_paragraphs() {
        for (words, expected) in PARAGRAPHS {
            assert_eq!(sign(words), *expected, "{words}");
        }
    }
}
