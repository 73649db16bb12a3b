//! Words of another outlet shown without quotation marks: "Here's the Gazette with more:" and what follows, until the
//! voice changes back.
//!
//! Nothing in such a text says where the excerpt ends. What tells is the manner: every outlet has its habits (U.S. or
//! US, percent or %, the shape of quotation marks, Mr., how it shortens a name), and a writer speaks to the reader in
//! between where an agency does not. Each paragraph is compared with the outlet's own ones before the excerpt.

use super::paragraphs::ends_sentence;
use super::{Paragraph, words_of};
use crossread_core::Span;
use crossread_core::story::{BlockKind, Warning};
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::LazyLock;

/// Finds and credits excerpts.
pub(crate) fn label(text: &str, paragraphs: &mut [Paragraph], warnings: &mut Vec<Warning>) {
    let mut i = 0;
    while i + 1 < paragraphs.len() {
        let intro = paragraphs[i];
        i += 1;
        if intro.kind != BlockKind::Body {
            continue;
        }
        let Some(credit) = introduces(text, intro.span) else { continue };
        // Marked as an excerpt already, by its shape or by the page.
        if paragraphs[i].kind == BlockKind::Excerpt {
            while i < paragraphs.len() && paragraphs[i].kind == BlockKind::Excerpt {
                paragraphs[i].credit = Some(credit);
                i += 1;
            }
            continue;
        }
        // Quoted at once: then the marks say where it ends, and it is a quotation.
        if paragraphs[i].kind != BlockKind::Body || paragraphs[i].span.of(text).starts_with(['“', '"', '«', '‘']) {
            continue;
        }
        let own = WritingHabits::of(
            paragraphs[..i - 1].iter().filter(|p| p.kind == BlockKind::Body).map(|p| p.span.of(text)),
        );
        let start = i;
        let mut evidence = false;
        while i < paragraphs.len() && paragraphs[i].kind == BlockKind::Body {
            let words = paragraphs[i].span.of(text);
            if speaks_to_the_reader(words) {
                evidence = true;
                break;
            }
            let (foreign, native) = own.compare(&WritingHabits::of([words]));
            let open = i > start && paragraphs[i - 1].span.of(text).ends_with(['…', ':', ','])
                || words.starts_with(['…', '.']);
            // The first paragraph follows the colon; later ones need a sign that the voice is still the other's.
            if i > start && !open && foreign <= native {
                evidence |= native > 0;
                break;
            }
            evidence |= foreign > native;
            paragraphs[i].kind = BlockKind::Excerpt;
            paragraphs[i].credit = Some(credit);
            i += 1;
        }
        if i > start && !evidence {
            let span = Some(paragraphs[i - 1].span);
            let message = "where this excerpt ends is a guess: nothing in its manner tells".to_owned();
            warnings.push(Warning { code: "excerpt-end-unsure", span, message });
        }
    }
}

/// How a text is written, as far as habits go that an outlet keeps and that a sentence can't help showing.
#[derive(Default)]
struct WritingHabits {
    /// Either form of a habit, as (habit, form).
    habits: BTreeSet<(&'static str, &'static str)>,
    /// Surnames in the forms in which they stand alone, by their last part: "Mahdi" has "Mahdi" or "Abdul-Mahdi".
    names: BTreeMap<String, BTreeSet<String>>,
}

/// Pairs of forms of which an outlet uses one.
const HABITS: [(&str, &str, &str); 14] = [
    ("country", "dotted", "U.S."),
    ("country", "plain", "US"),
    ("country", "dotted", "U.N."),
    ("country", "plain", "UN"),
    ("country", "dotted", "U.K."),
    ("country", "plain", "UK"),
    ("percent", "sign", "%"),
    ("percent", "word", "percent"),
    ("percent", "words", "per cent"),
    ("marks", "curly", "“"),
    ("marks", "straight", "\""),
    ("manners", "titled", "Mr."),
    ("manners", "titled", "Ms."),
    ("manners", "titled", "Mrs."),
];

impl WritingHabits {
    fn of<'t>(paragraphs: impl IntoIterator<Item = &'t str>) -> WritingHabits {
        let mut manner = WritingHabits::default();
        for words in paragraphs {
            for (habit, form, mark) in HABITS {
                if stands_in(words, mark) {
                    manner.habits.insert((habit, form));
                }
            }
            let mut before_capital = true;
            for word in words.split_whitespace() {
                let bare =
                    word.trim_matches(|c: char| !c.is_alphanumeric()).trim_end_matches("’s").trim_end_matches("'s");
                let capital = bare.starts_with(char::is_uppercase) && bare.chars().skip(1).any(char::is_lowercase);
                if capital && !before_capital && bare.len() >= 4 {
                    let stem = bare.rsplit('-').next().unwrap_or(bare).to_owned();
                    manner.names.entry(stem).or_default().insert(bare.to_owned());
                }
                before_capital = capital || word.ends_with(['.', '!', '?', ':']);
            }
        }
        manner
    }

    /// How many habits of `other` speak against and for its being in this manner.
    fn compare(&self, other: &WritingHabits) -> (usize, usize) {
        let (mut against, mut for_it) = (0, 0);
        for (habit, form) in &other.habits {
            // A form that the outlet uses beside its contrary tells nothing.
            let forms: Vec<&str> =
                self.habits.iter().filter(|(name, _)| name == habit).map(|(_, form)| *form).collect();
            match forms.as_slice() {
                [only] if only == form => for_it += 1,
                [_] => against += 1,
                _ => {}
            }
        }
        for (stem, forms) in &other.names {
            let Some(own) = self.names.get(stem).filter(|own| own.len() == 1) else { continue };
            // Only names that can be shortened tell: one side with a hyphen, the other without.
            if forms.is_disjoint(own) {
                against += 1;
            } else if forms == own && own.iter().any(|name| name.contains('-')) {
                for_it += 1;
            }
        }
        (against, for_it)
    }
}

/// Whether a form stands in a text, not inside a longer word.
fn stands_in(words: &str, form: &str) -> bool {
    words.match_indices(form).any(|(at, _)| {
        let letter = form.starts_with(char::is_alphabetic);
        let before = letter && words[..at].ends_with(|c: char| c.is_alphanumeric() || c == '.');
        let after = form.ends_with(char::is_alphabetic) && words[at + form.len()..].starts_with(char::is_alphanumeric);
        !before && !after
    })
}

/// "you're reminded", "we think": the writer's own voice, which agencies don't use outside quotations.
fn speaks_to_the_reader(words: &str) -> bool {
    let mut inside = false;
    let outside: String = words
        .chars()
        .filter(|c| {
            match c {
                '“' => inside = true,
                '”' => inside = false,
                '"' => inside = !inside,
                _ => {}
            }
            !inside
        })
        .flat_map(char::to_lowercase)
        .map(|c| if c == '’' { '\'' } else { c })
        .collect();
    outside.split(|c: char| !(c.is_alphanumeric() || c == '\'')).any(|word| {
        matches!(
            word,
            "you"
                | "your"
                | "you're"
                | "you've"
                | "i"
                | "i'm"
                | "i've"
                | "my"
                | "we"
                | "we're"
                | "we've"
                | "our"
                | "let's"
        )
    })
}

/// Where a short paragraph that ends in a colon names the outlet whose text follows.
fn introduces(text: &str, span: Span) -> Option<Span> {
    let words = span.of(text);
    if !words.ends_with(':') || words.chars().count() > 160 || words.contains(['“', '"']) {
        return None;
    }
    // The last sentence of the paragraph does it.
    let start = words[..words.len() - 1].rfind(['.', '!', '?']).map_or(0, |at| at + 1);
    let start = if words[start..].starts_with(' ') || start == 0 { start } else { 0 };
    let sentence = &words[start..];
    let lower = sentence.to_lowercase().replace('’', "'");
    let tokens: Vec<&str> =
        lower.split(|c: char| !(c.is_alphanumeric() || c == '\'')).filter(|word| !word.is_empty()).collect();
    if !tokens.iter().any(|word| INTROS.contains(word)) {
        return None;
    }
    // "Here's X with more:", "More from X:", "X has more:" name an outlet; "X said:" may name anybody.
    let offers = tokens.iter().any(|word| matches!(*word, "more" | "via" | "details" | "story"))
        || tokens[0] == "per"
        || tokens[0] == "from";
    let mut best: Option<(usize, usize)> = None;
    let mut run: Option<(usize, usize)> = None;
    let mut at = start;
    for (index, word) in sentence.split_inclusive(char::is_whitespace).enumerate() {
        let bare = word.trim_end().trim_end_matches([':', ',', '.']).trim_end_matches("'s").trim_end_matches("’s");
        let lead = bare.len() - bare.trim_start_matches(['[', '*', '(']).len();
        let bare = bare.trim_start_matches(['[', '*', '(']);
        let capital = bare.starts_with(char::is_uppercase);
        let intro = INTROS.contains(bare.to_lowercase().replace('’', "'").as_str())
            || (index == 0
                && matches!(
                    bare,
                    "Here" | "Here's" | "Here’s" | "The" | "And" | "As" | "But" | "More" | "Also" | "Then" | "Now"
                ));
        if capital && !intro {
            run = Some((run.map_or(at + lead, |(start, _)| start), at + lead + bare.len()));
            if run.map(|(s, e)| e - s) > best.map(|(s, e)| e - s) {
                best = run;
            }
        } else if !matches!(bare, "of" | "the" | "and" | "&") {
            run = None;
        }
        at += word.len();
    }
    let (from, to) = best?;
    let name = &words[from..to];
    // Letters alone may be any body's; with "more" after them they are an agency's.
    let letters = (2..=5).contains(&name.len()) && name.chars().all(|c| c.is_ascii_uppercase());
    ((offers && letters) || names_an_outlet(name)).then(|| span.at(from..to)).filter(|_| !ends_sentence(name))
}

/// Whether a name is an outlet's: a known agency, or by its own words: "Harbour Gazette", "coastwatch.example".
pub(crate) fn names_an_outlet(name: &str) -> bool {
    let word = |word: &str| OUTLET_WORDS.contains(word.to_lowercase().as_str());
    let mut parts = name.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty());
    let first = parts.next().unwrap_or_default();
    let last = parts.next_back().unwrap_or(first);
    let site = name.contains('.') && !name.contains(' ') && !name.ends_with('.') && name.len() > 4;
    let possessed = ["Our", "My", "Your", "Their", "His", "Her", "This"].contains(&first);
    AGENCIES.contains(name.trim_start_matches("the ").trim_start_matches("The "))
        || (!possessed && (word(last) || (word(first) && first != last)))
        || (site && !name.contains("U.S") && !name.contains("U.N"))
}

static INTROS: LazyLock<HashSet<&str>> = LazyLock::new(|| words_of(include_str!("../../data/en/outlet-intros.txt")));

/// News agencies under all their names.
static AGENCIES: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    include_str!("../../../crossread-core/data/en/agencies.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .flat_map(|line| line.split('|'))
        .map(str::trim)
        .filter(|name| !name.is_empty())
        .collect()
});

/// The list that the credits are found by.
static OUTLET_WORDS: LazyLock<HashSet<&str>> =
    LazyLock::new(|| words_of(include_str!("../../../crossread-core/data/en/outlet-words.txt")));
