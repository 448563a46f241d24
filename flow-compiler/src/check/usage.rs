//! What a flow uses of what it declares.

mod data;

use std::collections::HashSet;
use std::path::PathBuf;

use crate::ast::{self, Body, Component, Item, Node, Source, Type, TypeKind, Value, ValueKind};
use crate::catalogue::SUCCESS;
use crate::check::scope::{Files, Scope};
use crate::diagnostic::{Code, Diagnostics};
use crate::model::{Flow, Struct};

/// The structs of the flow.
pub fn structs<'a>(scope: &Scope<'a>) -> Vec<Struct<'a>> {
    scope
        .structs
        .iter()
        .map(|known| Struct {
            docs: &known.ast.docs,
            name: &known.ast.name.text,
            span: known.ast.name.span,
            fields: known.fields.clone(),
        })
        .collect()
}

/// The files that the flow holds, each once.
pub fn files(flow: &ast::Flow, files: &dyn Files) -> Vec<PathBuf> {
    let (mut found, mut seen_before) = (Vec::new(), HashSet::new());
    walk(flow, &mut |seen| {
        let path = match seen {
            Seen::Value(Value { kind: ValueKind::Embed(embed), .. }) => &embed.path,
            Seen::File(path) => path,
            Seen::Value(_) | Seen::Options(_) | Seen::Type(_) => return,
        };
        let path = files.resolve(path);
        if seen_before.insert(path.clone()) {
            found.push(path);
        }
    });
    found
}

/// What is declared is used.
pub fn unused(cx: &mut Diagnostics, scope: &Scope<'_>, flow: &Flow<'_>) {
    data::unused(cx, scope, flow);
    let (mut options, mut structs) = (HashSet::new(), HashSet::new());
    walk(scope.flow, &mut |seen| match seen {
        Seen::Options(name) => drop(options.insert(name)),
        Seen::Type(name) => drop(structs.insert(name)),
        Seen::Value(_) | Seen::File(_) => {}
    });
    let ends = |item: &Item| matches!(item, Item::Screen(screen) if screen.routes.iter().any(|route| route.text == SUCCESS));
    for item in &scope.flow.items {
        if let Item::Fragment(fragment) = item {
            let name = &fragment.name;
            let message = format!("the fragment `{}` is never used", name.text);
            cx.warning(Code::Unused, name.span, message)
                .help(format!("write `..{}` where its components go, or remove it", name.text));
        }
        if let Item::Success(success) = item
            && !scope.flow.items.iter().any(ends)
        {
            let message = format!("no screen leads to `{SUCCESS}`, so `success` is never used");
            cx.warning(Code::Unused, success.span, message)
                .help("write `-> SUCCESS` after the title of a screen, or remove `success`");
        }
    }
    let declared = scope.options.iter().map(|options| &options.name);
    let unused_options = declared.filter(|name| !options.contains(name.text.as_str()));
    let declared = scope.structs.iter().map(|known| &known.ast.name);
    let unused_structs = declared.filter(|name| !structs.contains(name.text.as_str()));
    let unused_options = unused_options.map(|name| (name, "the options", "are"));
    // A file that is included may have more, for other flows.
    let own = |(name, ..): &(&ast::Name, &str, &str)| name.span.file().is_none();
    for (name, what, are) in
        unused_options.chain(unused_structs.map(|name| (name, "the struct", "is"))).filter(own)
    {
        cx.warning(Code::Unused, name.span, format!("{what} `{}` {are} never used", name.text))
            .help("remove the declaration");
    }
}

/// Something that uses or holds something.
enum Seen<'t> {
    Value(&'t Value),
    /// A file that is included.
    File(&'t str),
    Options(&'t str),
    Type(&'t str),
}

type Visit<'v, 't> = &'v mut dyn FnMut(Seen<'t>);

fn walk<'t>(flow: &'t ast::Flow, visit: Visit<'_, 't>) {
    for item in &flow.items {
        match item {
            Item::Screen(screen) => {
                screen.title.iter().for_each(|title| value(title, visit));
                nodes(&screen.body, visit);
            }
            Item::Options(declared) => options(&declared.body, visit),
            Item::Struct(declared) => {
                declared.fields.iter().for_each(|field| ty(&field.ty, visit));
            }
            Item::Success(success) => success.fields.iter().for_each(|field| example(field, visit)),
            Item::Include(include) => visit(Seen::File(&include.path)),
            Item::Fragment(_) => {}
        }
    }
}

fn nodes<'t>(written: &'t [Node], visit: Visit<'_, 't>) {
    for node in written {
        match node {
            Node::Data(written) => written.fields.iter().for_each(|field| example(field, visit)),
            Node::Component(written) => component(written, visit),
            Node::If(_) | Node::Match(_) | Node::Use(_) => {}
        }
        node.bodies().for_each(|body| nodes(body, visit));
    }
}

fn component<'t>(written: &'t Component, visit: Visit<'_, 't>) {
    written.main.iter().for_each(|main| value(main, visit));
    written.settings.iter().for_each(|setting| value(&setting.value, visit));
    if let Some(Source::Options(name)) = &written.source {
        visit(Seen::Options(&name.text));
    }
    written.body.iter().for_each(|body| options(body, visit));
}

fn options<'t>(written: &'t Body, visit: Visit<'_, 't>) {
    match written {
        Body::Nodes(_) => {}
        Body::Titles(titles) => titles.iter().for_each(|title| value(title, visit)),
        Body::Entries(entries) => {
            for entry in entries {
                value(&entry.text, visit);
                entry.settings.iter().for_each(|setting| value(&setting.value, visit));
            }
        }
    }
}

fn example<'t>(field: &'t ast::DataField, visit: Visit<'_, 't>) {
    field.ty.iter().for_each(|written| ty(written, visit));
    field.example.iter().for_each(|example| value(example, visit));
}

fn ty<'t>(written: &'t Type, visit: Visit<'_, 't>) {
    match &written.kind {
        TypeKind::Name(name) => visit(Seen::Type(name)),
        TypeKind::List(item) => ty(item, visit),
        TypeKind::Object(fields) => fields.iter().for_each(|field| ty(&field.ty, visit)),
        TypeKind::Raw(_) | TypeKind::Unread => {}
    }
}

fn value<'t>(written: &'t Value, visit: Visit<'_, 't>) {
    visit(Seen::Value(written));
    match &written.kind {
        ValueKind::List(items) => items.iter().for_each(|item| value(item, visit)),
        ValueKind::Object(members) => members.iter().for_each(|member| value(&member.value, visit)),
        _ => {}
    }
}
