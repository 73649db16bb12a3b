//! Lists of words as the readers use them.

use crossread_language::Word;

/// Words that do the same.
#[derive(Debug, Default)]
pub(crate) struct Group(Box<[Word]>);

impl Group {
    /// From words with spaces or line breaks between them.
    pub fn new(words: &str) -> Group {
        let mut words: Vec<Word> = words.split_whitespace().map(Word::of).collect();
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

/// Runs of words that do the same together: "ahead of".
#[derive(Debug, Default)]
pub(crate) struct Phrases(Box<[Box<[Word]>]>);

impl Phrases {
    /// From phrases with commas or line breaks between them.
    pub fn new(phrases: &str) -> Phrases {
        let phrases = phrases.split([',', '\n']).map(str::trim).filter(|phrase| !phrase.is_empty());
        Phrases(phrases.map(|phrase| phrase.split(' ').map(Word::of).collect()).collect())
    }

    /// Whether one of them ends `words`.
    pub fn end(&self, words: impl DoubleEndedIterator<Item = Word> + Clone) -> bool {
        self.0.iter().any(|phrase| phrase.iter().rev().copied().eq(words.clone().rev().take(phrase.len())))
    }

    /// Whether one of them starts `words`.
    pub fn start(&self, words: impl Iterator<Item = Word> + Clone) -> bool {
        self.0.iter().any(|phrase| phrase.iter().copied().eq(words.clone().take(phrase.len())))
    }
}

/// A file of groups by name, one a line: `day: monday tuesday`. Lines that start with `#` say what the group below is for.
pub(crate) struct Groups(&'static str);

impl Groups {
    pub fn of(file: &'static str) -> Groups {
        Groups(file)
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

/// A struct of groups that is read from a file with a line for each field.
macro_rules! groups {
    ($(#[$about:meta])* $name:ident, $file:literal { $($(#[$what:meta])* $field:ident: $kind:ident,)* }) => {
        $(#[$about])*
        #[derive(Debug)]
        pub(crate) struct $name { $($(#[$what])* pub $field: $crate::language::groups::$kind,)* }

        impl $name {
            /// Those of the file.
            pub fn english() -> $name {
                let groups = $crate::language::groups::Groups::of(include_str!(concat!("../../data/en/", $file)));
                $name { $($field: $crate::language::groups::$kind::new(groups.line(stringify!($field))),)* }
            }
        }
    };
}
pub(crate) use groups;
