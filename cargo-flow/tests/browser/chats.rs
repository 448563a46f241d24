//! A service in another program and the chats of the page, in a real browser: from push to completion.

#[path = "../../../flow-desk/tests/guide/program.rs"]
mod program;

use std::sync::atomic::{AtomicU32, Ordering};

use flow_desk::{Contact, Graph, Network, WhatsApp};
use flow_preview::Preview;

use self::program::Program;
use super::browser;
use super::shown::{CLINIC, Shown, clinic};

/// Tells the desks of this process apart.
static DESKS: AtomicU32 = AtomicU32::new(0);

/// A page whose desk is at the address where the page is.
fn desk(browser: &cargo_flow::browser::Browser) -> (Shown, WhatsApp) {
    // Below the ports that the system gives out, and another for each page.
    let number = std::process::id().wrapping_add(DESKS.fetch_add(1, Ordering::Relaxed));
    let port = 30_500 + u16::try_from(number % 2_000).expect("a small number");
    let graph = Graph::builder()
        .elsewhere(format!("http://127.0.0.1:{port}/graph"))
        .app_secret("a secret")
        .network(Network::http());
    let whatsapp = WhatsApp::from(graph.start().expect("threads"));
    let preview = Preview::new(clinic(CLINIC)).whatsapp(whatsapp.clone()).build();
    (Shown::at(browser, preview, port, ""), whatsapp)
}

#[test]
fn a_service_in_python_is_answered_in_the_chat_of_the_page() {
    Program::python("service.py").into_iter().for_each(is_answered);
}

#[test]
fn a_service_in_javascript_is_answered_in_the_chat_of_the_page() {
    Program::node("service.mjs").into_iter().for_each(is_answered);
}

fn is_answered(mut service: Program) {
    let Some((browser, _turn)) = browser() else { return };
    let (shown, whatsapp) = desk(&browser);
    let _ = whatsapp.join(Contact::new("Ada").number("31612345678").username("ada"));
    service.points_to(&whatsapp);
    service.serve();
    service.run(&["push"]);
    whatsapp.report_to(Some(&service.webhook()));

    // What is sent appears by itself.
    service.run(&["send", "31612345678"]);
    shown.wait("document.querySelector('.person .n.new')?.textContent.startsWith('1')");
    shown.click(".person .name");
    shown.wait("document.querySelector('.bubble .words')?.textContent === 'What can we repair?'");
    shown.wait("document.querySelector('.bubble .receipt').textContent.includes('read')");
    shown.click(".bubble .open");
    shown.wait("document.querySelector('#phone').dataset.screen === 'WHAT'");
    shown.click("[data-type=what]");
    shown.write("a door");
    shown.wait("!document.querySelector('.go').hasAttribute('aria-disabled')");
    shown.click(".go");
    shown.wait("document.querySelector('#phone').dataset.screen === 'WHEN'");
    shown.wait("document.querySelector('#screen').textContent.includes('It costs 99.')");
    // Back and forth again: the endpoint is asked anew.
    shown.eval("history.back()");
    shown.wait("document.querySelector('#phone').dataset.screen === 'WHAT'");
    shown.click(".go");
    shown.wait("document.querySelector('#phone').dataset.screen === 'WHEN'");
    // The service ends in the middle, and the completion waits for it.
    service.kill();
    shown.click("[role=radiogroup] label");
    shown.wait("!document.querySelector('.go').hasAttribute('aria-disabled')");
    shown.click(".go");
    shown.wait("document.querySelector('.bubble.own')?.textContent.includes('Response sent')");
    shown.wait("document.querySelector('.bubble .open').disabled");
    service.serve();
    shown.wait("[...document.querySelectorAll('.bubble .words')].some(p => p.textContent === 'See you on monday.')");

    shown.click("[name=text]");
    shown.write("Thank you");
    shown.press(&["Enter"]);
    shown.wait(
        "[...document.querySelectorAll('.bubble.own p')].some(p => p.textContent === 'Thank you')",
    );
    assert_eq!(whatsapp.graph().complaints(), Vec::<String>::new());
    shown.is_quiet();
}
