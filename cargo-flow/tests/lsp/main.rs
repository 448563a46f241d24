//! `cargo flow lsp` over its real protocol.

mod editor;
mod fixture;
mod session;
mod show;

use fixture::hold;

#[test]
fn faults() {
    hold("faults", show::faults);
}

#[test]
fn hovers() {
    hold("hover", show::hover);
}

#[test]
fn completions() {
    hold("complete", show::completions);
}

#[test]
fn completions_that_are_taken() {
    hold("take", show::taken);
}

#[test]
fn definitions() {
    hold("definition", show::definition);
}

#[test]
fn references() {
    hold("references", show::references);
}

#[test]
fn renames() {
    hold("rename", show::rename);
}

#[test]
fn fixes() {
    hold("fix", show::fixes);
}

#[test]
fn documents() {
    hold("document", show::document);
}
