//! A phone number of the business: its public key, and sending.

mod key;
mod send;

use crate::call::Call;
use crate::client::Client;
use crate::error::Error;
use crate::id::plain;

pub use self::key::{PublicKey, SignatureStatus};
pub use self::send::{MessageStatus, Recipient, Sent};

const ENCRYPTION: &str = "whatsapp_business_encryption";

/// The calls of a phone number. From [`Client::phone`].
#[derive(Debug, Clone)]
pub struct PhoneHandle {
    pub(crate) client: Client,
    pub(crate) id: String,
}

impl PhoneHandle {
    /// The phone number's id.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Asks for the public key that phones encrypt with; `None` when there is none yet.
    ///
    /// # Errors
    ///
    /// When the call fails.
    pub async fn public_key(&self) -> Result<Option<PublicKey>, Error> {
        let name = "read the public key";
        let answer: key::Answer =
            Call::get(&self.client, name, &[self.plain_id()?, ENCRYPTION]).read().await?;
        Ok(answer.into_key())
    }

    /// Sets the public key that phones encrypt with: a PEM, `-----BEGIN PUBLIC KEY-----`.
    ///
    /// Meta signs it. A phone that knows the old key asks for the new one when the endpoint answers
    /// 421.
    ///
    /// # Errors
    ///
    /// When the text is not a public key, or the call fails.
    pub async fn set_public_key(&self, pem: &str) -> Result<(), Error> {
        let name = "set the public key";
        key::check(name, pem)?;
        Call::set(&self.client, name, &[self.plain_id()?, ENCRYPTION])
            .form("business_public_key", pem)
            .done()
            .await
    }

    fn plain_id(&self) -> Result<&str, Error> {
        plain(&self.id, "phone number")
    }
}
