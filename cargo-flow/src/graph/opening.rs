//! How a flow opens: on a screen with its data, or by asking its endpoint.

use serde_json::{Map, Value};

use super::source::{Declared, Entry};
use crate::failure::Failure;

pub(super) enum Opening {
    /// The id of the screen, and its data.
    Screen(String, Map<String, Value>),
    Endpoint,
}

/// The opening that the caller names, and else that of the flow: its endpoint's, or its first
/// screen.
pub(super) fn of(
    source: Option<&Declared>,
    screen: Option<&str>,
    data: Option<Map<String, Value>>,
) -> Result<Opening, Failure> {
    let entries = source.map(Declared::entries).unwrap_or_default();
    let screen = match (screen, source) {
        (Some(screen), _) => screen.to_owned(),
        (None, Some(source)) if source.has_endpoint() && data.is_none() => {
            return Ok(Opening::Endpoint);
        }
        (None, _) => match entries.first() {
            Some(entry) => entry.id.clone(),
            None => {
                return Err(Failure::new(
                    "the flow is not in the source, so its first screen is not known",
                )
                .help("name it with `--screen ID`"));
            }
        },
    };
    let data = data.unwrap_or_default();
    if source.is_some() {
        check(&entries, &screen, &data)?;
    }
    Ok(Opening::Screen(screen, data))
}

/// The JSON object that `--data` holds.
pub(super) fn object(text: &str) -> Result<Map<String, Value>, Failure> {
    let help = "write it in single quotes: `--data '{\"first_name\": \"Ada\"}'`";
    match serde_json::from_str(text) {
        Ok(Value::Object(object)) => Ok(object),
        Ok(_) => Err(Failure::new("`--data` is not a JSON object").help(help)),
        Err(error) => {
            let place = format!("from column {} on", error.column().max(1));
            Err(Failure::new(format!("`--data` is not JSON {place}")).help(help))
        }
    }
}

/// The screen may open the flow, and the data are those that it declares.
fn check(entries: &[Entry], screen: &str, data: &Map<String, Value>) -> Result<(), Failure> {
    let Some(entry) = entries.iter().find(|entry| entry.id == screen) else {
        let ids: Vec<&str> = entries.iter().map(|entry| entry.id.as_str()).collect();
        return Err(Failure::new(format!("no message can open screen `{screen}`")).meant(
            screen,
            &ids,
            "a message opens",
        ));
    };
    let keys: Vec<&str> = entry.data.iter().map(|(key, _)| key.as_str()).collect();
    if let Some(unknown) = data.keys().find(|key| !keys.contains(&key.as_str())) {
        let fault = Failure::new(format!("screen `{screen}` has no data `{unknown}`"));
        return Err(match &*keys {
            [] => fault.help("leave `--data` out: the screen takes none"),
            keys => fault.meant(unknown, keys, "its data are"),
        });
    }
    for (key, kind) in &entry.data {
        let Some(value) = data.get(key) else {
            return Err(Failure::new(format!("the data of screen `{screen}` lack `{key}`"))
                .help(format!("give them with `--data '{{\"{key}\": …}}'`")));
        };
        if !kind.has(value) {
            return Err(Failure::new(format!(
                "`{key}` in the data of screen `{screen}` is {value}"
            ))
            .help(format!("write {kind}")));
        }
    }
    Ok(())
}
