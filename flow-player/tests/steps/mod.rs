//! Steps of a `.steps` file, played one by one.

use std::fmt::Write as _;
use std::time::Duration;

use flow_player::{
    Date, Device, Effect, File, Gesture, Media, Opening, Player, Profile, Program, Reply, Saved,
    Target, Upload,
};
use serde_json::{Map, Value, json};

/// What a script has open.
struct Stage<'p> {
    program: &'p Program,
    device: Device,
    opening: Opening,
    player: Option<Player>,
    saved: Option<Saved>,
    ticket: Option<flow_player::Ticket>,
    out: String,
}

/// Plays a script and gives it back with what came of each step.
pub fn play(program: &Program, script: &str) -> String {
    let mut stage = Stage {
        program,
        device: Device::new(Profile::Android, Date::constant(2026, 11, 29)),
        opening: Opening::data_exchange(),
        player: None,
        saved: None,
        ticket: None,
        out: String::new(),
    };
    for line in script.lines() {
        if line.starts_with("  >") || line.starts_with("  |") {
            continue;
        }
        stage.out.push_str(line);
        stage.out.push('\n');
        if !line.is_empty() && !line.starts_with('#') {
            stage.step(line);
        }
    }
    stage.out
}

impl Stage<'_> {
    fn step(&mut self, line: &str) {
        let (verb, rest) = line.split_once(' ').unwrap_or((line, ""));
        match verb {
            "device" => self.set_device(rest),
            "open" => self.open(rest),
            "view" => self.view(),
            "values" => self.values(rest),
            "assumed" => self.assumed(),
            "answer" => self.reply(Reply::Body(rest.to_owned())),
            "timeout" => self.reply(Reply::TimedOut),
            "unreachable" => self.reply(Reply::Unreachable),
            "unreadable" => self.reply(Reply::Unreadable),
            "status" => {
                let (status, message) = rest.split_once(' ').unwrap_or((rest, ""));
                let message = (!message.is_empty()).then(|| message.to_owned());
                self.reply(Reply::Status(status.parse().expect("a status"), message));
            }
            "wake" => {
                let ticket = self.ticket.expect("nothing is awaited");
                let effects = self.player().wake(ticket);
                self.effects(&effects);
            }
            "save" => self.saved = self.player().clone().save(&self.opening.clone()),
            "reopen" => self.reopen(rest),
            "snapshot" => {
                let text = serde_json::to_string(&self.player().snapshot()).expect("JSON");
                let snapshot = serde_json::from_str(&text).expect("a snapshot");
                self.player = Some(Player::restore(self.program, snapshot));
            }
            _ => {
                let gesture = gesture(verb, rest);
                let before = self.player().snapshot();
                match self.player().gesture(gesture) {
                    Ok(effects) => self.effects(&effects),
                    Err(refused) => {
                        assert!(self.player().snapshot() == before, "a refusal changed something");
                        writeln!(self.out, "  > refused: {refused}").expect("a text");
                    }
                }
            }
        }
    }

    fn player(&mut self) -> &mut Player {
        self.player.as_mut().expect("nothing is open: begin with `open`")
    }

    fn set_device(&mut self, rest: &str) {
        for word in rest.split(' ') {
            match word {
                "android" => self.device.profile = Profile::Android,
                "ios" => self.device.profile = Profile::Ios,
                "web" => self.device.profile = Profile::Web,
                "notices" => self.device.notices = true,
                date => self.device.today = date.parse().expect("a date"),
            }
        }
    }

    fn open(&mut self, rest: &str) {
        let (how, rest) = rest.split_once(' ').unwrap_or((rest, ""));
        self.opening = match how {
            "data_exchange" => {
                Opening::DataExchange { screen: (!rest.is_empty()).then(|| rest.to_owned()) }
            }
            "example" => Opening::example(self.program, rest),
            "first" => Opening::Navigate { screen: None, data: Map::new() },
            screen => Opening::navigate(screen, object(rest)),
        };
        let (player, effects) = Player::open(self.program, self.opening.clone(), self.device);
        self.player = Some(player);
        self.effects(&effects);
    }

    fn reopen(&mut self, days: &str) {
        let days: u64 = days.parse().expect("so many days later");
        let saved = self.saved.clone().expect("nothing was saved");
        let age = Duration::from_secs(days * 86_400);
        match Player::reopen(self.program, saved, &self.opening, age, self.device) {
            Some(player) => self.player = Some(player),
            None => writeln!(self.out, "  > begins anew").expect("a text"),
        }
    }

    fn reply(&mut self, reply: Reply) {
        let ticket = self.ticket.expect("nothing is awaited");
        let effects = self.player().answer(ticket, reply);
        self.effects(&effects);
    }

    fn view(&mut self) {
        let view = self.player().view().to_string();
        for line in view.lines() {
            writeln!(self.out, "  | {line}").expect("a text");
        }
    }

    fn values(&mut self, screen: &str) {
        let data = Value::Object(self.player().data(screen));
        let form = Value::Object(self.player().form(screen));
        writeln!(self.out, "  | data {data}\n  | form {form}").expect("a text");
    }

    fn assumed(&mut self) {
        let sentences: Vec<_> = self.player().assumed().collect();
        for sentence in sentences {
            writeln!(self.out, "  | {sentence}").expect("a text");
        }
    }

    fn effects(&mut self, effects: &[Effect]) {
        for effect in effects {
            let text = match effect {
                Effect::Ask(ticket, request) => {
                    self.ticket = Some(*ticket);
                    let data = Value::Object(request.data.clone());
                    format!("ask {} {:?} {data}", request.action.as_str(), request.screen)
                }
                Effect::Tell(request) => {
                    let data = Value::Object(request.data.clone());
                    format!("tell {} {:?} {data}", request.action.as_str(), request.screen)
                }
                Effect::Wait(ticket, pause) => {
                    self.ticket = Some(*ticket);
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
                other => format!("{other:?}"),
            };
            writeln!(self.out, "  > {text}").expect("a text");
        }
    }
}

fn object(text: &str) -> Map<String, Value> {
    if text.is_empty() {
        return Map::new();
    }
    serde_json::from_str(text).expect("a JSON object")
}

fn gesture(verb: &str, rest: &str) -> Gesture {
    let (name, value) = rest.split_once(' ').unwrap_or((rest, ""));
    let (name, text) = (name.to_owned(), value.to_owned());
    match verb {
        "fill" => Gesture::Fill { name, text },
        "type" => Gesture::Type { name, text },
        "leave" => Gesture::Leave,
        "choose" => Gesture::Choose { name, id: text },
        "unchoose" => Gesture::Unchoose { name, id: text },
        "tick" => Gesture::Tick { name, on: true },
        "untick" => Gesture::Tick { name, on: false },
        "date" => Gesture::Date { name, date: text.parse().expect("a date") },
        "range" => {
            let (start, end) = value.split_once(' ').unwrap_or((value, ""));
            let end = (!end.is_empty()).then(|| end.parse().expect("a date"));
            Gesture::Range { name, start: start.parse().expect("a date"), end }
        }
        "attach" => Gesture::Attach { name, files: vec![file(value)] },
        "detach" => Gesture::Detach { name, at: text.parse().expect("a place") },
        "uploaded" => Gesture::Uploaded {
            name,
            at: text.parse().expect("a place"),
            upload: Upload::Done(media("late")),
        },
        "tap" => Gesture::Tap(match name.as_str() {
            "footer" => Target::Footer,
            "link" => Target::Link(text),
            "more" => Target::ReadMore(text),
            "retry" => Target::Retry,
            "item" => {
                let (list, id) = value.split_once(' ').expect("a list and an item");
                Target::Item { name: list.to_owned(), id: id.to_owned() }
            }
            other => panic!("`tap {other}`"),
        }),
        "back" => Gesture::Back,
        "close" => Gesture::Close,
        "dismiss" => Gesture::Dismiss,
        other => panic!("`{other}` is not a step"),
    }
}

/// `name kind size [pending|failed]`.
fn file(text: &str) -> File {
    let words: Vec<&str> = text.split(' ').collect();
    let [name, mime_type, size, state @ ..] = words.as_slice() else {
        panic!("`{text}` is not a file: write its name, its kind and its size");
    };
    File {
        name: (*name).to_owned(),
        mime_type: (*mime_type).to_owned(),
        size: size.parse().expect("a size"),
        upload: match state {
            ["pending"] => Upload::Pending,
            ["failed"] => Upload::Failed,
            _ => Upload::Done(media(name)),
        },
    }
}

fn media(name: &str) -> Media {
    Media {
        media_id: format!("id-of-{name}"),
        cdn_url: format!("https://cdn.example.com/{name}"),
        sha256: "aGFzaA==".to_owned(),
        encryption_metadata: json!({ "iv": "…" }),
    }
}
