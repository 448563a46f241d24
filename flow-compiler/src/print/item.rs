//! What is at the top level of a flow.

use super::layout::{Comma, Doc, Item};
use super::{Printer, braces, spelling};
use crate::ast::{self, DataField, Screen, Type, TypeField, TypeKind};
use crate::parse::ITEMS;
use crate::span::Span;

impl Printer<'_> {
    pub(super) fn top(&mut self, item: &ast::Item) -> Item {
        match item {
            ast::Item::Screen(screen) => {
                self.item(&screen.docs, screen.span, screen.span, |this| this.screen(screen))
            }
            ast::Item::Fragment(fragment) => {
                self.item(&fragment.docs, fragment.span, fragment.span, |this| {
                    let name = spelling::name(&fragment.name.text);
                    let parameters = this.settings(&fragment.parameters, true);
                    let from = this.trivia.last_block(fragment.span);
                    let body = this.nodes(&fragment.body, from);
                    Doc::seq([Doc::text(format!("fragment {name}")), parameters, body])
                })
            }
            ast::Item::Include(include) => self.item(&[], include.span, include.span, |_| {
                Doc::text(format!("include {};", spelling::string(&include.path)))
            }),
            ast::Item::Options(options) => {
                self.item(&options.docs, options.span, options.span, |this| {
                    let name = spelling::name(&options.name.text);
                    let body = this.body(&options.body, options.name.span, true);
                    Doc::seq([Doc::text(format!("options {name}")), body])
                })
            }
            ast::Item::Struct(object) => {
                self.item(&object.docs, object.span, object.span, |this| {
                    let name = spelling::name(&object.name.text);
                    let fields = this.type_fields(&object.fields, object.span, " {");
                    Doc::seq([Doc::text(format!("struct {name}")), fields])
                })
            }
            ast::Item::Success(success) => {
                self.item(&success.docs, success.span, success.span, |this| {
                    let fields = this.data_fields(&success.fields, success.span);
                    Doc::seq([Doc::text("success"), fields])
                })
            }
        }
    }

    fn screen(&mut self, screen: &Screen) -> Doc {
        let id = match screen.id.text.as_str() {
            id if ITEMS.contains(&id) => spelling::string(id),
            id => spelling::name(id),
        };
        let mut docs = vec![Doc::text(format!("screen {id}"))];
        if let Some(title) = &screen.title {
            docs.push(Doc::text(" "));
            docs.push(self.value(title));
        }
        docs.push(self.settings(&screen.settings, true));
        if !screen.routes.is_empty() {
            let routes: Vec<_> =
                screen.routes.iter().map(|route| spelling::name(&route.text)).collect();
            docs.push(Doc::text(format!(" -> {}", routes.join(" | "))));
        }
        let from = self.trivia.last_block(screen.span);
        docs.push(self.nodes(&screen.body, from));
        Doc::seq(docs)
    }

    /// ` { name: Type = example, … }`; several fields have a line each. `span` ends with the braces.
    pub(super) fn data_fields(&mut self, fields: &[DataField], span: Span) -> Doc {
        let items: Vec<_> = fields
            .iter()
            .map(|field| {
                self.item(&field.docs, field.span, field.span, |this| {
                    let mut docs = vec![Doc::text(spelling::key(&field.name))];
                    if let Some(ty) = &field.ty {
                        docs.push(Doc::text(": "));
                        docs.push(this.ty(ty));
                    }
                    if let Some(example) = &field.example {
                        docs.push(Doc::text(" = "));
                        docs.push(this.value(example));
                    }
                    Doc::seq(docs)
                })
            })
            .collect();
        let dangling = self.trivia.up_to(span.bytes().end.saturating_sub(1));
        braces(" {", Comma::Always, items, dangling, fields.len() > 1)
    }

    /// `{ name: Type, … }`; `span` ends with the braces.
    fn type_fields(&mut self, fields: &[TypeField], span: Span, open: &'static str) -> Doc {
        let items: Vec<_> = fields
            .iter()
            .map(|field| {
                self.item(&field.docs, field.name.span, field.ty.span, |this| {
                    let key = spelling::key(&field.name);
                    Doc::seq([Doc::text(format!("{key}: ")), this.ty(&field.ty)])
                })
            })
            .collect();
        let dangling = self.trivia.up_to(span.bytes().end.saturating_sub(1));
        braces(open, Comma::Always, items, dangling, false)
    }

    fn ty(&mut self, ty: &Type) -> Doc {
        match &ty.kind {
            TypeKind::Name(name) => Doc::text(name.clone()),
            TypeKind::Unread => Doc::text("_"),
            TypeKind::List(item) => Doc::seq([Doc::text("["), self.ty(item), Doc::text("]")]),
            TypeKind::Object(fields) => self.type_fields(fields, ty.span, "{"),
            TypeKind::Raw(schema) => self.value(schema),
        }
    }
}
