//! A customer who signs up and logs in, over real HTTP and with real encryption.

mod customer;

use std::io::Write;
use std::time::Duration;

use anyhow::ensure;
use flow_runtime::token::FlowTokens;
use flow_runtime::{AppSecret, Flow as _, PrivateKey};

use self::customer::Customer;
use crate::account::Account;
use crate::config::Secrets;
use crate::database::Database;
use crate::handler::{ADDRESS_TAKEN, PASSWORD_TOO_WEAK, WRONG_PASSWORD};
use crate::server;
use crate::users::{NewUser, Users};
use crate::webhook::Completions;

const APP_SECRET: &str = "the app secret of this play";
const FLOW_TOKEN_SECRET: &str = "the flow token secret of this play";
const TAKEN: &str = "ada@example.com";

/// Starts a service on a free port, with a key and a database that end with it, plays a customer,
/// and prints who says what.
///
/// # Errors
///
/// When the service cannot be started, or something is not as the story has it.
pub async fn run(out: &mut impl Write) -> anyhow::Result<()> {
    let private_key = PrivateKey::generate()?;
    let public_key = private_key.public_key_pem();
    let app_secret = AppSecret::from(APP_SECRET);
    let flow_tokens = FlowTokens::new(FLOW_TOKEN_SECRET)?;
    let flow_token = flow_tokens.issue(Account::NAME, "customer-17", Duration::from_hours(1));
    let database = Database::in_memory()?;
    let secrets = Secrets {
        app_secret: Some(app_secret.clone()),
        flow_tokens: Some(flow_tokens),
        ..Secrets::default()
    };
    let router = server::router(private_key, secrets, database.clone())?;
    let listener = server::bind(0).await?;
    let service = format!("http://{}", listener.local_addr()?);
    writeln!(out, "The service is at {service}. Every request is encrypted and signed.\n")?;

    Users::new(database.clone()).sign_up(somebody_else()).await?;
    let played = async {
        let opened = Customer::opens(&service, &public_key, app_secret, &flow_token, out).await?;
        play(opened, Completions::new(database)).await
    };
    tokio::select! {
        served = axum::serve(listener, router) => served?,
        played = played => played?,
    }
    writeln!(out, "\nAll went as it should.")?;
    Ok(())
}

/// The story.
async fn play(
    mut customer: Customer<'_, impl Write>,
    completions: Completions,
) -> anyhow::Result<()> {
    customer.must_see("START", None)?;
    customer.taps("Click here to sign up").await?;
    customer.must_see("SIGN_UP", None)?;

    customer.enters("First name", "Grace").await?;
    customer.enters("Last name", "Hopper").await?;
    customer.enters("Email address", TAKEN).await?;
    customer.enters("Password", "compiler-1952").await?;
    customer.enters("Confirm password", "compiler-1952").await?;
    customer.taps("Done").await?;
    customer.must_see("SIGN_UP", Some(ADDRESS_TAKEN))?;

    customer.enters("Email address", "grace@example.com").await?;
    customer.enters("Password", "compiler").await?;
    customer.enters("Confirm password", "compiler").await?;
    customer.taps("Done").await?;
    customer.must_see("SIGN_UP", Some(PASSWORD_TOO_WEAK))?;

    customer.enters("Password", "compiler-1952").await?;
    customer.enters("Confirm password", "compiler-1952").await?;
    customer.taps("Done").await?;
    customer.must_see("LOGIN", None)?;

    customer.enters("Password", "compiler-1925").await?;
    customer.taps("Log in").await?;
    customer.must_see("LOGIN", Some(WRONG_PASSWORD))?;
    customer.enters("Password", "compiler-1952").await?;
    customer.taps("Log in").await?;
    customer.must_see("LOGIN_SUCCESS", None)?;

    customer.ticks("Stay logged in").await?;
    customer.taps("Done").await?;
    customer.is_done().await?;
    let kept = completions.all().await?;
    ensure!(kept == [true], "expected one completion that stays logged in, found {kept:?}");
    customer.say("Service", "has kept the completion: stay_logged_in: true")
}

/// Has the address that the customer tries first.
fn somebody_else() -> NewUser {
    NewUser {
        first_name: "Ada".to_owned(),
        last_name: "Lovelace".to_owned(),
        email: TAKEN.to_owned(),
        password: "engine-1843".to_owned(),
    }
}
