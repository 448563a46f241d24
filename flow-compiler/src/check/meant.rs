//! What a faulty flow most likely means, where its types need it: a handler that was written for the
//! sound flow is not at fault as well.

use crate::check::acts::Trigger;
use crate::check::payload::{self, Moment};
use crate::check::scope::{Here, Scope};
use crate::check::shown::Shown;
use crate::model::Flow;

/// Completes what the service sees of a flow that has an error. `dead_ends` are the screens where a way on is
/// missing, which is reported.
pub fn complete<'a>(scope: &Scope<'a>, flow: &mut Flow<'a>, dead_ends: &[&str], shown: &Shown<'a>) {
    let ids: Vec<&'a str> = flow.screens.iter().map(|screen| screen.id).collect();
    let Flow { screens, completions, .. } = flow;
    for (screen, known) in screens.iter_mut().zip(&scope.screens) {
        let moment = Moment { here: Here::of(scope, known), trigger: Trigger::Button, shown };
        let everything = || payload::everything(&moment, known.ast.id.span);
        let dead_end = dead_ends.contains(&screen.id);
        if dead_end && !screen.exchanges.is_empty() {
            // The server does not say where it leads, so it may lead anywhere.
            screen.next = ids.iter().copied().filter(|id| *id != screen.id).collect();
            screen.closes = true;
        } else if dead_end && completions.is_empty() {
            completions.push(everything());
        } else if screen.exchanges.is_empty() && !screen.next.is_empty() && scope.endpoint {
            // The server leads on from it, so something on it asked the server.
            screen.exchanges.push(everything());
        }
    }
}
