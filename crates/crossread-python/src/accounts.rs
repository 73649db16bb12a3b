//! Articles that were read, each taken alone.

use crate::intake::Pieces;
use crate::table::PyTable;
use crossread_arrow::{read_table, skipped_table};
use crossread_core::story::SkippedInput;
use crossread_core::{Annotations, Article, Language, annotate};
use crossread_engine::{GivenFacts, Intake, silent};
use crossread_view::READ_TABLES;
use pyo3::exceptions::{PyKeyError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyIterator;
use rayon::prelude::*;
use std::path::PathBuf;

/// Articles that are read between two looks at whether somebody pressed Ctrl-C.
const TOGETHER: usize = 64;

/// What articles say, each taken alone, as tables.
#[pyclass(frozen, name = "Accounts", module = "crossread")]
pub(crate) struct PyAccounts {
    pub(crate) read: Vec<(Article, Annotations)>,
    pub(crate) skipped: Vec<SkippedInput>,
}

impl PyAccounts {
    /// Reads all articles, unless somebody presses Ctrl-C.
    fn of(py: Python, intake: Intake) -> PyResult<PyAccounts> {
        let Intake { articles, skipped } = intake;
        let mut read = Vec::with_capacity(articles.len());
        let mut articles = articles.into_iter();
        loop {
            let some: Vec<Article> = articles.by_ref().take(TOGETHER).collect();
            if some.is_empty() {
                return Ok(PyAccounts { read, skipped });
            }
            let found = |article: Article| {
                let found = annotate(Language::english(), &article);
                (article, found)
            };
            read.extend(py.detach(|| some.into_par_iter().map(found).collect::<Vec<_>>()));
            py.check_signals()?;
        }
    }
}

/// Reads JSON Lines that an iterator gives as bytes, as the program reads them from standard input.
#[pyfunction]
pub(crate) fn read_lines(py: Python, lines: Py<PyIterator>) -> PyResult<PyAccounts> {
    let mut pieces = Pieces::new(lines);
    let intake = py.detach(|| crossread_engine::take(&["-".into()], &GivenFacts::default(), &mut pieces, &silent));
    match pieces.raised {
        Some(error) => Err(error),
        None => PyAccounts::of(py, intake),
    }
}

/// Reads files and folders, as the program does.
#[pyfunction]
#[pyo3(signature = (paths, outlet=None, published=None))]
pub(crate) fn read_files(
    py: Python,
    paths: Vec<PathBuf>,
    outlet: Option<String>,
    published: Option<String>,
) -> PyResult<PyAccounts> {
    let day = |words: String| {
        crossread_engine::published(&words)
            .ok_or_else(|| PyValueError::new_err(format!("no day like 2020-01-05: '{words}'")))
    };
    let known = GivenFacts { outlet, published: published.map(day).transpose()?, ..GivenFacts::default() };
    let intake = py.detach(|| crossread_engine::take(&paths, &known, &mut std::io::empty(), &silent));
    PyAccounts::of(py, intake)
}

#[pymethods]
impl PyAccounts {
    fn __len__(&self) -> usize {
        self.read.len()
    }

    /// One of the tables, by its name.
    fn table(&self, py: Python, name: &str) -> PyResult<PyTable> {
        if name == "skipped" {
            return Ok(skipped_table(&self.skipped).into());
        }
        let table = READ_TABLES.iter().position(|table| table.name == name);
        let table = table.ok_or_else(|| PyKeyError::new_err(format!("no table '{name}'")))?;
        Ok(py.detach(|| read_table(table, &self.read)).into())
    }

    /// The names of the tables.
    #[getter]
    fn tables(&self) -> Vec<&'static str> {
        READ_TABLES.iter().map(|table| table.name).chain(["skipped"]).collect()
    }

    /// What `crossread read` prints: a JSON object on a line for each article.
    fn json(&self, py: Python) -> String {
        let line = |(article, found): &(Article, Annotations)| crossread_view::read_json(article, found) + "\n";
        // Some at a time: the lines of ten thousand articles are a gigabyte, which shall not lie in memory twice.
        py.detach(|| {
            let mut out = String::new();
            for some in self.read.chunks(TOGETHER) {
                out.extend(some.par_iter().map(line).collect::<Vec<_>>());
            }
            out
        })
    }
}
