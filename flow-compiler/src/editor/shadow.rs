//! The shadow as it is put together: structs for what a flow declares, a function for each screen.

use std::collections::HashMap;

use proc_macro2::{Delimiter, Ident, Span, TokenStream};
use quote::{format_ident, quote};

use super::field::Fields;
use super::tokens::{self, Tokens};
use super::value::{self, Owner};
use crate::catalogue::{COMPONENTS, ComponentKind, FLOW_SETTINGS, SCREEN_SETTINGS};

/// The shadow of a flow, as far as its tokens were looked at.
pub(super) struct Shadow {
    /// `flow_runtime::__editor`.
    pub(super) editor: TokenStream,
    /// Structs that lie beside the functions.
    items: TokenStream,
    /// The structs of the flow, for its types.
    types: TokenStream,
    lists: Fields,
    screens: Vec<Screen>,
    /// What is said outside the screens.
    outside: Vec<Use>,
    success: Fields,
    count: usize,
}

/// What one screen has and says.
#[derive(Default)]
pub(super) struct Screen {
    pub(super) name: Option<Ident>,
    pub(super) docs: TokenStream,
    pub(super) data: Fields,
    pub(super) form: Fields,
    /// The ids of the options of each input, which conditions compare with.
    pub(super) options: HashMap<String, Vec<String>>,
    pub(super) uses: Vec<Use>,
    /// The fragments that are used there, each with its prefix.
    pub(super) fragments: Vec<(Ident, Option<String>)>,
    /// The parameters of a fragment; `None` for a screen.
    parameters: Option<Fields>,
}

/// A statement of the shadow.
pub(super) enum Use {
    /// `let _ = …`.
    Of(TokenStream),
    /// A path from the root: of a screen, of what it is shown with, of what is entered there.
    Path(Vec<Ident>),
    /// Statements as they are.
    All(TokenStream),
    /// A key alone, which stands for an input or for data.
    Key(Ident),
    /// The id of an option in a comparison with an input.
    Option { input: Ident, id: Ident },
}

/// The local that references hang on. A local is found by an editor only where its name is ours.
pub(super) fn root() -> Ident {
    Ident::new("__r", Span::call_site())
}

impl Shadow {
    pub(super) fn new(runtime: &TokenStream) -> Self {
        Self {
            editor: quote!(#runtime::__editor),
            items: TokenStream::new(),
            types: TokenStream::new(),
            lists: Fields::default(),
            screens: Vec::new(),
            outside: Vec::new(),
            success: Fields::default(),
            count: 0,
        }
    }

    /// A name that no other struct of the shadow has.
    pub(super) fn fresh(&mut self, what: &str) -> Ident {
        self.count += 1;
        format_ident!("__{what}{}", self.count)
    }

    /// Puts a struct beside the functions, or among the types of the flow.
    pub(super) fn item(&mut self, in_types: bool, item: TokenStream) {
        if in_types { self.types.extend(item) } else { self.items.extend(item) }
    }

    /// Reads what is at the top level.
    pub(super) fn flow(&mut self, cur: &mut Tokens) {
        while !cur.done() {
            let docs = cur.docs();
            let named = cur.peek(1).and_then(tokens::name);
            match (cur.word(0).map(ToString::to_string).as_deref(), named) {
                (Some("flow"), Some(name)) => {
                    cur.bump();
                    cur.bump();
                    self.items.extend(quote!(#docs pub struct #name {}));
                    self.flow_settings(cur);
                }
                (Some("screen"), Some(name)) => {
                    cur.bump();
                    cur.bump();
                    self.screen(cur, name, docs);
                }
                (Some("fragment"), Some(name)) => {
                    cur.bump();
                    cur.bump();
                    self.fragment(cur, name, docs);
                }
                (Some("options"), Some(name)) => {
                    cur.bump();
                    cur.bump();
                    self.list(cur, &name, &docs);
                }
                (Some("struct"), Some(name)) => {
                    cur.bump();
                    cur.bump();
                    if let Some(inside) = cur.take(Delimiter::Brace) {
                        let fields = self.fields(inside, true, None, &mut Vec::new());
                        let body = fields.body();
                        self.types.extend(quote!(#docs pub struct #name #body));
                    }
                }
                (Some("success"), _) if cur.group(1, Delimiter::Brace).is_some() => {
                    cur.bump();
                    if let Some(inside) = cur.take(Delimiter::Brace) {
                        let mut uses = Vec::new();
                        let path = quote!(__x);
                        self.success = self.fields(inside, false, Some(&path), &mut uses);
                        self.outside.extend(uses);
                    }
                }
                _ => cur.bump(),
            }
        }
    }

    fn flow_settings(&mut self, cur: &mut Tokens) {
        if let Some(inside) = cur.take(Delimiter::Parenthesis) {
            let mut uses = Vec::new();
            value::settings(self, inside, &Owner::Settings("Flow", FLOW_SETTINGS), &mut uses);
            self.outside.extend(uses);
        }
    }

    fn screen(&mut self, cur: &mut Tokens, name: Ident, docs: TokenStream) {
        let mut screen = Screen { name: Some(name), docs, ..Screen::default() };
        let mut arrow = false;
        while !cur.done() {
            if let Some(inside) = cur.take(Delimiter::Parenthesis) {
                let owner = Owner::Settings("Screen", SCREEN_SETTINGS);
                value::settings(self, inside, &owner, &mut screen.uses);
            } else if let Some(mut inside) = cur.take(Delimiter::Brace) {
                self.nodes(&mut inside, &mut screen);
                break;
            } else if cur.is_sign(0, '-') && cur.is_sign(1, '>') {
                arrow = true;
                cur.bump();
                cur.bump();
            } else if cur.is_sign(0, '|')
                || matches!(cur.peek(0), Some(proc_macro2::TokenTree::Literal(_)))
            {
                cur.bump();
            } else if let Some(next) = cur.peek(0).and_then(tokens::name).filter(|_| arrow) {
                let root = root();
                screen.uses.push(Use::Of(quote!(#root.screen.#next)));
                cur.bump();
            } else {
                break;
            }
        }
        self.screens.push(screen);
    }

    /// `Name (parameter: value, …) { … }`: a screen that none leads to.
    fn fragment(&mut self, cur: &mut Tokens, name: Ident, docs: TokenStream) {
        let mut fragment = Screen { name: Some(name), docs, ..Screen::default() };
        let mut parameters = Fields::default();
        if let Some(inside) = cur.take(Delimiter::Parenthesis) {
            let editor = &self.editor;
            for mut part in inside.parts() {
                let name = part.peek(0).and_then(tokens::name);
                part.bump();
                part.bump();
                if let Some(name) = name {
                    parameters.add(&name, &TokenStream::new(), quote!(#editor::value::Any));
                }
                value::all(part, &mut fragment.uses);
            }
        }
        fragment.parameters = Some(parameters);
        if let Some(mut inside) = cur.take(Delimiter::Brace) {
            self.nodes(&mut inside, &mut fragment);
        }
        self.screens.push(fragment);
    }

    /// Gives each screen the inputs and the data of the fragments that it uses.
    fn fill_in(&mut self) {
        let fragments: HashMap<String, usize> = self
            .screens
            .iter()
            .enumerate()
            .filter(|(_, screen)| screen.parameters.is_some())
            .filter_map(|(at, screen)| Some((screen.name.as_ref()?.to_string(), at)))
            .collect();
        // A fragment may use those that are filled in by then: what is nested deeper is rare.
        for _ in 0..2 {
            for at in 0..self.screens.len() {
                for (name, prefix) in self.screens[at].fragments.clone() {
                    let Some(&of) = fragments.get(&name.to_string()).filter(|of| **of != at) else {
                        continue;
                    };
                    let form = self.screens[of].form.prefixed(prefix.as_deref());
                    let data = self.screens[of].data.prefixed(None);
                    let screen = &mut self.screens[at];
                    for (name, ty) in form {
                        screen.form.add(&name, &TokenStream::new(), ty);
                    }
                    for (name, ty) in data {
                        screen.data.add(&name, &TokenStream::new(), ty);
                    }
                }
            }
        }
    }

    fn list(&mut self, cur: &mut Tokens, name: &Ident, docs: &TokenStream) {
        let mut screen = Screen::default();
        let inside = cur.take(Delimiter::Brace).or_else(|| cur.take(Delimiter::Bracket));
        // Every component that takes shared options takes those of a Dropdown at the least.
        let row = COMPONENTS.iter().copied().find(|row| row.kind == ComponentKind::Dropdown);
        let ty = inside.map(|mut inside| self.entries(&mut inside, row, &mut screen).0);
        let editor = &self.editor;
        let ty = ty.unwrap_or_else(|| quote!(#editor::value::Chosen));
        self.lists.add(name, docs, ty);
        self.outside.extend(screen.uses);
    }

    /// Where the struct of a shared list is: its field has the type.
    pub(super) fn list_type(&self, name: &Ident) -> Option<TokenStream> {
        self.lists.ty(&name.to_string())
    }

    pub(super) fn finish(mut self) -> TokenStream {
        self.fill_in();
        let Self { editor, items, types, lists, screens, outside, success, .. } = self;
        let mut all = TokenStream::new();
        let (mut known, mut fragments) = (Fields::default(), Fields::default());
        let mut functions = TokenStream::new();
        for (at, screen) in screens.iter().enumerate() {
            let [data, form, both, roots] =
                ["__Data", "__Form", "__Screen", "__Roots"].map(|name| format_ident!("{name}{at}"));
            let (data_body, form_body) = (screen.data.body(), screen.form.body());
            let parameters = screen.parameters.iter().flat_map(Fields::declared);
            let declared = quote! {
                pub struct #data #data_body
                pub struct #form #form_body
                pub struct #both {
                    /// What the screen is shown with.
                    pub data: #data,
                    /// What a person enters on the screen.
                    pub form: #form,
                }
                pub struct #roots {
                    /// What the screen is shown with: by the server, or by the `navigate` that leads to it.
                    pub data: #data,
                    /// What a person enters on the screen.
                    pub form: #form,
                    /// The screens of the flow, with what they are shown with and what is entered there.
                    pub screen: __Screens,
                    pub options: __Lists,
                    pub fragment: __Fragments,
                    #(#parameters,)*
                }
            };
            all.extend(declared);
            if let Some(name) = &screen.name {
                let among = if screen.parameters.is_some() { &mut fragments } else { &mut known };
                among.add(name, &screen.docs, quote!(#both));
            }
            let uses = screen.uses.iter().map(|used| used.statement(screen));
            let (name, root) = (format_ident!("__screen{at}"), root());
            functions.extend(quote!(pub fn #name(#root: &#roots) { #(#uses)* }));
        }
        // What another file declares is there, though nothing is known of it.
        for (name, _) in screens.iter().flat_map(|screen| &screen.fragments) {
            let mut name = name.clone();
            name.set_span(Span::call_site());
            fragments.add(&name, &TokenStream::new(), quote!(#editor::value::Any));
        }
        // `SUCCESS` is no screen, and goes where one may be.
        known.add(
            &Ident::new("SUCCESS", Span::call_site()),
            &TokenStream::new(),
            quote!(#editor::value::SUCCESS),
        );
        let [known, fragments, lists, success] =
            [known, fragments, lists, success].map(|fields| fields.body());
        let nowhere = Screen::default();
        let outside = outside.iter().map(|used| used.statement(&nowhere));
        let root = root();
        quote! {
            pub mod __t {
                pub use #editor::ty::*;
                #types
            }
            #items
            pub struct __Lists #lists
            pub struct __Success #success
            pub struct __Flow {
                pub screen: __Screens,
                pub options: __Lists,
            }
            pub struct __Screens #known
            pub struct __Fragments #fragments
            #all
            pub fn __outside(#root: &__Flow, __x: &__Success) { #(#outside)* }
            #functions
        }
    }
}

impl Use {
    fn statement(&self, screen: &Screen) -> TokenStream {
        let root = root();
        match self {
            Self::Of(path) => quote!(let _ = #path;),
            Self::All(statements) => statements.clone(),
            Self::Path(path) => {
                // A fragment may refer to what only the screens have that use it.
                let known = match (&screen.parameters, &path[..]) {
                    (Some(_), [of, name, ..]) if of == "form" => screen.form.has(&name.to_string()),
                    (Some(_), [of, name, ..]) if of == "data" => screen.data.has(&name.to_string()),
                    _ => true,
                };
                if known {
                    quote!(let _ = #root #(.#path)*;)
                } else {
                    quote!({ #(let #path = ();)* })
                }
            }
            Self::Key(key) => {
                let name = key.to_string();
                let (form, data) = (screen.form.has(&name), screen.data.has(&name));
                if screen.parameters.is_some() && !form && !data {
                    return quote!({ let #key = (); });
                }
                let data = data && !form;
                let of = Ident::new(if data { "data" } else { "form" }, Span::call_site());
                quote!(let _ = #root.#of.#key;)
            }
            Self::Option { input, id } => {
                let ids = screen.options.get(&input.to_string());
                let known = ids.is_some_and(|ids| ids.contains(&id.to_string()));
                let input = tokens::elsewhere(input);
                if known { quote!(let _ = #root.form.#input.#id;) } else { TokenStream::new() }
            }
        }
    }
}
