//! Stories laid side by side, and drafts checked against them.

use crate::accounts::PyAccounts;
use crate::table::PyTable;
use crossread_core::decisions::Decision;
use crossread_core::story::SkippedInput;
use crossread_core::{Annotations, Article};
use crossread_engine::{CheckedDraft, CollatedStory, HeapStories, silent};
use crossread_store::Export;
use crossread_view::Draft;
use pyo3::exceptions::{PyKeyError, PyRuntimeError, PyValueError};
use pyo3::prelude::*;
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

/// A story: what its articles agree on, dispute and changed, with the passages behind every line.
#[pyclass(frozen, name = "Ledger", module = "crossread")]
pub(crate) struct PyLedger {
    collated: Arc<CollatedStory>,
    skipped: Vec<SkippedInput>,
    /// Its tables, made when the first of them is asked for.
    tables: Mutex<Option<Export>>,
}

impl PyLedger {
    fn new(collated: CollatedStory, skipped: Vec<SkippedInput>) -> PyLedger {
        PyLedger { collated: Arc::new(collated), skipped, tables: Mutex::new(None) }
    }

    fn export(&self) -> PyResult<Export> {
        crossread::tables([&*self.collated], std::iter::empty(), &self.skipped).map_err(failed)
    }

    /// What is asked of the tables.
    fn ask<T: Send>(&self, py: Python, ask: impl FnOnce(&Export) -> T + Send) -> PyResult<T> {
        py.detach(|| {
            let mut tables = self.tables.lock().unwrap_or_else(PoisonError::into_inner);
            if tables.is_none() {
                *tables = Some(self.export()?);
            }
            Ok(ask(tables.as_ref().expect("made above")))
        })
    }
}

fn failed(error: impl std::fmt::Display) -> PyErr {
    PyRuntimeError::new_err(format!("{error:#}"))
}

/// Lays the articles of one story side by side.
#[pyfunction]
pub(crate) fn collate(py: Python, accounts: &PyAccounts) -> PyLedger {
    let collated = py.detach(|| crossread_engine::collate_read(accounts.read.clone(), &[], &silent));
    PyLedger::new(collated, accounts.skipped.clone())
}

#[pymethods]
impl PyLedger {
    /// The ledger as `crossread collate --format json` writes it, to the byte.
    fn json(&self, py: Python) -> String {
        let CollatedStory { story, ledger, .. } = &*self.collated;
        py.detach(|| crossread_view::ledger_json(story, ledger, &self.skipped))
    }

    /// The report, a web page that needs nothing else.
    #[pyo3(signature = (title=None))]
    fn report(&self, py: Python, title: Option<&str>) -> String {
        let CollatedStory { story, annotations, ledger, .. } = &*self.collated;
        py.detach(|| crossread_view::report(story, annotations, ledger, &self.skipped, title))
    }

    /// The bytes of the SQLite file that `crossread collate --format sqlite` writes.
    fn sqlite(&self, py: Python) -> PyResult<Vec<u8>> {
        py.detach(|| self.export()?.finish().map_err(failed))
    }

    /// The names of its tables and views, as `schema/sqlite.md` has them.
    #[getter]
    fn tables(&self, py: Python) -> PyResult<Vec<String>> {
        let both =
            |export: &Export| export.tables(false).and_then(|tables| Ok([tables, export.tables(true)?].concat()));
        self.ask(py, both)?.map_err(failed)
    }

    /// One of its tables, by its name.
    fn table(&self, py: Python, name: &str) -> PyResult<PyTable> {
        let table = self.ask(py, |export| crossread_arrow::export_table(export, name))?;
        Ok(table.ok_or_else(|| PyKeyError::new_err(format!("no table '{name}'")))?.into())
    }

    /// The id of the story.
    #[getter]
    fn id(&self) -> String {
        self.collated.story.id()
    }

    /// How many articles it has.
    fn __len__(&self) -> usize {
        self.collated.story.articles().len()
    }

    /// The first screen of a report, as the program prints it.
    fn summary(&self) -> String {
        crossread_view::summary(
            &self.collated.story,
            &self.collated.ledger,
            &self.skipped,
            crossread_view::Length::Short,
        )
    }
}

/// The stories of a heap of articles.
#[pyclass(frozen, module = "crossread")]
pub(crate) struct Stories {
    stories: Vec<Py<PyLedger>>,
    alone: Vec<Article>,
    skipped: Vec<SkippedInput>,
}

/// Sorts articles into stories, and lays the articles of each side by side.
#[pyfunction]
pub(crate) fn stories(py: Python, accounts: &PyAccounts) -> PyResult<Stories> {
    let HeapStories { stories, alone, .. } =
        py.detach(|| crossread_engine::sort_read(accounts.read.clone(), &[], &silent));
    let ledger = |collated| Py::new(py, PyLedger::new(collated, Vec::new()));
    let stories = stories.into_iter().map(ledger).collect::<PyResult<_>>()?;
    Ok(Stories { stories, alone, skipped: accounts.skipped.clone() })
}

#[pymethods]
impl Stories {
    /// The stories, the largest first.
    #[getter]
    fn ledgers(&self, py: Python) -> Vec<Py<PyLedger>> {
        self.stories.iter().map(|ledger| ledger.clone_ref(py)).collect()
    }

    /// The ids of the articles in no story.
    #[getter]
    fn alone(&self) -> Vec<String> {
        self.alone.iter().map(Article::id).collect()
    }

    fn __len__(&self) -> usize {
        self.stories.len()
    }

    /// All ledgers as `crossread stories --format json` writes them, to the byte.
    fn json(&self, py: Python) -> PyResult<String> {
        let collated: Vec<Arc<CollatedStory>> =
            self.stories.iter().map(|ledger| ledger.get().collated.clone()).collect();
        py.detach(|| {
            let ledgers: Vec<_> = collated.iter().map(|one| (one.story.clone(), one.ledger.clone())).collect();
            let mut out = Vec::new();
            crossread_view::write_stories_json(&mut out, &ledgers, &self.alone, &self.skipped).map_err(failed)?;
            String::from_utf8(out).map_err(failed)
        })
    }
}

/// Drafts, and what in them differs from the accounts.
#[pyclass(frozen, module = "crossread")]
pub(crate) struct CheckedDrafts {
    checked: Vec<CheckedDraft>,
}

/// Checks drafts against the articles of a story.
#[pyfunction]
pub(crate) fn check(py: Python, drafts: &PyAccounts, ledger: &PyLedger) -> PyResult<CheckedDrafts> {
    let articles: Vec<Article> = drafts.read.iter().map(|(article, _)| article.clone()).collect();
    if let (true, Some(skipped)) = (articles.is_empty(), drafts.skipped.first()) {
        return Err(PyValueError::new_err(skipped.reason.clone()));
    }
    let checked = py.detach(|| {
        let CollatedStory { story, annotations, ledger, .. } = &*ledger.collated;
        let accounts: Vec<(Article, Annotations)> =
            story.articles().iter().cloned().zip(annotations.iter().cloned()).collect();
        let standing: Vec<Decision> = ledger.decisions.iter().map(|laid| laid.decision.clone()).collect();
        crossread_engine::check_read(articles, accounts, &standing, &silent)
    });
    Ok(CheckedDrafts { checked })
}

impl CheckedDrafts {
    fn shown(&self) -> Vec<Draft<'_>> {
        self.checked.iter().map(shown).collect()
    }
}

fn shown(one: &CheckedDraft) -> Draft<'_> {
    let CheckedDraft { collated, draft, checked } = one;
    Draft { story: &collated.story, ledger: &collated.ledger, draft: *draft, checked }
}

#[pymethods]
impl CheckedDrafts {
    /// The findings as one JSON object, as `crossread check --format json` writes it.
    fn json(&self, py: Python) -> String {
        py.detach(|| crossread_view::check_json(&self.shown()))
    }

    /// The findings as SARIF 2.1.0.
    fn sarif(&self, py: Python) -> String {
        py.detach(|| crossread_view::sarif(&self.shown(), None))
    }

    fn __str__(&self) -> String {
        crossread_view::check_text(&self.shown(), &BTreeSet::new())
    }
}
