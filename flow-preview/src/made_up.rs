//! Answers where no endpoint is given: the screens of the flow with the examples of their data.

use flow_player::{Asked, Opening, Player, Request};
use serde_json::{Map, Value, json};

/// What an endpoint could answer, so that a flow can be walked through without one.
///
/// The first screen is the one that the message names or the first that may open a flow. After an
/// exchange comes the first screen to which this one leads; from the last one, the end. Going back
/// shows the screen before.
pub(crate) fn answer(player: &Player, opening: &Opening, request: &Request) -> Value {
    let program = player.program();
    let screen = |id: &str| json!({ "screen": id, "data": program.example(id) });
    match request.action {
        Asked::Init => {
            let named = match opening {
                Opening::DataExchange { screen } => screen.as_deref(),
                _ => None,
            };
            let first = named.or_else(|| program.entries().next());
            screen(first.or(program.screens().next()).unwrap_or_default())
        }
        Asked::Back => {
            let history: Vec<&str> = player.history().collect();
            let before = history.len().checked_sub(2).and_then(|at| history.get(at));
            screen(before.copied().unwrap_or(&request.screen))
        }
        Asked::DataExchange => {
            match program.routes(&request.screen).find(|to| *to != request.screen) {
                Some(next) => screen(next),
                None => json!({
                    "screen": "SUCCESS",
                    "data": { "extension_message_response": { "params": Value::Object(Map::new()) } },
                }),
            }
        }
    }
}
