//! Where in the source of a `flow!` a path of its document was written.

use crate::ast::{
    Action, Body, Component, DataField, Entry, Flow, If, Item, Match, Node, Payload, PayloadItem,
    Property, Screen, Source, Value, ValueKind,
};
use crate::catalogue::{self, Items, Kind, Target};
use crate::json::wire::nested;
use crate::span::Span;

/// The place in the source that wrote the value at a path of the flow's document.
///
/// A path is one of Meta's, such as `screens[0].layout.children[2].label`, or a JSON pointer. A
/// property's place is its name with its value. What was derived, and so written nowhere, has the
/// place of the nearest value around it that was written; the document's own is the flow's name.
/// `None` for a text that is not a path.
///
/// The inverse of [`in_flow`](super::in_flow), and beyond it: an option of a shared list leads to
/// that list.
#[must_use]
pub fn span_of(flow: &Flow, path: &str) -> Option<Span> {
    let steps = steps(path)?;
    let steps: Vec<&str> = steps.iter().map(String::as_str).collect();
    let written = Written { flow, ifs: 0 };
    let whole = flow.name.span;
    Some(match &*steps {
        ["screens", at, rest @ ..] => {
            let mut screens = flow.items.iter().filter_map(|item| match item {
                Item::Screen(screen) => Some(screen),
                _ => None,
            });
            let screen = index(at).and_then(|at| screens.nth(at));
            screen.map_or(whole, |screen| written.screen(screen, rest))
        }
        [key, rest @ ..] => setting(&flow.settings, key, rest).unwrap_or(whole),
        [] => whole,
    })
}

#[derive(Clone, Copy)]
struct Written<'f> {
    flow: &'f Flow,
    /// How many Ifs the document has around the place.
    ifs: usize,
}

impl Written<'_> {
    fn screen(&self, screen: &Screen, steps: &[&str]) -> Span {
        let whole = screen.span;
        match steps {
            ["id"] => screen.id.span,
            ["title", ..] => screen.title.as_ref().map_or(whole, |title| title.span),
            ["data", rest @ ..] => data(screen, rest).unwrap_or(whole),
            ["layout", "children", rest @ ..] => self.nodes(&screen.body, rest).unwrap_or(whole),
            [key, rest @ ..] => setting(&screen.settings, key, rest).unwrap_or(whole),
            [] => whole,
        }
    }

    /// The component that `steps` begin with the index of.
    fn nodes(&self, nodes: &[Node], steps: &[&str]) -> Option<Span> {
        let [at, rest @ ..] = steps else { return None };
        let mut shown = nodes.iter().filter(|node| !matches!(node, Node::Data(_)));
        Some(match shown.nth(index(at)?)? {
            Node::Component(component) => self.component(component, rest),
            Node::If(branch) => self.branch(branch, rest),
            Node::Match(choice) => self.choice(choice, rest),
            Node::Data(data) => data.span,
        })
    }

    fn branch(&self, branch: &If, steps: &[&str]) -> Span {
        let parts = nested(branch, self.ifs).unwrap_or_default();
        let mut steps = steps;
        let mut at = 0;
        while let ["then", "0", rest @ ..] = steps
            && at + 1 < parts.len()
        {
            (at, steps) = (at + 1, rest);
        }
        let inner = Self { ifs: self.ifs + parts.len().max(1), ..*self };
        let place = match steps {
            ["condition", ..] => parts
                .get(at)
                .map(|part| part.span)
                .or(branch.condition.as_ref().map(|condition| condition.span)),
            ["then", rest @ ..] => inner.nodes(&branch.then, rest),
            ["else", rest @ ..] => {
                branch.otherwise.as_ref().and_then(|nodes| inner.nodes(nodes, rest))
            }
            [key, rest @ ..] => wire_setting(&branch.settings, key, rest),
            [] => None,
        };
        place.unwrap_or(branch.span)
    }

    fn choice(&self, choice: &Match, steps: &[&str]) -> Span {
        let place = match steps {
            ["value", ..] => choice.value.as_ref().map(|value| value.span),
            ["cases", key, rest @ ..] => {
                let case = choice.cases.iter().find(|case| case.key.text == *key);
                case.map(|case| self.nodes(&case.body, rest).unwrap_or(case.key.span))
            }
            [key, rest @ ..] => wire_setting(&choice.settings, key, rest),
            [] => None,
        };
        place.unwrap_or(choice.span)
    }

    fn component(&self, component: &Component, steps: &[&str]) -> Span {
        let [key, rest @ ..] = steps else { return component.span };
        let found = wire_setting(&component.settings, key, rest).or_else(|| match *key {
            "type" => Some(component.kind.span),
            "name" => component.name.as_ref().map(|name| name.span),
            "required" => component.bang,
            key => self.by_row(component, key, rest),
        });
        found.unwrap_or(component.span)
    }

    /// What the component's row says that its main property, its source, its body and its action
    /// stand for.
    fn by_row(&self, component: &Component, key: &str, steps: &[&str]) -> Option<Span> {
        let row = catalogue::component(&component.kind.text)?;
        if row.main == Some(key)
            && let Some(main) = &component.main
        {
            return Some(value(main, steps));
        }
        if row.action == Some(key) {
            return component.action.as_ref().map(|written| action(written, steps));
        }
        if row.source == Some(key) {
            let items = match &row.property(key)?.kind {
                Kind::Options(items) | Kind::Items(items) => *items,
                _ => return None,
            };
            return self.options(component, items, steps);
        }
        match &component.body {
            Some(Body::Nodes(nodes)) if key == "children" => self.nodes(nodes, steps),
            _ => None,
        }
    }

    fn options(&self, component: &Component, items: &Items, steps: &[&str]) -> Option<Span> {
        match &component.source {
            Some(Source::Options(name)) => {
                let shared = self.flow.items.iter().find_map(|item| match item {
                    Item::Options(list) if list.name.text == name.text => Some(&list.body),
                    _ => None,
                });
                let listed = shared.and_then(|body| listed(body, items, steps));
                Some(listed.unwrap_or(name.span))
            }
            Some(Source::Reference(reference)) => Some(reference.span),
            None => component.body.as_ref().and_then(|body| listed(body, items, steps)),
        }
    }
}

/// The option or the list item that `steps` begin with the index of.
fn listed(body: &Body, items: &Items, steps: &[&str]) -> Option<Span> {
    let [at, rest @ ..] = steps else { return None };
    let at = index(at)?;
    match body {
        Body::Entries(entries) => entries.get(at).map(|found| entry(found, items, rest)),
        Body::Titles(titles) => titles.get(at).map(|title| title.span),
        Body::Nodes(_) => None,
    }
}

fn entry(entry: &Entry, items: &Items, steps: &[&str]) -> Span {
    let main: Vec<&str> = items.main.into_iter().flat_map(|main| main.split('.')).collect();
    if steps == ["id"] {
        return entry.id.span;
    }
    if !main.is_empty() && steps.starts_with(&main) {
        return entry.text.span;
    }
    // What is beside the text in its object is written among the other settings.
    let steps = match (&*main, steps) {
        ([object, _], [first, key, ..]) if first == object && items.beside_main.contains(key) => {
            &steps[1..]
        }
        _ => steps,
    };
    let [key, rest @ ..] = steps else { return entry.span };
    let found = wire_setting(&entry.settings, key, rest);
    let acted = || match &entry.action {
        Some(written) if items.action == Some(*key) => Some(action(written, rest)),
        _ => None,
    };
    found.or_else(acted).unwrap_or(entry.span)
}

fn data(screen: &Screen, steps: &[&str]) -> Option<Span> {
    let mut blocks = screen.body.iter().filter_map(|node| match node {
        Node::Data(data) => Some(data),
        _ => None,
    });
    let [key, rest @ ..] = steps else { return blocks.next().map(|block| block.span) };
    let first = blocks.clone().next()?;
    let field = blocks.flat_map(|block| &block.fields).find(|field| field.name.text == *key);
    Some(field.map_or(first.span, |field| data_field(field, rest)))
}

fn data_field(field: &DataField, steps: &[&str]) -> Span {
    match (steps, &field.example) {
        (["__example__", rest @ ..], Some(example)) => value(example, rest),
        _ => field.span,
    }
}

fn action(action: &Action, steps: &[&str]) -> Span {
    let row = catalogue::ACTIONS.iter().find(|row| row.name == action.name.text);
    let target = || action.target.as_ref().map(|target| target.span);
    let found = match (steps, row.and_then(|row| row.target)) {
        (["name"], _) => Some(action.name.span),
        (["next", ..], Some(Target::Screen)) | (["url"], Some(Target::Url)) => target(),
        (["payload", rest @ ..], _) => action.payload.as_ref().map(|sent| payload(sent, rest)),
        ([key, rest @ ..], _) => setting(&action.settings, key, rest),
        ([], _) => None,
    };
    found.unwrap_or(action.span)
}

fn payload(payload: &Payload, steps: &[&str]) -> Span {
    let [key, rest @ ..] = steps else { return payload.span };
    let mut spread = None;
    for item in &payload.items {
        match item {
            PayloadItem::Field { key: name, value: written } if name.text == *key => {
                return match written {
                    Some(written) => within(name.span, written, rest),
                    None => name.span,
                };
            }
            PayloadItem::Field { .. } => {}
            PayloadItem::Spread(name) => spread = spread.or(Some(name.span)),
        }
    }
    spread.unwrap_or(payload.span)
}

/// A setting by its name, which is the document's key.
fn setting(settings: &[Property], key: &str, steps: &[&str]) -> Option<Span> {
    let found = settings.iter().find(|setting| setting.name.text == key)?;
    Some(within(found.name.span, &found.value, steps))
}

/// A setting by the document's key.
fn wire_setting(settings: &[Property], key: &str, steps: &[&str]) -> Option<Span> {
    let found = settings.iter().find(|setting| setting.name.wire() == key)?;
    Some(within(found.name.span, &found.value, steps))
}

/// The name with its value, or a place inside the value.
fn within(name: Span, written: &Value, steps: &[&str]) -> Span {
    if steps.is_empty() { name.to(written.span) } else { value(written, steps) }
}

fn value(written: &Value, steps: &[&str]) -> Span {
    let [key, rest @ ..] = steps else { return written.span };
    let found = match &written.kind {
        ValueKind::List(items) => {
            index(key).and_then(|at| items.get(at)).map(|item| value(item, rest))
        }
        ValueKind::Object(properties) => wire_setting(properties, key, rest),
        ValueKind::Action(written) => Some(action(written, steps)),
        _ => None,
    };
    found.unwrap_or(written.span)
}

fn index(step: &str) -> Option<usize> {
    step.parse().ok()
}

/// The keys and indices of a path.
fn steps(path: &str) -> Option<Vec<String>> {
    if let Some(pointer) = path.strip_prefix('/') {
        let unescaped = |step: &str| step.replace("~1", "/").replace("~0", "~");
        return Some(pointer.split('/').map(unescaped).collect());
    }
    let mut steps = Vec::new();
    let mut rest = path.strip_prefix('$').unwrap_or(path);
    while !rest.is_empty() {
        if let Some(bracket) = rest.strip_prefix("[\"") {
            let (key, behind) = quoted(bracket)?;
            steps.push(key);
            rest = behind;
        } else if let Some(bracket) = rest.strip_prefix('[') {
            let (at, behind) = bracket.split_once(']')?;
            index(at)?;
            steps.push(at.to_owned());
            rest = behind;
        } else {
            let word = rest.strip_prefix('.').unwrap_or(rest);
            let end = word.find(['.', '[']).unwrap_or(word.len());
            if end == 0 {
                return None;
            }
            steps.push(word[..end].to_owned());
            rest = &word[end..];
        }
    }
    Some(steps)
}

/// A key up to `"]`, and what is after it.
fn quoted(text: &str) -> Option<(String, &str)> {
    let mut key = String::new();
    let mut chars = text.char_indices();
    while let Some((at, char)) = chars.next() {
        match char {
            '\\' => key.push(chars.next()?.1),
            '"' => return Some((key, text[at + 1..].strip_prefix(']')?)),
            char => key.push(char),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{span_of, steps};
    use crate::ast::Flow;
    use crate::diagnostic::Diagnostics;
    use crate::parse;
    use crate::pointer::in_flow;

    fn tree(text: &str) -> Flow {
        let mut cx = Diagnostics::new();
        let flow = parse::flow(&mut cx, text.parse().expect("tokens")).expect("a flow");
        let faults = cx.into_vec();
        assert!(faults.is_empty(), "{faults:?}");
        flow
    }

    #[test]
    fn paths_are_read() {
        let read = |path: &str| steps(path).map(|steps| steps.join("|"));
        assert_eq!(read("").as_deref(), Some(""));
        assert_eq!(read("screens[0].layout.type").as_deref(), Some("screens|0|layout|type"));
        assert_eq!(read("$.data[\"a \\\"b\"][2]").as_deref(), Some("data|a \"b|2"));
        assert_eq!(read("/screens/0/a~1b").as_deref(), Some("screens|0|a/b"));
        for broken in ["a..b", "a[", "a[x]", "a[\"b", "."] {
            assert_eq!(read(broken), None, "{broken}");
        }
    }

    /// Every sample of the catalogue, byte by byte: the place of a byte's path holds the byte.
    #[test]
    fn the_place_of_a_bytes_path_holds_the_byte() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/goldens/samples");
        let mut seen = 0;
        for entry in std::fs::read_dir(&folder).expect("the samples") {
            let path = entry.expect("a file").path();
            if path.extension().is_none_or(|ending| ending != "flow") {
                continue;
            }
            let text = std::fs::read_to_string(&path).expect("a sample");
            let flow = tree(&text);
            let spaces = |byte: usize| text.as_bytes()[byte].is_ascii_whitespace();
            for byte in (0..text.len()).filter(|byte| !spaces(*byte)) {
                let Some(place) = in_flow(&flow, byte).filter(|place| !place.is_empty()) else {
                    continue;
                };
                let span = span_of(&flow, &place).expect("a place").bytes();
                assert!(
                    span.contains(&byte),
                    "{}: byte {byte} is `{place}`, which is {:?}",
                    path.display(),
                    &text[span]
                );
                seen += 1;
            }
        }
        assert!(seen > 10_000, "{seen}");
    }

    const FLOW: &str = r#"
        flow a (version: "7.3", name: "A")
        options Stars { "1": "one"  "2": "two" }
        screen START "Title" (sensitive: [mail]) {
            data { who: String = "Ada" }
            TextHeading "Heading"
            rate: Dropdown "Rate" in Stars
            menu: NavigationList {
                tea: "Tea" (description: "Green", badge: "New") => navigate NEXT { drink: "tea" }
            }
            Footer "Go" => complete { rate, ..data }
        }"#;

    #[test]
    fn what_was_derived_has_the_place_around_it() {
        let flow = tree(FLOW);
        let place = |path: &str| {
            let span = span_of(&flow, path).expect("a place").bytes();
            FLOW[span].split('\n').next().unwrap_or_default().to_owned()
        };
        let menu = "screens[0].layout.children[2].list-items[0]";
        for (path, written) in [
            ("", "a"),
            ("version", "version: \"7.3\""),
            ("routing_model.START[0]", "a"),
            ("screens[9].id", "a"),
            ("screens[0].layout.type", "screen START \"Title\" (sensitive: [mail]) {"),
            ("screens[0].terminal", "screen START \"Title\" (sensitive: [mail]) {"),
            ("screens[0].sensitive[0]", "mail"),
            ("screens[0].data.who.type", "who: String = \"Ada\""),
            ("screens[0].data.gone", "data { who: String = \"Ada\" }"),
            ("screens[0].layout.children[0].visible", "TextHeading \"Heading\""),
            ("screens[0].layout.children[1].data-source", "Stars"),
            ("screens[0].layout.children[1].data-source[1].title", "\"two\""),
            ("screens[0].layout.children[1].data-source[7]", "Stars"),
            ("screens[0].layout.children[3].on-click-action.payload.who", "data"),
            ("screens[0].layout.children[3].on-click-action.payload.rate", "rate"),
            (&format!("{menu}.main-content.title"), "\"Tea\""),
            (&format!("{menu}.main-content.description"), "description: \"Green\""),
            (&format!("{menu}.on-click-action.next.type"), "NEXT"),
            (&format!("{menu}.on-click-action.payload.drink"), "drink: \"tea\""),
        ] {
            assert_eq!(place(path), written, "{path}");
        }
        assert!(span_of(&flow, "a..b").is_none());
    }
}
