//! The server: the endpoint at `/flow` and the webhook at `/webhook`.

use std::fs;
use std::io;
use std::net::Ipv4Addr;
use std::path::Path;

use anyhow::{Context as _, bail};
use axum::Router;
use flow_runtime::{BuildError, Endpoint, PrivateKey};
use tokio::net::TcpListener;

use crate::account;
use crate::config::{Config, KeyFile, Secrets};
use crate::database::Database;
use crate::development::{self, Development};
use crate::handler::App;
use crate::users::Users;
use crate::webhook::{self, Completions};

/// Serves until Ctrl-C or SIGTERM, and then finishes what it has begun.
///
/// # Errors
///
/// When the port is taken, the key cannot be read, the database cannot be opened, or a private key
/// is given without an app secret: anybody could then call a service that is meant for customers.
pub async fn run(config: Config) -> anyhow::Result<()> {
    // First of all, so that a second start makes nothing before it fails.
    let listener = bind(config.port).await?;
    let development = Development::new(development::FOLDER);
    let private_key = private_key(config.key_file.as_ref(), &development)?;
    if config.key_file.is_some() && config.secrets.app_secret.is_none() {
        bail!(
            "`PRIVATE_KEY_FILE` is set and `APP_SECRET` is not, so that anybody could call the \
             service; set it to the app secret from the app dashboard"
        );
    }
    let database = database(config.database.as_deref(), &development)?;
    remind(&config.secrets);

    let router = router(private_key, config.secrets, database)?;
    let address = listener.local_addr()?;
    let interrupted = interrupted().context("signals cannot be waited for")?;
    println!(
        "The flow is served at http://{address}/flow, the webhook at http://{address}/webhook."
    );
    println!("Ctrl-C ends it.");
    axum::serve(listener, router).with_graceful_shutdown(interrupted).await?;
    println!("Ended.");
    Ok(())
}

/// Listens on a port of 127.0.0.1.
///
/// # Errors
///
/// When the port is taken or not allowed; the error says which.
pub async fn bind(port: u16) -> anyhow::Result<TcpListener> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await.map_err(|error| {
        let message = match error.kind() {
            io::ErrorKind::AddrInUse => {
                format!("port {port} is taken; end what uses it, or set `PORT` to another one")
            }
            io::ErrorKind::PermissionDenied => {
                format!("port {port} is not allowed; set `PORT` to one from 1024 on")
            }
            _ => format!("port {port} cannot be listened on"),
        };
        anyhow::Error::new(error).context(message)
    })
}

/// The service: everything between the network and the database.
///
/// # Errors
///
/// When the endpoint cannot be built.
pub fn router(
    private_key: PrivateKey,
    secrets: Secrets,
    database: Database,
) -> Result<Router, BuildError> {
    let app = App::new(Users::new(database.clone()));
    let mut endpoint = Endpoint::builder(account::serve(app)).private_key(private_key);
    endpoint = match &secrets.app_secret {
        Some(app_secret) => endpoint.app_secret(app_secret.clone()),
        None => endpoint.without_signatures(),
    };
    if let Some(flow_tokens) = &secrets.flow_tokens {
        endpoint = endpoint.flow_tokens(flow_tokens.clone());
    }
    Ok(Router::new()
        .route_service("/flow", endpoint.build()?)
        .merge(webhook::router(secrets, Completions::new(database))))
}

/// The configured key, or the development key.
fn private_key(
    configured: Option<&KeyFile>,
    development: &Development,
) -> anyhow::Result<PrivateKey> {
    if let Some(KeyFile { path, passphrase }) = configured {
        return read_key(path, passphrase.as_deref()).context("`PRIVATE_KEY_FILE`");
    }
    let file = development.key_file();
    let made = development.make_key()?;
    let key = read_key(&file, None)?;
    if made {
        println!("Made a private key for development: {}", file.display());
        println!("Upload its public key for the phone number that you test with:\n");
        println!("{}", key.public_key_pem());
        println!("For customers make a key of your own, and set `PRIVATE_KEY_FILE`.");
    } else {
        println!("The private key is the one for development: {}", file.display());
    }
    Ok(key)
}

fn read_key(path: &Path, passphrase: Option<&str>) -> anyhow::Result<PrivateKey> {
    let shown = path.display();
    let pem = fs::read(path).with_context(|| format!("`{shown}` cannot be read"))?;
    PrivateKey::from_pem(pem, passphrase).with_context(|| format!("`{shown}`"))
}

/// The configured database, or the one for development.
fn database(configured: Option<&Path>, development: &Development) -> anyhow::Result<Database> {
    let file = configured.map_or_else(|| development.database_file(), Path::to_owned);
    let is_new = !file.exists();
    if configured.is_none() {
        development.make_folder()?;
    }
    let shown = file.display();
    let database = Database::open(&file)
        .with_context(|| format!("the database `{shown}` cannot be opened; see `DATABASE`"))?;
    match (configured.is_none(), is_new) {
        (true, true) => println!("Made a database for development: {shown}"),
        (true, false) => println!("The database is the one for development: {shown}"),
        (false, true) => println!("Made the database: {shown}"),
        (false, false) => println!("The database: {shown}"),
    }
    Ok(database)
}

/// Says what is not checked for want of a secret.
fn remind(secrets: &Secrets) {
    if secrets.app_secret.is_none() {
        println!("`APP_SECRET` is not set: anybody may call; signatures are not checked.");
    }
    if secrets.verify_token.is_empty() {
        println!("`VERIFY_TOKEN` is not set: the webhook cannot be set up in the app dashboard.");
    }
    if secrets.flow_tokens.is_none() {
        println!("`FLOW_TOKEN_SECRET` is not set: any flow token is taken.");
    }
}

/// Waits for Ctrl-C, or for what a container's host sends when it ends a service. From the call on,
/// neither ends the process by itself.
#[cfg(unix)]
fn interrupted() -> io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};

    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

#[cfg(not(unix))]
fn interrupted() -> io::Result<impl Future<Output = ()>> {
    Ok(async {
        if let Err(error) = tokio::signal::ctrl_c().await {
            tracing::error!(%error, "Ctrl-C cannot be waited for");
            std::future::pending::<()>().await;
        }
    })
}
