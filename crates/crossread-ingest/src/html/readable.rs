//! The readable text of a page, straight from its tokens: in reading order, each piece with its place in the page's
//! bytes, each paragraph with the elements that hold it.
//!
//! No tree is built, so nothing here recurses: a page of a million nested elements costs no more than its length.

use super::script_days;
use crate::label::paragraphs::ends_sentence;
use crate::label::words_of_part;
use crossread_core::Span;
use crossread_core::story::Anchor;
use html5gum::{Spanned, State, Token, Tokenizer, emitters::default::DefaultEmitter};
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;
use unicode_normalization::char::compose;

/// The readable text of a page and what its head says.
#[derive(Default)]
pub(crate) struct ReadablePage {
    pub text: String,
    pub paragraphs: Vec<PageParagraph>,
    /// Elements that hold blocks, each after its parent. The first is the page.
    pub elements: Vec<Element>,
    pub anchors: Vec<Anchor>,
    /// Deepest nesting of elements.
    pub depth: usize,
    /// Content of `<meta>` elements: (name or property, content).
    pub metas: Vec<(String, String)>,
    /// Bodies of JSON-LD scripts.
    pub json_ld: Vec<String>,
    /// What `<title>` holds.
    pub title: String,
    pub canonical: Option<String>,
    pub language: Option<String>,
    /// Elements that give a day to programs.
    pub times: Vec<PageTime>,
    /// Days of publication that its programs hold, as they write them.
    pub script_days: Vec<String>,
    /// Whether elements are marked as the posts of a live blog.
    pub has_posts: bool,
    /// Texts of elements marked as an author's, with the paragraph they stand in.
    pub signed: Vec<(String, usize)>,
}

impl ReadablePage {
    /// The words of a paragraph; none where there is no such paragraph.
    pub fn words(&self, at: usize) -> &str {
        self.paragraphs.get(at).map_or("", |paragraph| paragraph.span.of(&self.text))
    }
}

/// A `<time>` element, or another that microdata mark as a day.
#[derive(Clone, Debug)]
pub(crate) struct PageTime {
    /// Its `datetime` or `content`.
    pub day: String,
    /// The paragraph it stands in or before.
    pub at: usize,
    pub role: TimeRole,
}

/// Which day of a page an element is marked as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TimeRole {
    Plain,
    Published,
    Updated,
}

/// An element that holds blocks.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Element {
    pub parent: usize,
    /// Whether it is marked as being around the article: a menu, a side column, a share bar.
    pub around: FrameCertainty,
    /// Whether it is a part of a text: a paragraph, a list, a table. An article is never one of them.
    pub of_text: bool,
    /// Whether it is a paragraph: of the marked ones, only these are judged together.
    pub is_paragraph: bool,
    /// Whether the page names it as the article: `<article>`, or microdata of its text.
    pub is_article: bool,
    /// Its name and class as one number: elements of one template have one. None for `<article>`: two of them are two articles.
    pub template: Option<u64>,
}

/// How surely an element stands around the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum FrameCertainty {
    No,
    Perhaps,
    Yes,
}

/// A run of text between two breaks.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PageParagraph {
    pub span: Span,
    pub holder: Holder,
    /// Index into [`ReadablePage::elements`].
    pub element: usize,
    /// Letters in links.
    pub linked: u32,
    /// All letters.
    pub letters: u32,
    /// The rank of the heading that holds it, also where that stands around the article; 0 where none does.
    pub rank: u8,
}

/// What sort of element a paragraph stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Holder {
    Plain,
    Title,
    Heading,
    Caption,
    Quotation,
    Item,
    Cell,
    Code,
    /// Menus, side columns, footers, forms.
    Around,
}

/// Nesting beyond which elements teach nothing: real pages stay under 100.
pub(crate) const DEEPEST: usize = 512;

/// So many elements may stand between a headline and the break of its line.
const NEAR: usize = 4;

/// What an element does to the text in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ElementRole {
    Inline,
    Block,
    /// A block that opens or closes no container worth telling apart.
    Break,
    /// Its text is not readable.
    Silent,
}

fn role(name: &str) -> ElementRole {
    match name {
        "br" | "hr" | "option" | "title" => ElementRole::Break,
        "p" | "div" | "li" | "ul" | "ol" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "blockquote" | "section"
        | "article" | "header" | "footer" | "aside" | "nav" | "main" | "figure" | "figcaption" | "table" | "tbody"
        | "thead" | "tr" | "td" | "th" | "dl" | "dt" | "dd" | "pre" | "form" | "fieldset" | "address" | "details"
        | "summary" | "body" | "head" | "html" | "caption" | "center" | "dialog" | "hgroup" | "menu" | "search" => {
            ElementRole::Block
        }
        "script" | "style" | "noscript" | "template" | "svg" | "iframe" | "object" | "select" | "textarea" | "math"
        | "canvas" | "audio" | "video" | "datalist" | "map" => ElementRole::Silent,
        _ => ElementRole::Inline,
    }
}

fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "br"
            | "col"
            | "embed"
            | "hr"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "param"
            | "source"
            | "track"
            | "wbr"
    )
}

/// An open element.
struct OpenElement {
    name: String,
    /// The innermost element that holds blocks: itself or the nearest around it.
    element: usize,
    silent: bool,
    /// Whether it leads to a note or back.
    note_mark: bool,
    /// Whether it is a link to a place in its page.
    to_place: bool,
    link: bool,
    author: bool,
}

/// Reads a page.
pub(crate) fn read(page: &str) -> ReadablePage {
    let mut out = ReadablePage::default();
    out.elements.push(Element {
        parent: 0,
        around: FrameCertainty::No,
        of_text: false,
        is_paragraph: false,
        is_article: false,
        template: None,
    });
    let mut reader = PageReader { out, open: Vec::new(), line: TextLine::default(), ld: false, nested: 0 };
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    // Or scripts become text.
    emitter.naively_switch_states(true);
    let mut tokens = Tokenizer::new_with_emitter(page, emitter);
    while let Some(Ok(token)) = tokens.next() {
        match token {
            // In a drawing an element that closes itself is closed, or all behind "<title/>" would be its title.
            Token::StartTag(tag) if tag.self_closing && reader.is_in_drawing() => tokens.set_state(State::Data),
            Token::StartTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                let attribute = |wanted: &str| {
                    tag.attributes
                        .iter()
                        .find(|(key, _)| key.as_slice() == wanted.as_bytes())
                        .map(|(_, value)| String::from_utf8_lossy(value.value.as_slice()).into_owned())
                };
                reader.start(name, tag.self_closing, &attribute);
            }
            Token::EndTag(tag) => reader.end(&String::from_utf8_lossy(&tag.name)),
            Token::String(Spanned { value, span }) => {
                reader.words(&String::from_utf8_lossy(&value), span.start, span.end);
            }
            _ => {}
        }
    }
    reader.finish_line();
    settle(&mut reader.out);
    reader.out
}

/// Part of a page's running text, in percent, that paragraphs of one template may hold together to stand around the article: promotions
/// in the text have less, paragraphs that are all marked as those behind a wall have nearly all.
const MOST_TOGETHER: u64 = 40;

/// Decides what stands around the article, once the whole page is known: an element marked as a side column or a form
/// that holds most of the page's running text, alone or with others like it, is a wrapper that was named after what it also holds.
fn settle(page: &mut ReadablePage) {
    let mut weights = vec![0u64; page.elements.len()];
    for paragraph in &page.paragraphs {
        weights[paragraph.element] += u64::from(running(paragraph));
    }
    // Children come after their parents.
    for at in (1..page.elements.len()).rev() {
        weights[page.elements[at].parent] += weights[at];
    }
    let whole = weights[0];
    // Paragraphs of one template in one place are judged together: where each is marked, the text is. Comments are elements of one
    // template, too, but more than a paragraph each.
    let place = |element: &Element| (element.parent, element.template);
    let mut together: HashMap<(usize, Option<u64>), u64> = HashMap::new();
    let marked = |element: &Element| element.around != FrameCertainty::No && element.is_paragraph;
    for (element, weight) in page.elements.iter().zip(&weights).filter(|(element, _)| marked(element)) {
        *together.entry(place(element)).or_default() += weight;
    }
    for at in 1..page.elements.len() {
        let parent = page.elements[at].parent;
        let together = together.get(&place(&page.elements[at])).copied().unwrap_or(0);
        // Shares in percent, chosen on the development pages: a menu never comes near them, and a promotion has less than a section
        // of the article whose name may mean it (the score is the same from 7 to 8).
        let most = match page.elements[at].around {
            FrameCertainty::No => 100,
            FrameCertainty::Perhaps => 8,
            FrameCertainty::Yes => 40,
        };
        let marked = page.elements[at].around != FrameCertainty::No
            && weights[at] * 100 <= whole * most
            && together * 100 <= whole * MOST_TOGETHER;
        let inside = page.elements[parent].around == FrameCertainty::Yes;
        page.elements[at].around = if marked || inside { FrameCertainty::Yes } else { FrameCertainty::No };
    }
    for paragraph in &mut page.paragraphs {
        if page.elements[paragraph.element].around == FrameCertainty::Yes {
            paragraph.holder = Holder::Around;
        }
    }
}

/// How much running text a paragraph has: letters outside links, where there are enough of them for a sentence.
pub(crate) fn running(paragraph: &PageParagraph) -> u32 {
    let own = paragraph.letters - paragraph.linked;
    if own >= 40 && paragraph.linked * 5 <= paragraph.letters * 2 { own.min(1500) } else { 0 }
}

struct PageReader {
    out: ReadablePage,
    open: Vec<OpenElement>,
    line: TextLine,
    /// Whether the open script holds JSON-LD.
    ld: bool,
    /// Elements open beyond those that are kept.
    nested: usize,
}

/// A line of text in the making.
#[derive(Default)]
struct TextLine {
    start: Option<usize>,
    linked: u32,
    letters: u32,
}

impl PageReader {
    fn start(&mut self, name: String, self_closing: bool, attribute: &dyn Fn(&str) -> Option<String>) {
        self.take_head(&name, attribute);
        let role = role(&name);
        self.break_line(&name, role);
        let prop = attribute("itemprop");
        let is_prop =
            |wanted: &str| prop.as_deref().is_some_and(|prop| prop.split_whitespace().any(|word| word == wanted));
        if name == "time" || name == "abbr" || prop.is_some() {
            self.take_time(&name, attribute, &is_prop);
        }
        self.close_implied(&name, role);
        if is_void(&name) || (self_closing && role == ElementRole::Inline) {
            return;
        }
        // Beyond any real page's depth elements are only counted.
        if self.open.len() >= DEEPEST {
            self.nested += 1;
            self.out.depth = self.out.depth.max(self.open.len() + self.nested);
            return;
        }
        let parent = self.open.last();
        let holder = parent.map_or(0, |open| open.element);
        let class = attribute("class").unwrap_or_default();
        // The id of a heading is made of its words.
        let id = attribute("id").filter(|_| !is_heading(&name)).unwrap_or_default();
        let marks = marks(&class, &id);
        self.out.has_posts |= is_prop("liveBlogUpdate");
        let author = marks.author || is_prop("author") || leads_to_author(&name, attribute);
        // A program's own element that says what it holds: "<related-links>".
        let around = if name.contains('-') { self::marks(&name, "").around.max(marks.around) } else { marks.around };
        let says = role == ElementRole::Inline && name.contains('-') && around != FrameCertainty::No;
        if says {
            self.finish_line();
        }
        let element = if role == ElementRole::Block || says {
            let element = Element {
                parent: holder,
                around: around_of(&name, attribute("role").as_deref(), around),
                of_text: is_of_text(&name),
                is_paragraph: name == "p",
                is_article: name == "article" || is_prop("articleBody"),
                template: (name != "article").then(|| template(&name, &class)),
            };
            self.out.elements.push(element);
            self.out.elements.len() - 1
        } else {
            holder
        };
        let is_mark = self.is_note_mark(&name, attribute);
        let parent = self.open.last();
        self.open.push(OpenElement {
            silent: role == ElementRole::Silent || parent.is_some_and(|open| open.silent),
            note_mark: is_mark || parent.is_some_and(|open| open.note_mark),
            to_place: name == "a" && attribute("href").is_some_and(|href| href.starts_with('#')),
            link: name == "a" || name == "button" || parent.is_some_and(|open| open.link),
            author: author || parent.is_some_and(|open| open.author),
            name,
            element,
        });
        self.out.depth = self.out.depth.max(self.open.len());
    }

    fn is_in_drawing(&self) -> bool {
        self.open.iter().rev().any(|open| matches!(open.name.as_str(), "svg" | "math"))
    }

    /// Ends the line where an element begins another. A headline set in two lines is one headline: "Ferry strikes<br>northern pier".
    fn break_line(&mut self, name: &str, element: ElementRole) {
        let mut around = self.open.iter().rev().take(NEAR).skip_while(|open| role(&open.name) == ElementRole::Inline);
        let mut in_headline = || self.line.start.is_some() && around.next().is_some_and(|open| open.name == "h1");
        if name == "br" && in_headline() {
            if !self.out.text.ends_with(' ') {
                self.out.text.push(' ');
            }
        } else if matches!(element, ElementRole::Block | ElementRole::Break) {
            self.finish_line();
        }
    }

    /// Takes what an element of the page's head says.
    fn take_head(&mut self, name: &str, attribute: &dyn Fn(&str) -> Option<String>) {
        match name {
            "meta" => {
                let key = attribute("property").or_else(|| attribute("name")).or_else(|| attribute("itemprop"));
                if let (Some(key), Some(content)) = (key, attribute("content")) {
                    // Programs that make a page's head from a list put its scripts there, too.
                    if key.ends_with("ld+json") {
                        self.out.json_ld.push(content);
                    } else {
                        self.out.metas.push((key.to_lowercase(), content));
                    }
                }
            }
            "html" => self.out.language = self.out.language.take().or_else(|| attribute("lang")),
            "link" if attribute("rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical")) => {
                self.out.canonical = self.out.canonical.take().or_else(|| attribute("href"));
            }
            "script" => self.ld = attribute("type").is_some_and(|kind| kind.contains("ld+json")),
            _ => {}
        }
    }

    /// Whether an element is the raised number of a note and leads to it, or back from it: "5,000<sup><a href="#note-3">3</a></sup>" is
    /// no 50,003.
    fn is_note_mark(&self, name: &str, attribute: &dyn Fn(&str) -> Option<String>) -> bool {
        let named = |key: &str| attribute(key).is_some_and(|name| says_note(&name));
        let leads = || attribute("href").is_some_and(|href| href.contains('#'));
        match name {
            "a" if leads() => {
                let raised = || self.open.iter().rev().take(3).any(|open| open.name == "sup");
                raised() || named("class") || named("role") || named("rel")
            }
            "sup" => self.open.last().is_some_and(|open| open.to_place) || named("class"),
            _ => false,
        }
    }

    /// Takes the day that an element gives to programs.
    fn take_time(&mut self, name: &str, attribute: &dyn Fn(&str) -> Option<String>, is: &dyn Fn(&str) -> bool) {
        // Before there was an element for them, days stood in abbreviations: "<abbr class=published title=2024-05-13>".
        let class = attribute("class").filter(|_| name == "abbr").unwrap_or_default();
        let is_classed = |wanted: &str| class.split_whitespace().any(|word| word == wanted);
        let role = match () {
            () if is("datePublished") || name == "time" && attribute("pubdate").is_some() => TimeRole::Published,
            () if is("dateModified") => TimeRole::Updated,
            () if is_classed("published") => TimeRole::Published,
            () if is_classed("updated") => TimeRole::Updated,
            () if name == "time" => TimeRole::Plain,
            () => return,
        };
        let titled = || attribute("title").filter(|_| name == "abbr");
        // Metas are read with the others.
        if name != "meta"
            && let Some(day) = attribute("datetime").or_else(|| attribute("content")).or_else(titled)
        {
            self.out.times.push(PageTime { day, at: self.out.paragraphs.len(), role });
        }
    }

    /// End tags that may be left out: a paragraph ends where a block begins, an item at the next item.
    fn close_implied(&mut self, name: &str, role: ElementRole) {
        let ends: &[&str] = match name {
            "li" => &["li"],
            "dt" | "dd" => &["dt", "dd"],
            "tr" => &["tr", "td", "th"],
            "td" | "th" => &["td", "th"],
            // A list of all countries to choose from has none: its options would be hundreds of open elements.
            "option" => &["option"],
            "optgroup" => &["option", "optgroup"],
            "body" => &["head"],
            _ if role == ElementRole::Block => &["p"],
            _ => return,
        };
        let stops: &[&str] = &["ul", "ol", "dl", "table", "div", "section", "article", "body", "select", "datalist"];
        let near = self.open.len().saturating_sub(16);
        let mut close = None;
        for (at, open) in self.open.iter().enumerate().skip(near).rev() {
            if ends.contains(&open.name.as_str()) {
                close = Some(at);
                if !matches!(name, "tr" | "optgroup") {
                    break;
                }
            } else if stops.contains(&open.name.as_str()) {
                break;
            }
        }
        if let Some(at) = close {
            self.finish_line();
            self.open.truncate(at);
        }
    }

    fn end(&mut self, name: &str) {
        if matches!(role(name), ElementRole::Block | ElementRole::Break) {
            self.finish_line();
        }
        if self.nested > 0 {
            self.nested -= 1;
            return;
        }
        // An end tag closes the nearest of its name; one without a start closes nothing. Only the last few are looked
        // at, so that a page of stray end tags costs no more than its length. What silences is closed over any number of
        // elements left open in it, as the paths of a drawing are, or the rest of the page would be silent, too.
        let silenced = role(name) == ElementRole::Silent && self.open.last().is_some_and(|open| open.silent);
        let near = if silenced { 0 } else { self.open.len().saturating_sub(64) };
        if let Some(at) = self.open[near..].iter().rposition(|open| open.name == name) {
            let at = near + at;
            let around = at.checked_sub(1).map_or(0, |before| self.open[before].element);
            // An element of a program's own that holds blocks ends its last line, too.
            if self.open[at].element != around {
                self.finish_line();
            }
            self.open.truncate(at);
        }
    }

    fn words(&mut self, words: &str, page_start: usize, page_end: usize) {
        if let Some(open) = self.open.last() {
            if open.silent {
                if open.name == "script" && self.ld {
                    self.out.json_ld.push(words.to_owned());
                } else if open.name == "script" {
                    script_days::find(words, &mut self.out.script_days);
                }
                return;
            }
            if open.note_mark && is_note_number(words) {
                return;
            }
            if open.name == "title" {
                // An SVG may have a title too, but that is silent.
                self.out.title.push_str(words);
                return;
            }
        }
        let (link, author) = self.open.last().map_or((false, false), |open| (open.link, open.author));
        // The author's name may follow the standfirst in one line: "The pier is closed. By Ann Lowe".
        if author && words.trim_start().starts_with("By ") && self.ends_in_sentence() {
            self.finish_line();
        }
        let before = self.out.text.len();
        let code = || self.open.iter().rev().any(|open| matches!(open.name.as_str(), "pre" | "code"));
        let twice = if is_escaped_twice(words) && !code() { Some(unescaped(words)) } else { None };
        for c in twice.as_deref().unwrap_or(words).chars() {
            let c = if c == '\0' { ' ' } else { c };
            // A place where a line may break is no letter, and a mark is part of the letter before it.
            if matches!(c, '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}') {
                continue;
            }
            if let '\u{300}'..='\u{36f}' = c
                && let Some(whole) = self.out.text[before..].chars().last().and_then(|letter| compose(letter, c))
            {
                self.out.text.pop();
                self.out.text.push(whole);
                continue;
            }
            // Spaces within a number: "1\u{202f}260".
            if c.is_whitespace() && !matches!(c, '\u{a0}' | '\u{202f}' | '\u{2009}') {
                if self.line.start.is_some() && !self.out.text.ends_with([' ', '\n']) {
                    self.out.text.push(' ');
                }
            } else {
                if self.line.start.is_none() {
                    self.line.start = Some(self.out.text.len());
                }
                self.line.letters += 1;
                self.line.linked += u32::from(link);
                self.out.text.push(c);
            }
        }
        if self.out.text.len() > before {
            self.out.anchors.push(Anchor {
                text: Span::new(before, self.out.text.len()),
                page: Span::new(page_start, page_end.max(page_start)),
            });
            let said = self.out.text[before..].trim();
            if author && !said.is_empty() && said.len() <= 120 && self.out.signed.len() < 64 {
                self.out.signed.push((said.to_owned(), self.out.paragraphs.len()));
            }
        }
    }

    /// Whether the line so far ends as a sentence does.
    fn ends_in_sentence(&self) -> bool {
        self.line.start.is_some_and(|start| ends_sentence(self.out.text[start..].trim_end()))
    }

    fn finish_line(&mut self) {
        let line = std::mem::take(&mut self.line);
        let Some(start) = line.start else { return };
        let out = &mut self.out;
        let span = Span::new(start, out.text.len()).trim(&out.text);
        if !span.is_empty() {
            let element = self.open.last().map_or(0, |open| open.element);
            let holder = holder(&self.open);
            let TextLine { linked, letters, .. } = line;
            out.paragraphs.push(PageParagraph { span, holder, element, linked, letters, rank: rank(&self.open) });
        }
        out.text.push('\n');
    }
}

/// Most bytes of a letter's name between "&" and ";".
const LONGEST_NAME: usize = 8;

/// Whether words that a program has escaped twice show their letters' names: "&ldquo;", "&#8217;".
fn is_escaped_twice(words: &str) -> bool {
    words.match_indices('&').any(|(at, _)| {
        // Names are short: a text of nothing but "&" is not searched to its end for each.
        let near = words.as_bytes()[at + 1..].iter().take(LONGEST_NAME + 1).position(|byte| *byte == b';');
        let name = near.map_or("", |end| &words[at + 1..at + 1 + end]);
        let number = name.strip_prefix('#').map(|digits| digits.trim_start_matches(['x', 'X']));
        let known = |name: &str| name.len() >= 2 && name.bytes().all(|byte| byte.is_ascii_alphabetic());
        number.map_or(known(name), |digits| digits.len() >= 2 && digits.bytes().all(|b| b.is_ascii_hexdigit()))
    })
}

/// Words with the letters that their names stand for.
fn unescaped(words: &str) -> String {
    let mut out = String::new();
    // Only names are to be read: no elements are made of what looks like one.
    for token in Tokenizer::new(&words.replace('<', "&lt;")).flatten() {
        if let Token::String(text) = token {
            out.push_str(&String::from_utf8_lossy(&text));
        }
    }
    out
}

/// What sort of element the open ones make of a paragraph.
fn holder(open: &[OpenElement]) -> Holder {
    for open in open.iter().rev().take(64) {
        return match open.name.as_str() {
            "figcaption" | "caption" => Holder::Caption,
            "blockquote" => Holder::Quotation,
            "h1" => Holder::Title,
            "h2" | "h3" | "h4" | "h5" | "h6" => Holder::Heading,
            "pre" => Holder::Code,
            "li" => {
                // A quotation or a caption around the list counts for more.
                continue;
            }
            "button" => Holder::Around,
            _ => continue,
        };
    }
    let nearest =
        open.iter().rev().take(16).find(|open| matches!(open.name.as_str(), "li" | "td" | "th" | "p" | "div"));
    match nearest.map(|open| open.name.as_str()) {
        Some("li") => Holder::Item,
        Some("td" | "th") => Holder::Cell,
        _ => Holder::Plain,
    }
}

/// The rank of the innermost open heading; 0 where none is open.
fn rank(open: &[OpenElement]) -> u8 {
    let heading = open.iter().rev().take(NEAR).find(|open| is_heading(&open.name));
    heading.map_or(0, |heading| heading.name.as_bytes()[1] - b'0')
}

/// Whether an element stands around the article: told by itself first, then by its role, then by its class and id. The elements of
/// the article itself are never around.
fn around_of(name: &str, role: Option<&str>, marked: FrameCertainty) -> FrameCertainty {
    const ROLES: [&str; 9] = [
        "banner",
        "complementary",
        "contentinfo",
        "dialog",
        "doc-endnotes",
        "doc-footnote",
        "menu",
        "navigation",
        "search",
    ];
    match name {
        "body" | "html" | "main" | "article" => FrameCertainty::No,
        "nav" | "aside" | "footer" | "form" | "dialog" | "menu" | "search" => FrameCertainty::Yes,
        _ if role.is_some_and(|role| ROLES.contains(&role)) => FrameCertainty::Yes,
        _ => marked,
    }
}

/// Whether an element is a part of a text, as a paragraph and a list are.
fn is_of_text(name: &str) -> bool {
    matches!(name, "p" | "ul" | "ol" | "dl" | "li" | "dt" | "dd" | "blockquote" | "figure")
}

/// The number of a template: FNV-1a of an element's name and class, the digits left out that count its copies.
fn template(name: &str, class: &str) -> u64 {
    let bytes = name.bytes().chain([b' ']).chain(class.bytes()).filter(|byte| !byte.is_ascii_digit());
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// Whether a link says that it leads to an author, or its address does.
fn leads_to_author(name: &str, attribute: &dyn Fn(&str) -> Option<String>) -> bool {
    attribute("rel").is_some_and(|rel| rel.split_whitespace().any(|word| word == "author"))
        || (name == "a" && attribute("href").is_some_and(|href| is_authors_page(&href)))
}

/// Whether an address is that of a page about an author.
fn is_authors_page(address: &str) -> bool {
    const FOLDERS: [&str; 16] = [
        "author",
        "authors",
        "contributor",
        "contributors",
        "writer",
        "writers",
        "team",
        "staff",
        "people",
        "by",
        "reporters",
        "journalist",
        "journalists",
        "profile",
        "profiles",
        "byline",
    ];
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let mut parts = path.split('/').rev().skip_while(|part| part.is_empty());
    let (last, folder) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    // Names have a first and a last part; where the folder is that of those who write, they may be known by one.
    const OF_WRITERS: [&str; 4] = ["author", "authors", "contributor", "contributors"];
    last.contains(['-', '_', '.', '+']) && FOLDERS.contains(&folder) || !last.is_empty() && OF_WRITERS.contains(&folder)
}

/// Whether the name of a link says that it leads to a note or back: "footnote-ref", "doc-noteref", "footnote-backref".
fn says_note(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    ["footnote", "endnote", "noteref", "fnref", "backlink", "backref"].iter().any(|part| lower.contains(part))
}

/// Whether words are what a note is counted by: "3", "[12]", "[note 3]", "b", "†", "↩".
fn is_note_number(words: &str) -> bool {
    let letters = words.chars().filter(|c| c.is_alphabetic()).count();
    words.chars().count() <= 10 && (letters <= 3 || words.bytes().any(|byte| byte.is_ascii_digit()))
}

fn is_heading(name: &str) -> bool {
    matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
}

/// What class and id say of an element.
struct ElementMarks {
    around: FrameCertainty,
    author: bool,
}

fn marks(class: &str, id: &str) -> ElementMarks {
    let mut marks = ElementMarks { around: FrameCertainty::No, author: false };
    // Longer ones are style sheets written as class names.
    if class.len() + id.len() > 600 {
        return marks;
    }
    let classes = &*CLASSES;
    for name in class.split_whitespace().chain([id]) {
        for piece in name.split(|c: char| !c.is_ascii_alphanumeric()).filter(|piece| !is_code(piece)) {
            for word in words_in(piece) {
                let word = word.to_ascii_lowercase();
                if classes.around.contains(word.as_str()) {
                    marks.around = FrameCertainty::Yes;
                } else if classes.perhaps.contains(word.as_str()) {
                    marks.around = marks.around.max(FrameCertainty::Perhaps);
                }
                marks.author |= classes.author.contains(word.as_str());
            }
        }
    }
    marks
}

/// Whether a piece of a name is a number that programs gave out, in letters: the "ad" of "elementor-element-5f18ad9" and of
/// "block-20a388fd-95b9-4641-ad66-29ea116ead84" is none. Names may end in a number: "sidebar2".
fn is_code(piece: &str) -> bool {
    let bare = piece.trim_end_matches(|c: char| c.is_ascii_digit());
    let counted = piece.len() - bare.len() <= 1 || bare.len() > 3;
    bare.bytes().any(|byte| byte.is_ascii_digit()) || !counted
}

/// The words of a piece of a name: "postShare" has two.
fn words_in(piece: &str) -> impl Iterator<Item = &str> {
    let mut rest = piece;
    std::iter::from_fn(move || {
        let bytes = rest.as_bytes();
        let end = (1..bytes.len()).find(|&at| bytes[at].is_ascii_uppercase() && bytes[at - 1].is_ascii_lowercase());
        let (word, after) = rest.split_at(end.unwrap_or(rest.len()));
        rest = after;
        (!word.is_empty()).then(|| word.trim_end_matches(|c: char| c.is_ascii_digit()))
    })
}

struct ClassNames {
    around: HashSet<&'static str>,
    perhaps: HashSet<&'static str>,
    author: HashSet<&'static str>,
}

static CLASSES: LazyLock<ClassNames> = LazyLock::new(|| {
    let file = include_str!("../../data/en/page-classes.txt");
    ClassNames {
        around: words_of_part(file, "around"),
        perhaps: words_of_part(file, "perhaps around"),
        author: words_of_part(file, "author"),
    }
});
