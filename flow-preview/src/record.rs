//! A recording of what a person did, in the form that they want.

use flow_player::Document;
use serde::Deserialize;

use crate::flow::Flow;
use crate::session::Session;

/// In which form a recording is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Recorded {
    /// A test in Rust, for `flow_runtime::testing::Phone`.
    #[default]
    Rust,
    /// A `.steps` file of `flow-player`: the flow, and each step with what came of it.
    Steps,
}

impl Recorded {
    pub(crate) const ALL: [Self; 2] = [Self::Rust, Self::Steps];

    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Rust => "rust",
            Self::Steps => "steps",
        }
    }

    pub(crate) fn title(self) -> &'static str {
        match self {
            Self::Rust => "Test in Rust",
            Self::Steps => "Steps",
        }
    }

    /// The name of a file of this form.
    pub(crate) fn file(self) -> &'static str {
        match self {
            Self::Rust => "recorded.rs",
            Self::Steps => "recorded.steps",
        }
    }
}

/// What was done since the flow was opened.
pub(crate) fn written(flow: Option<&Flow>, session: &Session, form: Recorded) -> String {
    let program = session.player.program();
    // What a message has opened is the document of the message, whatever the sources have.
    let flow = flow.filter(|_| session.invited.is_none());
    let document = match flow {
        Some(flow) => flow.document.as_deref(),
        None => session.document.as_deref(),
    };
    let text = document.unwrap_or_default();
    match form {
        Recorded::Rust => {
            let document = match flow.and_then(|flow| flow.expression.as_deref()) {
                Some(expression) => Document::Named(expression),
                None => Document::Text(text),
            };
            session.recording.to_rust(program, document)
        }
        Recorded::Steps => {
            let faulty = flow.is_some_and(|flow| flow.errors() > 0);
            let mark = if faulty { "// faulty\n" } else { "" };
            format!("{mark}{}", session.recording.to_steps(program, text))
        }
    }
}
