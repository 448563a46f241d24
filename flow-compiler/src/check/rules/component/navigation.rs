//! The rules of `NavigationList`.

use crate::ast::Dialect;
use crate::catalogue::key;
use crate::check::rules::component::choices::{first_with, list};
use crate::check::rules::sheet::{Part, Sheet};
use crate::check::schema::Schema;
use crate::check::scope::Scope;
use crate::diagnostic::{Code, Diagnostics};
use crate::model::{Value, ValueKind};

const ACTION: &str = key::ON_CLICK_ACTION;

pub(crate) fn one_level_of_actions(
    cx: &mut Diagnostics,
    scope: &Scope<'_>,
    sheet: &Sheet<'_, '_>,
    part: &Part<'_, '_>,
) {
    let Some((row, items)) = list(part) else { return };
    let key = scope.spell(ACTION);
    let name = part.called();
    if part.component.property(ACTION).is_some() {
        if let Some(action) = first_with(items, ACTION) {
            cx.error(
                Code::DuplicatePropertyForCondition,
                action.span,
                format!("`{name}` and one of its items both have `{key}`"),
            )
            .help("keep the action of the list, or give every item one");
        }
        return;
    }
    if !row.must_act || !part.component.lacks(ACTION) || !sheet.whole {
        return;
    }
    let some = first_with(items, ACTION).is_some();
    let without = items.items().iter().find(|item| item.member(ACTION).is_none());
    match (without, some) {
        (Some(item), true) => {
            cx.error(
                Code::MissingRequiredProperty,
                item.span,
                format!("this item of `{name}` has no `{key}`, but another has one"),
            )
            .help("give every item an action, or the list alone");
        }
        (Some(_), false) => missing(cx, scope, part),
        (None, _) if items.is_dynamic() && !items_may_act(scope, sheet, part, items) => {
            missing(cx, scope, part);
        }
        (None, _) => {}
    }
}

pub(crate) fn badges(cx: &mut Diagnostics, part: &Part<'_, '_>) {
    let Some((row, list)) = list(part) else { return };
    let mut badges = list.items().iter().filter_map(|item| item.member("badge"));
    if let Some(second) = badges.by_ref().nth(1) {
        cx.error(
            Code::MaxItemsRequired,
            second.span,
            format!("`{}` has more than one badge", part.called()),
        )
        .help("keep the badge of one item");
    }
    for property in row.properties {
        for other in property.excludes {
            for item in list.items() {
                let (Some(member), Some(_)) = (item.member(property.name), item.member(other))
                else {
                    continue;
                };
                let message =
                    format!("an {} has a `{}` or an `{other}`, not both", row.noun, property.name);
                cx.error(Code::InvalidPropertyValueForCondition, member.span, message)
                    .help("remove one of them");
            }
        }
    }
}

pub(crate) fn ends(cx: &mut Diagnostics, scope: &Scope<'_>, part: &Part<'_, '_>) {
    let Some((_, list)) = list(part) else { return };
    let Some(first) = first_with(list, "end") else {
        return;
    };
    let code = Code::InvalidPropertyValueForCondition;
    let large = part.component.get(key::MEDIA_SIZE).and_then(Value::as_text) == Some("large");
    if large {
        let size = scope.spell(key::MEDIA_SIZE);
        cx.error(code, first.span, format!("an item has no `end` where `{size}` is large"))
            .help(format!("remove `end`, or set `{size}` to `regular`"));
        return;
    }
    for item in list.items() {
        if item.member("end").is_none() {
            cx.error(code, item.span, "this item has no `end`, but another has one")
                .help("give every item an `end`, or none");
        }
    }
}

fn missing(cx: &mut Diagnostics, scope: &Scope<'_>, part: &Part<'_, '_>) {
    let key = scope.spell(ACTION);
    cx.error(
        Code::MissingRequiredProperty,
        part.component.span,
        format!("`{}` has no `{key}`, and neither have its items", part.called()),
    )
    .help(match scope.flow.dialect {
        Dialect::Rust => "write `=> navigate SCREEN { … }` after the list, or after every item",
        Dialect::Json => "give the list an action, or every item one",
    });
}

/// Whether the items of a reference to data could have actions: their type names one or is open, or
/// an item of the example has one.
fn items_may_act(
    scope: &Scope<'_>,
    sheet: &Sheet<'_, '_>,
    part: &Part<'_, '_>,
    items: &Value<'_>,
) -> bool {
    let ValueKind::Dynamic(reference) = &items.kind else {
        return true;
    };
    let name = reference.strip_prefix("${data.").and_then(|rest| rest.strip_suffix('}'));
    if sheet.acts(part) {
        return true;
    }
    match name.zip(scope.screen(sheet.screen.id)).and_then(|(name, screen)| screen.datum(name)) {
        Some(Schema::Array(Some(item))) => match &**item {
            Schema::Object(Some(properties)) => properties.iter().any(|(key, _)| *key == ACTION),
            _ => true,
        },
        _ => true,
    }
}
