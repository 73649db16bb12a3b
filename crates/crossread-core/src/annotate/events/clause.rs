//! The words that tell a happening: of a verb its clause, of a noun its phrase.

use super::tree::Tree;
use crossread_language::{Relation, Span, Tag};

/// The words of the happening that token `head` tells, without what is told beside it: joined, loose and adverbial
/// clauses, what is said, the word that ties the clause to another.
pub(super) fn find(tree: &Tree, head: usize) -> Span {
    let (mut first, mut last) = tree.extent(head);
    for child in tree.children(head).filter(|&child| is_beside(tree.relation(child))) {
        let (from, to) = tree.extent(child);
        if child < head {
            first = first.max(to + 1);
        } else {
            last = last.min(from - 1);
        }
    }
    let is_tie = |i: usize| {
        let tied = matches!(tree.relation(i), Relation::Mark | Relation::Cc | Relation::Case);
        tree.tag(i) == Tag::Punct || tree.head(i) == Some(head) && tied
    };
    while first < head && is_tie(first) {
        first += 1;
    }
    while last > head && is_tie(last) {
        last -= 1;
    }
    tree.words(first.min(head), last.max(head))
}

/// Whether what hangs on a happening by this relation is told beside it. What is said, wanted or planned is told by its
/// own verb.
fn is_beside(relation: Relation) -> bool {
    use Relation::*;
    matches!(relation, Conj | Cc | Parataxis | Advcl | AdvclRelcl | List | Vocative | Discourse | Ccomp | Csubj)
}
