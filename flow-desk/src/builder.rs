//! Starts a desk where its defaults do not fit.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;

use crate::graph::Graph;
use crate::keep::Keeper;
use crate::network::Network;
use crate::server::{Log, Server, Shared, listen, runtime};
use crate::state::State;

/// Starts a [`Graph`] where its defaults do not fit.
///
/// ```
/// use flow_desk::{Graph, WhatsApp};
///
/// let folder = tempfile::tempdir()?;
/// let kept = || Graph::builder().keep_in(folder.path().join("desk.json"));
/// let flow = kept().start()?.add_flow("Sign-up");
/// let again = WhatsApp::from(kept().start()?);
/// assert_eq!(again.graph().flow(&flow).unwrap().name, "Sign-up");
/// # Ok::<(), std::io::Error>(())
/// ```
#[must_use = "nothing runs until `start`"]
pub struct Builder {
    place: Place,
    log: Option<Log>,
    network: Option<Network>,
    app_secret: Option<String>,
    file: Option<PathBuf>,
    most_requests: usize,
}

/// Where it is reached.
#[derive(Debug)]
enum Place {
    Own(SocketAddr),
    /// Below an address of another server.
    Elsewhere(String),
}

impl Builder {
    pub(crate) fn new() -> Self {
        Self {
            place: Place::Own((Ipv4Addr::LOCALHOST, 0).into()),
            log: None,
            network: None,
            app_secret: None,
            file: None,
            most_requests: usize::MAX,
        }
    }

    /// The address to listen at; the default is a free port of this machine.
    pub fn listen(mut self, address: impl Into<SocketAddr>) -> Self {
        self.place = Place::Own(address.into());
        self
    }

    /// Opens no port: another server has it at this address, and hands its requests to
    /// [`Graph::call`].
    pub fn elsewhere(mut self, url: impl Into<String>) -> Self {
        self.place = Place::Elsewhere(url.into());
        self
    }

    /// Told of each call, in one line: method, path, status and what is wrong. No token is in it.
    pub fn log(mut self, log: impl Fn(&str) + Send + Sync + 'static) -> Self {
        self.log = Some(Box::new(log));
        self
    }

    /// The way to endpoints and webhooks; the default is plain HTTP. Over another one, endpoints at
    /// `https://` are called as well.
    pub fn network(mut self, network: Network) -> Self {
        self.network = Some(network);
        self
    }

    /// Signs what is sent to endpoints and to the webhook, as Meta does.
    pub fn app_secret(mut self, secret: impl Into<String>) -> Self {
        self.app_secret = Some(secret.into());
        self
    }

    /// Keeps the state in a file, over a restart: flows with their versions, keys, chats, files that
    /// were uploaded, and reports that have not arrived. What people pick in a form is not kept.
    pub fn keep_in(mut self, file: impl Into<PathBuf>) -> Self {
        self.file = Some(file.into());
        self
    }

    /// How many requests are kept to be looked at; the default is every one.
    pub fn keep_requests(mut self, most: usize) -> Self {
        self.most_requests = most.max(1);
        self
    }

    /// Starts it.
    ///
    /// # Errors
    ///
    /// When the address is taken, the system gives no thread, or the file cannot be read.
    pub fn start(self) -> io::Result<Graph> {
        let (listener, url) = match self.place {
            Place::Own(address) => {
                let (listener, url) = listen(address)?;
                listener.set_nonblocking(true)?;
                (Some(listener), url)
            }
            Place::Elsewhere(url) => (None, url.trim_end_matches('/').to_owned()),
        };
        let mut state = State::new(url);
        state.app_secret = self.app_secret;
        state.most_requests = self.most_requests;
        let keeper = self.file.map(Keeper::new);
        if let Some(keeper) = &keeper {
            keeper.load(&mut state)?;
        }
        let runtime = runtime()?;
        let speaks_tls = self.network.is_some();
        let network = self.network.unwrap_or_else(Network::http).on(runtime.handle().clone());
        let shared = Arc::new(Shared::new(state, self.log, network, speaks_tls, keeper));
        let server = Server::start(runtime, listener, Arc::clone(&shared))?;
        Ok(Graph { shared, server })
    }
}

impl std::fmt::Debug for Builder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Builder").field("place", &self.place).finish_non_exhaustive()
    }
}
