//! The initial values and error messages of a Form, by the names of its components.

use crate::ast::{Value, ValueKind};
use crate::catalogue::{Input, Kind, Property, V7_0};
use crate::check::place::{Place, keyed, slot, wrong_type};
use crate::check::schema::Schema;
use crate::check::{dynamic, example, text};
use crate::diagnostic::Diagnostics;
use crate::model::{self, ValueKind as Lowered};

/// Values by the names of a Form's components.
pub fn by_name<'a>(
    cx: &mut Diagnostics,
    place: Place<'_, 'a>,
    property: &'static Property,
    value: &'a Value,
) -> Option<model::Value<'a>> {
    let ValueKind::Object(written) = &value.kind else {
        wrong_type(cx, place, property, value, "an object");
        return None;
    };
    let initial = matches!(property.kind, Kind::InitValues);
    Some(keyed(cx, written, value.span, |cx, member| {
        let field = place.here.screen.field(&member.name.text);
        let schema = match (initial, field.and_then(|field| field.schema.clone())) {
            (true, Some(schema)) if place.here.scope.since(V7_0) => schema,
            _ => Schema::Unknown,
        };
        if let Some(dynamic) = dynamic::read(place.here, &member.value) {
            let slot = dynamic::Slot { property: &member.name.text, ..slot(property) };
            return dynamic::lower(cx, place.here, &member.value, &dynamic, &[schema], slot);
        }
        if !text::all_stay_text(cx, place.here, &member.value) {
            return None;
        }
        let mut lowered = example::lower(cx, place.here.scope.files, &member.value)?;
        let calendar = field.and_then(|field| field.row).map(|row| row.input);
        if calendar == Some(Some(Input::Calendar)) {
            spell_ends(&member.value, &mut lowered);
        }
        Some(lowered)
    }))
}

/// The ends of a range are properties: `start_date` stands for `start-date`.
fn spell_ends<'a>(written: &'a Value, lowered: &mut model::Value<'a>) {
    if let (ValueKind::Object(written), Lowered::Object(members)) =
        (&written.kind, &mut lowered.kind)
    {
        for (written, member) in written.iter().zip(members) {
            member.key = written.name.wire();
        }
    }
}
