//! A ledger as report, pages, JSON and tables. The only room that knows a format.
