//! Revisions: a commit as a snapshot, and what is taken from one.

mod config_from;
mod since;
mod snapshot;
