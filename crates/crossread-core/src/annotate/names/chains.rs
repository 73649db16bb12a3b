//! Which names of one article name the same.

use super::gather::NamedMention;
use super::genders::leaning;
use super::{Gender, Name, NameForm, NameKey, Names, Referent};
use crate::language::Language;
use crate::story::Warning;
use crossread_language::{MentionKind, Span, Word, is_given_name};
use foldhash::{HashMap, HashMapExt};
use std::collections::{BTreeMap, BTreeSet};

/// A referent in the making.
struct Chain {
    key: NameKey,
    kind: MentionKind,
    /// Indices into the mentions, in order of place.
    members: Vec<usize>,
}

/// The mentions of a text, in order of place.
#[derive(Clone, Copy)]
struct TextMentions<'a> {
    language: &'a Language,
    text: &'a str,
    seen: &'a [NamedMention],
}

/// Mentions with one key, of which it isn't known yet whose they are.
struct BareNames {
    key: NameKey,
    kind: MentionKind,
    members: Vec<usize>,
}

/// The referents in the making, with the ways to find them again by a part of their name.
struct ReferentChains<'a> {
    mentions: TextMentions<'a>,
    all: Vec<Chain>,
    by_last: HashMap<Word, Vec<usize>>,
    by_first: HashMap<Word, Vec<usize>>,
    /// Firms by the first word of their names, by which they are called for short.
    firms: HashMap<Word, Vec<usize>>,
    acronyms: HashMap<Word, usize>,
}

/// Joins mentions into referents. Mentions are in order of place.
///
/// `title` is the article's, wherever it stands.
pub(super) fn join(language: &Language, text: &str, title: Option<&str>, seen: &[NamedMention]) -> Names {
    let (mut chains, mut bare) = ReferentChains::by_full_name(TextMentions { language, text, seen });
    chains.acronyms = acronyms(text, seen, &chains.all);
    bare.sort_by_key(|one| one.members[0]);
    let mut warnings = Vec::new();
    for one in bare {
        warnings.extend(chains.place(title, one));
    }
    let mut chains = chains.all;
    for chain in &mut chains {
        chain.members.sort_unstable();
    }
    chains.sort_by_key(|chain| chain.members[0]);
    let (names, referents) = finish(text, seen, &chains);
    Names { names, referents, warnings }
}

impl<'a> ReferentChains<'a> {
    /// The referents that the fullest names tell, and the mentions by a surname alone, which may be anybody's who has it.
    fn by_full_name(mentions: TextMentions<'a>) -> (ReferentChains<'a>, Vec<BareNames>) {
        let TextMentions { language, seen, .. } = mentions;
        let (by_last, by_first, firms, acronyms) = (HashMap::new(), HashMap::new(), HashMap::new(), HashMap::new());
        let mut chains = ReferentChains { mentions, all: Vec::new(), by_last, by_first, firms, acronyms };
        // Same words, same kind of thing. A BTreeMap, so that the order is that of the keys on every run.
        let mut by_key: BTreeMap<(std::cmp::Reverse<usize>, NameKey), Vec<usize>> = BTreeMap::new();
        for (i, one) in seen.iter().enumerate() {
            by_key.entry((std::cmp::Reverse(one.key.len()), one.key.clone())).or_default().push(i);
        }
        let mut bare = Vec::new();
        // Fullest names first, so that a shorter form finds the fuller one.
        for ((length, key), members) in by_key {
            let kind = majority(seen, &members);
            // "Van der Holm" is a surname alone.
            if key[..length.0 - 1].iter().all(|word| language.names.particles.has(*word)) {
                bare.push(BareNames { key, kind, members });
                continue;
            }
            let fuller = (kind == MentionKind::Person).then(|| fuller(&chains.all, &chains.by_last, &key)).flatten();
            match fuller {
                Some(chain) => chains.all[chain].members.extend(members),
                None => chains.open(Chain { key, kind, members }),
            }
        }
        (chains, bare)
    }

    /// Takes in a new referent, to be found by the ends of its name.
    fn open(&mut self, chain: Chain) {
        let (first, number) = (chain.key[0], self.all.len());
        self.by_last.entry(chain.key[chain.key.len() - 1]).or_default().push(number);
        self.by_first.entry(first).or_default().push(number);
        if chain.kind == MentionKind::Organization {
            self.firms.entry(first).or_default().push(number);
        }
        self.all.push(chain);
    }

    /// Gives mentions by a surname alone to whose they are: a prince's own, a firm's, what the letters stand for, the one
    /// person's who has the name. Whom several may be is warned of.
    fn place(&mut self, title: Option<&str>, BareNames { key, kind, members }: BareNames) -> Option<Warning> {
        let members = self.without_regnal(&key, members);
        if members.is_empty() {
            return None;
        }
        let candidates = self.bearers(&key, kind);
        let members = self.without_firms(key[key.len() - 1], &candidates, members);
        if members.is_empty() {
            return None;
        }
        if candidates.is_empty()
            && let Some(chain) = self.acronyms.get(&key[key.len() - 1])
        {
            self.all[*chain].members.extend(members);
            return None;
        }
        match candidates[..] {
            [] => self.all.push(Chain { key, kind, members }),
            [only] if is_another(&self.mentions, title, &self.all[only], &members) => {
                self.all.push(Chain { key, kind, members })
            }
            [only] => self.all[only].members.extend(members),
            _ => return share(&self.mentions, &mut self.all, &candidates, key, members),
        }
        None
    }

    /// The mentions that have no rank which only one has: "King Olaf" is not Prince Anders Olaf. Those that have it are a
    /// person by themselves.
    fn without_regnal(&mut self, key: &NameKey, members: Vec<usize>) -> Vec<usize> {
        let TextMentions { language, text, seen } = self.mentions;
        let (regnal, members): (Vec<usize>, Vec<usize>) =
            members.into_iter().partition(|&member| regnal(language, text, seen[member].span).is_some());
        if !regnal.is_empty() {
            self.all.push(Chain { key: key.clone(), kind: MentionKind::Person, members: regnal });
        }
        members
    }

    /// The people whom a surname alone may name; a given name alone names the only one who has it.
    fn bearers(&self, key: &NameKey, kind: MentionKind) -> Vec<usize> {
        let word = key[key.len() - 1];
        let people = |index: &HashMap<Word, Vec<usize>>| -> Vec<usize> {
            let is_person = |&chain: &usize| self.all[chain].kind == MentionKind::Person;
            index.get(&word).into_iter().flatten().copied().filter(is_person).collect()
        };
        let mut candidates = if kind == MentionKind::Place { Vec::new() } else { people(&self.by_last) };
        // "Van der Holm" is nobody's who is called Holm, nor the other way round.
        let particles = &self.mentions.language.names.particles;
        let is_called_so = |&chain: &usize| {
            let full = &self.all[chain].key;
            let behind = full.len().saturating_sub(key.len());
            full[behind..] == key[..] && !behind.checked_sub(1).is_some_and(|before| particles.has(full[before]))
        };
        if candidates.len() > 1 && candidates.iter().any(is_called_so) {
            candidates.retain(is_called_so);
        }
        if candidates.is_empty() && kind == MentionKind::Person {
            candidates = people(&self.by_first);
            candidates.truncate(if candidates.len() == 1 { 1 } else { 0 });
        }
        candidates
    }

    /// The mentions that are not of the one firm which is called so for short: "Ferrow said it was sorry", of Ferrow Chemicals,
    /// before any Ferrow is named.
    fn without_firms(&mut self, word: Word, candidates: &[usize], members: Vec<usize>) -> Vec<usize> {
        let firm = self.firms.get(&word).filter(|firms| firms.len() == 1 && !candidates.is_empty());
        let Some(firm) = firm.map(|firms| firms[0]) else { return members };
        let seen = self.mentions.seen;
        let first = |chain: usize| self.all[chain].members.iter().min().copied().unwrap_or(usize::MAX);
        let people = candidates.iter().map(|&c| first(c)).min().unwrap_or(usize::MAX);
        let is_firm = |&member: &usize| {
            first(firm) < member && member < people && seen[member].gender.is_none() && seen[member].titles.is_empty()
        };
        let (of_firm, rest): (Vec<usize>, Vec<usize>) = members.into_iter().partition(is_firm);
        self.all[firm].members.extend(of_firm);
        rest
    }
}

/// Whether a bare surname is somebody else's than the one person's whose full name the text gives: the text used it before it gave that
/// name, as a relative's ("Lowe said … her father, Tom Lowe"), the title gives another full name with it, or its form of address
/// doesn't go with the given name ("Ms. Lowe").
fn is_another(mentions: &TextMentions, title: Option<&str>, chain: &Chain, bare: &[usize]) -> bool {
    let TextMentions { language, text, seen } = *mentions;
    let [given, .., surname] = chain.key[..] else { return false };
    if seen[bare[0]].key != [surname] {
        return false;
    }
    let full = chain.members.iter().min().copied().unwrap_or(0);
    let relative = seen[full].is_relative && bare[0] < full;
    let shown = gender(seen, bare);
    let leaning = leaning(language, seen[full].span.of(text));
    let other_gender = shown.is_some() && leaning.is_some() && shown != leaning;
    relative || other_gender || title.is_some_and(|title| names_another(title, given, surname))
}

/// Whether a title holds a full name with the surname and another given name.
fn names_another(title: &str, given: Word, surname: Word) -> bool {
    let words: Vec<Word> =
        title.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(Word::lowered).collect();
    let full = |name: &&[Word]| name[1] == surname && name[0] != given && is_given_name(name[0]);
    words.windows(2).filter(full).count() > 0 && !words.contains(&given)
}

/// The rank before a name of one word by which only the bearer's own first name follows: "King Olaf".
pub(crate) fn regnal<'l>(language: &'l Language, text: &str, name: Span) -> Option<&'l str> {
    let before = text[..name.start()].strip_suffix(' ')?;
    language.names.sole_ranks.each().find(|rank| {
        before.strip_suffix(rank).is_some_and(|rest| !rest.ends_with(|c: char| c.is_alphanumeric() || c == '-'))
    })
}

fn majority(seen: &[NamedMention], members: &[usize]) -> MentionKind {
    let mut count = [0; 4];
    for &member in members {
        count[seen[member].kind as usize] += 1;
    }
    let kinds = [MentionKind::Person, MentionKind::Organization, MentionKind::Place, MentionKind::Other];
    // The first of those with the most votes.
    kinds.into_iter().rev().max_by_key(|kind| count[*kind as usize]).unwrap_or(MentionKind::Other)
}

/// The one chain whose fuller name ends in this one ("Abdul-Mahdi"), or has it with more in between ("Nicolas
/// Davies" for "Nicolas J.S. Davies").
fn fuller(chains: &[Chain], by_last: &HashMap<Word, Vec<usize>>, key: &NameKey) -> Option<usize> {
    let mut fits = by_last.get(&key[key.len() - 1]).into_iter().flatten().copied().filter(|&c| {
        let full = &chains[c].key;
        chains[c].kind == MentionKind::Person
            && (full.ends_with(key) || (full[0] == key[0] && key.len() < full.len() && is_subsequence(key, full)))
    });
    let first = fits.next()?;
    fits.next().is_none().then_some(first)
}

fn is_subsequence(short: &NameKey, long: &NameKey) -> bool {
    let mut rest = long.iter();
    short.iter().all(|part| rest.any(|other| other == part))
}

/// For each acronym, the one organization whose initials it is: "PMF" for "Popular Mobilization Forces". Only names
/// whose initials, small words left out, are the letters.
fn acronyms(text: &str, seen: &[NamedMention], chains: &[Chain]) -> HashMap<Word, usize> {
    let mut found: HashMap<Word, Option<usize>> = HashMap::new();
    for (c, chain) in chains.iter().enumerate() {
        if chain.kind == MentionKind::Person {
            continue;
        }
        let name = seen[chain.members[0]].span.of(text);
        let initials: String = name
            .split(|c: char| !c.is_alphanumeric())
            .filter_map(|part| part.chars().next())
            .filter(|c| c.is_uppercase())
            .collect();
        if initials.chars().count() >= 2 {
            let dotted: String = initials.chars().flat_map(|c| [c, '.']).collect();
            for spelling in [initials.as_str(), dotted.as_str()] {
                // Two names with the same initials: neither.
                found.entry(Word::lowered(spelling)).and_modify(|other| *other = None).or_insert(Some(c));
            }
        }
    }
    found.into_iter().filter_map(|(word, chain)| chain.map(|chain| (word, chain))).collect()
}

/// A surname that several people of the article share. Each mention goes to the only one of them introduced so far,
/// or to the one the article took to calling by it; where neither tells, it stays a name of its own and there is a
/// warning.
fn share(
    mentions: &TextMentions,
    chains: &mut Vec<Chain>,
    candidates: &[usize],
    key: NameKey,
    members: Vec<usize>,
) -> Option<Warning> {
    let TextMentions { text, seen, .. } = *mentions;
    let introduced: Vec<usize> = candidates.iter().map(|&c| *chains[c].members.iter().min().unwrap_or(&0)).collect();
    let mut called = None;
    let mut unsettled = Vec::new();
    for member in members {
        let shown = seen[member].gender;
        let bears = |&c: &usize| shown.is_some() && shown == borne(mentions, &chains[c].members);
        // Who is known to be of the other sex is not meant.
        let may_bear = |&c: &usize| shown.is_some() && opposite(shown) != borne(mentions, &chains[c].members);
        let titled = |&c: &usize| is_titled_alike(mentions, member, &chains[c].members);
        let only = |fits: &dyn Fn(&usize) -> bool| -> Option<usize> {
            let mut fitting = candidates.iter().copied().filter(fits);
            fitting.next().filter(|_| fitting.next().is_none())
        };
        let by_address: Vec<usize> =
            only(&titled).or_else(|| only(&bears)).or_else(|| only(&may_bear)).into_iter().collect();
        let before: Vec<usize> =
            candidates.iter().zip(&introduced).filter(|(_, first)| **first < member).map(|(c, _)| *c).collect();
        match (&by_address[..], called, &before[..]) {
            ([one], ..) => chains[*one].members.push(member),
            (_, Some(one), _) => {
                let one: usize = one;
                chains[one].members.push(member);
            }
            (_, None, [one]) => {
                called = Some(*one);
                chains[*one].members.push(member);
            }
            _ => unsettled.push(member),
        }
    }
    let first = *unsettled.first()?;
    chains.push(Chain { key, kind: MentionKind::Person, members: unsettled });
    Some(Warning {
        code: "shared-surname",
        span: Some(seen[first].span),
        message: format!("'{}' may be any of {} people named here", seen[first].span.of(text), candidates.len()),
    })
}

/// The gender of somebody: as forms of address show it, else as the words say whose relative they are ("her brother, Tom Lowe"),
/// else as their given name does.
fn borne(mentions: &TextMentions, members: &[usize]) -> Option<Gender> {
    let TextMentions { language, text, seen } = *mentions;
    let kin = |&member: &usize| {
        let before = text[..seen[member].span.start()].trim_end_matches([' ', ',']);
        before
            .rsplit(|c: char| !c.is_alphabetic())
            .next()
            .and_then(|noun| language.names.gender_of_noun(Word::lowered(noun)))
    };
    let given = |&member: &usize| leaning(language, seen[member].span.of(text));
    let fullest = members.iter().filter(|&&member| seen[member].key.len() > 1);
    gender(seen, members).or_else(|| fullest.clone().find_map(kin)).or_else(|| fullest.clone().find_map(given))
}

fn opposite(gender: Option<Gender>) -> Option<Gender> {
    gender.map(|gender| if gender == Gender::Masculine { Gender::Feminine } else { Gender::Masculine })
}

/// Whether a bare surname stands behind the title that stands before somebody's full name too: "Sergeant Crane", "Dr. Crane".
/// What only tells a man from a woman is no such title.
fn is_titled_alike(mentions: &TextMentions, bare: usize, members: &[usize]) -> bool {
    let TextMentions { language, text, seen } = *mentions;
    let title = |member: usize| {
        let before = text[..seen[member].span.start()].strip_suffix(' ')?;
        let word = before.rsplit(|c: char| c.is_whitespace()).next()?.trim_matches(|c: char| !c.is_alphanumeric());
        word.starts_with(char::is_uppercase).then(|| Word::lowered(word))
    };
    let Some(of_bare) = title(bare).filter(|word| language.names.honorifics.get(word).is_none_or(Option::is_none))
    else {
        return false;
    };
    members.iter().any(|&member| seen[member].key.len() > 1 && title(member) == Some(of_bare))
}

fn gender(seen: &[NamedMention], members: &[usize]) -> Option<Gender> {
    members.iter().find_map(|&member| seen[member].gender)
}

/// Chains as names and referents.
fn finish(text: &str, seen: &[NamedMention], chains: &[Chain]) -> (Vec<Name>, Vec<Referent>) {
    let (mut names, mut referents) = (Vec::new(), Vec::new());
    for (r, chain) in chains.iter().enumerate() {
        // A word that comes again is two headlines run together: "… can beat Lowe Lowe says …".
        let parts = |member: usize| {
            let parts = seen[member].span.of(text).split([' ', '-', '\n']).filter(|part| !part.is_empty());
            parts.collect::<BTreeSet<&str>>().len()
        };
        // The most parts, then the first place.
        let fullest =
            chain.members.iter().copied().rev().max_by_key(|&member| parts(member)).unwrap_or(chain.members[0]);
        let mut titles: Vec<_> = chain.members.iter().flat_map(|&member| seen[member].titles.clone()).collect();
        titles.sort();
        titles.dedup();
        referents.push(Referent {
            name: seen[fullest].span,
            kind: chain.kind,
            gender: gender(seen, &chain.members),
            titles,
            names: Vec::new(),
        });
        for &member in &chain.members {
            names.push(Name { span: seen[member].span, kind: chain.kind, form: NameForm::Named, referent: r as u32 });
        }
    }
    (names, referents)
}
