//! Countries under all their names.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// For each folded spelling of a country's name, the fullest; for each adjective of nationality, the country.
static NAMES: LazyLock<(HashMap<String, &str>, HashMap<&str, &str>)> = LazyLock::new(|| {
    let spellings = super::entries(include_str!("../../../data/en/country-names.txt"))
        .flat_map(|line| {
            let full = line.split('|').next().unwrap_or_default();
            line.split('|').map(move |name| (folded(name), full))
        })
        .collect();
    let demonyms =
        super::entries(include_str!("../../../data/en/demonyms.txt")).filter_map(|line| line.split_once('|')).collect();
    (spellings, demonyms)
});

fn folded(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The fullest name of the country or bloc that is spelled so ("U.S.", "UK"), if it has several names.
pub(crate) fn full_name(spelling: &str) -> Option<&'static str> {
    NAMES.0.get(&folded(spelling)).copied()
}

/// The country an adjective or noun of nationality belongs to ("Iraqi", "Danes").
pub(crate) fn of_demonym(word: &str) -> Option<&'static str> {
    let word = word.to_lowercase();
    let singular = word.strip_suffix('s').unwrap_or(&word);
    NAMES.1.get(word.as_str()).or_else(|| NAMES.1.get(singular)).copied()
}

/// Whether a word is the name of a country or bloc: "France", "Iran".
pub(crate) fn is_country(word: &str) -> bool {
    static COUNTRIES: LazyLock<HashSet<&str>> = LazyLock::new(|| NAMES.1.values().copied().collect());
    full_name(word).is_some() || COUNTRIES.contains(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_and_adjectives_lead_to_one_name() {
        assert_eq!(full_name("U.S."), Some("United States"));
        assert_eq!(of_demonym("Americans"), Some("United States"));
        assert_eq!(of_demonym("Swiss"), Some("Switzerland"));
        assert_eq!(full_name("us army"), None);
        assert!(is_country("Switzerland") && is_country("UK") && !is_country("Swiss") && !is_country("Marsh"));
    }
}
