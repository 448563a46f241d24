//! Every way on which a person may come from one screen to another.

use std::collections::HashSet;

use crate::catalogue::{ActionKind, MOST_SCREENS};
use crate::check::acts::Trigger;
use crate::check::rules::routing::{Edge, Routes, has_list};
use crate::check::scope::Scope;
use crate::check::shown::Shown;
use crate::model::Screen;

/// The ways between the screens, rather one too many than one too few: what holds on all of them
/// is certain.
pub(crate) fn shown<'a>(
    scope: &Scope<'a>,
    screens: &[Screen<'a>],
    routes: &Routes<'a>,
    entries: &HashSet<&'a str>,
) -> Shown<'a> {
    let count = routes.ids.len();
    // More screens than a flow may have are not looked through for each of them.
    if count > MOST_SCREENS {
        return Shown::default();
    }
    let answers = answers(scope, routes);
    let (mut leads, mut hasty) = (answers.clone(), vec![Vec::new(); count]);
    let bounded = scope.endpoint || routes.setting.is_some();
    for (from, (screen, known)) in screens.iter().zip(&scope.screens).enumerate() {
        let mut add = |to: &[usize], trigger: Trigger<'_>| {
            leads[from].extend(to);
            if trigger != Trigger::Button {
                hasty[from].extend(to);
            }
        };
        for act in known.acts.written().iter() {
            match act.kind {
                Some(ActionKind::DataExchange) => add(&answers[from], act.trigger),
                Some(ActionKind::Navigate) => {
                    let to = act.to().and_then(|id| scope.screens_at.get(&*id).copied());
                    // What is bound may lead everywhere.
                    let everywhere = || (0..count).collect();
                    add(&to.map_or_else(everywhere, |to| vec![to]), act.trigger);
                }
                _ => {}
            }
        }
        // Of a bound list the server may send other items than those of the example.
        let carries = !known.acts.carried().is_empty();
        // An answer to BACK may lead on as well.
        if carries || screen.refresh_on_back == Some(true) {
            add(&answers[from], Trigger::Tap);
        }
        // Without a routing model a NavigationList may lead everywhere.
        if !bounded && has_list(&screen.children) {
            add(&(0..count).collect::<Vec<_>>(), Trigger::Tap);
        }
    }
    let opens = |at: &usize| entries.contains(routes.ids[*at]);
    Shown::new(scope.screens_at.clone(), (0..count).filter(opens).collect(), leads, hasty)
}

/// Where an answer to each screen may lead: along the routes, there and back.
fn answers(scope: &Scope<'_>, routes: &Routes<'_>) -> Vec<Vec<usize>> {
    let mut answers = vec![Vec::new(); routes.ids.len()];
    if !scope.endpoint {
        return answers;
    }
    for from in 0..answers.len() {
        let written = routes.setting.as_ref().and_then(|setting| setting[from].as_ref());
        for Edge { to, .. } in routes.ways(from).iter().chain(written.into_iter().flatten()) {
            answers[from].push(*to);
            answers[*to].push(from);
        }
    }
    answers
}
