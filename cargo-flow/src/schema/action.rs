//! Actions.

use flow_compiler::catalogue::{ACTION_KEYS, ActionKind, NEXT_KEYS, NEXT_TYPE, Target, Version};
use serde_json::{Value, json};

use super::Schemas;
use super::object::{Object, by_word, described};
use super::text::{self, Text};

impl Schemas<'_> {
    /// An action, one of those that may be in its place; `None` where none may, in this version.
    pub(super) fn action(
        &mut self,
        allowed: &[(ActionKind, Version)],
        on_choice: bool,
    ) -> Option<Value> {
        let version = self.version;
        let usable: Vec<ActionKind> = allowed
            .iter()
            .filter(|(kind, since)| version >= (*since).max(kind.row().since))
            .map(|(kind, _)| *kind)
            .collect();
        let named: Vec<(&str, Value)> =
            usable.iter().map(|kind| (kind.row().name, self.one(*kind, on_choice))).collect();
        let list = usable.iter().map(|kind| kind.row().name).collect::<Vec<_>>().join("-or-");
        let schema = by_word("name", "Which action it is.", &named);
        (!usable.is_empty()).then(|| self.refer(&list, schema))
    }

    fn one(&mut self, kind: ActionKind, on_choice: bool) -> Value {
        let row = kind.row();
        let mut action = Object::new(row.doc);
        for (key, doc) in ACTION_KEYS {
            let (required, schema) = match (*key, row.target) {
                ("name", _) => (true, json!({ "const": row.name })),
                ("next", Some(Target::Screen)) => (true, self.next()),
                ("url", Some(Target::Url)) => {
                    let url = Text::nothing().or_dynamic(true, true);
                    let pattern = url.pattern(self.version, Some(text::HTTPS));
                    (true, json!({ "type": "string", "pattern": pattern }))
                }
                ("payload", _) if row.payload => {
                    let values = self.payload_value();
                    let payload = json!({ "type": "object", "additionalProperties": values });
                    (row.demands_payload(on_choice, self.version), payload)
                }
                _ => continue,
            };
            action.key(key, required, described(schema, *doc));
        }
        self.refer(row.name, action.into_value())
    }

    fn next(&mut self) -> Value {
        let mut next = Object::new("The screen that it opens.");
        for (key, doc) in NEXT_KEYS {
            let schema = if *key == "type" {
                json!({ "const": NEXT_TYPE })
            } else {
                let id = Text::nothing().or_dynamic(true, false);
                let pattern = id.pattern(self.version, Some(&text::screen_id(self.version)));
                json!({ "type": "string", "pattern": pattern })
            };
            next.key(key, true, described(schema, *doc));
        }
        self.refer("next", next.into_value())
    }

    /// What a payload holds: any value, and what looks like a reference is one.
    fn payload_value(&mut self) -> Value {
        let text = Text::any().or_dynamic(true, true);
        let pattern = text.pattern(self.version, Some(text::SEVERAL));
        self.recursive(
            "payload-value",
            |own| json!({ "pattern": pattern, "items": own, "additionalProperties": own }),
        )
    }
}
