//! Flow JSON read with positions, and its way into the tree.

mod import;
pub mod node;
mod read;
pub mod wire;

pub use import::{allow, import, lacks_a_payload, rename, verbatim};
pub use node::{Member, Node, NodeKind};
pub use read::{MAX_BYTES, read, read_bytes, too_large};
