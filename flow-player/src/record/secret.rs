//! What is not written down, and what stands in for it.

use std::collections::BTreeMap;

use serde_json::Value;

use super::without_keys;
use crate::answer::Reply;
use crate::gesture::Gesture;
use crate::player::Player;
use crate::wander::stand_in;

/// A secret that is at least so long is found inside of other texts as well.
const LONG: usize = 4;

/// What was entered in secret, and what stands in for it.
#[derive(Clone, Default)]
pub(super) struct Secrets {
    /// By screen and field: what is in it now.
    now: BTreeMap<(String, String), (String, String)>,
    /// What was in a field when something was sent.
    sent: Vec<(String, String)>,
}

/// A secret is in no log.
impl std::fmt::Debug for Secrets {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Secrets").field("fields", &self.now.len()).finish_non_exhaustive()
    }
}

impl Secrets {
    /// The gesture as it is kept, and whether a text in it stands in for a secret. `None` for what
    /// need not be kept.
    pub(super) fn stood_in(
        &mut self,
        player: &Player,
        gesture: &Gesture,
    ) -> Option<(Gesture, bool)> {
        let screen = player.screen().unwrap_or_default().to_owned();
        let hides = |name: &str| player.hides(&screen, name);
        let mut kept = gesture.clone();
        without_keys(&mut kept);
        let mut secret = false;
        match &mut kept {
            Gesture::Uploaded { .. } => return None,
            Gesture::Fill { name, text } | Gesture::Type { name, text }
                if hides(name) && !text.is_empty() =>
            {
                let shown = stand_in::text(player, &screen, name);
                let typed = std::mem::replace(text, shown.clone());
                self.now.insert((screen, name.clone()), (typed, shown));
                secret = true;
            }
            Gesture::Date { name, date } if hides(name) => {
                let (day, _) = stand_in::days(player, &screen, name)?;
                self.know(date.to_string(), day.to_string());
                *date = day;
            }
            Gesture::Range { name, start, end } if hides(name) => {
                let (first, last) = stand_in::days(player, &screen, name)?;
                self.know(start.to_string(), first.to_string());
                if let Some(end) = end {
                    self.know(end.to_string(), last.to_string());
                    *end = last;
                }
                *start = first;
            }
            Gesture::Attach { name, files } if hides(name) => {
                for (at, file) in files.iter_mut().enumerate() {
                    let ending = file.name.rsplit_once('.').map_or("bin", |(_, ending)| ending);
                    let shown = format!("file-{}.{ending}", at + 1);
                    let real = std::mem::replace(&mut file.name, shown.clone());
                    self.know(real, shown);
                }
                without_keys(&mut kept);
            }
            _ => {}
        }
        Some((kept, secret))
    }

    fn know(&mut self, secret: String, shown: String) {
        let known = self.sent.iter().any(|(known, _)| *known == secret);
        if !known && secret != shown {
            self.sent.push((secret, shown));
            // One that holds another goes first.
            self.sent.sort_by_key(|(secret, _)| std::cmp::Reverse(secret.len()));
        }
    }

    /// A reply without what was entered in secret: endpoints like to repeat it.
    pub(super) fn scrubbed(&mut self, reply: Reply) -> Reply {
        for (secret, shown) in self.now.values().cloned().collect::<Vec<_>>() {
            self.know(secret, shown);
        }
        match reply {
            Reply::Body(text) => Reply::Body(match serde_json::from_str::<Value>(&text) {
                Ok(value) => self.value(value).to_string(),
                Err(_) => self.text(&text).replace(char::is_control, " "),
            }),
            Reply::Status(status, Some(message)) => {
                Reply::Status(status, Some(self.text(&message)))
            }
            other => other,
        }
    }

    fn value(&self, value: Value) -> Value {
        match value {
            Value::String(text) => Value::String(self.text(&text)),
            Value::Number(number) => {
                let written = number.to_string();
                let found = self.sent.iter().find(|(secret, _)| *secret == written);
                match found.and_then(|(_, shown)| shown.parse().ok()) {
                    Some(shown) => Value::Number(shown),
                    None => Value::Number(number),
                }
            }
            Value::Array(items) => items.into_iter().map(|item| self.value(item)).collect(),
            Value::Object(members) => {
                members.into_iter().map(|(key, value)| (key, self.value(value))).collect()
            }
            other => other,
        }
    }

    fn text(&self, text: &str) -> String {
        let mut text = text.to_owned();
        for (secret, shown) in &self.sent {
            if text == *secret {
                return shown.clone();
            }
            if secret.chars().count() >= LONG && text.contains(secret) {
                text = text.replace(secret, shown);
            }
        }
        text
    }
}
