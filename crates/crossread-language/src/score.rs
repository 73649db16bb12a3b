//! What a score is made of: features that fire, and weights that are asked for them.
//!
//! Everything that decides (sentence ends, tags, syntax, names) stands on these two; so do the weights that ship
//! ([`crate::model`]) and those that are learned (`cargo xtask train`).

/// What is asked of weights, while training and after.
pub trait Scorer: Sync {
    /// Adds to `scores[label]` the weight of `label` for each feature that fires.
    fn score(&self, features: &[u32], scores: &mut [i32]);

    /// The same for several groups of features at once, each with scores of its own: `ends` says where in `features` each
    /// group ends.
    fn score_groups(&self, features: &[u32], ends: &[usize], scores: &mut [[i32; 3]]) {
        let mut start = 0;
        for (&end, scores) in ends.iter().zip(scores) {
            self.score(&features[start..end], scores);
            start = end;
        }
    }

    /// How much of a score is one step of learning: weights are stored in fractions of it.
    fn unit(&self) -> i32;
}

/// A feature: a template's number and what fills it, mixed into 32 bits, as [`settle`] leaves it.
#[inline(always)]
pub(crate) fn feature(template: u32, parts: &[u64]) -> u32 {
    let mut hash = u64::from(template).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    for part in parts {
        hash = (hash.rotate_left(29) ^ part).wrapping_mul(0xA076_1D64_78BD_642F);
    }
    ((hash ^ (hash >> 29)).wrapping_mul(0xBF58_476D_1CE4_E5B9) >> 32) as u32
}

/// Features as they are looked up: the upper half is never zero. Done to all of a decision at once, four at a time.
#[inline(always)]
pub(crate) fn settle(features: &mut [u32]) {
    for feature in features {
        *feature |= u32::from(*feature >> 16 == 0) << 16;
    }
}
