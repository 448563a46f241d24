//! Starts the fake Graph API for use by hand: `cargo run -p fake-graph`.

use std::net::Ipv4Addr;
use std::process::ExitCode;

use fake_graph::Graph;

const PORT: u16 = 8090;

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
    println!("url    {}", graph.url());
    println!("token  {}", graph.access_token());
    println!("waba   {}", graph.waba());
    println!("phone  {}", graph.phone());
    println!("Every call is one line. Ctrl-C ends it, and its state with it.");
    loop {
        std::thread::park();
    }
}
