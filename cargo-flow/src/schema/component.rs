//! Components, and which may be where.

use flow_compiler::catalogue::{
    COMPONENTS, Component, ComponentKind, Items, Kind, MODE, MOST_IFS, Property, RANGE, UNFILLABLE,
    find,
};
use flow_compiler::reference;
use serde_json::{Map, Value, json};

use super::Schemas;
use super::object::{Object, by_word, described, has_word, without};

/// What components are in.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Context {
    /// The nearest; `None` on the screen itself.
    container: Option<&'static Component>,
    in_form: bool,
    /// How many Ifs are around them.
    ifs: usize,
    /// How many branches of If and cases of Switch are around them.
    branches: usize,
}

impl Context {
    fn inside(self, row: &'static Component) -> Self {
        let branch = matches!(row.kind, ComponentKind::If | ComponentKind::Switch);
        Self {
            container: Some(row),
            in_form: self.in_form || row.kind == ComponentKind::Form,
            ifs: self.ifs + usize::from(row.kind == ComponentKind::If),
            branches: self.branches + usize::from(branch),
        }
    }

    /// What a name has in it of the context, where that makes a difference.
    fn suffix(self) -> String {
        let form = if self.in_form { "-in-Form" } else { "" };
        format!("{form}{}", "-in-branch".repeat(self.branches))
    }
}

impl Schemas<'_> {
    pub(super) fn components_of_screen(&mut self) -> Value {
        self.components(Context::default())
    }

    /// The components in a container.
    pub(super) fn components_in(&mut self, row: &'static Component, around: Context) -> Value {
        self.components(around.inside(row))
    }

    fn components(&mut self, context: Context) -> Value {
        let there = COMPONENTS.iter().copied().filter(|row| self.may_stand(row, context));
        let there: Vec<&Component> = there.collect();
        let each: Vec<(&str, Value)> =
            there.into_iter().map(|row| (row.name, self.component(row, context))).collect();
        let schema = by_word("type", "Which component it is.", &each);
        let holder = context.container.map_or("screen", |row| row.name);
        let item = self.refer(&format!("in-{holder}{}", context.suffix()), schema);
        json!({ "type": "array", "items": item })
    }

    fn may_stand(&self, row: &Component, context: Context) -> bool {
        let since = match context.container {
            None => Some(row.stands_alone_since()),
            Some(container) => row.may_stand_in(container),
        };
        since.is_some_and(|since| self.version >= since.max(row.since))
            && !(row.kind == ComponentKind::If && context.ifs >= MOST_IFS)
            && !(row.places.outermost && context.branches > 1)
    }

    fn component(&mut self, row: &'static Component, context: Context) -> Value {
        let mut component = Object::new(row.doc);
        component.key("type", true, json!({ "const": row.name, "description": row.doc }));
        let version = self.version;
        let properties = row.properties.iter().filter(|property| {
            version >= property.since && !(context.in_form && property.outside_form)
        });
        for property in properties.clone() {
            if let Some(schema) = self.property(property, Some((row, context))) {
                component.key(property.name, self.demands(property), schema);
            }
        }
        for property in properties {
            self.relations(&mut component, row.properties, property);
            lists(&mut component, row, property);
            branches(&mut component, row, property);
        }
        self.modes(&mut component, row);
        if component.has("required") {
            let yes = json!({ "properties": { "required": { "const": true } }, "required": ["required"] });
            let not_false = json!({ "not": { "const": false } });
            let keys = UNFILLABLE.iter().map(|key| ((*key).to_owned(), not_false.clone()));
            component
                .rule(json!({ "if": yes, "then": { "properties": keys.collect::<Map<_, _>>() } }));
        }
        self.refer(&format!("{}{}", row.name, context.suffix()), component.into_value())
    }

    /// Whether a property is required in this version.
    pub(super) fn demands(&self, property: &Property) -> bool {
        property.required.is_some_and(|since| self.version >= since)
    }

    /// A property with what it is about; `None` where this version has no value for it.
    pub(super) fn property(
        &mut self,
        property: &'static Property,
        owner: Option<(&'static Component, Context)>,
    ) -> Option<Value> {
        let schema = self.value(property, &property.kind, owner)?;
        Some(described(schema, reference::described(property)))
    }

    /// What a property asks of others beside it.
    pub(super) fn relations(
        &mut self,
        object: &mut Object,
        rows: &'static [Property],
        property: &Property,
    ) {
        if let Some(other) = property.needs {
            object.depends(property.name, json!({ "required": [other] }));
        }
        if !property.excludes.is_empty() {
            object.depends(property.name, without(property.excludes.iter().copied()));
        }
        if let Some(other) = property.only_where
            && let Some(row) = find(rows, other.property)
        {
            let words = self.words_or_dynamic(row, other.words);
            let mut beside = json!({ "properties": { other.property: words } });
            if !other.or_absent {
                beside["required"] = json!([other.property]);
            }
            object.depends(property.name, beside);
        }
    }

    /// A calendar of ranges has a value for each end; one of single dates has one value.
    fn modes(&mut self, component: &mut Object, row: &'static Component) {
        let (mut both, mut one) = (Map::new(), Map::new());
        for property in row.properties.iter().filter(|property| component.has(property.name)) {
            if let Kind::ByMode(inner, needed) = property.kind
                && let Some(ends) = self.ends(property, inner, needed)
            {
                let name = property.name.to_owned();
                both.insert(name.clone(), ends);
                one.insert(name, json!({ "not": { "type": "object" } }));
            }
        }
        if let Some(Kind::Enum(words)) = row.property(MODE).map(|row| &row.kind) {
            component.rule(json!({
                "if": has_word(MODE, RANGE),
                "then": { "properties": both },
                // What is bound to data is one of the two.
                "else": {
                    "if": { "properties": { MODE: { "enum": words } } },
                    "then": { "properties": one },
                },
            }));
        }
    }
}

/// Choosing acts by the list or by its items.
fn lists(component: &mut Object, row: &'static Component, property: &Property) {
    let (Kind::Options(items) | Kind::Items(items)) = property.kind else { return };
    let items_are = |schema: Value| json!({ "properties": { property.name: { "items": schema } } });
    let acts = |row: &&Property| matches!(row.kind, Kind::Action(_));
    for action in row.properties.iter().filter(acts) {
        if component.has(action.name) && find(items.properties, action.name).is_some() {
            component.depends(action.name, items_are(without([action.name])));
        }
    }
    if let Items { must_act: true, action: Some(action), .. } = items {
        let each = items_are(json!({ "required": [action] }));
        component.rule(json!({ "if": { "required": [action] }, "else": each }));
    }
}

/// The branch for a condition without back-ticks shows something.
fn branches(component: &mut Object, row: &'static Component, property: &Property) {
    let condition = row.properties.iter().find(|row| matches!(row.kind, Kind::Condition));
    if let Some(condition) = condition
        && property.required.is_some()
        && matches!(property.kind, Kind::Nodes)
    {
        component.rule(json!({
            "if": { "properties": { condition.name: { "pattern": "^`" } } },
            "else": { "properties": { property.name: { "minItems": 1 } } },
        }));
    }
}
