//! How surprising it is that the same words stand near two mentions.
//!
//! In a story of a release "girls" stand near every mention; that two mentions both have the vice president near them is
//! no chance. Each word that stands near both weighs so many bits as it takes to tell the mentions that have it near from
//! the others of their story. The bits are summed, not averaged: four telling words shared by two long sentences tell as
//! much as by two short ones.

use super::item::EventItem;
use crossread_language::Word;
use foldhash::{HashMap, HashMapExt};

/// Parts of a bit in which surprise is counted.
pub(super) const BIT: u32 = 16;

/// Near how many mentions each word stands, by group of articles.
pub(super) struct WordRarity {
    mentions: HashMap<u32, u32>,
    near: HashMap<(u32, Word), u32>,
}

impl WordRarity {
    pub(super) fn new(items: &[EventItem], group_of: &[u32]) -> WordRarity {
        let mut rarity = WordRarity { mentions: HashMap::new(), near: HashMap::new() };
        for item in items {
            let group = group_of[item.passage.article as usize];
            *rarity.mentions.entry(group).or_default() += 1;
            item.words.near().iter().for_each(|&word| *rarity.near.entry((group, word)).or_default() += 1);
        }
        rarity
    }

    /// Parts of a bit that each word near a mention of a group tells.
    pub(super) fn of<'a>(&'a self, group: u32, near: &'a [Word]) -> impl Iterator<Item = u32> + 'a {
        let all = logarithm(self.mentions.get(&group).copied().unwrap_or(1));
        near.iter().map(move |word| all - logarithm(self.near.get(&(group, *word)).copied().unwrap_or(1)))
    }
}

/// The binary logarithm in parts of a bit: each squaring tells one binary digit more.
fn logarithm(number: u32) -> u32 {
    let number = number.max(1);
    let whole = number.ilog2();
    let mut mantissa = (u64::from(number) << 32) >> whole;
    let mut result = whole * BIT;
    let mut digit = BIT / 2;
    while digit > 0 {
        mantissa = ((u128::from(mantissa) * u128::from(mantissa)) >> 32) as u64;
        if mantissa >= 2 << 32 {
            mantissa >>= 1;
            result += digit;
        }
        digit /= 2;
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn logarithms_are_those_of_two_in_sixteenths() {
        assert_eq!([1, 2, 3, 4, 1000].map(logarithm), [0, 16, 25, 32, 159]);
    }
}
