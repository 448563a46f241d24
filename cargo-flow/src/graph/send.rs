//! `cargo flow send`.

use std::time::Duration;

use flow_graph::Status;
use flow_runtime::Identity;
use flow_runtime::message::{Message, Outgoing, Untyped};
use flow_runtime::token::FlowTokens;

use super::hash::hex;
use super::opening::{self, Opening};
use super::plan::Listed;
use super::read;
use super::session::Session;
use super::source::{self, Declared};
use crate::Outcome;
use crate::cli::Send;
use crate::failure::Failure;
use crate::terminal::{Terminal, print};

/// The environment variable whose secret signs the flow tokens.
const SECRET: &str = "FLOW_TOKEN_SECRET";
/// How long a token that is signed here can be used.
const LIFETIME: Duration = Duration::from_hours(24);

pub(super) async fn run(arguments: &Send, terminal: &Terminal) -> Result<Outcome, Failure> {
    let person = person(&arguments.person)?;
    let to = person.as_str();
    let data = arguments.data.as_deref().map(opening::object).transpose()?;
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
    let opening = opening::of(source, arguments.screen.as_deref(), data)?;
    let message = message(&arguments.cta, opening)
        .flow_id(&flow.id)
        .body(arguments.body.as_deref().unwrap_or(&flow.name));
    let message = if arguments.draft { message.draft() } else { message };
    let token = token(arguments.token.as_deref(), name.as_deref().unwrap_or(&flow.name), to)?;
    for warning in message.warnings() {
        terminal.warning(&warning.to_string());
    }
    if source.is_some_and(Declared::has_endpoint)
        && let Some(why) = refused_later(arguments.token.as_deref(), &token, name.as_deref())
    {
        terminal.warning(&why);
    }
    let sent = phone.send(&message, &person, &token).await?;
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
    let flow = read::head(session, if draft { &found.working } else { &found.id }).await?;
    // What was published is sent while it is edited, as it was published.
    let was_published = found.record.is_some_and(|record| record.was_published());
    match &flow.status {
        Status::Draft if draft || was_published => Ok((flow, name)),
        Status::Draft => Err(Failure::new(format!("`{}` ({}) is a draft", flow.name, flow.id))
            .help(format!(
                "`--draft` sends it to people of the business; `cargo flow publish {named}` publishes it"
            ))),
        status if draft => Err(Failure::new(format!(
            "`{}` ({}) is {}, and not a draft",
            flow.name,
            flow.id,
            status.as_str()
        ))
        .help("leave `--draft` out")),
        _ => Ok((flow, name)),
    }
}

fn message(cta: &str, opening: Opening) -> Message<Untyped> {
    match opening {
        Opening::Endpoint => Untyped::data_exchange(cta),
        Opening::Screen(screen, data) => Untyped::navigate(cta, screen, data),
    }
}

/// Whoever can be sent to: by a number or by a business-scoped user id.
fn person(text: &str) -> Result<Identity, Failure> {
    text.parse().map_err(|_| {
        Failure::new(format!("`{text}` is neither a phone number nor a business-scoped user id")).help(
            "write a number with its country code, such as 31612345678, or the id as the webhook \
             named it, such as NL.1000000000000000001",
        )
    })
}

/// A phone number as Meta takes it: digits alone.
pub(super) fn number(text: &str) -> Result<String, Failure> {
    let digits: String =
        text.chars().filter(|c| !matches!(c, '+' | ' ' | '-' | '(' | ')')).collect();
    if (7..=15).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Ok(digits);
    }
    Err(Failure::new(format!("`{text}` is not a phone number"))
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

/// Why an endpoint that takes signed flow tokens alone answers this one with 427.
fn refused_later(given: Option<&str>, token: &str, flow: Option<&str>) -> Option<String> {
    let secret = std::env::var(SECRET).ok().filter(|secret| !secret.is_empty());
    let Some(secret) = secret else {
        return given.is_none().then(|| {
            format!(
                "the flow token is not signed: an endpoint with `FlowTokens` answers 427, and the \
                 phone shows that the flow is no longer available; set `{SECRET}` here to its secret"
            )
        });
    };
    let error = FlowTokens::new(secret).ok()?.verify(token, flow?).err()?;
    Some(format!(
        "the endpoint will answer 427 to this flow token ({error}), and the phone shows that the \
         flow is no longer available; leave `--token` out, and one is signed"
    ))
}
