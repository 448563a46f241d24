//! Where the cursor is in a `flow!`, by the tokens before it: brackets may be open still.

use std::ops::Range;

use flow_compiler::catalogue::{self, ActionKind, Component, Items, Kind, Property};

use super::lex::{Token, TokenKind};

/// What the innermost open bracket holds.
#[derive(Clone, Debug)]
pub(super) enum Place {
    /// Rust.
    Outside,
    /// The items of a flow.
    Top,
    FlowSettings,
    ScreenSettings,
    /// Components in this container.
    Nodes(Option<&'static Component>),
    Data,
    Properties(&'static Component),
    Entries(&'static Component, &'static Items),
    EntryProperties(&'static Items),
    Object(&'static [Property]),
    /// Of an action, and the screen that it opens.
    Payload(ActionKind, Option<String>),
    /// The arms of a `match` over this input, by the bytes of the value.
    Cases(Range<usize>),
    /// The list of a property or a setting.
    List(String),
    /// `${ … }`.
    Reference,
    Other,
}

/// A place with the tokens of its level that are before the cursor.
#[derive(Debug)]
pub(super) struct Context<'t> {
    pub(super) place: Place,
    /// The places around it, outermost first.
    pub(super) around: Vec<Place>,
    pub(super) level: Vec<Piece<'t>>,
    /// What is typed of a word.
    pub(super) partial: Range<usize>,
    /// The string that the cursor is in.
    pub(super) string: Option<&'t Token>,
}

/// A token of a level, or all that is in brackets.
#[derive(Clone, Copy, Debug)]
pub(super) enum Piece<'t> {
    Token(&'t Token),
    Group,
}

struct Frame<'t> {
    place: Place,
    level: Vec<Piece<'t>>,
    bracket: char,
}

/// The context of a byte.
pub(super) fn at<'t>(source: &str, tokens: &'t [Token], byte: usize) -> Context<'t> {
    let mut frames = vec![Frame { place: Place::Outside, level: Vec::new(), bracket: ' ' }];
    let mut partial = byte..byte;
    let mut string = None;
    for token in tokens.iter().take_while(|token| token.span.start < byte) {
        let open_end = matches!(token.kind, TokenKind::Text { after: 0, .. });
        if token.inside().is_some() && (byte < token.span.end || open_end) {
            string = Some(token);
            break;
        }
        if matches!(token.kind, TokenKind::Word) && token.span.end >= byte {
            partial = token.span.clone();
            break;
        }
        let Some(frame) = frames.last_mut() else { break };
        match token.kind {
            TokenKind::Open(bracket) => {
                let place = enter(source, frame, bracket);
                frame.level.push(Piece::Group);
                frames.push(Frame { place, level: Vec::new(), bracket });
            }
            TokenKind::Close(bracket) => {
                let opener = match bracket {
                    ')' => '(',
                    ']' => '[',
                    _ => '{',
                };
                // A bracket that closes none of these is passed over.
                if let Some(at) = frames.iter().rposition(|frame| frame.bracket == opener) {
                    frames.truncate(at.max(1));
                }
            }
            _ => frame.level.push(Piece::Token(token)),
        }
    }
    let last =
        frames.pop().unwrap_or(Frame { place: Place::Outside, level: Vec::new(), bracket: ' ' });
    let around = frames.into_iter().map(|frame| frame.place).collect();
    Context { place: last.place, around, level: last.level, partial, string }
}

fn enter(source: &str, frame: &Frame<'_>, bracket: char) -> Place {
    let level = &frame.level;
    let last = level.last();
    if bracket == '{' && is_sign(last, '$') {
        return Place::Reference;
    }
    match &frame.place {
        Place::Outside => {
            let is_flow = is_sign(last, '!')
                && level.len() >= 2
                && word(source, level[level.len() - 2]) == Some("flow");
            if is_flow { Place::Top } else { Place::Outside }
        }
        Place::Top => match (nearest(source, level, is_item), bracket) {
            (Some("flow"), '(') => Place::FlowSettings,
            (Some("screen"), '(') => Place::ScreenSettings,
            (Some("screen" | "fragment"), '{') => Place::Nodes(None),
            (Some("options"), '{') => {
                shared().map_or(Place::Other, |(row, items)| Place::Entries(row, items))
            }
            (Some("success"), '{') => Place::Data,
            _ => Place::Other,
        },
        Place::Nodes(_) => node(source, level, bracket),
        Place::Cases(_) if bracket == '{' => Place::Nodes(Some(&catalogue::SWITCH)),
        Place::Entries(_, items) => match (bracket, action(source, level)) {
            ('{', Some(place)) => place,
            ('(', _) => Place::EntryProperties(items),
            _ => Place::Other,
        },
        Place::Properties(row) => property(source, level, bracket, row.properties),
        Place::EntryProperties(items) => property(source, level, bracket, items.properties),
        Place::Object(rows) => property(source, level, bracket, rows),
        Place::FlowSettings | Place::ScreenSettings if bracket == '[' => {
            Place::List(key(source, level).unwrap_or_default().to_owned())
        }
        _ => Place::Other,
    }
}

/// What is in a bracket after a component, an action, a keyword.
fn node(source: &str, level: &[Piece<'_>], bracket: char) -> Place {
    if bracket == '{'
        && let Some(place) = action(source, level)
    {
        return place;
    }
    let head = |text: &str| {
        catalogue::component(text).is_some() || matches!(text, "data" | "if" | "else" | "match")
    };
    match (nearest(source, level, head), bracket) {
        (Some("data"), '{') => Place::Data,
        (Some("if" | "else"), '{') => Place::Nodes(Some(&catalogue::IF)),
        (Some("match"), '{') => {
            let first = level.iter().rev().find_map(|piece| match piece {
                Piece::Token(token) if token.text(source) == "match" => Some(token.span.end),
                _ => None,
            });
            let start = first.unwrap_or(0);
            Place::Cases(start..start)
        }
        (Some(name), bracket) => match (catalogue::component(name), bracket) {
            (Some(row), '(') => Place::Properties(row),
            (Some(row), '{') if row.kind == catalogue::FORM.kind => Place::Nodes(Some(row)),
            (Some(row), '{') => items(row).map_or(Place::Other, |items| Place::Entries(row, items)),
            _ => Place::Other,
        },
        (None, _) => Place::Other,
    }
}

/// The payload of the action that a level ends with.
fn action(source: &str, level: &[Piece<'_>]) -> Option<Place> {
    let mut target = None;
    for piece in level.iter().rev().take(3) {
        match piece {
            Piece::Group => {}
            Piece::Token(token) => match (token.kind, token.text(source)) {
                (TokenKind::Word, text) => match ActionKind::from_name(text) {
                    Some(kind) => return Some(Place::Payload(kind, target)),
                    None => target = Some(text.to_owned()),
                },
                (TokenKind::Text { .. }, _) => {
                    target = token.inside().map(|inside| source[inside].to_owned());
                }
                _ => return None,
            },
        }
    }
    None
}

/// What is in a bracket of the value of a property.
fn property(source: &str, level: &[Piece<'_>], bracket: char, rows: &'static [Property]) -> Place {
    if bracket == '{'
        && let Some(place) = action(source, level)
    {
        return place;
    }
    let Some(name) = key(source, level) else { return Place::Other };
    let row = catalogue::find(rows, &name.replace('_', "-"));
    match (row.map(|row| &row.kind), bracket) {
        (Some(Kind::Object(rows, _)), '{') => Place::Object(rows),
        (Some(_), '[') => Place::List(name.to_owned()),
        _ => Place::Other,
    }
}

/// The options that a shared list has.
fn shared() -> Option<(&'static Component, &'static Items)> {
    catalogue::COMPONENTS.iter().find_map(|row| match items(row) {
        Some(items) if items.noun == "option" => Some((*row, items)),
        _ => None,
    })
}

/// What the braces of a component hold, where it has a list.
pub(super) fn items(row: &Component) -> Option<&'static Items> {
    match &row.property(row.source?)?.kind {
        Kind::Options(items) | Kind::Items(items) => Some(items),
        _ => None,
    }
}

fn is_item(text: &str) -> bool {
    matches!(text, "flow" | "screen" | "fragment" | "options" | "struct" | "success")
}

/// The last word of a level that is such a one.
pub(super) fn nearest<'s>(
    source: &'s str,
    level: &[Piece<'_>],
    is: impl Fn(&str) -> bool,
) -> Option<&'s str> {
    level.iter().rev().filter_map(|piece| word(source, *piece)).find(|text| is(text))
}

pub(super) fn word<'s>(source: &'s str, piece: Piece<'_>) -> Option<&'s str> {
    match piece {
        Piece::Token(token) if token.kind == TokenKind::Word => Some(token.text(source)),
        _ => None,
    }
}

pub(super) fn is_sign(piece: Option<&Piece<'_>>, sign: char) -> bool {
    matches!(piece, Some(Piece::Token(token)) if token.is(sign))
}

/// The key whose value a level is at: the word before its last `:`, after the last `,`.
pub(super) fn key<'s>(source: &'s str, level: &[Piece<'_>]) -> Option<&'s str> {
    let start = level.iter().rposition(|piece| is_sign(Some(piece), ',')).map_or(0, |at| at + 1);
    let item = &level[start..];
    let colon = item.iter().position(|piece| is_sign(Some(piece), ':'))?;
    word(source, *item.get(colon.checked_sub(1)?)?)
}

impl Context<'_> {
    /// Whether a level ends with these signs.
    pub(super) fn ends(&self, signs: &[char]) -> bool {
        let level = &self.level;
        level.len() >= signs.len()
            && signs
                .iter()
                .zip(&level[level.len() - signs.len()..])
                .all(|(sign, piece)| is_sign(Some(piece), *sign))
    }

    /// Whether a key may begin here: at the start of a level, and after a `,`.
    pub(super) fn begins(&self) -> bool {
        self.level.is_empty() || self.ends(&[','])
    }
}
