//! Screens: their settings, their components, and what a service gets from them.

use crate::ast::{self, Dialect, Property, Value, ValueKind};
use crate::catalogue::{
    self, ActionKind, SCREEN_KEYS, SCREEN_SETTINGS, SUCCESS, SettingKind, TITLE, V5_0,
};
use crate::check::acts::Act;
use crate::check::literal;
use crate::check::payload::Moment;
use crate::check::place::Place;
use crate::check::scope::{Here, Scope, ScreenScope};
use crate::check::settings::{known, misspelled, spanned_words};
use crate::check::shown::Shown;
use crate::check::wording::noun;
use crate::check::{dynamic, payload, property, text, unfilled};
use crate::diagnostic::{Code, Diagnostics, nearest};
use crate::model::{self, Exchange, InputField, Screen};
use crate::span::Span;

/// So many data exchanges of one screen are told apart, each from every other. A screen that has
/// more has more components than it may, which is reported.
const MAX_EXCHANGES: usize = 100;

/// Lowers one screen but for what it [sends].
pub fn lower<'a>(cx: &mut Diagnostics, scope: &Scope<'a>, screen: &ScreenScope<'a>) -> Screen<'a> {
    let here = Here::of(scope, screen);
    let written = screen.ast;
    let children = property::nodes(cx, here, &written.body, false);
    let settings = settings(cx, here);
    let (next, closes) = next(scope, written);
    // The importer writes `terminal: false` into the tree of a document that has none.
    let completes = |act: &Act<'_>| act.kind == Some(ActionKind::Complete);
    let inferred = closes || screen.acts.written().iter().any(completes);
    Screen {
        docs: &written.docs,
        id: screen.id,
        span: written.id.span,
        title: title(cx, here),
        terminal: settings.terminal.or(inferred.then_some(true)),
        success: settings.success,
        refresh_on_back: settings.refresh_on_back,
        sensitive: settings.sensitive,
        data: screen.data_fields.clone(),
        children,
        entry: false,
        next,
        closes,
        inputs: inputs(here),
        exchanges: Vec::new(),
    }
}

/// The payloads of a screen's `data_exchange` and `complete` actions.
pub struct Sent<'a> {
    pub exchanges: Vec<Exchange<'a>>,
    pub completions: Vec<Exchange<'a>>,
}

/// What a screen with these components sends.
pub fn sends<'a>(cx: &mut Diagnostics, here: Here<'_, 'a>, shown: &Shown<'a>) -> Sent<'a> {
    let (mut exchanges, mut completions) = (Vec::new(), Vec::new());
    for act in here.screen.acts.written().iter() {
        let list = match act.kind {
            Some(ActionKind::DataExchange) => &mut exchanges,
            Some(ActionKind::Complete) => &mut completions,
            _ => continue,
        };
        list.push(payload::exchange(&Moment::of(here, act, shown), act));
    }
    let carried = here.screen.acts.carried();
    let asks = carried.iter().filter(|carried| carried.kind == ActionKind::DataExchange);
    exchanges.extend(asks.map(|carried| carried.sent.clone()));
    exchanges.truncate(MAX_EXCHANGES);
    Sent { exchanges: payload::dedupe(cx, here.scope, exchanges), completions }
}

/// The screens after `->`, each once, and whether the server may close the flow. The rules of
/// routing report a name of no screen; the one that was meant stands for it here, if it is plain.
fn next<'a>(scope: &Scope<'a>, written: &'a ast::Screen) -> (Vec<&'a str>, bool) {
    let mut next: Vec<&str> = Vec::with_capacity(written.routes.len());
    let mut closes = false;
    // More screens than a flow may have are not looked through for what a route resembles.
    let few = scope.screens.len() <= 100 && written.routes.len() <= 100;
    for route in &written.routes {
        let id = route.text.as_str();
        let ids = || scope.screens.iter().map(|screen| screen.id).chain([SUCCESS]);
        let known = id == SUCCESS || scope.screen(id).is_some();
        let meant = || few.then(|| nearest(id, ids())).flatten();
        match if known { Some(id) } else { meant() } {
            Some(SUCCESS) => closes = true,
            Some(id) if !next.contains(&id) => next.push(id),
            Some(_) | None => {}
        }
    }
    (next, closes)
}

/// A screen has a title that is not blank.
fn title<'a>(cx: &mut Diagnostics, here: Here<'_, 'a>) -> Option<model::Value<'a>> {
    let written = here.screen.ast;
    let Some(value) = &written.title else {
        if misspelled(&written.settings, "title") {
            return None;
        }
        let message = format!("the screen `{}` has no title", written.id.text);
        let demanded = catalogue::demands(here.scope.version, SCREEN_KEYS, TITLE.name);
        let fault = if demanded {
            cx.error(Code::MissingRequiredProperty, written.id.span, message)
        } else {
            cx.warning(Code::MissingTitle, written.id.span, message)
        };
        fault.help(match here.scope.flow.dialect {
            Dialect::Rust => format!("write `screen {} \"Title\"`", written.id.text),
            Dialect::Json => "add a `title`".to_owned(),
        });
        return None;
    };
    let place = Place { here, owner: "screen", large: false };
    let lowered = match dynamic::read(here, value) {
        Some(dynamic::Dynamic::Reference(_)) => return literal::lower(cx, place, &TITLE, value),
        // Meta's schema has a plain text here, and its reference speaks of references alone.
        Some(dynamic) if value.verbatim => {
            model::Value::text(dynamic::wire_form(value, &dynamic), value.span)
        }
        Some(_) => {
            cx.error(
                Code::InvalidPropertyValue,
                value.span,
                "the title of a screen is not put together on the phone",
            )
            .help("write one text, or let the server send the whole title: `\"${data.title}\"`");
            return None;
        }
        None => match value.plain().filter(|text| is_odd_title(here, text, value.span)) {
            Some(text) => model::Value::text(text, value.span),
            None => text::text(cx, place, &TITLE, value)?,
        },
    };
    if let Some(text) = lowered.as_text() {
        shown_as_it_is(cx, here, text, value);
    }
    if here.scope.since(V5_0) && lowered.as_text().is_some_and(|text| text.trim().is_empty()) {
        cx.error(
            Code::PatternMismatch,
            value.span,
            format!("the title of the screen `{}` is blank", written.id.text),
        )
        .help("write what is at the top of the screen");
        return None;
    }
    Some(lowered)
}

/// Whether a title looks like an expression, which none is: a lone reference alone is followed.
fn is_odd_title(here: Here<'_, '_>, text: &str, span: Span) -> bool {
    let read = dynamic::read_text(here, text, span);
    read.is_some_and(|dynamic| !matches!(dynamic, dynamic::Dynamic::Reference(_)))
}

/// Warns of a title that a document means to be computed.
fn shown_as_it_is(cx: &mut Diagnostics, here: Here<'_, '_>, text: &str, value: &Value) {
    let to_the_letter = here.scope.flow.dialect == Dialect::Json || value.verbatim;
    if to_the_letter && is_odd_title(here, text, value.span) {
        cx.warning(
            Code::ReferenceAsText,
            value.span,
            "phones show this title as it is written: a title is not an expression",
        )
        .help("write one text, or let the server send the whole title: `${data.title}`");
    } else {
        unfilled::check(cx, here, text, value.span, false);
    }
}

struct Settings<'a> {
    terminal: Option<bool>,
    success: Option<bool>,
    refresh_on_back: Option<bool>,
    sensitive: Option<Vec<&'a str>>,
}

fn settings<'a>(cx: &mut Diagnostics, here: Here<'_, 'a>) -> Settings<'a> {
    let (scope, written) = (here.scope, here.screen.ast);
    let mut settings =
        Settings { terminal: None, success: None, refresh_on_back: None, sensitive: None };
    let mut keys: Vec<&str> = SCREEN_KEYS.iter().map(|key| key.name).collect();
    if written.title.is_none() {
        // Another key may be meant for the title.
        keys.sort_by_key(|key| *key != TITLE.name);
    }
    let owner = ("a screen", keys.as_slice());
    for (row, property) in
        known(cx, scope.flow, &written.settings, SCREEN_SETTINGS, scope.version, owner)
    {
        match (row.kind, row.name) {
            (SettingKind::Names, _) => settings.sensitive = sensitive(cx, here, property),
            (_, "terminal") => settings.terminal = boolean(cx, property),
            (_, "success") => settings.success = boolean(cx, property),
            _ => settings.refresh_on_back = boolean(cx, property),
        }
    }
    settings
}

fn boolean(cx: &mut Diagnostics, property: &Property) -> Option<bool> {
    if let ValueKind::Bool(yes) = property.value.kind {
        return Some(yes);
    }
    cx.error(
        Code::InvalidPropertyType,
        property.value.span,
        format!("`{}` is a boolean, not {}", property.name.text, noun(&property.value)),
    )
    .help("write `true` or `false`");
    None
}

/// `sensitive` names components of the screen, at least one.
fn sensitive<'a>(
    cx: &mut Diagnostics,
    here: Here<'_, 'a>,
    property: &'a Property,
) -> Option<Vec<&'a str>> {
    if !matches!(property.value.kind, ValueKind::List(_)) {
        cx.error(
            Code::InvalidPropertyType,
            property.value.span,
            format!("`sensitive` is a list of names, not {}", noun(&property.value)),
        )
        .help(match here.scope.flow.dialect {
            Dialect::Rust => "write `sensitive: [field]`",
            Dialect::Json => "write `\"sensitive\": [\"field\"]`",
        });
        return None;
    }
    let before = cx.mark();
    let words = spanned_words(cx, property);
    if words.is_empty() && cx.reported_since(before) {
        return None;
    }
    if words.is_empty() {
        cx.error(Code::MinItemsRequired, property.value.span, "`sensitive` names no component")
            .help("name one, or remove `sensitive`");
        return None;
    }
    for (word, span) in &words {
        let screen = here.screen;
        let known = screen.field(word).is_some() || screen.forms.contains(word);
        if !known && !screen.open {
            let names = screen.fields.iter().map(|field| field.name);
            cx.error(
                Code::InvalidSensitiveField,
                *span,
                format!("the screen `{}` has no component called `{word}`", screen.id),
            )
            .help("write the name of a component of this screen")
            .did_you_mean(word, names);
        }
    }
    Some(words.into_iter().map(|(word, _)| word).collect())
}

fn inputs<'a>(here: Here<'_, 'a>) -> Vec<InputField<'a>> {
    let mut inputs = Vec::new();
    for field in &here.screen.fields {
        let Some(input) = field.row.and_then(|row| row.input) else { continue };
        let ty = payload::input_type(here.scope, here.screen, field);
        let label = field.ast.main.as_ref().and_then(ast::Value::plain);
        inputs.push(InputField {
            docs: &field.ast.docs,
            name: field.name,
            rename: field.ast.word("rename"),
            label,
            input,
            ty,
            span: field.span,
        });
    }
    inputs
}
