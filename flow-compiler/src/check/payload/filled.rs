//! Which inputs certainly have a value when an action sends them.
//!
//! A field that nobody touched has no value, and a payload that refers to it leaves the key out.

use std::ptr;

use crate::catalogue::{END_DATE, Input, START_DATE, key};
use crate::check::acts::{Act, Trigger};
use crate::check::choice;
use crate::check::dynamic::{self, Dynamic};
use crate::check::scope::{FieldScope, Here, ScreenScope};
use crate::check::shown::{Left, Shown};
use crate::model::Absence;

use super::files;

/// When a payload is made.
pub struct Moment<'s, 'a> {
    pub here: Here<'s, 'a>,
    pub trigger: Trigger<'a>,
    pub shown: &'s Shown<'a>,
}

impl<'s, 'a> Moment<'s, 'a> {
    /// When this action is done.
    pub fn of(here: Here<'s, 'a>, act: &Act<'a>, shown: &'s Shown<'a>) -> Self {
        Self { here, trigger: act.trigger, shown }
    }

    /// Why a data field of a screen may be absent.
    pub(super) fn without_data(&self, screen: &ScreenScope<'a>, key: &str) -> Option<Absence> {
        if !self.is_on(screen) && self.left(screen).is_none() {
            return Some(Absence::NotShown);
        }
        self.shown.lacking.contains(&(screen.id, key)).then_some(Absence::NotHandedOn)
    }

    fn is_on(&self, screen: &ScreenScope<'a>) -> bool {
        ptr::eq(screen, self.here.screen)
    }

    fn left(&self, screen: &ScreenScope<'a>) -> Option<Left> {
        self.shown.before(screen.id, self.here.screen.id)
    }
}

/// Why an input may have no value.
///
/// The Footer waits until every field that is required and shown is filled in; links and choices do
/// not wait. Of another screen, what is private is forgotten when the flow is closed and opened again.
pub(super) fn absence<'a>(
    moment: &Moment<'_, 'a>,
    screen: &ScreenScope<'a>,
    field: &FieldScope<'a>,
) -> Option<Absence> {
    let Some(input) = field.row.and_then(|row| row.input) else {
        // Of a kind that does not exist it is taken that it waits as others do.
        return (!is_required(field)).then_some(Absence::Empty);
    };
    let own = moment.is_on(screen);
    if own && moment.trigger == Trigger::Choice(field.name) {
        return may_be_taken_back(field, input).then_some(Absence::TakenBack);
    }
    let waited = match moment.left(screen) {
        _ if own => moment.trigger == Trigger::Button,
        Some(left) => left == Left::ByButton,
        None => return Some(Absence::NotShown),
    };
    let filled = match input {
        // The item that is tapped leads on.
        Input::Item => return (screen.lists > 1).then_some(Absence::Empty),
        Input::Files => {
            let least = files::number(field, files::fewest_key(field));
            least.is_some_and(|least| least > 0)
        }
        _ => is_required(field),
    };
    let disabled = !matches!(input, Input::Typed | Input::Text) && may_be_disabled(field);
    let absence = if field.may_be_absent {
        Absence::Empty
    } else if !filled {
        if input == Input::Bool { Absence::Untouched } else { Absence::Empty }
    } else if waited && disabled {
        Absence::Disabled
    } else if !own && is_private(field, input) {
        Absence::Forgotten
    } else if waited || begins_filled(moment, screen, field, input) {
        return None;
    } else if own {
        Absence::Early
    } else {
        Absence::LeftEarly
    };
    Some(absence)
}

/// Whether the last day of a range may be left out: where it is not required, where nothing waits for
/// it, and in what the choice itself sends.
pub(super) fn is_open<'a>(
    moment: &Moment<'_, 'a>,
    screen: &ScreenScope<'a>,
    field: &FieldScope<'a>,
) -> bool {
    let chosen = moment.is_on(screen) && moment.trigger == Trigger::Choice(field.name);
    chosen || !requires(field, END_DATE) || absence(moment, screen, field).is_some()
}

/// Whether taking a choice back does what making it does, so that there may be no value then. Of a
/// list of several an empty list is left.
fn may_be_taken_back(field: &FieldScope<'_>, input: Input) -> bool {
    input == Input::Option
        && !is_required(field)
        && field.ast.setting(key::ON_UNSELECT_ACTION).is_none()
}

/// Whether phones forget it when the flow is closed.
fn is_private(field: &FieldScope<'_>, input: Input) -> bool {
    let word = field.ast.word(key::INPUT_TYPE);
    input == Input::Bool || input == Input::Typed && matches!(word, Some("password" | "passcode"))
}

/// Whether the field may be disabled: the Footer does not wait for such a list or picker.
fn may_be_disabled(field: &FieldScope<'_>) -> bool {
    field.ast.setting("enabled").is_some_and(|value| value.as_bool() != Some(true))
}

/// Whether `required` is the literal `true`, of a range for its first day: the last is not there alone.
fn is_required(field: &FieldScope<'_>) -> bool {
    requires(field, START_DATE)
}

/// The same; of a range for this end.
fn requires(field: &FieldScope<'_>, end: &str) -> bool {
    if field.ast.bang.is_some() {
        return true;
    }
    let required = field.ast.setting("required");
    required.is_some_and(|value| value.get(end).unwrap_or(value).as_bool() == Some(true))
}

/// Whether a required field has a value as soon as it is shown, and cannot lose it: a text may be
/// emptied and is sent as an empty text then, where a number is no number.
fn begins_filled<'a>(
    moment: &Moment<'_, 'a>,
    screen: &ScreenScope<'a>,
    field: &FieldScope<'a>,
    input: Input,
) -> bool {
    let Some(value) = field.ast.setting(key::INIT_VALUE) else { return false };
    let word = field.ast.word(key::INPUT_TYPE);
    let scope = moment.here.scope;
    let bound = dynamic::read(Here::of(scope, screen), value);
    match input {
        Input::Typed if matches!(word, Some("number" | "passcode" | "password")) => false,
        Input::Typed | Input::Text | Input::Options => match bound {
            Some(Dynamic::Reference(reference)) => match reference.segments.as_slice() {
                [root, key, ..] if root == "data" => {
                    !moment.shown.lacking.contains(&(screen.id, key.as_str()))
                }
                _ => false,
            },
            Some(Dynamic::Faulty(_)) => false,
            _ => true,
        },
        Input::Option => {
            let choice = choice::of(scope, screen, field).filter(|_| bound.is_none());
            let id = value.plain();
            choice
                .zip(id)
                .is_some_and(|(choice, id)| choice.options.iter().any(|known| known.id == id))
        }
        Input::Date | Input::Calendar => bound.is_none() && value.plain().is_some(),
        Input::Bool | Input::Files | Input::Item => false,
    }
}
