//! Lays out the model and the word lists as the readers use them, so that a run builds no table: the tables are in the
//! program, and what is not asked for is never loaded.
//!
//! The model's file (`model/english.bin`, written by `cargo xtask train`) holds the same in half the room.

#[path = "src/layout.rs"]
#[allow(dead_code)]
mod layout;
#[path = "src/word.rs"]
#[allow(dead_code)]
mod word;

use layout::{MAGIC, NAME_LANES, RELATION_LANES, SPLIT_LANES, TAG_LANES, TAG_NAMES};
use std::env;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use word::Word;

/// A row with so many cells lies as lanes: adding a cell costs as much as adding eight lanes, and a row of unknown length
/// a wrong guess of where it ends. With 12 reading is a few hundredths slower, and the program 4 MB smaller.
const MANY: usize = 8;

/// Of so few labels all rows lie as lanes: a row costs as little as a cell.
const FEW: usize = 16;

/// About so many features fall into one bucket: with twice as many hardly a seed spreads them, with half as many the buckets
/// take twice the room that a processor should keep near.
const IN_A_BUCKET: usize = 7;

/// No weight is larger, so that sixteen rows can be summed in 16 bits.
const LARGEST: u16 = i16::MAX as u16 / 16;

/// The files of the lists of general knowledge, by bit.
const LISTS: [&str; 10] = [
    "given-names.txt",
    "surnames.txt",
    "place-names.txt",
    "title-words.txt",
    "organization-words.txt",
    "organization-names.txt",
    "place-words.txt",
    "thing-words.txt",
    "demonyms.txt",
    "name-particles.txt",
];

fn main() -> Result<(), Box<dyn Error>> {
    for path in ["build.rs", "src/layout.rs", "src/word.rs", "model/english.bin", "data/en"] {
        println!("cargo::rerun-if-changed={path}");
    }
    let out = Output(PathBuf::from(env::var_os("OUT_DIR").ok_or("no folder to write to")?));
    let file = fs::read("model/english.bin")?;
    out.write("id", format!("{:016x}", fnv(&file)).as_bytes())?;
    let mut bytes = file.strip_prefix(MAGIC).ok_or("model/english.bin is of another version")?;
    let bytes = &mut bytes;
    out.write("labels", words(bytes)?.join("\n").as_bytes())?;
    out.exceptions(&words(bytes)?)?;
    out.classes(bytes)?;
    out.weights::<SPLIT_LANES>("splits", bytes)?;
    out.weights::<TAG_LANES>("onward", bytes)?;
    out.weights::<TAG_LANES>("back", bytes)?;
    out.narrow("steps", bytes)?;
    out.weights::<RELATION_LANES>("relations", bytes)?;
    let length = number(bytes) as usize;
    let (certain, rest) = bytes.split_at(length);
    *bytes = rest;
    out.write("certain", certain)?;
    out.weights::<NAME_LANES>("names", bytes)?;
    out.lists(Path::new("data/en"))
}

/// The folder that the tables are written to.
struct Output(PathBuf);

impl Output {
    fn write(&self, name: &str, bytes: &[u8]) -> Result<(), Box<dyn Error>> {
        Ok(fs::write(self.0.join(name), bytes)?)
    }

    /// Weights for many labels: places, cells of short rows, lanes of long ones.
    fn weights<const LANES: usize>(&self, name: &str, bytes: &mut &[u8]) -> Result<(), Box<dyn Error>> {
        let features = number(bytes) as usize;
        let many = if LANES <= FEW { 0 } else { MANY };
        let (mut slots, mut cells, mut lanes) = (Vec::new(), Vec::new(), Vec::new());
        read_rows(features, bytes, |feature, row| {
            let (start, length) = if row.len() >= many {
                let start = lanes.len() / (2 * LANES);
                let mut wide = [0_i16; LANES];
                for &(label, weight) in row {
                    wide[usize::from(label)] = weight;
                }
                lanes.extend(wide.iter().flat_map(|weight| weight.to_le_bytes()));
                (start, 0)
            } else {
                let start = cells.len() / 4;
                for &(label, weight) in row {
                    cells.extend((u32::from(label) << 16 | u32::from(weight as u16)).to_le_bytes());
                }
                (start, row.len())
            };
            assert!(start < 1 << 24, "a table too large for its slots");
            slots.push((feature, u64::from(feature) << 32 | (start as u64) << 8 | length as u64));
        });
        self.placed(name, &slots, 1, |_, slot| slot)?;
        self.write(&format!("{name}.cells"), &cells)?;
        self.write(&format!("{name}.lanes"), &lanes)
    }

    /// Weights for up to three labels, which stand in the slots themselves.
    fn narrow(&self, name: &str, bytes: &mut &[u8]) -> Result<(), Box<dyn Error>> {
        let features = number(bytes) as usize;
        let mut slots = Vec::with_capacity(features);
        read_rows(features, bytes, |feature, row| {
            // One number, so that adding numbers adds weights; a negative weight takes one from the next.
            let weights = row.iter().fold(0_i64, |sum, &(label, weight)| sum + (i64::from(weight) << (16 * label)));
            slots.push((feature, weights as u64 & 0xFFFF_FFFF_FFFF));
        });
        // At least 2^16 slots, so that a slot's place and a check of 16 bits are all of what a feature was spread to.
        let checked = |spread: u32, weights: u64| u64::from(spread as u16) << 48 | weights;
        self.placed(name, &slots, 1 << 16, checked)
    }

    /// Sends features, which are in order, to slots of their own, at least so many, with a seed for each bucket of features. What a
    /// slot holds may depend on how its feature was spread.
    fn placed(
        &self,
        name: &str,
        features: &[(u32, u64)],
        least: usize,
        slot: impl Fn(u32, u64) -> u64,
    ) -> Result<(), Box<dyn Error>> {
        let count = features.len().next_power_of_two().max(least);
        let buckets = (features.len() / IN_A_BUCKET).next_power_of_two().max(2);
        let (shift, slot_shift) = (32 - buckets.trailing_zeros(), 32 - count.trailing_zeros());
        let mut of_buckets: Vec<&[(u32, u64)]> = features.chunk_by(|a, b| a.0 >> shift == b.0 >> shift).collect();
        // The fullest first, while there is room.
        of_buckets.sort_by_key(|features| std::cmp::Reverse(features.len()));
        // The first slot is nobody's.
        let (mut heads, mut slots, mut taken) = (vec![0_u32; buckets], vec![0_u64; count + 1], vec![false; count]);
        let mut places = Vec::new();
        for features in of_buckets {
            // A seed leaves the bits alone that tell the bucket: two features are never spread alike.
            let seed = (0..1 << shift.min(16)).find(|&seed| {
                places.clear();
                features.iter().all(|&(feature, _)| {
                    let place = (layout::spread(feature, seed) >> slot_shift) as usize;
                    let free = !taken[place] && !places.contains(&place);
                    places.push(place);
                    free
                })
            });
            let seed = seed.ok_or("no seed spreads a bucket of features")?;
            let mut head = seed;
            for (&(feature, holds), &place) in features.iter().zip(&places) {
                head |= 1 << layout::sign(feature);
                taken[place] = true;
                slots[place + 1] = slot(layout::spread(feature, seed), holds);
            }
            heads[(features[0].0 >> shift) as usize] = head;
        }
        self.write(&format!("{name}.buckets"), &heads.iter().flat_map(|head| head.to_le_bytes()).collect::<Vec<u8>>())?;
        self.write(&format!("{name}.slots"), &slots.iter().flat_map(|slot| slot.to_le_bytes()).collect::<Vec<u8>>())
    }

    /// What is known of words: key, class, usage, only.
    fn classes(&self, bytes: &mut &[u8]) -> Result<(), Box<dyn Error>> {
        let (count, mut key) = (number(bytes), 0);
        let mut slots = Slots::new((count as usize * 5 / 4).next_power_of_two().max(2));
        for _ in 0..count {
            key += number(bytes);
            let (known, rest) = bytes.split_at(3);
            let [class, usage, only] = [known[0], known[1], known[2]].map(u64::from);
            *bytes = rest;
            slots.put(key, u64::from(key) | class << 32 | usage << 40 | only << 48);
        }
        self.write("classes", &slots.bytes())
    }

    /// Forms whose dictionary form no rule gives: `form/TAG/lemma` entries; of two for one form the later.
    fn exceptions(&self, entries: &[&str]) -> Result<(), Box<dyn Error>> {
        let mut slots = KeyedSlots::new((entries.len() * 2).next_power_of_two());
        let mut forms = String::new();
        for entry in entries {
            let mut parts = entry.rsplitn(3, '/');
            let (Some(lemma), Some(tag), Some(form)) = (parts.next(), parts.next(), parts.next()) else { continue };
            let tag = if TAG_NAMES.contains(&tag) { tag } else { "X" };
            assert!((1..256).contains(&lemma.len()), "a dictionary form of {} bytes", lemma.len());
            let word = Word::of(form).followed_by("/").followed_by(tag);
            slots.put(word.0, |_| (forms.len() as u64) << 8 | lemma.len() as u64);
            forms.push_str(lemma);
        }
        self.write("exceptions", &slots.bytes())?;
        self.write("forms", forms.as_bytes())
    }

    /// The lists of general knowledge: each word with the bits of those that it stands in.
    fn lists(&self, folder: &Path) -> Result<(), Box<dyn Error>> {
        let files = LISTS.iter().map(|file| fs::read_to_string(folder.join(file))).collect::<Result<Vec<_>, _>>()?;
        let count: usize = files.iter().map(|file| layout::words(file).count()).sum();
        // At most two thirds full.
        let mut slots = KeyedSlots::new((count * 3 / 2).next_power_of_two());
        for (bit, file) in files.iter().enumerate() {
            for word in layout::words(file) {
                assert_eq!(word, word.to_lowercase(), "words of lists are in lower case");
                slots.put(Word::of(word).0, |bits| bits | 1 << bit);
            }
        }
        self.write("lists", &slots.bytes())
    }
}

/// An open table of different keys, a power of two. Zero marks an empty slot.
struct Slots(Vec<u64>);

impl Slots {
    fn new(size: usize) -> Slots {
        Slots(vec![0; size])
    }

    fn put(&mut self, key: u32, slot: u64) {
        let mut at = layout::place(u64::from(key), self.0.len());
        while self.0[at] != 0 {
            at = layout::place(at as u64 + 1, self.0.len());
        }
        self.0[at] = slot;
    }

    fn bytes(&self) -> Vec<u8> {
        self.0.iter().flat_map(|slot| slot.to_le_bytes()).collect()
    }
}

/// The same of 64-bit keys, each with what belongs to it. A zero there marks an empty slot.
struct KeyedSlots(Vec<(u64, u64)>);

impl KeyedSlots {
    fn new(size: usize) -> KeyedSlots {
        KeyedSlots(vec![(0, 0); size])
    }

    /// Gives a key what comes of what it had, zero if it had nothing.
    fn put(&mut self, key: u64, change: impl FnOnce(u64) -> u64) {
        let mut at = layout::place(key, self.0.len());
        while self.0[at].1 != 0 && self.0[at].0 != key {
            at = layout::place(at as u64 + 1, self.0.len());
        }
        self.0[at] = (key, change(self.0[at].1));
    }

    fn bytes(&self) -> Vec<u8> {
        self.0.iter().flat_map(|(key, what)| [key.to_le_bytes(), what.to_le_bytes()]).flatten().collect()
    }
}

fn read_rows(features: usize, bytes: &mut &[u8], mut each: impl FnMut(u32, &[(u8, i16)])) {
    let (mut feature, mut row) = (0_u32, Vec::new());
    for _ in 0..features {
        feature += number(bytes);
        row.clear();
        for _ in 0..number(bytes) {
            let label = bytes[0];
            *bytes = &bytes[1..];
            let folded = number(bytes) as i32;
            let weight = ((folded >> 1) ^ -(folded & 1)) as i16;
            assert!(weight.unsigned_abs() <= LARGEST, "a weight too large for 16 bits");
            row.push((label, weight));
        }
        each(feature, &row);
    }
}

/// A number, seven bits a byte.
fn number(bytes: &mut &[u8]) -> u32 {
    let (mut value, mut shift) = (0, 0);
    loop {
        let byte = bytes[0];
        *bytes = &bytes[1..];
        value |= u32::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            return value;
        }
        shift += 7;
    }
}

fn words<'a>(bytes: &mut &'a [u8]) -> Result<Vec<&'a str>, Box<dyn Error>> {
    let mut words = Vec::new();
    for _ in 0..number(bytes) {
        let length = number(bytes) as usize;
        let (word, rest) = bytes.split_at(length);
        *bytes = rest;
        words.push(std::str::from_utf8(word)?);
    }
    Ok(words)
}

fn fnv(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3))
}
