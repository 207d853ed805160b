//! In and out: a CRM's export becomes leads, leads become tables for other programs.
//!
//! Pure: bytes and workspaces in, tables and texts out. Reading files and writing
//! them is `host`'s and `session`'s.
//!
//! A table is *guessed* ([`guess`]): which column is what, which stage is won. The
//! guess is a map that people can change (`map_text`). By the map rows are *converted*
//! ([`convert`]) to deals, and a deal is written as a lead (`lead_text`).

mod additions;
mod again;
mod cells;
mod configuration;
pub mod convert;
pub mod dates;
mod formats;
pub mod guess;
mod ids;
mod import;
mod lead_text;
mod map_text;
pub mod missing;
mod new_workspace;
pub mod numbers;
pub mod out;
pub mod proof;
pub mod read;
mod replay;
mod spelling;
pub mod table;
mod told;

pub use import::{Import, ImportTarget, import, known};
pub use map_text::map_text;
pub use new_workspace::{ImportRefused, NewWorkspace};
pub use replay::{ReplayedDay, each_day};
pub use told::{RowNote, ToldKind};
