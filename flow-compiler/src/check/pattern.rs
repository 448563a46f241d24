//! Regular expressions: whether JavaScript, which runs them on the phone, would take one.

use std::iter::Peekable;
use std::str::Chars;

use crate::diagnostic::{Code, Diagnostics};
use crate::span::Span;

/// How deep groups may be nested, so that a hostile text cannot exhaust the stack.
const DEPTH: usize = 100;

/// A pattern compiles.
pub fn check(cx: &mut Diagnostics, text: &str, span: Span) {
    let mut reader = Reader { rest: text.chars().peekable(), depth: 0 };
    if let Err(fault) = reader.alternatives() {
        cx.error(
            Code::InvalidPropertyValueFormat,
            span,
            format!("`{text}` is not a regular expression: {fault}"),
        )
        .help("write one that JavaScript compiles, such as \"^[A-Z]{2}[0-9]+$\"");
    }
}

struct Reader<'t> {
    rest: Peekable<Chars<'t>>,
    depth: usize,
}

type Read = Result<(), String>;

impl Reader<'_> {
    fn alternatives(&mut self) -> Read {
        loop {
            self.sequence()?;
            match self.rest.next() {
                None => {
                    return if self.depth == 0 {
                        Ok(())
                    } else {
                        Err("a `(` is never closed".to_owned())
                    };
                }
                Some('|') => {}
                Some(_) if self.depth > 0 => return Ok(()),
                Some(_) => return Err("a `)` has no `(`".to_owned()),
            }
        }
    }

    /// Terms, up to `|`, `)` or the end, which is left.
    fn sequence(&mut self) -> Read {
        while let Some(c) = self.rest.next_if(|c| !matches!(c, '|' | ')')) {
            let repeatable = match c {
                '^' | '$' => false,
                '(' => self.group()?,
                '[' => {
                    self.class()?;
                    true
                }
                '\\' => self.escape()?,
                '*' | '+' | '?' => return Err(format!("there is nothing before `{c}`")),
                '{' if self.bounds().is_some() => {
                    return Err("there is nothing before `{`".to_owned());
                }
                _ => true,
            };
            self.quantifier(repeatable)?;
        }
        Ok(())
    }

    fn group(&mut self) -> Result<bool, String> {
        let mut assertion = false;
        if self.rest.next_if_eq(&'?').is_some() {
            match self.rest.next() {
                // The web lets what looks ahead be repeated.
                Some(':' | '=' | '!') => {}
                Some('<') => match self.rest.peek() {
                    Some('=' | '!') => {
                        self.rest.next();
                        assertion = true;
                    }
                    _ => self.group_name()?,
                },
                _ => return Err("an unknown kind of group begins with `(?`".to_owned()),
            }
        }
        self.depth += 1;
        if self.depth > DEPTH {
            return Err(format!("groups are nested more than {DEPTH} deep"));
        }
        self.alternatives()?;
        self.depth -= 1;
        Ok(!assertion)
    }

    fn group_name(&mut self) -> Read {
        let mut length = 0;
        loop {
            match self.rest.next() {
                Some('>') if length > 0 => return Ok(()),
                Some(c) if c.is_alphanumeric() || matches!(c, '_' | '$') => length += 1,
                _ => return Err("a group has no valid name".to_owned()),
            }
        }
    }

    fn class(&mut self) -> Read {
        self.rest.next_if_eq(&'^');
        let mut from = None;
        loop {
            let Some(c) = self.rest.next() else {
                return Err("a `[` is never closed".to_owned());
            };
            let member = match c {
                ']' => return Ok(()),
                '\\' => {
                    let escaped = self.rest.peek().copied();
                    self.escape()?;
                    escaped.filter(|c| !c.is_ascii_alphanumeric())
                }
                c => Some(c),
            };
            match (c, from, self.rest.peek()) {
                ('-', Some(low), Some(high)) if !matches!(high, ']' | '\\') => {
                    let high = *high;
                    self.rest.next();
                    if low > high {
                        return Err(format!("the range `{low}-{high}` runs backwards"));
                    }
                    from = None;
                }
                _ => from = member,
            }
        }
    }

    fn escape(&mut self) -> Result<bool, String> {
        match self.rest.next() {
            None => Err("it ends with `\\`".to_owned()),
            Some('b' | 'B') => Ok(false),
            Some(_) => Ok(true),
        }
    }

    fn quantifier(&mut self, repeatable: bool) -> Read {
        let Some(&c) = self.rest.peek() else { return Ok(()) };
        match c {
            '*' | '+' | '?' => {
                self.rest.next();
            }
            '{' => match self.bounds() {
                // A brace that bounds nothing stands for itself.
                None => return Ok(()),
                Some((low, high)) if high.is_some_and(|high| high < low) => {
                    return Err(format!("the bounds `{{{low},…}}` run backwards"));
                }
                Some(_) => while self.rest.next().is_some_and(|c| c != '}') {},
            },
            _ => return Ok(()),
        }
        if !repeatable {
            return Err(format!("`{c}` repeats something that has no length"));
        }
        self.rest.next_if_eq(&'?');
        Ok(())
    }

    /// The bounds that begin here, if they do; nothing is consumed but a `{` that the caller took.
    fn bounds(&self) -> Option<(u64, Option<u64>)> {
        let rest: String = self.rest.clone().take(40).collect();
        let (inner, _) = rest.strip_prefix('{').unwrap_or(&rest).split_once('}')?;
        let number = |digits: &str| {
            let plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
            plain.then(|| digits.parse().unwrap_or(u64::MAX))
        };
        match inner.split_once(',') {
            None => number(inner).map(|exact| (exact, Some(exact))),
            Some((low, "")) => number(low).map(|low| (low, None)),
            Some((low, high)) => Some((number(low)?, Some(number(high)?))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Reader;

    fn compiles(text: &str) -> bool {
        Reader { rest: text.chars().peekable(), depth: 0 }.alternatives().is_ok()
    }

    #[test]
    fn takes_what_javascript_takes() {
        for text in [
            "",
            "^abc$",
            "a|b|",
            "[a-z]+",
            "(?:a|b)*?",
            "a{2}",
            "a{2,}",
            "a{2,5}?",
            "{",
            "a{x}",
            "(?<year>[0-9]{4})",
            "(?=a)b",
            "(?=a)*b",
            "(?<!a)b",
            r"\d+\.\d*",
            r"[\]a-]",
            "[^]]x",
            "[]",
            r"^\+?[0-9 ()-]{6,20}$",
            "]",
            "}",
        ] {
            assert!(compiles(text), "{text}");
        }
    }

    #[test]
    fn refuses_what_javascript_refuses() {
        for text in [
            "(", ")", "[a", "*a", "a**", "+", "a{3,2}", "(?a)", "(?<>a)", "[z-a]", "\\", "^*",
            "{2}", "a|*",
        ] {
            assert!(!compiles(text), "{text}");
        }
        assert!(!compiles(&"(".repeat(100_000)));
    }
}
