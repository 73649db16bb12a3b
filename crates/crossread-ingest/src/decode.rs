//! Bytes to text: what sort of bytes they are and how they are encoded.

use crate::{garbled, json};
use crossread_core::story::Warning;

/// What some bytes are, by their content.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum ContentKind {
    Empty,
    /// Not text: what it looks like.
    Binary(&'static str),
    Gzip,
    Text,
}

/// First bytes of formats that people mistake for text.
const SIGNATURES: [(&[u8], &str); 14] = [
    (b"\x89PNG", "PNG image"),
    (b"\xff\xd8\xff", "JPEG image"),
    (b"GIF8", "GIF image"),
    (b"%PDF", "PDF; pdftotext makes text of it"),
    (b"PK\x03\x04", "ZIP archive"),
    (b"\x7fELF", "program"),
    (b"MZ", "program"),
    (b"SQLite format 3", "SQLite database"),
    (b"OggS", "sound"),
    (b"ID3", "sound"),
    (b"RIFF", "sound or picture"),
    (b"\xd0\xcf\x11\xe0", "old Office document"),
    (b"7z\xbc\xaf", "7-Zip archive"),
    (b"BZh", "bzip2 archive"),
];

pub(crate) fn kind(bytes: &[u8]) -> ContentKind {
    if bytes.is_empty() {
        return ContentKind::Empty;
    }
    if bytes.starts_with(b"\x1f\x8b") {
        return ContentKind::Gzip;
    }
    if let Some((_, what)) = SIGNATURES.iter().find(|(signature, _)| bytes.starts_with(signature)) {
        // A text may begin with "MZ" or "ID3"; then it has no control characters.
        if controls(bytes) > 0 || what.ends_with("image") || what.starts_with("PDF") || *what == "ZIP archive" {
            return ContentKind::Binary(what);
        }
    }
    let marked = bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff");
    let wide = marked || wide_without_mark(bytes).is_some();
    // Half a unit at the end: no such text.
    if marked && (bytes.len() % 2 == 1 || !is_wide_text(&bytes[2..], bytes[0] == 0xfe)) {
        return ContentKind::Binary("control characters");
    }
    // Text has a stray control character at most; more than a few, and one in thirty, is data.
    if !wide && controls(bytes) > 3 && controls(bytes) * 30 > bytes.len().min(SAMPLE) {
        return ContentKind::Binary("control characters");
    }
    ContentKind::Text
}

/// Whether bytes are text in UTF-16 with the greater or the lesser half of each unit first: hardly a unit stands for no letter.
fn is_wide_text(bytes: &[u8], big: bool) -> bool {
    let units = bytes[..bytes.len().min(SAMPLE)].chunks_exact(2).map(|pair| {
        let pair = [pair[0], pair[1]];
        if big { u16::from_be_bytes(pair) } else { u16::from_le_bytes(pair) }
    });
    let (mut all, mut odd) = (0usize, 0usize);
    for c in char::decode_utf16(units) {
        all += 1;
        let strange = c.is_err()
            || c.is_ok_and(|c| {
                c.is_control() && !c.is_whitespace() || matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{fff0}'..='\u{ffff}')
            });
        odd += usize::from(strange);
    }
    odd <= 3 || odd * 30 <= all
}

/// UTF-16 that lacks its mark: most units have a zero for their first or second half, none for the other, and they are text. Small
/// numbers of two bytes each have the same zeros.
fn wide_without_mark(bytes: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    if sample.len() < 32 || bytes.len() % 2 == 1 {
        return None;
    }
    let zeros = |half: usize| sample.iter().skip(half).step_by(2).filter(|byte| **byte == 0).count();
    let (first, second) = (zeros(0), zeros(1));
    let most = |zeros: usize| zeros * 2 * 4 >= sample.len() * 3;
    let big = match () {
        () if most(second) && first == 0 => false,
        () if most(first) && second == 0 => true,
        () => return None,
    };
    is_wide_text(sample, big).then_some(if big { encoding_rs::UTF_16BE } else { encoding_rs::UTF_16LE })
}

/// Whether the bytes that are letters of no word in Windows-1252 are quotation marks and apostrophes of old Macintosh programs:
/// 0xD5 between small letters, 0xD2 before a letter behind a space.
fn is_macintosh(bytes: &[u8]) -> bool {
    let small = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_lowercase);
    let mut signs = 0;
    for (at, byte) in bytes.iter().enumerate() {
        let (before, after) = (at.checked_sub(1).and_then(|before| bytes.get(before)), bytes.get(at + 1));
        signs += usize::from(match byte {
            0xd5 => small(before) && small(after),
            0xd2 => {
                before.is_some_and(|b| matches!(b, b' ' | b'\n' | b'>')) && after.is_some_and(u8::is_ascii_alphabetic)
            }
            // Quotation marks of Windows-1252.
            0x91..=0x94 => return false,
            _ => false,
        });
    }
    signs >= 2
}

/// How far into the bytes one looks to tell what they are.
const SAMPLE: usize = 8192;

fn controls(bytes: &[u8]) -> usize {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    sample.iter().filter(|b| matches!(b, 0..=8 | 14..=26 | 28..=31 | 127)).count()
}

/// Decoded text.
pub(crate) struct DecodedText {
    pub text: String,
    pub warnings: Vec<Warning>,
}

/// Decodes: a byte-order mark decides, then UTF-8 if it is that, then what whoever sent it said (`sent`), then what a
/// page says of itself, then a guess by the statistics of letters. All but UTF-8 leave a warning that says what decided.
pub(crate) fn text(bytes: &[u8], sent: Option<&str>) -> DecodedText {
    let mut warnings = Vec::new();
    let mut text = if let Some((encoding, length)) = encoding_rs::Encoding::for_bom(bytes) {
        encoding.decode_without_bom_handling(&bytes[length..]).0.into_owned()
    } else if let Some(encoding) = wide_without_mark(bytes) {
        encoding.decode_without_bom_handling(bytes).0.into_owned()
    } else if let Ok(text) = std::str::from_utf8(bytes) {
        text.to_owned()
    } else if mostly_utf8(bytes) {
        warnings.push(Warning {
            code: "undecodable-bytes",
            span: None,
            message: "some bytes are no text in UTF-8 and show as \u{fffd}".to_owned(),
        });
        String::from_utf8_lossy(bytes).into_owned()
    } else {
        let named = sent.and_then(|label| encoding_rs::Encoding::for_label(label.as_bytes()));
        let (encoding, why) = match (named.filter(|encoding| *encoding != encoding_rs::UTF_8), declared(bytes)) {
            (Some(encoding), _) => (encoding, "as its sender says"),
            (None, Some(encoding)) => (encoding, "as the page says"),
            (None, None) if is_macintosh(bytes) => (encoding_rs::MACINTOSH, "by its quotation marks"),
            (None, None) => {
                let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Allow);
                detector.feed(bytes, true);
                (detector.guess(None, chardetng::Utf8Detection::Allow), "by its letters")
            }
        };
        let (text, _, broken) = encoding.decode(bytes);
        warnings.push(Warning {
            code: "decoded-as",
            span: None,
            message: format!("not UTF-8: decoded as {}, {why}", encoding.name()),
        });
        if broken {
            let message = "some bytes are no text in this encoding and show as \u{fffd}".to_owned();
            warnings.push(Warning { code: "undecodable-bytes", span: None, message });
        }
        text.into_owned()
    };
    // JSON's texts are kept as received, offsets and all; its other strings are read one by one.
    let of_windows = |text: &String| if json::is_json(text) { None } else { garbled::meant(text) };
    if let Some(meant) = encoded_once(&text).or_else(|| of_windows(&text)) {
        text = meant;
        let message = "letters were encoded twice before they came here, and are read as they were meant".to_owned();
        warnings.push(Warning { code: "encoded-twice", span: None, message });
    }
    if is_garbled(&text) {
        let message = "letters were encoded twice before they came here: 'Ã©' stands for 'é'".to_owned();
        warnings.push(Warning { code: "garbled-letters", span: None, message });
    }
    if text.contains('\0') {
        // A NUL is no character of any text, and C programs downstream end at it.
        let message = "NUL characters are shown as spaces".to_owned();
        warnings.push(Warning { code: "nul-characters", span: None, message });
        text = text.replace('\0', " ");
    }
    DecodedText { text, warnings }
}

/// A text whose letters were taken for bytes of Latin-1 and encoded again, as it was before. Control characters between U+0080 and
/// U+009F show it, which stand in no text, behind the first byte of a letter: "â\u{80}\u{99}" is "’".
fn encoded_once(text: &str) -> Option<String> {
    let mut pairs = text.chars().zip(text.chars().skip(1));
    let is_letter =
        |(first, second): &(char, char)| matches!(first, '\u{c2}'..='\u{f4}') && matches!(second, '\u{80}'..='\u{9f}');
    pairs.by_ref().filter(is_letter).nth(1)?;
    let mut meant = String::with_capacity(text.len());
    let mut bytes = Vec::new();
    let flush = |bytes: &mut Vec<u8>, meant: &mut String| {
        for chunk in bytes.utf8_chunks() {
            meant.push_str(chunk.valid());
            meant.extend(chunk.invalid().iter().map(|byte| char::from(*byte)));
        }
        bytes.clear();
    };
    for c in text.chars() {
        match u8::try_from(u32::from(c)) {
            Ok(byte) if byte >= 0x80 => bytes.push(byte),
            _ => {
                flush(&mut bytes, &mut meant);
                meant.push(c);
            }
        }
    }
    flush(&mut bytes, &mut meant);
    Some(meant)
}

/// Whether letters were taken for bytes of Windows-1252 and encoded again: "Ã©", "â€™". Chosen so that no language's
/// own words show it: a capital Ã or â with a mark that stands inside no word, more than once.
fn is_garbled(text: &str) -> bool {
    const FIRST: [char; 3] = ['Ã', 'Â', 'â'];
    let pairs = text.chars().zip(text.chars().skip(1)).filter(|(first, second)| {
        FIRST.contains(first)
            && (matches!(second, '\u{80}'..='\u{bf}')
                || matches!(second, '€' | '™' | '˜' | '‚' | '„' | '†' | '‰' | '¼'))
    });
    pairs.take(2).count() == 2
}

/// Whether bytes are UTF-8 but for a few: a page cut in the middle of a letter, or with a piece of another encoding
/// pasted in. Legacy text has hardly a sequence that is valid UTF-8 by chance.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut letters, mut broken) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        letters += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    letters >= 4 * broken
}

/// The encoding that a page's head names.
fn declared(bytes: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    let head: String = bytes[..bytes.len().min(4096)].iter().map(|b| char::from(b.to_ascii_lowercase())).collect();
    // XML names it in its first line.
    let xml = head.starts_with("<?xml").then(|| head.split("?>").next()?.find("encoding=")).flatten();
    let at = match xml {
        Some(at) => at + "encoding=".len(),
        None => head.find("charset=")? + "charset=".len(),
    };
    let label: String = head[at..]
        .trim_start_matches(['"', '\''])
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || "-_:".contains(*c))
        .collect();
    // Bytes that are not UTF-8 are not made so by a label.
    encoding_rs::Encoding::for_label(label.as_bytes()).filter(|encoding| *encoding != encoding_rs::UTF_8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_and_legacy_encodings_are_decoded() {
        assert_eq!(text(b"\xef\xbb\xbfhere", None).text, "here");
        assert_eq!(text(b"\xff\xfeh\0i\0", None).text, "hi");
        assert_eq!(kind(b"\xff\xfeh\0i\0"), ContentKind::Text);
        let wide: Vec<u8> = "The harbour is “closed” today.".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!((kind(&wide), &*text(&wide, None).text), (ContentKind::Text, "The harbour is “closed” today."));
        let wide: Vec<u8> = "The harbour is “closed” today.".encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!((kind(&wide), &*text(&wide, None).text), (ContentKind::Text, "The harbour is “closed” today."));
        let mac = text(b"He said it\xd5s \xd2closed\xd3 and \xd2shut\xd3.", None);
        assert_eq!(mac.text, "He said it’s “closed” and “shut”.");
        let noise: Vec<u8> = (0..4000u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        assert_eq!(kind(&[b"\xff\xfe".as_slice(), &noise].concat()), ContentKind::Binary("control characters"));
        let depths: Vec<u8> = (1..400u16).map(|at| at * 7 % 60 + 1).flat_map(u16::to_le_bytes).collect();
        assert_eq!(kind(&depths), ContentKind::Binary("control characters"));
        let windows = text("ZoÃ« MÃ¼ller".as_bytes(), None);
        assert_eq!((windows.text.as_str(), windows.warnings[0].code), ("Zoë Müller", "encoded-twice"));
        let broken = "ZoÃ« MÃ¼ller â€\u{9d}, Â\u{81}";
        assert_eq!(text(broken.as_bytes(), None).warnings[0].code, "garbled-letters");
        let twice: String = "It’s “closed”, Zoë.".bytes().map(char::from).collect();
        let meant = text(twice.as_bytes(), None);
        assert_eq!((meant.text.as_str(), meant.warnings[0].code), ("It’s “closed”, Zoë.", "encoded-twice"));
        assert!(text("São Paulo, â la carte".as_bytes(), None).warnings.is_empty());
        let feed = b"<?xml version='1.0' encoding='windows-1252'?><rss>na\xefve</rss>";
        assert!(text(feed, None).text.contains("naïve"));
        let legacy = text(b"The caf\xe9 said \x93no\x94 on Friday, and the na\xefve ministry agreed.", None);
        assert_eq!(legacy.text, "The café said “no” on Friday, and the naïve ministry agreed.");
        assert_eq!(legacy.warnings[0].code, "decoded-as");
        assert_eq!(text(b"a\0b", None).text, "a b");
        // A wrong label, and a page cut in the middle of a letter.
        let cut = text(
            "<meta charset=iso-8859-1>“One” – ‘two’ – café – naïve \u{2026}".as_bytes().split_last().unwrap().1,
            None,
        );
        assert!(cut.text.contains("“One” – ‘two’ – café – naïve"), "{}", cut.text);
        assert_eq!(cut.warnings[0].code, "undecodable-bytes");
    }
}
