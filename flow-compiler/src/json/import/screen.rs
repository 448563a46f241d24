//! Screens.

use std::collections::HashSet;

use super::{Importer, Manner, key, nested, start, value, walk};
use crate::ast::{self, Name, Property, Screen};
use crate::catalogue::{
    self, ActionKind, LAYOUT, LAYOUT_KEYS, SCREEN_KEYS, SCREEN_SETTINGS, SUCCESS, SettingKind,
};
use crate::diagnostic::Code;
use crate::json::{Node, NodeKind};

/// The id of the first screen that has none, so that the rest of the flow can be read.
const UNNAMED: &str = "UNNAMED";

/// The names of one screen, which the short forms of a payload refer to.
#[derive(Default)]
pub(super) struct Names<'n> {
    /// The screen's id; empty where it has none.
    pub(super) id: &'n str,
    /// The components that have a value.
    pub(super) fields: HashSet<&'n str>,
    /// Every component that has a name.
    pub(super) named: HashSet<&'n str>,
    /// The fields of `data`.
    pub(super) data: HashSet<&'n str>,
}

impl<'n> Names<'n> {
    fn of(screen: &'n Node) -> Self {
        let id = screen.get("id").and_then(Node::as_text).unwrap_or_default();
        let mut names = Self { id, ..Self::default() };
        walk::components(children(screen), &mut |node, row| {
            let Some(name) = node.get("name").and_then(Node::as_text) else { return };
            names.named.insert(name);
            if row.is_some_and(|row| row.input.is_some()) {
                names.fields.insert(name);
            }
        });
        if let Some(data) = screen.get("data") {
            names.data.extend(data.members().iter().map(|member| member.key.as_str()));
        }
        names
    }
}

/// The components of a screen; none where its layout is faulty.
pub(super) fn children(screen: &Node) -> &[Node] {
    screen.get("layout").and_then(|layout| layout.get("children")).map_or(&[], walk::items)
}

impl Importer<'_, '_> {
    pub(super) fn screens(&mut self, screens: &[Node]) -> Vec<Screen> {
        screens.iter().filter_map(|screen| self.screen(screen)).collect()
    }

    fn screen(&mut self, node: &Node) -> Option<Screen> {
        let NodeKind::Object(members) = &node.kind else {
            self.wrong_type("screens", "a list of objects", node);
            return None;
        };
        let before = self.cx.mark();
        self.cut = false;
        let id = self.id(node);
        let names = Names::of(node);
        let mut settings = Vec::new();
        let mut body = Vec::new();
        for member in members {
            match member.key.as_str() {
                "id" | "title" | "layout" => {}
                "data" => body.extend(self.data(&member.value, member.key_span)),
                _ => settings.push(Property {
                    name: key::plain(&member.key, member.key_span),
                    value: setting(&member.key, &member.value),
                }),
            }
        }
        body.extend(self.layout(node, &id, &names));
        if self.manner == Manner::Short {
            nested::join(&mut body, 0);
        }
        let lost = |key: &str| node.get(key).is_none() && !Self::lacks(node, key);
        let mut screen = Screen {
            docs: Vec::new(),
            span: id.span,
            id,
            title: node.get("title").map(|title| value::title(self.version, title)),
            settings,
            routes: Vec::new(),
            body,
            partial: self.cx.reported_since(before) || self.cut || lost("layout") || lost("data"),
        };
        self.terminal(node, &mut screen);
        Some(screen)
    }

    fn id(&mut self, screen: &Node) -> Name {
        let name = |text: &str, span| Name { text: text.to_owned(), span };
        match screen.get("id") {
            Some(Node { kind: NodeKind::Text(id), span }) => name(id, *span),
            Some(other) => {
                self.wrong_type("id", "a string", other);
                name(&self.unnamed(), start(other))
            }
            None => {
                if Self::lacks(screen, "id") {
                    let help = "add `\"id\": \"…\"`, of letters and `_`";
                    self.missing("id", "a screen", start(screen), help);
                }
                name(&self.unnamed(), start(screen))
            }
        }
    }

    fn unnamed(&mut self) -> String {
        self.unnamed += 1;
        UNNAMED.to_owned() + &"_".repeat(self.unnamed - 1)
    }

    fn layout(&mut self, screen: &Node, id: &Name, names: &Names<'_>) -> Vec<ast::Node> {
        let help = format!("add `\"layout\": {{ \"type\": \"{LAYOUT}\", \"children\": [ … ] }}`");
        let Some(layout) = screen.get("layout") else {
            if !Self::lacks(screen, "layout") {
                return self.unread(screen, names);
            }
            let message = format!("`layout` is missing in the screen `{}`", id.text);
            let fault = if catalogue::demands(self.version, SCREEN_KEYS, "layout") {
                self.cx.error(Code::MissingRequiredProperty, id.span, message)
            } else {
                self.cx.warning(Code::MissingRequiredProperty, id.span, message)
            };
            fault.help(help);
            return Vec::new();
        };
        if !matches!(layout.kind, NodeKind::Object(_)) {
            self.wrong_type("layout", "an object", layout);
            return self.unread(layout, names);
        }
        let keys: Vec<&str> = LAYOUT_KEYS.iter().map(|key| key.name).collect();
        self.only(layout, &keys, "a layout");
        match layout.get("type") {
            Some(Node { kind: NodeKind::Text(kind), .. }) if kind == LAYOUT => {}
            Some(Node { kind: NodeKind::Text(kind), span }) => {
                let message = format!("there is no layout `{kind}`");
                self.cx
                    .error(Code::InvalidPropertyValue, *span, message)
                    .help(format!("write \"{LAYOUT}\", the only one"));
            }
            Some(other) => self.wrong_type("type", "a string", other),
            None if !Self::lacks(layout, "type") => {}
            None => {
                let help = format!("add `\"type\": \"{LAYOUT}\"`");
                self.missing("type", "a layout", start(layout), &help);
            }
        }
        let Some(children) = layout.get("children") else {
            if !Self::lacks(layout, "children") {
                return self.unread(layout, names);
            }
            let help = "add `\"children\": [ … ]` with the components of the screen";
            self.missing("children", "a layout", start(layout), help);
            return self.unread(layout, names);
        };
        self.nodes("children", children, names)
    }

    /// Leaves out a `terminal` that the source infers, and writes one where it would infer wrongly.
    fn terminal(&mut self, node: &Node, screen: &mut Screen) {
        let (mut completes, mut exchanges) = (false, false);
        walk::components(children(node), &mut |component, row| {
            let Some(row) = row else { return };
            walk::actions(component, row, &mut |kind, action| {
                completes |= kind == ActionKind::Complete;
                let main = row.action.and_then(|key| component.get(key));
                let footer = std::ptr::eq(row, &raw const catalogue::FOOTER);
                exchanges |= kind == ActionKind::DataExchange
                    && footer
                    && main.is_some_and(|main| std::ptr::eq(main, action));
            });
        });
        let written = screen.settings.iter().position(|setting| setting.name.text == "terminal");
        let value = written.map(|at| &screen.settings[at].value.kind);
        match (written, value) {
            (Some(at), Some(ast::ValueKind::Bool(true))) if self.manner == Manner::Short => {
                let closes = self.endpoint && exchanges;
                if closes {
                    let span = screen.settings[at].name.span;
                    screen.routes.push(Name { text: SUCCESS.to_owned(), span });
                }
                if completes || closes {
                    screen.settings.remove(at);
                }
            }
            (None, _) if completes && Self::lacks(node, "terminal") => {
                let span = screen.id.span;
                screen.settings.push(Property {
                    name: key::plain("terminal", span),
                    value: ast::Value::new(ast::ValueKind::Bool(false), span),
                });
            }
            _ => {}
        }
    }
}

fn setting(name: &str, node: &Node) -> ast::Value {
    let row = SCREEN_SETTINGS.iter().find(|row| row.name == name);
    match (row.map(|row| row.kind), &node.kind) {
        (Some(SettingKind::Names), NodeKind::List(items)) => ast::Value::new(
            ast::ValueKind::List(items.iter().map(value::word).collect()),
            node.span,
        ),
        _ => value::literal(node),
    }
}
