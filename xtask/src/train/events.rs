//! `cargo xtask train events`: which words tell a happening, for `crates/crossread-core/model/events.bin`.
//!
//! A logistic regression over hashed features (those of [`SentenceView`]), learned one example at a time with steps that shrink as a
//! weight is used (Duchi, Hazan and Singer, JMLR 2011). Weights ship in eight bits, so that reading sums integers. The same
//! corpora give the same bytes: fixed orders, one thread that learns.

use super::cat::{self, CatDocument, MEASURED};
use super::perceptron::shuffled;
use super::wordnet::COMMONEST;
use crate::corpora;
use anyhow::{Context, Result};
use crossread_core::Language;
use crossread_core::annotate::events::training::{BUCKETS, MAGIC, SentenceView, Tree, WordFacts, is_light, key, place};
use crossread_language::{Sentence, Span, Word};
use rayon::prelude::*;
use std::collections::{BTreeMap, HashMap, HashSet};

/// Times the examples are gone through: in folds of the training topics more gained nothing.
const ROUNDS: usize = 6;

/// First step of a weight.
const STEP: f32 = 0.15;

/// How strongly weights are drawn to nothing.
const DRAWN: f32 = 0.0005;

/// Steps between whole numbers in the weights that ship.
const GRAIN: f32 = 16.0;

/// A feature seen less often is left out.
const LEAST_SEEN: usize = 2;

/// Folds of the training topics for choosing.
const FOLDS: u32 = 5;

/// A word that can tell a happening.
struct HappeningExample {
    features: Vec<u32>,
    /// Whether it does.
    tells: bool,
    /// The mention it is in, by number of the document and of the mention.
    mention: Option<(usize, usize)>,
    topic: u32,
    lemma: String,
}

/// What is learned from or measured on.
struct Data {
    examples: Vec<HappeningExample>,
    /// Mentions marked.
    mentions: usize,
}

/// Learns and writes; with `--folds` prints scores in folds of the training topics instead.
pub fn run(arguments: &[&str]) -> Result<bool> {
    let folder = corpora::corpus("coref-ecbplus").context("no coref-ecbplus")?;
    if arguments.contains(&"--chains") {
        return chains(&cat::ecb(&folder, |topic| !MEASURED.contains(&topic))?);
    }
    let words = WordKnowledge::read()?;
    println!("{} words, {} derivations", words.facts.len(), words.derivations.len());
    let training = data(cat::ecb(&folder, |topic| !MEASURED.contains(&topic))?, &words)?;
    println!("{} examples, {} mentions", training.examples.len(), training.mentions);
    if arguments.contains(&"--folds") {
        folds(&training, arguments.contains(&"--errors"));
        return Ok(true);
    }
    let weights = learn(&training.examples.iter().collect::<Vec<_>>());
    let shipped = ship(&weights);
    for (name, documents) in [
        ("ECB+ measured", cat::ecb(&folder, |topic| MEASURED.contains(&topic))?),
        ("MEANTIME", cat::meantime(&corpora::corpus("meantime").context("no meantime")?)?),
    ] {
        let measured = data(documents, &words)?;
        let scores: Vec<f32> = measured.examples.iter().map(|example| score(&shipped, example)).collect();
        println!("{name}:");
        thresholds(&measured.examples.iter().collect::<Vec<_>>(), &scores, measured.mentions);
    }
    let bytes = words.write(&shipped);
    let path = corpora::root().join("crates/crossread-core/model/events.bin");
    std::fs::write(&path, &bytes).with_context(|| path.display().to_string())?;
    println!("{} features, {} bytes written", shipped.len(), bytes.len());
    Ok(true)
}

/// The examples of documents.
fn data(documents: Vec<CatDocument>, words: &WordKnowledge) -> Result<Data> {
    let mentions = documents.iter().map(|document| document.mentions.len()).sum();
    let examples: Vec<Vec<HappeningExample>> =
        documents.par_iter().enumerate().map(|(i, document)| examples(i, document, words)).collect::<Result<_>>()?;
    Ok(Data { examples: examples.into_iter().flatten().collect(), mentions })
}

/// The examples of a document: the candidates in its marked sentences, read as the program reads them.
fn examples(number: usize, document: &CatDocument, words: &WordKnowledge) -> Result<Vec<HappeningExample>> {
    let json = serde_json::json!({"id": document.name, "text": document.text, "url": document.url}).to_string();
    let article = crossread_ingest::articles(&document.name, json.as_bytes()).into_iter().find_map(Result::ok);
    let article = article.with_context(|| format!("{} is not read", document.name))?;
    let parts: Vec<Span> = article.blocks.iter().filter(|block| block.kind.is_read()).map(|block| block.span).collect();
    let shift = article.text.find(&document.text).with_context(|| format!("{} is edited", document.name))? as u32;
    let moved = |span: Span| Span { start: span.start + shift, end: span.end + shift };
    let mentions: Vec<Vec<Span>> =
        document.mentions.iter().map(|words| words.iter().map(|&span| moved(span)).collect()).collect();
    let mut examples = Vec::new();
    for sentence in crossread_language::read(&article.text, &parts) {
        let tree = Tree::new(Language::english(), &article.text, &sentence);
        let view = SentenceView::new(&tree, |word| words.of(word));
        let marked = |span: Span| document.sentences.iter().any(|&whole| moved(whole).contains(span));
        let mut tells: HashMap<usize, usize> = HashMap::new();
        for (m, words) in mentions.iter().enumerate() {
            if let Some(head) = head(&sentence, &view, words) {
                tells.entry(head).or_insert(m);
            }
        }
        for i in (0..sentence.tokens.len()).filter(|&i| view.is_candidate(i) && marked(sentence.tokens[i].span)) {
            let mut features = Vec::new();
            view.features(i, &mut features);
            features.sort_unstable();
            features.dedup();
            let span = sentence.tokens[i].span;
            let inside = |words: &Vec<Span>| words.iter().any(|word| word.start < span.end && span.start < word.end);
            let mention = tells.get(&i).copied().or_else(|| mentions.iter().position(inside));
            let lemma = crossread_language::lemma(span.of(&article.text), &sentence.tokens[i]);
            examples.push(HappeningExample {
                features,
                tells: tells.contains_key(&i),
                mention: mention.map(|mention| (number, mention)),
                topic: document.topic,
                lemma: format!("{lemma}/{:?}", sentence.tokens[i].tag),
            });
        }
    }
    Ok(examples)
}

/// The word of a sentence that should tell a mention: its head, or of a light verb with its object the object.
fn head(sentence: &Sentence, view: &SentenceView, words: &[Span]) -> Option<usize> {
    let inside: Vec<usize> = words.iter().flat_map(|&word| sentence.tokens_in(word)).collect();
    let candidates: Vec<usize> = inside.iter().copied().filter(|&i| view.is_candidate(i)).collect();
    let heads = candidates.iter().copied().find(|&i| sentence.head(i).is_none_or(|head| !inside.contains(&head)));
    let top = heads.or(candidates.first().copied())?;
    let noun = candidates.iter().copied().find(|&i| i != top && view.is_eventive_object(i));
    if is_light(Language::english(), sentence.tokens[top].lemma) { noun.or(Some(top)) } else { Some(top) }
}

type FeatureWeights = HashMap<u32, f32>;

/// Learns weights from examples.
fn learn(examples: &[&HappeningExample]) -> FeatureWeights {
    let mut seen: HashMap<u32, u32> = HashMap::new();
    for feature in examples.iter().flat_map(|example| &example.features) {
        *seen.entry(*feature).or_default() += 1;
    }
    let mut kept: Vec<u32> = seen.iter().filter(|(_, count)| **count as usize >= LEAST_SEEN).map(|(f, _)| *f).collect();
    kept.sort_unstable();
    let index: HashMap<u32, usize> = kept.iter().enumerate().map(|(i, &feature)| (feature, i)).collect();
    let rows: Vec<Vec<usize>> = examples
        .iter()
        .map(|example| example.features.iter().filter_map(|feature| index.get(feature).copied()).collect())
        .collect();
    let mut weights = vec![0_f32; kept.len()];
    let mut squares = vec![1_f32; kept.len()];
    for round in 0..ROUNDS {
        for i in shuffled(examples.len(), round) {
            let sum: f32 = rows[i].iter().map(|&at| weights[at]).sum();
            let wrong = 1.0 / (1.0 + (-sum).exp()) - f32::from(u8::from(examples[i].tells));
            for &at in &rows[i] {
                let slope = wrong + DRAWN * weights[at];
                squares[at] += slope * slope;
                weights[at] -= STEP * slope / squares[at].sqrt();
            }
        }
    }
    kept.into_iter().zip(weights).collect()
}

/// The weights in eight bits; those of nothing left out.
fn ship(weights: &FeatureWeights) -> BTreeMap<u32, i8> {
    let round = |weight: f32| (weight * GRAIN).round().clamp(-127.0, 127.0) as i8;
    weights.iter().map(|(&feature, &weight)| (feature, round(weight))).filter(|(_, weight)| *weight != 0).collect()
}

fn score(weights: &BTreeMap<u32, i8>, example: &HappeningExample) -> f32 {
    let weight = |feature: &u32| weights.get(feature).copied().map_or(0, i32::from);
    example.features.iter().map(weight).sum::<i32>() as f32 / GRAIN
}

/// Prints scores at some thresholds.
fn thresholds(examples: &[&HappeningExample], scores: &[f32], mentions: usize) {
    for step in -6..=6 {
        let least = step as f32 * 0.25;
        let (mut right, mut said) = (HashSet::new(), 0);
        for (example, _) in examples.iter().zip(scores).filter(|(_, score)| **score > least) {
            said += 1;
            right.extend(example.mention);
        }
        let (precision, recall) = (right.len() as f32 / said.max(1) as f32, right.len() as f32 / mentions as f32);
        let f1 = 200.0 * precision * recall / (precision + recall).max(1e-9);
        println!("  {least:5.2} P {:.1} R {:.1} F {f1:.1}", 100.0 * precision, 100.0 * recall);
    }
}

/// Scores in folds of whole topics.
fn folds(data: &Data, errors: bool) {
    let scored: Vec<(&HappeningExample, f32)> = (0..FOLDS)
        .into_par_iter()
        .flat_map_iter(|fold| {
            let rest: Vec<&HappeningExample> =
                data.examples.iter().filter(|example| example.topic % FOLDS != fold).collect();
            let weights = ship(&learn(&rest));
            let held = data.examples.iter().filter(move |example| example.topic % FOLDS == fold);
            held.map(move |example| (example, score(&weights, example))).collect::<Vec<_>>()
        })
        .collect();
    let (examples, scores): (Vec<&HappeningExample>, Vec<f32>) = scored.iter().copied().unzip();
    thresholds(&examples, &scores, data.mentions);
    if errors {
        let mut wrong: BTreeMap<(bool, &str), usize> = BTreeMap::new();
        for (example, score) in &scored {
            if (*score > 0.0) != example.tells {
                *wrong.entry((example.tells, &example.lemma)).or_default() += 1;
            }
        }
        let mut wrong: Vec<_> = wrong.into_iter().map(|((missed, lemma), count)| (missed, count, lemma)).collect();
        wrong.sort_by_key(|&(missed, count, lemma)| (missed, std::cmp::Reverse(count), lemma));
        for missed in [false, true] {
            let lines = wrong.iter().filter(|line| line.0 == missed).take(120);
            let lines: Vec<String> = lines.map(|(_, count, lemma)| format!("{lemma} {count}")).collect();
            println!("{}: {}", if missed { "missed" } else { "too much" }, lines.join(", "));
        }
    }
}

/// Prints how many of the links between mentions of one article are right, of those between mentions that are marked.
fn chains(documents: &[CatDocument]) -> Result<bool> {
    let (mut gold, mut ours, mut right) = (0, 0, 0);
    for document in documents {
        let json = serde_json::json!({"id": document.name, "text": document.text, "url": document.url}).to_string();
        let article = crossread_ingest::articles(&document.name, json.as_bytes()).into_iter().find_map(Result::ok);
        let article = article.with_context(|| format!("{} is not read", document.name))?;
        let shift = article.text.find(&document.text).with_context(|| format!("{} is edited", document.name))? as u32;
        let events = crossread_core::annotate(Language::english(), &article).events;
        let of = |words: &Vec<Span>| {
            events.iter().position(|event| {
                words.iter().any(|w| w.start + shift < event.span.end && event.span.start < w.end + shift)
            })
        };
        let known: Vec<(usize, &String)> = document
            .mentions
            .iter()
            .zip(&document.happenings)
            .filter_map(|(words, happening)| Some((of(words)?, happening.as_ref()?)))
            .collect();
        for (i, (a, told)) in known.iter().enumerate() {
            for (b, other) in &known[..i] {
                let (same, joined) = (told == other, events[*a].first == events[*b].first && a != b);
                gold += u32::from(same);
                ours += u32::from(joined);
                right += u32::from(same && joined);
                if same != joined {
                    let name = |e: usize| {
                        let end = (events[e].clause.end as usize).min(article.text.len());
                        article.text[events[e].clause.start as usize..end].replace('\n', " ")
                    };
                    println!(
                        "{} {}: {} / {}",
                        if joined { "WRONG" } else { "missed" },
                        document.name,
                        name(*b),
                        name(*a)
                    );
                }
            }
        }
    }
    println!("{right} right of {ours} joined, {gold} in the corpus");
    Ok(true)
}

/// What dictionaries, vectors and PropBank say of words.
struct WordKnowledge {
    facts: BTreeMap<u32, WordFacts>,
    derivations: BTreeMap<u32, u32>,
}

impl WordKnowledge {
    fn read() -> Result<WordKnowledge> {
        let mut words = WordKnowledge { facts: BTreeMap::new(), derivations: BTreeMap::new() };
        let path = corpora::corpus("vectors-glove").context("no vectors-glove")?.join("words.tsv");
        let text = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        for line in text.lines().take(COMMONEST) {
            let mut fields = line.split('\t');
            let (Some(word), Some(wide), Some(_), Some(narrow)) =
                (fields.next(), fields.next(), fields.next(), fields.next())
            else {
                continue;
            };
            if word.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-') {
                let clusters = narrow.parse::<u16>()? << 6 | wide.parse::<u16>()?;
                words.facts.entry(key(Word::of(word))).or_default().clusters = clusters;
            }
        }
        words.wordnet()?;
        words.derivations()?;
        words.propbank()?;
        Ok(words)
    }

    fn of(&self, word: Word) -> WordFacts {
        self.facts.get(&key(word)).copied().unwrap_or_default()
    }

    fn wordnet(&mut self) -> Result<()> {
        let path = corpora::root().join("crates/crossread-core/data/en/wordnet.txt");
        let text = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let fields: Vec<&str> = line.split(' ').collect();
            let [word, noun, eventive, verb, root] = fields[..] else { anyhow::bail!("five fields: {line}") };
            let known = self.facts.entry(key(Word::of(word))).or_default();
            known.noun = noun.parse()?;
            known.eventive = eventive.parse()?;
            known.verb = verb.parse::<u8>()?.saturating_sub(28);
            if root != "-" {
                self.derivations.insert(key(Word::of(word)), key(Word::of(root)));
            }
        }
        Ok(())
    }

    /// Nouns of happenings that WordNet derives from no verb, or from another.
    fn derivations(&mut self) -> Result<()> {
        let path = corpora::root().join("crates/crossread-core/data/en/event-nouns.txt");
        let text = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        for (noun, verb) in text.lines().filter_map(|line| line.split_once(' ')).filter(|(noun, _)| *noun != "#") {
            self.derivations.insert(key(Word::of(noun)), key(Word::of(verb)));
        }
        Ok(())
    }

    /// How often PropBank's annotators took each word of the treebank for a predicate.
    fn propbank(&mut self) -> Result<()> {
        let path = corpora::corpus("roles-propbank").context("no roles-propbank")?.join("ewt.tsv");
        let text = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        let predicates: HashSet<(&str, &str)> = text
            .lines()
            .filter_map(|line| line.strip_prefix("train\t"))
            .filter_map(|line| {
                let mut fields = line.split('\t');
                Some((fields.next()?, fields.next()?))
            })
            .collect();
        let path = corpora::corpus("treebank-ewt").context("no treebank-ewt")?.join("train.conllu");
        let text = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        let (mut counts, mut sentence): (BTreeMap<u32, [u32; 2]>, _) = (BTreeMap::new(), "");
        for line in text.lines() {
            if let Some(id) = line.strip_prefix("# sent_id = ") {
                sentence = id;
            }
            let columns: Vec<&str> = line.split('\t').collect();
            if columns.len() == 10 && matches!(columns[3], "NOUN" | "VERB" | "ADJ") {
                let count = counts.entry(key(Word::lowered(columns[2]))).or_default();
                count[0] += 1;
                count[1] += u32::from(predicates.contains(&(sentence, columns[0])));
            }
        }
        for (key, [all, predicates]) in counts {
            if all >= 3
                && let Some(known) = self.facts.get_mut(&key)
            {
                known.rate = 1 + (6 * predicates / all) as u8;
            }
        }
        Ok(())
    }

    /// The file: see `annotate/events/knowledge.rs`.
    fn write(&self, weights: &BTreeMap<u32, i8>) -> Vec<u8> {
        let slots = (weights.len() * 4 / 3).next_power_of_two().max(2);
        let mut out = MAGIC.to_vec();
        for count in [self.facts.len(), self.derivations.len(), slots] {
            out.extend((count as u32).to_le_bytes());
        }
        let shift = 32 - BUCKETS.trailing_zeros();
        for bucket in 0..=BUCKETS {
            let before = self.facts.keys().take_while(|key| ((**key >> shift) as usize) < bucket).count();
            out.extend((before as u32).to_le_bytes());
        }
        for (key, facts) in &self.facts {
            out.extend(key.to_le_bytes());
            out.extend(facts.pack());
        }
        for (noun, verb) in &self.derivations {
            out.extend(noun.to_le_bytes());
            out.extend(verb.to_le_bytes());
        }
        let mut table = vec![[0_u8; 2]; slots];
        for (&feature, &weight) in weights {
            let (mut at, check) = place(feature, slots - 1);
            while table[at][0] != 0 {
                at = (at + 1) & (slots - 1);
            }
            table[at] = [weight as u8, check];
        }
        out.extend(table.as_flattened());
        out
    }
}
