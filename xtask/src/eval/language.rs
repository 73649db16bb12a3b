//! Rows for the language layer: tags, syntax, names, speed.
//!
//! Scored from raw text, see [`conll`]: the reader sees paragraphs and nothing else of the treebank.

use super::Row;
use super::conll::{self, Scores, TextSide};
use crate::corpora;
use crate::train::conllu::{self, TreebankSentence};
use anyhow::Result;
use crossread_language::{MentionKind, Relation, Span, Tag, Word, training};
use std::collections::{BTreeMap, HashSet};

/// The rows of this phenomenon.
pub fn rows() -> Vec<Row> {
    let row = |name, on, metric, to_beat, aim, measure, errors| Row {
        name,
        on,
        metric,
        to_beat,
        aim,
        less_is_better: false,
        measure,
        errors,
    };
    vec![
        row("sentences", "EWT dev, raw text", "sentence F1", "Stanza 81", 85.0, sentences, Some(sentence_errors)),
        row("words", "EWT dev, raw text", "word F1", "Stanza 98.9", 99.3, words, Some(word_errors)),
        row("tags", "EWT dev, raw text", "UPOS F1", "Stanza about 95.4", 96.5, tags, Some(tag_errors)),
        row("lemmas", "EWT dev, raw text", "lemma F1", "Stanza about 96", 97.0, lemmas, None),
        row(
            "syntax-ewt",
            "EWT dev, raw text",
            "LAS F1",
            "Stanza 84; UDPipe 1 78",
            86.0,
            syntax_ewt,
            Some(syntax_errors),
        ),
        row("syntax-gum", "GUM dev, raw text", "LAS F1", "-", 87.0, syntax_gum, None),
        row("names", "GUM news + interview dev", "span + kind F1", "-", 90.0, names, Some(name_errors)),
        row("language-speed", "GUM dev, one core", "thousand tokens a second", "-", 500.0, speed, None),
    ]
}

fn sentences() -> Result<Option<f64>> {
    Ok(treebank("treebank-ewt")?.map(|gold| score(&gold).sentences))
}

fn words() -> Result<Option<f64>> {
    Ok(treebank("treebank-ewt")?.map(|gold| score(&gold).words))
}

fn lemmas() -> Result<Option<f64>> {
    Ok(treebank("treebank-ewt")?.map(|gold| score(&gold).lemmas))
}

fn treebank(name: &str) -> Result<Option<Vec<TreebankSentence>>> {
    corpora::corpus(name).map(|folder| conllu::read(&folder.join("dev.conllu"))).transpose()
}

fn tags() -> Result<Option<f64>> {
    Ok(treebank("treebank-ewt")?.map(|gold| score(&gold).tags))
}

fn syntax_ewt() -> Result<Option<f64>> {
    Ok(treebank("treebank-ewt")?.map(|gold| score(&gold).relations))
}

fn syntax_gum() -> Result<Option<f64>> {
    Ok(treebank("treebank-gum")?.map(|gold| score(&gold).relations))
}

fn score(gold: &[TreebankSentence]) -> Scores {
    let (mut expected, mut ours) = (TextSide::default(), TextSide::default());
    for document in gold.chunk_by(|a, b| a.document == b.document) {
        let (text, parts) = raw_text(document);
        expected.extend(of_treebank(document));
        ours.extend(of_reader(&text, &crossread_language::read(&text, &parts)));
    }
    conll::score(&expected, &ours)
}

/// The paragraphs of a treebank as one text, and where each stands.
fn raw_text(gold: &[TreebankSentence]) -> (String, Vec<Span>) {
    let (mut text, mut parts) = (String::new(), Vec::new());
    for (paragraph, _) in conllu::paragraphs(gold) {
        parts.push(Span::new(text.len(), text.len() + paragraph.len()));
        text.push_str(&paragraph);
        text.push_str("\n\n");
    }
    (text, parts)
}

fn of_treebank(gold: &[TreebankSentence]) -> TextSide<'static> {
    let mut side = TextSide::default();
    let letters = |form: &str| form.chars().filter(|c| !c.is_whitespace()).count() as u32;
    let mut at = 0;
    for sentence in gold {
        let (first, begin) = (side.words.len(), at);
        let mut place = (at, at);
        for word in &sentence.words {
            if !word.token.is_empty() {
                place = (at, at + letters(&word.token));
                at = place.1;
            }
            side.words.push(conll::ConllWord {
                form: word.form.to_lowercase(),
                place,
                multiword: word.multiword,
                tag: tag_name(training::tag_of(&word.upos)),
                lemma: Word::lowered(&word.lemma).0,
                head: word.head.checked_sub(1).map(|head| first + head),
                relation: universal(word.relation),
            });
        }
        side.sentences.push((begin, at));
    }
    side
}

fn of_reader(text: &str, read: &[crossread_language::Sentence]) -> TextSide<'static> {
    let mut side = TextSide::default();
    let (mut at, mut letters) = (0, 0);
    let mut before = |byte: usize| {
        letters += text[at..byte].chars().filter(|c| !c.is_whitespace()).count() as u32;
        at = byte;
        letters
    };
    for sentence in read {
        let first = side.words.len();
        for (i, token) in sentence.tokens.iter().enumerate() {
            side.words.push(conll::ConllWord {
                form: token.span.of(text).to_lowercase(),
                place: (before(token.span.start()), before(token.span.end())),
                multiword: false,
                tag: tag_name(token.tag),
                lemma: token.lemma.0,
                head: sentence.head(i).map(|head| first + head),
                relation: universal(token.relation),
            });
        }
        let places = &side.words[first..];
        side.sentences.push((places[0].place.0, places[places.len() - 1].place.1));
    }
    side
}

/// Everything about one treebank on one screen: from raw text, and on the treebank's own words and sentences.
fn report() -> Result<()> {
    for name in ["treebank-ewt", "treebank-gum"] {
        let Some(gold) = treebank(name)? else { continue };
        let show = |how: &str, s: Scores| {
            println!(
                "{name:14} {how:12} sentences {:5.2} words {:5.2} tags {:5.2} lemmas {:5.2} heads {:5.2} relations {:5.2}",
                s.sentences, s.words, s.tags, s.lemmas, s.heads, s.relations
            );
        };
        show("raw text", score(&gold));
        show("gold words", on_gold_words(&gold));
        if name == "treebank-gum" {
            let mut genres: Vec<String> = gold.iter().map(|s| s.genre.clone()).collect();
            genres.dedup();
            for genre in genres {
                let only: Vec<TreebankSentence> =
                    treebank(name)?.into_iter().flatten().filter(|s| s.genre == genre).collect();
                show(&genre, score(&only));
            }
        }
    }
    Ok(())
}

fn on_gold_words(gold: &[TreebankSentence]) -> Scores {
    let (mut expected, mut ours) = (of_treebank(gold), TextSide::default());
    for document in gold.chunk_by(|a, b| a.document == b.document) {
        let mut text = String::new();
        let mut word = |word: &conllu::TreebankWord| {
            let start = text.len();
            text.push_str(&word.form);
            text.push(' ');
            Span::new(start, start + word.form.len())
        };
        let spans: Vec<Vec<Span>> =
            document.iter().map(|sentence| sentence.words.iter().map(&mut word).collect()).collect();
        ours.extend(of_reader(&text, &training::read_words(&text, &spans)));
    }
    for side in [&mut expected, &mut ours] {
        for (i, word) in side.words.iter_mut().enumerate() {
            (word.place, word.multiword) = ((i as u32, i as u32 + 1), false);
        }
    }
    ours.sentences.clone_from(&expected.sentences);
    conll::score(&expected, &ours)
}

fn tag_name(tag: Tag) -> &'static str {
    training::TAG_NAMES[tag as usize]
}

fn universal(relation: Relation) -> &'static str {
    let name = training::RELATION_NAMES[relation as usize].0;
    name.split(':').next().unwrap_or(name)
}

/// Where each word of each sentence stands in the text; `None` where its letters are not found.
fn places(gold: &[TreebankSentence], text: &str) -> Vec<Vec<Option<(u32, u32)>>> {
    let mut at = 0;
    gold.iter()
        .map(|sentence| {
            let begin = at + text[at..].find(&sentence.text).unwrap_or(0);
            let mut next = begin;
            at = begin + sentence.text.len();
            sentence
                .words
                .iter()
                .map(|word| {
                    let rest = &text[next..at];
                    let skipped = rest.len() - rest.trim_start().len();
                    rest[skipped..].starts_with(&word.form).then(|| {
                        let start = next + skipped;
                        next = start + word.form.len();
                        (start as u32, next as u32)
                    })
                })
                .collect()
        })
        .collect()
}

fn errors(confused: impl Fn(&conll::ConllWord, &conll::ConllWord) -> Option<String>) -> Result<()> {
    for name in ["treebank-ewt", "treebank-gum"] {
        let Some(gold) = treebank(name)? else { continue };
        let (text, parts) = raw_text(&gold);
        let (gold, ours) = (of_treebank(&gold), of_reader(&text, &crossread_language::read(&text, &parts)));
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for (g, s) in conll::align(&gold.words, &ours.words) {
            if let Some(kind) = confused(&gold.words[g], &ours.words[s]) {
                *counts.entry(kind).or_default() += 1;
            }
        }
        let mut counts: Vec<_> = counts.into_iter().collect();
        counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        println!("{name}: treebank's, ours, how often");
        for (kind, count) in counts.into_iter().take(40) {
            println!("{count:6} {kind}");
        }
    }
    Ok(())
}

fn tag_errors() -> Result<()> {
    report()?;
    errors(|g, s| (g.tag != s.tag).then(|| format!("{:6} {:6}", g.tag, s.tag)))?;
    errors(|g, s| (g.tag != s.tag).then(|| format!("{:6} {:6} {}", g.tag, s.tag, g.form)))
}

fn syntax_errors() -> Result<()> {
    report()?;
    errors(|g, s| (g.relation != s.relation).then(|| format!("{:12} {:12}", g.relation, s.relation)))
}

/// Words that one side has and the other cuts otherwise.
fn word_errors() -> Result<()> {
    for name in ["treebank-ewt", "treebank-gum"] {
        let Some(gold) = treebank(name)? else { continue };
        let (text, parts) = raw_text(&gold);
        let (gold, ours) = (of_treebank(&gold), of_reader(&text, &crossread_language::read(&text, &parts)));
        let pairs = conll::align(&gold.words, &ours.words);
        let (mut g, mut s) = (0, 0);
        println!("{name}");
        for (to_g, to_s) in pairs.into_iter().chain([(gold.words.len(), ours.words.len())]) {
            let forms =
                |words: &[conll::ConllWord]| words.iter().map(|w| w.form.as_str()).collect::<Vec<_>>().join(" ");
            if g < to_g || s < to_s {
                println!("  {:40} {}", forms(&gold.words[g..to_g]), forms(&ours.words[s..to_s]));
            }
            (g, s) = (to_g + 1, to_s + 1);
        }
    }
    Ok(())
}

/// Sentences that one side has and the other cuts otherwise.
fn sentence_errors() -> Result<()> {
    for name in ["treebank-ewt", "treebank-gum"] {
        let Some(gold) = treebank(name)? else { continue };
        let (text, parts) = raw_text(&gold);
        let gold = of_treebank(&gold);
        let read = crossread_language::read(&text, &parts);
        let ours = of_reader(&text, &read);
        let ends: HashSet<u32> = gold.sentences.iter().map(|place| place.1).collect();
        let our_ends: HashSet<u32> = ours.sentences.iter().map(|place| place.1).collect();
        println!("{name}: + a cut of ours that the treebank has not, - one of the treebank's that we have not");
        for (sentence, place) in read.iter().zip(&ours.sentences) {
            let words: Vec<&str> = sentence.tokens.iter().map(|token| token.span.of(&text)).collect();
            let inner: Vec<usize> = (0..words.len())
                .filter(|&i| {
                    let upto = words[..=i].iter().flat_map(|w| w.chars()).filter(|c| !c.is_whitespace()).count() as u32;
                    i + 1 < words.len() && ends.contains(&(place.0 + upto))
                })
                .collect();
            for i in inner {
                println!(
                    "- {} || {}",
                    words[i.saturating_sub(6)..=i].join(" "),
                    words[i + 1..words.len().min(i + 6)].join(" ")
                );
            }
            if !ends.contains(&place.1) {
                let rest: String = text[sentence.span.end()..].chars().take(40).collect();
                println!(
                    "+ {} || {}",
                    words[words.len().saturating_sub(7)..].join(" "),
                    rest.trim().replace('\n', " ")
                );
            }
        }
        println!("{} of {} and {}", our_ends.intersection(&ends).count(), ends.len(), our_ends.len());
    }
    Ok(())
}

/// Named mentions of one document: (start, end, kind) in the text.
type MentionSet = HashSet<(u32, u32, MentionKind)>;

/// The names of each news and interview document: its text, the treebank's names and ours.
fn both_names() -> Result<Option<Vec<(String, MentionSet, MentionSet)>>> {
    let Some(gold) = treebank("treebank-gum")? else { return Ok(None) };
    let gold: Vec<TreebankSentence> =
        gold.into_iter().filter(|s| matches!(s.genre.as_str(), "news" | "interview")).collect();
    let both = gold.chunk_by(|a, b| a.document == b.document).map(|document| {
        let (text, parts) = raw_text(document);
        let mut expected = MentionSet::new();
        for (sentence, spans) in document.iter().zip(places(document, &text)) {
            for &(first, last, kind) in &sentence.names {
                if let (Some(first), Some(last)) = (spans[first], spans[last]) {
                    expected.insert((first.0, last.1, kind));
                }
            }
        }
        let found = crossread_language::read(&text, &parts)
            .iter()
            .flat_map(|sentence| sentence.mentions.iter().map(|m| (m.span.start, m.span.end, m.kind)))
            .collect();
        (text, expected, found)
    });
    Ok(Some(both.collect()))
}

fn names() -> Result<Option<f64>> {
    Ok(both_names()?.map(|documents| {
        let sum = |count: &dyn Fn(&MentionSet, &MentionSet) -> usize| -> usize {
            documents.iter().map(|(_, expected, found)| count(expected, found)).sum()
        };
        let right = sum(&|expected, found| expected.intersection(found).count());
        100.0 * 2.0 * right as f64 / sum(&|expected, found| expected.len() + found.len()) as f64
    }))
}

fn name_errors() -> Result<()> {
    for (text, expected, found) in both_names()?.into_iter().flatten() {
        let mut lines: Vec<(u32, String)> = Vec::new();
        for (start, end, kind) in expected.difference(&found) {
            lines.push((*start, format!("missed {kind:?}: {}", &text[*start as usize..*end as usize])));
        }
        for (start, end, kind) in found.difference(&expected) {
            lines.push((*start, format!("  found {kind:?}: {}", &text[*start as usize..*end as usize])));
        }
        lines.sort();
        for (_, line) in lines {
            println!("{line}");
        }
    }
    Ok(())
}

fn speed() -> Result<Option<f64>> {
    let Some(gold) = treebank("treebank-gum")? else { return Ok(None) };
    let paragraphs = conllu::paragraphs(&gold);
    let run = || {
        let began = std::time::Instant::now();
        let tokens: usize = paragraphs
            .iter()
            .map(|(text, _)| {
                crossread_language::read(text, &[Span::new(0, text.len())])
                    .iter()
                    .map(|s| s.tokens.len())
                    .sum::<usize>()
            })
            .sum();
        tokens as f64 / began.elapsed().as_secs_f64() / 1000.0
    };
    run();
    Ok(Some((0..3).map(|_| run()).fold(0.0, f64::max)))
}
