//! How much memory reading takes, whatever comes: measured as the highest the process ever had, so one test for all.

use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::{Read, Write};

/// The bound, above the 274 MB measured: the largest single page (64 MB) as bytes, as text and labelled, beside a batch.
/// What is kept of an article is the caller's.
const MOST_MEGABYTES: u64 = 400;

/// The most memory this process ever had, in MB, where the system tells.
fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    Some(line.split_whitespace().nth(1)?.parse::<u64>().ok()? / 1024)
}

/// A reader that makes up to `left` bytes by repeating a piece.
struct RepeatReader {
    piece: Vec<u8>,
    at: usize,
    left: usize,
}

impl RepeatReader {
    fn new(piece: &[u8], times: usize) -> RepeatReader {
        RepeatReader { piece: piece.to_vec(), at: 0, left: piece.len() * times }
    }
}

impl Read for RepeatReader {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = buffer.len().min(self.piece.len() - self.at).min(self.left);
        buffer[..count].copy_from_slice(&self.piece[self.at..self.at + count]);
        self.at = (self.at + count) % self.piece.len();
        self.left -= count;
        Ok(count)
    }
}

fn read(reader: &mut dyn Read) -> (usize, usize) {
    let (mut articles, mut skipped) = (0, 0);
    crossread_ingest::read_inputs(&["-".into()], &Default::default(), reader, &mut |taken| match taken {
        Ok(_) => articles += 1,
        Err(_) => skipped += 1,
    });
    (articles, skipped)
}

fn record(kind: &str, body: &[u8]) -> Vec<u8> {
    let http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n";
    let head = format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: http://a.example/\r\nContent-Type: application/http\r\nContent-Length: {}\r\n\r\n",
        http.len() + body.len()
    );
    [head.as_bytes(), http, body, b"\r\n\r\n"].concat()
}

#[test]
fn memory_is_bounded_whatever_comes() {
    if peak().is_none() {
        eprintln!("skipped: this system does not tell how much memory a process takes");
        return;
    }
    let page = "<html><body><article><h1>Rain</h1><p>It rained in Ostrel on Friday, Ann Lowe said.</p></article>";
    // An archive of half a gigabyte, most of it what is no page.
    let mut piece = record("response", page.as_bytes());
    piece.extend(record("request", &vec![b'x'; 4 << 20]));
    assert_eq!(read(&mut RepeatReader::new(&piece, 128)), (128, 0));
    // Lines without end, and one line without end.
    let line = b"{\"text\": \"It rained in Ostrel on Friday, Ann Lowe said. It rained and rained and rained and rained there.\"}\n";
    assert_eq!(read(&mut RepeatReader::new(line, 20_000)).0, 20_000);
    assert_eq!(read(&mut RepeatReader::new(b"{\"text\": \"It rained and rained ", 20_000_000)).0, 0);
    // Text and a page of hundreds of megabytes, and a page of fifty that is mostly script.
    assert_eq!(read(&mut RepeatReader::new(b"It rained and rained. ", 20_000_000)), (0, 1));
    assert_eq!(read(&mut RepeatReader::new(b"<html><p>It rained and rained. ", 20_000_000)), (0, 1));
    let script = format!("{page}<script>{}</script>", "var x = 1;".repeat(5 << 20));
    assert_eq!(read(&mut script.as_bytes()), (1, 0));
    // Two gigabytes packed into two megabytes, alone and in a record.
    let mut bomb = GzEncoder::new(Vec::new(), Compression::fast());
    let zeros = vec![b' '; 1 << 20];
    for _ in 0..2048 {
        bomb.write_all(&zeros).unwrap();
    }
    let bomb = bomb.finish().unwrap();
    assert_eq!(read(&mut bomb.as_slice()).0, 0);
    let peak = peak().expect("told before");
    eprintln!("{peak} MB");
    assert!(peak < MOST_MEGABYTES, "{peak} MB");
}
