//! What is read, and what is told of what cannot be.

use super::{MAX_BYTES, read, read_bytes};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::json::{Node, NodeKind};

fn both(text: &str) -> (Option<Node>, Vec<Diagnostic>) {
    let mut cx = Diagnostics::new();
    let node = read(&mut cx, text);
    (node, cx.into_vec())
}

fn value(node: &Node) -> serde_json::Value {
    match &node.kind {
        NodeKind::Null => serde_json::Value::Null,
        NodeKind::Bool(value) => (*value).into(),
        NodeKind::Number(number) => serde_json::from_str(&number.0).expect("a number"),
        NodeKind::Text(text) => text.as_str().into(),
        NodeKind::List(items) => items.iter().map(value).collect(),
        NodeKind::Object(members) => {
            members.iter().map(|member| (member.key.clone(), value(&member.value))).collect()
        }
    }
}

/// The value, and of every fault the text at its place and the message.
fn told(text: &str) -> (Option<serde_json::Value>, Vec<(String, String)>) {
    let (node, faults) = both(text);
    let told = faults.into_iter().map(|fault| {
        assert!(matches!(fault.code, Code::InvalidFlowJson | Code::DuplicateKey));
        (text.get(fault.span.bytes()).expect("within the text").to_owned(), fault.message)
    });
    (node.as_ref().map(value), told.collect())
}

#[test]
fn json_is_read_as_it_is() {
    let text = r#" { "a" : [ 1 , -2.50e+3, true, false, null, "" ] , "é" : { } , "\u00e9\ud83d\ude00\n\/" : "x\"y" } "#;
    let (node, faults) = both(text);
    assert!(faults.is_empty(), "{faults:?}");
    let node = node.expect("it is JSON");
    assert_eq!(value(&node), serde_json::from_str::<serde_json::Value>(text).expect("it is JSON"));
    assert_eq!(&text[node.span.bytes()], text.trim());
    let list = node.get("a").expect("a");
    let NodeKind::List(items) = &list.kind else { panic!("{list:?}") };
    assert_eq!(&text[items[1].span.bytes()], "-2.50e+3");
    assert!(matches!(&items[1].kind, NodeKind::Number(number) if number.0 == "-2.50e+3"));
    assert_eq!(&text[node.members()[1].key_span.bytes()], "\"é\"");
}

#[test]
fn what_was_meant_is_read_on() {
    let text = "{ // note\n 'a': 'x', b: True, \"c\": [1, 2,], /* x */ \"d\": 01 \"e\": NaN,, }";
    let (value, faults) = told(text);
    let wanted = serde_json::json!({"a": "x", "b": true, "c": [1, 2], "d": 1, "e": 0});
    assert_eq!(value, Some(wanted));
    let places: Vec<_> = faults.iter().map(|(place, _)| place.as_str()).collect();
    assert_eq!(
        places,
        ["// note", "'a'", "'x'", "b", "True", ",", "/* x */", "01", "\"", "NaN", ",", ","]
            [..places.len()]
    );
    assert_eq!(faults[7].1, "`01` is not a JSON number");
    assert_eq!(faults[8].1, "a comma is missing here");
}

#[test]
fn a_key_stands_once() {
    let (value, faults) = told(r#"{"a": 1, "b": 2, "\u0061": 3}"#);
    assert_eq!(value, Some(serde_json::json!({"a": 1, "b": 2})));
    let [(place, message)] = &faults[..] else { panic!("{faults:?}") };
    assert_eq!(
        (place.as_str(), message.as_str()),
        (r#""\u0061""#, "the key `a` is there twice in this object")
    );
    let many = (0..50_000).map(|i| format!("\"k{i}\": {i}")).collect::<Vec<_>>().join(",");
    assert_eq!(told(&format!("{{{many}, \"k7\": 0}}")).1.len(), 1);
}

#[test]
fn strings_are_told_apart_from_what_looks_like_them() {
    let place = |text: &str| {
        let (_, faults) = told(text);
        assert_eq!(faults.len(), 1, "{text}: {faults:?}");
        faults.into_iter().next().expect("one").0
    };
    assert_eq!(place(r#"["a\xb"]"#), r"\x");
    assert_eq!(place(r#"["\ud83d"]"#), r"\ud83d");
    assert_eq!(place(r#"["\ude00 "]"#), r"\ude00");
    assert_eq!(place(r#"["\u12"]"#), r"\u");
    assert_eq!(place("[\"a\nb\"]"), "\n");
    assert_eq!(place("[\"a\u{1}b\"]"), "\u{1}");
    assert_eq!(place("[\"open]"), "\"");
    assert_eq!(place("[1]\u{a0}"), "\u{a0}");
}

#[test]
fn what_ends_early_or_late_is_told() {
    for text in [
        "",
        "  ",
        "{",
        "[",
        "[1",
        "{\"a\"",
        "{\"a\":",
        "{\"a\": 1",
        "[1,",
        "]",
        "{]",
        "[1}",
        "{\"a\" 1}",
        "tru\u{301}",
        "{} {}",
        "\"\\",
    ] {
        let (_, faults) = both(text);
        assert!(!faults.is_empty(), "{text}");
        assert!(faults.iter().all(|fault| fault.help.is_some()), "{text}: {faults:?}");
    }
    assert_eq!(told("{} x").1[0].1, "the document goes on after its end");
}

#[test]
fn depth_and_size_are_bounded() {
    let deep = "[".repeat(1_000_000);
    let (node, faults) = both(&deep);
    assert!(node.is_none());
    assert!(faults[0].message.contains("nested more than 128 deep"), "{faults:?}");
    assert!(faults[0].help.is_some(), "{faults:?}");
    let nested = format!("{}{}", "[".repeat(128), "]".repeat(128));
    assert!(both(&nested).1.is_empty());
    let (node, faults) = both(&" ".repeat(MAX_BYTES + 1));
    assert!(node.is_none());
    assert!(faults[0].message.contains("10 MB"), "{faults:?}");
    let (node, faults) = both(&"[1 ".repeat(100));
    assert!(node.is_none());
    assert!(faults.len() <= super::MAX_FAULTS + 1, "{}", faults.len());
}

#[test]
fn encodings_are_told() {
    let told = |bytes: &[u8]| {
        let mut cx = Diagnostics::new();
        let node = read_bytes(&mut cx, bytes);
        let mut faults = cx.into_vec();
        assert_eq!(faults.len(), 1, "{faults:?}");
        (node.is_some(), faults.remove(0).message)
    };
    assert_eq!(
        told(b"\xef\xbb\xbf{}"),
        (true, "the document begins with a byte order mark".to_owned())
    );
    assert!(told(b"\xff\xfe{\0}\0").1.contains("UTF-16"));
    assert!(told(b"\0{\0}").1.contains("UTF-16"));
    assert!(told(b"{\0\0\0").1.contains("UTF-32"));
    assert!(told(b"{\"a\": \"\xe9\"}").1.contains("UTF-8"));
}

/// Every cut and every changed byte of a document is read to an end.
#[test]
fn nothing_panics() {
    let text =
        r#"{"a": ["x\u00e9\ud83d\ude00", -1.5e3, {"b": null}], 'c': /* é */ tru, "d": 0x1f}"#;
    for cut in 0..text.len() {
        let mut cx = Diagnostics::new();
        let _ = read_bytes(&mut cx, &text.as_bytes()[..cut]);
        for byte in [0, b'"', b'\\', b'{', b']', b',', 0x80, 0xff] {
            let mut bytes = text.as_bytes().to_vec();
            bytes[cut] = byte;
            let _ = read_bytes(&mut cx, &bytes);
        }
        let _ = cx.into_vec();
    }
}
