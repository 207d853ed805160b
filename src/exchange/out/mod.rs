//! Out: leads as tables that other programs read, with the definitions of the figures
//! on them.
//!
//! A table is a list of columns ([`TABLES`]) and is written in whatever format by a
//! [`TableWriter`]. The tables hold histories as intervals of days, so that the figures
//! can be worked out as of any day until that of the export without working out anything
//! that is said elsewhere.

mod attempts;
mod build;
mod delimited;
mod file;
mod headline;
mod leads;
mod parquet;
mod rows;
mod settings;
mod value;
mod views;
mod worth;
mod xlsx;

pub use build::{Export, ExportSource};
pub use delimited::{CsvFile, NdjsonFile};
pub use headline::headlines;
pub use parquet::ParquetFile;
pub use value::{ExportRows, TableWriter};
pub use views::{VIEWS, views};
pub use xlsx::XlsxBook;
