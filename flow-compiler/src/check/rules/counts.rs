//! How often things may occur on a screen and in a flow.

use crate::catalogue::{
    COMPONENTS, Component as Row, DOCUMENT_PICKER, FOOTER, FORM, IF, PHOTO_PICKER,
};
use crate::check::rules::sheet::{Sheet, same};
use crate::check::scope::Scope;
use crate::diagnostic::{Code, Diagnostics};
use crate::model::Component;

/// The most components that the reference allows on a screen, as they can be shown at one time.
const SHOWN: usize = 50;
/// The most that the validator takes, every branch counted.
const WRITTEN: usize = 100;

pub(crate) fn per_screen(cx: &mut Diagnostics, scope: &Scope<'_>, sheet: &Sheet<'_, '_>) {
    for row in COMPONENTS {
        let Some(count) = row.per_screen.filter(|count| scope.since(count.since)) else {
            continue;
        };
        let is_one = |component: &Component<'_>| same(component.row, row);
        if sheet.parts.iter().filter(|part| is_one(part.component)).count() <= count.max {
            continue;
        }
        let found = fullest(&sheet.screen.children, &is_one);
        if let Some(one_too_many) = found.get(count.max) {
            cx.error(
                Code::ComponentTypeMaxNumberPerScreen,
                one_too_many.span,
                format!(
                    "`{}` has {} `{}` components; a screen may have {}",
                    sheet.screen.id,
                    found.len(),
                    row.name,
                    count.max
                ),
            )
            .help(if same(row, &FOOTER) {
                "keep one Footer: on the screen, or one in each branch"
            } else {
                "remove the rest, or move them to another screen"
            });
        }
    }
}

pub(crate) fn one_picker(cx: &mut Diagnostics, sheet: &Sheet<'_, '_>) {
    let is_picker = |component: &Component<'_>| {
        same(component.row, &PHOTO_PICKER) || same(component.row, &DOCUMENT_PICKER)
    };
    let found = fullest(&sheet.screen.children, &is_picker);
    let Some(first) = found.first() else { return };
    // Two of one kind are told of by the count of that kind.
    if let Some(other) = found.iter().find(|picker| !same(picker.row, first.row)) {
        cx.error(
            Code::ComponentTypeMaxNumberPerScreen,
            other.span,
            format!("`{}` takes photos and documents; a screen takes one of them", sheet.screen.id),
        )
        .help("move one picker to another screen");
    }
}

pub(crate) fn components(cx: &mut Diagnostics, sheet: &Sheet<'_, '_>) {
    let counts = |component: &Component<'_>| !same(component.row, &FORM);
    let written = sheet.parts.iter().filter(|part| counts(part.component));
    let total = written.clone().count();
    if total <= SHOWN {
        return;
    }
    let shown =
        fullest(&sheet.screen.children, &|component| counts(component) && !continues(component));
    let id = sheet.screen.id;
    let (one_too_many, message) = if let Some(component) = shown.get(SHOWN) {
        let count = shown.len();
        (component.span, format!("`{id}` has {count} components; a screen may have {SHOWN}"))
    } else if let Some(part) = written.clone().nth(WRITTEN) {
        let message = format!(
            "`{id}` has {total} components in all its branches; a screen may have {WRITTEN}"
        );
        (part.component.span, message)
    } else {
        return;
    };
    cx.error(Code::MaxAllowedComponentsPerScreen, one_too_many, message)
        .help("move the rest to another screen");
}

/// Whether it is an If that shows one further If and nothing else, as `a && b` is written: the two
/// count as one, so that no flow is refused for the form of its conditions.
fn continues(component: &Component<'_>) -> bool {
    let is_if = |component: &Component<'_>| same(component.row, &IF);
    is_if(component)
        && matches!(component.bodies().collect::<Vec<_>>()[..], [[only]] if is_if(only))
}

pub(crate) fn per_flow(cx: &mut Diagnostics, sheets: &[Sheet<'_, '_>]) {
    for row in COMPONENTS {
        let Some(max) = row.per_flow else { continue };
        let found: Vec<&Component<'_>> =
            sheets.iter().flat_map(|sheet| of_row(sheet, row)).collect();
        if let Some(one_too_many) = found.get(max) {
            cx.error(
                Code::InvalidPropertyValue,
                one_too_many.span,
                format!(
                    "the flow has {} `{}` components; it may have {max}",
                    found.len(),
                    row.name
                ),
            )
            .help("remove the rest");
        }
    }
}

fn of_row<'s, 'a>(sheet: &Sheet<'s, 'a>, row: &Row) -> Vec<&'s Component<'a>> {
    if sheet.has(row) {
        fullest(&sheet.screen.children, &|component| same(component.row, row))
    } else {
        Vec::new()
    }
}

/// The components that count, of each If and Switch those of the branch that has most.
fn fullest<'s, 'a>(
    components: &'s [Component<'a>],
    counts: &impl Fn(&Component<'a>) -> bool,
) -> Vec<&'s Component<'a>> {
    let mut found = Vec::new();
    for component in components {
        if counts(component) {
            found.push(component);
        }
        let inner = component.bodies().map(|branch| fullest(branch, counts));
        found
            .extend(inner.reduce(|a, b| if b.len() > a.len() { b } else { a }).unwrap_or_default());
    }
    found
}
