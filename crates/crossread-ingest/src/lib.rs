//! Bytes to articles: text, HTML, JSON Lines.
