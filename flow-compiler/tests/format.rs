//! The formatter keeps what a person wrote, and nothing else changes.

mod tree;

use flow_compiler::diagnostic::Diagnostics;
use flow_compiler::format::Style;
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
    let once = format::source(&mut cx, before, Style::default()).unwrap();
    assert_eq!(once, after);
    assert_eq!(format::source(&mut cx, &once, Style::default()).unwrap(), after);
    let faults = cx.into_vec();
    assert_eq!(faults.len(), 2, "the faulty flow is reported each time: {faults:?}");
    assert_eq!(&before[faults[0].span.bytes()], "flow");
}

#[test]
fn line_ends_stay() {
    let text = "flow! {\r\nflow a // x\r\nscreen A {\r\n// y\r\n}\r\n}\r\n";
    let mut cx = Diagnostics::new();
    let once = format::source(&mut cx, text, Style::default()).unwrap();
    assert_eq!(
        once,
        "flow! {\r\n    flow a // x\r\n\r\n    screen A {\r\n        // y\r\n    }\r\n}\r\n"
    );
    assert_eq!(format::source(&mut cx, &once, Style::default()).unwrap(), once);
    assert!(cx.into_vec().is_empty());
}

#[test]
fn what_is_no_rust_is_told_with_its_place() {
    for (text, at) in [("fn f() { let a = \"x; }", 17), ("ß )", 3), ("/* x", 0)] {
        let mut cx = Diagnostics::new();
        assert!(format::source(&mut cx, text, Style::default()).is_none());
        assert!(format::flow(&mut cx, text).is_none());
        assert!(source::Source::read(&mut cx, text).is_none());
        let faults = cx.into_vec();
        assert_eq!(faults.len(), 3);
        for fault in faults {
            assert_eq!(fault.span.bytes().start, at, "{text}");
        }
    }
}

/// Formats a source, and again.
fn styled(text: &str, style: Style) -> String {
    let mut cx = Diagnostics::new();
    let once = format::source(&mut cx, text, style).expect("it reads");
    assert_eq!(format::source(&mut cx, &once, style).expect("it reads"), once);
    assert!(cx.into_vec().is_empty(), "{once}");
    once
}

#[test]
fn width_and_tabs_are_those_of_the_style() {
    let text = "mod m {\n\tflow! { flow a screen A \"A\" {\n\
                mail: TextInput \"Mail\" (input_type: email, required: true) } }\n}\n";
    let tabs = Style { hard_tabs: true, ..Style::default() };
    let formatted = "mod m {\n\tflow! {\n\t\tflow a\n\n\t\tscreen A \"A\" {\n\
                     \t\t\tmail: TextInput \"Mail\" (input_type: email, required: true)\n\t\t}\n\t}\n}\n";
    assert_eq!(styled(text, tabs), formatted);
    // 59 characters, and three tabs of four columns.
    let fits = Style { max_width: 12 + 59, ..tabs };
    assert_eq!(styled(text, fits), formatted);
    let narrow = Style { max_width: 11 + 59, ..tabs };
    let broken = styled(text, narrow);
    assert!(
        broken.contains("(\n\t\t\t\tinput_type: email,\n\t\t\t\trequired: true,\n\t\t\t)"),
        "{broken}"
    );
    let two = styled(
        "flow! {flow a screen A{TextBody \"x\"}}",
        Style { tab_spaces: 2, ..Style::default() },
    );
    assert_eq!(two, "flow! {\n  flow a\n\n  screen A {\n    TextBody \"x\"\n  }\n}");
}

#[test]
fn what_is_marked_stays_as_it_is_written() {
    let text = "flow f\n\n// rustfmt::skip\nscreen A   \"A\" { TextBody   \"x\" // own\n  }\n\n\
                screen B {\n    // A table.\n    // rustfmt::skip\n    a: Dropdown \"A\" {\n        \
                one:   \"1\"\n        three: \"3\" /* c */ } // after\n    TextBody \"x\"\n    data {\n        \
                // rustfmt::skip\n        x:String   = \"a\",\n        y: bool = true,\n    }\n}\n";
    assert_eq!(formatted(text), text);
    let moved = text.replace("\n    TextBody \"x\"\n    data", "\n    TextBody    \"x\" data");
    assert_eq!(formatted(&moved), text);
}

#[test]
fn rustfmts_attributes_are_obeyed() {
    let messy = "flow!{flow a screen A{}}";
    let tidy = "flow! {";
    for kept in [
        format!("#[rustfmt::skip]\n{messy}\n"),
        format!("#[rustfmt::skip]\n/// Docs.\n#[allow(dead_code)]\nmod m {{ {messy} }}\n"),
        format!("#![rustfmt::skip]\n{messy}\n"),
        format!("fn f() {{ #![rustfmt::skip::macros(vec, flow)]\n {messy} }}\n"),
        format!("#[rustfmt::skip::macros(flow)]\nmod m {{ {messy} }}\n"),
    ] {
        assert_eq!(styled(&kept, Style::default()), kept);
    }
    for formatted in [
        format!("#[rustfmt::skip]\nmod m {{}}\n{messy}\n"),
        format!("#[rustfmt::skip]\nconst A: u8 = 1;\n{messy}\n"),
        format!("#[rustfmt::skip::macros(vec)]\nmod m {{ {messy} }}\n"),
    ] {
        let after = styled(&formatted.replace("flow!{", "flow! {"), Style::default());
        assert!(after.contains(&format!("{tidy}\n")), "{after}");
    }
}

#[test]
fn every_other_macro_stays_byte_for_byte() {
    let others = "vec![1,2 ,  3];  json!({\"a\" :1});\n\tprintln! (  \"{}\",x );\nmacro_rules! m { ( ) => { flow!{flow x} } }\n\
                  html!{<a  href=\"x\">{flow}</a>}  reflow!{ a  b } flow_!{ c  d }\nr#flow!{ e  f }\n";
    let text = format!("fn f() {{ {others} }}\nflow!{{flow a screen A{{}}}}\n{others}");
    let after = styled(&text, Style::default());
    assert!(after.starts_with(&format!("fn f() {{ {others} }}\nflow!{{\n")), "{after}");
    assert!(after.ends_with(others), "{after}");
}
