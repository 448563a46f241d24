//! The tree as `flow!` source: the parser's inverse.

mod component;
mod item;
mod json;
mod layout;
mod spelling;
mod trivia;
mod value;

use self::layout::{Comma, Doc, Group, Item, Line};
pub(crate) use self::trivia::{Comment, Trivia};
use crate::ast;
use crate::span::Span;

/// How a source is laid out: what `rustfmt.toml` calls `max_width`, `hard_tabs` and `tab_spaces`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// How many columns a line has where it can be broken.
    pub max_width: usize,
    /// Whether lines are indented by tabs.
    pub hard_tabs: bool,
    /// How many columns a level has.
    pub tab_spaces: usize,
}

impl Default for Style {
    /// As rustfmt has it.
    fn default() -> Self {
        Self { max_width: 100, hard_tabs: false, tab_spaces: 4 }
    }
}

impl Style {
    /// The indentation of one level.
    #[must_use]
    pub fn level(self) -> String {
        if self.hard_tabs { "\t".to_owned() } else { " ".repeat(self.tab_spaces) }
    }
}

/// The canonical source of what is inside `flow! { … }`.
///
/// Settings, payloads and lists that do not fit into 100 columns have an item on each line. Reading
/// the source again gives the same tree, its places aside.
///
/// ```
/// use flow_compiler::{diagnostic::Diagnostics, parse, print};
///
/// let mut cx = Diagnostics::new();
/// let tokens = r#"flow hello(version: "7.3") screen HELLO "Hello" { TextBody $<data.x>; }"#;
/// let flow = parse::flow(&mut cx, tokens.parse().unwrap()).unwrap();
/// assert!(cx.into_vec().is_empty());
/// assert_eq!(
///     print::flow(&flow),
///     "flow hello (version: \"7.3\")\n\nscreen HELLO \"Hello\" {\n    TextBody ${data.x}\n}\n",
/// );
/// ```
#[must_use]
pub fn flow(flow: &ast::Flow) -> String {
    source(flow, Trivia::none(), "", Style::default())
}

/// The same, with what the tree does not hold, after `margin` on every line.
pub(crate) fn source(flow: &ast::Flow, trivia: Trivia<'_>, margin: &str, style: Style) -> String {
    let mut printer = Printer { trivia };
    let items = printer.flow(flow);
    let rest = printer.trivia.rest();
    layout::write(&items, &rest, margin, style)
}

/// The source of a file that flows include.
pub(crate) fn items(items: &[ast::Item], trivia: Trivia<'_>, style: Style) -> String {
    let mut printer = Printer { trivia };
    let items: Vec<Item> = items.iter().map(|item| printer.top(item)).collect();
    let rest = printer.trivia.rest();
    layout::write(&items, &rest, "", style)
}

/// Builds the layout of each node.
struct Printer<'t> {
    trivia: Trivia<'t>,
}

impl Printer<'_> {
    fn flow(&mut self, flow: &ast::Flow) -> Vec<Item> {
        let first = flow.settings.first();
        let close = first.and_then(|first| self.trivia.close(first.name.span));
        let mut head = self.open(&flow.docs, flow.name.span);
        head.blank = self.trivia.blank_at_start();
        let pub_ = if flow.visibility.is_empty() { "" } else { " " };
        let name = spelling::name(&flow.name.text);
        head.body = Doc::seq([
            Doc::text(format!("{}{pub_}flow {name}", flow.visibility)),
            self.settings(&flow.settings, true),
        ]);
        let end = close.map_or(flow.name.span.bytes().end, |close| close + 1);
        head.after = self.trivia.after(end);
        let mut items = vec![head];
        for item in &flow.items {
            items.push(self.top(item));
        }
        items
    }

    /// An item with the comments, blank lines and documentation before it, and no body yet.
    fn open(&mut self, docs: &[String], start: Span) -> Item {
        let before = self.trivia.before(start);
        let blank = self.trivia.blank(start);
        Item { before, blank, docs: spelling::docs(docs), body: Doc::text(""), after: None }
    }

    /// One item of a group, with everything that is around it.
    fn item(
        &mut self,
        docs: &[String],
        start: Span,
        end: Span,
        body: impl FnOnce(&mut Self) -> Doc,
    ) -> Item {
        let mut item = self.open(docs, start);
        item.body = match self.trivia.kept(&item.before, start.to(end)) {
            Some(written) => Doc::text(written),
            None => body(self),
        };
        item.after = self.trivia.after(end.bytes().end);
        item
    }

    /// ` (name: value, …)`, or nothing.
    fn settings(&mut self, settings: &[ast::Property], spaced: bool) -> Doc {
        if settings.is_empty() {
            return Doc::text("");
        }
        let open = if spaced { " (" } else { "(" };
        self.properties(settings, open, ")", false)
    }

    fn properties(
        &mut self,
        properties: &[ast::Property],
        open: &'static str,
        close: &'static str,
        padded: bool,
    ) -> Doc {
        let items = properties
            .iter()
            .map(|property| {
                self.item(&[], property.name.span, property.value.span, |this| {
                    let key = spelling::key(&property.name);
                    Doc::seq([Doc::text(format!("{key}: ")), this.value(&property.value)])
                })
            })
            .collect();
        let inside = properties.first().map(|first| first.name.span);
        self.group(open, close, padded, Comma::Always, items, inside)
    }

    /// A group with the comments before its closing bracket; `inside` is a place in it.
    fn group(
        &mut self,
        open: &'static str,
        close: &'static str,
        padded: bool,
        comma: Comma,
        items: Vec<Item>,
        inside: Option<Span>,
    ) -> Doc {
        let end = inside.and_then(|inside| self.trivia.close(inside));
        let dangling = end.map(|end| self.trivia.up_to(end)).unwrap_or_default();
        Doc::group(Group { open, close, padded, comma, forced: false, items, dangling })
    }
}

/// Items in braces, `open` being `{` with what is before it.
fn braces(
    open: &'static str,
    comma: Comma,
    items: Vec<Item>,
    dangling: Vec<Line>,
    forced: bool,
) -> Doc {
    Doc::group(Group { open, close: "}", padded: true, comma, forced, items, dangling })
}
