//! A visit at the dentist's, booked in a chat: the example to begin with.
//!
//! Read the flow in `src/flow.rs`, then [`handler`], which answers its screens, and then
//! `tests/afternoon.rs`, which plays it as a person would. [`clinic`] stands for what a business has
//! already. `examples/account` has what a service needs beside: a database, the webhook, sending.

pub mod clinic;
mod flow;
pub mod handler;

use flow_runtime::token::FlowTokens;
use flow_runtime::{AppSecret, BuildError, Endpoint, PrivateKey};

pub use self::flow::appointment;

use self::clinic::Clinic;
use self::handler::App;

/// The endpoint: takes requests that Meta has signed, with flow tokens that we have signed.
///
/// # Errors
///
/// When the key cannot be used.
pub fn endpoint(
    clinic: Clinic,
    private_key: PrivateKey,
    app_secret: impl Into<AppSecret>,
    flow_tokens: FlowTokens,
) -> Result<Endpoint<appointment::Served<App>>, BuildError> {
    Endpoint::builder(appointment::serve(App::new(clinic)))
        .private_key(private_key)
        .app_secret(app_secret)
        .flow_tokens(flow_tokens)
        .flow_token_message("This link is no longer valid. Please write to us for a new one.")
        .build()
}
