//! What was read of an input, kept so that it is read once: `.crossread/read/<sha256>`. Can be deleted: it is made again.
//!
//! ```text
//! header | body of each article | heads | where the heads begin, their checksum
//! ```
//!
//! A body is an article with all that was found in it. A head is what is asked of every article of a project each time something
//! comes in: what puts it in order, what tells its story from others, and where its body lies. So a project is put in order without
//! its bodies, and one story is read without the others.

use super::codec::Codec;
use super::error::{Result, writing};
use super::files;
use super::runs::{Source, known_json};
use crossread_core::align::stories::{TellingWords, telling_words};
use crossread_core::story::{ArticleRecord, Facts};
use crossread_core::{Annotations, Article};
use crossread_language::Word;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufWriter, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// An article with what was found in it.
pub type AnnotatedArticle = (Article, Annotations);

/// An article with what was found in it as bytes, for the same program elsewhere: [`unpack`] of any other gives nothing.
pub fn pack(article: &Article, found: &Annotations) -> Vec<u8> {
    let mut bytes = Vec::new();
    env!("CROSSREAD_READER").to_owned().keep(&mut bytes);
    article.keep(&mut bytes);
    found.keep(&mut bytes);
    bytes
}

/// What was packed.
pub fn unpack(mut bytes: &[u8]) -> Option<AnnotatedArticle> {
    let reader = String::take(&mut bytes)?;
    let read = (reader == env!("CROSSREAD_READER")).then(|| Codec::take(&mut bytes)).flatten();
    read.filter(|_| bytes.is_empty())
}

/// What is asked of every article of a project.
#[derive(Clone, Debug)]
pub(super) struct ArticleHead {
    /// SHA-256 of its text.
    pub sha256: [u8; 32],
    /// What is known of it.
    pub facts: Facts,
    /// SHA-256 of what it says, where an address may have it twice.
    said: [u8; 32],
    /// What tells its story from others.
    pub words: TellingWords,
    /// A checksum of its body.
    pub sum: u64,
    /// Its place in the file of its input.
    at: (u64, u64),
    /// The body itself, where no file could be written.
    held: Option<Arc<AnnotatedArticle>>,
}

impl ArticleRecord for ArticleHead {
    type Text = [u8; 32];

    fn sha256(&self) -> &[u8; 32] {
        &self.sha256
    }

    fn facts(&self) -> &Facts {
        &self.facts
    }

    fn facts_mut(&mut self) -> &mut Facts {
        &mut self.facts
    }

    fn said(&self) -> [u8; 32] {
        self.said
    }
}

impl ArticleHead {
    fn of((article, found): &AnnotatedArticle) -> ArticleHead {
        // Only what stands at one address is asked whether it says the same.
        let said = article.facts.url.as_ref().map(|_| Sha256::digest(article.said()).into());
        ArticleHead {
            sha256: article.sha256,
            facts: article.facts.clone(),
            said: said.unwrap_or_default(),
            words: telling_words(article, found),
            sum: 0,
            at: (0, 0),
            held: None,
        }
    }

    /// The head of an article that stays in memory, as nothing can be written.
    pub(super) fn held(read: AnnotatedArticle) -> ArticleHead {
        let mut bytes = Vec::new();
        read.keep(&mut bytes);
        ArticleHead { sum: checksum(&bytes), held: Some(Arc::new(read.clone())), ..ArticleHead::of(&read) }
    }
}

impl Codec for ArticleHead {
    fn keep(&self, out: &mut Vec<u8>) {
        let ArticleHead { sha256, facts, said, words, sum, at, held: _ } = self;
        sha256.keep(out);
        facts.keep(out);
        said.keep(out);
        words.keep(out);
        sum.keep(out);
        at.keep(out);
    }

    fn take(bytes: &mut &[u8]) -> Option<ArticleHead> {
        Some(ArticleHead {
            sha256: Codec::take(bytes)?,
            facts: Codec::take(bytes)?,
            said: Codec::take(bytes)?,
            words: Codec::take(bytes)?,
            sum: Codec::take(bytes)?,
            at: Codec::take(bytes)?,
            held: None,
        })
    }
}

/// Where it is kept.
pub(super) fn path(folder: &Path, sha256: &str) -> PathBuf {
    folder.join(".crossread/read").join(sha256)
}

/// How what this program keeps begins.
const READER: &str = concat!("crossread read ", env!("CROSSREAD_READER"), " ");

/// What must be the same so that what is kept is what would be read: program, name, facts.
fn header(source: &Source) -> Vec<u8> {
    let mut told = format!("{READER}{} {}", source.name, known_json(&source.known));
    for (article, known) in &source.of_articles {
        told.push_str(&format!(" {article} {}", known_json(known)));
    }
    let mut bytes = Vec::new();
    told.keep(&mut bytes);
    bytes
}

/// Bytes of the end of a file: where the heads begin, and their checksum.
const END: usize = 16;

/// The heads of what is kept of an input; nothing where it is not there, of another program or broken.
pub(super) fn heads(folder: &Path, source: &Source) -> Option<Vec<ArticleHead>> {
    let mut file = File::open(path(folder, &source.sha256)).ok()?;
    let mut first = vec![0; header(source).len()];
    file.read_exact(&mut first).ok()?;
    if first == header(source) { heads_in(&mut file) } else { None }
}

fn heads_in(file: &mut File) -> Option<Vec<ArticleHead>> {
    let mut end = [0; END];
    let whole = file.seek(SeekFrom::End(-(END as i64))).ok()?;
    file.read_exact(&mut end).ok()?;
    let (at, sum) = end.split_at(END / 2);
    let [at, sum] = [at, sum].map(|word| word.try_into().map(u64::from_le_bytes));
    let (at, sum) = (at.ok()?, sum.ok()?);
    file.seek(SeekFrom::Start(at)).ok()?;
    let mut bytes = vec![0; usize::try_from(whole.checked_sub(at)?).ok()?];
    file.read_exact(&mut bytes).ok()?;
    if checksum(&bytes) != sum { None } else { Codec::take(&mut &bytes[..]) }
}

/// The bodies of some heads of an input, in their order; nothing where one is not there or broken. An article has the facts that its
/// head has now.
pub(super) fn bodies<'a>(
    folder: &Path,
    sha256: &str,
    heads: impl IntoIterator<Item = &'a ArticleHead>,
) -> Option<Vec<AnnotatedArticle>> {
    let mut file = None;
    let mut body = |head: &ArticleHead| {
        let mut read = match &head.held {
            Some(held) => (**held).clone(),
            None => {
                let file = match &mut file {
                    Some(file) => file,
                    none => none.insert(File::open(path(folder, sha256)).ok()?),
                };
                body_in(file, head)?
            }
        };
        read.0.facts = head.facts.clone();
        Some(read)
    };
    heads.into_iter().map(&mut body).collect()
}

fn body_in(file: &mut File, head: &ArticleHead) -> Option<AnnotatedArticle> {
    file.seek(SeekFrom::Start(head.at.0)).ok()?;
    let mut bytes = vec![0; usize::try_from(head.at.1).ok()?];
    file.read_exact(&mut bytes).ok()?;
    if checksum(&bytes) == head.sum { AnnotatedArticle::take(&mut &bytes[..]) } else { None }
}

/// All that is kept of an input.
pub(super) fn load(folder: &Path, source: &Source) -> Option<Vec<AnnotatedArticle>> {
    bodies(folder, &source.sha256, &heads(folder, source)?)
}

/// What was found in the articles of an input when other facts were known of some of them.
pub(super) struct EarlierReadings {
    path: PathBuf,
    heads: BTreeMap<[u8; 32], ArticleHead>,
}

impl EarlierReadings {
    /// What this program kept of an input, whatever was known of it then.
    pub(super) fn of(folder: &Path, source: &Source) -> Option<EarlierReadings> {
        let path = path(folder, &source.sha256);
        let mut file = File::open(&path).ok()?;
        let mut first = vec![0; header(source).len().min(1 << 10)];
        file.read_exact(&mut first).ok()?;
        // Its length stands before a text.
        let is_own = first.windows(READER.len()).any(|part| part == READER.as_bytes());
        let heads = is_own.then(|| heads_in(&mut file)).flatten()?;
        Some(EarlierReadings { path, heads: heads.into_iter().map(|head| (head.sha256, head)).collect() })
    }

    /// What was found in an article, where it is to the last fact what it was.
    pub(super) fn found(&self, article: &Article) -> Option<Annotations> {
        let (was, found) = body_in(&mut File::open(&self.path).ok()?, self.heads.get(&article.sha256)?)?;
        (was == *article).then_some(found)
    }
}

/// Keeps what is read of an input, some articles after the others, so that no more than these are in memory.
pub(super) struct ArticleKeeper {
    path: PathBuf,
    beside: PathBuf,
    out: BufWriter<File>,
    length: u64,
    heads: Vec<ArticleHead>,
}

impl ArticleKeeper {
    pub(super) fn new(folder: &Path, source: &Source) -> Result<ArticleKeeper> {
        let path = path(folder, &source.sha256);
        let beside = files::part(path.parent().unwrap_or(folder));
        let out = BufWriter::new(File::create(&beside).map_err(writing(&path))?);
        let mut keeper = ArticleKeeper { path, beside, out, length: 0, heads: Vec::new() };
        keeper.write(&header(source))?;
        Ok(keeper)
    }

    pub(super) fn count(&self) -> usize {
        self.heads.len()
    }

    /// Adds articles behind those that are there.
    pub(super) fn add(&mut self, read: &[AnnotatedArticle]) -> Result<()> {
        for one in read {
            let mut bytes = Vec::new();
            one.keep(&mut bytes);
            let at = (self.length, bytes.len() as u64);
            self.heads.push(ArticleHead { sum: checksum(&bytes), at, ..ArticleHead::of(one) });
            self.write(&bytes)?;
        }
        Ok(())
    }

    /// Moves the file to its place; the heads.
    pub(super) fn finish(mut self) -> Result<Vec<ArticleHead>> {
        let mut bytes = Vec::new();
        self.heads.keep(&mut bytes);
        let (at, sum) = (self.length, checksum(&bytes));
        bytes.extend(at.to_le_bytes());
        bytes.extend(sum.to_le_bytes());
        self.write(&bytes)?;
        let synced = self.out.flush().and_then(|()| self.out.get_ref().sync_all());
        synced.map_err(writing(&self.path))?;
        files::settle(&self.beside, &self.path)?;
        Ok(std::mem::take(&mut self.heads))
    }

    fn write(&mut self, bytes: &[u8]) -> Result<()> {
        self.length += bytes.len() as u64;
        self.out.write_all(bytes).map_err(writing(&self.path))
    }
}

impl Drop for ArticleKeeper {
    fn drop(&mut self) {
        // After a good end it is at its place and no longer here.
        let _ = std::fs::remove_file(&self.beside);
    }
}

/// Whether bytes are those that were written: eight at a time, as there may be many.
pub(super) fn checksum(bytes: &[u8]) -> u64 {
    let mut sum = Word::of("").0;
    let mut add = |word: u64| sum = (sum ^ word).wrapping_mul(0x0000_0100_0000_01b3).rotate_left(23);
    let (words, rest) = bytes.as_chunks::<8>();
    words.iter().for_each(|word| add(u64::from_le_bytes(*word)));
    rest.iter().for_each(|&byte| add(u64::from(byte)));
    add(bytes.len() as u64);
    sum
}
