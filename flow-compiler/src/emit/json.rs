//! The Flow JSON document of a checked flow.

use crate::catalogue::Target;
use crate::model::{Action, Case, Component, Field, Flow, Member, Screen, Value, ValueKind};

/// The document without any white space, as `JSON` of the generated module holds it.
#[must_use]
pub fn minified(flow: &Flow<'_>) -> String {
    write(flow, Layout::Minified)
}

/// The document with a line for each key and two spaces for each level, as files hold it. It ends
/// with a line break.
#[must_use]
pub fn pretty(flow: &Flow<'_>) -> String {
    let mut text = write(flow, Layout::Pretty);
    text.push('\n');
    text
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Layout {
    Minified,
    Pretty,
}

fn write(flow: &Flow<'_>, layout: Layout) -> String {
    let mut writer =
        Writer { out: String::with_capacity(16 * 1024), layout, depth: 0, empty: true };
    writer.flow(flow);
    writer.out
}

struct Writer {
    out: String,
    layout: Layout,
    depth: usize,
    /// Whether the innermost open bracket holds nothing yet.
    empty: bool,
}

impl Writer {
    fn flow(&mut self, flow: &Flow<'_>) {
        self.open('{');
        self.key("version");
        self.string(&flow.version.to_string());
        self.optional_text("data_api_version", flow.data_api_version);
        self.routing_model(flow);
        self.optional_text("data_channel_uri", flow.data_channel_uri.as_deref());
        self.key("screens");
        self.list(&flow.screens, Self::screen);
        self.close('}');
    }

    fn routing_model(&mut self, flow: &Flow<'_>) {
        let Some(routes) = &flow.routing_model else { return };
        self.key("routing_model");
        self.open('{');
        for (screen, next) in routes {
            self.key(screen);
            self.list(next, |writer, id| writer.string(id));
        }
        self.close('}');
    }

    fn screen(&mut self, screen: &Screen<'_>) {
        self.open('{');
        self.key("id");
        self.string(screen.id);
        if let Some(title) = &screen.title {
            self.key("title");
            self.value(title);
        }
        self.optional_bool("terminal", screen.terminal);
        self.optional_bool("success", screen.success);
        self.optional_bool("refresh_on_back", screen.refresh_on_back);
        if let Some(names) = &screen.sensitive {
            self.key("sensitive");
            self.list(names, |writer, name| writer.string(name));
        }
        if let Some(fields) = &screen.data {
            self.key("data");
            self.open('{');
            for field in fields {
                self.key(field.key);
                self.field(field);
            }
            self.close('}');
        }
        self.key("layout");
        self.open('{');
        self.key("type");
        self.string("SingleColumnLayout");
        self.key("children");
        self.list(&screen.children, Self::component);
        self.close('}');
        self.close('}');
    }

    /// The schema, and in it the example.
    fn field(&mut self, field: &Field<'_>) {
        let ValueKind::Object(members) = &field.schema.kind else {
            return self.value(&field.schema);
        };
        self.open('{');
        self.members(members);
        if let Some(example) = &field.example {
            self.key("__example__");
            self.value(example);
        }
        self.close('}');
    }

    fn component(&mut self, component: &Component<'_>) {
        self.open('{');
        self.key("type");
        self.string(component.row.name);
        for property in &component.properties {
            self.key(property.key);
            self.value(&property.value);
        }
        self.close('}');
    }

    fn value(&mut self, value: &Value<'_>) {
        match &value.kind {
            ValueKind::Null => self.out.push_str("null"),
            ValueKind::Bool(value) => self.bool(*value),
            ValueKind::Number(digits) => self.out.push_str(digits),
            ValueKind::Text(text) | ValueKind::Dynamic(text) => self.string(text),
            ValueKind::List(items) => self.list(items, Self::value),
            ValueKind::Object(members) => {
                self.open('{');
                self.members(members);
                self.close('}');
            }
            ValueKind::Action(action) => self.action(action),
            ValueKind::Nodes(components) => self.list(components, Self::component),
            ValueKind::Cases(cases) => {
                self.open('{');
                for Case { key, children, .. } in cases {
                    self.key(key);
                    self.list(children, Self::component);
                }
                self.close('}');
            }
        }
    }

    fn action(&mut self, action: &Action<'_>) {
        let row = action.kind.row();
        self.open('{');
        self.key("name");
        self.string(row.name);
        match (row.target, &action.target) {
            (Some(Target::Screen), Some(screen)) => {
                self.key("next");
                self.open('{');
                self.key("type");
                self.string("screen");
                self.key("name");
                self.value(screen);
                self.close('}');
            }
            (Some(Target::Url), Some(url)) => {
                self.key("url");
                self.value(url);
            }
            (None, _) | (_, None) => {}
        }
        if let Some(members) = &action.payload {
            self.key("payload");
            self.open('{');
            self.members(members);
            self.close('}');
        }
        self.close('}');
    }

    fn members(&mut self, members: &[Member<'_>]) {
        for member in members {
            self.key(&member.key);
            self.value(&member.value);
        }
    }

    fn list<T>(&mut self, items: &[T], write: impl Fn(&mut Self, &T)) {
        self.open('[');
        for item in items {
            self.separate();
            write(self, item);
        }
        self.close(']');
    }

    fn optional_text(&mut self, key: &str, text: Option<&str>) {
        if let Some(text) = text {
            self.key(key);
            self.string(text);
        }
    }

    fn optional_bool(&mut self, key: &str, value: Option<bool>) {
        if let Some(value) = value {
            self.key(key);
            self.bool(value);
        }
    }

    fn bool(&mut self, value: bool) {
        self.out.push_str(if value { "true" } else { "false" });
    }

    fn key(&mut self, key: &str) {
        self.separate();
        self.string(key);
        self.out.push_str(if self.layout == Layout::Pretty { ": " } else { ":" });
    }

    fn string(&mut self, text: &str) {
        self.out.push('"');
        let mut done = 0;
        for (at, byte) in text.bytes().enumerate() {
            let escape = match byte {
                b'"' => "\\\"",
                b'\\' => "\\\\",
                b'\n' => "\\n",
                b'\r' => "\\r",
                b'\t' => "\\t",
                0x08 => "\\b",
                0x0c => "\\f",
                0..0x20 => "",
                _ => continue,
            };
            self.out.push_str(&text[done..at]);
            self.out.push_str(escape);
            if escape.is_empty() {
                let digit = |four: u8| char::from_digit(u32::from(four), 16).unwrap_or('0');
                self.out.push_str("\\u00");
                self.out.extend([digit(byte >> 4), digit(byte & 0xf)]);
            }
            done = at + 1;
        }
        self.out.push_str(&text[done..]);
        self.out.push('"');
    }

    fn open(&mut self, bracket: char) {
        self.out.push(bracket);
        self.depth += 1;
        self.empty = true;
    }

    fn close(&mut self, bracket: char) {
        self.depth -= 1;
        if !self.empty {
            self.line();
        }
        self.out.push(bracket);
        self.empty = false;
    }

    fn separate(&mut self) {
        if !self.empty {
            self.out.push(',');
        }
        self.empty = false;
        self.line();
    }

    fn line(&mut self) {
        if self.layout == Layout::Pretty {
            self.out.push('\n');
            self.out.extend(std::iter::repeat_n("  ", self.depth));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{minified, pretty};
    use crate::catalogue::{ActionKind, FOOTER, V7_3};
    use crate::model::{
        Action, Component, Field, Flow, Member, Property, Screen, Type, Value, ValueKind,
    };
    use crate::span::Span;

    fn span() -> Span {
        Span::text(0, 0)
    }

    fn value(kind: ValueKind<'static>) -> Value<'static> {
        Value { kind, span: span() }
    }

    fn member(key: &'static str, kind: ValueKind<'static>) -> Member<'static> {
        Member { key: key.into(), span: span(), value: value(kind) }
    }

    fn flow() -> Flow<'static> {
        let field = Field {
            docs: &[],
            key: "name",
            span: span(),
            ty: Type::String,
            schema: value(ValueKind::Object(vec![member(
                "type",
                ValueKind::Text("string".into()),
            )])),
            example: Some(Value::text("A \"quoted\"\\\u{1}\né", span())),
        };
        let action = Action {
            kind: ActionKind::Navigate,
            span: span(),
            target: Some(Value::text("LAST", span())),
            payload: Some(vec![
                member("n", ValueKind::Number("1.50".into())),
                member("none", ValueKind::Null),
                member("list", ValueKind::List(Vec::new())),
            ]),
        };
        let footer = Component {
            row: &FOOTER,
            derived: false,
            written: None,
            given: Vec::new(),
            span: span(),
            properties: vec![
                Property { key: "label", value: Value::text("Go", span()), span: span() },
                Property {
                    key: "on-click-action",
                    value: value(ValueKind::Action(Box::new(action))),
                    span: span(),
                },
            ],
        };
        let screen = |id, data, children| Screen {
            docs: &[],
            id,
            span: span(),
            title: None,
            terminal: Some(true),
            success: None,
            refresh_on_back: None,
            sensitive: None,
            data,
            children,
            entry: true,
            next: Vec::new(),
            closes: false,
            inputs: Vec::new(),
            exchanges: Vec::new(),
        };
        Flow {
            docs: &[],
            visibility: "",
            name: "f",
            span: span(),
            version: V7_3,
            data_api_version: Some("3.0"),
            data_channel_uri: None,
            published_name: None,
            categories: Vec::new(),
            routing_model: Some(vec![("FIRST", vec!["LAST"]), ("LAST", Vec::new())]),
            structs: Vec::new(),
            screens: vec![
                screen("FIRST", Some(vec![field]), vec![footer]),
                screen("LAST", None, Vec::new()),
            ],
            success: None,
            completions: Vec::new(),
            files: Vec::new(),
        }
    }

    #[test]
    fn writes_no_white_space() {
        assert_eq!(
            minified(&flow()),
            concat!(
                r#"{"version":"7.3","data_api_version":"3.0","routing_model":{"FIRST":["LAST"],"LAST":[]},"#,
                r#""screens":[{"id":"FIRST","terminal":true,"data":{"name":{"type":"string","#,
                r#""__example__":"A \"quoted\"\\\u0001\né"}},"layout":{"type":"SingleColumnLayout","#,
                r#""children":[{"type":"Footer","label":"Go","on-click-action":{"name":"navigate","#,
                r#""next":{"type":"screen","name":"LAST"},"payload":{"n":1.50,"none":null,"list":[]}}}]}},"#,
                r#"{"id":"LAST","terminal":true,"layout":{"type":"SingleColumnLayout","children":[]}}]}"#,
            )
        );
    }

    #[test]
    fn both_layouts_are_one_document() {
        let pretty = pretty(&flow());
        let read: serde_json::Value = serde_json::from_str(&pretty).expect("it is JSON");
        let other: serde_json::Value =
            serde_json::from_str(&minified(&flow())).expect("it is JSON");
        assert_eq!(read, other);
        assert!(pretty.starts_with("{\n  \"version\": \"7.3\",\n  \"data_api_version\""));
        assert!(pretty.contains("\"FIRST\": [\n      \"LAST\"\n    ],\n    \"LAST\": []\n"));
        assert!(pretty.ends_with("  ]\n}\n"));
    }
}
