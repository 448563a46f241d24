//! What the documentation promises.

use flow_player::Assumption;

/// The documentation of the crate lists every assumption with its sentence.
#[test]
fn every_assumption_is_listed() {
    let page = include_str!("../src/lib.rs");
    for assumption in Assumption::ALL {
        let row = format!("//! | [`{assumption:?}`](Assumption::{assumption:?}) | {assumption} |");
        assert!(page.contains(&row), "add to `src/lib.rs`:\n{row}");
    }
}
