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
    for tab in ["values", "faults", "map", "mischief", "settings", "exchanges"] {
        shown.press(&["ArrowRight"]);
        shown.wait(&format!(
            "document.getElementById('tab-{tab}').getAttribute('aria-selected') === 'true'"
        ));
        assert_eq!(shown.eval("document.activeElement.id"), format!("tab-{tab}"));
    }
    shown.is_quiet();
}
