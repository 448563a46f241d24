//! The inputs of a flow, looked up by what payloads know of them.

use std::collections::HashMap;

use crate::model::{Choice, Flow, InputField};

/// Every input of a flow.
#[derive(Debug)]
pub(crate) struct Inputs<'f, 'a> {
    /// By screen and name.
    named: HashMap<(&'f str, &'f str), &'f InputField<'a>>,
    /// The first label that inputs of a name have on any screen.
    labels: HashMap<&'f str, &'f str>,
    /// By the screen and the enum of their options: its name, and whether several may share it.
    choices: HashMap<(&'f str, &'f str, bool), &'f InputField<'a>>,
}

impl<'f, 'a> Inputs<'f, 'a> {
    pub(crate) fn of(flow: &'f Flow<'a>) -> Self {
        let mut found =
            Self { named: HashMap::new(), labels: HashMap::new(), choices: HashMap::new() };
        for screen in &flow.screens {
            for input in &screen.inputs {
                found.named.entry((screen.id, input.name)).or_insert(input);
                if let Some(label) = label(input) {
                    found.labels.entry(input.name).or_insert(label);
                }
                if let Some(choice) = input.ty.choice() {
                    let key = (screen.id, choice.name, choice.shared);
                    found.choices.entry(key).or_insert(input);
                }
            }
        }
        found
    }

    /// The input of a screen that has this name.
    pub(crate) fn get(&self, screen: &str, name: &str) -> Option<&'f InputField<'a>> {
        self.named.get(&(screen, name)).copied()
    }

    /// The label of the input of this name: on the screen, or on any.
    pub(crate) fn label(&self, screen: Option<&str>, name: &str) -> Option<&'f str> {
        match screen {
            Some(screen) => self.get(screen, name).and_then(label),
            None => self.labels.get(name).copied(),
        }
    }

    /// The first input of the choice's screen that has these options.
    pub(crate) fn with(&self, choice: &Choice<'_>) -> Option<&'f InputField<'a>> {
        self.choices.get(&(choice.screen, choice.name, choice.shared)).copied()
    }
}

fn label<'f>(input: &'f InputField<'_>) -> Option<&'f str> {
    input.label.as_deref().filter(|label| !label.trim().is_empty())
}
