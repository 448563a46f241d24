//! The compiler behind `flow!`, as a plain library.
//!
//! The feature `rust` (default) holds what reads or writes Rust. Without it the crate reads, checks
//! and writes Flow JSON, and has no syn, no quote and no proc-macro2 in it.

pub mod ast;
pub mod catalogue;
pub mod check;
pub mod code;
pub mod diagnostic;
pub mod door;
pub mod emit;
#[cfg(feature = "rust")]
pub mod expand;
#[cfg(feature = "rust")]
pub mod format;
pub mod json;
pub mod model;
#[cfg(feature = "rust")]
pub mod parse;
pub mod pointer;
#[cfg(feature = "rust")]
pub mod print;
pub mod reference;
#[cfg(feature = "report")]
pub mod report;
#[cfg(feature = "rust")]
pub mod source;
pub mod span;
