//! From what was written to what was meant, with every rule of Flow JSON on the way.
#![allow(missing_docs, reason = "internals: names and types say it")]

mod action;
mod acts;
mod base64;
mod bound;
mod branch;
mod carried;
mod choice;
mod chosen;
mod condition;
mod data;
mod date;
mod dynamic;
pub mod embed;
mod endpoint;
mod example;
mod example_keys;
mod expression;
mod form;
mod handed_on;
mod keywords;
mod list;
mod literal;
mod lowered;
mod matching;
mod meant;
mod names;
mod number;
mod options;
mod pattern;
mod payload;
mod picture;
mod place;
mod property;
mod reference;
mod rules;
pub mod schema;
mod schema_words;
pub mod scope;
mod screen;
mod secret;
mod settings;
mod shown;
mod structs;
mod text;
mod unfilled;
mod unknown;
mod usage;
mod verbatim;
mod wording;

use crate::ast;
use crate::diagnostic::{Code, Diagnostics};
use crate::model::{Field, Flow};

#[cfg(test)]
pub(crate) use payload::tell_apart;
pub use payload::{Keyed, told_apart};
use rules::routing::Routes;
pub use scope::Files;
use scope::{Here, Scope};

/// Checks a flow. What was faulty is left out of the answer, so that types can be made of the rest.
pub fn check<'a>(cx: &mut Diagnostics, flow: &'a ast::Flow, files: &'a dyn Files) -> Flow<'a> {
    let mut settings = settings::lower(cx, flow);
    cx.allow(&settings.allowed);
    if settings.unknown_version {
        cx.close();
    }
    let mut scope = names::collect(cx, flow, &settings, files);
    let mut screens: Vec<_> =
        scope.screens.iter().map(|screen| screen::lower(cx, &scope, screen)).collect();
    endpoint::meant(cx, &mut scope, &mut settings);
    secret::mark(&mut scope);
    let routes = Routes::new(&scope);
    let routing_model = rules::routing::derive(cx, &scope, &screens, &routes);
    let entries = rules::routing::entries(&scope, &routes, routing_model.as_deref());
    let mut shown = rules::ways::shown(&scope, &screens, &routes, &entries);
    shown.lacking = handed_on::lacking(&scope, &shown);
    let mut completions = Vec::new();
    for (screen, known) in screens.iter_mut().zip(&scope.screens) {
        let sent = screen::sends(cx, Here::of(&scope, known), &shown);
        screen.exchanges = sent.exchanges;
        completions.extend(sent.completions);
        screen.entry = entries.contains(screen.id);
    }
    let mut checked = Flow {
        docs: &flow.docs,
        visibility: &flow.visibility,
        name: &flow.name.text,
        span: flow.name.span,
        version: settings.version,
        data_api_version: settings.data_api_version,
        data_channel_uri: settings.data_channel_uri,
        published_name: settings.published_name,
        categories: settings.categories,
        routing_model,
        structs: usage::structs(&scope),
        screens,
        success: success(cx, &scope),
        completions,
        files: usage::files(flow, files),
    };
    let dead_ends = rules::flow(cx, &scope, &checked, routes);
    if cx.has_errors() {
        meant::complete(&scope, &mut checked, &dead_ends, &shown);
    }
    // What seems unused may only be misspelled where it is used.
    if !cx.has_errors() {
        usage::unused(cx, &scope, &checked);
    }
    // An option that nobody can choose may be one that could not be read.
    if cx.has_errors() {
        cx.allow(&[Code::UnknownOption]);
    }
    checked
}

/// What the server adds when it closes the flow.
fn success<'a>(cx: &mut Diagnostics, scope: &Scope<'a>) -> Option<Vec<Field<'a>>> {
    let mut declared = scope.flow.items.iter().filter_map(|item| match item {
        ast::Item::Success(success) => Some(success),
        _ => None,
    });
    let first = declared.next()?;
    if let Some(again) = declared.next() {
        cx.error(Code::DuplicateKey, again.span, "`success` is declared twice")
            .help("write all fields into one `success { … }`");
    }
    let fields = data::fields(cx, scope.files, &scope.structs, scope.flow.dialect, &first.fields);
    Some(fields.into_iter().map(|(field, _)| field).collect())
}
