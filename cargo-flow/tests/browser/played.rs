//! Playing by hand: keys alone, what lies over the screen, the back button, files.

use super::browser;
use super::shown::Shown;

/// Goes on with Tab until the focus is on what the selector finds.
#[track_caller]
fn tab_to(shown: &Shown, selector: &str) {
    for _ in 0..80 {
        if shown.eval(&format!("Boolean(document.activeElement.matches({selector:?}))")) == true {
            return;
        }
        shown.press(&["Tab"]);
    }
    panic!("Tab does not reach `{selector}`");
}

#[test]
fn a_flow_is_played_with_keys_alone() {
    let Some((browser, _turn)) = browser() else { return };
    let shown = Shown::new(&browser, "");
    tab_to(&shown, "[data-type=who]");
    shown.write("Ada");
    tab_to(&shown, "[data-type=email]");
    shown.write("ada@example.com");
    tab_to(&shown, "button[aria-haspopup=dialog]");
    shown.press(&["Enter"]);
    shown.wait("document.querySelector('#over')");
    shown.wait("document.querySelector('#over').contains(document.activeElement)");
    assert_eq!(shown.eval("document.querySelector('#screen').inert"), true);
    tab_to(&shown, "#over-input-0");
    shown.press(&[" "]);
    shown.wait("!document.querySelector('#over')");
    shown.wait("document.activeElement.getAttribute('aria-haspopup') === 'dialog'");
    tab_to(&shown, "[role=radiogroup] input");
    shown.press(&[" "]);
    shown.wait("document.querySelector('[role=radiogroup] input').checked");
    shown.press(&["ArrowDown"]);
    shown.wait("document.querySelectorAll('[role=radiogroup] input')[1].checked");
    tab_to(&shown, ".go:not([aria-disabled])");
    shown.press(&["Enter"]);
    shown.wait("document.querySelector('#phone').dataset.screen === 'STAY'");
    assert_eq!(shown.eval("document.activeElement.id"), "title", "the focus is on the new title");
    shown.is_quiet();
}

#[test]
fn a_dropdown_takes_the_focus_and_gives_it_back() {
    let Some((browser, _turn)) = browser() else { return };
    let shown = Shown::new(&browser, "");
    shown.click("button[aria-haspopup=dialog]");
    shown.wait("document.querySelector('#over')?.contains(document.activeElement)");
    for _ in 0..6 {
        shown.press(&["Tab"]);
        assert_eq!(
            shown.eval("document.querySelector('#over').contains(document.activeElement)"),
            true
        );
    }
    shown.press(&["Escape"]);
    shown.wait("!document.querySelector('#over')");
    shown.wait("document.activeElement.getAttribute('aria-haspopup') === 'dialog'");
    shown.click("button[aria-haspopup=dialog]");
    shown.wait("document.querySelector('#over')");
    shown.click("#over-option-1");
    shown.wait("document.querySelector('.value').textContent === 'Cleaning'");
    shown.is_quiet();
}

#[test]
fn a_range_is_picked_with_keys() {
    let Some((browser, _turn)) = browser() else { return };
    let shown = Shown::new(&browser, "?screen=STAY");
    shown.click("button[aria-haspopup=dialog]");
    shown.wait("document.querySelector('#over')");
    shown.eval("document.getElementById('day-2026-01-15').focus()");
    shown.press(&["Enter"]);
    shown.wait("document.getElementById('day-2026-01-15').getAttribute('aria-pressed') === 'true'");
    shown.press(&["ArrowDown", "ArrowLeft", "Enter"]);
    shown.wait("document.querySelector('.chosen').textContent.includes('21 January 2026')");
    shown.click(".ends button:last-child");
    shown.wait("!document.querySelector('#over')");
    let shown_now =
        shown.eval("[...document.querySelectorAll('.value')].map(v => v.textContent).join()");
    assert_eq!(shown_now, "15 January 2026,21 January 2026");
    // A blocked day is not a choice, and too long a range says so.
    shown.click("button[aria-haspopup=dialog]");
    shown.wait("document.querySelector('#over')");
    assert_eq!(
        shown.eval("document.getElementById('day-2026-01-04').getAttribute('aria-disabled')"),
        "true"
    );
    shown.is_quiet();
}

#[test]
fn the_back_button_of_the_browser_goes_back_on_the_phone() {
    let Some((browser, _turn)) = browser() else { return };
    let shown = Shown::new(&browser, "");
    let fill = "for (const [n, v] of [['who', 'Ada'], ['email', 'a@b.c']]) { const e = document.querySelector(`[data-type=${n}]`); e.focus(); e.value = v; e.dispatchEvent(new InputEvent('input', { bubbles: true })) }";
    shown.eval(fill);
    shown.eval("document.querySelector('button[aria-haspopup=dialog]').click()");
    shown.wait("document.querySelector('#over')");
    shown.click("#over-option-0");
    shown.wait("!document.querySelector('#over')");
    shown.click("[role=radiogroup] label");
    shown.wait("!document.querySelector('.go').hasAttribute('aria-disabled')");
    shown.click(".go");
    shown.wait("document.querySelector('#phone').dataset.screen === 'STAY'");
    shown.eval("document.querySelector('button[aria-haspopup=dialog]').click()");
    shown.wait("document.querySelector('#over')");
    shown.eval("history.back()");
    shown.wait("!document.querySelector('#over')");
    assert_eq!(shown.eval("document.querySelector('#phone').dataset.screen"), "STAY");
    shown.eval("history.back()");
    shown.wait("document.querySelector('#phone').dataset.screen === 'VISIT'");
    assert_eq!(shown.eval("document.querySelector('[data-type=who]').value"), "Ada");
    shown.is_quiet();
}

#[test]
fn files_are_added_and_taken_out() {
    let Some((browser, _turn)) = browser() else { return };
    let shown = Shown::new(&browser, "?screen=STAY");
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("tooth.png");
    std::fs::write(&file, b"\x89PNG").expect("a file");
    let path = file.to_string_lossy().into_owned();
    shown.page.attach("input[type=file]", &[&path]).expect("attached");
    shown.wait("document.querySelector('.file .title')?.textContent === 'tooth.png'");
    // Its bytes went to the preview, encrypted.
    let bytes = "(async () => { \
        const kept = await (await fetch(`s/${document.documentElement.dataset.session}/kept`)).text(); \
        const file = await fetch(kept.match(/cdn\\/[0-9a-f]{32}/)[0]); \
        return (await file.arrayBuffer()).byteLength })()";
    assert_eq!(shown.eval(bytes), 26, "a block of 16 bytes, and 10 of the HMAC");
    shown.click(".file button");
    shown.wait("!document.querySelector('.file')");
    shown.is_quiet();
}

#[test]
fn an_address_is_shown_before_it_is_opened() {
    let Some((browser, _turn)) = browser() else { return };
    let shown = Shown::new(&browser, "?screen=STAY");
    shown.click(".item .link");
    shown
        .wait("document.querySelector('.address')?.textContent === 'https://example.com/practice'");
    shown.press(&["Escape"]);
    shown.wait("!document.querySelector('#over')");
    shown.is_quiet();
}

#[test]
fn the_inspector_is_read_with_keys() {
    let Some((browser, _turn)) = browser() else { return };
    let shown = Shown::new(&browser, "");
    shown.click("#tab-exchanges");
    for tab in ["values", "faults", "map", "mischief", "record", "settings", "exchanges"] {
        shown.press(&["ArrowRight"]);
        shown.wait(&format!(
            "document.getElementById('tab-{tab}').getAttribute('aria-selected') === 'true'"
        ));
        assert_eq!(shown.eval("document.activeElement.id"), format!("tab-{tab}"));
    }
    shown.is_quiet();
}

#[test]
fn a_page_that_is_loaded_again_shows_what_it_showed() {
    let Some((browser, _turn)) = browser() else { return };
    let shown = Shown::new(&browser, "?system=ios");
    shown.enter("who");
    shown.write("Ada");
    shown.wait("document.body.textContent.includes('countess')");
    shown.eval("window.before = true; location.reload()");
    shown.wait("!window.before && document.querySelector('[data-type=who]')?.value === 'Ada'");
    assert_eq!(shown.eval("document.querySelector('#phone').dataset.system"), "ios");
    shown.is_quiet();
}

#[test]
fn a_page_goes_on_after_the_preview_was_started_again() {
    let Some((browser, _turn)) = browser() else { return };
    let first = Serving::new(0);
    let page = browser.page(super::shown::WIDE).expect("a page");
    page.go(&format!("http://127.0.0.1:{}/", first.port)).expect("loaded");
    page.click("[data-type=who]").expect("there");
    page.write("Ada").expect("typed");
    page.click("[data-type=secret]").expect("there");
    page.write("hidden").expect("typed");
    page.wait("document.body.textContent.includes('countess')").expect("drawn");
    page.wait("Object.values(sessionStorage).some(kept => kept.includes('Ada'))").expect("kept");
    assert_eq!(
        page.eval("Object.values(sessionStorage).join().includes('hidden')").expect("a value"),
        false
    );
    let port = first.port;
    drop(first);
    page.wait(
        "document.querySelector('.refused').textContent.startsWith('The preview does not answer')",
    )
    .expect("it says so");
    let _second = Serving::new(port);
    page.wait("document.querySelector('.refused')?.textContent.startsWith('The preview was started again')")
        .expect("it goes on");
    page.wait("document.querySelector('[data-type=who]').value === 'Ada'").expect("kept");
    assert_eq!(
        page.eval("document.querySelector('[data-type=secret]').value").expect("a value"),
        ""
    );
}

/// A preview that ends, with all of its connections.
struct Serving {
    port: u16,
    end: Option<tokio::sync::oneshot::Sender<()>>,
    thread: Option<std::thread::JoinHandle<()>>,
}

impl Serving {
    fn new(port: u16) -> Self {
        let runtime =
            tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        let listener = runtime.block_on(tokio::net::TcpListener::bind(("127.0.0.1", port)));
        let listener = listener.expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let (end, ended) = tokio::sync::oneshot::channel::<()>();
        let preview =
            flow_preview::Preview::new(super::shown::clinic(super::shown::CLINIC)).build();
        let thread = std::thread::spawn(move || {
            runtime.block_on(async {
                tokio::select! { _ = preview.serve(listener) => {} _ = ended => {} }
            });
        });
        Self { port, end: Some(end), thread: Some(thread) }
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        drop(self.end.take());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

#[test]
fn what_was_done_is_copied_and_saved() {
    let Some((browser, _turn)) = browser() else { return };
    let shown = Shown::new(&browser, "");
    shown.enter("who");
    shown.write("Ada");
    shown.wait("document.body.textContent.includes('countess')");
    shown.click("#tab-record");
    shown.wait("document.querySelector('#recorded')?.textContent.includes('phone.fill(\"Full name\", \"Ada\")')");
    shown.click("[data-copy]");
    shown.wait("document.querySelector('.copied').textContent !== ''");
    assert_eq!(shown.eval("document.querySelector('.copied').textContent"), "Copied.");
    let saved = shown.eval("fetch(document.querySelector('a[download]').href).then(a => a.text())");
    assert_eq!(saved, shown.eval("document.querySelector('#recorded').textContent"));
    shown.is_quiet();
}
