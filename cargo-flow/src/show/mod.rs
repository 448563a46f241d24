//! Showing flows: `cargo flow preview`, `screenshot` and `map`; and playing them, `play`.

mod endpoint;
mod flows;
mod http;
mod map;
mod play;
mod preview;
mod record;
mod screenshot;
mod service;
mod settings;

pub(crate) use map::run as map;
pub(crate) use play::run as play;
pub(crate) use preview::{PORT, run as preview};
pub(crate) use screenshot::run as screenshot;
