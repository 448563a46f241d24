//! Where in the document of a `flow!` a byte of its source ends up.

use super::push_key;
use crate::ast::{
    Action, Body, Component, DataField, Entry, Flow, Item, Name, Node, Payload, PayloadItem,
    Property, Screen, Value, ValueKind,
};
use crate::catalogue::{self, FLOW_SETTINGS, Items, Kind, Target};
use crate::json::wire::nested;
use crate::span::Span;

/// The path, in the flow's document, of the innermost value that a byte of the source writes.
///
/// Empty for the document itself. `None` for what has no place of its own in the document, such as
/// a shared options list or a setting that only publishing needs.
#[must_use]
pub fn in_flow(flow: &Flow, byte: usize) -> Option<String> {
    let path = Path { text: String::new(), byte, ifs: 0 };
    if let Some(setting) = path.property(&flow.settings) {
        let row = FLOW_SETTINGS.iter().find(|row| row.name == setting.name.text)?;
        return row.in_document.then(|| path.key(row.name).value(&setting.value).text);
    }
    let mut screens = 0;
    for item in &flow.items {
        match item {
            Item::Screen(screen) => {
                if path.holds(screen.span) {
                    return Some(path.key("screens").index(screens).screen(screen).text);
                }
                screens += 1;
            }
            Item::Options(list) if path.holds(list.span) => return None,
            Item::Struct(object) if path.holds(object.span) => return None,
            Item::Success(success) if path.holds(success.span) => return None,
            Item::Options(_) | Item::Struct(_) | Item::Success(_) => {}
        }
    }
    Some(path.text)
}

struct Path {
    text: String,
    byte: usize,
    /// How many Ifs the document has around the place.
    ifs: usize,
}

impl Path {
    fn holds(&self, span: Span) -> bool {
        let bytes = span.bytes();
        bytes.contains(&self.byte) || (bytes.is_empty() && bytes.start == self.byte)
    }

    fn key(mut self, key: &str) -> Self {
        push_key(&mut self.text, key);
        self
    }

    fn index(mut self, at: usize) -> Self {
        self.text.push('[');
        self.text.push_str(&at.to_string());
        self.text.push(']');
        self
    }

    fn property<'p>(&self, properties: &'p [Property]) -> Option<&'p Property> {
        properties.iter().find(|property| {
            self.holds(property.name.span.to(property.value.span))
                || self.holds(property.value.span)
        })
    }

    fn screen(self, screen: &Screen) -> Self {
        if self.holds(screen.id.span) {
            return self.key("id");
        }
        if screen.title.as_ref().is_some_and(|title| self.holds(title.span)) {
            return self.key("title");
        }
        if let Some(setting) = self.property(&screen.settings) {
            return self.key(&setting.name.text).value(&setting.value);
        }
        for node in &screen.body {
            match node {
                Node::Data(data) if self.holds(data.span) => {
                    return self.key("data").data(&data.fields);
                }
                _ => {}
            }
        }
        let within = |path: Self| path.key("layout").key("children");
        self.nodes(&screen.body, &within)
    }

    fn data(self, fields: &[DataField]) -> Self {
        let Some(field) = fields.iter().find(|field| self.holds(field.span)) else { return self };
        let example = field.example.as_ref().filter(|example| self.holds(example.span));
        let path = self.key(&field.name.text);
        match example {
            Some(example) => path.key("__example__").value(example),
            None => path,
        }
    }

    /// The component of `nodes` that holds the byte; `within` leads to their list.
    fn nodes(self, nodes: &[Node], within: &dyn Fn(Self) -> Self) -> Self {
        let shown = nodes.iter().filter(|node| !matches!(node, Node::Data(_)));
        for (at, node) in shown.enumerate() {
            match node {
                Node::Component(component) if self.holds(component.span) => {
                    return within(self).index(at).component(component);
                }
                Node::If(branch) if self.holds(branch.span) => {
                    let mut path = within(self).index(at);
                    let parts = match (nested(branch, path.ifs), &branch.condition) {
                        (Some(parts), _) => parts.iter().map(|part| part.span).collect::<Vec<_>>(),
                        (None, whole) => whole.iter().map(|whole| whole.span).collect(),
                    };
                    if let Some(at) = parts.iter().position(|part| path.holds(*part)) {
                        let inner = |path: Self, _| path.key("then").index(0);
                        return (0..at).fold(path, inner).key("condition");
                    }
                    // Between the parts of one condition.
                    if branch.condition.as_ref().is_some_and(|whole| path.holds(whole.span)) {
                        return path;
                    }
                    for nested in 0..parts.len().max(1) {
                        path.ifs += 1;
                        if nested > 0 {
                            path = path.key("then").index(0);
                        }
                    }
                    let before = path.text.len();
                    let path = path.nodes(&branch.then, &|path| path.key("then"));
                    return match &branch.otherwise {
                        Some(nodes) if path.text.len() == before => {
                            path.nodes(nodes, &|path| path.key("else"))
                        }
                        _ => path,
                    };
                }
                Node::Match(choice) if self.holds(choice.span) => {
                    let mut path = within(self).index(at);
                    if choice.value.as_ref().is_some_and(|value| path.holds(value.span)) {
                        return path.key("value");
                    }
                    for case in &choice.cases {
                        if path.holds(case.key.span) {
                            return path.key("cases").key(&case.key.text);
                        }
                        path =
                            path.nodes(&case.body, &|path| path.key("cases").key(&case.key.text));
                    }
                    return path;
                }
                _ => {}
            }
        }
        self
    }

    fn component(self, component: &Component) -> Self {
        if component.name.as_ref().is_some_and(|name| self.holds(name.span)) {
            return self.key("name");
        }
        if self.holds(component.kind.span) {
            return self.key("type");
        }
        if component.bang.is_some_and(|bang| self.holds(bang)) {
            return self.key("required");
        }
        if let Some(property) = self.property(&component.settings) {
            return self.key(&property.name.wire()).value(&property.value);
        }
        let Some(row) = catalogue::component(&component.kind.text) else { return self };
        if let (Some(main), Some(value)) = (row.main, &component.main)
            && self.holds(value.span)
        {
            return self.key(main).value(value);
        }
        if let (Some(key), Some(action)) = (row.action, &component.action)
            && self.holds(action.span)
        {
            return self.key(key).action(action);
        }
        let items = row.source.and_then(|source| match &row.property(source)?.kind {
            Kind::Options(items) | Kind::Items(items) => Some((source, *items)),
            _ => None,
        });
        match (&component.body, items) {
            (Some(Body::Nodes(nodes)), _) => self.nodes(nodes, &|path| path.key("children")),
            (Some(Body::Entries(entries)), Some((source, items))) => {
                match entries.iter().position(|entry| self.holds(entry.span)) {
                    Some(at) => self.key(source).index(at).entry(&entries[at], items),
                    None => self,
                }
            }
            (Some(Body::Titles(titles)), Some((source, items))) => {
                match titles.iter().position(|title| self.holds(title.span)) {
                    Some(at) => self.key(source).index(at).main(items),
                    None => self,
                }
            }
            _ => self,
        }
    }

    fn main(self, items: &Items) -> Self {
        items.main.into_iter().flat_map(|main| main.split('.')).fold(self, Self::key)
    }

    fn entry(self, entry: &Entry, items: &Items) -> Self {
        if self.holds(entry.id.span) {
            return self.key("id");
        }
        if self.holds(entry.text.span) {
            return self.main(items);
        }
        if let Some(property) = self.property(&entry.settings) {
            let key = property.name.wire();
            let path = match items.main.and_then(|main| main.split_once('.')) {
                Some((object, _)) if items.beside_main.contains(&&*key) => self.key(object),
                _ => self,
            };
            return path.key(&key).value(&property.value);
        }
        match (items.action, &entry.action) {
            (Some(key), Some(action)) if self.holds(action.span) => self.key(key).action(action),
            _ => self,
        }
    }

    fn action(self, action: &Action) -> Self {
        let Name { text, span } = &action.name;
        if self.holds(*span) {
            return self.key("name");
        }
        let row = catalogue::ACTIONS.iter().find(|row| row.name == text);
        if let (Some(target), Some(value)) = (row.and_then(|row| row.target), &action.target)
            && self.holds(value.span)
        {
            return match target {
                Target::Screen => self.key("next").key("name"),
                Target::Url => self.key("url"),
            };
        }
        match &action.payload {
            Some(payload) if self.holds(payload.span) => self.key("payload").payload(payload),
            _ => self,
        }
    }

    fn payload(self, payload: &Payload) -> Self {
        for item in &payload.items {
            let PayloadItem::Field { key, value } = item else { continue };
            let value = value.as_ref().filter(|value| self.holds(value.span));
            if value.is_some() || self.holds(key.span) {
                let path = self.key(&key.text);
                return match value {
                    Some(value) => path.value(value),
                    None => path,
                };
            }
        }
        self
    }

    /// The part of a value that holds the byte.
    fn value(self, value: &Value) -> Self {
        match &value.kind {
            ValueKind::List(items) => match items.iter().position(|item| self.holds(item.span)) {
                Some(at) => self.index(at).value(&items[at]),
                None => self,
            },
            ValueKind::Object(properties) => match self.property(properties) {
                Some(property) => self.key(&property.name.wire()).value(&property.value),
                None => self,
            },
            ValueKind::Action(action) if self.holds(action.span) => self.action(action),
            _ => self,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::in_flow;
    use crate::diagnostic::Diagnostics;
    use crate::parse;

    const FLOW: &str = r#"
        flow a (version: "7.3", name: "A")
        options Stars { "1": "one"  "2": "two" }
        screen START "Title" (sensitive: [mail]) {
            data { who: String = "Ada" }
            TextHeading "Heading"
            if ${data.who} == "x" { TextBody "then" } else { TextCaption "else" }
            match ${data.kind} { "k" => { TextBody "case" } _ => { TextBody "other" } }
            details: Form {
                mail: TextInput! "Mail" (helper_text: "Help", input_type: email)
                pick: Dropdown "Pick" { first: "First" (alt_text: "Alt") }
                menu: NavigationList { tea: "Tea" (description: "Green", badge: "New") => navigate NEXT { drink: "tea" } }
                Footer "Go" => complete { mail, list: [true, { deep: 1.5 }] }
            }
        }"#;

    fn path(part: &str) -> Option<String> {
        let mut cx = Diagnostics::new();
        let flow = parse::flow(&mut cx, FLOW.parse().expect("tokens")).expect("a flow");
        let faults = cx.into_vec();
        assert!(faults.is_empty(), "{faults:?}");
        in_flow(&flow, FLOW.find(part).expect("it is there"))
    }

    #[test]
    fn paths_lead_into_the_document() {
        let children = "screens[0].layout.children";
        let form = format!("{children}[3].children");
        let expected = [
            ("\"7.3\"", "version".to_owned()),
            ("START", "screens[0].id".to_owned()),
            ("\"Title\"", "screens[0].title".to_owned()),
            ("mail]", "screens[0].sensitive[0]".to_owned()),
            ("who: String", "screens[0].data.who".to_owned()),
            ("\"Ada\"", "screens[0].data.who.__example__".to_owned()),
            ("TextHeading", format!("{children}[0].type")),
            ("\"Heading\"", format!("{children}[0].text")),
            ("${data.who} ==", format!("{children}[1].condition")),
            ("\"then\"", format!("{children}[1].then[0].text")),
            ("\"else\"", format!("{children}[1].else[0].text")),
            ("${data.kind}", format!("{children}[2].value")),
            ("\"case\"", format!("{children}[2].cases.k[0].text")),
            ("\"other\"", format!("{children}[2].cases.default[0].text")),
            ("details", format!("{children}[3].name")),
            ("! \"Mail\"", format!("{form}[0].required")),
            ("helper_text", format!("{form}[0].helper-text")),
            ("email)", format!("{form}[0].input-type")),
            ("first:", format!("{form}[1].data-source[0].id")),
            ("\"First\"", format!("{form}[1].data-source[0].title")),
            ("\"Alt\"", format!("{form}[1].data-source[0].alt-text")),
            ("\"Tea\"", format!("{form}[2].list-items[0].main-content.title")),
            ("\"Green\"", format!("{form}[2].list-items[0].main-content.description")),
            ("badge", format!("{form}[2].list-items[0].badge")),
            ("NEXT", format!("{form}[2].list-items[0].on-click-action.next.name")),
            ("\"tea\"", format!("{form}[2].list-items[0].on-click-action.payload.drink")),
            ("complete", format!("{form}[3].on-click-action.name")),
            ("mail, ", format!("{form}[3].on-click-action.payload.mail")),
            ("1.5", format!("{form}[3].on-click-action.payload.list[1].deep")),
            ("flow a", String::new()),
        ];
        for (part, pointer) in expected {
            assert_eq!(path(part).as_deref(), Some(&*pointer), "{part}");
        }
        assert_eq!(path("\"two\""), None);
        assert_eq!(path("\"A\")"), None);
    }
}
