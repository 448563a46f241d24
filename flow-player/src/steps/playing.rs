//! A script that is played, and where it comes out differently.

use std::fmt;

use serde_json::Value;

use super::Misread;
use super::line;
use super::stage::{NOTHING_AWAITED, Stage};
use crate::answer::Reply;
use crate::device::Device;
use crate::effect::Effect;
use crate::program::Program;

/// Where a flow, or its endpoint, does something else than a script says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The line of the script, from 1.
    pub line: usize,
    /// The step.
    pub step: String,
    /// The lines of the script, without what is alike around them.
    pub expected: Vec<String>,
    /// What came in their place.
    pub found: Vec<String>,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let said = |lines: &[String]| match lines {
            [] => "nothing".to_owned(),
            [line] => line.trim_start().to_owned(),
            lines => format!("\n  {}", lines.join("\n  ")),
        };
        let (expected, found) = (said(&self.expected), said(&self.found));
        let gap = |text: &str| if text.starts_with('\n') { "" } else { " " };
        write!(f, "line {}: `{}` comes out differently", self.line, self.step)?;
        write!(f, "\n  expected:{}{expected}", gap(&expected))?;
        write!(f, "\n  found:   {}{found}", gap(&found))
    }
}

/// A script that is being played.
///
/// Without [`with_endpoint`](Self::with_endpoint) the answers are those of the script. With it they are
/// the driver's, and those of the script are what is expected: `answer` alone expects any, and where the script
/// has none before the next gesture, whatever comes is taken. A JSON answer is the same in any order of its keys,
/// and with another flow token.
///
/// Where a script says what comes of its steps, all of that has to come, and nothing else. A script that says
/// it nowhere expects that every step can be made.
///
/// ```
/// use flow_player::{Date, Device, Profile, Program, steps};
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
/// let phone = Device::new(Profile::Web, Date::constant(2026, 11, 29));
/// let mut playing = steps::Playing::new(&program, "open first\ntap footer\n", phone);
/// assert_eq!(playing.go_on()?, None);
/// let (_, differences) = playing.end();
/// assert_eq!(differences[0].line, 2);
/// assert!(differences[0].found[0].contains("Your name is required"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Playing {
    stage: Stage,
    script: Vec<Entry>,
    /// The next entry.
    at: usize,
    live: bool,
    /// Whether the script says what comes of its steps.
    expects: bool,
    played: String,
    differences: Vec<Difference>,
    /// The first answer that nobody awaits.
    stray: Option<usize>,
}

/// A line of a script, with what comes of it.
#[derive(Clone, Debug)]
struct Entry {
    line: usize,
    text: String,
    below: Vec<(usize, String)>,
    kind: Kind,
    /// The entry that says what is answered to what this line and those before it have asked, where one does
    /// before the next gesture.
    answered: Option<usize>,
}

/// What a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// Nothing that is played.
    Remark,
    /// Changes nothing: something is looked at or kept.
    Look,
    /// Says what the endpoint answers, or that a pause is over.
    Answer,
    Gesture,
}

impl Kind {
    fn of(line: &str) -> Self {
        let verb = line.split_once(' ').map_or(line, |(verb, _)| verb);
        match verb {
            _ if verb.is_empty() || verb.starts_with('#') => Self::Remark,
            "device" | "view" | "values" | "assumed" | "save" | "snapshot" => Self::Look,
            "answer" | "status" | "timeout" | "unreachable" | "unreadable" | "wake" => Self::Answer,
            _ => Self::Gesture,
        }
    }
}

impl Playing {
    /// Begins a script on such a phone, unless its `device` names another.
    #[must_use]
    pub fn new(program: &Program, script: &str, device: Device) -> Self {
        let script = entries(script);
        let expects = script.iter().any(|entry| !entry.below.is_empty());
        Self {
            stage: Stage::new(program, device),
            script,
            at: 0,
            live: false,
            expects,
            played: String::new(),
            differences: Vec::new(),
            stray: None,
        }
    }

    /// Asks the driver for every answer.
    #[must_use]
    pub fn with_endpoint(mut self) -> Self {
        self.live = true;
        self
    }

    /// Plays on, to the end or to what the driver has to do: [`Effect::Ask`], after which it calls
    /// [`answer`](Self::answer), [`Effect::Wait`], after which it calls [`wake`](Self::wake), and
    /// [`Effect::Tell`]. There is nothing to be done without an endpoint.
    ///
    /// # Errors
    ///
    /// When a line is no step, or cannot be one where it is.
    pub fn go_on(&mut self) -> Result<Option<Effect>, Misread> {
        loop {
            if let Some(effect) = self.due() {
                return Ok(Some(effect));
            }
            let Some(entry) = self.script.get_mut(self.at) else { return Ok(None) };
            self.at += 1;
            let entry = Entry {
                text: std::mem::take(&mut entry.text),
                below: std::mem::take(&mut entry.below),
                ..*entry
            };
            self.take(entry)?;
        }
    }

    /// The endpoint has answered.
    pub fn answer(&mut self, mut reply: Reply) {
        let expected = self.expected();
        let any = expected.as_ref().is_some_and(|entry| entry.text == "answer");
        if let (Some(entry), Reply::Body(text)) = (&expected, &mut reply) {
            as_expected(entry.text.strip_prefix("answer ").unwrap_or_default(), text);
        }
        let any = any && matches!(reply, Reply::Body(_));
        self.said(expected.as_ref().filter(|_| !any), line::reply(&reply));
        // Nothing was refused: the effect was handed out because an answer is awaited.
        let _ = self.stage.reply(reply);
        self.came(expected);
    }

    /// The pause is over.
    pub fn wake(&mut self) {
        let expected = self.expected();
        self.said(expected.as_ref(), "wake".to_owned());
        let _ = self.stage.wake();
        self.came(expected);
    }

    /// The script as it was played, and where it comes out differently.
    #[must_use]
    pub fn end(self) -> (String, Vec<Difference>) {
        (self.played, self.differences)
    }

    /// The script as it was played, where every answer in it was awaited.
    pub(super) fn written(self) -> Result<String, Misread> {
        match self.stray {
            Some(line) => Err(Misread { line, why: NOTHING_AWAITED.to_owned() }),
            None => Ok(self.played),
        }
    }

    /// What the driver has to do now.
    fn due(&mut self) -> Option<Effect> {
        if !self.live {
            return None;
        }
        while !self.stage.due.is_empty() {
            let awaited = matches!(self.stage.due[0], Effect::Ask(..) | Effect::Wait(..));
            let here = self.script.get(self.at);
            if awaited && self.stage.waits() && here.is_some_and(|entry| entry.comes_later(self.at))
            {
                return None;
            }
            let effect = self.stage.due.remove(0);
            if matches!(effect, Effect::Tell(_)) || awaited && self.stage.waits() {
                return Some(effect);
            }
        }
        None
    }

    /// What the script expects to be answered here.
    fn expected(&mut self) -> Option<Entry> {
        let entry = self.script.get(self.at).filter(|entry| entry.kind == Kind::Answer)?.clone();
        self.at += 1;
        Some(entry)
    }

    /// Writes what was answered, and compares it.
    fn said(&mut self, expected: Option<&Entry>, found: String) {
        self.played.push_str(&found);
        self.played.push('\n');
        if let Some(entry) = expected.filter(|entry| entry.text != found) {
            self.differences.push(Difference {
                line: entry.line,
                step: first_word(&entry.text).to_owned(),
                expected: vec![entry.text.clone()],
                found: vec![found],
            });
        }
    }

    fn take(&mut self, entry: Entry) -> Result<(), Misread> {
        let stray = match entry.kind {
            Kind::Answer if self.live => true,
            Kind::Answer => !self.stage.asked(),
            _ => false,
        };
        if stray {
            self.stray.get_or_insert(entry.line);
            self.differences.push(Difference {
                line: entry.line,
                step: first_word(&entry.text).to_owned(),
                expected: vec![entry.text],
                found: vec![NOTHING_AWAITED.to_owned()],
            });
            return Ok(());
        }
        self.played.push_str(&entry.text);
        self.played.push('\n');
        if entry.kind != Kind::Remark {
            self.stage.step(&entry.text).map_err(|why| Misread { line: entry.line, why })?;
            self.came(Some(entry));
        }
        Ok(())
    }

    /// Writes what came of a step, and compares it with what the script says of it.
    fn came(&mut self, entry: Option<Entry>) {
        let came = self.stage.came();
        for line in &came {
            self.played.push_str(line);
            self.played.push('\n');
        }
        let Some(entry) = entry else { return };
        if !self.expects {
            if let Some(refused) = came.into_iter().find(|line| line.starts_with("  > refused: ")) {
                let (line, step) = (entry.line, entry.text);
                let found = vec![refused];
                self.differences.push(Difference { line, step, expected: Vec::new(), found });
            }
            return;
        }
        let expected: Vec<&str> = entry.below.iter().map(|(_, text)| text.as_str()).collect();
        if came == expected {
            return;
        }
        let alike = came.iter().zip(&expected).take_while(|(one, other)| one == *other).count();
        let (came, expected) = (&came[alike..], &expected[alike..]);
        let ends = came.iter().rev().zip(expected.iter().rev());
        let after = ends.take_while(|(one, other)| one == *other).count();
        let owned = |line: &&str| (*line).to_owned();
        let mut lines = entry.below.iter().map(|(line, _)| *line);
        self.differences.push(Difference {
            line: lines.clone().nth(alike).or(lines.next_back()).unwrap_or(entry.line),
            step: entry.text,
            expected: expected[..expected.len() - after].iter().map(owned).collect(),
            found: came[..came.len() - after].to_vec(),
        });
    }
}

impl Entry {
    /// Whether something is to be looked at, at `at`, before the answer is given.
    fn comes_later(&self, at: usize) -> bool {
        self.answered.is_some_and(|answered| answered != at)
    }
}

/// The lines of a script, each with those that say what comes of it.
fn entries(script: &str) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    // Remarks may be between a step and what comes of it.
    let mut step = None;
    for (at, text) in script.lines().enumerate() {
        let (line, text) = (at + 1, text.to_owned());
        if text.starts_with("  >") || text.starts_with("  |") {
            if let Some(step) = step {
                let step: &mut Entry = &mut entries[step];
                step.below.push((line, text));
            }
            continue;
        }
        let kind = Kind::of(&text);
        if kind != Kind::Remark {
            step = Some(entries.len());
        }
        entries.push(Entry { line, text, below: Vec::new(), kind, answered: None });
    }
    let mut answered = None;
    for (at, entry) in entries.iter_mut().enumerate().rev() {
        match entry.kind {
            Kind::Answer => answered = Some(at),
            Kind::Gesture => answered = None,
            Kind::Remark | Kind::Look => {}
        }
        entry.answered = answered;
    }
    entries
}

fn first_word(line: &str) -> &str {
    line.split(' ').next().unwrap_or_default()
}

/// Writes an answer as the script has it, where it says the same. The flow token is the run's own, so the
/// script's goes in its place.
fn as_expected(expected: &str, found: &mut String) {
    const TOKEN: &str = "/data/extension_message_response/params/flow_token";
    let (Ok(wanted), Ok(mut came)) =
        (serde_json::from_str::<Value>(expected), serde_json::from_str::<Value>(found))
    else {
        return;
    };
    if let (Some(wanted), Some(token)) = (wanted.pointer(TOKEN), came.pointer_mut(TOKEN)) {
        *token = wanted.clone();
    }
    *found = if came == wanted { expected.to_owned() } else { came.to_string() };
}
