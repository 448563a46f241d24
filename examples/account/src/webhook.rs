//! The webhook: what arrives when a person has finished the flow.

use std::sync::Arc;

use axum::Router;
use flow_runtime::webhook::{Event, EventKind, FlowEvent, Reply, Webhook};

use crate::account::Account;
use crate::config::Secrets;
use crate::database::{self, Database};

/// The completions that have arrived.
#[derive(Debug, Clone)]
pub struct Completions {
    database: Database,
}

impl Completions {
    /// Those in the database.
    #[must_use]
    pub fn new(database: Database) -> Self {
        Self { database }
    }

    /// Keeps a completion; `false` where its message has come before, as Meta repeats messages.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn keep(
        &self,
        message_id: &str,
        stay_logged_in: bool,
    ) -> Result<bool, database::Error> {
        let insert = "INSERT INTO completions (message_id, stay_logged_in) VALUES (?1, ?2)
            ON CONFLICT DO NOTHING";
        let row = (message_id.to_owned(), stay_logged_in);
        let rows = self.database.run(move |database| database.execute(insert, row)).await?;
        Ok(rows == 1)
    }

    /// Whether each person wanted to stay logged in, in the order in which they were done.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn all(&self) -> Result<Vec<bool>, database::Error> {
        let select = "SELECT stay_logged_in FROM completions ORDER BY rowid";
        self.database
            .run(move |database| {
                database.prepare(select)?.query_map([], |row| row.get(0))?.collect()
            })
            .await
    }
}

/// Serves `/webhook`: GET is Meta's verification, POST its reports.
pub fn router(secrets: Secrets, completions: Completions) -> Router {
    let Secrets { app_secret, verify_token, flow_tokens } = secrets;
    let mut webhook = match app_secret {
        Some(app_secret) => Webhook::new(verify_token, app_secret),
        None => Webhook::without_signatures(verify_token),
    };
    if let Some(flow_tokens) = flow_tokens {
        webhook = webhook.flow_tokens(flow_tokens);
    }
    let receiver = Arc::new(Receiver { webhook: webhook.clone(), completions });
    let service = webhook.service(move |event| {
        let receiver = Arc::clone(&receiver);
        async move { receiver.take(event).await }
    });
    Router::new().route_service("/webhook", service)
}

/// Takes what has come.
struct Receiver {
    webhook: Webhook,
    completions: Completions,
}

impl Receiver {
    /// An error lets Meta deliver again, so nothing is lost.
    async fn take(&self, event: Event) -> Result<(), database::Error> {
        match event.kind {
            EventKind::Reply(reply) => self.complete(&reply).await?,
            EventKind::Flow(event) => {
                let FlowEvent { flow_id, kind, .. } = event;
                tracing::warn!(flow_id, ?kind, "Meta reports on a flow");
            }
            EventKind::Unreadable(part) => {
                tracing::warn!(error = %part.error, "a part of a delivery cannot be read");
            }
            // Other messages to the business's number are not this service's.
            _ => {}
        }
        Ok(())
    }

    /// Logs nothing of the person: neither the number nor the name, and no flow token.
    async fn complete(&self, reply: &Reply) -> Result<(), database::Error> {
        let message_id = &reply.message_id;
        match self.webhook.completion::<Account>(reply) {
            Ok(completed) => {
                // A box that nobody touched is left out.
                let stay_logged_in = completed.completion.stay_logged_in.unwrap_or(false);
                if self.completions.keep(message_id, stay_logged_in).await? {
                    tracing::info!(message_id, stay_logged_in, "a person has finished the flow");
                }
            }
            Err(error) => tracing::warn!(message_id, %error, "a reply was passed over"),
        }
        Ok(())
    }
}
