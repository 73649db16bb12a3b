//! The bench, asked by a plain client: every page, its JSON twin, who is let in, what another process adds.

mod served;

use serde_json::Value;
use served::BenchProcess;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Arc, Mutex};
use std::time::Duration;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

fn crossread(folder: &Path, arguments: &[&str]) -> Vec<u8> {
    let run = Command::new(env!("CARGO_BIN_EXE_crossread")).args(arguments).current_dir(folder).output().unwrap();
    assert_eq!(run.status.code(), Some(0), "{arguments:?}: {}", String::from_utf8_lossy(&run.stderr));
    run.stdout
}

struct HttpResponse {
    status: u16,
    headers: BTreeMap<String, String>,
    body: String,
}

impl BenchProcess {
    /// Sends a head and a body as they are.
    fn send(&self, head: &str, body: &[u8]) -> HttpResponse {
        let mut stream = TcpStream::connect(&self.host).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
        stream.write_all(format!("{head}Connection: close\r\n\r\n").as_bytes()).unwrap();
        stream.write_all(body).unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        let text = String::from_utf8(bytes).unwrap();
        let (head, body) = text.split_once("\r\n\r\n").expect("a head and a body");
        let mut lines = head.lines();
        let status = lines.next().unwrap().split(' ').nth(1).unwrap().parse().unwrap();
        let headers =
            lines.filter_map(|line| line.split_once(": ")).map(|(name, value)| (name.to_lowercase(), value.to_owned()));
        HttpResponse { status, headers: headers.collect(), body: body.to_owned() }
    }

    /// Sends a head and 100 MB behind it, as far as they are taken; the first line of the answer.
    fn send_until_answered(&self, head: &str, chunked: bool) -> String {
        let mut stream = TcpStream::connect(&self.host).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
        stream.write_all(format!("{head}\r\n").as_bytes()).unwrap();
        let part = vec![b'a'; 1 << 20];
        let mut hears = stream.try_clone().unwrap();
        let answer = std::thread::spawn(move || {
            let mut line = [0; 64];
            let read = hears.read(&mut line).unwrap_or(0);
            String::from_utf8_lossy(&line[..read]).into_owned()
        });
        for _ in 0..100 {
            let sent = if chunked { stream.write_all(b"100000\r\n") } else { Ok(()) };
            let sent = sent.and_then(|()| stream.write_all(&part));
            if sent.and_then(|()| if chunked { stream.write_all(b"\r\n") } else { Ok(()) }).is_err() {
                break;
            }
        }
        answer.join().unwrap()
    }

    fn get(&self, path: &str) -> HttpResponse {
        self.send(&format!("GET {path} HTTP/1.1\r\nHost: {}\r\n", self.host), b"")
    }

    /// A page that is there; waits while the first articles are being read.
    fn page(&self, path: &str) -> String {
        for _ in 0..300 {
            let heard = self.get(path);
            if heard.status == 503 || heard.headers.contains_key("refresh") {
                std::thread::sleep(Duration::from_millis(200));
                continue;
            }
            assert_eq!(heard.status, 200, "{path}: {}", heard.body);
            return heard.body;
        }
        panic!("{path} is never there");
    }

    fn json(&self, path: &str) -> Value {
        serde_json::from_str(&self.page(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    fn token(&self) -> String {
        let page = self.page("/check");
        let at = page.find("name=\"token\" value=\"").expect("a token in the form") + 20;
        page[at..].split('"').next().unwrap().to_owned()
    }

    fn post(&self, path: &str, headers: &str, body: &str) -> HttpResponse {
        let form = "Content-Type: application/x-www-form-urlencoded\r\n";
        let head =
            format!("POST {path} HTTP/1.1\r\nHost: {}\r\n{form}{headers}Content-Length: {}\r\n", self.host, body.len());
        self.send(&head, body.as_bytes())
    }

    fn story(&self) -> String {
        self.json("/stories.json")["rows"][0]["id"].as_str().expect("a story").to_owned()
    }
}

fn begun(inputs: &Path) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    crossread(folder.path(), &["init", "river"]);
    crossread(folder.path(), &["add", "river", inputs.to_str().unwrap()]);
    folder
}

fn ferry() -> tempfile::TempDir {
    begun(&root().join("examples/ferry"))
}

/// An article that tries everything in every part of it, beside plain ones.
fn hostile() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let object = |outlet: &str, title: &str, deaths: u32| {
        let text = format!(
            "A fire killed {deaths} people in a mill in Ostrel on Friday. “</script><script>window.got=2</script>” said Ola \
             <img src=http://127.0.0.1:9/a onerror=window.got=1> Prenn of Ostrel. </style><link rel=stylesheet \
             href=http://127.0.0.1:9/b> The mill in Ostrel was built in 1901, Prenn said. “Nobody was warned of the fire,” Prenn said."
        );
        serde_json::json!({"outlet": outlet, "title": title, "text": text, "url": "javascript:window.got=3", "published": "2023-03-13"})
    };
    let evil = "<iframe src=http://127.0.0.1:9/c> \"><svg onload=window.got=4>";
    let lines = [
        object(evil, &format!("Fire in Ostrel {evil}"), 12),
        object("Plain Press", "Fire in Ostrel mill kills many", 14),
        object("Other Press", "Fire in Ostrel mill kills", 12),
    ];
    let lines: String = lines.iter().map(|line| format!("{line}\n")).collect();
    std::fs::write(folder.path().join("<b onclick=window.got=5>.jsonl"), lines).unwrap();
    begun(folder.path())
}

/// Every address that a page leads to on the bench itself, with the anchor.
fn links(page: &str) -> Vec<(String, Option<String>)> {
    let addresses = page.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    let own = addresses.filter(|address| address.starts_with('/'));
    own.map(|address| match address.replace("&amp;", "&").split_once('#') {
        Some((path, anchor)) => (path.to_owned(), Some(anchor.to_owned())),
        None => (address.replace("&amp;", "&"), None),
    })
    .collect()
}

/// Follows every link from the first page on: each page by its address.
fn crawled(bench: &BenchProcess) -> BTreeMap<String, String> {
    let mut pages: BTreeMap<String, String> = BTreeMap::new();
    let mut anchors: BTreeSet<(String, String)> = BTreeSet::new();
    let seeds = [
        "/",
        "/search?q=fire",
        "/search?q=at+least+10+people",
        "/search?speaker=prenn",
        "/search?from=2023-01-01",
        "/search?q=%3Cscript%3E",
    ];
    let mut open: Vec<String> = seeds.map(str::to_owned).to_vec();
    while let Some(path) = open.pop() {
        if pages.contains_key(&path) {
            continue;
        }
        let page = bench.page(&path);
        for (to, anchor) in links(&page) {
            anchors.extend(anchor.map(|anchor| (to.clone(), anchor)));
            open.push(to);
        }
        pages.insert(path, page);
    }
    for (path, anchor) in anchors {
        assert!(pages[&path].contains(&format!("id=\"{anchor}\"")), "{path} has no place {anchor}");
    }
    pages
}

#[test]
fn every_page_answers_and_every_link_leads_to_its_words() {
    let folder = ferry();
    let bench = BenchProcess::start(folder.path());
    let pages = crawled(&bench);
    let story = bench.story();
    for view in
        ["", "/grid", "/words", "/people", "/days", "/versions", "/lineage", "/unsettled", "/articles", "/report"]
    {
        assert!(pages.contains_key(&format!("/s/{story}{view}")), "no link leads to {view}");
    }
    assert!(pages.keys().any(|path| path.starts_with("/a/")) && pages.keys().any(|path| path.contains("/e/")));
    for path in
        ["/nothing", "/s/0", "/s/../x", "/a/0", &format!("/s/{story}/e/0"), &format!("/s/{story}/nothing"), "/a/%00"]
    {
        assert_eq!(bench.get(path).status, 404, "{path}");
    }
}

#[test]
fn json_twins_are_what_the_other_outputs_print() {
    let folder = ferry();
    let bench = BenchProcess::start(folder.path());
    let story = bench.story();
    let exported = crossread(folder.path(), &["export", "river", "--story", &story, "--format", "json"]);
    let served = bench.page(&format!("/s/{story}.json"));
    assert!(served.as_bytes() == exported, "the ledger, byte for byte");
    let table = crossread(folder.path(), &["export", "river", "--story", &story, "--format", "csv"]);
    assert!(bench.page(&format!("/s/{story}.csv")).as_bytes() == table, "the table, byte for byte");
    let report = crossread(folder.path(), &["export", "river", "--story", &story, "--format", "report", "-o", "-"]);
    assert!(bench.page(&format!("/s/{story}/report")).as_bytes() == report, "the report, byte for byte");
    let ledger: Value = serde_json::from_slice(&exported).unwrap();
    for (view, key) in [
        ("grid", "entries"),
        ("people", "voices"),
        ("days", "timeline"),
        ("versions", "versions"),
        ("lineage", "lineage"),
        ("unsettled", "unread"),
        ("articles", "articles"),
    ] {
        let twin = bench.json(&format!("/s/{story}/{view}.json"));
        assert_eq!((&twin["ok"], &twin["rows"]), (&Value::Bool(true), &ledger[key]), "{view}");
    }
    let entry = &ledger["entries"][0];
    assert_eq!(&bench.json(&format!("/s/{story}/e/{}.json", entry["id"].as_str().unwrap()))["row"], entry);
    // An article's is what `read` prints of it.
    let read = crossread(folder.path(), &["read", root().join("examples/ferry").to_str().unwrap()]);
    let line = String::from_utf8(read).unwrap().lines().next().unwrap().to_owned() + "\n";
    let id = serde_json::from_str::<Value>(&line).unwrap()["article"]["id"].as_str().unwrap().to_owned();
    assert_eq!(bench.page(&format!("/a/{id}.json")), line);
    let refused = bench.get("/s/0.json");
    assert_eq!((refused.status, refused.body.contains("\"ok\": false")), (404, true));
}

#[test]
fn only_its_own_pages_are_let_in() {
    let folder = ferry();
    let bench = BenchProcess::start(folder.path());
    let token = bench.token();
    let port = bench.host.split(':').nth(1).unwrap();
    for host in ["evil.example", "127.0.0.1", &format!("evil.example:{port}"), "127.0.0.1:1", ""] {
        let heard = bench.send(&format!("GET / HTTP/1.1\r\nHost: {host}\r\n"), b"");
        assert!(matches!(heard.status, 400 | 403), "{host}: {}", heard.status);
        assert!(!heard.body.contains("river"), "{host}");
    }
    assert_eq!(bench.send(&format!("GET / HTTP/1.1\r\nHost: localhost:{port}\r\n"), b"").status, 200);
    let body = format!("token={token}&text=Nothing");
    let own = format!("Origin: http://{}\r\nSec-Fetch-Site: same-origin\r\n", bench.host);
    for (headers, body) in [
        ("", "text=Nothing"),
        ("", "token=0123&text=Nothing"),
        (own.as_str(), "text=Nothing"),
        ("Origin: http://evil.example\r\n", &body),
        ("Origin: null\r\n", &body),
        (&format!("Origin: https://{}\r\n", bench.host), &body),
        ("Sec-Fetch-Site: cross-site\r\n", &body),
        ("Sec-Fetch-Site: same-site\r\n", &body),
    ] {
        for path in ["/add", "/check", "/check.json", "/decide", "/decide.json"] {
            assert_eq!(bench.post(path, headers, body).status, 403, "{path} {headers}");
        }
    }
    let runs = |folder: &Path| std::fs::read_to_string(folder.join("river/runs.jsonl")).unwrap().lines().count();
    assert_eq!(runs(folder.path()), 1, "nothing was written");
    assert_eq!(bench.post("/", &own, &body).status, 404);
    for method in ["PUT", "DELETE", "OPTIONS", "TRACE"] {
        let heard = bench.send(&format!("{method} / HTTP/1.1\r\nHost: {}\r\n", bench.host), b"");
        assert_eq!((heard.status, heard.headers.contains_key("access-control-allow-origin")), (405, false), "{method}");
    }
    // What is too long is refused by its head alone, and where nobody says how long it is, on the way.
    for path in ["/add?name=a", "/check", "/check.json", "/decide"] {
        let head = format!("POST {path} HTTP/1.1\r\nHost: {}\r\nx-crossread-token: {token}\r\n", bench.host);
        assert_eq!(bench.send(&format!("{head}Content-Length: 104857600\r\n"), b"").status, 413, "{path}");
        let told = bench.send_until_answered(&format!("{head}Content-Length: 104857600\r\n"), false);
        assert!(told.starts_with("HTTP/1.1 413"), "{path}: {told}");
        let untold = bench.send_until_answered(&format!("{head}Transfer-Encoding: chunked\r\n"), true);
        assert!(untold.starts_with("HTTP/1.1 413"), "{path}: {untold}");
    }
    assert_eq!(runs(folder.path()), 1, "nothing was written");
    let policy = &bench.get("/").headers["content-security-policy"];
    assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe"), "{policy}");
}

#[test]
fn hostile_articles_are_words_on_every_page() {
    let folder = hostile();
    let bench = BenchProcess::start(folder.path());
    let story = bench.story();
    let token = bench.token();
    // What people write is as little trusted: a note, a value, the name of a file.
    let evil = encoded("</p><script>window.got=8</script><img src=x onerror=window.got=8>");
    let first = bench.json("/queue.json")["rows"][0].clone();
    let on = named(&first["passages"][0], &first["kind"]);
    let decided = format!("token={token}&story={story}&says=instead&on={on}&value={evil}&note={evil}");
    assert_eq!(bench.post("/decide", "", &decided).status, 303);
    let head = format!(
        "POST /add?name={evil} HTTP/1.1\r\nHost: {}\r\nx-crossread-token: {token}\r\nContent-Length: 4\r\n",
        bench.host
    );
    assert_eq!(bench.send(&head, b"\0\x01\x02\x03").status, 200);
    let pages = crawled(&bench);
    assert!(pages.len() > 15, "{:?}", pages.keys());
    for path in ["/decisions", "/add", "/queue"] {
        assert!(pages.contains_key(path), "{path}");
    }
    assert!(["/decisions", "/add"].iter().all(|path| pages[*path].contains("window.got=8")), "the words are shown");
    let draft =
        "A fire killed <script>window.got=9</script> 15 people in a mill in Ostrel on Friday.".replace(' ', "+");
    let checked = bench.post("/check", "", &format!("token={token}&story={story}&draft={draft}"));
    assert_eq!(checked.status, 200);
    let checked = ("/check".to_owned(), checked.body);
    let mut met = false;
    for (path, page) in pages.iter().map(|(path, page)| (path.clone(), page.clone())).chain([checked]) {
        let lower = page.to_lowercase();
        met |= lower.contains("&lt;script&gt;window.got");
        assert_eq!((lower.matches("<script").count(), lower.matches("<style").count()), (1, 1), "{path}");
        for bad in ["<img", "<iframe", "<link", "<svg onload", "<b onclick", "href=\"javascript:"] {
            assert!(!lower.contains(bad), "{path}: {bad}");
        }
    }
    assert!(met, "the words themselves are shown");
}

#[test]
fn a_page_is_kept_until_something_came_in() {
    let folder = ferry();
    let bench = BenchProcess::start(folder.path());
    bench.page("/");
    let first = bench.get("/");
    let tag = first.headers["etag"].clone();
    let again = |path: &str| {
        bench.send(&format!("GET {path} HTTP/1.1\r\nHost: {}\r\nIf-None-Match: {tag}\r\n", bench.host), b"")
    };
    let kept = again("/");
    assert_eq!((kept.status, kept.body.as_str()), (304, ""));
    let state = bench.json("/state.json")["state"].clone();
    // Another process adds.
    std::fs::write(folder.path().join("more.txt"), "Toll of ferry disaster reaches 41\n\nLowen Gazette, March 25, 2023\n\nThe sinking of the ferry Saint Orla off Tarn Head killed 41 people, the coastguard of Velmark said on Saturday.\n").unwrap();
    crossread(folder.path(), &["add", "river", "more.txt"]);
    let mut waited = 0;
    let changed = loop {
        let heard = again("/");
        if heard.status == 200 && heard.body.contains("9 articles") {
            break heard;
        }
        assert!(waited < 300, "never seen: {}", heard.status);
        waited += 1;
        std::thread::sleep(Duration::from_millis(100));
    };
    assert_ne!(changed.headers["etag"], tag);
    assert_ne!(bench.json("/state.json")["state"], state);
    assert!(bench.page(&format!("/s/{}", bench.story())).contains("41"));
}

#[test]
fn articles_are_added_by_pasting_dropping_and_naming() {
    let folder = tempfile::tempdir().unwrap();
    crossread(folder.path(), &["init", "river"]);
    let bench = BenchProcess::start(folder.path());
    assert!(bench.page("/").contains("Nothing is here yet"));
    let token = bench.token();
    let wait = || {
        let mut waited = 0;
        while bench.json("/add.json")["running"] == true {
            assert!(waited < 300);
            waited += 1;
            std::thread::sleep(Duration::from_millis(100));
        }
    };
    let text = "Ferry+sinks%0A%0AThe+ferry+Saint+Orla+sank+off+Tarn+Head+on+Sunday.+At+least+11+people+were+killed.";
    let pasted =
        bench.post("/add", "", &format!("token={token}&text={text}&outlet=Lowen+Gazette&published=2023-03-13"));
    assert_eq!((pasted.status, pasted.headers["location"].as_str()), (303, "/add"));
    wait();
    let path = root().join("examples/ferry");
    assert_eq!(bench.post("/add", "", &format!("token={token}&path={}", path.display())).status, 303);
    wait();
    let file = std::fs::read(root().join("examples/draft.md")).unwrap();
    let head = format!(
        "POST /add?name=..%2F..%2Fdraft.md HTTP/1.1\r\nHost: {}\r\nx-crossread-token: {token}\r\nContent-Length: {}\r\n",
        bench.host,
        file.len()
    );
    assert_eq!(bench.send(&head, &file).status, 200);
    let told = bench.json("/add.json")["told"].to_string();
    assert!(told.contains("run 1: 1 new input, 1 article") && told.contains("run 3"), "{told}");
    let runs = std::fs::read_to_string(folder.path().join("river/runs.jsonl")).unwrap();
    assert!(runs.contains("\"input\":\"draft.md\"") && runs.contains("Lowen Gazette"), "{runs}");
    // A name that is nothing is said, and a project is no folder of articles.
    for path in ["/nothing/at/all".to_owned(), folder.path().join("river").display().to_string()] {
        bench.post("/add", "", &format!("token={token}&path={path}"));
        wait();
    }
    let told = bench.json("/add.json")["told"].to_string();
    assert!(told.contains("/nothing/at/all") && told.contains("is a project"), "{told}");
    assert_eq!(bench.post("/add", "", &format!("token={token}")).status, 400);
}

/// A web of this machine: pages that are there, moved, closed by robots.txt and hostile. What it was asked for is noted.
struct TestWeb {
    host: String,
    asked: Arc<Mutex<Vec<String>>>,
}

impl TestWeb {
    fn start() -> TestWeb {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let host = listener.local_addr().unwrap().to_string();
        let asked: Arc<Mutex<Vec<String>>> = Arc::default();
        let log = Arc::clone(&asked);
        std::thread::spawn(move || {
            for mut stream in listener.incoming().flatten() {
                let mut head = String::new();
                let mut lines = BufReader::new(stream.try_clone().unwrap());
                while lines.read_line(&mut head).is_ok_and(|read| read > 2) {}
                let path = head.split(' ').nth(1).unwrap_or_default().to_owned();
                stream.write_all(TestWeb::answer(&path).as_bytes()).unwrap();
                log.lock().unwrap().push(path);
            }
        });
        TestWeb { host, asked }
    }

    fn answer(path: &str) -> String {
        let page = |title: &str, words: &str| {
            format!(
                "<html><head><title>{title}</title><meta http-equiv=refresh content='0;url=/never'></head><body><article><h1>{title}</h1><p>{words} A fire killed 12 people in a mill in Ostrel on Friday, the mayor of the town said on Saturday.</p></article></body></html>"
            )
        };
        let (status, extra, body) = match path {
            "/robots.txt" => ("200 OK", "", "User-agent: *\nDisallow: /closed\n".to_owned()),
            "/fire" => ("200 OK", "", page("Fire in Ostrel", "")),
            "/evil" => {
                let evil = "<script>window.got=1</script>&lt;script&gt;window.got=2&lt;/script&gt; <img src=/never onerror=window.got=3>";
                ("200 OK", "", page("Mill &lt;img src=/never&gt; burns", evil))
            }
            "/moved" => ("302 Found", "Location: /fire\r\n", String::new()),
            "/away" => ("302 Found", "Location: file:///etc/passwd\r\n", String::new()),
            _ => ("404 Not Found", "", "nothing".to_owned()),
        };
        let length = body.len();
        format!(
            "HTTP/1.1 {status}\r\nContent-Type: text/html\r\n{extra}Content-Length: {length}\r\nConnection: close\r\n\r\n{body}"
        )
    }

    fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }
}

/// Waits until nothing is being added; what is told.
fn told(bench: &BenchProcess) -> String {
    for _ in 0..300 {
        let now = bench.json("/add.json");
        if now["running"] != true {
            return now["told"].to_string();
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    panic!("it never ends")
}

#[test]
fn an_address_is_fetched_once_somebody_says_yes() {
    let folder = tempfile::tempdir().unwrap();
    crossread(folder.path(), &["init", "river"]);
    let web = TestWeb::start();
    let runs = || std::fs::read_to_string(folder.path().join("river/runs.jsonl")).unwrap().lines().count();
    let mut serve = Command::new(env!("CARGO_BIN_EXE_crossread"));
    let bench = BenchProcess::by(serve.args(["serve", "river", "--quiet", "--allow-private"]), folder.path());
    let paths = ["/fire", "/moved", "/evil", "/closed", "/away"];
    let addresses: Vec<String> = paths.iter().map(|path| format!("http://{}{path}", web.host)).collect();
    let form = format!("token={}&addresses={}", bench.token(), encoded(&addresses.join("\n")));
    // Looking at them asks for nothing.
    let page = bench.post("/add", "", &form);
    assert!(page.status == 200 && page.body.contains("Yes, fetch these 5"), "{}", page.body);
    assert_eq!((bench.post("/add", "", &form.replacen("token=", "token=0", 1)).status, web.asked().len()), (403, 0));
    assert_eq!(bench.post("/add", "", &format!("{form}&agreed=yes")).status, 303);
    let first = told(&bench);
    for wanted in [
        "2 kept, 0 unchanged, 2 not fetched",
        "robots.txt asks not to",
        "only http and https",
        "run 1: 1 new input, 2 articles",
    ] {
        assert!(first.contains(wanted), "{wanted}: {first}");
    }
    assert!(web.asked().iter().all(|path| path != "/never" && path != "/closed"), "{:?}", web.asked());
    for row in bench.json("/facts.json")["rows"].as_array().unwrap() {
        let article = bench.page(&format!("/a/{}", row["article"].as_str().unwrap()));
        assert!(!article.contains("<script>window") && !article.contains("<img"), "{article}");
    }
    // What is there already is not kept again, and no run is made of it.
    assert_eq!(bench.post("/add", "", &format!("{form}&agreed=yes")).status, 303);
    let again = told(&bench);
    assert!(again.contains("0 kept, 2 unchanged, 2 not fetched") && runs() == 1, "{again}");
    // Nor by the program, which brings what is new into the project as well.
    let fire = &addresses[0];
    let fetched = crossread(folder.path(), &["fetch", fire, "--into", "river", "--allow-private"]);
    assert!(String::from_utf8(fetched).unwrap().contains("0 kept, 1 unchanged") && runs() == 1);
    // An address of this machine is refused where nobody allowed it, whoever says yes.
    let count = web.asked().len();
    let bench = BenchProcess::start(folder.path());
    let form = format!("token={}&agreed=yes&addresses={}", bench.token(), encoded(fire));
    assert_eq!(bench.post("/add", "", &form).status, 303);
    let refused = told(&bench);
    assert!(refused.contains("no public address") && web.asked().len() == count, "{refused}");
}

#[test]
fn what_was_understood_is_mended_in_place() {
    let folder = ferry();
    let bench = BenchProcess::start(folder.path());
    let token = bench.token();
    let rows = || bench.json("/facts.json")["rows"].as_array().unwrap().clone();
    let before = rows();
    assert_eq!(before.len(), 8);
    let of = |row: &Value| format!("{}:{}", row["input"].as_str().unwrap(), row["article"].as_str().unwrap());
    let table = || std::fs::read_to_string(folder.path().join("river/facts.csv")).unwrap();
    // One that does not name its outlet, and one of two in a file.
    let unnamed = before.iter().find(|row| row["outlet"].is_null()).unwrap();
    let of_two = before.iter().find(|row| row["title"] == "What the ferry line knew").unwrap();
    let said = |row: &Value, name: &str| encoded(row[name].as_str().unwrap_or_default());
    let form = format!(
        "token={token}&of={}&title={}&outlet={}&published=2023-03-14&language=en&of={}&title={}&outlet={}&published={}&language={}",
        encoded(&of(unnamed)),
        said(unnamed, "title"),
        encoded("Velmark <b>Press</b>"),
        encoded(&of(of_two)),
        said(of_two, "title"),
        encoded("Coast Watch Daily"),
        said(of_two, "published"),
        said(of_two, "language")
    );
    let heard = bench.post("/facts", "", &form);
    assert_eq!((heard.status, heard.headers["location"].as_str()), (303, "/add#understood"));
    let after = rows();
    let now = |row: &Value| after.iter().find(|one| of(one) == of(row)).unwrap();
    assert_eq!(
        (&now(unnamed)["outlet"], &now(unnamed)["published"]),
        (&Value::from("Velmark <b>Press</b>"), &Value::from("2023-03-14"))
    );
    assert_eq!(now(of_two)["outlet"], "Coast Watch Daily");
    let others = |rows: &[Value]| {
        rows.iter().filter(|one| of(one) != of(unnamed) && of(one) != of(of_two)).cloned().collect::<Vec<_>>()
    };
    assert_eq!(others(&before), others(&after), "the others stay, the other of the same file too");
    assert!(table().contains(&format!(
        "{}#{}",
        of_two["input"].as_str().unwrap(),
        of_two["article"].as_str().unwrap()
    )));
    assert!(!table().contains("What the ferry line knew"), "what nobody changed is not written: {}", table());
    let page = bench.page("/add");
    assert!(page.contains("Velmark &lt;b&gt;Press&lt;/b&gt;") && !page.contains("<b>Press"));
    // The story is told anew, here and elsewhere.
    bench.page(&format!("/s/{}", bench.story()));
    let exported = crossread(folder.path(), &["export", "river", "--story", &bench.story(), "--format", "json"]);
    assert!(String::from_utf8(exported).unwrap().contains("Coast Watch Daily"));
    // Emptied, it is left to the text again.
    bench.post("/facts", "", &format!("token={token}&of={}&outlet=", encoded(&of(of_two))));
    assert_eq!(rows().iter().find(|one| of(one) == of(of_two)).unwrap()["outlet"], "Coast Watch");
    for bad in
        [format!("of={}&published=Monday", encoded(&of(unnamed))), "of=0:0&outlet=x".to_owned(), "of=x".to_owned()]
    {
        assert_eq!(bench.post("/facts", "", &format!("token={token}&{bad}")).status, 400, "{bad}");
    }
}

/// Accounts of eighty things by each of these tellers.
fn mills(tellers: &[usize]) -> String {
    let begins = ["Ska", "Ostr", "Dor", "Hal", "Low", "Norr", "Vel", "Tar"];
    let ends = ["by", "el", "n", "lan", "en", "ick", "mark", "na", "mouth", "stead"];
    let line = |town: usize, teller: usize| {
        let name = format!("{}{}", begins[town % 8], ends[town / 8]);
        let weavers = 20 + town + teller;
        let text = format!(
            "The mill of {name} burned down on Monday night, and {weavers} weavers of {name} lost their work, the mayor of {name} said on Tuesday."
        );
        let (title, outlet) = (format!("Mill of {name} burns down"), format!("Paper {teller}"));
        let published = format!("2023-{:02}-{:02}", 1 + town % 12, 1 + town % 28);
        serde_json::json!({"outlet": outlet, "title": title, "published": published, "text": text}).to_string()
    };
    let lines: Vec<String> = (0..80).flat_map(|town| tellers.iter().map(move |teller| line(town, *teller))).collect();
    lines.join("\n")
}

#[test]
fn a_long_list_of_stories_is_shown_in_pages() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("mills.jsonl"), mills(&[1, 2])).unwrap();
    crossread(folder.path(), &["init", "river"]);
    crossread(folder.path(), &["add", "river", "mills.jsonl"]);
    let bench = BenchProcess::start(folder.path());
    let all = bench.json("/stories.json")["rows"].as_array().unwrap().clone();
    assert!(all.len() > 60, "{}", all.len());
    let shown = |path: &str| -> Vec<String> {
        let page = bench.page(path);
        page.split("data-run=")
            .skip(1)
            .filter_map(|rest| rest.split("href=\"/s/").nth(1)?.split('"').next())
            .map(str::to_owned)
            .collect()
    };
    let (first, second) = (shown("/"), shown("/?next=50"));
    assert_eq!((first.len(), first.len() + second.len()), (50, all.len()));
    assert!(first.iter().all(|story| !second.contains(story)));
    assert!(bench.page("/").len() < 60_000, "{}", bench.page("/").len());
    assert!(bench.page("/?next=50").contains("rel=\"prev\""));
    // What wants a look is shown a few stories at a time, as each is compared to be shown; all of it in the end.
    let (mut address, mut asked) = ("/queue.json?status=disputed".to_owned(), BTreeSet::new());
    loop {
        let page = bench.json(&address);
        let rows = page["rows"].as_array().unwrap();
        let stories: BTreeSet<&str> = rows.iter().map(|row| row["story"].as_str().unwrap()).collect();
        assert!((1..=2).contains(&stories.len()), "{stories:?}");
        asked.extend(rows.iter().map(|row| row["entry"].to_string()));
        match page["next"].as_str() {
            Some(next) => address = next.replacen("/queue", "/queue.json", 1),
            None => break,
        }
    }
    let disputed: u64 = all.iter().map(|row| row["disputed"].as_u64().unwrap()).sum();
    assert_eq!(asked.len() as u64, disputed);
    let one = bench.json("/stories.json?q=norrick+mill")["rows"].as_array().unwrap().clone();
    assert!(!one.is_empty() && one.len() < 20, "{one:?}");
    assert!(one.iter().all(|row| row["heading"].as_str().unwrap().contains("Norrick")));
    let last = bench.json("/stories.json?sort=last")["rows"].as_array().unwrap().clone();
    assert!(last.windows(2).all(|pair| pair[0]["last"].as_str() >= pair[1]["last"].as_str()));
    for query in [
        "outlet=Paper+1",
        "status=disputed",
        "from=2023-06-01&to=2023-06-30",
        "sort=new",
        "sort=disputed",
        "q=%25",
        "next=x",
    ] {
        bench.json(&format!("/stories.json?{query}"));
        bench.page(&format!("/?{query}"));
    }
    assert!(bench.json("/stories.json?outlet=Nobody")["rows"].as_array().unwrap().is_empty());
    assert!(bench.page("/?outlet=Nobody").contains("No story is like that"));
}

#[test]
fn articles_in_no_story_have_a_list() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("mills.jsonl"), mills(&[1])).unwrap();
    let folder = begun(folder.path());
    let bench = BenchProcess::start(folder.path());
    let count = |path: &str| bench.json(path)["rows"].as_array().unwrap().len();
    let (first, behind) = (count("/alone.json"), count("/alone.json?next=50"));
    assert!(first == 50 && behind > 0, "{first} {behind}");
    assert!(bench.json("/alone.json")["next"].as_str().unwrap().contains("next=50"));
    let page = bench.page("/alone");
    assert!(page.contains("rel=\"next\"") && bench.page("/").contains("href=\"/alone\""));
}

/// Articles about as many things, of which a few stand in a story each.
fn heap(folder: &Path, count: usize) -> PathBuf {
    let towns = ["Skell", "Ostrel", "Dorn", "Hallan", "Lowen", "Norrick", "Velmark", "Tarn", "Marit", "Prenn"];
    let things = ["mill", "bridge", "school", "market", "theater", "harbor", "quarry", "library", "tram", "dairy"];
    let article = |n: usize| {
        let (town, thing) = (towns[n % 10], things[n / 10 % 10]);
        let text = format!(
            "The {thing} of {town} closes\n\nThe {thing} of {town} closed on Monday after {} years, its keeper said.\n",
            20 + n
        );
        serde_json::json!({"outlet": format!("Paper {n}"), "published": format!("20{:02}-01-02", 10 + n / 100), "text": text}).to_string()
    };
    let path = folder.join("heap.jsonl");
    std::fs::write(&path, (0..count).map(article).collect::<Vec<_>>().join("\n")).unwrap();
    path
}

#[test]
fn adding_tells_how_far_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let heap = heap(folder.path(), 400);
    crossread(folder.path(), &["init", "river"]);
    let bench = BenchProcess::start(folder.path());
    let token = bench.token();
    assert_eq!(bench.post("/add", "", &format!("token={token}&path={}", heap.display())).status, 303);
    let (mut taken, mut shown) = (BTreeSet::new(), false);
    loop {
        let now = bench.json("/add.json");
        if now["running"] != true {
            break;
        }
        taken.insert(now["taken"].as_u64().unwrap());
        // Meanwhile the page shows it, and comes again by itself; another run has to wait.
        let page = bench.get("/add");
        shown |= page.headers.contains_key("refresh") && page.body.contains(" taken in …");
    }
    assert!(shown && taken.iter().any(|count| (1..400).contains(count)), "{taken:?}");
    assert!(bench.json("/add.json")["told"].to_string().contains("run 1: 1 new input, 400 articles"));
}

#[test]
fn of_a_large_project_a_draft_is_checked_against_the_stories_like_it() {
    let folder = ferry();
    let heap = heap(folder.path(), 300);
    let draft = std::fs::read_to_string(root().join("examples/draft.md")).unwrap();
    let found = |run: &[u8]| serde_json::from_slice::<Value>(run).unwrap()["drafts"][0]["findings"].clone();
    let draft_path = root().join("examples/draft.md");
    let check = ["check", draft_path.to_str().unwrap(), "--against", "river", "--format", "json"];
    let alone = found(&crossread(folder.path(), &check));
    crossread(folder.path(), &["add", "river", heap.to_str().unwrap()]);
    let run = Command::new(env!("CARGO_BIN_EXE_crossread")).args(check).current_dir(folder.path()).output().unwrap();
    let said = String::from_utf8(run.stderr).unwrap();
    assert!(said.contains("of 308 articles whose stories are most like the draft"), "{said}");
    let codes = |found: &Value| -> BTreeSet<(String, String)> {
        let one = |one: &Value| (one["code"].to_string(), one["text"].to_string());
        found.as_array().unwrap().iter().map(one).collect()
    };
    assert_eq!(codes(&found(&run.stdout)), codes(&alone), "what is found is found in the heap too");
    let bench = BenchProcess::start(folder.path());
    let token = bench.token();
    let page = bench.post("/check", "", &format!("token={token}&draft={}", encoded(&draft))).body;
    assert!(page.contains("of 308 articles whose stories are most like the draft"), "{page}");
}

#[test]
fn search_finds_words_amounts_speakers_and_days() {
    let folder = ferry();
    let bench = BenchProcess::start(folder.path());
    let rows = |query: &str| bench.json(&format!("/search.json?{query}"))["rows"].as_array().unwrap().clone();
    let figures = rows("q=at+least+20+killed");
    assert!(!figures.is_empty());
    for figure in &figures {
        assert_eq!(figure["kind"], "figure");
        let amount: f64 =
            figure["text"].as_str().unwrap().trim_start_matches(|c: char| !c.is_ascii_digit()).parse().unwrap();
        assert!(amount >= 20.0, "{figure}");
    }
    let said = rows("speaker=eriksen&kind=quote");
    assert!(!said.is_empty() && said.iter().all(|one| one["speaker"].as_str().unwrap().contains("Eriksen")));
    // What an outlet reports in its own words never gets quotation marks.
    let reported: Vec<&Value> = said.iter().filter(|one| one["marked"] == false).collect();
    let page = bench.page("/search?speaker=eriksen&kind=quote");
    assert!(!reported.is_empty());
    for one in reported {
        assert!(!page.contains(&format!("“{}”", one["text"].as_str().unwrap())), "{one}");
    }
    let days = rows("kind=day&from=2023-03-12&to=2023-03-12");
    assert!(!days.is_empty());
    let paragraphs = rows("q=%22bow+doors%22&kind=paragraph");
    assert!(!paragraphs.is_empty() && paragraphs.iter().all(|one| one["text"].as_str().unwrap().contains("bow doors")));
    let outlet = rows("q=doors&kind=paragraph&outlet=Coast+Watch");
    assert!(!outlet.is_empty() && outlet.iter().all(|one| one["called"] == "Coast Watch"));
    // No sign is a command, of the search or of the tables.
    for odd in [
        "q=%22",
        "q=NEAR(",
        "q=*",
        "q=%27;DROP",
        "q=a&outlet=%27",
        "at-least=x",
        "from=x",
        "speaker=%25",
        "next=-1&q=a",
        "q=a&next=99999",
    ] {
        rows(odd);
    }
}

/// A value as a form sends it.
fn encoded(value: &str) -> String {
    value.bytes().map(|byte| format!("%{byte:02x}")).collect()
}

/// A passage of the JSON as a form names it.
fn named(passage: &Value, kind: &Value) -> String {
    let (article, kind) = (passage["article"].as_str().unwrap(), kind.as_str().unwrap());
    encoded(&format!("{article}:{}-{}:{kind}", passage["start"], passage["end"]))
}

/// One who decides about the story of a bench.
struct Editor<'a> {
    bench: &'a BenchProcess,
    story: String,
    token: String,
}

impl Editor<'_> {
    fn at(bench: &BenchProcess) -> Editor<'_> {
        Editor { bench, story: bench.story(), token: bench.token() }
    }

    /// Sends a form to an address.
    fn send(&self, path: &str, fields: &str) -> HttpResponse {
        self.bench.post(path, "", &format!("token={}&story={}&{fields}", self.token, self.story))
    }

    /// Decides something; where that leads.
    fn decide(&self, fields: &str) -> String {
        let heard = self.send("/decide", fields);
        assert_eq!(heard.status, 303, "{}", heard.body);
        heard.headers["location"].clone()
    }
}

#[test]
fn decisions_are_made_shown_withdrawn_and_taken_back() {
    let folder = ferry();
    let bench = BenchProcess::start(folder.path());
    let editor = Editor::at(&bench);
    let Editor { story, token, .. } = &editor;
    let address = format!("/s/{story}.json");
    let before = bench.page(&address);
    let decide = |fields: &str| editor.decide(fields);
    let rows = |path: &str| bench.json(path)["rows"].as_array().unwrap().clone();
    let first = rows("/queue.json")[0].clone();
    let on = named(&first["passages"][0], &first["kind"]);
    // Looking never decides.
    assert!(rows("/decisions.json").is_empty() && bench.page("/queue").contains("says"));
    assert_eq!(decide(&format!("says=wrong&on={on}&back=%2Fqueue&note=%3Cb%3E")), "/queue");
    assert_ne!(rows("/queue.json")[0], first, "what was decided asks no more");
    let ledger: Value = serde_json::from_str(&bench.page(&address)).unwrap();
    let plain: Value = serde_json::from_str(&before).unwrap();
    assert_eq!((&ledger["entries"], &ledger["decisions"][0]["says"]), (&plain["entries"], &Value::from("wrong")));
    let entry = format!("/s/{story}/e/{}", first["entry"].as_str().unwrap());
    assert!(bench.page(&entry).contains("<b>wrong</b>") && bench.page(&entry).contains("&lt;b&gt;"));
    // Parted, it is another entry; and another process sees it too.
    let entry = &plain["entries"][0];
    let [one, other] = [0, 1].map(|reading| &entry["readings"][reading]["origins"][0]["passages"][0]);
    decide(&format!("says=apart&on={}&with={}", named(one, &entry["kind"]), named(other, &entry["kind"])));
    let parted = bench.page(&address);
    assert_ne!(serde_json::from_str::<Value>(&parted).unwrap()["entries"], plain["entries"]);
    let exported = crossread(folder.path(), &["export", "river", "--story", story, "--format", "json"]);
    assert!(parted.as_bytes() == exported);
    // Several at one stroke are taken back at one stroke.
    let shown = bench.page("/queue?all=right&kind=attribute");
    let all: Vec<&str> =
        shown.split("name=\"on\" value=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert!(all.len() > 3 && shown.contains("One undo takes it all back"), "{shown}");
    let fields: String = all.iter().map(|on| format!("&on={}", encoded(on))).collect();
    let heard = bench.post("/decide", "", &format!("token={token}&says=right{fields}"));
    assert_eq!(heard.status, 303, "{}", heard.body);
    let log = || crossread(folder.path(), &["decisions", "log", "river"]);
    let stand = |count: usize| {
        let log = String::from_utf8(log()).unwrap();
        assert!(log.contains(&format!("{count} decision")), "{log}");
    };
    stand(all.len() + 2);
    // One person's are shown alone.
    let by = rows("/decisions.json")[0]["by"].as_str().unwrap().to_owned();
    assert_eq!(rows(&format!("/decisions.json?by={}", encoded(&by))).len(), rows("/decisions.json").len());
    assert!(rows("/decisions.json?by=Nobody").is_empty());
    assert!(bench.page("/decisions?by=Nobody").contains("href=\"/decisions\""), "back to all");
    decide("says=undo");
    stand(2);
    decide("says=undo");
    let lines = std::fs::read_dir(folder.path().join("river/decisions")).unwrap().flatten();
    let file = lines.map(|file| file.path()).find(|path| path.extension().is_some_and(|end| end == "jsonl")).unwrap();
    let lines = std::fs::read_to_string(file).unwrap();
    let line: Value = serde_json::from_str(lines.lines().next().unwrap()).unwrap();
    decide(&format!("says=withdraw&id={}", line["id"].as_str().unwrap()));
    assert!(bench.page(&address) == before, "the same bytes and ids");
    assert!(lines.lines().count() > all.len(), "every line stays");
}

#[test]
fn what_can_not_be_decided_is_refused_and_no_form_leads_to_another_site() {
    let folder = ferry();
    let bench = BenchProcess::start(folder.path());
    let editor = Editor::at(&bench);
    let first = bench.json("/queue.json")["rows"][0].clone();
    let on = named(&first["passages"][0], &first["kind"]);
    for fields in [
        "says=withdrawn",
        "says=right",
        "says=right&on=x",
        "says=right&on=0:1-2:figure",
        "says=instead&on=0:1-2:figure",
        &format!("says=apart&on={on}"),
        &format!("says=right&on={}", encoded("0123456789abcdef:5-4:figure")),
    ] {
        assert_eq!(editor.send("/decide.json", fields).status, 400, "{fields}");
    }
    for back in ["http://evil.example/", "//evil.example", "/\\evil.example"] {
        editor.decide(&format!("says=wrong&on={on}"));
        assert_eq!(editor.decide(&format!("says=undo&back={}", encoded(back))), "/decisions");
    }
}

/// The forms of a page that say something: the passage, the passages that it can be said with.
fn forms(page: &str, says: &str) -> Vec<(String, Vec<String>)> {
    let values = |part: &str, before: &str| -> Vec<String> {
        part.split(before).skip(1).filter_map(|rest| rest.split('"').next()).map(str::to_owned).collect()
    };
    let forms = page.split("<form").skip(1).filter_map(|form| form.split("</form>").next());
    let saying = forms.filter(|form| form.contains(&format!("value=\"{says}\"")));
    saying.map(|form| (values(form, "name=\"on\" value=\"").remove(0), values(form, "<option value=\""))).collect()
}

#[test]
fn happenings_are_parted_and_put_together_from_their_page() {
    let folder = ferry();
    let bench = BenchProcess::start(folder.path());
    let (story, token) = (bench.story(), bench.token());
    let days = format!("/s/{story}/days");
    let ledger = || -> Value { serde_json::from_str(&bench.page(&format!("/s/{story}.json"))).unwrap() };
    let plain = ledger();
    let decide = |says: &str, on: &str, with: &str| {
        let fields = format!(
            "token={token}&story={story}&back={}&says={says}&on={}&with={}",
            encoded(&days),
            encoded(on),
            encoded(with)
        );
        let heard = bench.post("/decide", "", &fields);
        assert_eq!((heard.status, heard.headers["location"].as_str()), (303, days.as_str()), "{}", heard.body);
    };
    // The passages of each happening, as a form names them.
    let together = |ledger: &Value, one: &str, other: &str| {
        let names = |event: &Value| -> BTreeSet<String> {
            event["mentions"].as_array().unwrap().iter().map(|mention| named(mention, &Value::from("event"))).collect()
        };
        let [one, other] = [one, other].map(encoded);
        ledger["events"]
            .as_array()
            .unwrap()
            .iter()
            .map(names)
            .any(|names| names.contains(&one) && names.contains(&other))
    };
    for says in ["apart", "together"] {
        let forms = forms(&bench.page(&days), says);
        // What two accounts told and are parted may leave the days: one that more tell stays.
        let least = if says == "apart" { 2 } else { 1 };
        let (on, with) = forms.iter().find(|(_, with)| with.len() >= least).expect("a happening to decide about");
        assert_eq!(together(&plain, on, &with[0]), says == "apart");
        decide(says, on, &with[0]);
        assert_eq!(together(&ledger(), on, &with[0]), says == "together");
        assert!(bench.page(&days).contains(if says == "apart" { "apart from" } else { "together with" }));
        assert_eq!(bench.post("/decide", "", &format!("token={token}&says=undo")).status, 303);
        assert!(ledger() == plain, "undone");
    }
}

#[test]
fn two_accounts_stand_side_by_side() {
    let folder = ferry();
    let bench = BenchProcess::start(folder.path());
    let articles = bench.json(&format!("/s/{}/articles.json", bench.story()))["rows"].clone();
    let id = |n: usize| articles[n]["id"].as_str().unwrap();
    let rows = bench.json(&format!("/a/{}/with/{}.json", id(1), id(2)))["rows"].as_array().unwrap().clone();
    let back = bench.json(&format!("/a/{}/with/{}.json", id(2), id(1)))["rows"].as_array().unwrap().clone();
    let how = |rows: &[Value], how: &str| rows.iter().filter(|row| row["how"] == how).count();
    assert!(how(&rows, "different") > 0 && how(&rows, "same") > 0);
    assert_eq!(
        (how(&rows, "first-only"), how(&rows, "different")),
        (how(&back, "second-only"), how(&back, "different"))
    );
    let page = bench.page(&format!("/a/{}/with/{}", id(1), id(2)));
    assert!(page.contains("They differ") && page.contains("They say the same"));
    assert_eq!(bench.get(&format!("/a/{0}/with/{0}", id(1))).status, 404);
    assert_eq!(bench.get(&format!("/a/{}/with/0", id(1))).status, 404);
}

#[test]
fn a_draft_is_checked() {
    let folder = ferry();
    let bench = BenchProcess::start(folder.path());
    let token = bench.token();
    let draft = std::fs::read_to_string(root().join("examples/draft.md")).unwrap();
    let head = format!(
        "POST /check.json?story={} HTTP/1.1\r\nHost: {}\r\nx-crossread-token: {token}\r\nContent-Length: {}\r\n",
        bench.story(),
        bench.host,
        draft.len()
    );
    let json: Value = serde_json::from_str(&bench.send(&head, draft.as_bytes()).body).unwrap();
    let printed = crossread(
        folder.path(),
        &["check", root().join("examples/draft.md").to_str().unwrap(), "--against", "river", "--format", "json"],
    );
    let printed: Value = serde_json::from_slice(&printed).unwrap();
    assert_eq!(json["drafts"][0]["findings"], printed["drafts"][0]["findings"]);
    // An entry that several accounts speak to has a page: the draft, which is no account, gives none its name.
    let mut met = 0;
    for finding in json["drafts"][0]["findings"].as_array().unwrap() {
        let Some(entry) = finding["entry"].as_str() else { continue };
        let articles = finding["passages"].as_array().unwrap().iter().map(|passage| passage["article"].as_str());
        if articles.collect::<BTreeSet<_>>().len() > 1 {
            assert_eq!(bench.get(&format!("/s/{}/e/{entry}", bench.story())).status, 200, "{entry}");
            met += 1;
        }
    }
    assert!(met > 2);
    let encoded: String = draft.bytes().map(|byte| format!("%{byte:02x}")).collect();
    let page = bench.post("/check", "", &format!("token={token}&draft={encoded}")).body;
    assert!(page.contains("figure-overtaken") && page.contains("nothing to compare with"), "{page}");
    for (path, anchor) in links(&page).into_iter().filter(|(path, _)| path.starts_with("/a/")) {
        if let Some(anchor) = anchor {
            assert!(bench.page(&path).contains(&format!("id=\"{anchor}\"")), "{path} has no place {anchor}");
        }
    }
    assert_eq!(bench.post("/check", "", &format!("token={token}&draft=")).status, 200);
}

#[cfg(unix)]
#[test]
fn an_interrupt_ends_it_well() {
    let folder = ferry();
    let mut bench = BenchProcess::start(folder.path());
    bench.page("/");
    let process = bench.process.id().to_string();
    assert!(Command::new("kill").args(["-INT", &process]).status().unwrap().success());
    assert_eq!(bench.process.wait().unwrap().code(), Some(0));
}

#[test]
fn a_port_that_is_taken_and_a_folder_that_is_none_are_said() {
    let folder = ferry();
    let bench = BenchProcess::start(folder.path());
    let port = bench.host.split(':').nth(1).unwrap();
    let run = |arguments: &[&str]| {
        let run =
            Command::new(env!("CARGO_BIN_EXE_crossread")).args(arguments).current_dir(folder.path()).output().unwrap();
        (run.status.code(), String::from_utf8(run.stderr).unwrap())
    };
    let (status, said) = run(&["serve", "river", "--port", port]);
    assert!(status == Some(2) && said.contains("--port"), "{said}");
    let (status, said) = run(&["serve", "nothing"]);
    assert!(status == Some(2) && said.contains("is no project"), "{said}");
}

#[test]
fn every_key_and_address_is_documented() {
    let folder = ferry();
    let bench = BenchProcess::start(folder.path());
    let documented = std::fs::read_to_string(root().join("schema/bench.md")).unwrap();
    let script = std::fs::read_to_string(root().join("crates/crossread-bench/src/pages/bench.js")).unwrap();
    let help = bench.page("/help");
    let keys: Vec<&str> = help.split("<kbd>").skip(1).filter_map(|rest| rest.split("</kbd>").next()).collect();
    assert!(keys.len() > 5);
    for key in keys {
        assert!(documented.contains(&format!("| `{key}` |")), "schema/bench.md lacks the key {key}");
        assert!(
            script.contains(&format!("{key}: ()")) || script.contains(&format!("\"{key}\": ()")),
            "the script lacks {key}"
        );
    }
    let story = bench.story();
    for path in crawled(&bench).keys() {
        let path = path.split('?').next().unwrap().replace(&story, "{story}");
        let general = match path.split('/').collect::<Vec<_>>()[..] {
            ["", "s", _, "e", _] => "/s/{story}/e/{entry}".to_owned(),
            ["", "a", _] => "/a/{article}".to_owned(),
            ["", "a", _, "with", _] => "/a/{article}/with/{article}".to_owned(),
            _ => path,
        };
        assert!(documented.contains(&format!("`{general}`")), "schema/bench.md lacks {general}");
    }
}
