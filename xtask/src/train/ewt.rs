//! Corpora whose annotations stand on the words of EWT, and MASC: their sentences as our own reader sees them, cut as the
//! treebank cuts them.

use crate::corpora;
use anyhow::{Context, Result};
use crossread_core::annotate::events::training::ArgumentRole;
use crossread_language::{Sentence, Span, training};
use std::collections::HashMap;
use std::sync::Arc;

/// A sentence with what is marked in it.
pub struct MarkedSentence<T> {
    pub text: Arc<str>,
    pub sentence: Sentence,
    pub marks: Vec<T>,
}

/// A predicate and its arguments: first and last word, `None` for a part that we don't tell apart.
pub struct PropBankPredicate {
    pub word: usize,
    pub arguments: Vec<(Option<ArgumentRole>, usize, usize)>,
}

/// A word and how surely it happened.
pub struct Happening {
    pub word: usize,
    pub factual: f32,
}

/// Words of a sentence, with its identifier.
type SentenceWords = (String, Vec<String>);

/// The documents of a part of EWT.
fn documents(split: &str) -> Result<Vec<Vec<SentenceWords>>> {
    let path = corpora::corpus("treebank-ewt").context("no treebank-ewt")?.join(format!("{split}.conllu"));
    let file = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    let mut documents: Vec<Vec<SentenceWords>> = Vec::new();
    for block in file.split("\n\n").filter(|block| !block.trim().is_empty()) {
        let id = block.lines().find_map(|line| line.strip_prefix("# sent_id = ")).unwrap_or_default();
        let columns = block.lines().map(|line| line.split('\t').collect::<Vec<_>>());
        let words = columns.filter(|columns| columns.len() == 10 && !columns[0].contains(['-', '.']));
        let words = words.map(|columns| columns[1].to_owned()).collect();
        if block.contains("# newdoc") || documents.is_empty() {
            documents.push(Vec::new());
        }
        documents.last_mut().expect("just pushed").push((id.to_owned(), words));
    }
    Ok(documents)
}

/// Reads the sentences of a document, words as given.
fn read(sentences: &[&[String]]) -> (Arc<str>, Vec<Sentence>) {
    let (mut text, mut spans) = (String::new(), Vec::new());
    for words in sentences {
        let mut own = Vec::new();
        for word in *words {
            own.push(Span::new(text.len(), text.len() + word.len()));
            text.push_str(word);
            text.push(' ');
        }
        text.push('\n');
        spans.push(own);
    }
    let read = training::read_words(&text, &spans);
    (text.into(), read)
}

/// The sentences of a part of EWT with their marks, from a table whose lines begin with part, sentence and word.
fn marked<T>(split: &str, table: &str, mark: impl Fn(usize, &[&str]) -> Option<T>) -> Result<Vec<MarkedSentence<T>>> {
    let path = corpora::corpus(table).context(table.to_owned())?;
    let file = ["ewt.tsv", "events.tsv"].iter().map(|name| path.join(name)).find(|path| path.exists());
    let mut marks: HashMap<String, Vec<T>> = HashMap::new();
    for line in std::fs::read_to_string(file.context("no table")?)?.lines() {
        let fields: Vec<&str> = line.split('\t').collect();
        if fields.len() < 5 || fields[0] != split {
            continue;
        }
        let word: usize = fields[2].parse().context("a word")?;
        marks.entry(fields[1].to_owned()).or_default().extend(mark(word - 1, &fields));
    }
    let mut all = Vec::new();
    for document in documents(split)? {
        let sentences: Vec<&[String]> = document.iter().map(|(_, words)| words.as_slice()).collect();
        let (text, read) = read(&sentences);
        for (sentence, (id, _)) in read.into_iter().zip(&document) {
            if let Some(marks) = marks.remove(id) {
                all.push(MarkedSentence { text: text.clone(), sentence, marks });
            }
        }
    }
    Ok(all)
}

/// How surely verbs of EWT happened.
pub fn happenings(split: &str) -> Result<Vec<MarkedSentence<Happening>>> {
    marked(split, "factuality-uds", |word, fields| fields[4].parse().ok().map(|factual| Happening { word, factual }))
}

/// Predicates of EWT.
pub fn predicates(split: &str) -> Result<Vec<MarkedSentence<PropBankPredicate>>> {
    marked(split, "roles-propbank", |word, fields| {
        Some(PropBankPredicate { word, arguments: arguments(fields.get(5).unwrap_or(&"")) })
    })
}

/// Predicates of MASC.
pub fn masc() -> Result<Vec<MarkedSentence<PropBankPredicate>>> {
    let path = corpora::corpus("roles-propbank").context("no roles-propbank")?.join("masc.txt");
    let (mut sentences, mut marks) = (Vec::new(), Vec::new());
    for block in std::fs::read_to_string(path)?.split("\n\n") {
        let (mut words, mut own) = (Vec::new(), Vec::new());
        for line in block.lines() {
            if let Some(rest) = line.strip_prefix("#=") {
                let mut fields = rest.trim().splitn(3, char::is_whitespace);
                let word: usize = fields.next().unwrap_or_default().parse().context("a word")?;
                let arguments = arguments(fields.nth(1).unwrap_or_default());
                own.push(PropBankPredicate { word: word - 1, arguments });
            } else if !line.starts_with('#') {
                words.extend(line.split_whitespace().nth(1).map(str::to_owned));
            }
        }
        if !words.is_empty() && own.iter().all(|predicate| predicate.word < words.len()) {
            sentences.push(words);
            marks.push(own);
        }
    }
    let borrowed: Vec<&[String]> = sentences.iter().map(Vec::as_slice).collect();
    let (text, read) = read(&borrowed);
    let together = read.into_iter().zip(marks);
    Ok(together.map(|(sentence, marks)| MarkedSentence { text: text.clone(), sentence, marks }).collect())
}

/// `ARG0:5-6 ARGM-LOC:16-28`; relative words and continuations left out.
fn arguments(field: &str) -> Vec<(Option<ArgumentRole>, usize, usize)> {
    let kept = field.split_whitespace().filter(|argument| !argument.starts_with("R-") && !argument.starts_with("C-"));
    kept.filter_map(|argument| {
        let (label, span) = argument.rsplit_once(':')?;
        let (first, last) = span.split_once('-').unwrap_or((span, span));
        Some((part(label), first.parse::<usize>().ok()? - 1, last.parse::<usize>().ok()? - 1))
    })
    .collect()
}

fn part(label: &str) -> Option<ArgumentRole> {
    Some(match label {
        "ARG0" | "ARGA" => ArgumentRole::Doer,
        "ARG1" => ArgumentRole::Undergoer,
        "ARG2" => ArgumentRole::Second,
        "ARG3" => ArgumentRole::Third,
        "ARG4" | "ARG5" => ArgumentRole::Fourth,
        "ARGM-LOC" => ArgumentRole::Place,
        "ARGM-TMP" => ArgumentRole::Time,
        "ARGM-MNR" => ArgumentRole::Manner,
        "ARGM-PRP" => ArgumentRole::Purpose,
        "ARGM-CAU" => ArgumentRole::Cause,
        _ => return None,
    })
}
