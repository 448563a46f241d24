//! Parts of a flow as fragments.

use flow_compiler::ast::{
    Body, Component, Data, Flow, Fragment, Item, Key, Name, Node, Piece, Property, Reference,
    Screen, Use, Value, ValueKind,
};
use flow_compiler::span::Span;

use crate::document::Choices;

/// The same flow with some of its components, texts and data in fragments, which are in others.
pub fn cut(choices: &mut Choices<'_>, flow: &Flow) -> Flow {
    let mut cutter = Cutter { choices, span: flow.name.span, made: Vec::new() };
    let mut items = flow.items.clone();
    for item in &mut items {
        if let Item::Screen(screen) = item {
            cutter.screen(screen);
        }
    }
    // Where a fragment is declared makes no difference.
    for fragment in cutter.made {
        let at = cutter.choices.below(items.len() + 1);
        items.insert(at, Item::Fragment(fragment));
    }
    Flow { items, ..flow.clone() }
}

struct Cutter<'c, 'b> {
    choices: &'c mut Choices<'b>,
    span: Span,
    made: Vec<Fragment>,
}

impl Cutter<'_, '_> {
    fn screen(&mut self, screen: &mut Screen) {
        self.nodes(&mut screen.body);
        // The last fields of the data come with one fragment, so that their order is the same.
        let used = screen.body.iter().find_map(|node| match node {
            Node::Use(used) => Some(used.name.text.clone()),
            _ => None,
        });
        let data = screen.body.iter_mut().find_map(|node| match node {
            Node::Data(data) => Some(data),
            _ => None,
        });
        let fragment = self.made.iter_mut().find(|made| used.as_ref() == Some(&made.name.text));
        if let (Some(data), Some(fragment)) = (data, fragment) {
            let fields = data.fields.split_off(self.choices.below(data.fields.len() + 1));
            fragment.body.push(Node::Data(Data { fields, span: self.span }));
        }
    }

    fn nodes(&mut self, nodes: &mut Vec<Node>) {
        for node in nodes.iter_mut() {
            match node {
                Node::Component(Component { body: Some(Body::Nodes(inner)), .. }) => {
                    self.nodes(inner);
                }
                Node::If(branch) => {
                    self.nodes(&mut branch.then);
                    branch.otherwise.iter_mut().for_each(|inner| self.nodes(inner));
                }
                Node::Match(choice) => {
                    choice.cases.iter_mut().for_each(|case| self.nodes(&mut case.body));
                }
                Node::Component(_) | Node::Data(_) | Node::Use(_) => {}
            }
        }
        for _ in 0..self.choices.below(3) {
            let start = self.choices.below(nodes.len());
            let end = (start + 1 + self.choices.below(nodes.len() - start)).min(nodes.len());
            if nodes[start..end].iter().any(|node| matches!(node, Node::Data(_))) {
                continue;
            }
            let body: Vec<Node> = nodes.drain(start..end).collect();
            let used = self.fragment(body);
            nodes.insert(start, Node::Use(used));
        }
    }

    fn fragment(&mut self, mut body: Vec<Node>) -> Use {
        let span = self.span;
        let name = Name { text: format!("Part{}", self.made.len()), span };
        let (mut parameters, mut arguments) = (Vec::new(), Vec::new());
        for node in &mut body {
            let Node::Component(Component { main: Some(main), .. }) = node else { continue };
            if self.choices.yes() {
                continue;
            }
            let text = format!("p{}", parameters.len());
            let reference = Reference { segments: vec![text.clone()], span };
            let kind = ValueKind::Reference(reference);
            let value = std::mem::replace(main, Value::new(kind, span));
            let name = Key { text, quoted: false, span };
            let default = if self.choices.yes() { value.clone() } else { other(span) };
            arguments.push(Property { name: name.clone(), value });
            parameters.push(Property { name, value: default });
        }
        let partial = false;
        let used = Use { name: name.clone(), arguments, span };
        self.made.push(Fragment { docs: Vec::new(), name, parameters, body, partial, span });
        used
    }
}

/// What a parameter is where nobody says so.
fn other(span: Span) -> Value {
    Value::new(ValueKind::Text(vec![Piece::Text("Other".to_owned())]), span)
}
