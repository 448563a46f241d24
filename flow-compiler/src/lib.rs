//! The compiler behind `flow!`, as a plain library.

pub mod ast;
pub mod catalogue;
pub mod check;
pub mod code;
pub mod diagnostic;
pub mod door;
pub mod emit;
pub mod expand;
pub mod format;
pub mod json;
pub mod model;
pub mod parse;
pub mod pointer;
pub mod print;
pub mod reference;
#[cfg(feature = "report")]
pub mod report;
pub mod source;
pub mod span;
