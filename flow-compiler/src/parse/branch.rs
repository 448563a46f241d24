//! `if … { … } else { … }` and `match … { … }`.

use proc_macro2::Delimiter;

use super::component::nodes;
use super::cursor::Cursor;
use super::settings::{is_settings, settings};
use super::text;
use super::value::{self, Place};
use crate::ast::{Case, If, Match, Name, Node, Property, Value};
use crate::diagnostic::{Code, Diagnostics, nearest};

/// `if condition { … }` with its `else`.
pub(super) fn branch(cx: &mut Diagnostics, cur: &mut Cursor) -> Option<If> {
    let start = cur.span();
    let noted = !cur.is_word(0, "if");
    cur.bump();
    let (condition, settings) = head(cx, cur, "if", "`if ${form.name} == \"…\" { … }`", noted);
    let then = block(cx, cur, "if");
    let otherwise = match otherwise(cx, cur) {
        Some(Otherwise::If) => Some(vec![Node::If(cur.deeper(cx, branch)?)]),
        Some(Otherwise::Block) => block(cx, cur, "else"),
        None => None,
    };
    let then = then.unwrap_or_default();
    Some(If { condition, settings, then, otherwise, span: cur.since(start) })
}

/// What is after `else`.
enum Otherwise {
    /// `if`, or a word that was meant for `else if`: it is next.
    If,
    Block,
}

/// Takes `else`, or a word that was meant for it, which is noted.
fn otherwise(cx: &mut Diagnostics, cur: &mut Cursor) -> Option<Otherwise> {
    let word = cur.word(0).filter(|_| cur.key_ahead().is_none())?;
    let chained = ["elif", "elsif", "elseif"].contains(&word.as_str());
    if word != "else" {
        let meant = cur.is_group(1, Delimiter::Brace) && nearest(&word, ["else"]).is_some();
        if !chained && !meant {
            return None;
        }
        let form = if chained { "else if … { … }" } else { "else { … }" };
        cx.error(Code::Syntax, cur.span(), format!("`{word}` begins no branch"))
            .help(format!("write `{form}`"));
    }
    if chained {
        return Some(Otherwise::If);
    }
    cur.bump();
    let nested = cur.is_word(0, "if") && cur.key_ahead().is_none();
    Some(if nested { Otherwise::If } else { Otherwise::Block })
}

/// `match value { "a" => { … } _ => { … } }`.
pub(super) fn choice(cx: &mut Diagnostics, cur: &mut Cursor) -> Match {
    let start = cur.span();
    let noted = !cur.is_word(0, "match");
    cur.bump();
    let form = "`match ${data.kind} { \"…\" => { … } }`";
    let (value, settings) = head(cx, cur, "match", form, noted);
    let mut cases = Vec::new();
    if cur.is_group(0, Delimiter::Brace) {
        if let Some(mut inside) = cur.take_group(cx, Delimiter::Brace) {
            while !inside.done() {
                if inside.take_op(",").is_none() && inside.take_op(";").is_none() {
                    cases.extend(case(cx, &mut inside));
                }
            }
        }
    } else {
        missing_block(cx, cur, "match");
    }
    Match { value, settings, cases, span: cur.since(start) }
}

/// What is between the word and the braces.
fn head(
    cx: &mut Diagnostics,
    cur: &mut Cursor,
    word: &str,
    form: &str,
    noted: bool,
) -> (Option<Value>, Vec<Property>) {
    let as_a_component = names_its_value(cur);
    let value = if cur.is_group(0, Delimiter::Brace) && cur.is_group(1, Delimiter::Brace) {
        value::value(cx, cur, Place::Setting)
    } else if as_a_component {
        if !noted {
            cx.error(Code::Syntax, cur.span(), format!("the value of `{word}` has no name"))
                .help(format!("write {form}"));
        }
        settings(cx, cur).into_iter().next().map(|property| property.value)
    } else if cur.is_group(0, Delimiter::Brace)
        || cur.done()
        || is_settings(cur, 0)
        || cur.key_ahead().is_some()
    {
        cx.error(Code::Syntax, cur.last(), format!("expected a value after `{word}`"))
            .help(format!("write {form}"));
        None
    } else {
        value::value(cx, cur, Place::Head)
    };
    let settings =
        if cur.is_group(0, Delimiter::Parenthesis) { settings(cx, cur) } else { Vec::new() };
    if value.is_some() && cur.is_group(0, Delimiter::Brace) {
        return (value, settings);
    }
    let note = value.is_some();
    let skipped = skip_to_block(cx, cur, note);
    // What could be read of it is not what was meant.
    (value.filter(|_| !skipped), settings)
}

/// Whether the value is in parentheses with its name in Flow JSON, as a property would.
fn names_its_value(cur: &Cursor) -> bool {
    let group = cur.group(0, Delimiter::Parenthesis);
    let first = group.and_then(|group| group.stream().into_iter().next());
    is_settings(cur, 0)
        && first.is_some_and(|word| ["condition", "value"].contains(&&*word.to_string()))
}

/// Goes on with the braces of this `if`, unless something else begins before them. Whether
/// anything was skipped.
fn skip_to_block(cx: &mut Diagnostics, cur: &mut Cursor, note: bool) -> bool {
    let mut ahead = 0;
    while cur.peek(ahead).is_some() && !is_block(cur, ahead) {
        if cur.is_op(ahead, ":") || cur.is_op(ahead, "=>") || cur.is_word(ahead, "else") {
            return false;
        }
        ahead += 1;
    }
    let skips = ahead > 0 && is_block(cur, ahead);
    if skips {
        if note {
            cx.error(
                Code::Syntax,
                cur.span(),
                format!("unexpected {} in a condition", cur.found()),
            )
            .help("a condition is made of references, texts, numbers and operators");
        }
        cur.skip(ahead);
    }
    skips
}

/// Whether braces are there, and not those of a reference.
fn is_block(cur: &Cursor, ahead: usize) -> bool {
    let reference = ahead > 0 && cur.is_char(ahead - 1, '$');
    cur.is_group(ahead, Delimiter::Brace) && !reference
}

fn block(cx: &mut Diagnostics, cur: &mut Cursor, word: &str) -> Option<Vec<Node>> {
    if !cur.is_group(0, Delimiter::Brace) {
        missing_block(cx, cur, word);
        if ["=>", "->", ":"].into_iter().find_map(|op| cur.take_op(op)).is_none() {
            skip_to_block(cx, cur, false);
        }
    }
    let mut inside = cur.take_group(cx, Delimiter::Brace)?;
    Some(nodes(cx, &mut inside))
}

fn missing_block(cx: &mut Diagnostics, cur: &Cursor, word: &str) {
    let span = if cur.done() { cur.last() } else { cur.span() };
    cx.error(Code::Syntax, span, format!("expected `{{` after `{word}`, found {}", cur.found()))
        .help(format!("what belongs to `{word}` goes in braces"));
}

/// `"key" => { … }`; on a fault at least one token is taken.
fn case(cx: &mut Diagnostics, cur: &mut Cursor) -> Option<Case> {
    const FORM: &str = "a case is `\"value\" => { … }`; `_ => { … }` is for all other values";
    let (span, before) = (cur.span(), cx.mark());
    let key = if cur.is_word(0, "_") {
        cur.bump();
        Some(Name { text: "default".to_owned(), span })
    } else if cur.is_string(0) {
        text::plain(cx, cur).map(|(text, span)| Name { text, span })
    } else if cur.is_number(0) {
        // No number can name a case, in quotes or without: the check tells.
        let text = cur.found().trim_matches('`').to_owned();
        cur.bump();
        Some(Name { text, span })
    } else if cur.is_ident(0) && cur.is_string(1) {
        cx.error(Code::Syntax, span, format!("{} is before a case", cur.found())).help(FORM);
        cur.bump();
        text::plain(cx, cur).map(|(text, span)| Name { text, span })
    } else if cur.is_ident(0) {
        let text = cur.found().trim_matches('`').to_owned();
        let fault = cx.error(Code::Syntax, span, format!("`{text}` is not a case"));
        if matches!(text.as_str(), "else" | "default") {
            fault.help("write `_ => { … }` for all other values");
        } else if cur.is_group(1, Delimiter::Parenthesis) {
            fault.help(FORM);
        } else {
            fault.help(format!("write it in quotes: `\"{text}\" => {{ … }}`"));
        }
        cur.bump();
        Some(Name { text, span })
    } else {
        cx.error(Code::Syntax, span, format!("expected a case, found {}", cur.found())).help(FORM);
        None
    };
    if cur.is_op(0, "|") {
        cx.error(Code::Syntax, cur.span(), "a case has one value").help("write one case for each");
        while cur.is_op(0, "|") {
            cur.skip(2);
        }
    }
    if key.is_some() && cur.take_op("=>").is_none() {
        let wrong = ["->", ":", "="].into_iter().find_map(|op| cur.take_op(op));
        let span = wrong.unwrap_or(cur.span());
        if !cx.reported_since(before) {
            cx.error(Code::Syntax, span, "expected `=>` after the value of a case").help(FORM);
        }
        let mut ahead = 0;
        while cur.peek(ahead).is_some() && !is_block(cur, ahead) && !cur.is_op(ahead, "=>") {
            ahead += 1;
        }
        if cur.is_op(ahead, "=>") {
            cur.skip(ahead);
            cur.take_op("=>");
        }
    }
    if cur.is_group(0, Delimiter::Brace) {
        let body = block(cx, cur, "=>").unwrap_or_default();
        return key.map(|key| Case { key, body });
    }
    if key.is_some() {
        cx.error(
            Code::Syntax,
            cur.span(),
            format!("expected `{{` after `=>`, found {}", cur.found()),
        )
        .help(FORM);
    }
    let at = cur.at();
    let is_case = |cur: &Cursor| cur.is_op(1, "=>") && !cur.is_group(0, Delimiter::Brace);
    while !cur.done() && (cur.at() == at || !is_case(cur)) {
        cur.bump();
        if cur.is_word(0, "_") {
            break;
        }
    }
    key.map(|key| Case { key, body: Vec::new() })
}
