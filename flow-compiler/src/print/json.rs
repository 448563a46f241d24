//! What is in `json!( … )`.

use super::layout::{Comma, Doc};
use super::{Printer, spelling};
use crate::json::{Node, NodeKind};

pub(super) fn node(printer: &mut Printer<'_>, node: &Node) -> Doc {
    match &node.kind {
        NodeKind::Null => Doc::text("null"),
        NodeKind::Bool(bool) => Doc::text(bool.to_string()),
        NodeKind::Number(number) => Doc::text(number.0.clone()),
        NodeKind::Text(text) => {
            let written = printer.trivia.literal(node.span);
            Doc::text(written.map_or_else(|| spelling::string(text), str::to_owned))
        }
        NodeKind::List(nodes) => {
            let items = nodes
                .iter()
                .map(|item| printer.item(&[], item.span, item.span, |this| this.json(item)))
                .collect();
            let inside = nodes.first().map(|first| first.span);
            printer.group("[", "]", false, Comma::Always, items, inside)
        }
        NodeKind::Object(members) => {
            let items = members
                .iter()
                .map(|member| {
                    printer.item(&[], member.key_span, member.value.span, |this| {
                        let key = spelling::string(&member.key);
                        Doc::seq([Doc::text(format!("{key}: ")), this.json(&member.value)])
                    })
                })
                .collect();
            let inside = members.first().map(|first| first.key_span);
            printer.group("{", "}", true, Comma::Always, items, inside)
        }
    }
}
