//! Why a file is no table, and what to do instead.

use super::kind::FileKind;
use crate::text::Message;
use crate::{message, said_by_message};

/// Why no table could be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unreadable {
    /// Nothing is in it.
    Empty,
    /// It is something else.
    Other(FileKind),
    /// It is an archive that holds these files.
    Archive(Vec<String>),
    /// No row of column names was found.
    NoHeader,
    /// Below the column names, there is nothing.
    NoRows,
    /// A quotation mark that begins in this row is never closed.
    OpenQuote(usize),
    /// It has more columns than a spreadsheet can have.
    TooWide(usize),
    /// It needs more memory than a table should.
    TooLarge,
    /// A sheet was asked for that is not there.
    NoSheet(String, Vec<String>),
    /// It begins as a spreadsheet and cannot be read as one.
    Broken(String),
}

impl Unreadable {
    /// What cannot be unpacked or read, in the words of what tried.
    pub(super) fn broken(error: impl std::fmt::Display) -> Self {
        Self::Broken(error.to_string())
    }

    /// It in words, with what to do.
    pub fn message(&self) -> Message {
        match self {
            Self::Empty => message!("the file is empty: export it again"),
            Self::Other(kind) => kind.message(),
            Self::Archive(names) => message!(
                "this is a zip archive ({names}): unpack it, and name the table in it",
                names = names.join(", ")
            ),
            Self::NoHeader => message!(
                "no row with column names was found: put a row above the data that names each column"
            ),
            Self::NoRows => message!("there are no rows below the column names: export it with its rows"),
            Self::OpenQuote(row) => message!(
                "a quotation mark that begins in row {row} is not closed where it should be: close it, or take it out",
                row
            ),
            Self::TooWide(columns) => message!(
                "it has {columns} columns, and a spreadsheet has at most 16384: check the delimiter, or export fewer columns",
                columns
            ),
            Self::TooLarge => {
                message!("it is too large to be read in one piece: export fewer columns or rows at a time")
            }
            Self::NoSheet(asked, names) => {
                message!("there is no sheet `{asked}`; it has {names}", asked, names = names.join(", "))
            }
            Self::Broken(why) => message!(
                "the spreadsheet is damaged ({why}): open it in a spreadsheet program and save it again",
                why
            ),
        }
    }
}

said_by_message!(Unreadable);

impl std::error::Error for Unreadable {}
