//! What arrived, kept as a web archive: WARC 1.1 (ISO 28500:2017), each record packed by itself, as archives of the web
//! do it, so that one that was cut off loses one record only.

use crate::exchange::{CachedPage, Response};
use flate2::Compression;
use flate2::bufread::GzDecoder;
use flate2::write::GzEncoder;
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::fs::File;
use std::io::{BufRead, BufReader, Error, ErrorKind, Read, Result, Seek, SeekFrom, Write};
use std::path::Path;

/// Why nothing new is kept (WARC 1.1, section 6.7).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Revisit {
    /// The host said so.
    NotModified,
    /// The same bytes came.
    SameBytes,
}

/// A web archive that grows.
#[derive(Debug)]
pub struct Archive {
    file: File,
    known: HashMap<String, CachedPage>,
    /// Bytes of a record that was cut off, or zeros behind the last one, which were taken away again.
    cut: u64,
    /// Whether those were zeros.
    padded: bool,
}

impl Archive {
    /// Opens an archive to add to it, or begins one. A last record that was cut off (the program was stopped while it
    /// wrote) is taken away, and so are zeros behind the last one (the power was cut); [`Archive::cut`] says so.
    ///
    /// # Errors
    ///
    /// When the file can't be read or written, or is not a packed web archive: nothing is written then.
    pub fn open(path: &Path) -> Result<Archive> {
        let mut file = File::options().read(true).append(true).create(true).open(path)?;
        let ArchiveContents { known, end, padded } = read(&file)?;
        let length = file.seek(SeekFrom::End(0))?;
        if end < length {
            file.set_len(end)?;
        }
        let mut archive = Archive { file, known, cut: length - end, padded };
        if end == 0 {
            let software =
                concat!("software: crossread/", env!("CARGO_PKG_VERSION"), "\r\nformat: WARC File Format 1.1\r\n");
            let record = Record { kind: "warcinfo", address: None, content: "application/warc-fields", extra: &[] };
            archive.write(&record, software.as_bytes())?;
        }
        Ok(archive)
    }

    /// Bytes of a cut off record that were taken away when the archive was opened.
    pub fn cut(&self) -> u64 {
        self.cut
    }

    /// Whether what was taken away was nothing but zeros.
    pub fn was_padded(&self) -> bool {
        self.padded
    }

    /// What was in the archive when it was opened, by address.
    pub(crate) fn take_known(&mut self) -> HashMap<String, CachedPage> {
        std::mem::take(&mut self.known)
    }

    /// Remembers what another archive holds: it is asked for again only on condition that it changed, and not kept again.
    ///
    /// # Errors
    ///
    /// When the file can't be read or is no packed web archive.
    pub fn remember(&mut self, path: &Path) -> Result<()> {
        self.known.extend(read(&File::open(path)?)?.known);
        Ok(())
    }

    /// Keeps an answer.
    pub(crate) fn keep(&mut self, address: &str, response: &Response) -> Result<()> {
        let digest = digest(&response.body);
        let extra = [("WARC-Payload-Digest", digest.as_str())];
        self.write(&Record::answer("response", address, &extra), &response.to_http())
    }

    /// Keeps the fact that an address answers what the archive holds of it already.
    pub(crate) fn unchanged(
        &mut self,
        address: &str,
        known: &CachedPage,
        response: &Response,
        why: Revisit,
    ) -> Result<()> {
        let profile = match why {
            Revisit::NotModified => "http://netpreserve.org/warc/1.1/revisit/server-not-modified",
            Revisit::SameBytes => "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest",
        };
        let extra = [
            ("WARC-Profile", profile),
            ("WARC-Refers-To-Target-URI", address),
            ("WARC-Refers-To-Date", known.date.as_str()),
            ("WARC-Payload-Digest", known.digest.as_str()),
        ];
        self.write(&Record::answer("revisit", address, &extra), &response.head())
    }

    /// Writes one record, all of it in one call, so that the archive is whole between two.
    fn write(&mut self, record: &Record, block: &[u8]) -> Result<()> {
        let head = record.head(block);
        let mut packed = GzEncoder::new(Vec::new(), Compression::default());
        packed.write_all(head.as_bytes())?;
        packed.write_all(block)?;
        packed.write_all(b"\r\n\r\n")?;
        self.file.write_all(&packed.finish()?)
    }
}

/// What the header of a record says of the block below it.
struct Record<'a> {
    /// `WARC-Type`.
    kind: &'a str,
    /// The address that was asked, where one was.
    address: Option<&'a str>,
    /// `Content-Type`.
    content: &'a str,
    /// Fields that records of this kind have beside those of all.
    extra: &'a [(&'a str, &'a str)],
}

impl<'a> Record<'a> {
    /// A record of what an address answered.
    fn answer(kind: &'a str, address: &'a str, extra: &'a [(&'a str, &'a str)]) -> Record<'a> {
        Record { kind, address: Some(address), content: "application/http; msgtype=response", extra }
    }

    /// The header: its id is made of what stands before it.
    fn head(&self, block: &[u8]) -> String {
        let Record { kind, address, content, extra } = *self;
        let date = now();
        let mut head = format!("WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Date: {date}\r\n");
        if let Some(address) = address {
            head.push_str(&format!("WARC-Target-URI: {address}\r\n"));
        }
        for (name, value) in extra {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        head.push_str(&format!("WARC-Block-Digest: {}\r\n", digest(block)));
        let id = record_id(head.as_bytes());
        head.push_str(&format!(
            "WARC-Record-ID: <urn:uuid:{id}>\r\nContent-Type: {content}\r\nContent-Length: {}\r\n\r\n",
            block.len()
        ));
        head
    }
}

/// The digest of some bytes, as WARC writes it.
pub(crate) fn digest(bytes: &[u8]) -> String {
    format!("sha256:{}", hex(&Sha256::digest(bytes)))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A name for a record, made from what is in its header (date, address, digests): a UUID of version 8 (RFC 9562).
fn record_id(head: &[u8]) -> String {
    let mut bytes: [u8; 32] = Sha256::digest(head).into();
    bytes[6] = bytes[6] & 0x0f | 0x80;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let digits = hex(&bytes[..16]);
    format!("{}-{}-{}-{}-{}", &digits[..8], &digits[8..12], &digits[12..16], &digits[16..20], &digits[20..])
}

fn now() -> String {
    let since = std::time::SystemTime::now().duration_since(std::time::SystemTime::UNIX_EPOCH).unwrap_or_default();
    let second = i64::try_from(since.as_secs()).unwrap_or_default();
    jiff::Timestamp::from_second(second).unwrap_or_default().to_string()
}

/// What a file holds.
struct ArchiveContents {
    /// By address.
    known: HashMap<String, CachedPage>,
    /// Where its last whole record ends.
    end: u64,
    /// Whether zeros alone stand behind that.
    padded: bool,
}

fn read(file: &File) -> Result<ArchiveContents> {
    let mut whole = ArchiveContents { known: HashMap::new(), end: 0, padded: false };
    let mut reader = BufReader::with_capacity(1 << 16, file);
    reader.seek(SeekFrom::Start(0))?;
    while let Some(first) = reader.fill_buf()?.first() {
        if *first == 0 && whole.end > 0 && are_zeros(&mut reader)? {
            whole.padded = true;
            return Ok(whole);
        }
        let mut member = BufReader::new(GzDecoder::new(&mut reader));
        match records(&mut member) {
            // What stood in a record that was cut off is not known: it is taken away, and has to be kept again.
            Ok(known) => whole.known.extend(known),
            // A file of another kind is left as it is.
            Err(error) if error.kind() == ErrorKind::UnexpectedEof && (whole.end > 0 || begins_as_ours(file)?) => {
                return Ok(whole);
            }
            Err(error) => return Err(error),
        }
        drop(member);
        whole.end = reader.stream_position()?;
    }
    Ok(whole)
}

/// Whether nothing but zeros is left.
fn are_zeros(reader: &mut impl BufRead) -> Result<bool> {
    loop {
        let bytes = reader.fill_buf()?;
        let (length, zeros) = (bytes.len(), bytes.iter().all(|byte| *byte == 0));
        if length == 0 || !zeros {
            return Ok(zeros);
        }
        reader.consume(length);
    }
}

/// How the first record of an archive of ours begins, unpacked.
const BEGINNING: &[u8] = b"WARC/1.1\r\nWARC-Type: warcinfo\r\n";

/// Longest first record of ours, unpacked: it has some 400 bytes.
const LONGEST_FIRST: u64 = 4096;

/// Whether a file whose first record is cut off was begun by this program: nothing else is in it then.
fn begins_as_ours(mut file: &File) -> Result<bool> {
    file.seek(SeekFrom::Start(0))?;
    let mut first = Vec::new();
    // It ends with an error, for it is cut off.
    let _ = GzDecoder::new(BufReader::new(file)).take(LONGEST_FIRST).read_to_end(&mut first);
    let told = first.len().min(BEGINNING.len());
    Ok(told >= "WARC/1.1".len() && (first.len() as u64) < LONGEST_FIRST && first[..told] == BEGINNING[..told])
}

/// Longest header of a record or an answer that is looked at.
const LONGEST_HEAD: u64 = 1 << 20;

/// Reads the records of one packed piece to its end, and tells what they hold by address.
fn records(reader: &mut impl BufRead) -> Result<HashMap<String, CachedPage>> {
    let mut known = HashMap::new();
    let foreign = || Error::new(ErrorKind::InvalidData, "not a packed web archive (WARC); name another file");
    while !reader
        .fill_buf()
        .map_err(|error| if error.kind() == ErrorKind::UnexpectedEof { error } else { foreign() })?
        .is_empty()
    {
        let (first, head) = fields(reader)?;
        if !first.starts_with("WARC/") {
            return Err(foreign());
        }
        let field = |name: &str| head.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
        let length = field("content-length").and_then(|value| value.parse().ok()).ok_or_else(foreign)?;
        let mut block = (&mut *reader).take(length);
        if field("warc-type") == Some("response")
            && let (Some(address), Some(digest), Some(date)) =
                (field("warc-target-uri"), field("warc-payload-digest"), field("warc-date"))
        {
            let (status, answer) = fields(&mut block)?;
            let value = |name: &str| answer.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone());
            // A redirect is asked for again each time.
            if status.split(' ').nth(1).is_some_and(|status| status.starts_with('2')) {
                let (tag, modified) = (value("etag"), value("last-modified"));
                known.insert(
                    address.to_owned(),
                    CachedPage { tag, modified, digest: digest.to_owned(), date: date.to_owned() },
                );
            }
        }
        std::io::copy(&mut block, &mut std::io::sink())?;
        if block.limit() > 0 {
            return Err(ErrorKind::UnexpectedEof.into());
        }
        let mut end = [0; 4];
        reader.read_exact(&mut end)?;
    }
    Ok(known)
}

/// A first line and the fields under it, to the empty line: names in small letters.
fn fields(reader: &mut impl BufRead) -> Result<(String, Vec<(String, String)>)> {
    let mut lines = reader.take(LONGEST_HEAD);
    let (mut first, mut fields) = (None, Vec::new());
    loop {
        let mut line = Vec::new();
        if lines.read_until(b'\n', &mut line)? == 0 {
            return Err(ErrorKind::UnexpectedEof.into());
        }
        let line = String::from_utf8_lossy(&line).trim_end().to_owned();
        match first {
            None => first = Some(line),
            Some(first) if line.is_empty() => return Ok((first, fields)),
            Some(_) => {
                if let Some((name, value)) = line.split_once(':') {
                    fields.push((name.to_ascii_lowercase(), value.trim().to_owned()));
                }
            }
        }
    }
}
