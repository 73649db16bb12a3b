//! The averaged perceptron (Collins, EMNLP 2002), in integers.

use crossread_language::training::{GRAIN, Scorer, best};
use std::collections::HashMap;

#[derive(Clone, Copy)]
struct LabelWeight {
    label: u8,
    weight: i32,
    /// Sum of the weight over all steps until `since`.
    total: i64,
    since: u32,
}

#[derive(Default)]
struct WeightRow {
    /// How often a weight of it was changed.
    touched: u32,
    cells: Vec<LabelWeight>,
}

/// Weights in the making.
pub struct Perceptron {
    step: u32,
    /// How much of a weight is one step of learning: 1, then [`SCALE`].
    unit: i32,
    rows: HashMap<u32, WeightRow, IdentityHasherBuilder>,
    scores: Vec<i32>,
}

/// Features are hashes already.
#[derive(Clone, Default)]
struct IdentityHasherBuilder;

impl std::hash::BuildHasher for IdentityHasherBuilder {
    type Hasher = IdentityHasher;
    fn build_hasher(&self) -> IdentityHasher {
        IdentityHasher(0)
    }
}

struct IdentityHasher(u64);

impl std::hash::Hasher for IdentityHasher {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, _: &[u8]) {
        unreachable!("features are u32")
    }
    fn write_u32(&mut self, feature: u32) {
        // The table takes its tag from the top bits.
        self.0 = u64::from(feature).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    }
}

impl Perceptron {
    pub fn new(labels: usize) -> Perceptron {
        Perceptron { step: 0, unit: 1, rows: HashMap::default(), scores: vec![0; labels] }
    }

    /// The best label among those allowed.
    pub fn guess(&mut self, features: &[u32], allowed: Option<&[bool]>) -> u8 {
        let mut scores = std::mem::take(&mut self.scores);
        scores.fill(0);
        self.score(features, &mut scores);
        if let Some(allowed) = allowed {
            for (score, allowed) in scores.iter_mut().zip(allowed) {
                if !allowed {
                    *score = i32::MIN;
                }
            }
        }
        let label = best(&scores);
        self.scores = scores;
        label
    }

    /// The best label, and the best when the right one is handicapped by `margin`: what to learn from.
    pub fn guess_by_margin(&mut self, features: &[u32], right: u8, margin: i32) -> (u8, u8) {
        let mut scores = std::mem::take(&mut self.scores);
        scores.fill(0);
        self.score(features, &mut scores);
        let guess = best(&scores);
        scores[right as usize] -= margin;
        let rival = best(&scores);
        self.scores = scores;
        (guess, rival)
    }

    /// The best of the good labels, and the best of all allowed when the good ones are handicapped by `margin`: what to
    /// learn from.
    pub fn rivals(&mut self, features: &[u32], allowed: &[bool], good: &[bool], margin: i32) -> (u8, u8, u8) {
        let mut scores = std::mem::take(&mut self.scores);
        scores.fill(0);
        self.score(features, &mut scores);
        let bar = |keep: &dyn Fn(usize) -> bool, less: &dyn Fn(usize) -> i32| {
            let all = (0..scores.len()).filter(|&label| keep(label));
            all.max_by_key(|&label| (scores[label] - less(label), std::cmp::Reverse(label))).unwrap_or(0) as u8
        };
        let guess = bar(&|label| allowed[label], &|_| 0);
        let best_good = bar(&|label| good[label], &|_| 0);
        let rival = bar(&|label| allowed[label], &|label| if good[label] { margin } else { 0 });
        self.scores = scores;
        (guess, best_good, rival)
    }

    /// One step in which nothing was wrong, or what was is changed by [`Perceptron::change`].
    pub fn tick(&mut self) {
        self.step += 1;
    }

    /// One step: if the guess was wrong, towards the right label and away from the guess.
    pub fn learn(&mut self, features: &[u32], right: u8, guess: u8) {
        self.tick();
        if right != guess {
            self.change(features, right, 1);
            self.change(features, guess, -1);
        }
    }

    /// Adds so many units to the weights of a label.
    pub fn change(&mut self, features: &[u32], label: u8, units: i32) {
        for &feature in features {
            let row = self.rows.entry(feature).or_default();
            row.touched += 1;
            let cell = match row.cells.iter_mut().find(|cell| cell.label == label) {
                Some(cell) => cell,
                None => {
                    row.cells.push(LabelWeight { label, weight: 0, total: 0, since: self.step });
                    row.cells.last_mut().expect("just pushed")
                }
            };
            cell.total += i64::from(cell.weight) * i64::from(self.step - cell.since);
            cell.since = self.step;
            cell.weight += units * self.unit;
        }
    }

    /// Replaces each weight by its mean over all steps, in units of 1/[`SCALE`]. What is learned after that starts from
    /// these, and is averaged over its own steps.
    pub fn average(&mut self) {
        let scale = SCALE / i64::from(self.unit);
        for cell in self.rows.values_mut().flat_map(|row| &mut row.cells) {
            let total = cell.total + i64::from(cell.weight) * i64::from(self.step - cell.since);
            *cell = LabelWeight {
                weight: (total * scale / i64::from(self.step.max(1))) as i32,
                total: 0,
                since: 0,
                ..*cell
            };
        }
        (self.step, self.unit) = (0, SCALE as i32);
    }

    /// The mean of several averages: what those that saw the same data in other orders agree on stays, what one order
    /// happened to teach goes.
    pub fn mean(all: Vec<Perceptron>) -> Perceptron {
        let count = all.len() as i32;
        let mut all = all.into_iter();
        let mut mean = all.next().expect("at least one");
        for other in all {
            for (feature, other) in other.rows {
                let row = mean.rows.entry(feature).or_default();
                row.touched += other.touched;
                for cell in other.cells {
                    match row.cells.iter_mut().find(|own| own.label == cell.label) {
                        Some(own) => own.weight += cell.weight,
                        None => row.cells.push(cell),
                    }
                }
            }
        }
        for cell in mean.rows.values_mut().flat_map(|row| &mut row.cells) {
            cell.weight /= count;
        }
        mean
    }

    /// Leaves out features that were touched less than `least` times and weights below `small` (in units of
    /// 1/[`GRAIN`]).
    pub fn prune(&mut self, least: u32, small: i16) {
        self.rows.retain(|_, row| {
            row.cells.retain(|cell| ship(cell.weight).abs() >= small);
            row.touched >= least && !row.cells.is_empty()
        });
    }

    /// Leaves out features that have no weight of at least `large` (in units of 1/[`GRAIN`]); the others keep all.
    pub fn prune_weak(&mut self, large: i16) {
        self.rows.retain(|_, row| row.cells.iter().any(|cell| ship(cell.weight).abs() >= large));
    }

    /// The rows as they ship: weights in units of 1/[`GRAIN`].
    pub fn rows(&self) -> Rows {
        let cells = |row: &WeightRow| {
            let mut cells: Vec<(u8, i16)> = row
                .cells
                .iter()
                .map(|cell| (cell.label, ship(cell.weight)))
                .filter(|(_, weight)| *weight != 0)
                .collect();
            cells.sort_unstable();
            cells
        };
        let rows = self.rows.iter().map(|(&feature, row)| (feature, cells(row)));
        let mut rows: Rows = rows.filter(|(_, cells)| !cells.is_empty()).collect();
        rows.sort_unstable();
        rows
    }
}

fn ship(weight: i32) -> i16 {
    let scaled = (i64::from(weight) * i64::from(GRAIN) * 2 / SCALE + i64::from(weight.signum())) / 2;
    scaled.clamp(i64::from(i16::MIN), i64::from(i16::MAX)) as i16
}

/// Features in order, each with its (label, weight) cells.
pub type Rows = Vec<(u32, Vec<(u8, i16)>)>;

/// Averages are kept with this many steps between whole numbers.
const SCALE: i64 = 1000;

impl Scorer for Perceptron {
    fn unit(&self) -> i32 {
        self.unit
    }

    fn score(&self, features: &[u32], scores: &mut [i32]) {
        for feature in features {
            if let Some(row) = self.rows.get(feature) {
                for cell in &row.cells {
                    scores[cell.label as usize] += cell.weight;
                }
            }
        }
    }
}

/// The numbers below `n` in an order that depends on the round alone.
pub fn shuffled(n: usize, round: usize) -> Vec<usize> {
    let mut order: Vec<usize> = (0..n).collect();
    let mut state = 0x9E37_79B9_7F4A_7C15_u64.wrapping_mul(round as u64 + 1);
    for i in (1..n).rev() {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        order.swap(i, (state % (i as u64 + 1)) as usize);
    }
    order
}
