//! What Meta's upload takes as a condition without back-ticks.

use super::phone::{Token, Value, tokens};

/// Whether the operators of a condition are where the upload wants them: with a parenthesis
/// between a comparison and any other, and `!` at the start or after `(`, `&&`, `||`.
pub fn takes_form(condition: &str) -> bool {
    let tokens = tokens(condition);
    let compares = |token: &Token| matches!(token, Token::Operator(operator) if !matches!(*operator, "&&" | "||"));
    // The operator before, unless a parenthesis came since.
    let mut before: Option<&Token> = None;
    for (at, token) in tokens.iter().enumerate() {
        match token {
            Token::Open | Token::Close => before = None,
            Token::Operator(operator) => {
                let order = operator.starts_with(['<', '>']);
                if order && at > 0 && tokens[at - 1] == Token::Close {
                    return false;
                }
                if before.is_some_and(|before| compares(before) || compares(token)) {
                    return false;
                }
                before = Some(token);
            }
            Token::Not => {
                let logic = |token: &Token| matches!(token, Token::Operator("&&" | "||"));
                let here = at == 0 || tokens[at - 1] == Token::Open || logic(&tokens[at - 1]);
                if !here {
                    return false;
                }
                before = Some(token);
            }
            Token::Reference(_) | Token::Literal(_) => {}
        }
    }
    true
}

/// Whether no equality of texts or numbers comes after a group that has an operator in it.
pub fn takes_equalities(condition: &str, is_boolean: impl Fn(&str) -> bool) -> bool {
    let tokens = tokens(condition);
    let mut open: Vec<bool> = Vec::new();
    let mut closed = false;
    for (at, token) in tokens.iter().enumerate() {
        match token {
            Token::Open => open.push(false),
            Token::Close => {
                let operator = open.pop().unwrap_or_default();
                closed |= operator;
                if let Some(outer) = open.last_mut() {
                    *outer |= operator;
                }
            }
            Token::Operator(operator) => {
                let right = match tokens.get(at + 1) {
                    Some(Token::Reference(path)) => is_boolean(path),
                    Some(Token::Literal(value)) => matches!(value, Value::Bool(_)),
                    _ => true,
                };
                if matches!(*operator, "==" | "!=") && closed && !right {
                    return false;
                }
                open.fill(true);
            }
            Token::Not => open.fill(true),
            Token::Reference(_) | Token::Literal(_) => {}
        }
    }
    true
}
