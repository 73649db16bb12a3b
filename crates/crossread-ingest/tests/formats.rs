//! Archives, feeds and mail, whole and broken. All bytes are made here.

use crossread_core::Article;
use crossread_ingest::{ArticleResult, addresses, articles};
use proptest::prelude::*;
use std::io::Write;

const PAGE: &str = "<!doctype html><html lang=en><head><title>Bridge closes - Ostrel Post</title></head><body><nav>Home | News</nav>\
    <article><h1>Bridge closes</h1><p>The old bridge at Tarn closed on Friday after engineers found cracks in two of its piers, the \
    council said.</p><p>It will stay shut for at least six weeks while divers look at the foundations below the water line.</p></article>\
    </body></html>";

fn read(taken: &[ArticleResult]) -> Vec<&Article> {
    taken.iter().filter_map(|one| one.as_ref().ok()).collect()
}

fn reasons(taken: &[ArticleResult]) -> Vec<&str> {
    taken.iter().filter_map(|one| one.as_ref().err()).map(|one| one.reason.as_str()).collect()
}

fn record(kind: &str, url: &str, content: &str, block: &[u8]) -> Vec<u8> {
    let head = format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nContent-Type: {content}\r\nContent-Length: {}\r\n\r\n",
        block.len()
    );
    [head.as_bytes(), block, b"\r\n\r\n"].concat()
}

fn response(url: &str, head: &str, body: &[u8]) -> Vec<u8> {
    let answer = [format!("HTTP/1.1 200 OK\r\n{head}\r\n\r\n").as_bytes(), body].concat();
    record("response", url, "application/http; msgtype=response", &answer)
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn archive() -> Vec<Vec<u8>> {
    let legacy: Vec<u8> = PAGE.replace("Tarn", "T\u{e4}rn").chars().map(|c| c as u8).collect();
    let chunked = format!("{:x}\r\n{}\r\n{:x}\r\n{}\r\n0\r\n\r\n", 40, &PAGE[..40], PAGE.len() - 40, &PAGE[40..]);
    vec![
        record("warcinfo", "", "application/warc-fields", b"software: a crawler\r\n"),
        record("request", "http://a.example/", "application/http; msgtype=request", b"GET / HTTP/1.1\r\n\r\n"),
        response("http://a.example/1", "Content-Type: text/html", PAGE.as_bytes()),
        response("http://a.example/2", "Content-Type: text/html; charset=windows-1252", &legacy),
        response("http://a.example/3", "Content-Type: text/html\r\nTransfer-Encoding: chunked", chunked.as_bytes()),
        response("http://a.example/4", "Content-Type: text/html\r\nContent-Encoding: gzip", &gzip(PAGE.as_bytes())),
        response("http://a.example/5.png", "Content-Type: image/png", b"\x89PNG\r\n"),
        record(
            "response",
            "http://a.example/6",
            "application/http; msgtype=response",
            b"HTTP/1.1 404 Not Found\r\n\r\ngone",
        ),
    ]
}

#[test]
fn a_web_archive_gives_its_pages() {
    for bytes in [archive().concat(), archive().iter().flat_map(|record| gzip(record)).collect()] {
        let taken = articles("a.warc", &bytes);
        let pages = read(&taken);
        assert_eq!(pages.len(), 4, "{:?}", reasons(&taken));
        assert_eq!(pages[0].facts.url.as_deref(), Some("http://a.example/1"));
        assert_eq!(pages[0].facts.title.as_deref(), Some("Bridge closes"));
        assert!(pages[0].facts.input.starts_with("a.warc#"), "{}", pages[0].facts.input);
        assert!(pages[1].text.contains("Tärn"), "{}", pages[1].text);
        for page in &pages[2..] {
            assert_eq!(page.text, pages[0].text);
        }
        assert_eq!(reasons(&taken).len(), 1);
        assert!(reasons(&taken)[0].ends_with("answered 404"), "{:?}", reasons(&taken));
    }
}

#[test]
fn what_is_broken_in_a_web_archive_stops_nothing() {
    // Cut in half, plain and packed.
    let whole = archive().concat();
    let cut = articles("a.warc", &whole[..whole.len() - 30]);
    assert_eq!(read(&cut).len(), 4);
    assert!(reasons(&cut)[0].contains("cut off"), "{:?}", reasons(&cut));
    let packed: Vec<u8> = archive().iter().take(5).flat_map(|record| gzip(record)).collect();
    let cut = articles("a.warc.gz", &packed[..packed.len() - 20]);
    assert_eq!(read(&cut).len(), 2, "{:?}", reasons(&cut));
    assert!(reasons(&cut)[0].contains("cut off"), "{:?}", reasons(&cut));
    // Noise between two records, a length that lies, no length.
    let records = archive();
    let noisy = [&records[2][..], b"noise that is no record\r\nand more of it\r\n", &records[4][..]].concat();
    assert_eq!(read(&articles("a.warc", &noisy)).len(), 2);
    let lies = String::from_utf8(records[2].clone()).unwrap().replace("Content-Length: ", "Content-Length: x");
    let lies = [lies.as_bytes(), &records[4][..]].concat();
    let taken = articles("a.warc", &lies);
    assert_eq!(read(&taken).len(), 1);
    assert!(reasons(&taken)[0].contains("at 0: a WARC record without its length"), "{:?}", reasons(&taken));
}

#[test]
fn feeds_give_their_items() {
    let rss = r#"<?xml version="1.0"?><rss version="2.0"><channel><title>Ostrel Post</title><link>http://post.example</link>
        <item><title>Bridge closes</title><link>http://post.example/bridge</link><pubDate>Fri, 14 Mar 2031 08:30:00 GMT</pubDate>
        <description>&lt;p&gt;The old bridge at Tarn closed on Friday after engineers found cracks.&lt;/p&gt;</description></item>
        <item><title>No text</title></item></channel></rss>"#;
    let taken = articles("feed.xml", rss.as_bytes());
    let items = read(&taken);
    assert_eq!(items.len(), 1, "{:?}", reasons(&taken));
    let facts = &items[0].facts;
    assert_eq!(facts.outlet.as_deref(), Some("Ostrel Post"));
    assert_eq!(facts.title.as_deref(), Some("Bridge closes"));
    assert_eq!(facts.published.unwrap().day.to_string(), "2031-03-14");
    assert_eq!(
        &*items[0].text,
        "Bridge closes\n\nThe old bridge at Tarn closed on Friday after engineers found cracks.\n"
    );
    assert!(reasons(&taken)[0].contains("an item without text"));
    assert_eq!(taken, articles("feed.xml", rss.as_bytes()), "an item without id has the same one at every reading");

    let atom = r#"<feed xmlns="http://www.w3.org/2005/Atom"><title>Tarn Gazette</title><id>x</id><updated>2031-03-15T00:00:00Z</updated>
        <entry><title>Bridge</title><id>tag:1</id><link href="http://g.example/1"/><updated>2031-03-15T10:00:00Z</updated>
        <author><name>Ann Lowe</name></author><content type="html">&lt;p&gt;Divers went down to the piers today.&lt;/p&gt;</content></entry></feed>"#;
    let taken = articles("feed.atom", atom.as_bytes());
    assert_eq!(read(&taken)[0].facts.authors, ["Ann Lowe"]);
    assert_eq!(read(&taken)[0].facts.input_id.as_deref(), Some("tag:1"));

    // A feed that is a page after all.
    assert_eq!(read(&articles("feed.xml", PAGE.as_bytes())).len(), 1);
    let broken = articles("feed.xml", b"<?xml version='1.0'?><rss><channel><item><title>x");
    assert!(reasons(&broken)[0].starts_with("can't read 'feed.xml':"), "{:?}", reasons(&broken));
}

#[test]
fn the_address_and_the_day_of_an_item_are_its_own() {
    let item = |elements: &str| {
        let feed = format!(
            "<?xml version=\"1.0\"?><rss version=\"2.0\" xmlns:feedburner=\"http://f.example/ext\"><channel><title>Ostrel Post</title>\
             <link>http://post.example</link><item><title>Bridge closes</title>{elements}<description>The old bridge at Tarn closed on \
             Friday.</description></item></channel></rss>"
        );
        read(&articles("feed.xml", feed.as_bytes()))[0].facts.clone()
    };
    let sound = "<enclosure url=\"http://post.example/a.mp3\" length=\"1\" type=\"audio/mpeg\"/>";
    let here = Some("http://post.example/bridge?a=1&b=2");
    let address = "http://post.example/bridge?a=1&amp;b=2";
    assert_eq!(item(&format!("{sound}<guid>{address}</guid>")).url.as_deref(), here);
    assert_eq!(item(&format!("<guid isPermaLink=\"true\">{address}</guid>")).url.as_deref(), here);
    assert_eq!(item(&format!("<guid isPermaLink=\"false\">{address}</guid>")).url, None);
    assert_eq!(item("<guid>post-17</guid>").url, None);
    assert_eq!(item(&format!("<guid>http://post.example/?p=17</guid><link>{address}</link>")).url.as_deref(), here);
    let passed_on = format!(
        "<link>http://readers.example/~r/post/3</link><feedburner:origLink>{address}</feedburner:origLink><guid>x</guid>"
    );
    assert_eq!(item(&passed_on).url.as_deref(), here);

    let days = |stamp: &str| {
        let facts = item(&format!("<pubDate>{stamp}</pubDate>"));
        (facts.published.map(|moment| moment.day.to_string()), facts.updated)
    };
    let fifth = (Some("2024-03-05".to_owned()), None);
    for stamp in [
        "05 Mar 24 23:50 PST",
        "Tue, 05 Mar 24 23:50:00 -0800",
        "Tue, 05 Mar 2024 23:50:00 PST",
        "Tuesday, 5 March 2024 23:50:00 -0800",
        "2024-03-05T23:50:00-08:00",
        "2024-03-05 23:50",
        "Tue, 05 Mar 2024 00:10:00 +0200",
    ] {
        assert_eq!(days(stamp), fifth, "{stamp}");
    }
}

#[test]
fn lists_of_addresses_say_what_they_are() {
    let opml = "<?xml version='1.0'?><opml version='2.0'><body><outline text='a' xmlUrl='http://a.example/feed?x=1&amp;y=2'/>\
                <outline xmlUrl='http://b.example/feed'/><outline xmlUrl='http://b.example/feed'/></body></opml>";
    assert_eq!(addresses(opml), ["http://a.example/feed?x=1&y=2", "http://b.example/feed"]);
    assert!(reasons(&articles("feeds.opml", opml.as_bytes()))[0].contains("a list of feeds with 2 addresses"));
    let map = "<urlset><url><loc> http://a.example/1 </loc><lastmod>2031-01-01</lastmod></url><url><loc>http://a.example/2</loc></url></urlset>";
    assert_eq!(addresses(map), ["http://a.example/1", "http://a.example/2"]);
}

#[test]
fn mail_and_saved_pages_are_read() {
    let mail = "From: The Morning Tide <tide@news.example>\r\nSubject: Bridge closes\r\nDate: Fri, 14 Mar 2031 06:00:00 +0000\r\n\
                MIME-Version: 1.0\r\nMessage-ID: <1@news.example>\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n\
                The old bridge at Tarn closed on Friday after engineers found cracks in two piers.\r\n";
    let taken = articles("tide.eml", mail.as_bytes());
    let facts = &read(&taken)[0].facts;
    assert_eq!(facts.outlet.as_deref(), Some("The Morning Tide"));
    assert_eq!(facts.published.unwrap().day.to_string(), "2031-03-14");
    let saved = format!(
        "From: <Saved by a browser>\r\nSnapshot-Content-Location: http://post.example/bridge\r\nSubject: Bridge closes\r\n\
         Date: Mon, 1 Jan 2035 00:00:00 -0000\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; type=\"text/html\"; \
         boundary=\"----b\"\r\n\r\n------b\r\nContent-Type: text/html\r\nContent-Location: http://post.example/bridge\r\n\r\n{PAGE}\r\n\
         ------b\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n------b--\r\n"
    );
    let taken = articles("bridge.mhtml", saved.as_bytes());
    let facts = &read(&taken)[0].facts;
    assert_eq!(facts.url.as_deref(), Some("http://post.example/bridge"));
    assert_eq!(facts.published, None, "the day on which it was saved is no day of publication");
}

fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
    for (name, bytes) in files {
        writer.start_file(*name, options).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

#[test]
fn zip_archives_are_opened_once() {
    let inner = zip(&[("deep.html", PAGE.as_bytes())]);
    let warc = archive().concat();
    let bytes = zip(&[
        ("a/page.html", PAGE.as_bytes()),
        ("a/.hidden", b"x"),
        ("b.warc.gz", &gzip(&warc)),
        ("inner.zip", &inner),
    ]);
    let taken = articles("pages.zip", &bytes);
    assert_eq!(read(&taken).len(), 5, "{:?}", reasons(&taken));
    assert_eq!(read(&taken)[0].facts.input, "pages.zip/a/page.html");
    assert!(reasons(&taken).iter().any(|reason| reason.contains("ZIP archive")), "{:?}", reasons(&taken));
    let wacz = zip(&[("datapackage.json", b"{\"text\": \"not an article\"}"), ("archive/data.warc", &warc)]);
    assert_eq!(read(&articles("a.wacz", &wacz)).len(), 4);
    assert!(reasons(&articles("a.docx", &zip(&[("[Content_Types].xml", b"<x/>")])))[0].contains("Office"));
    assert!(reasons(&articles("a.zip", &bytes[..bytes.len() / 2]))[0].contains("broken ZIP"));
}

#[test]
fn bombs_are_named() {
    // A page of more than 64 MB, one file in an archive, and a gzip of the same: all zeros pack a thousandfold.
    let large = vec![b'a'; 65 << 20];
    let packed = gzip(&large);
    assert!(packed.len() < 1 << 20);
    assert!(reasons(&articles("a.html.gz", &packed))[0].contains("more than 64 MB"));
    assert!(reasons(&articles("a.zip", &zip(&[("a.html", &large)])))[0].contains("more than 64 MB"));
}

#[test]
fn a_million_tags_are_read_in_time() {
    let nested = format!("<html><body>{}<p>The bridge at Tarn closed on Friday.</p>", "<div>".repeat(1_000_000));
    let taken = articles("deep.html", nested.as_bytes());
    assert!(read(&taken)[0].text.contains("The bridge at Tarn closed"));
}

#[test]
fn ninjs_is_known_by_its_names() {
    let item = r#"{"uri": "tag:1", "headline": "Bridge closes", "byline": "Ann Lowe", "firstcreated": "2031-03-14T08:00:00Z",
        "language": "en", "body_text": "The old bridge at Tarn closed on Friday after engineers found cracks."}"#;
    let taken = articles("item.json", item.as_bytes());
    let facts = &read(&taken)[0].facts;
    assert_eq!((facts.title.as_deref(), facts.input_id.as_deref()), (Some("Bridge closes"), Some("tag:1")));
    assert_eq!(facts.authors, ["Ann Lowe"]);
    assert_eq!(facts.published.unwrap().day.to_string(), "2031-03-14");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_damage_makes_it_panic(which in 0..4_usize, damage in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12), cut in any::<prop::sample::Index>()) {
        let rss = b"<rss version='2.0'><channel><title>x</title><item><title>One</title><description>Some words.</description></item></channel></rss>".to_vec();
        let mail = b"From: a <a@b.example>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nwords\r\n--b--\r\n".to_vec();
        let mut bytes = [archive().concat(), zip(&[("a.html", PAGE.as_bytes())]), rss, mail][which].clone();
        for (place, byte) in &damage {
            let at = place.index(bytes.len());
            bytes[at] = *byte;
        }
        bytes.truncate(cut.index(bytes.len()) + 1);
        articles("damaged", &bytes);
    }
}
