//! Which data of a screen may be absent: `navigate` leaves out what has no value.

use std::collections::{HashMap, HashSet};

use crate::catalogue::{V6_0, V7_3};
use crate::check::payload::{self, Moment};
use crate::check::scope::{Here, Scope};
use crate::check::shown::Shown;

/// The screen and the key of each data field that may be absent while its screen is shown.
pub fn lacking<'a>(scope: &Scope<'a>, shown: &Shown<'a>) -> HashSet<(&'a str, &'a str)> {
    // Between, Meta takes a payload that lacks keys of the next screen.
    let exact = !scope.since(V6_0) || scope.since(V7_3);
    let mut open: Vec<(&str, &str)> = Vec::new();
    let mut repeated: HashMap<(&str, &str), Vec<(&str, &str)>> = HashMap::new();
    let mut times: HashMap<&str, usize> = HashMap::new();
    let mut brought: HashMap<(&str, &str), usize> = HashMap::new();
    for screen in &scope.screens {
        let here = Here::of(scope, screen);
        for act in screen.acts.written().iter() {
            let Some(next) = act.to().and_then(|id| scope.screen(&id)) else { continue };
            let sent = payload::exchange(&Moment::of(here, act, shown), act);
            *times.entry(next.id).or_default() += 1;
            for field in &sent.fields {
                let to = (next.id, field.key);
                *brought.entry(to).or_default() += 1;
                if field.optional() {
                    open.push(to);
                } else if let Some(from) = field.repeats {
                    repeated.entry(from).or_default().push(to);
                }
            }
        }
    }
    for screen in scope.screens.iter().filter(|_| !exact) {
        let Some(times) = times.get(screen.id) else { continue };
        let keys = screen.data.iter().flatten().map(|(key, _)| (screen.id, *key));
        open.extend(keys.filter(|key| brought.get(key).is_none_or(|brought| brought < times)));
    }
    let mut lacking = HashSet::new();
    while let Some(data) = open.pop() {
        if lacking.insert(data) {
            open.extend(repeated.get(&data).into_iter().flatten());
        }
    }
    lacking
}
