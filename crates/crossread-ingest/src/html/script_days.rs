//! Days of publication in the programs of a page: those that draw a page keep what they drew it from.

/// Names under which programs keep the day of publication.
const NAMES: [&str; 12] = [
    "datePublished",
    "publishDate",
    "publish_date",
    "publishedDate",
    "published_date",
    "publishedAt",
    "published_at",
    "publicationDate",
    "publication_date",
    "article_published_time",
    "article:published_time",
    "post_date",
];

/// Most days that are kept of a page: with so many none is the article's alone.
const MOST: usize = 16;

/// Longest value that may be a day, in bytes.
const LONGEST: usize = 40;

/// Adds the days that a script gives under a name that says so: `"datePublished":"2024-05-13"`, also within a string of the script,
/// where the quotation marks are escaped.
pub(super) fn find(script: &str, days: &mut Vec<String>) {
    for name in NAMES {
        for (at, _) in script.match_indices(name) {
            let whole = script[..at].ends_with(['"', '\'']);
            let Some(day) = value(&script[at + name.len()..]).filter(|_| whole) else { continue };
            if days.len() >= MOST {
                return;
            }
            days.push(day.to_owned());
        }
    }
}

/// The string that is given to a name, by what stands behind the name.
fn value(behind: &str) -> Option<&str> {
    let quoted = |words: &'_ str| words.trim_start_matches('\\').starts_with(['"', '\'']);
    let bare = |words| str::trim_start_matches(words, ['\\', '"', '\'']);
    let rest = bare(behind).trim_start().strip_prefix(':')?.trim_start();
    let day = Some(rest).filter(|rest| quoted(rest)).map(bare)?;
    let end = day.bytes().take(LONGEST + 1).position(|byte| matches!(byte, b'"' | b'\'' | b'\\'))?;
    Some(&day[..end]).filter(|day| day.bytes().any(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::find;

    fn days(script: &str) -> Vec<String> {
        let mut days = Vec::new();
        find(script, &mut days);
        days
    }

    #[test]
    fn days_of_publication_are_found_in_programs() {
        assert_eq!(days(r#"var page = {"publishDate": "2024-05-13", "modified": "2024-06-01"};"#), ["2024-05-13"]);
        assert_eq!(days(r#"push([1,"{\"datePublished\":\"2024-05-13T09:00:00Z\"}"])"#), ["2024-05-13T09:00:00Z"]);
        assert_eq!(days("set({'post_date':'May 13, 2024'})"), ["May 13, 2024"]);
        // No values: what a program calls things, and what it would set.
        assert!(
            days(r#"{"datePublished":"$undefined"}, article.datePublished = "now", "publishDate":publishDate"#)
                .is_empty()
        );
        assert!(days(&r#"{"datePublished":"1"}"#.repeat(40)).len() < 20);
    }
}
