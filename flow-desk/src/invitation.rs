//! What the button of a message opens.

use flow_player::{Opening, Saved};
use flow_runtime::testing::Client;

use crate::error::DeskError;
use crate::network::Network;
use crate::state::{NO_TOKEN, State};

/// What the button of a message opens, and how the endpoint is asked.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Invitation {
    /// The id of the message.
    pub message: String,
    /// The name of the flow; the template's, for a template that brings its own document.
    pub name: String,
    /// The Flow JSON that the message carries.
    pub json: String,
    /// How it opens.
    pub opening: Opening,
    /// The flow token.
    pub token: String,
    /// Why the button opens nothing, where it does not.
    pub closed: Option<String>,
    /// What the phone keeps of the flow.
    pub saved: Option<Saved>,
    /// The address of the endpoint, where the flow has one.
    pub endpoint: Option<String>,
    /// The public key of the phone number that sent the message, where it has one.
    pub public_key: Option<String>,
    /// What requests are signed with.
    app_secret: Option<String>,
}

impl Invitation {
    pub(crate) fn of(state: &State, id: &str) -> Option<Self> {
        let message = state.message(id)?;
        let document = message.document.as_ref()?;
        let flow = message.flow.as_deref().and_then(|flow| state.flow(flow));
        let name = flow.map(|flow| flow.name.clone()).or_else(|| message.template.clone());
        let phone = state.phone(&message.phone);
        Some(Self {
            message: id.to_owned(),
            name: name.unwrap_or_default(),
            json: document.text.clone(),
            opening: message.opening(),
            token: message.token.as_deref().unwrap_or(NO_TOKEN).to_owned(),
            closed: state.closed(message),
            saved: message.saved.clone(),
            endpoint: flow.and_then(|flow| flow.endpoint_uri.clone()),
            public_key: phone.and_then(|phone| phone.public_key.clone()),
            app_secret: state.app_secret.clone(),
        })
    }

    /// A client of the endpoint, which encrypts and signs as WhatsApp does; `None` where there is no
    /// endpoint, or no public key to encrypt with.
    ///
    /// # Errors
    ///
    /// When the address of the endpoint or the key cannot be used.
    pub fn client(&self, network: Network) -> Result<Option<Client<Network>>, DeskError> {
        let (Some(uri), Some(key)) = (&self.endpoint, &self.public_key) else { return Ok(None) };
        let uri = uri
            .parse()
            .map_err(|_| DeskError::Closed(format!("`{uri}` is not the address of an endpoint")))?;
        let mut client = Client::new(network, key)?.uri(uri).flow_token(&self.token);
        if let Some(secret) = &self.app_secret {
            client = client.app_secret(secret.as_str());
        }
        Ok(Some(client))
    }
}
