//! Where paragraphs begin and end: blank lines, line breaks that wrap, and line breaks that don't.

use crossread_core::Span;

/// Cuts a text into paragraphs: at blank lines, and at single line breaks unless these only wrap a paragraph. A
/// sentence that a blank line breaks stays one paragraph.
pub(crate) fn cut(text: &str) -> Vec<Span> {
    let mut chunks: Vec<Vec<Span>> = vec![Vec::new()];
    let mut at = 0;
    for line in text.split_inclusive(['\n', '\r', '\u{2028}', '\u{2029}', '\u{c}']) {
        let span = Span::new(at, at + line.len()).trim(text);
        at += line.len();
        // The empty rest of a CRLF is no blank line.
        let half = line == "\n" && text[..at - 1].ends_with('\r');
        if span.is_empty() {
            if !half {
                chunks.push(Vec::new());
            }
        } else if let Some(chunk) = chunks.last_mut() {
            chunk.push(span);
        }
    }
    chunks.retain(|lines| !lines.is_empty());
    let width = wrap_width(text, &chunks);
    let mut all: Vec<Span> = Vec::new();
    for lines in chunks {
        match width {
            Some(width) => unwrap(text, &lines, width, &mut all),
            None if is_wrapped(text, &lines) => all.push(lines[0].cover(lines[lines.len() - 1])),
            None => all.extend(lines),
        }
    }
    let mut joined: Vec<Span> = Vec::new();
    for span in all {
        match joined.last_mut() {
            Some(last) if goes_on(last.of(text), span.of(text)) => *last = last.cover(span),
            _ => joined.push(span),
        }
    }
    joined
}

fn columns(text: &str, line: Span) -> usize {
    line.of(text).chars().count()
}

/// The width at which the whole text was wrapped, if it was: mail and terminals wrap between 40 and 100 columns. Then
/// most lines reach nearly that width, none much more, and most of the full ones end in the middle of a sentence.
fn wrap_width(text: &str, chunks: &[Vec<Span>]) -> Option<usize> {
    let lengths: Vec<usize> = chunks.iter().flatten().map(|line| columns(text, *line)).collect();
    if lengths.len() < 8 {
        return None;
    }
    let mut sorted = lengths.clone();
    sorted.sort_unstable();
    let width = sorted[sorted.len() * 19 / 20];
    if !(40..=100).contains(&width) || sorted.iter().any(|length| *length > width * 5 / 4) {
        return None;
    }
    let full: Vec<Span> =
        chunks.iter().flatten().copied().filter(|line| columns(text, *line) * 10 >= width * 8).collect();
    let open = full.iter().filter(|line| !ends_sentence(line.of(text))).count();
    (full.len() * 2 >= lengths.len() && open * 4 >= full.len() * 3).then_some(width)
}

/// Joins the lines of a wrapped text: a line ends a paragraph when the next line's first word would have fitted on it.
fn unwrap(text: &str, lines: &[Span], width: usize, all: &mut Vec<Span>) {
    let mut current: Option<Span> = None;
    for (i, line) in lines.iter().enumerate() {
        current = Some(current.map_or(*line, |so_far| so_far.cover(*line)));
        let next_word = lines.get(i + 1).and_then(|next| next.of(text).split_whitespace().next());
        let had_room = next_word.is_some_and(|word| columns(text, *line) + 1 + word.chars().count() <= width * 9 / 10);
        if had_room {
            all.extend(current.take());
        }
    }
    all.extend(current);
}

/// Whether the line breaks of a chunk only wrap it: all lines but the last about equally long, most of them not
/// ending a sentence.
fn is_wrapped(text: &str, lines: &[Span]) -> bool {
    if lines.len() < 2 {
        return false;
    }
    let lengths: Vec<usize> = lines[..lines.len() - 1].iter().map(|line| columns(text, *line)).collect();
    let longest = lengths.iter().copied().max().unwrap_or(0);
    let even = lengths.iter().all(|length| length * 10 >= longest * 7);
    let open = lines[..lines.len() - 1].iter().filter(|line| !ends_sentence(line.of(text))).count();
    (40..=100).contains(&longest) && even && open * 2 > lines.len() - 1 && (lines.len() > 2 || open == 1)
}

/// Whether words end as a sentence does, behind closing marks of any kind.
pub(crate) fn ends_sentence(words: &str) -> bool {
    let stripped = words.trim_end_matches(['"', '”', '’', '\'', ')', ']', '*', '_', '»', ' ']);
    stripped.ends_with(['.', '!', '?', '…', ':', ';', '。', '؟'])
}

/// Whether a paragraph breaks off in the middle of a sentence that the next one carries on.
fn goes_on(before: &str, after: &str) -> bool {
    // Only running text breaks off: a line shorter than two lines of print may be a heading or an item of a list.
    let running = before.len() >= 120 && before.contains(['.', ',']);
    let last = before.split_whitespace().next_back().unwrap_or_default();
    let open = last.chars().all(|c| c.is_lowercase() || matches!(c, '-' | '\'' | '’')) || last.ends_with(',');
    let first = after.chars().next().unwrap_or(' ');
    // A reader's handle or an address begins in lower case too; a sentence that goes on has several words.
    let several = after.split_whitespace().nth(2).is_some();
    running && open && several && (first.is_lowercase() || (first.is_alphabetic() && CONNECTIVES.contains(&last)))
}

/// Words that no sentence ends with.
const CONNECTIVES: [&str; 34] = [
    "while", "and", "or", "but", "the", "a", "an", "of", "to", "in", "on", "at", "by", "for", "from", "with", "as",
    "that", "which", "who", "because", "when", "where", "if", "than", "into", "between", "its", "their", "his", "her",
    "is", "are", "was",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn paragraphs(text: &str) -> Vec<String> {
        cut(text).iter().map(|span| span.of(text).split_whitespace().collect::<Vec<_>>().join(" ")).collect()
    }

    #[test]
    fn wrapped_lines_are_one_paragraph() {
        let text = "The ferry left the northern pier at dawn on Tuesday\nwith forty people on board, the harbor office said in\n\
                    a short statement.\nNobody was hurt, and the ship reached the island\nthree hours later than planned \
                    because of a storm\nthat had come up at night.\nA second ferry stayed in port until the wind had gone\n\
                    down, which took most of the day.\n";
        assert_eq!(paragraphs(text).len(), 3, "{:#?}", paragraphs(text));
    }

    #[test]
    fn single_line_breaks_part_paragraphs() {
        let text = "The ferry left the pier at dawn. Forty people were on board, the office said, and nobody was hurt in the storm.\n\
                    It came back.\nThe owner of the ship said that he would look into what happened, and that nobody was to blame for it.\n";
        assert_eq!(paragraphs(text).len(), 3);
    }

    #[test]
    fn a_broken_sentence_is_whole_again() {
        let text = "The port has two ferries, both of them built on the island by the same yard in the same year, and they were in use while\n\n\
                    The rest of the fleet stayed at sea.\n\nA new paragraph.";
        assert_eq!(paragraphs(text).len(), 2);
        assert_eq!(paragraphs("One.\r\n\r\nTwo.\r\nThree.").len(), 3);
    }
}
