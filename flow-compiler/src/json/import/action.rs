//! Actions.

use super::screen::Names;
use super::{Importer, Manner, key, start, value};
use crate::ast::{Action, Key, Name, Payload, Property, Value, ValueKind};
use crate::catalogue::{ACTIONS, ActionKind, NEXT_TYPE, Target};
use crate::diagnostic::Code;
use crate::json::{Member, Node, NodeKind};

/// The keys that an action has of its own.
const OWN: [&str; 3] = ["next", "url", "payload"];

impl Importer<'_, '_> {
    /// An action; `None` where it has no name, which is reported.
    pub(super) fn action(&mut self, node: &Node, names: &Names<'_>) -> Option<Action> {
        let Some(name) = node.get("name") else {
            let names: Vec<String> = ACTIONS.iter().map(|row| format!("`{}`", row.name)).collect();
            let help = format!("add `\"name\": \"…\"` with one of {}", names.join(", "));
            self.missing("name", "an action", start(node), &help);
            return None;
        };
        let Some(text) = name.as_text() else {
            self.wrong_type("name", "the name of an action as a string", name);
            return None;
        };
        let kind = ActionKind::from_name(text);
        let target = kind.and_then(|kind| kind.row().target);
        let mut action = Action {
            name: Name { text: text.to_owned(), span: name.span },
            target: None,
            settings: Vec::new(),
            payload: None,
            span: name.span,
        };
        for member in node.members() {
            let mut unread = false;
            match (member.key.as_str(), target) {
                ("name", _) => {}
                ("next", Some(Target::Screen)) => {
                    action.target = self.next(&member.value);
                    unread = action.target.is_none();
                }
                ("url", Some(Target::Url)) => {
                    action.target = Some(value::head(self.version, &member.value));
                }
                ("payload", _) => {
                    action.payload = self.payload(member, names);
                    let items = action.payload.iter_mut().flat_map(|payload| &mut payload.items);
                    if kind == Some(ActionKind::Navigate) && self.manner == Manner::Short {
                        items.for_each(|item| super::payload::narrow(item, names.id));
                    }
                    unread = action.payload.is_none();
                }
                _ => unread = true,
            }
            if unread {
                // After an action a word in parentheses would seem to begin its payload.
                action.settings.push(Property {
                    name: Key {
                        quoted: !OWN.contains(&member.key.as_str()),
                        ..key::plain(&member.key, member.key_span)
                    },
                    value: value::open(self.version, &member.value),
                });
            }
        }
        Some(action)
    }

    /// The screen that `next` names.
    fn next(&mut self, next: &Node) -> Option<Value> {
        if let Some(id) = next.as_text() {
            let message = "`next` is an object, not a string";
            self.cx
                .error(Code::InvalidPropertyType, start(next), message)
                .help(format!("write `{{ \"type\": \"screen\", \"name\": \"{id}\" }}`"));
            return None;
        }
        if !matches!(next.kind, NodeKind::Object(_)) {
            self.wrong_type("next", "an object", next);
            return None;
        }
        self.only(next, &["type", "name"], "`next`");
        match next.get("type") {
            Some(Node { kind: NodeKind::Text(kind), .. }) if kind == NEXT_TYPE => {}
            Some(Node { kind: NodeKind::Text(kind), span }) => {
                let message = format!("`next` leads to a screen, not to a `{kind}`");
                self.cx
                    .error(Code::InvalidPropertyValue, *span, message)
                    .help("write `\"type\": \"screen\"`");
            }
            Some(other) => self.wrong_type("type", "the string \"screen\"", other),
            None if !Self::lacks_beside(next, "type", &["name"]) => {}
            None => {
                self.missing("type", "`next`", start(next), "add `\"type\": \"screen\"`");
            }
        }
        let Some(name) = next.get("name") else {
            if Self::lacks_beside(next, "name", &["type"]) {
                let help = "add `\"name\": \"…\"` with the id of a screen";
                self.missing("name", "`next`", start(next), help);
            }
            return None;
        };
        let word = value::word(name);
        Some(match word.kind {
            ValueKind::Word(_) => word,
            _ => value::head(self.version, name),
        })
    }

    fn payload(&mut self, member: &Member, names: &Names<'_>) -> Option<Payload> {
        let NodeKind::Object(members) = &member.value.kind else {
            self.wrong_type("payload", "an object", &member.value);
            return None;
        };
        let items = match self.manner {
            Manner::Short => super::payload::items(self.version, members, names),
            Manner::Verbatim => {
                members.iter().map(|member| super::payload::written(self.version, member)).collect()
            }
        };
        Some(Payload { items, broken: false, span: start(&member.value) })
    }
}
