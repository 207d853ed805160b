//! In and out: a CRM's export becomes leads, leads become tables for other programs.
//!
//! Pure: bytes and workspaces in, tables and texts out. Reading files and writing
//! them is `host`'s and `session`'s.

pub mod dates;
pub mod missing;
pub mod numbers;
pub mod out;
pub mod proof;
pub mod read;
pub mod table;
