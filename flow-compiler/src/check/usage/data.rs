//! Data that nothing refers to.

use std::collections::HashSet;

use crate::ast::Dialect;
use crate::check::scope::Scope;
use crate::diagnostic::{Code, Diagnostics};
use crate::model::{Component, Flow, Value, ValueKind};

/// The data field that a phone shows by itself, where a server sends it.
const SHOWN: &str = "error_message";

/// Each field of a screen's data is referred to somewhere.
pub fn unused(cx: &mut Diagnostics, scope: &Scope<'_>, flow: &Flow<'_>) {
    // What is meant as a reference, and is not spelled as one, may be the use.
    if cx.has(Code::ReferenceAsText) {
        return;
    }
    let mut used = Used::default();
    for screen in &flow.screens {
        screen.title.iter().for_each(|title| used.value(screen.id, title));
        used.components(screen.id, &screen.children);
    }
    for screen in &flow.screens {
        for field in screen.data.iter().flatten() {
            let shown = scope.endpoint && field.key == SHOWN;
            let used = used.0.contains(&(screen.id.to_owned(), field.key.to_owned()));
            if used || shown || field.example.is_none() {
                continue;
            }
            let message = format!("nothing refers to the data field `{}`", field.key);
            cx.warning(Code::Unused, field.span, message).help(match scope.flow.dialect {
                Dialect::Rust => {
                    format!("show it with `${{data.{}}}`, or remove the declaration", field.key)
                }
                Dialect::Json => {
                    format!("refer to it with `${{data.{}}}`, or remove it", field.key)
                }
            });
        }
    }
}

/// The screen and the name of each field that is referred to.
#[derive(Default)]
struct Used(HashSet<(String, String)>);

impl Used {
    fn components(&mut self, screen: &str, components: &[Component<'_>]) {
        for component in components {
            for property in &component.properties {
                self.value(screen, &property.value);
            }
        }
    }

    fn value(&mut self, screen: &str, value: &Value<'_>) {
        match &value.kind {
            ValueKind::Text(text) | ValueKind::Dynamic(text) => self.text(screen, text),
            ValueKind::List(items) => items.iter().for_each(|item| self.value(screen, item)),
            ValueKind::Object(members) => {
                for member in members {
                    self.value(screen, &member.value);
                }
            }
            ValueKind::Action(action) => {
                action.target.iter().for_each(|target| self.value(screen, target));
                for member in action.payload.iter().flatten() {
                    self.value(screen, &member.value);
                }
            }
            ValueKind::Nodes(nodes) => self.components(screen, nodes),
            ValueKind::Cases(cases) => {
                for case in cases {
                    self.components(screen, &case.children);
                }
            }
            ValueKind::Null | ValueKind::Bool(_) | ValueKind::Number(_) => {}
        }
    }

    /// Whatever is spelled as a reference counts, in a text as well: what is wrong there is
    /// reported for itself.
    fn text(&mut self, screen: &str, text: &str) {
        for part in text.split("${").skip(1) {
            let path: Vec<&str> = part.split('}').next().unwrap_or_default().split('.').collect();
            let (screen, name) = match path.as_slice() {
                ["data", name, ..] => (screen, name),
                ["screen", other, "data", name, ..] => (*other, name),
                _ => continue,
            };
            self.0.insert((screen.to_owned(), (*name).to_owned()));
        }
    }
}
