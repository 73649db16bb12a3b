//! `cargo xtask train`: the English model, from the open treebanks alone.
//!
//! The same corpora give the same bytes: one thread, no clock, a fixed shuffle, integer weights, ordered maps.
//! Training data: EWT (CC BY-SA 4.0) and the openly licensed genres of GUM; names from the same GUM documents and
//! MEANTIME. What is left out, and why, stands in the model card.

pub mod conllu;
mod perceptron;

use crate::corpora;
use anyhow::{Context, Result};
use conllu::Sentence;
use crossread_language::training::*;
use crossread_language::{MentionKind, Relation, Span, Tag};
use perceptron::{Perceptron, Rows, shuffled};
use std::collections::{BTreeMap, HashMap};
use std::time::Instant;

/// Times each reader goes through its data. Enough for the training score to level off; not tuned.
const ROUNDS: usize = 8;

/// Trains everything and writes `crates/crossread-language/model/english.bin`.
pub fn run() -> Result<bool> {
    let folder = corpora::corpus("treebank-ewt").context("no corpora: training needs ../shared")?;
    let gum = corpora::corpus("treebank-gum").context("no treebank-gum")?;
    let ewt = conllu::read(&folder.join("train.conllu"))?;
    let gum = conllu::read(&gum.join("train.conllu"))?;
    let began = Instant::now();
    let all: Vec<Sentence> = ewt.into_iter().chain(gum).collect();
    println!("{} sentences, {} words", all.len(), all.iter().map(|s| s.words.len()).sum::<usize>());

    let labels = labels(&all);
    let splits = train_splits(&all);
    println!("{:5.0}s sentence ends: {} features", began.elapsed().as_secs_f32(), splits.len());

    // The parser must learn on tags as wrong as those it will see: each quarter is tagged by a tagger that was
    // trained on the other three.
    let mut predicted: Vec<Vec<u8>> = vec![Vec::new(); all.len()];
    for fold in 0..4 {
        let chosen: Vec<&Sentence> = all.iter().enumerate().filter(|(i, _)| i % 4 != fold).map(|(_, s)| s).collect();
        let tagger = train_tags(&chosen, &labels, 5);
        for (i, sentence) in all.iter().enumerate().filter(|(i, _)| i % 4 == fold) {
            predicted[i] = tag(&tagger, labels.len(), &sentence.forms());
        }
    }
    let right = all.iter().zip(&predicted).map(|(s, tags)| {
        s.words.iter().zip(tags).filter(|(w, tag)| labels[**tag as usize].starts_with(&format!("{}/", w.upos))).count()
    });
    let total: usize = all.iter().map(|s| s.words.len()).sum();
    println!(
        "{:5.0}s tags, held out: {:.2}",
        began.elapsed().as_secs_f32(),
        100.0 * right.sum::<usize>() as f64 / total as f64
    );
    let refs: Vec<&Sentence> = all.iter().collect();
    let tags = train_tags(&refs, &labels, ROUNDS).rows(2);
    println!("{:5.0}s tags: {} features", began.elapsed().as_secs_f32(), tags.len());

    let (steps, relations) = train_syntax(&all, &predicted, &labels, &began);
    println!("{:5.0}s syntax: {} and {} features", began.elapsed().as_secs_f32(), steps.len(), relations.len());
    let names = train_names(&all, &predicted, &labels);
    println!("{:5.0}s names: {} features", began.elapsed().as_secs_f32(), names.len());

    let mut out = MAGIC.to_vec();
    put_words(&labels, &mut out);
    put_words(&lemma_exceptions(&all), &mut out);
    for rows in [&splits, &tags, &steps, &relations, &names] {
        let before = out.len();
        write(rows, &mut out);
        println!("       {} bytes", out.len() - before);
    }
    let path = corpora::root().join("crates/crossread-language/model/english.bin");
    std::fs::write(&path, &out).with_context(|| path.display().to_string())?;
    println!("{:5.0}s {} bytes written", began.elapsed().as_secs_f32(), out.len());
    Ok(true)
}

/// The labels of the tagger, the commonest first.
fn labels(all: &[Sentence]) -> Vec<String> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for word in all.iter().flat_map(|s| &s.words) {
        *counts.entry(format!("{}/{}", word.upos, word.xpos)).or_default() += 1;
    }
    // A pair seen less than five times is a slip of the annotation.
    let mut labels: Vec<(String, usize)> = counts.into_iter().filter(|(_, count)| *count >= 5).collect();
    labels.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    labels.into_iter().map(|(label, _)| label).collect()
}

fn label_index(labels: &[String]) -> HashMap<&str, u8> {
    labels.iter().enumerate().map(|(i, label)| (label.as_str(), i as u8)).collect()
}

fn gold_label(index: &HashMap<&str, u8>, word: &conllu::Word) -> u8 {
    let exact = format!("{}/{}", word.upos, word.xpos);
    index.get(exact.as_str()).copied().unwrap_or_else(|| {
        let tag = format!("{}/", word.upos);
        index.iter().filter(|(label, _)| label.starts_with(&tag)).map(|(_, i)| *i).min().unwrap_or(0)
    })
}

fn train_tags(sentences: &[&Sentence], labels: &[String], rounds: usize) -> Perceptron {
    let index = label_index(labels);
    let mut model = Perceptron::new(labels.len());
    let data: Vec<(Vec<Form>, Vec<u8>)> =
        sentences.iter().map(|s| (s.forms(), s.words.iter().map(|w| gold_label(&index, w)).collect())).collect();
    let mut fired = Vec::new();
    for round in 0..rounds {
        for i in shuffled(data.len(), round) {
            let (forms, gold) = &data[i];
            let mut tags: Vec<u8> = Vec::with_capacity(forms.len());
            for w in 0..forms.len() {
                tag_features(forms, &tags, w, &mut fired);
                let guess = model.guess(&fired, None);
                model.learn(&fired, gold[w], guess);
                tags.push(guess);
            }
        }
    }
    model.average();
    model
}

/// Learns sentence ends from paragraphs: the sentences of one, joined as they stood.
fn train_splits(all: &[Sentence]) -> Rows {
    let paragraphs = conllu::paragraphs(all);
    let mut model = Perceptron::new(2);
    let prepared: Vec<(String, Vec<Span>, Vec<Form>, Vec<usize>)> = paragraphs
        .into_iter()
        .map(|(text, starts)| {
            let spans = tokenize(&text);
            let forms = spans.iter().map(|span| Form::new(span.of(&text))).collect();
            let firsts = spans
                .iter()
                .enumerate()
                .filter(|(_, span)| starts.binary_search(&span.start()).is_ok())
                .map(|(i, _)| i)
                .collect();
            (text, spans, forms, firsts)
        })
        .collect();
    let mut fired = Vec::new();
    for round in 0..ROUNDS {
        for p in shuffled(prepared.len(), round) {
            let (text, spans, forms, firsts) = &prepared[p];
            let (mut start, mut depth) = (0, Depth::default());
            for i in 1..spans.len() {
                depth.pass(spans[i - 1].of(text));
                let gold = firsts.binary_search(&i).is_ok();
                if is_candidate(text, spans, i) {
                    split_features(text, spans, forms, i, start, depth, &mut fired);
                    let guess = model.guess(&fired, None);
                    model.learn(&fired, u8::from(gold), guess);
                }
                if gold {
                    start = i;
                    depth = Depth::default();
                }
            }
        }
    }
    model.average();
    model.rows(1)
}

fn train_syntax(all: &[Sentence], predicted: &[Vec<u8>], labels: &[String], began: &Instant) -> (Rows, Rows) {
    let tags: Vec<Tag> = labels.iter().map(|label| Label::parse(label).tag).collect();
    let data: Vec<(Vec<Seen>, Vec<usize>, Vec<u8>)> = all
        .iter()
        .zip(predicted)
        .map(|(s, predicted)| {
            let seen = s.forms().iter().zip(predicted).map(|(f, &l)| Seen::new(f, l, tags[l as usize])).collect();
            let n = s.words.len();
            let heads = s.words.iter().map(|w| if w.head == 0 { n } else { w.head - 1 }).collect();
            let relations = s.words.iter().map(|w| w.relation as u8).collect();
            (seen, heads, relations)
        })
        .collect();
    let (mut steps, mut relations) = (Perceptron::new(STEPS), Perceptron::new(RELATIONS));
    let mut fired = Vec::new();
    let mut random = 0x2545_F491_4F6C_DD1D_u64;
    for round in 0..ROUNDS + 4 {
        let (mut right, mut total) = (0, 0);
        for i in shuffled(data.len(), round) {
            let (seen, heads, gold_relations) = &data[i];
            let n = seen.len();
            let mut state = State::new(n);
            while !state.is_done() {
                let allowed = state.allowed();
                let costs = state.costs(heads);
                let least = (0..STEPS).filter(|&s| allowed[s]).map(|s| costs[s]).min().unwrap_or(0);
                step_features(&state, seen, &mut fired);
                let guess = steps.guess(&fired, Some(&allowed));
                let good: Vec<bool> = (0..STEPS).map(|s| allowed[s] && costs[s] == least).collect();
                let best_good = steps.guess(&fired, Some(&good));
                if !good[guess as usize] {
                    steps.learn(&fired, best_good, guess);
                } else {
                    steps.tick();
                }
                // Exploration: from the second round on, follow the model into its mistakes nine times of ten.
                random ^= random << 13;
                random ^= random >> 7;
                random ^= random << 17;
                let chosen = if round >= 1 && !random.is_multiple_of(10) { guess } else { best_good };
                let step = [Step::Shift, Step::Left, Step::Right][chosen as usize];
                let relation = match state.arc(step) {
                    None => 0,
                    Some((head, _)) if head == n => Relation::Root as u8,
                    Some((head, dependent)) => {
                        arc_features(&state, seen, head, dependent, &mut fired);
                        let guess = relations.guess(&fired, None);
                        if heads[dependent] == head {
                            relations.learn(&fired, gold_relations[dependent], guess);
                            right += usize::from(guess == gold_relations[dependent]);
                        }
                        total += 1;
                        guess
                    }
                };
                state.take(step, relation);
            }
        }
        println!(
            "{:5.0}s   round {round}: {:.2}",
            began.elapsed().as_secs_f32(),
            100.0 * f64::from(right as u32) / f64::from(total as u32)
        );
    }
    steps.average();
    relations.average();
    (steps.rows(3), relations.rows(2))
}

/// Learns names from the documents that have them annotated.
fn train_names(all: &[Sentence], predicted: &[Vec<u8>], labels: &[String]) -> Rows {
    let tags: Vec<Tag> = labels.iter().map(|label| Label::parse(label).tag).collect();
    let mut model = Perceptron::new(NAME_LABELS);
    let data: Vec<(Vec<Form>, Vec<Seen>, Vec<u8>)> = all
        .iter()
        .zip(predicted)
        .filter(|(s, _)| s.has_names)
        .map(|(s, predicted)| {
            let forms = s.forms();
            let seen = forms.iter().zip(predicted).map(|(f, &l)| Seen::new(f, l, tags[l as usize])).collect();
            let mut gold = vec![0; forms.len()];
            for &(first, last, kind) in &s.names {
                for (i, label) in gold.iter_mut().enumerate().take(last + 1).skip(first) {
                    *label = name_label(kind, i == first);
                }
            }
            (forms, seen, gold)
        })
        .collect();
    println!("       names in {} sentences", data.len());
    let mut fired = Vec::new();
    for round in 0..ROUNDS + 4 {
        for i in shuffled(data.len(), round) {
            let (forms, seen, gold) = &data[i];
            let mut given: Vec<u8> = Vec::with_capacity(forms.len());
            for w in 0..forms.len() {
                name_features(forms, seen, &given, w, &mut fired);
                let guess = model.guess(&fired, None);
                model.learn(&fired, gold[w], guess);
                given.push(guess);
            }
        }
    }
    model.average();
    model.rows(1)
}

/// `form/TAG/lemma` for every form seen at least twice whose lemma the rules get wrong.
fn lemma_exceptions(all: &[Sentence]) -> Vec<String> {
    let mut seen: BTreeMap<(String, String), BTreeMap<(String, String), usize>> = BTreeMap::new();
    for word in all.iter().flat_map(|s| &s.words) {
        let key = (word.form.to_lowercase().replace('’', "'"), word.upos.clone());
        *seen.entry(key).or_default().entry((word.lemma.to_lowercase(), word.xpos.clone())).or_default() += 1;
    }
    let mut exceptions = Vec::new();
    for ((form, upos), lemmas) in seen {
        let total: usize = lemmas.values().sum();
        let Some(((lemma, xpos), count)) =
            lemmas.iter().max_by_key(|((lemma, _), count)| (**count, std::cmp::Reverse(lemma.clone())))
        else {
            continue;
        };
        let label = Label::parse(&format!("{upos}/{xpos}"));
        if *count >= 2
            && count * 2 > total
            && !lemma.contains('/')
            && !form.contains('/')
            && lemma != "_"
            && lemma_by_rule(&form, label.tag, label.features) != *lemma
        {
            exceptions.push(format!("{form}/{upos}/{lemma}"));
        }
    }
    exceptions
}

/// The kind of a GUM entity type.
fn kind(entity: &str) -> MentionKind {
    match entity {
        "person" => MentionKind::Person,
        "organization" => MentionKind::Organization,
        "place" => MentionKind::Place,
        _ => MentionKind::Other,
    }
}
