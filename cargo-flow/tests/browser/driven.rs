//! The preview driving an endpoint, in a real browser: the same scenarios against a service in Rust and
//! against one in Python, which is written with pywa and runs in a process of its own.

use cargo_flow::browser::Browser;
use flow_player::Date;
use flow_preview::{Flow, Preview};
use flow_runtime::Flow as _;
use flow_runtime::testing::{Client, KeyPair};

use super::browser;
use super::services::{self, SECRET, Service, visit};
use super::shown::Shown;

/// A page that drives a service, with this key.
fn driving(browser: &Browser, service: &Service, key: &str) -> Shown {
    let address = |path: &str| format!("http://127.0.0.1:{}/{path}", service.port);
    let client = Client::http(&address("flow"), key).expect("a client").app_secret(SECRET);
    let webhook = address("webhook").parse().expect("an address");
    let flow = Flow::from_json("visit", "visit.json", visit::Visit::JSON.as_bytes());
    let http = hyper_util::client::legacy::Client::builder(hyper_util::rt::TokioExecutor::new());
    let preview = Preview::new(vec![flow])
        .endpoint(client)
        .webhook(http.build_http(), webhook, SECRET)
        .today(Date::constant(2026, 1, 15))
        .build();
    Shown::of(browser, preview, "")
}

impl Shown {
    /// Begins anew, and gives a name.
    fn names(&self, who: &str) {
        let asked = "[...document.querySelectorAll('.exchange')].filter(e => e.querySelector('.kind').textContent === 'INIT').length";
        let before = self.eval(asked);
        self.click(".top .act.main");
        self.wait(&format!("{asked} > {before}"));
        self.wait("document.querySelector('#phone [data-type=who]')?.value === ''");
        self.enter("who");
        self.write(who);
        self.wait("!document.querySelector('.go').hasAttribute('aria-disabled')");
    }

    fn taps(&self) {
        self.click(".go");
    }

    /// Waits for a text in a part of the page.
    #[track_caller]
    fn reads(&self, part: &str, text: &str) {
        self.wait(&format!("document.querySelector({part:?})?.textContent.includes({text:?})"));
    }

    /// Waits for an exchange of this kind with this status.
    #[track_caller]
    fn logs(&self, kind: &str, status: &str) {
        self.wait(&format!(
            "[...document.querySelectorAll('.exchange')].some(e => \
             e.querySelector('.kind').textContent === {kind:?} && e.querySelector('.status').textContent.trim() === {status:?})"
        ));
    }
}

/// Everything that a phone asks an endpoint, and everything that an endpoint may answer.
fn scenarios(service: &Service) {
    let Some((browser, _turn)) = browser() else { return };
    let shown = driving(&browser, service, &service.public_key());

    // INIT.
    shown.reads("#phone", "Welcome");
    shown.logs("INIT", "200");

    // The endpoint refuses what was entered: the screen stays, with a snackbar.
    shown.names("nobody");
    shown.taps();
    shown.reads(".snackbar", "We need a name");
    assert_eq!(shown.eval("document.querySelector('[data-type=who]').value"), "nobody");

    // An exchange to the next screen, and back again: the endpoint is asked.
    shown.names("Ada");
    shown.taps();
    shown.reads("#phone", "For Ada");
    shown.click(".lead");
    shown.reads("#phone", "Welcome back");
    shown.logs("BACK", "200");
    assert_eq!(shown.eval("document.querySelector('[data-type=who]').value"), "Ada");

    // A file: the service fetches it from the preview, and decrypts it.
    shown.names("Grace");
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("tooth.png");
    std::fs::write(&file, "four teeth").expect("a file");
    let path = file.to_string_lossy().into_owned();
    shown.page.attach("input[type=file]", &[&path]).expect("attached");
    shown.reads(".file", "tooth.png");
    shown.taps();
    shown.reads("#phone", "With four teeth");

    // The endpoint ends the flow: the chat shows it, and the webhook hears of it.
    shown.taps();
    shown.reads("#phone", "The flow is complete");
    shown.reads(".chat", "Response sent");
    shown.logs("complete", "on the phone");
    shown.logs("webhook", "200");
    shown.reads("#pane", "B-2");

    // The service fails, and the person may try again.
    shown.names("broken");
    shown.taps();
    shown.logs("data_exchange", "500");
    shown.reads(".snackbar", "Something went wrong");

    // The token has expired: the button in the chat is dead.
    shown.names("late");
    shown.taps();
    shown.reads("#phone", "This link has expired");
    shown.logs("data_exchange", "427");
    assert_eq!(shown.eval("document.querySelector('.bubble .open').disabled"), true);

    // What Meta's monitoring asks.
    shown.click("#pane .act");
    shown.logs("ping", "200");
    shown.reads("#pane", "active");
    shown.is_quiet();

    // Another key: the endpoint refuses it, the phone asks once more, and gives up.
    let stranger = KeyPair::generate();
    let shown = driving(&browser, service, stranger.public_key_pem());
    shown.reads("#phone", "Something went wrong");
    shown.logs("INIT", "421");
    assert_eq!(shown.eval("document.querySelectorAll('.exchange').length"), 2);
}

#[test]
fn an_endpoint_in_rust_is_driven() {
    scenarios(&services::rust());
}

#[test]
fn an_endpoint_in_python_is_driven() {
    if let Some(service) = services::python() {
        scenarios(&service);
        let said = service.said();
        assert!(said.contains("completed {'ticket': 'B-2'}"), "pywa reads the completion: {said}");
        misspelt(&service);
    }
}

/// An endpoint that is not typed misspells a key: the page finds it.
fn misspelt(service: &Service) {
    let Some((browser, _turn)) = browser() else { return };
    let shown = driving(&browser, service, &service.public_key());
    shown.reads("#phone", "Welcome");
    shown.names("typo");
    shown.taps();
    shown.reads(".exchange[open] .note", "data.hwo is not in the data of DAY: did you mean who?");
    shown.names("type");
    shown.taps();
    shown.reads("#phone .why", "data.who is a number, not a string");
}
