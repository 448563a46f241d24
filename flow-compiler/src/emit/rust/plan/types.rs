//! The types that a flow needs, each once in its module, with what must be done to it.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use super::completion::Union;
use super::fields::FieldNames;
use super::inputs::Inputs;
use super::options;
use super::screens::ScreenNames;
use crate::diagnostic::{Code, Diagnostics};
use crate::emit::rust::ident;
use crate::model::{Choice, Flow, Type};
use crate::span::Span;

/// The module that a type is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Home<'a> {
    /// The flow's own.
    Flow,
    /// The one of a screen.
    Screen(&'a str),
}

/// What is done to a type.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Uses {
    pub(crate) read: bool,
    pub(crate) written: bool,
}

/// An enum of options.
#[derive(Debug)]
pub(crate) struct Options<'a> {
    pub(crate) home: Home<'a>,
    pub(crate) name: String,
    pub(crate) span: Span,
    pub(crate) choice: Choice<'a>,
    /// What each option is called. Two of one id have one name.
    pub(crate) variants: Vec<String>,
}

/// A struct for an object that the flow gives no name.
#[derive(Debug)]
pub(crate) struct Object<'a> {
    pub(crate) home: Home<'a>,
    pub(crate) name: String,
    /// The name that its place gives it; the name differs where that is taken.
    pub(crate) base: String,
    pub(crate) span: Span,
    pub(crate) fields: Vec<(&'a str, Type<'a>)>,
    pub(crate) names: FieldNames<'a>,
    pub(crate) uses: Uses,
}

/// Every type of a flow, and the modules that they are in.
#[derive(Debug, Default)]
pub(crate) struct Types<'a> {
    screens: HashMap<&'a str, ScreenNames>,
    pub(crate) options: Vec<Options<'a>>,
    pub(crate) objects: Vec<Object<'a>>,
    /// The structs that the flow names, as they and their fields are called in Rust.
    named: HashMap<&'a str, (String, FieldNames<'a>)>,
    structs: HashMap<&'a str, Uses>,
    /// The enums by where they are and what they are the options of.
    enums: HashMap<(Home<'a>, &'a str), usize>,
    /// The structs by where they are and the name that their place gives them.
    places: HashMap<(Home<'a>, String), Vec<usize>>,
    taken: HashSet<(Home<'a>, String)>,
    /// What no type of the author may be called, and those that are reported.
    reserved: HashSet<String>,
    reported: HashSet<&'a str>,
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
pub(crate) const SCREEN_NAMES: &[&str] = &["Data", "Exchange", "Next", "LeadsTo"];

/// What the module of a flow declares besides types that the flow's texts name.
pub const FLOW_NAMES: &[&str] =
    &["Screen", "Success", "Init", "InitWith", "Back", "BackTo", "Completion", "Handler", "Served"];

/// What the module of a flow declares that is not a type.
pub(crate) const FLOW_VALUES: &[&str] = &["JSON", "message", "template", "serve"];

const READ: Uses = Uses { read: true, written: false };
const WRITTEN: Uses = Uses { read: false, written: true };

impl<'a> Types<'a> {
    /// The types that the screens' data and payloads, `success` and the completion need. A name that
    /// the author gave to a type and that is not to be had is reported.
    pub(crate) fn of(
        cx: &mut Diagnostics,
        flow: &Flow<'a>,
        flow_type: &str,
        inputs: &Inputs<'_, 'a>,
        completion: &Union<'a>,
    ) -> Self {
        let mut types = Self::default();
        let fixed = FLOW_NAMES.iter().copied().chain([flow_type]);
        types.taken.extend(fixed.map(|name| (Home::Flow, name.to_owned())));
        // A struct without fields is a value too.
        let empty = flow.structs.iter().filter(|declared| declared.fields.is_empty());
        let empty: HashSet<&str> = empty.map(|declared| declared.name).collect();
        let values = FLOW_VALUES.iter().copied().filter(|name| empty.contains(name));
        types.reserved = FLOW_NAMES.iter().copied().chain(values).map(str::to_owned).collect();
        types.reserved.insert(flow_type.to_owned());
        for declared in &flow.structs {
            types.author(cx, "struct", declared.name, declared.span);
            let value = declared.fields.is_empty() && FLOW_VALUES.contains(&declared.name);
            let wanted = if value { "Struct" } else { declared.name };
            let name = types.free(Home::Flow, wanted, "Struct");
            let fields = FieldNames::of(declared.fields.iter().map(|field| field.key));
            types.named.insert(declared.name, (name, fields));
        }
        let shared = flow.screens.iter().flat_map(|screen| &screen.inputs);
        let shared = shared.filter_map(|input| input.ty.choice().filter(|list| list.shared));
        let shared: HashSet<&str> = shared.map(|list| list.name).collect();
        let ids = flow.screens.iter().map(|screen| screen.id);
        types.screens = ScreenNames::of(ids, |name| {
            shared.contains(name) || types.taken.contains(&(Home::Flow, name.to_owned()))
        });
        for screen in &flow.screens {
            let home = Home::Screen(screen.id);
            types.taken.extend(SCREEN_NAMES.iter().map(|name| (home, (*name).to_owned())));
        }
        for input in flow.screens.iter().flat_map(|screen| &screen.inputs) {
            if let Some(list) = input.ty.choice().filter(|list| list.shared) {
                types.author(cx, "list", list.name, input.span);
            }
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
    pub(crate) fn screen(&self, id: &str) -> Cow<'_, ScreenNames> {
        let known = self.screens.get(id);
        known.map_or_else(|| Cow::Owned(ScreenNames::alone(id)), Cow::Borrowed)
    }

    /// What a struct that the flow names is called in Rust.
    pub(crate) fn named<'n>(&'n self, name: &'n str) -> &'n str {
        self.named.get(name).map_or(name, |(name, _)| name)
    }

    /// What the fields of a struct that the flow names are called.
    pub(crate) fn fields_of(&self, name: &str) -> Option<&FieldNames<'a>> {
        self.named.get(name).map(|(_, fields)| fields)
    }

    /// The enum of these options.
    pub(crate) fn options_of(&self, choice: &Choice<'a>) -> Option<&Options<'a>> {
        self.enums.get(&(home_of(choice), choice.name)).map(|at| &self.options[*at])
    }

    /// Reports a name that the author gave to a type and that Rust, or the flow, has not got for it.
    fn author(&mut self, cx: &mut Diagnostics, kind: &str, name: &'a str, span: Span) {
        let message = if !ident::is_identifier(name) {
            format!("the {kind} `{name}` has a name that Rust does not take for a type")
        } else if self.reserved.contains(name) {
            format!("the {kind} `{name}` has the name of something that the flow gets anyway")
        } else {
            return;
        };
        if self.reported.insert(name) {
            cx.error(Code::InvalidRustName, span, message).help("give it another name");
        }
    }

    /// What is done to a struct of the flow.
    pub(crate) fn uses(&self, name: &str) -> Uses {
        self.structs.get(name).copied().unwrap_or_default()
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
                let home = home_of(choice);
                if !self.enums.contains_key(&(home, choice.name)) {
                    let name = self.free(home, &choice_name(choice), "Choice");
                    let span = inputs.with(choice).map_or(span, |input| input.span);
                    let texts = choice.options.iter().map(|option| (&*option.id, &*option.title));
                    let variants = options::variants(&texts.collect::<Vec<_>>());
                    self.enums.insert((home, choice.name), self.options.len());
                    let choice = choice.clone();
                    self.options.push(Options { home, name, span, choice, variants });
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
                if let Some(at) = self.place(home, base, fields) {
                    self.objects[at].uses.join(uses);
                } else {
                    let name = self.free(home, base, "Object");
                    let (base, fields) = (base.clone(), fields.clone());
                    let here = self.places.entry((home, base.clone())).or_default();
                    here.push(self.objects.len());
                    let names = FieldNames::of(fields.iter().map(|(key, _)| *key));
                    self.objects.push(Object { home, name, base, span, fields, names, uses });
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
                    let span = field.span;
                    self.add(flow, &Root { home: Home::Flow, base, ty: &field.ty, uses, span });
                }
            }
        }
    }

    /// The struct of an object.
    pub(crate) fn object(
        &self,
        home: Home<'a>,
        base: &str,
        fields: &[(&'a str, Type<'a>)],
    ) -> Option<&Object<'a>> {
        self.place(home, base, fields).map(|at| &self.objects[at])
    }

    fn place(&self, home: Home<'a>, base: &str, fields: &[(&'a str, Type<'a>)]) -> Option<usize> {
        let here = self.places.get(&(home, base.to_owned()))?;
        here.iter().copied().find(|at| self.objects[*at].fields == fields)
    }

    /// Takes the name, or, where another type has it, the name with what it is after.
    fn free(&mut self, home: Home<'a>, name: &str, kind: &str) -> String {
        let name = &ident::allowed(name.to_owned());
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

pub(crate) fn home_of<'a>(choice: &Choice<'a>) -> Home<'a> {
    if choice.shared { Home::Flow } else { Home::Screen(choice.screen) }
}

/// The name that a key gives to an object below it.
pub(crate) fn nested(base: &str, key: &str) -> String {
    format!("{base}{}", ident::type_name(key).unwrap_or_else(|| "Value".to_owned()))
}

/// The object in a list is one of its items.
pub(crate) fn item_base(base: &str, item: &Type<'_>) -> String {
    match item {
        Type::Object(_) => format!("{base}Item"),
        _ => base.to_owned(),
    }
}

/// A shared list keeps the name that its author gave it; what is named after an input has camel case.
fn choice_name(choice: &Choice<'_>) -> String {
    if choice.shared && ident::is_identifier(choice.name) {
        return choice.name.to_owned();
    }
    ident::type_name(choice.rename.unwrap_or(choice.name)).unwrap_or_else(|| "Choice".to_owned())
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
            span: field.span,
        }));
        let sent = screen.exchanges.iter().flat_map(|exchange| &exchange.fields);
        // A test writes what the screen sends, and its service reads it.
        roots.extend(sent.map(|field| Root {
            home,
            base: nested("", field.key),
            ty: &field.ty,
            uses: Uses { read: true, written: true },
            span: field.declared,
        }));
    }
    roots.extend(flow.success.iter().flatten().map(|field| Root {
        home: Home::Flow,
        base: nested("", field.key),
        ty: &field.ty,
        uses: WRITTEN,
        span: field.span,
    }));
    roots.extend(completion.fields.iter().map(|field| Root {
        home: Home::Flow,
        base: nested("", field.key),
        ty: &field.ty,
        uses: READ,
        span: field.declared,
    }));
    roots
}
