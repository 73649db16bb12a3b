//! What is asked and what is answered, as plain data.

use serde_json::{Value, json};

/// A request that the guard let in.
#[derive(Clone, Debug, Default)]
pub(crate) struct PageRequest {
    /// Whether something is to be done; else only looked at.
    pub writes: bool,
    pub path: String,
    /// What stands behind the question mark.
    pub query: Vec<(String, String)>,
    /// What a form sends.
    pub form: Vec<(String, String)>,
    /// What else is sent.
    pub body: Vec<u8>,
    /// What the browser has already (`If-None-Match`).
    pub has: Option<String>,
}

impl PageRequest {
    /// The value of a field in the address, if it is not empty.
    pub(crate) fn field(&self, name: &str) -> Option<&str> {
        field(&self.query, name)
    }

    /// All fields in the address, as they stand there.
    pub(crate) fn fields(&self) -> impl Iterator<Item = (&str, &str)> {
        self.query.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// The value of a field of the form, if it is not empty.
    pub(crate) fn sent(&self, name: &str) -> Option<&str> {
        field(&self.form, name)
    }
}

fn field<'a>(fields: &'a [(String, String)], name: &str) -> Option<&'a str> {
    let value = fields.iter().find(|(field, _)| field == name).map(|(_, value)| value.trim());
    value.filter(|value| !value.is_empty())
}

/// In what shape a page is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PageShape {
    Page,
    Json,
    Csv,
}

/// An answer.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    pub status: u16,
    pub kind: &'static str,
    pub body: Vec<u8>,
    /// What the bytes depend on; `None` where they may differ each time.
    pub tag: Option<String>,
    /// Where to go on.
    pub see: Option<String>,
    /// Whether to ask again in a second.
    pub again: bool,
    /// The name under which it is to be kept as a file.
    pub file: Option<&'static str>,
}

impl Answer {
    fn of(status: u16, kind: &'static str, body: impl Into<Vec<u8>>) -> Answer {
        Answer { status, kind, body: body.into(), tag: None, see: None, again: false, file: None }
    }

    /// A page to be kept as a file.
    pub(crate) fn file(body: String, name: &'static str) -> Answer {
        Answer { file: Some(name), ..Answer::page(body) }
    }

    pub(crate) fn page(body: String) -> Answer {
        Answer::of(200, "text/html; charset=utf-8", body)
    }

    /// JSON as another output prints it.
    pub(crate) fn json(body: String) -> Answer {
        Answer::of(200, "application/json", body)
    }

    pub(crate) fn csv(body: String) -> Answer {
        Answer::of(200, "text/csv; charset=utf-8", body)
    }

    /// A list: `next` is the address of what follows.
    pub(crate) fn rows(rows: Vec<Value>, next: Option<String>) -> Answer {
        Answer::value(200, &json!({"ok": true, "rows": rows, "next": next}))
    }

    pub(crate) fn value(status: u16, value: &Value) -> Answer {
        let mut answer = Answer::json(format!("{value:#}\n"));
        answer.status = status;
        answer
    }

    /// Why something was not done, for a program.
    pub(crate) fn refused(status: u16, error: &str) -> Answer {
        Answer::value(status, &json!({"ok": false, "error": error, "status": status}))
    }

    pub(crate) fn see(address: &str) -> Answer {
        Answer { see: Some(address.to_owned()), ..Answer::of(303, "text/plain; charset=utf-8", "") }
    }

    pub(crate) fn not_modified(tag: String) -> Answer {
        Answer { tag: Some(tag), ..Answer::of(304, "text/plain; charset=utf-8", "") }
    }

    pub(crate) fn nothing() -> Answer {
        Answer::of(204, "text/plain; charset=utf-8", "")
    }

    pub(crate) fn with_status(self, status: u16) -> Answer {
        Answer { status, ..self }
    }

    pub(crate) fn tagged(self, tag: String) -> Answer {
        Answer { tag: Some(tag), ..self }
    }

    pub(crate) fn again(self) -> Answer {
        Answer { again: true, ..self }
    }
}
