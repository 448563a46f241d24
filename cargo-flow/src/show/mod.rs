//! Showing flows: `cargo flow preview`, `screenshot` and `map`.

mod flows;
mod http;
mod map;
mod preview;
mod screenshot;
mod service;

pub(crate) use map::run as map;
pub(crate) use preview::run as preview;
pub(crate) use screenshot::run as screenshot;
