//! The site: what its pages hold.

mod pages;
mod serve;
mod standing;
mod writer;
