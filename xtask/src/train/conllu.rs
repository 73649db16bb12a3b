//! CoNLL-U as the treebanks have it, with GUM's named entities.

use anyhow::{Context, Result};
use crossread_language::training::{RELATION_NAMES, WordForm, is_title};
use crossread_language::{MentionKind, Relation};
use std::path::Path;

/// A word of a treebank.
pub struct TreebankWord {
    pub form: String,
    pub lemma: String,
    pub upos: String,
    pub xpos: String,
    /// 1-based; 0 for the root.
    pub head: usize,
    pub relation: Relation,
    /// Whether it is one of several words of a token ("do" and "n't" in "don't").
    pub multiword: bool,
    /// Form of the token that it is in: its own, or that of the multiword token at its first word, else empty.
    pub token: String,
}

/// A sentence of a treebank.
pub struct TreebankSentence {
    pub text: String,
    pub words: Vec<TreebankWord>,
    /// Whether it begins a paragraph or a document.
    pub begins: bool,
    /// Whether white space follows it.
    pub spaced: bool,
    /// Identifier of its document.
    pub document: String,
    /// GUM's genre, empty elsewhere.
    pub genre: String,
    /// Whether names are annotated in its document.
    pub has_names: bool,
    /// First and last word and kind of each named mention, outermost only.
    pub names: Vec<(usize, usize, MentionKind)>,
}

impl TreebankSentence {
    pub fn forms(&self) -> Vec<WordForm> {
        self.words.iter().map(|word| WordForm::new(&word.form)).collect()
    }
}

/// Reads a file.
pub fn read(path: &Path) -> Result<Vec<TreebankSentence>> {
    let file = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let mut heading = SentenceComments { document: String::new(), genre: String::new(), begins: true };
    let blocks = file.split("\n\n").filter(|block| !block.trim().is_empty());
    blocks.map(|block| sentence(block, &mut heading)).collect()
}

/// What the comments so far said of the sentence that comes.
struct SentenceComments {
    document: String,
    genre: String,
    /// Whether a paragraph or a document begins.
    begins: bool,
}

impl SentenceComments {
    /// Takes note of a line, if it says something of that.
    fn note(&mut self, line: &str) {
        if let Some(id) = line.strip_prefix("# newdoc id = ") {
            *self = SentenceComments { document: id.to_owned(), genre: String::new(), begins: true };
        } else if let Some(name) = line.strip_prefix("# meta::genre = ") {
            self.genre = name.to_owned();
        } else if line == "# newpar" || line.starts_with("# newpar id") {
            self.begins = true;
        }
    }
}

/// Reads the lines of one sentence.
fn sentence(block: &str, heading: &mut SentenceComments) -> Result<TreebankSentence> {
    let (mut text, mut words, mut spaced) = (String::new(), Vec::new(), true);
    let mut entities = Vec::new();
    // The multiword token, until its first word has taken its form, and its last word.
    let mut token: Option<(String, usize)> = None;
    for line in block.lines() {
        heading.note(line);
        if let Some(written) = line.strip_prefix("# text = ") {
            text = written.to_owned();
        }
        let columns: Vec<&str> = line.split('\t').collect();
        if columns.len() != 10 {
            continue;
        }
        // A range ("1-2") is a multiword token, whose words follow; an empty node ("1.1") is none.
        if let Some((_, last)) = columns[0].split_once('-') {
            token = Some((columns[1].to_owned(), last.parse::<usize>().context("a range")?));
            spaced = !columns[9].contains("SpaceAfter=No");
            continue;
        }
        if columns[0].contains('.') {
            continue;
        }
        let number = words.len() + 1;
        let multiword = token.as_ref().is_some_and(|(_, last)| number <= *last);
        let form = if multiword {
            token.as_mut().map(|(form, _)| std::mem::take(form)).unwrap_or_default()
        } else {
            spaced = !columns[9].contains("SpaceAfter=No");
            columns[1].to_owned()
        };
        words.push(TreebankWord {
            form: columns[1].to_owned(),
            lemma: columns[2].to_owned(),
            upos: columns[3].to_owned(),
            xpos: columns[4].to_owned(),
            head: columns[6].parse().with_context(|| format!("a head: {line}"))?,
            relation: relation(columns[7]),
            multiword,
            token: form,
        });
        let entity = columns[9].split('|').find_map(|field| field.strip_prefix("Entity=")).unwrap_or("");
        entities.push(entity.to_owned());
    }
    let (document, genre) = (heading.document.clone(), heading.genre.clone());
    let begins = std::mem::take(&mut heading.begins);
    let has_names = !genre.is_empty();
    let names = if has_names { names(&words, &entities) } else { Vec::new() };
    Ok(TreebankSentence { text, words, begins, spaced, document, genre, has_names, names })
}

/// The relation of this name, or of the one that it is a kind of.
fn relation(name: &str) -> Relation {
    let called = |name: &str| RELATION_NAMES.iter().find(|(other, _)| *other == name);
    let found = called(name).or_else(|| called(name.split(':').next()?));
    found.map_or(Relation::Dep, |(_, relation)| *relation)
}

/// The named mentions among GUM's entity mentions, which hold descriptions and pronouns too (Zeldes, *LRE* 2017).
/// Dates and times are entities there, but no names here.
fn names(words: &[TreebankWord], entities: &[String]) -> Vec<(usize, usize, MentionKind)> {
    // Identifier, first word, kind.
    let mut open: Vec<(String, usize, String)> = Vec::new();
    let mut mentions: Vec<(usize, usize, MentionKind)> = Vec::new();
    let mut close = |(_, first, kind): (String, usize, String), last: usize| {
        if kind != "time" {
            let kind = super::kind(&kind);
            mentions.extend(named(words, first, last, kind).map(|(a, b)| (a, b, kind)));
        }
    };
    for (i, entity) in entities.iter().enumerate() {
        let mut rest = entity.as_str();
        while !rest.is_empty() {
            if let Some(inner) = rest.strip_prefix('(') {
                let end = inner.find(['(', ')']).unwrap_or(inner.len());
                let mut fields = inner[..end].split('-');
                let (id, kind) = (fields.next().unwrap_or_default(), fields.next().unwrap_or_default());
                open.push((id.to_owned(), i, kind.to_owned()));
                rest = &inner[end..];
                if let Some(after) = rest.strip_prefix(')') {
                    close(open.pop().unwrap_or_default(), i);
                    rest = after;
                }
            } else {
                let end = rest.find(')').unwrap_or(rest.len());
                let id = &rest[..end];
                if let Some(at) = open.iter().rposition(|(other, ..)| other == id) {
                    close(open.remove(at), i);
                }
                rest = rest.get(end + 1..).unwrap_or("");
            }
        }
    }
    // The outermost of nested names; of equal spans the first.
    mentions.sort_by_key(|&(first, last, _)| (first, std::cmp::Reverse(last)));
    let mut outer: Vec<(usize, usize, MentionKind)> = Vec::new();
    for mention in mentions {
        if outer.last().is_none_or(|last| mention.0 > last.1) {
            outer.push(mention);
        }
    }
    outer
}

/// The name in a mention from word `first` to word `last`, if its head is a proper noun, or a description with a name
/// hung on it flat ("interviewee Ann Lowe"). Of a long mention ("Mayor Ann Lowe, who spoke first") the name alone: the
/// proper nouns around the head, without titles before a person's. The names of organizations, places and things may
/// hold prepositions and coordination ("Bay of Orla"), those of people not.
fn named(words: &[TreebankWord], first: usize, last: usize, kind: MentionKind) -> Option<(usize, usize)> {
    let (anchor, head) = head(words, first, last)?;
    let proper = |i: usize| is_proper(&words[i]);
    let joins = |i: usize| {
        let form = words[i].form.as_str();
        let inside = ["-", "de", "la", "al", "bin", "ibn", "von", "van", "der", "el", "."].contains(&form);
        let outside = ["of", "the", "and", "&", "for", "/", "on", "in"].contains(&form);
        inside || kind != MentionKind::Person && (outside || words[i].upos == "NUM")
    };
    // Whether a word belongs with the head, and not to a title before it ("CEO of the Harbor Council Ann Lowe").
    let belongs = |mut i: usize| {
        for _ in 0..words.len() {
            let flat = words[i].relation == Relation::Flat && words[i].head == anchor + 1;
            if i == head || flat {
                return true;
            }
            match words[i].head.checked_sub(1) {
                Some(above) if above != anchor || proper(anchor) => i = above,
                _ => return false,
            }
        }
        false
    };
    let (mut a, mut b) = (head, head);
    let mut at = head;
    while at > first && (proper(at - 1) || (joins(at - 1) && at - 1 > first)) {
        at -= 1;
        // What joins must join a proper noun: "the" of "in the Senate" begins no name.
        if proper(at) {
            if !belongs(at) {
                break;
            }
            a = at;
        }
    }
    at = head;
    while at < last && (proper(at + 1) || joins(at + 1)) {
        at += 1;
        if proper(at) || (words[at].upos == "NUM" && kind != MentionKind::Person) {
            if !belongs(at) {
                break;
            }
            b = at;
        }
    }
    if kind == MentionKind::Person {
        let title = |i: usize| is_title(&words[i].form.to_lowercase());
        while a < b && title(a) {
            a += 1;
        }
        // A title by itself is a description.
        if title(b) {
            return None;
        }
    }
    Some((a, b))
}

/// The head of a mention, and the proper noun that names it: the head itself, or the first that hangs on it flat.
fn head(words: &[TreebankWord], first: usize, last: usize) -> Option<(usize, usize)> {
    let anchor = (first..=last).find(|&i| {
        let head = words[i].head;
        head == 0 || head - 1 < first || head - 1 > last
    })?;
    if is_proper(&words[anchor]) {
        return Some((anchor, anchor));
    }
    let flat = |i: usize| is_proper(&words[i]) && words[i].relation == Relation::Flat && words[i].head == anchor + 1;
    (anchor + 1..=last).find(|&i| flat(i)).map(|head| (anchor, head))
}

fn is_proper(word: &TreebankWord) -> bool {
    word.xpos.starts_with("NNP") || word.upos == "PROPN"
}

/// Sentences put back into paragraphs: the text, and where each sentence begins in it.
pub fn paragraphs(sentences: &[TreebankSentence]) -> Vec<(String, Vec<usize>)> {
    let mut paragraphs: Vec<(String, Vec<usize>)> = Vec::new();
    let mut spaced = true;
    for sentence in sentences {
        if sentence.begins || paragraphs.is_empty() {
            paragraphs.push((String::new(), Vec::new()));
        }
        if let Some((text, starts)) = paragraphs.last_mut() {
            if !text.is_empty() && spaced {
                text.push(' ');
            }
            starts.push(text.len());
            text.push_str(&sentence.text);
        }
        spaced = sentence.spaced;
    }
    paragraphs
}
