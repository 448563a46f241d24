//! Numbers, `true`, `false` and `null`.

use super::{Read, Reader, shown};
use crate::json::NodeKind;
use crate::node::Number;

impl Reader<'_> {
    pub(super) fn atom(&mut self) -> Read<NodeKind> {
        let start = self.at;
        let word = self.word();
        match word {
            "true" => return Ok(NodeKind::Bool(true)),
            "false" => return Ok(NodeKind::Bool(false)),
            "null" => return Ok(NodeKind::Null),
            "" => return self.unexpected("a value"),
            _ if is_number(word) => return Ok(NodeKind::Number(Number(word.to_owned()))),
            _ => {}
        }
        let (kind, help) = meant(word);
        let message = if word
            .starts_with(['+', '-', '.', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9'])
        {
            format!("`{}` is not a JSON number", shown(word))
        } else {
            format!("`{}` is not a JSON value", shown(word))
        };
        self.fault(start, self.at, message)?.help(help);
        Ok(kind)
    }
}

fn is_number(word: &str) -> bool {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let unsigned = word.strip_prefix('-').unwrap_or(word);
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (unsigned, None),
    };
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (mantissa, None),
    };
    digits(whole)
        && (whole == "0" || !whole.starts_with('0'))
        && fraction.is_none_or(digits)
        && exponent.is_none_or(|power| digits(power.strip_prefix(['+', '-']).unwrap_or(power)))
}

/// What a word that is not a value stands for, and what to write instead.
fn meant(word: &str) -> (NodeKind, String) {
    match word {
        "True" | "TRUE" | "yes" => (NodeKind::Bool(true), "write `true`".to_owned()),
        "False" | "FALSE" | "no" => (NodeKind::Bool(false), "write `false`".to_owned()),
        "None" | "NULL" | "Null" | "nil" | "undefined" => {
            (NodeKind::Null, "write `null`, or leave the key out".to_owned())
        }
        "NaN" | "Infinity" | "-Infinity" | "+Infinity" => {
            (NodeKind::Number(Number("0".to_owned())), "write a number with digits".to_owned())
        }
        _ => fixed(word),
    }
}

fn fixed(word: &str) -> (NodeKind, String) {
    let sign = if word.starts_with('-') { "-" } else { "" };
    let digits = word.trim_start_matches(['+', '-']).trim_end_matches('.');
    let whole = digits.trim_start_matches('0');
    let zero = if whole.is_empty() || whole.starts_with(['.', 'e', 'E']) { "0" } else { "" };
    let number = format!("{sign}{zero}{whole}");
    if is_number(&number) {
        let help = format!("write `{}`", shown(&number));
        return (NodeKind::Number(Number(number)), help);
    }
    if word.starts_with(|c: char| c.is_ascii_digit()) {
        let help = "a number has digits, a point and an exponent; anything else is a string in double quotes";
        return (NodeKind::Number(Number("0".to_owned())), help.to_owned());
    }
    (NodeKind::Text(word.to_owned()), format!("write `\"{}\"` for a string", shown(word)))
}
