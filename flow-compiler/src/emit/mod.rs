//! What a checked flow becomes: Flow JSON and Rust.
pub mod json;
#[cfg(feature = "rust")]
pub mod rust;
