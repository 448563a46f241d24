//! The rules of options and items.

use std::collections::HashSet;

use crate::catalogue::{Items, Kind, NAVIGATION_LIST, key};
use crate::check::rules::sheet::{Part, same};
use crate::check::scope::Scope;
use crate::diagnostic::{Code, Diagnostics};
use crate::model::{Member, Value};

/// The literal list of a component, with its row.
pub(crate) fn list<'s, 'a>(part: &Part<'s, 'a>) -> Option<(&'static Items, &'s Value<'a>)> {
    let row = part.component.row;
    let key = row.source?;
    match row.property(key)?.kind {
        Kind::Options(items) | Kind::Items(items) => Some((items, part.component.get(key)?)),
        _ => None,
    }
}

pub(crate) fn unique_ids(cx: &mut Diagnostics, part: &Part<'_, '_>) {
    let Some((row, list)) = list(part) else {
        return;
    };
    let owner = part.shared_options().unwrap_or_else(|| part.called());
    let mut seen = HashSet::new();
    for item in list.items() {
        let Some(id) = item.member("id") else {
            continue;
        };
        let Some(text) = id.value.as_text() else {
            continue;
        };
        if !seen.insert(text) {
            cx.error(
                Code::DuplicateOptionIds,
                id.value.span,
                format!("two {}s of `{owner}` have the id `{text}`", row.noun),
            )
            .help("give each an id of its own: the answer holds nothing but ids");
        }
    }
}

pub(crate) fn images_or_colors(cx: &mut Diagnostics, part: &Part<'_, '_>) {
    let Some((_, list)) = list(part).filter(|(row, _)| row.image_or_color) else {
        return;
    };
    let with = |key| list.items().iter().find_map(|item| item.member(key));
    if let (Some(_), Some(color)) = (with("image"), with("color")) {
        cx.error(
            Code::DataSourceItemsHaveBothImageAndColor,
            color.span,
            format!("the options of `{}` have images and colours", part.called()),
        )
        .help("give the options of a list images or colours, not both");
    }
}

pub(crate) fn count_with_images(cx: &mut Diagnostics, part: &Part<'_, '_>) {
    let Some((row, list)) = list(part) else {
        return;
    };
    let count = list.items().len();
    // More than `max` is told of where the list is lowered.
    if count <= row.max_with_images || count > row.max {
        return;
    }
    if let Some(image) = list.items().iter().find_map(|item| item.member("image")) {
        cx.error(
            Code::MaxItemsRequired,
            image.span,
            format!(
                "`{}` has {count} {}s and an image; with images it may have {}",
                part.called(),
                row.noun,
                row.max_with_images
            ),
        )
        .help("remove the images, or the rest");
    }
}

pub(crate) fn enough_options(cx: &mut Diagnostics, scope: &Scope<'_>, part: &Part<'_, '_>) {
    const LEAST: &str = key::MIN_SELECTED_ITEMS;
    let (Some((row, list)), Some(written)) = (list(part), part.component.get(LEAST)) else {
        return;
    };
    let (Some(least), false) = (written.as_number(), list.is_dynamic()) else { return };
    let count = list.items().len();
    // A longer list was cut where it was lowered, and is a fault of its own.
    let cut = count >= row.max;
    #[expect(clippy::cast_precision_loss, reason = "a list has 200 items at most")]
    if !cut && least > count as f64 {
        let least_name = scope.spell(LEAST);
        let name = part.called();
        cx.error(
            Code::MinValueGreaterThanMax,
            written.span,
            format!("`{least_name}` of `{name}` is {least}, but it has {count} {}s", row.noun),
        )
        .help(format!("write {count} or less, or add {}s", row.noun));
    }
}

pub(crate) fn one_level_of_actions(cx: &mut Diagnostics, scope: &Scope<'_>, part: &Part<'_, '_>) {
    if same(part.component.row, &NAVIGATION_LIST) {
        return;
    }
    let Some((row, list)) = list(part) else {
        return;
    };
    let properties = part.component.row.properties.iter();
    for key in properties.filter(|row| matches!(row.kind, Kind::Action(_))).map(|row| row.name) {
        if part.component.property(key).is_none() {
            continue;
        }
        if let Some(action) = first_with(list, key) {
            let key = scope.spell(key);
            cx.error(
                Code::InvalidUpdateDataActionPayload,
                action.span,
                format!("`{}` and one of its {}s both have `{key}`", part.called(), row.noun),
            )
            .help(format!("keep it on the list, or on its {}s", row.noun));
        }
    }
}

/// The first member of this key in the items of a list.
pub(crate) fn first_with<'s, 'a>(list: &'s Value<'a>, key: &str) -> Option<&'s Member<'a>> {
    list.items().iter().find_map(|item| item.member(key))
}
