//! The printer is the parser's inverse.

mod tree;

use flow_compiler::ast::{Body, ExprKind, Item, Node, ValueKind};
use flow_compiler::print;
use tree::{LARGE, shape, sound};

/// Prints, reads again, compares, and gives back what was printed.
fn printed(text: &str) -> String {
    let flow = sound(text);
    let printed = print::flow(&flow);
    let again = sound(&printed);
    assert_eq!(shape(&flow), shape(&again), "{printed}");
    assert_eq!(print::flow(&again), printed);
    printed
}

/// What is printed for the body of a screen.
fn body(text: &str) -> String {
    let printed = printed(&format!("flow f screen A {{ {text} }}"));
    let inside = printed.strip_prefix("flow f\n\nscreen A {\n").expect(&printed);
    let lines = inside.strip_suffix("}\n").expect(&printed).lines();
    lines.map(|line| line.strip_prefix("    ").expect(line)).collect::<Vec<_>>().join("\n")
}

#[test]
fn every_form_is_read_again_as_it_was() {
    let printed = printed(LARGE);
    assert_eq!(printed, include_str!("flows/large.printed.flow"));
    assert!(printed.lines().all(|line| line.chars().count() <= 100 || line.contains(" \"")));
}

#[test]
fn what_does_not_fit_has_a_line_for_each_item() {
    assert_eq!(
        body(
            "a: TextInput! \"A label that takes some space\" (input_type: email, helper_text: \"As you \
             wrote it\", min_chars: 3) => data_exchange { a }"
        ),
        "a: TextInput! \"A label that takes some space\" (\n    \
             input_type: email,\n    helper_text: \"As you wrote it\",\n    min_chars: 3,\n\
         ) => data_exchange { a }"
    );
    assert_eq!(
        body(
            "a: Dropdown \"Short\" (visible: true) => navigate A { one: \"a text of some length\", two: \
             \"another text\" }"
        ),
        "a: Dropdown \"Short\" (visible: true) => navigate A {\n    \
             one: \"a text of some length\",\n    two: \"another text\",\n}"
    );
}

#[test]
fn short_options_share_a_line_and_data_does_not() {
    assert_eq!(
        body("a: Dropdown \"A\" { x: \"X\" y: \"Y\" }"),
        "a: Dropdown \"A\" { x: \"X\", y: \"Y\" }"
    );
    assert_eq!(
        body("a: Dropdown \"A\" { x: \"X\" (enabled: true), y: \"Y\" }"),
        "a: Dropdown \"A\" {\n    x: \"X\" (enabled: true)\n    y: \"Y\"\n}"
    );
    assert_eq!(body("data { a: bool = true }"), "data { a: bool = true }");
    assert_eq!(
        body("data { a: bool = true, b: i64 = 1 }"),
        "data {\n    a: bool = true,\n    b: i64 = 1,\n}"
    );
}

#[test]
fn dollars_before_a_reference_are_doubled() {
    for (source, text) in [
        ("$5 $$ $", Some("$5 $$ $")),
        ("$${x}", Some("${x}")),
        ("$$$${x}", Some("$${x}")),
        ("$$<data.x>", Some("$<data.x>")),
        ("$<b>", Some("$<b>")),
        ("$$${data.x}", None),
        ("$<data.x>", None),
    ] {
        let flow = sound(&format!("flow f screen A {{ TextBody \"{source}\" }}"));
        let Item::Screen(screen) = &flow.items[0] else { panic!() };
        let Node::Component(component) = &screen.body[0] else { panic!() };
        let ValueKind::Text(pieces) = &component.main.as_ref().unwrap().kind else { panic!() };
        match text {
            Some(text) => assert_eq!(format!("{pieces:?}"), format!("[Text({text:?})]")),
            None => assert!(format!("{pieces:?}").contains("segments: [\"data\", \"x\"]")),
        }
        body(&format!("TextBody \"{source}\""));
    }
}

#[test]
fn parentheses_are_added_where_a_tree_needs_them() {
    let mut flow = sound("flow f screen A { TextBody 1 * (${a.b} + 2) }");
    let Item::Screen(screen) = &mut flow.items[0] else { panic!() };
    let Node::Component(component) = &mut screen.body[0] else { panic!() };
    let ValueKind::Expr(expr) = &mut component.main.as_mut().unwrap().kind else { panic!() };
    let ExprKind::Binary(_, _, right) = &mut expr.kind else { panic!() };
    let ExprKind::Paren(inner) = &right.kind else { panic!() };
    let inner = (**inner).clone();
    **right = inner;
    assert!(print::flow(&flow).contains("TextBody 1 * (${a.b} + 2)"), "{}", print::flow(&flow));
}

#[test]
fn brackets_are_what_the_kind_makes_of_them() {
    let flow =
        sound("flow f screen A { TextBody [\"a\"] a: Dropdown [\"b\"] b: OptIn \"c\" [\"d\"] }");
    let Item::Screen(screen) = &flow.items[0] else { panic!() };
    let components = screen.body.iter().map(|node| match node {
        Node::Component(component) => component,
        _ => panic!(),
    });
    let found: Vec<_> = components
        .map(|component| {
            (component.main.is_some(), matches!(component.body, Some(Body::Titles(_))))
        })
        .collect();
    assert_eq!(found, [(true, false), (false, true), (true, true)]);
}
