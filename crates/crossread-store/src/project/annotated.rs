//! W3C Web Annotations that people made, as decisions: of Hypothesis, Recogito and whatever else writes them.

use super::runs::hash;
use crossread_core::align::kinds::EntryKind;
use crossread_core::decisions::{Decision, DecisionKind, Place};
use serde_json::Value;

/// The annotations of a page, a collection, a list or one alone; `None` where it is none of these.
pub(super) fn annotations(value: &Value) -> Option<Vec<&Value>> {
    let is = |value: &Value, kind: &str| {
        let types = one_or_all(&value["type"]);
        types.iter().any(|one| one.as_str() == Some(kind))
    };
    if is(value, "Annotation") {
        return Some(vec![value]);
    }
    let list = match value {
        Value::Array(list) => list,
        _ if is(value, "AnnotationPage") => value["items"].as_array()?,
        _ if is(value, "AnnotationCollection") => value["first"]["items"].as_array()?,
        _ => return None,
    };
    list.iter().all(|one| is(one, "Annotation")).then(|| list.iter().collect())
}

fn one_or_all(value: &Value) -> Vec<&Value> {
    match value {
        Value::Null => Vec::new(),
        Value::Array(all) => all.iter().collect(),
        one => vec![one],
    }
}

/// What a person says in an annotation, if it says who, when, of which words, what (a tag such as `wrong`, or words to put instead) and
/// of what sort of entry (a tag such as `figure`).
pub(super) fn decision(annotation: &Value) -> Option<Decision> {
    let creator = one_or_all(&annotation["creator"]).into_iter().next()?;
    let by = ["name", "nickname", "id"].iter().find_map(|name| creator[*name].as_str()).or(creator.as_str())?;
    let at = annotation["created"].as_str().or(annotation["modified"].as_str())?;
    let bodies = AnnotationBodies::of(annotation);
    let says = bodies.tags.iter().find_map(|tag| DecisionKind::named(tag)).filter(|says| says.places() == 1);
    let says = says.or(bodies.instead.as_ref().map(|_| DecisionKind::Instead))?;
    let kind = bodies.tags.iter().find_map(|tag| EntryKind::named(tag))?;
    let place = one_or_all(&annotation["target"]).into_iter().find_map(|target| place(target, kind))?;
    Some(Decision {
        // The same annotation taken in twice is one decision; one that was changed since is another.
        id: hash(&annotation.to_string()),
        by: by.to_owned(),
        at: at.to_owned(),
        program: None,
        says,
        on: vec![place],
        saw: None,
        value: bodies.instead.filter(|_| says == DecisionKind::Instead),
        note: Some(bodies.note).filter(|note| !note.is_empty()),
        replaces: Vec::new(),
        act: None,
    })
}

/// What stands in the bodies of an annotation.
#[derive(Default)]
struct AnnotationBodies {
    tags: Vec<String>,
    instead: Option<String>,
    note: String,
}

impl AnnotationBodies {
    fn of(annotation: &Value) -> AnnotationBodies {
        let motivation = one_or_all(&annotation["motivation"]).into_iter().find_map(Value::as_str);
        let mut bodies = AnnotationBodies::default();
        for body in one_or_all(&annotation["body"]) {
            let Some(words) = body["value"].as_str().or(body.as_str()).map(str::trim) else { continue };
            match body["purpose"].as_str().or(motivation) {
                Some("tagging" | "classifying" | "assessing") => bodies.tags.push(words.to_lowercase()),
                Some("editing") => bodies.instead = Some(words.to_owned()),
                _ if bodies.note.is_empty() => bodies.note = words.to_owned(),
                _ => bodies.note = format!("{} {words}", bodies.note),
            }
        }
        bodies
    }
}

/// The words that a target selects. Without their article they are found by what stands around them.
fn place(target: &Value, kind: EntryKind) -> Option<Place> {
    let selectors = one_or_all(&target["selector"]);
    let of_type = |kind: &str| selectors.iter().copied().find(|one| one["type"] == kind);
    let quote = of_type("TextQuoteSelector")?;
    let text = |name: &str| quote[name].as_str().unwrap_or_default().to_owned();
    let number = |name: &str| of_type("TextPositionSelector").and_then(|one| one[name].as_u64()?.try_into().ok());
    let (exact, prefix, suffix) = (text("exact"), text("prefix"), text("suffix"));
    // Without a position: a number that tells the words from the same words elsewhere, and is no place in any article.
    let elsewhere = || u32::from_str_radix(&hash(&format!("{prefix} {suffix}"))[..8], 16).unwrap_or(0) | 1 << 31;
    let start = number("start").unwrap_or_else(elsewhere);
    let source = target["source"].as_str().or(target["source"]["id"].as_str()).unwrap_or_default();
    let sha256 = source.strip_prefix("urn:sha256:").unwrap_or_default().to_owned();
    // An address names an article that no id does: one of its own, so that words of two pages are two.
    let article = sha256.get(..16).map_or_else(|| hash(source), str::to_owned);
    let range = (start, number("end").unwrap_or(start));
    (!exact.is_empty()).then_some(Place { article, sha256, range, exact, prefix, suffix, kind })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn annotation(body: Value) -> Value {
        json!({
            "type": "Annotation", "motivation": "commenting", "created": "2023-03-22T10:00:00Z", "creator": {"name": "Ana"},
            "body": body,
            "target": {"source": "https://vel.example/2", "selector": [
                {"type": "TextPositionSelector", "start": 4, "end": 9},
                {"type": "TextQuoteSelector", "exact": "ferry", "prefix": "The ", "suffix": " sank"},
            ]},
        })
    }

    fn tag(value: &str) -> Value {
        json!({"type": "TextualBody", "purpose": "tagging", "value": value})
    }

    #[test]
    fn tags_say_what_and_of_what() {
        let one = annotation(json!([tag("Wrong"), tag("event"), {"type": "TextualBody", "value": "another ship"}]));
        let taken = decision(&one).unwrap();
        assert_eq!(
            (taken.by.as_str(), taken.says, taken.note.as_deref()),
            ("Ana", DecisionKind::Wrong, Some("another ship"))
        );
        let Place { exact, prefix, range, kind, article, .. } = &taken.on[0];
        assert_eq!((exact.as_str(), prefix.as_str(), *range, *kind), ("ferry", "The ", (4, 9), EntryKind::Event));
        assert_eq!(article, &hash("https://vel.example/2"), "an address is no text: the words are looked for");
        assert_eq!(decision(&one).unwrap().id, taken.id);
    }

    #[test]
    fn words_to_put_instead_are_the_value() {
        let edit = json!({"type": "TextualBody", "purpose": "editing", "value": "34"});
        let taken = decision(&annotation(json!([tag("figure"), edit]))).unwrap();
        assert_eq!((taken.says, taken.value.as_deref()), (DecisionKind::Instead, Some("34")));
    }

    #[test]
    fn what_nobody_decided_is_no_decision() {
        let mut without = annotation(json!([tag("wrong"), tag("event")]));
        assert!(decision(&without).is_some());
        without["creator"] = Value::Null;
        assert!(decision(&without).is_none(), "the program's own annotations have no creator");
        assert!(decision(&annotation(json!([tag("event")]))).is_none());
        assert!(decision(&annotation(json!([tag("together"), tag("event")]))).is_none(), "one place is not two");
        let page = json!({"type": "AnnotationPage", "items": [annotation(Value::Null)]});
        assert_eq!(annotations(&page).map(|all| all.len()), Some(1));
        assert!(annotations(&json!({"id": "1", "by": "Ana"})).is_none());
    }
}
