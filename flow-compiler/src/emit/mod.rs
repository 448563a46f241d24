//! What a checked flow becomes: Flow JSON and Rust.
pub mod json;
pub mod rust;
