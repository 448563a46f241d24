//! Faults on demand: what is done to the next answer of the endpoint.

use flow_player::Reply;
use serde::Deserialize;
use serde_json::{Value, json};

/// What is done to the next answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Mischief {
    /// Status 421: the phone asks once more.
    Rekey,
    /// Status 421, and again at the second try.
    RekeyTwice,
    /// Status 427: the flow is closed and its button is dead.
    Expired,
    /// Status 432: the endpoint refuses the signature.
    Signature,
    /// Status 500.
    Broken,
    /// Nothing for ten seconds.
    Silence,
    /// The body ends in the middle.
    Cut,
    /// The answer names a screen that is not there.
    WrongScreen,
    /// A value of the data has another type.
    WrongData,
}

impl Mischief {
    pub(crate) const ALL: [Self; 9] = [
        Self::Rekey,
        Self::RekeyTwice,
        Self::Expired,
        Self::Signature,
        Self::Broken,
        Self::Silence,
        Self::Cut,
        Self::WrongScreen,
        Self::WrongData,
    ];

    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Rekey => "rekey",
            Self::RekeyTwice => "rekey_twice",
            Self::Expired => "expired",
            Self::Signature => "signature",
            Self::Broken => "broken",
            Self::Silence => "silence",
            Self::Cut => "cut",
            Self::WrongScreen => "wrong_screen",
            Self::WrongData => "wrong_data",
        }
    }

    pub(crate) fn title(self) -> &'static str {
        match self {
            Self::Rekey => "421 once",
            Self::RekeyTwice => "421 twice",
            Self::Expired => "427",
            Self::Signature => "432",
            Self::Broken => "500",
            Self::Silence => "10 s of silence",
            Self::Cut => "Body cut short",
            Self::WrongScreen => "Wrong screen",
            Self::WrongData => "Wrong data",
        }
    }

    /// What is done to the answer after this one.
    pub(crate) fn then(self) -> Option<Self> {
        (self == Self::RekeyTwice).then_some(Self::Rekey)
    }

    /// The reply in the place of one that the endpoint gave.
    pub(crate) fn reply(self, given: Reply) -> Reply {
        match self {
            Self::Rekey | Self::RekeyTwice => Reply::Status(421, None),
            Self::Expired => {
                Reply::Status(427, Some("This form has expired (asked for in Mischief).".into()))
            }
            Self::Signature => Reply::Status(432, None),
            Self::Broken => Reply::Status(500, None),
            Self::Silence => Reply::TimedOut,
            Self::Cut => Reply::Unreadable,
            Self::WrongScreen => Reply::screen("NO_SUCH_SCREEN", &serde_json::Map::new()),
            Self::WrongData => match given {
                Reply::Body(text) => Reply::Body(spoil(&text)),
                other => other,
            },
        }
    }
}

/// The answer with a value of another type: the first of its data, or data that is none.
fn spoil(text: &str) -> String {
    let Ok(mut answer) = serde_json::from_str::<Value>(text) else { return text.to_owned() };
    let first = answer.get_mut("data").and_then(Value::as_object_mut);
    match first.and_then(|data| data.values_mut().next()) {
        Some(value) if value.is_object() => *value = json!(7),
        Some(value) => *value = json!({ "spoilt": true }),
        None => answer["data"] = json!("none"),
    }
    answer.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrong_data_is_of_another_type() {
        let given = Reply::Body(json!({ "screen": "A", "data": { "n": 1 } }).to_string());
        let Reply::Body(text) = Mischief::WrongData.reply(given) else { panic!("no body") };
        assert_eq!(text, r#"{"screen":"A","data":{"n":{"spoilt":true}}}"#);
        assert_eq!(spoil("{}"), r#"{"data":"none"}"#);
        assert_eq!(spoil("no JSON"), "no JSON");
    }

    #[test]
    fn every_mischief_has_a_word_that_is_read() {
        for mischief in Mischief::ALL {
            let read: Mischief = serde_json::from_value(json!(mischief.word())).expect("read");
            assert_eq!(read, mischief);
        }
    }
}
