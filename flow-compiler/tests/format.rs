//! The formatter keeps what a person wrote, and nothing else changes.

mod tree;

use flow_compiler::diagnostic::Diagnostics;
use flow_compiler::{format, source};
use tree::{LARGE, shape, sound};

/// Formats a flow, checks that its tree and its comments stay, and formats it again.
fn formatted(text: &str) -> String {
    let once = flow(text);
    assert_eq!(shape(&sound(text)), shape(&sound(&once)), "{once}");
    assert_eq!(flow(&once), once);
    once
}

fn flow(text: &str) -> String {
    let mut cx = Diagnostics::new();
    let formatted = format::flow(&mut cx, text);
    assert!(cx.into_vec().is_empty(), "{text}");
    formatted.unwrap_or_else(|| panic!("{text}"))
}

#[test]
fn comments_and_blank_lines_stay() {
    let text = include_str!("flows/comments.flow");
    let formatted = formatted(text);
    assert_eq!(formatted, include_str!("flows/comments.formatted.flow"));
}

#[test]
fn a_comment_between_any_two_tokens_stays_once() {
    let mut tried = 0;
    for (at, _) in LARGE.match_indices(' ') {
        let comment = if at % 2 == 0 { "/* c0mment */" } else { "// c0mment\n" };
        let text = format!("{}{comment}{}", &LARGE[..at], &LARGE[at..]);
        // The place may lie in a text or in documentation.
        let line = text[..at].rsplit('\n').next().unwrap_or_default();
        if at % 7 > 1 || line.contains("///") || line.matches('"').count() % 2 == 1 {
            continue;
        }
        tried += 1;
        let formatted = flow(&text);
        assert_eq!(formatted.matches("c0mment").count(), 1, "{formatted}");
        assert_eq!(flow(&formatted), formatted);
        if tried % 20 == 0 {
            assert_eq!(shape(&sound(&formatted)), shape(&sound(LARGE)));
        }
    }
    assert!(tried > 60, "{tried}");
}

#[test]
fn several_comments_behind_one_item_stay_behind_it() {
    let text = "flow f\n\nscreen A {\n    data {\n        a: bool = true, /* one */ /* two */ // three\n        b: bool = true,\n    }\n}\n";
    assert_eq!(formatted(text), text);
    assert_eq!(
        formatted(&text.replace("true, /* one */ /* two */", "true /* one */ /* two */,")),
        text
    );
    let of_b = text.replace("/* two */ // three\n        b", "b");
    assert!(formatted(&of_b).contains("a: bool = true,\n        /* one */\n        b: bool"));
}

#[test]
fn a_blank_line_above_the_head_stays() {
    for text in [
        "// About this flow.\n\nflow f\n",
        "// About this flow.\nflow f\n",
        "// About this flow.\n\n/// Its docs.\npub flow f (version: \"7.3\")\n",
    ] {
        assert_eq!(formatted(text), text);
    }
    assert_eq!(formatted("pub\n\n// x\n\nflow f\n"), "// x\npub flow f\n");
}

#[test]
fn literals_stay_as_they_are_spelled() {
    let text = "flow f\n\nscreen A {\n    \
                a: TextInput \"A \\u{41}\" (pattern: r#\"^\"\\d$\"#, min_chars: 1_0)\n    \
                TextBody \"two\nlines ${data.x}\"\n}\n";
    assert_eq!(formatted(text), text);
    assert_eq!(
        formatted("flow f screen A { TextBody \"$<data.x>\" }"),
        "flow f\n\nscreen A {\n    TextBody \"${data.x}\"\n}\n"
    );
}

#[test]
fn formatting_the_printed_flow_changes_nothing() {
    let printed = include_str!("flows/large.printed.flow");
    assert_eq!(formatted(printed), printed);
}

#[test]
fn only_the_inside_of_a_flow_changes() {
    let before = "\u{feff}// größer, ☃ outside  \nmod   a;\nfn f( ) {\n\tmod b {\n\t\tflow_runtime::flow![flow a(version:\"7.3\")\nscreen A{TextBody \"ß\"/*c*/}] ;}\n}\nflow! { flow }\n  flow!(flow b // b\n);\n";
    let after = "\u{feff}// größer, ☃ outside  \nmod   a;\nfn f( ) {\n\tmod b {\n\t\tflow_runtime::flow![\n\t\t    flow a (version: \"7.3\")\n\n\t\t    screen A {\n\t\t        TextBody \"ß\" /*c*/\n\t\t    }\n\t\t] ;}\n}\nflow! { flow }\n  flow!(\n      flow b // b\n  );\n";
    let mut cx = Diagnostics::new();
    let once = format::source(&mut cx, before).unwrap();
    assert_eq!(once, after);
    assert_eq!(format::source(&mut cx, &once).unwrap(), after);
    let faults = cx.into_vec();
    assert_eq!(faults.len(), 2, "the faulty flow is reported each time: {faults:?}");
    assert_eq!(&before[faults[0].span.bytes()], "flow");
}

#[test]
fn line_ends_stay() {
    let text = "flow! {\r\nflow a // x\r\nscreen A {\r\n// y\r\n}\r\n}\r\n";
    let mut cx = Diagnostics::new();
    let once = format::source(&mut cx, text).unwrap();
    assert_eq!(
        once,
        "flow! {\r\n    flow a // x\r\n\r\n    screen A {\r\n        // y\r\n    }\r\n}\r\n"
    );
    assert_eq!(format::source(&mut cx, &once).unwrap(), once);
    assert!(cx.into_vec().is_empty());
}

#[test]
fn what_is_no_rust_is_told_with_its_place() {
    for (text, at) in [("fn f() { let a = \"x; }", 17), ("ß )", 3), ("/* x", 0)] {
        let mut cx = Diagnostics::new();
        assert!(format::source(&mut cx, text).is_none());
        assert!(format::flow(&mut cx, text).is_none());
        assert!(source::Source::read(&mut cx, text).is_none());
        let faults = cx.into_vec();
        assert_eq!(faults.len(), 3);
        for fault in faults {
            assert_eq!(fault.span.bytes().start, at, "{text}");
        }
    }
}
