//! A load generator that does as little as possible: prepared bytes out, the answer's bytes in.

use std::error::Error;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use flow_runtime::testing::Sealed;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::task::JoinSet;

/// Latencies in ascending order.
pub(crate) struct Run {
    pub(crate) elapsed: Duration,
    pub(crate) latencies: Vec<Duration>,
}

impl Run {
    pub(crate) fn percentile(&self, percent: usize) -> Duration {
        let last = self.latencies.len().saturating_sub(1);
        self.latencies.get(last * percent / 100).copied().unwrap_or_default()
    }
}

/// The bytes of a request on a kept connection.
pub(crate) fn request(sealed: &Sealed) -> Vec<u8> {
    let head = format!(
        "POST /flow HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n\
         x-hub-signature-256: {}\r\ncontent-length: {}\r\n\r\n",
        sealed.signature.as_deref().unwrap_or_default(),
        sealed.body.len()
    );
    [head.as_bytes(), &sealed.body].concat()
}

/// Sends `count` requests over `concurrency` connections.
pub(crate) async fn drive(
    address: SocketAddr,
    requests: &[Vec<u8>],
    concurrency: usize,
    count: usize,
) -> Result<Run, Box<dyn Error>> {
    let requests: Arc<[Vec<u8>]> = requests.into();
    let next = Arc::new(AtomicUsize::new(0));
    let mut connections = Vec::with_capacity(concurrency);
    for _ in 0..concurrency {
        let connection = TcpStream::connect(address).await?;
        connection.set_nodelay(true)?;
        connections.push(connection);
    }
    let begun = Instant::now();
    let mut tasks = JoinSet::new();
    for connection in connections {
        tasks.spawn(send(connection, Arc::clone(&requests), Arc::clone(&next), count));
    }
    let mut latencies = Vec::with_capacity(count);
    while let Some(task) = tasks.join_next().await {
        latencies.extend(task??);
    }
    let elapsed = begun.elapsed();
    latencies.sort_unstable();
    Ok(Run { elapsed, latencies })
}

async fn send(
    mut connection: TcpStream,
    requests: Arc<[Vec<u8>]>,
    next: Arc<AtomicUsize>,
    count: usize,
) -> io::Result<Vec<Duration>> {
    let mut latencies = Vec::new();
    let mut buffer = Vec::with_capacity(4096);
    loop {
        let number = next.fetch_add(1, Ordering::Relaxed);
        if number >= count {
            return Ok(latencies);
        }
        let begun = Instant::now();
        connection.write_all(&requests[number % requests.len()]).await?;
        answer(&mut connection, &mut buffer).await?;
        latencies.push(begun.elapsed());
    }
}

/// Reads one answer, which must be of status 200.
async fn answer(connection: &mut TcpStream, buffer: &mut Vec<u8>) -> io::Result<()> {
    buffer.clear();
    loop {
        if connection.read_buf(buffer).await? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        let Some(end) = buffer.windows(4).position(|window| window == b"\r\n\r\n") else {
            continue;
        };
        let head = std::str::from_utf8(&buffer[..end]).map_err(io::Error::other)?;
        if !head.starts_with("HTTP/1.1 200") {
            let status = head.lines().next().unwrap_or_default();
            return Err(io::Error::other(format!("the endpoint answered {status}")));
        }
        let length: usize = head
            .lines()
            .find_map(|line| line.strip_prefix("content-length: "))
            .and_then(|length| length.parse().ok())
            .ok_or_else(|| io::Error::other("the answer has no length"))?;
        if buffer.len() >= end + 4 + length {
            return Ok(());
        }
    }
}
