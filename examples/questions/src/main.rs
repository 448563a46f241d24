//! Serves the questions about answers at `/flow` on 127.0.0.1:8080, and prints what the phone says.
//!
//! Set by environment variables: `PRIVATE_KEY_FILE`, a PEM file as `cargo flow keys new` makes it, and
//! `APP_SECRET`, from the app dashboard.

use std::error::Error;

use axum::Router;
use example_questions::endpoint::{App, SLOW, answers};
use flow_runtime::{Endpoint, PrivateKey};
use tokio::net::TcpListener;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let set = |name: &str| std::env::var(name).map_err(|_| format!("set `{name}`"));
    let key = PrivateKey::from_pem(std::fs::read(set("PRIVATE_KEY_FILE")?)?, None)?;
    let endpoint = Endpoint::builder(answers::serve(App { slow: SLOW }))
        .private_key(key)
        .app_secret(set("APP_SECRET")?)
        .build()?;
    let listener = TcpListener::bind("127.0.0.1:8080").await?;
    println!("The flow is served at http://{}/flow.", listener.local_addr()?);
    axum::serve(listener, Router::new().route_service("/flow", endpoint)).await?;
    Ok(())
}
