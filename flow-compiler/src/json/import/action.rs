//! Actions.

use super::screen::Names;
use super::{Importer, key, start, value};
use crate::ast::{Action, Name, Payload, Property, Value, ValueKind};
use crate::catalogue::{ActionKind, Target};
use crate::diagnostic::Code;
use crate::json::{Member, Node, NodeKind};

impl Importer<'_, '_> {
    /// An action; `None` where it has no name, which the check tells of the object that stays.
    pub(super) fn action(&mut self, node: &Node, names: &Names<'_>) -> Option<Action> {
        let name = node.get("name")?;
        let text = name.as_text()?;
        let target = ActionKind::from_name(text).and_then(|kind| kind.row().target);
        let mut action = Action {
            name: Name { text: text.to_owned(), span: name.span },
            target: None,
            settings: Vec::new(),
            payload: None,
            span: name.span,
        };
        for member in node.members() {
            match (member.key.as_str(), target) {
                ("name", _) => {}
                ("next", Some(Target::Screen)) => action.target = self.next(&member.value),
                ("url", Some(Target::Url)) => {
                    action.target = Some(value::head(self.version, &member.value));
                }
                ("payload", _) => action.payload = self.payload(member, names),
                _ => action.settings.push(Property {
                    name: key::plain(&member.key, member.key_span),
                    value: value::open(self.version, &member.value),
                }),
            }
        }
        Some(action)
    }

    /// The screen that `next` names.
    fn next(&mut self, next: &Node) -> Option<Value> {
        if !matches!(next.kind, NodeKind::Object(_)) {
            self.wrong_type("next", "an object", next);
            return None;
        }
        self.only(next, &["type", "name"], "`next`");
        match next.get("type") {
            Some(Node { kind: NodeKind::Text(kind), .. }) if kind == "screen" => {}
            Some(Node { kind: NodeKind::Text(kind), span }) => {
                let message = format!("`next` leads to a screen, not to a `{kind}`");
                self.cx
                    .error(Code::InvalidPropertyValue, *span, message)
                    .help("write `\"type\": \"screen\"`");
            }
            Some(other) => self.wrong_type("type", "the string \"screen\"", other),
            None => {
                self.missing("type", "`next`", start(next), "add `\"type\": \"screen\"`");
            }
        }
        let Some(name) = next.get("name") else {
            let help = "add `\"name\": \"…\"` with the id of a screen";
            self.missing("name", "`next`", start(next), help);
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
        let items = super::payload::items(self.version, members, names);
        Some(Payload { items, span: start(&member.value) })
    }
}
