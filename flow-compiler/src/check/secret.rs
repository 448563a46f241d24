//! Which data of a screen holds what a person entered in secret on another one.

use crate::ast::Dialect;
use crate::catalogue::ActionKind;
use crate::check::payload::{self, Moment};
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
        let here = Here::of(scope, screen);
        for act in screen.acts.written().iter() {
            let target = match act.kind {
                Some(ActionKind::UpdateData) => Some(screen),
                _ => act.to().and_then(|id| scope.screen(&id)),
            };
            let Some(target) = target else { continue };
            let sent = payload::exchange(&Moment::of(here, act, &shown), act);
            let secret = sent.fields.iter().filter(|field| field.secret);
            found.extend(secret.map(|field| (target.id, field.key)));
        }
    }
    found
}
