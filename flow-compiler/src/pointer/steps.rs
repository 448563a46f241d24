//! The steps of a path: its keys and indices.

/// The keys and indices of a path.
pub(super) fn steps(path: &str) -> Option<Vec<String>> {
    if let Some(pointer) = path.strip_prefix('/') {
        let unescaped = |step: &str| step.replace("~1", "/").replace("~0", "~");
        return Some(pointer.split('/').map(unescaped).collect());
    }
    let mut steps = Vec::new();
    let mut rest = path.strip_prefix('$').unwrap_or(path);
    while !rest.is_empty() {
        if let Some(bracket) = rest.strip_prefix("[\"") {
            let (key, behind) = quoted(bracket)?;
            steps.push(key);
            rest = behind;
        } else if let Some(bracket) = rest.strip_prefix('[') {
            let (at, behind) = bracket.split_once(']')?;
            at.parse::<usize>().ok()?;
            steps.push(at.to_owned());
            rest = behind;
        } else {
            let word = rest.strip_prefix('.').unwrap_or(rest);
            let end = word.find(['.', '[']).unwrap_or(word.len());
            if end == 0 {
                return None;
            }
            steps.push(word[..end].to_owned());
            rest = &word[end..];
        }
    }
    Some(steps)
}

/// A key up to `"]`, and what is after it.
fn quoted(text: &str) -> Option<(String, &str)> {
    let mut key = String::new();
    let mut chars = text.char_indices();
    while let Some((at, char)) = chars.next() {
        match char {
            '\\' => key.push(chars.next()?.1),
            '"' => return Some((key, text[at + 1..].strip_prefix(']')?)),
            char => key.push(char),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::steps;

    #[test]
    fn paths_are_read() {
        let read = |path: &str| steps(path).map(|steps| steps.join("|"));
        assert_eq!(read("").as_deref(), Some(""));
        assert_eq!(read("screens[0].layout.type").as_deref(), Some("screens|0|layout|type"));
        assert_eq!(read("$.data[\"a \\\"b\"][2]").as_deref(), Some("data|a \"b|2"));
        assert_eq!(read("/screens/0/a~1b").as_deref(), Some("screens|0|a/b"));
        for broken in ["a..b", "a[", "a[x]", "a[\"b", "."] {
            assert_eq!(read(broken), None, "{broken}");
        }
    }
}
