//! Text with places to fill in, as editors take it and as plain text.

use std::fmt::Write;

/// What a completion writes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Snippet {
    parts: Vec<Part>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Text(String),
    /// A place to fill in, with what is there at first.
    Stop(String),
}

impl Snippet {
    /// Text to the letter.
    pub(crate) fn of(text: impl Into<String>) -> Self {
        Self { parts: vec![Part::Text(text.into())] }
    }

    pub(crate) fn text(&mut self, text: impl Into<String>) -> &mut Self {
        self.parts.push(Part::Text(text.into()));
        self
    }

    pub(crate) fn stop(&mut self, filled: impl Into<String>) -> &mut Self {
        self.parts.push(Part::Stop(filled.into()));
        self
    }

    pub(crate) fn append(&mut self, other: Self) -> &mut Self {
        self.parts.extend(other.parts);
        self
    }

    /// Puts text before all of it.
    pub(crate) fn before(&mut self, text: &str) {
        self.parts.insert(0, Part::Text(text.to_owned()));
    }

    /// The same with every line but the first further to the right.
    pub(crate) fn indented(mut self, blanks: &str) -> Self {
        for part in &mut self.parts {
            if let Part::Text(text) = part {
                *text = text.replace('\n', &format!("\n{blanks}"));
            }
        }
        self
    }

    /// Whether nothing is to be filled in.
    pub(crate) fn is_plain(&self) -> bool {
        self.parts.iter().all(|part| matches!(part, Part::Text(_)))
    }

    /// For an editor that knows no places to fill in.
    pub(crate) fn plain(&self) -> String {
        let texts = self.parts.iter().map(|part| match part {
            Part::Text(text) | Part::Stop(text) => text.as_str(),
        });
        texts.collect()
    }

    /// In the protocol's notation: `${1:name}`.
    pub(crate) fn marked(&self) -> String {
        let mut out = String::new();
        let mut stops = 0;
        for part in &self.parts {
            match part {
                Part::Text(text) => escape(&mut out, text),
                Part::Stop(filled) => {
                    stops += 1;
                    // Writing to a `String` cannot fail.
                    if filled.is_empty() {
                        // With braces, since a digit may follow.
                        let _ = write!(out, "${{{stops}}}");
                    } else {
                        let _ = write!(out, "${{{stops}:");
                        escape(&mut out, filled);
                        out.push('}');
                    }
                }
            }
        }
        out
    }
}

fn escape(out: &mut String, text: &str) {
    for char in text.chars() {
        if matches!(char, '$' | '\\' | '}') {
            out.push('\\');
        }
        out.push(char);
    }
}

#[cfg(test)]
mod tests {
    use super::Snippet;

    #[test]
    fn what_editors_read_otherwise_is_escaped() {
        let mut snippet = Snippet::of("\"${form.");
        snippet.stop("a}b").text("}\"").stop("");
        assert_eq!(snippet.marked(), "\"\\${form.${1:a\\}b}\\}\"${2}");
        assert_eq!(snippet.plain(), "\"${form.a}b}\"");
    }
}
