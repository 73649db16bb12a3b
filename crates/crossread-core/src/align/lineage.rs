//! Lineage: who has it from whom. Credits first, shared words second; they are different kinds of evidence and stay
//! apart.
//!
//! Shared words are found by winnowed fingerprints (Schleimer, Wilkerson and Aiken, *Winnowing*, SIGMOD 2003): of the
//! hashes of every [`RUN`] words in a row, the least of each [`WINDOW`] neighbours is kept, so that any run of
//! `RUN + WINDOW - 1` words that stands in two articles leaves the same fingerprint in both, at a cost that grows with
//! the text. Where two articles share fingerprints their words are aligned outwards from each, gaps and all
//! ([`matches()`]).
//!
//! What lies inside quotation marks in both articles links each to the speaker, not to each other.

use crate::annotate::Annotations;
use crate::annotate::credits::{CreditKind, is_agency, usual_name};
use crate::annotate::quotes::QuoteKind;
use crate::language::accounts::AccountWords;
use crate::language::{Language, padded};
use crate::story::{Article, BlockKind, Passage, Story};
use crossread_language::{Span, Word};
use std::collections::{BTreeMap, HashMap};
use std::sync::OnceLock;

/// A known link between a passage and where it comes from.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Link {
    /// The passage that comes from elsewhere.
    pub later: Passage,
    /// Where it comes from.
    pub earlier: EarlierEnd,
    /// What shows it.
    pub why: LinkReason,
    /// How the overlap comes about, as far as the articles say.
    pub kind: LinkKind,
    /// Words of `later` that also stand in `earlier`, and all words of `later`. (0, n) for a bare credit.
    pub overlap: (u32, u32),
    /// Whether the direction is known. When it isn't, `later` and `earlier` are in the order of the articles.
    pub directed: bool,
}

/// The earlier end of a link.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum EarlierEnd {
    /// A passage of another article.
    Passage(Passage),
    /// An outlet or agency whose text is not among the articles: its name, and where it is named.
    Outlet {
        /// The name, in its usual form ("AP" and "Associated Press" are one).
        name: String,
        /// The words that name it.
        named_at: Passage,
    },
}

/// What shows a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LinkReason {
    /// The same words.
    Copied,
    /// It names the other as where it comes from.
    Credited,
    /// Both quote one speaker's words.
    Quoted,
}

/// How an overlap comes about, as far as the articles say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LinkKind {
    /// A news agency's text or report: one credits it, is signed by it, or is it.
    Agency,
    /// One names the other's outlet, or an outlet that is not among the articles.
    Outlet,
    /// Both name one outlet as where the words come from.
    CommonOrigin,
    /// Both name a statement or document.
    Statement,
    /// Two articles of one outlet, which uses its own words again.
    SameOutlet,
    /// Two versions of one article.
    Version,
    /// Both quote one speaker.
    Quotation,
    /// The same words, and nothing says why.
    Unexplained,
}

/// Words in a row that make a fingerprint. Six: names with titles and stock phrases ("in a statement on Friday") are
/// seldom longer, so few fingerprints are shared by chance.
const RUN: usize = 6;

/// Neighbouring fingerprints of which the least is kept. With six and five, every shared run of ten words is found.
const WINDOW: usize = 5;

/// A fingerprint that stands in more articles than this links each to the first alone, not all to all.
const CROWD: usize = 24;

/// Words that two aligned runs may have between them in either article and still be one passage: a dropped clause, an
/// inserted description.
const GAP: usize = 12;

/// Fewest words in common for a passage to count as copied. On pairs of one topic and day that share under one per cent of
/// their eight-word runs none reaches it.
///
/// Fifty pairs of passages on either side were read, drawn from the stories of 6,000 articles. Of those with 8 to 11
/// words in common, what was not a quotation was an office with its holder ("the director of the … Institute of …"), the
/// formula of a poll ("a margin of error of 3.5 percentage points"), the name of a law, a headline's topic: chance, or at
/// least no evidence. Of those with 12 to 16 nearly all were sentences of an agency or an outlet's background paragraph;
/// the exceptions were offices with very long names, which [`FEWEST_SMALL`] leaves out, and an outlet's standing line
/// about its columnist, which is told by its kind ([`LinkKind::SameOutlet`]).
const FEWEST: usize = 12;

/// Of the words in common, fewest that begin in small letters: names repeat themselves without anyone copying.
const FEWEST_SMALL: usize = 8;

/// Finds the links of a story, sorted. `first_version` tells of each article which is the first version of it.
pub fn find(language: &Language, story: &Story, annotations: &[Annotations], first_version: &[u32]) -> Vec<Link> {
    let mut links = credited(language, story, annotations);
    links.extend(reprinted(language, story, annotations));
    let texts: Vec<CopyableWords> = story
        .articles()
        .iter()
        .zip(annotations)
        .map(|(article, found)| CopyableWords::new(&language.accounts, article, found))
        .collect();
    for (a, b) in pairs(&texts) {
        links.extend(shared(language, (story, annotations), &texts, a, b));
    }
    for link in &mut links {
        if let EarlierEnd::Passage(earlier) = link.earlier
            && link.why == LinkReason::Copied
            && first_version[earlier.article as usize] == first_version[link.later.article as usize]
        {
            link.kind = LinkKind::Version;
        }
    }
    links.sort();
    links.dedup();
    links
}

/// Texts that are the same to the byte: each goes back to the first of them, headline and all.
fn reprinted(language: &Language, story: &Story, annotations: &[Annotations]) -> Vec<Link> {
    let mut first_of: HashMap<[u8; 32], usize> = HashMap::new();
    let mut links = Vec::new();
    for (i, article) in story.articles().iter().enumerate() {
        let first = *first_of.entry(article.sha256).or_insert(i);
        let (Some(begin), Some(end)) = (article.blocks.first(), article.blocks.last()) else { continue };
        if first != i {
            let span = begin.span.cover(end.span);
            let words = span.of(&article.text).split_whitespace().count() as u32;
            let direction = direction(language, story, annotations, first, i);
            let ends = (Passage { article: first as u32, span }, Passage { article: i as u32, span });
            let (earlier, later) = if direction == Some(std::cmp::Ordering::Greater) { (ends.1, ends.0) } else { ends };
            links.push(Link {
                later,
                earlier: EarlierEnd::Passage(earlier),
                why: LinkReason::Copied,
                kind: kind(language, (story, annotations), [ends.0, ends.1], LinkReason::Copied),
                overlap: (words, words),
                directed: direction.is_some(),
            });
        }
    }
    links
}

/// A headline that went along with copied text.
fn same_title(story: &Story, a: u32, b: u32) -> Option<(Passage, Passage)> {
    let title = |article: u32| {
        let of = &story.articles()[article as usize];
        let block = of.blocks.iter().find(|block| block.kind == BlockKind::Title)?;
        let letters: String =
            block.span.of(&of.text).chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
        Some((Passage { article, span: block.span }, letters))
    };
    let (one, other) = (title(a)?, title(b)?);
    (one.1 == other.1).then_some((one.0, other.0))
}

/// One link for each credit to an outlet other than the article's own.
fn credited(language: &Language, story: &Story, annotations: &[Annotations]) -> Vec<Link> {
    let mut links = Vec::new();
    for (i, (article, found)) in story.articles().iter().zip(annotations).enumerate() {
        let own = article.facts.outlet.as_deref().map(|name| usual_name(language, name));
        for credit in &found.credits {
            // A statement is no outlet, and who contributed has not written it.
            if matches!(credit.kind, CreditKind::Statement | CreditKind::Contributed) {
                continue;
            }
            let name = usual_name(language, credit.outlet.of(&article.text));
            let kind = if is_agency(language, &name) { LinkKind::Agency } else { LinkKind::Outlet };
            if own.as_ref().is_some_and(|own| own.eq_ignore_ascii_case(&name)) {
                continue;
            }
            let passage = |span| Passage { article: i as u32, span };
            links.push(Link {
                later: passage(credit.covers),
                earlier: EarlierEnd::Outlet { name, named_at: passage(credit.outlet) },
                why: LinkReason::Credited,
                kind,
                overlap: (0, credit.covers.of(&article.text).split_whitespace().count() as u32),
                directed: true,
            });
        }
    }
    links
}

/// The words of an article that can be copied: its own text and its excerpts, no headlines, no boilerplate.
struct CopyableWords<'a> {
    known: &'a AccountWords,
    spans: Box<[Span]>,
    words: Box<[Word]>,
    /// Whether each stands inside quotation marks.
    quoted: Box<[bool]>,
    /// Whether each stands under any article, once one is asked for.
    standing: OnceLock<Vec<bool>>,
}

impl<'a> CopyableWords<'a> {
    fn new(known: &'a AccountWords, article: &Article, found: &Annotations) -> CopyableWords<'a> {
        let text = &article.text;
        let (mut spans, mut words) = (Vec::new(), Vec::new());
        let read = |kind| matches!(kind, BlockKind::Body | BlockKind::Excerpt | BlockKind::Caption);
        for block in article.blocks.iter().filter(|block| read(block.kind)) {
            let inside = block.span.of(text);
            let mut start = None;
            for (at, c) in inside.char_indices().chain([(inside.len(), ' ')]) {
                match (c.is_alphanumeric() || (start.is_some() && matches!(c, '\'' | '’')), start) {
                    (true, None) => start = Some(at),
                    (false, Some(from)) => {
                        let span = block.span.at(from..at);
                        words.push(Word::lowered(span.of(text)));
                        spans.push(span);
                        start = None;
                    }
                    _ => {}
                }
            }
        }
        let mut marks =
            found.quotes.iter().filter(|q| matches!(q.kind, QuoteKind::Direct | QuoteKind::Fragment)).peekable();
        let mut reach = 0;
        let quoted = spans
            .iter()
            .map(|span| {
                while let Some(quote) = marks.next_if(|quote| quote.span.start <= span.start) {
                    reach = reach.max(quote.span.end);
                }
                span.end <= reach
            })
            .collect();
        CopyableWords { known, spans: spans.into(), words: words.into(), quoted, standing: OnceLock::new() }
    }

    fn is_upper(&self, text: &str, at: usize) -> bool {
        self.spans[at].of(text).starts_with(char::is_uppercase)
    }

    /// Whether a word is a small one inside a name: "of the" in "the Second Chamber of the District Court".
    fn is_in_a_name(&self, text: &str, at: usize) -> bool {
        let links = |at: &usize| self.known.name_links.has(self.spans[*at].of(text));
        // A name holds two or three of them in a row; words of a thousand are none.
        const IN_A_ROW: usize = 4;
        let upper = |at: Option<usize>| at.is_some_and(|at| self.is_upper(text, at));
        let before = || upper((0..at).rev().take(IN_A_ROW).find(|at| !links(at)));
        let behind = || upper((at + 1..self.spans.len()).take(IN_A_ROW).find(|at| !links(at)));
        links(&at) && before() && behind()
    }

    /// The words that stand under any article, by their sentences: they ask the reader for something or give notice ("Anyone with
    /// information is asked to call …"). Two who print what the police or their owner asks them to print have nothing from each
    /// other by that.
    fn standing(&self, article: &Article, found: &Annotations) -> &[bool] {
        let says_so = |span: Span| {
            let words = padded(span.of(&article.text));
            self.known.standing.iter().any(|phrase| words.contains(phrase))
        };
        self.standing.get_or_init(|| {
            let mut sentences =
                found.sentences.iter().map(|sentence| sentence.span).filter(|span| says_so(*span)).peekable();
            let stands = |word: &Span| {
                while sentences.next_if(|sentence| sentence.end <= word.start).is_some() {}
                sentences.peek().is_some_and(|sentence| sentence.start <= word.start)
            };
            self.spans.iter().map(stands).collect()
        })
    }
}

/// The least of each window of hashes, the rightmost of equals, each once.
fn winnow(words: &[Word]) -> Vec<(u64, u32)> {
    let hashes: Vec<u64> = words
        .windows(RUN)
        .map(|run| {
            run.iter().fold(0_u64, |hash, word| (hash.rotate_left(9) ^ word.0).wrapping_mul(0x9E37_79B9_7F4A_7C15))
        })
        .collect();
    let mut prints: Vec<(u64, u32)> = Vec::new();
    for (start, window) in hashes.windows(WINDOW.min(hashes.len()).max(1)).enumerate() {
        let least = (0..window.len()).rev().min_by_key(|&i| window[i]).unwrap_or(0);
        let print = (window[least], (start + least) as u32);
        if prints.last() != Some(&print) {
            prints.push(print);
        }
    }
    prints
}

/// A fingerprint, the article it stands in, and the word it begins at.
type Fingerprint = (u64, u32, u32);

/// Pairs of articles that share fingerprints, with where: (word of the first, word of the second).
fn pairs(texts: &[CopyableWords]) -> Vec<((u32, u32), Vec<(u32, u32)>)> {
    // In one list: of a heap most fingerprints stand in one article alone.
    let mut prints: Vec<Fingerprint> = Vec::new();
    for (article, text) in (0..).zip(texts) {
        prints.extend(winnow(&text.words).into_iter().map(|(print, at)| (print, article, at)));
    }
    prints.sort_unstable();
    // A text that repeats itself counts once, where it says it first.
    prints.dedup_by_key(|&mut (print, article, _)| (print, article));
    let mut found: BTreeMap<(u32, u32), Vec<(u32, u32)>> = BTreeMap::new();
    for seen in prints.chunk_by(|a, b| a.0 == b.0) {
        for (n, &(_, a, a_at)) in seen.iter().enumerate().take(if seen.len() > CROWD { 1 } else { seen.len() }) {
            for &(_, b, b_at) in &seen[n + 1..] {
                found.entry((a, b)).or_default().push((a_at, b_at));
            }
        }
    }
    for seeds in found.values_mut() {
        seeds.sort_unstable();
    }
    found.into_iter().collect()
}

/// A run of words that stands in both articles, gaps left out of the count.
struct CommonRun {
    a: (usize, usize),
    b: (usize, usize),
    common: usize,
}

impl CommonRun {
    /// Without the words at its ends that stand under any article in both.
    fn without_ends(mut self, a: &[bool], b: &[bool]) -> CommonRun {
        while self.common > 0 && a[self.a.0] && b[self.b.0] {
            (self.a.0, self.b.0, self.common) = (self.a.0 + 1, self.b.0 + 1, self.common - 1);
        }
        while self.common > 0 && a[self.a.1 - 1] && b[self.b.1 - 1] {
            (self.a.1, self.b.1, self.common) = (self.a.1 - 1, self.b.1 - 1, self.common - 1);
        }
        self
    }
}

/// Grows each seed to the longest run and strings runs together where the gaps are short.
fn matches(a: &CopyableWords, b: &CopyableWords, seeds: &[(u32, u32)]) -> Vec<CommonRun> {
    let mut runs: Vec<CommonRun> = Vec::new();
    for &(i, j) in seeds {
        let (i, j) = (i as usize, j as usize);
        let covered = runs
            .iter()
            .rev()
            .take(4)
            .any(|run| run.a.0 <= i && i < run.a.1 && run.b.0 <= j && j < run.b.1 && i - run.a.0 == j - run.b.0);
        if covered || a.words[i..i + RUN] != b.words[j..j + RUN] {
            continue;
        }
        let back = a.words[..i].iter().rev().zip(b.words[..j].iter().rev()).take_while(|(x, y)| x == y).count();
        let on = a.words[i..].iter().zip(&b.words[j..]).take_while(|(x, y)| x == y).count();
        runs.push(CommonRun { a: (i - back, i + on), b: (j - back, j + on), common: back + on });
    }
    runs.sort_by_key(|run| (run.a, run.b));
    let mut joined: Vec<CommonRun> = Vec::new();
    for run in runs {
        match joined.last_mut() {
            Some(last)
                if run.a.0 >= last.a.1
                    && run.b.0 >= last.b.1
                    && run.a.0 - last.a.1 <= GAP
                    && run.b.0 - last.b.1 <= GAP =>
            {
                last.common += run.common;
                last.a.1 = run.a.1;
                last.b.1 = run.b.1;
            }
            // A stretch that lies inside what is aligned already.
            Some(last) if run.a.1 <= last.a.1 && run.b.1 <= last.b.1 => {}
            _ => joined.push(run),
        }
    }
    joined
}

fn shared(
    language: &Language,
    (story, annotations): (&Story, &[Annotations]),
    texts: &[CopyableWords],
    (a, b): (u32, u32),
    seeds: Vec<(u32, u32)>,
) -> Vec<Link> {
    let (one, other) = (&texts[a as usize], &texts[b as usize]);
    let found = matches(one, other, &seeds);
    let direction = direction(language, story, annotations, a as usize, b as usize);
    let mut links = Vec::new();
    let [of_a, of_b] = [a, b].map(|article| (&story.articles()[article as usize], &annotations[article as usize]));
    let is_enough = |run: &CommonRun| {
        let (standing, elsewhere) = (one.standing(of_a.0, of_a.1), other.standing(of_b.0, of_b.1));
        let of_both = standing[run.a.0..run.a.1].iter().filter(|stands| **stands).count();
        let of_both = of_both.min(elsewhere[run.b.0..run.b.1].iter().filter(|stands| **stands).count());
        let text = &of_a.0.text;
        let is_small = |&at: &usize| !standing[at] && !one.is_upper(text, at) && !one.is_in_a_name(text, at);
        run.common >= FEWEST + of_both && (run.a.0..run.a.1).filter(is_small).count() >= FEWEST_SMALL
    };
    let copied = found.into_iter().filter(|run| run.common >= FEWEST);
    let copied = copied.map(|run| run.without_ends(one.standing(of_a.0, of_a.1), other.standing(of_b.0, of_b.1)));
    for run in copied.filter(is_enough) {
        let words = |text: &CopyableWords, (first, end): (usize, usize)| text.spans[first].cover(text.spans[end - 1]);
        let quoted = |text: &CopyableWords, (first, end): (usize, usize)| {
            text.quoted[first..end].iter().filter(|quoted| **quoted).count()
        };
        let own = (run.a.1 - run.a.0 - quoted(one, run.a)).min(run.b.1 - run.b.0 - quoted(other, run.b));
        // Mostly a quotation in both: fewer words of the outlets' own than would count as copied.
        let why = if own < FEWEST { LinkReason::Quoted } else { LinkReason::Copied };
        let ends = (Passage { article: a, span: words(one, run.a) }, Passage { article: b, span: words(other, run.b) });
        let b_is_later = direction != Some(std::cmp::Ordering::Greater);
        let ((earlier, _), (later, length)) = if b_is_later {
            ((ends.0, 0), (ends.1, run.b.1 - run.b.0))
        } else {
            ((ends.1, 0), (ends.0, run.a.1 - run.a.0))
        };
        links.push(Link {
            later,
            earlier: EarlierEnd::Passage(earlier),
            why,
            kind: kind(language, (story, annotations), [earlier, later], why),
            overlap: (run.common as u32, length as u32),
            directed: direction.is_some(),
        });
    }
    if links.iter().any(|link| link.why == LinkReason::Copied)
        && let Some((one, other)) = same_title(story, a, b)
    {
        let words = story.words(one).split_whitespace().count() as u32;
        let (earlier, later) = if direction == Some(std::cmp::Ordering::Greater) { (other, one) } else { (one, other) };
        links.push(Link {
            later,
            earlier: EarlierEnd::Passage(earlier),
            why: LinkReason::Copied,
            kind: kind(language, (story, annotations), [earlier, later], LinkReason::Copied),
            overlap: (words, words),
            directed: direction.is_some(),
        });
    }
    links
}

/// How words come to stand in two articles.
fn kind(
    language: &Language,
    (story, annotations): (&Story, &[Annotations]),
    [a, b]: [Passage; 2],
    why: LinkReason,
) -> LinkKind {
    if why == LinkReason::Quoted {
        return LinkKind::Quotation;
    }
    let outlet = |passage: Passage| {
        story.articles()[passage.article as usize].facts.outlet.as_deref().map(|name| usual_name(language, name))
    };
    let (mut names, mut documents) = ([Vec::new(), Vec::new()], 0);
    for (passage, names) in [a, b].into_iter().zip(&mut names) {
        let article = &story.articles()[passage.article as usize];
        let covering = annotations[passage.article as usize].credits.iter().filter(|c| c.covers.overlaps(passage.span));
        for credit in covering {
            match credit.kind {
                CreditKind::Statement => documents += 1,
                CreditKind::Contributed | CreditKind::ToldTo => {}
                _ => names.push(usual_name(language, credit.outlet.of(&article.text))),
            }
        }
        names.extend(
            article
                .facts
                .authors
                .iter()
                .chain(&article.facts.outlet)
                .filter(|n| is_agency(language, n))
                .map(|n| usual_name(language, n)),
        );
    }
    let credits = |names: &[String], outlet: Option<String>| outlet.is_some_and(|outlet| names.contains(&outlet));
    if names.iter().flatten().any(|name| is_agency(language, name)) {
        LinkKind::Agency
    } else if outlet(a).is_some() && outlet(a) == outlet(b) {
        LinkKind::SameOutlet
    } else if credits(&names[0], outlet(b)) || credits(&names[1], outlet(a)) {
        LinkKind::Outlet
    } else if names[0].iter().any(|name| names[1].contains(name)) {
        LinkKind::CommonOrigin
    } else if documents > 0 {
        LinkKind::Statement
    } else {
        LinkKind::Unexplained
    }
}

/// Which of two articles was there first: `Less` when the first was. By credit, else by day, else by hour; unknown
/// when nothing tells.
fn direction(
    language: &Language,
    story: &Story,
    annotations: &[Annotations],
    a: usize,
    b: usize,
) -> Option<std::cmp::Ordering> {
    let articles = story.articles();
    let credits = |from: usize, to: usize| {
        articles[to].facts.outlet.as_deref().is_some_and(|outlet| {
            annotations[from].credits.iter().any(|credit| {
                credit.kind != CreditKind::ToldTo
                    && usual_name(language, credit.outlet.of(&articles[from].text))
                        .eq_ignore_ascii_case(&usual_name(language, outlet))
            })
        })
    };
    match (credits(a, b), credits(b, a)) {
        (true, false) => return Some(std::cmp::Ordering::Greater),
        (false, true) => return Some(std::cmp::Ordering::Less),
        _ => {}
    }
    let (a, b) = (articles[a].facts.published?, articles[b].facts.published?);
    match a.day.cmp(&b.day) {
        std::cmp::Ordering::Equal => {
            let (a, b) = (a.time?, b.time?);
            Some(a.cmp(&b)).filter(|order| order.is_ne())
        }
        order => Some(order),
    }
}
