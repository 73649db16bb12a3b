//! Pages as outlets serve them: which day is the article's, what stands around it, and what is no article at all. All
//! pages are made here.

use crossread_core::Article;
use crossread_core::story::BlockKind;
use crossread_ingest::{ArticleResult, articles};

const BODY: &str = "<p>The ferry Maren struck the northern pier at Kvist shortly after six on Monday and began to take on water at \
    once.</p><p>Harbour master Jon Falk said 37 passengers were brought ashore in small boats and that nobody was hurt.</p><p>“We had \
    asked for a new pier since 2019,” said Falk, who has run the harbour for eleven years.</p><p>The company says it will pay for 120 \
    hotel rooms until the ferry runs again.</p>";

/// A page with the article above: what its head says, what stands between headline and text, and behind the article.
fn page(head: &str, between: &str, behind: &str) -> String {
    format!(
        "<!doctype html><html lang=en><head><title>Ferry strikes pier | Kvist News</title>{head}</head><body><nav><a href=/>Home</a>\
         </nav><main><article><h1>Ferry strikes pier at Kvist</h1>{between}{BODY}</article></main>{behind}<footer><p>Copyright © \
         2018-2024 Kvist News</p></footer></body></html>"
    )
}

fn read(page: &str) -> ArticleResult {
    articles("page.html", page.as_bytes()).remove(0)
}

fn article(page: &str) -> Article {
    read(page).unwrap_or_else(|skipped| panic!("{}", skipped.reason))
}

fn day(page: &str) -> Option<String> {
    article(page).facts.published.map(|moment| moment.day.to_string())
}

fn body(article: &Article) -> String {
    let blocks = article.blocks.iter().filter(|block| block.kind == BlockKind::Body);
    blocks.map(|block| block.span.of(&article.text)).collect::<Vec<_>>().join("\n")
}

#[test]
fn the_day_is_the_articles() {
    let trending =
        "<aside class=trending><ul><li>Old pier <time datetime=2022-01-05>5 January 2022</time></li></ul></aside>";
    let comments = "<section id=comments><p>sailor77</p><time datetime=2024-06-01>1 June 2024</time></section>";
    let caption = "<figure><figcaption>The Maren leaves port on 2 April 2024. Photo: Lars Nor</figcaption></figure>";
    let event = "<section><h2>Coming up</h2><p>Harbour fair, 3 July 2024</p></section>";
    assert_eq!(day(&page("", "", trending)), None);
    assert_eq!(day(&page("", "", comments)), None);
    assert_eq!(day(&page("", caption, "")), None);
    assert_eq!(day(&page("", "", event)), None);
    let printed = "<p>By Eva Lind | 13 May 2024, 7:15 pm</p>";
    assert_eq!(day(&page("", printed, trending)).as_deref(), Some("2024-05-13"));
    let address = "<link rel=canonical href=https://kvist.example/2024/05/13/ferry/>";
    assert_eq!(day(&page(address, "", trending)).as_deref(), Some("2024-05-13"));
    let today = page("", "<p>Published 13 May 2024</p>", "").replace("<main>", "<p>Tuesday, 21 May 2024</p><main>");
    assert_eq!(day(&today).as_deref(), Some("2024-05-13"));
}

#[test]
fn of_several_days_the_one_that_the_page_shows_as_its_own_counts() {
    let meta = |day: &str| format!("<meta property=article:published_time content={day}>");
    let may = |given: Option<String>| given.map(|day| day["2024-".len()..].to_owned());
    let cases = [
        // Nothing is stated: what is printed counts, an update last.
        ("", "<p>Published 13 May 2024</p><p>Updated 20 May 2024</p>", "05-13"),
        ("", "<p>Updated 20 May 2024, first published 13 May 2024</p>", "05-13"),
        ("", "<p>Last modified on<br>20 May 2024</p><p>Posted<br>13 May 2024</p>", "05-13"),
        ("", "<p>HarbourMAY 13, 2024Updated: MAY 20, 2024</p>", "05-13"),
        ("", "<p>Updated May 20, 2024</p>", "05-20"),
        ("", "<span itemprop=datePublished content=2024-05-13>a week ago</span>", "05-13"),
        ("", "<time datetime='May 13, 2024'>13.5.</time>", "05-13"),
        // The standfirst, the author, the day, the text.
        (
            "",
            "<p>The ferry struck the pier at six in the morning and took on water, the harbour says.</p><p>By Eva Lind</p>\
             <p>13 May 2024</p>",
            "05-13",
        ),
        // A program states when the page was made again; the day in the outlet's own zone is printed.
        ("2024-06-30T10:00:00Z", "<p>13 May 2024</p>", "05-13"),
        ("2024-05-14T02:00:00Z", "<p>May 13, 2024, 10 p.m.</p>", "05-13"),
        ("2024-05-13T10:00:00Z", "<p>Updated 20 May 2024</p>", "05-13"),
        ("1970-01-01T00:00:00Z", "<p>13 May 2024</p>", "05-13"),
    ];
    for (stated, between, right) in cases {
        let head = if stated.is_empty() { String::new() } else { meta(stated) };
        assert_eq!(may(day(&page(&head, between, ""))).as_deref(), Some(right), "{stated} {between}");
    }
    // A day that the article tells, or that stands behind another title, is not the page's.
    let told = "<p>The pier was built after the storm of 3 March 1911</p>";
    assert_eq!(may(day(&page(&meta("2024-05-13"), told, ""))).as_deref(), Some("05-13"));
    let list = "<ul><li><a href=/old>Old pier</a> <time datetime=2024-05-29>29 May 2024</time></li></ul>";
    let between = page("", "<p>Published 13 May 2024</p>", "").replace("</article>", &format!("{list}</article>"));
    assert_eq!(may(day(&between)).as_deref(), Some("05-13"));
    assert_eq!(day(&page("", "", "").replace("</article>", &format!("{list}</article>"))), None);
}

#[test]
fn authors_are_who_wrote_it() {
    let authors = |head: &str, between: &str, behind: &str| -> String {
        let page = page(head, between, "").replace("</article>", &format!("{behind}</article>"));
        article(&page).facts.authors.join("; ")
    };
    for between in [
        "<p>By Eva Lind May 13, 2024</p>",
        "<p>By Eva Lind | Updated May 13, 2024</p>",
        "<p>13 May 2024 • Eva Lind in Harbours</p>",
        "<p>Eva Lind</p><p>Harbour reporter</p>",
        "<p>Written by</p><p>Eva Lind</p>",
        "<p class=author>Eva Lind</p><p class=author>Senior editor</p>",
        "<p class=author>By Eva Lind. Reviewed by <a rel=author href=/x>Jon Falk</a></p>",
        "<p>Words: Eva Lind | 13 May 2024</p>",
    ] {
        assert_eq!(authors("", between, ""), "Eva Lind", "{between}");
    }
    // Names of one word where they are marked as names, none that a program puts there.
    assert_eq!(authors("<meta name=author content=elind77>", "", ""), "elind77");
    assert_eq!(authors("<meta name=author content=admin>", "<p>By Eva Lind</p>", ""), "Eva Lind");
    let card = "<meta name=twitter:label2 content='Written by'><meta name=twitter:data2 content=Eva>";
    assert_eq!(authors(card, "", ""), "Eva");
    assert_eq!(authors("", "<p class=author>Posted by: <a href=/a/eva>Eva</a></p>", ""), "Eva");
    // The byline that a reader sees, not who put the article into the program.
    assert_eq!(authors("<meta name=author content='Web Desk'>", "<p>By Eva Lind</p>", ""), "Eva Lind");
    assert_eq!(
        authors("<meta name=author content='Eva Lind'>", "<p>By Eva Lind, harbour reporter</p>", ""),
        "Eva Lind"
    );
    // Described at the end, where whoever the article speaks of is not.
    let described =
        "<p>Eva Lind</p><p>Eva Lind is a reporter who has covered harbours for the Kvist News since 2011.</p>";
    assert_eq!(authors("", "", described), "Eva Lind");
    let section =
        "<h3>Harbour Line</h3><p>Harbour Line has run the ferries to the islands for more than forty years now.</p>";
    assert_eq!(authors("", "", section), "");
}

#[test]
fn what_is_said_of_the_author_and_of_other_articles_is_no_text() {
    let card = |day: u8| {
        format!(
            "<div><a href=/{day}>The old pier is to be sold, part {day}</a><p>{day} May 2024</p><p>The town will sell what is left of the \
             old pier at number {day}00, the mayor says.</p></div>"
        )
    };
    let cards: String = [3, 4, 5].map(card).concat();
    let bio =
        "<p>Eva is a reporter who has won 12 awards for the Kvist News.</p><p>She lives on a boat with 7 cats.</p>";
    for behind in [format!("<h3>Also in the news</h3>{cards}"), bio.to_owned()] {
        let page = page("", "<p>By Eva Lind</p>", "").replace("</article>", &format!("{behind}</article>"));
        let words = body(&article(&page));
        assert!(words.contains("120 hotel rooms"), "{words}");
        assert!(!["500", "the mayor says", "12 awards", "7 cats"].iter().any(|other| words.contains(other)), "{words}");
    }
    // The article in two containers of one template.
    let (first, second) = BODY.split_once("<p>The company").expect("its last paragraph");
    let pieces = format!(
        "<div class=part-1>{first}{first}</div><div class=ad>Advertisement</div><div class=part-2><p>The company{second}</div>"
    );
    let words = body(&article(&page("", "", "").replace(BODY, &pieces)));
    assert!(words.contains("37 passengers") && words.contains("120 hotel rooms"), "{words}");
}

#[test]
fn data_that_is_not_quite_json_is_read() {
    let object = r#"{"@type":"NewsArticle","datePublished":"2024-05-13T18:00:00Z","author":{"name":"Eva Lind"}}"#;
    for script in [
        object.to_owned(),
        format!("{object};"),
        format!("/* made by a plugin */ {object}"),
        object.replace("\"}}", "\",},}"),
        object.replace('"', "&quot;"),
        format!(r#"{{"@type":"WebSite","name":"Kvist News"}} {object}"#),
        object.replace("\"author\"", "\"description\":\"The \"Maren\" sank\",\"author\""),
        object.replace("\"author\"", "\"description\":\"Two\nlines\",\"author\""),
    ] {
        let article = article(&page(&format!("<script type=application/ld+json>{script}</script>"), "", ""));
        let day = article.facts.published.map(|moment| moment.day.to_string());
        assert_eq!(
            (day.as_deref(), &article.facts.authors[..]),
            (Some("2024-05-13"), &["Eva Lind".to_owned()][..]),
            "{script}"
        );
    }
}

#[test]
fn what_stands_around_an_article_is_not_its_body() {
    let furniture = "<p>5 min read | 2.3k views | 14 Comments</p>";
    let behind = "<p>Have a story? Email tips@kvist.example or call 555 0188.</p><div><p>We and our 1,204 partners process personal data \
        such as IP addresses using cookies.</p></div>";
    let page = page("", furniture, "").replace("</article>", &format!("{behind}</article>"));
    let words = body(&article(&page));
    assert!(words.contains("37 passengers") && words.contains("120 hotel rooms"), "{words}");
    assert!(!["min read", "555", "1,204"].iter().any(|around| words.contains(around)), "{words}");
}

#[test]
fn polls_and_prices_are_not_the_article() {
    for poll in [
        "<h4>Should the pier be moved?</h4><ul><li>Yes, at once 51%</li><li>Only later 31%</li><li>No 18%</li></ul><p>2,114 votes</p>",
        "<p><b>Should the pier be moved?</b></p><div>Yes</div><div>No</div><p>Cast your vote. 2,114 have voted so far</p>",
        "<div class=poll-widget><h3>Your view</h3><p>Move the pier 51%</p><p>Leave it 49%</p></div>",
        "<div>Harbour shares 81.10 -1.2% Oil 2,114.5 +0.51%</div>",
    ] {
        let words = body(&article(&page("", "", "").replace("<p>“We", &format!("{poll}<p>“We"))));
        assert!(words.contains("37 passengers") && words.contains("120 hotel rooms"), "{words}");
        assert!(!["51", "2,114", "Yes", "Leave"].iter().any(|around| words.contains(around)), "{words}");
    }
    // What an article tells of a vote stays, and shares in a list of its own.
    let told = "<p>In the vote on Sunday the parties came out close together, as they had four years ago:</p><ul><li>Harbour list 51%</li>\
        <li>Town list 49%</li></ul><p>The council counted 2,114 votes, the clerk said.</p>";
    let words = body(&article(&page("", "", "").replace("<p>“We", &format!("{told}<p>“We"))));
    assert!(["51%", "49%", "2,114 votes"].iter().all(|figure| words.contains(figure)), "{words}");
    // A call in the middle does not end the article.
    let called = "<p>Have your say: 64 readers have commented</p>";
    let words = body(&article(&page("", "", "").replace("<p>“We", &format!("{called}<p>“We"))));
    assert!(words.contains("120 hotel rooms") && !words.contains("64 readers"), "{words}");
}

#[test]
fn walls_are_no_articles() {
    for (title, words) in [
        ("Just a moment...", "Checking if the site connection is secure before you go on."),
        ("Kvist News", "Sorry, the page you requested could not be found. Here are 10 stories you may like."),
        ("Subscribe to continue", "Get unlimited access for $1 a week. Join 60,000 subscribers."),
        ("kvist.example", "Access to this page has been denied because we believe you are using automation tools."),
        (
            "Kvist News",
            "We and our 842 partners store and access information on a device. Consent is valid for 13 months.",
        ),
    ] {
        let page = format!(
            "<html><head><title>{title}</title></head><body><main><h1>{title}</h1><p>{words}</p></main></body></html>"
        );
        let skipped = read(&page).expect_err(words);
        assert!(skipped.reason.starts_with("no article in 'page.html'"), "{}", skipped.reason);
    }
    // Articles may begin with the same words.
    for title in ["404 days at sea", "Sign in the window saved 37 lives", "Error of a captain"] {
        article(&page("", "", "").replace("Ferry strikes pier", title));
    }
}

#[test]
fn posts_of_a_live_blog_have_days_of_their_own() {
    let live = "<script type=application/ld+json>{\"@type\":\"LiveBlogPosting\",\"datePublished\":\"2024-05-13T08:00\"}</script>";
    let posts = "<div><time datetime=2024-05-14T09:30>9:30 am</time><p>Divers began their work this morning, the harbour master said.</p>\
        </div><div><time datetime=2024-05-13T20:10>20:10</time><p>The Maren struck the pier tonight, an hour after it had left the port.</p>\
        </div>";
    let article = article(&page(live, "", "").replace(BODY, posts));
    let days: Vec<String> = article.facts.posts.iter().map(|(_, moment)| moment.day.to_string()).collect();
    assert_eq!(days, ["2024-05-14", "2024-05-13"]);
    assert!(!body(&article).contains("9:30"));
}

/// A page with these posts in the place of the article's text.
fn posts(head: &str, title: &str, posts: &[(&str, &str)]) -> Article {
    let told = "The harbour master said that the divers have found nothing so far and will go on.";
    let posts: String = posts
        .iter()
        .map(|(heading, stamp)| {
            let heading = if heading.is_empty() { String::new() } else { format!("<h2>{heading}</h2>") };
            format!("{heading}<div class=post><span>{stamp}</span><p>{told} {stamp}.</p></div>")
        })
        .collect();
    article(&page(head, "", "").replace(BODY, &posts).replace("Ferry strikes pier at Kvist", title))
}

#[test]
fn hours_above_posts_are_of_the_day_above_them() {
    let head = "<meta property=article:published_time content=2024-05-13T08:00>\
        <meta property=article:modified_time content=2024-05-14T09:30>";
    let days = |title: &str, given: &[(&str, &str)]| -> Vec<String> {
        posts(head, title, given).facts.posts.iter().map(|(_, moment)| moment.day.to_string()[5..].to_owned()).collect()
    };
    let live = "Ferry strikes pier: minute by minute";
    // Day headings, with a year or without one, in whatever title.
    let headed = [("Tuesday 14 May 2024", "09:12"), ("", "07:30"), ("Monday 13 May 2024", "23:50"), ("", "20:05")];
    assert_eq!(days("Ferry strikes pier", &headed), ["05-14", "05-14", "05-13", "05-13"]);
    let headed = [("Tuesday, May 14", "9:12 a.m."), ("", "7:30 a.m."), ("Monday, May 13", "11:50 p.m.")];
    assert_eq!(days("Ferry strikes pier", &headed), ["05-14", "05-14", "05-13"]);
    // Hours alone: the newest first, the oldest first, one that was pinned.
    let newest = [("", "09:12"), ("", "00:30"), ("", "23:50"), ("", "20.05 BST")];
    assert_eq!(days(live, &newest[..3]), ["05-14", "05-14", "05-13"]);
    let oldest = [("", "8pm"), ("", "11.50pm"), ("", "12.10am"), ("", "9.15am")];
    assert_eq!(days(live, &oldest), ["05-13", "05-13", "05-14", "05-14"]);
    let pinned = [("", "08:00 Eva Lind"), ("", "09:25 Eva Lind"), ("", "07:30 Jon Falk"), ("", "22:10 Jon Falk")];
    assert_eq!(days(live, &pinned), ["05-14", "05-14", "05-14", "05-13"]);
    // The hours of what an article tells are no posts.
    assert!(days("How the ferry sank", &newest).is_empty());
    assert!(days("Live music returns to Kvist", &newest).is_empty());
    let stamped = posts(head, live, &[("", "12m ago"), ("", "5h ago Eva Lind"), ("", "May 13 Eva Lind")]);
    assert!(!stamped.blocks.iter().any(|block| {
        let words = block.span.of(&stamped.text);
        block.kind == BlockKind::Body && words.len() < 40
    }));
}

#[test]
fn letters_are_read_as_they_are_meant() {
    let words = |words: &str| body(&article(&page("", "", "").replace("harbour for eleven years", words)));
    assert!(words("har\u{ad}bour for eleven\u{200b} years").contains("the harbour for eleven years"));
    assert!(words("cafe\u{301} for eleven years").contains("the café for eleven years"));
    assert!(words("&amp;ldquo;Caf&amp;eacute;&amp;rdquo; for eleven years").contains("the “Café” for eleven years"));
    assert!(words("boat &amp; tackle shop, R&amp;D; and all").contains("the boat & tackle shop, R&D; and all"));
    assert!(words("<code>&amp;lt;b&amp;gt;</code> for eleven years").contains("the &lt;b&gt; for eleven years"));
    assert!(words("yard with 1\u{202f}260 boats").contains("1\u{202f}260"));
}

/// The body of the page above with other words in the place of the article's.
fn body_of(words: &str) -> String {
    body(&article(&page("", "", "").replace(BODY, words)))
}

/// Whether the body has the whole article above and none of these words.
fn only_the_article(words: &str, others: &[&str]) {
    assert!(words.contains("37 passengers") && words.contains("120 hotel rooms"), "{words}");
    assert!(!others.iter().any(|other| words.contains(other)), "{words}");
}

#[test]
fn numbers_that_programs_give_out_name_no_advertisement() {
    for name in [
        "class='column element-2638ad0'",
        "id=block-20a388fd-95b9-4641-ad66-29ea116ead84",
        "class='b7 e1e566ad a59aaa42'",
    ] {
        let second =
            format!("<div {name}><p>The divers found the anchor at a depth of 21 metres, Falk said.</p></div>");
        assert!(body_of(&format!("{BODY}{second}")).contains("21 metres"), "{name}");
    }
    for name in ["class=ad-1", "class=newsletter2", "id=postShare", "class='box ad'"] {
        let second =
            format!("<div {name}><p>Win one of 21 cabins on the Maren by writing to us before Sunday.</p></div>");
        only_the_article(&body_of(&format!("{BODY}{}{second}", BODY.repeat(3))), &["21 cabins"]);
    }
    // A heading's id is made of its words.
    let heading = "<h2 id=what-newsletters-and-menus-cost>What newsletters and menus cost</h2>";
    let read = article(&page("", "", "").replace(BODY, &format!("{heading}{BODY}")));
    assert!(read.blocks.iter().any(|block| block.kind == BlockKind::Heading));
}

#[test]
fn an_article_that_is_a_list_has_its_first_sentences_too() {
    let item = |port: &str| {
        format!(
            "<li>{port}: the ferry calls twice a day, with room for 60 cars, and stays the night from May to September.</li>"
        )
    };
    let items: String = ["Kvist", "Holm", "Strand", "Nes", "Vik", "Dal"].map(item).concat();
    let lead = "<p>The company has named the ports of its summer routes.</p>";
    let words = body_of(&format!("{lead}<ul>{items}</ul>"));
    assert!(words.contains("summer routes") && words.contains("Dal: the ferry"), "{words}");
}

#[test]
fn cells_and_items_are_read_as_such() {
    let table = "<table><tr><th>Year</th><th>Boats</th><th>Change</th></tr><tr><td>2023</td><td>1,204</td><td>+13.1%</td></tr>\
        <tr><td><a href=/nes>Port of Nes on the sound</a></td><td>18:30</td><td>$465 – $4,304</td></tr></table>";
    let words = body_of(&format!("{BODY}{table}"));
    assert!(
        ["2023", "1,204", "+13.1%", "18:30", "$4,304", "Port of Nes"].iter().all(|cell| words.contains(cell)),
        "{words}"
    );
    // A row of links alone is a menu.
    let menu = "<table><tr><td><a href=/a>All about the harbour</a></td><td><a href=/b>All about the town</a></td></tr></table>";
    only_the_article(&body_of(&format!("{BODY}{menu}")), &["All about"]);
    // An item names a thing; the article goes on.
    let items = "<p>A port gives notice of three things:</p><ul><li>Copyright licence</li><li>Opening hours</li></ul>";
    let last = "<p>All 14 ports do so, the company says.</p>";
    let words = body_of(&format!("{BODY}{BODY}{items}{last}"));
    assert!(words.contains("Copyright licence") && words.contains("14 ports"), "{words}");
}

#[test]
fn numbers_of_notes_are_no_digits_of_the_text() {
    for mark in [
        "<sup><a href=#note-3>3</a></sup>",
        "<sup id=back class=reference><a href='#cite_note-3'>[3]</a></sup>",
        "<a href=#fn3 role=doc-noteref><sup>3</sup></a>",
        "<a class=footnote-anchor href='https://kvist.example/pier#footnote-3'>3</a>",
    ] {
        let notes = "<section class=footnotes><h2>Notes</h2><ol><li id=note-3><p>Counted by the harbour office in the spring of \
            2011. <a href=#back class=footnote-backref>↩</a></p></li></ol></section>";
        let words =
            body_of(&format!("{BODY}<p>The harbour has 5,000{mark} berths, more than the town needs.</p>{notes}"));
        assert!(words.contains("5,000 berths"), "{words}");
        only_the_article(&words, &["spring", "2011"]);
    }
    // What is raised is not all a note's, and what leads to notes may be words.
    let words = body_of(&format!(
        "{BODY}<p>The hall has 300 m<sup>2</sup> (see <a class=footnote-link href=#n>the notes</a>).</p>"
    ));
    assert!(words.contains("300 m2 (see the notes)"), "{words}");
}

#[test]
fn the_element_that_is_named_the_article_is() {
    let card = |nth: u8| {
        format!(
            "<div class=row><a href=/{nth}>Pier {nth} to be sold</a><div>The town will sell what is left of pier {nth}, for 500 crowns \
            a stone and not a crown less than that.</div></div>"
        )
    };
    let cards: String = (1..6).map(card).collect();
    let more = format!("<div class=more>{cards}</div>");
    only_the_article(&body(&article(&page("", "", &more))), &["500 crowns"]);
    // No element is named so: the one that holds the headline, too.
    let unnamed = page("", "", "").replace("<article>", "<div class=story>").replace("</article>", "</div>");
    let promos =
        "<div class=sells><p>Our tours take 12 guests to the seal banks every day of the week, at noon.</p></div>";
    only_the_article(&body(&article(&unnamed.replace("</main>", &format!("{promos}</main>")))), &["12 guests"]);
}

#[test]
fn what_stands_behind_the_last_sentence_heads_nothing() {
    let behind = "<h3>Popular stories</h3><h4>Mayor opens 14 new cabins</h4><h4>Seals are back</h4>";
    let page = page("", "", "").replace("</article>", &format!("{behind}</article>"));
    let kept = |block: &&crossread_core::story::Block| block.kind == BlockKind::Heading;
    assert_eq!(article(&page).blocks.iter().filter(kept).count(), 0);
    // Under its own headings the article has text; linked ones over a paragraph each lead to others.
    let own = format!("<h2>The pier</h2>{BODY}<h2>The ferry</h2>{BODY}");
    let card = |nth: u8| {
        format!(
            "<div><h3><a href=/{nth}>All {nth}00 wrecks of the sound</a></h3><p>A list of {nth}00 wrecks of the northern sound, and of who dives there in summer.</p></div>"
        )
    };
    let cards: String = [3, 4, 5].map(card).concat();
    let words = body_of(&format!("{own}<h2>More lists</h2>{cards}"));
    only_the_article(&words, &["wrecks"]);
}

#[test]
fn behind_a_wall_stands_what_it_sells() {
    for wall in [
        "<p>This story is exclusive to Kvist News subscribers</p>",
        "<p>Become a paid subscriber to Kvist News to unlock this story and learn more:</p>",
        "<p>To read the rest of this story subscribe to Kvist News Plus.</p>",
    ] {
        let offers =
            "<p>Monthly</p><p>$39 for 3 months, then $399 a year</p><ul><li>All 20 puzzles of the week</li></ul>";
        only_the_article(&body_of(&format!("{BODY}{BODY}{wall}{offers}")), &["$39", "20 puzzles", "subscrib"]);
    }
}

#[test]
fn elements_of_a_programs_own_say_what_they_hold() {
    let related = "<related-links>Nine more piers are to be sold, the mayor of Holm says.</related-links>";
    only_the_article(&body_of(&format!("{BODY}{related}")), &["Nine more"]);
    let words =
        body_of("<p>The harbour of <x-place>Kvist</x-place> has had three ferries since 1988, the town says.</p>");
    assert!(words.contains("The harbour of Kvist has had three ferries"), "{words}");
}

#[test]
fn an_author_known_by_one_name_is_described_at_the_end() {
    let bio = "<p>Eva has written for the Kvist News since 2018. She is a reporter with 3 boats.</p>";
    let page = page("<meta name=author content=Eva>", "", "").replace("</article>", &format!("{bio}</article>"));
    only_the_article(&body(&article(&page)), &["3 boats"]);
    // A firm that speaks of itself is no author.
    let firm =
        "<p>At Nor Harbour Works, we are the builder of 14 piers, and each has its manager and its own office.</p>";
    assert!(body_of(&format!("{BODY}{firm}")).contains("14 piers"));
}

#[test]
fn a_page_is_no_mail_because_it_shows_much_code() {
    let code = "<pre>let berths = harbour.berths().filter(|berth| berth.is_free()).collect();</pre>".repeat(9);
    only_the_article(&body_of(&format!("{BODY}{code}")), &["berth.is_free"]);
    let mail = "<pre>The ferry Maren struck the northern pier at Kvist shortly after six on Monday.</pre>";
    assert!(body_of(mail).contains("shortly after six"));
}

#[test]
fn days_stand_where_programs_and_pages_put_them() {
    // Names that no list has, and data among the metadata.
    assert_eq!(
        day(&page("<meta name=x-published-date content=2024-05-13T18:00Z>", "", "")).as_deref(),
        Some("2024-05-13")
    );
    assert_eq!(day(&page("<meta name=x-published-date-modified content=2024-05-13>", "", "")), None);
    let data = "{&quot;@type&quot;:&quot;Article&quot;,&quot;datePublished&quot;:&quot;2024-05-13&quot;}";
    assert_eq!(
        day(&page(&format!("<meta name='script:ld+json' content='{data}'>"), "", "")).as_deref(),
        Some("2024-05-13")
    );
    // Under a label far from the headline, where there is one such day alone.
    let far =
        |days: &str| page("", "", &format!("{}<div><p>Published</p><p>{days}</p></div>", "<p>Pier</p>".repeat(40)));
    assert_eq!(day(&far("May 13, 2024")).as_deref(), Some("2024-05-13"));
    assert_eq!(day(&far("May 13, 2024</p><p>Published</p><p>May 2, 2024")), None);
    // A book in the article came out on another day.
    let book = "<p>by <a href=/author/eva/>Eva</a> · May 13, 2024 at 3:00 am · One comment so far</p>";
    let text = "<p>Three new books about the sea are on our desk, and we have read all of them.</p><p>Author: Jon Falk</p>\
        <p>Released: March 4, 2024 by Nor Books</p>";
    let read = article(&page("", book, "").replace(BODY, &format!("{text}{BODY}")));
    assert_eq!(read.facts.published.map(|moment| moment.day.to_string()).as_deref(), Some("2024-05-13"));
    assert_eq!(read.facts.authors, ["Eva"]);
}

#[test]
fn a_short_heading_is_the_headline_where_the_metadata_have_its_words() {
    let title = |heading: &str, title: &str| {
        let page = page("", "", "").replace("Ferry strikes pier at Kvist", heading);
        article(&page.replace("Ferry strikes pier | Kvist News", title)).facts.title
    };
    assert_eq!(
        title("Safe piers", "Safe ferries and piers: what to build | Kvist News").as_deref(),
        Some("Safe piers")
    );
    for of_site in ["Local news", "Kvist News"] {
        let found = title(of_site, "Ferry strikes pier | Local news | Kvist News");
        assert_ne!(found.as_deref(), Some(of_site));
    }
}

#[test]
fn a_list_to_choose_from_does_not_silence_the_page() {
    let options: String = (1..90).map(|nth| format!("<option value={nth}>Port {nth}")).collect();
    let paths = "<path d='M 0 0'>".repeat(80);
    for before in [
        format!("<select name=port>{options}</select>"),
        format!("<select><optgroup label=North>{options}<optgroup label=South>{options}</select>"),
        format!("<svg viewBox='0 0 9 9'>{paths}</svg>"),
    ] {
        let read = article(&page("", "", "").replace("<main>", &format!("{before}<main>")));
        assert_eq!(read.facts.title.as_deref(), Some("Ferry strikes pier at Kvist"), "{before}");
        only_the_article(&body(&read), &["Port 7"]);
    }
}

#[test]
fn a_headline_is_one_however_often_and_in_how_many_lines_it_is_set() {
    let title = |h1: &str| article(&page("", "", "").replace("<h1>Ferry strikes pier at Kvist</h1>", h1)).facts.title;
    for h1 in [
        "<h1>Ferry strikes pier<br>at Kvist</h1>",
        "<h1><span>Ferry strikes <br/></span>pier at Kvist</h1>",
        "<div class=wide><h1>Ferry strikes pier at Kvist</h1></div><div class=narrow><h1>Ferry strikes pier at Kvist</h1></div>",
    ] {
        assert_eq!(title(h1).as_deref(), Some("Ferry strikes pier at Kvist"), "{h1}");
    }
    // A page may set it in capitals; it is no author, either, where the day stands under it.
    let shouted = "<h1>FERRY STRIKES PIER</h1><p>13 May 2024</p>";
    let read = article(&page("", "", "").replace("<h1>Ferry strikes pier at Kvist</h1>", shouted));
    assert_eq!(read.facts.title.as_deref(), Some("Ferry strikes pier"));
    assert!(read.facts.authors.is_empty(), "{:?}", read.facts.authors);
    // Twice, and in other words than the metadata have.
    let other = "<h1>Nobody hurt as Maren runs into a quay</h1>";
    assert_eq!(title(&other.repeat(2)).as_deref(), Some("Nobody hurt as Maren runs into a quay"));
}

#[test]
fn a_day_under_a_heading_is_that_of_what_it_heads() {
    for event in [
        "<h3>Public meeting</h3><p><time datetime=2024-05-22T19:00>Wednesday 22 May 2024, 7pm</time><br>Corn hall, upper floor.</p>",
        "<h3>Old pier is sold</h3><p>22 May 2024</p><p>The town has sold what was left of the old pier for 500 crowns.</p>",
        "<p class=about>Eva Lind joined the Kvist News on 3 March 2019.</p>",
    ] {
        let page = page("", "<p>By Eva Lind</p>", "").replace("</article>", &format!("{event}</article>"));
        assert_eq!(day(&page), None, "{event}");
    }
    // What announces itself counts.
    let posted = "<h3>About this text</h3><p>Published on 13 May 2024</p>";
    assert_eq!(
        day(&page("", "", "").replace("</article>", &format!("{posted}</article>"))).as_deref(),
        Some("2024-05-13")
    );
}

#[test]
fn a_headline_may_stand_in_a_banner_or_beside_the_sites_name() {
    let other = |headline: &str, title: &str| {
        let page = page("", "", "").replace("<h1>Ferry strikes pier at Kvist</h1>", "");
        article(&page.replace("Ferry strikes pier | Kvist News", title).replace("<main>", &format!("{headline}<main>")))
            .facts
    };
    // The banner has the headline and the day; what is said of both stands in no other place.
    let banner = "<div class=banner><h1>Ferry strikes pier at Kvist</h1><p>13 May 2024</p></div>";
    for title in ["Ferry strikes pier at Kvist - Kvist News", "Pier at Kvist: ferry strikes it", "Kvist"] {
        let facts = other(banner, title);
        assert_eq!(facts.title.as_deref(), Some("Ferry strikes pier at Kvist"), "{title}");
        assert_eq!(facts.published.map(|moment| moment.day.to_string()).as_deref(), Some("2024-05-13"), "{title}");
    }
    let of_site = "<div class=banner><h1><a href=/>The Kvist News Online</a></h1></div>";
    let facts = other(of_site, "Ferry strikes pier at Kvist");
    assert_eq!(facts.title.as_deref(), Some("Ferry strikes pier at Kvist"));
    // No first heading at all.
    let second = "<h2>Ferry strikes pier at Kvist</h2>";
    for title in [
        "Ferry strikes pier at Kvist | All the news of the islands | Kvist News",
        "Kvist News - Ferry strikes pier at Kvist",
        "Kvist News: Ferry strikes pier at Kvist",
    ] {
        assert_eq!(other(second, title).title.as_deref(), Some("Ferry strikes pier at Kvist"), "{title}");
    }
}

#[test]
fn a_line_around_the_article_gives_its_day_in_many_ways() {
    for line in [
        "<p>May 13, 2024/Harbour/Islands</p>",
        "<span>2024•05•13</span>",
        "<p>Harbour Desk of the Kvist News and others, Last Updated: May 13, 2024, 01:00:00 AM</p>",
        "<p>The company will pay for the hotels. <span class=byline>By Eva Lind on May 13, 2024</span></p>",
        "<abbr class=published title=2024-05-13T10:52:00+02:00>10:52</abbr>",
        "<script>var page = {'publishDate': '2024-05-13'};</script>",
        "<table><tr><td>1/1/2013<td>40<tr><td>2/1/2013<td>41<tr><td>3/13/2013<td>42</table><p>13 May 2024</p>",
    ] {
        assert_eq!(day(&page("", line, "")).as_deref(), Some("2024-05-13"), "{line}");
    }
    // The menu of a page without a headline is long; the day stands above the text.
    let menu = format!("<nav>{}</nav>", "<p>Islands</p>".repeat(60));
    let above = "<header><p>13 May 2024</p></header>";
    let without = page("", "", "").replace("<h1>Ferry strikes pier at Kvist</h1>", "").replace("<main>", "<main>*");
    assert_eq!(day(&without.replace("<main>*", &format!("{menu}{above}<main>"))).as_deref(), Some("2024-05-13"));
    assert_eq!(day(&without.replace("<main>*", &format!("{above}{menu}<main>"))).as_deref(), Some("2024-05-13"));
    // Far below the headline, but the only one; programs that know many days know those of other articles.
    let cells = "<p>Islands</p>".repeat(40);
    let far = |days: &str| day(&page("", "", "").replace("<article>", &format!("<article><div>{cells}</div>{days}")));
    assert_eq!(far("<p>13 May 2024</p>").as_deref(), Some("2024-05-13"));
    let many = "<script>[{'publishDate': '2024-05-13'}, {'publishDate': '2024-05-02'}]</script>";
    assert_eq!(day(&page("", many, "")), None);
}

#[test]
fn of_days_that_the_metadata_state_the_printed_one_counts() {
    let head = |names: &[(&str, &str)]| -> String {
        names.iter().map(|(name, day)| format!("<meta name={name} content={day}>")).collect()
    };
    let two = head(&[("article:published_time", "2024-05-02"), ("dc:date:issued", "2024-05-13")]);
    assert_eq!(day(&page(&two, "", "")).as_deref(), Some("2024-05-02"));
    assert_eq!(day(&page(&two, "<p>13 May 2024</p>", "")).as_deref(), Some("2024-05-13"));
    let changed = format!("{two}<meta name=article:modified_time content=2024-05-13>");
    assert_eq!(day(&page(&changed, "<p>13 May 2024</p>", "")).as_deref(), Some("2024-05-02"));
    // One that can't be read stands in no other's way.
    let broken = head(&[("date", "yesterday"), ("citation_date", "2024-05-13")]);
    assert_eq!(day(&page(&broken, "", "")).as_deref(), Some("2024-05-13"));
}

#[test]
fn an_element_of_a_drawing_that_closes_itself_is_closed() {
    for drawing in ["<svg><title/><path d='M 0 0'/></svg>", "<svg><style/><g><title />Logo</g></svg>"] {
        let read = article(&page("", "", "").replace("<main>", &format!("{drawing}<main>")));
        assert_eq!(read.facts.title.as_deref(), Some("Ferry strikes pier at Kvist"), "{drawing}");
        only_the_article(&body(&read), &["Logo"]);
    }
}

#[test]
fn letters_that_were_garbled_for_sure_are_read_as_they_were_meant() {
    let words = |words: &str| body(&article(&page("", "", "").replace("harbour for eleven years", words)));
    assert!(words("harbour Ã¢â‚¬Å“for everâ€\u{9d}").contains("the harbour “for ever”"));
    let title = |title: &str| {
        let object = serde_json::json!({"title": title, "text": format!("Falkâ€™s pier. {BODY}")});
        articles("a.json", object.to_string().as_bytes()).remove(0).unwrap()
    };
    let read = title("FalkÃ¢â‚¬â„¢s â€œnewâ€\u{9d} pier");
    assert_eq!(read.facts.title.as_deref(), Some("Falk’s “new” pier"));
    // Offsets of a text in JSON are of the text as received.
    assert!(read.text.starts_with("Falkâ€™s pier."));
    assert_eq!(title("“AMANHÔ: Ã and Â").facts.title.as_deref(), Some("“AMANHÔ: Ã and Â"));
}

#[test]
fn a_byline_names_more_authors_than_the_metadata_know() {
    let authors = |head: &str, between: &str| article(&page(head, between, "")).facts.authors.join("; ");
    let eva = "<meta name=author content='Eva Lind'>";
    let link = |name: &str| format!("<a href=/author/{}-x>{name}</a>", name.to_lowercase().replace(' ', "-"));
    let links = format!("<p>By</p><p>{}, {} &amp; {}</p>", link("Eva Lind"), link("Jon Falk"), link("Per Berg"));
    assert_eq!(authors(eva, &links), "Eva Lind; Jon Falk; Per Berg");
    assert_eq!(
        authors(eva, "<p>Written by Dr Eva Lind, Dr Jon Falk, Per van Berg</p>"),
        "Dr Eva Lind; Dr Jon Falk; Per van Berg"
    );
    assert_eq!(authors(eva, "<p>By Eva Lind and Jon Falk</p>"), "Eva Lind; Jon Falk");
    // Where somebody works is no author.
    assert_eq!(authors(eva, "<p>By Eva Lind, Harbour Institute</p>"), "Eva Lind");
    assert_eq!(authors("<meta name=author content='Web Desk'>", "<p>By: Eva Lind</p>"), "Eva Lind");
    // A section of the menu beside the day.
    let menu = page("", "<p><a href=/ships>Harbour Ships</a></p><p>13 May 2024</p>", "")
        .replace("<main>", "<p><a href=/ships>Harbour Ships</a></p><main>");
    assert_eq!(article(&menu).facts.authors, [""; 0]);
}

#[test]
fn paragraphs_that_are_all_marked_are_the_text() {
    let walled = page("", "", "").replace(BODY, &BODY.replace("<p>", "<p class='body paywall'>"));
    only_the_article(&body(&article(&walled)), &[]);
    // One of them, and comments of one template, stand around it.
    let offer =
        "<p class='body paywall'>Subscribe now and read all that the Kvist News writes of the islands and the sea.</p>";
    only_the_article(
        &body(&article(&page("", "", "").replace("</article>", &format!("{offer}</article>")))),
        &["all that the Kvist"],
    );
    let comment = "<li class=comment><p>They should have built that pier when everybody said so, and lit it, too, I think.</p></li>";
    let comments = format!("<ul>{}</ul></article>", comment.repeat(9));
    only_the_article(&body(&article(&page("", "", "").replace("</article>", &comments))), &["everybody said so"]);
}
