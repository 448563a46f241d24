//! A package on disk, with its flows written.

use super::*;

/// A folder of its own for each test, removed at its end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str, files: &[(&str, &str)]) -> Self {
        let path = std::env::temp_dir().join(format!("flow-build-{}-{name}", std::process::id()));
        let folder = Self(path);
        for (file, text) in files {
            folder.put(file, text);
        }
        folder
    }

    fn put(&self, file: &str, text: &str) {
        let path = self.0.join(file);
        fs::create_dir_all(path.parent().expect("a file in the folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }

    fn write(&self) -> (Result<Vec<PathBuf>, Error>, Vec<String>) {
        let flows = Flows { root: self.0.clone(), source: "src/lib.rs".into() };
        let mut watched = Vec::new();
        let result = flows.write(&self.0.join("flows"), &mut watched);
        let relative = |path: &PathBuf| {
            let path = path.strip_prefix(&self.0).expect("a path in the folder");
            path.to_string_lossy().replace('\\', "/")
        };
        (result, watched.iter().map(relative).collect())
    }

    fn read(&self, file: &str) -> Option<String> {
        fs::read_to_string(self.0.join(file)).ok()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // What remains in a temporary folder is not a fault of the test.
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn flow(name: &str, text: &str) -> String {
    format!(
        "flow! {{ flow {name} (version: \"7.3\")\n screen A \"A\" {{ TextBody {text} Footer \"Done\" => complete {{}} }} }}"
    )
}

#[test]
fn every_flow_is_written_and_every_source_watched() {
    let lib = format!("mod deep; {}", flow("one", "\"Hello\""));
    let deep = flow("two", "text!(\"words.md\")");
    let folder = Folder::new(
        "every",
        &[
            ("src/lib.rs", &lib),
            ("src/deep.rs", "pub mod more;"),
            ("src/deep/more.rs", &deep),
            ("words.md", "Some words"),
        ],
    );
    let (result, watched) = folder.write();
    result.expect("both flows are good");
    assert_eq!(watched, ["src/lib.rs", "src/deep.rs", "src/deep/more.rs", "words.md"]);
    let one = folder.read("flows/one.json").expect("the first flow");
    assert!(one.contains("\"Hello\"") && one.contains('\n'), "{one}");
    assert!(folder.read("flows/two.json").expect("the second flow").contains("\"Some words\""));
}

#[test]
fn a_file_is_touched_only_when_its_text_changes() {
    let folder = Folder::new("touched", &[("src/lib.rs", &flow("one", "\"Hello\""))]);
    folder.write().0.expect("a good flow");
    let path = folder.0.join("flows/one.json");
    let modified = || fs::metadata(&path).and_then(|file| file.modified()).expect("a time");
    let before = modified();
    folder.write().0.expect("nothing is to be written");
    assert_eq!(modified(), before);
}

#[test]
fn a_faulty_flow_is_left_to_the_macro_but_its_files_are_watched() {
    let text = format!("{}\n{}", flow("bad", "text!(\"missing.md\")"), flow("good", "\"Hello\""));
    let folder = Folder::new("faulty", &[("src/lib.rs", &text)]);
    let (result, watched) = folder.write();
    result.expect("the macro reports the fault");
    assert_eq!(watched, ["src/lib.rs", "missing.md"]);
    assert_eq!(folder.read("flows/bad.json"), None);
    assert!(folder.read("flows/good.json").is_some());
}

#[test]
fn a_source_that_is_no_rust_is_left_to_the_compiler() {
    let folder = Folder::new("no-rust", &[("src/lib.rs", "fn main() {")]);
    let (result, watched) = folder.write();
    result.expect("the compiler reports the fault");
    assert_eq!(watched, ["src/lib.rs"]);
}

#[test]
fn a_module_that_has_no_file_yet_is_waited_for() {
    let lib = "mod later; mod deep { mod also; }";
    let folder = Folder::new("later", &[("src/lib.rs", lib)]);
    assert_eq!(folder.write().1, ["src/lib.rs", "src"]);
    folder.put("src/later.rs", &flow("one", "\"Hello\""));
    folder.put("src/deep/other.rs", "");
    let (result, watched) = folder.write();
    result.expect("a good flow");
    assert_eq!(watched, ["src/lib.rs", "src/later.rs", "src/deep"]);
    assert!(folder.read("flows/one.json").is_some());
}

#[test]
fn two_flows_of_one_name_are_an_error() {
    let text = format!("mod a {{ {0} }} mod b {{ {0} }}", flow("one", "\"Hello\""));
    let folder = Folder::new("twice", &[("src/lib.rs", &text)]);
    let error = folder.write().0.expect_err("one file cannot hold two flows");
    assert!(error.is_duplicate() && !error.is_io());
    assert!(error.to_string().contains("are called `one`"), "{error}");
}

#[test]
fn a_missing_source_is_an_error() {
    let folder = Folder::new("missing", &[]);
    let error = folder.write().0.expect_err("there is nothing to read");
    assert!(error.is_io());
    assert!(error.to_string().contains("lib.rs cannot be read"), "{error}");
}

#[test]
fn the_file_of_a_flow_that_was_renamed_is_mentioned() {
    let folder = Folder::new("renamed", &[("src/lib.rs", &flow("old", "\"Hello\""))]);
    assert_eq!(folder.write().0.expect("written"), Vec::<PathBuf>::new());
    folder.put("flows/other.json", "{ \"version\": \"7.3\", \"screens\": [] }");
    folder.put("src/lib.rs", &flow("new", "\"Hello\""));
    assert_eq!(folder.write().0.expect("written"), [folder.0.join("flows/old.json")]);
    // The last file of a flow that is faulty now is not out of date.
    folder.put("src/lib.rs", &flow("new", "5"));
    assert_eq!(folder.write().0.expect("written"), Vec::<PathBuf>::new());
    assert!(folder.read("flows/old.json").is_some());
}

#[test]
fn what_flows_include_is_watched() {
    let lib = "flow! { flow one (version: \"7.3\") include \"shared/note.flow\"; screen A \"A\" { ..Note Footer \"Done\" => complete {} } }";
    let note = "fragment Note { TextBody \"Hello\" }";
    let folder = Folder::new("include", &[("src/lib.rs", lib), ("shared/note.flow", note)]);
    let (written, watched) = folder.write();
    assert!(written.is_ok(), "{written:?}");
    assert_eq!(watched, ["src/lib.rs", "shared/note.flow"]);
    assert!(folder.read("flows/one.json").is_some_and(|text| text.contains("\"Hello\"")));

    // Also where it is faulty: the script runs again once it was corrected.
    folder.put("shared/note.flow", "fragment Note {");
    let (_, watched) = folder.write();
    assert_eq!(watched, ["src/lib.rs", "shared/note.flow"]);
}
