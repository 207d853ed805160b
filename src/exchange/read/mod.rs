//! Reading tables as they come: text with any delimiter and encoding, spreadsheets.
//!
//! A file is judged by its bytes, whatever its name says.

mod archive;
mod delimited;
mod encoding;
mod footer;
mod frame;
mod kind;
mod limits;
mod ods_size;
mod sheets;
mod unreadable;

pub use kind::FileKind;
pub use unreadable::Unreadable;

use self::kind::Begins;
use super::table::Table;

/// The tables of a file: one of a text, one a sheet of a spreadsheet, those first
/// that look most like a list of deals; only the sheet asked for, where one is.
///
/// # Errors
/// Where it holds none, with what it is instead.
pub fn read_tables(name: &str, bytes: &[u8], sheet: Option<&str>) -> Result<Vec<Table>, Unreadable> {
    match kind::begins(bytes) {
        Begins::Zip => sheets::tables(name, bytes, sheet),
        Begins::Other(kind) => Err(Unreadable::Other(kind)),
        Begins::Text => text_table(name, bytes).map(|table| vec![table]),
    }
}

fn text_table(name: &str, bytes: &[u8]) -> Result<Table, Unreadable> {
    let text = encoding::decode(bytes)?;
    if let Some(kind) = kind::of_text(&text) {
        return Err(Unreadable::Other(kind));
    }
    let (rows, _) = delimited::rows(&text)?;
    frame::table(name.to_owned(), rows)
}

#[cfg(test)]
mod tests;
