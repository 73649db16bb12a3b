//! What each article says taken alone, while more articles come.
//!
//! One thread takes in, the others read. Between them stand a few articles and no more, so that memory does not grow with
//! the input; and what is there is read at once, so that an answer never waits for the next article.

use crate::{Exclusions, GivenFacts};
use crossread_core::story::SkippedInput;
use crossread_core::{Annotations, Article, Language, annotate};
use rayon::prelude::*;
use std::collections::VecDeque;
use std::io::Read;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, sync_channel};
use std::thread::JoinHandle;

/// Most articles that are taken in and not yet read, and most that are read side by side. Enough to keep the cores of a
/// large machine busy; of the longest articles there are, it is a gigabyte.
const TOGETHER: usize = 64;

/// What the inputs say, article by article, in their order.
pub struct Answers<T, F> {
    taken: Receiver<Result<Article, SkippedInput>>,
    make: F,
    ready: VecDeque<Result<T, SkippedInput>>,
    intake: Option<JoinHandle<()>>,
}

/// Reads files, folders (walked) and, for `-`, standard input, each article alone, and gives what `make` makes of each, or
/// the reason why an input gave no article. `make` is called on several threads.
///
/// Nothing ends the intake before its inputs end: if the answers are dropped, what still comes is taken in and thrown away.
pub fn read<T, F>(inputs: Vec<PathBuf>, known: GivenFacts, stdin: Box<dyn Read + Send>, make: F) -> Answers<T, F>
where
    T: Send,
    F: Fn(&Article, &Annotations) -> T + Sync,
{
    read_beside(inputs, known, Exclusions::default(), stdin, make)
}

/// The same while `outputs` stand open, which are no inputs.
pub fn read_beside<T, F>(
    inputs: Vec<PathBuf>,
    known: GivenFacts,
    outputs: Exclusions,
    mut stdin: Box<dyn Read + Send>,
    make: F,
) -> Answers<T, F>
where
    T: Send,
    F: Fn(&Article, &Annotations) -> T + Sync,
{
    let (sender, taken) = sync_channel(TOGETHER);
    let intake = std::thread::spawn(move || {
        crossread_ingest::read_inputs_beside(&inputs, &known, &outputs, &mut *stdin, &mut |one| {
            // Nobody listens any more: nothing to tell.
            let _ = sender.send(one);
        });
    });
    Answers { taken, make, ready: VecDeque::new(), intake: Some(intake) }
}

impl<T, F> Iterator for Answers<T, F>
where
    T: Send,
    F: Fn(&Article, &Annotations) -> T + Sync,
{
    type Item = Result<T, SkippedInput>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ready.is_empty() {
            let Ok(first) = self.taken.recv() else {
                self.end();
                return None;
            };
            // Whatever is there, without waiting for more.
            let mut batch = vec![first];
            batch.extend(self.taken.try_iter().take(TOGETHER - 1));
            let make = &self.make;
            let read = |one: Result<Article, SkippedInput>| {
                one.map(|article| make(&article, &annotate(Language::english(), &article)))
            };
            let made: Vec<_> = batch.into_par_iter().map(read).collect();
            self.ready = made.into();
        }
        self.ready.pop_front()
    }
}

impl<T, F> Answers<T, F> {
    /// If the intake ended by a panic, so does this.
    fn end(&mut self) {
        if let Some(Err(panic)) = self.intake.take().map(JoinHandle::join) {
            std::panic::resume_unwind(panic);
        }
    }
}
