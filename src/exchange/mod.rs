//! In and out: a CRM's export becomes leads, leads become tables for other programs.
//!
//! Pure: bytes and workspaces in, tables and texts out. Reading files and writing
//! them is `host`'s and `session`'s.
//!
//! A table is *guessed* ([`guess`]): which column is what, which stage is won. The
//! guess is a map that people can change (`map_text`). By the map rows are *converted*
//! ([`convert`]) to deals, and a deal is written as a lead (`lead_text`).

mod cells;
mod configuration;
pub mod convert;
pub mod dates;
mod formats;
pub mod guess;
mod ids;
mod lead_text;
mod map_text;
pub mod missing;
mod new_workspace;
pub mod numbers;
pub mod out;
pub mod proof;
pub mod read;
mod spelling;
pub mod table;
mod told;

pub use map_text::MAP_FILE;
pub use new_workspace::{ImportRefused, NewWorkspace};
pub use told::{Told, ToldKind};
