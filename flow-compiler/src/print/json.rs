//! What is in `json!( … )`.

use super::layout::{Comma, Doc};
use super::{Printer, spelling};
use crate::ast::{Value, ValueKind};

pub(super) fn value(printer: &mut Printer<'_>, value: &Value) -> Doc {
    match &value.kind {
        ValueKind::Bool(bool) => Doc::text(bool.to_string()),
        ValueKind::Number(number) => Doc::text(number.0.clone()),
        ValueKind::List(values) => {
            let items = values
                .iter()
                .map(|item| printer.item(&[], item.span, item.span, |this| this.json(item)))
                .collect();
            let inside = values.first().map(|first| first.span);
            printer.group("[", "]", false, Comma::Always, items, inside)
        }
        ValueKind::Object(members) => {
            let items = members
                .iter()
                .map(|member| {
                    printer.item(&[], member.name.span, member.value.span, |this| {
                        let key = spelling::string(&member.name.text);
                        Doc::seq([Doc::text(format!("{key}: ")), this.json(&member.value)])
                    })
                })
                .collect();
            let inside = members.first().map(|first| first.name.span);
            printer.group("{", "}", true, Comma::Always, items, inside)
        }
        _ => match value.plain() {
            Some(text) => {
                let written = printer.trivia.literal(value.span);
                Doc::text(written.map_or_else(|| spelling::string(&text), str::to_owned))
            }
            None => Doc::text("null"),
        },
    }
}
