//! Sends the flow to a person, with the types that `flow!` gives.

use std::io::Write;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use anyhow::{Context as _, bail};
use flow_graph::{AccessToken, Client, Lock, LockedFlow};
use flow_runtime::message::Message;
use flow_runtime::token::FlowTokens;
use flow_runtime::{Flow as _, Identity};

use crate::account::{self, Account, start};
use crate::config::variable;

/// How long a person may take before the endpoint refuses the flow token.
const TOKEN_LIFETIME: Duration = Duration::from_hours(24);
/// Where `cargo flow push` keeps the flow's id, and under which environment, unless said otherwise.
const LOCK: &str = "flows.lock";
const ENVIRONMENT: &str = "production";

/// What the environment says about sending.
#[derive(Debug)]
pub struct Sender {
    client: Client,
    phone_number_id: String,
    /// Which flow it is at Meta.
    flow: LockedFlow,
    flow_tokens: Option<FlowTokens>,
}

impl Sender {
    /// Reads the environment of the process.
    ///
    /// # Errors
    ///
    /// When `WHATSAPP_ACCESS_TOKEN` or `PHONE_NUMBER_ID` is not set, a value is not what the variable
    /// takes, or `flows.lock` does not have the flow.
    pub fn from_env() -> anyhow::Result<Self> {
        let text = |name| variable(|name| std::env::var_os(name), name);
        let Some(access_token) = text("WHATSAPP_ACCESS_TOKEN")? else {
            bail!(
                "`WHATSAPP_ACCESS_TOKEN` is not set; set it to the token of a system user with the \
                 permission `whatsapp_business_messaging`"
            );
        };
        let Some(phone_number_id) = text("PHONE_NUMBER_ID")? else {
            bail!("`PHONE_NUMBER_ID` is not set; set it to the id from the app dashboard");
        };
        let mut client = Client::builder(AccessToken::new(access_token));
        if let Some(url) = text("GRAPH_URL")? {
            client = client.base_url(url);
        }
        let flow_tokens = text("FLOW_TOKEN_SECRET")?
            .map(FlowTokens::new)
            .transpose()
            .context("`FLOW_TOKEN_SECRET`")?;
        let client = client.build()?;
        let lock = Lock::open(text("FLOWS_LOCK")?.as_deref().unwrap_or(LOCK))?;
        let environment = text("FLOW_ENVIRONMENT")?;
        let flow = lock.flow::<Account>(environment.as_deref().unwrap_or(ENVIRONMENT))?.clone();
        Ok(Self { client, phone_number_id, flow, flow_tokens })
    }

    /// Sends the flow to a person, by a phone number with its country code or by a business-scoped
    /// user id, and says so.
    ///
    /// # Errors
    ///
    /// When nobody is named so, or Meta does not take the message.
    pub async fn send(&self, to: &str, draft: bool, out: &mut impl Write) -> anyhow::Result<()> {
        let message = self.message(draft);
        let person: Identity = to.parse()?;
        let token = self.flow_token(person.as_str());
        let phone = self.client.phone(&self.phone_number_id);
        let sent = match phone.send(&message, &person, &token).await {
            Ok(sent) => sent,
            Err(error) => {
                let advice = error.advice().map(|advice| format!("\nhelp: {advice}"));
                // With every cause: a lost connection has its own in the source.
                bail!("{:#}{}", anyhow::Error::new(error), advice.unwrap_or_default());
            }
        };
        writeln!(out, "Sent the flow to {to}: message {}", sent.message_id)?;
        writeln!(out, "What the person enters arrives at the endpoint and at the webhook.")?;
        Ok(())
    }

    fn message(&self, draft: bool) -> Message<Account> {
        let message = account::message("Open")
            .navigate(start::Data)
            .body("Sign up, or log in to your account.");
        if draft {
            message.flow_id(self.flow.working_id()).draft()
        } else {
            message.flow_id(&self.flow.id)
        }
    }

    /// Tells the endpoint and the webhook who it is that they hear from.
    fn flow_token(&self, to: &str) -> String {
        if let Some(tokens) = &self.flow_tokens {
            return tokens.issue(Account::NAME, to, TOKEN_LIFETIME);
        }
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        format!("unsigned-{}", now.as_millis())
    }
}
