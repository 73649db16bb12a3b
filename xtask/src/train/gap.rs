//! GAP (Webster and others, TACL 2018): short texts, each with a pronoun, two names, and which of them it means.

use crate::corpora;
use anyhow::{Context, Result};
use crossread_core::story::{Block, BlockKind, Facts};
use crossread_core::{Article, Span};

/// A text of GAP.
pub struct GapExample {
    pub id: String,
    pub article: Article,
    pub pronoun: Span,
    /// The names, and whether the pronoun means them.
    pub names: [(Span, bool); 2],
}

impl GapExample {
    /// The text.
    pub fn text(&self) -> &str {
        &self.article.text
    }

    /// Whether the pronoun is a man's.
    pub fn is_masculine(&self) -> bool {
        matches!(self.pronoun.of(self.text()).to_lowercase().as_str(), "he" | "him" | "his")
    }
}

/// The texts of a part, `development` or `validation`; none where the corpus is not there.
pub fn read(part: &str) -> Result<Option<Vec<GapExample>>> {
    let Some(folder) = corpora::corpus("coref-gap") else { return Ok(None) };
    let path = folder.join(format!("gap-{part}.tsv"));
    let table = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    let rows = table.lines().skip(1).map(|line| example(line).with_context(|| format!("gap-{part}: {line}")));
    rows.collect::<Result<Vec<_>>>().map(Some)
}

fn example(line: &str) -> Result<GapExample> {
    let fields: Vec<&str> = line.split('\t').collect();
    let [id, text, pronoun, pronoun_at, a, a_at, a_meant, b, b_at, b_meant, page] = fields[..] else {
        anyhow::bail!("{} columns", fields.len());
    };
    // Offsets are characters.
    let span = |words: &str, at: &str| -> Result<Span> {
        let start = text.char_indices().nth(at.parse()?).context("an offset behind the end")?.0;
        Ok(Span::new(start, start + words.len()))
    };
    let article = Article {
        sha256: [0; 32],
        text: text.into(),
        blocks: vec![Block { span: Span::new(0, text.len()), kind: BlockKind::Body, credit: None }],
        facts: Facts { title: title(page), language: Some("en".to_owned()), ..Facts::default() },
        anchors: Vec::new(),
        warnings: Vec::new(),
    };
    Ok(GapExample {
        id: id.to_owned(),
        pronoun: span(pronoun, pronoun_at)?,
        names: [(span(a, a_at)?, a_meant == "TRUE"), (span(b, b_at)?, b_meant == "TRUE")],
        article,
    })
}

/// The title of an encyclopedia's page, from its address.
fn title(page: &str) -> Option<String> {
    let name = page.rsplit('/').next()?.replace('_', " ");
    percent_encoding::percent_decode_str(&name).decode_utf8().ok().map(Into::into)
}
