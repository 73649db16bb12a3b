//! What goes between hosts and the archive: an answer as it came, and what is kept of the latest one.

/// What an archive holds of an address: the latest answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CachedPage {
    /// Its entity tag (RFC 9110, section 8.8.3).
    pub(crate) tag: Option<String>,
    /// When it was last modified, in the host's words.
    pub(crate) modified: Option<String>,
    /// Digest of its body.
    pub(crate) digest: String,
    /// When it was kept.
    pub(crate) date: String,
}

impl CachedPage {
    /// Whether a host can be asked for it on condition that it changed.
    pub(crate) fn has_condition(&self) -> bool {
        self.tag.is_some() || self.modified.is_some()
    }
}

/// What a host answered.
pub(crate) struct Response {
    pub(crate) status: u16,
    pub(crate) phrase: &'static str,
    /// In the order in which they came.
    pub(crate) headers: Vec<(String, Vec<u8>)>,
    /// As sent; the chunks it may have been sent in are joined.
    pub(crate) body: Vec<u8>,
}

impl Response {
    /// The first value of a header, by its name in small letters.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key == name).and_then(|(_, value)| std::str::from_utf8(value).ok())
    }

    /// Where it redirects to.
    pub(crate) fn redirect(&self) -> Option<&str> {
        matches!(self.status, 301 | 302 | 303 | 307 | 308).then(|| self.header("location")).flatten()
    }

    /// The status line and the headers, up to the body.
    pub(crate) fn head(&self) -> Vec<u8> {
        let mut head = format!("HTTP/1.1 {} {}\r\n", self.status, self.phrase).into_bytes();
        for (name, value) in &self.headers {
            // The chunks are joined, so the header that announces them is kept under another name, as crawlers do.
            let name = if name == "transfer-encoding" { "x-crawler-transfer-encoding" } else { name };
            head.extend_from_slice(name.as_bytes());
            head.extend_from_slice(b": ");
            head.extend_from_slice(value);
            head.extend_from_slice(b"\r\n");
        }
        head.extend_from_slice(b"\r\n");
        head
    }

    /// All of it, as HTTP.
    pub(crate) fn to_http(&self) -> Vec<u8> {
        [self.head(), self.body.clone()].concat()
    }
}
