//! Keys of an answer that the screen does not know, or that it lacks: a phone takes the answer all the
//! same, and the person sees nothing where something should be.

use std::fmt::Write as _;

use flow_compiler::diagnostic::nearest;
use flow_player::Program;
use serde_json::Value;

/// A phone shows this by itself.
const MESSAGE: &str = "error_message";

/// What is odd about the keys of an answer, in sentences; `None` where nothing is.
pub(crate) fn odd(program: &Program, answer: &Value) -> Option<String> {
    let screen = answer.get("screen")?.as_str()?;
    let given = answer.get("data")?.as_object()?;
    if !program.screens().any(|known| known == screen) {
        return None;
    }
    let declared = program.example(screen);
    let missing: Vec<&str> =
        declared.keys().map(String::as_str).filter(|key| !given.contains_key(*key)).collect();
    let mut text = String::new();
    for key in given.keys().filter(|key| *key != MESSAGE && !declared.contains_key(*key)) {
        // Writing to a String cannot fail.
        let _ = write!(text, "`data.{key}` is not in the data of `{screen}`");
        match nearest(key, missing.iter().copied()) {
            Some(near) => {
                let _ = write!(text, ": did you mean `{near}`? ");
            }
            None => text.push_str(", and nothing shows it. "),
        }
    }
    // An answer with a message leaves the data of the screen as it is.
    if !given.contains_key(MESSAGE) {
        for key in missing {
            let _ = write!(text, "`data.{key}` is missing: what refers to it is empty. ");
        }
    }
    (!text.is_empty()).then(|| text.trim_end().to_owned())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_key_that_is_misspelt_is_found() {
        let program = Program::from_json(
            json!({ "version": "7.3", "screens": [{ "id": "A", "title": "A", "terminal": true,
                "data": { "who": { "type": "string", "__example__": "Ada" }, "age": { "type": "number", "__example__": 36 } },
                "layout": { "type": "SingleColumnLayout", "children": [
                    { "type": "TextBody", "text": "${data.who}" },
                    { "type": "Footer", "label": "Bye", "on-click-action": { "name": "complete", "payload": { "age": "${data.age}" } } }
                ] } }] })
            .to_string(),
        )
        .expect("a flow");
        let odd = |data: Value| odd(&program, &json!({ "screen": "A", "data": data }));
        assert_eq!(odd(json!({ "who": "Ada", "age": 36 })), None);
        assert_eq!(odd(json!({ "error_message": "No" })), None);
        let found = odd(json!({ "hwo": "Ada", "age": 36 })).expect("odd");
        assert_eq!(
            found,
            "`data.hwo` is not in the data of `A`: did you mean `who`? \
             `data.who` is missing: what refers to it is empty."
        );
        let found = odd(json!({ "who": "Ada", "age": 36, "colour": 1 })).expect("odd");
        assert_eq!(found, "`data.colour` is not in the data of `A`, and nothing shows it.");
    }
}
