//! A flow played from a text: a step a line, and below each what comes of it.
//!
//! A `.steps` file is a flow (the text inside `flow! { … }`, or a Flow JSON document), a line `---`,
//! and steps. The rules of this phone are such files, and a [recording](crate::Recording) is written
//! as one. [`play`] takes what is below the line.
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

use std::fmt;
use std::fmt::Write as _;
use std::time::Duration;

use serde_json::{Map, Value};

use crate::answer::Reply;
use crate::device::{Device, Profile};
use crate::effect::{Effect, Ticket};
use crate::player::{Opening, Player};
use crate::program::Program;
use crate::resume::Saved;

pub(crate) use self::line::{gesture as line_of, uploaded};

/// A day in seconds.
const DAY: u64 = 86_400;

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
    let mut stage = Stage {
        program,
        device: Device::new(Profile::Android, jiff::civil::date(2026, 11, 29)),
        opening: Opening::data_exchange(),
        player: None,
        saved: None,
        ticket: None,
        out: String::new(),
    };
    for (at, line) in script.lines().enumerate() {
        if line.starts_with("  >") || line.starts_with("  |") {
            continue;
        }
        stage.out.push_str(line);
        stage.out.push('\n');
        if !line.is_empty() && !line.starts_with('#') {
            stage.step(line).map_err(|why| Misread { line: at + 1, why })?;
        }
    }
    Ok(stage.out)
}

/// What a script has open.
struct Stage<'p> {
    program: &'p Program,
    device: Device,
    opening: Opening,
    player: Option<Player>,
    saved: Option<Saved>,
    ticket: Option<Ticket>,
    out: String,
}

impl Stage<'_> {
    fn step(&mut self, line: &str) -> Result<(), String> {
        let (verb, rest) = line.split_once(' ').unwrap_or((line, ""));
        match verb {
            "device" => self.set_device(rest),
            "open" => self.open(rest),
            "view" => {
                let view = self.player()?.view().to_string();
                self.shown(view.lines());
                Ok(())
            }
            "values" => self.values(rest),
            "assumed" => {
                let sentences: Vec<String> =
                    self.player()?.assumed().map(|assumed| assumed.to_string()).collect();
                self.shown(sentences.iter().map(String::as_str));
                Ok(())
            }
            "answer" => self.reply(Reply::Body(rest.to_owned())),
            "timeout" => self.reply(Reply::TimedOut),
            "unreachable" => self.reply(Reply::Unreachable),
            "unreadable" => self.reply(Reply::Unreadable),
            "status" => {
                let (status, message) = rest.split_once(' ').unwrap_or((rest, ""));
                let message = (!message.is_empty()).then(|| message.to_owned());
                self.reply(Reply::Status(line::read(status, "a status")?, message))
            }
            "wake" => {
                let ticket = self.awaited()?;
                let effects = self.player()?.wake(ticket);
                self.effects(&effects);
                Ok(())
            }
            "save" => {
                let opening = self.opening.clone();
                self.saved = self.player()?.save(&opening);
                Ok(())
            }
            "reopen" => self.reopen(rest),
            "snapshot" => {
                let snapshot = self.player()?.snapshot();
                let text = serde_json::to_string(&snapshot).map_err(|error| error.to_string())?;
                let snapshot = serde_json::from_str(&text).map_err(|error| error.to_string())?;
                self.player = Some(Player::restore(self.program, snapshot));
                Ok(())
            }
            _ => self.gesture(verb, rest),
        }
    }

    fn gesture(&mut self, verb: &str, rest: &str) -> Result<(), String> {
        let gesture = line::read_gesture(verb, rest)?;
        let player = self.player()?;
        let before = player.snapshot();
        match player.gesture(gesture) {
            Ok(effects) => self.effects(&effects),
            Err(refused) => {
                let changed = player.snapshot() != before;
                self.effect(&format!("refused: {refused}"));
                if changed {
                    self.effect("and yet something changed");
                }
            }
        }
        Ok(())
    }

    fn player(&mut self) -> Result<&mut Player, String> {
        self.player.as_mut().ok_or_else(|| "nothing is open: begin with `open`".to_owned())
    }

    fn awaited(&self) -> Result<Ticket, String> {
        self.ticket.ok_or_else(|| "nothing is awaited".to_owned())
    }

    fn set_device(&mut self, rest: &str) -> Result<(), String> {
        for word in rest.split(' ') {
            match word {
                "android" => self.device.profile = Profile::Android,
                "ios" => self.device.profile = Profile::Ios,
                "web" => self.device.profile = Profile::Web,
                "notices" => self.device.notices = true,
                date => self.device.today = line::read(date, "a system or a date")?,
            }
        }
        Ok(())
    }

    fn open(&mut self, rest: &str) -> Result<(), String> {
        let (how, rest) = rest.split_once(' ').unwrap_or((rest, ""));
        self.opening = match how {
            "data_exchange" => {
                Opening::DataExchange { screen: (!rest.is_empty()).then(|| rest.to_owned()) }
            }
            "example" => Opening::example(self.program, rest),
            "first" => Opening::Navigate { screen: None, data: Map::new() },
            "shown" => {
                let (screen, data) = rest.split_once(' ').unwrap_or((rest, ""));
                Opening::Shown { screen: screen.to_owned(), data: object(data)? }
            }
            screen => Opening::navigate(screen, object(rest)?),
        };
        let (player, effects) = Player::open(self.program, self.opening.clone(), self.device);
        self.player = Some(player);
        self.effects(&effects);
        Ok(())
    }

    fn reopen(&mut self, days: &str) -> Result<(), String> {
        let days: u64 = line::read(days, "so many days later")?;
        let saved = self.saved.clone().ok_or("nothing was saved: `save` comes before")?;
        let age = Duration::from_secs(days.saturating_mul(DAY));
        match Player::reopen(self.program, saved, &self.opening, age, self.device) {
            Some(player) => self.player = Some(player),
            None => self.effect("begins anew"),
        }
        Ok(())
    }

    fn reply(&mut self, reply: Reply) -> Result<(), String> {
        let ticket = self.awaited()?;
        let effects = self.player()?.answer(ticket, reply);
        self.effects(&effects);
        Ok(())
    }

    fn values(&mut self, screen: &str) -> Result<(), String> {
        let player = self.player()?;
        let data = Value::Object(player.data(screen));
        let form = Value::Object(player.form(screen));
        self.shown([&*format!("data {data}"), &format!("form {form}")].into_iter());
        Ok(())
    }

    fn shown<'t>(&mut self, lines: impl Iterator<Item = &'t str>) {
        for line in lines {
            // Writing to a String cannot fail.
            let _ = writeln!(self.out, "  | {line}");
        }
    }

    fn effect(&mut self, text: &str) {
        let _ = writeln!(self.out, "  > {text}");
    }

    fn effects(&mut self, effects: &[Effect]) {
        for effect in effects {
            if let Effect::Ask(ticket, _) | Effect::Wait(ticket, _) = effect {
                self.ticket = Some(*ticket);
            }
            self.effect(&told(effect));
        }
    }
}

/// An effect in a line.
fn told(effect: &Effect) -> String {
    match effect {
        Effect::Ask(_, request) | Effect::Tell(request) => {
            let verb = if matches!(effect, Effect::Ask(..)) { "ask" } else { "tell" };
            let data = Value::Object(request.data.clone());
            format!("{verb} {} {:?} {data}", request.action.as_str(), request.screen)
        }
        Effect::Wait(_, pause) => {
            format!("wait {} ms, with the key fetched again", pause.as_millis())
        }
        Effect::Open(url) => format!("open {url}"),
        Effect::Closed(done) => {
            let response = Value::Object(done.response.clone());
            let by = if done.by_endpoint { "endpoint" } else { "person" };
            format!("closed by the {by}, success {}: {response}", done.success)
        }
        Effect::Disabled { message } => format!("the button is dead: {message}"),
        Effect::Left => "left".to_owned(),
    }
}

fn object(text: &str) -> Result<Map<String, Value>, String> {
    if text.is_empty() {
        return Ok(Map::new());
    }
    serde_json::from_str(text).map_err(|error| format!("`{text}` is not a JSON object: {error}"))
}
