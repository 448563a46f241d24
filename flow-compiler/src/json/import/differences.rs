//! What a document lacks, and `flow!` always writes.

use super::{screen, walk};
use crate::json::Node;

/// Whether an action that takes a payload has none.
#[must_use]
pub fn lacks_a_payload(document: &Node) -> bool {
    let screens = document.get("screens").map_or(&[][..], walk::items);
    let mut lacks = false;
    for node in screens {
        walk::components(screen::children(node), &mut |component, row| {
            let Some(row) = row else { return };
            walk::actions(component, row, &mut |kind, action| {
                lacks |= kind.row().payload && action.get("payload").is_none();
            });
        });
    }
    lacks
}

/// Whether a screen has no layout, as before Flow JSON 6.0 it may.
#[must_use]
pub fn lacks_a_layout(document: &Node) -> bool {
    let screens = document.get("screens").map_or(&[][..], walk::items);
    screens.iter().any(|screen| !screen.members().is_empty() && screen.get("layout").is_none())
}
