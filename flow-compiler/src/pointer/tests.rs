//! Paths of the samples, there and back.

use std::path::Path;

use super::{Places, at};
use crate::ast::Flow;
use crate::diagnostic::Diagnostics;
use crate::parse;

fn tree(text: &str) -> Flow {
    let mut cx = Diagnostics::new();
    let flow = parse::flow(&mut cx, text.parse().expect("tokens")).expect("a flow");
    let faults = cx.into_vec();
    assert!(faults.is_empty(), "{faults:?}");
    flow
}

/// Every sample of the catalogue, byte by byte: the place of a byte's path holds the byte.
#[test]
fn the_place_of_a_bytes_path_holds_the_byte() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/goldens/samples");
    let mut seen = 0;
    for entry in std::fs::read_dir(&folder).expect("the samples") {
        let path = entry.expect("a file").path();
        if path.extension().is_none_or(|ending| ending != "flow") {
            continue;
        }
        let text = std::fs::read_to_string(&path).expect("a sample");
        let flow = tree(&text);
        let places = Places::of(&flow);
        let spaces = |byte: usize| text.as_bytes()[byte].is_ascii_whitespace();
        for byte in (0..text.len()).filter(|byte| !spaces(*byte)) {
            let Some(place) = places.path(byte).filter(|place| !place.is_empty()) else {
                continue;
            };
            let span = places.span(&place).expect("a place").bytes();
            assert!(
                span.contains(&byte),
                "{}: byte {byte} is `{place}`, which is {:?}",
                path.display(),
                &text[span]
            );
            seen += 1;
        }
    }
    assert!(seen > 10_000, "{seen}");
}

const FLOW: &str = r#"
    flow a (version: "7.3", name: "A")
    options Stars { "1": "one"  "2": "two" }
    screen START "Title" (sensitive: [mail]) {
        data { who: String = "Ada" }
        TextHeading "Heading"
        rate: Dropdown "Rate" in Stars
        menu: NavigationList {
            tea: "Tea" (description: "Green", badge: "New") => navigate NEXT { drink: "tea" }
        }
        Footer "Go" => complete { rate, ..data }
    }"#;

#[test]
fn what_was_derived_has_the_place_around_it() {
    let flow = tree(FLOW);
    let places = Places::of(&flow);
    let place = |path: &str| {
        let span = places.span(path).expect("a place").bytes();
        FLOW[span].split('\n').next().unwrap_or_default().to_owned()
    };
    let menu = "screens[0].layout.children[2].list-items[0]";
    for (path, written) in [
        ("", "a"),
        ("version", "version: \"7.3\""),
        ("routing_model.START[0]", "a"),
        ("screens[9].id", "a"),
        ("screens[0].layout.type", "screen START \"Title\" (sensitive: [mail]) {"),
        ("screens[0].terminal", "screen START \"Title\" (sensitive: [mail]) {"),
        ("screens[0].sensitive[0]", "mail"),
        ("screens[0].data.who.type", "who: String = \"Ada\""),
        ("screens[0].data.gone", "data { who: String = \"Ada\" }"),
        ("screens[0].layout.children[0].visible", "TextHeading \"Heading\""),
        ("screens[0].layout.children[1].data-source", "Stars"),
        ("screens[0].layout.children[1].data-source[1].title", "\"two\""),
        ("screens[0].layout.children[1].data-source[7]", "Stars"),
        ("screens[0].layout.children[3].on-click-action.payload.who", "data"),
        ("screens[0].layout.children[3].on-click-action.payload.rate", "rate"),
        (&format!("{menu}.main-content.title"), "\"Tea\""),
        (&format!("{menu}.main-content.description"), "description: \"Green\""),
        (&format!("{menu}.on-click-action.next.type"), "NEXT"),
        (&format!("{menu}.on-click-action.payload.drink"), "drink: \"tea\""),
    ] {
        assert_eq!(place(path), written, "{path}");
    }
    assert!(places.span("a..b").is_none());
}

const SHOWN: &str = r#"
    flow a (version: "7.3", name: "A")
    options Stars { "1": "one"  "2": "two" }
    screen START "Title" (sensitive: [mail]) {
        data { who: String = "Ada" }
        TextHeading "Heading"
        if ${data.who} == "x" { TextBody "then" } else { TextCaption "else" }
        match ${data.kind} { "k" => { TextBody "case" } _ => { TextBody "other" } }
        details: Form {
            mail: TextInput! "Mail" (helper_text: "Help", input_type: email)
            pick: Dropdown "Pick" { first: "First" (alt_text: "Alt") }
            menu: NavigationList { tea: "Tea" (description: "Green", badge: "New") => navigate NEXT { drink: "tea" } }
            Footer "Go" => complete { mail, list: [true, { deep: 1.5 }] }
        }
    }"#;

fn path(part: &str) -> Option<String> {
    let flow = tree(SHOWN);
    Places::of(&flow).path(SHOWN.find(part).expect("it is there"))
}

#[test]
fn paths_lead_into_the_document() {
    let children = "screens[0].layout.children";
    let form = format!("{children}[3].children");
    let expected = [
        ("\"7.3\"", "version".to_owned()),
        ("START", "screens[0].id".to_owned()),
        ("\"Title\"", "screens[0].title".to_owned()),
        ("mail]", "screens[0].sensitive[0]".to_owned()),
        ("who: String", "screens[0].data.who".to_owned()),
        ("\"Ada\"", "screens[0].data.who.__example__".to_owned()),
        ("TextHeading", format!("{children}[0].type")),
        ("\"Heading\"", format!("{children}[0].text")),
        ("${data.who} ==", format!("{children}[1].condition")),
        ("\"then\"", format!("{children}[1].then[0].text")),
        ("\"else\"", format!("{children}[1].else[0].text")),
        ("${data.kind}", format!("{children}[2].value")),
        ("\"case\"", format!("{children}[2].cases.k[0].text")),
        ("\"other\"", format!("{children}[2].cases.default[0].text")),
        ("details", format!("{children}[3].name")),
        ("! \"Mail\"", format!("{form}[0].required")),
        ("helper_text", format!("{form}[0].helper-text")),
        ("email)", format!("{form}[0].input-type")),
        ("first:", format!("{form}[1].data-source[0].id")),
        ("\"First\"", format!("{form}[1].data-source[0].title")),
        ("\"Alt\"", format!("{form}[1].data-source[0].alt-text")),
        ("\"Tea\"", format!("{form}[2].list-items[0].main-content.title")),
        ("\"Green\"", format!("{form}[2].list-items[0].main-content.description")),
        ("badge", format!("{form}[2].list-items[0].badge")),
        ("NEXT", format!("{form}[2].list-items[0].on-click-action.next.name")),
        ("\"tea\"", format!("{form}[2].list-items[0].on-click-action.payload.drink")),
        ("complete", format!("{form}[3].on-click-action.name")),
        ("mail, ", format!("{form}[3].on-click-action.payload.mail")),
        ("1.5", format!("{form}[3].on-click-action.payload.list[1].deep")),
        ("flow a", String::new()),
    ];
    for (part, pointer) in expected {
        assert_eq!(path(part).as_deref(), Some(&*pointer), "{part}");
    }
    assert_eq!(path("\"two\""), None);
    assert_eq!(path("\"A\")"), None);
}

#[test]
fn paths_lead_to_keys_and_values() {
    let text = r#"{"screens": [{"id": "A"}, {"layout": {"a b": [1, 22]}}], "x": 1}"#;
    let mut cx = Diagnostics::new();
    let node = crate::json::read(&mut cx, text).expect("it is JSON");
    assert!(cx.into_vec().is_empty());
    let path = |part: &str| at(&node, text.find(part).expect("it is there"));
    assert_eq!(path("{"), "");
    assert_eq!(path("\"screens"), "screens");
    assert_eq!(path("[{"), "screens");
    assert_eq!(path("\"A\""), "screens[0].id");
    assert_eq!(path("}, {"), "screens[0]");
    assert_eq!(path("\"a b"), "screens[1].layout[\"a b\"]");
    assert_eq!(path("2]"), "screens[1].layout[\"a b\"][1]");
    assert_eq!(path("1}"), "x");
    assert_eq!(at(&node, 10_000), "");
}
