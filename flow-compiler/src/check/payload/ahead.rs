//! Expressions in the payload of `navigate`, which Meta's upload looks up on the next screen.

use crate::ast::{Reference, Value};
use crate::check::dynamic::{self, Dynamic};
use crate::check::scope::{Here, ScreenScope};
use crate::diagnostic::{Code, Diagnostics};

/// An expression with the references of its own screen, and its text in the document.
///
/// The source has `${form.x}`, the document `${screen.THIS.form.x}`, which means the same on every
/// screen.
pub(super) fn handed_on<'a>(
    cx: &mut Diagnostics,
    here: Here<'_, 'a>,
    next: Option<&ScreenScope<'a>>,
    value: &Value,
    mut dynamic: Dynamic,
    document: bool,
) -> (Dynamic, String) {
    if document {
        let text = dynamic::wire_form(value, &dynamic);
        return (written(cx, here, next, dynamic), text);
    }
    dynamic.references_mut(&mut |reference| reference.widen(here.screen.id));
    let text = dynamic::wire_form(value, &dynamic);
    dynamic.references_mut(&mut |reference| reference.narrow(here.screen.id));
    (dynamic, text)
}

/// The same of a string of a document: what it names is on the next screen as well, or names
/// its own screen.
pub(super) fn written<'a>(
    cx: &mut Diagnostics,
    here: Here<'_, 'a>,
    next: Option<&ScreenScope<'a>>,
    mut dynamic: Dynamic,
) -> Dynamic {
    for reference in dynamic.references() {
        let Some(next) = next.filter(|next| lacks(next, reference)) else { continue };
        // What is nowhere at all is reported by itself.
        if crate::check::reference::find(here, reference).is_none() {
            continue;
        }
        let mut wide = reference.clone();
        wide.widen(here.screen.id);
        let message = format!(
            "Meta's upload looks up `{}` of this expression on the next screen, and `{}` has none",
            reference.wire(),
            next.id
        );
        cx.error(Code::InvalidActionPayloadProperty, reference.span, message)
            .help(format!("write `{}`", wide.wire()))
            .replace_part(&reference.wire(), wide.wire());
    }
    dynamic.references_mut(&mut |reference| reference.narrow(here.screen.id));
    dynamic
}

/// Whether a screen has nothing of this name, where its names are known.
fn lacks(screen: &ScreenScope<'_>, reference: &Reference) -> bool {
    match reference.segments.as_slice() {
        [root, name, ..] if root == "form" => !screen.open && screen.field(name).is_none(),
        [root, name, ..] if root == "data" => !screen.lost_data() && screen.datum(name).is_none(),
        _ => false,
    }
}
