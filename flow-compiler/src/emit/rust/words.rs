//! Rust names out of the flow's names.

use std::collections::{HashMap, HashSet};
use std::iter;

use proc_macro2::{Ident, Span};

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
        Some(name) => is_identifier(name).then(|| name.to_owned()),
        None => snake(key, "field_"),
    }
}

/// What a screen is called in Rust.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct ScreenNames {
    pub(super) module: String,
    /// The handler's method. `init` and `back` are taken.
    pub(super) method: String,
    /// The variant in every enum of screens. `Success` stands for the end of the flow.
    pub(super) variant: String,
}

impl ScreenNames {
    /// The names of the screens with these ids, each of its own: a later screen whose id differs
    /// from another in its spelling alone (`SignUp`, `SIGN_UP`) has a number after. `is_taken`
    /// tells what is beside the modules.
    pub(super) fn of<'i>(
        ids: impl IntoIterator<Item = &'i str>,
        is_taken: impl Fn(&str) -> bool,
    ) -> HashMap<&'i str, Self> {
        let mut all = HashMap::new();
        let mut taken: [HashSet<String>; 3] = Default::default();
        for id in ids {
            let base = Self::module_of(id);
            let numbered = (2..).map(|number| format!("{base}_{number}"));
            let mut names = iter::once(base.clone()).chain(numbered).map(Self::from_module);
            let free = |names: &Self| {
                !is_taken(&names.module)
                    && names.each().iter().zip(&taken).all(|(name, taken)| !taken.contains(*name))
            };
            if let Some(names) = names.find(free) {
                for (name, taken) in names.each().into_iter().zip(&mut taken) {
                    taken.insert(name.clone());
                }
                all.entry(id).or_insert(names);
            }
        }
        all
    }

    /// The names of a screen that is alone.
    pub(super) fn alone(id: &str) -> Self {
        Self::from_module(Self::module_of(id))
    }

    fn module_of(id: &str) -> String {
        match snake(id, "screen_") {
            Some(name) if name != "success" => name,
            Some(name) => format!("{name}_screen"),
            None => "screen".to_owned(),
        }
    }

    fn from_module(module: String) -> Self {
        let method = match module.as_str() {
            "init" | "back" => format!("{module}_screen"),
            _ => module.clone(),
        };
        let variant = type_name(&module).unwrap_or_else(|| "Screen".to_owned());
        Self { module, method, variant }
    }

    fn each(&self) -> [&String; 3] {
        [&self.module, &self.method, &self.variant]
    }
}

/// The name of a type.
pub(super) fn type_name(name: &str) -> Option<String> {
    camel(name, "Type")
}

/// The names of the variants of an options enum, in the order of the options, each of its own.
///
/// A variant is named after its id; an id that begins with a digit gets `Option` in front, one
/// without a letter or digit gives way to its title. Ids that differ in signs alone (`A+`, `A-`)
/// have their signs spelled, and what is the same even then has a number. Where the ids are mere
/// positions (`["Yes", "No"]`) the titles name the variants, if each gives a name of its own.
pub(super) fn variants<I: AsRef<str>, T: AsRef<str>>(options: &[(I, T)]) -> Vec<String> {
    let positions = options.iter().enumerate().all(|(at, (id, _))| id.as_ref() == at.to_string());
    if positions {
        let titles: Vec<String> = options
            .iter()
            .filter_map(|(_, title)| camel(title.as_ref(), "Option").filter(|name| name.len() < 40))
            .collect();
        if titles.len() == options.len() && repeated(&titles).is_empty() {
            return titles;
        }
    }
    let name = |(at, (id, title)): (usize, &(I, T))| {
        camel(id.as_ref(), "Option")
            .or_else(|| camel(title.as_ref(), "Option"))
            .unwrap_or_else(|| format!("Option{}", at + 1))
    };
    let mut names: Vec<String> = options.iter().enumerate().map(name).collect();
    for at in repeated(&names) {
        if let Some(name) = camel(&spelled(options[at].0.as_ref()), "Option") {
            names[at] = name;
        }
    }
    let again = repeated(&names);
    let mut taken: HashSet<String> =
        (0..names.len()).filter(|at| !again.contains(at)).map(|at| names[at].clone()).collect();
    for at in again {
        let id = |at: usize| options[at].0.as_ref();
        if let Some(first) = (0..at).find(|first| id(*first) == id(at)) {
            // Two options of one id have a fault of their own.
            let same = names[first].clone();
            names[at] = same;
            continue;
        }
        let name = &names[at];
        let between = if name.ends_with(char::is_numeric) { "_" } else { "" };
        let numbered = (2..).map(|number| format!("{name}{between}{number}"));
        let mut free = iter::once(name.clone()).chain(numbered);
        if let Some(name) = free.find(|name| taken.insert(name.clone())) {
            names[at] = name;
        }
    }
    names
}

/// Where the names are that occur more than once.
fn repeated(names: &[String]) -> Vec<usize> {
    let mut times: HashMap<&str, usize> = HashMap::with_capacity(names.len());
    for name in names {
        *times.entry(name).or_default() += 1;
    }
    (0..names.len()).filter(|at| times[names[*at].as_str()] > 1).collect()
}

/// A text with the names of its signs.
fn spelled(text: &str) -> String {
    let name = |sign: char| match sign {
        '+' => "plus",
        '-' => "minus",
        '<' => "less",
        '>' => "more",
        '=' => "equal",
        '*' => "star",
        '#' => "hash",
        '%' => "percent",
        '&' => "and",
        '/' => "slash",
        '.' => "dot",
        _ => "",
    };
    let mut out = String::new();
    for letter in text.chars() {
        match name(letter) {
            "" => out.push(letter),
            sign => out.extend([" ", sign, " "]),
        }
    }
    out
}

/// The identifier of a name, raw where it is a keyword.
pub(super) fn ident(name: &str, span: Span) -> Ident {
    if NEVER.contains(&name) {
        Ident::new(&format!("{name}_"), span)
    } else if KEYWORDS.contains(&name) {
        Ident::new_raw(name, span)
    } else {
        Ident::new(name, span)
    }
}

/// Whether it can be a Rust identifier, perhaps a raw one.
pub(super) fn is_identifier(name: &str) -> bool {
    let mut letters = name.chars();
    letters.next().is_some_and(|first| first == '_' || unicode_ident::is_xid_start(first))
        && letters.all(unicode_ident::is_xid_continue)
        && name != "_"
}

/// `CamelCase`, or nothing where no letter or digit is left.
pub(super) fn camel(name: &str, prefix: &str) -> Option<String> {
    let mut out = String::new();
    for word in words(name) {
        let digits = out.ends_with(|c: char| c.is_numeric()) && word.starts_with(char::is_numeric);
        if digits {
            out.push('_');
        }
        let mut letters = word.chars();
        out.extend(letters.next().into_iter().flat_map(char::to_uppercase));
        out.extend(letters.flat_map(char::to_lowercase));
    }
    prefixed(out, prefix)
}

/// `snake_case`, or nothing where no letter or digit is left.
fn snake(name: &str, prefix: &str) -> Option<String> {
    let words: Vec<String> = words(name).iter().map(|word| word.to_lowercase()).collect();
    prefixed(words.join("_"), prefix)
}

fn prefixed(name: String, prefix: &str) -> Option<String> {
    let first = name.chars().next()?;
    // Upper and lower case of a letter may hold marks that no identifier begins with.
    let name = if unicode_ident::is_xid_start(first) { name } else { format!("{prefix}{name}") };
    is_identifier(&name).then_some(name)
}

/// The words of a name in any spelling: `firstName`, `first-name`, `FIRST_NAME`, `HTMLText`.
fn words(name: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut letters = name.chars().peekable();
    let mut last = None;
    while let Some(letter) = letters.next() {
        if letter == '_' || !unicode_ident::is_xid_continue(letter) {
            words.extend(Some(std::mem::take(&mut word)).filter(|word| !word.is_empty()));
            last = None;
            continue;
        }
        let begins = letter.is_uppercase()
            && last.is_some_and(|last: char| {
                let acronym_ends = letters.peek().is_some_and(|next| next.is_lowercase());
                !last.is_uppercase() || acronym_ends && word.chars().count() > 1
            });
        if begins {
            words.push(std::mem::take(&mut word));
        }
        word.push(letter);
        last = Some(letter);
    }
    words.extend(Some(word).filter(|word| !word.is_empty()));
    words
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
        let name = |text: &str| ident(text, Span::call_site()).to_string();
        assert_eq!(name("type"), "r#type");
        assert_eq!(name("self"), "self_");
        assert_eq!(name("email"), "email");
    }

    #[test]
    fn options_are_named_after_their_ids() {
        assert_eq!(variants(&[("free", "Free"), ("pro-plan", "Pro")]), ["Free", "ProPlan"]);
        assert_eq!(variants(&[("5", "★★★★★"), ("4", "★★★★")]), ["Option5", "Option4"]);
        assert_eq!(variants(&[("+", "More"), ("-", "★")]), ["More", "Option2"]);
    }

    #[test]
    fn every_option_has_a_name_of_its_own() {
        assert_eq!(variants(&[("A+", ""), ("A-", ""), ("AB+", "")]), ["APlus", "AMinus", "Ab"],);
        assert_eq!(
            variants(&[("<10", ""), ("10", ""), (">10", "")]),
            ["Less10", "Option10", "More10"]
        );
        assert_eq!(variants(&[("a", ""), ("A", ""), ("a_2", "")]), ["A", "A3", "A2"]);
        assert_eq!(variants(&[("\"", ""), ("1", "")]), ["Option1", "Option1_2"]);
    }

    #[test]
    fn every_screen_has_names_of_its_own() {
        let cases = [
            ("SUCCESS_", "success_screen", "success_screen", "SuccessScreen"),
            ("SUCCESS_SCREEN", "success_screen_2", "success_screen_2", "SuccessScreen2"),
            ("__", "screen", "screen", "Screen"),
            ("A,b_C", "a_b_c", "a_b_c", "ABC"),
            ("SignUp", "sign_up", "sign_up", "SignUp"),
            ("SIGN_UP", "sign_up_2", "sign_up_2", "SignUp2"),
            ("sign,up", "sign_up_3", "sign_up_3", "SignUp3"),
            ("INIT", "init", "init_screen", "Init"),
            ("INIT_SCREEN", "init_screen_2", "init_screen_2", "InitScreen2"),
            ("ROOM", "room_2", "room_2", "Room2"),
        ];
        let names = ScreenNames::of(cases.map(|(id, ..)| id), |name| name == "room");
        for (id, module, method, variant) in cases {
            let expected = [module, method, variant].map(str::to_owned);
            assert_eq!(names[id].each(), expected.each_ref(), "{id}");
        }
    }

    #[test]
    fn positions_are_named_after_their_titles() {
        assert_eq!(variants(&[("0", "Yes"), ("1", "No")]), ["Yes", "No"]);
        assert_eq!(variants(&[("0", "Yes"), ("1", "yes")]), ["Option0", "Option1"]);
    }
}
