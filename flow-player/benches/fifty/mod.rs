//! The flow of the benchmarks of the player and of the preview.

use serde_json::{Value, json};

/// A screen with 50 components, the most that Meta takes: fields, options, branches, expressions.
pub fn fifty(title: &str) -> Value {
    let mut children: Vec<Value> = Vec::new();
    for at in 0..16 {
        children.push(json!({ "type": "TextInput", "name": format!("t{at}"), "label": "A field",
            "required": true, "helper-text": "Some help" }));
        children.push(json!({ "type": "TextBody",
            "text": format!("`'You wrote ' ${{form.t{at}}} '.'`") }));
    }
    for at in 0..8 {
        let options: Vec<Value> = (0..10)
            .map(|id| json!({ "id": id.to_string(), "title": format!("Option {id}") }))
            .collect();
        children
            .push(json!({ "type": "CheckboxGroup", "name": format!("c{at}"), "label": "Choose",
            "data-source": options }));
    }
    for at in 0..4 {
        children.push(json!({ "type": "If", "condition": format!("${{form.t{at}}} == 'x'"),
            "then": [{ "type": "TextCaption", "text": "It is x" }] }));
    }
    children.push(json!({ "type": "TextHeading", "text": "Fifty" }));
    children.push(json!({ "type": "Footer", "label": "Send",
        "on-click-action": { "name": "complete", "payload": { "t": "${form.t0}" } } }));
    json!({ "version": "7.3", "screens": [{ "id": "FIFTY", "title": title, "terminal": true,
        "layout": { "type": "SingleColumnLayout", "children": children } }] })
}
