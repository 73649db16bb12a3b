//! Bytes to articles: text, HTML, JSON Lines, told apart by content.
//!
//! Two steps. [`articles`] is a plain function from the bytes of one input to the articles in it; [`read_inputs`]
//! walks files, folders and standard input and calls it. An input that can't be used is a [`Skipped`] with a reason;
//! it never stops the rest.
//!
//! Text is decoded and never edited. What parts of it are not the article is *labelled* so ([`label`]), not deleted.

mod days;
mod decode;
mod facts;
mod html;
mod json;
pub mod label;

use crossread_core::Article;
use crossread_core::story::{Facts, Skipped, Warning};
use std::io::Read;
use std::path::{Path, PathBuf};

/// Longest text that is read as one article. The longest of 6,000 news articles has 52 kB; what is hundreds of times
/// longer is data, and a bound keeps memory bounded.
pub const LONGEST_TEXT: usize = 16 << 20;

/// Largest input that is read at once; JSON Lines are read line by line and may be larger.
pub const LARGEST_INPUT: u64 = 256 << 20;

/// What an input gave.
pub type Taken = Result<Article, Skipped>;

/// Reads every input in order: files, folders (walked, sorted by name; hidden ones left out), `-` for standard input.
/// `each` is called with every article and everything skipped, in the same order on every run.
pub fn read_inputs(inputs: &[PathBuf], stdin: &mut dyn Read, each: &mut dyn FnMut(Taken)) {
    for input in inputs {
        let name = input.display().to_string();
        if name == "-" {
            take(&name, &mut *stdin, None, each);
        } else if input.is_dir() {
            let mut files = Vec::new();
            if let Err(error) = walk(input, 0, &mut files) {
                each(Err(skipped(&name, &format!("can't read '{name}': {}", plain(&error)))));
            }
            files.sort();
            if files.is_empty() {
                each(Err(skipped(&name, &format!("can't read '{name}': no files in this folder"))));
            }
            for file in files {
                open(&file, each);
            }
        } else {
            open(input, each);
        }
    }
}

/// Folders deeper than this are not walked: a loop of links, not a collection.
const DEEPEST: usize = 32;

fn walk(folder: &Path, depth: usize, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b".")) {
            continue;
        }
        if path.is_dir() {
            if depth < DEEPEST {
                walk(&path, depth + 1, files)?;
            }
        } else {
            files.push(path);
        }
    }
    Ok(())
}

fn open(path: &Path, each: &mut dyn FnMut(Taken)) {
    let name = path.display().to_string();
    match std::fs::File::open(path) {
        Ok(mut file) => {
            let size = file.metadata().ok().map(|data| data.len());
            take(&name, &mut file, size, each);
        }
        Err(error) => each(Err(skipped(&name, &format!("can't read '{name}': {}", plain(&error))))),
    }
}

/// The system's words without its number.
fn plain(error: &std::io::Error) -> String {
    let words = error.to_string();
    let end = words.find(" (os error").unwrap_or(words.len());
    words[..end].to_lowercase()
}

fn take(name: &str, reader: &mut dyn Read, size: Option<u64>, each: &mut dyn FnMut(Taken)) {
    if size.is_some_and(|size| size > LARGEST_INPUT) {
        let limit = LARGEST_INPUT >> 20;
        each(Err(skipped(name, &format!("can't read '{name}': larger than {limit} MB; split it"))));
        return;
    }
    let mut bytes = Vec::new();
    match reader.take(LARGEST_INPUT + 1).read_to_end(&mut bytes) {
        Err(error) => each(Err(skipped(name, &format!("can't read '{name}': {}", plain(&error))))),
        Ok(_) if bytes.len() as u64 > LARGEST_INPUT => {
            let limit = LARGEST_INPUT >> 20;
            each(Err(skipped(name, &format!("can't read '{name}': larger than {limit} MB; split it"))));
        }
        Ok(_) => articles(name, &bytes).into_iter().for_each(each),
    }
}

/// The articles in the bytes of one input, each or the reason why not. Never panics, whatever the bytes.
pub fn articles(name: &str, bytes: &[u8]) -> Vec<Taken> {
    match decode::kind(bytes) {
        decode::Kind::Empty => vec![Err(skipped(name, &format!("can't read '{name}': empty")))],
        decode::Kind::Binary(what) => vec![Err(skipped(name, &format!("can't read '{name}': not text ({what})")))],
        decode::Kind::Gzip => match decode::unpack(bytes) {
            Ok(unpacked) if decode::kind(&unpacked) != decode::Kind::Gzip => articles(name, &unpacked),
            Ok(_) => vec![Err(skipped(name, &format!("can't read '{name}': packed twice")))],
            Err(reason) => vec![Err(skipped(name, &format!("can't read '{name}': {reason}")))],
        },
        decode::Kind::Text => {
            let decoded = decode::text(bytes);
            let text = decoded.text.as_str();
            if json::is_json(text) {
                json::articles(name, text)
            } else if html::is_html(text) {
                vec![html::article(name, text, Facts::default(), decoded.warnings)]
            } else {
                vec![article(name, decoded.text, Facts::default(), decoded.warnings)]
            }
        }
    }
}

/// Makes an article of plain text and what is known of it already.
fn article(name: &str, text: String, given: Facts, warnings: Vec<Warning>) -> Taken {
    if text.trim().is_empty() {
        return Err(skipped(name, &format!("can't read '{name}': empty")));
    }
    if text.len() > LONGEST_TEXT {
        let limit = LONGEST_TEXT >> 20;
        return Err(skipped(name, &format!("can't read '{name}': a text of more than {limit} MB is no article")));
    }
    let labelled = label::label(&text, &given);
    finish(name, text, labelled, given, warnings, Vec::new())
}

/// Adds what the text itself says of the article, its language and its identity.
fn finish(
    name: &str,
    text: String,
    labelled: label::Labelled,
    given: Facts,
    mut warnings: Vec<Warning>,
    anchors: Vec<crossread_core::story::Anchor>,
) -> Taken {
    use sha2::Digest;
    let sha256: [u8; 32] = sha2::Sha256::digest(text.as_bytes()).into();
    warnings.extend(labelled.warnings.iter().cloned());
    let mut facts = facts::complete(&text, &labelled, given, &mut warnings);
    facts.input = name.to_owned();
    if facts.language.is_none() {
        facts.language = language(&text, &labelled);
    }
    warnings.sort();
    let text = text.into_boxed_str();
    Ok(Article { sha256, text, blocks: labelled.blocks, facts, anchors, warnings })
}

/// The language of the article's own text, when it is clear.
fn language(text: &str, labelled: &label::Labelled) -> Option<String> {
    // A few thousand letters tell as much as all of them.
    const ENOUGH: usize = 6000;
    let mut sample = String::new();
    for block in labelled.blocks.iter().filter(|block| block.kind.is_read()) {
        sample.push_str(block.span.of(text));
        sample.push('\n');
        if sample.len() > ENOUGH {
            break;
        }
    }
    let found = whatlang::detect(&sample)?;
    // Short texts are told apart badly; a text that isn't clearly anything stays unknown and is read.
    (found.is_reliable() && sample.len() > 60).then(|| two_letters(found.lang()))
}

fn two_letters(language: whatlang::Lang) -> String {
    use whatlang::Lang::*;
    let code = match language {
        Eng => "en",
        Rus => "ru",
        Cmn => "zh",
        Spa => "es",
        Por => "pt",
        Ita => "it",
        Ben => "bn",
        Fra => "fr",
        Deu => "de",
        Ukr => "uk",
        Kat => "ka",
        Ara => "ar",
        Hin => "hi",
        Jpn => "ja",
        Heb => "he",
        Yid => "yi",
        Pol => "pl",
        Amh => "am",
        Jav => "jv",
        Kor => "ko",
        Nob => "nb",
        Dan => "da",
        Swe => "sv",
        Fin => "fi",
        Tur => "tr",
        Nld => "nl",
        Hun => "hu",
        Ces => "cs",
        Ell => "el",
        Bul => "bg",
        Bel => "be",
        Mar => "mr",
        Kan => "kn",
        Ron => "ro",
        Slv => "sl",
        Hrv => "hr",
        Srp => "sr",
        Mkd => "mk",
        Lit => "lt",
        Lav => "lv",
        Est => "et",
        Tam => "ta",
        Vie => "vi",
        Urd => "ur",
        Tha => "th",
        Guj => "gu",
        Uzb => "uz",
        Pan => "pa",
        Aze => "az",
        Ind => "id",
        Tel => "te",
        Pes => "fa",
        Mal => "ml",
        Ori => "or",
        Mya => "my",
        Nep => "ne",
        Sin => "si",
        Khm => "km",
        Tuk => "tk",
        Aka => "ak",
        Zul => "zu",
        Sna => "sn",
        Afr => "af",
        Lat => "la",
        Slk => "sk",
        Cat => "ca",
        Tgl => "tl",
        Hye => "hy",
        other => other.code(),
    };
    code.to_owned()
}

fn skipped(input: &str, reason: &str) -> Skipped {
    Skipped { input: input.to_owned(), reason: reason.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn reason(bytes: &[u8]) -> String {
        match articles("a.txt", bytes).remove(0) {
            Err(skipped) => skipped.reason,
            Ok(article) => panic!("read as {article:?}"),
        }
    }

    #[test]
    fn unusable_inputs_are_named() {
        assert_eq!(reason(b""), "can't read 'a.txt': empty");
        assert_eq!(reason(b" \n\t "), "can't read 'a.txt': empty");
        assert_eq!(reason(b"\x89PNG\r\n\x1a\n\0\0"), "can't read 'a.txt': not text (PNG image)");
        assert_eq!(reason(b"\x1f\x8b\x08\0\0"), "can't read 'a.txt': broken gzip");
    }

    #[test]
    fn a_broken_line_stops_no_other() {
        let lines =
            "{\"text\": \"One thing happened here.\"}\n{\"text\": \n{\"text\": \"Another thing happened there.\"}\n";
        let taken = articles("a.jsonl", lines.as_bytes());
        assert_eq!(taken.len(), 3);
        assert!(taken[0].is_ok() && taken[2].is_ok());
        assert!(taken[1].as_ref().unwrap_err().reason.starts_with("can't read 'a.jsonl' line 2: not JSON"));
    }

    /// Laws 1 and 7: blocks are sorted, apart, on boundaries, and cover all that is not white space.
    fn blocks_are_lawful(article: &Article) {
        let mut at = 0;
        for block in &article.blocks {
            assert!(block.span.fits(&article.text) && !block.span.is_empty());
            assert!(block.span.start() >= at, "blocks overlap");
            assert!(
                article.text[at..block.span.start()].trim().is_empty(),
                "text left out: {:?}",
                &article.text[at..block.span.start()]
            );
            at = block.span.end();
        }
        assert!(article.text[at..].trim().is_empty(), "text left out at the end");
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_or_skipped(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            articles("a", &bytes).iter().flatten().for_each(blocks_are_lawful);
        }

        #[test]
        fn any_text_is_labelled_whole(text in "([A-Za-z“”\"'’.,:;!? ]{0,80}\n{1,3}|By [A-Z][a-z]{2,8}\n|<[a-z]{1,4}>|\\PC{0,20}){0,12}") {
            let once = articles("a", text.as_bytes());
            once.iter().flatten().for_each(blocks_are_lawful);
            prop_assert_eq!(format!("{once:?}"), format!("{:?}", articles("a", text.as_bytes())));
        }

        #[test]
        fn any_page_is_labelled_whole(body in "(<p>[A-Za-z .,]{0,60}</p>|<div>|</div>|<h2>[a-z ]{0,9}</h2>|<script>|&amp;|&#0;|<!--|-->|<blockquote>|\\PC{0,9}){0,15}") {
            let page = format!("<!doctype html><html><body>{body}");
            articles("a", page.as_bytes()).iter().flatten().for_each(blocks_are_lawful);
        }
    }
}
