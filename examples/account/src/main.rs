//! `example-account` serves the flow, `send` sends it to a phone, and `play` plays a customer.

use std::io::{self, IsTerminal as _};
use std::process::ExitCode;

use anyhow::bail;
use example_account::config::Config;
use example_account::send::Sender;
use example_account::{play, server};
use tracing::Level;

const USAGE: &str = "usage: example-account [play | send PERSON [--draft]]

  (nothing)   serves the flow at /flow and the webhook at /webhook on 127.0.0.1
  play        starts a service of its own, plays a customer, prints the conversation
  send PERSON sends the flow to a phone number with its country code, or to a business-scoped user id;
              `--draft` before publishing

Set by environment variables:
  PORT                    8080 if unset
  PRIVATE_KEY_FILE        a PEM file; a development key is made if unset
  PRIVATE_KEY_PASSPHRASE  where the file is encrypted
  APP_SECRET              from the app dashboard; needed with a private key of your own
  VERIFY_TOKEN            the text you typed into the webhook's set-up
  FLOW_TOKEN_SECRET       takes only flow tokens signed with it; any if unset
  DATABASE                a SQLite file; one for development is made if unset

For `send`:
  WHATSAPP_ACCESS_TOKEN   of a system user with the permission whatsapp_business_messaging
  PHONE_NUMBER_ID         the id of the business's number, from the app dashboard
  FLOWS_LOCK              the file in which `cargo flow push` keeps the flow's id; `flows.lock` if unset
  FLOW_ENVIRONMENT        the environment of `flow.toml`; `production` if unset
  FLOW_TOKEN_SECRET       the one of the service
  GRAPH_URL               another address than Meta's, for tests";

#[tokio::main]
async fn main() -> ExitCode {
    match run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

async fn run() -> anyhow::Result<()> {
    let arguments: Vec<_> = std::env::args_os().skip(1).collect();
    let arguments: Vec<_> = arguments.iter().map(|argument| argument.to_str()).collect();
    match arguments[..] {
        [] => {
            log(Level::INFO);
            server::run(Config::from_env()?).await
        }
        [Some("play")] => {
            log(Level::WARN);
            play::run(&mut io::stdout()).await
        }
        [Some("send"), Some(to)] => send(to, false).await,
        [Some("send"), Some(to), Some("--draft")] => send(to, true).await,
        [Some("help" | "--help" | "-h")] => {
            println!("{USAGE}");
            Ok(())
        }
        _ => bail!("these arguments are not known\n\n{USAGE}"),
    }
}

async fn send(to: &str, draft: bool) -> anyhow::Result<()> {
    log(Level::WARN);
    Sender::from_env()?.send(to, draft, &mut io::stdout()).await
}

/// The log goes to the standard error, so that a conversation stays readable.
fn log(level: Level) {
    tracing_subscriber::fmt()
        .with_max_level(level)
        .with_writer(io::stderr)
        .with_ansi(io::stderr().is_terminal())
        .init();
}
