//! Flow JSON read with positions, and its way into the tree.

mod import;
mod read;
pub mod wire;

pub use crate::node::{Member, Node, NodeKind};
pub use import::{allow, import, lacks_a_layout, lacks_a_payload, rename, verbatim};
pub use read::{MAX_BYTES, read, read_bytes, too_large};
