//! crossread as a Python module: the part that is Rust. What a Python program sees of it stands in `python/crossread`.

mod accounts;
mod intake;
mod ledger;
mod steps;
mod table;

use pyo3::prelude::*;

#[pymodule]
mod _crossread {
    #[pymodule_export]
    use crate::accounts::{PyAccounts, read_files, read_lines};
    #[pymodule_export]
    use crate::ledger::{CheckedDrafts, PyLedger, Stories, check, collate, stories};
    #[pymodule_export]
    use crate::steps::{
        PyWeigher, collate_stories, connect, count_words, keep_first, liken, link, mark_reprints, meet, read_rows,
        write_stories,
    };
    #[pymodule_export]
    use crate::table::PyTable;

    use pyo3::prelude::*;

    /// Does what the program does with these arguments, the first of which is its name, and gives its exit status.
    #[pyfunction]
    fn run(py: Python, arguments: Vec<String>) -> u8 {
        use std::io::Write;
        use std::process::ExitCode;
        let code = py.detach(|| {
            let code = crossread::run(arguments.into_iter().map(Into::into));
            // Nobody else does it where the program is not a program of its own.
            let _ = std::io::stdout().flush();
            code
        });
        (0..=u8::MAX).find(|status| ExitCode::from(*status) == code).unwrap_or(u8::MAX)
    }

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        module.add("__version__", env!("CARGO_PKG_VERSION"))?;
        module.add("MADE_BY", crossread_view::made_by().into_iter().collect::<std::collections::BTreeMap<_, _>>())
    }
}
