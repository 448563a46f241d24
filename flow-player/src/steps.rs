//! A flow played from a text: a step a line, and below each what comes of it.
//!
//! A `.steps` file is a flow (the text inside `flow! { … }`, or a Flow JSON document), a line `---`,
//! and steps. The rules of this phone are such files, and a [recording](crate::Recording) is written
//! as one. [`play`] takes what is below the line; with [`Playing`] an endpoint answers, and what differs from
//! the script is listed.
//!
//! | step | what is done |
//! | --- | --- |
//! | `device ios 2026-11-29` | the system (`android`, `ios`, `web`) and the day; `notices` sends error notices |
//! | `open data_exchange`, `open data_exchange SCREEN` | the endpoint is asked for the first screen |
//! | `open SCREEN {"email": "…"}`, `open first` | a message brings the screen and its data |
//! | `open example SCREEN`, `open shown SCREEN {…}` | a tool shows the screen, with the examples or with this data |
//! | `fill NAME TEXT`, `type NAME TEXT`, `leave` | a text field: filled and left, typed into, left |
//! | `choose NAME ID`, `unchoose NAME ID` | an option, by its id |
//! | `tick NAME`, `untick NAME` | an `OptIn` |
//! | `date NAME 2026-11-30`, `range NAME 2026-11-30 2026-12-02` | a day; a range, of which the last day may be absent |
//! | `attach NAME FILE KIND SIZE`, `detach NAME 0` | a file of so many bytes; `pending` or `failed` may follow |
//! | `uploaded NAME 0` | the upload of a pending file is finished |
//! | `tap footer`, `tap link ID`, `tap more NAME`, `tap item NAME ID`, `tap retry` | what acts |
//! | `back`, `close`, `dismiss` | the back button; the flow is closed; the snackbar goes |
//! | `answer {…}`, `status 427 TEXT` | what the endpoint answers |
//! | `timeout`, `unreachable`, `unreadable` | it answers nothing, is not there, or nobody can decrypt it |
//! | `wake` | the pause after status 421 is over |
//! | `save`, `reopen 3` | what the phone keeps; the message opens the flow again, so many days later |
//! | `snapshot` | the player is stored and restored |
//! | `view`, `values SCREEN`, `assumed` | shows the screen, its data and form, and what was assumed |
//!
//! A name or a text that is empty, or has blanks at an end or line breaks in it, is written as a JSON
//! string. Lines that begin with `  >` (effects, refusals) and `  |` (what is shown) are what the
//! player does; empty lines and those that begin with `#` are kept.

mod line;
mod playing;
mod stage;

use std::fmt;

use crate::device::{Device, Profile};
use crate::program::Program;

pub(crate) use self::line::{gesture as line_of, reply as reply_line, uploaded};
pub use self::playing::{Difference, Playing};

/// A line that is no step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misread {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub why: String,
}

impl fmt::Display for Misread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.why)
    }
}

impl std::error::Error for Misread {}

/// Plays steps, and gives them back with what came of each.
///
/// What came of them at another time is left out, so that a script that is played again gives itself
/// where nothing has changed. The phone is an Android one on 2026-11-29 unless `device` says another.
///
/// ```
/// use flow_player::{Program, steps};
///
/// let program = Program::from_json(br#"{
///     "version": "7.3",
///     "screens": [{
///         "id": "ASK", "title": "Ask", "terminal": true,
///         "layout": { "type": "SingleColumnLayout", "children": [
///             { "type": "TextInput", "name": "who", "label": "Your name", "required": true },
///             { "type": "Footer", "label": "Send",
///               "on-click-action": { "name": "complete", "payload": { "who": "${form.who}" } } }
///         ] }
///     }]
/// }"#)?;
/// let played = steps::play(&program, "open first\nfill who Ada\ntap footer\n")?;
/// assert_eq!(played, "open first\nfill who Ada\ntap footer\n  > closed by the person, success true: {\"who\":\"Ada\"}\n");
/// assert_eq!(steps::play(&program, &played)?, played);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// When a line is no step, or cannot be one where it is, as `answer` while nothing is awaited.
pub fn play(program: &Program, script: &str) -> Result<String, Misread> {
    let device = Device::new(Profile::Android, jiff::civil::date(2026, 11, 29));
    let mut playing = Playing::new(program, script, device);
    // Nobody is asked: the answers are in the script.
    while playing.go_on()?.is_some() {}
    playing.written()
}
