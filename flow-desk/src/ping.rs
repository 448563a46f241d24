//! Asks a flow's endpoint whether it is alive, as Meta does before it publishes.

use std::time::Duration;

use flow_runtime::testing::{Answer, Client};

use crate::network::Network;

/// What is needed to call an endpoint.
pub(crate) struct Ping {
    pub(crate) uri: String,
    pub(crate) public_key: String,
    pub(crate) version: String,
    pub(crate) app_secret: Option<String>,
}

/// How long Meta waits for an endpoint.
const DEADLINE: Duration = Duration::from_secs(10);

impl Ping {
    /// Why the endpoint does not answer as it should.
    pub(crate) async fn send(&self, network: &Network) -> Result<(), String> {
        let uri = self.uri.parse().map_err(|_| "its address is no URI".to_owned())?;
        let mut client = Client::new(network.clone(), &self.public_key)
            .map_err(|error| error.to_string())?
            .version(self.version.as_str())
            .uri(uri);
        if let Some(secret) = &self.app_secret {
            client = client.app_secret(secret.as_str());
        }
        match tokio::time::timeout(DEADLINE, client.ping()).await {
            Err(_) => Err(format!("it did not answer in {} seconds", DEADLINE.as_secs())),
            Ok(Err(error)) => Err(error.to_string()),
            Ok(Ok(Answer::Active)) => Ok(()),
            Ok(Ok(Answer::Refused(refused))) => Err(format!("it answered {}", refused.status)),
            Ok(Ok(_)) => Err("it did not answer `active`".to_owned()),
        }
    }
}

/// Whether a text is the public half of an RSA key, in PEM.
pub(crate) fn is_public_key(pem: &str) -> bool {
    Client::http("http://localhost", pem).is_ok()
}
