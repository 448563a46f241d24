//! Where components may be.

use crate::ast::Dialect;
use crate::catalogue::{
    Component as Row, FOOTER, FORM, NAVIGATION_LIST, RICH_TEXT, V4_0, V6_0, V6_3,
};
use crate::check::rules::branches::keyword;
use crate::check::rules::sheet::{Part, Sheet, same};
use crate::check::scope::Scope;
use crate::check::wording::few;
use crate::diagnostic::{Code, Diagnostics};

pub(crate) fn rich_text_alone(cx: &mut Diagnostics, scope: &Scope<'_>, sheet: &Sheet<'_, '_>) {
    // One that is wrong by itself, or in a place of its own, is reported for that.
    let told = |part: &Part<'_, '_>| {
        part.container.is_some_and(|container| part.component.row.may_stand_in(container).is_none())
            || part.component.get("text").is_none()
    };
    let mut rich =
        sheet.parts.iter().filter(|part| same(part.component.row, &RICH_TEXT)).peekable();
    if rich.peek().is_none() || rich.any(told) {
        return;
    }
    let footer = scope.since(V6_3);
    let mut seen = false;
    let mut others = sheet.parts.iter().filter(|part| {
        let row = part.component.row;
        let alone = same(row, &RICH_TEXT) && !std::mem::replace(&mut seen, true);
        let allowed = alone || footer && same(row, &FOOTER);
        !allowed && !holds_rich_text(sheet, part)
    });
    let Some(other) = others.next() else { return };
    let code = if scope.since(V6_0) {
        Code::InvalidComponentPlacement
    } else {
        Code::InvalidRichtextPlacement
    };
    let message = format!("`{}` is beside a RichText", other.component.row.name);
    cx.error(code, other.component.span, message).help(if footer {
        "beside a RichText only a Footer may be: move the rest to another screen".to_owned()
    } else if same(other.component.row, &FOOTER) {
        "RichText is alone on its screen; a Footer may be beside it from Flow JSON 6.3 on"
            .to_owned()
    } else {
        "RichText is alone on its screen: move the rest to another".to_owned()
    });
}

pub(crate) fn navigation_list_alone(cx: &mut Diagnostics, sheet: &Sheet<'_, '_>) {
    if !sheet.has(&NAVIGATION_LIST) {
        return;
    }
    let mut others = sheet.parts.iter().filter(|part| {
        let row = part.component.row;
        !same(row, &NAVIGATION_LIST) && !same(row, &FORM)
    });
    if let Some(other) = others.next() {
        cx.error(
            Code::InvalidComponentPlacement,
            other.component.span,
            format!("`{}` is beside a NavigationList", other.component.row.name),
        )
        .help("NavigationList is alone on its screen: move the rest to another");
    }
}

pub(crate) fn containers(cx: &mut Diagnostics, scope: &Scope<'_>, sheet: &Sheet<'_, '_>) {
    for part in &sheet.parts {
        let row = part.component.row;
        let Some(container) = part.container else {
            continue;
        };
        let Some(since) = row.may_stand_in(container) else {
            let name = keyword(scope, row);
            let place = place(scope, container);
            cx.error(
                Code::OneOfSchemaValidationFailed,
                part.component.span,
                format!("`{name}` may not be in {place}"),
            )
            .help("move it out, onto the screen itself");
            continue;
        };
        // A component or a container that is newer than the flow is told of by itself.
        if !scope.since(since) && scope.since(row.since) && scope.since(container.since) {
            let name = keyword(scope, row);
            let place = place(scope, container);
            cx.error(
                Code::OneOfSchemaValidationFailed,
                part.component.span,
                format!(
                    "`{name}` may be in {place} from Flow JSON {since}; this flow declares {}",
                    scope.version
                ),
            )
            .help(format!("move it out, or declare {}", scope.later(since)));
        }
    }
}

/// Reported once a screen: what is missing, or in the way, is one Form.
pub(crate) fn inputs_in_form(cx: &mut Diagnostics, scope: &Scope<'_>, sheet: &Sheet<'_, '_>) {
    // A Form that is faulty itself may be the one to remove.
    let has_form = sheet.parts.iter().any(|part| {
        let sound = part.container.is_none() && part.component.get("name").is_some();
        same(part.component.row, &FORM) && sound
    });
    let form_needed = !scope.since(V4_0);
    let outside: Vec<&Part<'_, '_>> = sheet
        .parts
        .iter()
        .filter(|part| {
            let row = part.component.row;
            let input = !scope.since(row.stands_alone_since()) && scope.since(row.since);
            !part.in_form && (input || has_form && row.places.needs_form)
        })
        .collect();
    let Some(first) = outside.first() else { return };
    let names = few(outside.iter().map(|part| part.called())).unwrap_or_default();
    let verb = if outside.len() == 1 { "is" } else { "are" };
    if form_needed {
        let message =
            format!("{names} {verb} outside a Form, where an input may be from Flow JSON 4.0 on");
        cx.error(Code::OneOfSchemaValidationFailed, first.component.span, message).help(
            match scope.flow.dialect {
                Dialect::Rust => "put the inputs of the screen into `form: Form { … }`",
                Dialect::Json => "put the inputs of the screen into the `children` of a `Form`",
            },
        );
    } else {
        let message = format!("{names} {verb} outside the Form of the screen");
        cx.error(Code::ComponentsOutsideForm, first.component.span, message)
            .help("move it into the Form, or remove the Form: nothing needs it from 4.0 on");
    }
}

fn place(scope: &Scope<'_>, container: &'static Row) -> String {
    if same(container, &FORM) {
        "a Form".to_owned()
    } else {
        format!("a branch of `{}`", keyword(scope, container))
    }
}

/// Whether a part is the container of the `RichText`, which is told of by itself.
fn holds_rich_text(sheet: &Sheet<'_, '_>, part: &Part<'_, '_>) -> bool {
    sheet.parts.iter().any(|inner| {
        same(inner.component.row, &RICH_TEXT)
            && inner.container.is_some_and(|row| same(row, part.component.row))
    })
}
