//! The reference page is what the catalogue says.

use flow_compiler::reference;
use flow_tests::{compare, root};

#[test]
fn the_reference_page_is_generated_from_the_catalogue() {
    if let Err(fault) = compare(&root().join("docs/reference.md"), &reference::page()) {
        panic!("{fault}");
    }
}
