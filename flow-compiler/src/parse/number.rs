//! Numbers as Rust spells them, into JSON's spelling.

use proc_macro2::TokenTree;

use super::cursor::Cursor;
use crate::ast::Number;
use crate::diagnostic::{Code, Diagnostics};

/// The number that is next, without a sign.
pub(super) fn number(cx: &mut Diagnostics, cur: &mut Cursor) -> Option<Number> {
    let span = cur.span();
    let Some(TokenTree::Literal(literal)) = cur.peek(0) else {
        return None;
    };
    let written = literal.to_string();
    cur.bump();
    let digits = written.replace('_', "");
    let bases = [("0x", 16), ("0o", 8), ("0b", 2)];
    if let Some((prefix, base)) = bases.into_iter().find(|(prefix, _)| digits.starts_with(prefix)) {
        let number = u64::from_str_radix(&digits[prefix.len()..], base).ok();
        let fault = cx.error(Code::Syntax, span, format!("`{written}` is not a decimal number"));
        match number {
            Some(number) => fault.write(&number.to_string()),
            None => fault.help("JSON knows decimal numbers only"),
        };
        return number.map(|number| Number(number.to_string()));
    }
    let (spelled, suffix) = split(&digits);
    if !suffix.is_empty() {
        cx.error(Code::Syntax, span, format!("the number `{written}` has a suffix"))
            .write(&spelled);
    }
    Some(Number(spelled))
}

/// The JSON spelling of what `digits` begins with, and the rest.
fn split(digits: &str) -> (String, &str) {
    let (whole, mut rest) = run(digits);
    let whole = whole.trim_start_matches('0');
    let mut spelled = if whole.is_empty() { "0".to_owned() } else { whole.to_owned() };
    if let Some(behind) = rest.strip_prefix('.') {
        let (fraction, after) = run(behind);
        spelled.push('.');
        spelled.push_str(if fraction.is_empty() { "0" } else { fraction });
        rest = after;
    }
    if rest.starts_with(['e', 'E']) {
        let sign = usize::from(rest[1..].starts_with(['+', '-']));
        let (exponent, after) = run(&rest[1 + sign..]);
        if !exponent.is_empty() {
            spelled.push_str(&rest[..=sign]);
            spelled.push_str(exponent);
            rest = after;
        }
    }
    (spelled, rest)
}

fn run(text: &str) -> (&str, &str) {
    text.split_at(text.find(|char: char| !char.is_ascii_digit()).unwrap_or(text.len()))
}
