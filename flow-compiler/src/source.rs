//! Every `flow!` of a Rust source file, and the modules that the file declares.

pub(crate) mod glued;
pub mod unclosed;

use std::collections::HashSet;
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

use crate::diagnostic::{Code, Diagnostics};
use crate::span::Span;

/// How large a Rust source may be, in bytes: it can hold a document of Meta's limit.
pub const MAX_BYTES: usize = 32 * 1_048_576;

/// What a Rust source file holds.
#[derive(Clone, Debug)]
pub struct Source {
    /// Every `flow!` call, in the order of the text.
    pub flows: Vec<Call>,
    /// Every `mod name;`, in the order of the text.
    pub modules: Vec<Module>,
}

/// A `flow! { … }` in a Rust source.
#[derive(Clone, Debug)]
pub struct Call {
    /// What is between its brackets; the spans are those of the file.
    pub tokens: TokenStream,
    /// The bytes of the whole call, its path included.
    pub place: Range<usize>,
    /// The bytes between its brackets.
    pub inside: Range<usize>,
}

/// A `mod name;`: a module with a file of its own.
#[derive(Clone, Debug)]
pub struct Module {
    /// Its name.
    pub name: String,
    /// The path that `#[path = "…"]` gives it.
    pub path: Option<String>,
    /// The bytes of its name.
    pub place: Range<usize>,
    /// The modules with a body around it, outermost first.
    within: Rc<Vec<Inline>>,
}

/// `mod name { … }`.
#[derive(Clone, Debug)]
struct Inline {
    name: String,
    path: Option<String>,
}

/// Where the modules that a file declares have their files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Home {
    directory: PathBuf,
    /// The file's own name, where its modules lie in a directory of that name.
    own: Option<String>,
    /// Whether the file may as well be the root of a crate, whose modules lie beside it.
    guessed: bool,
}

impl Source {
    /// Reads a Rust source file.
    ///
    /// A call is found at any depth, in functions and in the arguments of other macros, by the
    /// last segment of its path. Comments, strings and the bodies of `macro_rules!` hold none.
    /// A text that is not Rust, or longer than [`MAX_BYTES`], is noted in `cx`, and gives `None`.
    ///
    /// ```
    /// use flow_compiler::{diagnostic::Diagnostics, source::Source};
    ///
    /// let mut cx = Diagnostics::new();
    /// let text = r#"mod more; flow_runtime::flow! { flow hello (version: "7.3") }"#;
    /// let source = Source::read(&mut cx, text).unwrap();
    /// assert!(cx.into_vec().is_empty());
    /// assert_eq!(source.modules[0].name, "more");
    /// assert_eq!(&text[source.flows[0].inside.clone()], " flow hello (version: \"7.3\") ");
    /// ```
    pub fn read(cx: &mut Diagnostics, text: &str) -> Option<Self> {
        if text.len() > MAX_BYTES {
            let message =
                format!("the source has {} bytes, and at most {MAX_BYTES} are read", text.len());
            cx.error(Code::Syntax, Span::text(0, 0), message)
                .help("split it up, or bring images in with `file!(\"…\")`");
            return None;
        }
        // What a script begins with is not a token; blanks keep every place.
        let blanked;
        let text = match text.strip_prefix("#!") {
            Some(rest) if !rest.trim_start().starts_with('[') => {
                let end = text.find('\n').unwrap_or(text.len());
                blanked = format!("{}{}", " ".repeat(end), &text[end..]);
                &blanked
            }
            _ => text,
        };
        match text.parse::<TokenStream>() {
            Ok(tokens) => Some(scan(tokens)),
            Err(fault) => {
                unclosed::tell(cx, text, fault.span().byte_range().start);
                None
            }
        }
    }

    /// Reads a Rust source file from its bytes: as [`read`](Self::read), and notes where they are
    /// no UTF-8.
    pub fn read_bytes(cx: &mut Diagnostics, bytes: &[u8]) -> Option<Self> {
        match std::str::from_utf8(bytes) {
            Ok(text) => Self::read(cx, text),
            Err(fault) => {
                let at = fault.valid_up_to();
                let message = "the source is not valid UTF-8 from here on";
                cx.error(Code::Syntax, Span::text(at, at + 1), message)
                    .help("save the file as UTF-8");
                None
            }
        }
    }
}

impl Home {
    /// The home of a file that nothing but its name tells about.
    ///
    /// The modules of `lib.rs`, `main.rs` and `mod.rs` lie beside them, those of another file in
    /// the directory of its name; or beside it, should it be the root of a crate, as a test and a
    /// program in `src/bin` are.
    #[must_use]
    pub fn of(file: &Path) -> Self {
        let directory = file.parent().unwrap_or(Path::new("")).to_owned();
        let stem = file.file_stem().map(|stem| stem.to_string_lossy().into_owned());
        let own = stem.filter(|stem| !matches!(stem.as_str(), "lib" | "main" | "mod"));
        Self { directory, guessed: own.is_some(), own }
    }
}

impl Module {
    /// The files that may hold the module, each with the home of the modules that it declares.
    ///
    /// Rust takes the one that exists: `name.rs` or `name/mod.rs`, or the one that `#[path]` names.
    #[must_use]
    pub fn files(&self, home: &Home) -> Vec<(PathBuf, Home)> {
        let mut files = self.below(&home.directory, home.own.as_deref());
        if home.guessed {
            files.extend(self.below(&home.directory, None));
        }
        files
    }

    fn below(&self, directory: &Path, mut own: Option<&str>) -> Vec<(PathBuf, Home)> {
        let mut directory = directory.to_owned();
        for inline in self.within.iter() {
            // A path of an inline module replaces the directory of the file's own name.
            let own = own.take();
            if let Some(path) = &inline.path {
                directory.push(path);
            } else {
                directory.extend(own);
                directory.push(&inline.name);
            }
        }
        if let Some(path) = &self.path {
            let file = directory.join(path);
            let directory = file.parent().unwrap_or(Path::new("")).to_owned();
            return vec![(file, Home { directory, own: None, guessed: false })];
        }
        directory.extend(own);
        let beside = directory.join(format!("{}.rs", self.name));
        let within = directory.join(&self.name);
        let own = Some(self.name.clone());
        let home = Home { directory: directory.clone(), own, guessed: false };
        let mod_home = Home { directory: within.clone(), own: None, guessed: false };
        vec![(beside, home), (within.join("mod.rs"), mod_home)]
    }
}

/// Calls `read` with a source file and with the file of every module below it, each file once, in
/// the order of their declarations.
///
/// A module without a file is passed over: it may be left out by its `#[cfg]`, and rustc tells it
/// where it is not. The file that each of them could have is given back.
///
/// # Errors
///
/// The first that `read` gives.
pub fn follow<E>(
    file: &Path,
    mut read: impl FnMut(&Path) -> Result<Option<Source>, E>,
) -> Result<Vec<PathBuf>, E> {
    let mut seen = HashSet::new();
    let mut missing = Vec::new();
    let mut open = vec![(file.to_owned(), Home::of(file))];
    while let Some((path, home)) = open.pop() {
        if !seen.insert(fs::canonicalize(&path).unwrap_or_else(|_| path.clone())) {
            continue;
        }
        let modules = read(&path)?.map(|source| source.modules).unwrap_or_default();
        for module in modules.iter().rev() {
            let files = module.files(&home);
            match files.iter().find(|(path, _)| path.is_file()) {
                Some(file) => open.push(file.clone()),
                None => missing.extend(files.into_iter().next().map(|(path, _)| path)),
            }
        }
    }
    Ok(missing)
}

/// Tokens that are still to be searched, and the modules around them; `None` in a block.
type Open = (TokenStream, Option<Rc<Vec<Inline>>>);

fn scan(tokens: TokenStream) -> Source {
    let mut source = Source { flows: Vec::new(), modules: Vec::new() };
    let mut open: Vec<Open> = vec![(tokens, Some(Rc::default()))];
    while let Some((tokens, within)) = open.pop() {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let mut path = None;
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            let behind = &tokens[at + 1..];
            match token {
                TokenTree::Ident(word) if word == "macro_rules" && called(behind, 1).is_some() => {
                    at += 3;
                }
                TokenTree::Ident(word) if word == "flow" => {
                    if let Some(group) = called(behind, 0) {
                        source.flows.push(call(&tokens[..=at], group));
                        at += 2;
                    }
                }
                TokenTree::Ident(word) if word == "mod" => {
                    let path = path.take();
                    if let (Some(TokenTree::Ident(name)), Some(within)) = (behind.first(), &within)
                    {
                        at += 2;
                        let place = name.span().byte_range();
                        let name = name.to_string();
                        let name = name.strip_prefix("r#").unwrap_or(&name).to_owned();
                        match behind.get(1) {
                            Some(TokenTree::Punct(punct)) if punct.as_char() == ';' => {
                                let within = Rc::clone(within);
                                source.modules.push(Module { name, path, place, within });
                            }
                            Some(TokenTree::Group(group)) => {
                                let mut within = Vec::clone(within);
                                within.push(Inline { name, path });
                                open.push((group.stream(), Some(Rc::new(within))));
                            }
                            _ => {}
                        }
                    }
                }
                TokenTree::Punct(punct) if punct.as_char() == '#' => {
                    if let Some(TokenTree::Group(group)) = behind.first() {
                        path = path_of(group).or(path);
                        at += 1;
                    }
                }
                TokenTree::Group(group) => open.push((group.stream(), None)),
                TokenTree::Punct(_) => path = None,
                TokenTree::Ident(_) | TokenTree::Literal(_) => {}
            }
            at += 1;
        }
    }
    source.flows.sort_by_key(|call| call.place.start);
    source.modules.sort_by_key(|module| module.place.start);
    source
}

/// The brackets of a macro call whose `!` comes first; `names` words are between.
fn called(behind: &[TokenTree], names: usize) -> Option<&Group> {
    match (behind.first()?, behind.get(1 + names)?) {
        (TokenTree::Punct(punct), TokenTree::Group(group))
            if punct.as_char() == '!' && group.delimiter() != Delimiter::None =>
        {
            Some(group)
        }
        _ => None,
    }
}

/// The call whose path ends with the last of `before`.
fn call(before: &[TokenTree], group: &Group) -> Call {
    let mut first = before.len() - 1;
    let colon = |at: usize| matches!(before.get(at), Some(TokenTree::Punct(punct)) if punct.as_char() == ':');
    while first >= 2 && colon(first - 1) && colon(first - 2) {
        first -= 2;
        if first > 0 && matches!(before.get(first - 1), Some(TokenTree::Ident(_))) {
            first -= 1;
        }
    }
    let start = before.get(first).map_or(0, |token| token.span().byte_range().start);
    let inside = group.span_open().byte_range().end..group.span_close().byte_range().start;
    Call { tokens: group.stream(), place: start..inside.end + 1, inside }
}

/// The path in `[path = "…"]`.
fn path_of(attribute: &Group) -> Option<String> {
    let mut tokens = attribute.stream().into_iter();
    match (tokens.next()?, tokens.next()?, tokens.next()?) {
        (TokenTree::Ident(word), TokenTree::Punct(_), TokenTree::Literal(path))
            if word == "path" =>
        {
            match syn::Lit::new(path) {
                syn::Lit::Str(path) => Some(path.value()),
                _ => None,
            }
        }
        _ => None,
    }
}
