//! A recording as a test in Rust, over `flow_runtime::testing::Phone`.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::fmt::Write as _;

use serde_json::Value;

use super::{Document, Recording, Replay, Step, said};
use crate::answer::Reply;
use crate::effect::Effect;
use crate::gesture::Gesture;
use crate::player::{Opening, Player};
use crate::program::Program;
use crate::view::Shown;

impl Recording {
    /// The recording as a file with a test for `flow_runtime::testing::Phone`, which passes as it is
    /// written.
    ///
    /// What the endpoint answered is in the test; a phone that is given `.endpoint(client)` in its
    /// place tests the service itself.
    #[must_use]
    pub fn to_rust(&self, program: &Program, document: Document<'_>) -> String {
        let mut writer = Writer { constants: Constants::default(), names: BTreeSet::new() };
        let (mut phone, _) = Replay::begin(self, program);
        let answers = self.answers(program);
        let mut body = Vec::new();
        let mut seen = None;
        let mut steps: VecDeque<&Step> = self.steps.iter().collect();
        settle(&mut phone, &mut steps, self);
        if let Some(look) = looks(&phone.player, &mut seen, true) {
            body.push(format!("phone{look};"));
        }
        while let Some(step) = steps.pop_front() {
            let line = writer.line(&phone.player, step);
            let asked = phone.make(step, &self.opening).iter().any(is_asked);
            settle(&mut phone, &mut steps, self);
            let look = looks(&phone.player, &mut seen, asked);
            match (line, look) {
                (Some(line), look) => {
                    body.push(format!(
                        "{}{};",
                        line.trim_end_matches(';'),
                        look.unwrap_or_default()
                    ));
                }
                (None, Some(look)) => body.push(format!("phone{look};")),
                (None, None) => {}
            }
        }
        body.extend(writer.end(&phone.player));
        self.file(&writer, document, &answers, &opened(&self.opening, program), &body)
    }

    /// The answers, in the order in which the phone asks.
    fn answers(&self, program: &Program) -> Vec<String> {
        if !program.has_endpoint() {
            return Vec::new();
        }
        let reply = |step: &Step| match step {
            Step::Reply(reply) => Some(self::reply(reply)),
            _ => None,
        };
        self.steps.iter().filter_map(reply).collect()
    }

    fn file(
        &self,
        writer: &Writer,
        document: Document<'_>,
        answers: &[String],
        open: &str,
        body: &[String],
    ) -> String {
        let mut names = writer.names.clone();
        names.extend(["BoxError", "Phone", "Profile"]);
        if !answers.is_empty() {
            names.insert("Reply");
        }
        if open.contains("json_object(") {
            names.insert("json_object");
        }
        let mut text = String::from("//! Recorded by `cargo flow preview`.\n");
        for note in &self.notes {
            // Writing to a String cannot fail.
            let _ = write!(text, "//!\n//! {}.\n", sentence(note));
        }
        text.push('\n');
        if names.remove("Duration") {
            text.push_str("use std::time::Duration;\n\n");
        }
        text.push_str("use flow_runtime::Date;\n");
        if names.remove("File") {
            text.push_str("use flow_runtime::testing::media::File;\n");
        }
        let names: Vec<&str> = names.into_iter().collect();
        let _ = writeln!(text, "use flow_runtime::testing::{{{}}};", names.join(", "));
        for (name, value) in &writer.constants.0 {
            let _ = write!(
                text,
                "\n/// Stands in for what was entered in secret, which is not recorded.\nconst {name}: &str = {value:?};\n"
            );
        }
        let _ = write!(text, "\n#[tokio::test]\nasync fn recorded() -> Result<(), BoxError> {{\n");
        if !answers.is_empty() {
            text.push_str(
                "    // What the endpoint answered. To test the service itself, give the phone a client of it\n    \
                 // in the place of `.answers(answers)`: `.endpoint(client)`.\n    let answers = [\n",
            );
            for answer in answers {
                let _ = writeln!(text, "        {answer},");
            }
            text.push_str("    ];\n");
        }
        let expression = match document {
            Document::Named(expression) => expression,
            Document::Text(_) => "DOCUMENT",
        };
        let today = self.device.today;
        let _ = write!(
            text,
            "    let mut phone = Phone::from_json({expression})\n        .profile(Profile::{:?})\n        \
             .today(Date::constant({}, {}, {}))\n",
            self.device.profile,
            today.year(),
            today.month(),
            today.day()
        );
        if !answers.is_empty() {
            text.push_str("        .answers(answers)\n");
        }
        let _ = writeln!(text, "        {open}\n        .await?;");
        for line in body.iter().flat_map(|line| line.lines()) {
            let _ = writeln!(text, "    {line}");
        }
        text.push_str("    Ok(())\n}\n");
        if let Document::Text(document) = document {
            let _ = write!(text, "\nconst DOCUMENT: &str = {};\n", raw(document));
        }
        text
    }
}

fn sentence(note: &str) -> String {
    let mut chars = note.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

fn is_asked(effect: &Effect) -> bool {
    matches!(effect, Effect::Ask(..))
}

/// Takes in what came by itself: a phone in a test waits for it.
fn settle(phone: &mut Replay, steps: &mut VecDeque<&Step>, recording: &Recording) {
    while let Some(step @ (Step::Reply(_) | Step::Wake)) = steps.front() {
        phone.make(step, &recording.opening);
        steps.pop_front();
    }
}

/// What is looked at after a step: the screen and what the phone says, where they changed.
fn looks(
    player: &Player,
    seen: &mut Option<(Option<String>, Option<String>)>,
    asked: bool,
) -> Option<String> {
    let now = (player.screen().map(str::to_owned), said(player));
    let before = seen.replace(now.clone());
    let (screen, message) = before.unwrap_or_default();
    let mut text = String::new();
    if let Some(id) = now.0.as_ref().filter(|id| Some(*id) != screen.as_ref()) {
        let _ = write!(text, ".on({id:?})?");
    }
    if let Some(words) = now.1.as_ref().filter(|words| asked || Some(*words) != message.as_ref()) {
        let _ = write!(text, ".says({words:?})?");
    }
    (!text.is_empty()).then_some(text)
}

/// How the phone opens the flow.
fn opened(opening: &Opening, program: &Program) -> String {
    let data = |data: &serde_json::Map<String, Value>| {
        format!("json_object({})?", raw(&Value::Object(data.clone()).to_string()))
    };
    match opening {
        Opening::DataExchange { screen: None } => ".open()".to_owned(),
        Opening::DataExchange { screen: Some(screen) } => format!(".open_asking_for({screen:?})"),
        Opening::Navigate { screen, data: given } => {
            let first = program.screens().next().unwrap_or_default();
            format!(".open_at({:?}, {})", screen.as_deref().unwrap_or(first), data(given))
        }
        Opening::Shown { screen, data: given } if *given == program.example(screen) => {
            format!(".show({screen:?})")
        }
        Opening::Shown { screen, data: given } => {
            format!(".show_with({screen:?}, {})", data(given))
        }
    }
}

fn reply(reply: &Reply) -> String {
    match reply {
        Reply::Body(text) => format!("Reply::Body({}.to_owned())", raw(text)),
        Reply::Status(status, None) => format!("Reply::Status({status}, None)"),
        Reply::Status(status, Some(message)) => {
            format!("Reply::Status({status}, Some({message:?}.to_owned()))")
        }
        Reply::TimedOut => "Reply::TimedOut".to_owned(),
        Reply::Unreachable => "Reply::Unreachable".to_owned(),
        Reply::Unreadable => "Reply::Unreadable".to_owned(),
    }
}

/// A raw string, with as many signs around it as its text needs.
fn raw(text: &str) -> String {
    if text.contains('\r') {
        return format!("{text:?}");
    }
    let mut signs = "#".to_owned();
    while text.contains(&format!("\"{signs}")) {
        signs.push('#');
    }
    format!("r{signs}\"{text}\"{signs}")
}

struct Writer {
    constants: Constants,
    /// What the test has to import beside what every test imports.
    names: BTreeSet<&'static str>,
}

/// By name: what stands in for a secret.
#[derive(Default)]
struct Constants(BTreeMap<String, String>);

impl Writer {
    /// The line of a step, on the screen that is shown before it.
    fn line(&mut self, player: &Player, step: &Step) -> Option<String> {
        let (gesture, secret) = match step {
            Step::Gesture { gesture, secret } => (gesture, *secret),
            Step::Reopen(age) => {
                self.names.insert("Duration");
                let age = match age.as_secs() {
                    0 => "Duration::ZERO".to_owned(),
                    seconds => format!("Duration::from_secs({seconds})"),
                };
                return Some(format!("phone.reopen({age}).await?;"));
            }
            Step::Reply(_) | Step::Wake => return None,
        };
        let mut line = player.line(gesture)?;
        if let (Gesture::Fill { name, text } | Gesture::Type { name, text }, true) =
            (gesture, secret)
        {
            let constant = self.constants.name(name, text);
            line = line.replace(&format!(", {text:?})"), &format!(", {constant})"));
        }
        for (sign, name) in [("File::new(", "File"), ("named(", "named")] {
            if line.contains(sign) {
                self.names.insert(name);
            }
        }
        Some(line)
    }

    /// What is looked at in the end.
    fn end(&self, player: &Player) -> Vec<String> {
        match player.view().shown {
            Shown::Expired(_) => vec!["phone.expired()?;".to_owned()],
            Shown::Completed { .. } => {
                let mut lines = Vec::new();
                let response = player.completion().map(|done| &done.response);
                for (key, value) in response.into_iter().flatten() {
                    lines.extend(self.compared(key, value));
                }
                let binding = if lines.is_empty() {
                    "phone.response()?;"
                } else {
                    "let response = phone.response()?;"
                };
                lines.insert(0, binding.to_owned());
                lines
            }
            _ => Vec::new(),
        }
    }

    /// A value of the response; files have other keys each time.
    fn compared(&self, key: &str, value: &Value) -> Option<String> {
        let wanted = match value {
            Value::String(text) => match self.constants.of(text) {
                Some(name) => name.to_owned(),
                None => format!("{text:?}"),
            },
            Value::Bool(on) => on.to_string(),
            Value::Number(number) => number.to_string(),
            value if has_files(value) => return None,
            value => {
                let text = raw(&value.to_string());
                return Some(format!("assert_eq!(response[{key:?}].to_string(), {text});"));
            }
        };
        Some(format!("assert_eq!(response[{key:?}], {wanted});"))
    }
}

fn has_files(value: &Value) -> bool {
    match value {
        Value::Array(items) => items.iter().any(has_files),
        Value::Object(members) => {
            members.contains_key("sha256")
                || members.contains_key("media_id")
                || members.values().any(has_files)
        }
        _ => false,
    }
}

impl Constants {
    /// The constant for a field that holds this.
    fn name(&mut self, field: &str, text: &str) -> String {
        let sign =
            |sign: char| if sign.is_ascii_alphanumeric() { sign.to_ascii_uppercase() } else { '_' };
        let mut name: String = field.chars().map(sign).collect();
        if name.starts_with(|first: char| first.is_ascii_digit())
            || name.chars().all(|sign| sign == '_')
        {
            name.insert_str(0, "SECRET_");
        }
        // Another field may have the same name on another screen.
        while self.0.get(&name).is_some_and(|held| held != text) {
            name.push_str("_2");
        }
        self.0.insert(name.clone(), text.to_owned());
        name
    }

    fn of(&self, text: &str) -> Option<&str> {
        self.0.iter().find(|(_, held)| *held == text).map(|(name, _)| name.as_str())
    }
}
