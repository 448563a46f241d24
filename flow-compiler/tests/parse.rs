//! Faulty flows: each fault is reported once, at its place, with what to write instead.

mod tree;

use flow_compiler::ast::{Item, Node};
use tree::{LARGE, read, shape};

/// The faults of a flow.
fn faults(text: &str) -> Vec<String> {
    read(text).1
}

/// The only fault of a screen's body.
fn fault(body: &str) -> String {
    let mut faults = faults(&format!("flow f screen A {{ {body} }}"));
    assert_eq!(faults.len(), 1, "{body}: {faults:#?}");
    faults.remove(0)
}

#[test]
fn one_call_tells_every_fault_and_keeps_the_rest() {
    let text = r#"
        flow f (version "7.3", categories: [SURVEY)])
        screen A "A" => B { a TextInput "A"; b: TextInput "B" (input-type: email) }
        scren C { }
        struct S { a: Vec<String>, b: String }
        screen D { Footer "x" -> complete { $data.x, y: 1 }  TextBody 'x }
        TextBody "x"
    "#
    .replace("[SURVEY)]", "[SURVEY]");
    let (flow, faults) = read(&text);
    assert_eq!(
        faults,
        [
            r#""\"7.3\"": expected `:` after `version`, found `"7.3"` [write `version: …`]"#,
            r#""=": `=>` does not lead to a screen [write `-> SCREEN`]"#,
            r#""a": expected `:` after `a` [write `a: Kind …`]"#,
            r#""input-type": `input-type` is not a name, since it has a `-` [a property is written with `_`: `input_type`]"#,
            r#""scren": `scren` is not an item of a flow [did you mean `screen`?]"#,
            r#""Vec": `Vec<…>` is not a type of a flow [a list is written `[String]`]"#,
            r#""->": `->` does not lead to an action [write `=>`]"#,
            r#""$data.x": a reference goes in `${` and `}` [write `${data.x}`]"#,
            r#""$data.x": a value of a payload has a name [write `x: ${data.x}`]"#,
            r#""'": a text does not be in single quotes [write it in double quotes: `"text"`]"#,
            r#""TextBody": a component is outside a screen [a screen is `screen ID "Title" { … }`]"#,
        ]
    );
    let flow = flow.expect("the head is sound");
    assert_eq!(flow.settings.len(), 2);
    assert_eq!(flow.items.len(), 4);
    let Item::Screen(screen) = &flow.items[0] else { panic!("{:?}", flow.items) };
    assert_eq!(screen.body.len(), 2);
    let Item::Struct(object) = &flow.items[2] else { panic!("{:?}", flow.items) };
    assert_eq!(object.fields.len(), 2);
}

/// What is in a screen, and what is reported about it.
const MISTAKES: &[(&str, &str)] = &[
    (
        "If ${data.a} { }",
        r#""If": `If` is not written as a component [write `if ${form.name} == "…" { … } else { … }`]"#,
    ),
    (
        "Switch ${data.a} { }",
        r#""Switch": `Switch` is not written as a component [write `match ${data.kind} { "…" => { … } }`]"#,
    ),
    (
        "TextInput First name",
        r#""First name": the text `First name` has no quotes [write `TextInput "First name"`]"#,
    ),
    ("TextBody $data.x", r#""$data.x": a reference goes in `${` and `}` [write `${data.x}`]"#),
    (
        "TextBody \"a\" (visible: data.x)",
        r#""data.x": a reference goes in `${` and `}` [write `${data.x}`]"#,
    ),
    (
        "TextBody \"a\" (visible = true)",
        r#""=": expected `:` after `visible`, found `=` [write `visible: …`]"#,
    ),
    (
        "TextBody \"a\" (visible)",
        r#""visible": expected `:` after `visible`, found `)` [write `visible: …`]"#,
    ),
    (
        "TextBody \"a\" (a: true b: false)",
        r#""b": expected `,`, found `b` [write a `,` before it]"#,
    ),
    ("TextBody \"a\" (a: , b: false)", r#"":": expected a value after `a` [write `a: …`]"#),
    ("TextBody \"a\" (a: 5u8)", r#""5u8": the number `5u8` has a suffix [write `5`]"#),
    ("TextBody \"a\" (a: 0x5)", r#""0x5": `0x5` is not a decimal number [write `5`]"#),
    (
        "TextBody \"a\" (a: null)",
        r#""null": `null` is not a value of a flow [write `json!(null)`]"#,
    ),
    (
        "TextBody \"a\"suffix",
        r#""\"a\"suffix": `suffix` touches the end of a text [put a space between them]"#,
    ),
    ("TextBody 'a'", r#""'a'": expected a text, found `'a'` [a text is written in double quotes]"#),
    (
        "TextBody b\"a\"",
        r#""b\"a\"": expected a text, found `b"a"` [a text is written without `b`]"#,
    ),
    (
        "TextBody \"a ${b + c}\"",
        r#""\"a ${b + c}\"": `${b + c}` is not a reference [a reference is `${data.name}` or `${form.name}`; write `$${` for a literal `${`]"#,
    ),
    (
        "TextBody \"a ${b\"",
        r#""\"a ${b\"": `${` opens a reference that is not closed [a reference is `${data.name}` or `${form.name}`; write `$${` for a literal `${`]"#,
    ),
    (
        "TextBody ${}",
        r#""}": expected a name in the reference, found `}` [a reference is `${data.name}`, `${form.name}` or `${screen.ID.form.name}`]"#,
    ),
    (
        "TextBody include_str!(\"a\")",
        r#""include_str": `include_str!` cannot be here [write `text!("…")`, with a path from the package's root]"#,
    ),
    (
        "TextBody (visible: true) \"a\"",
        r#""\"a\"": the text is after the parentheses [the order is `name: Kind! "text" in source (…) { … } => action`]"#,
    ),
    (
        "a: TextInput \"a\"!",
        r#""!": the `!` is after the text [the order is `name: Kind! "text" in source (…) { … } => action`]"#,
    ),
    (
        "a-b: TextInput \"a\"",
        r#""a-b": `a-b` is not a name, since it has a `-` [write it in quotes: `"a-b"`]"#,
    ),
    (
        "TextBody: \"a\"",
        r#""TextBody: \"a\"": `TextBody: …` names no component [write `TextBody "…"`, without the `:`]"#,
    ),
    ("a:", r#""a": there is nothing after `a:` [write `a: Kind "…"`, or `a: "…"` for an option]"#),
    (
        "else { }",
        r#""else": `else` is without `if` [write `if … { … } else { … }`, with nothing between]"#,
    ),
    ("if { }", r#""if": expected a value after `if` [write `if ${form.name} == "…" { … }`]"#),
    ("if ${a.b} = 1 { }", r#""=": `=` is not an operator [write `==`]"#),
    ("if ${a.b} and true { }", r#""and": `and` is not an operator [write `&&`]"#),
    (
        "if ${a.b} == pro { }",
        r#""pro": `pro` is not a value of an expression [write a text as `"pro"`, a field of the screen as `${form.pro}`]"#,
    ),
    (
        "if ${a.b} TextBody \"x\"",
        r#""TextBody": expected `{` after `if`, found `TextBody` [what belongs to `if` goes in braces]"#,
    ),
    (
        "TextBody ${a.b} ? 1 : 2",
        r#""?": `?` is not an operator [choose between components with `if … { … } else { … }`]"#,
    ),
    ("match ${a.b} { a => { } }", r#""a": `a` is not a case [write it in quotes: `"a" => { … }`]"#),
    (
        "match ${a.b} { \"a\" { } }",
        r#""{ }": expected `=>` after the value of a case [a case is `"value" => { … }`; `_ => { … }` is for all other values]"#,
    ),
    (
        "match ${a.b} { \"a\" => TextBody \"x\" }",
        r#""TextBody": expected `{` after `=>`, found `TextBody` [a case is `"value" => { … }`; `_ => { … }` is for all other values]"#,
    ),
    (
        "d: Dropdown \"a\" { a: \"A\" TextBody \"x\" }",
        r#""TextBody \"x\"": a component is among options [an option is `id: "Title"`]"#,
    ),
    (
        "Footer \"a\" =>",
        r#""}": expected an action, found `}` [an action is one of `navigate`, `data_exchange`, `complete`, `update_data`, `open_url`]"#,
    ),
    (
        "Footer \"a\" => complete { ...form }",
        r#""...": `...` takes one dot too many [write `..form` or `..data`]"#,
    ),
    (
        "Footer \"a\" => complete { form.x }",
        r#""form.x": `form.x` is not a name [write `x: ${form.x}`]"#,
    ),
    (
        "data { a: \"x\" }",
        r#""\"x\"": expected a type after `a`, found `"x"` [write the example after `=`: `a = "x"`]"#,
    ),
    (
        "data { a: Option<i64> = 1 }",
        r#""Option": `Option<…>` is not a type of a flow [data is always present; write `i64`]"#,
    ),
    ("data { a: String = }", r#""=": expected an example after `a` [write `a: String = "…"`]"#),
    (
        "TextBody json!({ a: 1 })",
        r#""a": the key `a` of a JSON object has no quotes [write `"a"`]"#,
    ),
    (
        "TextBody json!({ \"a\": 1, \"a\": 2 })",
        r#""\"a\"": the key `a` is there twice [remove one of them]"#,
    ),
    ("TextBody json!()", r#"")": `json!` is empty [write `json!(null)`, say]"#),
    (
        "#[cfg(test)] TextBody \"a\"",
        r##""#[cfg(test)]": a flow has no attributes [only `///` comments may be here]"##,
    ),
    (
        "screen B { }",
        r#""screen": `screen` is inside another item [close the braces of the item before it]"#,
    ),
    ("d: Dropdown \"a\" { 5: \"A\" }", r#""5": `5` is not a name [write it in quotes: `"5"`]"#),
];

#[test]
fn typical_mistakes_are_told_with_what_to_write() {
    for (body, told) in MISTAKES {
        assert_eq!(&fault(body), told, "{body}");
    }
}

#[test]
fn a_flow_without_a_head_is_none() {
    for text in ["", "screen A { }", "flow", "flow (version: \"7.3\") screen A { b TextBody }"] {
        let (flow, faults) = read(text);
        assert!(flow.is_none(), "{text}");
        assert!(!faults.is_empty(), "{text}");
    }
    assert_eq!(
        faults("flow f { screen A { } }"),
        [
            r#""{ screen A { } }": the items of a flow go in braces [write them after the head, without braces]"#
        ]
    );
    assert_eq!(faults("flow a flow b").len(), 1);
}

#[test]
fn a_comma_does_not_matter_between_components() {
    let text =
        "flow f; screen A { TextBody \"a\", TextBody \"b\";;; x: OptIn \"c\" }, screen B { }";
    let flow = tree::sound(text);
    let Item::Screen(screen) = &flow.items[0] else { panic!("{flow:?}") };
    assert!(matches!(
        screen.body[..],
        [Node::Component(_), Node::Component(_), Node::Component(_)]
    ));
    assert_eq!(shape(&tree::sound(&text.replace([',', ';'], ""))), shape(&flow));
}

#[test]
fn nesting_is_bounded() {
    for (open, close) in [("(", ")"), ("[", "]"), ("{ a: ", "}"), ("!", ""), ("1 + ", "")] {
        for depth in [60, 5_000] {
            let text = format!(
                "flow f screen A {{ TextBody \"a\" (a: {}1{}) }}",
                open.repeat(depth),
                close.repeat(depth)
            );
            assert_eq!(faults(&text).is_empty(), depth == 60, "{open} {depth}");
            let (open, close) = ("[".repeat(depth), "]".repeat(depth));
            let text = format!("flow f screen A {{ TextBody json!({open}{close}) }}");
            assert_eq!(faults(&text).is_empty(), depth == 60, "json! {depth}");
        }
    }
    let nested = "if ${a.b} { } else ".repeat(5_000);
    assert!(!faults(&format!("flow f screen A {{ {nested} {{ }} }}")).is_empty());
    let nested = format!("{}{}", "if ${a.b} { ".repeat(5_000), "}".repeat(5_000));
    assert!(!faults(&format!("flow f screen A {{ {nested} }}")).is_empty());
}

#[test]
fn half_typed_flows_are_told_and_never_panic() {
    for (end, _) in LARGE.char_indices() {
        if end % 3 != 0 {
            continue;
        }
        // Brackets are closed, as an editor closes them; a text that is cut does not lex.
        let mut open = Vec::new();
        for char in LARGE[..end].chars() {
            match char {
                '(' => open.push(')'),
                '[' => open.push(']'),
                '{' => open.push('}'),
                ')' | ']' | '}' => drop(open.pop()),
                _ => {}
            }
        }
        let text: String = LARGE[..end].chars().chain(open.into_iter().rev()).collect();
        if text.parse::<proc_macro2::TokenStream>().is_ok() {
            let (flow, faults) = read(&text);
            assert!(flow.is_some() || !faults.is_empty(), "{text}");
        }
    }
}
