//! A web of one machine: a server on loopback plays well-behaved, broken and hostile hosts.

use crossread_fetch::{Archive, Options, Outcome, fetch};
use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// What a page of the server does with a request.
type PageHandler = Arc<dyn Fn(&Request, usize) -> Reply + Send + Sync>;

enum Reply {
    /// These bytes.
    Bytes(Vec<u8>),
    /// Nothing, and the line stays open.
    Silence,
}

struct Request {
    path: String,
    /// All header lines in small letters.
    head: String,
}

struct TestServer {
    address: String,
    asked: Arc<Mutex<Vec<(String, Instant)>>>,
}

impl TestServer {
    /// `answer` is told how often its path was asked for before.
    fn new(answer: impl Fn(&Request, usize) -> Reply + Send + Sync + 'static) -> TestServer {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let asked: Arc<Mutex<Vec<(String, Instant)>>> = Arc::default();
        let (log, answer): (_, PageHandler) = (asked.clone(), Arc::new(answer));
        std::thread::spawn(move || {
            for line in listener.incoming().flatten() {
                let (log, answer) = (log.clone(), answer.clone());
                std::thread::spawn(move || serve(&line, &log, &answer));
            }
        });
        TestServer { address, asked }
    }

    fn at(&self, path: &str) -> String {
        format!("{}{path}", self.address)
    }

    /// The paths asked for, in order, without robots.txt.
    fn asked(&self) -> Vec<String> {
        let asked = self.asked.lock().unwrap();
        asked.iter().map(|(path, _)| path.clone()).filter(|path| path != "/robots.txt").collect()
    }
}

fn serve(line: &TcpStream, log: &Mutex<Vec<(String, Instant)>>, answer: &PageHandler) {
    let mut reader = BufReader::new(line.try_clone().unwrap());
    let mut head = String::new();
    loop {
        let mut text = String::new();
        if reader.read_line(&mut text).unwrap_or(0) == 0 {
            return;
        }
        if text.trim().is_empty() {
            break;
        }
        head.push_str(&text);
    }
    let path = head.split(' ').nth(1).unwrap_or_default().to_owned();
    let before = {
        let mut log = log.lock().unwrap();
        log.push((path.clone(), Instant::now()));
        log.iter().filter(|(one, _)| *one == path).count() - 1
    };
    match answer(&Request { path, head: head.to_lowercase() }, before) {
        Reply::Bytes(bytes) => drop((&mut &*line).write_all(&bytes)),
        Reply::Silence => std::thread::sleep(Duration::from_secs(20)),
    }
}

/// An answer that closes the line.
fn reply(status: &str, headers: &[&str], body: &[u8]) -> Reply {
    let mut bytes =
        format!("HTTP/1.1 {status}\r\nConnection: close\r\nContent-Length: {}\r\n", body.len()).into_bytes();
    for header in headers {
        bytes.extend_from_slice(format!("{header}\r\n").as_bytes());
    }
    bytes.extend_from_slice(b"\r\n");
    bytes.extend_from_slice(body);
    Reply::Bytes(bytes)
}

fn page(title: &str, words: &str) -> Reply {
    let html = format!(
        "<!doctype html><html><head><title>{title}</title></head><body><article><h1>{title}</h1><p>{words} The ferry \
         left the harbor of Lund at dawn and had 31 people on board, the harbor master said on Monday.</p></article></body></html>"
    );
    reply("200 OK", &["Content-Type: text/html; charset=utf-8"], html.as_bytes())
}

fn missing() -> Reply {
    reply("404 Not Found", &[], b"nothing here")
}

fn quick() -> Options {
    Options {
        allow_private: true,
        delay: Duration::ZERO,
        timeout: Duration::from_secs(10),
        back_off: Duration::from_millis(5),
        ..Options::default()
    }
}

fn run(addresses: &[String], options: &Options, path: &Path) -> Vec<Outcome> {
    let mut archive = Archive::open(path).unwrap();
    let mut outcomes = Vec::new();
    fetch(addresses, options, &mut archive, &mut |outcome| outcomes.push(outcome)).unwrap();
    outcomes
}

fn reason(outcomes: &[Outcome]) -> &str {
    match outcomes {
        [Outcome::Failed(_, reason)] => reason,
        other => panic!("not one failure: {other:?}"),
    }
}

/// The titles in an archive, and what could not be read.
fn titles(path: &Path) -> (Vec<String>, Vec<String>) {
    let (mut titles, mut skipped) = (Vec::new(), Vec::new());
    for taken in crossread_ingest::articles("a", &std::fs::read(path).unwrap()) {
        match taken {
            Ok(article) => titles.push(article.facts.title.unwrap_or_default()),
            Err(one) => skipped.push(one.reason),
        }
    }
    titles.sort();
    (titles, skipped)
}

#[test]
fn pages_are_kept_and_read_from_the_archive() {
    let server = TestServer::new(|request, _| match request.path.as_str() {
        "/robots.txt" => missing(),
        "/packed" => {
            let mut packed = GzEncoder::new(Vec::new(), Compression::default());
            packed.write_all(b"<html><head><title>Packed story</title></head><body><h1>Packed story</h1><p>Thirty people were rescued, the coast guard said.</p></body></html>").unwrap();
            assert!(request.head.contains("accept-encoding: gzip"));
            assert!(request.head.contains("user-agent: crossread/") && request.head.contains("(+desk@example.org)"));
            reply("200 OK", &["Content-Type: text/html", "Content-Encoding: gzip"], &packed.finish().unwrap())
        }
        "/chunks" => {
            let mut bytes = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n".to_vec();
            for chunk in [
                "<html><head><title>Chunked story</title></head><body><h1>Chunked story</h1><p>Twen",
                "ty people were rescued, he said.</p></body></html>",
                "",
            ] {
                bytes.extend_from_slice(format!("{:x}\r\n{chunk}\r\n", chunk.len()).as_bytes());
            }
            Reply::Bytes(bytes)
        }
        _ => page("Plain story", "It rained."),
    });
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.warc.gz");
    let options = Options { contact: Some("desk@example.org".to_owned()), ..quick() };
    let outcomes = run(
        &[server.at("/plain#top"), server.at("/packed"), server.at("/chunks"), server.at("/plain")],
        &options,
        &path,
    );
    assert_eq!(outcomes.len(), 3, "an address twice is asked for once: {outcomes:?}");
    assert!(outcomes.iter().all(|outcome| matches!(outcome, Outcome::Kept(_))), "{outcomes:?}");
    let (titles, skipped) = titles(&path);
    assert_eq!(titles, ["Chunked story", "Packed story", "Plain story"]);
    assert!(skipped.is_empty(), "{skipped:?}");
}

#[test]
fn what_is_kept_is_asked_for_again_on_condition() {
    let server = TestServer::new(|request, before| match (request.path.as_str(), before) {
        ("/robots.txt", _) => missing(),
        ("/tagged", 0) => reply(
            "200 OK",
            &["Content-Type: text/html", "ETag: \"one\""],
            b"<html><body><p>The first version of it stands here.</p></body></html>",
        ),
        ("/tagged", 1) => {
            assert!(request.head.contains("if-none-match: \"one\""), "{}", request.head);
            reply("304 Not Modified", &["ETag: \"one\""], b"")
        }
        ("/tagged", _) => reply(
            "200 OK",
            &["Content-Type: text/html", "ETag: \"two\""],
            b"<html><body><p>The second version of it stands here.</p></body></html>",
        ),
        _ => page("Same", "As ever."),
    });
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.warc.gz");
    let addresses = [server.at("/tagged"), server.at("/plain")];
    let kinds = || {
        let mut kinds: Vec<&str> = run(&addresses, &quick(), &path)
            .iter()
            .map(|outcome| match outcome {
                Outcome::Kept(_) => "kept",
                Outcome::Unchanged(_) => "unchanged",
                Outcome::Failed(_, reason) => panic!("{reason}"),
            })
            .collect();
        kinds.sort_unstable();
        kinds
    };
    assert_eq!(kinds(), ["kept", "kept"]);
    assert_eq!(kinds(), ["unchanged", "unchanged"]);
    assert_eq!(kinds(), ["kept", "unchanged"]);
    // Two versions and one page that never changed.
    assert_eq!(titles(&path).0.len(), 3);
}

#[test]
fn robots_are_kept_to() {
    let robots = |rules: &'static str| {
        TestServer::new(move |request, _| match request.path.as_str() {
            "/robots.txt" => reply("200 OK", &["Content-Type: text/plain"], rules.as_bytes()),
            _ => page("Open", "Yes."),
        })
    };
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.warc.gz");
    let server = robots("User-agent: *\nDisallow: /private\n");
    assert_eq!(reason(&run(&[server.at("/private/a")], &quick(), &path)), "robots.txt asks not to");
    assert!(matches!(run(&[server.at("/news")], &quick(), &path)[..], [Outcome::Kept(_)]));
    let server = robots("User-agent: *\nAllow: /\n\nUser-agent: crossread\nDisallow: /\n");
    assert_eq!(reason(&run(&[server.at("/news")], &quick(), &path)), "robots.txt asks not to");
    assert!(server.asked().is_empty());
    // Rules that can't be had may forbid anything.
    let server = TestServer::new(|_, _| reply("500 Oops", &[], b""));
    assert!(reason(&run(&[server.at("/news")], &quick(), &path)).starts_with("robots.txt can't be had: answered 500"));
    assert!(server.asked().is_empty());
}

#[test]
fn a_host_is_asked_slowly() {
    let server = TestServer::new(|request, _| match request.path.as_str() {
        "/robots.txt" => missing(),
        path => page(&format!("Story {path}"), "It rained."),
    });
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.warc.gz");
    let delay = Duration::from_millis(120);
    run(&[server.at("/a"), server.at("/b"), server.at("/c")], &Options { delay, ..quick() }, &path);
    let times: Vec<Instant> = server.asked.lock().unwrap().iter().map(|(_, time)| *time).collect();
    assert_eq!(times.len(), 4);
    assert!(times.windows(2).all(|pair| pair[1] - pair[0] >= delay), "asked too fast");
}

#[test]
fn busy_hosts_are_asked_again_and_then_left_alone() {
    let server = TestServer::new(|request, before| match (request.path.as_str(), before) {
        ("/robots.txt", _) => missing(),
        ("/recovers", 0) => reply("503 Busy", &["Retry-After: 0"], b""),
        ("/recovers", _) => page("Recovered", "It works."),
        ("/later", _) => reply("429 Slow down", &["Retry-After: 86400"], b""),
        _ => reply("502 Bad", &[], b""),
    });
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.warc.gz");
    assert!(matches!(run(&[server.at("/recovers")], &quick(), &path)[..], [Outcome::Kept(_)]));
    assert_eq!(
        reason(&run(&[server.at("/later")], &quick(), &path)),
        "answered 429 and asks to come back in 86400 seconds"
    );
    assert_eq!(reason(&run(&[server.at("/broken")], &quick(), &path)), "answered 502, 3 times");
    let count = |path: &str| server.asked().iter().filter(|asked| *asked == path).count();
    assert_eq!((count("/recovers"), count("/later"), count("/broken")), (2, 1, 3));
}

#[test]
fn private_networks_are_refused_at_every_hop() {
    let inner = TestServer::new(|_, _| page("Secret", "Keys."));
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.warc.gz");
    let closed = Options { allow_private: false, ..quick() };
    let port = inner.address.rsplit(':').next().unwrap();
    let disguises = ["127.0.0.1", "localhost", "0x7f000001", "[::ffff:7f00:1]", "127.1"];
    for host in disguises {
        let outcomes = run(&[format!("http://{host}:{port}/")], &closed, &path);
        assert!(reason(&outcomes).contains("no public address"), "{host}: {outcomes:?}");
    }
    // A redirect is an address like any other: one that is no web address is refused even where private ones are allowed.
    let outer = TestServer::new(|request, _| match request.path.as_str() {
        "/robots.txt" => missing(),
        _ => reply("302 Found", &["Location: file:///etc/passwd"], b""),
    });
    assert!(reason(&run(&[outer.at("/")], &quick(), &path)).starts_with("only http and https"));
    assert!(inner.asked().is_empty() && inner.asked.lock().unwrap().is_empty(), "a private host was asked");
}

#[test]
fn redirects_lead_on_but_not_for_ever() {
    let server = TestServer::new(|request, _| match request.path.as_str() {
        "/robots.txt" => reply("200 OK", &[], b"User-agent: *\nDisallow: /hidden\n"),
        "/old" => reply("301 Moved", &["Location: /new"], b""),
        "/new" => page("New place", "It moved."),
        "/self" => reply("302 Found", &["Location: /self"], b""),
        "/to-hidden" => reply("302 Found", &["Location: /hidden"], b""),
        path => {
            let number: usize = path.trim_start_matches("/round").parse().unwrap_or(0);
            reply("302 Found", &[&format!("Location: /round{}", number + 1)], b"")
        }
    });
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.warc.gz");
    assert_eq!(run(&[server.at("/old")], &quick(), &path), [Outcome::Kept(server.at("/new"))]);
    assert_eq!(titles(&path), (vec!["New place".to_owned()], vec![]));
    assert!(reason(&run(&[server.at("/round0")], &quick(), &path)).starts_with("redirected more than 5 times"));
    assert_eq!(reason(&run(&[server.at("/self")], &quick(), &path)), "redirected to itself");
    assert!(
        reason(&run(&[server.at("/to-hidden")], &quick(), &path)).starts_with("robots.txt asks not to (redirected to")
    );
}

#[test]
fn silence_and_floods_are_given_up() {
    let server = TestServer::new(|request, _| match request.path.as_str() {
        "/robots.txt" => missing(),
        "/silent" => Reply::Silence,
        "/cut" => {
            Reply::Bytes(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\nConnection: close\r\n\r\nonly this".to_vec())
        }
        "/noise" => Reply::Bytes(b"\x00\x01\x02 not HTTP at all\r\n\r\n".to_vec()),
        _ => reply("200 OK", &["Content-Type: text/html"], &vec![b'a'; 100_000]),
    });
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.warc.gz");
    let started = Instant::now();
    let short = Options { timeout: Duration::from_millis(300), ..quick() };
    assert_eq!(reason(&run(&[server.at("/silent")], &short, &path)), "no answer within 0.3 seconds");
    assert!(started.elapsed() < Duration::from_secs(10));
    let small = Options { largest: 50_000, ..quick() };
    assert_eq!(reason(&run(&[server.at("/flood")], &small, &path)), "more than 0 MB");
    assert!(reason(&run(&[server.at("/cut")], &quick(), &path)).ends_with("3 times"));
    assert!(reason(&run(&[server.at("/noise")], &quick(), &path)).ends_with("3 times"));
    // A host that is not there.
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    assert!(reason(&run(&[format!("http://127.0.0.1:{port}/")], &quick(), &path)).contains("refused"));
    assert_eq!(titles(&path).0.len(), 0);
}

#[test]
fn feeds_and_lists_are_followed() {
    let server = TestServer::new(|request, _| {
        let host = request.head.lines().find_map(|line| line.strip_prefix("host: ")).unwrap_or_default().to_owned();
        match request.path.as_str() {
            "/robots.txt" => missing(),
            "/feeds.opml" => reply("200 OK", &["Content-Type: text/x-opml"], format!("<opml version=\"2.0\"><body><outline xmlUrl=\"http://{host}/feed.xml\"/></body></opml>").as_bytes()),
            "/feed.xml" => reply("200 OK", &["Content-Type: application/rss+xml"], format!("<rss version=\"2.0\"><channel><title>Harbor News</title>\
                <item><title>First</title><link>http://{host}/first</link><description>First in brief.</description></item>\
                <item><title>Second</title><link>http://{host}/short</link><description>Second in brief.</description></item>\
                <item><title>Gone</title><link>http://{host}/gone</link><description>Gone in brief.</description></item>\
                </channel></rss>").as_bytes()),
            "/first" => page("First", "The first story."),
            "/short" => reply("301 Moved", &["Location: /second"], b""),
            "/second" => page("Second", "The second story."),
            _ => missing(),
        }
    });
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.warc.gz");
    let outcomes = run(&[server.at("/feeds.opml")], &Options { follow: true, ..quick() }, &path);
    assert_eq!(outcomes.iter().filter(|outcome| matches!(outcome, Outcome::Kept(_))).count(), 4, "{outcomes:?}");
    assert!(outcomes.contains(&Outcome::Failed(server.at("/gone"), "answered 404".to_owned())));
    // A page stands for its item; an item whose page can't be had stands for itself.
    assert_eq!(titles(&path).0, ["First", "Gone", "Second"]);
    // Without being told to, nothing is followed; with a bound, no more is asked for than it says.
    let lone = folder.path().join("b.warc.gz");
    run(&[server.at("/feeds.opml")], &quick(), &lone);
    assert!(titles(&lone).0.is_empty());
    let bounded = folder.path().join("c.warc.gz");
    let outcomes = run(&[server.at("/feed.xml")], &Options { follow: true, most: 2, ..quick() }, &bounded);
    assert_eq!(outcomes.iter().filter(|outcome| matches!(outcome, Outcome::Kept(_))).count(), 2);
    assert!(
        outcomes.contains(&Outcome::Failed(server.at("/short"), "not asked for: more than 2 addresses".to_owned()))
    );
}

#[test]
fn an_archive_that_was_cut_off_goes_on() {
    let server = TestServer::new(|request, _| match request.path.as_str() {
        "/robots.txt" => missing(),
        path => page(&format!("Story {path}"), "It rained."),
    });
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.warc.gz");
    run(&[server.at("/a"), server.at("/b")], &quick(), &path);
    let whole = std::fs::read(&path).unwrap();
    std::fs::write(&path, &whole[..whole.len() - 20]).unwrap();
    assert!(Archive::open(&path).unwrap().cut() > 0);
    run(&[server.at("/b"), server.at("/c")], &quick(), &path);
    assert_eq!(titles(&path), (vec!["Story /a".to_owned(), "Story /b".to_owned(), "Story /c".to_owned()], vec![]));
    // Wherever in a page of many kilobytes, what was cut off is kept again.
    let long = |path: &str| {
        let words: String = (0_u64..2000).map(|n| format!("{:x} ", n.wrapping_mul(0x9e37_79b9_7f4a_7c15))).collect();
        page(&format!("Story {path}"), &words)
    };
    let server = TestServer::new(move |request, _| match request.path.as_str() {
        "/robots.txt" => missing(),
        path => long(path),
    });
    let path = folder.path().join("long.warc.gz");
    run(&[server.at("/a")], &quick(), &path);
    let before = std::fs::read(&path).unwrap().len();
    run(&[server.at("/b")], &quick(), &path);
    let whole = std::fs::read(&path).unwrap();
    for end in (before + 1..whole.len()).step_by((whole.len() - before) / 20) {
        std::fs::write(&path, &whole[..end]).unwrap();
        run(&[server.at("/b")], &quick(), &path);
        assert_eq!(titles(&path).0, ["Story /a", "Story /b"], "cut at byte {end} of {}", whole.len());
    }
    // A file of another kind is left as it is.
    for foreign in [&b"a letter to my mother"[..], b"WARC/1.0\r\n", b"\x1f\x8b\x08\x00"] {
        let path = folder.path().join("mine");
        std::fs::write(&path, foreign).unwrap();
        assert!(Archive::open(&path).is_err(), "{foreign:?}");
        assert_eq!(std::fs::read(&path).unwrap(), foreign);
    }
}
