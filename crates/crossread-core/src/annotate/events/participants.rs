//! Who took part in a happening, by role, and where it was.

use super::{Participant, Role};
use crate::annotate::Annotations;
use crate::annotate::figures::Reference;
use crossread_language::{MentionKind, Relation, Sentence, Span};

/// The participants of the happening that token `head` tells, in order, and its place.
pub(super) fn find(found: &Annotations, sentence: &Sentence, head: usize) -> (Vec<Participant>, Option<Reference>) {
    let mut participants = Vec::new();
    let mut place = None;
    for child in sentence.children(head) {
        let span = sentence.subtree_span(child);
        let role = match sentence.tokens[child].relation {
            Relation::Nsubj | Relation::OblAgent => Role::Agent,
            Relation::Obj | Relation::NsubjPass => Role::Patient,
            Relation::Iobj => Role::Recipient,
            Relation::Obl => {
                place = place.or_else(|| name_in(found, span, Some(MentionKind::Place)));
                continue;
            }
            _ => continue,
        };
        let referent = name_in(found, sentence.tokens[child].span, None).and_then(|name| name.referent);
        participants.push(Participant { span, head: sentence.tokens[child].span, role, referent });
    }
    (participants, place)
}

/// The first name of a kind in the words at `span`.
fn name_in(found: &Annotations, span: Span, kind: Option<MentionKind>) -> Option<Reference> {
    let first = found.names.partition_point(|name| name.span.end <= span.start);
    let touching = found.names[first..].iter().take_while(|name| name.span.start < span.end);
    touching
        .filter(|name| kind.is_none_or(|kind| name.kind == kind))
        .map(|name| Reference { span: name.span, referent: Some(name.referent) })
        .next()
}
