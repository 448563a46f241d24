//! How it looks, as far as a test can tell: nothing overflows, everything has a name and can be read.

use std::path::Path;

use flow_preview::{Flow, Preview};
use serde_json::json;

use super::browser;
use super::shown::Shown;

/// What is wider than the phone, except inside of what scrolls sideways.
const WIDER: &str = "(() => { const phone = document.querySelector('#phone'); const box = phone.getBoundingClientRect(); \
    return [...phone.querySelectorAll('*')].filter(e => !e.closest('.table, .slides, .said, .sprite, svg, .name *')) \
    .filter(e => { const b = e.getBoundingClientRect(); return b.width && (b.right > box.right + 1 || b.left < box.left - 1) }) \
    .map(e => e.outerHTML.slice(0, 120)) })()";

/// What can be used and has no name for those who listen.
const NAMELESS: &str = "[...document.querySelectorAll('button, input, select, textarea, a[href], [role=dialog], [role=group], [role=radiogroup], [role=img]')] \
    .filter(e => !(e.getAttribute('aria-label') || (e.getAttribute('aria-labelledby') || '').split(' ').map(i => document.getElementById(i)?.textContent).join('').trim() \
    || [...(e.labels || [])].map(l => l.textContent).join('').trim() || (e.matches('button, a') && e.textContent.trim()) || e.querySelector('title'))) \
    .map(e => e.outerHTML.slice(0, 120))";

/// Texts whose contrast is below 4.5 to 1 (3 to 1 where they are large), except of what is disabled.
const FAINT: &str = r"(() => {
    const luminance = ([r, g, b]) => { const f = c => { c /= 255; return c <= .03928 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4 }; return .2126 * f(r) + .7152 * f(g) + .0722 * f(b) };
    const read = text => { const n = text.match(/[\d.]+/g).map(Number); return { rgb: n.slice(0, 3), alpha: n[3] ?? 1 } };
    const ground = e => { for (; e; e = e.parentElement) { const c = read(getComputedStyle(e).backgroundColor); if (c.alpha > .99) return c.rgb } return [255, 255, 255] };
    const found = [];
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
        const text = walk.currentNode.data.trim(), e = walk.currentNode.parentElement;
        if (!text || e.closest('[disabled], [aria-disabled=true], [data-off], .said, script, option, svg, [inert]')) continue;
        const box = e.getBoundingClientRect(); if (!box.width || !box.height) continue;
        const style = getComputedStyle(e), [a, b] = [luminance(read(style.color).rgb), luminance(ground(e))].sort((x, y) => y - x);
        const size = parseFloat(style.fontSize), large = size >= 24 || (size >= 18.6 && style.fontWeight >= 700);
        const ratio = (a + .05) / (b + .05);
        if (ratio < (large ? 3 : 4.5)) found.push(ratio.toFixed(2) + ' ' + text.slice(0, 40));
    }
    return found })()";

#[track_caller]
fn none(shown: &Shown, expression: &str, what: &str) {
    let found = shown.eval(expression);
    assert_eq!(found, json!([]), "{what}");
}

#[test]
fn it_can_be_read_and_named_in_every_theme_system_and_size() {
    let Some((browser, _turn)) = browser() else { return };
    for system in ["android", "ios", "web"] {
        for theme in ["light", "dark"] {
            for screen in ["VISIT", "STAY"] {
                let scheme =
                    json!({ "features": [{ "name": "prefers-color-scheme", "value": theme }] });
                for rest in ["", "&dir=rtl", "&text=200"] {
                    let query = format!("?screen={screen}&system={system}&theme={theme}{rest}");
                    let shown = Shown::new(&browser, &query);
                    shown.page.call("Emulation.setEmulatedMedia", &scheme).expect("a scheme");
                    none(&shown, WIDER, &query);
                    none(&shown, NAMELESS, &query);
                    none(&shown, FAINT, &query);
                    shown.is_quiet();
                }
            }
        }
    }
}

#[test]
fn what_lies_over_the_screen_fits_and_can_be_read() {
    let Some((browser, _turn)) = browser() else { return };
    for query in [
        "?system=android",
        "?system=ios&theme=dark",
        "?system=android&text=200&theme=dark",
        "?system=ios&dir=rtl",
    ] {
        let shown = Shown::new(&browser, query);
        for at in 0..2 {
            shown.eval(&format!(
                "document.querySelectorAll('button[aria-haspopup=dialog]')[{at}].click()"
            ));
            shown.wait("document.querySelector('#over')");
            none(&shown, WIDER, query);
            none(&shown, NAMELESS, query);
            none(&shown, FAINT, query);
            shown.press(&["Escape"]);
            shown.wait("!document.querySelector('#over')");
        }
        shown.is_quiet();
    }
}

#[test]
fn every_sample_is_drawn_without_a_fault() {
    let Some((browser, _turn)) = browser() else { return };
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/goldens/samples");
    let mut flows = Vec::new();
    for entry in std::fs::read_dir(folder).expect("the samples") {
        let path = entry.expect("a file").path();
        if path.extension().is_some_and(|ending| ending == "json") {
            let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
            flows.push(Flow::from_json(name, "sample", &std::fs::read(&path).expect("a file")));
        }
    }
    let screens: Vec<(String, String)> = flows
        .iter()
        .flat_map(|flow| {
            let program = flow.program.as_ref().expect("a sample is sound");
            program
                .screens()
                .map(|screen| (flow.name.clone(), screen.to_owned()))
                .collect::<Vec<_>>()
        })
        .collect();
    let shown = Shown::of(&browser, Preview::new(flows).build(), "");
    for (flow, screen) in screens {
        for system in ["android", "ios&theme=dark"] {
            let query = format!("?flow={flow}&screen={screen}&system={system}&everything=true");
            shown.page.go(&format!("{}{query}", shown.address)).expect("the page loads");
            none(&shown, WIDER, &query);
            none(&shown, NAMELESS, &query);
            shown.is_quiet();
        }
    }
}

#[test]
fn a_small_window_shows_the_phone_first_and_is_no_wider() {
    let Some((browser, _turn)) = browser() else { return };
    let shown = Shown::new(&browser, "");
    for width in [390, 800, 1100] {
        let size = cargo_flow::browser::Size { width, height: 844, scale: 1.0 };
        shown.page.resize(size).expect("resized");
        let wide = shown.eval("document.documentElement.scrollWidth");
        assert!(wide.as_u64() <= Some(width.into()), "{wide} at {width}");
    }
}
