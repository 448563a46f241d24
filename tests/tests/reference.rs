//! The reference page is what the catalogue says.

use flow_compiler::{editor, reference};
use flow_tests::{compare, root};

#[test]
fn the_reference_page_is_generated_from_the_catalogue() {
    if let Err(fault) = compare(&root().join("docs/reference.md"), &reference::page()) {
        panic!("{fault}");
    }
}

#[test]
fn what_an_editor_shows_is_generated_from_the_catalogue() {
    if let Err(fault) = compare(&root().join("flow-runtime/src/__editor.rs"), &editor::runtime()) {
        panic!("{fault}");
    }
}
