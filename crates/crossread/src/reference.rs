//! What scripts rely on, told offline: the shapes of the JSON, the codes, and what is read and written.

use crate::arguments::{CheckFormat, Format, Schema, StoriesFormat};
use clap::ValueEnum;

/// What is taken in, and what tells it: content, never the name alone.
const INPUTS: [(&str, &str); 11] = [
    ("text", "plain text as a scraper leaves it"),
    ("html", "a saved page, in any encoding; MHTML too"),
    ("jsonl", "JSON Lines or JSON: text or html, and any of id, url, outlet, title, authors, published"),
    ("ninjs", "an agency's JSON"),
    ("rss, atom", "a feed: each entry is an article"),
    ("eml", "a newsletter"),
    ("warc", "a web archive, whole or packed record by record"),
    ("wacz", "a web archive with its index"),
    ("zip", "any of these in one archive"),
    ("gzip", "any of these packed"),
    ("folder", "all files of a folder and of the folders in it"),
];

/// The JSON schema of what a command prints.
pub(crate) fn schema(of: Schema) -> &'static str {
    match of {
        Schema::Read => include_str!("../../../schema/read.schema.json"),
        Schema::Ledger => include_str!("../../../schema/ledger.schema.json"),
        Schema::Stories => include_str!("../../../schema/stories.schema.json"),
        Schema::Check => include_str!("../../../schema/check.schema.json"),
    }
}

/// Codes of skipped inputs, of warnings and of what could not be settled, with what each says.
pub(crate) fn warnings() -> &'static str {
    include_str!("../../../docs/warnings.md")
}

/// What is read, and what each command writes.
pub(crate) fn formats() -> String {
    let mut lines = vec!["Read".to_owned()];
    lines.extend(INPUTS.iter().map(|(name, what)| line(name, what)));
    lines.extend(written::<Format>("collate, export"));
    lines.extend(written::<StoriesFormat>("stories"));
    lines.extend([String::new(), "Written by read".to_owned(), line("jsonl", "one JSON object a line")]);
    lines.extend(written::<CheckFormat>("check"));
    lines.join("\n") + "\n"
}

/// What an option `--format` of these commands may be.
fn written<F: ValueEnum>(commands: &str) -> Vec<String> {
    let values = F::value_variants().iter().filter_map(ValueEnum::to_possible_value);
    let told = values.map(|value| {
        let help = value.get_help().map(ToString::to_string).unwrap_or_default();
        line(value.get_name(), &help)
    });
    [String::new(), format!("Written by {commands}")].into_iter().chain(told).collect()
}

fn line(name: &str, what: &str) -> String {
    format!("  {name:<12}  {what}")
}
