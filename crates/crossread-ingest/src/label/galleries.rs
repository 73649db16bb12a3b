//! Galleries that a scrape wrote into one paragraph: "Photos: Storm in Dorn The pier on Monday. Hide Caption 1 of 12 Photos: Storm in Dorn
//! A street under water. Hide Caption 2 of 12". What a picture shows is its caption; the gallery's name and its counters are none.
//!
//! What tells is the counters alone, which run from one up; what stands around them every time is the gallery's own.

use std::ops::Range;

/// Fewest counters of a gallery: "one of 10, two of 10" may be told of people.
const FEWEST: usize = 3;

/// "3 of 12" somewhere in a paragraph.
struct Counter {
    at: Range<usize>,
    number: u32,
    total: u32,
}

/// Part of a gallery.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct GalleryPart {
    /// Where it stands in the paragraph.
    pub at: Range<usize>,
    /// Whether it says what a picture shows.
    pub is_caption: bool,
}

/// The parts of the gallery with which a paragraph begins, in order; none where it begins with none.
pub(super) fn find(words: &str) -> Vec<GalleryPart> {
    let counters = counters(words);
    let shown = pictures(words, &counters);
    let Some((_, later)) = shown.split_first().filter(|_| shown.len() >= FEWEST) else { return Vec::new() };
    let texts: Vec<&str> = later.iter().map(|at| &words[at.clone()]).collect();
    let name = shared_beginning(&texts);
    let button = shared_end(&texts, name);
    let mut parts = Vec::new();
    let mut from = 0;
    for picture in &shown {
        let text = &words[picture.clone()];
        let mut begin = 0;
        // Once over the first picture and once in its caption.
        while !texts[0][..name].is_empty() && text[begin..].starts_with(&texts[0][..name]) {
            begin += name;
        }
        let end = text.strip_suffix(button).map_or(text.len(), str::len).max(begin);
        let caption = picture.start + begin..picture.start + end;
        parts.push(GalleryPart { at: from..caption.start, is_caption: false });
        from = caption.end;
        parts.push(GalleryPart { at: caption, is_caption: true });
    }
    parts.push(GalleryPart { at: from..counters[shown.len() - 1].at.end, is_caption: false });
    parts
}

/// All counters of a paragraph.
fn counters(words: &str) -> Vec<Counter> {
    let starts = words.split_ascii_whitespace().map(|word| (word.as_ptr() as usize - words.as_ptr() as usize, word));
    let tokens: Vec<(usize, &str)> = starts.collect();
    let counter = |three: &[(usize, &str)]| {
        let [(start, number), (_, of), (last, total)] = three else { return None };
        let (number, total) = (number.parse().ok()?, total.parse().ok()?);
        (*of == "of" || *of == "/").then(|| Counter { at: *start..last + three[2].1.len(), number, total })
    };
    tokens.windows(3).filter_map(counter).collect()
}

/// Where the words of each picture stand, before its counter, as long as the counters run from one up.
fn pictures(words: &str, counters: &[Counter]) -> Vec<Range<usize>> {
    let mut from = 0;
    let runs = (1..).zip(counters).take_while(|(number, counter)| {
        counter.number == *number && counter.total == counters[0].total && *number <= counter.total
    });
    let picture = |(_, counter): (u32, &Counter)| {
        let text = &words[std::mem::replace(&mut from, counter.at.end)..counter.at.start];
        let end = counter.at.start - (text.len() - text.trim_end().len());
        (counter.at.start - text.trim_start().len()).min(end)..end
    };
    runs.map(picture).collect()
}

/// How many bytes all texts begin with alike, in whole words.
fn shared_beginning(texts: &[&str]) -> usize {
    let first = texts[0];
    let alike = |at: usize| texts.iter().all(|text| text.starts_with(&first[..at]));
    first.match_indices(' ').map(|(at, space)| at + space.len()).take_while(|&at| alike(at)).last().unwrap_or(0)
}

/// What all texts end with, in whole words, beside so many bytes with which they begin.
fn shared_end<'t>(texts: &[&'t str], beginning: usize) -> &'t str {
    let first = &texts[0][beginning..];
    let alike = |at: usize| texts.iter().all(|text| text[beginning..].ends_with(&first[at..]));
    first.rmatch_indices(' ').map(|(at, _)| at).take_while(|&at| alike(at)).last().map_or("", |at| &first[at..])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn captions(words: &str) -> Vec<&str> {
        let parts = find(words);
        parts.into_iter().filter(|part| part.is_caption).map(|part| words[part.at].trim()).collect()
    }

    #[test]
    fn a_gallery_is_its_captions() {
        let words = "Photos: Storm in Dorn Photos: Storm in Dorn The pier on Monday. Hide Caption 1 of 12 \
            Photos: Storm in Dorn A street under water. Hide Caption 2 of 12 Photos: Storm in Dorn Two boats. \
            Hide Caption 3 of 12 The mayor spoke.";
        assert_eq!(captions(words), ["The pier on Monday.", "A street under water.", "Two boats."]);
        assert_eq!(&words[find(words).last().unwrap().at.end..], " The mayor spoke.");
    }

    #[test]
    fn shares_of_people_are_no_gallery() {
        assert!(captions("Some 7 of 10 women, 8 of 10 men and 9 of 10 children agree.").is_empty());
        assert!(captions("Part 1 of 2 was shown, part 2 of 2 was not.").is_empty());
    }
}
