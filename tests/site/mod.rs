//! The site: what its pages hold.

mod pages;
