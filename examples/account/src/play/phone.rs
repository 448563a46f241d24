//! The customer's phone: shows the flow's screens, fills in their forms, taps their buttons.
//!
//! It reads the flow's document as WhatsApp does, as far as this flow needs it.

use std::io::Write;

use anyhow::{Context as _, bail, ensure};
use axum::http::Uri;
use flow_runtime::testing::{Answer, Client, Delivery, Http};
use flow_runtime::{AppSecret, Map, Value};

use crate::account;

/// A phone that tells all it does.
pub(super) struct Phone<'o, W> {
    client: Client<Http>,
    webhook: Uri,
    app_secret: AppSecret,
    flow_token: String,
    /// The Flow JSON.
    document: Value,
    screen: Screen,
    out: &'o mut W,
}

/// What the phone shows.
#[derive(Default)]
struct Screen {
    id: String,
    data: Map<String, Value>,
    /// What the customer has entered.
    form: Map<String, Value>,
    message: Option<String>,
}

impl<'o, W: Write> Phone<'o, W> {
    pub(super) fn new(
        service: &str,
        public_key_pem: &str,
        app_secret: AppSecret,
        flow_token: String,
        out: &'o mut W,
    ) -> anyhow::Result<Self> {
        let client = Client::http(&format!("{service}/flow"), public_key_pem)?
            .app_secret(app_secret.clone())
            .flow_token(&flow_token);
        Ok(Self {
            client,
            webhook: format!("{service}/webhook").parse()?,
            app_secret,
            flow_token,
            document: serde_json::from_str(account::JSON)?,
            screen: Screen::default(),
            out,
        })
    }

    pub(super) async fn opens(&mut self) -> anyhow::Result<()> {
        self.say("Customer", "opens the flow")?;
        let answer = self.client.init().await?;
        self.receive(answer)
    }

    pub(super) fn enters(&mut self, label: &str, text: &str) -> anyhow::Result<()> {
        let input = self.component(label)?;
        let name = name(input)?;
        let secret = input["input-type"] == "password";
        let shown = if secret { "•".repeat(text.chars().count()) } else { text.to_owned() };
        self.screen.form.insert(name, text.into());
        self.say("Customer", &format!("enters “{label}”: {shown}"))
    }

    pub(super) fn ticks(&mut self, label: &str) -> anyhow::Result<()> {
        let name = name(self.component(label)?)?;
        self.screen.form.insert(name, true.into());
        self.say("Customer", &format!("ticks “{label}”"))
    }

    pub(super) async fn taps(&mut self, text: &str) -> anyhow::Result<()> {
        self.say("Customer", &format!("taps “{text}”"))?;
        let action = &self.component(text)?["on-click-action"];
        let payload = self.payload(&action["payload"])?;
        match action["name"].as_str() {
            Some("navigate") => {
                let id = action["next"]["name"].as_str().unwrap_or_default().to_owned();
                self.show("Phone", id, payload, None)
            }
            Some("data_exchange") => {
                let answer = self.client.data_exchange(&self.screen.id, payload.into()).await?;
                self.receive(answer)
            }
            Some("complete") => self.finish(payload).await,
            _ => bail!("“{text}” cannot be tapped"),
        }
    }

    /// Fails where the phone shows anything else.
    pub(super) fn must_show(&self, id: &str, message: Option<&str>) -> anyhow::Result<()> {
        let shown = (self.screen.id.as_str(), self.screen.message.as_deref());
        ensure!(
            shown == (id, message),
            "expected {:?}, but the phone shows {shown:?}",
            (id, message)
        );
        Ok(())
    }

    pub(super) fn say(&mut self, who: &str, what: &str) -> anyhow::Result<()> {
        writeln!(self.out, "{who:<10}{what}")?;
        Ok(())
    }

    fn receive(&mut self, answer: Answer) -> anyhow::Result<()> {
        match answer {
            Answer::Screen(screen) => {
                self.show("Service", screen.screen, screen.data, screen.error_message)
            }
            other => bail!("expected a screen, but the service answered {other:?}"),
        }
    }

    fn show(
        &mut self,
        who: &str,
        id: String,
        data: Map<String, Value>,
        message: Option<String>,
    ) -> anyhow::Result<()> {
        let title = self.definition(&id)?["title"].as_str().unwrap_or_default();
        let shown = data.iter().filter(|(_, value)| *value != "");
        let shown = shown.map(|(key, value)| format!(", {key}: {}", value.as_str().unwrap_or("…")));
        let what = format!("shows {id} “{title}”{}", shown.collect::<String>());
        self.say(who, &what)?;
        if let Some(message) = &message {
            self.say("", &format!("and says “{message}”"))?;
        }
        writeln!(self.out)?;
        if id != self.screen.id {
            self.screen.form.clear();
        }
        self.screen = Screen { id, data, message, form: std::mem::take(&mut self.screen.form) };
        Ok(())
    }

    /// Closes the flow; WhatsApp then tells the webhook.
    async fn finish(&mut self, mut response: Map<String, Value>) -> anyhow::Result<()> {
        response.insert("flow_token".to_owned(), self.flow_token.clone().into());
        let delivery = Delivery::completion(self.app_secret.clone(), "wamid.1", &response.into());
        let status = self.client.deliver(&self.webhook, &delivery).await?;
        self.say("WhatsApp", "tells the webhook that the customer is done")?;
        self.say("Service", &format!("answers {status}"))?;
        ensure!(status.is_success(), "the webhook refused the completion");
        Ok(())
    }

    fn definition(&self, id: &str) -> anyhow::Result<&Value> {
        let screens = self.document["screens"].as_array();
        screens
            .and_then(|screens| screens.iter().find(|screen| screen["id"] == id))
            .with_context(|| format!("the flow has no screen `{id}`"))
    }

    fn components(&self) -> anyhow::Result<&[Value]> {
        let children = &self.definition(&self.screen.id)?["layout"]["children"];
        children.as_array().map(Vec::as_slice).context("the screen has no components")
    }

    /// The component of the current screen that has a text.
    fn component(&self, text: &str) -> anyhow::Result<&Value> {
        let mut components = self.components()?.iter();
        components
            .find(|component| component["label"] == text || component["text"] == text)
            .with_context(|| format!("`{}` has no “{text}”", self.screen.id))
    }

    /// What the references of a payload stand for.
    fn payload(&self, payload: &Value) -> anyhow::Result<Map<String, Value>> {
        let payload = payload.as_object().context("the action has no payload")?;
        payload.iter().map(|(key, value)| Ok((key.clone(), self.value(value)?))).collect()
    }

    fn value(&self, value: &Value) -> anyhow::Result<Value> {
        let reference = value
            .as_str()
            .and_then(|text| text.strip_prefix("${"))
            .and_then(|text| text.strip_suffix('}'));
        match reference.and_then(|reference| reference.split_once('.')) {
            None => Ok(value.clone()),
            Some(("data", key)) => Ok(self.screen.data.get(key).cloned().unwrap_or_default()),
            Some(("form", key)) => self.entered(key),
            Some(_) => bail!("`{value}` is a reference that this phone does not know"),
        }
    }

    /// What the customer has entered, or what the field begins with.
    fn entered(&self, key: &str) -> anyhow::Result<Value> {
        if let Some(value) = self.screen.form.get(key) {
            return Ok(value.clone());
        }
        let field = self.components()?.iter().find(|component| component["name"] == key);
        self.value(&field.context("the screen has no such field")?["init-value"])
    }
}

fn name(component: &Value) -> anyhow::Result<String> {
    component["name"].as_str().map(str::to_owned).context("the component is no input")
}
