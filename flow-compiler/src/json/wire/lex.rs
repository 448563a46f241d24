//! The tokens of an expression.

use crate::ast::BinaryOp;

/// A token with its bytes in the string.
#[derive(Clone, Debug)]
pub(super) struct Token {
    pub(super) kind: TokenKind,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// The forms of a [`Token`].
#[derive(Clone, Debug, PartialEq)]
pub(super) enum TokenKind {
    /// The segments between `${` and `}`.
    Reference(Vec<String>),
    Text(String),
    Number(String),
    Bool(bool),
    Not,
    Op(BinaryOp),
    Open,
    Close,
    End,
}

/// What is wrong, what to write instead, and the byte at which it is.
pub(super) type LexFault = (String, Option<&'static str>, usize);

/// Reads the token at or after `at`.
pub(super) fn token(source: &str, at: usize) -> Result<Token, LexFault> {
    let rest = source.get(at..).unwrap_or("");
    let trimmed = rest.trim_start_matches([' ', '\t', '\n', '\r']);
    let start = at + rest.len() - trimmed.len();
    let made = |kind, length| Ok(Token { kind, start, end: start + length });
    let Some(first) = trimmed.chars().next() else { return made(TokenKind::End, 0) };
    match first {
        '(' => return made(TokenKind::Open, 1),
        ')' => return made(TokenKind::Close, 1),
        '\'' => return text(trimmed, start),
        '$' => return reference(trimmed, start),
        '0'..='9' => {
            let length = number(trimmed);
            return made(TokenKind::Number(trimmed[..length].to_owned()), length);
        }
        c if c.is_alphabetic() || c == '_' => return word(trimmed, start),
        _ => {}
    }
    if let Some(op) = BinaryOp::ALL.into_iter().find(|op| trimmed.starts_with(op.symbol())) {
        return made(TokenKind::Op(op), op.symbol().len());
    }
    if first == '!' {
        return made(TokenKind::Not, 1);
    }
    let help = match first {
        '=' => Some("write `==` to compare"),
        '&' => Some("write `&&` for \"and\""),
        '|' => Some("write `||` for \"or\""),
        '"' => Some("write texts in single quotes: `'text'`"),
        '?' | ':' => Some("Flow JSON has no conditional operator; use `If`"),
        '`' => Some("write `\\` before a back-tick inside a text"),
        _ => None,
    };
    Err((format!("unexpected `{first}`"), help, start))
}

fn word(source: &str, start: usize) -> Result<Token, LexFault> {
    let length =
        source.find(|c: char| !c.is_alphanumeric() && c != '_' && c != '.').unwrap_or(source.len());
    let kind = match &source[..length] {
        "true" => TokenKind::Bool(true),
        "false" => TokenKind::Bool(false),
        "null" => {
            let help = "compare with a text, a number, `true` or `false`";
            return Err(("`null` has no place in an expression".to_owned(), Some(help), start));
        }
        other => {
            let shown: String = other.chars().take(40).collect();
            let help =
                "write a reference as `${data.name}` or `${form.name}`, a text in single quotes";
            return Err((format!("unexpected `{shown}`"), Some(help), start));
        }
    };
    Ok(Token { kind, start, end: start + length })
}

fn number(source: &str) -> usize {
    let digits = |from: usize| {
        source[from..].find(|c: char| !c.is_ascii_digit()).map_or(source.len(), |more| from + more)
    };
    let whole = digits(0);
    if source[whole..].starts_with('.') {
        let fraction = digits(whole + 1);
        if fraction > whole + 1 {
            return fraction;
        }
    }
    whole
}

fn reference(source: &str, start: usize) -> Result<Token, LexFault> {
    let Some(inner) = source.strip_prefix("${") else {
        return Err((
            "unexpected `$`".to_owned(),
            Some("write a reference as `${data.name}`"),
            start,
        ));
    };
    let Some(length) = inner.find('}') else {
        return Err((
            "this reference has no closing `}`".to_owned(),
            Some("write a reference as `${data.name}`"),
            start,
        ));
    };
    let segments = inner[..length].split('.').map(str::to_owned).collect();
    Ok(Token { kind: TokenKind::Reference(segments), start, end: start + length + 3 })
}

fn text(source: &str, start: usize) -> Result<Token, LexFault> {
    let mut text = String::new();
    let mut chars = source.char_indices().skip(1).peekable();
    while let Some((at, c)) = chars.next() {
        match c {
            '\'' => return Ok(Token { kind: TokenKind::Text(text), start, end: start + at + 1 }),
            '\\' => match chars.next_if(|(_, next)| matches!(next, '\\' | '\'' | '`')) {
                Some((_, escaped)) => text.push(escaped),
                None => text.push('\\'),
            },
            _ => text.push(c),
        }
    }
    let help = "write a `'` at its end, and `\\'` for one inside it";
    Err(("this text has no closing quote".to_owned(), Some(help), start))
}
