//! Newsletters as mail (RFC 5322), and pages that browsers save as one (MHTML, RFC 2557).

use crate::{ArticleResult, article, html, skipped};
use crossread_core::story::{Facts, PublishedBasis, SkipReason};
use mail_parser::{HeaderValue, MessageParser};

/// Whether a text is a mail: it begins with header lines, one of which only a mail has.
pub(crate) fn is_mail(text: &str) -> bool {
    let head = text.split("\n\n").next().unwrap_or_default().split("\r\n\r\n").next().unwrap_or_default();
    let begins = head.split(':').next().is_some_and(|key| {
        !key.is_empty() && key.len() < 40 && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    });
    let has =
        |key: &str| head.lines().any(|line| line.get(..key.len()).is_some_and(|start| start.eq_ignore_ascii_case(key)));
    begins && (has("mime-version:") || has("message-id:")) && (has("from:") || has("subject:"))
}

/// The article in a mail.
pub(crate) fn articles(name: &str, bytes: &[u8]) -> Vec<ArticleResult> {
    let Some(mail) = MessageParser::default().parse(bytes) else {
        return vec![Err(skipped(name, SkipReason::Malformed, &format!("can't read '{name}': not a mail")))];
    };
    let header = |key: &str| match mail.header(key) {
        Some(HeaderValue::Text(words)) => Some(words.trim().to_owned()).filter(|words| !words.is_empty()),
        _ => None,
    };
    let saved = header("Snapshot-Content-Location").or_else(|| header("Content-Location"));
    // A saved page bears the day on which it was saved, a mail that on which it was sent.
    let sent = mail.date().filter(|_| saved.is_none());
    let published = sent.and_then(|date| {
        crate::days::iso(&format!(
            "{:04}-{:02}-{:02}T{:02}:{:02}",
            date.year, date.month, date.day, date.hour, date.minute
        ))
    });
    let sender = mail.from().and_then(|from| from.first()).and_then(|from| from.name.as_deref()).map(str::to_owned);
    let facts = Facts {
        title: mail.subject().map(|subject| subject.trim().to_owned()).filter(|subject| !subject.is_empty()),
        outlet: sender.filter(|_| saved.is_none()),
        published,
        published_basis: published.map(|_| PublishedBasis::Given),
        url: saved,
        ..Facts::default()
    };
    // A saved page is one page; a mail's plain text is there for those who show no pages, and says the same.
    let page = mail.html_body.first().and_then(|_| mail.body_html(0));
    let text = mail.text_body.first().and_then(|_| mail.body_text(0));
    vec![match (page, text) {
        (Some(page), _) if page.contains('<') => html::article(name, &page, facts, Vec::new()),
        (_, Some(text)) => article(name, text.into_owned(), facts, Vec::new()),
        (Some(page), None) => html::article(name, &page, facts, Vec::new()),
        (None, None) => Err(skipped(name, SkipReason::NoText, &format!("no article in '{name}': a mail without text"))),
    }]
}
