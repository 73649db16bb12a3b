//! Named mentions, one by one: which words are the name, which its title.

use super::bodies;
use super::{Gender, NameKey};
use crate::language::Language;
use crate::language::knowledge;
use crate::rules::rule;
use crossread_language::{Features, MentionKind, Relation, Sentence, Span, Tag, Token, Word, is_given_name};
use foldhash::{HashMap, HashMapExt, HashSet, HashSetExt};
use std::collections::{BTreeMap, BTreeSet};

/// A named mention before it is known whom it names.
#[derive(Clone, Debug)]
pub(super) struct NamedMention {
    /// The name, without title.
    pub span: Span,
    pub kind: MentionKind,
    /// The parts of the name; for a country those of its fullest spelling.
    pub key: NameKey,
    /// What stands beside it: "former Pentagon official".
    pub titles: Vec<Span>,
    pub gender: Option<Gender>,
    /// Whether the words say that it is somebody's relative: "her father, Tom Lowe".
    pub is_relative: bool,
}

impl NamedMention {
    /// The first word of the name.
    fn first_word(&self, text: &str) -> Word {
        Word::lowered(self.span.of(text).split(' ').next().unwrap_or_default())
    }

    /// Whether a title, a relative or a given name shows that it is somebody's name.
    fn is_shown_to_be_somebody(&self, text: &str) -> bool {
        !self.titles.is_empty() || self.is_relative || is_given_name(self.first_word(text))
    }
}

/// Longest run of words before a name that may be its title: "former deputy US Secretary of State" has six; eight
/// leaves room and keeps the walk short.
const TITLE_WORDS: usize = 8;

/// Every named mention in order of place, those in quotation marks too.
pub(super) fn named(language: &Language, text: &str, sentences: &[Sentence]) -> Vec<NamedMention> {
    let mut seen = Vec::new();
    for sentence in sentences {
        let mut end = 0;
        let mut firms = firms(language, text, sentence);
        let apart = |body: &(usize, usize)| firms.iter().all(|firm| body.1 < firm.0 || body.0 > firm.1);
        let bodies: Vec<(usize, usize)> = bodies::named(language, text, sentence).into_iter().filter(apart).collect();
        firms.extend(bodies);
        for &(first, last) in &firms {
            seen.extend(mentioned(language, text, sentence, (first, last), MentionKind::Organization));
        }
        let in_firm = |first: usize, last: usize| firms.iter().any(|firm| first <= firm.1 && last >= firm.0);
        for mention in &sentence.mentions {
            // A name nested in another ("Bank of England") names nothing the article speaks of.
            if (mention.first as usize) < end || in_firm(mention.first.into(), mention.last.into()) {
                continue;
            }
            end = mention.last as usize + 1;
            let name = mentioned(language, text, sentence, (mention.first.into(), mention.last.into()), mention.kind);
            let behind = name.as_ref().map_or(0, |name| sentence.tokens_in(name.span).end);
            // Where a body is names a place.
            let is_where = |at: &usize| language.grammar.inside.has(sentence.tokens[*at].word);
            if let Some(inside) = (behind > 0 && behind + 1 < end).then_some(behind).filter(is_where) {
                let place = (inside + 1, end - 1);
                seen.extend(mentioned(language, text, sentence, place, MentionKind::Place));
            }
            // It may go on behind what the reader of sentences took for it: "Mar-a-Lago".
            end = end.max(behind);
            seen.extend(name);
        }
    }
    lettered(language, text, sentences, &mut seen);
    places_inside(language, text, sentences, &mut seen);
    repeats(language, text, sentences, &mut seen);
    hyphened(language, text, &mut seen);
    short_forms(language, text, &mut seen);
    settled(language, text, &mut seen);
    beside_what_bodies_have(language, text, sentences, &mut seen);
    under_pictures(language, text, &mut seen);
    let mut seen = without_pairs(language, text, seen);
    seen.sort_by_key(|one| one.span);
    seen
}

/// Whether words name a country or a place that everybody knows, in capitals ("TAL ORM") and with spaces between letters ("the U. S.")
/// too.
fn is_known_place(language: &Language, words: &str) -> bool {
    let names = &language.names;
    let is_one = |words: &str| names.countries.is_nation(words) || names.known_places.contains(words);
    let is_short = words.len() <= MOST_LETTERS_IN_SHORT && words.chars().all(|c| c.is_ascii_uppercase());
    let is_shouted = words.len() > MOST_LETTERS_IN_SHORT && words.chars().all(|c| c.is_uppercase() || c == ' ');
    is_one(words)
        || is_short && names.countries.is_country(words)
        || words.contains(". ") && names.countries.is_country(&words.replace(". ", "."))
        || is_shouted && is_one(&capitalized(words))
}

/// Words in capitals that are longer are no letters for others: "CAIRO".
const MOST_LETTERS_IN_SHORT: usize = 3;

/// Words with one large letter each.
fn capitalized(words: &str) -> String {
    let one =
        |word: &str| word.chars().take(1).chain(word.chars().skip(1).flat_map(char::to_lowercase)).collect::<String>();
    words.split(' ').map(one).collect::<Vec<String>>().join(" ")
}

/// Places that everybody knows where the reader of sentences took no words for a name: "a [Velmark] court", "the ruler of [Orm]".
fn places_inside(language: &Language, text: &str, sentences: &[Sentence], seen: &mut Vec<NamedMention>) {
    // "Tal [Orm]": what was read as somebody's name may be a part.
    let taken: BTreeSet<Span> = seen.iter().map(|one| one.span).collect();
    let is_free = |span: Span| {
        let mut near = taken.range(..Span { start: span.end, end: span.end }).rev().take(LONGEST_PLACE);
        near.all(|other| !other.overlaps(span) || span.contains(*other) && span != *other)
    };
    for sentence in sentences {
        let mut at = 0;
        while at < sentence.tokens.len() {
            let is_name = |at: usize| sentence.tokens.get(at).is_some_and(|token| token.tag == Tag::Propn);
            let longest = (at..at + LONGEST_PLACE).rev().find(|&last| {
                is_name(at) && is_name(last) && {
                    let span = sentence.words(at, last);
                    let words = span.of(text);
                    is_known_place(language, words) && is_free(span)
                }
            });
            rule!(place_inside, longest.is_some());
            if let Some(last) = longest {
                let span = sentence.words(at, last);
                seen.retain(|one| !span.contains(one.span));
                seen.extend(mentioned(language, text, sentence, (at, last), MentionKind::Place));
            }
            at = longest.unwrap_or(at) + 1;
        }
    }
}

/// Most words of such a place: "Papua New Guinea".
const LONGEST_PLACE: usize = 3;

/// Bodies that their letters follow in brackets, and the letters wherever they stand: "Harbour Safety Authority (HSA)". What has letters is
/// a body where its noun says so or where it was read as one.
fn lettered(language: &Language, text: &str, sentences: &[Sentence], seen: &mut Vec<NamedMention>) {
    let mut letters: HashSet<Word> = HashSet::new();
    for sentence in sentences {
        for (first, last, short) in bodies::lettered(language, text, sentence) {
            let span = sentence.words(first, last);
            let line = NamingSentence { language, text, sentence };
            let claim = Claim { first, last, kind: MentionKind::Organization };
            let is_headed = line.is_headed_by_a_group(claim) || line.is_headed_by_a_venture(claim);
            // "Information and Decision [Support Center]": the letters stand for all of it.
            if is_headed && seen.iter().all(|one| !one.span.overlaps(span) || span.contains(one.span)) {
                seen.retain(|one| !one.span.overlaps(span));
            }
            match seen.iter_mut().find(|one| one.span.overlaps(span)) {
                Some(read) if is_headed && read.span == span => read.kind = MentionKind::Organization,
                Some(read) if read.kind != MentionKind::Organization => continue,
                None if !is_headed => continue,
                None => seen.extend(mentioned(language, text, sentence, (first, last), MentionKind::Organization)),
                Some(_) => {}
            }
            letters.insert(sentence.tokens[short].word);
        }
    }
    if letters.is_empty() {
        return;
    }
    let is_short = |one: &NamedMention| one.key.len() == 1 && letters.contains(&one.key[0]) && one.titles.is_empty();
    seen.iter_mut().filter(|one| is_short(one)).for_each(|one| one.kind = MentionKind::Organization);
    for sentence in sentences {
        for (at, token) in sentence.tokens.iter().enumerate() {
            let is_short = letters.contains(&token.word) && starts_upper(token.span.of(text));
            if is_short && !seen.iter().any(|one| one.span.overlaps(token.span)) {
                seen.extend(mentioned(language, text, sentence, (at, at), MentionKind::Organization));
            }
        }
    }
}

/// A name that begins a line and that the text has elsewhere without the agency before it stands under that agency's picture: "Reuters Orm
/// Steel said", with no mark between.
fn under_pictures(language: &Language, text: &str, seen: &mut [NamedMention]) {
    let keys: HashSet<NameKey> = seen.iter().map(|one| one.key.clone()).collect();
    for one in seen.iter_mut().filter(|one| one.key.len() > 1) {
        let words = one.span.of(text);
        let Some((credit, name)) = words.split_once(' ') else { continue };
        let begins = text[..one.span.start()].trim_end_matches(' ');
        let begins = begins.is_empty() || begins.ends_with(['\n', '.', '!', '?', '”', '"']);
        if begins && starts_upper(name) && is_picture_agency(language, credit) && keys.contains(&one.key[1..]) {
            one.span = one.span.at(words.len() - name.len()..words.len());
            one.key.remove(0);
        }
    }
}

/// Whether a word names an agency that sells pictures; the buttons of pages name firms that others are named after ("Facebook Live").
fn is_picture_agency(language: &Language, word: &str) -> bool {
    language.names.picture_credits.has(word) && !language.names.buttons.has(word)
}

/// Without words that only say between whom something is: "the Lowe-Marsh talks", "the Marsh-Dorn affair". One of the two is a country, or
/// both are named in the text by themselves.
fn without_pairs(language: &Language, text: &str, mut seen: Vec<NamedMention>) -> Vec<NamedMention> {
    let pair = |one: &NamedMention| {
        let (first, second) = one.span.of(text).split_once('-')?;
        let alone = |part: &str| starts_upper(part) && part.len() > 1 && part.chars().all(char::is_alphabetic);
        (alone(first) && alone(second)).then_some([first, second])
    };
    let alone: HashSet<Word> =
        seen.iter().filter(|one| pair(one).is_none()).filter_map(|one| one.key.last().copied()).collect();
    seen.retain(|one| {
        let parts = pair(one).filter(|_| one.kind == MentionKind::Person && one.titles.is_empty());
        let is_named = |part: &&str| alone.contains(&Word::lowered(part));
        !parts.is_some_and(|parts| {
            parts.iter().any(|part| language.names.countries.is_country(part)) || parts.iter().all(is_named)
        })
    });
    seen
}

/// What stands behind "the town of" or in "in Tal Orm, Velmark" anywhere is nobody's name, then in "a resident of Tal Orm said" neither.
fn settled(language: &Language, text: &str, seen: &mut [NamedMention]) {
    let is_settlement = |one: &NamedMention| {
        let before = language.names.before_settlement.strip_end(&text[..one.span.start()]).unwrap_or_default();
        language.names.settlements.has(before.rsplit(' ').next().unwrap_or_default())
    };
    let is_place_at = |at: usize| seen.iter().any(|one| one.span.start() == at && one.kind == MentionKind::Place);
    let lies_in_place = |one: &NamedMention| {
        let before = text[..one.span.start()].strip_suffix(' ').unwrap_or_default();
        let preposition = before.rsplit([' ', '\n']).next().unwrap_or_default();
        language.events.placing_surely.has(Word::lowered(preposition))
            && text[one.span.end()..].starts_with(", ")
            && is_place_at(one.span.end() + ", ".len())
    };
    let is_placed = |one: &&NamedMention| is_settlement(one) || one.titles.is_empty() && lies_in_place(one);
    let mut places: HashSet<NameKey> = seen.iter().filter(is_placed).map(|one| one.key.clone()).collect();
    places.extend(often_inside(language, text, seen));
    places.extend(nations(language, text, seen));
    for one in seen.iter_mut().filter(|one| one.kind != MentionKind::Organization && places.contains(&one.key)) {
        one.kind = MentionKind::Place;
    }
}

/// What stands behind "in" twice and in a third of its mentions, and never with a title or a given name, is nobody's name: "in Orm".
fn often_inside(language: &Language, text: &str, seen: &[NamedMention]) -> Vec<NameKey> {
    let mut uses: BTreeMap<&NameKey, (usize, usize, bool)> = BTreeMap::new();
    for one in seen {
        let word =
            text[..one.span.start()].trim_end_matches(' ').rsplit([' ', '\n', '“', '"']).next().unwrap_or_default();
        let is_owner = text[one.span.end()..].starts_with(['\'', '’']);
        let (all, inside, is_person) = uses.entry(&one.key).or_default();
        *all += 1;
        let before = Word::lowered(word);
        *inside +=
            usize::from(!is_owner && language.grammar.inside.has(before) || language.names.parts_of_places.has(before));
        *is_person |= one.is_shown_to_be_somebody(text);
    }
    let is_place = |&(_, (all, inside, is_person)): &(_, (usize, usize, bool))| {
        rule!(often_inside, inside >= OFTEN && inside * OFTEN_OF >= all && !is_person)
    };
    uses.into_iter().filter(is_place).map(|(key, _)| key.clone()).collect()
}

/// Countries with the given name of somebody, where nobody in the text has it: "Jordan signed".
fn nations(language: &Language, text: &str, seen: &[NamedMention]) -> Vec<NameKey> {
    let first = |one: &NamedMention| one.first_word(text);
    let people = || seen.iter().filter(|one| one.kind == MentionKind::Person);
    let given: HashSet<Word> = people().filter(|one| one.key.len() > 1 || !one.titles.is_empty()).map(first).collect();
    let is_nation = |one: &&NamedMention| {
        let words = one.span.of(text);
        let is_nation = !words.contains(' ') && language.names.countries.is_nation(words);
        rule!(nation_like_a_given_name, is_nation && !given.contains(&first(one)))
    };
    people().filter(is_nation).map(|one| one.key.clone()).collect()
}

/// What stands behind a noun for bodies or before what only bodies have, and is nobody's name by a title or a given name, is a body
/// wherever it stands: "the cosmetics firm Hallan", "Hallan chairman Piet Lowe", "Hallan's board".
fn beside_what_bodies_have(language: &Language, text: &str, sentences: &[Sentence], seen: &mut [NamedMention]) {
    let names = &language.names;
    let is_body = |token: &Token| {
        names.bodies.has(token.lemma)
            && token.tag == Tag::Noun
            && !token.features.has(Features::PLURAL)
            && language.learned.words.facts(token.lemma).noun != knowledge::PERSON
    };
    // The words beside a name from token `first` to the one before `end`: those of a place tell less.
    let is_beside = |sentence: &Sentence, (first, end): (usize, usize), is_place: bool| {
        let tokens = &sentence.tokens;
        let mark = tokens.get(end).filter(|token| language.grammar.possessive_marks.has(token.span.of(text)));
        let behind = tokens.get(end + usize::from(mark.is_some()));
        let has = behind.is_some_and(|token| names.possessors.get(&token.lemma) == Some(&MentionKind::Organization));
        // "Told the court Lowe was ill" speaks of two, whatever the parser joins.
        let is_told = |noun: usize| noun > 1 && names.speaking.has(tokens[noun - 2].lemma);
        let is_one = |noun: usize| {
            let hangs = |at: usize| sentence.head(at) == Some(noun) || sentence.head(noun) == Some(at);
            (first..end).any(hangs) && !is_told(noun)
        };
        let is_behind_one = first.checked_sub(1).is_some_and(|noun| is_body(&tokens[noun]) && is_one(noun));
        rule!(beside_what_bodies_have, is_behind_one || has && !is_place)
    };
    let is_beside_it = |one: &NamedMention| {
        let at = sentences.partition_point(|sentence| sentence.span.end <= one.span.start);
        let sentence = sentences.get(at).filter(|sentence| sentence.span.contains(one.span));
        sentence.is_some_and(|sentence| {
            let own = sentence.tokens_in(one.span);
            is_beside(sentence, (own.start, own.end), one.kind == MentionKind::Place)
        })
    };
    let people: HashSet<NameKey> =
        seen.iter().filter(|one| one.is_shown_to_be_somebody(text)).map(|one| one.key.clone()).collect();
    let is_open = |one: &NamedMention| {
        one.kind != MentionKind::Organization
            && !people.contains(&one.key)
            && !is_known_place(language, one.span.of(text))
    };
    let mut found: HashSet<NameKey> =
        seen.iter().filter(|one| is_open(one) && is_beside_it(one)).map(|one| one.key.clone()).collect();
    // Titles hold names that were not read as such: "[Hallan chairman] Piet Lowe".
    for sentence in sentences {
        let is_name = |at: usize| sentence.tokens.get(at).is_some_and(|token| token.tag == Tag::Propn);
        let alone = (1..sentence.tokens.len()).filter(|&at| is_name(at) && !is_name(at - 1) && !is_name(at + 1));
        let beside = alone.filter(|&at| is_beside(sentence, (at, at + 1), true));
        found.extend(beside.map(|at| [sentence.tokens[at].word].into_iter().collect::<NameKey>()));
    }
    for one in seen.iter_mut().filter(|one| is_open(one) && found.contains(&one.key)) {
        one.kind = MentionKind::Organization;
    }
}

/// How often a name stands behind "in" to be a place, and of how many mentions one does.
const OFTEN: usize = 2;
const OFTEN_OF: usize = 3;

/// What stands for a body for short is one: "BHA" behind "Brennock Harbour Authority (BHA)", "Lidholm" beside "Lidholm AG" where nobody
/// is called so.
fn short_forms(language: &Language, text: &str, seen: &mut [NamedMention]) {
    let is_body = |one: &&NamedMention| one.kind == MentionKind::Organization;
    let mut short: HashSet<NameKey> = HashSet::new();
    for one in seen.iter().filter(is_body) {
        let words = one.span.of(text);
        let behind = text[one.span.end()..].strip_prefix(" (").and_then(|rest| rest.split_once(')'));
        let capitals: String = words.chars().filter(|c| c.is_uppercase()).collect();
        if let Some((acronym, _)) = behind.filter(|(acronym, _)| *acronym == capitals) {
            short.insert([Word::lowered(acronym)].into_iter().collect());
        }
        if is_signed(language, words) {
            short.insert(one.key.clone());
        }
    }
    let people = |one: &&NamedMention| one.kind == MentionKind::Person && one.key.len() > 1;
    let surnames: HashSet<Word> = seen.iter().filter(people).map(|person| person.key[person.key.len() - 1]).collect();
    short.retain(|key| !(key.len() == 1 && surnames.contains(&key[0])));
    // "Karl Lidholm founded Lidholm AG": the firm is called by all of its name.
    let signed = |one: &&mut NamedMention| {
        one.kind == MentionKind::Organization && one.key.len() == 1 && surnames.contains(&one.key[0])
    };
    for one in seen.iter_mut().filter(signed) {
        let words = one.span.of(text);
        if let Some((_, sign)) = words.rsplit_once(' ').filter(|_| is_signed(language, words)) {
            one.key = one.key.iter().copied().chain([Word::lowered(sign)]).collect();
        }
    }
    for one in seen.iter_mut().filter(|one| short.contains(&one.key) && one.titles.is_empty()) {
        one.kind = MentionKind::Organization;
    }
}

/// Whether a name ends in what only firms have: "Lidholm AG".
fn is_signed(language: &Language, words: &str) -> bool {
    words.rsplit_once(' ').is_some_and(|(_, last)| language.names.firm_signs.has(last))
}

/// Surnames with a particle glued to them are one person's however they begin: after "Omar al-Hadidi" the "Al-Hadidi" at the head of a
/// sentence is no place, and the "Hadidi" of "Mrs al-Hadidi" has its particle.
fn hyphened(language: &Language, text: &str, seen: &mut [NamedMention]) {
    let glued = |words: &str| {
        words.split_once('-').is_some_and(|(particle, name)| {
            language.names.name_particles.has(Word::lowered(particle)) && !name.is_empty() && !name.contains(['-', ' '])
        })
    };
    for one in seen.iter_mut().filter(|one| one.kind == MentionKind::Person) {
        let before = &text[..one.span.start()];
        let word = before.rfind([' ', '\n']).map_or(0, |space| space + 1);
        if before.ends_with('-')
            && language.names.name_particles.has(Word::lowered(before[word..].trim_end_matches('-')))
        {
            one.span = Span::new(word, one.span.end());
        }
    }
    let last = |one: &NamedMention| one.span.of(text).rsplit(' ').next().unwrap_or_default().to_lowercase();
    let surnames: HashSet<String> =
        seen.iter().filter(|one| one.kind == MentionKind::Person).map(last).filter(|name| glued(name)).collect();
    for one in seen.iter_mut().filter(|one| one.kind != MentionKind::Person) {
        if surnames.contains(&one.span.of(text).to_lowercase()) {
            one.kind = MentionKind::Person;
        }
    }
}

/// Names of firms with "&" in them, by first and last token: "Smith & Sons", "Larsen & Holm Ltd", "Brandt, Roe & Co."; with "and" where
/// the name ends as only firms do: "Tusk and Pryce Ltd".
fn firms(language: &Language, text: &str, sentence: &Sentence) -> Vec<(usize, usize)> {
    let tokens = &sentence.tokens;
    let word = |at: usize| tokens[at].span.of(text);
    let name = |at: usize| matches!(tokens[at].tag, Tag::Propn | Tag::Noun) && starts_upper(word(at));
    let mut firms: Vec<(usize, usize)> = Vec::new();
    for and in 1..tokens.len().saturating_sub(1) {
        let spelled = language.names.and_spelled.has(word(and));
        if word(and) != "&" && !spelled || !name(and - 1) || !starts_upper(word(and + 1)) {
            continue;
        }
        let is_company = |at: usize| language.names.company.has(word(at).trim_end_matches('.'));
        // "Larsen Inc and Holm Ltd" are two.
        if spelled && is_company(and - 1) {
            continue;
        }
        let proper = tokens[and - 1].tag == Tag::Propn || tokens[and + 1].tag == Tag::Propn;
        let mut last = and + 1;
        while last + 1 < tokens.len() && name(last + 1) && tokens[last].span.end + 1 == tokens[last + 1].span.start {
            last += 1;
        }
        let is_company = (and + 1..=last).any(is_company);
        if spelled
            && !(is_company
                && language.names.company.has(word(last).trim_end_matches('.'))
                && last <= and + LONGEST_PARTNER)
        {
            continue;
        }
        let mut first = and - 1;
        while first > 0 {
            // "Brandt, Roe & Co.": a row of partners.
            let before = if is_company && word(first - 1) == "," && first > 1 { first - 2 } else { first - 1 };
            if !name(before) || tokens[before].tag != Tag::Propn || language.names.roles.has(tokens[before].lemma) {
                break;
            }
            first = before;
        }
        let apart = firms.last().is_none_or(|before| before.1 < first);
        if apart && (proper || is_company) {
            firms.push((first, last));
        }
    }
    firms.extend(signed(language, text, sentence, &firms));
    firms
}

/// Names of firms of several words by what only firms end in: "Ferrow Chemicals plc".
fn signed(language: &Language, text: &str, sentence: &Sentence, firms: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let tokens = &sentence.tokens;
    let word = |at: usize| tokens[at].span.of(text);
    let name = |at: usize| matches!(tokens[at].tag, Tag::Propn | Tag::Noun | Tag::Adj) && starts_upper(word(at));
    let mut found = Vec::new();
    for last in (2..tokens.len()).filter(|&at| language.names.firm_signs.has(word(at))) {
        let first = (0..last).rev().take_while(|&at| name(at)).last().unwrap_or(last);
        let apart = firms.iter().all(|firm| last < firm.0 || first > firm.1);
        if first + 1 < last && apart && !language.names.roles.has(tokens[first].lemma) {
            found.push((first, last));
        }
    }
    found
}

/// Whether a noun for a relative stands right before a name or behind it: "her father, Tom Lowe", "Tom Lowe, her father".
fn is_relative(language: &Language, text: &str, sentence: &Sentence, first: usize, last: usize) -> bool {
    let tokens = &sentence.tokens;
    let is_comma = |at: usize| tokens.get(at).is_some_and(|token| token.span.of(text) == ",");
    let names_kin = |at: usize| tokens.get(at).is_some_and(|token| language.names.kin.has(token.lemma));
    let before = first.checked_sub(1).map(|at| if is_comma(at) { at.saturating_sub(1) } else { at });
    before.is_some_and(names_kin) || is_comma(last + 1) && names_kin(last + 3)
}

/// Most words of somebody's name behind the post they hold: "Ann Marie Lowe".
const LONGEST_NAME: usize = 3;

/// Most words of such a card behind those that are taken for the name: "Lowe Ann (Annie) LoweHarbor".
const LONGEST_CARD: usize = 4;

/// Longest small word that ties a name's words, in bytes: "upon".
const LONGEST_TIE: usize = 4;

/// Most words behind the "and" of a firm: a partner and what firms end in.
const LONGEST_PARTNER: usize = 3;

/// What a possessive's owner must be: "Toyland's board" is an organization's, "Orm's mayor" a place's. `last` is the owner's
/// last token.
fn possessor(language: &Language, text: &str, sentence: &Sentence, last: usize) -> Option<MentionKind> {
    let tokens = &sentence.tokens;
    let possessive =
        tokens.get(last + 1).is_some_and(|token| language.grammar.possessive_marks.has(token.span.of(text)));
    let owned = tokens.get(last + 2).filter(|_| possessive)?;
    language.names.possessors.get(&owned.lemma).copied()
}

/// Whether a mention is one word, which no given name is, behind "the" and before no noun.
fn stands_alone_behind_the(language: &Language, sentence: &Sentence, first: usize, last: usize) -> bool {
    let tokens = &sentence.tokens;
    let the = |at: usize| language.grammar.definite.has(tokens[at].word);
    let inside = first < last && the(first);
    let before = inside || first.checked_sub(1).is_some_and(the);
    let names = tokens.get(last + 1).is_some_and(|next| matches!(next.tag, Tag::Noun | Tag::Propn | Tag::Num));
    let count = last + 1 - first - usize::from(inside);
    before && count == 1 && !names && !is_given_name(tokens[last].word) && !language.names.roles.has(tokens[last].lemma)
}

/// Whether what stands behind a name is said of people alone: ", who", ", whose", ", 41,".
fn stands_as_person(language: &Language, text: &str, sentence: &Sentence, last: usize) -> bool {
    let word = |at: usize| sentence.tokens.get(at).map_or("", |token| token.span.of(text));
    word(last + 1) == "," && language.names.relative_behind_name.has(word(last + 2))
        || is_age_behind(text, sentence, last)
}

/// Whether years of age stand set off behind token `last`: "Austin Keeve, 41,".
fn is_age_behind(text: &str, sentence: &Sentence, last: usize) -> bool {
    let word = |at: usize| sentence.tokens.get(at).map_or("", |token| token.span.of(text));
    let is_age = |words: &str| words.len() == 2 && words.chars().all(|c| c.is_ascii_digit());
    word(last + 1) == "," && is_age(word(last + 2)) && word(last + 3) == ","
}

/// Whether what only firms have stands behind a name: "Ferrow Chemicals plc".
fn is_signed_firm(language: &Language, text: &str, sentence: &Sentence, last: usize) -> bool {
    sentence.tokens.get(last + 1).is_some_and(|next| language.names.firm_signs.has(next.span.of(text)))
}

/// Whether a saint's name stands for a house called after them: "St Anne's", with nothing behind it that they could own.
fn is_saints_house(language: &Language, text: &str, sentence: &Sentence, first: usize, last: usize) -> bool {
    let tokens = &sentence.tokens;
    let saint = last > first && language.names.saints.has(tokens[first].span.of(text));
    let owns = |token: &Token| matches!(token.tag, Tag::Noun | Tag::Propn | Tag::Adj | Tag::Num);
    let possessive =
        |at: usize| tokens.get(at).is_some_and(|token| language.grammar.possessive_marks.has(token.span.of(text)));
    let behind = if possessive(last) { last + 1 } else { last + 2 };
    saint && (possessive(last) || possessive(last + 1)) && !tokens.get(behind).is_some_and(owns)
}

/// Whether years of age stand right before token `first`: "21-year-old", "4-month-old".
fn is_age_before(language: &Language, text: &str, sentence: &Sentence, first: usize) -> bool {
    let before = &text[sentence.span.start()..sentence.tokens[first].span.start()];
    let word = before.trim_end().rsplit(char::is_whitespace).next().unwrap_or_default();
    language.names.ages.end(word)
}

/// A sentence of a text, whose words are asked what they name.
#[derive(Clone, Copy)]
struct NamingSentence<'a> {
    language: &'a Language,
    text: &'a str,
    sentence: &'a Sentence,
}

/// The words of a sentence that are taken for a name, first to last, and what they are taken to name. Each rule hands it on, put right.
#[derive(Clone, Copy)]
struct Claim {
    first: usize,
    last: usize,
    kind: MentionKind,
}

/// How somebody is spoken of beside the name.
#[derive(Default)]
struct Address {
    titles: Vec<Span>,
    gender: Option<Gender>,
}

/// One mention, its title taken off.
fn mentioned(
    language: &Language,
    text: &str,
    sentence: &Sentence,
    (first, last): (usize, usize),
    kind: MentionKind,
) -> Option<NamedMention> {
    let line = NamingSentence { language, text, sentence };
    let whole = sentence.words(first, last).of(text);
    let claim = Claim { first, last, kind };
    if line.is_no_name(claim) {
        return None;
    }
    // Later rules see what the earlier ones made of it.
    let claim = line.behind_its_role(claim);
    let claim = line.before_it_is_repeated(claim);
    let claim = line.no_person_after_all(claim);
    let claim = line.person_called_like_a_place(claim);
    let claim = line.known_place(claim);
    let claim = line.place_by_its_head(claim);
    let claim = line.without_where(claim);
    let claim = line.firm_or_body(claim, whole);
    let claim = line.person_by_title(claim);
    let claim = line.with_all_its_words(claim);
    let claim = line.with_hyphened_words(claim);
    let claim = line.without_edges(claim);
    let (claim, address) = match claim.kind {
        MentionKind::Person => line.without_title(claim)?,
        _ => (claim, Address::default()),
    };
    line.seen(claim, address)
}

impl NamingSentence<'_> {
    /// Whether the words name nobody and nothing: nationalities, days, parties behind a name, credits of pictures.
    fn is_no_name(&self, Claim { first, last, kind }: Claim) -> bool {
        let NamingSentence { language, text, sentence } = *self;
        let whole = sentence.words(first, last).of(text);
        // Nationalities and days are no names of anybody.
        if language.names.countries.of_demonym(whole).is_some()
            || language.names.is_calendar(whole)
            || (language.names.months_and_verbs.has(whole) && kind == MentionKind::Other)
        {
            return true;
        }
        // "The Government said": a noun that stands for the body that is known.
        let before = first.checked_sub(1).map(|at| &sentence.tokens[at]);
        let is_noun =
            first == last && kind != MentionKind::Person && language.names.no_names.has(sentence.tokens[first].lemma);
        if is_noun && before.is_some_and(|before| before.tag == Tag::Det || before.tag == Tag::Pron) {
            return true;
        }
        let is_set_off = text[..sentence.tokens[first].span.start()].trim_end().ends_with(['(', ',']);
        is_set_off && language.names.is_party(whole)
            || kind == MentionKind::Person && language.names.picture_credits.has(whole)
    }

    /// "Secretary of [State Ann Lowe]": the first word is what the role is of. "Director of [Harbor Safety Ann Lowe]" too.
    fn behind_its_role(&self, claim: Claim) -> Claim {
        let Claim { first, last, .. } = claim;
        let given = (first..last).find(|&at| is_given_name(self.sentence.tokens[at].word));
        let named = given.filter(|&at| at > first && last - at < LONGEST_NAME);
        match named.filter(|_| first >= 2 && ends_in_role(self.language, self.sentence, first)) {
            Some(at) => Claim { first: at, last, kind: MentionKind::Person },
            None => claim,
        }
    }

    /// A card that opens over a name goes on with all of it: "Ann Lowe Ann Marie Lowe Harbor strike ends".
    fn before_it_is_repeated(&self, claim: Claim) -> Claim {
        let (tokens, first) = (&self.sentence.tokens, claim.first);
        let again = |&at: &usize| {
            is_given_name(tokens[at].word) && (first..at - 1).any(|name| tokens[name].word == tokens[at].word)
        };
        let repeated = (first + 2..=claim.last).find(again);
        repeated.map_or(claim, |at| Claim { last: at - 1, ..claim })
    }

    /// What one word was taken for somebody by mistake, and what it is.
    fn no_person_after_all(&self, mut claim: Claim) -> Claim {
        let NamingSentence { language, text, sentence } = *self;
        let Claim { first, last, .. } = claim;
        // "Toyland's board": a firm of one word is easily taken for somebody.
        if first == last
            && claim.kind == MentionKind::Person
            && !is_given_name(sentence.tokens[first].word)
            && let Some(owner) = possessor(language, text, sentence, last)
        {
            claim.kind = owner;
        }
        // "The Kremlin denied": one word behind "the" names nobody, unless it only says which one: "the Lowe family".
        if claim.kind == MentionKind::Person && stands_alone_behind_the(language, sentence, first, last) {
            claim.kind = MentionKind::Organization;
        }
        claim
    }

    /// Somebody whose name is that of a place too: what is said of them is said of people only.
    fn person_called_like_a_place(&self, mut claim: Claim) -> Claim {
        let NamingSentence { language, text, sentence } = *self;
        let (tokens, Claim { first, last, .. }) = (&sentence.tokens, claim);
        // "Jordan Amble flew": somebody with the given name of a place does what people do.
        let acts = tokens.get(last + 1).is_some_and(|next| next.tag == Tag::Verb)
            && (first..=last).any(|at| tokens[at].relation.is_subject());
        // "Austin Keeve, who" and "Austin Keeve, 41," too.
        let is_person = acts || stands_as_person(language, text, sentence, last);
        if claim.kind == MentionKind::Place && last == first + 1 && is_person && is_given_name(tokens[first].word) {
            claim.kind = MentionKind::Person;
        }
        // "21-year-old Jordan Keeve": only somebody is so old; "a 12-year-old New York boy" lives there.
        let describes = tokens.get(last + 1).is_some_and(|next| next.tag == Tag::Noun);
        let is_aged =
            is_age_behind(text, sentence, last) || !describes && is_age_before(language, text, sentence, first);
        if claim.kind == MentionKind::Place && last > first && is_aged {
            claim.kind = MentionKind::Person;
        }
        claim
    }

    /// A country or a city that everybody knows, whatever the reader of sentences took it for; but somebody may be called Jordan, and a club
    /// London.
    fn known_place(&self, mut claim: Claim) -> Claim {
        let NamingSentence { language, text, sentence } = *self;
        let Claim { first, last, kind } = claim;
        let names = &language.names;
        let whole = sentence.words(first, last).of(text);
        let is_borne = first == last && is_given_name(sentence.tokens[first].word);
        let is_titled = || first > 0 && names.honorifics.contains_key(&sentence.tokens[first - 1].word);
        let is_known = match kind {
            MentionKind::Person | MentionKind::Other => is_known_place(language, whole),
            MentionKind::Organization => names.countries.is_nation(whole) && whole.contains(' '),
            MentionKind::Place => false,
        };
        if rule!(known_place, is_known && !is_borne && !is_titled()) {
            claim.kind = MentionKind::Place;
        }
        claim
    }

    /// "Orm Valley", "the Tal Islands" are places by their last word.
    fn place_by_its_head(&self, claim: Claim) -> Claim {
        let word = |at: usize| self.sentence.tokens[at].span.of(self.text).to_lowercase();
        let is_headed = || self.head(claim).is_some_and(|at| self.language.names.place_heads.has(&word(at)));
        let is_somebody = || claim.kind == MentionKind::Person && is_given_name(self.sentence.tokens[claim.first].word);
        if rule!(place_by_its_head, claim.kind != MentionKind::Place && is_headed() && !is_somebody()) {
            return Claim { kind: MentionKind::Place, ..claim };
        }
        claim
    }

    /// A body's name without where it is: "Tarn News Agency in [Sund]".
    fn without_where(&self, claim: Claim) -> Claim {
        let NamingSentence { language, text, sentence } = *self;
        let names = &language.names;
        let word = |at: usize| sentence.tokens[at].word;
        let inside = (claim.first + 2..claim.last).rfind(|&at| language.grammar.inside.has(word(at)));
        let cut = inside.filter(|&at| {
            let place = sentence.words(at + 1, claim.last).of(text);
            claim.kind != MentionKind::Person
                && !names.wide.has(sentence.tokens[claim.last].span.of(text))
                && (names.known_places.contains(place) || names.countries.is_country(place))
        });
        rule!(without_where, cut.is_some());
        cut.map_or(claim, |at| Claim { last: at - 1, ..claim })
    }

    /// The token of the noun that a name of several words is built on: "School" of "School of Harbour Studies".
    fn head(&self, Claim { first, last, .. }: Claim) -> Option<usize> {
        let NamingSentence { language, text, sentence } = *self;
        let word = |at: usize| sentence.tokens[at].span.of(text);
        let head = (first + 1..last).find(|&at| language.names.of_fields.has(word(at))).map_or(last, |at| at - 1);
        (starts_upper(word(head)) && last > first && sentence.tokens[first].tag != Tag::Det).then_some(head)
    }

    /// Whether that noun tells that the name is a body's, whatever it was read as.
    fn is_headed_by_a_body(&self, claim: Claim) -> bool {
        let word = |at: usize| self.sentence.tokens[at].span.of(self.text).to_lowercase();
        self.head(claim).is_some_and(|at| self.language.names.sure_heads.has(&word(at)))
    }

    /// Whether that noun is one for what people do together, which has letters where it is a body: "Orm Support Center".
    fn is_headed_by_a_venture(&self, claim: Claim) -> bool {
        let word = |at: usize| self.sentence.tokens[at].span.of(self.text).to_lowercase();
        self.head(claim).is_some_and(|at| self.language.names.venture_heads.has(&word(at)))
    }

    /// Whether that noun is one for people who belong together, or for what they work at.
    fn is_headed_by_a_group(&self, claim: Claim) -> bool {
        let NamingSentence { language, text, sentence } = *self;
        let is_group = |at: usize| {
            let noun = Word::lowered(sentence.tokens[at].span.of(text));
            let names = &language.names;
            [&names.bodies, &names.body_heads, &names.fielded].iter().any(|list| list.has(noun))
                || language.learned.words.facts(noun).noun == knowledge::GROUP
        };
        self.is_headed_by_a_body(claim) || self.head(claim).is_some_and(is_group)
    }

    /// What signs and last words tell to be a firm or a body. `whole` is the mention as it was found.
    fn firm_or_body(&self, mut claim: Claim, whole: &str) -> Claim {
        let NamingSentence { language, text, sentence } = *self;
        let (tokens, Claim { first, last, .. }) = (&sentence.tokens, claim);
        // "Harbour Arts [Agency]": what is left of a name that the reader of sentences cut.
        let cut = first == last
            && first > 0
            && tokens[first - 1].tag == Tag::Propn
            && language.names.bodies.has(tokens[last].lemma);
        if claim.kind == MentionKind::Person && cut {
            claim.kind = MentionKind::Organization;
        }
        let signed = is_signed_firm(language, text, sentence, last) && claim.kind != MentionKind::Place;
        claim.last += usize::from(signed);
        if signed
            || is_saints_house(language, text, sentence, first, claim.last)
            || is_signed(language, whole)
            || bodies::ends_in_a_body(language, text, &tokens[first..=claim.last])
            || rule!(body_by_its_head, self.is_headed_by_a_body(claim))
        {
            claim.kind = MentionKind::Organization;
        }
        claim
    }

    /// "Harbor Minister Piet Lowe" names a person, whatever the reader of sentences took it for.
    fn person_by_title(&self, mut claim: Claim) -> Claim {
        let NamingSentence { language, text, sentence } = *self;
        let (tokens, Claim { first, last, .. }) = (&sentence.tokens, claim);
        // "Velmark Gov. Piet Lowe".
        let is_title = |i: usize| {
            language.names.roles.has(tokens[i].lemma) || language.names.honorifics.contains_key(&tokens[i].word)
        };
        let titled = (first..last).any(|i| is_title(i) && starts_upper(tokens[i].span.of(text)));
        if titled
            && !language.names.roles.has(tokens[last].lemma)
            && tokens[last].tag == Tag::Propn
            && tokens[last - 1].tag == Tag::Propn
        {
            claim.kind = MentionKind::Person;
        }
        claim
    }

    /// Somebody's name with the particles and the family name that the reader of sentences left out; what has the particles
    /// of a name inside is somebody's.
    fn with_all_its_words(&self, mut claim: Claim) -> Claim {
        let (names, tokens) = (&self.language.names, &self.sentence.tokens);
        if claim.kind == MentionKind::Person {
            claim.first = self.with_particles(claim.first);
            claim.last = self.with_family_name(claim);
        } else if claim.kind == MentionKind::Place
            && claim.last > claim.first
            && (claim.first..=claim.last).any(|i| names.name_particles.has(tokens[i].word))
        {
            // "al-", "bin" and their like stand in names of people; a place that has one has nothing before it.
            let leads = names.name_particles.has(tokens[claim.first].word);
            claim.kind = if leads { claim.kind } else { MentionKind::Person };
        }
        claim
    }

    /// The first word of somebody's name, where a particle or what stands before it belongs to the name too.
    fn with_particles(&self, mut first: usize) -> usize {
        let NamingSentence { language, text, sentence } = *self;
        let tokens = &sentence.tokens;
        // The particles before a surname, large at the head of a sentence: "[Van] der Holm".
        while first > 0
            && language.names.particles.has(tokens[first - 1].word)
            && tokens[first - 1].span.end + 1 == tokens[first].span.start
        {
            first -= 1;
        }
        // "The engineer [Luz] de la Cueva": in a sentence a particle is small behind a given name.
        let is_small = tokens[first].span.of(text).starts_with(char::is_lowercase);
        let goes_on = first > 0
            && is_small
            && language.names.particles.has(tokens[first].word)
            && tokens[first - 1].tag == Tag::Propn
            && starts_upper(tokens[first - 1].span.of(text))
            && tokens[first - 1].span.end + 1 == tokens[first].span.start
            && !language.names.roles.has(tokens[first - 1].lemma)
            && !language.names.honorifics.contains_key(&tokens[first - 1].word);
        first - usize::from(goes_on)
    }

    /// The last word of somebody's name, with a family name that the reader of sentences left out: "Nicolas J.S. `Davies`".
    fn with_family_name(&self, Claim { first, mut last, .. }: Claim) -> usize {
        let NamingSentence { language, text, sentence } = *self;
        let tokens = &sentence.tokens;
        while tokens.get(last + 1).is_some_and(|next| {
            next.tag == Tag::Propn
                && tokens[last].span.end + 1 == next.span.start
                && starts_upper(next.span.of(text))
                && !language.names.is_calendar(next.span.of(text))
                && (last == first || tokens[last].span.of(text).ends_with('.'))
                && !language.names.roles.has(next.lemma)
        }) {
            last += 1;
        }
        last
    }

    /// "Mar-a-Lago", "Orm-upon-Tal": a small word between hyphens ties the words of one name.
    fn with_hyphened_words(&self, mut claim: Claim) -> Claim {
        if let Some(tied) = self.tied_at(claim.last) {
            claim.last = tied_end(&self.sentence.tokens, claim.last, tied);
        }
        claim
    }

    /// The words that a small one between hyphens ties, and that one, where they begin at a token.
    fn tied_at(&self, at: usize) -> Option<[&str; 3]> {
        let start = self.sentence.tokens[at].span.start();
        let word = self.text[start..self.sentence.span.end()].split(char::is_whitespace).next()?;
        tied(word.trim_end_matches(|c: char| !c.is_alphanumeric()))
    }

    /// "Iraq's" is a mention of Iraq; quotation marks and brackets at the ends are no part of a name.
    fn without_edges(&self, mut claim: Claim) -> Claim {
        let NamingSentence { language, text, sentence } = *self;
        let tokens = &sentence.tokens;
        while claim.last > claim.first && is_edge(language, text, tokens[claim.last].span) {
            claim.last -= 1;
        }
        let leads = |at: usize| is_edge(language, text, tokens[at].span) || tokens[at].tag == Tag::Det;
        while claim.first < claim.last && leads(claim.first) {
            claim.first += 1;
        }
        claim
    }

    /// Somebody's name, and apart from it what stands beside it; none where all of it is a title.
    fn without_title(&self, claim: Claim) -> Option<(Claim, Address)> {
        let NamingSentence { language, text, sentence } = *self;
        let tokens = &sentence.tokens;
        let whole = claim.first;
        let (first, last, mut gender) = self.behind_title(self.up_to_the_glued_word(claim));
        // "Senator", "Harbour Governor": a role and no name.
        if language.names.roles.has(tokens[last].lemma) && !(first < last && is_given_name(tokens[first].word)) {
            return None;
        }
        let mut titles = Vec::new();
        let outside = title_before(language, text, sentence, whole, &mut gender);
        let begin = outside.unwrap_or(whole);
        if begin < first {
            let mut end = first - 1;
            while end > begin && tokens[end].tag == Tag::Punct {
                end -= 1;
            }
            titles.push(sentence.words(begin, end));
        }
        titles.extend(apposition(language, sentence, first, last));
        Some((Claim { first, last, ..claim }, Address { titles, gender }))
    }

    /// Scrapes keep the card that opens over a name, glued to what follows: "Lowe Ann Marie LoweHarbor strike ends". The name
    /// ends at its last word.
    fn up_to_the_glued_word(&self, claim: Claim) -> Claim {
        let (text, tokens, Claim { first, last, .. }) = (self.text, &self.sentence.tokens, claim);
        let glued = |at: usize| {
            let word = tokens[at].span.of(text);
            (first..at.min(last + 1)).find(|&name| {
                let rest = word.strip_prefix(tokens[name].span.of(text));
                rest.is_some_and(starts_upper) && tokens[name].span.len() > 2
            })
        };
        let name = (first + 1..tokens.len().min(last + 1 + LONGEST_CARD)).find_map(glued);
        name.map_or(claim, |last| Claim { last, ..claim })
    }

    /// First and last word of a name behind the title inside the mention, and the gender that this tells. One word must be
    /// left over to be the name.
    fn behind_title(&self, Claim { first, mut last, .. }: Claim) -> (usize, usize, Option<Gender>) {
        let NamingSentence { language, text, sentence } = *self;
        let tokens = &sentence.tokens;
        let (mut after_title, mut gender) = (first, None);
        for at in first..=last {
            let token = &tokens[at];
            if language.grammar.and.has(token.word) && at > first {
                // "Lowe and Governor Marsh" are two; the second is found again as a repeat of a known name.
                last = at - 1;
                break;
            }
            if at == last {
                break;
            }
            if let Some(shown) = language.names.honorifics.get(&token.word) {
                gender = gender.or(*shown);
                after_title = at + 1;
            } else if language.names.roles.has(token.lemma) && starts_upper(token.span.of(text)) {
                after_title = at + 1;
            }
        }
        // "Secretary [of State] Ann Lowe": what the role is of.
        while after_title > first && after_title + 1 < last && language.grammar.genitive.has(tokens[after_title].word) {
            after_title += 2;
        }
        // "Pope Francis" has a title, "Judge" alone or "Bishop Auckland" none to spare.
        (after_title.min(last), last, gender)
    }

    /// The words by which a name is known again, before countries are called by their full names.
    fn key(&self, Claim { first, last, kind }: Claim) -> NameKey {
        let (text, tokens) = (self.text, &self.sentence.tokens);
        // "Ferrow Chemicals" and "Ferrow Chemicals plc" are one.
        let signs = &self.language.names.firm_signs;
        let sign = kind == MentionKind::Organization && last > first && signs.has(tokens[last].span.of(text));
        let end = if sign { last - 1 } else { last };
        let (mut key, mut at) = (NameKey::new(), first);
        while at <= end {
            let token = &tokens[at];
            // "Mazar-e-Sharif", "Mazar-i-Sharif".
            if let Some(tied) = self.tied_at(at) {
                key.extend([tied[0], tied[2]].map(Word::lowered));
                at = tied_end(tokens, at, tied);
            } else if token.span.of(text).chars().any(char::is_alphanumeric) {
                key.push(self.language.names.short_of.get(token.word).unwrap_or(token.word));
            }
            at += 1;
        }
        key
    }

    /// The mention as it goes on to the others; none of a number or a lone mark.
    fn seen(&self, claim: Claim, Address { titles, gender }: Address) -> Option<NamedMention> {
        let NamingSentence { language, text, sentence } = *self;
        let Claim { first, last, mut kind } = claim;
        let (span, key) = (sentence.words(first, last), self.key(claim));
        if key.is_empty() || !span.of(text).chars().any(char::is_alphabetic) {
            return None;
        }
        if kind == MentionKind::Person {
            if language.names.countries.key(&key).is_some() && titles.is_empty() {
                kind = MentionKind::Place;
            } else if first == last && sentence.tokens[first].features.has(Features::PLURAL) {
                // "Democrats", "Marines": many, and no person.
                kind = MentionKind::Organization;
            }
        }
        let key = language.names.countries.key(&key).cloned().unwrap_or(key);
        let is_relative = kind == MentionKind::Person && is_relative(language, text, sentence, first, last);
        Some(NamedMention { span, kind, key, titles, gender, is_relative })
    }
}

fn is_edge(language: &Language, text: &str, span: Span) -> bool {
    let words = span.of(text);
    language.grammar.owner_marks.has(words) || !words.chars().any(char::is_alphanumeric)
}

/// The words of "Mazar-e-Sharif", the small one that ties them in the middle.
fn tied(word: &str) -> Option<[&str; 3]> {
    let (one, rest) = word.split_once('-')?;
    let (tie, other) = rest.split_once('-')?;
    let is_tie = !tie.is_empty() && tie.len() <= LONGEST_TIE && tie.chars().all(char::is_lowercase);
    let is_name = |word: &str| starts_upper(word) && word.chars().all(char::is_alphabetic);
    (is_tie && is_name(one) && is_name(other)).then_some([one, tie, other])
}

/// The last token of tied words that begin at one.
fn tied_end(tokens: &[Token], first: usize, tied: [&str; 3]) -> usize {
    let end = tokens[first].span.start() + tied.iter().map(|word| word.len()).sum::<usize>() + "--".len();
    first + tokens[first..].iter().take_while(|token| token.span.start() < end).count() - 1
}

fn starts_upper(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
}

/// First token of the title that runs up to token `name`: "the [former Pentagon official] Michael Maloof". The last
/// word before the name must be a role or a form of address, else it is no title.
fn title_before(
    language: &Language,
    text: &str,
    sentence: &Sentence,
    name: usize,
    gender: &mut Option<Gender>,
) -> Option<usize> {
    let tokens = &sentence.tokens;
    let previous = name.checked_sub(1)?;
    if let Some(shown) = language.names.honorifics.get(&tokens[previous].word) {
        *gender = gender.or(*shown);
    } else if !language.names.roles.has(tokens[previous].lemma) && !ends_in_role(language, sentence, previous) {
        return None;
    }
    // "Secretary of State"; but not "rid of Mr. Lowe", "a friend of Senator Lowe".
    let is_whole = !ends_in_role(language, sentence, previous);
    let mut first = previous;
    for at in (name.saturating_sub(TITLE_WORDS)..previous).rev() {
        let token = &tokens[at];
        if is_whole && at + 1 == previous && language.grammar.genitive.has(token.word) {
            break;
        }
        let inside = matches!(token.tag, Tag::Noun | Tag::Propn | Tag::Adj)
            || language.names.honorifics.contains_key(&token.word)
            || language.grammar.genitive.has(token.word)
            || language.names.then.has(token.word)
            || (token.span.of(text) == "-" && at > 0)
            || (language.grammar.and.has(token.word)
                && language.names.roles.has(tokens[at + 1].lemma)
                && at > 0
                && language.names.roles.has(tokens[at - 1].lemma));
        if !inside {
            break;
        }
        first = at;
    }
    // Never begin inside "of State" or with a dangling hyphen.
    while first < previous && matches!(tokens[first].tag, Tag::Adp | Tag::Punct | Tag::Cconj) {
        first += 1;
    }
    Some(first)
}

/// "Secretary of State", "head of mission": the role stands before the "of".
fn ends_in_role(language: &Language, sentence: &Sentence, at: usize) -> bool {
    let tokens = &sentence.tokens;
    at >= 2 && language.grammar.genitive.has(tokens[at - 1].word) && language.names.roles.has(tokens[at - 2].lemma)
}

/// Descriptions that stand in apposition to the name: "Sajad Jiyad, [managing director of a think tank], said".
fn apposition(language: &Language, sentence: &Sentence, first: usize, last: usize) -> Option<Span> {
    let tokens = &sentence.tokens;
    let head = (first..=last).find(|&at| sentence.head(at).is_none_or(|head| head < first || head > last))?;
    let described = sentence.children(head).find(|&child| {
        child > last && tokens[child].relation == Relation::Appos && language.names.roles.has(tokens[child].lemma)
    })?;
    let (begin, end) = sentence.subtree(described);
    // An apposition of a dozen words is a clause that the parse got wrong.
    (begin > last && end - begin < 12).then(|| sentence.words(begin, end))
}

/// Words the language layer passed over that name what the article names elsewhere: a family name of somebody named
/// in full, or the same words as a name of several.
fn repeats(language: &Language, text: &str, sentences: &[Sentence], seen: &mut Vec<NamedMention>) {
    let mut families: HashMap<Word, ()> = HashMap::new();
    // Names of several words by their first, the longest first.
    let mut whole: HashMap<Word, Vec<(NameKey, MentionKind)>> = HashMap::new();
    for one in seen.iter().filter(|one| one.key.len() >= 2) {
        if one.kind == MentionKind::Person {
            families.insert(one.key[one.key.len() - 1], ());
        }
        let known = whole.entry(one.key[0]).or_default();
        if !known.iter().any(|(key, _)| *key == one.key) && known.len() < 16 {
            known.push((one.key.clone(), one.kind));
        }
    }
    let mut taken: Vec<Span> = seen.iter().map(|one| one.span).collect();
    taken.sort();
    let free = |span: Span| {
        let i = taken.partition_point(|other| other.end <= span.start);
        !taken.get(i).is_some_and(|other| other.overlaps(span))
    };
    let mut more = Vec::new();
    for sentence in sentences {
        let tokens = &sentence.tokens;
        let mut at = 0;
        while at < tokens.len() {
            let token = &tokens[at];
            let begin = at;
            at += 1;
            if !starts_upper(token.span.of(text)) || !free(token.span) {
                continue;
            }
            let again = whole.get(&token.word).into_iter().flatten().find(|(key, _)| {
                let end = begin + key.len();
                end <= tokens.len()
                    && key.iter().zip(&tokens[begin..end]).all(|(part, token)| *part == token.word)
                    && free(sentence.words(begin, end - 1))
            });
            let alone = again.is_none()
                && token.tag == Tag::Propn
                && tokens.get(begin.wrapping_sub(1)).is_none_or(|before| before.tag != Tag::Propn);
            if alone && let Some(kind) = possessor(language, text, sentence, begin) {
                more.extend(mentioned(language, text, sentence, (begin, begin), kind));
            } else if let Some((key, kind)) = again {
                more.extend(mentioned(language, text, sentence, (begin, begin + key.len() - 1), *kind));
                at = begin + key.len();
            } else if families.contains_key(&token.word) && token.tag == Tag::Propn {
                more.extend(mentioned(language, text, sentence, (begin, begin), MentionKind::Person));
            }
        }
    }
    seen.extend(more);
}
