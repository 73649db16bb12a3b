//! Lists of words as the readers use them.

use crossread_language::Word;
use foldhash::HashMap;
use std::borrow::Cow;
use std::ops::Deref;

/// Words that do the same.
#[derive(Debug, Default)]
pub(crate) struct Group(Box<[Word]>);

impl Group {
    /// From words with spaces or line breaks between them.
    pub fn new(words: &str) -> Group {
        Group::of(words.split_whitespace().map(Word::of))
    }

    /// From the lines of a list, a word each. A line of several words is a phrase that no word is.
    pub fn of_lines(list: &'static str) -> Group {
        Group::of(entries(list).map(Word::of))
    }

    /// From the lines of a list, words with spaces between them on each.
    pub fn of_words(list: &'static str) -> Group {
        Group::of(entries(list).flat_map(str::split_whitespace).map(Word::of))
    }

    /// From words as they come.
    pub fn of(words: impl Iterator<Item = Word>) -> Group {
        let mut words: Vec<Word> = words.collect();
        words.sort_unstable();
        words.dedup();
        Group(words.into())
    }

    /// Whether a word is one of them.
    pub fn has(&self, word: Word) -> bool {
        // Most groups are of a few words, which are gone through faster than they are searched.
        if self.0.len() <= FEW { self.0.contains(&word) } else { self.0.binary_search(&word).is_ok() }
    }
}

/// Up to so many words a look at each is the faster way: they are one or two lines of memory.
const FEW: usize = 12;

/// Words in the order of their line, which counts.
#[derive(Debug, Default)]
pub(crate) struct OrderedWords(Box<[Word]>);

impl OrderedWords {
    /// From words with spaces between them.
    pub fn new(words: &str) -> OrderedWords {
        OrderedWords(words.split_whitespace().map(Word::of).collect())
    }

    /// The place of a word in the order.
    pub fn place(&self, word: Word) -> Option<usize> {
        self.0.iter().position(|known| *known == word)
    }

    /// How many words there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }
}

/// Runs of words that do the same together: "ahead of".
#[derive(Debug, Default)]
pub(crate) struct Phrases(Box<[Box<[Word]>]>);

impl Phrases {
    /// From phrases with commas or line breaks between them.
    pub fn new(phrases: &str) -> Phrases {
        let phrases = phrases.split([',', '\n']).map(str::trim).filter(|phrase| !phrase.is_empty());
        Phrases(phrases.map(|phrase| phrase.split(' ').map(Word::of).collect()).collect())
    }

    /// From the lines of a list, a phrase each.
    pub fn of_lines(list: &'static str) -> Phrases {
        Phrases(entries(list).map(|phrase| phrase.split(' ').map(Word::of).collect()).collect())
    }

    /// Whether one of them ends `words`.
    pub fn end(&self, words: impl DoubleEndedIterator<Item = Word> + Clone) -> bool {
        self.ending(words).is_some()
    }

    /// How many words the first of them has that ends `words`.
    pub fn ending(&self, words: impl DoubleEndedIterator<Item = Word> + Clone) -> Option<usize> {
        let ends = |phrase: &&[Word]| phrase.iter().rev().copied().eq(words.clone().rev().take(phrase.len()));
        self.0.iter().map(|phrase| &**phrase).find(ends).map(<[Word]>::len)
    }

    /// Whether one of them starts `words`.
    pub fn start(&self, words: impl Iterator<Item = Word> + Clone) -> bool {
        self.starting(words).is_some()
    }

    /// How many words the first of them has that starts `words`.
    pub fn starting(&self, words: impl Iterator<Item = Word> + Clone) -> Option<usize> {
        let starts = |phrase: &&[Word]| phrase.iter().copied().eq(words.clone().take(phrase.len()));
        self.0.iter().map(|phrase| &**phrase).find(starts).map(<[Word]>::len)
    }
}

/// Words as they are written, capitals and marks included: "PLC", "Ltd.".
#[derive(Debug, Default)]
pub(crate) struct Spellings(Box<[Cow<'static, str>]>);

impl Spellings {
    /// From words with spaces between them.
    pub fn new(words: &'static str) -> Spellings {
        Spellings::of(words.split_whitespace())
    }

    /// From the lines of a list, one each.
    pub fn of_lines(list: &'static str) -> Spellings {
        Spellings::of(entries(list))
    }

    /// From the lines of a list, words with spaces between them on each.
    pub fn of_words(list: &'static str) -> Spellings {
        Spellings::of(entries(list).flat_map(str::split_whitespace))
    }

    fn of(words: impl Iterator<Item = &'static str>) -> Spellings {
        Spellings(words.map(Cow::from).collect())
    }

    /// Whether a word is written so.
    pub fn has(&self, word: &str) -> bool {
        self.each().any(|one| one == word)
    }

    /// Whether a word is written so in small or large letters.
    pub fn has_in_any_case(&self, word: &str) -> bool {
        self.each().any(|one| one.eq_ignore_ascii_case(word))
    }

    /// Whether a text ends with one of them.
    pub fn end(&self, text: &str) -> bool {
        self.strip_end(text).is_some()
    }

    /// Whether a text starts with one of them.
    pub fn start(&self, text: &str) -> bool {
        self.starting(text).is_some()
    }

    /// How many bytes the first of them has that starts a text.
    pub fn starting(&self, text: &str) -> Option<usize> {
        self.each().find(|one| text.starts_with(one)).map(str::len)
    }

    /// Where the first of them stands in a text that has one, and how many bytes it has.
    pub fn within(&self, text: &str) -> Option<(usize, usize)> {
        self.each().find_map(|one| text.find(one).map(|at| (at, one.len())))
    }

    /// A text without the first of them that ends it.
    pub fn strip_end<'t>(&self, text: &'t str) -> Option<&'t str> {
        self.each().find_map(|one| text.strip_suffix(one))
    }

    /// A text without those of them that end it, one after the other in the order of the list.
    pub fn trim_ends<'t>(&self, text: &'t str) -> &'t str {
        self.each().fold(text, |text, one| text.trim_end_matches(one))
    }

    /// Each, in the order of the list.
    pub fn each(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(AsRef::as_ref)
    }
}

/// [`Spellings`] with white space in them. Commas stand between them, `_` for a space at an end of one ("originally published in_") and
/// `{comma}` for a comma in it.
#[derive(Debug, Default)]
pub(crate) struct Texts(Spellings);

impl Texts {
    /// From pieces with commas between them.
    pub fn new(texts: &str) -> Texts {
        let texts = texts.split(',').map(str::trim).filter(|text| !text.is_empty());
        Texts(Spellings(texts.map(|text| text.replace('_', " ").replace("{comma}", ",").into()).collect()))
    }
}

impl Deref for Texts {
    type Target = Spellings;

    fn deref(&self) -> &Spellings {
        &self.0
    }
}

/// Words with what each stands for, another word: "two-word pairs", commas between them.
#[derive(Debug, Default)]
pub(crate) struct Pairs(HashMap<Word, Word>);

impl Pairs {
    /// From pairs with commas between them, a space inside each.
    pub fn new(pairs: &str) -> Pairs {
        let pairs = pairs.split(',').filter_map(|pair| pair.trim().split_once(' '));
        Pairs(pairs.map(|(one, other)| (Word::of(one), Word::of(other))).collect())
    }

    /// What a word stands for.
    pub fn get(&self, word: Word) -> Option<Word> {
        self.0.get(&word).copied()
    }
}

/// The lines of a list that are neither empty nor comments.
pub(crate) fn entries(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// A file of groups by name, one a line: `day: monday tuesday`. Lines that start with `#` say what the group below is for.
pub(crate) struct GroupFile(&'static str);

impl GroupFile {
    pub fn of(file: &'static str) -> GroupFile {
        GroupFile(file)
    }

    /// What stands behind a name.
    ///
    /// # Panics
    ///
    /// When there is none: the files are part of the program, and a test reads all of them.
    pub fn line(&self, name: &str) -> &'static str {
        let behind = |line: &'static str| line.strip_prefix(name)?.strip_prefix(':');
        self.0.lines().find_map(behind).unwrap_or_else(|| panic!("no group named {name}"))
    }
}

/// A struct of groups that is read from a file with a line for each field, and of what else is read from lists of their own:
///
/// ```text
/// groups! {
///     /// Words that tell who.
///     Names, "groups/names.txt" {
///         /// Before a name.
///         definite: Group,
///     } with {
///         /// Nouns for what a person is.
///         roles: Group = Group::of_lines(list!("roles.txt")),
///     }
/// }
/// ```
macro_rules! groups {
    (
        $(#[$about:meta])* $name:ident, $file:literal { $($(#[$what:meta])* $field:ident: $kind:ident,)* }
        $(with { $($(#[$whatever:meta])* $list:ident: $type:ty = $from:expr,)* })?
    ) => {
        $(#[$about])*
        #[derive(Debug)]
        pub(crate) struct $name {
            $($(#[$what])* pub $field: $crate::language::groups::$kind,)*
            $($($(#[$whatever])* pub $list: $type,)*)?
        }

        impl $name {
            /// Those of the file.
            pub fn english() -> $name {
                let groups = $crate::language::groups::GroupFile::of(include_str!(concat!("../../data/en/", $file)));
                $name {
                    $($field: $crate::language::groups::$kind::new(groups.line(stringify!($field))),)*
                    $($($list: $from,)*)?
                }
            }
        }
    };
}
pub(crate) use groups;

/// A list of English words, as it stands in its file.
macro_rules! list {
    ($file:literal) => {
        include_str!(concat!("../../data/en/", $file))
    };
}
pub(crate) use list;
