//! `cargo flow lsp` over its real protocol.

mod editor;
mod fixture;
mod session;
mod show;
mod written;

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

#[test]
fn faults_in_rust_where_rust_analyzer_is_not() {
    hold("rust_alone_faults", show::faults);
}

#[test]
fn hovers_in_rust() {
    hold("rust_hover", show::hover);
}

#[test]
fn completions_in_rust() {
    hold("rust_complete", show::completions);
}

#[test]
fn definitions_in_rust() {
    hold("rust_definition", show::definition);
}

#[test]
fn renames_in_rust() {
    hold("rust_rename", show::rename);
}

#[test]
fn fixes_in_rust() {
    hold("rust_fix", show::fixes);
}

#[test]
fn documents_in_rust() {
    hold("rust_document", show::document);
}
