//! Faults of a fragment, which every use of it shows: each is reported once, with where it is seen.

use super::{Diagnostic, Diagnostics};

/// So many screens are named.
const NAMED: usize = 3;

/// The uses of fragments, by their numbers.
#[derive(Debug, Default)]
pub(super) struct Uses(Vec<Use>);

#[derive(Debug)]
struct Use {
    fragment: String,
    screen: String,
    /// What is before the names of its components, or nothing.
    prefix: String,
}

impl Diagnostics {
    /// Notes that a fragment is used on a screen, and gives the use its number for
    /// [`Span::used`](crate::span::Span::used).
    pub fn used(&mut self, fragment: &str, screen: &str) -> u32 {
        let (fragment, screen) = (fragment.to_owned(), screen.to_owned());
        self.uses.0.push(Use { fragment, screen, prefix: String::new() });
        u32::try_from(self.uses.0.len() - 1).unwrap_or(u32::MAX)
    }

    /// Notes what is before the names of a use's components, of the fragments around it as well.
    pub fn prefixed(&mut self, within: u32, prefix: &str) {
        let within = usize::try_from(within).ok();
        if let Some(used) = within.and_then(|within| self.uses.0.get_mut(within)) {
            prefix.clone_into(&mut used.prefix);
        }
    }
}

impl Uses {
    fn of(&self, within: u32) -> Option<&Use> {
        self.0.get(usize::try_from(within).ok()?)
    }

    /// Looks at a fault of which everything was said, and gives the mistake that it is about, where
    /// other places may show the same one.
    ///
    /// What is wrong in a fragment is the same mistake wherever it is used. Its words are in the names
    /// that the fragment itself has.
    pub(super) fn mistake(&self, fault: &mut Diagnostic) -> Option<String> {
        let Some(within) = fault.span.within() else { return fault.once.clone() };
        if fault.seen.is_empty() {
            fault.seen.push(within);
        }
        // A tree may be checked a second time by somebody who has not written it out.
        let (screen, prefix) =
            self.of(within).map_or(("", ""), |used| (&*used.screen, &*used.prefix));
        if !prefix.is_empty() {
            let (quoted, referred) = (format!("`{prefix}"), format!("form.{prefix}"));
            let plain = |text: &mut String| {
                *text = text.replace(&quoted, "`").replace(&referred, "form.");
            };
            plain(&mut fault.message);
            fault.help.iter_mut().for_each(plain);
            if let Some(fix) = &mut fault.fix {
                plain(&mut fix.text);
                fix.part.iter_mut().for_each(plain);
            }
        }
        let message = fault.message.replace(&format!("`{screen}`"), "");
        Some(format!("{} {} {message}", fault.span.place(), fault.code.as_str()))
    }

    /// Says in the message of a fault where it is seen.
    pub(super) fn say(&self, fault: &mut Diagnostic) {
        let uses = std::mem::take(&mut fault.seen);
        let Some(first) = uses.first().and_then(|first| self.of(*first)) else { return };
        let mut screens: Vec<String> = Vec::new();
        for used in uses.iter().filter_map(|within| self.of(*within)) {
            let screen = format!("`{}`", used.screen);
            if !screens.contains(&screen) {
                screens.push(screen);
            }
        }
        let noun = if screens.len() == 1 { "screen" } else { "screens" };
        let more = screens.len().saturating_sub(NAMED);
        screens.truncate(NAMED);
        let listed = match (screens.split_last(), more) {
            (Some((last, rest)), 0) if !rest.is_empty() => {
                format!("{} and {last}", rest.join(", "))
            }
            (_, 0) => screens.join(", "),
            (_, more) => format!("{} and {more} more", screens.join(", ")),
        };
        let seen = format!(" (`..{}` on the {noun} {listed})", first.fragment);
        fault.message.push_str(&seen);
    }
}
