//! A document made from the catalogue by choices.

use flow_compiler::catalogue::{
    self, ActionKind, Component, Input, Items, Kind, Property, RELEASES, Range, Target, V4_0, V5_0,
    V5_1, V6_0, Version,
};
use serde_json::{Map, Value, json};

/// A picture of one pixel.
const PIXEL: &str = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

/// Numbers taken from bytes, so that fewer bytes make a smaller document.
pub struct Choices<'b> {
    bytes: std::slice::Iter<'b, u8>,
}

impl<'b> Choices<'b> {
    pub fn new(bytes: &'b [u8]) -> Self {
        Self { bytes: bytes.iter() }
    }

    /// A number below `limit`; 0 when the bytes are used up.
    pub fn below(&mut self, limit: usize) -> usize {
        usize::from(*self.bytes.next().unwrap_or(&0)) % limit.max(1)
    }

    pub fn yes(&mut self) -> bool {
        self.below(2) == 1
    }

    fn of<T: Clone>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())].clone()
    }
}

/// A flow of a version, with one to three screens in a row.
pub fn flow(choices: &mut Choices<'_>) -> Value {
    let version = RELEASES[RELEASES.len() - 1 - choices.below(RELEASES.len())].version;
    let endpoint = choices.yes();
    let count = 1 + choices.below(3);
    let ids: Vec<&str> = ["FIRST", "SECOND", "THIRD"][..count].to_vec();
    let mut screens: Vec<Value> = (0..count)
        .map(|at| {
            Maker { choices, version, endpoint, next: ids.get(at + 1).copied(), names: 0 }
                .screen(ids[at])
        })
        .collect();
    let fields: Vec<Vec<String>> = screens.iter().map(fields).collect();
    for at in 0..count {
        let own = fields[at].iter().map(|name| format!("${{form.{name}}}"));
        let before = ids.iter().zip(&fields).take(if version < V4_0 { 0 } else { at });
        let theirs = before.flat_map(|(id, names)| {
            let entered = names.iter().map(move |name| format!("${{screen.{id}.form.{name}}}"));
            entered.chain([format!("${{screen.{id}.data.s}}")])
        });
        let sent: Vec<String> = own.chain(theirs).collect();
        send(choices, &sent, &mut screens[at]);
    }
    let mut document = json!({ "version": version.to_string(), "screens": screens });
    if endpoint {
        document["data_api_version"] = "3.0".into();
        let routes = ids.windows(2).map(|pair| (pair[0].to_owned(), json!([pair[1]])));
        document["routing_model"] = Value::Object(routes.collect());
    }
    document
}

/// The names of a screen's inputs that a reference can hold as they are, but for files, of which a
/// payload takes only so many.
fn fields(screen: &Value) -> Vec<String> {
    let mut found = Vec::new();
    each_object(&mut screen.clone(), &mut |object| {
        let row = object.get("type").and_then(Value::as_str).and_then(catalogue::component);
        let sent = row.and_then(|row| row.input).is_some_and(|input| input != Input::Files);
        let name = object.get("name").and_then(Value::as_str).filter(|_| sent);
        let plain =
            |name: &&str| name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
        found.extend(name.filter(plain).map(str::to_owned));
    });
    found
}

/// Adds some of the references to what is asked of the endpoint and to what ends the flow.
fn send(choices: &mut Choices<'_>, references: &[String], screen: &mut Value) {
    each_object(screen, &mut |object| {
        let name = object.get("name").and_then(Value::as_str);
        let sends = matches!(name, Some("data_exchange" | "complete"));
        let payload = object.get_mut("payload").filter(|_| sends).and_then(Value::as_object_mut);
        let Some(payload) = payload else { return };
        for (at, reference) in references.iter().enumerate() {
            if choices.below(3) < 2 {
                payload.insert(format!("sent_{at}"), reference.as_str().into());
            }
        }
    });
}

fn each_object(value: &mut Value, visit: &mut impl FnMut(&mut Map<String, Value>)) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| each_object(item, visit)),
        Value::Object(members) => {
            visit(members);
            members.values_mut().for_each(|member| each_object(member, visit));
        }
        _ => {}
    }
}

struct Maker<'c, 'b> {
    choices: &'c mut Choices<'b>,
    version: Version,
    endpoint: bool,
    /// The screen after this one.
    next: Option<&'static str>,
    /// How many components have a name so far.
    names: usize,
}

impl Maker<'_, '_> {
    fn screen(&mut self, id: &str) -> Value {
        let mut children = Vec::new();
        for _ in 0..self.choices.below(5) {
            let row = self.choices.of(catalogue::COMPONENTS);
            let fits = row.since <= self.version && row.name != catalogue::FOOTER.name;
            let alone = [&raw const catalogue::RICH_TEXT, &raw const catalogue::NAVIGATION_LIST];
            let nested = row
                .properties
                .iter()
                .any(|property| matches!(property.kind, Kind::Nodes | Kind::Cases));
            if fits && !alone.contains(&std::ptr::from_ref(row)) && !nested {
                children.push(self.component(row));
            }
        }
        if self.version >= V4_0 && self.choices.yes() {
            children.push(self.branch());
        }
        children.push(self.footer());
        if self.version < V4_0 || self.choices.below(3) == 1 {
            children = vec![form(children)];
        }
        if self.version >= catalogue::NAVIGATION_LIST.since && self.choices.below(4) == 1 {
            children = self.navigation_list().map_or(children, |list| vec![list]);
        } else if self.version >= catalogue::RICH_TEXT.since && self.choices.below(8) == 1 {
            children = vec![self.component(&catalogue::RICH_TEXT), self.footer()];
        }
        let mut screen = json!({
            "id": id,
            "title": self.text(),
            "data": data(),
            "layout": { "type": "SingleColumnLayout", "children": children },
        });
        if self.next.is_none() {
            screen["terminal"] = true.into();
            if self.choices.yes() {
                screen["success"] = true.into();
            }
        }
        if self.endpoint && self.choices.yes() {
            screen["refresh_on_back"] = self.choices.yes().into();
        }
        screen
    }

    fn footer(&mut self) -> Value {
        let action = match self.next {
            Some(_) => self.action(ActionKind::Navigate),
            None if self.endpoint && self.choices.yes() => self.action(ActionKind::DataExchange),
            None => self.action(ActionKind::Complete),
        };
        json!({ "type": catalogue::FOOTER.name, "label": "Go on", "on-click-action": action })
    }

    /// A list whose items all lead on, or which does so itself.
    fn navigation_list(&mut self) -> Option<Value> {
        self.next?;
        let mut list = self.component(&catalogue::NAVIGATION_LIST);
        let object = list.as_object_mut()?;
        object.remove("on-click-action");
        object.remove("media-size");
        let each = self.choices.yes();
        let action = self.action(ActionKind::Navigate);
        for item in object.get_mut("list-items")?.as_array_mut()? {
            let item = item.as_object_mut()?;
            item.retain(|key, _| !["end", "badge", "on-click-action"].contains(&key.as_str()));
            if each {
                item.insert("on-click-action".to_owned(), action.clone());
            }
        }
        if !each {
            object.insert("on-click-action".to_owned(), action);
        }
        Some(list)
    }

    fn branch(&mut self) -> Value {
        let body = json!([{ "type": "TextBody", "text": "Yes" }]);
        if self.choices.yes() {
            let cases = json!({ "a-b": body, "default": [], "A_1": body });
            return json!({ "type": catalogue::SWITCH.name, "value": "${data.s}", "cases": cases });
        }
        let mut conditions = vec![
            "${data.b}",
            "!${data.b}",
            "(${data.s} == 'a') && ${data.b}",
            "${data.n}>1",
            "${data.n} >= 10 || !(${data.s} != 'it is')",
            "(${data.b})",
        ];
        if self.version >= V6_0 {
            conditions.extend([
                "`${data.n} + 1 > 2`",
                "`${data.b} == true`",
                "`${data.s} == 'it\\'s'`",
            ]);
        }
        let condition = self.choices.of(&conditions);
        let mut branch =
            json!({ "type": catalogue::IF.name, "condition": condition, "then": body });
        if self.choices.yes() {
            branch["else"] = body;
        }
        branch
    }

    fn component(&mut self, row: &'static Component) -> Value {
        let mut component = Map::new();
        component.insert("type".to_owned(), row.name.into());
        self.properties(row.properties, &mut component);
        Value::Object(component)
    }

    fn properties(&mut self, rows: &'static [Property], object: &mut Map<String, Value>) {
        for property in rows {
            let required = property.required.is_some_and(|since| since <= self.version);
            let missing = |needed: &str| !object.contains_key(needed);
            if property.since > self.version
                || (!required && (self.choices.below(3) > 0 || property.needs.is_some_and(missing)))
            {
                continue;
            }
            if let Some(value) = self.value(property) {
                object.insert(property.name.to_owned(), value);
            }
        }
    }

    fn value(&mut self, property: &'static Property) -> Option<Value> {
        let bound = property.bindable && self.choices.below(4) == 1;
        let expression = bound && self.version >= V6_0 && self.choices.yes();
        let init = property.name == "init-value" || property.name == "error-message";
        if bound && !init {
            let (reference, computed) = match &property.kind {
                Kind::Text(_) | Kind::Texts(_) | Kind::FilesError => {
                    let joined = [
                        "`'Hi ' ${data.s}`",
                        "`${data.o.a} ${data.s} ' \\'x'`",
                        "`'Hi '${data.s}`",
                    ];
                    ("${data.s}", self.choices.of(&joined))
                }
                Kind::Bool => (
                    "${data.b}",
                    self.choices.of(&[
                        "`!${data.b}`",
                        "`${data.n} > 1`",
                        "`(${data.n} + 2) == 4.5`",
                    ]),
                ),
                Kind::Number(_) | Kind::Count(_) => ("${data.n}", "`${data.n} * 2`"),
                Kind::Integer(_) => ("${data.i}", "${data.i}"),
                Kind::Options(_) => ("${data.l}", "${data.l}"),
                _ => return self.literal(&property.kind),
            };
            return Some(if expression { computed } else { reference }.into());
        }
        self.literal(&property.kind)
    }

    fn literal(&mut self, kind: &'static Kind) -> Option<Value> {
        Some(match kind {
            Kind::Name => {
                self.names += 1;
                let names = ["field", "my-field", "type", "data", "Two words", "ünï"];
                format!(
                    "{}{}",
                    self.choices.of(&names),
                    ["", "_a", "_b", "_c", "_d"][self.names.min(4)]
                )
                .into()
            }
            Kind::Texts(_) if self.version >= V5_1 && self.choices.yes() => {
                json!([self.text(), self.text()])
            }
            Kind::Text(_) | Kind::Texts(_) | Kind::FilesError => self.text().into(),
            Kind::Ids => json!(["0", "b"]),
            Kind::Bool => self.choices.of(&[true, false]).into(),
            Kind::Number(range) | Kind::Integer(range) | Kind::Count(range) => self.number(*range),
            Kind::Enum(words) => self.choices.of(words).into(),
            Kind::Enums(words, _) => json!([self.choices.of(words)]),
            Kind::Pattern => "[a-z]+\\d{2}".into(),
            Kind::Date if self.version < V5_0 => "1700000000000".into(),
            Kind::Date => "2024-01-31".into(),
            Kind::ByMode(inner, _) => return self.literal(inner),
            Kind::Image(_) => PIXEL.into(),
            Kind::Color => "#00A884".into(),
            Kind::Options(items) | Kind::Items(items) => self.list(items),
            Kind::Object(rows, _) => {
                let mut object = Map::new();
                self.properties(rows, &mut object);
                Value::Object(object)
            }
            Kind::Tags(..) => json!(["new", "hot"]),
            Kind::Action(allowed) => {
                let version = self.version;
                let usable: Vec<ActionKind> = allowed
                    .iter()
                    .filter(|(kind, since)| version >= *since && version >= kind.row().since)
                    .map(|(kind, _)| *kind)
                    .filter(|kind| self.endpoint || *kind != ActionKind::DataExchange)
                    .filter(|kind| self.next.is_some() || *kind != ActionKind::Navigate)
                    .collect();
                if usable.is_empty() {
                    return None;
                }
                let kind = self.choices.of(&usable);
                self.action(kind)
            }
            Kind::Dates
            | Kind::Nodes
            | Kind::Cases
            | Kind::Condition
            | Kind::Switched
            | Kind::InitValues
            | Kind::ErrorMessages => return None,
        })
    }

    fn list(&mut self, items: &'static Items) -> Value {
        let ids = if self.choices.yes() { ["0", "1", "2"] } else { ["a-b", "yes", "3"] };
        let list = ids[..items.min.max(2)].iter().map(|id| {
            let mut item = Map::new();
            self.properties(items.properties, &mut item);
            if item.contains_key("id") {
                item.insert("id".to_owned(), (*id).into());
            }
            if self.choices.yes() {
                item.retain(|key, _| {
                    items.properties.iter().any(|row| row.name == key && row.required.is_some())
                });
            }
            Value::Object(item)
        });
        list.collect()
    }

    fn action(&mut self, kind: ActionKind) -> Value {
        let row = kind.row();
        let mut action = json!({ "name": row.name });
        match row.target {
            Some(Target::Screen) => action["next"] = json!({ "type": "screen", "name": self.next }),
            Some(Target::Url) => action["url"] = "https://example.com/a?b=c".into(),
            None => {}
        }
        match kind {
            ActionKind::Navigate => action["payload"] = self.payload(),
            ActionKind::UpdateData => action["payload"] = json!({ "s": "x", "b": false }),
            ActionKind::DataExchange | ActionKind::Complete => {
                action["payload"] = if self.choices.yes() { self.payload() } else { json!({}) };
            }
            ActionKind::OpenUrl => {}
        }
        action
    }

    /// Every data field, as it is or as a literal.
    fn payload(&mut self) -> Value {
        let mut payload = Map::new();
        let literals = json!({
            "s": "a \"text\" with $${ and ${x", "b": true, "n": 1.50, "i": -3, "o": { "a": "x" },
            "l": [{ "id": "1", "title": "T" }], "my-key": "", "fn": "keyword",
        });
        for (key, value) in literals.as_object().into_iter().flatten() {
            let own = self.choices.yes().then(|| format!("${{data.{key}}}").into());
            let own = own.filter(|_| !key.contains('-'));
            payload.insert(key.clone(), own.unwrap_or_else(|| value.clone()));
        }
        Value::Object(payload)
    }

    fn text(&mut self) -> String {
        let texts = [
            "Text",
            "A \"b\" \\ 'c'",
            "Hi ${data.s}!",
            "é\n★",
            "`",
            "$<b>",
            "{x} // y",
            "r#\"raw\"#",
        ];
        self.choices.of(&texts).to_owned()
    }

    fn number(&mut self, range: Range) -> Value {
        let least = range.min.unwrap_or(1);
        (least + i64::try_from(self.choices.below(3)).unwrap_or_default()).into()
    }
}

/// A Form around components, which then have no initial values of their own.
fn form(mut children: Vec<Value>) -> Value {
    for child in &mut children {
        if let Some(component) = child.as_object_mut() {
            component.retain(|key, _| key != "init-value" && key != "error-message");
        }
    }
    json!({ "type": catalogue::FORM.name, "name": "form", "children": children })
}

/// The same data on every screen.
fn data() -> Value {
    json!({
        "s": { "type": "string", "__example__": "a ${b}" },
        "b": { "type": "boolean", "__example__": true },
        "n": { "type": "number", "__example__": 1 },
        "i": { "type": "integer", "minimum": -5, "__example__": 1 },
        "o": { "type": "object", "properties": { "a": { "type": "string" } }, "__example__": { "a": "" } },
        "l": {
            "type": "array",
            "items": { "type": "object", "properties": { "id": { "type": "string" }, "title": { "type": "string" } } },
            "__example__": [{ "id": "1", "title": "One" }],
        },
        "my-key": { "type": "string", "__example__": "x" },
        "fn": { "type": "string", "__example__": "x" },
    })
}
