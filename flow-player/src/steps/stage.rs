//! What a script has open, and its steps one by one.

use std::time::Duration;

use serde_json::{Map, Value};

use super::line;
use crate::answer::Reply;
use crate::device::{Device, Profile};
use crate::effect::{Effect, Ticket};
use crate::player::{Opening, Player};
use crate::program::Program;
use crate::resume::Saved;

/// A day in seconds.
const DAY: u64 = 86_400;

/// Why an answer cannot be given.
pub(super) const NOTHING_AWAITED: &str = "nothing is awaited";

/// What a script has open.
#[derive(Debug)]
pub(super) struct Stage {
    program: Program,
    device: Device,
    opening: Opening,
    player: Option<Player>,
    saved: Option<Saved>,
    ticket: Option<Ticket>,
    /// The effects that the driver has to carry out.
    pub(super) due: Vec<Effect>,
    /// What came of the step.
    out: Vec<String>,
}

impl Stage {
    pub(super) fn new(program: &Program, device: Device) -> Self {
        Self {
            program: program.clone(),
            device,
            opening: Opening::data_exchange(),
            player: None,
            saved: None,
            ticket: None,
            due: Vec::new(),
            out: Vec::new(),
        }
    }

    /// What came of the last step, as lines of a script.
    pub(super) fn came(&mut self) -> Vec<String> {
        std::mem::take(&mut self.out)
    }

    /// Whether an answer, or the end of a pause, is awaited.
    pub(super) fn waits(&self) -> bool {
        let awaited = self.player.as_ref().and_then(Player::awaited);
        awaited.is_some_and(|(ticket, _)| Some(ticket) == self.ticket)
    }

    pub(super) fn step(&mut self, line: &str) -> Result<(), String> {
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
            "wake" => self.wake(),
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
                self.player = Some(Player::restore(&self.program, snapshot));
                Ok(())
            }
            _ => match line::read_reply(verb, rest) {
                Some(reply) => self.reply(reply?),
                None => self.gesture(verb, rest),
            },
        }
    }

    fn gesture(&mut self, verb: &str, rest: &str) -> Result<(), String> {
        let gesture = line::read_gesture(verb, rest)?;
        let player = self.player()?;
        let before = player.snapshot();
        match player.gesture(gesture) {
            Ok(effects) => self.effects(effects),
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
        self.ticket.ok_or_else(|| NOTHING_AWAITED.to_owned())
    }

    /// Whether an answer can be given: one was awaited at some time.
    pub(super) fn asked(&self) -> bool {
        self.ticket.is_some()
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
            "example" => Opening::example(&self.program, rest),
            "first" => Opening::Navigate { screen: None, data: Map::new() },
            "shown" => {
                let (screen, data) = rest.split_once(' ').unwrap_or((rest, ""));
                Opening::Shown { screen: screen.to_owned(), data: object(data)? }
            }
            screen => Opening::navigate(screen, object(rest)?),
        };
        let (player, effects) = Player::open(&self.program, self.opening.clone(), self.device);
        self.player = Some(player);
        self.effects(effects);
        Ok(())
    }

    fn reopen(&mut self, days: &str) -> Result<(), String> {
        let days: u64 = line::read(days, "so many days later")?;
        let saved = self.saved.clone().ok_or("nothing was saved: `save` comes before")?;
        let age = Duration::from_secs(days.saturating_mul(DAY));
        match Player::reopen(&self.program, saved, &self.opening, age, self.device) {
            Some(player) => self.player = Some(player),
            None => self.effect("begins anew"),
        }
        Ok(())
    }

    /// The pause is over.
    pub(super) fn wake(&mut self) -> Result<(), String> {
        let ticket = self.awaited()?;
        let effects = self.player()?.wake(ticket);
        self.effects(effects);
        Ok(())
    }

    /// The endpoint answers.
    pub(super) fn reply(&mut self, reply: Reply) -> Result<(), String> {
        let ticket = self.awaited()?;
        let effects = self.player()?.answer(ticket, reply);
        self.effects(effects);
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
            self.out.push(format!("  | {line}"));
        }
    }

    fn effect(&mut self, text: &str) {
        self.out.push(format!("  > {text}"));
    }

    fn effects(&mut self, effects: Vec<Effect>) {
        for effect in &effects {
            if let Effect::Ask(ticket, _) | Effect::Wait(ticket, _) = effect {
                self.ticket = Some(*ticket);
            }
            self.effect(&told(effect));
        }
        self.due = effects;
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
