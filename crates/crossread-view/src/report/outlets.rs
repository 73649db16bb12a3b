//! Which names are one outlet's, and the links of a story as they are shown.

use super::page::Page;
use crate::outlet;
use crossread_core::align::lineage::{EarlierEnd, Link};
use crossread_core::annotate::credits::usual_name;

/// The links, without an outlet's credit to itself under another form of its name.
pub(super) fn shown<'a>(page: &'a Page) -> impl Iterator<Item = &'a Link> {
    page.ledger.lineage.iter().filter(|link| match &link.earlier {
        EarlierEnd::Outlet { name, .. } => {
            !is_one_outlet(&outlet(&page.story.articles()[link.later.article as usize]), name)
        }
        EarlierEnd::Passage(_) => true,
    })
}

/// Whether an outlet is one of the story's.
pub(super) fn among(page: &Page, name: &str) -> bool {
    page.story.articles().iter().any(|article| is_one_outlet(&outlet(article), name))
}

/// Whether two names are one outlet's: its usual names are alike, whatever is added in brackets ("CNN (Web News)") or says that it
/// brings news ("VICE News").
pub(super) fn is_one_outlet(a: &str, b: &str) -> bool {
    let bare = |name: &str| {
        let bare = name.split_once(" (").filter(|(_, added)| added.ends_with(')')).map_or(name, |(bare, _)| bare);
        let usual = usual_name(crossread_core::Language::english(), bare).to_lowercase();
        usual.strip_suffix(" news").filter(|name| !name.is_empty()).map_or_else(|| usual.clone(), str::to_owned)
    };
    bare(a) == bare(b)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_outlet_is_one_whatever_is_added_to_its_name() {
        assert!(is_one_outlet("CNN (Web News)", "CNN") && is_one_outlet("The Associated Press", "AP"));
        assert!(is_one_outlet("Vice", "VICE News") && is_one_outlet("CBS", "CBS News"));
        assert!(!is_one_outlet("Lowen Gazette", "Gazette") && !is_one_outlet("Lowen News", "News"));
    }
}
