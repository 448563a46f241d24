//! Components, branches, options and actions.

use proc_macro2::{Delimiter, Ident, Span, TokenStream, TokenTree};
use quote::quote;

use super::field::Fields;
use super::shadow::{Screen, Shadow, Use, root};
use super::tokens::{self, Tokens};
use super::value::{self, Owner};
use crate::catalogue::{self, ActionKind, Component, Input, Kind, Target};

impl Shadow {
    /// What is in the braces of a screen, a Form or a branch.
    pub(super) fn nodes(&mut self, cur: &mut Tokens, screen: &mut Screen) {
        while !cur.done() {
            let docs = cur.docs();
            if cur.is_sign(0, '.') && cur.is_sign(1, '.') {
                fragment_used(cur, screen);
            } else if cur.is_word(0, "data") && cur.group(1, Delimiter::Brace).is_some() {
                cur.bump();
                self.data(cur, screen);
            } else if cur.key().is_some() {
                let name = cur.peek(0).and_then(tokens::name);
                cur.bump();
                cur.bump();
                self.component(cur, name, &docs, screen);
            } else if cur.is_word(0, "if") || cur.is_word(0, "match") {
                self.branch(cur, screen);
            } else if cur.word(0).is_some() {
                self.component(cur, None, &docs, screen);
            } else {
                cur.bump();
            }
        }
    }

    fn data(&mut self, cur: &mut Tokens, screen: &mut Screen) {
        let Some(inside) = cur.take(Delimiter::Brace) else { return };
        let root = root();
        let declared = self.fields(inside, false, Some(&quote!(#root.data)), &mut screen.uses);
        screen.data.extend(declared);
    }

    /// `if condition { … } else { … }` or `match value { "a" => { … } … }`.
    fn branch(&mut self, cur: &mut Tokens, screen: &mut Screen) {
        let matches = cur.is_word(0, "match");
        cur.bump();
        let mut head = Vec::new();
        while !cur.done() && cur.group(0, Delimiter::Brace).is_none() {
            if cur.is_sign(0, '$') {
                value::reference(cur, &mut head);
            } else if let Some(inside) = cur.take(Delimiter::Parenthesis) {
                value::all(inside, &mut head);
            } else {
                value::one(cur, &mut head);
            }
        }
        let input = head.iter().find_map(value::input_of);
        screen.uses.extend(head);
        let Some(mut inside) = cur.take(Delimiter::Brace) else { return };
        if !matches {
            self.nodes(&mut inside, screen);
            while cur.is_word(0, "else") {
                cur.bump();
                match cur.take(Delimiter::Brace) {
                    Some(mut inside) => self.nodes(&mut inside, screen),
                    None if cur.is_word(0, "if") => self.branch(cur, screen),
                    None => {}
                }
            }
            return;
        }
        while !inside.done() {
            let id = inside.peek(0).filter(|token| matches!(token, TokenTree::Literal(_)));
            if let (Some(input), Some(id)) = (&input, id.and_then(tokens::name)) {
                screen.uses.push(Use::Option { input: input.clone(), id });
            }
            match inside.take(Delimiter::Brace) {
                Some(mut body) => self.nodes(&mut body, screen),
                None => inside.bump(),
            }
        }
    }

    /// `Kind! "text" in source (…) { … } => action`.
    fn component(
        &mut self,
        cur: &mut Tokens,
        name: Option<Ident>,
        docs: &TokenStream,
        screen: &mut Screen,
    ) {
        let Some(kind) = cur.word(0).cloned().filter(|_| cur.key().is_none()) else {
            // The name is there, and its kind is still to be typed.
            if let Some(name) = name {
                let editor = &self.editor;
                let ty = quote!(#editor::value::Any);
                screen.form.add(&name, docs, ty);
            }
            return;
        };
        cur.bump();
        let row = catalogue::component(&kind.to_string());
        let owner = Owner::component(row);
        let editor = self.editor.clone();
        let kind_name = tokens::name(&kind.clone().into()).unwrap_or(kind);
        // The statements of the component are in one block, with one local of its kind.
        let mut uses = Vec::new();
        let mut options = None;
        while !cur.done() && (cur.key().is_none() || cur.is_word(0, "in")) {
            // A fragment is used next.
            if cur.is_sign(0, '.') && cur.is_sign(1, '.') {
                break;
            }
            if let Some(inside) = cur.take(Delimiter::Parenthesis) {
                value::settings(self, inside, &owner, &mut uses);
            } else if let Some(mut inside) = cur.take(Delimiter::Brace) {
                if lists(row, &inside) {
                    options = Some(self.entries(&mut inside, row, screen));
                } else {
                    self.nodes(&mut inside, screen);
                }
            } else if let Some(inside) = cur.take(Delimiter::Bracket) {
                value::all(inside, &mut uses);
            } else if is_arrow(cur) {
                cur.bump();
                cur.bump();
                self.action(cur, &mut uses);
            } else if cur.is_word(0, "in") {
                cur.bump();
                if let Some(list) = cur.word(0).cloned().filter(|_| cur.key().is_none()) {
                    cur.bump();
                    let root = root();
                    uses.push(Use::Of(quote!(#root.options.#list)));
                    let ty = self.list_type(&list);
                    options = ty.map(|ty| (ty, Vec::new()));
                }
            } else if cur.is_sign(0, '$') {
                value::reference(cur, &mut uses);
            } else if value::is_embedded(cur)
                || !matches!(cur.peek(0), Some(TokenTree::Ident(_)))
                || cur.is_word(0, "true")
                || cur.is_word(0, "false")
            {
                value::one(cur, &mut uses);
            } else {
                break;
            }
        }
        let statements = uses.iter().filter_map(Use::plain);
        screen.uses.push(Use::All(quote! {{
            let __c = #editor::any::<#editor::component::#kind_name>();
            #(#statements)*
        }}));
        screen.uses.extend(uses.into_iter().filter(|used| used.plain().is_none()));
        if let Some(name) = name {
            let (ty, ids) = options.unwrap_or_else(|| (self.input(row), Vec::new()));
            let first = screen.form.add(&name, docs, ty);
            screen.options.entry(name.to_string()).or_default().extend(ids);
            if !first {
                let root = root();
                screen.uses.push(Use::Of(quote!(#root.form.#name)));
            }
        }
    }

    fn input(&self, row: Option<&Component>) -> TokenStream {
        let ty = match row.and_then(|row| row.input) {
            Some(Input::Typed | Input::Text) => "Text",
            Some(Input::Option | Input::Options | Input::Item) => "Chosen",
            Some(Input::Bool) => "Boolean",
            Some(Input::Date | Input::Calendar) => "Date",
            Some(Input::Files) => "Files",
            None => "Any",
        };
        let (editor, ty) = (&self.editor, Ident::new(ty, Span::call_site()));
        quote!(#editor::value::#ty)
    }

    /// `id: "Text" (…) => action`: the struct of the ids, and the ids.
    pub(super) fn entries(
        &mut self,
        cur: &mut Tokens,
        row: Option<&'static Component>,
        screen: &mut Screen,
    ) -> (TokenStream, Vec<String>) {
        let owner = Owner::item(row);
        let editor = self.editor.clone();
        let mut ids = Fields::default();
        let mut known = Vec::new();
        while !cur.done() {
            let docs = cur.docs();
            // An id has its `:` only once that is typed.
            let word = cur.peek(0).filter(|word| matches!(word, TokenTree::Ident(_)));
            if let Some(id) = cur.key().or(word).and_then(tokens::name) {
                known.push(id.to_string());
                ids.add(&id, &docs, quote!(#editor::value::Option));
            } else if let Some(inside) = cur.take(Delimiter::Parenthesis) {
                let mut uses = Vec::new();
                value::settings(self, inside, &owner, &mut uses);
                let local = owner.local(&editor);
                let statements = uses.iter().filter_map(Use::plain);
                screen.uses.push(Use::All(quote!({ #local #(#statements)* })));
                screen.uses.extend(uses.into_iter().filter(|used| used.plain().is_none()));
                continue;
            } else if is_arrow(cur) {
                cur.bump();
                cur.bump();
                self.action(cur, &mut screen.uses);
                continue;
            } else if let Some(TokenTree::Literal(text)) = cur.peek(0) {
                value::text(text, &mut screen.uses);
            }
            cur.bump();
        }
        let (name, body) = (self.fresh("Options"), ids.body());
        self.item(false, quote!(pub struct #name #body));
        (quote!(#name), known)
    }

    /// `name target { payload }`.
    pub(super) fn action(&mut self, cur: &mut Tokens, uses: &mut Vec<Use>) {
        let Some(action) = cur.peek(0).filter(|_| cur.key().is_none()).and_then(tokens::name)
        else {
            return;
        };
        let editor = &self.editor;
        cur.bump();
        uses.push(Use::Of(quote!(#editor::action::#action)));
        let kind = ActionKind::from_name(&action.to_string());
        let leads = kind.is_some_and(|kind| kind.row().target == Some(Target::Screen));
        let mut target = None;
        if leads && let Some(screen) = cur.word(0).cloned().filter(|_| cur.key().is_none()) {
            cur.bump();
            let root = root();
            uses.push(Use::Of(quote!(#root.screen.#screen)));
            target = Some(tokens::elsewhere(&screen));
        }
        while matches!(cur.peek(0), Some(TokenTree::Literal(_))) && cur.key().is_none() {
            value::one(cur, uses);
        }
        if cur.is_sign(0, '$') {
            value::reference(cur, uses);
        }
        if let Some(inside) = cur.take(Delimiter::Parenthesis) {
            value::all(inside, uses);
        }
        if let Some(inside) = cur.take(Delimiter::Brace) {
            payload(inside, kind, target.as_ref(), uses);
        }
    }
}

/// `..Name (prefix: word, parameter: value, …)`.
fn fragment_used(cur: &mut Tokens, screen: &mut Screen) {
    cur.bump();
    cur.bump();
    let Some(name) = cur.word(0).cloned() else { return };
    cur.bump();
    let root = root();
    screen.uses.push(Use::Of(quote!(#root.fragment.#name)));
    let mut prefix = None;
    if let Some(inside) = cur.take(Delimiter::Parenthesis) {
        for mut part in inside.parts() {
            let key = part.key().and_then(tokens::name);
            let is_prefix = key.as_ref().is_some_and(|key| key == "prefix");
            if is_prefix {
                prefix = part.word(2).map(ToString::to_string);
            }
            if let Some(key) = key {
                screen.uses.push(Use::All(quote!({ let #key = (); })));
                part.bump();
                part.bump();
            }
            if let Some(word) = part.word(0).filter(|_| !value::is_embedded(&part)) {
                let word = tokens::name(&word.clone().into());
                screen.uses.extend(word.map(|word| Use::All(quote!({ let #word = (); }))));
            }
            value::all(part, &mut screen.uses);
        }
    }
    screen.fragments.push((name, prefix));
}

/// `{ a, b: value, ..form }`.
fn payload(inside: Tokens, kind: Option<ActionKind>, target: Option<&Ident>, uses: &mut Vec<Use>) {
    let root = root();
    for mut part in inside.parts() {
        if part.is_sign(0, '.') && part.is_sign(1, '.') {
            if let Some(of) = part.peek(2).and_then(tokens::name) {
                uses.push(Use::Of(quote!(#root.#of)));
            }
            continue;
        }
        let alone = part.key().is_none();
        let Some(key) = part.peek(0).and_then(tokens::name) else { continue };
        match (kind, target) {
            (Some(ActionKind::Navigate), Some(target)) => {
                uses.push(Use::Of(quote!(#root.screen.#target.data.#key)));
            }
            (Some(ActionKind::UpdateData), _) => {
                uses.push(Use::Path(vec![Ident::new("data", Span::call_site()), key.clone()]));
            }
            // The key is the author's own.
            _ if !alone => uses.push(Use::All(quote!({ let #key = (); }))),
            _ => {}
        }
        if alone {
            uses.push(Use::Key(key));
            continue;
        }
        part.bump();
        part.bump();
        value::all(part, uses);
    }
}

fn is_arrow(cur: &Tokens) -> bool {
    (cur.is_sign(0, '=') || cur.is_sign(0, '-')) && cur.is_sign(1, '>')
}

/// Whether the braces of a component hold options: by its row, else by what is in them.
fn lists(row: Option<&Component>, inside: &Tokens) -> bool {
    let Some(row) = row else {
        return inside.key().is_some() && matches!(inside.peek(2), Some(TokenTree::Literal(_)));
    };
    let source = row.source.and_then(|source| row.property(source));
    source.is_some_and(|source| matches!(source.kind, Kind::Options(_) | Kind::Items(_)))
}
