//! What every field shows: label, helper, error.

use flow_compiler::catalogue::ComponentKind;

use super::{Disabled, Field, FieldError};
use crate::entry::Entry;
use crate::lookup::{flag, text};
use crate::player::Player;
use crate::program::{Node, Screen};
use crate::valid::{self, Problem};
use crate::value::Value;

/// What is entered in a field.
pub(super) fn held<'p>(player: &'p Player, screen: &Screen, node: &Node) -> Option<&'p Entry> {
    player.state.store.page(&screen.id)?.form.get(&node.name)
}

/// The parts that every field has.
pub(super) fn of(player: &Player, screen: &Screen, node: &Node) -> Field {
    let scope = player.scope(&screen.id);
    let problem =
        valid::problem(&scope, node, held(player, screen, node), player.state.device.today);
    let label = label(player, screen, node);
    let focused = player.state.focus.as_ref() == Some(&node.name);
    let end = (node.kind == ComponentKind::CalendarPicker).then_some("start-date");
    let error = error(player, screen, node, &label, problem.as_ref(), focused, end);
    Field {
        name: node.name.to_string(),
        large_label: node.word("label-variant") == Some("large"),
        description: text(&scope, node, "description").filter(|text| !text.is_empty()),
        helper: helper(player, said(player, screen, node, "helper-text", end), error.as_ref()),
        required: valid::is_required(&scope, node),
        disabled: if player.state.awaited.is_some() {
            Some(Disabled::Busy)
        } else {
            (!flag(&scope, node, "enabled", true)).then_some(Disabled::Property)
        },
        error,
        problem,
        focused,
        label,
    }
}

/// A text property; of one that is an object in mode `range`, one end.
pub(super) fn said(
    player: &Player,
    screen: &Screen,
    node: &Node,
    property: &str,
    end: Option<&str>,
) -> Option<String> {
    let value = player.scope(&screen.id).value(node.property(property)?)?;
    part(&value, end)
}

fn part(value: &Value, end: Option<&str>) -> Option<String> {
    let text = match (value, end) {
        (Value::Object(members), Some(end)) => members.get(end)?.spelled(),
        (Value::Object(_), None) => return None,
        (other, _) => other.spelled(),
    };
    (!text.is_empty()).then_some(text)
}

fn label(player: &Player, screen: &Screen, node: &Node) -> String {
    said(player, screen, node, "label", Some("start-date")).unwrap_or_default()
}

/// On Android and Web an error takes the place of the helper text.
pub(super) fn helper(
    player: &Player,
    helper: Option<String>,
    error: Option<&FieldError>,
) -> Option<String> {
    let replaced = error.is_some() && player.state.device.profile.traits().error_replaces_helper;
    helper.filter(|_| !replaced)
}

/// What the flow says about a field is shown at once; what the phone finds, once it was left.
pub(super) fn error(
    player: &Player,
    screen: &Screen,
    node: &Node,
    label: &str,
    problem: Option<&Problem>,
    focused: bool,
    end: Option<&str>,
) -> Option<FieldError> {
    let page = player.state.store.page(&screen.id)?;
    let said = page.errors.get(&node.name).and_then(|said| part(said, end));
    if let Some(text) = said {
        return Some(FieldError { text, from_flow: true });
    }
    let left = page.touched.contains(&node.name) && !focused;
    let problem = problem.filter(|_| left && end != Some("end-date"))?;
    Some(FieldError { text: problem.message(label), from_flow: false })
}
