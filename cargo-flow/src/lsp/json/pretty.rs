//! JSON with a line for each value: only white space changes.

/// The text with a line for each key and item, `blanks` for each level; a text that is not sound
/// JSON is not given here.
///
/// `None` where so deep a nesting makes it many times as long, which no flow is.
pub(crate) fn pretty(text: &str, blanks: &str) -> Option<String> {
    let most = 4096 + 16 * text.len();
    let mut out = String::with_capacity(text.len() + text.len() / 4);
    let mut depth = 0_usize;
    let mut rest = text.trim_start_matches('\u{feff}').trim();
    let mut open = false;
    while let Some(first) = rest.chars().next() {
        if out.len() > most {
            return None;
        }
        let length = match first {
            '"' => string(rest),
            '{' | '[' | '}' | ']' | ',' | ':' => 1,
            first if first.is_whitespace() => {
                rest = rest.trim_start();
                continue;
            }
            _ => rest.find([',', '}', ']', ' ', '\n', '\r', '\t']).unwrap_or(rest.len()),
        };
        let token = &rest[..length];
        rest = &rest[length..];
        match first {
            '}' | ']' => {
                depth = depth.saturating_sub(1);
                if !open {
                    line(&mut out, depth, blanks);
                }
                open = false;
            }
            ',' => {}
            _ if open => {
                line(&mut out, depth, blanks);
                open = false;
            }
            _ => {}
        }
        out.push_str(token);
        match first {
            '{' | '[' => {
                depth += 1;
                open = true;
            }
            ',' => line(&mut out, depth, blanks),
            ':' => out.push(' '),
            _ => {}
        }
    }
    out.push('\n');
    Some(out)
}

fn line(out: &mut String, depth: usize, blanks: &str) {
    out.push('\n');
    out.extend(std::iter::repeat_n(blanks, depth));
}

/// The length of a string that is closed.
fn string(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut at = 1;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' => return at + 1,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::pretty;

    #[test]
    fn only_white_space_changes() {
        let text = "{\"a\":[1,2,{}],  \"b\" : \"x, {y: [\\\"\" ,\"c\":[],\"d\":-1.5e3}";
        let told = "{\n  \"a\": [\n    1,\n    2,\n    {}\n  ],\n  \"b\": \"x, {y: [\\\"\",\n  \"c\": [],\n  \"d\": -1.5e3\n}\n";
        assert_eq!(pretty(text, "  ").as_deref(), Some(told));
        assert_eq!(pretty(told, "  ").as_deref(), Some(told));
        assert_eq!(pretty("[ ]", "\t").as_deref(), Some("[]\n"));
        let deep = format!("{}{}{}", "[".repeat(100), "1,".repeat(5000), "]".repeat(100));
        assert_eq!(pretty(&deep, "    "), None);
    }
}
