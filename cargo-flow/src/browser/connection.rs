//! Calls of the DevTools protocol, and the events that arrive between them.

use std::collections::VecDeque;
use std::net::TcpStream;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tungstenite::protocol::WebSocketConfig;
use tungstenite::{Message, WebSocket};

use super::Error;

/// So long the browser may take for one call.
const ANSWER: Duration = Duration::from_secs(30);

/// So many events are kept until somebody takes them; the oldest are dropped.
const EVENTS: usize = 10_000;

#[derive(Debug)]
pub(super) struct Connection {
    socket: WebSocket<TcpStream>,
    last: u64,
    events: VecDeque<Event>,
}

#[derive(Debug)]
pub(super) struct Event {
    pub(super) session: Option<String>,
    pub(super) method: String,
    pub(super) params: Value,
}

impl Connection {
    pub(super) fn open(address: &str) -> Result<Self, Error> {
        let host =
            address.strip_prefix("ws://").and_then(|rest| rest.split('/').next()).ok_or_else(
                || Error::new(format!("the browser listens at `{address}`, not at ws://…")),
            )?;
        let stream = TcpStream::connect(host).map_err(|error| Error::new(error.to_string()))?;
        // The browser answers small messages one by one; waiting to fill a packet costs 40 ms each.
        let _ = stream.set_nodelay(true);
        // A picture of a long page is some megabytes.
        let config = WebSocketConfig::default()
            .max_message_size(Some(256 << 20))
            .max_frame_size(Some(256 << 20));
        let (socket, _) = tungstenite::client::client_with_config(address, stream, Some(config))
            .map_err(|error| {
                Error::new(format!("the browser did not take the connection: {error}"))
            })?;
        Ok(Self { socket, last: 0, events: VecDeque::new() })
    }

    /// Calls a method, of a page's session or of the browser, and waits for its result.
    pub(super) fn call(
        &mut self,
        session: Option<&str>,
        method: &str,
        params: &Value,
    ) -> Result<Value, Error> {
        self.last += 1;
        let id = self.last;
        let mut call = json!({ "id": id, "method": method });
        if !params.is_null() {
            call["params"] = params.clone();
        }
        if let Some(session) = session {
            call["sessionId"] = session.into();
        }
        self.socket
            .send(Message::text(call.to_string()))
            .map_err(|error| Error::new(format!("`{method}` could not be sent: {error}")))?;
        let until = Instant::now() + ANSWER;
        loop {
            let Some(mut message) = self.read(until)? else {
                return Err(Error::new(format!("`{method}` was not answered within 30 seconds")));
            };
            if message["id"].as_u64() == Some(id) {
                return match message["error"]["message"].as_str() {
                    Some(reason) => Err(Error::new(format!("`{method}` failed: {reason}"))),
                    None => Ok(message["result"].take()),
                };
            }
            self.keep(&mut message);
        }
    }

    /// Takes the next event that fits, waiting for it until `until`.
    pub(super) fn event(
        &mut self,
        until: Instant,
        fits: impl Fn(&Event) -> bool,
    ) -> Result<Option<Event>, Error> {
        loop {
            if let Some(index) = self.events.iter().position(&fits) {
                return Ok(self.events.remove(index));
            }
            match self.read(until)? {
                Some(mut message) => self.keep(&mut message),
                None => return Ok(None),
            }
        }
    }

    fn keep(&mut self, message: &mut Value) {
        let Some(method) = message["method"].as_str().map(str::to_owned) else { return };
        if self.events.len() == EVENTS {
            self.events.pop_front();
        }
        let session = message["sessionId"].as_str().map(str::to_owned);
        self.events.push_back(Event { session, method, params: message["params"].take() });
    }

    /// The next message, or nothing where none came in time.
    fn read(&mut self, until: Instant) -> Result<Option<Value>, Error> {
        let left = until.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Ok(None);
        }
        let broken =
            |error: &dyn std::fmt::Display| Error::new(format!("the browser is gone: {error}"));
        self.socket.get_ref().set_read_timeout(Some(left)).map_err(|error| broken(&error))?;
        match self.socket.read() {
            Ok(Message::Text(text)) => {
                serde_json::from_str(&text).map(Some).map_err(|error| broken(&error))
            }
            Ok(_) => Ok(Some(Value::Null)),
            Err(tungstenite::Error::Io(error))
                if matches!(
                    error.kind(),
                    std::io::ErrorKind::WouldBlock | std::io::ErrorKind::TimedOut
                ) =>
            {
                Ok(None)
            }
            Err(error) => Err(broken(&error)),
        }
    }
}
