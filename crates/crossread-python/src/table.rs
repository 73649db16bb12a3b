//! Tables that every library of data frames takes, by the Arrow PyCapsule interface.

use arrow_array::cast::AsArray;
use arrow_array::ffi_stream::FFI_ArrowArrayStream;
use arrow_array::ffi_stream::RecordBatchStreamReader;
use arrow_array::types::{Float64Type, Int64Type};
use arrow_array::{Array, RecordBatchIterator, RecordBatchReader};
use arrow_pyarrow::FromPyArrow;
use arrow_schema::ffi::FFI_ArrowSchema;
use arrow_schema::{ArrowError, DataType};
use crossread_arrow::ArrowTable;
use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyDict, PyList};

/// A table: columns with names, rows in an order of their own.
#[pyclass(frozen, name = "Table", module = "crossread")]
pub(crate) struct PyTable {
    table: ArrowTable,
}

impl From<ArrowTable> for PyTable {
    fn from(table: ArrowTable) -> PyTable {
        PyTable { table }
    }
}

/// A table as whoever calls has it: whatever gives its columns by the Arrow PyCapsule interface.
pub(crate) struct TableInput(pub(crate) ArrowTable);

impl<'py> FromPyObject<'_, 'py> for TableInput {
    type Error = PyErr;

    fn extract(table: Borrowed<'_, 'py, PyAny>) -> PyResult<TableInput> {
        let reader = RecordBatchStreamReader::from_pyarrow_bound(&table)?;
        let schema = reader.schema();
        let batches = reader.collect::<Result<Vec<_>, ArrowError>>().map_err(failed)?;
        Ok(TableInput(ArrowTable { schema, batches }))
    }
}

fn failed(error: ArrowError) -> PyErr {
    PyRuntimeError::new_err(error.to_string())
}

#[pymethods]
impl PyTable {
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        // A wish that need not be followed: whoever asks can change the types of what it gets.
        let _ = requested_schema;
        let batches = self.table.batches.clone().into_iter().map(Ok);
        let reader = RecordBatchIterator::new(batches, self.table.schema.clone());
        PyCapsule::new_with_value(py, FFI_ArrowArrayStream::new(Box::new(reader)), c"arrow_array_stream")
    }

    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        let schema = FFI_ArrowSchema::try_from(self.table.schema.as_ref()).map_err(failed)?;
        PyCapsule::new_with_value(py, schema, c"arrow_schema")
    }

    fn __len__(&self) -> usize {
        self.table.rows()
    }

    /// The names of its columns.
    #[getter]
    fn columns(&self) -> Vec<String> {
        self.table.schema.fields().iter().map(|field| field.name().clone()).collect()
    }

    /// Its rows, or the first of them, as dictionaries.
    #[pyo3(signature = (most=None))]
    fn rows<'py>(&self, py: Python<'py>, most: Option<usize>) -> PyResult<Bound<'py, PyList>> {
        let rows = PyList::empty(py);
        let most = most.unwrap_or(usize::MAX);
        let places = self.table.batches.iter().flat_map(|batch| (0..batch.num_rows()).map(move |row| (batch, row)));
        for (batch, row) in places.take(most) {
            let dict = PyDict::new(py);
            for (field, column) in self.table.schema.fields().iter().zip(batch.columns()) {
                dict.set_item(field.name(), value(py, column, row)?)?;
            }
            rows.append(dict)?;
        }
        Ok(rows)
    }
}

/// What stands in a row of a column.
fn value<'py>(py: Python<'py>, column: &dyn Array, row: usize) -> PyResult<Option<Bound<'py, PyAny>>> {
    if column.is_null(row) {
        return Ok(None);
    }
    Ok(Some(match column.data_type() {
        DataType::Binary => column.as_binary::<i32>().value(row).into_pyobject(py)?.into_any(),
        DataType::Utf8 => column.as_string::<i32>().value(row).into_pyobject(py)?.into_any(),
        DataType::List(_) => {
            let list = PyList::empty(py);
            let rows = column.as_list::<i32>().value(row);
            for at in 0..rows.len() {
                let dict = PyDict::new(py);
                for (name, part) in rows.as_struct().column_names().iter().zip(rows.as_struct().columns()) {
                    dict.set_item(name, value(py, part, at)?)?;
                }
                list.append(dict)?;
            }
            list.into_any()
        }
        DataType::Int64 => column.as_primitive::<Int64Type>().value(row).into_pyobject(py)?.into_any(),
        DataType::Float64 => column.as_primitive::<Float64Type>().value(row).into_pyobject(py)?.into_any(),
        _ => column.as_string::<i64>().value(row).into_pyobject(py)?.into_any(),
    }))
}
