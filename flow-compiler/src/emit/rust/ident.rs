//! Rust names out of the flow's names.
//!
//! Every type and variant that is named after a word of the flow has that word in camel case, every
//! field, method and module has it in snake case, by [`crate::case`]. What the author writes as a
//! Rust name (a `struct`, a list of `options`, a `rename`) stays as it is written.

use proc_macro2::{Ident, Span};

use crate::case;

/// What Rust keeps for itself and takes as a raw identifier.
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let",
    "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return",
    "static", "struct", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use",
    "virtual", "where", "while", "yield",
];

/// What Rust takes in no form; these get a `_` after.
const NEVER: &[&str] = &["self", "super", "crate", "Self"];

/// The name of a field whose key has no letter.
pub(super) const FIELD: &str = "field";

/// The name of a field: what `rename` asks for, else the key in snake case.
///
/// A key that begins with a digit gets `field_` in front; one without a letter or digit has no
/// name of its own.
pub(super) fn field(key: &str, rename: Option<&str>) -> Option<String> {
    match rename {
        Some(name) => is_identifier(name).then(|| allowed(name.to_owned())),
        None => snake(key, "field_"),
    }
}

/// The name of a type.
pub(super) fn type_name(name: &str) -> Option<String> {
    camel(name, "Type")
}

/// `CamelCase`, or nothing where no letter or digit is left. What begins with a digit gets the prefix.
pub(super) fn camel(name: &str, prefix: &str) -> Option<String> {
    prefixed(case::camel(case::words(name, unicode_ident::is_xid_continue)), prefix)
}

/// `snake_case`, or nothing where no letter or digit is left.
pub(super) fn snake(name: &str, prefix: &str) -> Option<String> {
    prefixed(case::snake(case::words(name, unicode_ident::is_xid_continue)), prefix)
}

fn prefixed(name: String, prefix: &str) -> Option<String> {
    let first = name.chars().next()?;
    // Upper and lower case of a letter may hold marks that no identifier begins with.
    let name = if unicode_ident::is_xid_start(first) { name } else { format!("{prefix}{name}") };
    is_identifier(&name).then(|| allowed(name))
}

/// The name, with a `_` after one that Rust takes in no form.
pub(super) fn allowed(name: String) -> String {
    if NEVER.contains(&&*name) { format!("{name}_") } else { name }
}

/// The identifier of a name, raw where it is a keyword. One that no Rust name can be, which was
/// reported, is spelled as near to it as can be.
pub(super) fn ident(name: &str, span: Span) -> Ident {
    if !is_identifier(name) {
        let near = snake(name, "name_").unwrap_or_else(|| FIELD.to_owned());
        return Ident::new(&near, span);
    }
    if KEYWORDS.contains(&name) { Ident::new_raw(name, span) } else { Ident::new(name, span) }
}

/// Whether it can be a Rust identifier, perhaps a raw one.
pub(super) fn is_identifier(name: &str) -> bool {
    let mut letters = name.chars();
    letters.next().is_some_and(|first| first == '_' || unicode_ident::is_xid_start(first))
        && letters.all(unicode_ident::is_xid_continue)
        && name != "_"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_spelling_becomes_snake_and_camel_case() {
        for (name, field_name, type_) in [
            ("first_name", "first_name", "FirstName"),
            ("firstName", "first_name", "FirstName"),
            ("first-name", "first_name", "FirstName"),
            ("SIGN_UP", "sign_up", "SignUp"),
            ("T&Cs", "t_cs", "TCs"),
            ("HTMLText", "html_text", "HtmlText"),
            ("2fa", "field_2fa", "Type2fa"),
            ("5-10", "field_5_10", "Type5_10"),
            ("Größe", "größe", "Größe"),
            ("__x__", "x", "X"),
        ] {
            assert_eq!(field(name, None).as_deref(), Some(field_name), "{name}");
            assert_eq!(type_name(name).as_deref(), Some(type_), "{name}");
        }
        assert_eq!(field("★", None), None);
        assert_eq!(field("x", Some("terms")).as_deref(), Some("terms"));
        assert_eq!(field("x", Some("no name")), None);
    }

    #[test]
    fn keywords_become_raw() {
        let name = |text: &str| {
            let name = field(text, None).expect("a name");
            ident(&name, Span::call_site()).to_string()
        };
        assert_eq!(name("type"), "r#type");
        assert_eq!(name("self"), "self_");
        assert_eq!(name("email"), "email");
    }
}
