//! Words as numbers. Compiled into the build script as well, which lays tables out by them.

/// A lower-cased word as a number, equal when the words are equal. `Word::of("said")` is a constant.
///
/// FNV-1a, 64 bits: the same on every platform and for ever; two of a million words collide once in thirty million
/// vocabularies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Word(pub u64);

impl Word {
    /// The number of a word that is written in lower case already.
    pub const fn of(lower: &str) -> Word {
        Word(0xcbf2_9ce4_8422_2325).followed_by(lower)
    }

    /// The number of this word with more behind it.
    pub(crate) const fn followed_by(self, more: &str) -> Word {
        let bytes = more.as_bytes();
        let mut hash = self.0;
        let mut at = 0;
        while at < bytes.len() {
            hash = (hash ^ bytes[at] as u64).wrapping_mul(0x0000_0100_0000_01b3);
            at += 1;
        }
        Word(hash)
    }

    /// The number of a word as it stands, lower-cased first; a typewriter apostrophe and a curly one are the same.
    pub fn lowered(word: &str) -> Word {
        let mut hash = Word::of("").0;
        let mut step = |byte: u8| hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        for c in word.chars() {
            if c.is_ascii() {
                step(c.to_ascii_lowercase() as u8);
                continue;
            }
            if let Some(letters) = ligature(c) {
                letters.bytes().for_each(&mut step);
                continue;
            }
            let c = if c == '’' { '\'' } else { c };
            let mut room = [0; 4];
            for lower in c.to_lowercase() {
                lower.encode_utf8(&mut room).bytes().for_each(&mut step);
            }
        }
        Word(hash)
    }
}

/// The letters of a character that printers glue together: pages of print keep it in their text.
fn ligature(c: char) -> Option<&'static str> {
    Some(match c {
        'ﬀ' => "ff",
        'ﬁ' => "fi",
        'ﬂ' => "fl",
        'ﬃ' => "ffi",
        'ﬄ' => "ffl",
        'ﬅ' | 'ﬆ' => "st",
        _ => return None,
    })
}
