//! What goes out: tables that engines read, with the same figures as the report.

mod engines;
mod tables;
mod workbook;
