//! Numbers and amounts as exports write them: which sign is before the decimals,
//! proven from a whole column, and what a cell means then.

mod column;
mod format;
mod parts;

pub use column::NumberColumn;
pub use format::{CellNumber, NumberFormat};

#[cfg(test)]
mod tests;
