//! The one module that does arithmetic on offsets.
//!
//! Every place in the program is a [`Span`]: bytes of one text that is never edited. Nothing else adds or subtracts
//! offsets, so nothing else can put one in the middle of a character.

/// Bytes `start..end` of one text, both on character boundaries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The span `start..end`. Panics when it is turned round: that is a bug, not odd text.
    pub fn new(start: usize, end: usize) -> Span {
        assert!(start <= end, "a span ends before it starts: {start}..{end}");
        Span {
            start: u32::try_from(start).expect("text under 4 GiB"),
            end: u32::try_from(end).expect("text under 4 GiB"),
        }
    }

    /// The words here.
    pub fn of(self, text: &str) -> &str {
        &text[self.start as usize..self.end as usize]
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether it holds nothing.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// First byte, as an index.
    pub fn start(self) -> usize {
        self.start as usize
    }

    /// One past the last byte, as an index.
    pub fn end(self) -> usize {
        self.end as usize
    }

    /// The same as a range of indices.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start()..self.end()
    }

    /// Whether `other` lies wholly inside.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share at least one byte.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that holds both.
    pub fn cover(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// What both have in common, if anything.
    pub fn intersect(self, other: Span) -> Option<Span> {
        let (start, end) = (self.start.max(other.start), self.end.min(other.end));
        (start < end).then_some(Span { start, end })
    }

    /// A span found in the words at `self`, as a span of the whole text.
    pub fn at(self, inner: std::ops::Range<usize>) -> Span {
        Span::new(self.start() + inner.start, self.start() + inner.end)
    }

    /// The same without white space at either end.
    pub fn trim(self, text: &str) -> Span {
        let words = self.of(text);
        let start = self.start() + (words.len() - words.trim_start().len());
        Span::new(start, start + words.trim().len())
    }

    /// Whether both ends are inside `text` and on character boundaries.
    pub fn fits(self, text: &str) -> bool {
        self.start <= self.end && text.is_char_boundary(self.start()) && text.is_char_boundary(self.end())
    }
}

/// Turns byte offsets of one text into Unicode code points, the unit of everything printed. The only place where the
/// two meet.
#[derive(Debug)]
pub struct CodePoints<'t> {
    text: &'t str,
    /// Code points before each 64th byte, so that a lookup counts at most 64 bytes.
    marks: Vec<u32>,
}

impl<'t> CodePoints<'t> {
    const STEP: usize = 64;

    /// Reads `text` once.
    pub fn new(text: &'t str) -> Self {
        let mut marks = Vec::with_capacity(text.len() / Self::STEP + 1);
        let mut count = 0;
        for (at, byte) in text.bytes().enumerate() {
            if at % Self::STEP == 0 {
                marks.push(count);
            }
            count += u32::from(starts_a_character(byte));
        }
        CodePoints { text, marks }
    }

    /// How many code points stand before `byte`.
    pub fn before(&self, byte: u32) -> u32 {
        let byte = byte as usize;
        let mark = (byte / Self::STEP).min(self.marks.len().saturating_sub(1));
        let counted = self.marks.get(mark).copied().unwrap_or(0);
        let rest = &self.text.as_bytes()[(mark * Self::STEP).min(self.text.len())..byte];
        counted + rest.iter().filter(|&&b| starts_a_character(b)).count() as u32
    }

    /// Both ends of `span` in code points.
    pub fn of(&self, span: Span) -> (u32, u32) {
        (self.before(span.start), self.before(span.end))
    }
}

fn starts_a_character(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn code_points_agree_with_counting(text in "\\PC{0,200}") {
            let points = CodePoints::new(&text);
            for (at, _) in text.char_indices().chain([(text.len(), ' ')]) {
                prop_assert_eq!(points.before(at as u32) as usize, text[..at].chars().count());
            }
        }

        #[test]
        fn trimming_stays_inside(text in "[ \\n\u{a0}a-c“]{0,40}") {
            let all = Span::new(0, text.len());
            let trimmed = all.trim(&text);
            prop_assert!(all.contains(trimmed) && trimmed.fits(&text));
            prop_assert_eq!(trimmed.of(&text), text.trim());
        }
    }
}
