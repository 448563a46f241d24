//! The browser of the pictures, against pages of its own; and the preview in it.

mod chats;
mod driven;
mod looks;
mod played;
mod services;
mod shown;
mod typing;

use std::io::{Read, Write};
use std::net::TcpListener;
use std::process::Command;
use std::sync::{Mutex, MutexGuard, PoisonError};

use cargo_flow::browser::{Browser, Size, find};

const SIZE: Size = Size { width: 400, height: 300, scale: 2.0 };

/// One browser at a time, so that a test can count what is left of its own.
static TURN: Mutex<()> = Mutex::new(());

/// A browser, or a line that says that the test was skipped.
fn browser() -> Option<(Browser, MutexGuard<'static, ()>)> {
    let Some(program) = find() else {
        assert!(std::env::var_os("CI").is_none(), "CI installs a Chromium");
        println!("SKIPPED: there is no Chromium in CHROME, PATH or the usual places");
        return None;
    };
    let turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    Some((Browser::start(&program).expect("the browser starts"), turn))
}

fn page(html: &str) -> String {
    format!("data:text/html,{html}")
}

#[test]
fn a_page_is_typed_into_clicked_and_drawn() {
    let Some((browser, _turn)) = browser() else { return };
    let page_ = browser.page(SIZE).expect("a page");
    page_
        .go(&page("<input id=i><button id=b onclick='this.textContent=i.value'>Go</button>"))
        .expect("loaded");
    page_.click("#i").expect("clicked");
    page_.write("Ada 1").expect("typed");
    page_.press("Tab").expect("pressed");
    assert_eq!(page_.eval("document.activeElement.id").expect("a value"), "b");
    page_.press("Enter").expect("pressed");
    page_.wait("b.textContent === 'Ada 1'").expect("the button says what was typed");
    let picture = page_.picture(Some("#b")).expect("a picture");
    assert!(picture.starts_with(b"\x89PNG"), "a PNG");
    let again = page_.picture(Some("#b")).expect("a picture");
    assert_eq!(picture, again, "the same page gives the same picture");
    assert!(page_.click("#absent").is_err());
    assert!(page_.eval("absent()").expect_err("it throws").to_string().contains("absent"));
}

#[test]
fn what_the_console_says_and_what_is_asked_for_is_seen() {
    let Some((browser, _turn)) = browser() else { return };
    let server = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = format!("http://{}/", server.local_addr().expect("an address"));
    std::thread::spawn(move || {
        for mut stream in server.incoming().map_while(Result::ok) {
            let _ = stream.read(&mut [0; 4096]);
            let body = "<script>console.log('hello'); lost()</script>";
            let _ = write!(
                stream,
                "HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
                body.len()
            );
        }
    });
    let page = browser.page(SIZE).expect("a page");
    page.go(&address).expect("loaded");
    let console = page.console().expect("the console").join("\n");
    assert!(console.contains("hello") && console.contains("lost is not defined"), "{console}");
    assert!(page.console().expect("the console").is_empty(), "each line is given once");
    assert!(page.requests().expect("requests").contains(&address));
    assert!(page.go("http://127.0.0.1:1/").is_err(), "nobody listens there");
}

#[cfg(unix)]
#[test]
fn no_process_and_no_file_is_left() {
    let Some((browser, _turn)) = browser() else { return };
    let running = || {
        let list = Command::new("ps").args(["-eo", "args"]).output().expect("ps runs").stdout;
        let own = format!("cargo-flow-browser-{}-", std::process::id());
        String::from_utf8_lossy(&list).lines().filter(|line| line.contains(&own)).count()
    };
    let _page = browser.page(SIZE).expect("a page");
    assert!(running() > 0, "the browser runs with its own profile");
    drop(browser);
    assert_eq!(running(), 0, "processes are left");
    let own = format!("cargo-flow-browser-{}-", std::process::id());
    let left = std::fs::read_dir(std::env::temp_dir()).expect("a folder").filter_map(Result::ok);
    let left: Vec<_> =
        left.filter(|file| file.file_name().to_string_lossy().starts_with(&own)).collect();
    assert!(left.is_empty(), "{left:?}");
}
