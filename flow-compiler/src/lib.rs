//! The compiler behind `flow!`, as a plain library.
//!
//! This crate is exempt from semantic versioning: it is for `flow-macros`, `flow-build`, the player
//! and `cargo flow`, which pin its very version. Nothing in it is promised to anybody else.
//!
//! Its stages, each a room that imports only those before it:
//!
//! | stage | rooms |
//! | --- | --- |
//! | places, faults, names, JSON values | [`span`], [`code`], [`diagnostic`], [`case`], [`node`] |
//! | what Flow JSON is | [`catalogue`]; its expressions of JavaScript, [`ecmascript`] |
//! | what was written | [`ast`], read by `parse` from `flow!` and by [`json`] from a document |
//! | what is written once and used often | `fragments` writes it out |
//! | what was meant | [`check`] makes a [`model`] of it, with every rule |
//! | what becomes of it | [`emit`]: the document, and the items of Rust |
//! | two versions of a flow | [`mod@compare`] says what changed, and what breaks for people who have the older one |
//! | both ways back | `print` and `format` write source, [`mod@pointer`] finds places in a document |
//! | what an editor knows | `editor` makes a shadow of the tokens, for rust-analyzer alone |
//! | the entries | [`door`] and `expand`, each a list of stages; `source` finds flows in Rust files |
//!
//! The feature `rust` (default) holds what reads or writes Rust. Without it the crate reads, checks
//! and writes Flow JSON, and has no syn, no quote and no proc-macro2 in it.

pub mod ast;
pub mod case;
pub mod catalogue;
pub mod check;
pub mod code;
pub mod compare;
pub mod diagnostic;
pub mod door;
pub mod ecmascript;
#[cfg(feature = "rust")]
pub mod editor;
pub mod emit;
#[cfg(feature = "rust")]
pub mod expand;
#[cfg(feature = "rust")]
pub mod format;
#[cfg(feature = "rust")]
pub mod fragments;
#[cfg(feature = "rust")]
pub mod include;
pub mod json;
pub mod model;
pub mod node;
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
