//! Words of people, bodies and places.

use super::groups::{Group, Spellings, entries, groups, list};
use crossread_language::{MentionKind, Word};
use foldhash::{HashMap, HashSet};

/// As far as words tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Gender {
    /// "Mr", "he".
    Masculine,
    /// "Mrs", "she".
    Feminine,
}

groups! {
    /// Words that tell who somebody is.
    NameWords, "groups/names.txt" {
        /// Days of the week and months, which name nobody.
        calendar: Spellings,
        /// The mark of whoever has something, at the end of a word.
        owner_marks: Spellings,
        /// Parties of politicians, as they stand before a hyphen and a state: "D-Ohio".
        parties: Spellings,
        /// Nouns that an article before them makes the name of a known body, once it is named.
        bodies_again: Group,
        /// Nouns for a place that stands behind them with "of": "the town of Tal Orm".
        settlements: Spellings,
        /// Before what a body is of, inside its name.
        definite_inside: Spellings,
        /// Between such a noun and the place.
        before_settlement: Texts,
        /// Joins partners in the name of a firm: "Tusk and Pryce Ltd".
        and_spelled: Spellings,
        /// Joins the fields of a body in its name: "Ministry of Labour and Social Affairs".
        and_in_names: Spellings,
        /// Between a body and its fields: "Department for Environment".
        of_fields: Spellings,
        /// Before the name of a saint.
        saints: Spellings,
        /// Whose mark names a body as that of many does: "King's College".
        many_owners: Spellings,
        /// The mark of many who have something: "Workers’ Union".
        plural_marks: Spellings,
        /// Open what is said of people alone, behind a comma.
        relative_behind_name: Spellings,
        /// End the words for somebody's age: "21-year-old".
        ages: Spellings,
        /// Buttons of pages that are no agencies of pictures.
        buttons: Spellings,
        /// Names of the calendar that are other words too.
        months_and_verbs: Spellings,
        /// Before a noun for a body that is known.
        definite_spelled: Spellings,
        /// Before a description of somebody who is known.
        pointing: Spellings,
        /// Words that firms end in.
        company: Spellings,
        /// What stands at the end of a firm's full name and is left out for short.
        firm_signs: Spellings,
        /// Words of a place's name that are cut short, with what they are short for: "Mt. Orm".
        short_of: Pairs,
        /// Small words that stand inside people's names: "bin".
        name_particles: Group,
        /// Between a role and a name, of what somebody was at the time: "the then mayor".
        then: Group,
        /// Prepositions before places.
        lying: Group,
        /// Words in a title behind which stands whose it is, not what it is.
        under: Group,
        /// Pronouns for a man.
        masculine: Group,
        /// Pronouns for a woman.
        feminine: Group,
        /// Tell that somebody had a post once.
        former: Group,
        /// Words by which a post is another, lower one. "Acting" and "former" are left out: of whom the text tells, they may be the director.
        ranks: Group,
        /// Prepositions that tell in what part somebody is mentioned, in the order that the weights were learned with.
        prepositions: OrderedWords,
        /// Verbs of saying, whose subject goes on speaking in the next sentence. Dictionary forms.
        saying: Group,
        /// Verbs by which something is put to whom a pronoun means: "asked whether".
        asking: Group,
        /// Ranks before a name of one word by which only the bearer's own first name follows: "King Olaf".
        sole_ranks: Spellings,
        /// Nouns that what has them for its head is a body by.
        sure_heads: Spellings,
        /// Nouns that what has them for its head is a place by.
        place_heads: Spellings,
        /// Say in which part of a place.
        parts_of_places: Group,
        /// Nouns for what people do together, which is a body where it has letters.
        venture_heads: Spellings,
        /// Nouns of bodies that name none alone, behind an article.
        no_names: Group,
        /// Where no body's name is cut.
        wide: Spellings,
        /// Small words inside the names of bodies for which their letters have none.
        without_letter: Spellings,
    } with {
        /// Places whose name hardly anybody and nothing else has.
        known_places: HashSet<&'static str> = entries(list!("known-places.txt")).flat_map(|line| line.split('|')).collect(),
        /// Nouns for what a person is: "minister". Dictionary forms.
        roles: Group = Group::of_lines(list!("roles.txt")),
        /// Forms of address that stand before a name, with the gender they show.
        honorifics: HashMap<Word, Option<Gender>> = honorifics(),
        /// Nouns for people, with the gender they tell: "wife", "boy".
        genders: HashMap<Word, Gender> = genders(),
        /// Given names by the gender that bears them.
        given: HashMap<Word, Gender> = given(),
        /// Nouns for what a person is to another: "wife". Dictionary forms.
        kin: Group = Group::of_lines(list!("relatives.txt")),
        /// Nouns for what an organization, a firm or an armed group is: "operator".
        bodies: Group = Group::of_lines(list!("bodies.txt")),
        /// Nouns that end the names of bodies.
        body_heads: Group = Group::of_lines(list!("body-heads.txt")),
        /// Nouns of bodies whose fields stand behind them.
        fielded: Group = Group::of_lines(list!("fielded-bodies.txt")),
        /// Houses that are called after a saint or after many.
        houses: Group = Group::of_lines(list!("named-houses.txt")),
        /// Small words that surnames begin with: "van der Holm", "de la Cruz".
        particles: Group = Group::of_lines(list!("surname-particles.txt")),
        /// What stands behind a possessive that only an organization or only a place has.
        possessors: HashMap<Word, MentionKind> = possessors(),
        /// Agencies and buttons whose names stand before the words under a picture.
        picture_credits: Spellings = Spellings::of_lines(list!("picture-credits.txt")),
        /// Verbs whose subject speaks, whatever stands behind them: "demanded an answer", "dismissed the idea".
        speaking: Group = speaking(),
        /// Countries under all their names.
        countries: Countries = Countries::english(),
    }
}

impl NameWords {
    /// Whether words are a day of the week or a month.
    pub fn is_calendar(&self, words: &str) -> bool {
        let bare = self.owner_marks.each().fold(words, |words, mark| words.trim_end_matches(mark));
        self.calendar.has(&bare.to_lowercase())
    }

    /// Whether words are a politician's party and state, as they stand set off behind the name: "R-IA", "D-N.Y.", "D".
    pub fn is_party(&self, words: &str) -> bool {
        words.split_once('-').is_some_and(|(party, place)| {
            self.parties.has(party) && place.starts_with(char::is_uppercase) && !place.contains(' ')
        })
    }

    /// The gender that a noun for people tells: "wife", "boy".
    pub fn gender_of_noun(&self, noun: Word) -> Option<Gender> {
        self.genders.get(&noun).copied()
    }
}

fn honorifics() -> HashMap<Word, Option<Gender>> {
    entries(list!("honorifics.txt"))
        .map(|line| match line.split_once(' ') {
            Some((word, "m")) => (Word::of(word), Some(Gender::Masculine)),
            Some((word, _)) => (Word::of(word), Some(Gender::Feminine)),
            None => (Word::of(line), None),
        })
        .collect()
}

/// The men stand on the first line, the women on the second.
fn genders() -> HashMap<Word, Gender> {
    let lines = entries(list!("genders.txt")).zip([Gender::Masculine, Gender::Feminine]);
    lines.flat_map(|(line, gender)| line.split_whitespace().map(move |noun| (Word::of(noun), gender))).collect()
}

fn given() -> HashMap<Word, Gender> {
    let lines = entries(list!("given-name-genders.txt")).filter_map(|line| line.split_once(':'));
    lines
        .flat_map(|(gender, names)| {
            let gender = if gender == "m" { Gender::Masculine } else { Gender::Feminine };
            names.split_whitespace().map(move |name| (Word::of(name), gender))
        })
        .collect()
}

fn possessors() -> HashMap<Word, MentionKind> {
    entries(list!("possessor-cues.txt"))
        .filter_map(|line| line.split_once(' '))
        .map(|(kind, word)| {
            let kind = if kind == "place" { MentionKind::Place } else { MentionKind::Organization };
            (Word::of(word), kind)
        })
        .collect()
}

fn speaking() -> Group {
    let speaking = super::quotes::reporting_verbs().filter(|(class, _)| matches!(*class, "say" | "about" | "judge"));
    Group::of(speaking.flat_map(|(_, verbs)| verbs.split_whitespace()).map(Word::of))
}

/// The distinct parts of a name as numbers: "Adel Abdul-Mahdi" and "Adel Abdul Mahdi" have the same.
pub(crate) type NameKey = Vec<Word>;

/// Countries and blocs under all their names.
#[derive(Debug)]
pub(crate) struct Countries {
    /// For each folded spelling of a country's name, the fullest.
    spellings: HashMap<String, &'static str>,
    /// For each adjective of nationality, the country.
    demonyms: HashMap<&'static str, &'static str>,
    /// The countries that have an adjective.
    named: HashSet<&'static str>,
    /// For each spelling of a country's name, the key of the fullest.
    keys: HashMap<NameKey, NameKey>,
}

impl Countries {
    fn english() -> Countries {
        let spelled = || {
            entries(list!("country-names.txt")).flat_map(|line| {
                let full = line.split('|').next().unwrap_or_default();
                line.split('|').map(move |name| (name, full))
            })
        };
        let key = |name: &str| -> NameKey { name.split([' ', '-']).map(Word::lowered).collect() };
        let demonyms: HashMap<&str, &str> =
            entries(list!("demonyms.txt")).filter_map(|line| line.split_once('|')).collect();
        Countries {
            spellings: spelled().map(|(name, full)| (folded(name), full)).collect(),
            named: demonyms.values().copied().collect(),
            demonyms,
            keys: spelled().map(|(name, full)| (key(name), key(full))).collect(),
        }
    }

    /// The fullest name of the country or bloc that is spelled so ("U.S.", "UK"), if it has several names.
    pub fn full_name(&self, spelling: &str) -> Option<&'static str> {
        self.spellings.get(&folded(spelling)).copied()
    }

    /// The country an adjective or noun of nationality belongs to ("Iraqi", "Danes").
    pub fn of_demonym(&self, word: &str) -> Option<&'static str> {
        let word = word.to_lowercase();
        let singular = word.strip_suffix('s').unwrap_or(&word);
        self.demonyms.get(word.as_str()).or_else(|| self.demonyms.get(singular)).copied()
    }

    /// Whether a word is the name of a country or bloc: "France", "Iran".
    pub fn is_country(&self, word: &str) -> bool {
        self.full_name(word).is_some() || self.named.contains(word)
    }

    /// Whether a word is the name of a country whose people have a name: no bloc.
    pub fn is_nation(&self, word: &str) -> bool {
        self.named.contains(word)
    }

    /// Of the parts of a country's name, those of its fullest.
    pub fn key(&self, name: &[Word]) -> Option<&NameKey> {
        self.keys.get(name)
    }
}

fn folded(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_and_adjectives_lead_to_one_name() {
        let countries = Countries::english();
        assert_eq!(countries.full_name("U.S."), Some("United States"));
        assert_eq!(countries.of_demonym("Americans"), Some("United States"));
        assert_eq!(countries.of_demonym("Swiss"), Some("Switzerland"));
        assert_eq!(countries.full_name("us army"), None);
        let is_country = |word: &str| countries.is_country(word);
        assert!(is_country("Switzerland") && is_country("UK") && !is_country("Swiss") && !is_country("Marsh"));
    }
}
