//! Making leads, renewing and renaming them, taking changes back, and what
//! helps at the command line.

mod asked;
mod commands;
mod completions;
mod new_leads;
mod pages;
mod undo;
