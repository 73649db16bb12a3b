//! Annotated news in CAT's XML, as ECB+ and MEANTIME have it: texts with the words that tell a happening.

use anyhow::{Context, Result};
use crossread_core::Span;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Topics of ECB+ that are measured, and never learned from.
pub const MEASURED: [u32; 8] = [2, 5, 12, 18, 21, 23, 34, 35];

/// One document.
pub struct CatDocument {
    /// The file's name without its ending.
    pub name: String,
    /// ECB+'s topic; 0 elsewhere.
    pub topic: u32,
    /// The tokens as running text.
    pub text: String,
    /// Its address, where it is told.
    pub url: Option<String>,
    /// When it was published, where that is told.
    pub published: Option<String>,
    /// The words of the sentences in which everything is marked.
    pub sentences: Vec<Span>,
    /// The words of each mention of a happening in them.
    pub mentions: Vec<Vec<Span>>,
    /// For each mention the happening it tells, where the annotators gave it one.
    pub happenings: Vec<Option<String>>,
}

/// A token of the XML.
struct CatToken {
    id: String,
    words: String,
    sentence: u32,
}

/// The documents of the ECB+ topics asked for.
pub fn ecb(folder: &Path, wanted: impl Fn(u32) -> bool) -> Result<Vec<CatDocument>> {
    let list = folder.join("ECBplus_coreference_sentences.csv");
    let list = std::fs::read_to_string(&list).with_context(|| list.display().to_string())?;
    let mut checked: BTreeMap<String, BTreeSet<u32>> = BTreeMap::new();
    for line in list.lines().skip(1) {
        let mut fields = line.split(',');
        let (Some(topic), Some(file), Some(sentence)) = (fields.next(), fields.next(), fields.next()) else { continue };
        checked.entry(format!("{topic}_{file}")).or_default().insert(sentence.trim().parse()?);
    }
    let mut documents = Vec::new();
    for (name, sentences) in &checked {
        let topic: u32 = name.split('_').next().unwrap_or_default().parse()?;
        if wanted(topic) {
            let path = folder.join(format!("ECB+/{topic}/{name}.xml"));
            // Some topics may be kept away for the last measuring.
            if !path.exists() {
                continue;
            }
            let xml = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
            let is_marked = |sentence| sentences.contains(&sentence);
            let marking = Marking { tags: ["<ACTION", "<NEG_ACTION"], is_marked: &is_marked };
            documents.push(document(name, topic, &xml, &marking));
        }
    }
    Ok(documents)
}

/// The documents of MEANTIME: everything is marked in the first sentences.
pub fn meantime(folder: &Path) -> Result<Vec<CatDocument>> {
    let mut paths: Vec<PathBuf> = Vec::new();
    for corpus in std::fs::read_dir(folder.join("intra_cross-doc_annotation"))? {
        for file in std::fs::read_dir(corpus?.path())? {
            paths.push(file?.path());
        }
    }
    paths.sort();
    let marking = Marking { tags: ["<EVENT_MENTION"; 2], is_marked: &|sentence| sentence <= 5 };
    let read = |path: &PathBuf| {
        let xml = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
        let name = path.file_stem().and_then(|name| name.to_str()).unwrap_or_default();
        Ok(document(name, 0, &xml, &marking))
    };
    paths.iter().filter(|path| path.extension().is_some_and(|ending| ending == "xml")).map(read).collect()
}

/// How happenings are marked.
struct Marking<'a> {
    /// What a mention begins with.
    tags: [&'a str; 2],
    /// Whether everything is marked in a sentence.
    is_marked: &'a dyn Fn(u32) -> bool,
}

/// Reads one document.
fn document(name: &str, topic: u32, xml: &str, marking: &Marking) -> CatDocument {
    let Marking { tags, is_marked } = marking;
    let mut tokens = tokens(xml);
    let address = tokens.first().is_some_and(|first| first.words.starts_with("http"));
    let url = address.then(|| tokens.iter().filter(|token| token.sentence == 0).map(|token| &*token.words).collect());
    if address {
        tokens.retain(|token| token.sentence != 0);
    }
    let (text, spans) = detokenize(&tokens);
    let place: BTreeMap<&str, usize> = tokens.iter().enumerate().map(|(i, token)| (token.id.as_str(), i)).collect();
    let mut sentences: BTreeMap<u32, Span> = BTreeMap::new();
    for (token, &span) in tokens.iter().zip(&spans).filter(|(token, _)| is_marked(token.sentence)) {
        let whole = sentences.entry(token.sentence).or_insert(span);
        *whole = whole.cover(span);
    }
    let (mut mentions, mut happenings) = (Vec::new(), Vec::new());
    let told = happenings_by_mention(name, xml);
    let mut lines = xml.lines();
    while let Some(line) = lines.next() {
        let line = line.trim_start();
        if !tags.iter().any(|tag| line.starts_with(tag)) || line.ends_with("/>") {
            continue;
        }
        let anchors = lines.by_ref().map(str::trim).take_while(|line| !line.starts_with("</"));
        let anchors: Vec<usize> =
            anchors.filter_map(|line| place.get(attribute(line, "t_id")?.as_str()).copied()).collect();
        let words: Vec<Span> =
            anchors.iter().filter(|&&at| is_marked(tokens[at].sentence)).map(|&at| spans[at]).collect();
        if !words.is_empty() {
            mentions.push(words);
            happenings.push(attribute(line, "m_id").and_then(|id| told.get(&id).cloned()));
        }
    }
    let sentences = sentences.into_values().collect();
    let created = xml.lines().find(|line| line.contains("functionInDocument=\"CREATION_TIME\""));
    let published = created.and_then(|line| attribute(line, " value"));
    CatDocument { name: name.to_owned(), topic, text, url, published, sentences, mentions, happenings }
}

/// By a mention's number the happening it tells: the name that the annotators gave it over all documents, else the document's own.
fn happenings_by_mention(document: &str, xml: &str) -> BTreeMap<String, String> {
    let lines = || xml.lines().map(str::trim);
    // What stands for a happening has no words of its own.
    let named = lines().filter(|line| line.starts_with('<') && line.ends_with("/>"));
    let instances: BTreeMap<String, String> =
        named.filter_map(|line| Some((attribute(line, " m_id")?, attribute(line, " instance_id")?))).collect();
    let mut told = BTreeMap::new();
    let (mut relation, mut note, mut sources) = (None, None, Vec::new());
    for line in lines() {
        if line.starts_with("<CROSS_DOC_COREF") || line.starts_with("<REFERS_TO") {
            (relation, note) = (attribute(line, " r_id"), attribute(line, " note").filter(|note| !note.is_empty()));
            sources.clear();
        } else if line.starts_with("<INTRA_DOC_COREF") {
            (relation, note) = (attribute(line, " r_id"), None);
            sources.clear();
        } else if line.starts_with("<source") {
            sources.extend(attribute(line, " m_id"));
        } else if line.starts_with("<target")
            && let Some(number) = relation.take()
        {
            let instance = attribute(line, " m_id").and_then(|id| instances.get(&id)).filter(|id| !id.is_empty());
            let name = note.take().or(instance.cloned()).unwrap_or_else(|| format!("{document} {number}"));
            for source in sources.drain(..) {
                told.entry(source).or_insert_with(|| name.clone());
            }
        }
    }
    told
}

fn tokens(xml: &str) -> Vec<CatToken> {
    let read = |piece: &str| {
        let words = piece.split_once('>')?.1.split('<').next()?;
        let words = words.replace("&quot;", "\"").replace("&apos;", "'").replace("&lt;", "<").replace("&gt;", ">");
        Some(CatToken {
            id: attribute(piece, "t_id")?,
            words: words.replace("&amp;", "&"),
            sentence: attribute(piece, "sentence")?.parse().ok()?,
        })
    };
    xml.split("<token ").skip(1).filter_map(read).collect()
}

fn attribute(piece: &str, name: &str) -> Option<String> {
    Some(piece.split_once(&format!("{name}=\""))?.1.split('"').next()?.to_owned())
}

/// Tokens as running text, with the place of each. A sentence without a final stop ends its paragraph.
fn detokenize(tokens: &[CatToken]) -> (String, Vec<Span>) {
    let mut text = String::new();
    let mut spans = Vec::with_capacity(tokens.len());
    let (mut quotes, mut glued, mut before) = (0, false, "");
    for (i, token) in tokens.iter().enumerate() {
        let word = match token.words.as_str() {
            "``" | "''" => "\"",
            "-LRB-" => "(",
            "-RRB-" => ")",
            word => word,
        };
        let begins = i == 0 || tokens[i - 1].sentence != token.sentence;
        let after = tokens.get(i + 1).filter(|next| next.sentence == token.sentence).map_or("", |next| &next.words);
        let digits = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit());
        let in_number = matches!(word, ":" | "." | ",") && digits(before) && digits(after) && !begins;
        let hyphen = word == "-" && digits(before) && after.starts_with(char::is_alphabetic);
        if begins {
            let stopped = text.trim_end_matches(['"', '”', '\'', ')']).ends_with(['.', '!', '?']);
            text.push_str(if i == 0 {
                ""
            } else if stopped {
                " "
            } else {
                "\n\n"
            });
            quotes = 0;
        } else if !(glued || hyphen || sticks(word, quotes, before)) {
            text.push(' ');
        }
        let start = text.len();
        text.push_str(word);
        spans.push(Span::new(start, text.len()));
        glued = matches!(word, "(" | "[" | "$" | "£" | "€" | "#" | "“" | "‘" | "/" | "_" | "@")
            || word == "\"" && quotes % 2 == 0;
        glued |= in_number || hyphen;
        quotes += usize::from(word == "\"");
        before = word;
    }
    (text, spans)
}

/// Whether a word has no space before it.
fn sticks(word: &str, quotes: usize, before: &str) -> bool {
    match word {
        "," | "." | ";" | "!" | "?" | "%" | ")" | "]" | "…" | "..." | "”" | ":" | "/" | "_" => true,
        "\"" => quotes % 2 == 1,
        "'" | "’" => before.ends_with('s'),
        "n't" | "n’t" => true,
        _ => matches!(word.strip_prefix(['\'', '’']), Some("s" | "S" | "t" | "re" | "ve" | "ll" | "d" | "m")),
    }
}
