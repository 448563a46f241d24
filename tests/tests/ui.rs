//! What the compiler shows where `flow!` is written: the places and texts of errors inside rustc.

#[test]
fn errors_are_shown_at_their_tokens() {
    let cases = trybuild::TestCases::new();
    cases.pass("ui/pass/*.rs");
    cases.compile_fail("ui/*.rs");
}
