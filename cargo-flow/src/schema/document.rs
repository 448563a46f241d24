//! The document and its screens.

use flow_compiler::catalogue::{
    DocumentKey, FLOW_KEYS, FLOW_SETTINGS, LAYOUT, LAYOUT_KEYS, MOST_SCREENS, Release, SCREEN_KEYS,
    SCREEN_SETTINGS, Setting, SettingKind, Version, demands,
};
use serde_json::{Value, json};

use super::Schemas;
use super::object::{Object, described};
use super::text;

impl Schemas<'_> {
    /// A whole document.
    pub(super) fn flow(&mut self, release: &Release) -> Value {
        let mut flow = Object::new("A WhatsApp Flow.");
        self.settings(&mut flow, FLOW_SETTINGS, release);
        let screen = self.screen(release);
        self.keys(&mut flow, FLOW_KEYS, |_, _, _| {
            json!({ "type": "array", "items": screen, "minItems": 1, "maxItems": MOST_SCREENS })
        });
        flow.into_value()
    }

    fn screen(&mut self, release: &Release) -> Value {
        let mut screen = Object::new("A screen of the flow.");
        let id = format!("^(?:{})$", text::screen_id(self.version));
        self.keys(&mut screen, SCREEN_KEYS, |schemas, name, doc| match name {
            "id" => json!({ "type": "string", "pattern": id }),
            "data" => schemas.data(doc),
            "layout" => schemas.layout(),
            _ => text::title(schemas.version),
        });
        self.settings(&mut screen, SCREEN_SETTINGS, release);
        self.refer("screen", screen.into_value())
    }

    fn layout(&mut self) -> Value {
        let mut layout = Object::new("How the components of the screen are laid out.");
        self.keys(&mut layout, LAYOUT_KEYS, |schemas, name, _| match name {
            "type" => json!({ "const": LAYOUT }),
            _ => schemas.components_of_screen(),
        });
        self.refer("layout", layout.into_value())
    }

    fn keys(
        &mut self,
        object: &mut Object,
        keys: &[DocumentKey],
        mut schema: impl FnMut(&mut Self, &str, &str) -> Value,
    ) {
        for key in keys {
            let required = demands(self.version, keys, key.name);
            let schema = schema(self, key.name, key.doc);
            object.key(key.name, required, described(schema, key.doc));
        }
    }

    fn settings(&self, object: &mut Object, rows: &[Setting], release: &Release) {
        let there = |row: &&Setting| {
            let gone = row.until.is_some_and(|until| self.version >= until);
            row.in_document && self.version >= row.since && !gone
        };
        for row in rows.iter().filter(there) {
            let schema = described(setting(row.kind, release), row.doc);
            object.key(row.name, row.kind == SettingKind::Version, schema);
            let needed = row.needs.and_then(|needs| rows.iter().find(|row| row.name == needs));
            if let Some(other) = needed {
                let mut both = json!({ "required": [other.name] });
                if other.kind == SettingKind::Bool {
                    both["properties"] = json!({ other.name: { "const": true } });
                }
                object.depends(row.name, both);
            }
        }
    }
}

fn setting(kind: SettingKind, release: &Release) -> Value {
    let id = |version: Version| format!("^(?:{})$", text::screen_id(version));
    match kind {
        SettingKind::Version => json!({ "const": release.version.to_string() }),
        SettingKind::DataApiVersion => json!({ "enum": release.data_api }),
        SettingKind::Url => json!({ "type": "string", "pattern": text::ADDRESS }),
        SettingKind::Bool => json!({ "type": "boolean" }),
        SettingKind::Text => json!({ "type": "string" }),
        SettingKind::Names | SettingKind::Categories | SettingKind::Codes => {
            json!({ "type": "array", "items": { "type": "string" }, "minItems": 1 })
        }
        SettingKind::RoutingModel => {
            let id = id(release.version);
            json!({
                "type": "object",
                "propertyNames": { "pattern": id },
                "additionalProperties": { "type": "array", "items": { "type": "string", "pattern": id } },
            })
        }
    }
}
