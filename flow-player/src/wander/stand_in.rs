//! What stands in for something that was entered in secret: a value that the field takes as well.

use jiff::civil::Date;

use super::fill;
use super::random::Random;
use crate::entry::{Entry, InputType};
use crate::gesture::Gesture;
use crate::player::Player;
use crate::summary::is_secret_text;
use crate::valid;

/// What is tried before a text is made up, as long as the field wants it.
const TEXTS: [&str; 3] = ["not the real one", "not-the-real-one-1A", "name@example.com"];

/// The digits of a number that is nobody's.
const DIGITS: &str = "1234567890";

impl Player {
    /// Whether what is entered in a field is written down nowhere: a password, a passcode, or a
    /// field that its screen calls `sensitive`.
    pub(crate) fn hides(&self, screen: &str, name: &str) -> bool {
        let Some(screen) = self.program.screen(screen) else { return false };
        screen.sensitive.contains(name) || screen.field(name).is_some_and(is_secret_text)
    }
}

/// A text that the field takes; one that says what it is where the field takes none that is known.
pub(crate) fn text(player: &Player, screen: &str, name: &str) -> String {
    let scope = player.scope(screen);
    let Some(node) = player.program.screen(screen).and_then(|screen| screen.field(name)) else {
        return TEXTS[0].to_owned();
    };
    let today = player.device().today;
    let (min, max) = valid::lengths(&scope, node);
    let digits = || DIGITS.chars().cycle().take(min.max(6).min(max)).collect::<String>();
    let tried = match node.input_type() {
        InputType::Passcode | InputType::Number | InputType::Phone => vec![digits()],
        _ => TEXTS.iter().map(|text| (*text).to_owned()).chain([digits()]).collect(),
    };
    // A text of the right length is better than one that is cut.
    let fits = |text: &String| {
        let entry = Entry::Text(text.as_str().into());
        valid::problem(&scope, node, Some(&entry), today).is_none()
    };
    tried
        .into_iter()
        .find(fits)
        .or_else(|| fill::text(&scope, node, today, &mut Random::new(1)))
        .unwrap_or_else(|| TEXTS[0].chars().take(max).collect())
}

/// A day that the field takes, and a last one for a range.
pub(crate) fn days(player: &Player, screen: &str, name: &str) -> Option<(Date, Date)> {
    let scope = player.scope(screen);
    let node = player.program.screen(screen)?.field(name)?;
    match fill::gesture(&scope, node, None, player.device().today, &mut Random::new(1))? {
        Gesture::Date { date, .. } => Some((date, date)),
        Gesture::Range { start, end, .. } => Some((start, end.unwrap_or(start))),
        _ => None,
    }
}
