//! The rules of If and Switch.

use crate::ast::Dialect;
use crate::catalogue::{Component as Row, FOOTER, IF, MOST_IFS, SWITCH};
use crate::check::rules::sheet::{Part, Sheet, same};
use crate::check::scope::Scope;
use crate::diagnostic::{Code, Diagnostics};
use crate::json::wire::is_back_ticked;
use crate::model::{Component, ValueKind};
use crate::span::Span;

/// How the author of this flow spells a component type.
pub(crate) fn keyword(scope: &Scope<'_>, row: &'static Row) -> &'static str {
    match scope.flow.dialect {
        Dialect::Rust if same(row, &IF) => "if",
        Dialect::Rust if same(row, &SWITCH) => "match",
        Dialect::Rust | Dialect::Json => row.name,
    }
}

pub(crate) fn if_nesting(cx: &mut Diagnostics, scope: &Scope<'_>, sheet: &Sheet<'_, '_>) {
    // The outermost that is too deep stands for those inside it.
    for part in of_row(sheet, &IF).filter(|part| part.ifs == MOST_IFS) {
        let name = keyword(scope, &IF);
        cx.error(
            Code::MaximumIfNesting,
            head(part.component),
            format!("this `{name}` is nested {} deep; {MOST_IFS} is the most", MOST_IFS + 1),
        )
        .help("join its condition with that of the one around it: `a && b`");
    }
}

pub(crate) fn then_is_filled(cx: &mut Diagnostics, scope: &Scope<'_>, sheet: &Sheet<'_, '_>) {
    for part in of_row(sheet, &IF).filter(|_| sheet.whole) {
        let Some(then) = part.component.property("then") else {
            continue;
        };
        // Meta looks into the branch where the condition has no back-ticks.
        let condition = part.component.get("condition").map(|condition| &condition.kind);
        let plain = matches!(condition, Some(ValueKind::Dynamic(text)) if !is_back_ticked(text));
        if plain && matches!(&then.value.kind, ValueKind::Nodes(nodes) if nodes.is_empty()) {
            let name = keyword(scope, &IF);
            cx.error(
                Code::InvalidPropertyValue,
                head(part.component),
                format!("the first branch of `{name}` shows nothing"),
            )
            .help("put a component into it, or turn the condition round with `!`");
        }
    }
}

pub(crate) fn has_cases(cx: &mut Diagnostics, scope: &Scope<'_>, sheet: &Sheet<'_, '_>) {
    for part in of_row(sheet, &SWITCH).filter(|_| sheet.whole) {
        let Some(cases) = part.component.property("cases") else {
            continue;
        };
        if matches!(&cases.value.kind, ValueKind::Cases(cases) if cases.is_empty()) {
            let name = keyword(scope, &SWITCH);
            cx.error(Code::EmptySwitchCases, cases.value.span, format!("`{name}` has no case"))
                .help(match scope.flow.dialect {
                    Dialect::Rust => "add `\"value\" => { … }`",
                    Dialect::Json => "add a value with its list of components",
                });
        }
    }
}

pub(crate) fn footer_in_all(cx: &mut Diagnostics, scope: &Scope<'_>, sheet: &Sheet<'_, '_>) {
    let mut footers = of_row(sheet, &FOOTER);
    // One beside the branches is one too many, one in a branch of a branch is wrong: both are
    // told of by themselves.
    if !sheet.whole || !sheet.has(&FOOTER) || footers.any(|footer| footer.branches != 1) {
        return;
    }
    for part in sheet.parts.iter().filter(|part| part.branches == 0) {
        let component = part.component;
        let is_if = same(component.row, &IF);
        if !is_if && !same(component.row, &SWITCH) {
            continue;
        }
        let lists: Vec<_> = component.bodies().collect();
        let with = lists.iter().filter(|list| first_footer(list).is_some()).count();
        let wanted = if is_if { 2 } else { lists.len() };
        if with == 0 || with == wanted {
            continue;
        }
        let name = keyword(scope, component.row);
        let (code, message, help) = if is_if {
            (
                Code::MissingFooterInIfElseBranches,
                format!("this Footer is in one branch of `{name}`, and the other has none"),
                "put a Footer into both branches, or one on the screen itself",
            )
        } else {
            (
                Code::MissingFooterInSwitchBranches,
                format!("{with} of the {wanted} cases of this `{name}` have a Footer"),
                "put a Footer into every case, or one on the screen itself",
            )
        };
        let footer = lists.iter().find_map(|list| first_footer(list));
        let span = footer.map_or(component.span, |footer| footer.span);
        cx.error(code, span, message).help(help);
    }
}

pub(crate) fn footer_in_first_level(
    cx: &mut Diagnostics,
    scope: &Scope<'_>,
    sheet: &Sheet<'_, '_>,
) {
    let deep = |part: &&Part<'_, '_>| part.component.row.places.outermost && part.branches > 1;
    if let Some(part) = sheet.parts.iter().find(deep) {
        cx.error(
            Code::OneOfSchemaValidationFailed,
            part.component.span,
            format!(
                "this {} is in a branch of a branch of `{}`",
                part.component.row.name,
                keyword(scope, &IF)
            ),
        )
        .help(format!("put a {} into every branch of the outermost one", part.component.row.name));
    }
}

fn of_row<'p, 's, 'a>(
    sheet: &'p Sheet<'s, 'a>,
    row: &'static Row,
) -> impl Iterator<Item = &'p Part<'s, 'a>> {
    sheet.parts.iter().filter(move |part| same(part.component.row, row))
}

fn first_footer<'s, 'a>(components: &'s [Component<'a>]) -> Option<&'s Component<'a>> {
    components.iter().find_map(|component| {
        if same(component.row, &FOOTER) {
            return Some(component);
        }
        component.bodies().find_map(first_footer)
    })
}

/// The condition of an If or the value of a Switch: its first line, where all of it is long.
fn head(component: &Component<'_>) -> Span {
    let head = component.get("condition").or(component.get("value"));
    head.map_or(component.span, |head| head.span)
}
