//! Steps learned as sequences, from those learned one by one.

use super::TrainingTree;
use super::perceptron::{Perceptron, shuffled};
use crossread_language::training::*;

/// Times it goes through its data. Labelled arcs right on the dev parts' own words (EWT, GUM), of one order: 81.7 and 80.8
/// after two, 82.2 and 80.9 after four, 82.2 and 81.1 after six, 82.3 and 81.2 after eight.
const ROUNDS: usize = 8;

/// What each arc that a step loses adds to its score in training, so that a right reading must win clearly. With 0 labelled
/// arcs are 0.2 of a point fewer (EWT) and the same (GUM).
const MARGIN: i64 = 100;

/// How far behind the best a step or reading may be and is still followed, half as far again as when reading.
const DOUBT: i32 = 150;

/// A reading while learning.
struct BeamReading {
    state: ParserState,
    score: i64,
    /// Index of its last step among the steps that were taken, if it has one.
    last: Option<usize>,
    /// Whether all its steps are those of the right reading.
    right: bool,
}

impl BeamReading {
    fn new(n: usize) -> BeamReading {
        BeamReading { state: ParserState::new(n), score: 0, last: None, right: true }
    }
}

/// A step that was taken, and from where.
struct BeamStep {
    before: Option<usize>,
    /// Index of the state's features.
    fired: usize,
    step: ParserStep,
}

/// Goes on learning from averaged steps: of each sentence, the right reading beside those that the beam follows, up to
/// where it falls behind most. Where several right ways lead to one tree it is the one that scores most.
pub fn refine(data: &[TrainingTree], relator: Relator, steps: &mut Perceptron, order: usize) {
    for round in 0..ROUNDS {
        for i in shuffled(data.len(), 100 * order + 50 + round) {
            steps.tick();
            learn(&data[i], relator, steps);
        }
    }
    steps.average();
}

fn learn(tree: &TrainingTree, relator: Relator, steps: &mut Perceptron) {
    let n = tree.seen.len();
    let margin = MARGIN * i64::from(steps.unit());
    let (mut fired, mut ways) = (Vec::new(), Continuations::new(DOUBT * steps.unit()));
    let (mut features, mut taken): (Vec<Vec<u32>>, Vec<BeamStep>) = (Vec::new(), Vec::new());
    let mut right = BeamReading::new(n);
    let mut beam = vec![BeamReading::new(n)];
    // By how much the best wrong reading was ahead, and the last steps of both.
    let mut worst: Option<(i64, Option<usize>, Option<usize>)> = None;
    for _ in 0..2 * n {
        let mut score = |reading: &BeamReading| {
            step_features(&reading.state, &tree.seen, &mut fired);
            features.push(fired.clone());
            let mut scores = [0; STEPS];
            steps.score(&fired, &mut scores);
            (features.len() - 1, reading.state.allowed(), reading.state.costs(&tree.heads), scores)
        };
        let (right_features, allowed, costs, scores) = score(&right);
        let good = ParserStep::ALL.into_iter().filter(|&step| allowed[step as usize] && costs[step as usize] == 0);
        let good = good.max_by_key(|&step| (scores[step as usize], std::cmp::Reverse(step as u8)));
        let good = good.expect("some step loses least");
        ways.clear();
        let mut fired_of = Vec::with_capacity(beam.len());
        for (from, reading) in beam.iter().enumerate() {
            let (fired, allowed, costs, scores) = score(reading);
            fired_of.push(fired);
            for way in ways.open(from, reading.score, allowed, scores) {
                way.score += margin * i64::from(costs[way.step as usize]);
            }
        }
        let mut go = |from: &BeamReading, fired_there: usize, step: ParserStep, score: i64, is_right: bool| {
            let mut state = from.state.clone();
            let relation = relator.relation(&state, &tree.seen, step, &mut fired);
            state.take(step, relation);
            taken.push(BeamStep { before: from.last, fired: fired_there, step });
            BeamReading { state, score, last: Some(taken.len() - 1), right: is_right }
        };
        let after = ways.narrow().iter().map(|way| {
            let from = &beam[way.from];
            go(from, fired_of[way.from], way.step, way.score, from.right && way.step == good)
        });
        beam = after.collect();
        right = go(&right, right_features, good, right.score + i64::from(scores[good as usize]), true);
        let ahead = beam[0].score - right.score;
        if !beam[0].right && ahead >= 0 && worst.is_none_or(|(most, ..)| ahead > most) {
            worst = Some((ahead, beam[0].last, right.last));
        }
    }
    let Some((_, mut wrong, mut good)) = worst else { return };
    // Both have taken as many steps; those that they share in the beginning teach nothing.
    let mut apart = Vec::new();
    while let (Some(w), Some(g)) = (wrong, good) {
        apart.push((&taken[w], &taken[g]));
        (wrong, good) = (taken[w].before, taken[g].before);
    }
    for (wrong, good) in apart.into_iter().rev().skip_while(|(wrong, good)| wrong.step == good.step) {
        steps.change(&features[wrong.fired], wrong.step as u8, -1);
        steps.change(&features[good.fired], good.step as u8, 1);
    }
}
