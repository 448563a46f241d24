//! Components, branches, options.

use super::layout::{Comma, Doc, Item};
use super::value::stands_as_main;
use super::{Printer, braces, spelling};
use crate::ast::{
    Body, Component, Data, Entry, If, Key, Match, Node, Property, Source, Value, ValueKind,
};
use crate::catalogue;
use crate::parse::{brackets_are_titles, can_be_kind};
use crate::span::Span;

impl Printer<'_> {
    /// ` { nodes }`, one on each line; `span` holds the braces, `from` lies before them.
    pub(super) fn nodes(&mut self, nodes: &[Node], from: usize) -> Doc {
        let end = self.trivia.block(from).map(|block| block.end - 1);
        let mut items: Vec<_> = nodes.iter().map(|node| self.node(node)).collect();
        for (item, pair) in items.iter_mut().zip(nodes.windows(2)) {
            if would_be_text(&pair[0], &pair[1]) {
                let body = std::mem::replace(&mut item.body, Doc::text(","));
                item.body = Doc::seq([body, Doc::text(",")]);
            }
        }
        let dangling = end.map(|end| self.trivia.up_to(end)).unwrap_or_default();
        braces(" {", Comma::Inline, items, dangling, true)
    }

    fn node(&mut self, node: &Node) -> Item {
        match node {
            Node::Data(data) => self.item(&[], data.span, data.span, |this| this.data(data)),
            Node::Component(component) => {
                self.item(&component.docs, component.span, component.span, |this| {
                    this.component(component)
                })
            }
            Node::If(branch) => {
                self.item(&[], branch.span, branch.span, |this| this.branch(branch))
            }
            Node::Match(choice) => {
                self.item(&[], choice.span, choice.span, |this| this.choice(choice))
            }
            Node::Use(used) => self.item(&[], used.span, used.span, |this| {
                let name = spelling::name(&used.name.text);
                Doc::seq([Doc::text(format!("..{name}")), this.settings(&used.arguments, true)])
            }),
        }
    }

    fn data(&mut self, data: &Data) -> Doc {
        let fields = self.data_fields(&data.fields, data.span);
        Doc::seq([Doc::text("data"), fields])
    }

    fn component(&mut self, component: &Component) -> Doc {
        let name = component.name.as_ref().map(|name| format!("{}: ", spelling::key(name)));
        let kind = kind(&component.kind.text);
        let bang = if component.bang.is_some() { "!" } else { "" };
        let mut docs = vec![Doc::text(format!("{}{kind}{bang}", name.unwrap_or_default()))];
        let titles = brackets_are_titles(&component.kind.text);
        let (main, moved) = match &component.main {
            Some(main) if titles && matches!(main.kind, ValueKind::List(_)) => (None, Some(main)),
            Some(main) if !stands_as_main(main) => (None, Some(main)),
            main => (main.as_ref(), None),
        };
        if let Some(main) = main {
            docs.push(Doc::text(" "));
            docs.push(self.value(main));
        }
        match &component.source {
            Some(Source::Options(name)) => {
                docs.push(Doc::text(format!(" in {}", spelling::name(&name.text))));
            }
            Some(Source::Reference(reference)) => {
                docs.push(Doc::text(format!(" in {}", spelling::reference(reference))));
            }
            None => {}
        }
        let settings = moved.map(|main| as_setting(&component.kind.text, main));
        let settings: Vec<_> = settings.into_iter().chain(component.settings.clone()).collect();
        docs.push(self.settings(&settings, true));
        if let Some(body) = &component.body {
            let brackets = main.is_some() || titles;
            docs.push(self.body(body, component.kind.span, brackets));
        }
        if let Some(action) = &component.action {
            docs.push(Doc::text(" => "));
            docs.push(self.action(action, false));
        }
        Doc::seq(docs)
    }

    /// ` { … }` or ` ["…", …]`; `owner` lies before it.
    pub(super) fn body(&mut self, body: &Body, owner: Span, brackets: bool) -> Doc {
        match body {
            Body::Nodes(nodes) => {
                let from = nodes.first().map_or(owner.bytes().end, |node| {
                    self.trivia.open(start(node)).unwrap_or(owner.bytes().end)
                });
                self.nodes(nodes, from)
            }
            Body::Entries(entries) => self.entries(entries),
            Body::Titles(titles) if brackets => self.list(titles, " ["),
            Body::Titles(titles) => {
                let entries: Vec<_> = titles.iter().enumerate().map(numbered).collect();
                self.entries(&entries)
            }
        }
    }

    fn entries(&mut self, entries: &[Entry]) -> Doc {
        let rich = entries.iter().any(|entry| !entry.settings.is_empty() || entry.action.is_some());
        let items: Vec<_> = entries
            .iter()
            .map(|entry| self.item(&entry.docs, entry.span, entry.span, |this| this.entry(entry)))
            .collect();
        let end = entries.first().and_then(|first| self.trivia.close(first.span));
        let dangling = end.map(|end| self.trivia.up_to(end)).unwrap_or_default();
        braces(" {", Comma::Inline, items, dangling, rich)
    }

    fn entry(&mut self, entry: &Entry) -> Doc {
        let text = match &entry.text.kind {
            // A word after the colon would read as a component's kind.
            ValueKind::Word(word) => Doc::text(spelling::string(word)),
            _ => self.value(&entry.text),
        };
        let mut docs = vec![Doc::text(format!("{}: ", spelling::key(&entry.id))), text];
        docs.push(self.settings(&entry.settings, true));
        if let Some(action) = &entry.action {
            docs.push(Doc::text(" => "));
            docs.push(self.action(action, false));
        }
        Doc::seq(docs)
    }

    fn branch(&mut self, branch: &If) -> Doc {
        let mut docs = Vec::new();
        let mut branch = branch;
        loop {
            docs.push(Doc::text("if"));
            let from =
                self.head(&mut docs, branch.condition.as_ref(), &branch.settings, branch.span);
            docs.push(self.nodes(&branch.then, from));
            let behind = self.trivia.block(from).map_or(from, |block| block.end);
            match branch.otherwise.as_deref() {
                None => break,
                Some([Node::If(nested)]) => {
                    docs.push(Doc::text(" else "));
                    branch = nested;
                }
                Some(nodes) => {
                    docs.push(Doc::text(" else"));
                    docs.push(self.nodes(nodes, behind));
                    break;
                }
            }
        }
        Doc::seq(docs)
    }

    fn choice(&mut self, choice: &Match) -> Doc {
        let mut docs = vec![Doc::text("match")];
        let from = self.head(&mut docs, choice.value.as_ref(), &choice.settings, choice.span);
        let end = self.trivia.block(from).map(|block| block.end - 1);
        let mut items = Vec::new();
        for case in &choice.cases {
            let mut item = self.open(&[], case.key.span);
            let key = match case.key.text.as_str() {
                "default" => "_".to_owned(),
                key => spelling::string(key),
            };
            let from = case.key.span.bytes().end;
            item.body = Doc::seq([Doc::text(format!("{key} =>")), self.nodes(&case.body, from)]);
            if let Some(block) = self.trivia.block(from) {
                item.after = self.trivia.after(block.end);
            }
            items.push(item);
        }
        let dangling = end.map(|end| self.trivia.up_to(end)).unwrap_or_default();
        docs.push(braces(" {", Comma::Inline, items, dangling, true));
        Doc::seq(docs)
    }

    /// What is between the word and the braces; answers where it ends.
    fn head(
        &mut self,
        docs: &mut Vec<Doc>,
        value: Option<&Value>,
        settings: &[Property],
        span: Span,
    ) -> usize {
        let mut end = span.bytes().start;
        if let Some(value) = value {
            docs.push(Doc::text(" "));
            docs.push(self.value(value));
            end = value.span.bytes().end;
        }
        if let Some(first) = settings.first() {
            end = self.trivia.close(first.name.span).unwrap_or(end);
        }
        docs.push(self.settings(settings, true));
        end
    }
}

/// A kind that a document may spell in any way, so that a component of it can be read again.
fn kind(kind: &str) -> String {
    if spelling::is_ident(kind) && can_be_kind(kind) {
        return kind.to_owned();
    }
    let letters: String =
        kind.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
    format!("Unknown_{letters}")
}

/// Whether the kind of `next` would be read as the text of `node`, which has none, since no kind is
/// called so.
fn would_be_text(node: &Node, next: &Node) -> bool {
    let (Node::Component(open), Node::Component(next)) = (node, next) else { return false };
    let bare = open.main.is_none()
        && open.settings.is_empty()
        && open.body.is_none()
        && open.action.is_none();
    bare && next.name.is_none() && catalogue::component(&next.kind.text).is_none()
}

/// A main text that can only be written as the property that it is.
fn as_setting(kind: &str, main: &Value) -> Property {
    let name = catalogue::component(kind).and_then(|row| row.main).unwrap_or("text");
    let name = Key { text: name.replace('-', "_"), quoted: false, span: main.span };
    Property { name, value: main.clone() }
}

fn numbered((index, title): (usize, &Value)) -> Entry {
    Entry {
        docs: Vec::new(),
        id: Key { text: index.to_string(), quoted: true, span: title.span },
        text: title.clone(),
        settings: Vec::new(),
        action: None,
        span: title.span,
    }
}

fn start(node: &Node) -> Span {
    match node {
        Node::Data(data) => data.span,
        Node::Component(component) => component.span,
        Node::If(branch) => branch.span,
        Node::Match(choice) => choice.span,
        Node::Use(used) => used.span,
    }
}
