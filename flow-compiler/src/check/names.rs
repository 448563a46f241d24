//! The names of a flow: its screens with their data and inputs, its structs, its options.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};

use crate::ast::{self, Component, Dialect, Item, Node, ValueKind};
use crate::catalogue::{
    self, END_DATE, Input, MOST_SCREENS, START_DATE, SUCCESS, V7_0, Version, key,
};
use crate::check::acts::Acts;
use crate::check::data;
use crate::check::schema::Schema;
use crate::check::scope::{FieldScope, Files, Scope, ScreenScope};
use crate::check::settings::Settings;
use crate::check::structs::{StructScope, Structs};
use crate::diagnostic::{Code, Diagnostics, nearest};

/// The id that Meta's validator takes for no screen. The word for the server is in capitals, and
/// Meta takes a screen that is called so.
const RESERVED: &str = "success";

/// Everything that a name in the flow can mean.
pub fn collect<'a>(
    cx: &mut Diagnostics,
    flow: &'a ast::Flow,
    settings: &Settings<'a>,
    files: &'a dyn Files,
) -> Scope<'a> {
    let structs = structs(cx, flow);
    let screens: Vec<ScreenScope<'a>> = screens(cx, flow, settings.version)
        .into_iter()
        .map(|screen| screen_scope(cx, files, &structs, flow.dialect, screen))
        .collect();
    let (options, options_at) = options(cx, flow, &structs);
    let screens_at = screens.iter().enumerate().map(|(at, screen)| (screen.id, at)).collect();
    Scope {
        flow,
        version: settings.version,
        endpoint: settings.data_api_version.is_some(),
        endpoint_missing: false,
        allowed: settings.allowed.clone(),
        screens,
        screens_at,
        options,
        options_at,
        options_told: RefCell::default(),
        structs,
        secret_data: HashSet::new(),
        files,
    }
}

/// The screens with an id of their own.
fn screens<'a>(
    cx: &mut Diagnostics,
    flow: &'a ast::Flow,
    version: Version,
) -> Vec<&'a ast::Screen> {
    let mut screens: Vec<&ast::Screen> = Vec::new();
    let mut ids: HashSet<&str> = HashSet::new();
    let mut folded: HashMap<String, &str> = HashMap::new();
    for item in &flow.items {
        let Item::Screen(screen) = item else { continue };
        screen_id(cx, screen, version);
        let folded = folded.entry(screen.id.text.to_lowercase()).or_insert(&screen.id.text);
        if **folded != screen.id.text {
            cx.warning(
                Code::DuplicateScreenIds,
                screen.id.span,
                format!("`{}` and `{folded}` differ in capitals alone", screen.id.text),
            )
            .help("give each an id of its own: phones look for a screen by its small letters");
        }
        if ids.insert(&screen.id.text) {
            screens.push(screen);
        } else {
            cx.error(
                Code::DuplicateScreenIds,
                screen.id.span,
                format!("there are two screens `{}`", screen.id.text),
            )
            .help("give every screen an id of its own");
        }
    }
    if screens.is_empty() && flow.dialect == Dialect::Rust {
        cx.error(Code::MinItemsRequired, flow.name.span, "the flow has no screen")
            .help("write `screen START \"Title\" { … }`");
    }
    if let Some(screen) = screens.get(MOST_SCREENS) {
        cx.error(
            Code::MaxScreensNumber,
            screen.id.span,
            format!("the flow has {} screens; Meta takes {MOST_SCREENS}", screens.len()),
        )
        .help("split the flow in two, or let one screen show what several do");
    }
    screens
}

/// The id of a screen is of letters and underscores, and is not reserved.
fn screen_id(cx: &mut Diagnostics, screen: &ast::Screen, version: Version) {
    let (id, span) = (screen.id.text.as_str(), screen.id.span);
    if id.is_empty() {
        cx.error(Code::MinCharsRequired, span, "a screen has no id")
            .help("give it an id of letters and `_`, such as `START`");
    } else if id == RESERVED {
        cx.error(
            Code::ScreenIdIsReservedKeyword,
            span,
            format!("no screen can be called `{id}`: the word ends a flow"),
        )
        .help("give the screen another id, such as `DONE`");
    } else if id.eq_ignore_ascii_case(RESERVED) {
        cx.warning(
            Code::ScreenIdIsReservedKeyword,
            span,
            format!(
                "an answer that names `{SUCCESS}` always ends the flow, so only `navigate` can show the screen `{id}`"
            ),
        )
        .help("give the screen another id, such as `DONE`");
    } else {
        let comma = version < V7_0;
        let plain = |c: char| c.is_ascii_alphabetic() || c == '_' || (comma && c == ',');
        let wrong = id.chars().find(|c| !plain(*c));
        if wrong.is_some() || (!comma && id.chars().all(|c| c == '_')) {
            let corrected = corrected(id);
            let fault = cx.error(
                Code::PatternMismatch,
                span,
                match wrong {
                    Some(c) => format!("the screen id `{id}` holds `{c}`"),
                    None => format!("the screen id `{id}` holds no letter"),
                },
            );
            match corrected {
                Some(name) => fault.help(format!(
                    "an id is of letters and `_`, without digits: write `{name}`, for example"
                )),
                None => fault.help("an id is of letters and `_`, without digits"),
            };
        }
    }
}

/// An id like the faulty one: digits spelled out, other characters as `_`.
fn corrected(id: &str) -> Option<String> {
    const DIGITS: [&str; 10] =
        ["ZERO", "ONE", "TWO", "THREE", "FOUR", "FIVE", "SIX", "SEVEN", "EIGHT", "NINE"];
    let mut name = String::new();
    for c in id.chars().take(60) {
        match c.to_digit(10) {
            Some(digit) => {
                if !name.is_empty() && !name.ends_with('_') {
                    name.push('_');
                }
                name.push_str(DIGITS[digit as usize]);
            }
            None if c.is_ascii_alphabetic() => name.push(c),
            None if !name.ends_with('_') => name.push('_'),
            None => {}
        }
    }
    name.bytes().any(|byte| byte.is_ascii_alphabetic()).then_some(name)
}

fn screen_scope<'a>(
    cx: &mut Diagnostics,
    files: &dyn Files,
    structs: &Structs<'a>,
    dialect: Dialect,
    screen: &'a ast::Screen,
) -> ScreenScope<'a> {
    let mut scope = ScreenScope {
        ast: screen,
        id: &screen.id.text,
        data: None,
        data_fields: None,
        data_at: HashMap::new(),
        fields: Vec::new(),
        fields_at: HashMap::new(),
        open: false,
        sensitive: sensitive(screen),
        lists: 0,
        forms: Vec::new(),
        acts: Acts::default(),
    };
    let mut declared = screen.body.iter().filter_map(|node| match node {
        Node::Data(data) => Some(data),
        _ => None,
    });
    if let Some(data) = declared.next() {
        let lowered = data::fields(cx, files, structs, dialect, &data.fields);
        let (fields, schemas): (Vec<_>, Vec<_>) = lowered
            .into_iter()
            .map(|(field, schema)| {
                let named = (field.key, schema);
                (field, named)
            })
            .unzip();
        let schemas: Vec<(&'a str, Schema<'a>)> = schemas;
        scope.data_at = schemas.iter().enumerate().map(|(at, (key, _))| (*key, at)).collect();
        scope.data = Some(schemas);
        scope.data_fields = Some(fields);
    }
    if let Some(again) = declared.next() {
        cx.error(
            Code::DuplicateKey,
            again.span,
            format!("the screen `{}` has `data` twice", screen.id.text),
        )
        .help("write all fields into one `data { … }`");
    }
    nodes(cx, &screen.body, false, &mut scope);
    scope
}

/// What the setting `sensitive` of a screen names, where it is a list of names.
fn sensitive(screen: &ast::Screen) -> HashSet<&str> {
    let written = screen.settings.iter().filter(|setting| setting.name.wire() == "sensitive");
    let names = written.filter_map(|setting| match &setting.value.kind {
        ValueKind::List(names) => Some(names),
        _ => None,
    });
    names.flatten().filter_map(ast::Value::borrowed).collect()
}

fn nodes<'a>(cx: &mut Diagnostics, written: &'a [Node], branch: bool, scope: &mut ScreenScope<'a>) {
    for node in written {
        if let Node::Component(component) = node {
            name(cx, component, branch, scope);
        }
        let branch = branch || matches!(node, Node::If(_) | Node::Match(_));
        node.bodies().for_each(|body| nodes(cx, body, branch, scope));
    }
}

/// Every name is there once on its screen, in all branches; the name of a Form is its own matter.
fn name<'a>(
    cx: &mut Diagnostics,
    component: &'a Component,
    branch: bool,
    scope: &mut ScreenScope<'a>,
) {
    let known = catalogue::component(&component.kind.text);
    let named = component.called();
    // The components in one of an unknown type are not known either.
    let lost = known.is_none() && component.setting("children").is_some();
    let row = known.or_else(|| input_meant(&component.kind.text));
    scope.open |= lost || named.is_none() && row.is_none_or(|row| row.input.is_some());
    let Some((name, span)) = named else { return };
    if row.is_some_and(|row| std::ptr::eq(row, &raw const catalogue::FORM)) {
        scope.forms.push(name);
        return;
    }
    if scope.fields_at.contains_key(name) {
        cx.error(
            Code::DuplicateFormComponentNames,
            span,
            format!("two components of the screen `{}` are called `{name}`", scope.id),
        )
        .help("give every component a name of its own, in all branches");
        return;
    }
    scope.lists += usize::from(row.is_some_and(|row| row.input == Some(Input::Item)));
    let hidden = component
        .setting("visible")
        .is_some_and(|value| !matches!(value.kind, ValueKind::Bool(true)));
    scope.fields_at.insert(name, scope.fields.len());
    scope.fields.push(FieldScope {
        name,
        ast: component,
        row,
        schema: match row {
            Some(row) => row.input.map(|input| schema(component, input)),
            None => Some(Schema::Unknown),
        },
        may_be_absent: branch || hidden,
        span,
    });
}

/// The input that a misspelled kind was meant for: what it gives has that type.
fn input_meant(kind: &str) -> Option<&'static catalogue::Component> {
    let inputs = || catalogue::COMPONENTS.iter().filter(|row| row.input.is_some());
    let name = nearest(kind, inputs().map(|row| row.name))?;
    catalogue::component(name)
}

/// The type of `${form.name}`.
fn schema(component: &Component, input: Input) -> Schema<'_> {
    let word = |key| component.word(key);
    let decides = match input {
        Input::Typed => key::INPUT_TYPE,
        Input::Calendar => "mode",
        _ => "",
    };
    let rows = catalogue::component(&component.kind.text).map_or(&[][..], |row| row.properties);
    let misspelled = |written: &ast::Property| {
        let name = written.name.wire();
        let called = || catalogue::meant(rows, &name).is_some_and(|row| row.name == decides);
        name != decides && (nearest(&name, [decides]).is_some() || called())
    };
    if component.settings.iter().any(misspelled) {
        return Schema::Unknown;
    }
    match input {
        Input::Typed => {
            match (component.setting(key::INPUT_TYPE).is_some(), word(key::INPUT_TYPE)) {
                (_, Some("number" | "passcode")) => Schema::Number,
                (false, _) | (_, Some("text" | "email" | "password" | "phone")) => Schema::String,
                (true, _) => Schema::Unknown,
            }
        }
        Input::Text | Input::Option | Input::Date | Input::Item => Schema::String,
        Input::Bool => Schema::Boolean,
        Input::Options => Schema::Array(Some(Box::new(Schema::String))),
        Input::Calendar => match (component.setting("mode").is_some(), word("mode")) {
            (_, Some("range")) => {
                Schema::Object(Some(vec![(START_DATE, Schema::String), (END_DATE, Schema::String)]))
            }
            (true, None) => Schema::Unknown,
            _ => Schema::String,
        },
        Input::Files => Schema::Array(Some(Box::new(Schema::Object(None)))),
    }
}

fn structs<'a>(cx: &mut Diagnostics, flow: &'a ast::Flow) -> Structs<'a> {
    let mut structs = Structs::default();
    for item in &flow.items {
        let Item::Struct(declared) = item else { continue };
        let name = declared.name.text.as_str();
        if matches!(name, "String" | "bool" | "f64" | "i64") {
            cx.error(
                Code::UnknownName,
                declared.name.span,
                format!("`{name}` is a type of the language"),
            )
            .help("give the struct another name");
        } else if structs.get(name).is_some() {
            cx.error(
                Code::UnknownName,
                declared.name.span,
                format!("the struct `{name}` is declared twice"),
            )
            .help("keep one of them");
        } else {
            let (fields, schema) = data::structure(cx, &structs, declared);
            let json = data::struct_json(&fields, declared.span);
            let (size, depth) = (schema.size(), schema.depth());
            structs.push(StructScope { ast: declared, schema, json, fields, size, depth });
        }
    }
    structs
}

fn options<'a>(
    cx: &mut Diagnostics,
    flow: &'a ast::Flow,
    structs: &Structs<'a>,
) -> (Vec<&'a ast::Options>, HashMap<&'a str, usize>) {
    let mut options: Vec<&ast::Options> = Vec::new();
    let mut at = HashMap::new();
    for item in &flow.items {
        let Item::Options(declared) = item else { continue };
        let name = declared.name.text.as_str();
        if at.contains_key(name) {
            cx.error(
                Code::UnknownName,
                declared.name.span,
                format!("the options `{name}` are declared twice"),
            )
            .help("keep one of them");
        } else {
            at.insert(name, options.len());
            options.push(declared);
        }
        same_name(cx, structs, &declared.name);
    }
    (options, at)
}

/// A list of options and a struct become two Rust types, so their names differ.
fn same_name(cx: &mut Diagnostics, structs: &Structs<'_>, list: &ast::Name) {
    if let Some(declared) = structs.get(&list.text).map(|declared| &declared.ast.name) {
        let later = [declared.span, list.span].into_iter().max_by_key(|span| span.bytes().start);
        let message = format!("a struct and a list of options are both called `{}`", list.text);
        cx.error(Code::InvalidRustName, later.unwrap_or(list.span), message)
            .help("give one of them another name");
    }
}
