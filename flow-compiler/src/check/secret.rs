//! Which data of a screen holds what a person entered in secret on another one.

use crate::ast::{Dialect, Value};
use crate::catalogue::ActionKind;
use crate::check::payload::{self, Moment};
use crate::check::placed::placed;
use crate::check::scope::{Here, Scope};
use crate::check::shown::Shown;

/// Notes the data that `navigate` and `update_data` fill with secrets, over any number of screens.
pub fn mark(scope: &mut Scope<'_>) {
    // No Rust is made of a document, so nothing of it is shown.
    if scope.flow.dialect == Dialect::Json {
        return;
    }
    let entered = scope
        .screens
        .iter()
        .any(|screen| screen.fields.iter().any(|field| payload::is_secret(screen, field)));
    if !entered {
        return;
    }
    loop {
        let found = handed_on(scope);
        let before = scope.secret_data.len();
        scope.secret_data.extend(found);
        if scope.secret_data.len() == before {
            return;
        }
    }
}

/// The screen and the key of each data field that is filled with what is known to be secret.
fn handed_on<'a>(scope: &Scope<'a>) -> Vec<(&'a str, &'a str)> {
    let mut found = Vec::new();
    let shown = Shown::default();
    for screen in &scope.screens {
        let here = Here { scope, screen, in_form: false, ifs: 0 };
        for placed in placed(&screen.ast.body) {
            let action = placed.action;
            let target = match ActionKind::from_name(&action.name.text) {
                Some(ActionKind::Navigate) => {
                    let id = action.target.as_ref().and_then(Value::plain);
                    id.and_then(|id| scope.screen(&id))
                }
                Some(ActionKind::UpdateData) => Some(screen),
                _ => None,
            };
            let Some(target) = target else { continue };
            let moment = Moment { here, trigger: placed.trigger, shown: &shown };
            let sent = payload::exchange(&moment, action.payload.as_ref(), action.span);
            let secret = sent.fields.iter().filter(|field| field.secret);
            found.extend(secret.map(|field| (target.id, field.key)));
        }
    }
    found
}
