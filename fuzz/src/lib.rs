//! The bodies of all targets.

pub mod bodies;
