//! From the compiler's model to a program. The only place that reads the model.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use flow_compiler::catalogue::{ActionKind, ComponentKind, V6_0, Version};
use flow_compiler::model::{self, ValueKind};

use super::expression::{self, condition, digits};
use super::{Action, Children, Formula, Inner, Item, Items, Node, Pattern, Screen, routes};
use crate::schema::{Model, Schema};
use crate::value::{Map, Text, Value};

pub(super) fn flow(flow: &model::Flow<'_>) -> Inner {
    let mut screens: Vec<Screen> = Vec::with_capacity(flow.screens.len());
    let mut at = BTreeMap::new();
    for written in &flow.screens {
        let screen = screen(written, flow.version);
        // Of two screens with one id, which is a fault, the first is played.
        if !at.contains_key(&screen.id) {
            at.insert(screen.id.clone(), screens.len());
            screens.push(screen);
        }
    }
    let written = flow.routing_model.as_deref();
    let channel = routes::channel(&screens);
    let routes = routes::of(&screens, &at, written, channel);
    // A written `terminal` or `success` counts; else a screen without a way on is an end, and a
    // success where it is one.
    for (screen, to) in screens.iter_mut().zip(&routes) {
        let written = flow.screens.iter().find(|written| *written.id == *screen.id);
        screen.terminal = written.and_then(|written| written.terminal).unwrap_or(to.is_empty());
        screen.success = written.and_then(|written| written.success).unwrap_or(screen.terminal);
    }
    Inner {
        version: flow.version,
        data_api_version: flow.data_api_version.map(str::to_owned),
        endpoint: flow.has_endpoint(),
        screens,
        at,
        routes,
    }
}

fn screen(written: &model::Screen<'_>, version: Version) -> Screen {
    let mut lower = Lower {
        version,
        id: written.id.into(),
        nodes: Vec::new(),
        fields: BTreeMap::new(),
        counts: BTreeMap::new(),
        form: None,
    };
    let roots = lower.nodes(&written.children, None);
    let (model, example) = data(written.data.as_deref());
    Screen {
        id: lower.id,
        title: written.title.as_ref().map(|title| formula(title, version)),
        terminal: false,
        success: false,
        refresh_on_back: written.refresh_on_back.unwrap_or(false),
        sensitive: written.sensitive.iter().flatten().map(|&name| name.into()).collect(),
        model,
        example,
        entry: written.entry,
        nodes: lower.nodes,
        roots,
        fields: lower.fields,
    }
}

/// The data model of a screen, and its examples. The key `required` is a list of names there.
fn data(fields: Option<&[model::Field<'_>]>) -> (Option<Model>, Map) {
    let Some(fields) = fields else { return (None, Map::new()) };
    let mut model = Model { fields: BTreeMap::new(), required: BTreeSet::new() };
    let mut example = Map::new();
    for field in fields {
        let schema = constant(&field.schema);
        if let (true, Value::List(names)) = (field.key == "required", &schema) {
            model.required.extend(names.iter().filter_map(Value::as_text).cloned());
            continue;
        }
        model.fields.insert(field.key.into(), Schema::read(&schema));
        if let Some(written) = &field.example {
            example.insert(field.key.into(), constant(written));
        }
    }
    (Some(model), example)
}

/// The initial values and errors that a Form gives to what it holds.
#[derive(Clone)]
struct Form {
    init: Option<Arc<Formula>>,
    errors: Option<Arc<Formula>>,
}

struct Lower {
    version: Version,
    id: Text,
    nodes: Vec<Node>,
    fields: BTreeMap<Text, usize>,
    /// How many unnamed components of each kind there were.
    counts: BTreeMap<&'static str, usize>,
    form: Option<Form>,
}

impl Lower {
    fn nodes(&mut self, written: &[model::Component<'_>], inside: Option<&Text>) -> Vec<usize> {
        written.iter().map(|component| self.node(component, inside)).collect()
    }

    fn node(&mut self, written: &model::Component<'_>, inside: Option<&Text>) -> usize {
        let row = written.row;
        let name: Text = written.get("name").and_then(model::Value::as_text).unwrap_or("").into();
        let place = self.nodes.len();
        let mut node = Node {
            kind: row.kind,
            id: self.element(row.name, &name),
            name: name.clone(),
            properties: Vec::with_capacity(written.properties.len()),
            init: None,
            error: None,
            click: None,
            select: None,
            unselect: None,
            items: Items::None,
            children: Children::None,
            pattern: None,
            inside: inside.cloned(),
        };
        for property in &written.properties {
            self.property(&mut node, property.key, &property.value);
        }
        if let Some(form) = &self.form {
            let member = |of: &Option<Arc<Formula>>| of.as_ref().and_then(|of| member(of, &name));
            node.init = node.init.take().or_else(|| member(&form.init));
            node.error = node.error.take().or_else(|| member(&form.errors));
        }
        if row.input.is_some() && !name.is_empty() {
            self.fields.entry(name).or_insert(place);
        }
        self.nodes.push(node);
        let children = self.children(written, inside);
        self.nodes[place].children = children;
        place
    }

    /// An id that is the same after an edit elsewhere: by the name, else by the kind and its count.
    fn element(&mut self, kind: &'static str, name: &str) -> Text {
        let mut id = format!("{}.", self.id);
        if name.is_empty() {
            let count = self.counts.entry(kind).or_default();
            *count += 1;
            id = format!("{id}{kind}-{count}");
        } else {
            for c in name.chars() {
                match c {
                    'a'..='z' | 'A'..='Z' | '0'..='9' | '_' | '-' => id.push(c),
                    other => id = format!("{id}.{:x}.", u32::from(other)),
                }
            }
        }
        id.into()
    }

    fn property(&self, node: &mut Node, key: &'static str, value: &model::Value<'_>) {
        match (key, &value.kind) {
            ("name" | "children" | "then" | "else" | "cases" | "condition", _) => {}
            ("on-click-action", ValueKind::Action(action)) => {
                node.click = Some(self.action(action));
            }
            ("on-select-action", ValueKind::Action(action)) => {
                node.select = Some(self.action(action));
            }
            ("on-unselect-action", ValueKind::Action(action)) => {
                node.unselect = Some(self.action(action));
            }
            ("data-source" | "list-items" | "images", ValueKind::List(items)) => {
                node.items = Items::Written(items.iter().map(|item| self.item(item)).collect());
            }
            ("data-source" | "list-items" | "images", _) => {
                node.items = Items::Bound(self.formula(value));
            }
            ("init-value", _) => node.init = Some(self.formula(value)),
            ("error-message", _) => node.error = Some(self.formula(value)),
            // One that does not compile passes everything, as on the phone.
            ("pattern", ValueKind::Text(text)) => {
                node.pattern = Pattern::new(text);
                node.properties.push((key, self.formula(value)));
            }
            _ => node.properties.push((key, self.formula(value))),
        }
    }

    fn children(&mut self, written: &model::Component<'_>, inside: Option<&Text>) -> Children {
        let list = |key: &str| match written.get(key).map(|value| &value.kind) {
            Some(ValueKind::Nodes(nodes)) => nodes.as_slice(),
            _ => &[],
        };
        let source = |key: &str| match written.get(key).map(|value| &value.kind) {
            Some(ValueKind::Dynamic(text) | ValueKind::Text(text)) => text.to_string(),
            Some(ValueKind::Bool(value)) => value.to_string(),
            _ => String::new(),
        };
        let beside = |text: String| match inside {
            Some(outer) => format!("{outer}, {text}").into(),
            None => Text::from(text),
        };
        match written.row.kind {
            ComponentKind::Form => {
                let of = |key: &str| written.get(key).map(|value| Arc::new(self.formula(value)));
                let form = Form { init: of("init-values"), errors: of("error-messages") };
                let outer = self.form.replace(form);
                let children = self.nodes(list("children"), inside);
                self.form = outer;
                Children::Always(children)
            }
            ComponentKind::If => {
                let text = source("condition");
                let condition = match written.get("condition").map(|value| &value.kind) {
                    Some(ValueKind::Bool(value)) => super::Condition::Always(*value),
                    _ => condition(&text),
                };
                let then = self.nodes(list("then"), Some(&beside(format!("if {text}"))));
                let otherwise = self.nodes(list("else"), Some(&beside(format!("if not {text}"))));
                Children::If { condition, then, otherwise }
            }
            ComponentKind::Switch => {
                let text = source("value");
                let value = written
                    .get("value")
                    .map_or(Formula::Literal(Value::Null), |value| self.formula(value));
                let cases = match written.get("cases").map(|value| &value.kind) {
                    Some(ValueKind::Cases(cases)) => cases.as_slice(),
                    _ => &[],
                };
                let cases = cases
                    .iter()
                    .map(|case| {
                        let inside = beside(format!("if {text} is {}", case.key));
                        (case.key.into(), self.nodes(&case.children, Some(&inside)))
                    })
                    .collect();
                Children::Switch { value, cases }
            }
            _ => Children::None,
        }
    }

    fn item(&self, written: &model::Value<'_>) -> Item {
        let mut item = Item { properties: Vec::new(), click: None, select: None, unselect: None };
        for member in written.members() {
            match (&*member.key, &member.value.kind) {
                ("on-click-action", ValueKind::Action(action)) => {
                    item.click = Some(self.action(action));
                }
                ("on-select-action", ValueKind::Action(action)) => {
                    item.select = Some(self.action(action));
                }
                ("on-unselect-action", ValueKind::Action(action)) => {
                    item.unselect = Some(self.action(action));
                }
                (key, _) => item.properties.push((key.into(), self.formula(&member.value))),
            }
        }
        item
    }

    fn action(&self, written: &model::Action<'_>) -> Arc<Action> {
        let payload = written.payload.iter().flatten();
        Arc::new(Action {
            kind: written.kind,
            target: written.target.as_ref().map(|target| self.formula(target)),
            payload: payload
                .map(|member| (Text::from(&*member.key), self.formula(&member.value)))
                .collect(),
        })
    }

    fn formula(&self, value: &model::Value<'_>) -> Formula {
        formula(value, self.version)
    }
}

fn member(of: &Arc<Formula>, name: &Text) -> Option<Formula> {
    match &**of {
        Formula::Object(members) => {
            members.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone())
        }
        Formula::Literal(value) => value.get(name).cloned().map(Formula::Literal),
        _ => Some(Formula::Member(of.clone(), name.clone())),
    }
}

fn formula(value: &model::Value<'_>, version: Version) -> Formula {
    match &value.kind {
        ValueKind::Dynamic(text) => expression::formula(text, version),
        ValueKind::List(items) => {
            let items: Vec<Formula> = items.iter().map(|item| formula(item, version)).collect();
            settled(Formula::List(items))
        }
        ValueKind::Object(members) => {
            let members = members
                .iter()
                .map(|member| (Text::from(&*member.key), formula(&member.value, version)))
                .collect();
            settled(Formula::Object(members))
        }
        _ => Formula::Literal(constant(value)),
    }
}

/// A list or an object without anything dynamic in it, as one literal.
fn settled(formula: Formula) -> Formula {
    fn value(formula: &Formula) -> Value {
        match formula {
            Formula::Literal(literal) => literal.clone(),
            Formula::List(items) => Value::List(items.iter().map(value).collect()),
            Formula::Object(members) => Value::Object(Arc::new(
                members.iter().map(|(key, member)| (key.clone(), value(member))).collect(),
            )),
            _ => Value::Null,
        }
    }
    if formula.is_literal() { Formula::Literal(value(&formula)) } else { formula }
}

/// A value without anything dynamic in it. What only a component holds is not a value.
fn constant(value: &model::Value<'_>) -> Value {
    match &value.kind {
        ValueKind::Bool(value) => Value::Bool(*value),
        ValueKind::Number(number) => digits(number),
        ValueKind::Text(text) | ValueKind::Dynamic(text) => Value::text(&**text),
        ValueKind::List(items) => Value::List(items.iter().map(constant).collect()),
        ValueKind::Object(members) => Value::Object(Arc::new(
            members
                .iter()
                .map(|member| (Text::from(&*member.key), constant(&member.value)))
                .collect(),
        )),
        ValueKind::Null | ValueKind::Action(_) | ValueKind::Nodes(_) | ValueKind::Cases(_) => {
            Value::Null
        }
    }
}

/// An action that came with the data of a list's item, read as in a document.
pub(crate) fn action_of(value: &Value, version: Version) -> Option<Action> {
    let kind = ActionKind::from_name(value.get("name")?.as_text()?)?;
    let target = match kind {
        ActionKind::Navigate => value.get("next")?.get("name"),
        ActionKind::OpenUrl => value.get("url"),
        ActionKind::DataExchange | ActionKind::Complete | ActionKind::UpdateData => None,
    };
    let payload = match value.get("payload") {
        Some(Value::Object(members)) => {
            members.iter().map(|(key, value)| (key.clone(), dynamic(value, version))).collect()
        }
        _ => Vec::new(),
    };
    Some(Action { kind, target: target.map(|target| dynamic(target, version)), payload })
}

fn dynamic(value: &Value, version: Version) -> Formula {
    match value {
        Value::Text(text) => expression::formula(text, version.max(V6_0)),
        other => Formula::Literal(other.clone()),
    }
}
