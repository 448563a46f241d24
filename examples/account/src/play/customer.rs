//! A customer with a phone, who says all that happens.

use std::io::Write;

use anyhow::ensure;
use axum::http::Uri;
use flow_runtime::AppSecret;
use flow_runtime::testing::view::{Content, Shown};
use flow_runtime::testing::{Client, Delivery, Http, Phone};

use crate::account::Account;

/// A customer, the phone in their hand, and where the story is written.
pub(super) struct Customer<'o, W> {
    phone: Phone,
    /// For what WhatsApp sends beside the phone: the webhook.
    client: Client<Http>,
    webhook: Uri,
    app_secret: AppSecret,
    out: &'o mut W,
}

impl<'o, W: Write> Customer<'o, W> {
    /// Opens the flow.
    pub(super) async fn opens(
        service: &str,
        public_key_pem: &str,
        app_secret: AppSecret,
        flow_token: &str,
        out: &'o mut W,
    ) -> anyhow::Result<Self> {
        let client = Client::http(&format!("{service}/flow"), public_key_pem)?
            .app_secret(app_secret.clone())
            .flow_token(flow_token);
        let phone = Phone::of::<Account>().endpoint(client.clone()).open().await?;
        let webhook = format!("{service}/webhook").parse()?;
        let mut customer = Self { phone, client, webhook, app_secret, out };
        customer.say("Customer", "opens the flow")?;
        customer.shows("Service")?;
        Ok(customer)
    }

    pub(super) async fn enters(&mut self, label: &str, text: &str) -> anyhow::Result<()> {
        self.phone.fill(label, text).await?;
        let view = self.phone.view();
        let secret = view.body.iter().any(|element| {
            matches!(&element.content, Content::TextInput(input)
                if input.field.label == label && input.input_type.is_secret())
        });
        let shown = if secret { "•".repeat(text.chars().count()) } else { text.to_owned() };
        self.say("Customer", &format!("enters “{label}”: {shown}"))
    }

    pub(super) async fn ticks(&mut self, label: &str) -> anyhow::Result<()> {
        self.phone.tick(label).await?;
        self.say("Customer", &format!("ticks “{label}”"))
    }

    pub(super) async fn taps(&mut self, text: &str) -> anyhow::Result<()> {
        self.say("Customer", &format!("taps “{text}”"))?;
        let asked = self.phone.exchanges().len();
        self.phone.tap(text).await?;
        let who = if self.phone.exchanges().len() > asked { "Service" } else { "Phone" };
        self.shows(who)
    }

    /// Fails where the phone shows another screen, or says something else.
    pub(super) fn must_see(&mut self, screen: &str, said: Option<&str>) -> anyhow::Result<()> {
        self.phone.on(screen)?;
        let says = self.phone.said();
        ensure!(says.as_deref() == said, "expected {said:?}, but the phone says {says:?}");
        Ok(())
    }

    /// WhatsApp tells the webhook that the flow is complete.
    pub(super) async fn is_done(&mut self) -> anyhow::Result<()> {
        let response = self.phone.response()?.into();
        let delivery = Delivery::completion(self.app_secret.clone(), "wamid.1", &response);
        let status = self.client.deliver(&self.webhook, &delivery).await?;
        self.say("WhatsApp", "tells the webhook that the customer is done")?;
        self.say("Service", &format!("answers {status}"))?;
        ensure!(status.is_success(), "the webhook refused the completion");
        Ok(())
    }

    pub(super) fn say(&mut self, who: &str, what: &str) -> anyhow::Result<()> {
        writeln!(self.out, "{who:<10}{what}")?;
        Ok(())
    }

    /// Says which screen the phone shows, with its data, and what it says beside.
    fn shows(&mut self, who: &str) -> anyhow::Result<()> {
        let view = self.phone.view();
        let Shown::Screen(id) = &view.shown else { return Ok(()) };
        let data = self.phone.player().data(id);
        let data = data.iter().filter(|(_, value)| *value != "");
        let data = data.map(|(key, value)| format!(", {key}: {}", value.as_str().unwrap_or("…")));
        let title = &view.header.title;
        let what = format!("shows {id} “{title}”{}", data.collect::<String>());
        self.say(who, &what)?;
        if let Some(said) = self.phone.said() {
            self.say("", &format!("and says “{said}”"))?;
        }
        writeln!(self.out)?;
        Ok(())
    }
}
