//! The tables that an export is made of: their columns, types and meanings.

mod column;
mod tables;

pub use column::{ExportColumn, ExportTable, ExportType, MONEY};
pub use tables::{TABLES, table};
