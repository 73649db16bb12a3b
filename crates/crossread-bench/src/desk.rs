//! What the bench works on: the project, its SQLite file and the last stories looked at.
//!
//! Before each answer the project is asked whether something came in, by this process or another. Where something did, the file is
//! made again on a thread of its own; until it is there the pages show what was before, and say so.

use crate::guard::Guard;
use crossread_core::decisions::Decision;
use crossread_engine::{CollatedStory, ProgressStep, StepListener};
use crossread_store::Project;
use crossread_store::project::{ArticleReading, IntakeCounts, Result, Store, Teller, came_of};
use crossread_view::Dress;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// How long an answer waits for a file that is being made before it shows what was before.
const PATIENCE: Duration = Duration::from_millis(1500);

/// How many stories are held: a person goes back and forth between a few.
const STORIES_HELD: usize = 6;

/// Whoever knows how the other outputs tell things, told of from several threads.
pub(crate) type SharedTeller = Arc<dyn Teller + Send + Sync>;

/// Whoever asks the network, where a person says so: the bench itself has no way to it.
pub trait Fetcher: Send + Sync {
    /// Fetches what stands at addresses, and what it leads to where that is followed, into a project; tells what became of each.
    /// What came in, where anything is new, or why nothing could.
    fn fetch(
        &self,
        project: &Project,
        wanted: (&[String], bool),
        tell: StepListener,
        each: &mut dyn FnMut(FetchResult),
    ) -> std::result::Result<Option<IntakeCounts>, String>;
}

/// What became of an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FetchResult {
    /// It answered something new.
    Kept,
    /// It answered what is there already.
    Unchanged,
    /// The address, and why nothing came.
    Failed(String, String),
}

/// What every page is made from.
pub(crate) struct Desk {
    pub project: Project,
    /// Who decides.
    pub by: String,
    pub guard: Guard,
    pub dress: Dress,
    pub adding: Mutex<IntakeProgress>,
    pub fetcher: Arc<dyn Fetcher>,
    teller: SharedTeller,
    now: Mutex<DeskState>,
    changed: Condvar,
    /// How many articles were read for the file that is being made, and of how many.
    progress: [AtomicUsize; 2],
}

/// How far the bringing in of articles is.
#[derive(Clone, Debug, Default)]
pub(crate) struct IntakeProgress {
    pub running: bool,
    /// Addresses that answered the run that goes on.
    pub answered: usize,
    /// Articles taken in by it.
    pub taken: usize,
    /// What the runs brought, in words for a person, the last at the end.
    pub told: Vec<String>,
}

#[derive(Default)]
struct DeskState {
    shelf: Option<Arc<Shelf>>,
    /// The state for which a file is being made.
    making: Option<String>,
    /// The state for which none could be made, and why.
    failed: Option<(String, String)>,
}

/// The project at one moment.
pub(crate) struct Shelf {
    /// A hash of what the project held then.
    pub state: String,
    store: Mutex<Store>,
    stories: Mutex<Vec<(String, Arc<CollatedStory>)>>,
}

/// What there is to show.
pub(crate) enum ShelfState {
    /// The project as it is, or, where `stale`, as it was before the last articles came.
    Ready { shelf: Arc<Shelf>, stale: bool },
    /// The first file is being made: how many articles are read, and of how many.
    Reading(usize, usize),
    /// It could not be made.
    Broken(String),
}

impl Desk {
    pub(crate) fn of(
        (project, by): (Project, &str),
        (teller, fetcher): (SharedTeller, Arc<dyn Fetcher>),
        guard: Guard,
        dress: Dress,
    ) -> Desk {
        Desk {
            project,
            by: by.to_owned(),
            guard,
            dress,
            adding: Mutex::default(),
            fetcher,
            teller,
            now: Mutex::default(),
            changed: Condvar::new(),
            progress: Default::default(),
        }
    }

    /// How the project stands; `listing` decisions waits for the tables to hold the last.
    pub(crate) fn standing(self: &Arc<Desk>, listing: bool) -> ShelfState {
        let state = match self.project.state() {
            Ok(state) => state,
            Err(error) => return ShelfState::Broken(error.to_string()),
        };
        let until = Instant::now() + PATIENCE;
        let mut now = lock(&self.now);
        loop {
            if let Some(shelf) = now.shelf.as_ref().filter(|shelf| shelf.state == state) {
                return ShelfState::Ready { shelf: Arc::clone(shelf), stale: false };
            }
            if let Some((_, why)) = now.failed.as_ref().filter(|(of, _)| *of == state) {
                return ShelfState::Broken(why.clone());
            }
            if now.making.is_none() {
                now.making = Some(state.clone());
                let desk = Arc::clone(self);
                let of = state.clone();
                std::thread::spawn(move || desk.make(of));
            }
            // What people decide is asked of their files: only lists wait for the tables, and those a moment.
            let same = |shelf: &&Arc<Shelf>| !listing && came_of(&shelf.state) == came_of(&state);
            if let Some(shelf) = now.shelf.as_ref().filter(same) {
                return ShelfState::Ready { shelf: Arc::clone(shelf), stale: false };
            }
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                break;
            }
            now = self.changed.wait_timeout(now, left).unwrap_or_else(PoisonError::into_inner).0;
        }
        match &now.shelf {
            Some(shelf) => {
                ShelfState::Ready { shelf: Arc::clone(shelf), stale: came_of(&shelf.state) != came_of(&state) }
            }
            None => {
                let [read, of] = &self.progress;
                ShelfState::Reading(read.load(Ordering::Relaxed), of.load(Ordering::Relaxed))
            }
        }
    }

    /// Articles as they were understood, those that came last first, at most so many; and whether there are more. Asked of the
    /// tables where these hold what came last: a large input is not gone through for it.
    pub(crate) fn understood(&self, most: usize) -> Result<(Vec<ArticleReading>, bool)> {
        let state = self.project.state()?;
        let shelf = lock(&self.now).shelf.as_ref().filter(|shelf| came_of(&shelf.state) == came_of(&state)).cloned();
        match shelf {
            Some(shelf) => shelf.store().understood(most),
            None => self.project.understood(most),
        }
    }

    /// Makes the file of a state and lays it on the desk.
    fn make(&self, state: String) {
        let made = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| self.store()));
        let mut now = lock(&self.now);
        now.making = None;
        match made {
            Ok(Ok(store)) => {
                now.shelf = Some(Arc::new(Shelf { state, store: Mutex::new(store), stories: Mutex::default() }));
                now.failed = None;
            }
            Ok(Err(error)) => now.failed = Some((state, error.to_string())),
            Err(_) => now.failed = Some((state, "the articles could not be compared".to_owned())),
        }
        self.changed.notify_all();
    }

    fn store(&self) -> Result<Store> {
        let [read, of] = &self.progress;
        read.store(0, Ordering::Relaxed);
        let tell = |step: ProgressStep| match step {
            ProgressStep::Reading(count) => of.store(count, Ordering::Relaxed),
            ProgressStep::Read => {
                read.fetch_add(1, Ordering::Relaxed);
            }
            _ => {}
        };
        self.project.store(&*self.teller, &tell)
    }

    /// A story with all that was made of it; `None` where there is none of this id.
    pub(crate) fn story(&self, shelf: &Shelf, id: &str) -> Result<Option<Arc<CollatedStory>>> {
        let standing = self.project.standing()?;
        let standing = if self.project.one_story() { standing } else { lock(&shelf.store).of_story(standing, id)? };
        self.held(shelf, (id, &standing), || self.project.story(&lock(&shelf.store), id))
    }

    /// A story as the program reads it by itself, whatever people decided.
    pub(crate) fn machine(&self, shelf: &Shelf, id: &str) -> Result<Option<Arc<CollatedStory>>> {
        self.held(shelf, (id, &[]), || self.project.story(&lock(&shelf.store), id))
    }

    /// An article in no story, as a story of its own.
    pub(crate) fn alone(&self, shelf: &Shelf, id: &str) -> Result<Option<Arc<CollatedStory>>> {
        self.held(shelf, (&format!("alone {id}"), &[]), || self.project.article(&lock(&shelf.store), id))
    }

    fn held(
        &self,
        shelf: &Shelf,
        (id, standing): (&str, &[Decision]),
        read: impl FnOnce() -> Result<Vec<(crossread_core::Article, crossread_core::Annotations)>>,
    ) -> Result<Option<Arc<CollatedStory>>> {
        // What was decided since is another story: its bounds are others.
        let decided: Vec<&str> = standing.iter().map(|one| one.id.as_str()).collect();
        let key = format!("{id} {}", decided.join(" "));
        let mut stories = lock(&shelf.stories);
        if let Some(at) = stories.iter().position(|(held, _)| *held == key) {
            let story = stories.remove(at);
            stories.push(story);
        } else {
            let read = read()?;
            if read.is_empty() {
                return Ok(None);
            }
            let story = crossread_engine::collate_read(read, standing, &crossread_engine::silent);
            if stories.len() == STORIES_HELD {
                stories.remove(0);
            }
            stories.push((key, Arc::new(story)));
        }
        Ok(stories.last().map(|(_, story)| Arc::clone(story)))
    }
}

impl Shelf {
    /// The SQLite file.
    pub(crate) fn store(&self) -> MutexGuard<'_, Store> {
        lock(&self.store)
    }
}

/// What a thread that panicked left is as good as before: each change is one assignment.
pub(crate) fn lock<T>(what: &Mutex<T>) -> MutexGuard<'_, T> {
    what.lock().unwrap_or_else(PoisonError::into_inner)
}
