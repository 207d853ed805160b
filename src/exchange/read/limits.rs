//! How large a table may be, so that no file takes the machine's memory.

use super::unreadable::Unreadable;
use crate::exchange::table::TableCell;

/// As many columns as a spreadsheet can have.
pub(super) const COLUMNS: usize = 16_384;
/// Cells of a file together, those that rows lack counted too.
pub(super) const CELLS: usize = 40_000_000;
/// Bytes of its texts together.
const TEXT: usize = 768 * 1024 * 1024;

/// What has been read of a file.
#[derive(Debug, Default)]
pub(super) struct ReadBudget {
    cells: usize,
    text: usize,
}

impl ReadBudget {
    /// Counts the cells of one more row.
    pub(super) fn take(&mut self, cells: &[TableCell]) -> Result<(), Unreadable> {
        if cells.len() > COLUMNS {
            return Err(Unreadable::TooWide(cells.len()));
        }
        self.cells += cells.len();
        self.text += cells.iter().map(text_bytes).sum::<usize>();
        if self.cells > CELLS || self.text > TEXT { Err(Unreadable::TooLarge) } else { Ok(()) }
    }
}

fn text_bytes(cell: &TableCell) -> usize {
    match cell {
        TableCell::Text(text) => text.len(),
        _ => 0,
    }
}
