//! Files that flows include: what is read, and where their faults are.

use std::collections::HashMap;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use flow_compiler::check::Files;
use flow_compiler::diagnostic::{Diagnostic, fixed};
use flow_compiler::door::{Checked, check_source};

/// Files by their names.
#[derive(Debug, Default)]
struct Held(HashMap<PathBuf, Vec<u8>>);

impl Held {
    fn with(mut self, name: &str, text: impl Into<Vec<u8>>) -> Self {
        self.0.insert(name.into(), text.into());
        self
    }
}

impl Files for Held {
    fn resolve(&self, path: &str) -> PathBuf {
        path.into()
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        if path == Path::new("folder") {
            return Err(ErrorKind::IsADirectory.into());
        }
        self.0.get(path).cloned().ok_or_else(|| ErrorKind::NotFound.into())
    }
}

const FLOW: &str = r#"flow f (version: "7.3")
include "address.flow";
screen A "A" {
    ..Address (prefix: own)
    ..Address
    Footer "Done" => complete { ..form }
}"#;

const ADDRESS: &str = r#"// For every flow.
fragment Address {
    street: TextInput! "Street"
    kind: Dropdown "Kind" in Kinds
}

options Kinds { home: "Home", work: "Work" }

/// For other flows.
fragment Note {
    TextBody "Note"
}

struct Idle { id: String }
"#;

fn checked(flow: &str, files: &Held) -> Checked {
    check_source(flow, files)
}

fn only(found: &[Diagnostic]) -> &Diagnostic {
    assert_eq!(found.len(), 1, "{found:#?}");
    &found[0]
}

#[test]
fn a_file_is_as_if_it_were_written_there() {
    let whole = checked(FLOW, &Held::default().with("address.flow", ADDRESS));
    assert!(whole.diagnostics.is_empty(), "{:#?}", whole.diagnostics);
    assert_eq!(whole.files, [PathBuf::from("address.flow")]);
    let document = whole.document.expect("a document");
    assert_eq!(document.files, whole.files);
    let used = ADDRESS.split("\n/// For other").next().expect("the first part");
    let inline = FLOW.replace("include \"address.flow\";", used);
    let inline = checked(&inline, &Held::default()).document.expect("a document");
    assert_eq!(document.pretty, inline.pretty);
}

#[test]
fn a_fault_is_in_its_own_file() {
    let faulty = ADDRESS.replace("\"Street\"", "\"Street\" (lable: \"x\")");
    let found = checked(FLOW, &Held::default().with("address.flow", faulty)).diagnostics;
    let fault = only(&found);
    assert_eq!(fault.file.as_ref().map(|file| &*file.name), Some("address.flow"));
    let home = fault.at_home();
    assert_eq!(&FLOW[home.span.bytes()], "\"address.flow\"");
    assert_eq!(
        home.message,
        "\
address.flow:3:34: `TextInput` has no property `lable` (`..Address` on the screen `A`)
      street: TextInput! \"Street\" (lable: \"x\")
                                   ^^^^^"
    );
}

#[test]
fn what_cannot_be_included_is_reported_at_its_name() {
    let held = || {
        Held::default()
            .with("bytes", [0xff, 0xfe])
            .with("huge", vec![b' '; 10 * 1024 * 1024 + 1])
            .with("open", "fragment A {")
            .with("flow", FLOW)
            .with("screen", "screen A \"A\" {}\nsuccess {}\ninclude \"screen\";")
            .with("itself", "include \"itself\";")
            .with("word", "component A {}")
    };
    let flow = |name: &str| {
        format!(
            "flow f (version: \"7.3\") include \"{name}\"; screen A \"A\" {{ Footer \"x\" => complete {{}} }}"
        )
    };
    for (name, count, said) in [
        ("missing", 1, "cannot include `missing`: there is no such file"),
        ("folder", 1, "cannot include `folder`: it is a folder"),
        ("bytes", 1, "cannot include `bytes`: it is not UTF-8 text"),
        (
            "huge",
            1,
            "cannot include `huge`: it is larger than the 10 MB that a whole flow may have",
        ),
        ("open", 1, "open:1:12: this `{` is not closed"),
        ("flow", 1, "flow:1:1: a file that flows include holds no flow"),
        ("screen", 3, "screen:1:8: `screen` is in a file that flows include"),
        ("itself", 1, "itself:1:1: `include` is in a file that flows include"),
        ("word", 1, "word:1:1: `component` is not an item of a flow"),
    ] {
        let found = checked(&flow(name), &held()).diagnostics;
        assert_eq!(found.len(), count, "{name}: {found:#?}");
        let home = found[0].at_home();
        assert!(home.message.starts_with(said), "{}", home.message);
        assert!(home.help.is_some(), "{name}");
        assert!(home.span.bytes().start > 0, "{name}");
    }
    let twice = flow("word\"; include \"word");
    let found = checked(&twice, &Held::default().with("word", "")).diagnostics;
    assert_eq!(only(&found).message, "`word` is included twice");
}

/// A fix of the flow's own source never touches what is at the same bytes of another.
#[test]
fn a_fix_of_another_file_is_not_made_here() {
    let faulty = ADDRESS.replace("Dropdown \"Kind\"", "Dropdwn \"Kind\"");
    let held = Held::default().with("address.flow", faulty);
    let found = checked(FLOW, &held).diagnostics;
    assert!(only(&found).fix.is_some(), "{found:#?}");
    let done = fixed(FLOW, |text| checked(text, &held).diagnostics);
    assert!(done.changes.is_empty(), "{:#?}", done.changes);
    assert_eq!(done.text, FLOW);
}

/// Each file is read once for a flow.
#[test]
fn a_large_file_is_read_in_linear_time() {
    let mut text = ADDRESS.to_owned();
    for at in 0..4_000 {
        text += "fragment Other";
        text += &at.to_string();
        text += " { TextBody \"Some text that is shown\" }\n";
    }
    let held = Held::default().with("address.flow", text);
    let start = Instant::now();
    for _ in 0..10 {
        assert!(checked(FLOW, &held).diagnostics.is_empty());
    }
    assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
}
