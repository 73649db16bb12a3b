//! Who has it from whom as GraphML: nodes are articles and outlets, edges the links between them.

use crate::json::link_why;
use crate::{moment, outlet};
use crossread_core::align::lineage::EarlierEnd;
use crossread_core::{Ledger, Story};
use std::collections::BTreeSet;
use std::fmt::Write;

/// Keys of nodes and edges, with their types.
const KEYS: [(&str, &str, &str); 8] = [
    ("label", "node", "string"),
    ("kind", "node", "string"),
    ("outlet", "node", "string"),
    ("published", "node", "string"),
    ("why", "edge", "string"),
    ("overlap", "edge", "int"),
    ("words", "edge", "int"),
    ("known_direction", "edge", "boolean"),
];

/// The lineage of a story. An edge runs from what is earlier to what has it from there; where the direction is not known, in
/// the order of the articles, and says so.
pub fn graphml(story: &Story, ledger: &Ledger) -> String {
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!-- made by {} -->\n\
         <graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n",
        crate::PROGRAM
    );
    for (name, of, kind) in KEYS {
        let _ = writeln!(out, "  <key id=\"{name}\" for=\"{of}\" attr.name=\"{name}\" attr.type=\"{kind}\"/>");
    }
    out.push_str("  <graph id=\"lineage\" edgedefault=\"directed\">\n");
    for article in story.articles() {
        let title = article.facts.title.clone().unwrap_or_else(|| outlet(article));
        let published = article.facts.published.map(moment).unwrap_or_default();
        node(
            &mut out,
            &article.id(),
            &[("label", &title), ("kind", "article"), ("outlet", &outlet(article)), ("published", &published)],
        );
    }
    let credited = ledger.lineage.iter().filter_map(|link| match &link.earlier {
        EarlierEnd::Outlet { name, .. } => Some(name),
        EarlierEnd::Passage(_) => None,
    });
    for name in credited.collect::<BTreeSet<_>>() {
        node(&mut out, &outlet_id(name), &[("label", name), ("kind", "outlet"), ("outlet", name)]);
    }
    for (number, link) in ledger.lineage.iter().enumerate() {
        let id = |article: u32| story.articles()[article as usize].id();
        let source = match &link.earlier {
            EarlierEnd::Passage(passage) => id(passage.article),
            EarlierEnd::Outlet { name, .. } => outlet_id(name),
        };
        let target = id(link.later.article);
        let _ = writeln!(
            out,
            "    <edge id=\"e{number}\" source=\"{}\" target=\"{}\">",
            escaped(&source),
            escaped(&target)
        );
        let (overlap, words) = (link.overlap.0.to_string(), link.overlap.1.to_string());
        let directed = link.directed.to_string();
        for (key, value) in
            [("why", link_why(link.why)), ("overlap", &overlap), ("words", &words), ("known_direction", &directed)]
        {
            let _ = writeln!(out, "      <data key=\"{key}\">{}</data>", escaped(value));
        }
        out.push_str("    </edge>\n");
    }
    out.push_str("  </graph>\n</graphml>\n");
    out
}

fn node(out: &mut String, id: &str, data: &[(&str, &str)]) {
    let _ = writeln!(out, "    <node id=\"{}\">", escaped(id));
    for (key, value) in data.iter().filter(|(_, value)| !value.is_empty()) {
        let _ = writeln!(out, "      <data key=\"{key}\">{}</data>", escaped(value));
    }
    out.push_str("    </node>\n");
}

fn outlet_id(name: &str) -> String {
    format!("outlet:{name}")
}

/// Text inside XML: what would end it is written otherwise, and what XML can't hold at all is left out.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => out.push(' '),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
            c => out.push(c),
        }
    }
    out
}
