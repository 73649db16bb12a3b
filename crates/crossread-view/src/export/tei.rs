//! A story as a critical apparatus (TEI P5): the articles are witnesses, what one utterance is printed as by each are readings of
//! one place, and so are the sentences in which two versions of an article differ.

use super::graph::escaped;
use crate::json::{entry_status, made_by};
use crate::summary::{heading, headline, one_line};
use crate::{moment, outlet};
use crossread_core::align::versions::Version;
use crossread_core::ledger::{Entry, EntryKind, Reading};
use crossread_core::{Article, CodePoints, Ledger, Passage, Story};
use std::collections::BTreeMap;
use std::fmt::Write;

/// One story, a document.
pub fn tei(story: &Story, ledger: &Ledger) -> String {
    let mut out = String::from(DECLARATION);
    text(&mut out, story, ledger, NAMESPACE);
    out
}

/// Several stories, a corpus.
pub fn tei_corpus<'a>(stories: impl IntoIterator<Item = (&'a Story, &'a Ledger)>) -> String {
    let mut out = format!("{DECLARATION}<teiCorpus{NAMESPACE}>\n");
    header(&mut out, "Stories side by side", &[]);
    stories.into_iter().for_each(|(story, ledger)| text(&mut out, story, ledger, ""));
    out.push_str("</teiCorpus>\n");
    out
}

const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
const NAMESPACE: &str = " xmlns=\"http://www.tei-c.org/ns/1.0\"";

/// Longest description of an entry, in characters.
const LONGEST: usize = 300;

fn text(out: &mut String, story: &Story, ledger: &Ledger, namespace: &str) {
    let _ = writeln!(out, "<TEI{namespace}>");
    header(out, &heading(story), story.articles());
    out.push_str("<text><body>\n");
    let points: Vec<CodePoints> = story.articles().iter().map(|article| CodePoints::new(&article.text)).collect();
    let places = TeiPlaces { story, points: &points };
    let utterances: Vec<&Entry> = ledger.entries.iter().filter(|entry| entry.kind == EntryKind::Quote).collect();
    if !utterances.is_empty() {
        out.push_str("<div type=\"utterances\">\n<head>What was said, in each wording</head>\n");
        utterances.into_iter().for_each(|entry| places.utterance(out, entry));
        out.push_str("</div>\n");
    }
    if !ledger.versions.is_empty() {
        out.push_str("<div type=\"versions\">\n<head>Versions of one article</head>\n");
        ledger.versions.iter().for_each(|version| places.version(out, version));
        out.push_str("</div>\n");
    }
    if ledger.versions.is_empty() && !ledger.entries.iter().any(|entry| entry.kind == EntryKind::Quote) {
        // A body is never empty.
        out.push_str("<p>Nothing is said in two wordings, and no article has another version.</p>\n");
    }
    out.push_str("</body></text>\n</TEI>\n");
}

fn header(out: &mut String, title: &str, articles: &[Article]) {
    let [program, model, _] = made_by();
    let _ = write!(
        out,
        "<teiHeader>\n<fileDesc>\n<titleStmt><title>{}</title></titleStmt>\n<publicationStmt><p>Made by {}, model {}; the same \
         articles give the same bytes.</p></publicationStmt>\n<sourceDesc>\n",
        escaped(title),
        escaped(&program.1),
        escaped(&model.1)
    );
    if articles.is_empty() {
        out.push_str("<p>The articles of each story are its witnesses.</p>\n");
    } else {
        out.push_str("<listWit>\n");
        articles.iter().for_each(|article| witness(out, article));
        out.push_str("</listWit>\n");
    }
    out.push_str(
        "</sourceDesc>\n</fileDesc>\n<encodingDesc><variantEncoding method=\"parallel-segmentation\" location=\"internal\"/>\
         </encodingDesc>\n</teiHeader>\n",
    );
}

fn witness(out: &mut String, article: &Article) {
    let facts = &article.facts;
    let _ = write!(out, "<witness xml:id=\"{}\"><bibl>", witness_id(article));
    let _ = write!(out, "<title>{}</title>", escaped(&facts.title.clone().unwrap_or_else(|| outlet(article))));
    facts.authors.iter().for_each(|author| {
        let _ = write!(out, "<author>{}</author>", escaped(author));
    });
    if let Some(outlet) = &facts.outlet {
        let _ = write!(out, "<publisher>{}</publisher>", escaped(outlet));
    }
    if let Some(published) = facts.published.map(moment) {
        let _ = write!(out, "<date when=\"{}\">{}</date>", &published[..10.min(published.len())], escaped(&published));
    }
    if let Some(url) = &facts.url {
        let _ = write!(out, "<idno type=\"URI\">{}</idno>", escaped(url));
    }
    let hash: String = article.sha256.iter().map(|byte| format!("{byte:02x}")).collect();
    let _ = writeln!(out, "<idno type=\"sha256\">{hash}</idno></bibl></witness>");
}

/// A name of XML begins with a letter.
fn witness_id(article: &Article) -> String {
    format!("a{}", article.id())
}

/// What is needed to tell where words stand.
struct TeiPlaces<'a> {
    story: &'a Story,
    points: &'a [CodePoints<'a>],
}

impl TeiPlaces<'_> {
    fn article(&self, passage: Passage) -> &Article {
        &self.story.articles()[passage.article as usize]
    }

    /// Where words stand, as RFC 5147 has it: characters of the text that the hash is of.
    fn source(&self, passage: Passage) -> String {
        let (start, end) = self.points[passage.article as usize].of(passage.span);
        let hash: String = self.article(passage).sha256.iter().map(|byte| format!("{byte:02x}")).collect();
        format!("urn:sha256:{hash}#char={start},{end}")
    }

    fn utterance(&self, out: &mut String, entry: &Entry) {
        let _ = writeln!(out, "<p n=\"{}\">", escaped(&entry.id));
        let head = one_line(&headline(self.story, entry), LONGEST);
        let _ = writeln!(out, "<label>{}</label>", escaped(&head));
        let _ = writeln!(out, "<app type=\"{}\">", entry_status(entry.status));
        entry.readings.iter().for_each(|reading| self.readings(out, reading));
        out.push_str("</app>\n</p>\n");
    }

    /// A reading, once for each way in which its passages print it.
    fn readings(&self, out: &mut String, reading: &Reading) {
        let mut printed: BTreeMap<String, Vec<Passage>> = BTreeMap::new();
        for passage in reading.passages() {
            printed.entry(one_line(self.story.words(passage), usize::MAX)).or_default().push(passage);
        }
        for (words, passages) in printed {
            self.reading(out, &words, &passages, reading.is_negated().then_some("negated"));
        }
    }

    fn reading(&self, out: &mut String, words: &str, passages: &[Passage], kind: Option<&str>) {
        let mut witnesses: Vec<String> =
            passages.iter().map(|one| format!("#{}", witness_id(self.article(*one)))).collect();
        witnesses.dedup();
        let sources: Vec<String> = passages.iter().map(|one| self.source(*one)).collect();
        let kind = kind.map_or(String::new(), |kind| format!(" type=\"{kind}\""));
        let (witnesses, sources) = (witnesses.join(" "), sources.join(" "));
        let _ = writeln!(out, "<rdg wit=\"{witnesses}\"{kind} source=\"{sources}\">{}</rdg>", escaped(words));
    }

    /// Two versions: what the earlier has and the later has not, and the other way round.
    fn version(&self, out: &mut String, version: &Version) {
        let name = |article: u32| witness_id(&self.story.articles()[article as usize]);
        let (earlier, later) = (name(version.earlier), name(version.later));
        let order = if version.directed { "" } else { ", in an order that is not known" };
        let _ = writeln!(out, "<p><label>{earlier} and {later}{order}</label>");
        let change = |out: &mut String, passage: &Passage, other: &str, kind: &str| {
            let _ = writeln!(out, "<app type=\"{kind}\">");
            self.reading(out, &one_line(self.story.words(*passage), usize::MAX), &[*passage], None);
            let _ = writeln!(out, "<rdg wit=\"#{other}\"/>\n</app>");
        };
        version.removed.iter().for_each(|passage| change(out, passage, &later, "removed"));
        version.added.iter().for_each(|passage| change(out, passage, &earlier, "added"));
        out.push_str("</p>\n");
    }
}
