//! Starts the fake Graph API for use by hand: `cargo run -p whatsapp-flow-desk --example graph`.
//!
//! Its pings are signed with the secret in `APP_SECRET`, where that is set.

use std::net::Ipv4Addr;
use std::process::ExitCode;

use flow_desk::Graph;

const PORT: u16 = 8090;

/// The environment variable of the secret that pings are signed with.
const SECRET: &str = "APP_SECRET";

fn main() -> ExitCode {
    let started =
        Graph::builder().listen((Ipv4Addr::LOCALHOST, PORT)).log(|line| println!("{line}")).start();
    let graph = match started {
        Ok(graph) => graph,
        Err(error) => {
            eprintln!("error: port {PORT} of this machine cannot be used: {error}");
            return ExitCode::FAILURE;
        }
    };
    // An endpoint checks the signature of a ping, so Meta's secret is wanted here as well.
    let secret = std::env::var(SECRET).ok().filter(|secret| !secret.is_empty());
    graph.set_app_secret(secret.as_deref());
    println!("url    {}", graph.url());
    println!("token  {}", graph.access_token());
    println!("waba   {}", graph.waba());
    println!("phone  {}", graph.phone());
    match secret {
        Some(_) => println!("Pings are signed with the secret in `{SECRET}`."),
        None => println!(
            "Pings are not signed; set `{SECRET}` to what the endpoint has, and start again."
        ),
    }
    println!("Every call is one line. Ctrl-C ends it, and its state with it.");
    loop {
        std::thread::park();
    }
}
