//! `preview -- COMMAND`: a service that changed is started again, and only that.

use std::time::{Duration, Instant};

use crate::call::{DOCUMENT, Folder};
use crate::showing::Showing;

/// Waits until a file of the folder holds this.
fn wait(folder: &Folder, path: &str, wanted: &str) {
    let until = Instant::now() + Duration::from_mins(1);
    loop {
        let text = std::fs::read_to_string(folder.path().join(path)).unwrap_or_default();
        if text == wanted {
            return;
        }
        assert!(Instant::now() < until, "`{path}` never is {wanted:?}: {text:?}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

fn enter(showing: &Showing, path: &str) {
    showing.post(path, r#"{"gesture":{"fill":{"name":"city","text":"London"}}}"#);
}

#[test]
fn a_service_of_a_workspace_is_built_and_started_again_after_a_change() {
    let main = |text: &str| {
        format!(
            "fn main() {{\n    std::fs::write(\"said\", format!(\"{text} {{}}\", words::WORD)).unwrap();\n    \
             std::thread::sleep(std::time::Duration::from_secs(600));\n}}\n"
        )
    };
    let folder = Folder::new(&[
        ("flow.json", DOCUMENT),
        ("Cargo.toml", "[workspace]\nresolver = \"3\"\nmembers = [\"shop\", \"words\"]\n"),
        (
            "shop/Cargo.toml",
            "[package]\nname = \"shop\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[dependencies]\n\
             words.path = \"../words\"\n",
        ),
        ("shop/src/main.rs", &main("one")),
        (
            "words/Cargo.toml",
            "[package]\nname = \"words\"\nversion = \"0.1.0\"\nedition = \"2024\"\n",
        ),
        ("words/src/lib.rs", "pub const WORD: &str = \"tea\";\n"),
    ]);
    let cargo = env!("CARGO");
    let showing = Showing::start(
        &folder,
        &["preview", "flow.json", "--no-open", "--port", "0", "--", cargo, "run", "-p", "shop"],
    );
    let path = showing.session();
    enter(&showing, &path);
    wait(&folder, "said", "one tea");
    folder.write("shop/src/main.rs", main("two").as_bytes());
    wait(&folder, "said", "two tea");
    // What it is made of counts as well.
    folder.write("words/src/lib.rs", b"pub const WORD: &str = \"coffee\";\n");
    wait(&folder, "said", "two coffee");
    // The phone has not noticed: the flow is the same.
    let page = showing.post(&path, r#"{"tab":"record"}"#);
    assert!(page.contains("London") && !page.contains("The flow was changed"), "{page}");
}

#[cfg(unix)]
#[test]
fn what_a_service_writes_does_not_start_it_again_and_what_it_reads_does() {
    // Each start adds a line to `books.json`, which is data.
    let script =
        |text: &str| format!("echo {text} $(cat prices.csv) >> books.json\nexec sleep 600\n");
    let folder = Folder::new(&[
        ("flow.json", DOCUMENT),
        ("prices.csv", "99"),
        ("service.sh", &script("one")),
        (
            "flow.toml",
            "[preview]\nfile = \"flow.json\"\nport = 0\ncommand = [\"sh\", \"service.sh\"]\nwatch = [\"prices.csv\"]\n",
        ),
    ]);
    let showing = Showing::start(&folder, &["preview", "--no-open"]);
    wait(&folder, "books.json", "one 99\n");
    folder.write("service.sh", script("two").as_bytes());
    wait(&folder, "books.json", "one 99\ntwo 99\n");
    folder.write("prices.csv", b"120");
    wait(&folder, "books.json", "one 99\ntwo 99\ntwo 120\n");
    folder.write("flow.json", DOCUMENT.replace("City", "Town").as_bytes());
    wait(&folder, "books.json", "one 99\ntwo 99\ntwo 120\ntwo 120\n");
    // The look after the last change, and some more.
    std::thread::sleep(Duration::from_secs(1));
    wait(&folder, "books.json", "one 99\ntwo 99\ntwo 120\ntwo 120\n");
    drop(showing);
}
