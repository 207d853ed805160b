//! The site: what its pages hold.

mod browser;
mod pages;
mod serve;
mod standing;
mod writer;
