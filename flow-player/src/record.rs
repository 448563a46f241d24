//! What a person did, to be written as a test.

mod rust;
mod secret;

use std::fmt::Write as _;
use std::time::Duration;

use self::secret::Secrets;
use crate::answer::Reply;
use crate::device::Device;
use crate::effect::{Effect, Ticket};
use crate::gesture::{Gesture, Refused, Upload};
use crate::player::{Opening, Player};
use crate::program::Program;
use crate::steps;

/// So many steps are kept; what comes after is left out, and the test says so.
const MOST: usize = 5_000;

/// So many bytes of answers are kept.
const LARGEST: usize = 8 * 1_048_576;

/// What a person did with a flow and what the endpoint answered, to be written as a test.
///
/// It lies between a driver and its [`Player`]: gestures and replies go through it, and what the
/// player took is kept. Steps that a test need not make, such as each letter of a text, are one.
///
/// What is typed into a password, a passcode or a field that is `sensitive` on its screen is not
/// kept: a text that the field takes stands in for it, in the answers as well. So do a day in a
/// `sensitive` date field and the name of a file in a `sensitive` picker. Options are kept, as they
/// are words of the flow, and the way through it depends on them.
///
/// ```
/// use flow_player::{
///     Date, Device, Document, Gesture, Opening, Player, Profile, Program, Recording, Target,
/// };
///
/// let program = Program::from_json(br#"{
///     "version": "7.3",
///     "screens": [{
///         "id": "ASK", "title": "Ask", "terminal": true,
///         "layout": { "type": "SingleColumnLayout", "children": [
///             { "type": "TextInput", "name": "who", "label": "Your name" },
///             { "type": "Footer", "label": "Send",
///               "on-click-action": { "name": "complete", "payload": { "who": "${form.who}" } } }
///         ] }
///     }]
/// }"#)?;
/// let phone = Device::new(Profile::Web, Date::constant(2026, 11, 29));
/// let opening = Opening::example(&program, "ASK");
/// let (mut player, _) = Player::open(&program, opening.clone(), phone);
/// let mut recording = Recording::begin(opening, phone);
/// recording.gesture(&mut player, Gesture::Type { name: "who".into(), text: "A".into() })?;
/// recording.gesture(&mut player, Gesture::Type { name: "who".into(), text: "Ada".into() })?;
/// recording.gesture(&mut player, Gesture::Tap(Target::Footer))?;
///
/// let test = recording.to_rust(&program, Document::Named(r#"include_str!("ask.json")"#));
/// assert!(test.contains(r#"phone.fill("Your name", "Ada").await?;"#));
/// assert!(test.contains(r#"assert_eq!(response["who"], "Ada");"#));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Recording {
    opening: Opening,
    device: Device,
    steps: Vec<Step>,
    secrets: Secrets,
    notes: Vec<String>,
    bytes: usize,
    rev: u64,
}

/// How a recorded test names the Flow JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Document<'d> {
    /// By an expression of Rust, such as `include_str!("flow.json")`.
    Named(&'d str),
    /// It is in the test itself.
    Text(&'d str),
}

/// One thing that happened.
#[derive(Clone, Debug, PartialEq)]
enum Step {
    /// `secret` where a stand-in was typed.
    Gesture {
        gesture: Gesture,
        secret: bool,
    },
    Reply(Reply),
    Wake,
    Reopen(Duration),
}

impl Recording {
    /// Begins with a flow that was opened so, on such a phone.
    #[must_use]
    pub fn begin(opening: Opening, device: Device) -> Self {
        let (steps, notes) = (Vec::new(), Vec::new());
        Self { opening, device, steps, secrets: Secrets::default(), notes, bytes: 0, rev: 0 }
    }

    /// Makes a gesture on the player, and keeps it where the player takes it.
    ///
    /// # Errors
    ///
    /// When a person could not make it: nothing has changed then.
    pub fn gesture(
        &mut self,
        player: &mut Player,
        gesture: Gesture,
    ) -> Result<Vec<Effect>, Refused> {
        let waiting = player.awaited().is_some();
        let kept = self.secrets.stood_in(player, &gesture);
        let effects = player.gesture(gesture)?;
        if let Some((gesture, secret)) = kept {
            if waiting && !matches!(gesture, Gesture::Dismiss | Gesture::Leave) {
                self.note("a person did not wait for an answer here, and this test does");
            }
            self.push(Step::Gesture { gesture, secret });
        }
        Ok(effects)
    }

    /// Gives a reply to the player, and keeps it where the player waits for it.
    pub fn answer(&mut self, player: &mut Player, ticket: Ticket, reply: Reply) -> Vec<Effect> {
        if player.awaited().is_some_and(|(awaited, _)| awaited == ticket) {
            let reply = self.secrets.scrubbed(reply.clone());
            self.bytes += match &reply {
                Reply::Body(text) => text.len(),
                _ => 0,
            };
            self.push(Step::Reply(reply));
        }
        player.answer(ticket, reply)
    }

    /// Lets the player go on after a pause, and keeps that.
    pub fn wake(&mut self, player: &mut Player, ticket: Ticket) -> Vec<Effect> {
        if player.awaited().is_some_and(|(awaited, _)| awaited == ticket) {
            self.push(Step::Wake);
        }
        player.wake(ticket)
    }

    /// Keeps that the flow was opened again from its message, so much later, and went on.
    pub fn reopened(&mut self, age: Duration) {
        self.push(Step::Reopen(age));
    }

    /// The phone is another one from now on: as if it had been so from the beginning, while nothing
    /// was done yet.
    pub fn moved(&mut self, device: Device) {
        if self.is_empty() {
            self.device = device;
        } else {
            self.note("the system of the phone was changed while this was recorded");
        }
    }

    /// Keeps something that no test can do, to be said above it.
    pub fn note(&mut self, what: &str) {
        if !self.notes.iter().any(|note| note == what) {
            self.notes.push(what.to_owned());
            self.rev += 1;
        }
    }

    /// Whether nothing was done yet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        !self.steps.iter().any(|step| matches!(step, Step::Gesture { .. }))
    }

    /// Rises with everything that is kept.
    #[must_use]
    pub fn rev(&self) -> u64 {
        self.rev
    }

    fn push(&mut self, step: Step) {
        self.rev += 1;
        if self.steps.len() >= MOST || self.bytes > LARGEST {
            self.note("this is as much as a recording holds; what came after is left out");
            return;
        }
        let Step::Gesture { gesture, .. } = &step else { return self.steps.push(step) };
        if let Some(Step::Gesture { gesture: last, .. }) = self.steps.last()
            && replaces(gesture, last)
        {
            self.steps.pop();
        }
        self.steps.push(step);
    }

    /// The steps as a `.steps` file: the document, a line `---`, and each step with what comes of it.
    ///
    /// `document` is the Flow JSON of the program. [`steps`](crate::steps) says how such a file is
    /// read.
    ///
    /// ```
    /// # use flow_player::{Date, Device, Opening, Profile, Program, Recording, steps};
    /// # let document = r#"{ "version": "7.3", "screens": [{ "id": "A", "title": "A",
    /// #   "terminal": true, "layout": { "type": "SingleColumnLayout", "children": [{ "type": "Footer",
    /// #   "label": "Bye", "on-click-action": { "name": "complete", "payload": {} } }] } }] }"#;
    /// # let program = Program::from_json(document)?;
    /// let phone = Device::new(Profile::Ios, Date::constant(2026, 11, 29));
    /// let recording = Recording::begin(Opening::example(&program, "A"), phone);
    /// let file = recording.to_steps(&program, document);
    /// let (flow, script) = file.split_once("\n---\n").ok_or("no line `---`")?;
    /// assert_eq!(flow, document);
    /// assert_eq!(steps::play(&program, script)?, script);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn to_steps(&self, program: &Program, document: &str) -> String {
        let mut script = String::new();
        for note in &self.notes {
            // Writing to a String cannot fail.
            let _ = writeln!(script, "# {note}");
        }
        let system = match self.device.profile {
            crate::device::Profile::Android => "android",
            crate::device::Profile::Ios => "ios",
            crate::device::Profile::Web => "web",
        };
        let _ = writeln!(script, "device {system} {}\n{}", self.device.today, self.opened(program));
        let (mut phone, _) = Replay::begin(self, program);
        for step in &self.steps {
            let before = phone.place();
            phone.make(step, &self.opening);
            match step {
                Step::Gesture { gesture, .. } => {
                    for line in steps::line_of(gesture) {
                        let _ = writeln!(script, "{line}");
                    }
                }
                Step::Reply(reply) => {
                    let _ = writeln!(script, "{}", steps::reply_line(reply));
                }
                Step::Wake => script.push_str("wake\n"),
                Step::Reopen(age) => {
                    let _ = writeln!(script, "save\nreopen {}", age.as_secs() / 86_400);
                }
            }
            if phone.place() != before {
                script.push_str("view\n");
            }
        }
        // What was kept was taken once, so only a flow that has changed since refuses it.
        let played = steps::play(program, &script).unwrap_or(script);
        format!("{}\n---\n{played}", document.trim())
    }

    fn opened(&self, program: &Program) -> String {
        match &self.opening {
            Opening::Navigate { screen: Some(screen), data } => {
                format!("open {screen} {}", serde_json::Value::Object(data.clone()))
            }
            Opening::Navigate { screen: None, .. } => "open first".to_owned(),
            Opening::DataExchange { screen: Some(screen) } => {
                format!("open data_exchange {screen}")
            }
            Opening::DataExchange { screen: None } => "open data_exchange".to_owned(),
            Opening::Shown { screen, data } if *data == program.example(screen) => {
                format!("open example {screen}")
            }
            Opening::Shown { screen, data } => {
                format!("open shown {screen} {}", serde_json::Value::Object(data.clone()))
            }
        }
    }
}

/// A recording, played again on a player of its own.
struct Replay {
    player: Player,
}

impl Replay {
    fn begin(recording: &Recording, program: &Program) -> (Self, Vec<Effect>) {
        let (player, effects) = Player::open(program, recording.opening.clone(), recording.device);
        (Self { player }, effects)
    }

    /// Makes a step; what a changed flow refuses is passed over.
    fn make(&mut self, step: &Step, opening: &Opening) -> Vec<Effect> {
        let awaited = self.player.awaited().map(|(ticket, _)| ticket);
        match (step, awaited) {
            (Step::Gesture { gesture, .. }, _) => {
                self.player.gesture(gesture.clone()).unwrap_or_default()
            }
            (Step::Reply(reply), Some(ticket)) => self.player.answer(ticket, reply.clone()),
            (Step::Wake, Some(ticket)) => self.player.wake(ticket),
            (Step::Reopen(age), _) => {
                let (program, device) = (self.player.program().clone(), self.player.device());
                let saved = self.player.save(opening);
                if let Some(player) =
                    saved.and_then(|saved| Player::reopen(&program, saved, opening, *age, device))
                {
                    self.player = player;
                }
                Vec::new()
            }
            (Step::Reply(_) | Step::Wake, None) => Vec::new(),
        }
    }

    /// Where the person is and what the phone says there: a change of it is worth a look.
    fn place(&self) -> (Option<String>, Option<String>) {
        (self.player.screen().map(str::to_owned), said(&self.player))
    }
}

/// What the phone says beside the screen or in its place.
fn said(player: &Player) -> Option<String> {
    use crate::view::Shown;
    let view = player.view();
    match (view.snackbar, view.shown) {
        (Some(snackbar), _) => Some(snackbar.text),
        (None, Shown::Failed(failure)) => Some(failure.message),
        (None, Shown::Expired(message)) => Some(message),
        _ => None,
    }
}

/// Whether a gesture makes the one before it needless.
fn replaces(gesture: &Gesture, last: &Gesture) -> bool {
    match (gesture, last) {
        (
            Gesture::Type { name, .. } | Gesture::Fill { name, .. },
            Gesture::Type { name: before, .. } | Gesture::Fill { name: before, .. },
        )
        | (Gesture::Date { name, .. }, Gesture::Date { name: before, .. })
        | (Gesture::Range { name, .. }, Gesture::Range { name: before, .. }) => name == before,
        (Gesture::Leave, Gesture::Leave) => true,
        _ => false,
    }
}

/// A file as a test can make it: whatever its keys were, it counts as uploaded.
fn without_keys(gesture: &mut Gesture) {
    if let Gesture::Attach { files, .. } = gesture {
        for file in files {
            if file.upload != Upload::Failed {
                file.upload = steps::uploaded(&file.name);
            }
        }
    }
}
