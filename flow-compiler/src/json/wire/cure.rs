//! What a string of a document that is nearly an expression was meant for.

use super::read::{holds_reference, parse};
use super::{Reading, condition, expression};
use crate::ast::Expr;
use crate::catalogue::{V6_0, Version};
use crate::span::Span;

/// The expression that a string was meant for, as a property takes it; `None` where that is not
/// plain, or where the string says it already.
#[must_use]
pub fn meant(text: &str) -> Option<String> {
    let meant = match lone(text) {
        Some(reference) => reference,
        None => expression(&read(text)?),
    };
    (meant != text).then_some(meant)
}

/// What is inside of a `${ }` around an expression in back-ticks, or around another reference:
/// the outer one is too much.
#[must_use]
pub fn without_outer(text: &str, version: Version) -> Option<String> {
    let inner = text.strip_prefix("${")?.strip_suffix('}')?.trim();
    let nested = super::is_back_ticked(inner) || inner.starts_with("${");
    let plain = lone(inner).or_else(|| (version >= V6_0).then(|| inner.to_owned()));
    plain.filter(|plain| {
        nested && !matches!(super::read(plain, NOWHERE, version), Reading::Faulty(_))
    })
}

const NOWHERE: Span = Span::Text { start: 0, end: 0 };

/// The same as the condition of an If takes it.
#[must_use]
pub fn meant_condition(text: &str) -> Option<String> {
    let read = read(text)?;
    let meant = condition(&read).unwrap_or_else(|| expression(&read));
    // Back-ticks, parentheses and spaces alone make no condition of what is none.
    let bare = |text: &str| text.replace(['`', '(', ')', ' ', '\t', '\n', '\r', '\u{a0}'], "");
    (bare(&meant) != bare(text)).then_some(meant)
}

/// Whether something besides a path is inside the brackets of a reference.
#[must_use]
pub fn holds_operator(segments: &[String]) -> bool {
    segments.iter().any(|segment| segment.contains(['=', '!', '<', '>', '&', '|', '`', '+', '$']))
}

/// `${data.x}` for a string that is only that path, with other signs around it.
fn lone(text: &str) -> Option<String> {
    let path = text.trim_matches(['`', '$', '{', '}', ' ']);
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.');
    let whole = format!("${{{path}}}");
    (is_path(path) && path.chars().all(plain) && holds_reference(&whole)).then_some(whole)
}

fn is_path(word: &str) -> bool {
    ["data.", "form.", "screen."].iter().any(|root| word.starts_with(root))
}

fn read(text: &str) -> Option<Expr> {
    let rewritten = format!("`{}`", rewritten(text)?);
    parse(&rewritten, Span::text(0, 0)).ok().filter(|_| holds_reference(&rewritten))
}

/// The string with paths as references, and with the operators of an expression.
fn rewritten(text: &str) -> Option<String> {
    const OPERATORS: [(&str, &str); 8] = [
        ("===", "=="),
        ("!==", "!="),
        ("=>", ">="),
        ("=<", "<="),
        ("<>", "!="),
        ("=", "=="),
        ("&", "&&"),
        ("|", "||"),
    ];
    let mut out = String::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let of = |wanted: fn(char) -> bool| {
            rest.find(|c: char| !wanted(c)).unwrap_or(rest.len()).max(first.len_utf8())
        };
        let length = match first {
            '`' | '$' | '{' | '}' => 1,
            '\'' | '"' => {
                let end = rest[1..].find(first)? + 1;
                out.push('\'');
                out.push_str(&rest[1..end]);
                out.push('\'');
                end + 1
            }
            c if c.is_alphanumeric() || c == '_' => {
                let length = of(|c| c.is_alphanumeric() || matches!(c, '_' | '.'));
                let word = &rest[..length];
                match word {
                    "and" | "AND" => out.push_str("&&"),
                    "or" | "OR" => out.push_str("||"),
                    "not" | "NOT" => {
                        out.push('!');
                        rest = rest[length..].trim_start();
                        continue;
                    }
                    _ if is_path(word) => {
                        out.push_str("${");
                        out.push_str(word);
                        out.push('}');
                    }
                    _ => out.push_str(word),
                }
                length
            }
            c if "=!<>&|".contains(c) => {
                let length = of(|c| "=!<>&|".contains(c));
                let sign = &rest[..length];
                let known = OPERATORS.iter().find(|(wrong, _)| *wrong == sign);
                out.push_str(known.map_or(sign, |(_, right)| right));
                length
            }
            _ => {
                out.push(first);
                first.len_utf8()
            }
        };
        rest = &rest[length..];
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::{meant, meant_condition};

    #[test]
    fn what_is_nearly_an_expression_is_read_as_one() {
        for (written, wanted) in [
            ("${data.error_message != ''}", "`${data.error_message} != ''`"),
            ("!${data.open}", "`!${data.open}`"),
            ("`not ${data.open}`", "`!${data.open}`"),
            ("`${data.a} and ${data.b}`", "`${data.a} && ${data.b}`"),
            ("`data.n === 3`", "`${data.n} == 3`"),
            ("{{data.open}}", "${data.open}"),
            ("$data.open", "${data.open}"),
        ] {
            assert_eq!(meant(written).as_deref(), Some(wanted), "{written}");
        }
        assert_eq!(meant_condition("${`${form.age} >= 18`}").as_deref(), Some("${form.age} >= 18"));
        for text in ["Hello", "a = b", "${data.open}", "", "'", "data", "`${data.a} >`"] {
            assert_eq!(meant(text), None, "{text}");
        }
    }
}
