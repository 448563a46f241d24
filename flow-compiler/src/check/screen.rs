//! Screens: their settings, their components, and what a service sees of them.

use crate::ast::{
    self, Action, Body, Dialect, Entry, Node, PayloadItem, Property, Value, ValueKind,
};
use crate::catalogue::{
    self, ActionKind, Kind, SCREEN_KEYS, SCREEN_SETTINGS, SUCCESS, SettingKind, TITLE, V5_0,
};
use crate::check::literal::{self, Place};
use crate::check::scope::{Here, Scope, ScreenScope};
use crate::check::settings::{borrowed, known, misspelled, noun, plain, spanned_words};
use crate::check::{action, carried, dynamic, names, payload, property, text, unfilled};
use crate::diagnostic::{Code, Diagnostics, nearest};
use crate::model::{self, Exchange, InputField, Screen};
use crate::span::Span;

/// So many data exchanges of one screen are told apart, each from every other. A screen that has
/// more has more components than it may, which is reported.
const MAX_EXCHANGES: usize = 100;

/// A screen, and the payloads of its `complete` actions.
pub struct Lowered<'a> {
    pub screen: Screen<'a>,
    pub completions: Vec<Exchange<'a>>,
}

/// Lowers one screen.
pub fn lower<'a>(cx: &mut Diagnostics, scope: &Scope<'a>, screen: &ScreenScope<'a>) -> Lowered<'a> {
    let here = Here { scope, screen, in_form: false, ifs: 0 };
    let written = screen.ast;
    let children = property::nodes(cx, here, &written.body, false);
    let settings = settings(cx, here);
    let (mut exchanges, mut completions) = (Vec::new(), Vec::new());
    for Placed { action, chosen } in placed(&written.body) {
        let list = match action::meant(&action.name.text) {
            Some(ActionKind::DataExchange) => &mut exchanges,
            Some(ActionKind::Complete) => &mut completions,
            _ => continue,
        };
        let mut exchange = payload::exchange(here, action.payload.as_ref(), action.span);
        // Choosing is what sets the action off, so the value is there.
        for field in &mut exchange.fields {
            field.optional &= !chosen.is_some_and(|name| carries(action, field.key, name));
        }
        list.push(exchange);
    }
    carried::within(screen, &children, &mut |action| {
        if action.kind == ActionKind::DataExchange {
            exchanges.push(action.exchange());
        }
    });
    exchanges.truncate(MAX_EXCHANGES);
    let (next, closes) = next(scope, written);
    // The importer writes `terminal: false` into the tree of a document that has none.
    let inferred = closes || !completions.is_empty();
    let lowered = Screen {
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
        exchanges: payload::dedupe(cx, scope, exchanges),
    };
    Lowered { screen: lowered, completions }
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
        Some(dynamic) if matches!(value.kind, ValueKind::Raw(_)) => {
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
        None => match plain(value).filter(|text| is_odd_title(here, text, value.span)) {
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
    let to_the_letter =
        here.scope.flow.dialect == Dialect::Json || matches!(value.kind, ValueKind::Raw(_));
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
    let Value { kind: _, span } = property.value;
    cx.error(
        Code::InvalidPropertyType,
        span,
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
    let before = cx.count();
    let words = spanned_words(cx, property);
    if words.is_empty() && cx.count() > before {
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
        let (ty, optional) = payload::input_type(here.scope, here.screen, field);
        let label = field.ast.main.as_ref().and_then(crate::check::settings::plain);
        inputs.push(InputField {
            docs: &field.ast.docs,
            name: field.name,
            rename: names::setting(field.ast, "rename").and_then(borrowed),
            label,
            input,
            ty,
            optional,
            span: field.span,
        });
    }
    inputs
}

/// An action and the input that sets it off by being chosen.
struct Placed<'a> {
    action: &'a Action,
    chosen: Option<&'a str>,
}

impl<'a> Placed<'a> {
    fn anywhere(action: &'a Action) -> Self {
        Self { action, chosen: None }
    }

    fn ends(&self) -> bool {
        ActionKind::from_name(&self.action.name.text) == Some(ActionKind::Complete)
    }
}

/// Every action on the components of a screen and on their items, in the order of the document.
pub fn actions(nodes: &[Node]) -> impl Iterator<Item = &Action> {
    placed(nodes).into_iter().map(|placed| placed.action)
}

fn placed(nodes: &[Node]) -> Vec<Placed<'_>> {
    let mut found = Vec::new();
    collect(nodes, &mut found);
    found
}

fn collect<'a>(nodes: &'a [Node], found: &mut Vec<Placed<'a>>) {
    for node in nodes {
        match node {
            Node::Data(_) => {}
            Node::Component(component) => {
                let (before, chooser) = (found.len(), Chooser::of(component));
                of_settings(&component.settings, chooser, found);
                match &component.body {
                    Some(Body::Nodes(children)) => collect(children, found),
                    Some(Body::Entries(entries)) => {
                        for Entry { settings, action, .. } in entries {
                            of_settings(settings, None, found);
                            found.extend(action.iter().map(Placed::anywhere));
                        }
                    }
                    Some(Body::Titles(_)) | None => {}
                }
                let main = chooser.and_then(|chooser| chooser.row.action);
                let chosen = chooser.zip(main).and_then(|(chooser, main)| chooser.sets_off(main));
                found.extend(component.action.iter().map(|action| Placed { action, chosen }));
                if !may_end(component) {
                    let own = found.split_off(before);
                    found.extend(own.into_iter().filter(|placed| !placed.ends()));
                }
            }
            Node::If(node) => {
                collect(&node.then, found);
                collect(node.otherwise.as_deref().unwrap_or_default(), found);
            }
            Node::Match(node) => {
                for case in &node.cases {
                    collect(&case.body, found);
                }
            }
        }
    }
}

fn of_settings<'a>(
    settings: &'a [Property],
    chooser: Option<Chooser<'a>>,
    found: &mut Vec<Placed<'a>>,
) {
    for property in settings {
        let chosen = chooser.and_then(|chooser| chooser.sets_off(&property.name.wire()));
        of_value(&property.value, chosen, found);
    }
}

fn of_value<'a>(value: &'a Value, chosen: Option<&'a str>, found: &mut Vec<Placed<'a>>) {
    match &value.kind {
        ValueKind::Action(action) => found.push(Placed { action, chosen }),
        ValueKind::List(items) => items.iter().for_each(|item| of_value(item, None, found)),
        ValueKind::Object(members) => of_settings(members, None, found),
        _ => {}
    }
}

/// Whether what it holds may end the flow; elsewhere `complete` is reported and ends nothing.
fn may_end(component: &ast::Component) -> bool {
    let Some(row) = catalogue::component(&component.kind.text) else { return true };
    let ends = |(kind, _): &(ActionKind, _)| *kind == ActionKind::Complete;
    row.properties.iter().any(|property| match property.kind {
        Kind::Action(allowed) => allowed.iter().any(ends),
        Kind::Nodes => true,
        _ => false,
    })
}

/// A component with a name, whose value may be chosen.
#[derive(Clone, Copy)]
struct Chooser<'a> {
    row: &'static catalogue::Component,
    name: &'a str,
}

impl<'a> Chooser<'a> {
    fn of(component: &'a ast::Component) -> Option<Self> {
        let row = catalogue::component(&component.kind.text)?;
        let (name, _) = names::written_name(component)?;
        Some(Self { row, name })
    }

    /// The name of the input whose choice sets off the action of this property.
    fn sets_off(self, property: &str) -> Option<&'a str> {
        self.row.property(property)?.on_choice.then_some(self.name)
    }
}

/// Whether the payload's key holds the value of this input.
fn carries(action: &Action, key: &str, input: &str) -> bool {
    let items = action.payload.iter().flat_map(|payload| &payload.items);
    let mut named = items.filter_map(|item| match item {
        PayloadItem::Field { key, value } => Some((key.text.as_str(), value)),
        PayloadItem::Spread(_) => None,
    });
    match named.find(|(name, _)| *name == key) {
        Some((_, Some(value))) => match &value.kind {
            ValueKind::Reference(reference) => {
                matches!(reference.segments.as_slice(), [form, name] if form == "form" && name == input)
            }
            _ => false,
        },
        Some((name, None)) => name == input,
        None => key == input,
    }
}
