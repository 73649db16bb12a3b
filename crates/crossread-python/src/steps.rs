//! The steps of an engine, as Python calls them (`python/crossread/steps.py`).

use crate::table::{PyTable, TableInput};
use crossread_arrow::steps::{self, ArticleIdentity, StepError};
use crossread_view::READ_TABLES;
use pyo3::exceptions::{PyKeyError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyBytes;

fn failed(error: StepError) -> PyErr {
    match error {
        StepError::NoColumn(words) => PyKeyError::new_err(words),
        StepError::Unusable(words) => PyValueError::new_err(words),
    }
}

/// Does a step while the interpreter is left free.
fn done<T: Send>(py: Python, step: impl FnOnce() -> Result<T, StepError> + Send) -> PyResult<T> {
    py.detach(step).map_err(failed)
}

#[pyfunction]
pub(crate) fn read_rows(py: Python, rows: Vec<(i64, Vec<u8>)>, tables: Vec<String>) -> PyResult<PyTable> {
    let number = |name: &String| READ_TABLES.iter().position(|table| table.name == name);
    let no_table = |name: &String| PyKeyError::new_err(format!("no table '{name}'"));
    let tables =
        tables.iter().map(|name| number(name).ok_or_else(|| no_table(name))).collect::<PyResult<Vec<usize>>>()?;
    Ok(py.detach(|| steps::read(&rows, &tables)).into())
}

#[pyfunction]
pub(crate) fn keep_first(py: Python, articles: TableInput, by: &str) -> PyResult<PyTable> {
    let by = [ArticleIdentity::Key, ArticleIdentity::Printing].into_iter().find(|one| one.name() == by);
    let by = by.ok_or_else(|| PyValueError::new_err("articles are one by 'key' or by 'printing'"))?;
    Ok(done(py, || steps::keep_first(&articles.0, by))?.into())
}

#[pyfunction]
pub(crate) fn mark_reprints(py: Python, articles: TableInput) -> PyResult<PyTable> {
    Ok(done(py, || steps::mark_reprints(&articles.0))?.into())
}

#[pyfunction]
pub(crate) fn count_words(py: Python, articles: TableInput) -> PyResult<PyTable> {
    Ok(done(py, || steps::count_words(&articles.0))?.into())
}

#[pyclass(frozen, name = "Weigher", module = "crossread.steps")]
pub(crate) struct PyWeigher(steps::Weigher);

#[pymethods]
impl PyWeigher {
    #[new]
    fn new(py: Python, documents: TableInput, articles: u64, days: Option<(i64, i64)>) -> PyResult<PyWeigher> {
        done(py, || steps::Weigher::new(&documents.0, articles, days)).map(PyWeigher)
    }

    fn weigh(&self, py: Python, articles: TableInput) -> PyResult<PyTable> {
        Ok(done(py, || self.0.weigh(&articles.0))?.into())
    }
}

#[pyfunction]
pub(crate) fn meet(py: Python, postings: TableInput) -> PyResult<PyTable> {
    Ok(done(py, || steps::meet(&postings.0))?.into())
}

#[pyfunction]
pub(crate) fn liken(py: Python, products: TableInput) -> PyResult<PyTable> {
    Ok(done(py, || steps::liken(&products.0))?.into())
}

#[pyfunction]
pub(crate) fn connect(py: Python, pairs: TableInput) -> PyResult<PyTable> {
    Ok(done(py, || steps::connect(&pairs.0))?.into())
}

#[pyfunction]
pub(crate) fn link(py: Python, pairs: TableInput) -> PyResult<PyTable> {
    Ok(done(py, || steps::link(&pairs.0))?.into())
}

#[pyfunction]
pub(crate) fn collate_stories(py: Python, articles: TableInput) -> PyResult<PyTable> {
    Ok(done(py, || steps::collate(&articles.0))?.into())
}

#[pyfunction]
pub(crate) fn write_stories<'py>(
    py: Python<'py>,
    ledgers: TableInput,
    alone: TableInput,
    skipped: TableInput,
) -> PyResult<Bound<'py, PyBytes>> {
    Ok(PyBytes::new(py, &done(py, || steps::write(&ledgers.0, &alone.0, &skipped.0))?))
}
