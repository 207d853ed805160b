//! From a tree to a configuration or a lead, with every violation found.
//!
//! Validating and reading are apart: [`validate`] walks a tree by its shape and
//! tells all that is wrong; the readers then take what is right.

mod config;
mod custom;
mod lead;
pub mod mend;
mod scalar;
mod validate;

pub use config::{ReadConfig, read_config};
pub use custom::{CustomFields, json};
pub use lead::LeadReader;
pub use scalar::{Date, amount, date, day, decimal};
pub use validate::{Validator, is_folder};

/// The largest file that is read, in bytes.
pub const MAX_FILE: u64 = 1 << 20;
