//! Options that a condition asks for, and that nobody can choose.

use crate::ast::{self, BinaryOp, Body, Dialect, Expr, ExprKind, Reference, Source};
use crate::catalogue::Input;
use crate::check::choice;
use crate::check::reference::{self, Target};
use crate::check::scope::{FieldScope, Here};
use crate::check::wording::few;
use crate::diagnostic::{Code, Diagnostics};
use crate::model::{Choice, ChoiceOption};
use crate::span::Span;

/// `==` and `!=` compare a choice from a list that is in the flow with an id of that list.
pub fn compared(cx: &mut Diagnostics, here: Here<'_, '_>, op: BinaryOp, left: &Expr, right: &Expr) {
    let (reference, id, span) = match (bare(left), bare(right)) {
        (ExprKind::Reference(reference), ExprKind::Text(id)) => (reference, id, right.span),
        (ExprKind::Text(id), ExprKind::Reference(reference)) => (reference, id, left.span),
        _ => return,
    };
    let always = match op {
        BinaryOp::Eq => "false",
        BinaryOp::Ne => "true",
        _ => return,
    };
    let Some(asked) = Asked::of(here, reference) else { return };
    asked.tell(cx, id, span, &format!("this is always {always}"));
}

/// The cases of `match` are ids of the list that it looks at.
pub fn cases(cx: &mut Diagnostics, here: Here<'_, '_>, reference: &Reference, cases: &[ast::Case]) {
    const DEFAULT: &str = "default";
    let Some(asked) = Asked::of(here, reference) else { return };
    for case in cases {
        // What cannot name a case is reported as that.
        if case.key.text == DEFAULT || !names_a_case(&case.key.text) {
            continue;
        }
        asked.tell(cx, &case.key.text, case.key.span, "this case is never shown");
    }
}

/// A case begins with a letter and goes on with letters, digits, `-` and `_`.
pub fn names_a_case(key: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    key.starts_with(|c: char| c.is_ascii_alphabetic()) && key.chars().all(plain)
}

fn bare(expr: &Expr) -> &ExprKind {
    match &expr.kind {
        ExprKind::Paren(inner) => bare(inner),
        kind => kind,
    }
}

/// An input whose options go in the flow.
struct Asked<'s, 'a> {
    here: Here<'s, 'a>,
    field: &'s FieldScope<'a>,
    choice: Choice<'a>,
}

impl<'s, 'a> Asked<'s, 'a> {
    fn of(here: Here<'s, 'a>, reference: &Reference) -> Option<Self> {
        let Some(Target::Input { screen, field, .. }) = reference::find(here, reference) else {
            return None;
        };
        let one = matches!(field.row?.input?, Input::Option | Input::Item);
        let choice = choice::of(here.scope, screen, field).filter(|_| one)?;
        Some(Self { here, field, choice })
    }

    /// Warns where no option has the id. The empty text asks whether anything was chosen.
    fn tell(&self, cx: &mut Diagnostics, id: &str, span: Span, so: &str) {
        if id.is_empty() || self.choice.options.iter().any(|known| known.id == id) {
            return;
        }
        let name = self.field.name;
        let message = format!("`{name}` has no option `{id}`, so {so}");
        let fault = cx.warning(Code::UnknownOption, span, message);
        let titled = self.choice.options.iter().find(|known| known.title == id);
        match titled {
            Some(ChoiceOption { id: known, .. }) if self.has_places_for_ids() => {
                fault.help(format!(
                    "its ids are the places of its titles: write `\"{known}\"`, or give the options ids: `{{ yes: \"{id}\" … }}`"
                ));
            }
            Some(ChoiceOption { id: known, .. }) => {
                fault.help(format!("`{id}` is a title: write its id, `{known}`"));
            }
            None => {
                let known = || self.choice.options.iter().map(|known| &*known.id);
                if let Some(list) = few(known()) {
                    fault.help(format!("its options: {list}"));
                }
                fault.did_you_mean(id, known());
            }
        }
    }

    /// Whether the options were written as titles alone.
    fn has_places_for_ids(&self) -> bool {
        let titles = |body: &Body| matches!(body, Body::Titles(_));
        let shared = match &self.field.ast.source {
            Some(Source::Options(name)) => {
                let mut lists = self.here.scope.options.iter();
                lists.find(|list| list.name.text == name.text).map(|list| &list.body)
            }
            _ => None,
        };
        self.here.scope.flow.dialect == Dialect::Rust
            && shared.or(self.field.ast.body.as_ref()).is_some_and(titles)
    }
}
