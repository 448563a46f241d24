//! The rules that relate the properties of one component.

mod choices;
mod dates;
mod forms;
mod initial;
mod inputs;
mod navigation;

use crate::catalogue::{CALENDAR_PICKER, FOOTER, FORM, NAVIGATION_LIST};
use crate::check::rules::sheet::{Part, Sheet, same};
use crate::check::scope::Scope;
use crate::diagnostic::Diagnostics;

/// Checks one component; `first` tells whether its shared list of options, if it has one, was not
/// checked with another component.
pub(crate) fn check(
    cx: &mut Diagnostics,
    scope: &Scope<'_>,
    sheet: &Sheet<'_, '_>,
    part: &Part<'_, '_>,
    first: bool,
) {
    let row = part.component.row;

    // A minimum is not larger than its maximum.
    inputs::min_and_max(cx, scope, part);
    // A property that needs another one has it; captions of a Footer have rules of their own.
    if same(row, &FOOTER) {
        inputs::captions(cx, scope, part);
    } else {
        inputs::needs(cx, scope, part);
    }
    // A pattern checks texts, passwords, passcodes and numbers.
    inputs::pattern_input(cx, scope, part);
    // What must be filled in can be seen and used.
    inputs::fillable(cx, scope, part);
    // In a Form, initial values and messages are properties of the Form.
    inputs::outside_form(cx, scope, part);

    if first {
        // The ids of a list differ.
        choices::unique_ids(cx, part);
        // The options of a list have images or colours.
        choices::images_or_colors(cx, part);
        // A list with images is shorter.
        choices::count_with_images(cx, part);
    }
    // Choosing acts on the list or on its options.
    choices::one_level_of_actions(cx, scope, part);

    // So many can be chosen as must be.
    choices::enough_options(cx, scope, part);
    // What a field holds at first passes its own rules.
    initial::value(cx, scope, part);

    // A first date is not later than its last, and other dates lie between.
    dates::range(cx, scope, part);
    if same(row, &CALENDAR_PICKER) {
        // Mode `single` has plain values and no heading; mode `range` has a value for each end.
        dates::modes(cx, scope, part);
    }
    if same(row, &NAVIGATION_LIST) {
        // Tapping acts by the list or by every item.
        navigation::one_level_of_actions(cx, scope, sheet, part);
        // One item of a list has a badge, and no `end` beside it.
        navigation::badges(cx, part);
        // An `end` is on all items or on none, and beside regular images.
        navigation::ends(cx, scope, part);
    }
    if same(row, &FORM) {
        // Initial values are of components of the screen, from 7.0, and of their types.
        forms::init_values(cx, scope, sheet, part);
        // They pass the rules of their components.
        initial::values(cx, scope, sheet, part);
        // Messages are texts, of a calendar of ranges one for each end.
        forms::error_messages(cx, scope, sheet, part);
    }
}
