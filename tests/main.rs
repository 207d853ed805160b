//! Tests of corong as a whole, one binary.

mod show;
