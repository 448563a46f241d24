//! `cargo flow preview-url`.

use flow_graph::PreviewOptions;
use serde_json::{Map, Value};

use super::session::Session;
use crate::Outcome;
use crate::cli::PreviewUrl;
use crate::failure::Failure;
use crate::terminal::{Terminal, print};

pub(super) async fn run(arguments: &PreviewUrl, terminal: &Terminal) -> Result<Outcome, Failure> {
    let data = object(arguments.data.as_deref())?;
    let session = Session::open(&arguments.place)?;
    let found = session.find(&arguments.flow).await?;
    let preview = session.client.flow(&found.id).preview(arguments.renew).await?;
    let url = if arguments.interactive {
        preview.interactive(&options(arguments, data))?
    } else {
        preview.preview_url
    };
    if let Some(end) = preview.expires_at {
        terminal.note(&format!("whoever has the address can see the flow, until {end}"));
    }
    print(&format!("{url}\n"))?;
    Ok(Outcome::Fine)
}

fn options(arguments: &PreviewUrl, data: Map<String, Value>) -> PreviewOptions {
    let mut options = match &arguments.screen {
        Some(screen) => PreviewOptions::navigate(screen, data),
        None => PreviewOptions::data_exchange(),
    };
    if let Some(token) = &arguments.token {
        options = options.flow_token(token);
    }
    if let Some(phone) = &arguments.phone {
        options = options.phone_number(phone);
    }
    if arguments.debug { options.debug() } else { options }
}

/// The JSON object that `--data` holds; an empty one when absent.
pub(super) fn object(text: Option<&str>) -> Result<Map<String, Value>, Failure> {
    let Some(text) = text else { return Ok(Map::new()) };
    let help = "write it in single quotes: `--data '{\"first_name\": \"Ada\"}'`";
    match serde_json::from_str(text) {
        Ok(Value::Object(object)) => Ok(object),
        Ok(_) => Err(Failure::new("`--data` is no JSON object").help(help)),
        Err(error) => {
            let place = format!("from column {} on", error.column().max(1));
            Err(Failure::new(format!("`--data` is no JSON {place}")).help(help))
        }
    }
}
