//! Flows of any size: screens in a row, each with so many components of common kinds, and asking the
//! endpoint: what gives the most Rust.

use std::fmt::Write as _;

/// A flow of `screens` screens with `components` components each.
#[must_use]
pub fn flow(screens: usize, components: usize) -> String {
    let mut text = String::from("pub flow large (version: \"7.3\", data_api_version: \"3.0\")\n");
    for screen in 0..screens {
        let (id, last) = (id(screen), screen + 1 == screens);
        let next = if last { "SUCCESS".to_owned() } else { self::id(screen + 1) };
        let _ = writeln!(text, "screen {id} \"Step\" -> {next} {{");
        let _ = writeln!(text, "    data {{ name: String = \"Ada\" }}");
        // The Footer is one of the components.
        for component in 1..components {
            let _ = writeln!(text, "    {}", line(component));
        }
        let _ = writeln!(text, "    Footer \"Next\" => data_exchange {{ ..form }}\n}}");
    }
    text
}

/// One of six kinds of component, with the properties that flows commonly give them.
fn line(n: usize) -> String {
    match n % 6 {
        0 => format!(
            "input_{n}: TextInput! \"Field {n}\" (input_type: email, helper_text: \"Help\")"
        ),
        1 => format!("TextBody \"Hello ${{data.name}}, this is line {n}\""),
        2 => format!(
            "choice_{n}: Dropdown \"Choice {n}\" {{ a: \"One\"  b: \"Two\"  c: \"Three\" }}"
        ),
        3 => {
            format!("area_{n}: TextArea \"Area {n}\" (max_length: 300, init_value: ${{data.name}})")
        }
        4 => format!("TextCaption \"Small print {n}\" (visible: ${{data.name}} == \"Ada\")"),
        _ => format!("radio_{n}: RadioButtonsGroup \"Again {n}\" [\"Yes\", \"No\"]"),
    }
}

/// Screen ids have no digits.
fn id(screen: usize) -> String {
    let letter = |n: usize| char::from(b'A' + u8::try_from(n % 26).unwrap_or(0));
    format!("S_{}{}", letter(screen / 26), letter(screen))
}
