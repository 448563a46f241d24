//! Serves the flow at `/flow` on 127.0.0.1:8080.
//!
//! Set by environment variables: `PRIVATE_KEY_FILE`, a PEM file as `cargo flow keys new` makes it;
//! `APP_SECRET`, from the app dashboard; `FLOW_TOKEN_SECRET`, with which the tokens of messages are
//! signed.

use std::error::Error;

use axum::Router;
use example_appointment::clinic::Clinic;
use example_appointment::endpoint;
use flow_runtime::PrivateKey;
use flow_runtime::token::FlowTokens;
use tokio::net::TcpListener;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let set = |name: &str| std::env::var(name).map_err(|_| format!("set `{name}`"));
    let key = PrivateKey::from_pem(&std::fs::read(set("PRIVATE_KEY_FILE")?)?, None)?;
    let tokens = FlowTokens::new(set("FLOW_TOKEN_SECRET")?)?;
    let clinic = Clinic::new(|| jiff::ZonedDateTime::now().date());
    let endpoint = endpoint(clinic, key, set("APP_SECRET")?, tokens)?;

    let listener = TcpListener::bind("127.0.0.1:8080").await?;
    println!("The flow is served at http://{}/flow.", listener.local_addr()?);
    axum::serve(listener, Router::new().route_service("/flow", endpoint)).await?;
    Ok(())
}
