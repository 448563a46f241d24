//! Typing into the phone: the caret, the order of keys, composed letters, a reload meanwhile.

use flow_preview::{Flow, Preview};
use serde_json::json;

use super::browser;
use super::shown::{CLINIC, Shown, clinic};

#[test]
fn typing_keeps_the_caret_while_the_screen_changes() {
    let Some((browser, _turn)) = browser() else { return };
    let shown = Shown::new(&browser, "");
    shown.enter("who");
    shown.write("da");
    shown.press(&["Home"]);
    shown.write("A");
    shown.wait("document.body.textContent.includes('countess')");
    assert_eq!(shown.eval("document.activeElement.dataset.type"), "who");
    assert_eq!(shown.eval("document.activeElement.value"), "Ada");
    assert_eq!(shown.eval("document.activeElement.selectionStart"), 1);
    shown.write("x");
    shown.wait("!document.body.textContent.includes('countess')");
    assert_eq!(shown.eval("document.activeElement.value"), "Axda");
    shown.is_quiet();
}

#[test]
fn many_keys_at_once_arrive_in_order() {
    let Some((browser, _turn)) = browser() else { return };
    let shown = Shown::new(&browser, "");
    shown.enter("note");
    let text = "the quick brown fox jumps over it 123";
    shown.write(text);
    shown.wait(&format!("document.body.textContent.includes('{} / 600')", text.len()));
    assert_eq!(shown.eval("document.activeElement.value"), text);
}

#[test]
fn an_error_is_shown_once_the_field_is_left() {
    let Some((browser, _turn)) = browser() else { return };
    let shown = Shown::new(&browser, "");
    shown.enter("email");
    shown.write("ada@");
    shown.wait("document.querySelector('[data-type=email]').value === 'ada@'");
    assert_eq!(shown.eval("document.querySelectorAll('.fault').length"), 0);
    shown.press(&["Tab"]);
    shown.wait(
        "document.querySelector('[data-type=email]').getAttribute('aria-invalid') === 'true'",
    );
    let described = "document.getElementById(document.querySelector('[data-type=email]').getAttribute('aria-describedby')).textContent";
    assert!(shown.eval(described).as_str().is_some_and(|text| text.contains("email address")));
}

#[test]
fn a_letter_that_is_composed_is_left_alone() {
    let Some((browser, _turn)) = browser() else { return };
    let shown = Shown::new(&browser, "");
    shown.enter("who");
    let composed = json!({ "text": "にほ", "selectionStart": 2, "selectionEnd": 2 });
    shown.page.call("Input.imeSetComposition", &composed).expect("composition");
    // Something comes from the server meanwhile.
    shown.preview.update(clinic(&CLINIC.replace("Full name", "Whole name")));
    std::thread::sleep(std::time::Duration::from_millis(150));
    assert_eq!(shown.eval("document.activeElement.value"), "にほ");
    assert_eq!(shown.eval("document.body.textContent.includes('Whole name')"), false);
    shown.page.call("Input.insertText", &json!({ "text": "日本" })).expect("the text");
    shown.wait("document.body.textContent.includes('Whole name')");
    assert_eq!(shown.eval("document.activeElement.value"), "日本");
}

#[test]
fn a_reload_of_the_flow_leaves_the_caret_where_it_is() {
    let Some((browser, _turn)) = browser() else { return };
    let shown = Shown::new(&browser, "");
    shown.enter("who");
    shown.write("Grace");
    shown.press(&["ArrowLeft", "ArrowLeft"]);
    shown.preview.update(clinic(&CLINIC.replace("Full name", "Whole name")));
    shown.wait("document.body.textContent.includes('Whole name')");
    assert_eq!(shown.eval("document.activeElement.value"), "Grace");
    assert_eq!(shown.eval("document.activeElement.selectionStart"), 3);
    shown
        .preview
        .update(clinic(&CLINIC.replace("\"Full name\"", "\"Full name\", \"lable\": \"x\"")));
    shown.wait("document.querySelector('#laid')");
    assert!(shown.eval("document.querySelector('#laid').textContent").as_str().is_some_and(
        |text| {
            text.contains("1 error") && text.contains("lable") && text.contains("clinic.json:")
        }
    ));
    shown.preview.update(clinic(CLINIC));
    shown.wait("!document.querySelector('#laid')");
    assert_eq!(shown.eval("document.activeElement.value"), "Grace");
    shown.is_quiet();
}

/// Prints how long a key takes from its event to the new screen, with Meta's most components.
#[test]
fn a_key_reaches_a_full_screen() {
    let Some((browser, _turn)) = browser() else { return };
    let inputs: Vec<_> = (0..48)
        .map(|at| json!({ "type": "TextInput", "name": format!("n{}", letters(at)), "label": "Name", "required": false }))
        .chain([
            json!({ "type": "TextArea", "name": "note", "label": "Note", "required": false }),
            json!({ "type": "Footer", "label": "Send", "on-click-action": { "name": "complete", "payload": {} } }),
        ])
        .collect();
    let flow = json!({ "version": "7.3", "screens": [{ "id": "FULL", "title": "Full", "terminal": true,
        "layout": { "type": "SingleColumnLayout", "children": inputs } }] });
    let flow = Flow::from_json("full", "full.json", flow.to_string().as_bytes());
    assert_eq!(flow.errors(), 0, "{:?}", flow.faults);
    let shown = Shown::of(&browser, Preview::new(vec![flow]).build(), "");
    let times = shown.eval(
        "(async () => { const field = document.querySelector('[data-type=note]'); field.focus(); const times = []; \
         for (let at = 1; at <= 60; at++) { const began = performance.now(); field.value += 'x'; \
         field.dispatchEvent(new InputEvent('input', { bubbles: true })); \
         while (!document.querySelector('.count').textContent.startsWith(at + ' /')) await new Promise(requestAnimationFrame); \
         times.push(performance.now() - began) } return times })()",
    );
    let mut times: Vec<f64> =
        times.as_array().expect("times").iter().filter_map(serde_json::Value::as_f64).collect();
    assert_eq!(times.len(), 60, "every key arrives");
    times.sort_by(f64::total_cmp);
    println!("key to screen, 50 components: median {:.1} ms, p95 {:.1} ms", times[30], times[57]);
}

/// A name of letters alone for a number.
fn letters(number: u8) -> String {
    [number / 26, number % 26].map(|digit| char::from(b'a' + digit)).iter().collect()
}
