//! The report in a real browser. Skipped with a word where no Chromium is installed (`CHROMIUM` may name one) and, for the
//! check of accessibility, where no axe-core is (`AXE_CORE` names its script).

mod served;

use base64::Engine;
use serde_json::{Value, json};
use served::BenchProcess;
use std::collections::BTreeSet;
use std::io::{BufRead, BufReader};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Mutex, MutexGuard};
use tungstenite::stream::MaybeTlsStream;
use tungstenite::{Message, WebSocket};

/// One page of a browser of its own, spoken to by the DevTools protocol.
struct Browser {
    process: Child,
    socket: WebSocket<MaybeTlsStream<TcpStream>>,
    session: String,
    calls: u64,
    /// What the page reported unasked: requests, errors, violations.
    events: Vec<Value>,
    _profile: tempfile::TempDir,
    _alone: MutexGuard<'static, ()>,
}

/// Browsers are large: one at a time.
static ALONE: Mutex<()> = Mutex::new(());

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Browser {
    /// Starts a browser; `None`, and a word, where none is installed.
    fn start() -> Option<Browser> {
        let alone = ALONE.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let profile = tempfile::tempdir().unwrap();
        let named = std::env::var("CHROMIUM").ok();
        let names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"].map(str::to_owned);
        let start = |name: &String| {
            Command::new(name)
                .args(["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--hide-scrollbars"])
                .args(["--disable-background-networking", "--remote-debugging-port=0", "--disable-dev-shm-usage"])
                .arg(format!("--user-data-dir={}", profile.path().display()))
                .stdout(Stdio::null())
                .stderr(Stdio::piped())
                .spawn()
                .ok()
        };
        let Some(mut process) = named.iter().chain(&names).find_map(start) else {
            eprintln!("skipped: no Chromium");
            return None;
        };
        // It says on standard error where it listens.
        let lines = BufReader::new(process.stderr.take().unwrap()).lines();
        let address =
            lines.map_while(Result::ok).find_map(|line| line.strip_prefix("DevTools listening on ").map(str::to_owned));
        let (socket, _) = tungstenite::connect(address.expect("the browser listens")).expect("the browser answers");
        let mut browser = Browser {
            process,
            socket,
            session: String::new(),
            calls: 0,
            events: Vec::new(),
            _profile: profile,
            _alone: alone,
        };
        let target = browser.call("Target.createTarget", json!({"url": "about:blank"}));
        let attached = browser.call("Target.attachToTarget", json!({"targetId": target["targetId"], "flatten": true}));
        browser.session = attached["sessionId"].as_str().unwrap().to_owned();
        for domain in ["Page", "Network", "Runtime", "Log"] {
            browser.call(&format!("{domain}.enable"), json!({}));
        }
        Some(browser)
    }

    /// The next thing the browser says.
    fn hear(&mut self) -> Value {
        loop {
            if let Message::Text(text) = self.socket.read().expect("the browser lives") {
                return serde_json::from_str(&text).expect("the protocol is JSON");
            }
        }
    }

    fn call(&mut self, method: &str, parameters: Value) -> Value {
        self.answer(method, parameters).unwrap_or_else(|error| panic!("{method}: {error}"))
    }

    /// What the browser answers, or its error.
    fn answer(&mut self, method: &str, parameters: Value) -> Result<Value, Value> {
        self.calls += 1;
        let mut request = json!({"id": self.calls, "method": method, "params": parameters});
        if !self.session.is_empty() {
            request["sessionId"] = json!(self.session);
        }
        self.socket.send(Message::text(request.to_string())).expect("the browser lives");
        loop {
            let mut heard = self.hear();
            if heard["id"] == json!(self.calls) {
                return if heard["error"].is_null() { Ok(heard["result"].take()) } else { Err(heard["error"].take()) };
            }
            self.events.push(heard);
        }
    }

    /// Opens a file at a width and waits until it has loaded.
    fn open(&mut self, file: &Path, width: u32) {
        let metrics = json!({"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": false});
        self.call("Emulation.setDeviceMetricsOverride", metrics);
        self.visit(&format!("file://{}", file.display()));
    }

    /// Goes to an address and waits until it has loaded.
    fn visit(&mut self, address: &str) {
        self.events.clear();
        self.call("Page.navigate", json!({"url": address}));
        let loaded = |event: &Value| event["method"] == "Page.loadEventFired";
        while !self.events.iter().any(loaded) {
            let heard = self.hear();
            self.events.push(heard);
        }
        // The page before may have told that it was there only now.
        let address = json!(address.trim_end_matches('/'));
        let there = format!("document.readyState === 'complete' && location.href.replace(/\\/+$/, '') === {address}");
        while !self.holds(&there) {
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
    }

    /// The value of an expression in the page.
    fn ask(&mut self, expression: &str) -> Value {
        let answer = self.evaluate(expression).unwrap_or_else(|error| panic!("{expression}: {error}"));
        value_of(expression, answer)
    }

    /// Whether an expression holds in the page: not yet, while the page asked gives way to the next.
    fn holds(&mut self, wanted: &str) -> bool {
        match self.evaluate(wanted) {
            Ok(answer) => value_of(wanted, answer) == true,
            Err(error) => {
                let told = error["message"].as_str().unwrap_or_default();
                let gone = ["navigated", "context"].iter().any(|word| told.contains(word));
                assert!(gone, "{wanted}: {error}");
                false
            }
        }
    }

    fn evaluate(&mut self, expression: &str) -> Result<Value, Value> {
        self.answer("Runtime.evaluate", json!({"expression": expression, "returnByValue": true, "awaitPromise": true}))
    }

    fn press(&mut self, key: &str) {
        for kind in ["keyDown", "keyUp"] {
            self.call("Input.dispatchKeyEvent", json!({"type": kind, "key": key, "code": key, "windowsVirtualKeyCode": if key == "Tab" { 9 } else { 13 }, "text": if key == "Enter" { "\r" } else { "" }}));
        }
    }

    /// Types a key that writes what it is called by.
    fn key(&mut self, key: &str) {
        for kind in ["keyDown", "keyUp"] {
            let text = if kind == "keyDown" { key } else { "" };
            self.call("Input.dispatchKeyEvent", json!({"type": kind, "key": key, "text": text}));
        }
    }

    /// Waits until an expression holds in a page whose script is there.
    fn settle(&mut self, wanted: &str) {
        for _ in 0..100 {
            if self.holds(&format!("document.readyState === 'complete' && Boolean({wanted})")) {
                return;
            }
            std::thread::sleep(std::time::Duration::from_millis(100));
        }
        panic!("never: {wanted}");
    }

    /// Addresses that the page asked for, and what it complained of.
    fn requests_and_complaints(&self) -> (Vec<String>, Vec<String>) {
        let of = |method: &'static str| self.events.iter().filter(move |event| event["method"] == method);
        let requests =
            of("Network.requestWillBeSent").map(|event| event["params"]["request"]["url"].to_string()).collect();
        let complaints =
            of("Log.entryAdded").chain(of("Runtime.exceptionThrown")).map(|event| event["params"].to_string());
        (requests, complaints.collect())
    }
}

/// What an evaluated expression came to; a panic where it threw.
fn value_of(expression: &str, mut answer: Value) -> Value {
    assert!(answer["exceptionDetails"].is_null(), "{expression}: {}", answer["exceptionDetails"]);
    answer["result"]["value"].take()
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The report and the ledger of inputs.
fn collated(inputs: &Path, folder: &Path) -> (PathBuf, Value) {
    let run = |arguments: &[&str]| {
        let run =
            Command::new(env!("CARGO_BIN_EXE_crossread")).arg("collate").arg(inputs).args(arguments).output().unwrap();
        assert_ne!(run.status.code(), Some(2), "{}", String::from_utf8_lossy(&run.stderr));
        run.stdout
    };
    let report = folder.join("report.html");
    run(&["-o", report.to_str().unwrap()]);
    (report, serde_json::from_slice(&run(&["--format", "json"])).unwrap())
}

fn ferry(folder: &Path) -> (PathBuf, Value) {
    collated(&root().join("examples/ferry"), folder)
}

/// An article that tries everything, beside a plain one.
fn hostile(folder: &Path) -> PathBuf {
    let inputs = folder.join("hostile");
    std::fs::create_dir(&inputs).unwrap();
    let text = "<img src=http://127.0.0.1:9/a onerror=window.got=1> “</script><script>window.got=2</script>” said Ola Prenn of \
                Ostrel. </style><link rel=stylesheet href=http://127.0.0.1:9/b> A fire killed 12 people in Ostrel on Friday.\n\n";
    std::fs::write(inputs.join("a.txt"), format!("Fire in Ostrel <iframe src=http://127.0.0.1:9/c>\n\n{text}"))
        .unwrap();
    std::fs::write(
        inputs.join("b.txt"),
        format!("Mill burns in Ostrel\n\nA fire killed 14 people in Ostrel on Friday. {}", "x".repeat(400)),
    )
    .unwrap();
    inputs
}

#[test]
fn a_page_asks_for_nothing_and_runs_nothing_but_its_own_script() {
    let Some(mut browser) = Browser::start() else { return };
    let folder = tempfile::tempdir().unwrap();
    let inputs = hostile(folder.path());
    for (report, _) in [ferry(folder.path()), collated(&inputs, &inputs)] {
        browser.open(&report, 1300);
        browser.ask("new Promise(done => setTimeout(done, 200))");
        let (requests, complaints) = browser.requests_and_complaints();
        assert_eq!(requests.len(), 1, "the page itself alone: {requests:?}");
        assert_eq!(complaints, Vec::<String>::new());
        assert_eq!(browser.ask("String(window.got)"), "undefined");
        assert_eq!(browser.ask("document.querySelectorAll('img, iframe, link, object, form').length"), 0);
    }
}

#[test]
fn a_phone_reads_it_without_scrolling_sideways() {
    let Some(mut browser) = Browser::start() else { return };
    let folder = tempfile::tempdir().unwrap();
    let inputs = hostile(folder.path());
    for (report, _) in [ferry(folder.path()), collated(&inputs, &inputs)] {
        for width in [390, 800, 1300] {
            browser.open(&report, width);
            browser.ask("document.querySelectorAll('details').forEach(one => one.open = true)");
            let wide = browser.ask("document.documentElement.scrollWidth");
            assert!(wide.as_u64().unwrap() <= u64::from(width), "{wide} on a screen of {width}");
            let small = browser.ask(
                "[...document.querySelectorAll('.chip, summary, button, nav a, input, .acts a, .grid a')]
                    .filter(one => one.getClientRects().length && one.getBoundingClientRect().height < 24)
                    .map(one => one.outerHTML.slice(0, 120))",
            );
            assert_eq!(small, json!([]), "targets of 24 px");
        }
    }
}

#[test]
fn marked_words_are_the_passages() {
    let Some(mut browser) = Browser::start() else { return };
    let folder = tempfile::tempdir().unwrap();
    let (report, ledger) = ferry(folder.path());
    browser.open(&report, 1300);
    let passages = |entry: &Value| -> Vec<String> {
        let readings = entry["readings"].as_array().unwrap().iter();
        let origins = readings.flat_map(|reading| reading["origins"].as_array().unwrap());
        let passages = origins.flat_map(|origin| origin["passages"].as_array().unwrap());
        passages.map(|passage| passage["text"].as_str().unwrap().to_owned()).collect()
    };
    let entries = ledger["entries"].as_array().unwrap();
    assert!(!entries.is_empty());
    for entry in entries {
        let id = entry["id"].as_str().unwrap();
        let marked = browser.ask(&format!(
            "[...document.getElementById('e-{id}').querySelectorAll('mark')].map(one => one.textContent)"
        ));
        assert_eq!(marked, json!(passages(entry)), "{id}");
    }
    // And in the articles: the words at a link's end are those it was followed for.
    let wrong = browser.ask(
        "[...document.querySelectorAll('.side figure')].map(one => {
            const target = document.getElementById(one.querySelector('.acts a').hash.slice(1));
            let rest = '';
            for (let piece = target; piece && rest.length < 30; piece = piece.nextSibling) rest += piece.textContent;
            const words = one.querySelector('mark').textContent;
            const length = Math.min(words.length, rest.length);
            return [words.slice(0, length), rest.slice(0, length)];
        }).filter(([a, b]) => a !== b)",
    );
    assert_eq!(wrong, json!([]));
}

#[test]
fn the_keyboard_leads_all_the_way() {
    let Some(mut browser) = Browser::start() else { return };
    let folder = tempfile::tempdir().unwrap();
    let (report, _) = ferry(folder.path());
    browser.open(&report, 1300);
    browser.press("Tab");
    assert_eq!(browser.ask("document.activeElement.className"), "skip");
    let mut met = BTreeSet::new();
    for _ in 0..40 {
        browser.press("Tab");
        met.insert(browser.ask("document.activeElement.tagName").as_str().unwrap().to_owned());
    }
    assert!(["A", "BUTTON", "INPUT", "SUMMARY"].iter().all(|tag| met.contains(*tag)), "{met:?}");
    // Enter on a summary opens it.
    browser.ask("document.querySelector('article.entry summary').focus()");
    browser.press("Enter");
    assert_eq!(browser.ask("document.querySelector('article.entry details').open"), true);
}

#[test]
fn a_filter_leaves_what_holds_its_words() {
    let Some(mut browser) = Browser::start() else { return };
    let folder = tempfile::tempdir().unwrap();
    let (report, _) = ferry(folder.path());
    browser.open(&report, 1300);
    let shown = "[...document.querySelectorAll('#overview [data-filter]')].filter(one => !one.hidden)";
    let all = browser.ask(&format!("{shown}.length"));
    browser.ask("(() => { const f = document.getElementById('filter'); f.value = 'Missing'; f.dispatchEvent(new Event('input')) })()");
    let texts = browser.ask(&format!("{shown}.map(one => one.textContent.toLowerCase())"));
    let texts = texts.as_array().unwrap();
    assert!(!texts.is_empty() && (texts.len() as u64) < all.as_u64().unwrap());
    assert!(texts.iter().all(|text| text.as_str().unwrap().contains("missing")));
}

#[test]
fn the_first_screen_has_all_four_heads() {
    let Some(mut browser) = Browser::start() else { return };
    let folder = tempfile::tempdir().unwrap();
    let (report, _) = ferry(folder.path());
    browser.open(&report, 1300);
    let heads = browser.ask(
        "[...document.querySelectorAll('#overview .head h2')].slice(0, 4)
            .map(one => [one.firstChild.textContent.trim(), one.getBoundingClientRect().bottom <= 900])",
    );
    let wanted = ["They disagree", "It changed", "They say the same", "Not settled"].map(|head| json!([head, true]));
    assert_eq!(heads, json!(wanted));
}

#[test]
fn a_difference_stands_between_two_columns_and_a_link_beside_the_last_word() {
    let Some(mut browser) = Browser::start() else { return };
    let folder = tempfile::tempdir().unwrap();
    let (report, _) = ferry(folder.path());
    let between = "(() => { const side = document.querySelector('.entry .side.two'); side.closest('details').open = true; \
        const of = (one) => one.getBoundingClientRect(); const [a, b] = [...side.querySelectorAll('.column')].map(of); \
        const middle = of(side.querySelector('.between')); \
        return [middle.left >= a.right && middle.right <= b.left, middle.top >= a.bottom && middle.bottom <= b.top] })()";
    let alone = "[...document.querySelectorAll('h3 > .permalink')].filter(link => { const range = document.createRange(); \
        range.selectNodeContents(link.parentElement); range.setEndBefore(link); const lines = [...range.getClientRects()]; \
        const own = link.getClientRects()[0]; return !lines.some(line => line.bottom > own.top + 8 && line.right > own.left - 40) }).length";
    for (width, expected) in [(1300, json!([true, false])), (390, json!([false, true]))] {
        browser.open(&report, width);
        assert_eq!(browser.ask(between), expected, "at {width}");
        assert_eq!(browser.ask(alone), 0, "at {width}");
    }
}

#[test]
fn type_in_drawings_is_large_enough_and_each_has_a_name_of_its_own() {
    let Some(mut browser) = Browser::start() else { return };
    let folder = tempfile::tempdir().unwrap();
    let (report, _) = ferry(folder.path());
    for width in [390, 800, 1300] {
        browser.open(&report, width);
        browser.ask("document.querySelectorAll('details').forEach(one => one.open = true)");
        let small = browser.ask(
            "[...document.querySelectorAll('svg text')].filter(one => one.getClientRects().length).map(one => {
                const svg = one.ownerSVGElement;
                const scale = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
                return parseFloat(getComputedStyle(one).fontSize) * scale;
            }).filter(size => size < 12)",
        );
        assert_eq!(small, json!([]), "at {width}");
    }
    let names = browser.ask("[...document.querySelectorAll('svg')].map(one => one.getAttribute('aria-label'))");
    let names: Vec<&str> = names.as_array().unwrap().iter().filter_map(Value::as_str).collect();
    assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len(), "{names:?}");
    assert_eq!(
        browser.ask("document.querySelectorAll('.course .open').length > 0"),
        true,
        "at least 11 is no exact value"
    );
}

#[test]
fn a_chart_has_a_true_axis_steps_and_ends() {
    let Some(mut browser) = Browser::start() else { return };
    let folder = tempfile::tempdir().unwrap();
    let (report, _) = ferry(folder.path());
    browser.open(&report, 1300);
    // Of each mark its height and what is said, by the height of the numbers on the axis.
    let drawn = |browser: &mut Browser| {
        browser.ask("document.querySelectorAll('details').forEach(one => one.open = true)");
        let heights =
            browser.ask("[...document.querySelectorAll('.course .dot')].map(one => Number(one.getAttribute('cy')))");
        let heights: Vec<i64> = heights.as_array().unwrap().iter().map(|y| y.as_i64().unwrap()).collect();
        let caption = browser.ask("document.querySelector('.course figcaption').textContent");
        (heights, caption.as_str().unwrap().to_owned())
    };
    // At least 11, 19, 27, 34 on an axis from 11 to 34: 120 high, evenly.
    let (heights, caption) = drawn(&mut browser);
    assert_eq!(heights.iter().collect::<BTreeSet<_>>(), [142, 100, 59, 22].iter().collect(), "{heights:?}");
    assert!(caption.contains("begins at 11") && caption.contains("steps to the highest"), "{caption}");
    assert_eq!(
        browser.ask("document.querySelector('.course .steps').getAttribute('d').match(/[HV]/g).join('')"),
        "HVHVHVHV"
    );
    assert_eq!(browser.ask("document.querySelectorAll('.course .bound').length"), 1, "at least 11 may be more");

    // Over orders, equal heights multiply alike; a range is a bar.
    let floods = folder.path().join("floods");
    std::fs::create_dir(&floods).unwrap();
    for (day, killed) in [(13, "10"), (14, "100"), (15, "900 to 1,000")] {
        let text = format!(
            "Flood in Ostrel\n\nMarch {day}, 2023\n\nThe death toll from the flood in Ostrel stood at {killed}, the mayor of Ostrel said.\n"
        );
        std::fs::write(floods.join(format!("{day}.txt")), text).unwrap();
    }
    let (report, _) = collated(&floods, &floods);
    browser.open(&report, 1300);
    let (heights, caption) = drawn(&mut browser);
    let heights: BTreeSet<i64> = heights.into_iter().collect();
    assert!(heights.contains(&142) && heights.contains(&82), "10, 100 and 1,000 at even distances: {heights:?}");
    assert!(caption.contains("logarithmic"), "{caption}");
    assert_eq!(browser.ask("document.querySelector('.course .range').getAttribute('y2')"), "22");
}

#[test]
fn a_citation_holds_all_that_it_must() {
    let Some(mut browser) = Browser::start() else { return };
    let folder = tempfile::tempdir().unwrap();
    let (report, _) = ferry(folder.path());
    browser.open(&report, 1300);
    browser.ask("Object.defineProperty(navigator, 'clipboard', { value: { writeText: async (text) => { window.copied = text; } } })");
    browser.ask("document.querySelector('#disputed .column figure button.copy').click()");
    let copied = browser.ask("String(window.copied)");
    let copied = copied.as_str().unwrap();
    for part in ["missing", "value: ", "said by ", "Radio Vel", "March 2023", "sha256 ", "characters "] {
        assert!(copied.contains(part), "{part} is not in {copied}");
    }
    let digits = copied.split("sha256 ").nth(1).unwrap().split(',').next().unwrap();
    assert_eq!(digits.len(), 64, "{copied}");
}

#[test]
fn the_page_of_stories_sorts_and_filters() {
    let Some(mut browser) = Browser::start() else { return };
    let folder = tempfile::tempdir().unwrap();
    let heap = folder.path().join("heap");
    std::fs::create_dir(&heap).unwrap();
    let fair = "Bakers of Ostrel hold their fair\n\nThe bakers of Ostrel opened their yearly fair on the old square with rye loaves.\n";
    let prize = "Olga Prenn wins at the bakers' fair\n\nJudges at the bakers' fair in Ostrel gave the prize for rye loaves to Olga Prenn.\n";
    std::fs::write(heap.join("a.txt"), fair).unwrap();
    std::fs::write(heap.join("b.txt"), prize).unwrap();
    let run = Command::new(env!("CARGO_BIN_EXE_crossread"))
        .current_dir(folder.path())
        .args(["stories", "heap", "-q", "-o", "sorted"])
        .arg(root().join("examples/ferry").canonicalize().unwrap())
        .status();
    assert!(run.unwrap().success());
    browser.open(&folder.path().join("sorted/index.html"), 390);
    assert_eq!(browser.ask("document.documentElement.scrollWidth"), 390);
    let shown = "[...document.querySelectorAll('#stories > li')].filter(one => !one.hidden).map(one => one.querySelector('a').textContent)";
    let ferry = "Ferry sinks off Tarn Head";
    assert_eq!(browser.ask(&format!("{shown}[0]")), ferry, "the largest first");
    let disputed = browser.ask("document.querySelector('#stories .disputed').textContent");
    assert_eq!(disputed, "disputed: The sinking killed 34 people, and ___ are now missing …: 23 · 31 · none");
    let change = |of: &str, to: &str, event: &str| {
        format!(
            "(() => {{ const one = document.querySelector('{of}'); one.value = '{to}'; one.dispatchEvent(new Event('{event}')) }})()"
        )
    };
    browser.ask(&change("select.sort", "name", "change"));
    assert_eq!(browser.ask(&format!("{shown}[1]")), ferry, "by headline");
    browser.ask(&change("#filter", "31", "input"));
    assert_eq!(browser.ask(shown), json!([ferry]));
}

/// The part of a page that begins with `start` and ends before `end`.
fn part<'a>(page: &'a str, start: &str, end: &str) -> &'a str {
    let from = page.find(start).unwrap_or_else(|| panic!("no {start}"));
    page[from..].split(end).next().unwrap()
}

#[test]
fn titles_and_spellings_are_folded_and_a_link_leads_there() {
    let Some(mut browser) = Browser::start() else { return };
    let folder = tempfile::tempdir().unwrap();
    let (report, ledger) = ferry(folder.path());
    browser.open(&report, 1300);
    let row = "[...document.querySelectorAll('details.holds:not([open]) table.calls tbody tr')]
        .find(one => one.querySelector('th').textContent === 'Tomas Eriksen')";
    let told = browser.ask(&format!("{row}?.textContent"));
    let told = told.as_str().expect("one folded row for the head of the coastguard");
    for call in ["Admiral", "head of the coastguard", "spelled Eriksen", "spelled Erikson"] {
        assert!(told.contains(call), "{call}: {told}");
    }
    // Nothing is lost: each entry of the ledger stands on the page once, and a link to it opens what it lies in, with our script
    // and without any.
    let entries = ledger["entries"].as_array().unwrap();
    for entry in entries {
        let id = entry["id"].as_str().unwrap();
        assert_eq!(browser.ask(&format!("document.querySelectorAll('[id=\"e-{id}\"]').length")), 1, "{id}");
    }
    let spelling = entries.iter().find(|entry| entry["aspect"] == "spelling").unwrap()["id"].as_str().unwrap();
    for without_script in [false, true] {
        browser.call("Emulation.setScriptExecutionDisabled", json!({"value": without_script}));
        browser.visit("about:blank#again");
        browser.visit(&format!("file://{}#e-{spelling}", report.display()));
        let shown = browser.ask(&format!("document.getElementById('e-{spelling}').getClientRects().length"));
        assert_eq!(shown, 1, "without script: {without_script}");
    }
}

/// Three accounts of one fire that agree in so many counts, of which the third has but the first.
fn fires(folder: &Path, counts: usize) -> PathBuf {
    let inputs = folder.join("fires");
    std::fs::create_dir(&inputs).unwrap();
    let burned = [
        "houses", "barns", "boats", "trucks", "shops", "schools", "bridges", "churches", "mills", "tractors", "sheds",
        "buses",
    ];
    let sentences = |before: &str, behind: &str| -> String {
        let one = |(i, what): (usize, &&str)| format!("{before} {} {what} {behind}. ", 31 + 7 * i);
        burned.iter().take(counts).enumerate().map(one).collect()
    };
    let write = |name: &str, outlet: &str, body: &str| {
        let text =
            format!("A fire in Ostrel\n\n{outlet}, March 13, 2023\n\nA fire burned in Ostrel on Sunday. {body}\n");
        std::fs::write(inputs.join(name), text).unwrap();
    };
    write("a.txt", "Lowen Gazette", &sentences("The fire destroyed", "in Ostrel, the mayor said"));
    write("b.txt", "Radio Vel", &sentences("In Ostrel the fire has destroyed", "on Sunday night"));
    write("c.txt", "Coast Watch", "Flames destroyed 31 houses in Ostrel.");
    inputs
}

#[test]
fn what_two_alone_tell_alike_is_folded_in_a_large_story() {
    let folder = tempfile::tempdir().unwrap();
    for (counts, folded) in [(12, true), (4, false)] {
        let folder = folder.path().join(counts.to_string());
        std::fs::create_dir(&folder).unwrap();
        let inputs = fires(&folder, counts);
        let (report, ledger) = collated(&inputs, &inputs);
        let page = std::fs::read_to_string(report).unwrap();
        let agreed = part(&page, "id=\"agreed\"", "</section>");
        let (open, fold) =
            agreed.split_once("that only two origins tell, and tell alike</summary>").unwrap_or((agreed, ""));
        let all = ledger["entries"].as_array().unwrap().iter().filter(|entry| entry["status"] == "agreed").count();
        assert_eq!((all > 8, !fold.is_empty()), (folded, folded), "{all} agree");
        assert!(open.contains("<b>31</b>"), "three tell of the houses: {open}");
        assert_eq!((open.contains("<b>38</b>"), fold.contains("<b>38</b>")), (!folded, folded));
    }
}

#[test]
fn no_page_names_a_value_in_dispute_as_if_it_were_settled() {
    let folder = tempfile::tempdir().unwrap();
    let (report, _) = ferry(folder.path());
    let page = std::fs::read_to_string(report).unwrap();
    // Nor does the title give a toll that was overtaken.
    assert!(!part(&page, "<h1>", "</h1>").contains("27"));
    let day = page.split("<b>The sinking of the ferry Saint Orla killed 34 people last week</b>").nth(1).unwrap();
    let row = day.split("</summary>").next().unwrap();
    assert!(row.contains("question changed") && row.contains("At least 11") && row.contains("27"), "{row}");
    assert!(day.split("</li>").next().unwrap().contains("what is compared: "));
    // No speaker of one value stands over all of them.
    let heading = part(part(&page, "id=\"disputed\"", "</section>"), "<h3>", "</h3>");
    assert!(heading.contains("are now missing") && !heading.contains("Eriksen"), "{heading}");
}

#[test]
fn the_grid_tells_speakers_apart_where_they_are_in_dispute() {
    let folder = tempfile::tempdir().unwrap();
    let (report, _) = ferry(folder.path());
    let page = std::fs::read_to_string(report).unwrap();
    let grid = part(&page, "<table class=\"grid\">", "</table>");
    let row = grid.split("<tr").find(|row| row.contains("We were told the doors")).unwrap();
    let tint = |name: &str| row.split("<td").find(|cell| cell.contains(name)).unwrap().split('>').next().unwrap();
    assert_ne!(tint("Piet Brandal"), tint("Dana Brandal"), "{row}");
    assert!(!grid.contains("Harbor Minister</a>"), "who is who has a table of its own");
}

#[test]
fn the_reader_shows_words_and_no_names_of_blocks() {
    let folder = tempfile::tempdir().unwrap();
    let (report, _) = ferry(folder.path());
    let page = std::fs::read_to_string(report).unwrap();
    for kind in ["title", "byline", "dateline", "heading"] {
        assert!(!page.contains(&format!("<span class=\"kind\">{kind}")), "{kind}");
    }
    assert!(page.contains("<span class=\"kind\">excerpt of VPA"));
    // The margin says who gives another value.
    let note = page.split("<aside>").find(|note| note.contains(">23</bdi></a>: ")).expect("a note on the missing");
    assert!(note.contains("<bdi>31</bdi> <small><bdi>Piet Brandal</bdi>, Radio Vel"), "{note}");
    assert!(
        part(&page, "<header>", "</header>").contains("headline: <bdi>Lowen Gazette</bdi>"),
        "whose headline it is"
    );
}

/// Two accounts of one statement, and of one denial.
fn statements(folder: &Path) -> PathBuf {
    let inputs = folder.join("statements");
    std::fs::create_dir(&inputs).unwrap();
    let write = |name: &str, text: &str| std::fs::write(inputs.join(name), text).unwrap();
    write(
        "a.txt",
        "Ferry line speaks of the sinking\n\n“We will hide nothing from the families of the drowned,” said Piet Brandal, \
         the harbor minister of Lowen. The ferry carried 212 passengers, the ministry of Lowen said on Tuesday.\n",
    );
    write(
        "b.txt",
        "Minister of Lowen promises openness\n\n“We will hide nothing,” said Piet Brandal, the harbor minister of Lowen, \
         on Tuesday. The ferry carried 212 passengers when it sank off Tarn Head, its operator said.\n",
    );
    inputs
}

#[test]
fn an_utterance_cut_at_its_end_shows_the_cut() {
    let folder = tempfile::tempdir().unwrap();
    let inputs = statements(folder.path());
    let (report, _) = collated(&inputs, &inputs);
    let page = std::fs::read_to_string(report).unwrap();
    let shorter = page.split("class=\"shorter\"").nth(1).expect("a shorter wording");
    let shorter = shorter.split("</blockquote>").next().unwrap();
    assert!(shorter.contains("left out: from the families") && shorter.contains("[…]"), "{shorter}");
    assert!(page.contains("2 articles, cut in 1 · "), "how many cut it");
}

#[test]
fn what_is_negated_never_stands_as_if_it_were_said() {
    let folder = tempfile::tempdir().unwrap();
    let (report, ledger) = ferry(folder.path());
    let page = std::fs::read_to_string(report).unwrap();
    let entries = ledger["entries"].as_array().unwrap();
    let of = |entry: &&Value| entry["readings"].as_array().unwrap().iter().any(|reading| reading["negated"] == true);
    let entry = entries.iter().find(of).expect("a negated reading");
    let id = entry["id"].as_str().unwrap();
    let not = "<span class=\"negated\">not</span>";
    // On its line, in the grid, over its column, and beside the paragraphs that tell another value.
    let overview = page.split(&format!("id=\"e-{id}\"")).nth(1).unwrap().split("</li>").next().unwrap();
    assert!(overview.matches(not).count() >= 3, "{overview}");
    let grid = page.split("<table class=\"grid\">").nth(1).unwrap().split("</table>").next().unwrap();
    let row = grid.split("<tr").find(|row| row.contains(&format!("#e-{id}"))).unwrap();
    assert!(row.contains(not), "{row}");
    assert!(page.split("<aside>").skip(1).any(|note| note.split("</aside>").next().unwrap().contains(not)));
}

/// A bench over a project of inputs, and where its first page lies.
fn opened(inputs: &Path, folder: &Path) -> (BenchProcess, String) {
    let run = |arguments: &[&str]| {
        let run = Command::new(env!("CARGO_BIN_EXE_crossread")).args(arguments).current_dir(folder).output().unwrap();
        assert_ne!(run.status.code(), Some(2), "{}", String::from_utf8_lossy(&run.stderr));
    };
    run(&["init", "river"]);
    run(&["add", "river", inputs.to_str().unwrap()]);
    run(&["status", "river"]);
    let bench = BenchProcess::start(folder);
    let address = format!("http://{}", bench.host);
    (bench, address)
}

/// A page of each kind.
fn pages(browser: &mut Browser, address: &str) -> Vec<String> {
    browser.visit(&format!("{address}/"));
    let story = browser.ask("document.querySelector('#stories a').getAttribute('href')");
    let story = story.as_str().unwrap().to_owned();
    browser.visit(&format!("{address}{story}"));
    let entry = browser.ask("document.querySelector('a.self, .acts a[href*=\"/e/\"]').getAttribute('href')");
    browser.visit(&format!("{address}{story}/articles"));
    let article = browser.ask("document.querySelector('main a.said').getAttribute('href')");
    let other = browser.ask("[...document.querySelectorAll('main a.said')].at(-1).getAttribute('href')");
    let beside = format!("{}/with/{}", article.as_str().unwrap(), other.as_str().unwrap().trim_start_matches("/a/"));
    let views = ["", "/grid", "/words", "/people", "/days", "/versions", "/lineage", "/unsettled", "/articles"];
    let mut pages: Vec<String> = views.iter().map(|view| format!("{address}{story}{view}")).collect();
    let own = [
        entry.as_str().unwrap(),
        article.as_str().unwrap(),
        "/",
        "/add",
        "/check",
        "/help",
        "/queue",
        "/queue?all=right",
        "/decisions",
        beside.as_str(),
        "/search",
        "/search?q=on",
        "/search?q=at+least+10",
    ];
    pages.extend(own.map(|path| format!("{address}{path}")));
    pages
}

#[test]
fn the_bench_asks_for_nothing_but_itself_and_fits_a_phone() {
    let Some(mut browser) = Browser::start() else { return };
    for hostile_ones in [false, true] {
        let folder = tempfile::tempdir().unwrap();
        let inputs = if hostile_ones { hostile(folder.path()) } else { root().join("examples/ferry") };
        let (_bench, address) = opened(&inputs, folder.path());
        for page in pages(&mut browser, &address) {
            for width in [390, 1300] {
                let metrics = json!({"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": false});
                browser.call("Emulation.setDeviceMetricsOverride", metrics);
                browser.visit(&page);
                browser.ask("document.querySelectorAll('details').forEach(one => one.open = true)");
                let wide = browser.ask("document.documentElement.scrollWidth");
                // What reaches furthest says which rule of style is missing.
                let furthest = browser.ask(
                    "[...document.querySelectorAll('select, form, .pair, button, svg, figure, p, li, ul, details, summary')].sort((a, b) => b.getBoundingClientRect().right - a.getBoundingClientRect().right)
                        .slice(0, 12).map(one => one.tagName + '.' + one.className + ' ' + Math.round(one.getBoundingClientRect().width))",
                );
                assert!(wide.as_u64().unwrap() <= width, "{page}: {wide} on a screen of {width}: {furthest}");
                let small = browser.ask(
                    "[...document.querySelectorAll('.chip, summary, button, nav a, .bar a, input, select, .acts a, .grid a, figcaption a')]
                        .filter(one => one.getClientRects().length && one.getBoundingClientRect().height < 24)
                        .map(one => one.outerHTML.slice(0, 120))",
                );
                assert_eq!(small, json!([]), "{page}: targets of 24 px");
            }
            let (requests, complaints) = browser.requests_and_complaints();
            // The browser draws the sign of a field for days from itself.
            let own =
                |request: &String| ["data:", &address].iter().any(|own| request.trim_matches('"').starts_with(own));
            assert!(requests.iter().all(own), "{page}: {requests:?}");
            assert_eq!(complaints, Vec::<String>::new(), "{page}");
            assert_eq!(browser.ask("String(window.got)"), "undefined", "{page}");
        }
    }
}

#[test]
fn the_bench_is_worked_by_keys_and_forms() {
    let Some(mut browser) = Browser::start() else { return };
    let folder = tempfile::tempdir().unwrap();
    let (_bench, address) = opened(&root().join("examples/ferry"), folder.path());
    browser.visit(&format!("{address}/"));
    browser.key("j");
    assert_eq!(browser.ask("document.querySelector('.here').tagName"), "LI");
    browser.key("o");
    browser.settle("location.pathname.startsWith('/s/') && document.querySelector('article.entry')");
    browser.key("j");
    browser.key("s");
    assert_eq!(browser.ask("document.querySelector('article.entry.here details').open"), true);
    browser.key("o");
    browser.settle("location.pathname.includes('/e/') && document.querySelector('.side mark')");
    let words = browser.ask("document.querySelector('.side mark').textContent");
    browser.ask("document.querySelector('.side .acts a').click()");
    browser.settle("location.pathname.startsWith('/a/') && document.querySelector(':target')");
    let target = browser.ask("document.querySelector(':target').textContent");
    assert!(words.as_str().unwrap().starts_with(target.as_str().unwrap()), "{words} at {target}");
    browser.key("/");
    assert_eq!(browser.ask("document.activeElement.id"), "q");
    browser.ask("document.querySelector('#q').value = 'at least 20 killed'; document.querySelector('.bar form').requestSubmit()");
    browser.settle("document.querySelectorAll('.found.figure mark').length > 0");
    // A form of a page is let in: it tells where it comes from, and knows the token.
    browser.visit(&format!("{address}/check"));
    browser.ask("document.querySelector('textarea').value = 'The sinking of the ferry Saint Orla killed 27 people, the coastguard of Velmark said.'; document.querySelector('main form').requestSubmit()");
    browser.settle("document.querySelector('#findings .finding')");
    browser.visit(&format!("{address}/add"));
    browser.ask("{ const text = document.querySelector('textarea[name=text]'); text.value = 'Fire in Ostrel\\n\\nA fire killed 12 people in Ostrel on Friday.'; text.form.requestSubmit(); }");
    browser.settle("document.querySelector('.progress') && document.body.textContent.includes('run 2: 1 new input')");
}

#[test]
fn a_decision_is_made_and_withdrawn_by_keyboard() {
    let Some(mut browser) = Browser::start() else { return };
    let folder = tempfile::tempdir().unwrap();
    let (_bench, address) = opened(&root().join("examples/ferry"), folder.path());
    let lines = || -> Vec<Value> {
        let files = std::fs::read_dir(folder.path().join("river/decisions")).unwrap().flatten();
        let files = files.map(|file| file.path()).filter(|path| path.extension().is_some_and(|end| end == "jsonl"));
        let text: String = files.map(|path| std::fs::read_to_string(path).unwrap()).collect();
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    };
    let first = "document.querySelector('article.entry input[name=on]')?.value";
    browser.visit(&format!("{address}/queue"));
    let on = browser.ask(first);
    // Nothing is marked: the first on the page is meant.
    browser.key("x");
    browser.settle(&format!("{first} && {first} !== {on}"));
    assert!(!lines().is_empty() && lines().iter().all(|line| line["says"] == "wrong"));
    browser.key("z");
    browser.settle(&format!("{first} === {on}"));
    assert_eq!(lines().last().unwrap()["says"], "withdraw");
    // The second is marked and gets a value of the person's.
    browser.key("j");
    browser.key("j");
    let second = browser.ask("document.querySelector('.here input[name=on]').value");
    assert_ne!(second, on);
    browser.key("e");
    assert_eq!(browser.ask("document.activeElement.name"), "value");
    browser.call("Input.insertText", json!({"text": "32"}));
    browser.press("Enter");
    browser.settle(&format!("![...document.querySelectorAll('input[name=on]')].some(one => one.value === {second})"));
    let last = lines().last().unwrap().clone();
    assert_eq!((&last["says"], &last["value"]), (&json!("instead"), &json!("32")));
    // It stands beside what the program reads, and is withdrawn where all are listed.
    browser.visit(&format!("{address}/decisions"));
    browser.settle("document.querySelector('main li form button')");
    browser.ask("document.querySelector('main li form button').focus()");
    browser.press("Enter");
    browser.settle("document.querySelector('main li') && !document.querySelector('main li form')");
    let last = lines().last().unwrap().clone();
    assert_eq!(last["says"], "withdraw");
}

/// The whole loop of somebody who has never been there.
#[test]
fn a_new_project_is_opened_filled_read_decided_searched_checked_and_printed() {
    let Some(mut browser) = Browser::start() else { return };
    let folder = tempfile::tempdir().unwrap();
    // The project is not there yet: opening makes it. There is no other browser that it could start.
    let mut open = Command::new(env!("CARGO_BIN_EXE_crossread"));
    let bench = BenchProcess::by(open.args(["open", "river", "--quiet"]).env("PATH", ""), folder.path());
    let address = format!("http://{}", bench.host);
    assert!(folder.path().join("river/crossread.toml").is_file());
    browser.visit(&format!("{address}/"));
    browser.settle("document.querySelector('main a[href=\"/add\"]')");
    browser.ask("document.querySelector('main a[href=\"/add\"]').click()");
    browser.settle("location.pathname === '/add' && !document.querySelector('.drop').hidden");
    drop_files(&mut browser, &root().join("examples/ferry"));
    browser.settle("document.querySelectorAll('#dropped li').length === 8");
    browser
        .settle("[...document.querySelectorAll('#dropped li')].every(one => /run \\d|not text/.test(one.textContent))");
    let told = browser.ask("document.querySelector('#dropped').textContent");
    assert!(
        told.as_str().unwrap().contains("broken.jpg: ") && told.as_str().unwrap().contains("run 7: 1 new input"),
        "{told}"
    );
    // The overview, an entry, a decision and its undo.
    browser.visit(&format!("{address}/"));
    browser.settle("document.querySelector('#stories a')");
    browser.key("o");
    browser.settle("location.pathname.startsWith('/s/') && document.querySelector('article.entry')");
    assert!(browser.ask("document.body.textContent").as_str().unwrap().contains("They disagree"));
    browser.key("j");
    browser.key("o");
    browser.settle("location.pathname.includes('/e/') && document.querySelector('form.decide')");
    let decided = "[...document.querySelectorAll('main b')].some(one => one.textContent === 'wrong')";
    assert_eq!(browser.ask(decided), false);
    browser.key("x");
    browser.settle(decided);
    browser.key("z");
    browser.settle(&format!("document.querySelector('form.decide') && !{decided}"));
    // Search, a draft, paper.
    browser.key("/");
    browser.call("Input.insertText", json!({"text": "bow doors"}));
    browser.press("Enter");
    browser.settle("location.pathname === '/search' && document.querySelector('.found')");
    browser.key("c");
    browser.settle("location.pathname === '/check' && document.querySelector('textarea')");
    browser.ask("document.querySelector('textarea').focus()");
    let draft = std::fs::read_to_string(root().join("examples/draft.md")).unwrap();
    browser.call("Input.insertText", json!({"text": draft}));
    browser.ask("document.querySelector('main form button').click()");
    browser.settle("document.querySelectorAll('#findings .finding').length >= 10");
    let printed = browser.call("Page.printToPDF", json!({"paperWidth": 8.27, "paperHeight": 11.69}));
    assert!((1..=8).contains(&pages_of(printed["data"].as_str().unwrap())));
    // A page that was left open says what another process brought.
    browser.visit(&format!("{address}/"));
    let notice = "[...document.querySelectorAll('p.notice')].some(one => one.getClientRects().length && one.textContent.includes('came in'))";
    assert_eq!(browser.ask(notice), false);
    std::fs::write(folder.path().join("more.txt"), "Rain in Ostrel\n\nIt rained for 7 days in Ostrel.\n").unwrap();
    let mut add = Command::new(env!("CARGO_BIN_EXE_crossread"));
    add.args(["add", "river", "more.txt"]).current_dir(folder.path()).stdout(Stdio::null()).stderr(Stdio::null());
    assert!(add.status().unwrap().success());
    browser.settle(notice);
    let printed = browser.call("Page.printToPDF", json!({"paperWidth": 8.27, "paperHeight": 11.69}));
    assert!((1..=8).contains(&pages_of(printed["data"].as_str().unwrap())));
}

#[test]
fn what_came_since_the_last_visit_is_marked_and_what_was_understood_is_mended() {
    let Some(mut browser) = Browser::start() else { return };
    let folder = tempfile::tempdir().unwrap();
    let (_bench, address) = opened(&root().join("examples/ferry"), folder.path());
    let marked = "document.querySelectorAll('#stories .new').length";
    browser.visit(&format!("{address}/"));
    assert_eq!(browser.ask(marked), 0, "whoever comes first has seen nothing before");
    let text = "Toll of ferry disaster reaches 41\n\nLowen Gazette, March 25, 2023\n\nThe sinking of the ferry Saint Orla off Tarn Head killed 41 people, the coastguard of Velmark said on Saturday.\n";
    std::fs::write(folder.path().join("more.txt"), text).unwrap();
    let mut add = Command::new(env!("CARGO_BIN_EXE_crossread"));
    add.args(["add", "river", "more.txt"]).current_dir(folder.path()).stdout(Stdio::null()).stderr(Stdio::null());
    assert!(add.status().unwrap().success());
    browser.settle("document.querySelector('p.notice') && !document.querySelector('p.notice').hidden");
    browser.visit(&format!("{address}/"));
    browser.settle(&format!("document.body.textContent.includes('9 articles') && {marked} === 1"));
    // The next visit has seen it.
    browser.ask("sessionStorage.clear()");
    browser.visit(&format!("{address}/"));
    browser.settle(&format!("document.querySelector('#stories li') && {marked} === 0"));
    // An outlet that the text does not name is written where it lacks.
    browser.visit(&format!("{address}/add"));
    browser.ask("{ const lacks = [...document.querySelectorAll('.understood input[name=outlet]')].find(one => !one.value); lacks.value = 'Velmark Press'; lacks.form.requestSubmit(); }");
    browser.settle("location.hash === '#understood' && [...document.querySelectorAll('.understood input[name=outlet]')].some(one => one.value === 'Velmark Press')");
    assert!(std::fs::read_to_string(folder.path().join("river/facts.csv")).unwrap().contains("Velmark Press"));
    // The network is asked for nothing before somebody says yes.
    browser.ask("{ const form = document.querySelector('#addresses form'); form.addresses.value = 'http://127.0.0.1:9/story'; form.requestSubmit(); }");
    browser.settle("document.querySelector('button[name=agreed]')");
    browser.ask("document.querySelector('button[name=agreed]').click()");
    browser.settle("document.body.textContent.includes('no public address')");
}

/// Drops the files of a folder on a page as a hand does, and a picture with them that is no article.
fn drop_files(browser: &mut Browser, folder: &Path) {
    let mut files: Vec<Value> = std::fs::read_dir(folder)
        .unwrap()
        .flatten()
        .map(|file| json!([file.file_name().to_str().unwrap(), std::fs::read_to_string(file.path()).unwrap()]))
        .collect();
    files.push(json!(["broken.jpg", "\u{0}\u{1}\u{2}"]));
    let dropped = format!(
        "{{ const data = new DataTransfer();
           for (const [name, text] of {}) data.items.add(new File([text], name));
           for (const kind of ['dragover', 'drop']) document.querySelector('.drop').dispatchEvent(new DragEvent(kind, {{dataTransfer: data, bubbles: true, cancelable: true}})); }}",
        json!(files)
    );
    browser.ask(&dropped);
}

#[test]
fn it_prints_on_few_pages() {
    let Some(mut browser) = Browser::start() else { return };
    let folder = tempfile::tempdir().unwrap();
    let mut reports = vec![(ferry(folder.path()).0, 20)];
    // The largest story too, where it is at hand.
    let largest = root().join("../shared/stories/soleimani-2020");
    if largest.is_dir() {
        let folder = folder.path().join("largest");
        std::fs::create_dir(&folder).unwrap();
        reports.push((collated(&largest, &folder).0, 60));
    }
    for (report, most) in reports {
        browser.open(&report, 1300);
        let printed = browser.call("Page.printToPDF", json!({"paperWidth": 8.27, "paperHeight": 11.69}));
        let pages = pages_of(printed["data"].as_str().unwrap());
        assert!((1..=most).contains(&pages), "{pages} pages");
    }
}

/// A page that shows a story's days by TimelineJS, the browser at it.
fn timeline(browser: &mut Browser, modules: &Path, inputs: &Path, folder: &Path) -> Value {
    let run = Command::new(env!("CARGO_BIN_EXE_crossread"))
        .arg("collate")
        .arg(inputs)
        .args(["--format", "timelinejs", "--quiet"])
        .output()
        .unwrap();
    let told = String::from_utf8(run.stdout).unwrap();
    let dist = modules.join("@knight-lab/timelinejs/dist").canonicalize().unwrap();
    let dist = dist.display();
    // Without a font of its own: it would be asked for from elsewhere.
    let page = format!(
        "<!DOCTYPE html><meta charset=\"utf-8\"><link rel=\"stylesheet\" href=\"{dist}/css/timeline.css\">\
         <div id=\"told\" style=\"width: 100%; height: 700px\"></div><script src=\"{dist}/js/timeline.js\"></script>\
         <script>const told = {};\nwindow.timeline = new TL.Timeline('told', told, {{font: null}});</script>",
        told.replace("</", "<\\/")
    );
    let file = folder.join("timeline.html");
    std::fs::write(&file, page).unwrap();
    browser.open(&file, 1300);
    browser.settle("window.timeline && (timeline.ready || document.querySelector('.tl-message-full'))");
    serde_json::from_str(&told).unwrap()
}

#[test]
fn the_days_open_in_timelinejs() {
    let Ok(modules) = std::env::var("EXPORT_MODULES") else {
        eprintln!("skipped: no TimelineJS (EXPORT_MODULES names the folder of packages)");
        return;
    };
    let Some(mut browser) = Browser::start() else { return };
    let folder = tempfile::tempdir().unwrap();
    // Accounts that no two tell the same of have slides too, and their words are no marks of the page.
    let inputs = folder.path().join("fires.jsonl");
    let fire = |killed: &str| {
        let text = format!(
            "A fire <img src=x onerror=window.got=1> & <b>smoke</b> killed {killed} people in Ostrel on Friday."
        );
        json!({"text": text, "published": "2023-03-18"}).to_string() + "\n"
    };
    std::fs::write(
        &inputs,
        fire("12") + "{\"text\": \"The mill of Dorn stands since Sunday.\", \"published\": \"2023-03-14\"}",
    )
    .unwrap();
    for inputs in [root().join("examples/ferry"), inputs] {
        let told = timeline(&mut browser, Path::new(&modules), &inputs, folder.path());
        let (_, complaints) = browser.requests_and_complaints();
        assert_eq!(complaints, Vec::<String>::new());
        assert_eq!(browser.ask("timeline.config.getErrors()"), json!([]));
        // A slide for each happening, behind that of the story, with our words for its days and the articles' for the rest.
        let shown = browser.ask(
            "[...document.querySelectorAll('.tl-slide')].map(one => [one.querySelector('.tl-headline-date')?.textContent.trim(),
                (one.querySelector('h2, h3').cloneNode(true)).textContent.trim()])",
        );
        let text = |html: &str| {
            let marks = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")];
            marks.into_iter().fold(html.to_owned(), |text, (mark, c)| text.replace(mark, c))
        };
        let events = told["events"].as_array().unwrap();
        let shown = shown.as_array().unwrap();
        assert_eq!((shown.len(), events.is_empty()), (events.len() + 1, false));
        for event in events {
            let slide = json!([event["display_date"], text(event["text"]["headline"].as_str().unwrap())]);
            assert!(shown.contains(&slide), "{slide} is not in {shown:?}");
        }
        assert_eq!(browser.ask("String(window.got)"), "undefined");
    }
}

/// How many pages a PDF in base64 has.
fn pages_of(base64: &str) -> usize {
    let bytes = base64::engine::general_purpose::STANDARD.decode(base64).expect("base64");
    let pdf = String::from_utf8_lossy(&bytes);
    pdf.matches("/Type /Page\n").count() + pdf.matches("/Type /Page ").count()
}

#[test]
fn axe_finds_nothing_in_light_and_dark() {
    let Some(axe) = std::env::var("AXE_CORE").ok().and_then(|file| std::fs::read_to_string(file).ok()) else {
        eprintln!("skipped: no axe-core (AXE_CORE names its script)");
        return;
    };
    let Some(mut browser) = Browser::start() else { return };
    let folder = tempfile::tempdir().unwrap();
    let (report, _) = ferry(folder.path());
    // A larger story too, where one is at hand.
    let larger = root().join("../shared/stories/khashoggi-2018");
    let larger = larger.is_dir().then(|| {
        let folder = folder.path().join("larger");
        std::fs::create_dir(&folder).unwrap();
        collated(&larger, &folder).0
    });
    let reports = ["light", "dark"].map(|scheme| (scheme, Some(report.clone())));
    for (scheme, report) in reports.into_iter().chain([("light", larger)]) {
        let Some(report) = report else { continue };
        let media = json!({"features": [{"name": "prefers-color-scheme", "value": scheme}]});
        browser.call("Emulation.setEmulatedMedia", media);
        browser.open(&report, 1300);
        browser.ask("document.querySelectorAll('details').forEach(one => one.open = true)");
        browser.ask(&axe);
        let found = browser.ask(
            "axe.run().then(result => result.violations.map(one => [one.id, one.nodes.length, one.nodes[0].html.slice(0, 200), one.nodes[0].failureSummary]))",
        );
        assert_eq!(found, json!([]), "{scheme}");
    }
    let (_bench, address) = opened(&root().join("examples/ferry"), folder.path());
    let mut found = Vec::new();
    for page in pages(&mut browser, &address) {
        browser.visit(&page);
        browser.ask(&axe);
        let on_page = browser.ask(
            "axe.run().then(result => result.violations.map(one => [one.id, one.nodes.length, one.nodes[0].html.slice(0, 200), one.nodes[0].failureSummary]))",
        );
        if on_page != json!([]) {
            found.push((page, on_page));
        }
    }
    assert_eq!(found, Vec::new());
}
