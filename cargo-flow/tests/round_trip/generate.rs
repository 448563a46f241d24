//! Documents made from the catalogue.

use flow_compiler::catalogue::{
    self, ActionKind, COMPONENTS, Component, Items, Kind, Property, RELEASES, Range, V4_0, V5_0,
    V5_1, V6_0, V6_3, Version,
};
use serde_json::{Map, Value, json};

use crate::choices::Choices;

const SCREENS: [&str; 4] = ["START", "DETAILS", "SUMMARY", "LAST"];
const TEXTS: [&str; 10] = [
    "Hello",
    "A b",
    "it's",
    "say \"hi\"",
    "back\\slash",
    "line\nbreak",
    "tab\tand é 🎉",
    "100 % {sure}",
    "// no comment",
    "$5 `code`",
];
const PNG: &str = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

/// What the parts of one screen need to know.
struct Screen {
    version: Version,
    endpoint: bool,
    /// The next screen and the payload that it takes.
    next: Option<(&'static str, Map<String, Value>)>,
    /// The data of the screen: every one has the same fields.
    data: bool,
    in_form: bool,
    names: usize,
}

/// A document with one to four screens, each leading to the next.
pub(crate) fn document(choices: &mut Choices) -> Value {
    // Newer versions have more to choose from.
    let newest = RELEASES.len() - 1;
    let version = RELEASES[newest - choices.below(RELEASES.len())].version;
    let endpoint = choices.once_in(2);
    let count = 1 + choices.below(SCREENS.len());
    let with_data: Vec<bool> = (0..count).map(|_| choices.once_in(2)).collect();
    let mut screens = Vec::new();
    for (at, id) in SCREENS[..count].iter().enumerate() {
        let payload = |data: bool| if data { payload() } else { Map::new() };
        let next = SCREENS[..count].get(at + 1).map(|next| (*next, payload(with_data[at + 1])));
        let screen =
            Screen { version, endpoint, next, data: with_data[at], in_form: false, names: 0 };
        screens.push(self::screen(choices, screen, id));
    }
    let mut document = json!({ "version": version.to_string(), "screens": screens });
    if endpoint {
        let api = RELEASES
            .iter()
            .find(|release| release.version == version)
            .and_then(|release| choices.pick(release.data_api));
        document["data_api_version"] = json!(api);
        let routes = SCREENS[..count].windows(2).map(|pair| (pair[0].to_owned(), json!([pair[1]])));
        let mut routes: Map<String, Value> = routes.collect();
        routes.insert(SCREENS[count - 1].to_owned(), json!([]));
        document["routing_model"] = Value::Object(routes);
    }
    document
}

/// The fields of a screen's data, with their examples.
fn fields() -> Value {
    json!({
        "text": { "type": "string", "__example__": "Ada" },
        "flag": { "type": "boolean", "__example__": true },
        "count": { "type": "number", "__example__": 2.5 },
        "whole": { "type": "integer", "__example__": 3 },
        "options": {
            "type": "array",
            "items": { "type": "object", "properties": { "id": { "type": "string" }, "title": { "type": "string" } } },
            "__example__": [{ "id": "a", "title": "A" }, { "id": "b", "title": "B" }],
        },
        "object": {
            "type": "object",
            "properties": { "a-b": { "type": "string" }, "deep": { "type": "array", "items": { "type": "number" } } },
            "__example__": { "a-b": "c", "deep": [1, 2.5, -3] },
        },
    })
}

/// What `navigate` hands to a screen with those fields.
fn payload() -> Map<String, Value> {
    let fields = fields();
    let fields = fields.as_object().expect("an object");
    fields.iter().map(|(name, field)| (name.clone(), field["__example__"].clone())).collect()
}

fn screen(choices: &mut Choices, mut screen: Screen, id: &str) -> Value {
    let terminal = screen.next.is_none();
    let forms = screen.version < V4_0 || choices.once_in(3);
    screen.in_form = forms;
    let mut children: Vec<Value> =
        (0..choices.below(4)).filter_map(|_| any_component(choices, &mut screen)).collect();
    if screen.version >= V4_0 && choices.once_in(3) {
        children.push(branch(choices, &mut screen));
    }
    children.push(component(choices, &mut screen, &catalogue::FOOTER));
    if forms {
        children = vec![json!({ "type": "Form", "name": "form", "children": children })];
    }
    let mut out = json!({ "id": id, "title": text(choices, 80) });
    if terminal {
        out["terminal"] = json!(true);
        if choices.once_in(3) {
            out["success"] = json!(true);
        }
    }
    if screen.data {
        out["data"] = fields();
    }
    out["layout"] = json!({ "type": "SingleColumnLayout", "children": children });
    out
}

fn any_component(choices: &mut Choices, screen: &mut Screen) -> Option<Value> {
    let alone = ["Footer", "Form", "If", "Switch", "NavigationList", "RichText"];
    let rows: Vec<&&Component> = COMPONENTS
        .iter()
        .filter(|row| row.since <= screen.version && !alone.contains(&row.name))
        .filter(|row| {
            !screen.in_form || row.places.form.is_some_and(|since| since <= screen.version)
        })
        .collect();
    let row = choices.pick(&rows)?;
    Some(component(choices, screen, row))
}

/// An If or a Switch over the flag and the text of the screen, or over literals' like.
fn branch(choices: &mut Choices, screen: &mut Screen) -> Value {
    let inside =
        |choices: &mut Choices| json!([{ "type": "TextBody", "text": text(choices, 100) }]);
    if !screen.data {
        return inside(choices)[0].clone();
    }
    if choices.once_in(2) {
        return json!({ "type": "Switch", "value": "${data.text}", "cases": { "a": inside(choices), "default": inside(choices) } });
    }
    let conditions = [
        "${data.flag}",
        "!${data.flag}",
        "${data.text} == 'a b'",
        "(${data.count} > 2) && ${data.flag}",
    ];
    let mut out =
        json!({ "type": "If", "condition": choices.pick(&conditions), "then": inside(choices) });
    if choices.once_in(2) {
        out["else"] = inside(choices);
    }
    out
}

fn component(choices: &mut Choices, screen: &mut Screen, row: &Component) -> Value {
    let mut out = Map::from_iter([("type".to_owned(), json!(row.name))]);
    let range = row.property("mode").is_some() && choices.once_in(2);
    for property in row.properties {
        let needed = property.required.is_some_and(|since| since <= screen.version);
        let allowed =
            property.since <= screen.version && !(property.outside_form && screen.in_form);
        if !allowed || !(needed || choices.once_in(3)) || related(property.name, range) {
            continue;
        }
        if let Some(value) = value(choices, screen, property, range) {
            out.insert(property.name.to_owned(), value);
        }
    }
    if range {
        out.insert("mode".to_owned(), json!("range"));
    }
    // What hides or disables a field may not demand that it is filled in.
    if out.get("required") == Some(&json!(true)) {
        out.retain(|name, _| name != "enabled" && name != "visible");
    }
    Value::Object(out)
}

/// Properties that are only beside certain others; they are left out.
fn related(name: &str, range: bool) -> bool {
    matches!(
        name,
        "left-caption" | "center-caption" | "right-caption" | "pattern" | "mode" | "error-message"
    ) || name == "init-value"
        || (!range && matches!(name, "min-days" | "max-days" | "title"))
        || name == "description"
}

fn value(
    choices: &mut Choices,
    screen: &mut Screen,
    property: &Property,
    range: bool,
) -> Option<Value> {
    let dynamic = property.bindable && screen.data && choices.once_in(4);
    let nested = screen.version >= V6_0 && choices.once_in(2);
    Some(match &property.kind {
        Kind::Name => {
            screen.names += 1;
            json!(
                ["field", "T&C", "first-name", "type", "a b"]
                    .get(choices.below(5))
                    .map(|name| format!("{name}{}", letters(screen.names)))
            )
        }
        Kind::ByMode(inner, _) if range => {
            let end = |choices: &mut Choices| literal(choices, screen.version, inner);
            json!({ "start-date": end(choices), "end-date": end(choices) })
        }
        Kind::Text(_) | Kind::Texts(_) if dynamic && nested => json!("`'Dear ' ${data.text} '!'`"),
        Kind::Text(_) | Kind::Texts(_) if dynamic => json!("${data.text}"),
        Kind::Texts(_) if screen.version >= V5_1 && choices.once_in(2) => {
            json!([text(choices, 80), text(choices, 80)])
        }
        Kind::Bool if dynamic && nested => json!("`${data.count} + 1 > 2 && ${data.flag}`"),
        Kind::Bool if dynamic => json!("${data.flag}"),
        Kind::Number(_) if dynamic => json!("${data.count}"),
        Kind::Integer(bounds) | Kind::Count(bounds) | Kind::Number(bounds) => {
            number(property.name, bounds)
        }
        Kind::Options(_) if dynamic => json!("${data.options}"),
        Kind::Options(items) | Kind::Items(items) => list(choices, screen, items)?,
        Kind::Action(allowed) => action(choices, screen, allowed, property.name)?,
        kind => literal(choices, screen.version, kind)?,
    })
}

fn literal(choices: &mut Choices, version: Version, kind: &Kind) -> Option<Value> {
    let date = |day: usize| {
        if version < V5_0 {
            json!(format!("17000{day:02}000000"))
        } else {
            json!(format!("2026-03-{day:02}"))
        }
    };
    Some(match kind {
        Kind::Text(_) | Kind::Texts(_) => json!(text(choices, 80)),
        Kind::Bool => json!(choices.once_in(2)),
        Kind::Enum(words) => json!(choices.pick(words)),
        Kind::Enums(words, _) => json!([choices.pick(words)]),
        Kind::Date => date(10),
        Kind::Dates => json!([date(10)]),
        Kind::ByMode(inner, _) => literal(choices, version, inner)?,
        Kind::Image(_) => json!(PNG),
        Kind::Color => json!("#00A884"),
        Kind::Tags(..) => json!([text(choices, 10)]),
        Kind::Object(rows, _) => {
            let mut out = Map::new();
            for row in *rows {
                if row.required.is_some() || choices.once_in(2) {
                    out.insert(row.name.to_owned(), literal(choices, version, &row.kind)?);
                }
            }
            Value::Object(out)
        }
        _ => return None,
    })
}

/// A number that suits a minimum and a maximum beside each other.
fn number(name: &str, bounds: &Range) -> Value {
    let (min, max) = (bounds.min.unwrap_or(1).max(1), bounds.max.unwrap_or(9));
    if name.starts_with("min") { json!(min) } else { json!(max.min(9).max(min)) }
}

fn list(choices: &mut Choices, screen: &mut Screen, items: &Items) -> Option<Value> {
    let count = items.min.max(1) + choices.below(3).min(items.max - items.min.max(1));
    // Several lists of a flow may be the same one, which the importer shares.
    let plain = choices.once_in(2);
    let mut out = Vec::new();
    for at in 0..count {
        let mut item = Map::new();
        for row in items.properties {
            let wanted = row.required.is_some() || (!plain && choices.once_in(4));
            let unsuitable = matches!(row.kind, Kind::Action(_) | Kind::Color)
                || row.name == "badge"
                || row.name == "end";
            if row.since > screen.version || !wanted || unsuitable {
                continue;
            }
            let value = match row.name {
                "id" => json!(
                    ["0", "1", "2", "3", "4", "5"]
                        .get(at)
                        .filter(|_| plain)
                        .copied()
                        .unwrap_or(["a", "b b", "c", "d", "e", "f"][at])
                ),
                _ => literal(choices, screen.version, &row.kind)?,
            };
            item.insert(row.name.to_owned(), value);
        }
        out.push(Value::Object(item));
    }
    Some(Value::Array(out))
}

fn action(
    choices: &mut Choices,
    screen: &Screen,
    allowed: &[(ActionKind, Version)],
    property: &str,
) -> Option<Value> {
    let kinds: Vec<&ActionKind> = allowed
        .iter()
        .filter(|(kind, since)| {
            *since <= screen.version
                && match kind {
                    ActionKind::Navigate => screen.next.is_some(),
                    ActionKind::DataExchange => {
                        screen.endpoint && (screen.next.is_some() || property != "on-click-action")
                    }
                    ActionKind::Complete => screen.next.is_none(),
                    ActionKind::UpdateData => screen.data && screen.version >= V6_3,
                    ActionKind::OpenUrl => true,
                }
        })
        .map(|(kind, _)| kind)
        .collect();
    let sent = |choices: &mut Choices| match (screen.data, choices.below(3)) {
        (true, 0) => json!({ "text": "${data.text}", "other": "${data.whole}" }),
        (true, 1) => {
            json!({ "text": "${data.text}", "flag": "${data.flag}", "deep": { "list": [1, "two", false] } })
        }
        (_, 2) => json!({ "kind": "fixed", "number": 1.50, "large": 12_345_678_901_i64 }),
        _ => json!({}),
    };
    Some(match choices.pick(&kinds)? {
        ActionKind::Navigate => {
            let (name, payload) = screen.next.as_ref()?;
            json!({ "name": "navigate", "next": { "type": "screen", "name": name }, "payload": payload })
        }
        ActionKind::DataExchange => json!({ "name": "data_exchange", "payload": sent(choices) }),
        ActionKind::Complete => json!({ "name": "complete", "payload": sent(choices) }),
        ActionKind::UpdateData => {
            json!({ "name": "update_data", "payload": { "flag": choices.once_in(2), "text": text(choices, 80) } })
        }
        ActionKind::OpenUrl => {
            json!({ "name": "open_url", "url": "https://example.com/?a=b&c=d#e" })
        }
    })
}

fn text(choices: &mut Choices, most: usize) -> String {
    let one = choices.pick(&TEXTS).copied().unwrap_or_default();
    one.chars().take(most).collect()
}

/// `a`, `b`, …: names must differ.
fn letters(number: usize) -> char {
    char::from(b'a' + u8::try_from(number % 26).unwrap_or(0))
}
