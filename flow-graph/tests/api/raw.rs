//! A server that answers with given bytes, whatever it is asked.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use flow_graph::Client;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;

pub(crate) const TOKEN: &str = "EAAsecretTokenOfTheTests0123456789";

/// Where it listens, and the heads of the requests that came.
pub(crate) struct Raw {
    pub(crate) url: String,
    heads: Arc<Mutex<Vec<String>>>,
}

impl Raw {
    /// Answers with these bytes: status line, headers, body.
    pub(crate) async fn answering(answer: impl Into<Vec<u8>>) -> Self {
        Self::in_turn([answer]).await
    }

    /// Answers with these in turn, over and over.
    pub(crate) async fn in_turn(answers: impl IntoIterator<Item = impl Into<Vec<u8>>>) -> Self {
        let answers: Vec<Vec<u8>> = answers.into_iter().map(Into::into).collect();
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let heads = Arc::new(Mutex::new(Vec::new()));
        let seen = Arc::clone(&heads);
        tokio::spawn(async move {
            for answer in answers.iter().cycle() {
                let Ok((mut stream, _)) = listener.accept().await else { return };
                let mut head = vec![0; 16 * 1024];
                let read = stream.read(&mut head).await.unwrap_or_default();
                let head = String::from_utf8_lossy(&head[..read]).into_owned();
                seen.lock().unwrap_or_else(PoisonError::into_inner).push(head);
                // A client that has read enough hangs up.
                let _ = stream.write_all(answer).await;
                let _ = stream.shutdown().await;
            }
        });
        Self { url, heads }
    }

    /// Answers with this status and this body.
    pub(crate) async fn with(status: u16, body: &str) -> Self {
        Self::answering(answer(status, body)).await
    }

    pub(crate) fn client(&self) -> Client {
        Client::builder(TOKEN)
            .base_url(&self.url)
            .retries(0)
            .timeout(Duration::from_secs(5))
            .build()
            .expect("a client")
    }

    pub(crate) fn heads(&self) -> Vec<String> {
        self.heads.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

pub(crate) fn answer(status: u16, body: &str) -> String {
    let length = body.len();
    format!(
        "HTTP/1.1 {status} Status\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}"
    )
}
