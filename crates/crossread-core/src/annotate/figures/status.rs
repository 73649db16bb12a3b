//! Whether a figure is so, planned, denied, negated or only supposed.

use super::Status;
use super::clause::QuantityClause;
use crate::language::figures::FigureWords;
use crate::quantity::QuantityForm;
use crossread_language::{Relation, Tag, Word};

/// What a word says of the figures that its clause gives.
fn cue(words: &FigureWords, word: Word) -> Option<Status> {
    let cues =
        [(&words.planned, Status::Planned), (&words.denied, Status::Denied), (&words.supposed, Status::Hypothetical)];
    cues.into_iter().find(|(group, _)| group.has(word)).map(|(_, status)| status)
}

/// Finds it from the verb that says something of what is counted, and those it hangs on. `head` is the token of what is
/// counted, `predicate` that of the verb.
pub(super) fn find(clause: &QuantityClause, head: Option<usize>, predicate: Option<usize>) -> Status {
    // "4,000 troops that may be sent": the figure's own relative clause speaks first.
    if let Some(head) = head
        && let Some(relative) = clause.sentence.child(head, Relation::AclRelcl)
        && let Some(status) = helped(clause, relative)
    {
        return status;
    }
    // "the 5,200 troops": that there are so many is taken for granted, whatever is done with them.
    let (start, words) = (clause.tokens.start, &clause.language.figures);
    if start > 0 && clause.is(start - 1, &words.known) {
        return Status::Asserted;
    }
    // "not 150 as first reported", "and not 14": said of the number itself, whatever verb the parse hangs it on.
    if clause.read.form != QuantityForm::Nothing && clause.preceded_by(&words.not) {
        return Status::Negated;
    }
    let Some(verb) = predicate else { return Status::Asserted };
    let chain: Vec<usize> = clause.sentence.ancestors(verb).take(6).collect();
    if is_denied(clause, &chain) || is_refuted_behind(clause) {
        return Status::Denied;
    }
    if clause.read.form != QuantityForm::Nothing && negated(clause, verb) {
        return Status::Negated;
    }
    if let Some(status) = helped(clause, verb) {
        return status;
    }
    // Upwards as long as the verb is what the next one wants, plans, supposes.
    for pair in chain.windows(2) {
        let (below, above) = (pair[0], pair[1]);
        let relation = clause.relation(below);
        if relation == Relation::Advcl && is_supposed(clause, below) {
            return Status::Hypothetical;
        }
        let wanted = matches!(relation, Relation::Xcomp | Relation::Acl) || relation == Relation::Ccomp;
        if !wanted && relation != Relation::Conj {
            break;
        }
        let infinitive = clause.sentence.children(below).any(|child| clause.is(child, &words.to));
        let cue = cue(words, clause.sentence.tokens[above].lemma);
        if let Some(cue) = cue
            && (infinitive || cue != Status::Planned || relation == Relation::Ccomp && helped(clause, below).is_some())
            && cue != Status::Denied
        {
            return cue;
        }
    }
    by_order(clause, verb).unwrap_or(Status::Asserted)
}

/// Whether a word on the way up from a figure's verb denies it: what somebody denies, not what stands beside a denial, and only through
/// what is said, wanted or done.
fn is_denied(clause: &QuantityClause, chain: &[usize]) -> bool {
    let words = &clause.language.figures;
    let mut is_told = false;
    for pair in chain.windows(2) {
        let relation = clause.relation(pair[0]);
        let through = matches!(
            relation,
            Relation::Ccomp | Relation::Xcomp | Relation::Obj | Relation::Acl | Relation::Nmod | Relation::Obl
        );
        // "Reports that 60 people were hurt are false": what is told is said not to be so.
        let is_refuted = is_told && relation.is_subject();
        is_told = matches!(relation, Relation::Acl | Relation::Ccomp);
        // "Denied port access to four ships": what is kept from them is denied, not that there are four.
        let is_kept_from = matches!(relation, Relation::Nmod | Relation::Obl)
            && clause.sentence.children(pair[0]).any(|case| case < pair[0] && clause.is(case, &words.to));
        if !through && !is_refuted || is_kept_from {
            break;
        }
        if words.denied.has(clause.sentence.tokens[pair[1]].lemma) {
            return true;
        }
    }
    false
}

/// Whether what a noun tells of with "that" is said not to be so behind it, whatever the parse hangs on what: "reports that 60 people were
/// hurt were false".
fn is_refuted_behind(clause: &QuantityClause) -> bool {
    let (tokens, words) = (&clause.sentence.tokens, &clause.language.figures);
    let tells = |at: usize| {
        clause.is(at, &clause.language.grammar.complementizer) && (at == 1 || at > 1 && clause.tag(at - 1) == Tag::Noun)
    };
    let is_told = (0..clause.tokens.start).any(tells);
    let mut behind = clause.tokens.end..tokens.len();
    let false_at = behind.find(|&at| clause.tag(at) == Tag::Adj && words.denied.has(tokens[at].lemma));
    let links =
        |at: usize| (at - 2..at).any(|before| before >= clause.tokens.end && clause.is(before, &words.refuted_links));
    is_told && false_at.is_some_and(|at| links(at) && !(clause.tokens.end..at).any(|i| clause.tag(i) == Tag::Punct))
}

/// Where the parse tells nothing: "to" and the verb at once behind a word of planning ("plans to send", "is expected to
/// cost").
fn by_order(clause: &QuantityClause, verb: usize) -> Option<Status> {
    let words = &clause.language.figures;
    // "3,000 soldiers to be sent": "to" at once behind what is counted.
    if verb > clause.tokens.end
        && (verb.saturating_sub(2)..verb).any(|i| clause.is(i, &words.to) && i >= clause.tokens.end)
    {
        return Some(Status::Planned);
    }
    let to = (verb.saturating_sub(2)..verb).rev().find(|&i| clause.is(i, &words.to))?;
    let cue = (to.saturating_sub(2)..to).rev().find_map(|i| cue(words, clause.sentence.tokens[i].lemma))?;
    (cue == Status::Planned && verb < clause.tokens.start).then_some(cue)
}

/// What the auxiliaries of a verb say: "will send", "may be sent", "would cost".
fn helped(clause: &QuantityClause, verb: usize) -> Option<Status> {
    let words = &clause.language.figures;
    for child in clause.sentence.children(verb).filter(|&child| child < verb) {
        if clause.tag(child) != Tag::Aux && clause.relation(child) != Relation::Aux {
            continue;
        }
        if clause.is(child, &words.reported_helpers) {
            // "said it would send 500" reports a plan; without a report, it supposes.
            let reported = clause.relation(verb) == Relation::Ccomp;
            return Some(if reported { Status::Planned } else { Status::Hypothetical });
        }
        if let Some(status) = cue(words, clause.word(child)) {
            return Some(status);
        }
    }
    is_supposed(clause, verb).then_some(Status::Hypothetical)
}

fn is_supposed(clause: &QuantityClause, verb: usize) -> bool {
    clause.sentence.children(verb).any(|child| {
        child < verb && clause.relation(child) == Relation::Mark && clause.is(child, &clause.language.grammar.supposing)
    })
}

/// Whether the verb's own "not" denies the amount: "did not kill 150". What may not be is a rule ("can't hold families for
/// more than 20 days"), and behind a dash another thought begins.
fn negated(clause: &QuantityClause, verb: usize) -> bool {
    let words = &clause.language.figures;
    let not =
        |child: usize| child < clause.tokens.start && clause.is(child, &words.negations) && child < verb.max(1) + 2;
    let rules = || clause.sentence.children(verb).any(|child| child < verb && clause.is(child, &words.rules));
    // "They don't have 50 votes" tells what is lacking, "by not notifying Congress 30 days in advance" what was left undone.
    let lacks = clause.is(verb, &words.lacks)
        || clause.read.quantity.unit.is_time()
        || clause.is_verb(verb) && words.participle_endings.end(clause.words(verb));
    let parted = || clause.parted(verb, clause.tokens.start) || clause.parted(clause.tokens.start, verb);
    clause.sentence.children(verb).any(not) && !rules() && !lacks && !parted()
        // "not 5,000 but 2,000"
        || clause.preceded_by(&words.not)
}
