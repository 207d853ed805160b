//! YAML: text to a tree with places, and edits that keep every other byte.
//!
//! The only room that names a YAML crate. Reading never stops the program: any
//! text gives a tree, problems, or both.

mod arena;
mod edit;
mod keys;
mod parse;
mod plain;
mod problem;
mod scalar;
mod said;
mod second;
mod style;
mod tree;
mod write;

pub use arena::{Arena, MAX_DEPTH, MAX_NODES, NodeKind};
pub use edit::{EditRefused, Op, apply, splice};
pub use parse::Parsed;
pub use problem::{Problem, ProblemKind};
pub use scalar::{Scalar, resolve};
pub use second::agrees;
pub use tree::{Node, Tree};
pub use write::{NewValue, document};
