//! How far the comparing of a story is, for whoever waits for a heap.

use crate::annotate::Annotations;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Who hears that so many more of [`to_compare`] were compared. Called from several threads.
pub type ProgressListener<'a> = &'a (dyn Fn(usize) + Sync);

/// How much there is to compare: mentions of happenings, figures and quotes. Of a heap nearly all time goes there.
pub fn to_compare(annotations: &[Annotations]) -> usize {
    happenings(annotations) + figures(annotations) + quotes(annotations)
}

pub(super) fn happenings(annotations: &[Annotations]) -> usize {
    annotations.iter().map(|one| one.events.len()).sum()
}

pub(super) fn figures(annotations: &[Annotations]) -> usize {
    annotations.iter().map(|one| one.figures.len()).sum()
}

pub(super) fn quotes(annotations: &[Annotations]) -> usize {
    annotations.iter().map(|one| one.quotes.len()).sum()
}

/// Pairs after which it is heard how far they are: a pair takes less time than the hearing of it.
const PAIRS: usize = 256;

/// Things that are compared in steps: as each step is done, its share of them is heard.
pub(super) struct ProgressShare<'a> {
    heard: ProgressListener<'a>,
    things: usize,
    steps: usize,
    done: AtomicUsize,
}

impl<'a> ProgressShare<'a> {
    pub(super) fn new(heard: ProgressListener<'a>, things: usize, steps: usize) -> ProgressShare<'a> {
        if steps == 0 {
            heard(things);
        }
        ProgressShare { heard, things, steps, done: AtomicUsize::new(0) }
    }

    /// Things that are compared by so many pairs.
    pub(super) fn of_pairs(heard: ProgressListener<'a>, things: usize, pairs: usize) -> ProgressShare<'a> {
        ProgressShare::new(heard, things, pairs.div_ceil(PAIRS))
    }

    /// One step is done.
    pub(super) fn step(&self) {
        let before = self.done.fetch_add(1, Ordering::Relaxed).min(self.steps);
        let of = |steps: usize| self.things * steps / self.steps.max(1);
        let more = of((before + 1).min(self.steps)) - of(before);
        if more > 0 {
            (self.heard)(more);
        }
    }

    /// The pair of this number is compared.
    pub(super) fn pair(&self, number: usize) {
        if number.is_multiple_of(PAIRS) {
            self.step();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shares_of_all_steps_are_the_whole() {
        for (things, steps) in [(10, 3), (3, 10), (7, 0), (0, 4), (1000, 1)] {
            let all = AtomicUsize::new(0);
            let heard = |more: usize| {
                all.fetch_add(more, Ordering::Relaxed);
            };
            let share = ProgressShare::new(&heard, things, steps);
            (0..steps).for_each(|_| share.step());
            assert_eq!(all.into_inner(), things, "{things} in {steps}");
        }
    }
}
