//! Lines that a Python iterator makes, as a reader.

use pyo3::prelude::*;
use pyo3::types::PyIterator;
use std::io::{self, Read};

/// Bytes that a Python iterator gives piece by piece. The lock of the interpreter is held while a piece is made, and no longer.
pub(crate) struct Pieces {
    pieces: Py<PyIterator>,
    piece: Vec<u8>,
    at: usize,
    /// What the iterator raised.
    pub(crate) raised: Option<PyErr>,
}

impl Pieces {
    pub(crate) fn new(pieces: Py<PyIterator>) -> Pieces {
        Pieces { pieces, piece: Vec::new(), at: 0, raised: None }
    }

    /// The next piece, or `None` at the end.
    fn next(&self) -> PyResult<Option<Vec<u8>>> {
        Python::attach(|py| {
            py.check_signals()?;
            let mut pieces = self.pieces.bind(py).clone();
            pieces.next().transpose()?.map(|piece| piece.extract::<Vec<u8>>()).transpose()
        })
    }
}

impl Read for Pieces {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.at == self.piece.len() && self.raised.is_none() {
            match self.next() {
                Ok(Some(piece)) => (self.piece, self.at) = (piece, 0),
                Ok(None) => return Ok(0),
                Err(error) => self.raised = Some(error),
            }
        }
        let count = (self.piece.len() - self.at).min(buffer.len());
        buffer[..count].copy_from_slice(&self.piece[self.at..][..count]);
        self.at += count;
        Ok(count)
    }
}
