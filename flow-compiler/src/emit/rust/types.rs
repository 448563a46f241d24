//! The types that a flow needs, each once in its module, with what must be done to it.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::completion::Union;
use super::inputs::Inputs;
use super::names;
use super::words::{self, ScreenNames};
use crate::model::{Choice, Flow, Type};

/// The module that a type is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Home<'a> {
    /// The flow's own.
    Flow,
    /// The one of a screen.
    Screen(&'a str),
}

/// Which of the phone's two descriptions of a file arrives.
#[derive(Clone, Copy, Debug)]
pub(super) enum Media {
    /// The one in a `data_exchange`.
    Endpoint,
    /// The one in a completion.
    Webhook,
}

/// What is done to a type.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Uses {
    pub(super) read: bool,
    pub(super) written: bool,
}

/// An enum of options.
pub(super) struct Options<'a> {
    pub(super) home: Home<'a>,
    pub(super) name: String,
    pub(super) span: Span,
    pub(super) choice: Choice<'a>,
}

/// A struct for an object that the flow gives no name.
pub(super) struct Object<'a> {
    pub(super) home: Home<'a>,
    pub(super) name: String,
    /// The name that its place gives it; the name differs where that is taken.
    pub(super) base: String,
    pub(super) span: Span,
    pub(super) fields: Vec<(&'a str, Type<'a>)>,
    pub(super) uses: Uses,
}

/// Every type of a flow, and the modules that they are in.
#[derive(Default)]
pub(super) struct Types<'a> {
    screens: HashMap<&'a str, ScreenNames>,
    pub(super) options: Vec<Options<'a>>,
    pub(super) objects: Vec<Object<'a>>,
    /// The structs that the flow names, as they are called in Rust.
    named: HashMap<&'a str, String>,
    structs: HashMap<&'a str, Uses>,
    /// The enums by where they are and the name that the check gave them.
    enums: HashMap<(Home<'a>, String), usize>,
    /// The structs by where they are and the name that their place gives them.
    places: HashMap<(Home<'a>, String), Vec<usize>>,
    taken: HashSet<(Home<'a>, String)>,
}

/// A place where a type is used.
struct Root<'t, 'a> {
    home: Home<'a>,
    base: String,
    ty: &'t Type<'a>,
    uses: Uses,
    span: Span,
}

/// What a module of a screen declares besides types that the flow's texts name.
pub(super) const SCREEN_NAMES: &[&str] = &["Data", "Exchange", "Next", "LeadsTo"];

/// What the module of a flow declares besides types that the flow's texts name.
pub const FLOW_NAMES: &[&str] =
    &["Screen", "Success", "Init", "InitWith", "Back", "BackTo", "Completion", "Handler", "Served"];

/// What the module of a flow declares that is not a type.
pub(super) const FLOW_VALUES: &[&str] = &["JSON", "message", "template", "serve"];

const READ: Uses = Uses { read: true, written: false };
const WRITTEN: Uses = Uses { read: false, written: true };

impl<'a> Types<'a> {
    /// The types that the screens' data and payloads, `success` and the completion need.
    pub(super) fn of(flow: &Flow<'a>, inputs: &Inputs<'_, 'a>, completion: &Union<'a>) -> Self {
        let mut types = Self::default();
        let fixed = FLOW_NAMES.iter().map(|name| (*name).to_owned());
        let fixed = fixed.chain([names::flow_type(flow.name)]);
        types.taken.extend(fixed.map(|name| (Home::Flow, name)));
        for declared in &flow.structs {
            let value = declared.fields.is_empty() && FLOW_VALUES.contains(&declared.name);
            let wanted = if value { "Struct" } else { declared.name };
            // Where it is another than the author's, the check has reported it.
            let name = types.free(Home::Flow, wanted, "Struct");
            types.named.insert(declared.name, name);
        }
        let shared = flow.screens.iter().flat_map(|screen| &screen.inputs);
        let shared = shared.filter_map(|input| input.ty.choice().filter(|list| list.shared));
        let shared: HashSet<&str> = shared.map(|list| &*list.name).collect();
        let ids = flow.screens.iter().map(|screen| screen.id);
        types.screens = ScreenNames::of(ids, |name| {
            shared.contains(name) || types.taken.contains(&(Home::Flow, name.to_owned()))
        });
        for screen in &flow.screens {
            let home = Home::Screen(screen.id);
            types.taken.extend(SCREEN_NAMES.iter().map(|name| (home, (*name).to_owned())));
        }
        let roots = roots(flow, completion);
        for root in &roots {
            types.add_options(inputs, root.ty, root.span);
        }
        for root in roots {
            types.add(flow, &root);
        }
        types
    }

    /// What a screen of the flow is called.
    pub(super) fn screen(&self, id: &str) -> Cow<'_, ScreenNames> {
        let known = self.screens.get(id);
        known.map_or_else(|| Cow::Owned(ScreenNames::alone(id)), Cow::Borrowed)
    }

    /// The identifier of a screen's module.
    pub(super) fn module(&self, id: &str, span: Span) -> Ident {
        words::ident(&self.screen(id).module, span)
    }

    /// A type by its name, as one module sees the other.
    pub(super) fn path(&self, from: Home<'_>, home: Home<'_>, name: &str) -> TokenStream {
        let name = words::ident(name, Span::call_site());
        match (from, home) {
            (Home::Screen(here), Home::Screen(there)) if here != there => {
                let there = self.module(there, Span::call_site());
                quote!(super::#there::#name)
            }
            (Home::Screen(_), Home::Flow) => quote!(super::#name),
            (Home::Flow, Home::Screen(there)) => {
                let there = self.module(there, Span::call_site());
                quote!(#there::#name)
            }
            _ => quote!(#name),
        }
    }

    /// What a struct that the flow names is called in Rust.
    pub(super) fn named<'n>(&'n self, name: &'n str) -> &'n str {
        self.named.get(name).map_or(name, String::as_str)
    }

    /// What is done to a struct of the flow.
    pub(super) fn uses(&self, name: &str) -> Uses {
        self.structs.get(name).copied().unwrap_or_default()
    }

    /// The Rust type as seen from the module that uses it. `base` is the name that its place
    /// gives to an object.
    pub(super) fn tokens(
        &self,
        runtime: &TokenStream,
        home: Home<'a>,
        base: &str,
        ty: &Type<'a>,
        media: Media,
    ) -> TokenStream {
        match ty {
            Type::String | Type::Digits => quote!(::std::string::String),
            Type::Bool => quote!(bool),
            Type::Number => quote!(f64),
            Type::Integer => quote!(i64),
            Type::Date => quote!(#runtime::Date),
            Type::DateRange => quote!(#runtime::DateRange),
            Type::Json => quote!(#runtime::Value),
            Type::Files => match media {
                Media::Endpoint => quote!(::std::vec::Vec<#runtime::EndpointMedia>),
                Media::Webhook => quote!(::std::vec::Vec<#runtime::WebhookMedia>),
            },
            Type::List(inner) => {
                let inner = self.tokens(runtime, home, &item_base(base, inner), inner, media);
                quote!(::std::vec::Vec<#inner>)
            }
            Type::Struct(name) => self.path(home, Home::Flow, self.named(name)),
            Type::Choice(choice) => {
                let there = home_of(choice);
                let found = self.enums.get(&(there, choice.name.clone().into_owned()));
                found.map_or_else(
                    || quote!(::std::string::String),
                    |at| self.path(home, there, &self.options[*at].name),
                )
            }
            Type::Object(fields) => self.object(home, base, fields).map_or_else(
                || quote!(#runtime::Value),
                |at| self.path(home, home, &self.objects[at].name),
            ),
        }
    }

    fn add_options(&mut self, inputs: &Inputs<'_, 'a>, ty: &Type<'a>, span: Span) {
        match ty {
            Type::List(inner) => self.add_options(inputs, inner, span),
            Type::Object(fields) => {
                for (_, ty) in fields {
                    self.add_options(inputs, ty, span);
                }
            }
            Type::Choice(choice) => {
                let key = (home_of(choice), choice.name.clone().into_owned());
                if !self.enums.contains_key(&key) {
                    let home = key.0;
                    let name = self.free(home, &choice_name(choice), "Choice");
                    let span = inputs.with(choice).map_or(span, |input| input.span.token());
                    self.enums.insert(key, self.options.len());
                    self.options.push(Options { home, name, span, choice: choice.clone() });
                }
            }
            _ => {}
        }
    }

    fn add(&mut self, flow: &Flow<'a>, root: &Root<'_, 'a>) {
        let Root { home, ref base, ty, uses, span } = *root;
        match ty {
            Type::List(inner) => {
                let base = item_base(base, inner);
                self.add(flow, &Root { home, base, ty: inner, uses, span });
            }
            Type::Object(fields) => {
                if let Some(at) = self.object(home, base, fields) {
                    self.objects[at].uses.join(uses);
                } else {
                    let name = self.free(home, base, "Object");
                    let (base, fields) = (base.clone(), fields.clone());
                    let here = self.places.entry((home, base.clone())).or_default();
                    here.push(self.objects.len());
                    self.objects.push(Object { home, name, base, span, fields, uses });
                }
                for (key, ty) in fields {
                    self.add(flow, &Root { home, base: nested(base, key), ty, uses, span });
                }
            }
            Type::Struct(name) => self.add_struct(flow, name, uses),
            _ => {}
        }
    }

    fn add_struct(&mut self, flow: &Flow<'a>, name: &'a str, uses: Uses) {
        // A struct that holds itself ends here the second time.
        if self.structs.entry(name).or_default().join(uses) {
            for declared in flow.structs.iter().filter(|declared| declared.name == name) {
                for field in &declared.fields {
                    let base = nested(name, field.key);
                    let span = field.span.token();
                    self.add(flow, &Root { home: Home::Flow, base, ty: &field.ty, uses, span });
                }
            }
        }
    }

    fn object(&self, home: Home<'a>, base: &str, fields: &[(&'a str, Type<'a>)]) -> Option<usize> {
        let here = self.places.get(&(home, base.to_owned()))?;
        here.iter().copied().find(|at| self.objects[*at].fields == fields)
    }

    /// Takes the name, or, where another type has it, the name with what it is after.
    fn free(&mut self, home: Home<'a>, name: &str, kind: &str) -> String {
        let longer = format!("{name}{kind}");
        let numbered = (2..).map(|number| format!("{longer}{number}"));
        let mut names = [name.to_owned(), longer.clone()].into_iter().chain(numbered);
        names
            .find(|name| self.taken.insert((home, name.clone())))
            .unwrap_or_else(|| name.to_owned())
    }
}

impl Uses {
    /// Adds these; whether anything is new.
    fn join(&mut self, other: Self) -> bool {
        let before = *self;
        self.read |= other.read;
        self.written |= other.written;
        *self != before
    }
}

fn home_of<'a>(choice: &Choice<'a>) -> Home<'a> {
    if choice.shared { Home::Flow } else { Home::Screen(choice.screen) }
}

/// The name that a key gives to an object below it.
pub(super) fn nested(base: &str, key: &str) -> String {
    format!("{base}{}", words::type_name(key).unwrap_or_else(|| "Value".to_owned()))
}

/// The object in a list is one of its items.
fn item_base(base: &str, item: &Type<'_>) -> String {
    match item {
        Type::Object(_) => format!("{base}Item"),
        _ => base.to_owned(),
    }
}

fn choice_name(choice: &Choice<'_>) -> String {
    if words::is_identifier(&choice.name) {
        choice.name.clone().into_owned()
    } else {
        words::type_name(&choice.name).unwrap_or_else(|| "Choice".to_owned())
    }
}

fn roots<'t, 'a>(flow: &'t Flow<'a>, completion: &'t Union<'a>) -> Vec<Root<'t, 'a>> {
    let mut roots = Vec::new();
    // A test reads what an endpoint shows.
    let shown = Uses { read: flow.has_endpoint(), written: true };
    for screen in &flow.screens {
        let home = Home::Screen(screen.id);
        roots.extend(screen.data.iter().flatten().map(|field| Root {
            home,
            base: nested("", field.key),
            ty: &field.ty,
            uses: shown,
            span: field.span.token(),
        }));
        let sent = screen.exchanges.iter().flat_map(|exchange| &exchange.fields);
        // A test writes what the screen sends, and its service reads it.
        roots.extend(sent.map(|field| Root {
            home,
            base: nested("", field.key),
            ty: &field.ty,
            uses: Uses { read: true, written: true },
            span: field.span.token(),
        }));
    }
    roots.extend(flow.success.iter().flatten().map(|field| Root {
        home: Home::Flow,
        base: nested("", field.key),
        ty: &field.ty,
        uses: WRITTEN,
        span: field.span.token(),
    }));
    roots.extend(completion.fields.iter().map(|field| Root {
        home: Home::Flow,
        base: nested("", field.key),
        ty: &field.ty,
        uses: READ,
        span: field.span,
    }));
    roots
}
