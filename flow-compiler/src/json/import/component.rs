//! Components.

use super::screen::Names;
use super::{Importer, Manner, key, start, value};
use crate::ast::{self, Body, Case, Component, If, Match, Name, Source, Value, ValueKind};
use crate::catalogue::{self, Component as Row, ENDS, Kind};
use crate::diagnostic::Code;
use crate::json::{Member, Node, NodeKind};
use crate::span::Span;

impl Importer<'_, '_> {
    /// The components of a list; what is none is reported and left out.
    pub(super) fn nodes(&mut self, key: &str, list: &Node, names: &Names<'_>) -> Vec<ast::Node> {
        let NodeKind::List(items) = &list.kind else {
            self.wrong_type(key, "an array of components", list);
            return self.unread(list, names);
        };
        items.iter().filter_map(|item| self.node(item, names)).collect()
    }

    fn node(&mut self, node: &Node, names: &Names<'_>) -> Option<ast::Node> {
        let Some((kind, span)) = self.kind(node) else {
            return self.unread(node, names).pop();
        };
        let row = catalogue::component(kind);
        let is = |other: &'static Row| row.is_some_and(|row| std::ptr::eq(row, other));
        Some(if is(&catalogue::IF) {
            ast::Node::If(self.branch(node, span, names))
        } else if is(&catalogue::SWITCH) {
            ast::Node::Match(self.switch(node, span, names))
        } else {
            let kind = Name { text: kind.to_owned(), span };
            ast::Node::Component(self.component(node, kind, row, names))
        })
    }

    /// What stands for components that could not be read: others refer to their names.
    pub(super) fn unread(&mut self, node: &Node, names: &Names<'_>) -> Vec<ast::Node> {
        if self.manner == Manner::Short {
            return Vec::new();
        }
        let kind = Name { text: String::new(), span: start(node) };
        vec![ast::Node::Component(self.component(node, kind, None, names))]
    }

    /// The type of a component; `None` where it cannot be read, which is reported.
    fn kind<'n>(&mut self, node: &'n Node) -> Option<(&'n str, Span)> {
        if !matches!(node.kind, NodeKind::Object(_)) {
            self.wrong_type("children", "an array of objects", node);
            return None;
        }
        match node.get("type") {
            Some(Node { kind: NodeKind::Text(kind), span }) => {
                if kind.is_empty() {
                    self.cx
                        .error(
                            Code::OneOfSchemaValidationFailed,
                            *span,
                            "the `type` of a component is empty",
                        )
                        .help("write the name of a component, such as `TextBody`");
                }
                return Some((kind, *span));
            }
            Some(other) => self.wrong_type("type", "the name of a component as a string", other),
            None => {
                let help = "add `\"type\": \"…\"` with the name of a component";
                self.missing("type", "a component", start(node), help);
            }
        }
        None
    }

    fn branch(&mut self, node: &Node, span: Span, names: &Names<'_>) -> If {
        let mut branch =
            If { condition: None, settings: Vec::new(), then: Vec::new(), otherwise: None, span };
        self.cut |= node.get("then").is_none();
        for member in node.members() {
            match member.key.as_str() {
                "type" => {}
                "condition" => {
                    let alone = node.get("else").is_none();
                    branch.condition = Some(match self.manner {
                        Manner::Short => value::condition(&member.value, alone),
                        Manner::Verbatim => value::condition_as_written(&member.value),
                    });
                }
                "then" => branch.then = self.nodes("then", &member.value, names),
                "else" => branch.otherwise = Some(self.nodes("else", &member.value, names)),
                _ => branch.settings.push(self.property(&[], member, names)),
            }
        }
        if Self::lacks(node, "then") {
            let owner = format!("`{}`", catalogue::IF.name);
            self.missing("then", &owner, span, "add `\"then\": [ … ]` with at least one component");
        }
        branch
    }

    fn switch(&mut self, node: &Node, span: Span, names: &Names<'_>) -> Match {
        self.cut |= node.get("cases").is_none();
        let mut switch = Match { value: None, settings: Vec::new(), cases: Vec::new(), span };
        for member in node.members() {
            match member.key.as_str() {
                "type" => {}
                "value" => switch.value = Some(value::open(self.version, &member.value)),
                "cases" => switch.cases = self.cases(&member.value, names),
                _ => switch.settings.push(self.property(&[], member, names)),
            }
        }
        if Self::lacks(node, "cases") {
            let owner = format!("`{}`", catalogue::SWITCH.name);
            let help = "add `\"cases\": { \"…\": [ … ] }` with a list of components for each value";
            self.missing("cases", &owner, span, help);
        }
        switch
    }

    fn cases(&mut self, node: &Node, names: &Names<'_>) -> Vec<Case> {
        let NodeKind::Object(members) = &node.kind else {
            self.wrong_type("cases", "an object of lists of components", node);
            return Vec::new();
        };
        let case = |member: &Member| Case {
            key: Name { text: member.key.clone(), span: member.key_span },
            body: self.nodes(&member.key, &member.value, names),
        };
        members.iter().map(case).collect()
    }

    fn component(
        &mut self,
        node: &Node,
        kind: Name,
        row: Option<&'static Row>,
        names: &Names<'_>,
    ) -> Component {
        let span = kind.span;
        let mut component = Component::of(kind, span);
        for property in row.map_or(&[][..], |row| row.properties) {
            let holds = matches!(property.kind, Kind::Nodes);
            self.cut |= holds && node.get(property.name).is_none();
        }
        for member in node.members().iter().filter(|member| member.key != "type") {
            if !row.is_some_and(|row| self.special(&mut component, row, node, member, names)) {
                let rows = row.map_or(&[][..], |row| row.properties);
                component.settings.push(self.property(rows, member, names));
            }
        }
        component
    }

    /// Puts a property into the place that the source has for it; whether it has one.
    fn special(
        &mut self,
        component: &mut Component,
        row: &'static Row,
        node: &Node,
        member: &Member,
        names: &Names<'_>,
    ) -> bool {
        let Some(property) = row.property(&member.key) else { return false };
        let value = &member.value;
        // Options and actions have the place of their key and their brackets in `settings` only.
        let short = self.manner == Manner::Short;
        match (&property.kind, &value.kind) {
            (Kind::Name, NodeKind::Text(name)) => {
                component.name = Some(key::component(name, value.span));
            }
            (Kind::Nodes, _) => {
                component.body = Some(Body::Nodes(self.nodes(&member.key, value, names)));
            }
            (Kind::Action(_), NodeKind::Object(_))
                if short && row.action == Some(property.name) =>
            {
                match self.action(value, names) {
                    Some(action) => component.action = Some(action),
                    None => return false,
                }
            }
            (Kind::Options(list) | Kind::Items(list), _)
                if short && row.source == Some(property.name) =>
            {
                return self.list(component, list, value, names);
            }
            _ if row.main == Some(property.name) => {
                match main(self.value(&property.kind, value, names), row) {
                    Some(main) => component.main = Some(main),
                    None => return false,
                }
            }
            _ if member.key == "required" && is_required(node, value, &property.kind) => {
                component.bang = Some(member.key_span);
            }
            _ => return false,
        }
        true
    }

    /// The options or items of a component.
    fn list(
        &mut self,
        component: &mut Component,
        list: &'static catalogue::Items,
        node: &Node,
        names: &Names<'_>,
    ) -> bool {
        match &node.kind {
            NodeKind::Text(text) => match value::string(self.version, text, node).kind {
                ValueKind::Reference(reference) => {
                    component.source = Some(Source::Reference(reference));
                    true
                }
                _ => false,
            },
            NodeKind::List(items) => {
                if let Some(name) = self.shared.use_of(node) {
                    component.source = Some(Source::Options(name));
                    return true;
                }
                component.body = self.body(list, items, names);
                component.body.is_some()
            }
            _ => false,
        }
    }
}

/// Whether `required` says what `!` says: yes, in a calendar of ranges for both ends.
fn is_required(component: &Node, required: &Node, kind: &Kind) -> bool {
    let yes = |node: &Node| matches!(node.kind, NodeKind::Bool(true));
    let range = matches!(kind, Kind::ByMode(..))
        && component.get("mode").and_then(Node::as_text) == Some("range");
    if !range {
        return yes(required);
    }
    let both = ENDS.iter().all(|end| required.get(end).is_some_and(yes));
    both && required.members().len() == 2
}

/// A value that can be after the kind.
fn main(value: Value, row: &Row) -> Option<Value> {
    let text = |value: &Value| {
        !value.verbatim
            && matches!(&value.kind, ValueKind::Text(pieces)
                if pieces.iter().all(|piece| matches!(piece, ast::Piece::Text(_))))
    };
    let fits = match &value.kind {
        _ if value.verbatim => false,
        ValueKind::Text(_) | ValueKind::Reference(_) => true,
        // A list after a kind with options would be its options.
        ValueKind::List(items) => {
            row.source.is_none() && !items.is_empty() && items.iter().all(text)
        }
        _ => false,
    };
    fits.then_some(value)
}
