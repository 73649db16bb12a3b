//! Addresses as the outlet gave them: without what readers' ways add, and not those of a copy kept elsewhere.

use crate::label::words_of_part;
use std::collections::HashSet;
use std::sync::LazyLock;

/// Parameters that say how a reader came, and endings of a page's light copy.
struct TrackingMarks {
    parameters: HashSet<&'static str>,
    beginnings: HashSet<&'static str>,
}

static TRACKING: LazyLock<TrackingMarks> = LazyLock::new(|| {
    let file = include_str!("../data/tracking-parameters.txt");
    TrackingMarks { parameters: words_of_part(file, "whole"), beginnings: words_of_part(file, "beginning") }
});

/// The address of the page itself.
pub(crate) fn plain(address: &str) -> String {
    let address = of_a_copy(address).unwrap_or_else(|| address.to_owned());
    let (before, fragment) = address.split_once('#').map_or((address.as_str(), None), |(a, b)| (a, Some(b)));
    let Some((page, query)) = before.split_once('?') else { return without_amp(&address) };
    let kept: Vec<&str> = query.split('&').filter(|pair| !pair.is_empty() && !is_tracking(pair)).collect();
    let mut out = page.to_owned();
    if !kept.is_empty() {
        out = format!("{out}?{}", kept.join("&"));
    }
    if let Some(fragment) = fragment.filter(|fragment| !fragment.is_empty()) {
        out = format!("{out}#{fragment}");
    }
    without_amp(&out)
}

fn is_tracking(pair: &str) -> bool {
    let name = pair.split('=').next().unwrap_or(pair).to_ascii_lowercase();
    let amp = matches!(pair, "amp" | "amp=1" | "amp=true" | "outputType=amp" | "output=amp");
    amp || TRACKING.parameters.contains(name.as_str())
        || TRACKING.beginnings.iter().any(|beginning| name.starts_with(beginning))
}

/// The address behind that of a copy: "https://www.google.com/amp/s/a.example/b", "https://a-example.cdn.ampproject.org/c/s/a.example/b".
fn of_a_copy(address: &str) -> Option<String> {
    let (_, rest) = address.split_once("://")?;
    let (host, path) = rest.split_once('/')?;
    let kept = host.strip_suffix(".cdn.ampproject.org").is_some()
        || (host.starts_with("www.google.") || host.starts_with("google.")) && path.starts_with("amp/");
    if !kept {
        return None;
    }
    let mut parts = path.split('/').skip(1).peekable();
    let secure = parts.next_if(|part| *part == "s").is_some();
    let page: Vec<&str> = parts.collect();
    page.first().filter(|host| host.contains('.'))?;
    Some(format!("http{}://{}", if secure { "s" } else { "" }, page.join("/")))
}

/// The page of a light copy on the outlet's own host: "https://amp.a.example/b", "https://a.example/b/amp/".
fn without_amp(address: &str) -> String {
    let Some((scheme, rest)) = address.split_once("://") else { return address.to_owned() };
    let rest = rest.strip_prefix("amp.").filter(|rest| rest.contains('.')).unwrap_or(rest);
    let rest = rest.strip_suffix("/amp").or_else(|| rest.strip_suffix("/amp/")).unwrap_or(rest);
    format!("{scheme}://{rest}")
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn what_readers_ways_add_is_left_out() {
        for (address, expected) in [
            ("https://a.example/b?utm_source=x&id=4&fbclid=9", "https://a.example/b?id=4"),
            ("https://a.example/b?utm_source=x", "https://a.example/b"),
            ("https://a.example/b?page=2", "https://a.example/b?page=2"),
            ("https://a.example/b?utm_medium=x#top", "https://a.example/b#top"),
            ("https://www.google.com/amp/s/a.example/b/amp/", "https://a.example/b"),
            ("https://a-example.cdn.ampproject.org/c/s/a.example/b", "https://a.example/b"),
            ("https://amp.a.example/b", "https://a.example/b"),
            ("https://a.example/b?outputType=amp", "https://a.example/b"),
            ("no address", "no address"),
        ] {
            assert_eq!(plain(address), expected, "{address}");
        }
    }
}
