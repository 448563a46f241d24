//! `cargo flow send`.

use std::time::Duration;

use flow_graph::Status;
use flow_runtime::message::{Message, Untyped};
use flow_runtime::token::FlowTokens;
use serde_json::{Map, Value};

use super::hash::hex;
use super::plan::Listed;
use super::preview::object;
use super::read;
use super::session::Session;
use super::source::{self, Declared, Entry};
use crate::Outcome;
use crate::cli::Send;
use crate::failure::Failure;
use crate::terminal::{Terminal, print};

/// The environment variable whose secret signs the flow tokens.
const SECRET: &str = "FLOW_TOKEN_SECRET";
/// How long a token that is signed here can be used.
const LIFETIME: Duration = Duration::from_hours(24);

pub(super) async fn run(arguments: &Send, terminal: &Terminal) -> Result<Outcome, Failure> {
    let to = number(&arguments.phone)?;
    let data = object(arguments.data.as_deref())?;
    let session = Session::open(&arguments.place)?;
    let phone = session.client.phone(session.phone()?);
    let declared = source::declared(&session.config, terminal.colors)?;
    let named = match (&arguments.flow, &*declared) {
        (Some(flow), _) => flow.clone(),
        (None, [one]) => one.name.clone(),
        (None, several) => {
            let names: Vec<_> = several.iter().map(|flow| format!("`{}`", flow.name)).collect();
            return Err(Failure::new("it is not said which flow to send")
                .help(format!("name one with `--flow NAME`: {}", names.join(", "))));
        }
    };
    let (flow, name) = chosen(&session, &named, arguments.draft).await?;
    let source = declared.iter().find(|declared| name.as_ref() == Some(&declared.name));
    let message = message(arguments, source, data)?
        .flow_id(&flow.id)
        .body(arguments.body.as_deref().unwrap_or(&flow.name));
    let message = if arguments.draft { message.draft() } else { message };
    let token = token(arguments.token.as_deref(), name.as_deref().unwrap_or(&flow.name), &to)?;
    let sent = phone.send(&message, &to, &token).await?;
    terminal.done("Sent", &format!("`{}` ({}) to {to}", flow.name, flow.id));
    print(&format!("message: {}\nflow token: {token}\n", sent.message_id))?;
    Ok(Outcome::Fine)
}

/// The flow to send, and its name in Rust.
async fn chosen(
    session: &Session,
    named: &str,
    draft: bool,
) -> Result<(Listed, Option<String>), Failure> {
    let found = session.find(named).await?;
    let name = found.record.as_ref().map(|record| record.flow.clone());
    let flow = read::head(session, &found.id).await?;
    let replaced = found.record.and_then(|record| record.replaces);
    match (&flow.status, replaced) {
        (Status::Draft, _) if draft => Ok((flow, name)),
        // Until its replacement is published, the flow is the published one.
        (Status::Draft, Some(live)) => Ok((read::head(session, &live).await?, name)),
        (Status::Draft, None) => Err(Failure::new(format!(
            "`{}` ({}) is a draft",
            flow.name, flow.id
        ))
        .help(format!(
            "`--draft` sends it to people of the business; `cargo flow publish {named}` publishes it"
        ))),
        _ if draft => Err(Failure::new(format!(
            "`{}` ({}) is {}, and no draft",
            flow.name,
            flow.id,
            flow.status.as_str()
        ))
        .help("leave `--draft` out")),
        _ => Ok((flow, name)),
    }
}

fn message(
    arguments: &Send,
    source: Option<&Declared>,
    data: Map<String, Value>,
) -> Result<Message<Untyped>, Failure> {
    let entries = source.map(Declared::entries).unwrap_or_default();
    let screen = match (&arguments.screen, source) {
        (Some(screen), _) => screen.clone(),
        (None, Some(source)) if source.has_endpoint() && arguments.data.is_none() => {
            return Ok(Untyped::data_exchange(&arguments.cta));
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
    if source.is_some() {
        check(&entries, &screen, &data)?;
    }
    Ok(Untyped::navigate(&arguments.cta, screen, data))
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
    let keys: Vec<&str> = entry.data.iter().map(String::as_str).collect();
    if let Some(unknown) = data.keys().find(|key| !keys.contains(&key.as_str())) {
        let fault = Failure::new(format!("screen `{screen}` has no data `{unknown}`"));
        return Err(match &*keys {
            [] => fault.help("leave `--data` out: the screen takes none"),
            keys => fault.meant(unknown, keys, "its data are"),
        });
    }
    match keys.into_iter().find(|key| !data.contains_key(*key)) {
        None => Ok(()),
        Some(missing) => {
            Err(Failure::new(format!("the data of screen `{screen}` lack `{missing}`"))
                .help(format!("give them with `--data '{{\"{missing}\": …}}'`")))
        }
    }
}

/// A phone number as Meta takes it: digits alone.
fn number(text: &str) -> Result<String, Failure> {
    let digits: String =
        text.chars().filter(|c| !matches!(c, '+' | ' ' | '-' | '(' | ')')).collect();
    if (7..=15).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Ok(digits);
    }
    Err(Failure::new(format!("`{text}` is no phone number"))
        .help("write it with its country code, such as 31612345678"))
}

fn token(given: Option<&str>, flow: &str, to: &str) -> Result<String, Failure> {
    if let Some(token) = given {
        return Ok(token.to_owned());
    }
    match std::env::var(SECRET) {
        Ok(secret) if !secret.is_empty() => {
            let tokens = FlowTokens::new(secret)
                .map_err(|error| Failure::new(format!("`{SECRET}`: {error}")))?;
            Ok(tokens.issue(flow, to, LIFETIME))
        }
        Err(std::env::VarError::NotUnicode(_)) => {
            Err(Failure::new(format!("the environment variable `{SECRET}` holds no UTF-8 text")))
        }
        Ok(_) | Err(std::env::VarError::NotPresent) => {
            let mut bytes = [0; 16];
            getrandom::fill(&mut bytes)
                .map_err(|_| Failure::new("the system has no random numbers for a flow token"))?;
            Ok(hex(&bytes))
        }
    }
}
