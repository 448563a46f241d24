//! Properties and their values: words, references, what is inside texts.

use proc_macro2::{Delimiter, Ident, Literal, Span, TokenStream, TokenTree};
use quote::{format_ident, quote};

use super::catalogue::{item_name, type_name};
use super::shadow::{Shadow, Use, root};
use super::tokens::{self, Tokens};
use crate::catalogue::{self, Component, Kind, Property, Setting, SettingKind};

/// What has the properties in a pair of parentheses.
pub(super) enum Owner {
    Settings(&'static str, &'static [Setting]),
    /// A component, whose local is there.
    Component(Option<&'static Component>),
    /// An option, an item or an object in a value: the struct of `__editor` that it is.
    Part(String, &'static [Property]),
}

impl Owner {
    pub(super) fn component(row: Option<&'static Component>) -> Self {
        Self::Component(row)
    }

    /// One of the items of a component.
    pub(super) fn item(row: Option<&'static Component>) -> Self {
        let name = item_name(row.map_or("", |row| row.name));
        let items = row.and_then(|row| match &row.property(row.source?)?.kind {
            Kind::Options(items) | Kind::Items(items) => Some(items.properties),
            _ => None,
        });
        Self::Part(name, items.unwrap_or_default())
    }

    /// The local that its properties are fields of.
    pub(super) fn local(&self, editor: &TokenStream) -> TokenStream {
        let ty = match self {
            Self::Settings(name, _) => {
                let name = format_ident!("{name}");
                quote!(setting::#name)
            }
            Self::Component(_) => return TokenStream::new(),
            Self::Part(name, _) => {
                let name = format_ident!("{name}");
                quote!(part::#name)
            }
        };
        quote!(let __c = #editor::any::<#editor::#ty>();)
    }

    fn property(&self, name: &str) -> Option<&'static Property> {
        match self {
            Self::Settings(..) | Self::Component(None) => None,
            Self::Component(Some(row)) => row.property(name),
            Self::Part(_, properties) => catalogue::find(properties, name),
        }
    }

    fn setting(&self, name: &str) -> Option<SettingKind> {
        match self {
            Self::Settings(_, rows) => rows.iter().find(|row| row.name == name).map(|row| row.kind),
            _ => None,
        }
    }

    /// The beginning of the names of what its properties are made of.
    fn prefix(&self) -> &str {
        match self {
            Self::Settings(name, _) => name,
            Self::Component(row) => row.map_or("", |row| row.name),
            Self::Part(name, _) => name,
        }
    }
}

/// `name: value, …`, each name a field of the local.
pub(super) fn settings(shadow: &mut Shadow, inside: Tokens, owner: &Owner, uses: &mut Vec<Use>) {
    let mut found = Vec::new();
    for mut part in inside.parts() {
        // A text alone is no key: it is a value in parentheses.
        let key =
            part.key().or_else(|| part.peek(0).filter(|key| matches!(key, TokenTree::Ident(_))));
        let Some(name) = key.and_then(tokens::name) else {
            all(part, &mut found);
            continue;
        };
        found.push(Use::Of(quote!(__c.#name)));
        part.bump();
        if part.is_sign(0, ':') {
            part.bump();
        }
        let wire = name.to_string().replace('_', "-");
        let wire = wire.trim_start_matches("r#");
        if let Some(kind) = owner.setting(&name.to_string()) {
            setting(shadow, &mut part, kind, &mut found);
        } else {
            let kind = owner.property(wire).map(|property| &property.kind);
            let made_of = match kind {
                Some(Kind::Options(_) | Kind::Items(_)) => item_name(owner.prefix()),
                _ => type_name(owner.prefix(), wire),
            };
            value(shadow, &mut part, kind, &made_of, &mut found);
        }
    }
    let local = owner.local(&shadow.editor);
    if local.is_empty() {
        uses.extend(found);
        return;
    }
    let statements = found.iter().filter_map(Use::plain);
    uses.push(Use::All(quote!({ #local #(#statements)* })));
    uses.extend(found.into_iter().filter(|used| used.plain().is_none()));
}

fn setting(shadow: &Shadow, cur: &mut Tokens, kind: SettingKind, uses: &mut Vec<Use>) {
    let (editor, root) = (shadow.editor.clone(), root());
    while let Some(token) = cur.peek(0).cloned() {
        cur.bump();
        match token {
            TokenTree::Group(group) => {
                setting(shadow, &mut Tokens::new(group.stream()), kind, uses);
            }
            token @ TokenTree::Ident(_) => {
                let Some(word) = tokens::name(&token) else { continue };
                let path = match kind {
                    SettingKind::Categories => quote!(#editor::Category::#word),
                    SettingKind::Codes => quote!(#editor::Code::#word),
                    SettingKind::Names => {
                        uses.push(of_form(word));
                        continue;
                    }
                    SettingKind::RoutingModel => quote!(#root.screen.#word),
                    _ => continue,
                };
                uses.push(Use::Of(path));
            }
            _ => {}
        }
    }
}

/// The value of a property. `made_of`: the struct or the enum of what the value is made of.
fn value(
    shadow: &mut Shadow,
    cur: &mut Tokens,
    kind: Option<&'static Kind>,
    made_of: &str,
    uses: &mut Vec<Use>,
) {
    let kind = match kind {
        Some(Kind::ByMode(inner, _)) => Some(*inner),
        kind => kind,
    };
    while let Some(token) = cur.peek(0).cloned() {
        match token {
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
                cur.bump();
                object(shadow, Tokens::new(group.stream()), kind, made_of, uses);
            }
            TokenTree::Group(group) => {
                cur.bump();
                value(shadow, &mut Tokens::new(group.stream()), kind, made_of, uses);
            }
            // Neither a key nor a word of Rust is the name of an action.
            ref word @ TokenTree::Ident(_)
                if matches!(kind, Some(Kind::Action(_)))
                    && cur.key().is_none()
                    && tokens::name(word).is_some() =>
            {
                shadow.action(cur, uses);
            }
            TokenTree::Ident(_) if is_embedded(cur) => one(cur, uses),
            TokenTree::Ident(word) if word == "true" || word == "false" => cur.bump(),
            word @ TokenTree::Ident(_) => {
                cur.bump();
                uses.extend(tokens::name(&word).map(|word| used(shadow, &word, kind, made_of)));
            }
            TokenTree::Punct(sign) if sign.as_char() == '$' => reference(cur, uses),
            _ => one(cur, uses),
        }
    }
}

/// A word where the value of a property is.
fn used(shadow: &Shadow, word: &Ident, kind: Option<&Kind>, made_of: &str) -> Use {
    let (editor, root) = (&shadow.editor, root());
    match kind {
        Some(Kind::Enum(_) | Kind::Enums(..)) => {
            let of = format_ident!("{made_of}");
            Use::Of(quote!(#editor::word::#of::#word))
        }
        Some(Kind::Options(_) | Kind::Items(_)) => Use::Of(quote!(#root.options.#word)),
        // A name that the author gives, such as that of a Rust field.
        _ => Use::All(quote!({ let #word = (); })),
    }
}

/// An object in a value.
fn object(
    shadow: &mut Shadow,
    inside: Tokens,
    kind: Option<&'static Kind>,
    made_of: &str,
    uses: &mut Vec<Use>,
) {
    let owner = match kind {
        Some(Kind::Object(properties, _)) => Owner::Part(made_of.to_owned(), properties),
        Some(Kind::Options(items) | Kind::Items(items)) => {
            Owner::Part(made_of.to_owned(), items.properties)
        }
        _ => {
            let named = matches!(kind, Some(Kind::InitValues | Kind::ErrorMessages));
            for mut part in inside.parts() {
                let Some(key) = part.key().and_then(tokens::name) else { continue };
                part.bump();
                part.bump();
                uses.push(if named { of_form(key) } else { Use::All(quote!({ let #key = (); })) });
                value(shadow, &mut part, None, made_of, uses);
            }
            return;
        }
    };
    settings(shadow, inside, &owner, uses);
}

/// Every reference in the tokens.
pub(super) fn all(mut cur: Tokens, uses: &mut Vec<Use>) {
    while !cur.done() {
        one(&mut cur, uses);
    }
}

/// What is next, whatever it is.
pub(super) fn one(cur: &mut Tokens, uses: &mut Vec<Use>) {
    if is_embedded(cur) {
        cur.bump();
        cur.bump();
    } else if cur.is_sign(0, '$') {
        return reference(cur, uses);
    } else if let Some(key) = cur.key().filter(|key| matches!(key, TokenTree::Ident(_))) {
        uses.extend(tokens::name(key).map(|key| Use::All(quote!({ let #key = (); }))));
    }
    match cur.peek(0).cloned() {
        Some(TokenTree::Literal(literal)) => text(&literal, uses),
        Some(TokenTree::Group(group)) => {
            cur.bump();
            return all(Tokens::new(group.stream()), uses);
        }
        _ => {}
    }
    cur.bump();
}

/// Whether `file!(…)`, `text!(…)` or `json!(…)` is next.
pub(super) fn is_embedded(cur: &Tokens) -> bool {
    cur.word(0).is_some() && cur.is_sign(1, '!') && matches!(cur.peek(2), Some(TokenTree::Group(_)))
}

/// The reference that begins with the `$` that is next, and the option that it is compared with.
pub(super) fn reference(cur: &mut Tokens, uses: &mut Vec<Use>) {
    cur.bump();
    let inside = cur.take(Delimiter::Brace).or_else(|| cur.take(Delimiter::Parenthesis));
    let Some(mut inside) = inside else { return };
    let mut segments = Vec::new();
    while let Some(segment) = inside.peek(0).and_then(tokens::name) {
        segments.push(segment);
        inside.bump();
        if !inside.is_sign(0, '.') {
            break;
        }
        inside.bump();
    }
    // A name with a `-` is none in Rust.
    if inside.is_sign(0, '-') {
        segments.pop();
    }
    let compared = (cur.is_sign(0, '=') || cur.is_sign(0, '!')) && cur.is_sign(1, '=');
    let id = compared.then(|| cur.peek(2)).flatten();
    let id = id.filter(|id| matches!(id, TokenTree::Literal(_))).and_then(tokens::name);
    if let ([of, input], Some(id)) = (&segments[..], id)
        && of == "form"
    {
        uses.push(Use::Option { input: input.clone(), id });
    }
    uses.push(Use::Path(segments));
}

/// The input that a reference is to.
pub(super) fn input_of(used: &Use) -> Option<Ident> {
    match used {
        Use::Path(path) => match &path[..] {
            [of, input] if of == "form" => Some(input.clone()),
            _ => None,
        },
        _ => None,
    }
}

/// An input of the screen.
fn of_form(name: Ident) -> Use {
    Use::Path(vec![Ident::new("form", Span::call_site()), name])
}

/// The references in a text, all at the place of the text: no token of it is theirs alone.
pub(super) fn text(literal: &Literal, uses: &mut Vec<Use>) {
    let Some(text) = tokens::text(literal) else { return };
    for inside in text.split("${").skip(1) {
        let Some((path, _)) = inside.split_once('}') else { continue };
        let segments = path.split('.').map(|segment| tokens::ident(segment.trim(), literal.span()));
        let segments = segments.collect::<Option<Vec<_>>>().unwrap_or_default();
        // What begins with another word is text.
        let roots = ["data", "form", "screen"];
        if segments.first().is_some_and(|first| roots.iter().any(|root| first == root)) {
            uses.push(Use::Path(segments));
        }
    }
}

impl Use {
    /// The statement, where it needs nothing of the screen.
    pub(super) fn plain(&self) -> Option<TokenStream> {
        match self {
            Self::Of(path) => Some(quote!(let _ = #path;)),
            Self::All(statements) => Some(statements.clone()),
            Self::Path(_) | Self::Key(_) | Self::Option { .. } => None,
        }
    }
}
