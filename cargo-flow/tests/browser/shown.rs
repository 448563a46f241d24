//! The preview in a real browser: a page that is served on this machine, and what is in its way.

use std::net::SocketAddr;

use cargo_flow::browser::{Browser, Page, Size};
use flow_preview::{Flow, Preview};
use serde_json::Value;

/// The flow of the tests.
pub const CLINIC: &str = include_str!("clinic.json");

/// The page on a screen of a laptop.
pub const WIDE: Size = Size { width: 1440, height: 900, scale: 1.0 };

/// A preview that is served, and a page that shows it.
pub struct Shown {
    pub preview: Preview,
    pub address: String,
    pub page: Page,
}

pub fn clinic(text: &str) -> Vec<Flow> {
    vec![Flow::from_json("clinic", "clinic.json", text.as_bytes())]
}

/// Serves a preview at this port; 0 is any that is free.
fn serve(preview: &Preview, port: u16) -> String {
    let runtime =
        tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let at = SocketAddr::from(([127, 0, 0, 1], port));
    let listener = runtime.block_on(tokio::net::TcpListener::bind(at)).expect("a port");
    let address = format!("http://{}/", listener.local_addr().expect("an address"));
    let preview = preview.clone();
    std::thread::spawn(move || runtime.block_on(preview.serve(listener)));
    address
}

impl Shown {
    pub fn new(browser: &Browser, query: &str) -> Self {
        let preview =
            Preview::new(clinic(CLINIC)).today("2026-01-15".parse().expect("a date")).build();
        Self::of(browser, preview, query)
    }

    pub fn of(browser: &Browser, preview: Preview, query: &str) -> Self {
        Self::at(browser, preview, 0, query)
    }

    pub fn at(browser: &Browser, preview: Preview, port: u16, query: &str) -> Self {
        let address = serve(&preview, port);
        let page = browser.page(WIDE).expect("a page");
        page.go(&format!("{address}{query}")).expect("the page loads");
        Self { preview, address, page }
    }

    #[track_caller]
    pub fn eval(&self, expression: &str) -> Value {
        self.page.eval(expression).expect(expression)
    }

    #[track_caller]
    pub fn wait(&self, expression: &str) {
        self.page.wait(expression).expect(expression);
    }

    #[track_caller]
    pub fn click(&self, selector: &str) {
        self.page.click(selector).expect(selector);
    }

    #[track_caller]
    pub fn press(&self, keys: &[&str]) {
        for key in keys {
            self.page.press(key).expect(key);
        }
    }

    #[track_caller]
    pub fn write(&self, text: &str) {
        self.page.write(text).expect(text);
    }

    /// Clicks into the text field of this name.
    #[track_caller]
    pub fn enter(&self, name: &str) {
        self.click(&format!("[data-type='{name}']"));
    }

    /// Nothing was written to the console, and no other machine was asked for anything.
    #[track_caller]
    pub fn is_quiet(&self) {
        let console = self.page.console().expect("the console");
        assert!(console.is_empty(), "{console:#?}");
        for request in self.page.requests().expect("the requests") {
            let own = request.starts_with(&self.address) || request.starts_with("data:");
            assert!(own, "it asked for {request}");
        }
    }
}
