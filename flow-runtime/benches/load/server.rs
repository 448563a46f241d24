//! The endpoint under axum, in a process of its own.

use std::error::Error;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::SocketAddr;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use flow_runtime::PrivateKey;
use flow_runtime::crypto::Backend;
use flow_runtime::testing::KeyPair;

use super::app;

/// The first argument of the server's process.
pub(crate) const MODE: &str = "--serve";

/// The server's process, ended when it is dropped.
pub(crate) struct Server {
    process: Child,
    address: SocketAddr,
    keys: PrivateKey,
}

impl Server {
    pub(crate) fn start(backend: Backend, remembers: Duration) -> Result<Self, Box<dyn Error>> {
        let mut process = Command::new(std::env::current_exe()?)
            .args([MODE, backend.as_str(), &remembers.as_secs().to_string()])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let keys = PrivateKey::generate()?;
        let mut input = process.stdin.take().ok_or("the server has no input")?;
        input.write_all(keys.to_pem().as_bytes())?;
        drop(input);
        let output = process.stdout.take().ok_or("the server has no output")?;
        let mut line = String::new();
        BufReader::new(output).read_line(&mut line)?;
        Ok(Self { process, address: line.trim().parse()?, keys })
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    pub(crate) fn keys(&self) -> &PrivateKey {
        &self.keys
    }

    /// The processor time that the server's threads have taken, where the system tells it.
    pub(crate) fn processor_time(&self) -> Result<Option<Duration>, Box<dyn Error>> {
        let Ok(threads) = std::fs::read_dir(format!("/proc/{}/task", self.process.id())) else {
            return Ok(None);
        };
        let mut nanoseconds = 0;
        for thread in threads {
            // A thread may have ended since the folder was read.
            let Ok(line) = std::fs::read_to_string(thread?.path().join("schedstat")) else {
                continue;
            };
            let taken = line.split_whitespace().next().unwrap_or_default();
            nanoseconds += taken.parse::<u64>()?;
        }
        Ok(Some(Duration::from_nanos(nanoseconds)))
    }

    /// What the server's process holds in memory, where the system tells it.
    pub(crate) fn resident_mebibytes(&self) -> Result<f64, Box<dyn Error>> {
        let path = format!("/proc/{}/status", self.process.id());
        if !std::path::Path::new(&path).exists() {
            return Ok(f64::NAN);
        }
        let status = std::fs::read_to_string(path)?;
        let kibibytes: u32 = status
            .lines()
            .find_map(|line| line.strip_prefix("VmRSS:"))
            .and_then(|rest| rest.split_whitespace().next())
            .ok_or("the system does not tell the resident memory")?
            .parse()?;
        Ok(f64::from(kibibytes) / 1024.0)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The server's process: reads the key, says its address, serves until it is ended.
pub(crate) fn run(backend: Backend, remembers: Duration) -> Result<(), Box<dyn Error>> {
    let pem = std::io::read_to_string(std::io::stdin())?;
    let keys = KeyPair::from(PrivateKey::from_pem(pem, None)?);
    let endpoint = app::endpoint(&keys, backend, remembers)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        let router = axum::Router::new().route_service("/flow", endpoint);
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
        println!("{}", listener.local_addr()?);
        axum::serve(listener, router).await?;
        Ok(())
    })
}
