//! Text that knows where its lines can be broken.

use std::iter;

use super::Style;

/// A piece of source.
pub(super) struct Doc {
    kind: DocKind,
    /// Its width on one line; `None` where it needs several.
    flat: Option<usize>,
}

enum DocKind {
    Text(String),
    Seq(Vec<Doc>),
    Group(Group),
}

/// Items in brackets, on one line where they fit, else one on each line.
pub(super) struct Group {
    pub(super) open: &'static str,
    pub(super) close: &'static str,
    /// A space is inside the brackets of a group on one line.
    pub(super) padded: bool,
    pub(super) comma: Comma,
    /// It is never written on one line.
    pub(super) forced: bool,
    pub(super) items: Vec<Item>,
    /// The comments after the last item.
    pub(super) dangling: Vec<Line>,
}

/// Where commas are between items.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Comma {
    /// After each, a trailing one included where each has a line of its own.
    Always,
    /// Only between items on one line.
    Inline,
}

/// An item with everything that is around it.
pub(super) struct Item {
    pub(super) before: Vec<Line>,
    /// A blank line is before it.
    pub(super) blank: bool,
    pub(super) docs: Vec<String>,
    pub(super) body: Doc,
    /// The comment after it on its line.
    pub(super) after: Option<String>,
}

/// A comment on a line of its own.
pub(super) struct Line {
    /// A blank line is before it.
    pub(super) blank: bool,
    pub(super) text: String,
}

impl Doc {
    pub(super) fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        let flat = (!text.contains('\n')).then(|| text.chars().count());
        Self { kind: DocKind::Text(text), flat }
    }

    pub(super) fn seq(docs: impl IntoIterator<Item = Self>) -> Self {
        let docs: Vec<_> = docs.into_iter().collect();
        let flat = docs.iter().map(|doc| doc.flat).sum();
        Self { kind: DocKind::Seq(docs), flat }
    }

    pub(super) fn group(group: Group) -> Self {
        Self { flat: group.flat(), kind: DocKind::Group(group) }
    }

    /// The width up to the first place where a line can end, and whether there is one.
    fn lead(&self) -> (usize, bool) {
        match &self.kind {
            DocKind::Text(text) => {
                let line = text.split('\n').next().unwrap_or_default();
                (line.chars().count(), self.flat.is_none())
            }
            DocKind::Seq(docs) => lead(docs),
            DocKind::Group(group) if group.is_empty() => (self.flat.unwrap_or(0), false),
            DocKind::Group(group) => (group.open.len(), true),
        }
    }
}

fn lead(docs: &[Doc]) -> (usize, bool) {
    let mut width = 0;
    for doc in docs {
        let (more, ends) = doc.lead();
        width += more;
        if ends {
            return (width, true);
        }
    }
    (width, false)
}

impl Group {
    fn is_empty(&self) -> bool {
        self.items.is_empty() && self.dangling.is_empty()
    }

    fn flat(&self) -> Option<usize> {
        let brackets = self.open.len() + self.close.len();
        if self.is_empty() {
            return Some(brackets);
        }
        if self.forced || !self.dangling.is_empty() {
            return None;
        }
        let plain =
            |item: &Item| item.before.is_empty() && item.docs.is_empty() && item.after.is_none();
        let items = self.items.iter().map(|item| item.body.flat.filter(|_| plain(item)));
        let items: usize = items.sum::<Option<usize>>()?;
        let padding = if self.padded { 2 } else { 0 };
        Some(brackets + items + 2 * (self.items.len() - 1) + padding)
    }
}

/// The items one below the other with a blank line between, then the comments after the last.
pub(super) fn write(items: &[Item], rest: &[Line], margin: &str, style: Style) -> String {
    let mut writer = Writer { out: String::new(), margin, style, level: style.level(), column: 0 };
    for (index, item) in items.iter().enumerate() {
        writer.item(item, 0, index == 0, index > 0);
        writer.end(item);
        writer.out.push('\n');
    }
    for line in rest {
        writer.line(0, line.blank);
        writer.text(&line.text);
        writer.out.push('\n');
    }
    writer.out
}

struct Writer<'m> {
    out: String,
    /// What every line begins with.
    margin: &'m str,
    style: Style,
    /// The indentation of one level.
    level: String,
    column: usize,
}

impl Writer<'_> {
    /// `rest` is the width of what must follow on the same line.
    fn doc(&mut self, doc: &Doc, depth: usize, rest: usize) {
        match &doc.kind {
            DocKind::Text(text) => self.text(text),
            DocKind::Seq(docs) => {
                for (index, doc) in docs.iter().enumerate() {
                    let (width, ends) = lead(&docs[index + 1..]);
                    self.doc(doc, depth, if ends { width } else { width + rest });
                }
            }
            DocKind::Group(group) => match doc.flat {
                Some(width)
                    if group.is_empty() || self.column + width + rest <= self.style.max_width =>
                {
                    self.flat(doc);
                }
                _ => self.broken(group, depth),
            },
        }
    }

    fn flat(&mut self, doc: &Doc) {
        match &doc.kind {
            DocKind::Text(text) => self.text(text),
            DocKind::Seq(docs) => docs.iter().for_each(|doc| self.flat(doc)),
            DocKind::Group(group) => {
                let padding = if group.padded && !group.items.is_empty() { " " } else { "" };
                self.text(group.open);
                self.text(padding);
                for (index, item) in group.items.iter().enumerate() {
                    if index > 0 {
                        self.text(", ");
                    }
                    self.flat(&item.body);
                }
                self.text(padding);
                self.text(group.close);
            }
        }
    }

    fn broken(&mut self, group: &Group, depth: usize) {
        self.text(group.open);
        self.out.push('\n');
        for (index, item) in group.items.iter().enumerate() {
            self.item(item, depth + 1, index == 0, false);
            if group.comma == Comma::Always {
                self.text(",");
            }
            self.end(item);
            self.out.push('\n');
        }
        for (index, line) in group.dangling.iter().enumerate() {
            self.line(depth + 1, line.blank && !(index == 0 && group.items.is_empty()));
            self.text(&line.text);
            self.out.push('\n');
        }
        self.line(depth, false);
        self.text(group.close);
    }

    /// An item up to the comma after it; `apart` asks for a blank line before it.
    fn item(&mut self, item: &Item, depth: usize, first: bool, apart: bool) {
        let mut apart = apart;
        for (index, line) in item.before.iter().enumerate() {
            self.line(depth, apart || (line.blank && !(first && index == 0)));
            apart = false;
            self.text(&line.text);
            self.out.push('\n');
        }
        let mut blank = apart || (item.blank && !(first && item.before.is_empty()));
        for doc in &item.docs {
            self.line(depth, blank);
            blank = false;
            self.text(doc);
            self.out.push('\n');
        }
        self.line(depth, blank);
        self.doc(&item.body, depth, 1);
    }

    fn end(&mut self, item: &Item) {
        if let Some(after) = &item.after {
            self.text(" ");
            self.text(after);
        }
    }

    fn line(&mut self, depth: usize, blank: bool) {
        if blank {
            self.out.push('\n');
        }
        self.column = 0;
        let margin = self.margin;
        self.text(margin);
        for level in iter::repeat_n(self.level.clone(), depth) {
            self.text(&level);
        }
    }

    fn text(&mut self, text: &str) {
        self.out.push_str(text);
        let tab = self.style.tab_spaces;
        let columns =
            |text: &str| text.chars().map(|char| if char == '\t' { tab } else { 1 }).sum::<usize>();
        self.column = match text.rsplit_once('\n') {
            Some((_, last)) => columns(last),
            None => self.column + columns(text),
        };
    }
}
