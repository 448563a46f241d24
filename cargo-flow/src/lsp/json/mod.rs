//! Flow JSON in an editor: pure functions of a text and a byte.

mod complete;
mod expect;
mod hover;
mod index;
mod outline;
mod place;
mod pretty;
pub(crate) mod tree;
mod write;

pub(crate) use complete::complete;
pub(crate) use hover::hover;
pub(crate) use index::index;
pub(crate) use outline::{folds, outline, ways};
pub(crate) use pretty::pretty;
pub(crate) use write::snake;

use tree::{Value, ValueKind};

/// Whether a text is a flow: JSON has many uses. `named` is whether its file says so.
pub(crate) fn is_flow(text: &str, root: Option<&Value>, named: bool) -> bool {
    const OF_A_FLOW: [&str; 3] = ["screens", "routing_model", "data_api_version"];
    let members = root.map(Value::members).unwrap_or_default();
    named || members.iter().any(|member| OF_A_FLOW.contains(&&*member.name(text)))
}

/// Whether a text may be about to become a flow.
pub(crate) fn begins(root: Option<&Value>) -> bool {
    root.is_none_or(|root| {
        matches!(root.kind, ValueKind::Object(_))
            && root.members().iter().all(|member| member.value.is_none())
    })
}
