//! `fmt`.

use crate::call::{Folder, SOURCE};

const MESSY: &str = r#"fn main( ) { }

flow!{ pub flow a(version:"7.3")
// The start.
screen START "Start"{ TextBody "Hi"; Footer "Done"=>complete{} } }
"#;

#[test]
fn files_are_formatted_in_place() {
    let folder = Folder::new(&[("a.rs", MESSY), ("b.rs", SOURCE)]);
    let shown = folder.call(&["fmt", "--check", "."]);
    shown.ends(1, &["1 file is not formatted"]);
    assert!(shown.out.contains("+    // The start."), "{}", shown.out);
    assert_eq!(folder.read("a.rs"), MESSY);
    folder.call(&["fmt", "."]).ends(0, &["Formatted 1 file"]);
    let once = folder.read("a.rs");
    assert!(once.starts_with("fn main( ) { }\n\nflow!{\n"), "{once}");
    assert!(once.contains("    // The start.\n    screen START \"Start\" {\n"), "{once}");
    assert_eq!(folder.read("b.rs"), SOURCE);
    folder.call(&["fmt", "a.rs"]).ends(0, &[]);
    assert_eq!(folder.read("a.rs"), once);
    folder.call(&["fmt", "--check", "."]).ends(0, &[]);
}

#[test]
fn an_editor_pipes_its_text_through() {
    let folder = Folder::new(&[]);
    let ran = folder.call_with(&["fmt", "--stdin"], MESSY);
    ran.ends(0, &[]);
    assert!(ran.out.starts_with("fn main( ) { }\n"), "{}", ran.out);
    let whole = folder.call_with(&["fmt", "--stdin", "--rustfmt"], MESSY);
    whole.ends(0, &[]);
    assert!(whole.out.starts_with("fn main() {}\n"), "{}", whole.out);
    assert!(
        whole.out.contains("    screen START \"Start\" {\n        TextBody \"Hi\"\n"),
        "{}",
        whole.out
    );
    let twice = folder.call_with(&["fmt", "--stdin", "--rustfmt"], &whole.out);
    assert_eq!(twice.out, whole.out);
    folder.call_with(&["fmt", "--stdin", "--check"], MESSY).ends(1, &[]);
}

#[test]
fn rustfmt_is_told_by_the_nearest_configuration() {
    let folder =
        Folder::new(&[("in/rustfmt.toml", "hard_tabs = true\n"), ("in/a.rs", "fn a() { b(); }\n")]);
    folder.call(&["fmt", "--rustfmt", "in/a.rs"]).ends(0, &["Formatted 1 file"]);
    assert_eq!(folder.read("in/a.rs"), "fn a() {\n\tb();\n}\n");
}

#[test]
fn a_faulty_flow_stays_as_it_is() {
    let faulty = MESSY.replace("complete{}", "complete(");
    let folder = Folder::new(&[("a.rs", &faulty), ("b.json", "{}")]);
    folder.call(&["fmt", "a.rs"]).ends(1, &["SYNTAX", "a.rs:"]);
    assert_eq!(folder.read("a.rs"), faulty);
    folder.write("latin.rs", b"// \xe9\n");
    folder.call(&["fmt", "latin.rs"]).ends(1, &["SYNTAX", "latin.rs:1:4"]);
    folder.call(&["fmt"]).ends(2, &["PATH"]);
    folder.call(&["fmt", "b.json"]).ends(2, &["`b.json` is not a Rust source"]);
    folder
        .call_with(&["fmt", "--stdin", "--rustfmt"], "fn main( {")
        .ends(2, &["rustfmt cannot format standard input"]);
}

#[test]
fn width_and_tabs_come_from_the_configuration_of_rustfmt() {
    let folder = Folder::new(&[
        ("rustfmt.toml", "hard_tabs = true\n"),
        ("src/a.rs", MESSY),
        ("narrow/.rustfmt.toml", "max_width = 30\ntab_spaces = 2\nedition = \"2024\"\n"),
        ("narrow/rustfmt.toml", "tab_spaces = 8\n"),
        ("narrow/deep/b.rs", MESSY),
        ("off/rustfmt.toml", "disable_all_formatting = true\n"),
        ("off/c.rs", MESSY),
        ("odd/rustfmt.toml", "hard_tabs = 4\n"),
        ("odd/d.rs", MESSY),
    ]);
    folder.call(&["fmt", "src", "narrow", "off"]).ends(0, &["Formatted 2 files"]);
    let tabs = folder.read("src/a.rs");
    assert!(tabs.contains("\n\tscreen START \"Start\" {\n\t\tTextBody \"Hi\"\n"), "{tabs}");
    let narrow = folder.read("narrow/deep/b.rs");
    assert!(narrow.contains("\n  screen START \"Start\" {\n    TextBody \"Hi\"\n"), "{narrow}");
    assert_eq!(folder.read("off/c.rs"), MESSY);
    folder.call(&["fmt", "odd"]).ends(2, &["rustfmt.toml` cannot be read", "hard_tabs"]);
    // Standard input lies where the command is called.
    let piped = folder.call_with(&["fmt", "--stdin"], MESSY);
    piped.ends(0, &[]);
    assert_eq!(piped.out, tabs);
}
