//! Pull requests of people nobody knows: what a branch holds is read, never
//! obeyed.

mod action;
mod configuration;
mod cost;
mod cost_of_files;
mod cost_of_templates;
mod exchanged;
#[cfg(unix)]
mod git;
mod escapes;
mod law;
mod output;
mod own_templates;
mod personal;
mod runner;
mod server;
mod templates;
mod written;
