//! Where bytes come from: files, folders, standard input; packed or not; at once or line by line.
//!
//! Memory stays bounded whatever comes: one input is held at a time, of at most [`LARGEST_INPUT`] bytes; JSON Lines are
//! never held whole, but in batches of lines of together about [`BATCH`] bytes; files of a folder are read some at a
//! time, of together that size. What is longer is skipped with the reason.

use crate::choice::unwalked;
use crate::container::{LARGEST_INPUT, broken};
use crate::decode::{self, ContentKind};
use crate::known::{GivenFacts, Tables};
use crate::own::Exclusions;
use crate::{ArticleResult, LONGEST_TEXT, articles_in, bundle, json, skipped, warc};
use crossread_core::story::{SkipReason, SkippedInput};
use ignore::WalkBuilder;
use rayon::prelude::*;
use std::io::{BufRead, BufReader, Chain, Cursor, Read};
use std::path::{Path, PathBuf};

/// Largest text or page that is read at once. Four bytes a letter at most, and what is not text in a page may be some
/// times the text, so nothing that could be an article of [`LONGEST_TEXT`] is lost.
const LARGEST_SINGLE: u64 = 4 * LONGEST_TEXT as u64;

/// How much is read and parsed side by side.
const BATCH: usize = 8 << 20;

/// Longest line of JSON Lines: an article of the greatest length with every letter escaped.
const LONGEST_LINE: usize = 6 * LONGEST_TEXT;

/// Reads every input in order: files, folders (walked, sorted by name), `-` for standard input. `each` is called with
/// every article and everything skipped, in the same order on every run. What is `known` goes before what an article says
/// of itself; so does what an `articles.csv` in a folder says of its files (columns `file`, `outlet`, `published`, `title`,
/// `url`, `language`), and before what is known of all.
///
/// In folders, hidden files and folders are ignored, and so are what an `.ignore` file names, links to folders (they may go
/// round in circles) and what is neither file nor folder; anything else that gives no article is named as skipped.
pub fn read_inputs(inputs: &[PathBuf], known: &GivenFacts, stdin: &mut dyn Read, each: &mut dyn FnMut(ArticleResult)) {
    read_inputs_beside(inputs, known, &Exclusions::default(), stdin, each);
}

/// The same without what is `passed` over in folders.
pub fn read_inputs_beside(
    inputs: &[PathBuf],
    known: &GivenFacts,
    passed: &Exclusions,
    stdin: &mut dyn Read,
    each: &mut dyn FnMut(ArticleResult),
) {
    let told = |taken: ArticleResult, row: Option<&GivenFacts>| {
        let article = known.of(taken?);
        Ok(match row {
            Some(row) => row.of(article),
            None => article,
        })
    };
    for input in inputs {
        let name = input.display().to_string();
        if name == "-" {
            read(&name, &mut *stdin, &mut |taken| each(told(taken, None)));
        } else if input.is_dir() {
            let (files, tables) = in_folder(input, passed, each);
            let open = |file: &Path, each: &mut dyn FnMut(ArticleResult)| {
                open(file, &mut |taken| each(told(taken, tables.of(file))));
            };
            let mut rest = files.as_slice();
            while !rest.is_empty() {
                // As many as are small together; at least one.
                let mut bytes = 0;
                let fits = |(file, size): &&(PathBuf, u64)| {
                    let _ = file;
                    bytes += size;
                    bytes <= BATCH as u64
                };
                let count = rest.iter().take(256).take_while(fits).count().max(1);
                let (batch, later) = rest.split_at(count);
                rest = later;
                if let [(file, _)] = batch {
                    open(file, each);
                    continue;
                }
                let taken: Vec<Vec<ArticleResult>> = batch
                    .par_iter()
                    .map(|(file, _)| {
                        let mut taken = Vec::new();
                        open(file, &mut |one| taken.push(one));
                        taken
                    })
                    .collect();
                taken.into_iter().flatten().for_each(&mut *each);
            }
        } else {
            open(input, &mut |taken| each(told(taken, None)));
        }
    }
}

/// The files that inputs name, folders walked as [`read_inputs`] walks them, each with what a table in its folder knows of it.
/// `each` is told of what can't be walked.
pub fn files(inputs: &[PathBuf], each: &mut dyn FnMut(ArticleResult)) -> Vec<(PathBuf, GivenFacts)> {
    let mut all = Vec::new();
    for input in inputs {
        if !input.is_dir() {
            all.push((input.clone(), GivenFacts::default()));
            continue;
        }
        let (files, tables) = in_folder(input, &Exclusions::default(), each);
        all.extend(files.into_iter().map(|(file, _)| {
            let known = tables.of(&file).cloned().unwrap_or_default();
            (file, known)
        }));
    }
    all
}

/// The files of a folder and those below it, in order, each with its size, and what the tables among them know.
fn in_folder(folder: &Path, passed: &Exclusions, each: &mut dyn FnMut(ArticleResult)) -> (Vec<(PathBuf, u64)>, Tables) {
    let mut files = Vec::new();
    walk(folder, &mut files, each);
    files.retain(|(file, _)| !passed.have(file));
    files.sort();
    // What a table tells of files holds whichever of them are chosen.
    let tables = Tables::take(&mut files, each);
    let all = files.len();
    files.retain(|(file, _)| file.strip_prefix(folder).map_or(true, |below| passed.takes(below)));
    if files.is_empty() {
        let name = folder.display().to_string();
        let none = if all == 0 { "no files in this folder" } else { "no file in this folder is chosen" };
        each(Err(skipped(&name, SkipReason::Empty, &format!("can't read '{name}': {none}"))));
    }
    (files, tables)
}

/// Reads one input under a name: what it holds is told apart by content.
pub fn read_named(name: &str, reader: &mut dyn Read, each: &mut dyn FnMut(ArticleResult)) {
    read(name, reader, each);
}

/// The article on one line of JSON Lines, where somebody else has taken the lines apart.
pub fn read_line(name: &str, number: usize, line: &[u8]) -> ArticleResult {
    if line.len() > LONGEST_LINE { Err(too_long(name, number)) } else { json::line(name, number, line) }
}

fn too_long(name: &str, number: usize) -> SkippedInput {
    let reason = format!("can't read '{name}' line {number}: longer than any article");
    skipped(&format!("{name}#{number}"), SkipReason::TooLong, &reason)
}

/// Folders deeper than this are named and not walked; nobody keeps articles there.
const DEEPEST: usize = 32;

/// The files of a folder with their sizes, without what is hidden and what `.ignore` files in it or below it name.
fn walk(folder: &Path, files: &mut Vec<(PathBuf, u64)>, each: &mut dyn FnMut(ArticleResult)) {
    let mut walk = WalkBuilder::new(folder);
    walk.standard_filters(false).ignore(true).max_depth(Some(DEEPEST + 1)).sort_by_file_name(|a, b| a.cmp(b));
    walk.filter_entry(|entry| entry.depth() == 0 || !entry.file_name().as_encoded_bytes().starts_with(b"."));
    for entry in walk.build() {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                each(Err(unwalked(folder, &error)));
                continue;
            }
        };
        if let Some(error) = entry.error() {
            each(Err(unwalked(folder, error)));
        }
        if entry.depth() == 0 || entry.file_type().is_some_and(|kind| kind.is_dir()) {
            if entry.depth() > DEEPEST {
                let name = entry.path().display().to_string();
                let reason = format!("can't read '{name}': more than {DEEPEST} folders deep; name it as an input");
                each(Err(skipped(&name, SkipReason::Unreadable, &reason)));
            }
            continue;
        }
        match entry.path().metadata() {
            Ok(data) if data.is_file() => files.push((entry.into_path(), data.len())),
            Ok(_) => {}
            // A link to nothing is named when it is opened.
            Err(_) => files.push((entry.into_path(), 0)),
        }
    }
}

fn open(path: &Path, each: &mut dyn FnMut(ArticleResult)) {
    let name = path.display().to_string();
    match std::fs::File::open(path) {
        Ok(mut file) => read(&name, &mut file, each),
        Err(error) => each(Err(broken(&name, "", &error))),
    }
}

/// How much of an input is looked at to tell what it is.
const HEAD: usize = 64 << 10;

/// Reads one input, unpacking it where it is packed.
pub(crate) fn read(name: &str, reader: &mut dyn Read, each: &mut dyn FnMut(ArticleResult)) {
    let Some(mut input) = PrefixedReader::new(name, reader, each) else { return };
    if bundle::is_zip(&input.head) {
        match bundle::whole(name, &mut input.all()) {
            Ok(bytes) => bundle::read(name, &bytes, &read_inside, each),
            Err(skipped) => each(Err(skipped)),
        }
        return;
    }
    read_headed(name, input, each);
}

/// Reads a file inside an archive: an archive inside an archive is not opened.
fn read_inside(name: &str, reader: &mut dyn Read, each: &mut dyn FnMut(ArticleResult)) {
    if let Some(input) = PrefixedReader::new(name, reader, each) {
        read_headed(name, input, each);
    }
}

/// The first bytes of a frame of Zstandard.
const ZSTD: &[u8] = b"\x28\xb5\x2f\xfd";

/// Unpacks frames of Zstandard one behind the other, as a `.warc.zst` has one for each record.
struct Frames<R: Read> {
    source: Option<BufReader<R>>,
    open: Option<ruzstd::decoding::StreamingDecoder<BufReader<R>, ruzstd::decoding::FrameDecoder>>,
}

impl<R: Read> Frames<R> {
    fn new(source: R) -> Frames<R> {
        Frames { source: Some(BufReader::new(source)), open: None }
    }
}

impl<R: Read> Read for Frames<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let broken = |error| std::io::Error::new(std::io::ErrorKind::InvalidData, format!("{error:?}"));
        loop {
            if let Some(mut source) = self.source.take() {
                if source.fill_buf()?.is_empty() {
                    self.source = Some(source);
                    return Ok(0);
                }
                self.open = Some(ruzstd::decoding::StreamingDecoder::new(source).map_err(broken)?);
            }
            let Some(open) = &mut self.open else { return Ok(0) };
            let read = open.read(buffer)?;
            if read > 0 || buffer.is_empty() {
                return Ok(read);
            }
            self.source = self.open.take().map(|open| open.into_inner());
        }
    }
}

fn read_headed(name: &str, mut input: PrefixedReader, each: &mut dyn FnMut(ArticleResult)) {
    if input.head.starts_with(ZSTD) {
        let mut unpacked = Frames::new(input.all());
        let Some(mut input) = PrefixedReader::new(name, &mut unpacked, each) else { return };
        return read_unpacked(name, &mut input, each);
    }
    if decode::kind(&input.head) != ContentKind::Gzip {
        return read_unpacked(name, &mut input, each);
    }
    let mut unpacked = flate2::read::MultiGzDecoder::new(input.all());
    let Some(mut input) = PrefixedReader::new(name, &mut unpacked, each) else { return };
    if decode::kind(&input.head) == ContentKind::Gzip {
        each(Err(skipped(name, SkipReason::BrokenPacking, &format!("can't read '{name}': packed twice"))));
        return;
    }
    read_unpacked(name, &mut input, each);
}

/// A reader whose first bytes are known.
struct PrefixedReader<'r> {
    head: Vec<u8>,
    rest: &'r mut dyn Read,
}

impl<'r> PrefixedReader<'r> {
    fn new(name: &str, reader: &'r mut dyn Read, each: &mut dyn FnMut(ArticleResult)) -> Option<PrefixedReader<'r>> {
        let mut head = Vec::new();
        let mut piece = vec![0; HEAD];
        // One whole line of JSON is enough to tell, and whoever sent it may wait for its answer.
        while head.len() < HEAD && !json::begins_with_a_line(&head) {
            match reader.read(&mut piece[head.len()..]) {
                Ok(0) => break,
                Ok(count) => head.extend_from_slice(&piece[head.len()..][..count]),
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                Err(error) if head.is_empty() => {
                    each(Err(broken(name, "", &error)));
                    return None;
                }
                // What could be read may be articles; the error comes again behind it.
                Err(_) => break,
            }
        }
        Some(PrefixedReader { head, rest: reader })
    }

    fn all(&mut self) -> Chain<Cursor<&[u8]>, &mut dyn Read> {
        Cursor::new(self.head.as_slice()).chain(&mut *self.rest)
    }
}

fn read_unpacked(name: &str, input: &mut PrefixedReader, each: &mut dyn FnMut(ArticleResult)) {
    if warc::is_warc(&input.head) {
        return warc::read(name, &mut BufReader::with_capacity(1 << 20, input.all()), each);
    }
    if json::is_lines(&input.head) {
        return read_lines(name, &mut BufReader::with_capacity(1 << 20, input.all()), each);
    }
    let limit = if json::is_json_bytes(&input.head) { LARGEST_INPUT } else { LARGEST_SINGLE };
    let mut bytes = Vec::new();
    let outcome = input.all().take(limit + 1).read_to_end(&mut bytes);
    if bytes.len() as u64 > limit {
        let (code, what) = match decode::kind(&bytes) {
            ContentKind::Binary(what) => (SkipReason::NotText, format!("not text ({what})")),
            _ => (SkipReason::TooLong, format!("more than {} MB, which is no article; split it", limit >> 20)),
        };
        each(Err(skipped(name, code, &format!("can't read '{name}': {what}"))));
        return;
    }
    if let Err(error) = outcome {
        each(Err(broken(name, "", &error)));
        return;
    }
    articles_in(name, &bytes).into_iter().for_each(each);
}

/// Reads JSON Lines, a batch of lines at a time: those that are there, without waiting for more.
fn read_lines(name: &str, reader: &mut BufReader<impl Read>, each: &mut dyn FnMut(ArticleResult)) {
    let mut number = 0;
    let mut ended = false;
    while !ended {
        let mut lines: Vec<(usize, Vec<u8>)> = Vec::new();
        let mut bytes = 0;
        let mut failure = None;
        while bytes < BATCH && (lines.is_empty() || reader.buffer().contains(&b'\n')) {
            let mut line = Vec::new();
            match (&mut *reader).take(LONGEST_LINE as u64 + 1).read_until(b'\n', &mut line) {
                Ok(0) => ended = true,
                Ok(_) => {
                    number += 1;
                    if line.len() > LONGEST_LINE && !line.ends_with(b"\n") {
                        failure = Some(too_long(name, number));
                        // Over the rest of it.
                        if let Err(error) = skip_line(reader) {
                            failure = Some(broken_line(name, number, &error));
                            ended = true;
                        }
                        break;
                    }
                    bytes += line.len();
                    if !line.iter().all(u8::is_ascii_whitespace) {
                        lines.push((number, line));
                    }
                }
                Err(error) => {
                    failure = Some(broken_line(name, number, &error));
                    ended = true;
                }
            }
            if ended {
                break;
            }
        }
        let taken: Vec<ArticleResult> =
            lines.par_iter().map(|(number, line)| json::line(name, *number, line)).collect();
        taken.into_iter().for_each(&mut *each);
        if let Some(skipped) = failure {
            each(Err(skipped));
        }
    }
}

/// A stream of lines that breaks behind a line.
fn broken_line(name: &str, number: usize, error: &std::io::Error) -> SkippedInput {
    SkippedInput { input: format!("{name}#{number}"), ..broken(name, &format!(" after line {number}"), error) }
}

/// Reads to the end of a line without keeping it.
fn skip_line(reader: &mut dyn BufRead) -> std::io::Result<()> {
    loop {
        let (used, found) = {
            let buffer = reader.fill_buf()?;
            match buffer.iter().position(|byte| *byte == b'\n') {
                Some(at) => (at + 1, true),
                None => (buffer.len(), buffer.is_empty()),
            }
        };
        reader.consume(used);
        if found {
            return Ok(());
        }
    }
}
